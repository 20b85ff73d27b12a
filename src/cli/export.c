/* entente export: panels and squares as files, with a codebook and citations beside them. */
#include "cli/export.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/verbs.h"
#include "report/patience.h"

struct export {
    struct ent_cli *cli;
    const struct ent_cli_arguments *arguments;
    struct ent_panel panel;
    struct ent_panel_writer writer;
    bool squares;
    const char *path, *name; /* --out, and its name without folder and ending; NULL: standard output */
    char *part;              /* the file in the making */
    struct ent_patience patience;
};

static int fail_option(struct export *export, const char *name, const char *given, const char *allowed) {
    return ent_fail(&export->cli->error, ENT_ERROR_USAGE, "--%s \"%s\": it is %s", name, given, allowed);
}

static int read_unit(struct export *export, enum ent_panel_unit *out) {
    const char *unit = ent_cli_value(export->arguments, "unit");
    *out = ENT_PANEL_PAIR;
    if (!unit)
        return export->squares ? ENT_OK
                               : ent_fail(&export->cli->error, ENT_ERROR_USAGE,
                                          "--unit is needed: dyad-year, directed-dyad-year or state-year");
    if (strcmp(unit, "state-year") == 0)
        *out = ENT_PANEL_STATE;
    else if (strcmp(unit, "directed-dyad-year") == 0)
        *out = ENT_PANEL_DIRECTED;
    else if (strcmp(unit, "dyad-year") != 0)
        return fail_option(export, "unit", unit, "dyad-year, directed-dyad-year or state-year");
    return ENT_OK;
}

/* Whether the record has a code in a scheme. */
static int scheme_exists(struct export *export, const char *scheme, bool *out) {
    sqlite3_stmt *statement;
    *out = strcmp(scheme, "code") == 0 || strcmp(scheme, "name") == 0;
    ENT_TRY(ent_record_prepare(export->cli->record, &statement, "SELECT 1 FROM state_code WHERE scheme = ?1 LIMIT 1",
                               &export->cli->error));
    sqlite3_bind_text(statement, 1, scheme, -1, SQLITE_STATIC);
    *out = *out || sqlite3_step(statement) == SQLITE_ROW;
    sqlite3_finalize(statement);
    return ENT_OK;
}

static int read_ids(struct export *export) {
    const char *ids = ent_cli_value(export->arguments, "ids");
    char *cursor = ent_arena_string(&export->cli->arena, ids ? ids : export->squares ? "code" : "cow,gw,iso3");
    if (!cursor)
        return ent_fail_memory(&export->cli->error);
    while (cursor) {
        const char *scheme = ent_text_trim(ent_text_split(&cursor, ','));
        bool exists;
        ENT_TRY(scheme_exists(export, scheme, &exists));
        if (!exists)
            return fail_option(export, "ids", scheme, "among code, name, cow, gw, iso2, iso3, cow-abbreviation");
        if (export->writer.id_count == (export->squares ? 1 : ENT_PANEL_IDS))
            return ent_fail(&export->cli->error, ENT_ERROR_USAGE, "--ids: %s",
                            export->squares ? "a square has one" : "no more than eight");
        export->writer.ids[export->writer.id_count++] = scheme;
    }
    return ENT_OK;
}

static int read_options(struct export *export) {
    struct ent_cli *cli = export->cli;
    const struct ent_cli_arguments *arguments = export->arguments;
    const char *list = ent_cli_value(arguments, "list");
    enum ent_panel_unit unit;
    ENT_TRY(read_unit(export, &unit));
    if (list && strcmp(list, "cow") != 0 && strcmp(list, "gw") != 0)
        return fail_option(export, "list", list, "cow or gw");
    ent_panel_init(&export->panel, unit, list ? list : "cow", &cli->arena);
    export->writer.separator = cli->format == ENT_FORMAT_CSV ? ',' : '\t';
    export->writer.own_use = ent_cli_has(arguments, "own-use");
    export->writer.reasons = ent_cli_has(arguments, "reasons");
    export->writer.progress =
        ent_patience_begin(&export->patience, unit == ENT_PANEL_STATE ? "states" : "pairs", false);
    export->writer.progress_data = &export->patience;
    const char *years = ent_cli_value(arguments, "years"), *year = ent_cli_value(arguments, "year");
    if (years || year)
        ENT_TRY(ent_cli_years(cli, years ? "years" : "year", years ? years : year, &export->panel.first_year,
                              &export->panel.last_year));
    return ENT_OK;
}

/* A square has both directions of a measure that has them. */
static int choose_direction(struct export *export) {
    const struct ent_measure *measure;
    const char *words = export->arguments->words[1];
    char *bare = ent_arena_substring(&export->cli->arena, words, strcspn(words, ":"));
    if (!bare)
        return ent_fail_memory(&export->cli->error);
    ENT_TRY(ent_measure_find(&export->cli->context, bare, &measure, &export->cli->error));
    for (size_t i = 0; measure && i < 8 && measure->options[i].name; i++)
        if (strcmp(measure->options[i].name, "direction") == 0)
            export->panel.unit = ENT_PANEL_DIRECTED;
    return ENT_OK;
}

/* The columns of a panel; of squares the one measure, in both directions where it has them. */
static int read_columns(struct export *export) {
    struct ent_cli *cli = export->cli;
    const char *strands = ent_cli_value(export->arguments, "strands");
    const char *as_of = ent_cli_value(export->arguments, "as-of");
    struct ent_interval interval = {.to = ENT_DAY_OPEN};
    if (as_of) {
        ENT_TRY(ent_cli_date(cli, "as-of", as_of, &interval));
        interval.to--;
    }
    if (!export->squares && !strands)
        return ent_fail(&cli->error, ENT_ERROR_USAGE,
                        "--strands is needed: names of measures, concepts or sources, such as alliance,trade");
    if (export->squares && !ent_cli_value(export->arguments, "unit"))
        ENT_TRY(choose_direction(export));
    ENT_TRY(
        ent_export_columns(cli, &export->panel, export->squares ? export->arguments->words[1] : strands, interval.to));
    if (!export->squares)
        return ENT_OK;
    const struct ent_panel_column *column = &export->panel.columns[0];
    if (export->panel.column_count != 1)
        return ent_fail(&cli->error, ENT_ERROR_USAGE, "%s is more than one square: choose one, as in %s",
                        export->arguments->words[1], column->specification);
    if (column->request.measure->states != 2)
        return ent_fail(&cli->error, ENT_ERROR_USAGE, "%s is about one state: a square needs a measure of two",
                        column->request.measure->name);
    return ENT_OK;
}

/* A file that may hold nothing is no answer. */
static int check_licences(struct export *export) {
    struct ent_panel *panel = &export->panel;
    size_t withheld = 0;
    struct ent_text names;
    ent_text_init(&names);
    for (size_t i = 0; i < panel->column_count; i++)
        if (ent_panel_withheld(&export->writer, &panel->columns[i])) {
            ent_text_format(&names, "%s%s (%s)", withheld ? ", " : "", panel->columns[i].name,
                            panel->columns[i].releases[0]->licence);
            withheld++;
        }
    int status = ENT_OK;
    if (withheld && withheld == panel->column_count)
        status = ent_fail(&export->cli->error, ENT_ERROR_USAGE,
                          "nothing of this may be passed on: %.300s. For a file that stays on your machine: --own-use",
                          names.bytes);
    else if (withheld)
        fprintf(stderr, "entente: withheld, for their licences: %s; for a file that stays on your machine: --own-use\n",
                names.bytes);
    ent_text_release(&names);
    return status;
}

static void warn_empty(const struct export *export) {
    for (size_t i = 0; i < export->panel.column_count; i++)
        if (!export->panel.columns[i].release_count)
            fprintf(stderr, "entente: %s: %s; not covered anywhere\n", export->panel.columns[i].name,
                    export->panel.columns[i].note ? export->panel.columns[i].note : "no source");
}

static int fail_file(struct export *export, const char *path) {
    return ent_fail_at(&export->cli->error, ENT_ERROR_SYSTEM, path, 0, "cannot be written: %s", strerror(errno));
}

/* Beside the output: its name without ending, and another ending. */
static char *beside(struct export *export, const char *ending) {
    size_t length = strlen(export->path);
    for (size_t i = 0; i < 2; i++) {
        const char *known = i ? ".csv" : ".tsv";
        size_t more = strlen(known);
        if (length > more && strcmp(export->path + length - more, known) == 0) {
            length -= more;
            break;
        }
    }
    return ent_arena_format(&export->cli->arena, "%.*s%s", (int)length, export->path, ending);
}

static int write_whole(struct export *export, const char *path, const struct ent_text *text) {
    FILE *file = text->failed ? NULL : fopen(path, "wb");
    if (text->failed)
        return ent_fail_memory(&export->cli->error);
    if (!file)
        return fail_file(export, path);
    bool written = fwrite(text->bytes, 1, text->length, file) == text->length;
    return (fclose(file) == 0) & written ? ENT_OK : fail_file(export, path);
}

/* The words of the command line, quoted for a shell where they need it. */
static void add_command(struct export *export, struct ent_text *out) {
    ent_text_add(out, "entente export");
    for (size_t i = 0; i < export->arguments->count; i++)
        ent_text_format(out, " %s", export->arguments->words[i]);
    for (size_t i = 0; i < export->arguments->option_count; i++) {
        const struct ent_cli_given *given = &export->arguments->options[i];
        bool place = strcmp(given->name, "record") == 0 || strcmp(given->name, "out") == 0;
        if (place)
            continue; /* of this machine: no part of what to type elsewhere */
        ent_text_format(out, " --%s", given->name);
        bool plain = given->value && !strpbrk(given->value, " '\"$\\|&;<>()*?");
        if (given->value)
            ent_text_format(out, plain ? " %s" : " '%s'", given->value);
    }
}

static int write_beside(struct export *export) {
    struct ent_cli *cli = export->cli;
    struct ent_text codebook, bibtex, command;
    ent_text_init(&codebook);
    ent_text_init(&bibtex);
    ent_text_init(&command);
    add_command(export, &command);
    char *first = beside(export, ".codebook.txt"), *second = beside(export, ".bib");
    int status = first && second && !command.failed ? ENT_OK : ent_fail_memory(&cli->error);
    if (status == ENT_OK)
        status = ent_panel_codebook(&codebook, &export->writer, &export->panel, &cli->context, export->name,
                                    command.bytes, &cli->error);
    if (status == ENT_OK)
        status = ent_panel_bibtex(&bibtex, &export->panel, &cli->context, &cli->error);
    if (status == ENT_OK)
        status = write_whole(export, first, &codebook);
    if (status == ENT_OK)
        status = write_whole(export, second, &bibtex);
    if (status == ENT_OK)
        fprintf(stderr, "entente: %ld rows in %s; %s, %s\n", export->writer.rows, export->path, first, second);
    ent_text_release(&codebook);
    ent_text_release(&bibtex);
    ent_text_release(&command);
    return status;
}

/* The output takes its name when it is whole. */
static int open_output(struct export *export) {
    export->path = ent_cli_value(export->arguments, "out");
    export->writer.file = stdout;
    if (!export->path)
        return ENT_OK;
    const char *slash = strrchr(export->path, '/');
    export->name = slash ? slash + 1 : export->path;
    export->part = ent_arena_format(&export->cli->arena, "%s.part", export->path);
    if (!export->part)
        return ent_fail_memory(&export->cli->error);
    export->writer.file = fopen(export->part, "wb");
    return export->writer.file ? ENT_OK : fail_file(export, export->path);
}

static int close_output(struct export *export, int status) {
    ent_patience_end(&export->patience);
    if (!export->path) {
        if (status == ENT_OK && fflush(stdout) != 0)
            return fail_file(export, "standard output");
        return status;
    }
    if (fclose(export->writer.file) != 0 && status == ENT_OK)
        status = fail_file(export, export->path);
    if (status == ENT_OK && rename(export->part, export->path) != 0)
        status = fail_file(export, export->path);
    if (status != ENT_OK)
        remove(export->part);
    return status == ENT_OK ? write_beside(export) : status;
}

static int write_rows(struct export *export) {
    struct ent_cli *cli = export->cli;
    ENT_TRY(ent_panel_writer_open(&export->writer, &export->panel, &cli->context, &cli->error));
    ENT_TRY(open_output(export));
    int status = export->squares ? ent_panel_write_squares(&export->writer, &export->panel, &cli->context, &cli->error)
                                 : ent_panel_write(&export->writer, &export->panel, &cli->context, &cli->error);
    return close_output(export, status);
}

static int run(struct export *export) {
    struct ent_cli *cli = export->cli;
    const struct ent_cli_arguments *arguments = export->arguments;
    const char *what = arguments->count ? arguments->words[0] : "";
    export->squares = strcmp(what, "matrix") == 0;
    if (!export->squares && strcmp(what, "panel") != 0)
        return what[0] ? ent_cli_unknown(cli, "export", what, "panel matrix")
                       : ent_fail(&cli->error, ENT_ERROR_USAGE, "export what? a panel, or a matrix");
    if (arguments->count != (export->squares ? 2 : 1))
        return ent_fail(&cli->error, ENT_ERROR_USAGE,
                        export->squares ? "export matrix needs one measure: export matrix votes.kappa --year 2015"
                                        : "export panel takes options only: --unit dyad-year --strands alliance,trade");
    ENT_TRY(read_options(export));
    if (export->squares && !export->panel.first_year)
        return ent_fail(&cli->error, ENT_ERROR_USAGE, "--year is needed: 2015, or 1990..2015");
    ENT_TRY(ent_cli_open(cli));
    ENT_TRY(read_ids(export));
    ENT_TRY(read_columns(export));
    warn_empty(export);
    ENT_TRY(check_licences(export));
    ENT_TRY(ent_panel_settle(&export->panel, &cli->context, ent_cli_value(arguments, "among"), &cli->error));
    int status = write_rows(export);
    ent_panel_writer_close(&export->writer);
    return status;
}

int ent_verb_export(struct ent_cli *cli, const struct ent_cli_arguments *arguments) {
    struct export export = {.cli = cli, .arguments = arguments};
    return run(&export) == ENT_OK ? ENT_EXIT_FINE : ent_cli_fail(cli);
}
