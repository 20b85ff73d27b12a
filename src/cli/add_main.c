/* entente-add: puts sources into the record. A program of its own because archives and R files need libraries that the
 * rest of entente does without. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli/data_dir.h"
#include "source/add.h"

enum exit_code { EXIT_FINE = 0, EXIT_INPUT = 2, EXIT_RECORD = 4 };

struct options {
    struct ent_add add;
    const char *record;
    bool pack, help, progress;
};

struct clock {
    time_t begun;
    bool shown;
};

static const char usage[] =
    "usage: entente-add [OPTIONS] SOURCE FILE...      put a release of a source into the record\n"
    "       entente-add [OPTIONS] --pack [DIR]        make a record from the pack (states, groups, what ships)\n"
    "\n"
    "A release is recognised by the checksum of its file. Archives (tar, zip) and compressed files are read as they "
    "are.\n"
    "\n"
    "  --record PATH      the record (else $ENTENTE_RECORD)\n"
    "  --data DIR         folder with recipes/ and data/\n"
    "  --recipe FILE      a recipe of your own\n"
    "  --member NAME      the file inside an archive, where the recipe does not find it\n"
    "  --form NAME        the layout of the file, where its name does not tell\n"
    "  --version V        what to call a release that the recipe does not know\n"
    "  --published DATE   when it was published   --seen DATE   when it is known to have existed\n"
    "  --withdrawn        add a release although its makers withdrew it\n"
    "  --dry-run          read, check and account; write nothing\n"
    "  --progress         show progress also where standard error is no terminal\n"
    "\n"
    "Exit status: 0 added (or there already), 2 a file, recipe or option is wrong, 4 the record cannot be read.\n";

static void show_progress(void *context, const char *what, long rows) {
    struct clock *clock = context;
    if (time(NULL) - clock->begun < 1)
        return;
    fprintf(stderr, "\r%s  %ld rows", what, rows);
    fflush(stderr);
    clock->shown = true;
}

static int read_options(struct options *out, int argc, char **argv) {
    struct {
        const char *name;
        const char **text; /* takes a value, or */
        bool *flag;
    } known[] = {{"record", &out->record, NULL},
                 {"data", &out->add.data_dir, NULL},
                 {"recipe", &out->add.recipe_path, NULL},
                 {"member", &out->add.member, NULL},
                 {"form", &out->add.form, NULL},
                 {"version", &out->add.version, NULL},
                 {"published", &out->add.published, NULL},
                 {"seen", &out->add.seen, NULL},
                 {"dry-run", NULL, &out->add.dry_run},
                 {"withdrawn", NULL, &out->add.withdrawn},
                 {"pack", NULL, &out->pack},
                 {"progress", NULL, &out->progress},
                 {"help", NULL, &out->help}};
    enum { KNOWN = sizeof known / sizeof *known };
    struct option table[KNOWN + 1] = {{0}};
    for (int i = 0; i < KNOWN; i++)
        table[i] = (struct option){known[i].name, known[i].text ? required_argument : no_argument, NULL, i + 1};
    int which;
    while ((which = getopt_long(argc, argv, "h", table, NULL)) != -1) {
        if (which == 'h')
            out->help = true;
        else if (which < 1 || which > KNOWN)
            return -1;
        else if (known[which - 1].text)
            *known[which - 1].text = optarg;
        else
            *known[which - 1].flag = true;
    }
    return 0;
}

static int report_error(const struct ent_error *error) {
    if (error->file[0] && error->line)
        fprintf(stderr, "entente-add: %s:%ld: %s\n", error->file, error->line, error->message);
    else
        fprintf(stderr, "entente-add: %s%s%s\n", error->file, error->file[0] ? ": " : "", error->message);
    return error->code == ENT_ERROR_RECORD ? EXIT_RECORD : EXIT_INPUT;
}

/* Makes the folders that a new record stands in; what is missing then shows when the record is opened. */
static void make_folders(const char *path) {
    char folder[4096];
    snprintf(folder, sizeof folder, "%s", path);
    for (char *slash = strchr(folder + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(folder, 0777);
        *slash = '/';
    }
}

static int fill(struct ent_record *record, const struct options *options, struct ent_text *report,
                struct ent_error *error) {
    if (!options->pack)
        return ent_add_release(record, &options->add, report, error);
    if (ent_states_count(record->states) == 0)
        ENT_TRY(ent_pack_states(record, options->add.data_dir, report, error));
    ENT_TRY(ent_pack_strands(record, options->add.data_dir, error));
    return ent_pack_sources(record, &options->add, report, error);
}

static int fill_at(const char *path, enum ent_record_mode mode, const struct options *options, struct ent_text *report,
                   struct ent_error *error) {
    struct ent_record *record;
    ENT_TRY(ent_record_open(&record, path, mode, error));
    int status = fill(record, options, report, error);
    ent_record_close(record);
    return status;
}

/* A new record is made under another name and takes its own when it is whole: half a pack is no record, and nobody who
 * looks meanwhile, or after a crash, takes it for one. */
static int make_new(const struct options *options, struct ent_text *report, struct ent_error *error) {
    char path[4096];
    snprintf(path, sizeof path, "%s.new", options->record);
    make_folders(options->record);
    remove(path);
    int status = fill_at(path, ENT_RECORD_CREATE, options, report, error);
    if (status == ENT_OK && rename(path, options->record) != 0)
        status = ent_fail_at(error, ENT_ERROR_SYSTEM, options->record, 0, "the new record cannot take this name: %s",
                             strerror(errno));
    if (status != ENT_OK)
        remove(path);
    return status;
}

static int run(const struct options *options, struct ent_text *report, struct ent_error *error) {
    if (options->pack && access(options->record, F_OK) != 0)
        return make_new(options, report, error);
    return fill_at(options->record, ENT_RECORD_WRITE, options, report, error);
}

static int complete(struct options *options, int argc, char **argv) {
    const char *environment = getenv("ENTENTE_RECORD");
    if (options->pack && argc > 0)
        options->add.data_dir = argv[0];
    if (!options->add.data_dir)
        options->add.data_dir = ent_data_dir();
    if (!options->record)
        options->record = environment;
    if (!options->record || !*options->record) {
        fputs("entente-add: which record? Give --record PATH or set ENTENTE_RECORD\n", stderr);
        return -1;
    }
    if (options->pack)
        return 0;
    if (argc < 2) {
        fputs(
            "entente-add: a source and its file are needed, as in: entente-add nmc cow_nmc.csv.gz (--help for more)\n",
            stderr);
        return -1;
    }
    options->add.source = argv[0];
    options->add.files = (const char *const *)(argv + 1);
    options->add.file_count = (size_t)argc - 1;
    return 0;
}

int main(int argc, char **argv) {
    struct options options = {0};
    struct clock clock = {time(NULL), false};
    struct ent_error error = {0};
    struct ent_text report;
    if (read_options(&options, argc, argv))
        return EXIT_INPUT;
    if (options.help) {
        fputs(usage, stdout);
        return EXIT_FINE;
    }
    if (complete(&options, argc - optind, argv + optind))
        return EXIT_INPUT;
    options.add.today = (ent_day)(clock.begun / 86400);
    if (options.progress || isatty(STDERR_FILENO)) {
        options.add.progress = show_progress;
        options.add.progress_context = &clock;
    }
    ent_text_init(&report);
    int status = run(&options, &report, &error);
    if (clock.shown)
        fputs("\r\033[K", stderr);
    if (status == ENT_OK)
        fputs(report.bytes, stdout);
    ent_text_release(&report);
    return status == ENT_OK ? EXIT_FINE : report_error(&error);
}
