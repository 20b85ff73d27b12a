/* entente why: a number down to the rows of files it comes from, and what other releases say in its place. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/figure.h"
#include "claim/claim.h"
#include "cli/verbs.h"
#include "measure/moment.h"

enum { NUMBERS_MOST = 64, ROWS_SHOWN = 12 };

/* One number of the expression: a series at a year, by one source. */
struct number {
    const struct ent_series_term *term;
    struct ent_request request;
    int year;
    struct ent_point point;
    const struct ent_series *series;
    struct ent_trace trace;
    const char *others; /* the other releases of the source, and other sources; NULL */
};

struct why {
    struct ent_cli *cli;
    struct number *numbers;
    size_t count;
    long rows; /* 0: all */
    ent_day as_of;
};

static int state_arguments(struct why *why, const struct ent_series_term *term, ent_state states[2], size_t *count,
                           bool *arrow, const char **group, const char **entity) {
    struct ent_cli *cli = why->cli;
    *count = 0;
    *arrow = false;
    for (size_t i = 0; i < term->argument_count; i++) {
        const struct ent_argument *argument = &term->arguments[i];
        if (argument->form == ENT_ARGUMENT_GROUP && term->argument_count == 1 && !argument->quantifier &&
            !argument->of) {
            *group = argument->text;
            *count = 1;
            continue;
        }
        if (argument->form == ENT_ARGUMENT_ENTITY && i + 1 == term->argument_count) {
            struct ent_entity found;
            ENT_TRY(ent_record_entity_find(cli->record, cli->context.arena, argument->text, &found, &cli->error));
            *entity = found.name;
            if (i == 0)
                states[(*count)++] = found.parent;
            continue;
        }
        if (argument->form != ENT_ARGUMENT_NAME || *count == 2)
            return ent_fail(&cli->error, ENT_ERROR_USAGE, "%s: why takes one or two states by name, or one group",
                            term->name);
        *arrow = *arrow || argument->arrow;
        ENT_TRY(ent_states_find(cli->record->states, argument->text, ENT_DAY_OPEN, &states[(*count)++], &cli->error));
    }
    return ENT_OK;
}

static int make_request(struct why *why, const struct ent_series_term *term, struct ent_request *out) {
    struct ent_cli *cli = why->cli;
    ent_state states[2] = {ENT_NO_STATE, ENT_NO_STATE};
    size_t count;
    bool arrow;
    if (ent_concepts_find(cli->concepts, term->name)) {
        const struct ent_concept *concept = ent_concepts_find(cli->concepts, term->name);
        return ent_fail(&cli->error, ENT_ERROR_USAGE, "%s is a concept: ask one of its measures, such as %s",
                        term->name, concept->core_count ? concept->core[0] : "none");
    }
    const char *group = NULL, *entity = NULL;
    ENT_TRY(state_arguments(why, term, states, &count, &arrow, &group, &entity));
    ENT_TRY(ent_cli_request(cli, term->name, states[0], states[1], out));
    out->group = group;
    if ((size_t)out->measure->states != count)
        return ent_fail(&cli->error, ENT_ERROR_USAGE, "%s is about %s", term->name,
                        out->measure->states == 1 ? "one state" : "two states");
    out->view.as_of = why->as_of;
    for (size_t i = 0; i < term->option_count; i++)
        ENT_TRY(ent_request_set(&cli->context, out, term->options[i].name, term->options[i].value, &cli->error));
    if (entity)
        ENT_TRY(ent_request_set(&cli->context, out, "item", entity, &cli->error));
    if (arrow && ent_request_get(out, "direction"))
        ENT_TRY(ent_request_set(&cli->context, out, "direction", "from", &cli->error));
    return ENT_OK;
}

/* The year that a term asks for, else the last one with a value. */
static int choose_year(struct why *why, const struct ent_series_term *term, const struct ent_request *request,
                       int *out) {
    struct ent_series *series;
    if (term->has_time && term->at.form == ENT_TIME_DATE) {
        *out = ent_day_year(term->at.interval.from);
        return ENT_OK;
    }
    ENT_TRY(ent_measure_series(&why->cli->context, request, &series, &why->cli->error));
    *out = series->last_year;
    while (*out > series->first_year && ent_series_at(series, *out).kind != ENT_KIND_VALUE)
        (*out)--;
    return ENT_OK;
}

static bool at_moment(const struct ent_series_term *term) {
    return term->has_time && term->at.form == ENT_TIME_DATE && term->at.interval.precision != ENT_PRECISION_YEAR;
}

/* The point of the year, or of the month or day that is asked for. */
static int find_point(struct ent_cli *cli, const struct ent_series_term *term, const struct ent_request *request,
                      const struct ent_series *series, int year, struct ent_point *out) {
    *out = ent_series_at(series, year);
    return at_moment(term)
               ? ent_measure_moment(&cli->context, request, term->at.interval, ENT_DAY_OPEN - 2, out, &cli->error)
               : ENT_OK;
}

/* What this point is by another source or another release: "maddison 2018: 2.9 trillion". */
static int add_other(struct why *why, struct number *number, struct ent_request request, const char *source,
                     const char *release, const char *reporter) {
    struct ent_cli *cli = why->cli;
    struct ent_series *series;
    request.view.source = source;
    request.view.release = release;
    request.view.reporter = reporter;
    ENT_TRY(ent_measure_series(&cli->context, &request, &series, &cli->error));
    struct ent_point point;
    ENT_TRY(find_point(cli, number->term, &request, series, number->year, &point));
    const char *figure = ent_cli_figure(cli, point.value);
    const char *said = figure[0] ? figure : ent_kind_text(point.kind);
    char ends[32] = "";
    if (point.kind == ENT_KIND_NOT_COVERED && series->covers_to && series->covers_to < number->year)
        snprintf(ends, sizeof ends, " (ends %d)", series->covers_to);
    number->others = ent_arena_format(&cli->arena, "%s%s%s%s%s%s%s: %s%s", number->others ? number->others : "",
                                      number->others ? "   " : "", source, release ? " " : "", release ? release : "",
                                      reporter ? ", by " : "", reporter ? reporter : "", said, ends);
    return number->others ? ENT_OK : ent_fail_memory(&cli->error);
}

static int find_others(struct why *why, struct number *number) {
    struct ent_cli *cli = why->cli;
    struct ent_request open = number->request;
    struct ent_serving *servings;
    size_t count;
    const char *own = number->series->release_count ? number->series->releases[0]->source_name : NULL;
    const char *version = number->series->release_count ? number->series->releases[0]->version : NULL;
    open.view = (struct ent_view){.as_of = why->as_of};
    ENT_TRY(ent_measure_servings(&cli->context, &open, &servings, &count, &cli->error));
    for (size_t i = 0; i < count; i++) {
        struct ent_view view = {.as_of = why->as_of, .source = servings[i].source};
        struct ent_release **releases;
        size_t release_count;
        ENT_TRY(
            ent_record_releases(cli->record, ent_request_strand(&open), &view, &releases, &release_count, &cli->error));
        for (size_t k = 0; k < release_count; k++) {
            bool same =
                own && strcmp(own, releases[k]->source_name) == 0 && strcmp(version, releases[k]->version) == 0 &&
                (!servings[i].reporter ||
                 (number->request.view.reporter && strcmp(number->request.view.reporter, servings[i].reporter) == 0));
            if (!same)
                ENT_TRY(add_other(why, number, open, servings[i].source, releases[k]->version, servings[i].reporter));
        }
    }
    return ENT_OK;
}

/* Of several sources the first that sees the year answers; the others stand below it. */
static int choose_source(struct why *why, struct number *number) {
    struct ent_cli *cli = why->cli;
    struct ent_serving *servings;
    struct ent_series *series;
    size_t count;
    ENT_TRY(ent_measure_series(&cli->context, &number->request, &series, &cli->error));
    number->series = series;
    if (ent_series_at(series, number->year).kind == ENT_KIND_VALUE)
        return ENT_OK;
    ENT_TRY(ent_measure_servings(&cli->context, &number->request, &servings, &count, &cli->error));
    for (size_t i = 0; i < count; i++) {
        struct ent_request request = number->request;
        request.view.source = servings[i].source;
        if (!request.view.reporter)
            request.view.reporter = servings[i].reporter;
        ENT_TRY(ent_measure_series(&cli->context, &request, &series, &cli->error));
        if (ent_series_at(series, number->year).kind != ENT_KIND_VALUE)
            continue;
        number->request = request;
        number->series = series;
        return ENT_OK;
    }
    return ENT_OK;
}

static int add_number(struct why *why, const struct ent_series_term *term) {
    struct ent_cli *cli = why->cli;
    if (why->count == NUMBERS_MOST)
        return ent_fail(&cli->error, ENT_ERROR_USAGE, "more than %d numbers in one expression", NUMBERS_MOST);
    struct number *number = &why->numbers[why->count];
    number->term = term;
    ENT_TRY(make_request(why, term, &number->request));
    ENT_TRY(choose_year(why, term, &number->request, &number->year));
    ENT_TRY(choose_source(why, number));
    ENT_TRY(find_point(cli, term, &number->request, number->series, number->year, &number->point));
    struct ent_request rows = number->request;
    if (at_moment(term))
        rows.moment = term->at.interval;
    ENT_TRY(ent_measure_trace(&cli->context, &rows, number->year, &number->trace, &cli->error));
    ENT_TRY(find_others(why, number));
    why->count++;
    return ENT_OK;
}

/* ---- functions, as arithmetic over years ---- */

static struct ent_expression *new_expression(struct why *why, struct ent_expression expression) {
    struct ent_expression *out = ent_arena_alloc(&why->cli->arena, 1, sizeof *out);
    if (out)
        *out = expression;
    return out;
}

/* The series at one year. */
static struct ent_expression *at_year(struct why *why, const struct ent_series_term *series, int year) {
    struct ent_series_term *copy = ent_arena_alloc(&why->cli->arena, 1, sizeof *copy);
    if (!copy)
        return NULL;
    *copy = *series;
    copy->has_time = true;
    copy->at = (struct ent_time){
        .form = ENT_TIME_DATE, .interval = ent_interval_year(year), .first_year = year, .last_year = year};
    return new_expression(why, (struct ent_expression){.form = ENT_EXPRESSION_SERIES, .series = copy});
}

/* mean and sum as the sum of their seen years, max and min as the year that has it; in place. */
static int spell_function(struct why *why, struct ent_expression *expression) {
    struct ent_cli *cli = why->cli;
    const char *function = expression->function;
    const struct ent_span *span = &expression->span;
    bool mean = strcmp(function, "mean") == 0, sum = strcmp(function, "sum") == 0, max = strcmp(function, "max") == 0;
    bool years = span->form == ENT_SPAN_RANGE && span->from.form == ENT_TIME_DATE && span->to.form == ENT_TIME_DATE;
    if ((!mean && !sum && !max && strcmp(function, "min") != 0) || !years)
        return ent_fail(&cli->error, ENT_ERROR_USAGE,
                        "why spells out mean, sum, max and min over years A..B; of %s ask a year of its rows, as in "
                        "why 'MEASURE(A, B) @ YEAR': check names the years",
                        function);
    struct ent_expression *total = NULL, *extreme = NULL;
    struct ent_request request;
    struct ent_series *series;
    int seen = 0;
    double best = 0;
    ENT_TRY(make_request(why, expression->series, &request));
    ENT_TRY(ent_measure_series(&cli->context, &request, &series, &cli->error));
    for (int year = ent_day_year(span->from.interval.from); year <= ent_day_year(span->to.interval.to - 1); year++) {
        struct ent_point point = ent_series_at(series, year);
        struct ent_expression *here = ent_point_seen(&point) ? at_year(why, expression->series, year) : NULL;
        if (!here)
            continue;
        if (!seen++ || (max ? point.value > best : point.value < best)) {
            best = point.value;
            extreme = here;
        }
        total = total ? new_expression(why,
                                       (struct ent_expression){
                                           .form = ENT_EXPRESSION_BINARY, .operator= '+', .left = total, .right = here})
                      : here;
    }
    if (!seen)
        return ent_fail(&cli->error, ENT_ERROR_USAGE, "no year of the span is seen by %s",
                        ent_cli_series_source(&cli->arena, series));
    if (!mean) {
        *expression = sum ? *total : *extreme;
        return ENT_OK;
    }
    struct ent_expression number = {.form = ENT_EXPRESSION_NUMBER, .number = {.value = seen}};
    number.number.written = ent_arena_format(&cli->arena, "%d", seen);
    struct ent_expression *count = new_expression(why, number);
    if (!total || !count || !number.number.written)
        return ent_fail_memory(&cli->error);
    *expression = (struct ent_expression){.form = ENT_EXPRESSION_BINARY, .operator= '/', .left = total, .right = count};
    return ENT_OK;
}

static int spell_out(struct why *why, struct ent_expression *expression) {
    if (expression->form == ENT_EXPRESSION_FUNCTION)
        return spell_function(why, expression);
    if (expression->form != ENT_EXPRESSION_BINARY)
        return ENT_OK;
    ENT_TRY(spell_out(why, expression->left));
    return spell_out(why, expression->right);
}

/* Adds the numbers of an expression from left to right. */
static int collect(struct why *why, const struct ent_expression *expression) {
    switch (expression->form) {
    case ENT_EXPRESSION_NUMBER:
        return ENT_OK;
    case ENT_EXPRESSION_SERIES:
        return add_number(why, expression->series);
    case ENT_EXPRESSION_BINARY:
        ENT_TRY(collect(why, expression->left));
        return collect(why, expression->right);
    case ENT_EXPRESSION_FUNCTION:
    case ENT_EXPRESSION_DATE:
    case ENT_EXPRESSION_NAME:
        break;
    }
    return ent_fail(&why->cli->error, ENT_ERROR_USAGE, "why takes numbers, series at a year, and + - * / between them");
}

/* The value, and its arithmetic in *words with every number written out; brackets keep what binds. */
static double compute(struct why *why, const struct ent_expression *expression, size_t *at, struct ent_text *words) {
    if (expression->form == ENT_EXPRESSION_NUMBER) {
        ent_text_add(words, expression->number.written);
        return expression->number.percent ? expression->number.value / 100 : expression->number.value;
    }
    if (expression->form == ENT_EXPRESSION_SERIES) {
        const struct number *number = &why->numbers[(*at)++];
        ent_figure_add(words, number->point.value);
        return number->point.value;
    }
    bool brackets = expression->right->form == ENT_EXPRESSION_BINARY;
    bool left_brackets =
        expression->left->form == ENT_EXPRESSION_BINARY && (expression->operator== '*' || expression->operator== '/');
    ent_text_add(words, left_brackets ? "(" : "");
    double left = compute(why, expression->left, at, words);
    ent_text_format(words, "%s %c %s", left_brackets ? ")" : "", expression->operator, brackets ? "(" : "");
    double right = compute(why, expression->right, at, words);
    ent_text_add(words, brackets ? ")" : "");
    switch (expression->operator) {
    case '+':
        return left + right;
    case '-':
        return left - right;
    case '*':
        return left * right;
    default:
        return right == 0 ? NAN : left / right;
    }
}

static void write_point(struct why *why, const struct number *number) {
    struct ent_text *out = &why->cli->out;
    const char *figure = ent_cli_figure(why->cli, number->point.value);
    struct ent_series_term term = *number->term;
    term.has_time = false;
    ent_series_print(out, &term);
    ent_text_add(out, " @ ");
    if (number->term->has_time && number->term->at.form == ENT_TIME_DATE)
        ent_time_print(out, &number->term->at);
    else
        ent_text_format(out, "%d", number->year);
    ent_text_add(out, " = ");
    if (figure[0] && number->series->scale == ENT_SCALE_YES_NO)
        ent_text_add(out, number->point.value > 0 ? "yes" : "no");
    else if (figure[0] && number->series->measure->codes)
        ent_text_add(out, ent_measure_code_word(&why->cli->arena, number->series->measure, number->point.value));
    else if (figure[0])
        ent_text_format(out, "%s %s", figure, number->series->unit ? number->series->unit : "");
    else
        ent_text_format(out, "%s: %s", ent_kind_text(number->point.kind), ent_why_text(number->point.why));
    ent_text_format(out, "    %s\n", ent_cli_series_source(&why->cli->arena, number->series));
    if (number->trace.formula) {
        ent_text_add(out, " = ");
        ent_text_wrap(out, number->trace.formula, 3, 3, why->cli->style.width);
        ent_text_add(out, "\n");
    }
}

static const char *row_words(struct why *why, const struct ent_trace_row *row) {
    struct ent_text text;
    ent_text_init(&text);
    if (!isnan(row->value))
        ent_number_add(&text, row->value);
    if (row->text)
        ent_text_format(&text, "%s%s", text.length ? "  " : "", row->text);
    const char *kept = ent_arena_string(&why->cli->arena, text.bytes);
    ent_text_release(&text);
    return kept ? kept : "";
}

static void add_row(struct why *why, struct ent_table *table, const struct ent_trace_row *row, bool last) {
    const struct ent_lineage *lineage = &row->lineage;
    const struct ent_states *states = why->cli->record->states;
    ent_table_row(table);
    ent_table_cell(table, ENT_FAINT, last ? "└" : "├");
    ent_table_cell(table, ENT_PLAIN, row_words(why, row));
    ent_table_format(table, "%s%s%s", ent_states_code(states, row->a), row->b == ENT_NO_STATE ? "" : " ",
                     row->b == ENT_NO_STATE ? "" : ent_states_code(states, row->b));
    ent_table_format(table, "%s %s%s%s", lineage->source, lineage->version,
                     lineage->reporter && lineage->reporter[0] ? ", by " : "",
                     lineage->reporter ? lineage->reporter : "");
    ent_table_format(table, "%s line %ld%s%s", lineage->file, lineage->line,
                     lineage->column && lineage->column[0] ? ", column " : "", lineage->column ? lineage->column : "");
    ent_table_format(table, "sha256 %.8s…", lineage->sha256);
    ent_table_cell(table, ENT_FAINT, lineage->licence);
}

static void write_rows(struct why *why, const struct number *number) {
    struct ent_cli *cli = why->cli;
    struct ent_table table;
    size_t count = number->trace.count, shown = count;
    ent_table_init(&table, &cli->arena);
    if (why->rows && shown > (size_t)why->rows)
        shown = (size_t)why->rows;
    for (size_t i = 0; i < shown; i++)
        add_row(why, &table, &number->trace.rows[i], i + 1 == count);
    ent_table_print(&cli->out, &cli->style, &table);
    if (shown < count)
        ent_text_format(&cli->out, "  └  and %zu more rows: --rows 0\n", count - shown);
    if (count == 0)
        ent_text_add(&cli->out, "  └  no rows: the source covers the year and has none, or does not cover it\n");
    if (number->others) {
        ent_text_add(&cli->out, "other releases and sources   ");
        ent_text_wrap(&cli->out, number->others, 29, 4, cli->style.width);
        ent_text_add(&cli->out, "\n");
    }
    const char *cited = NULL;
    for (size_t i = 0; i < count; i++)
        if (number->trace.rows[i].lineage.citation &&
            (!cited || strcmp(cited, number->trace.rows[i].lineage.citation) != 0)) {
            cited = number->trace.rows[i].lineage.citation;
            ent_text_add(&cli->out, "cite   ");
            ent_text_wrap(&cli->out, cited, 7, 7, cli->style.width);
            ent_text_add(&cli->out, "\n");
        }
}

static void write_text(struct why *why, const struct ent_expression *expression) {
    struct ent_text *out = &why->cli->out, words;
    size_t at = 0;
    ent_text_init(&words);
    double value = compute(why, expression, &at, &words);
    if (expression->form != ENT_EXPRESSION_SERIES) {
        ent_figure_add(out, value);
        ent_text_format(out, " = %s\n", words.bytes);
    }
    for (size_t i = 0; i < why->count; i++) {
        write_point(why, &why->numbers[i]);
        write_rows(why, &why->numbers[i]);
    }
    out->failed |= words.failed;
    ent_text_release(&words);
}

static void write_json_row(struct why *why, struct ent_json *json, const struct ent_trace_row *row) {
    const struct ent_states *states = why->cli->record->states;
    ent_json_open(json, NULL, '{');
    ent_json_string(json, "a", ent_states_code(states, row->a));
    ent_json_string(json, "b", row->b == ENT_NO_STATE ? NULL : ent_states_code(states, row->b));
    ent_json_number(json, "value", row->value);
    ent_json_string(json, "text", row->text);
    ent_json_string(json, "source", row->lineage.source);
    ent_json_string(json, "version", row->lineage.version);
    ent_json_string(json, "reporter", row->lineage.reporter);
    ent_json_string(json, "file", row->lineage.file);
    ent_json_integer(json, "line", row->lineage.line);
    ent_json_string(json, "column", row->lineage.column);
    ent_json_string(json, "sha256", row->lineage.sha256);
    ent_json_string(json, "licence", row->lineage.licence);
    ent_json_string(json, "citation", row->lineage.citation);
    ent_json_close(json, '}');
}

static void write_json(struct why *why, const struct ent_expression *expression) {
    struct ent_json json;
    struct ent_text words;
    size_t at = 0;
    ent_text_init(&words);
    ent_json_init(&json, &why->cli->out);
    ent_json_open(&json, NULL, '{');
    ent_json_number(&json, "value", compute(why, expression, &at, &words));
    ent_json_string(&json, "arithmetic", words.bytes);
    ent_json_open(&json, "numbers", '[');
    for (size_t i = 0; i < why->count; i++) {
        const struct number *number = &why->numbers[i];
        ent_json_open(&json, NULL, '{');
        ent_json_string(&json, "specification", number->series->specification);
        ent_json_year(&json, "year", number->year);
        ent_json_string(&json, "kind", ent_kind_text(number->point.kind));
        ent_json_string(&json, "why", number->point.why == ENT_WHY_FINE ? NULL : ent_why_text(number->point.why));
        ent_json_number(&json, "value", number->point.value);
        ent_json_string(&json, "unit", number->series->unit);
        ent_json_string(&json, "formula", number->trace.formula);
        ent_json_string(&json, "others", number->others);
        ent_json_open(&json, "rows", '[');
        for (size_t k = 0; k < number->trace.count; k++)
            write_json_row(why, &json, &number->trace.rows[k]);
        ent_json_close(&json, ']');
        ent_json_close(&json, '}');
    }
    ent_json_close(&json, ']');
    ent_json_close(&json, '}');
    ent_text_release(&words);
}

static void write_tsv(struct why *why) {
    static const char *const names[] = {"number",  "year", "value", "row",    "a",      "b",      "source",
                                        "version", "file", "line",  "column", "sha256", "licence"};
    struct ent_table table;
    ent_table_init(&table, &why->cli->arena);
    ent_table_row(&table);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        ent_table_cell(&table, ENT_PLAIN, names[i]);
    for (size_t i = 0; i < why->count; i++)
        for (size_t k = 0; k < why->numbers[i].trace.count; k++) {
            const struct number *number = &why->numbers[i];
            const struct ent_trace_row *row = &number->trace.rows[k];
            const struct ent_states *states = why->cli->record->states;
            ent_table_row(&table);
            ent_table_cell(&table, ENT_PLAIN, number->series->specification);
            ent_table_format(&table, "%d", number->year);
            ent_table_cell(&table, ENT_PLAIN, ent_cli_figure(why->cli, number->point.value));
            ent_table_cell(&table, ENT_PLAIN, row_words(why, row));
            ent_table_cell(&table, ENT_PLAIN, ent_states_code(states, row->a));
            ent_table_cell(&table, ENT_PLAIN, row->b == ENT_NO_STATE ? "" : ent_states_code(states, row->b));
            ent_table_cell(&table, ENT_PLAIN, row->lineage.source);
            ent_table_cell(&table, ENT_PLAIN, row->lineage.version);
            ent_table_cell(&table, ENT_PLAIN, row->lineage.file);
            ent_table_format(&table, "%ld", row->lineage.line);
            ent_table_cell(&table, ENT_PLAIN, row->lineage.column);
            ent_table_cell(&table, ENT_PLAIN, row->lineage.sha256);
            ent_table_cell(&table, ENT_PLAIN, row->lineage.licence);
        }
    ent_table_tsv(&why->cli->out, &table);
}

static int run(struct why *why, const struct ent_cli_arguments *arguments) {
    struct ent_cli *cli = why->cli;
    struct ent_expression *expression;
    struct ent_interval interval;
    const char *rows = ent_cli_value(arguments, "rows"), *as_of = ent_cli_value(arguments, "as-of");
    if (arguments->count != 1)
        return ent_fail(&cli->error, ENT_ERROR_USAGE,
                        arguments->count ? "quote the expression: why 'MEASURE(A, B) @ YEAR'"
                                         : "why what? entente why 'MEASURE(A, B) @ YEAR'");
    if (rows && (!ent_text_integer(rows, &why->rows) || why->rows < 0))
        return ent_fail(&cli->error, ENT_ERROR_USAGE, "--rows \"%s\": a whole number", rows);
    if (as_of) {
        ENT_TRY(ent_cli_date(cli, "as-of", as_of, &interval));
        why->as_of = interval.to - 1;
    }
    ENT_TRY(ent_cli_open(cli));
    why->numbers = ent_arena_alloc(&cli->arena, NUMBERS_MOST, sizeof *why->numbers);
    if (!why->numbers)
        return ent_fail_memory(&cli->error);
    int status = ent_expression_parse(&expression, &cli->arena, arguments->words[0], NULL, &cli->error);
    cli->error.line = 0;
    ENT_TRY(status);
    ENT_TRY(spell_out(why, expression));
    ENT_TRY(collect(why, expression));
    if (cli->format == ENT_FORMAT_JSON)
        write_json(why, expression);
    else if (cli->format == ENT_FORMAT_TSV)
        write_tsv(why);
    else
        write_text(why, expression);
    return ENT_OK;
}

int ent_verb_why(struct ent_cli *cli, const struct ent_cli_arguments *arguments) {
    struct why why = {.cli = cli, .rows = ROWS_SHOWN, .as_of = ENT_DAY_OPEN};
    return run(&why, arguments) == ENT_OK ? ENT_EXIT_FINE : ent_cli_fail(cli);
}
