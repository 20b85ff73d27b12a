/* Groups with dated membership. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "record/read.h"

/* With the near name, where one is near, else with all. */
static int fail_no_group(struct ent_record *record, const char *name, struct ent_error *error) {
    sqlite3_stmt *statement;
    char list[256] = "", near[32] = "";
    size_t used = 0;
    ENT_TRY(ent_record_prepare(record, &statement, "SELECT DISTINCT name FROM group_member ORDER BY 1", error));
    while (sqlite3_step(statement) == SQLITE_ROW && used < sizeof list - 32) {
        const char *there = (const char *)sqlite3_column_text(statement, 0);
        used += (size_t)snprintf(list + used, sizeof list - used, "%s@%.24s", used ? ", " : "", there);
        if (strlen(there) > 3 && ent_text_distance(name, there, 2) <= 2)
            snprintf(near, sizeof near, "%.24s", there);
    }
    sqlite3_finalize(statement);
    if (near[0])
        return ent_fail(error, ENT_ERROR_USAGE, "there is no group @%s; did you mean @%s?", name, near);
    return ent_fail(error, ENT_ERROR_USAGE, "there is no group @%s; the record has %s and @states", name, list);
}

static int all_states(struct ent_record *record, struct ent_arena *arena, ent_day from, ent_day to, ent_state **out,
                      size_t *count, struct ent_error *error) {
    size_t states = ent_states_count(record->states);
    *count = 0;
    *out = ent_arena_alloc(arena, states + 1, sizeof **out);
    if (!*out)
        return ent_fail_memory(error);
    for (size_t i = 0; i < states; i++)
        if (ent_states_exist(record->states, "cow", (ent_state)i, from, to))
            (*out)[(*count)++] = (ent_state)i;
    return ENT_OK;
}

static int group_exists(struct ent_record *record, const char *name, struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(record, &statement, "SELECT 1 FROM group_member WHERE name = ?1 COLLATE NOCASE LIMIT 1",
                               error));
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_TRANSIENT);
    int step = sqlite3_step(statement);
    sqlite3_finalize(statement);
    return step == SQLITE_ROW ? ENT_OK : fail_no_group(record, name, error);
}

int ent_record_group_name(struct ent_record *record, struct ent_arena *arena, const char *name, const char **out,
                          struct ent_error *error) {
    sqlite3_stmt *statement;
    if (ent_text_equal_folded(name, "states")) {
        *out = "states";
        return ENT_OK;
    }
    ENT_TRY(ent_record_prepare(record, &statement,
                               "SELECT name FROM group_member WHERE name = ?1 COLLATE NOCASE LIMIT 1", error));
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_TRANSIENT);
    bool found = sqlite3_step(statement) == SQLITE_ROW;
    *out = found ? ent_arena_string(arena, (const char *)sqlite3_column_text(statement, 0)) : NULL;
    sqlite3_finalize(statement);
    if (!found)
        return fail_no_group(record, name, error);
    return *out ? ENT_OK : ent_fail_memory(error);
}

int ent_record_group(struct ent_record *record, struct ent_arena *arena, const char *name, ent_day from, ent_day to,
                     ent_state **out, size_t *count, struct ent_error *error) {
    if (ent_text_equal_folded(name, "states"))
        return all_states(record, arena, from, to, out, count, error);
    ENT_TRY(group_exists(record, name, error));
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(record, &statement,
                               "SELECT DISTINCT member FROM group_member WHERE name = ?1 COLLATE NOCASE"
                               " AND from_day < ?3 AND to_day > ?2 ORDER BY member",
                               error));
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int(statement, 2, from);
    sqlite3_bind_int(statement, 3, to);
    size_t capacity = 0;
    void *items = NULL;
    int bad = 0;
    *count = 0;
    while (!bad && sqlite3_step(statement) == SQLITE_ROW) {
        bad = ent_arena_grow(arena, &items, *count, &capacity, sizeof **out);
        if (!bad)
            ((ent_state *)items)[(*count)++] = (ent_state)sqlite3_column_int(statement, 0);
    }
    sqlite3_finalize(statement);
    *out = items;
    return bad ? ent_fail_memory(error) : ENT_OK;
}

int ent_record_group_spells(struct ent_record *record, struct ent_arena *arena, const char *name,
                            struct ent_group_spell **out, size_t *count, struct ent_error *error) {
    bool states = ent_text_equal_folded(name, "states");
    if (!states)
        ENT_TRY(group_exists(record, name, error));
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(record, &statement,
                               states
                                   ? "SELECT state, from_day, to_day FROM state_member WHERE list = 'cow' ORDER BY 1, 2"
                                   : "SELECT member, from_day, to_day FROM group_member"
                                     " WHERE name = ?1 COLLATE NOCASE ORDER BY 1, 2",
                               error));
    if (!states)
        sqlite3_bind_text(statement, 1, name, -1, SQLITE_TRANSIENT);
    size_t capacity = 0;
    void *items = NULL;
    int bad = 0;
    *count = 0;
    while (!bad && sqlite3_step(statement) == SQLITE_ROW) {
        bad = ent_arena_grow(arena, &items, *count, &capacity, sizeof **out);
        if (!bad)
            ((struct ent_group_spell *)items)[(*count)++] =
                (struct ent_group_spell){.state = (ent_state)sqlite3_column_int(statement, 0),
                                         .from = sqlite3_column_int(statement, 1),
                                         .to = sqlite3_column_int(statement, 2)};
    }
    sqlite3_finalize(statement);
    *out = items;
    return bad ? ent_fail_memory(error) : ENT_OK;
}
