/* What rank found, for people and for programs. */
#include <math.h>
#include <string.h>

#include "base/figure.h"
#include "cli/rank.h"
#include "report/json.h"
#include "report/table.h"

/* A row with what is known of its own years: read for the rows that are written alone. */
struct own {
    double low, high;              /* interval of the value, NaN without */
    int rank_low, rank_high, seen; /* of the year among the years of this state or pair, up to it and after */
};

bool ent_rank_wanted(const struct ent_rank *rank, ent_state a, ent_state b) {
    for (size_t i = 0; i < rank->with_count; i++)
        if (a != rank->with[i] && b != rank->with[i])
            return false;
    return true;
}

static const char *who(const struct ent_rank *rank, const struct ent_rank_table *table,
                       const struct ent_league_row *row) {
    const struct ent_states *states = rank->cli->record->states;
    if (row->b == ENT_NO_STATE)
        return ent_states_code(states, row->a);
    const char *text =
        ent_arena_format(&rank->cli->arena, ent_sweep_directed(&table->request) ? "%s -> %s" : "%s %s",
                         ent_states_code(states, row->a), ent_states_code(states, row->b));
    return text ? text : "";
}

const char *ent_rank_among(const struct ent_rank *rank) {
    if (rank->among)
        return rank->among;
    const char *text = ent_arena_format(&rank->cli->arena, "all states of the list %s", rank->list);
    return text ? text : "all";
}

/* The year of the row among the years of this state or pair, and its interval where one is asked. */
static int read_own(struct ent_rank *rank, const struct ent_rank_table *table, const struct ent_league_row *row,
                    struct own *out) {
    struct ent_cli *cli = rank->cli;
    struct ent_request request = table->request;
    struct ent_series *series;
    int greater = 0, as_great = 0;
    *out = (struct own){.low = (double)NAN, .high = (double)NAN};
    request.a = row->a;
    request.b = row->b;
    request.first_year = request.last_year = 0;
    ENT_TRY(ent_measure_series(&cli->context, &request, &series, &cli->error));
    for (int year = series->first_year; year <= series->last_year; year++) {
        struct ent_point point = ent_series_at(series, year);
        if (!ent_point_seen(&point))
            continue;
        out->seen++;
        greater += rank->reverse ? point.value < row->value : point.value > row->value;
        as_great += rank->reverse ? point.value <= row->value : point.value >= row->value;
    }
    out->rank_low = greater + 1;
    out->rank_high = as_great;
    if (!rank->intervals || !request.measure->replicate)
        return ENT_OK;
    request.first_year = request.last_year = row->year;
    ENT_TRY(ent_measure_series(&cli->context, &request, &series, &cli->error));
    ENT_TRY(ent_series_intervals(&cli->context, &request, series, 1000, 1, &cli->error));
    struct ent_point point = ent_series_at(series, row->year);
    out->low = point.low;
    out->high = point.high;
    return ENT_OK;
}

const char *ent_rank_range(struct ent_arena *arena, int low, int high) {
    const char *text = high > low ? ent_arena_format(arena, "%d–%d", low, high) : ent_arena_format(arena, "%d", low);
    return text ? text : "";
}

static const char *value_text(const struct ent_rank *rank, const struct ent_rank_table *table, double value) {
    if (table->scale == ENT_SCALE_YES_NO)
        return value > 0 ? "yes" : "no";
    return ent_cli_figure(rank->cli, value);
}

static void add_value(const struct ent_rank *rank, const struct ent_rank_table *table, const struct ent_league_row *row,
                      const struct own *own, struct ent_table *out) {
    const char *value = value_text(rank, table, row->value);
    if (isnan(own->low))
        ent_table_cell(out, ENT_PLAIN, value);
    else
        ent_table_format(out, "%s [%s, %s]", value, ent_cli_figure(rank->cli, own->low),
                         ent_cli_figure(rank->cli, own->high));
}

/* Text ------------------------------------------------------------------------------------------------------------- */

enum { COLUMNS = 6 };
static const char *const heads[][COLUMNS] = {
    [ENT_LEAGUE_YEAR] = {"rank", "who", "value", "rows", "among its own years", NULL},
    [ENT_LEAGUE_EXTREMES] = {"rank", "who", "value", "year", "rows", NULL},
    [ENT_LEAGUE_RECORDS] = {"rank", "who", "value", "beats", "not since", NULL},
    [ENT_LEAGUE_FIRSTS] = {"rank", "who", "first", "value", "before", NULL},
    [ENT_LEAGUE_RISERS] = {"rank", "who", "from", "to", "difference", "ratio"},
};

static void add_own_years(const struct own *own, struct ent_table *out) {
    struct ent_text text;
    ent_text_init(&text);
    ent_ordinal_add(&text, own->rank_low);
    if (own->rank_high > own->rank_low) {
        ent_text_add(&text, "–");
        ent_ordinal_add(&text, own->rank_high);
    }
    ent_text_format(&text, " of %d", own->seen);
    ent_table_cell(out, ENT_PLAIN, text.failed ? "" : ent_arena_string(out->arena, text.bytes));
    ent_text_release(&text);
}

static void add_rest(const struct ent_rank *rank, const struct ent_rank_table *table, const struct ent_league_row *row,
                     const struct own *own, struct ent_table *out) {
    switch (rank->form) {
    case ENT_LEAGUE_YEAR:
        add_value(rank, table, row, own, out);
        ent_table_format(out, "%d", row->support);
        add_own_years(own, out);
        break;
    case ENT_LEAGUE_EXTREMES:
        add_value(rank, table, row, own, out);
        ent_table_format(out, "%d", row->year);
        ent_table_format(out, "%d", row->support);
        break;
    case ENT_LEAGUE_RECORDS:
        add_value(rank, table, row, own, out);
        ent_table_format(out, "%d seen year%s", row->seen, row->seen == 1 ? "" : "s");
        if (row->other_year)
            ent_table_format(out, "%d (%s)", row->other_year, value_text(rank, table, row->other));
        else
            ent_table_cell(out, ENT_PLAIN, "on record");
        break;
    case ENT_LEAGUE_FIRSTS:
        ent_table_format(out, "%d%s", row->year, row->other_year ? "" : " or earlier");
        add_value(rank, table, row, own, out);
        if (row->other_year)
            ent_table_format(out, "%d: %s", row->other_year, value_text(rank, table, row->other));
        else
            ent_table_cell(out, ENT_FAINT, "not seen");
        break;
    case ENT_LEAGUE_RISERS:
        ent_table_cell(out, ENT_PLAIN, value_text(rank, table, row->other));
        ent_table_cell(out, ENT_PLAIN, value_text(rank, table, row->value));
        ent_table_cell(out, ENT_PLAIN, ent_cli_figure(rank->cli, row->value - row->other));
        ent_table_cell(out, ENT_PLAIN, row->other > 0 ? ent_cli_figure(rank->cli, row->value / row->other) : "");
        break;
    }
}

static void add_title(const struct ent_rank *rank, const struct ent_rank_table *table) {
    struct ent_text *out = &rank->cli->out;
    ent_text_format(out, "%s    ", table->specification);
    if (table->first_year == table->last_year || rank->form == ENT_LEAGUE_RECORDS)
        ent_text_format(out, "%d", table->last_year);
    else
        ent_text_format(out, "%d–%d", table->first_year, table->last_year);
    ent_text_format(out, ", %s    %s\n", ent_rank_among(rank), table->source);
}

static void add_foot(const struct ent_rank *rank, const struct ent_rank_table *table, size_t written, size_t matching,
                     const struct ent_league_row *example) {
    struct ent_cli *cli = rank->cli;
    bool pairs = table->request.measure->states == 2;
    if (written < matching)
        ent_text_format(&cli->out, "  … %zu more: --top 0\n", matching - written);
    if (rank->with_count && !matching)
        ent_text_add(&cli->out, "  none of the rows is about them\n");
    ent_style_paragraph(&cli->out, &cli->style, 9, "rule     %s%s", table->rule,
                        table->league.count > 1 ? "; equal ones share a range of ranks" : "");
    bool filtered = rank->form == ENT_LEAGUE_RECORDS || rank->form == ENT_LEAGUE_FIRSTS;
    ent_text_format(&cli->out, "  of     %zu of %zu %s %s\n", table->league.count, table->league.possible,
                    pairs ? "pairs" : "states", filtered ? "fulfil it and are seen" : "are seen");
    if (table->league.in_other_unit)
        ent_text_format(&cli->out, "  left out: %zu value%s not %s%s\n", table->league.in_other_unit,
                        table->league.in_other_unit == 1 ? "" : "s",
                        table->unit && strncmp(table->unit, "in ", 3) == 0 ? "" : "in ", table->unit ? table->unit : "its unit");
    if (table->unit && table->unit[0] && table->scale != ENT_SCALE_YES_NO)
        ent_style_line(&cli->out, &cli->style, "unit", table->unit);
    if (table->note)
        ent_style_line(&cli->out, &cli->style, "note", table->note);
    if (example) {
        const struct ent_states *states = cli->record->states;
        ent_text_format(&cli->out, "why: entente why '%s(%s%s%s) @ %d'\n", table->specification,
                        ent_states_code(states, example->a),
                        example->b == ENT_NO_STATE                  ? ""
                        : ent_sweep_directed(&table->request) ? " -> "
                                                                    : ", ",
                        example->b == ENT_NO_STATE ? "" : ent_states_code(states, example->b), example->year);
    }
}

static int write_text(struct ent_rank *rank, const struct ent_rank_table *table) {
    struct ent_table rows;
    size_t written = 0, matching = 0;
    const struct ent_league_row *example = NULL;
    ent_table_init(&rows, &rank->cli->arena);
    rows.right = 1;
    add_title(rank, table);
    ent_table_row(&rows);
    for (size_t i = 0; i < COLUMNS && heads[rank->form][i]; i++) {
        const char *head = heads[rank->form][i];
        bool years = rank->form == ENT_LEAGUE_RISERS && (i == 2 || i == 3);
        if (years)
            ent_table_format(&rows, "%d", i == 2 ? table->first_year : table->last_year);
        else
            ent_table_cell(&rows, ENT_PLAIN, head);
    }
    for (size_t i = 0; i < table->league.count; i++) {
        const struct ent_league_row *row = &table->league.rows[i];
        struct own own;
        if (!ent_rank_wanted(rank, row->a, row->b) || (matching++, rank->top && written >= (size_t)rank->top))
            continue;
        ENT_TRY(read_own(rank, table, row, &own));
        ent_table_row(&rows);
        ent_table_cell(&rows, ENT_PLAIN, ent_rank_range(&rank->cli->arena, row->rank_low, row->rank_high));
        ent_table_cell(&rows, ENT_PLAIN, who(rank, table, row));
        add_rest(rank, table, row, &own, &rows);
        if (!written++)
            example = row;
    }
    if (written)
        ent_table_print(&rank->cli->out, &rank->cli->style, &rows);
    add_foot(rank, table, written, matching, example);
    return rows.failed ? ent_fail_memory(&rank->cli->error) : ENT_OK;
}

/* Programs --------------------------------------------------------------------------------------------------------- */

static int each_row(struct ent_rank *rank, const struct ent_rank_table *table,
                    int (*write)(struct ent_rank *, const struct ent_rank_table *, const struct ent_league_row *,
                                 const struct own *, void *),
                    void *data) {
    long written = 0;
    for (size_t i = 0; i < table->league.count && (!rank->top || written < rank->top); i++) {
        struct own own;
        if (!ent_rank_wanted(rank, table->league.rows[i].a, table->league.rows[i].b))
            continue;
        ENT_TRY(read_own(rank, table, &table->league.rows[i], &own));
        ENT_TRY(write(rank, table, &table->league.rows[i], &own, data));
        written++;
    }
    return ENT_OK;
}

static int write_tsv_row(struct ent_rank *rank, const struct ent_rank_table *table, const struct ent_league_row *row,
                         const struct own *own, void *data) {
    struct ent_table *out = data;
    const struct ent_states *states = rank->cli->record->states;
    ent_table_row(out);
    ent_table_cell(out, ENT_PLAIN, table->specification);
    ent_table_cell(out, ENT_PLAIN, table->source);
    ent_table_format(out, "%d", row->rank_low);
    ent_table_format(out, "%d", row->rank_high);
    ent_table_format(out, "%zu", table->league.count);
    ent_table_cell(out, ENT_PLAIN, ent_states_code(states, row->a));
    ent_table_cell(out, ENT_PLAIN, row->b == ENT_NO_STATE ? "" : ent_states_code(states, row->b));
    ent_table_format(out, "%d", row->year);
    ent_table_cell(out, ENT_PLAIN, ent_cli_figure(rank->cli, row->value));
    ent_table_cell(out, ENT_PLAIN, ent_cli_figure(rank->cli, own->low));
    ent_table_cell(out, ENT_PLAIN, ent_cli_figure(rank->cli, own->high));
    ent_table_format(out, "%d", row->support);
    ent_table_cell(out, ENT_PLAIN, row->other_year ? ent_arena_format(out->arena, "%d", row->other_year) : "");
    ent_table_cell(out, ENT_PLAIN, ent_cli_figure(rank->cli, row->other));
    ent_table_format(out, "%d", row->seen);
    return ENT_OK;
}

static int write_tsv(struct ent_rank *rank) {
    static const char *const names[] = {"measure", "source", "rank_low", "rank_high", "of",         "a",     "b",   "year",
                                        "value",   "low",    "high",     "support",   "other_year", "other", "seen"};
    struct ent_table table;
    ent_table_init(&table, &rank->cli->arena);
    ent_table_row(&table);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        ent_table_cell(&table, ENT_PLAIN, names[i]);
    for (size_t i = 0; i < rank->table_count; i++)
        ENT_TRY(each_row(rank, &rank->tables[i], write_tsv_row, &table));
    ent_table_tsv(&rank->cli->out, &table);
    return table.failed ? ent_fail_memory(&rank->cli->error) : ENT_OK;
}

static int write_json_row(struct ent_rank *rank, const struct ent_rank_table *table, const struct ent_league_row *row,
                          const struct own *own, void *data) {
    struct ent_json *json = data;
    const struct ent_states *states = rank->cli->record->states;
    (void)table;
    ent_json_open(json, NULL, '{');
    ent_json_integer(json, "rank_low", row->rank_low);
    ent_json_integer(json, "rank_high", row->rank_high);
    ent_json_string(json, "a", ent_states_code(states, row->a));
    ent_json_string(json, "b", row->b == ENT_NO_STATE ? NULL : ent_states_code(states, row->b));
    ent_json_year(json, "year", row->year);
    ent_json_number(json, "value", row->value);
    ent_json_number(json, "low", own->low);
    ent_json_number(json, "high", own->high);
    ent_json_integer(json, "support", row->support);
    ent_json_year(json, "other_year", row->other_year);
    ent_json_number(json, "other", row->other);
    ent_json_integer(json, "seen", row->seen);
    ent_json_integer(json, "own_rank_low", own->rank_low);
    ent_json_integer(json, "own_rank_high", own->rank_high);
    ent_json_integer(json, "own_years", own->seen);
    ent_json_close(json, '}');
    return ENT_OK;
}

static int write_json(struct ent_rank *rank) {
    static const char *const words[] = {"year", "extremes", "records", "firsts", "risers"}; /* as the enum */
    struct ent_json json;
    ent_json_init(&json, &rank->cli->out);
    ent_json_open(&json, NULL, '{');
    ent_json_string(&json, "what", rank->what);
    ent_json_string(&json, "form", words[rank->form]);
    ent_json_string(&json, "among", ent_rank_among(rank));
    ent_json_open(&json, "tables", '[');
    for (size_t i = 0; i < rank->table_count; i++) {
        const struct ent_rank_table *table = &rank->tables[i];
        ent_json_open(&json, NULL, '{');
        ent_json_string(&json, "measure", table->specification);
        ent_json_string(&json, "specification", ent_request_text(&rank->cli->arena, &table->request, true));
        ent_json_string(&json, "source", table->source);
        ent_json_string(&json, "unit", table->unit);
        ent_json_year(&json, "first_year", table->first_year);
        ent_json_year(&json, "last_year", table->last_year);
        ent_json_string(&json, "rule", table->rule);
        ent_json_integer(&json, "ranked", (long)table->league.count);
        ent_json_integer(&json, "possible", (long)table->league.possible);
        ent_json_string(&json, "note", table->note);
        ent_json_open(&json, "rows", '[');
        ENT_TRY(each_row(rank, table, write_json_row, &json));
        ent_json_close(&json, ']');
        ent_json_close(&json, '}');
    }
    ent_json_close(&json, ']');
    ent_json_close(&json, '}');
    return ENT_OK;
}

int ent_rank_print(struct ent_rank *rank) {
    if (rank->cli->format == ENT_FORMAT_JSON)
        return write_json(rank);
    if (rank->cli->format == ENT_FORMAT_TSV)
        return write_tsv(rank);
    for (size_t i = 0; i < rank->table_count; i++) {
        if (i)
            ent_text_add(&rank->cli->out, "\n");
        ENT_TRY(write_text(rank, &rank->tables[i]));
    }
    return ENT_OK;
}
