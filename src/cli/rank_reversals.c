/* rank reversals: of every pair of a group its largest swing of the log ratio that ends with the other sign, by each
 * specification, once among those who were members then and once among all who ever were. */
#include <math.h>
#include <string.h>

#include "cli/rank.h"
#include "question/reversal_league.h"
#include "report/json.h"
#include "report/table.h"

struct league {
    const char *specification, *source;
    struct ent_request request;
    enum ent_membership members;
    struct ent_reversal_league found;
};

struct leagues {
    struct league *items;
    size_t count, capacity;
};

static const char *group_of(const struct ent_rank *rank) {
    return !rank->among ? "states" : rank->among[0] == '@' ? rank->among + 1 : rank->among;
}

static int add_league(struct ent_rank *rank, const char *specification, const struct ent_request *request,
                      enum ent_membership members, struct leagues *out) {
    struct ent_cli *cli = rank->cli;
    struct league league = {.specification = specification, .request = *request, .members = members};
    struct ent_patience patience;
    void *items = out->items;
    ent_rank_wait(rank, &patience);
    int status = ent_reversal_league(&cli->context, request, group_of(rank), members, rank->first_year, rank->last_year,
                                     &league.found, &cli->error);
    ent_rank_waited(rank, &patience);
    ENT_TRY(status);
    league.source = ent_rank_source(rank, league.found.releases, league.found.release_count);
    if (ent_arena_grow(&cli->arena, &items, out->count, &out->capacity, sizeof *out->items))
        return ent_fail_memory(&cli->error);
    out->items = items;
    out->items[out->count++] = league;
    return ENT_OK;
}

/* A specification by each of its sources. */
static int add_specification(struct ent_rank *rank, const char *specification, bool of_concept, struct leagues *out) {
    struct ent_request request;
    struct ent_panel columns;
    ENT_TRY(ent_rank_request(rank, specification, of_concept, &request));
    if (!request.measure)
        return ENT_OK;
    if (request.measure->states == 2)
        return ent_fail(&rank->cli->error, ENT_ERROR_USAGE,
                        "%s is about two states: a reversal is of an amount that each of the two has",
                        request.measure->name);
    ent_panel_init(&columns, ENT_PANEL_STATE, rank->list, &rank->cli->arena);
    ENT_TRY(ent_panel_add(&columns, &rank->cli->context, &request, NULL, &rank->cli->error));
    for (size_t i = 0; i < columns.column_count; i++)
        for (int members = ENT_MEMBERS_THEN; members <= ENT_MEMBERS_EVER; members++) {
            /* a group of all states has the same members by both rules, but for the years before and after their lives */
            if (members == ENT_MEMBERS_EVER && strcmp(group_of(rank), "states") == 0)
                continue;
            if (columns.columns[i].first_year <= columns.columns[i].last_year)
                ENT_TRY(
                    add_league(rank, specification, &columns.columns[i].request, (enum ent_membership)members, out));
        }
    return ENT_OK;
}

static double factor(const struct ent_reversal_row *row) {
    return exp(row->swing.size);
}

static size_t rows_to_write(const struct ent_rank *rank, const struct league *league) {
    size_t most = rank->top ? (size_t)rank->top : league->found.count;
    return most < league->found.count ? most : league->found.count;
}

static void write_table(struct ent_rank *rank, const struct league *league) {
    static const char *const heads[] = {"rank",       "who rose over whom", "from",  "to",
                                        "ratio then", "ratio after",        "swing", "break inside"};
    const struct ent_states *states = rank->cli->record->states;
    struct ent_table table;
    size_t written = 0, most = rows_to_write(rank, league);
    ent_table_init(&table, &rank->cli->arena);
    table.right = 1;
    ent_table_row(&table);
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
        ent_table_cell(&table, ENT_PLAIN, heads[i]);
    for (size_t i = 0; i < league->found.count && written < most; i++) {
        const struct ent_reversal_row *row = &league->found.rows[i];
        if (!ent_rank_wanted(rank, row->a, row->b))
            continue;
        written++;
        ent_table_row(&table);
        ent_table_cell(&table, ENT_PLAIN, ent_rank_range(&rank->cli->arena, row->rank_low, row->rank_high));
        ent_table_format(&table, "%s %s", ent_states_code(states, row->a), ent_states_code(states, row->b));
        ent_table_format(&table, "%d", row->swing.from);
        ent_table_format(&table, "%d", row->swing.to);
        ent_table_cell(&table, ENT_PLAIN, ent_cli_figure(rank->cli, exp(row->swing.before)));
        ent_table_cell(&table, ENT_PLAIN, ent_cli_figure(rank->cli, exp(row->swing.after)));
        ent_table_format(&table, "x %s", ent_cli_figure(rank->cli, factor(row)));
        if (row->swing.broken)
            ent_table_format(&table, "%d %s", row->swing.broken->year, row->swing.broken->label);
        else
            ent_table_cell(&table, ENT_PLAIN, "");
    }
    if (written)
        ent_table_print(&rank->cli->out, &rank->cli->style, &table);
    if (!written && rank->with_count)
        ent_text_add(&rank->cli->out, "  none of the rows is about them\n");
    else if (written < league->found.count && !rank->with_count)
        ent_text_format(&rank->cli->out, "  … %zu more: --top 0\n", league->found.count - written);
}

static void write_text(struct ent_rank *rank, const struct league *league) {
    struct ent_cli *cli = rank->cli;
    const struct ent_reversal_league *found = &league->found;
    ent_text_format(&cli->out, "reversals of %s    %d–%d, @%s, members %s    %s\n", league->specification,
                    found->first_year, found->last_year, group_of(rank), ent_membership_text(league->members),
                    league->source);
    write_table(rank, league);
    ent_style_paragraph(&cli->out, &cli->style, 9, "rule     %s", found->rule);
    ent_style_paragraph(
        &cli->out, &cli->style, 9,
        "  of     %zu pairs of %zu states: %zu reversed, %zu never did; %zu are not seen long enough, %zu "
        "were not members in two years so far apart",
        found->pairs, found->states, found->count, found->without, found->unseen, found->apart);
    if (found->count) {
        const struct ent_states *states = cli->record->states;
        ent_text_format(&cli->out, "why: entente show %s %s %s\n", ent_states_code(states, found->rows[0].a),
                        ent_states_code(states, found->rows[0].b), league->specification);
    }
}

static void write_json_row(struct ent_json *json, const struct ent_states *states, const struct ent_reversal_row *row) {
    ent_json_open(json, NULL, '{');
    ent_json_integer(json, "rank_low", row->rank_low);
    ent_json_integer(json, "rank_high", row->rank_high);
    ent_json_string(json, "a", ent_states_code(states, row->a));
    ent_json_string(json, "b", ent_states_code(states, row->b));
    ent_json_year(json, "from", row->swing.from);
    ent_json_year(json, "to", row->swing.to);
    ent_json_number(json, "ratio_before", exp(row->swing.before));
    ent_json_number(json, "ratio_after", exp(row->swing.after));
    ent_json_number(json, "swing", factor(row));
    ent_json_string(json, "break", row->swing.broken ? row->swing.broken->label : NULL);
    ent_json_close(json, '}');
}

static void write_json(struct ent_rank *rank, const struct leagues *leagues) {
    struct ent_json json;
    ent_json_init(&json, &rank->cli->out);
    ent_json_open(&json, NULL, '{');
    ent_json_string(&json, "what", rank->what);
    ent_json_string(&json, "form", "reversals");
    ent_json_string(&json, "among", ent_arena_format(&rank->cli->arena, "@%s", group_of(rank)));
    ent_json_open(&json, "leagues", '[');
    for (size_t i = 0; i < leagues->count; i++) {
        const struct league *league = &leagues->items[i];
        const struct ent_reversal_league *found = &league->found;
        ent_json_open(&json, NULL, '{');
        ent_json_string(&json, "measure", league->specification);
        ent_json_string(&json, "specification", ent_request_text(&rank->cli->arena, &league->request, true));
        ent_json_string(&json, "source", league->source);
        ent_json_string(&json, "members", ent_membership_text(league->members));
        ent_json_string(&json, "rule", found->rule);
        ent_json_year(&json, "first_year", found->first_year);
        ent_json_year(&json, "last_year", found->last_year);
        ent_json_integer(&json, "states", (long)found->states);
        ent_json_integer(&json, "pairs", (long)found->pairs);
        ent_json_integer(&json, "reversed", (long)found->count);
        ent_json_integer(&json, "never_reversed", (long)found->without);
        ent_json_integer(&json, "unseen", (long)found->unseen);
        ent_json_integer(&json, "apart", (long)found->apart);
        ent_json_open(&json, "rows", '[');
        size_t most = rows_to_write(rank, league), written = 0;
        for (size_t k = 0; k < found->count && written < most; k++)
            if (ent_rank_wanted(rank, found->rows[k].a, found->rows[k].b)) {
                write_json_row(&json, rank->cli->record->states, &found->rows[k]);
                written++;
            }
        ent_json_close(&json, ']');
        ent_json_close(&json, '}');
    }
    ent_json_close(&json, ']');
    ent_json_close(&json, '}');
}

static int write_tsv(struct ent_rank *rank, const struct leagues *leagues) {
    static const char *const names[] = {"measure",      "source",      "members", "rank_low", "rank_high",
                                        "of",           "a",           "b",       "from",     "to",
                                        "ratio_before", "ratio_after", "swing",   "break"};
    const struct ent_states *states = rank->cli->record->states;
    struct ent_table table;
    ent_table_init(&table, &rank->cli->arena);
    ent_table_row(&table);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        ent_table_cell(&table, ENT_PLAIN, names[i]);
    for (size_t i = 0; i < leagues->count; i++) {
        const struct league *league = &leagues->items[i];
        size_t most = rows_to_write(rank, league), written = 0;
        for (size_t k = 0; k < league->found.count && written < most; k++) {
            const struct ent_reversal_row *row = &league->found.rows[k];
            if (!ent_rank_wanted(rank, row->a, row->b))
                continue;
            written++;
            ent_table_row(&table);
            ent_table_cell(&table, ENT_PLAIN, league->specification);
            ent_table_cell(&table, ENT_PLAIN, league->source);
            ent_table_cell(&table, ENT_PLAIN, ent_membership_text(league->members));
            ent_table_format(&table, "%d", row->rank_low);
            ent_table_format(&table, "%d", row->rank_high);
            ent_table_format(&table, "%zu", league->found.count);
            ent_table_cell(&table, ENT_PLAIN, ent_states_code(states, row->a));
            ent_table_cell(&table, ENT_PLAIN, ent_states_code(states, row->b));
            ent_table_format(&table, "%d", row->swing.from);
            ent_table_format(&table, "%d", row->swing.to);
            ent_table_cell(&table, ENT_PLAIN, ent_cli_figure(rank->cli, exp(row->swing.before)));
            ent_table_cell(&table, ENT_PLAIN, ent_cli_figure(rank->cli, exp(row->swing.after)));
            ent_table_cell(&table, ENT_PLAIN, ent_cli_figure(rank->cli, factor(row)));
            ent_table_cell(&table, ENT_PLAIN, row->swing.broken ? row->swing.broken->label : "");
        }
    }
    ent_table_tsv(&rank->cli->out, &table);
    return table.failed ? ent_fail_memory(&rank->cli->error) : ENT_OK;
}

int ent_rank_reversals(struct ent_rank *rank, const char **specifications, size_t count, bool of_concept) {
    struct leagues leagues = {NULL, 0, 0};
    if (rank->reverse || rank->ratio || rank->intervals)
        return ent_fail(&rank->cli->error, ENT_ERROR_USAGE,
                        "reversals are ranked by their swing: leave out --reverse, --by and --intervals");
    for (size_t i = 0; i < count; i++)
        ENT_TRY(add_specification(rank, specifications[i], of_concept, &leagues));
    if (!leagues.count)
        return ent_fail(&rank->cli->error, ENT_ERROR_USAGE, "no source of the record serves %s: entente list measures",
                        rank->what);
    if (rank->cli->format == ENT_FORMAT_TSV)
        return write_tsv(rank, &leagues);
    if (rank->cli->format == ENT_FORMAT_JSON)
        write_json(rank, &leagues);
    for (size_t i = 0; rank->cli->format == ENT_FORMAT_TEXT && i < leagues.count; i++) {
        if (i)
            ent_text_add(&rank->cli->out, "\n");
        write_text(rank, &leagues.items[i]);
    }
    return ENT_OK;
}
