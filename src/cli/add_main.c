/* entente-add: puts sources into the record. A program of its own because archives and R files need libraries that the
 * rest of entente does without. */
#include <errno.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli/data_dir.h"
#include "cli/program.h"
#include "cli/verbs.h"
#include "report/patience.h"
#include "source/add.h"
#include "source/propose.h"

struct options {
    struct ent_add add;
    const char *record;
    struct ent_map map; /* of a table of the user's own */
    bool pack, progress, show_recipe;
};

static void read_options(struct options *out, const struct ent_cli_arguments *arguments) {
    struct ent_add *add = &out->add;
    const struct {
        const char *name;
        const char **text; /* takes a value, or */
        bool *flag;
    } known[] = {{"data", &add->data_dir, NULL},
                 {"recipe", &add->recipe_path, NULL},
                 {"member", &add->member, NULL},
                 {"form", &add->form, NULL},
                 {"version", &add->version, NULL},
                 {"published", &add->published, NULL},
                 {"seen", &add->seen, NULL},
                 {"dry-run", NULL, &add->dry_run},
                 {"anyway", NULL, &add->anyway},
                 {"pack", NULL, &out->pack},
                 {"progress", NULL, &out->progress},
                 {"map", &out->map.columns, NULL},
                 {"source-name", &out->map.source, NULL},
                 {"strand", &out->map.strand, NULL},
                 {"scheme", &out->map.scheme, NULL},
                 {"unit", &out->map.unit, NULL},
                 {"absent", &out->map.absent, NULL},
                 {"undirected", NULL, &out->map.undirected},
                 {"show-recipe", NULL, &out->show_recipe}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (known[i].text)
            *known[i].text = ent_cli_value(arguments, known[i].name);
        else
            *known[i].flag = ent_cli_has(arguments, known[i].name);
    }
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

/* What was guessed, from the remarks at the head of the recipe. */
static void say_guesses(const char *recipe, struct ent_text *report) {
    const char *at = recipe + strcspn(recipe, "\n"); /* the first line says how the file looks */
    for (at += *at == '\n'; *at == '#';) {
        size_t length = strcspn(at, "\n");
        ent_text_format(report, "  found  %.*s\n", (int)length - 2, at + 2);
        at += length + (at[length] == '\n');
    }
}

static int add_mapped(struct ent_record *record, const struct options *options, struct ent_text *report,
                      struct ent_error *error) {
    struct ent_text recipe;
    struct ent_add add = options->add;
    ent_text_init(&recipe);
    int status = ent_map_recipe(record, add.files[0], add.member, &options->map, &recipe, error);
    add.recipe_text = recipe.bytes;
    if (status == ENT_OK && options->show_recipe) {
        ent_text_add(report, recipe.bytes);
    } else if (status == ENT_OK) {
        status = ent_add_release(record, &add, report, error);
        if (status == ENT_OK)
            say_guesses(recipe.bytes, report);
    }
    ent_text_release(&recipe);
    return status;
}

static int fill(struct ent_record *record, const struct options *options, struct ent_text *report,
                struct ent_error *error) {
    if (options->map.columns)
        return add_mapped(record, options, report, error);
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

/* What SQLite leaves beside a file goes with it. */
static void remove_new(const char *path) {
    static const char *const ends[] = {"", "-journal", "-wal", "-shm"};
    char name[4200];
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        remove(name);
    }
}

/* A new record is made under another name and takes its own when it is whole: half a pack is no record, and nobody who
 * looks meanwhile, or after a crash, takes it for one. */
static int make_new(const struct options *options, struct ent_text *report, struct ent_error *error) {
    char path[4096];
    snprintf(path, sizeof path, "%s.new", options->record);
    make_folders(options->record);
    remove_new(path);
    int status = fill_at(path, ENT_RECORD_CREATE, options, report, error);
    if (status == ENT_OK && rename(path, options->record) != 0)
        status = ent_fail_at(error, ENT_ERROR_SYSTEM, options->record, 0, "the new record cannot take this name: %s",
                             strerror(errno));
    if (status != ENT_OK)
        remove_new(path);
    return status;
}

/* What the record has become: facts take about 50 bytes each, ballots 7. */
static void say_size(const struct options *options, struct ent_text *report) {
    struct stat file;
    if (!options->add.dry_run && stat(options->record, &file) == 0)
        ent_text_format(report, "  the record takes %.1f MB\n", (double)file.st_size / 1e6);
}

static int run(const struct options *options, struct ent_text *report, struct ent_error *error) {
    bool new = options->pack &&access(options->record, F_OK) != 0;
    ENT_TRY(new ? make_new(options, report, error)
                : fill_at(options->record, ENT_RECORD_WRITE, options, report, error));
    say_size(options, report);
    return ENT_OK;
}

/* What the words are: a folder of the pack, or a source and its files. */
static int read_words(struct options *options, const struct ent_cli_arguments *arguments, struct ent_error *error) {
    if (options->pack && arguments->count > 0)
        options->add.data_dir = arguments->words[0];
    if (!options->add.data_dir)
        options->add.data_dir = ent_data_dir();
    if (!options->record || !*options->record)
        return ent_fail(error, ENT_ERROR_USAGE, "which record? Give --record PATH or set ENTENTE_RECORD");
    if (options->pack)
        return ENT_OK;
    if (options->map.columns) {
        if (arguments->count != 1)
            return ent_fail(error, ENT_ERROR_USAGE,
                            "--map is for one file, as in: entente-add my.tsv --map a=host,b=guest,date=day");
        options->add.files = arguments->words;
        options->add.file_count = 1;
        return ENT_OK;
    }
    if (arguments->count < 2)
        return ent_fail(error, ENT_ERROR_USAGE,
                        "a source and its file are needed, as in: entente-add nmc "
                        "cow_nmc.csv.gz (--help for more)");
    options->add.source = arguments->words[0];
    options->add.files = arguments->words + 1;
    options->add.file_count = arguments->count - 1;
    return ENT_OK;
}

static int add(struct ent_cli *cli, const struct ent_cli_arguments *arguments) {
    struct ent_patience patience;
    struct options options = {.record = cli->record_path, .add.today = (ent_day)(time(NULL) / 86400)};
    read_options(&options, arguments);
    ENT_TRY(read_words(&options, arguments, &cli->error));
    options.add.progress = ent_patience_begin(&patience, "rows", options.progress);
    options.add.progress_context = &patience;
    int status = run(&options, &cli->out, &cli->error);
    ent_patience_end(&patience);
    return status;
}

int main(int argc, char **argv) {
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD); /* nothing here runs beside anything else: no locks, no counting */
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    signal(SIGXFSZ, SIG_IGN); /* a limit on the size of files is a failed write that is told, not a death */
    return ent_cli_program("entente-add", &ent_add_verb, add, argc, argv);
}
