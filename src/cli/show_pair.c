/* show A B: votes, treaties, rivalries, figures between them, and the figures of both side by side. */
#include <string.h>

#include "base/figure.h"
#include "cli/show.h"

enum { VOTE_YEARS = 10 };

static bool is_vote(const struct ent_column *column) {
    return column->request.measure->strands[0] && strcmp(column->request.measure->strands[0], "votes") == 0;
}

static bool is_pair(const struct ent_column *column) {
    return column->request.b != ENT_NO_STATE;
}

static bool is_spell(const struct ent_column *column) {
    return is_pair(column) && !is_vote(column) &&
           (column->series->scale == ENT_SCALE_YES_NO || column->series->scale == ENT_SCALE_CODED);
}

static void add_vote_year(struct ent_show *show, const struct ent_columns *columns, struct ent_table *table, int year) {
    long support = 0;
    ent_table_row(table);
    ent_table_format(table, "%d", year);
    for (size_t i = 0; i < columns->count; i++)
        if (is_vote(&columns->items[i])) {
            struct ent_point point = ent_series_at(columns->items[i].series, year);
            support = point.support > support ? point.support : support;
            ent_table_cell(table, ENT_PLAIN, ent_show_cell(show, columns->items[i].series, year));
        }
    ent_table_format(table, "%ld", support);
}

static void add_votes(struct ent_show *show, const struct ent_columns *columns) {
    struct ent_columns votes = {ent_arena_alloc(&show->cli->arena, columns->count + 1, sizeof *votes.items), 0, 0};
    struct ent_table table;
    int first, last;
    for (size_t i = 0; votes.items && i < columns->count; i++)
        if (is_vote(&columns->items[i]))
            votes.items[votes.count++] = columns->items[i];
    if (!votes.count)
        return;
    ent_table_init(&table, &show->cli->arena);
    ent_show_span(show, &votes, &first, &last);
    ent_text_format(&show->cli->out, "votes    %s\n", votes.items[0].source);
    ent_table_row(&table);
    ent_table_cell(&table, ENT_PLAIN, "year");
    for (size_t i = 0; i < votes.count; i++)
        ent_table_cell(&table, ENT_PLAIN, votes.items[i].label);
    ent_table_cell(&table, ENT_PLAIN, "roll calls");
    int from = !show->first_year && last - VOTE_YEARS + 1 > first ? last - VOTE_YEARS + 1 : first;
    for (int year = from; year <= last; year++)
        add_vote_year(show, &votes, &table, year);
    ent_table_print(&show->cli->out, &show->cli->style, &table);
}

/* Runs of years with the same value above none: "1950–80", for a coded strand "1950–80: 3". */
static void add_runs(struct ent_show *show, struct ent_text *text, const struct ent_series *series) {
    for (int year = series->first_year; year <= series->last_year; year++) {
        double value = ent_series_at(series, year).value;
        int first = year;
        if (!(value > 0))
            continue;
        while (year < series->last_year && ent_series_at(series, year + 1).value == value)
            year++;
        if (text->length)
            ent_text_add(text, ", ");
        ent_years_add(text, first, year);
        if (series->scale == ENT_SCALE_CODED)
            ent_text_format(text, ": %s", ent_cli_figure(show->cli, value));
    }
    if (!text->length)
        ent_text_add(text, "never");
}

static void add_spells(struct ent_show *show, const struct ent_columns *columns) {
    struct ent_table table;
    ent_table_init(&table, &show->cli->arena);
    for (size_t i = 0; i < columns->count; i++) {
        const struct ent_column *column = &columns->items[i];
        if (!is_spell(column))
            continue;
        struct ent_text runs;
        ent_text_init(&runs);
        add_runs(show, &runs, column->series);
        ent_table_row(&table);
        ent_table_cell(&table, ENT_PLAIN, column->label);
        ent_table_cell(&table, ENT_PLAIN, runs.bytes);
        ent_table_format(&table, "covers %d–%d", column->series->covers_from, column->series->covers_to);
        ent_table_cell(&table, ENT_FAINT, column->source);
        table.failed |= runs.failed;
        ent_text_release(&runs);
    }
    if (table.row_count)
        ent_text_add(&show->cli->out, "years in which it was so\n");
    ent_table_print(&show->cli->out, &show->cli->style, &table);
}

static void add_between(struct ent_show *show, const struct ent_columns *columns) {
    struct ent_table table;
    ent_table_init(&table, &show->cli->arena);
    for (size_t i = 0; i < columns->count; i++) {
        const struct ent_column *column = &columns->items[i];
        if (!is_pair(column) || is_vote(column) || is_spell(column))
            continue;
        ent_table_row(&table);
        ent_table_cell(&table, ENT_PLAIN, column->label);
        ent_table_cell(&table, ENT_PLAIN, ent_show_latest(show, column->series, 3));
        ent_table_cell(&table, ENT_FAINT, column->series->unit);
        ent_table_cell(&table, ENT_FAINT, column->source);
    }
    if (table.row_count)
        ent_text_add(&show->cli->out, "between them\n");
    ent_table_print(&show->cli->out, &show->cli->style, &table);
}

static const struct ent_series *partner(const struct ent_show *show, const struct ent_columns *columns,
                                        const struct ent_column *column) {
    for (size_t i = 0; i < columns->count; i++) {
        const struct ent_column *other = &columns->items[i];
        if (!is_pair(other) && other->request.a == show->states[1] && strcmp(other->label, column->label) == 0 &&
            strcmp(other->source, column->source) == 0)
            return other->series;
    }
    return NULL;
}

/* The last year in which both have a figure. Spells of one state are no figures: show A has them. */
static void add_both(struct ent_show *show, const struct ent_columns *columns) {
    struct ent_table table;
    ent_table_init(&table, &show->cli->arena);
    for (size_t i = 0; i < columns->count; i++) {
        const struct ent_column *column = &columns->items[i];
        const struct ent_series *other = partner(show, columns, column);
        if (is_pair(column) || column->request.a != show->states[0] || !other ||
            column->series->scale == ENT_SCALE_YES_NO)
            continue;
        int year = column->series->last_year;
        while (year >= column->series->first_year &&
               (ent_series_at(column->series, year).kind != ENT_KIND_VALUE ||
                ent_series_at(other, year).kind != ENT_KIND_VALUE || (show->last_year && year > show->last_year)))
            year--;
        if (year < column->series->first_year)
            continue;
        double left = ent_series_at(column->series, year).value, right = ent_series_at(other, year).value;
        ent_table_row(&table);
        ent_table_cell(&table, ENT_PLAIN, column->label);
        ent_table_format(&table, "%d", year);
        ent_table_cell(&table, ENT_PLAIN, ent_cli_figure(show->cli, left));
        ent_table_cell(&table, ENT_PLAIN, ent_cli_figure(show->cli, right));
        ent_table_format(&table, "ratio %s", right <= 0 || left < 0 ? "-" : ent_cli_figure(show->cli, left / right));
        ent_table_cell(&table, ENT_FAINT, column->series->unit);
        ent_table_cell(&table, ENT_FAINT, column->source);
    }
    if (table.row_count)
        ent_text_format(&show->cli->out, "figures of both, the last year of each    %s, %s\n", ent_show_code(show, 0),
                        ent_show_code(show, 1));
    ent_table_print(&show->cli->out, &show->cli->style, &table);
}

int ent_show_pair(struct ent_show *show) {
    struct ent_columns columns = {NULL, 0, 0};
    struct ent_text *out = &show->cli->out;
    ENT_TRY(ent_show_everything(show, &columns));
    if (ent_show_data(show, "everything", &columns))
        return ENT_OK;
    ent_text_format(out, "%s · %s    %s and %s\n", ent_show_code(show, 0), ent_show_code(show, 1),
                    ent_show_name(show, 0), ent_show_name(show, 1));
    add_votes(show, &columns);
    add_spells(show, &columns);
    add_between(show, &columns);
    add_both(show, &columns);
    ent_show_breaks(show, 0, 9999);
    ent_text_format(out,
                    "more: entente show %s %s alignment%s   entente check -c 'alignment(%s, %s) highest since 1990'\n",
                    ent_show_code(show, 0), ent_show_code(show, 1),
                    show->cli->style.width && show->cli->style.width < 96 ? "\n   " : "", ent_show_code(show, 0),
                    ent_show_code(show, 1));
    return ENT_OK;
}
