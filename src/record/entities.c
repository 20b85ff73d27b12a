/* Entities by name: places, provinces and whatever else a fact can be about that is no state. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "record/read.h"

enum { NEAR_MOST = 3, NEAR = 2 };

struct near {
    char names[NEAR_MOST][64];
    size_t count;
};

static void note_near(struct near *near, const char *name) {
    for (size_t i = 0; i < near->count; i++)
        if (strcmp(near->names[i], name) == 0)
            return;
    if (near->count < NEAR_MOST)
        snprintf(near->names[near->count++], sizeof near->names[0], "%.60s", name);
}

/* Whether one is written as the other, or begins it. */
static bool is_near(const char *asked, const char *there) {
    size_t length = strlen(asked);
    return (length >= 3 && strncmp(asked, there, length) == 0) || ent_text_distance(asked, there, NEAR) <= NEAR;
}

/* Rows of (name, id, parent): the first of the folded name, with a parent before one without. */
static int search(struct ent_record *record, struct ent_arena *arena, const char *sql, const char *asked,
                  struct ent_entity *out, struct near *near, struct ent_error *error) {
    sqlite3_stmt *statement;
    int bad = 0;
    ENT_TRY(ent_record_prepare(record, &statement, sql, error));
    while (!bad && sqlite3_step(statement) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(statement, 0);
        const char *folded = ent_text_fold(arena, name);
        bad = !folded;
        if (bad)
            break;
        if (strcmp(folded, asked) != 0) {
            if (is_near(asked, folded))
                note_near(near, name);
            continue;
        }
        ent_state parent = sqlite3_column_type(statement, 2) == SQLITE_NULL
                               ? ENT_NO_STATE
                               : (ent_state)sqlite3_column_int(statement, 2);
        if (out->name && (out->parent != ENT_NO_STATE || parent == ENT_NO_STATE))
            continue;
        *out = (struct ent_entity){sqlite3_column_int(statement, 1), ent_arena_string(arena, name), parent};
        bad = !out->name;
    }
    sqlite3_finalize(statement);
    return bad ? ent_fail_memory(error) : ENT_OK;
}

static int fail_unknown(const char *name, const struct near *near, struct ent_error *error) {
    char list[256] = "";
    size_t used = 0;
    for (size_t i = 0; i < near->count; i++)
        used += (size_t)snprintf(list + used, sizeof list - used, "%s[%s]", i ? " or " : "", near->names[i]);
    return ent_fail(error, ENT_ERROR_USAGE, "the record knows nothing called [%s]%s%s%s", name,
                    near->count ? "; did you mean " : "", list, near->count ? "?" : "");
}

int ent_record_entity_find(struct ent_record *record, struct ent_arena *arena, const char *name, struct ent_entity *out,
                           struct ent_error *error) {
    struct near near = {.count = 0};
    const char *asked = ent_text_fold(arena, name);
    *out = (struct ent_entity){0, NULL, ENT_NO_STATE};
    if (!asked)
        return ent_fail_memory(error);
    ENT_TRY(search(record, arena, "SELECT name, id, parent_state FROM entity ORDER BY id", asked, out, &near, error));
    return out->name ? ENT_OK : fail_unknown(name, &near, error);
}

/* Facts have no key by item: a strand of few facts is read whole, a large one only where the entity's own state stands. */
static const char facts_of_entity[] =
    "SELECT name FROM strand s WHERE EXISTS (SELECT 1 FROM fact f WHERE f.strand = s.id AND f.b = -1"
    "  AND f.a = (SELECT max(parent_state) FROM entity WHERE name = ?1 COLLATE NOCASE)"
    "  AND f.item = (SELECT id FROM item WHERE name = ?1 COLLATE NOCASE))"
    " UNION SELECT name FROM strand s"
    "  WHERE s.id IN (SELECT strand FROM extent GROUP BY strand HAVING sum(seen + unknown) < 2000)"
    "  AND EXISTS (SELECT 1 FROM fact f WHERE f.strand = s.id"
    "   AND f.item = (SELECT id FROM item WHERE name = ?1 COLLATE NOCASE))"
    " ORDER BY 1";

int ent_record_entity_facts(struct ent_record *record, struct ent_arena *arena, const char *name, const char **out,
                            struct ent_error *error) {
    sqlite3_stmt *statement;
    const char *list = "";
    ENT_TRY(ent_record_prepare(record, &statement, facts_of_entity, error));
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_TRANSIENT);
    while (list && sqlite3_step(statement) == SQLITE_ROW)
        list =
            ent_arena_format(arena, "%s%s%s", list, *list ? ", " : "", (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    *out = list;
    return list ? ENT_OK : ent_fail_memory(error);
}

int ent_record_item_fail(struct ent_record *record, struct ent_arena *arena, const char *name,
                         struct ent_error *error) {
    struct near near = {.count = 0};
    struct ent_entity unused = {0, NULL, ENT_NO_STATE};
    const char *asked = ent_text_fold(arena, name);
    if (!asked)
        return ent_fail_memory(error);
    ENT_TRY(search(record, arena,
                   "SELECT name, id, NULL FROM item WHERE id > 0 UNION SELECT name, 1, NULL FROM entity"
                   " WHERE kind NOT IN ('person', 'aggregate') ORDER BY 1",
                   asked, &unused, &near, error));
    return ent_fail(error, ENT_ERROR_USAGE, "the record has no item \"%s\"%s%s%s%s%s", name,
                    near.count ? "; did you mean " : "", near.count ? near.names[0] : "", near.count > 1 ? " or " : "",
                    near.count > 1 ? near.names[1] : "", near.count ? "?" : "");
}
