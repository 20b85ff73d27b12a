/* Roll calls and ballots of one release, loaded as bit planes. */
#include <string.h>

#include "base/text.h"
#include "record/tables.h"

static int number_or(sqlite3_stmt *statement, int column, int absent) {
    return sqlite3_column_type(statement, column) == SQLITE_NULL ? absent : sqlite3_column_int(statement, column);
}

static int take_roll_call(struct ent_arena *arena, sqlite3_stmt *statement, struct ent_roll_call *out) {
    out->position = sqlite3_column_int(statement, 0);
    out->name = ent_arena_string(arena, (const char *)sqlite3_column_text(statement, 1));
    out->day = sqlite3_column_int(statement, 2);
    out->year = ent_day_year(out->day);
    out->session = number_or(statement, 3, 0);
    const char *resolution = (const char *)sqlite3_column_text(statement, 4);
    out->resolution = ent_arena_string(arena, resolution ? resolution : "");
    out->important = number_or(statement, 5, -1);
    out->paragraph = number_or(statement, 6, -1);
    out->amendment = number_or(statement, 7, -1);
    out->issues = sqlite3_column_type(statement, 8) == SQLITE_NULL ? -1 : (long)sqlite3_column_int64(statement, 8);
    out->file = sqlite3_column_int(statement, 9);
    out->line = (long)sqlite3_column_int64(statement, 10);
    const char *title = (const char *)sqlite3_column_text(statement, 11);
    out->title = ent_arena_string(arena, title ? title : "");
    out->precision = (enum ent_precision)sqlite3_column_int(statement, 12);
    return out->name && out->resolution && out->title ? 0 : -1;
}

static int count_roll_calls(struct ent_record *record, int release, size_t *count, struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(record, &statement, "SELECT count(*) FROM roll_call WHERE release = ?1", error));
    sqlite3_bind_int(statement, 1, release);
    *count = sqlite3_step(statement) == SQLITE_ROW ? (size_t)sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return ENT_OK;
}

static int load_roll_calls(struct ent_record *record, struct ent_arena *arena, struct ent_votes *votes,
                           struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(
        ent_record_prepare(record, &statement,
                           "SELECT position, name, from_day, session, resolution, important, paragraph, amendment,"
                           " issues, file, line, title, precision FROM roll_call WHERE release = ?1 ORDER BY position",
                           error));
    sqlite3_bind_int(statement, 1, votes->release);
    size_t row = 0;
    int bad = 0, step = SQLITE_DONE;
    while (!bad && row < votes->count && (step = sqlite3_step(statement)) == SQLITE_ROW)
        bad = take_roll_call(arena, statement, &votes->roll_calls[row++]);
    sqlite3_finalize(statement);
    if (bad)
        return ent_fail_memory(error);
    return step == SQLITE_DONE || step == SQLITE_ROW ? ENT_OK : ent_record_fail(record, "reading roll calls", error);
}

/* The rule of the recipe on numbers that are pages. */
static int load_pages(struct ent_record *record, struct ent_arena *arena, struct ent_votes *votes,
                      struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(record, &statement,
                               "SELECT substr(text, 6) FROM rule WHERE release = ?1 AND text LIKE 'pages %'", error));
    sqlite3_bind_int(statement, 1, votes->release);
    int step = sqlite3_step(statement);
    if (step == SQLITE_ROW)
        votes->pages = ent_arena_string(arena, (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    return step == SQLITE_ROW && !votes->pages ? ent_fail_memory(error) : ENT_OK;
}

/* "issue  hr  Human rights"; false when memory is out. Other lines are left alone. */
static bool take_issue(struct ent_arena *arena, char *line, struct ent_issues *out) {
    size_t key = strcspn(line, " \t");
    char *code = line + key + strspn(line + key, " \t");
    size_t length = strcspn(code, " \t");
    if (strncmp(line, "issue", key) != 0 || key != strlen("issue") || length == 0 ||
        out->count == sizeof out->items / sizeof out->items[0])
        return true;
    struct ent_issue *issue = &out->items[out->count++];
    issue->code = ent_arena_substring(arena, code, length);
    issue->name = ent_arena_string(arena, ent_text_trim(code + length));
    return issue->code && issue->name;
}

int ent_record_issues(struct ent_record *record, struct ent_arena *arena, int release, struct ent_issues *out,
                      struct ent_error *error) {
    sqlite3_stmt *statement;
    char *recipe = NULL;
    *out = (struct ent_issues){.count = 0};
    ENT_TRY(ent_record_prepare(record, &statement, "SELECT recipe FROM release WHERE id = ?1", error));
    sqlite3_bind_int(statement, 1, release);
    int step = sqlite3_step(statement);
    if (step == SQLITE_ROW)
        recipe = ent_arena_string(arena, (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    if (step == SQLITE_ROW && !recipe)
        return ent_fail_memory(error);
    while (recipe)
        if (!take_issue(arena, ent_text_split(&recipe, '\n'), out))
            return ent_fail_memory(error);
    return step == SQLITE_ROW || step == SQLITE_DONE ? ENT_OK : ent_record_fail(record, "reading a recipe", error);
}

static int index_years(struct ent_arena *arena, struct ent_votes *votes, struct ent_error *error) {
    votes->first_year = votes->count ? votes->roll_calls[0].year : 0;
    votes->last_year = votes->count ? votes->roll_calls[votes->count - 1].year : -1;
    int years = votes->last_year - votes->first_year + 1;
    if (years < 0 || years > 10000)
        return ent_fail(error, ENT_ERROR_RECORD, "roll calls of the record are not in order of days");
    votes->year_start = ent_arena_alloc(arena, (size_t)years + 1, sizeof *votes->year_start);
    if (!votes->year_start)
        return ent_fail_memory(error);
    size_t at = 0;
    for (int i = 0; i < years; i++) {
        votes->year_start[i] = (int)at;
        while (at < votes->count && votes->roll_calls[at].year == votes->first_year + i)
            at++;
    }
    votes->year_start[years] = (int)votes->count;
    return ENT_OK;
}

int ent_record_votes(struct ent_record *record, struct ent_arena *arena, int release, struct ent_votes **out,
                     struct ent_error *error) {
    struct ent_votes *votes = ent_arena_alloc(arena, 1, sizeof *votes);
    if (!votes)
        return ent_fail_memory(error);
    votes->release = release;
    ENT_TRY(count_roll_calls(record, release, &votes->count, error));
    votes->words = (votes->count + 63) / 64;
    votes->roll_calls = ent_arena_alloc(arena, votes->count + 1, sizeof *votes->roll_calls);
    if (!votes->roll_calls)
        return ent_fail_memory(error);
    ENT_TRY(load_roll_calls(record, arena, votes, error));
    ENT_TRY(load_pages(record, arena, votes, error));
    ENT_TRY(index_years(arena, votes, error));
    *out = votes;
    return ENT_OK;
}

/* A blob of little-endian 64-bit words; a short or missing one is zeros. */
static uint64_t *take_plane(struct ent_arena *arena, sqlite3_stmt *statement, int column, size_t words) {
    uint64_t *plane = ent_arena_alloc(arena, words + 1, sizeof *plane);
    const unsigned char *bytes = sqlite3_column_blob(statement, column);
    size_t length = (size_t)sqlite3_column_bytes(statement, column);
    for (size_t i = 0; plane && i < words * 8 && i < length; i++)
        plane[i / 8] |= (uint64_t)bytes[i] << (8 * (i % 8));
    return plane;
}

int ent_record_planes(struct ent_record *record, struct ent_arena *arena, const struct ent_votes *votes,
                      ent_state state, struct ent_planes *out, struct ent_error *error) {
    *out = (struct ent_planes){NULL, NULL, NULL, NULL};
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(record, &statement,
                               "SELECT yes, abstain, no, absent FROM ballot WHERE release = ?1 AND state = ?2", error));
    sqlite3_bind_int(statement, 1, votes->release);
    sqlite3_bind_int(statement, 2, state);
    int step = sqlite3_step(statement), bad = 0;
    if (step == SQLITE_ROW) {
        out->yes = take_plane(arena, statement, 0, votes->words);
        out->abstain = take_plane(arena, statement, 1, votes->words);
        out->no = take_plane(arena, statement, 2, votes->words);
        out->absent = take_plane(arena, statement, 3, votes->words);
        bad = !out->yes || !out->abstain || !out->no || !out->absent;
    }
    sqlite3_finalize(statement);
    if (bad)
        return ent_fail_memory(error);
    return step == SQLITE_ROW || step == SQLITE_DONE ? ENT_OK : ent_record_fail(record, "reading ballots", error);
}
