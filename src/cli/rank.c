/* entente rank: who is highest, whose year is a record, who was first, who rose, over all states or pairs. */
#include "cli/rank.h"

#include <stdio.h>
#include <string.h>

#include "cli/verbs.h"

/* The forms by their words; the first, without a word, ranks one year. */
static const struct {
    const char *word;
    enum ent_league_form form;
} forms[] = {{"extremes", ENT_LEAGUE_EXTREMES},
             {"records", ENT_LEAGUE_RECORDS},
             {"firsts", ENT_LEAGUE_FIRSTS},
             {"risers", ENT_LEAGUE_RISERS}};

static int read_number(struct ent_rank *rank, const char *name, double *out) {
    const char *text = ent_cli_value(rank->arguments, name);
    if (text && !ent_text_number(text, out))
        return ent_fail(&rank->cli->error, ENT_ERROR_USAGE, "--%s \"%s\": a number", name, text);
    return ENT_OK;
}

static int read_years(struct ent_rank *rank) {
    const char *year = ent_cli_value(rank->arguments, "year"), *years = ent_cli_value(rank->arguments, "years");
    bool of_year = !rank->reversals && (rank->form == ENT_LEAGUE_YEAR || rank->form == ENT_LEAGUE_RECORDS);
    if (year && years)
        return ent_fail(&rank->cli->error, ENT_ERROR_USAGE, "--year or --years, not both");
    if (years && of_year && rank->form == ENT_LEAGUE_YEAR)
        return ent_fail(&rank->cli->error, ENT_ERROR_USAGE,
                        "one year is ranked: --year Y; over years there are extremes, records, firsts and risers");
    if (year && !of_year)
        return ent_fail(&rank->cli->error, ENT_ERROR_USAGE, "this looks at a span: --years A..B");
    if (years)
        return ent_cli_years(rank->cli, "years", years, &rank->first_year, &rank->last_year);
    if (!year)
        return ENT_OK;
    ENT_TRY(ent_cli_years(rank->cli, "year", year, &rank->first_year, &rank->last_year));
    if (rank->first_year != rank->last_year)
        return ent_fail(&rank->cli->error, ENT_ERROR_USAGE, "--year \"%s\": one year, as in 2018", year);
    if (rank->form == ENT_LEAGUE_RECORDS)
        rank->first_year = 0; /* all years up to it */
    return ENT_OK;
}

static int read_options(struct ent_rank *rank) {
    struct ent_error *error = &rank->cli->error;
    struct ent_interval interval;
    const char *as_of = ent_cli_value(rank->arguments, "as-of"), *by = ent_cli_value(rank->arguments, "by");
    const char *top = ent_cli_value(rank->arguments, "top"), *list = ent_cli_value(rank->arguments, "list");
    rank->among = ent_cli_value(rank->arguments, "among");
    rank->reverse = ent_cli_has(rank->arguments, "reverse");
    rank->intervals = ent_cli_has(rank->arguments, "intervals");
    if (list)
        rank->list = list;
    if (strcmp(rank->list, "cow") != 0 && strcmp(rank->list, "gw") != 0)
        return ent_fail(error, ENT_ERROR_USAGE, "--list \"%s\": it is cow or gw", rank->list);
    if (by && strcmp(by, "ratio") != 0 && strcmp(by, "difference") != 0)
        return ent_fail(error, ENT_ERROR_USAGE, "--by \"%s\": it is difference or ratio", by);
    rank->ratio = by && strcmp(by, "ratio") == 0;
    if (top && (!ent_text_integer(top, &rank->top) || rank->top < 0))
        return ent_fail(error, ENT_ERROR_USAGE, "--top \"%s\": how many rows; 0 is all", top);
    if (as_of) {
        ENT_TRY(ent_cli_date(rank->cli, "as-of", as_of, &interval));
        rank->as_of = interval.to - 1;
    }
    ENT_TRY(read_number(rank, "above", &rank->above));
    return read_years(rank);
}

/* "records votes.kappa India Pakistan": a form, what is ranked, and up to two states. */
static int read_words(struct ent_rank *rank, size_t at) {
    struct ent_error *error = &rank->cli->error;
    const struct ent_cli_arguments *arguments = rank->arguments;
    if (at >= arguments->count)
        return ent_fail(error, ENT_ERROR_USAGE, "rank what? A measure or a concept: entente rank votes.kappa");
    rank->what = arguments->words[at++];
    for (; at < arguments->count; at++) {
        if (rank->with_count == 2)
            return ent_fail(error, ENT_ERROR_USAGE, "\"%s\" is one too many: up to two states", arguments->words[at]);
        ENT_TRY(ent_states_find(rank->cli->record->states, arguments->words[at], ENT_DAY_OPEN,
                                &rank->with[rank->with_count++], error));
    }
    return ENT_OK;
}

static size_t read_form(struct ent_rank *rank) {
    rank->reversals = rank->arguments->count && strcmp(rank->arguments->words[0], "reversals") == 0;
    if (rank->reversals)
        return 1;
    for (size_t i = 0; rank->arguments->count && i < sizeof forms / sizeof forms[0]; i++)
        if (strcmp(rank->arguments->words[0], forms[i].word) == 0) {
            rank->form = forms[i].form;
            return 1;
        }
    return 0;
}

void ent_rank_wait(struct ent_rank *rank, struct ent_patience *patience) {
    rank->cli->context.progress = ent_patience_begin(patience, "states", false);
    rank->cli->context.progress_data = patience;
}

void ent_rank_waited(struct ent_rank *rank, struct ent_patience *patience) {
    rank->cli->context.progress = NULL;
    ent_patience_end(patience);
}

static int sweep(struct ent_rank *rank, const struct ent_request *request, const struct ent_panel *within,
                 struct ent_sweep *out) {
    struct ent_patience patience;
    ent_rank_wait(rank, &patience);
    int status =
        ent_measure_sweep(&rank->cli->context, request, within->states, within->state_count, out, &rank->cli->error);
    ent_rank_waited(rank, &patience);
    return status;
}

/* Years of a table: those asked, within what the source covers. RISERS without years: the last ten. */
static void settle_years(const struct ent_rank *rank, const struct ent_panel_column *column, int *first, int *last) {
    *first = rank->first_year ? rank->first_year : column->first_year;
    *last = rank->last_year ? rank->last_year : column->last_year;
    if (rank->form == ENT_LEAGUE_YEAR && !rank->last_year)
        *first = *last - 5 > column->first_year ? *last - 5 : column->first_year;
    if (rank->form == ENT_LEAGUE_RISERS && !rank->first_year)
        *first = *last - 15 > column->first_year ? *last - 15 : column->first_year;
}

/* Years that were left to the source end with the last one in which anything is seen. */
static void settle_question(const struct ent_rank *rank, const struct ent_sweep *sweep,
                            struct ent_league_question *question) {
    if (!rank->last_year && sweep->count)
        question->last_year = ent_league_last_year(sweep);
    if (rank->form == ENT_LEAGUE_YEAR)
        question->first_year = question->last_year;
    if (rank->form == ENT_LEAGUE_RISERS && !rank->first_year && question->last_year - 10 > question->first_year)
        question->first_year = question->last_year - 10;
}

const char *ent_rank_source(struct ent_rank *rank, const struct ent_release *const *releases, size_t count) {
    const char *text = "";
    for (size_t i = 0; i < count && text; i++)
        text = ent_arena_format(&rank->cli->arena, "%s%s%s %s", text, i ? ", " : "", releases[i]->source_name,
                                releases[i]->version);
    return text ? text : "";
}

static int add_table(struct ent_rank *rank, const char *specification, bool of_concept,
                     const struct ent_panel_column *column) {
    struct ent_cli *cli = rank->cli;
    struct ent_rank_table table = {.specification = specification, .note = column->note, .request = column->request};
    struct ent_panel within;
    struct ent_sweep points;
    struct ent_league_question question = {
        .form = rank->form, .reverse = rank->reverse, .ratio = rank->ratio, .above = rank->above, .within = &within};
    void *items = rank->tables;
    if (of_concept && rank->orientation &&
        ent_orientation_opposed(column->request.measure->orientation, rank->orientation))
        question.reverse = !question.reverse; /* high is meant as the concept means it */
    if (column->first_year > column->last_year)
        return ENT_OK; /* no source of the record */
    settle_years(rank, column, &question.first_year, &question.last_year);
    ent_panel_init(&within, ENT_PANEL_PAIR, rank->list, &cli->arena);
    within.first_year = question.first_year;
    within.last_year = question.last_year;
    ENT_TRY(ent_panel_settle(&within, &cli->context, rank->among, &cli->error));
    table.request.first_year = question.first_year;
    table.request.last_year = question.last_year;
    int status = sweep(rank, &table.request, &within, &points);
    settle_question(rank, &points, &question);
    if (status == ENT_OK)
        status = ent_league_make(&cli->arena, &points, ent_sweep_directed(&table.request), &question, &table.league,
                                 &cli->error);
    table.scale = points.scale;
    table.unit = points.units[table.league.unit];
    table.source = ent_rank_source(rank, points.releases, points.release_count);
    ent_sweep_release(&points);
    table.first_year = question.first_year;
    table.last_year = question.last_year;
    table.rule = ent_league_rule(&question);
    if (status != ENT_OK)
        return status;
    if (ent_arena_grow(&cli->arena, &items, rank->table_count, &rank->table_capacity, sizeof *rank->tables))
        return ent_fail_memory(&cli->error);
    rank->tables = items;
    rank->tables[rank->table_count++] = table;
    return ENT_OK;
}

int ent_rank_request(struct ent_rank *rank, const char *specification, bool of_concept, struct ent_request *out) {
    struct ent_cli *cli = rank->cli;
    char *name = ent_arena_substring(&cli->arena, specification, strcspn(specification, ":"));
    const struct ent_measure *measure;
    if (!name)
        return ent_fail_memory(&cli->error);
    ENT_TRY(ent_measure_find(&cli->context, name, &measure, &cli->error));
    *out = (struct ent_request){.measure = NULL};
    if (of_concept && (!measure || !measure->compute))
        return ENT_OK; /* a strand that this record does not have, or not built yet */
    ENT_TRY(ent_cli_request(cli, specification, ENT_NO_STATE, ENT_NO_STATE, out));
    out->view.as_of = rank->as_of;
    return ENT_OK;
}

/* One table for every source that serves a specification. */
static int add_specification(struct ent_rank *rank, const char *specification, bool of_concept) {
    struct ent_cli *cli = rank->cli;
    struct ent_request request;
    struct ent_panel columns;
    ENT_TRY(ent_rank_request(rank, specification, of_concept, &request));
    if (!request.measure)
        return ENT_OK;
    if (!rank->orientation)
        rank->orientation = request.measure->orientation;
    enum ent_panel_unit unit = request.measure->states == 1   ? ENT_PANEL_STATE
                               : ent_sweep_directed(&request) ? ENT_PANEL_DIRECTED
                                                              : ENT_PANEL_PAIR;
    ent_panel_init(&columns, unit, rank->list, &cli->arena);
    ENT_TRY(ent_panel_add(&columns, &cli->context, &request, NULL, &cli->error));
    for (size_t i = 0; i < columns.column_count; i++)
        ENT_TRY(add_table(rank, specification, of_concept, &columns.columns[i]));
    return ENT_OK;
}

static int run(struct ent_rank *rank) {
    const char **specifications;
    const struct ent_concept *concept;
    size_t count, at = read_form(rank);
    ENT_TRY(read_options(rank));
    ENT_TRY(ent_cli_open(rank->cli));
    ENT_TRY(read_words(rank, at));
    ENT_TRY(ent_cli_what(rank->cli, rank->what, false, &specifications, &count, &concept));
    if (rank->reversals)
        return ent_rank_reversals(rank, specifications, count, concept != NULL);
    for (size_t i = 0; i < count; i++)
        ENT_TRY(add_specification(rank, specifications[i], concept != NULL));
    if (!rank->table_count)
        return ent_fail(&rank->cli->error, ENT_ERROR_USAGE, "no source of the record serves %s: entente list measures",
                        rank->what);
    return ent_rank_print(rank);
}

int ent_verb_rank(struct ent_cli *cli, const struct ent_cli_arguments *arguments) {
    struct ent_rank rank = {
        .cli = cli, .arguments = arguments, .list = "cow", .as_of = ENT_DAY_OPEN, .top = 12, .above = 0};
    return run(&rank) == ENT_OK ? ENT_EXIT_FINE : ent_cli_fail(cli);
}
