/* show A [B] WHAT: a measure or a concept year by year, one column for each series. */
#include <math.h>
#include <string.h>

#include "cli/show.h"

static int load(struct ent_show *show, struct ent_columns *out) {
    const char **specifications;
    const struct ent_concept *concept;
    size_t count;
    ENT_TRY(ent_cli_what(show->cli, show->what, show->also, &specifications, &count, &concept));
    for (size_t i = 0; i < count; i++) {
        char *name = ent_arena_substring(&show->cli->arena, specifications[i], strcspn(specifications[i], ":"));
        const struct ent_measure *measure;
        if (!name)
            return ent_fail_memory(&show->cli->error);
        ENT_TRY(ent_measure_find(&show->cli->context, name, &measure, &show->cli->error));
        if (!measure)
            continue; /* a strand of a concept that this record does not have */
        if (measure->states == 2 && show->state_count == 1) {
            if (concept)
                continue;
            return ent_fail(&show->cli->error, ENT_ERROR_USAGE, "%s is about two states: entente show A B %s", name,
                            show->what);
        }
        ent_state b = show->state_count > 1 ? show->states[1] : ENT_NO_STATE;
        ENT_TRY(ent_show_add(show, specifications[i], show->states[0], b, out));
        if (measure->states == 1 && show->state_count == 2)
            ENT_TRY(ent_show_add(show, specifications[i], show->states[1], ENT_NO_STATE, out));
    }
    return ENT_OK;
}

/* The series of A by the same source, where this column is about B of a pair: the ratio stands after it. */
static const struct ent_series *other_state(const struct ent_show *show, const struct ent_columns *columns, size_t at) {
    const struct ent_column *column = &columns->items[at];
    if (show->state_count != 2 || column->request.b != ENT_NO_STATE || column->request.a != show->states[1])
        return NULL;
    for (size_t i = 0; i < columns->count; i++) {
        const struct ent_column *other = &columns->items[i];
        if (other->request.a == show->states[0] && other->request.b == ENT_NO_STATE &&
            strcmp(other->label, column->label) == 0 && strcmp(other->source, column->source) == 0)
            return other->series;
    }
    return NULL;
}

static void add_heads(struct ent_show *show, const struct ent_columns *columns, struct ent_table *table) {
    for (int line = 0; line < 3; line++) {
        ent_table_row(table);
        ent_table_cell(table, ENT_PLAIN, line ? "" : "year");
        for (size_t i = 0; i < columns->count; i++) {
            const struct ent_column *column = &columns->items[i];
            ent_table_cell(table, line == 2 ? ENT_FAINT : ENT_PLAIN,
                           line == 0   ? column->label
                           : line == 1 ? column->states
                                       : column->source);
            if (other_state(show, columns, i))
                ent_table_cell(table, ENT_PLAIN, line == 0 ? "ratio" : "");
        }
    }
}

static void add_year(struct ent_show *show, const struct ent_columns *columns, struct ent_table *table, int year) {
    bool any = false;
    for (size_t i = 0; i < columns->count; i++)
        any = any || ent_show_cell(show, columns->items[i].series, year)[0];
    if (!any)
        return;
    ent_table_row(table);
    ent_table_format(table, "%d", year);
    for (size_t i = 0; i < columns->count; i++) {
        const struct ent_series *series = columns->items[i].series, *other = other_state(show, columns, i);
        ent_table_cell(table, ENT_PLAIN, ent_show_cell(show, series, year));
        if (other) {
            double ratio = ent_series_at(other, year).value / ent_series_at(series, year).value;
            ent_table_cell(table, ENT_PLAIN, ent_cli_figure(show->cli, ratio));
        }
    }
}

/* Columns by the same source side by side: a concept of one state lists A and B of a source next to each other. */
static void sort_by_source(struct ent_columns *columns) {
    for (size_t i = 1; i < columns->count; i++)
        for (size_t k = i; k > 0; k--) {
            struct ent_column *left = &columns->items[k - 1], *right = &columns->items[k], kept = *left;
            if (strcmp(left->label, right->label) != 0 || strcmp(left->source, right->source) <= 0)
                break;
            *left = *right;
            *right = kept;
        }
}

static void write_text(struct ent_show *show, const struct ent_columns *columns) {
    struct ent_cli *cli = show->cli;
    struct ent_table table;
    int first, last;
    ent_table_init(&table, &cli->arena);
    table.narrow = 10;
    ent_show_span(show, columns, &first, &last);
    ent_text_format(&cli->out, "%s%s%s    %s\n", ent_show_code(show, 0), show->state_count > 1 ? " · " : "",
                    show->state_count > 1 ? ent_show_code(show, 1) : "", show->what);
    add_heads(show, columns, &table);
    for (int year = first; year <= last; year++)
        add_year(show, columns, &table, year);
    ent_table_print(&cli->out, &cli->style, &table);
    ent_text_add(&cli->out, "  blank not covered   ? missing   · no value, for a reason   – nothing happened\n");
    for (size_t i = 0; i < columns->count; i++) {
        const struct ent_series *series = columns->items[i].series;
        if (series->note && (i == 0 || columns->items[i - 1].series->note != series->note))
            ent_style_line(&cli->out, &cli->style, "note", series->note);
    }
    ent_show_breaks(show, first, last);
    if (last >= first && columns->count)
        ent_text_format(&cli->out, "why: entente why '%s(%s%s%s) @ %d'\n", columns->items[0].label,
                        ent_show_code(show, 0), columns->items[0].request.b == ENT_NO_STATE ? "" : ", ",
                        columns->items[0].request.b == ENT_NO_STATE ? "" : ent_show_code(show, 1), last);
}

static void write_rows(struct ent_show *show, const struct ent_columns *columns) {
    static const char *const names[] = {"measure", "source", "year", "kind",    "why",
                                        "value",   "low",    "high", "support", "states"};
    struct ent_cli *cli = show->cli;
    struct ent_table table;
    ent_table_init(&table, &cli->arena);
    ent_table_row(&table);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        ent_table_cell(&table, ENT_PLAIN, names[i]);
    for (size_t i = 0; i < columns->count; i++) {
        const struct ent_column *column = &columns->items[i];
        for (int year = column->series->first_year; year <= column->series->last_year; year++) {
            struct ent_point point = ent_series_at(column->series, year);
            if (show->first_year && (year < show->first_year || year > show->last_year))
                continue;
            ent_table_row(&table);
            ent_table_cell(&table, ENT_PLAIN, column->label);
            ent_table_cell(&table, ENT_PLAIN, column->source);
            ent_table_format(&table, "%d", year);
            ent_table_cell(&table, ENT_PLAIN, ent_kind_text(point.kind));
            ent_table_cell(&table, ENT_PLAIN, point.why == ENT_WHY_FINE ? "" : ent_why_text(point.why));
            ent_table_cell(&table, ENT_PLAIN, ent_cli_figure(cli, point.value));
            ent_table_cell(&table, ENT_PLAIN, ent_cli_figure(cli, point.low));
            ent_table_cell(&table, ENT_PLAIN, ent_cli_figure(cli, point.high));
            ent_table_format(&table, "%ld", point.support);
            ent_table_cell(&table, ENT_PLAIN, column->states);
        }
    }
    ent_table_tsv(&cli->out, &table);
}

static void write_point(struct ent_json *json, const struct ent_point *point) {
    ent_json_open(json, NULL, '{');
    ent_json_year(json, "year", point->year);
    ent_json_string(json, "kind", ent_kind_text(point->kind));
    ent_json_string(json, "why", point->why == ENT_WHY_FINE ? NULL : ent_why_text(point->why));
    ent_json_number(json, "value", point->value);
    ent_json_number(json, "low", point->low);
    ent_json_number(json, "high", point->high);
    ent_json_integer(json, "support", point->support);
    ent_json_close(json, '}');
}

static void write_json(struct ent_show *show, const char *what, const struct ent_columns *columns) {
    struct ent_json json;
    ent_json_init(&json, &show->cli->out);
    ent_json_open(&json, NULL, '{');
    ent_json_string(&json, "what", what);
    ent_json_open(&json, "series", '[');
    for (size_t i = 0; i < columns->count; i++) {
        const struct ent_column *column = &columns->items[i];
        ent_json_open(&json, NULL, '{');
        ent_json_string(&json, "measure", column->label);
        ent_json_string(&json, "specification", column->series->specification);
        ent_json_string(&json, "states", column->states);
        ent_json_string(&json, "source", column->source);
        ent_json_string(&json, "unit", column->series->unit);
        ent_json_string(&json, "orientation", column->series->orientation);
        ent_json_year(&json, "covers_from", column->series->covers_from);
        ent_json_year(&json, "covers_to", column->series->covers_to);
        ent_json_string(&json, "note", column->series->note);
        ent_json_open(&json, "points", '[');
        for (int year = column->series->first_year; year <= column->series->last_year; year++) {
            struct ent_point point = ent_series_at(column->series, year);
            if (!show->first_year || (year >= show->first_year && year <= show->last_year))
                write_point(&json, &point);
        }
        ent_json_close(&json, ']');
        ent_json_close(&json, '}');
    }
    ent_json_close(&json, ']');
    ent_json_close(&json, '}');
}

bool ent_show_data(struct ent_show *show, const char *what, const struct ent_columns *columns) {
    if (show->cli->format == ENT_FORMAT_JSON)
        write_json(show, what, columns);
    else if (show->cli->format == ENT_FORMAT_TSV)
        write_rows(show, columns);
    return show->cli->format != ENT_FORMAT_TEXT;
}

int ent_show_series(struct ent_show *show) {
    struct ent_columns columns = {NULL, 0, 0};
    ENT_TRY(load(show, &columns));
    if (!columns.count)
        return ent_fail(&show->cli->error, ENT_ERROR_USAGE,
                        "no source of the record has %s for these states (entente list sources)", show->what);
    sort_by_source(&columns);
    if (!ent_show_data(show, show->what, &columns))
        write_text(show, &columns);
    return ENT_OK;
}
