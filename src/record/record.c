#include "record/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "record/states.h"
#include "schema.h"

enum { APPLICATION_ID = 0x656e7465 }; /* "ente": tells a record from any other SQLite file */
enum { BUSY_MILLISECONDS = 5000 };

int ent_record_fail(struct ent_record *record, const char *doing, struct ent_error *error) {
    int code = sqlite3_errcode(record->database);
    const char *words = sqlite3_errmsg(record->database);
    if (code == SQLITE_FULL)
        return ent_fail_at(error, ENT_ERROR_SYSTEM, record->path, 0, "%s: the disk is full; nothing was changed",
                           doing);
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
        return ent_fail_at(error, ENT_ERROR_RECORD, record->path, 0,
                           "%s: another program is writing to the record; try again when it has ended", doing);
    return ent_fail_at(error, ENT_ERROR_RECORD, record->path, 0, "%s: %s", doing, words);
}

int ent_record_prepare(struct ent_record *record, sqlite3_stmt **out, const char *sql, struct ent_error *error) {
    if (sqlite3_prepare_v2(record->database, sql, -1, out, NULL) != SQLITE_OK)
        return ent_record_fail(record, "reading the record", error);
    return ENT_OK;
}

int ent_record_run(struct ent_record *record, const char *sql, struct ent_error *error) {
    if (sqlite3_exec(record->database, sql, NULL, NULL, NULL) != SQLITE_OK)
        return ent_record_fail(record, "writing the record", error);
    return ENT_OK;
}

static int pragma_number(struct ent_record *record, const char *sql, int *out, struct ent_error *error) {
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(record->database, sql, -1, &statement, NULL) != SQLITE_OK ||
        sqlite3_step(statement) != SQLITE_ROW) {
        sqlite3_finalize(statement);
        return ent_fail_at(error, ENT_ERROR_RECORD, record->path, 0,
                           "this is not a record of entente (%s); make one with: entente add --pack",
                           sqlite3_errmsg(record->database));
    }
    *out = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    return ENT_OK;
}

static int check_version(struct ent_record *record, struct ent_error *error) {
    int application = 0, version = 0;
    ENT_TRY(pragma_number(record, "PRAGMA application_id", &application, error));
    ENT_TRY(pragma_number(record, "PRAGMA user_version", &version, error));
    if (application != APPLICATION_ID)
        return ent_fail_at(error, ENT_ERROR_RECORD, record->path, 0,
                           "this SQLite file is not a record of entente; make one with: entente add --pack");
    if (version != ENT_RECORD_VERSION)
        return ent_fail_at(error, ENT_ERROR_RECORD, record->path, 0,
                           "the record has schema version %d and this program reads version %d; %s", version,
                           ENT_RECORD_VERSION,
                           version > ENT_RECORD_VERSION ? "use a newer entente" : "make the record again");
    return ENT_OK;
}

static int create_schema(struct ent_record *record, struct ent_error *error) {
    struct ent_text sql;
    ent_text_init(&sql);
    ent_text_format(&sql, "BEGIN; PRAGMA application_id = %d; PRAGMA user_version = %d;\n", (int)APPLICATION_ID,
                    (int)ENT_RECORD_VERSION);
    ent_text_add(&sql, ent_schema_sql);
    ent_text_add(&sql, "\nCOMMIT;");
    int status = sql.failed ? ent_fail_memory(error) : ent_record_run(record, sql.bytes, error);
    ent_text_release(&sql);
    return status;
}

static int open_database(struct ent_record *record, enum ent_record_mode mode, struct ent_error *error) {
    FILE *there = fopen(record->path, "rb");
    if (there)
        fclose(there);
    if (mode == ENT_RECORD_CREATE && there)
        return ent_fail_at(error, ENT_ERROR_RECORD, record->path, 0,
                           "the record is there already; nothing was changed");
    if (mode != ENT_RECORD_CREATE && !there)
        return ent_fail_at(error, ENT_ERROR_RECORD, record->path, 0,
                           "there is no record here; make one with: entente add --pack");
    /* Also for reading, so that what a crashed writer left is rolled back; SQLite falls back to reading alone where the
     * file may not be written, and query_only keeps a reader from writing anything else. */
    int flags = SQLITE_OPEN_READWRITE | (mode == ENT_RECORD_CREATE ? SQLITE_OPEN_CREATE : 0);
    if (sqlite3_open_v2(record->path, &record->database, flags, NULL) != SQLITE_OK)
        return record->database ? ent_record_fail(record, "opening the record", error) : ent_fail_memory(error);
    sqlite3_busy_timeout(record->database, BUSY_MILLISECONDS);
    sqlite3_exec(record->database, "PRAGMA mmap_size = 1073741824; PRAGMA foreign_keys = ON;", NULL, NULL, NULL);
    if (mode == ENT_RECORD_READ)
        sqlite3_exec(record->database, "PRAGMA query_only = ON", NULL, NULL, NULL);
    return mode == ENT_RECORD_CREATE ? create_schema(record, error) : check_version(record, error);
}

int ent_record_open(struct ent_record **out, const char *path, enum ent_record_mode mode, struct ent_error *error) {
    struct ent_record *record = calloc(1, sizeof *record);
    if (!record)
        return ent_fail_memory(error);
    ent_arena_init(&record->arena);
    record->path = ent_arena_string(&record->arena, path);
    int status = record->path ? open_database(record, mode, error) : ent_fail_memory(error);
    if (status == ENT_OK)
        status = ent_record_reload_states(record, error);
    if (status != ENT_OK) {
        ent_record_close(record);
        return status;
    }
    *out = record;
    return ENT_OK;
}

void ent_record_close(struct ent_record *record) {
    if (!record)
        return;
    sqlite3_close(record->database);
    ent_arena_release(&record->arena);
    free(record);
}

/* Every row that a verdict can depend on, one line each; facts follow from files, recipes and these tables. */
static const char identity_sql[] =
    "SELECT 'release ' || s.name || ' ' || r.version || ' ' || r.recipe_sha256 || ' ' || r.facts || ' ' ||"
    "  coalesce(r.published_day, '') || ' ' || coalesce((SELECT group_concat(f.read_sha256) FROM file f"
    "  WHERE f.release = r.id), '') FROM release r JOIN source s ON s.id = r.source"
    " UNION ALL SELECT 'member ' || list || ' ' || state || ' ' || from_day || ' ' || to_day FROM state_member"
    " UNION ALL SELECT 'code ' || scheme || ' ' || code || ' ' || state || ' ' || from_day FROM state_code"
    " UNION ALL SELECT 'group ' || name || ' ' || member || ' ' || from_day || ' ' || to_day FROM group_member"
    " ORDER BY 1";

int ent_record_identity(struct ent_record *record, char out[65], struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(record, &statement, identity_sql, error));
    struct ent_text all;
    ent_text_init(&all);
    int step;
    while ((step = sqlite3_step(statement)) == SQLITE_ROW)
        ent_text_format(&all, "%s\n", (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    int status = step != SQLITE_DONE ? ent_record_fail(record, "reading the record", error)
                 : all.failed        ? ent_fail_memory(error)
                                     : ENT_OK;
    if (status == ENT_OK)
        ent_hash_bytes(all.bytes, all.length, out);
    ent_text_release(&all);
    return status;
}
