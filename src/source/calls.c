#include "source/calls.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REMEMBERED = 8192, NAME = 48 }; /* roll calls, and bytes of a name that is remembered */

struct remembered {
    struct ent_call call;
    char name[NAME]; /* "": the slot is free */
};

struct place {
    ent_day day;
    uint32_t index;
};

enum statement { INSERT, DELETE, FIND, ISSUES, MARK, READ, STATEMENTS };

static const char *const statements[STATEMENTS] = {
    [INSERT] =
        "INSERT INTO temp.incoming_roll_call VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    [DELETE] = "DELETE FROM temp.incoming_roll_call WHERE id = ?1",
    [FIND] = "SELECT id, day, file_day, line, content FROM temp.incoming_roll_call"
             " WHERE name = ?1 AND (?2 IS NULL OR file_day = ?2) LIMIT 1",
    [ISSUES] = "SELECT issues FROM temp.incoming_roll_call WHERE id = ?1",
    [MARK] = "UPDATE temp.incoming_roll_call SET issues = ?2 WHERE id = ?1",
    [READ] =
        "SELECT name, day, precision, session, resolution, title, important, paragraph, amendment, issues, file, line"
        " FROM temp.incoming_roll_call WHERE id = ?1",
};

struct ent_calls {
    struct ent_job *job;
    sqlite3_stmt *statements[STATEMENTS];
    struct remembered *remembered;
    struct place *places; /* in the order of the file; once written, in order of days */
    size_t count, capacity;
};

int ent_calls_new(struct ent_calls **out, struct ent_job *job) {
    struct ent_calls *calls = calloc(1, sizeof *calls);
    if (!calls)
        return ent_job_out_of_memory(job);
    calls->job = job;
    calls->remembered = calloc(REMEMBERED, sizeof *calls->remembered);
    int status = calls->remembered ? ENT_OK : ent_job_out_of_memory(job);
    if (status == ENT_OK)
        status =
            ent_record_run(job->record,
                           "CREATE TEMP TABLE incoming_roll_call (id INTEGER PRIMARY KEY, name TEXT, file_day INTEGER,"
                           " content INTEGER, day INTEGER, precision INTEGER, session INTEGER, resolution TEXT,"
                           " title TEXT, important INTEGER, paragraph INTEGER, amendment INTEGER, issues INTEGER,"
                           " file INTEGER, line INTEGER);"
                           "CREATE INDEX temp.incoming_roll_call_name ON incoming_roll_call (name, file_day)",
                           job->error);
    for (int i = 0; status == ENT_OK && i < STATEMENTS; i++)
        status = ent_record_prepare(job->record, &calls->statements[i], statements[i], job->error);
    if (status != ENT_OK) {
        ent_calls_free(calls);
        return status;
    }
    *out = calls;
    return ENT_OK;
}

void ent_calls_free(struct ent_calls *calls) {
    if (!calls)
        return;
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(calls->statements[i]);
    ent_record_run(calls->job->record, "DROP TABLE IF EXISTS temp.incoming_roll_call", NULL);
    free(calls->remembered);
    free(calls->places);
    free(calls);
}

static int fail(struct ent_calls *calls) {
    return ent_record_fail(calls->job->record, "putting roll calls aside in a temporary table", calls->job->error);
}

static sqlite3_stmt *ready(struct ent_calls *calls, enum statement which) {
    sqlite3_reset(calls->statements[which]);
    return calls->statements[which];
}

static int run(struct ent_calls *calls, sqlite3_stmt *statement) {
    int step = sqlite3_step(statement);
    sqlite3_reset(statement);
    return step == SQLITE_DONE ? ENT_OK : fail(calls);
}

static struct remembered *slot_of(const struct ent_calls *calls, const char *name) {
    uint64_t hash = ent_content_add(ENT_CONTENT_START, name);
    return &calls->remembered[(hash ^ hash >> 31) % REMEMBERED];
}

static void remember(struct ent_calls *calls, const char *name, const struct ent_call *call) {
    size_t length = strlen(name);
    struct remembered *slot = slot_of(calls, name);
    if (length >= NAME)
        return;
    slot->call = *call;
    memcpy(slot->name, name, length + 1);
}

int ent_calls_find(struct ent_calls *calls, const char *name, const ent_day *file_day, struct ent_call *out,
                   bool *found) {
    const struct remembered *slot = slot_of(calls, name);
    *found = *name && strcmp(slot->name, name) == 0 && (!file_day || slot->call.file_day == *file_day);
    if (*found) {
        *out = slot->call;
        return ENT_OK;
    }
    sqlite3_stmt *statement = ready(calls, FIND);
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_TRANSIENT);
    sqlite3_bind_null(statement, 2);
    if (file_day)
        sqlite3_bind_int(statement, 2, *file_day);
    int step = sqlite3_step(statement);
    *found = step == SQLITE_ROW;
    if (*found) {
        *out = (struct ent_call){(uint32_t)sqlite3_column_int64(statement, 0), sqlite3_column_int(statement, 1),
                                 sqlite3_column_int(statement, 2), (long)sqlite3_column_int64(statement, 3),
                                 (uint64_t)sqlite3_column_int64(statement, 4)};
        remember(calls, name, out);
    }
    sqlite3_reset(statement);
    return step == SQLITE_ROW || step == SQLITE_DONE ? ENT_OK : fail(calls);
}

static bool names(const struct ent_recipe_rule *rule, const char *name) {
    for (size_t i = 0; i < rule->names.count; i++)
        if (strcmp(rule->names.items[i], name) == 0)
            return true;
    return false;
}

/* The day as it really was, as far as the recipe knows. */
static void apply_day_rules(struct ent_job *job, const char *name, struct ent_call *call,
                            enum ent_precision *precision) {
    bool settled = false;
    *precision = ENT_PRECISION_DAY;
    for (size_t i = 0; i < job->recipe->rules.count; i++) {
        struct ent_recipe_rule *rule = &job->recipe->rules.items[i];
        bool inside =
            call->file_day >= rule->from && call->file_day < rule->to && ent_recipe_rule_holds(rule, job->form);
        if (rule->kind == ENT_RULE_REDATE && inside && names(rule, name)) {
            call->day = rule->day;
            *precision = rule->precision;
            settled = true;
            rule->applied++;
        } else if (rule->kind == ENT_RULE_PRECISION && inside && !settled) {
            *precision = rule->precision;
            rule->applied++;
        }
    }
}

static int put_aside(struct ent_calls *calls, const struct ent_roll_call *head, const struct ent_call *call,
                     enum ent_precision precision) {
    sqlite3_stmt *statement = ready(calls, INSERT);
    const int64_t numbers[][2] = {{1, call->index},      {3, call->file_day},     {4, (int64_t)call->content},
                                  {5, call->day},        {6, (int64_t)precision}, {7, head->session},
                                  {10, head->important}, {11, head->paragraph},   {12, head->amendment},
                                  {13, head->issues},    {14, head->file},        {15, head->line}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        sqlite3_bind_int64(statement, (int)numbers[i][0], numbers[i][1]);
    sqlite3_bind_text(statement, 2, head->name, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(statement, 8, head->resolution, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(statement, 9, head->title, -1, SQLITE_TRANSIENT);
    return run(calls, statement);
}

static int add_place(struct ent_calls *calls, const struct ent_call *call) {
    if (calls->count == calls->capacity) {
        size_t capacity = calls->capacity ? calls->capacity * 2 : 1024;
        struct place *places = realloc(calls->places, capacity * sizeof *places);
        if (!places)
            return ent_job_out_of_memory(calls->job);
        calls->places = places;
        calls->capacity = capacity;
    }
    calls->places[calls->count++] = (struct place){call->day, call->index};
    return ENT_OK;
}

int ent_calls_add(struct ent_calls *calls, const struct ent_roll_call *head, uint64_t content, struct ent_call *out,
                  bool *good) {
    struct ent_job *job = calls->job;
    bool known;
    ENT_TRY(ent_calls_find(calls, head->name, &head->day, out, &known));
    *good = !known;
    if (known)
        return out->content == content
                   ? ent_job_duplicate(job, out->line)
                   : ent_job_reject(job, "roll call %s contradicts line %ld of the same day; the first is kept",
                                    head->name, out->line);
    if (calls->count == ENT_ROLL_CALLS)
        return ent_fail_at(job->error, ENT_ERROR_INPUT, job->table->name, job->line, "has more than %d roll calls",
                           ENT_ROLL_CALLS);
    enum ent_precision precision;
    *out = (struct ent_call){(uint32_t)calls->count, head->day, head->day, head->line, content};
    apply_day_rules(job, head->name, out, &precision);
    ENT_TRY(put_aside(calls, head, out, precision));
    ENT_TRY(add_place(calls, out));
    remember(calls, head->name, out);
    job->accounts.facts++;
    return ENT_OK;
}

int ent_calls_take_back(struct ent_calls *calls, const char *name) {
    uint32_t index = calls->places[--calls->count].index;
    slot_of(calls, name)->name[0] = '\0';
    calls->job->accounts.facts--;
    sqlite3_stmt *statement = ready(calls, DELETE);
    sqlite3_bind_int64(statement, 1, index);
    return run(calls, statement);
}

int ent_calls_mark(struct ent_calls *calls, const struct ent_call *call, long issue, bool *marked_before) {
    sqlite3_stmt *statement = ready(calls, ISSUES);
    sqlite3_bind_int64(statement, 1, call->index);
    if (sqlite3_step(statement) != SQLITE_ROW)
        return fail(calls);
    long issues = (long)sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    issues = issues < 0 ? 0 : issues;
    *marked_before = issues & issue;
    if (*marked_before)
        return ENT_OK;
    statement = ready(calls, MARK);
    sqlite3_bind_int64(statement, 1, call->index);
    sqlite3_bind_int64(statement, 2, issues | issue);
    return run(calls, statement);
}

static int read(struct ent_calls *calls, uint32_t index, sqlite3_stmt **out) {
    *out = ready(calls, READ);
    sqlite3_bind_int64(*out, 1, index);
    return sqlite3_step(*out) == SQLITE_ROW ? ENT_OK : fail(calls);
}

int ent_calls_name(struct ent_calls *calls, uint32_t index, char *buffer, size_t size) {
    sqlite3_stmt *statement;
    ENT_TRY(read(calls, index, &statement));
    const char *name = (const char *)sqlite3_column_text(statement, 0);
    snprintf(buffer, size, "%s", name ? name : "");
    sqlite3_reset(statement);
    return ENT_OK;
}

static int by_day(const void *left, const void *right) {
    const struct place *a = left, *b = right;
    int order = (a->day > b->day) - (a->day < b->day);
    return order ? order : (a->index > b->index) - (a->index < b->index);
}

static int write_one(struct ent_calls *calls, size_t position) {
    struct ent_job *job = calls->job;
    sqlite3_stmt *statement;
    ENT_TRY(read(calls, calls->places[position].index, &statement));
    struct ent_roll_call head = {.position = (int)position,
                                 .name = (const char *)sqlite3_column_text(statement, 0),
                                 .day = sqlite3_column_int(statement, 1),
                                 .session = sqlite3_column_int(statement, 3),
                                 .resolution = (const char *)sqlite3_column_text(statement, 4),
                                 .title = (const char *)sqlite3_column_text(statement, 5),
                                 .important = sqlite3_column_int(statement, 6),
                                 .paragraph = sqlite3_column_int(statement, 7),
                                 .amendment = sqlite3_column_int(statement, 8),
                                 .issues = (long)sqlite3_column_int64(statement, 9),
                                 .file = sqlite3_column_int(statement, 10),
                                 .line = (long)sqlite3_column_int64(statement, 11)};
    int status =
        head.name && head.resolution && head.title
            ? ent_writer_roll_call(job->writer, &head, (enum ent_precision)sqlite3_column_int(statement, 2), job->error)
            : ent_job_out_of_memory(job);
    sqlite3_reset(statement);
    ent_job_saw(job, head.day, head.day + 1);
    return status;
}

int ent_calls_write(struct ent_calls *calls) {
    if (calls->count)
        qsort(calls->places, calls->count, sizeof *calls->places, by_day);
    for (size_t i = 0; i < calls->count; i++)
        ENT_TRY(write_one(calls, i));
    return ENT_OK;
}

size_t ent_calls_count(const struct ent_calls *calls) {
    return calls->count;
}

uint32_t ent_calls_at(const struct ent_calls *calls, size_t position, ent_day *day) {
    *day = calls->places[position].day;
    return calls->places[position].index;
}
