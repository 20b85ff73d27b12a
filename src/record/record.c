#include "record/record.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/text.h"
#include "record/migrate.h"
#include "record/states.h"
#include "schema.h"

enum { APPLICATION_ID = 0x656e7465 }; /* "ente": tells a record from any other SQLite file */
enum { READER_WAITS = 5000, WRITER_WAITS = 60000, LEAVING_WAITS = 200 }; /* milliseconds for others to end */

/* A write that failed for want of room: the disk, a quota, a limit on the size of files. */
static bool no_room(const struct ent_record *record) {
    int code = sqlite3_errcode(record->database), reason = sqlite3_system_errno(record->database);
    return code == SQLITE_FULL || (code == SQLITE_IOERR && (reason == ENOSPC || reason == EDQUOT || reason == EFBIG));
}

int ent_record_fail(struct ent_record *record, const char *doing, struct ent_error *error) {
    int code = sqlite3_errcode(record->database);
    const char *words = sqlite3_errmsg(record->database), *path = record->path;
    if (no_room(record))
        return ent_fail_at(error, ENT_ERROR_RECORD, path, 0,
                           "%s: there is no room left (disk full, quota or limit on the size of files); nothing was "
                           "changed. Make room for about the size of the record and try again",
                           doing);
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
        return ent_fail_at(error, ENT_ERROR_RECORD, path, 0,
                           "%s: another program is writing to the record; nothing was changed; try again when it has "
                           "ended",
                           doing);
    if (code == SQLITE_CORRUPT)
        return ent_fail_at(error, ENT_ERROR_RECORD, path, 0,
                           "%s: the record is damaged or cut short (%s); take a copy of it that is whole, or make it "
                           "again: entente add --pack",
                           doing, words);
    if (code == SQLITE_READONLY)
        return ent_fail_at(error, ENT_ERROR_RECORD, path, 0, "%s: the record or its folder may not be written", doing);
    return ent_fail_at(error, ENT_ERROR_RECORD, path, 0, "%s: %s", doing, words);
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
    int step = sqlite3_prepare_v2(record->database, sql, -1, &statement, NULL);
    if (step == SQLITE_OK)
        step = sqlite3_step(statement);
    if (step == SQLITE_ROW)
        *out = sqlite3_column_int(statement, 0);
    int code = sqlite3_errcode(record->database);
    int status = step == SQLITE_ROW ? ENT_OK : ent_record_fail(record, "opening the record", error);
    sqlite3_finalize(statement);
    if (status != ENT_OK && code == SQLITE_NOTADB)
        return ent_fail_at(error, ENT_ERROR_RECORD, record->path, 0,
                           "this is not a record of entente but a file of another kind; make a record with: entente "
                           "add --pack");
    return status;
}

/* The version is one that this program reads, or, for writing, one that it can bring up. */
static int check_version(struct ent_record *record, enum ent_record_mode mode, int *version, struct ent_error *error) {
    int application = 0;
    ENT_TRY(pragma_number(record, "PRAGMA application_id", &application, error));
    ENT_TRY(pragma_number(record, "PRAGMA user_version", version, error));
    if (application != APPLICATION_ID)
        return ent_fail_at(error, ENT_ERROR_RECORD, record->path, 0,
                           "this SQLite file is not a record of entente; make one with: entente add --pack");
    if (*version > ENT_RECORD_VERSION)
        return ent_fail_at(error, ENT_ERROR_RECORD, record->path, 0,
                           "the record has schema version %d, of a newer entente; this one knows versions up to %d. "
                           "Use the newer entente, or make a record of its own for this one: entente add --record "
                           "OTHER --pack",
                           *version, ENT_RECORD_VERSION);
    if (*version < 1)
        return ent_fail_at(error, ENT_ERROR_RECORD, record->path, 0,
                           "the record has schema version %d, which never was; make it again: entente add --pack",
                           *version);
    if (*version < ENT_RECORD_VERSION && mode == ENT_RECORD_READ)
        return ent_fail_at(error, ENT_ERROR_RECORD, record->path, 0,
                           "the record has schema version %d, of an older entente; this one reads version %d. Reading "
                           "changes nothing; the next command that writes brings the record up and keeps all of it, "
                           "for instance: entente add --record %s --pack",
                           *version, ENT_RECORD_VERSION, record->path);
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

/* What is at the path, before SQLite looks: its own words for these are few. */
static int check_path(const struct ent_record *record, enum ent_record_mode mode, struct ent_error *error) {
    struct stat there;
    const char *path = record->path, *wrong = NULL;
    bool found = stat(path, &there) == 0;
    if (mode == ENT_RECORD_CREATE && found)
        wrong = "the record is there already; nothing was changed";
    else if (mode == ENT_RECORD_CREATE)
        return ENT_OK;
    else if (!found && errno == EACCES)
        wrong = "the folder of the record may not be read";
    else if (!found)
        wrong = "there is no record here; make one with: entente add --pack";
    else if (S_ISDIR(there.st_mode))
        wrong = "this is a folder and not a record; name the file in it, as in --record FOLDER/record.sqlite";
    else if (there.st_size == 0)
        wrong = "this file is empty and no record; remove it and make one with: entente add --pack";
    else if (access(path, R_OK) != 0)
        wrong = "the record may not be read";
    else if (mode == ENT_RECORD_WRITE && access(path, W_OK) != 0)
        wrong = "the record may not be written";
    return wrong ? ent_fail_at(error, ENT_ERROR_RECORD, path, 0, "%s", wrong) : ENT_OK;
}

/* While somebody writes, the record is in SQLite's WAL mode: readers go on with what was there, and never wait. Measured
 * with the trade file (1.3 million rows): with a rollback journal a reader had to wait for the writer's last ten seconds, and
 * gave up. At rest it is one file again, which can be copied and read from a folder that nobody may write. Where WAL cannot be
 * (some network folders) the journal stays. */
static void begin_writing(struct ent_record *record) {
    sqlite3_busy_timeout(record->database, WRITER_WAITS);
    sqlite3_exec(record->database, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
    record->writes = true;
}

/* A reader who is still there keeps it as it is: the next writer tries again. */
static void end_writing(struct ent_record *record) {
    sqlite3_busy_timeout(record->database, LEAVING_WAITS);
    sqlite3_exec(record->database, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
}

/* A record that a writer left in WAL mode, in a folder that may not be written: SQLite cannot make the file that readers
 * share there. With nothing in the log the file is whole by itself and can be read as it is. */
static int open_unchanging(struct ent_record *record) {
    struct stat log;
    char *path = ent_arena_format(&record->arena, "%s-wal", record->path);
    if (!path || (stat(path, &log) == 0 && log.st_size > 0))
        return SQLITE_CANTOPEN;
    struct ent_text uri;
    ent_text_init(&uri);
    ent_text_add(&uri, "file:");
    for (const char *at = record->path; *at; at++)
        ent_text_format(&uri, strchr("%?#", *at) ? "%%%02x" : "%c", (unsigned char)*at);
    ent_text_add(&uri, "?immutable=1");
    sqlite3_close(record->database);
    record->database = NULL;
    int code = uri.failed ? SQLITE_NOMEM
                          : sqlite3_open_v2(uri.bytes, &record->database, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
    ent_text_release(&uri);
    return code;
}

static bool can_be_read(struct ent_record *record) {
    int code = sqlite3_exec(record->database, "PRAGMA schema_version", NULL, NULL, NULL);
    return code != SQLITE_CANTOPEN && code != SQLITE_READONLY;
}

static int open_database(struct ent_record *record, enum ent_record_mode mode, int *version, struct ent_error *error) {
    ENT_TRY(check_path(record, mode, error));
    /* Also for reading, so that what a crashed writer left is rolled back; SQLite falls back to reading alone where the
     * file may not be written, and query_only keeps a reader from writing anything else. */
    int flags = SQLITE_OPEN_READWRITE | (mode == ENT_RECORD_CREATE ? SQLITE_OPEN_CREATE : 0);
    if (sqlite3_open_v2(record->path, &record->database, flags, NULL) != SQLITE_OK)
        return record->database ? ent_record_fail(record, "opening the record", error) : ent_fail_memory(error);
    if (mode == ENT_RECORD_READ && !can_be_read(record) && open_unchanging(record) != SQLITE_OK)
        return ent_fail_at(error, ENT_ERROR_RECORD, record->path, 0,
                           "a writer left the record in the middle of its work, and its folder may not be written: let "
                           "somebody who may write there run any command on it, for instance entente list sources");
    sqlite3_busy_timeout(record->database, READER_WAITS);
    /* A reader maps the file. A writer does not: the map would grow with what it writes. */
    sqlite3_exec(record->database,
                 mode == ENT_RECORD_READ ? "PRAGMA mmap_size = 1073741824; PRAGMA query_only = ON"
                                         : "PRAGMA mmap_size = 0; PRAGMA foreign_keys = ON",
                 NULL, NULL, NULL);
    *version = ENT_RECORD_VERSION;
    return mode == ENT_RECORD_CREATE ? create_schema(record, error) : check_version(record, mode, version, error);
}

int ent_record_open(struct ent_record **out, const char *path, enum ent_record_mode mode, struct ent_error *error) {
    struct ent_record *record = calloc(1, sizeof *record);
    int version;
    if (!record)
        return ent_fail_memory(error);
    ent_arena_init(&record->arena);
    record->path = ent_arena_string(&record->arena, path);
    int status = record->path ? open_database(record, mode, &version, error) : ent_fail_memory(error);
    if (status == ENT_OK)
        status = ent_record_reload_states(record, error);
    if (status == ENT_OK && version < ENT_RECORD_VERSION) {
        status = ent_record_migrate(record, error);
        record->migrated_from = version;
    }
    if (status == ENT_OK && mode == ENT_RECORD_WRITE)
        begin_writing(record);
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
    for (size_t i = 0; i < sizeof record->of_pair / sizeof record->of_pair[0]; i++)
        sqlite3_finalize(record->of_pair[i]);
    for (size_t i = 0; i < sizeof record->apart / sizeof record->apart[0]; i++)
        sqlite3_finalize(record->apart[i]);
    if (record->writes)
        end_writing(record);
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
    if (record->identity[0]) {
        memcpy(out, record->identity, sizeof record->identity);
        return ENT_OK;
    }
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
    if (status == ENT_OK && !record->writes)
        memcpy(record->identity, out, sizeof record->identity);
    ent_text_release(&all);
    return status;
}
