/* entente list coverage: what each release claims to know, and what it really holds. */
#include "cli/list.h"
#include "record/states.h"
#include "record/tables.h"

static const char sql[] =
    "SELECT s.name, r.version, t.name, x.state, min(x.from_day), max(x.to_day), sum(x.seen), sum(x.unknown), sum(x.holes),"
    " count(DISTINCT x.state), r.whole, x.strand, x.release FROM extent x JOIN release r ON r.id = x.release"
    " JOIN source s ON s.id = r.source JOIN strand t ON t.id = x.strand"
    " WHERE (?1 IS NULL OR s.name = ?1 COLLATE NOCASE) AND (?2 < 0 OR x.state = ?2) GROUP BY x.release, t.name,"
    " CASE WHEN ?3 THEN x.state END ORDER BY s.name, coalesce(r.published_day, r.seen_day) DESC, r.version DESC, t.name,"
    " x.state";

static const char *years(struct ent_cli *cli, ent_day from, ent_day to) {
    char first[16] = "", last[16] = "";
    if (from != ENT_DAY_EARLY)
        ent_day_print(from, ENT_PRECISION_YEAR, first, sizeof first);
    if (to != ENT_DAY_OPEN)
        ent_day_print(to - 1, ENT_PRECISION_YEAR, last, sizeof last);
    return ent_arena_format(&cli->arena, "%s–%s", first, last);
}

/* The window that the release claims for the strand; of one state, for it. */
static int claims(struct ent_cli *cli, int strand, int release, ent_state state, const char **out) {
    const struct ent_tables *tables;
    ent_day from = ENT_DAY_OPEN, to = ENT_DAY_EARLY;
    ENT_TRY(ent_record_tables(cli->record, &tables, &cli->error));
    for (size_t i = 0; i < tables->coverage_count; i++) {
        const struct ent_coverage_row *row = &tables->coverage[i];
        if (row->release != release || row->strand != strand ||
            (state != ENT_NO_STATE && row->state != ENT_NO_STATE && row->state != state))
            continue;
        from = row->from < from ? row->from : from;
        to = row->to > to ? row->to : to;
    }
    *out = from < to ? years(cli, from, to) : "";
    return *out ? ENT_OK : ent_fail_memory(&cli->error);
}

static int add_row(struct ent_cli *cli, struct ent_table *table, sqlite3_stmt *statement, bool by_state) {
    const char *window, *held = "";
    ent_state state = (ent_state)sqlite3_column_int(statement, 3);
    ENT_TRY(claims(cli, sqlite3_column_int(statement, 11), sqlite3_column_int(statement, 12),
                   by_state ? state : ENT_NO_STATE, &window));
    if (sqlite3_column_type(statement, 4) != SQLITE_NULL)
        held = years(cli, sqlite3_column_int(statement, 4), sqlite3_column_int(statement, 5));
    if (!held)
        return ent_fail_memory(&cli->error);
    ent_table_row(table);
    for (int i = 0; i < 3; i++)
        ent_table_cell(table, ENT_PLAIN, (const char *)sqlite3_column_text(statement, i));
    ent_table_cell(table, ENT_PLAIN,
                   by_state ? ent_states_code(cli->record->states, state)
                            : (const char *)sqlite3_column_text(statement, 9));
    ent_table_cell(table, ENT_PLAIN, window);
    ent_table_cell(table, ENT_PLAIN, held);
    for (int i = 6; i < 9; i++)
        ent_table_cell(table, ENT_PLAIN, (const char *)sqlite3_column_text(statement, i));
    ent_table_cell(table, ENT_PLAIN, (const char *)sqlite3_column_text(statement, 10));
    return ENT_OK;
}

int ent_list_coverage(struct ent_cli *cli, struct ent_table *table, const char *source, const char *state,
                      size_t *found) {
    static const char *const heads[] = {"source", "version", "strand", "states", "claims",
                                        "holds",  "values",  "missing", "holes", "whole"};
    bool by_state = state != NULL, all = state && ent_text_equal_folded(state, "all");
    ent_state only = ENT_NO_STATE;
    sqlite3_stmt *statement;
    if (state && !all)
        ENT_TRY(ent_states_find(cli->record->states, state, ENT_DAY_OPEN, &only, &cli->error));
    table->right = UINT64_C(7) << 6 | (by_state ? 0 : UINT64_C(1) << 3); /* counts */
    ent_table_row(table);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        ent_table_cell(table, ENT_PLAIN, i == 3 && by_state ? "state" : heads[i]);
    ENT_TRY(ent_record_prepare(cli->record, &statement, sql, &cli->error));
    if (source)
        sqlite3_bind_text(statement, 1, source, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int(statement, 2, only);
    sqlite3_bind_int(statement, 3, by_state);
    int status = ENT_OK;
    for (*found = 0; status == ENT_OK && sqlite3_step(statement) == SQLITE_ROW; ++*found)
        status = add_row(cli, table, statement, by_state);
    sqlite3_finalize(statement);
    return status;
}
