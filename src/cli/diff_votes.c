/* entente diff on votes: roll calls of one release alone, and the ballots in those of both. */
#include "cli/diff.h"
#include "record/diff_votes.h"
#include "record/tables.h"

static const char *const kinds[] = {"changed", "dropped", "added"};

static const char *line_text(struct ent_cli *cli, long line) {
    return line ? ent_arena_format(&cli->arena, "%ld", line) : "";
}

static const char *day_text(struct ent_cli *cli, const struct ent_roll_call *call) {
    char day[16];
    ent_day_print(call->day, ENT_PRECISION_DAY, day, sizeof day);
    return ent_arena_string(&cli->arena, day);
}

static const char *state_text(struct ent_cli *cli, ent_state state) {
    return state == ENT_NO_STATE ? "" : ent_states_code(cli->record->states, state);
}

/* In the table of the figures: the item is the roll call, by name and day; values are words. */
static void add_tsv(struct ent_cli *cli, struct ent_table *table, const struct ent_votes_diff *found) {
    for (size_t i = 0; i < found->count; i++) {
        const struct ent_votes_diff_row *row = &found->rows[i];
        const char *cells[] = {kinds[row->kind],
                               "votes",
                               state_text(cli, row->state),
                               "",
                               ent_arena_format(&cli->arena, "%s %s", row->call->name, day_text(cli, row->call)),
                               "",
                               ent_arena_format(&cli->arena, "%d", row->call->year),
                               ent_ballot_word_text(row->before),
                               ent_ballot_word_text(row->after),
                               "",
                               line_text(cli, row->line_before),
                               line_text(cli, row->line_after)};
        ent_table_row(table);
        for (size_t k = 0; k < sizeof cells / sizeof *cells; k++)
            ent_table_cell(table, ENT_PLAIN, cells[k]);
    }
}

static void write_states(struct ent_cli *cli, const struct ent_votes_diff *found, long rows) {
    struct ent_table table;
    long shown = 0, differ = 0;
    static const char *const heads[] = {"state", "same", "changed", "dropped", "added"};
    ent_table_init(&table, &cli->arena);
    table.right = UINT64_C(0x1e);
    ent_table_row(&table);
    for (size_t i = 0; i < 5; i++)
        ent_table_cell(&table, ENT_PLAIN, heads[i]);
    for (size_t i = 0; i < found->state_count; i++) {
        const struct ent_votes_diff_state *at = &found->states[i];
        if (!(at->changed + at->dropped + at->added))
            continue;
        differ++;
        if (rows && shown++ >= rows)
            continue;
        ent_table_row(&table);
        ent_table_cell(&table, ENT_PLAIN, state_text(cli, at->state));
        const long counts[] = {at->same, at->changed, at->dropped, at->added};
        for (size_t k = 0; k < 4; k++)
            ent_table_cell(&table, ENT_PLAIN, ent_arena_format(&cli->arena, "%ld", counts[k]));
    }
    if (differ)
        ent_table_print(&cli->out, &cli->style, &table);
    if (rows && differ > rows)
        ent_text_format(&cli->out, "  … and %ld more states; all: --rows 0\n", differ - rows);
}

static void write_rows(struct ent_cli *cli, const struct ent_votes_diff *found, long rows) {
    struct ent_table table;
    static const char *const heads[] = {"kind", "state", "roll call", "day", "before", "after", "line before", "line after"};
    long shown[2][3] = {{0}}, left_out = 0;
    ent_table_init(&table, &cli->arena);
    table.right = UINT64_C(0xc0);
    ent_table_row(&table);
    for (size_t i = 0; i < 8; i++)
        ent_table_cell(&table, ENT_PLAIN, heads[i]);
    for (size_t i = 0; i < found->count; i++) {
        const struct ent_votes_diff_row *row = &found->rows[i];
        if (rows && shown[row->state == ENT_NO_STATE][row->kind]++ >= rows) {
            left_out++;
            continue;
        }
        const char *cells[] = {kinds[row->kind],
                               state_text(cli, row->state),
                               row->call->name,
                               day_text(cli, row->call),
                               ent_ballot_word_text(row->before),
                               ent_ballot_word_text(row->after),
                               line_text(cli, row->line_before),
                               line_text(cli, row->line_after)};
        ent_table_row(&table);
        for (size_t k = 0; k < 8; k++)
            ent_table_cell(&table, ENT_PLAIN, cells[k]);
    }
    if (found->count)
        ent_table_print(&cli->out, &cli->style, &table);
    if (left_out)
        ent_text_format(&cli->out, "  … no more than %ld of each; all: --rows 0\n", rows);
}

static void write_text(struct ent_cli *cli, const struct ent_votes_diff *found, long rows) {
    struct ent_text *out = &cli->out;
    ent_text_format(out, "votes   %ld roll calls before and %ld after, by name and day: %ld in both, %ld dropped, %ld added\n",
                    found->calls_before, found->calls_after, found->calls_both, found->calls_dropped, found->calls_added);
    ent_text_format(out, "ballots in roll calls of both   %ld the same, %ld changed, %ld dropped, %ld added", found->same,
                    found->changed, found->dropped, found->added);
    const char *separator = "; ";
    for (int before = 0; before < ENT_WORDS; before++)
        for (int after = 0; after < ENT_WORDS; after++)
            if (before != after && found->moves[before][after]) {
                ent_text_format(out, "%s%s → %s %ld", separator,
                                before ? ent_ballot_word_text((enum ent_ballot_word)before) : "none",
                                after ? ent_ballot_word_text((enum ent_ballot_word)after) : "none",
                                found->moves[before][after]);
                separator = ", ";
            }
    ent_text_add(out, "\n");
    write_states(cli, found, rows);
    write_rows(cli, found, rows);
}

static void write_json_counts(struct ent_json *json, long same, long changed, long dropped, long added) {
    ent_json_integer(json, "same", same);
    ent_json_integer(json, "changed", changed);
    ent_json_integer(json, "dropped", dropped);
    ent_json_integer(json, "added", added);
}

static void write_json_row(struct ent_cli *cli, struct ent_json *json, const struct ent_votes_diff_row *row) {
    ent_json_open(json, NULL, '{');
    ent_json_string(json, "kind", kinds[row->kind]);
    ent_json_string(json, "state", row->state == ENT_NO_STATE ? NULL : state_text(cli, row->state));
    ent_json_string(json, "roll_call", row->call->name);
    ent_json_string(json, "day", day_text(cli, row->call));
    ent_json_string(json, "before", ent_ballot_word_text(row->before));
    ent_json_string(json, "after", ent_ballot_word_text(row->after));
    ent_json_integer(json, "line_before", row->line_before);
    ent_json_integer(json, "line_after", row->line_after);
    ent_json_close(json, '}');
}

static void write_json(struct ent_cli *cli, struct ent_json *json, const struct ent_votes_diff *found) {
    ent_json_open(json, "votes", '{');
    ent_json_open(json, "roll_calls", '{');
    ent_json_integer(json, "before", found->calls_before);
    ent_json_integer(json, "after", found->calls_after);
    ent_json_integer(json, "both", found->calls_both);
    ent_json_integer(json, "dropped", found->calls_dropped);
    ent_json_integer(json, "added", found->calls_added);
    ent_json_close(json, '}');
    ent_json_open(json, "ballots", '{');
    write_json_counts(json, found->same, found->changed, found->dropped, found->added);
    ent_json_close(json, '}');
    ent_json_open(json, "states", '[');
    for (size_t i = 0; i < found->state_count; i++) {
        const struct ent_votes_diff_state *at = &found->states[i];
        ent_json_open(json, NULL, '{');
        ent_json_string(json, "state", state_text(cli, at->state));
        write_json_counts(json, at->same, at->changed, at->dropped, at->added);
        ent_json_close(json, '}');
    }
    ent_json_close(json, ']');
    ent_json_open(json, "rows", '[');
    for (size_t i = 0; i < found->count; i++)
        write_json_row(cli, json, &found->rows[i]);
    ent_json_close(json, ']');
    ent_json_close(json, '}');
}

int ent_diff_votes(struct ent_cli *cli, const struct ent_release *before, const struct ent_release *after, long rows,
                   struct ent_json *json, struct ent_table *table) {
    struct ent_votes_diff found;
    ENT_TRY(ent_record_diff_votes(cli->record, &cli->arena, before->id, after->id, &found, &cli->error));
    if (!found.calls_before && !found.calls_after)
        return ENT_OK;
    if (cli->format == ENT_FORMAT_TEXT)
        write_text(cli, &found, rows);
    else if (cli->format == ENT_FORMAT_JSON)
        write_json(cli, json, &found);
    else
        add_tsv(cli, table, &found);
    return ENT_OK;
}
