/* entente ledger: the opinions and forecasts of claims files, by the day they are due. */
#include <stdlib.h>
#include <string.h>

#include "cli/verbs.h"
#include "report/ledger.h"

struct ledger_run {
    struct ent_cli *cli;
    struct ent_check_options options;
    ent_day today;
    int due;          /* only forecasts due by this year; 0: all entries */
    const char *kind; /* NULL: both */
    ent_state state;  /* of the speaker's body; ENT_NO_STATE: any */
    struct ent_ledger_line **lines;
    size_t count, capacity;
    bool broken; /* an entry could not be read; the others are told */
};

static int read_options(struct ledger_run *run, const struct ent_cli_arguments *arguments) {
    struct ent_cli *cli = run->cli;
    const char *as_of = ent_cli_value(arguments, "as-of"), *due = ent_cli_value(arguments, "due"),
               *state = ent_cli_value(arguments, "state");
    struct ent_interval interval;
    ent_check_options_init(&run->options);
    run->options.other_releases = false;
    run->kind = ent_cli_value(arguments, "kind");
    run->state = ENT_NO_STATE;
    if (run->kind && strcmp(run->kind, "opinion") != 0 && strcmp(run->kind, "forecast") != 0)
        return ent_cli_unknown(cli, "kind", run->kind, "opinion|forecast");
    if (as_of) {
        ENT_TRY(ent_cli_date(cli, "as-of", as_of, &interval));
        run->options.as_of = interval.to - 1;
    }
    if (due) {
        ENT_TRY(ent_cli_date(cli, "due", due, &interval));
        run->due = ent_day_year(interval.from);
    }
    ENT_TRY(ent_cli_open(cli));
    if (state)
        ENT_TRY(ent_states_find(cli->record->states, state, ENT_DAY_OPEN, &run->state, &cli->error));
    return ent_ledger_today(cli->record, run->options.as_of, &run->today, &cli->error);
}

static bool is_asked(const struct ledger_run *run, const struct ent_entry *entry) {
    bool forecast = entry->kind == ENT_ENTRY_FORECAST;
    if (!forecast && entry->kind != ENT_ENTRY_OPINION)
        return false;
    if (run->kind && strcmp(run->kind, forecast ? "forecast" : "opinion") != 0)
        return false;
    return !run->due || (forecast && ent_day_year(entry->interval.to - 1) <= run->due);
}

static int read_entry(struct ledger_run *run, const struct ent_claims_file *file, const struct ent_statement *statement,
                      const struct ent_entry *entry) {
    struct ent_cli *cli = run->cli;
    struct ent_ledger_line *line = ent_arena_alloc(&cli->arena, 1, sizeof *line);
    void *items = run->lines;
    if (!line || ent_arena_grow(&cli->arena, &items, run->count, &run->capacity, sizeof *run->lines))
        return ent_fail_memory(&cli->error);
    run->lines = items;
    ENT_TRY(ent_ledger_read(line, &cli->context, cli->concepts, file, statement, entry, &run->options, run->today,
                            &cli->error));
    if (line->fault) {
        ent_cli_fault(cli, line->fault);
        run->broken = true;
    }
    if (run->state == ENT_NO_STATE || line->state == run->state)
        run->lines[run->count++] = line;
    return ENT_OK;
}

static int read_file(struct ledger_run *run, const char *path) {
    struct ent_cli *cli = run->cli;
    struct ent_claims_file *file;
    char *bytes;
    size_t length;
    const char *name = strcmp(path, "-") == 0 ? "standard input" : path;
    ENT_TRY(ent_cli_read(cli, path, &bytes, &length));
    ENT_TRY(ent_claims_file_parse(&file, &cli->arena, name, bytes, length, &cli->error));
    for (size_t i = 0; i < file->statement_count; i++)
        for (size_t k = 0; k < file->statements[i].entry_count; k++)
            if (is_asked(run, &file->statements[i].entries[k]))
                ENT_TRY(read_entry(run, file, &file->statements[i], &file->statements[i].entries[k]));
    return ENT_OK;
}

static ent_day day_of(const struct ent_ledger_line *line) {
    if (line->entry->kind == ENT_ENTRY_FORECAST)
        return ent_entry_is_due(line->entry) ? line->entry->interval.to : ENT_DAY_OPEN;
    return line->has_said ? line->said.from : ENT_DAY_OPEN;
}

/* By the day they are due; what has none comes last, by the day it was said. Ties stay in the order of the files. */
static int by_due(const struct ent_ledger_line *a, const struct ent_ledger_line *b) {
    bool left = a->entry->kind == ENT_ENTRY_FORECAST, right = b->entry->kind == ENT_ENTRY_FORECAST;
    if (left != right)
        return left ? -1 : 1;
    ent_day from = day_of(a), to = day_of(b);
    return (from > to) - (from < to);
}

static void sort_lines(struct ledger_run *run) {
    for (size_t i = 1; i < run->count; i++) /* insertion keeps ties in order, and a ledger is short */
        for (size_t k = i; k > 0 && by_due(run->lines[k - 1], run->lines[k]) > 0; k--) {
            struct ent_ledger_line *later = run->lines[k - 1];
            run->lines[k - 1] = run->lines[k];
            run->lines[k] = later;
        }
}

static void write_lines(struct ledger_run *run) {
    struct ent_cli *cli = run->cli;
    const struct ent_states *states = cli->record->states;
    struct ent_json json;
    struct ent_table rows;
    ent_json_init(&json, &cli->out);
    ent_table_init(&rows, &cli->arena);
    if (cli->format == ENT_FORMAT_JSON)
        ent_json_open(&json, NULL, '[');
    ent_ledger_rows_head(&rows);
    for (size_t i = 0; i < run->count; i++) {
        if (cli->format == ENT_FORMAT_JSON) {
            ent_ledger_json(&json, states, run->lines[i]);
        } else if (cli->format == ENT_FORMAT_TSV) {
            ent_ledger_row(&rows, states, run->lines[i]);
        } else {
            ent_ledger_text(&cli->out, &cli->style, &cli->arena, states, run->lines[i]);
            ent_text_add(&cli->out, "\n");
        }
    }
    if (cli->format == ENT_FORMAT_JSON)
        ent_json_close(&json, ']');
    else if (cli->format == ENT_FORMAT_TSV)
        ent_table_tsv(&cli->out, &rows);
    else
        ent_ledger_tally(&cli->out, (const struct ent_ledger_line *const *)run->lines, run->count);
}

int ent_verb_ledger(struct ent_cli *cli, const struct ent_cli_arguments *arguments) {
    struct ledger_run run = {.cli = cli};
    if (!arguments->count) {
        ent_fail(&cli->error, ENT_ERROR_USAGE, "whose ledger? give claims files: entente ledger FILE...");
        return ent_cli_fail(cli);
    }
    if (read_options(&run, arguments) != ENT_OK)
        return ent_cli_fail(cli);
    for (size_t i = 0; i < arguments->count; i++)
        if (read_file(&run, arguments->words[i]) != ENT_OK)
            return ent_cli_fail(cli);
    sort_lines(&run);
    write_lines(&run);
    cli->answered = run.broken;
    return run.broken ? ENT_EXIT_USAGE : ENT_EXIT_FINE;
}
