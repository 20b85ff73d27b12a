/* A query of the user's is bounded from all sides: it may only read (an authorizer says so at every step of its
 * compilation, beside query_only), one statement, within a time, a memory and a number of rows. */
#include "record/query.h"

#include <stdio.h>
#include <string.h>

#include "views.h"

enum { STEPS = 10000 };           /* of SQLite's machine between two looks at the clock */
enum { LONGEST_VALUE = 1 << 26 }; /* bytes of one text or blob */

/* Functions of views.sql ---------------------------------------------------------------------------------------------
 */

/* A day as text; NULL for an open or unknown one. One day off is open too: the last day of an open spell. */
static void readable(sqlite3_context *context, int count, sqlite3_value **values) {
    char text[16];
    (void)count;
    sqlite3_int64 day = sqlite3_value_int64(values[0]);
    bool open = day >= ENT_DAY_OPEN - 1 || day <= ENT_DAY_EARLY + 1;
    if (sqlite3_value_type(values[0]) == SQLITE_NULL || open) {
        sqlite3_result_null(context);
        return;
    }
    ent_day_print((ent_day)day, ENT_PRECISION_DAY, text, sizeof text);
    sqlite3_result_text(context, text, -1, SQLITE_TRANSIENT);
}

static bool bit_of(sqlite3_value *map, sqlite3_int64 position) {
    const unsigned char *bytes = sqlite3_value_blob(map);
    return bytes && position >= 0 && position / 8 < sqlite3_value_bytes(map) &&
           (bytes[position / 8] >> (position % 8) & 1);
}

/* What a state's four maps say of a roll call; NULL where it had no seat. */
static void ballot_at(sqlite3_context *context, int count, sqlite3_value **values) {
    static const char *const words[] = {"yes", "abstain", "no", "absent"};
    (void)count;
    sqlite3_int64 position = sqlite3_value_int64(values[4]);
    for (int i = 0; i < 4; i++)
        if (bit_of(values[i], position)) {
            sqlite3_result_text(context, words[i], -1, SQLITE_STATIC);
            return;
        }
    sqlite3_result_null(context);
}

static int add_views(struct ent_record *record, struct ent_error *error) {
    int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    char *message = NULL;
    sqlite3 *database = record->database;
    if (sqlite3_create_function(database, "readable", 1, flags, NULL, readable, NULL, NULL) != SQLITE_OK ||
        sqlite3_create_function(database, "ballot_at", 5, flags, NULL, ballot_at, NULL, NULL) != SQLITE_OK)
        return ent_record_fail(record, "preparing the query", error);
    /* A view is a line in a temporary schema in memory, which query_only forbids too. */
    sqlite3_exec(database, "PRAGMA temp_store = MEMORY; PRAGMA query_only = OFF", NULL, NULL, NULL);
    bool there =
        sqlite3_table_column_metadata(database, "temp", "facts", NULL, NULL, NULL, NULL, NULL, NULL) == SQLITE_OK;
    int status = there ? SQLITE_OK : sqlite3_exec(database, ent_views_sql, NULL, NULL, &message);
    sqlite3_exec(database, "PRAGMA query_only = ON", NULL, NULL, NULL);
    sqlite3_free(message);
    return status == SQLITE_OK ? ENT_OK : ent_record_fail(record, "preparing the query", error);
}

/* Limits -------------------------------------------------------------------------------------------------------------
 */

struct guard {
    const struct ent_query_limits *limits;
    bool stopped;
    char refused[64]; /* the first thing that was not allowed */
};

static int ask_clock(void *data) {
    struct guard *guard = data;
    guard->stopped = guard->limits->stop && guard->limits->stop(guard->limits->stop_data);
    return guard->stopped;
}

static const char *action_words(int action) {
    switch (action) {
    case SQLITE_PRAGMA:
        return "PRAGMA";
    case SQLITE_ATTACH:
        return "ATTACH";
    case SQLITE_DETACH:
        return "DETACH";
    case SQLITE_INSERT:
        return "INSERT";
    case SQLITE_UPDATE:
        return "UPDATE";
    case SQLITE_DELETE:
        return "DELETE";
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
        return "a transaction";
    case SQLITE_FUNCTION:
        return "this function";
    default:
        return "what changes the schema";
    }
}

static int authorize(void *data, int action, const char *first, const char *second, const char *base,
                     const char *inner) {
    static const char *const forbidden[] = {"load_extension", "fts3_tokenizer", "readfile", "writefile", "edit"};
    struct guard *guard = data;
    (void)first;
    (void)base;
    (void)inner;
    bool fine =
        action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_FUNCTION || action == SQLITE_RECURSIVE;
    for (size_t i = 0; action == SQLITE_FUNCTION && second && i < sizeof forbidden / sizeof forbidden[0]; i++)
        fine = fine && sqlite3_stricmp(second, forbidden[i]) != 0;
    if (!fine && !guard->refused[0])
        snprintf(guard->refused, sizeof guard->refused, "%s", action_words(action));
    return fine ? SQLITE_OK : SQLITE_DENY;
}

static int fail(struct ent_record *record, const struct guard *guard, struct ent_error *error) {
    int code = sqlite3_errcode(record->database);
    if (guard->refused[0])
        return ent_fail(error, ENT_ERROR_USAGE, "only reading is allowed, and %s is something else", guard->refused);
    if (guard->stopped)
        return ent_fail(error, ENT_ERROR_USAGE, "the query took longer than its time: narrow it, or allow it more");
    if (code == SQLITE_TOOBIG)
        return ent_fail(error, ENT_ERROR_USAGE, "one value of the query is longer than the %d MB that it may be",
                        LONGEST_VALUE >> 20);
    if (code == SQLITE_NOMEM)
        return ent_fail(error, ENT_ERROR_USAGE, "the query needs more memory than the %ld MB it may take",
                        guard->limits->megabytes);
    return ent_fail(error, ENT_ERROR_USAGE, "%s", sqlite3_errmsg(record->database));
}

/* Rows ---------------------------------------------------------------------------------------------------------------
 */

static bool only_blank(const char *tail) {
    return tail[strspn(tail, " \t\r\n;")] == '\0';
}

static int hand_over(struct ent_record *record, sqlite3_stmt *statement, const struct guard *guard,
                     const struct ent_query_sink *sink, bool *more, struct ent_error *error) {
    long rows = 0;
    int step;
    ENT_TRY(sink->head(sink->data, statement, error));
    while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
        if (guard->limits->rows && rows == guard->limits->rows) {
            *more = true;
            return ENT_OK;
        }
        ENT_TRY(sink->row(sink->data, statement, error));
        rows++;
    }
    return step == SQLITE_DONE ? ENT_OK : fail(record, guard, error);
}

static int run(struct ent_record *record, const char *sql, struct guard *guard, const struct ent_query_sink *sink,
               bool *more, struct ent_error *error) {
    sqlite3_stmt *statement = NULL;
    const char *tail = "";
    if (sqlite3_prepare_v2(record->database, sql, -1, &statement, &tail) != SQLITE_OK)
        return fail(record, guard, error);
    int status = ENT_OK;
    if (!statement)
        status = ent_fail(error, ENT_ERROR_USAGE, "there is no statement in it");
    else if (!only_blank(tail))
        status = ent_fail(error, ENT_ERROR_USAGE, "one statement at a time: \"%.40s\" is another",
                          tail + strspn(tail, " \t\r\n;"));
    else if (!sqlite3_stmt_readonly(statement))
        status = ent_fail(error, ENT_ERROR_USAGE, "only reading is allowed");
    else
        status = hand_over(record, statement, guard, sink, more, error);
    sqlite3_finalize(statement);
    return status;
}

int ent_record_query(struct ent_record *record, const char *sql, const struct ent_query_limits *limits,
                     const struct ent_query_sink *sink, bool *more, struct ent_error *error) {
    struct guard guard = {.limits = limits};
    sqlite3 *database = record->database;
    *more = false;
    ENT_TRY(add_views(record, error));
    int length = sqlite3_limit(database, SQLITE_LIMIT_LENGTH, LONGEST_VALUE);
    int attached = sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_int64 memory = sqlite3_hard_heap_limit64(limits->megabytes ? limits->megabytes << 20 : -1);
    sqlite3_progress_handler(database, STEPS, ask_clock, &guard);
    sqlite3_set_authorizer(database, authorize, &guard);
    int status = run(record, sql, &guard, sink, more, error);
    sqlite3_set_authorizer(database, NULL, NULL);
    sqlite3_progress_handler(database, 0, NULL, NULL);
    sqlite3_hard_heap_limit64(memory);
    sqlite3_limit(database, SQLITE_LIMIT_LENGTH, length);
    sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, attached);
    return status;
}

int ent_record_views(struct ent_record *record, const struct ent_query_sink *sink, struct ent_error *error) {
    static const char sql[] = "SELECT m.name AS view, (SELECT group_concat(p.name, ', ')"
                              " FROM pragma_table_info(m.name, 'temp') p) AS columns"
                              " FROM sqlite_temp_master m WHERE m.type = 'view' ORDER BY m.name";
    struct ent_query_limits none = {NULL, NULL, 0, 0};
    struct guard guard = {.limits = &none};
    bool more;
    ENT_TRY(add_views(record, error));
    return run(record, sql, &guard, sink, &more, error);
}
