#include "record/write.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum statement_name {
    INSERT_FACT,
    INSERT_ROLL_CALL,
    INSERT_BALLOT,
    INSERT_COVERAGE,
    INSERT_REJECTED,
    INSERT_RULE,
    INSERT_RELATION,
    INSERT_ENTITY,
    FIND_ITEM,
    FIND_REPORTER,
    FIND_STRAND,
    STATEMENTS
};

static const char *const statement_sql[STATEMENTS] = {
    "INSERT INTO fact (strand, a, b, item, from_day, release, reporter, line, to_day, precision, kind, value, low, "
    "high,"
    " types, status, published_day, note, file, column, borders, entity_a)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)",
    "INSERT INTO roll_call (release, position, name, from_day, precision, session, resolution, title, important,"
    " paragraph, amendment, issues, file, line)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    "INSERT INTO ballot (release, state, yes, abstain, no, absent, lines, column, file)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    "INSERT INTO coverage (release, strand, state, from_day, to_day, absent, list) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    "INSERT INTO rejected (release, file, line, outcome, reason) VALUES (?1, ?2, ?3, ?4, ?5)",
    "INSERT INTO rule (release, text, reason, applied) VALUES (?1, ?2, ?3, ?4)",
    "INSERT OR IGNORE INTO source_relation (source, reporter, relation, other) VALUES (?1, ?2, ?3, ?4)",
    /* the first name that a source gives it stays */
    "INSERT INTO entity (code, kind, name, from_day, to_day, source) VALUES (?1, ?2, ?3, -2147483648, 2147483647, ?4)"
    " ON CONFLICT (code) DO UPDATE SET code = code RETURNING id",
    "SELECT id FROM item WHERE name = ?1",
    "SELECT id FROM reporter WHERE name = ?1",
    "SELECT id, shape, directed, unit FROM strand WHERE name = ?1",
};

struct ent_writer {
    struct ent_record *record;
    sqlite3_stmt *statements[STATEMENTS];
    int release;
    bool open; /* a transaction is under way */
    struct ent_extents extents;
    int ballot_strand; /* -1 until it is known */
    ent_day *days;     /* of the roll calls, by position */
    size_t day_count, day_capacity;
};

/* The prepared statement, reset and ready to bind. */
static int ready(struct ent_writer *writer, enum statement_name name, sqlite3_stmt **out, struct ent_error *error) {
    if (!writer->statements[name])
        ENT_TRY(ent_record_prepare(writer->record, &writer->statements[name], statement_sql[name], error));
    *out = writer->statements[name];
    sqlite3_clear_bindings(*out); /* `run` has reset it */
    return ENT_OK;
}

static int run(struct ent_writer *writer, sqlite3_stmt *statement, const char *doing, struct ent_error *error) {
    int step = sqlite3_step(statement);
    int status = ENT_OK;
    if (step == SQLITE_CONSTRAINT)
        status = ent_fail(error, ENT_ERROR_INPUT, "%s: %s", doing, sqlite3_errmsg(writer->record->database));
    else if (step != SQLITE_DONE && step != SQLITE_ROW)
        status = ent_record_fail(writer->record, doing, error);
    sqlite3_reset(statement);
    return status;
}

static void bind_text(sqlite3_stmt *statement, int at, const char *text) {
    sqlite3_bind_text(statement, at, text ? text : "", -1, SQLITE_TRANSIENT);
}

/* What is not bound is NULL. */
static void bind_number(sqlite3_stmt *statement, int at, double value) {
    if (!isnan(value))
        sqlite3_bind_double(statement, at, value);
}

static void bind_day(sqlite3_stmt *statement, int at, ent_day day) {
    if (day == ENT_DAY_EARLY)
        sqlite3_bind_null(statement, at);
    else
        sqlite3_bind_int(statement, at, day);
}

static void bind_known(sqlite3_stmt *statement, int at, long value) {
    if (value < 0)
        sqlite3_bind_null(statement, at);
    else
        sqlite3_bind_int64(statement, at, value);
}

/* The id of a named row of a table of names, made where it is missing. */
static int named_id(struct ent_record *record, const char *table, const char *name, int *out, struct ent_error *error) {
    char sql[160];
    for (int attempt = 0; attempt < 2; attempt++) {
        sqlite3_stmt *statement;
        snprintf(sql, sizeof sql, "SELECT id FROM %s WHERE name = ?1", table);
        ENT_TRY(ent_record_prepare(record, &statement, sql, error));
        bind_text(statement, 1, name);
        int step = sqlite3_step(statement);
        *out = step == SQLITE_ROW ? sqlite3_column_int(statement, 0) : -1;
        sqlite3_finalize(statement);
        if (step == SQLITE_ROW)
            return ENT_OK;
        snprintf(sql, sizeof sql, "INSERT INTO %s (name) VALUES (?1)", table);
        ENT_TRY(ent_record_prepare(record, &statement, sql, error));
        bind_text(statement, 1, name);
        step = sqlite3_step(statement);
        sqlite3_finalize(statement);
        if (step != SQLITE_DONE)
            return ent_record_fail(record, "writing a name", error);
    }
    return ent_record_fail(record, "writing a name", error);
}

/* The same for names that stand in every row: the statement that finds them stays prepared. */
static int name_of_row(struct ent_writer *writer, enum statement_name find, const char *table, const char *name,
                       int *out, struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ready(writer, find, &statement, error));
    bind_text(statement, 1, name);
    bool there = sqlite3_step(statement) == SQLITE_ROW;
    *out = there ? sqlite3_column_int(statement, 0) : -1;
    sqlite3_reset(statement);
    return there ? ENT_OK : named_id(writer->record, table, name, out, error);
}

int ent_writer_item(struct ent_writer *writer, int *out, const char *name, struct ent_error *error) {
    return name_of_row(writer, FIND_ITEM, "item", name, out, error);
}

int ent_writer_reporter(struct ent_writer *writer, int *out, const char *name, struct ent_error *error) {
    return name_of_row(writer, FIND_REPORTER, "reporter", name, out, error);
}

int ent_writer_entity(struct ent_writer *writer, int *out, const char *code, const char *kind, const char *name,
                      const char *source, struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ready(writer, INSERT_ENTITY, &statement, error));
    const char *const texts[] = {code, kind, name, source};
    for (int i = 0; i < 4; i++)
        bind_text(statement, i + 1, texts[i]);
    int step = sqlite3_step(statement);
    *out = step == SQLITE_ROW ? sqlite3_column_int(statement, 0) : 0;
    int status = step == SQLITE_ROW ? ENT_OK : ent_record_fail(writer->record, "writing an entity", error);
    sqlite3_reset(statement);
    return status;
}

int ent_writer_column(struct ent_writer *writer, int *out, const char *name, struct ent_error *error) {
    return named_id(writer->record, "column_name", name, out, error);
}

static int source_id(struct ent_record *record, const struct ent_release_head *head, int *out,
                     struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(record, &statement,
                               "INSERT INTO source (name, title) VALUES (?1, ?2)"
                               " ON CONFLICT (name) DO UPDATE SET title = excluded.title RETURNING id",
                               error));
    bind_text(statement, 1, head->source);
    bind_text(statement, 2, head->title);
    int step = sqlite3_step(statement);
    *out = step == SQLITE_ROW ? sqlite3_column_int(statement, 0) : -1;
    sqlite3_finalize(statement);
    return step == SQLITE_ROW ? ENT_OK : ent_record_fail(record, "writing a source", error);
}

static int insert_release(struct ent_writer *writer, const struct ent_release_head *head, struct ent_error *error) {
    int source;
    char hash[ENT_HASH_TEXT];
    sqlite3_stmt *statement;
    ENT_TRY(source_id(writer->record, head, &source, error));
    ent_hash_bytes(head->recipe, strlen(head->recipe), hash);
    ENT_TRY(ent_record_prepare(writer->record, &statement,
                               "INSERT INTO release (source, version, published_day, published_precision, seen_day,"
                               " citation, licence, recipe, recipe_sha256) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                               error));
    sqlite3_bind_int(statement, 1, source);
    bind_text(statement, 2, head->version);
    bind_day(statement, 3, head->published);
    sqlite3_bind_int(statement, 4, (int)head->published_precision);
    bind_day(statement, 5, head->seen);
    bind_text(statement, 6, head->citation);
    bind_text(statement, 7, head->licence);
    bind_text(statement, 8, head->recipe);
    bind_text(statement, 9, hash);
    int step = sqlite3_step(statement);
    sqlite3_finalize(statement);
    if (step == SQLITE_CONSTRAINT)
        return ent_fail(error, ENT_ERROR_USAGE, "release %s of %s cannot be added: %s", head->version, head->source,
                        sqlite3_errmsg(writer->record->database));
    if (step != SQLITE_DONE)
        return ent_record_fail(writer->record, "writing a release", error);
    writer->release = (int)sqlite3_last_insert_rowid(writer->record->database);
    return ENT_OK;
}

int ent_writer_begin(struct ent_writer **out, struct ent_record *record, const struct ent_release_head *head,
                     struct ent_error *error) {
    struct ent_writer *writer = calloc(1, sizeof *writer);
    if (!writer)
        return ent_fail_memory(error);
    writer->record = record;
    writer->ballot_strand = -1;
    int status = ent_record_run(record, "BEGIN IMMEDIATE", error);
    writer->open = status == ENT_OK;
    if (status == ENT_OK)
        status = insert_release(writer, head, error);
    if (status != ENT_OK) {
        ent_writer_close(writer);
        return status;
    }
    *out = writer;
    return ENT_OK;
}

int ent_writer_release_id(const struct ent_writer *writer) {
    return writer->release;
}

int ent_writer_file(struct ent_writer *writer, int *out, const char *name, const char *sha256, const char *read_name,
                    const char *read_sha256, struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(
        writer->record, &statement,
        "INSERT INTO file (release, name, sha256, read_name, read_sha256) VALUES (?1, ?2, ?3, ?4, ?5)", error));
    sqlite3_bind_int(statement, 1, writer->release);
    bind_text(statement, 2, name);
    bind_text(statement, 3, sha256);
    bind_text(statement, 4, read_name);
    bind_text(statement, 5, read_sha256);
    int step = sqlite3_step(statement);
    sqlite3_finalize(statement);
    if (step != SQLITE_DONE)
        return ent_record_fail(writer->record, "writing a file", error);
    *out = (int)sqlite3_last_insert_rowid(writer->record->database);
    return ENT_OK;
}

/* The id, shape and unit of a strand that is there already; *out stays -1 otherwise. */
static int existing_strand(struct ent_writer *writer, const char *name, const char *shape, bool directed,
                           const char *unit, int *out, struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ready(writer, FIND_STRAND, &statement, error));
    bind_text(statement, 1, name);
    int status = ENT_OK;
    if (sqlite3_step(statement) == SQLITE_ROW) {
        const char *old_shape = (const char *)sqlite3_column_text(statement, 1);
        const char *old_unit = (const char *)sqlite3_column_text(statement, 3);
        *out = sqlite3_column_int(statement, 0);
        if (strcmp(old_shape, shape) != 0 || (sqlite3_column_int(statement, 2) == 1) != directed)
            status = ent_fail(error, ENT_ERROR_INPUT,
                              "strand %s is a %s%s in the record and a %s%s in this recipe: give it another name", name,
                              sqlite3_column_int(statement, 2) == 1 ? "directed " : "", old_shape,
                              directed ? "directed " : "", shape);
        else if (strcmp(old_unit, unit) != 0)
            status = ent_fail(error, ENT_ERROR_INPUT,
                              "strand %s is in \"%s\" in the record and in \"%s\" in this recipe: convert it with a "
                              "factor, or give it another name",
                              name, old_unit, unit);
    }
    sqlite3_reset(statement);
    return status;
}

int ent_writer_strand(struct ent_writer *writer, int *out, const char *name, const char *shape, bool directed,
                      const char *unit, const char *orientation, const char *title, struct ent_error *error) {
    *out = -1;
    ENT_TRY(existing_strand(writer, name, shape, directed, unit, out, error));
    if (strcmp(shape, "ballot") == 0)
        writer->ballot_strand = *out;
    if (*out >= 0)
        return ENT_OK;
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(
        writer->record, &statement,
        "INSERT INTO strand (name, shape, directed, unit, orientation, title, made_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        error));
    bind_text(statement, 1, name);
    bind_text(statement, 2, shape);
    sqlite3_bind_int(statement, 3, directed);
    bind_text(statement, 4, unit);
    bind_text(statement, 5, orientation);
    bind_text(statement, 6, title);
    sqlite3_bind_int(statement, 7, writer->release);
    int status = run(writer, statement, "writing a strand", error);
    sqlite3_finalize(statement);
    *out = (int)sqlite3_last_insert_rowid(writer->record->database);
    if (strcmp(shape, "ballot") == 0)
        writer->ballot_strand = *out;
    return status;
}

int ent_writer_strand_type(struct ent_writer *writer, int strand, int bit, const char *name, struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(writer->record, &statement,
                               "INSERT INTO strand_type (strand, bit, name) VALUES (?1, ?2, ?3)"
                               " ON CONFLICT DO UPDATE SET name = name WHERE name <> excluded.name",
                               error));
    sqlite3_bind_int(statement, 1, strand);
    sqlite3_bind_int(statement, 2, bit);
    bind_text(statement, 3, name);
    int status = run(writer, statement, "writing a type of a strand", error);
    sqlite3_finalize(statement);
    return status;
}

int ent_writer_fact(struct ent_writer *writer, const struct ent_fact *fact, struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ready(writer, INSERT_FACT, &statement, error));
    sqlite3_bind_int(statement, 1, fact->strand);
    sqlite3_bind_int(statement, 2, fact->a);
    sqlite3_bind_int(statement, 3, fact->b);
    sqlite3_bind_int(statement, 4, fact->item);
    sqlite3_bind_int(statement, 5, fact->from);
    sqlite3_bind_int(statement, 6, writer->release);
    sqlite3_bind_int(statement, 7, fact->reporter);
    sqlite3_bind_int64(statement, 8, fact->line);
    sqlite3_bind_int(statement, 9, fact->to);
    sqlite3_bind_int(statement, 10, (int)fact->precision);
    sqlite3_bind_int(statement, 11, (int)fact->kind);
    if (fact->kind == ENT_KIND_VALUE)
        bind_number(statement, 12, fact->value);
    bind_number(statement, 13, fact->low);
    bind_number(statement, 14, fact->high);
    sqlite3_bind_int64(statement, 15, fact->types);
    sqlite3_bind_int(statement, 16, fact->recalled);
    bind_day(statement, 17, fact->published);
    if (fact->note)
        bind_text(statement, 18, fact->note);
    sqlite3_bind_int(statement, 19, fact->file);
    sqlite3_bind_int(statement, 20, fact->column);
    sqlite3_bind_int(statement, 21, fact->present_borders);
    sqlite3_bind_int(statement, 22, fact->entity);
    ENT_TRY(run(writer, statement, "writing a fact", error));
    struct ent_extents *extents = &writer->extents;
    if (ent_extents_saw(extents, writer->release, fact->strand, fact->a, fact->from, fact->to, fact->kind) ||
        ent_extents_saw(extents, writer->release, fact->strand, fact->b, fact->from, fact->to, fact->kind))
        return ent_fail_memory(error);
    return ENT_OK;
}

int ent_writer_coverage(struct ent_writer *writer, int strand, ent_state state, ent_day from, ent_day to,
                        enum ent_kind absent, const char *list, struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ready(writer, INSERT_COVERAGE, &statement, error));
    sqlite3_bind_int(statement, 1, writer->release);
    sqlite3_bind_int(statement, 2, strand);
    sqlite3_bind_int(statement, 3, state);
    sqlite3_bind_int(statement, 4, from);
    sqlite3_bind_int(statement, 5, to);
    bind_text(statement, 6, absent == ENT_KIND_NONE ? "none" : "unknown");
    bind_text(statement, 7, list);
    return run(writer, statement, "writing the coverage", error);
}

int ent_writer_rejected(struct ent_writer *writer, int file, long line, const char *outcome, const char *reason,
                        struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ready(writer, INSERT_REJECTED, &statement, error));
    sqlite3_bind_int(statement, 1, writer->release);
    sqlite3_bind_int(statement, 2, file);
    sqlite3_bind_int64(statement, 3, line);
    bind_text(statement, 4, outcome);
    bind_text(statement, 5, reason);
    return run(writer, statement, "writing a rejected row", error);
}

int ent_writer_rule(struct ent_writer *writer, const char *text, const char *reason, long applied,
                    struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ready(writer, INSERT_RULE, &statement, error));
    sqlite3_bind_int(statement, 1, writer->release);
    bind_text(statement, 2, text);
    bind_text(statement, 3, reason);
    sqlite3_bind_int64(statement, 4, applied);
    return run(writer, statement, "writing a rule", error);
}

int ent_writer_relation(struct ent_writer *writer, const char *source, const char *reporter, const char *relation,
                        const char *other, struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ready(writer, INSERT_RELATION, &statement, error));
    bind_text(statement, 1, source);
    bind_text(statement, 2, reporter);
    bind_text(statement, 3, relation);
    bind_text(statement, 4, other);
    return run(writer, statement, "writing a relation of sources", error);
}

int ent_writer_roll_call(struct ent_writer *writer, const struct ent_roll_call *roll_call, enum ent_precision precision,
                         struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ready(writer, INSERT_ROLL_CALL, &statement, error));
    sqlite3_bind_int(statement, 1, writer->release);
    sqlite3_bind_int(statement, 2, roll_call->position);
    bind_text(statement, 3, roll_call->name);
    sqlite3_bind_int(statement, 4, roll_call->day);
    sqlite3_bind_int(statement, 5, (int)precision);
    if (roll_call->session > 0)
        sqlite3_bind_int(statement, 6, roll_call->session);
    bind_text(statement, 7, roll_call->resolution);
    bind_text(statement, 8, roll_call->title);
    bind_known(statement, 9, roll_call->important);
    bind_known(statement, 10, roll_call->paragraph);
    bind_known(statement, 11, roll_call->amendment);
    bind_known(statement, 12, roll_call->issues);
    sqlite3_bind_int(statement, 13, roll_call->file);
    sqlite3_bind_int64(statement, 14, roll_call->line);
    ENT_TRY(run(writer, statement, "writing a roll call", error));
    if (writer->day_count == writer->day_capacity) {
        size_t capacity = writer->day_capacity ? writer->day_capacity * 2 : 1024;
        ent_day *days = realloc(writer->days, capacity * sizeof *days);
        if (!days)
            return ent_fail_memory(error);
        writer->days = days;
        writer->day_capacity = capacity;
    }
    writer->days[writer->day_count++] = roll_call->day;
    return ENT_OK;
}

/* Binds `words` 64-bit words (or 32-bit lines) as little-endian bytes. */
static int bind_words(sqlite3_stmt *statement, int at, const uint64_t *wide, const uint32_t *narrow, size_t count) {
    size_t size = wide ? 8 : 4;
    unsigned char *bytes = malloc(count * size + 1);
    if (!bytes)
        return -1;
    for (size_t i = 0; i < count * size; i++)
        bytes[i] = (unsigned char)(wide ? wide[i / 8] >> (8 * (i % 8)) : narrow[i / 4] >> (8 * (i % 4)));
    sqlite3_bind_blob64(statement, at, bytes, count * size, free);
    return 0;
}

static int saw_ballots(struct ent_writer *writer, ent_state state, const struct ent_planes *planes) {
    for (size_t i = 0; i < writer->day_count; i++) {
        uint64_t cast = planes->yes[i / 64] | planes->abstain[i / 64] | planes->no[i / 64] | planes->absent[i / 64];
        ent_day day = writer->days[i];
        if (cast >> (i % 64) & 1 &&
            ent_extents_saw(&writer->extents, writer->release, -1, state, day, day + 1, ENT_KIND_VALUE))
            return -1;
    }
    return 0;
}

int ent_writer_ballots(struct ent_writer *writer, ent_state state, const struct ent_planes *planes, size_t words,
                       const uint32_t *lines, size_t line_count, int file, int column, struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ready(writer, INSERT_BALLOT, &statement, error));
    sqlite3_bind_int(statement, 1, writer->release);
    sqlite3_bind_int(statement, 2, state);
    if (bind_words(statement, 3, planes->yes, NULL, words) || bind_words(statement, 4, planes->abstain, NULL, words) ||
        bind_words(statement, 5, planes->no, NULL, words) || bind_words(statement, 6, planes->absent, NULL, words) ||
        bind_words(statement, 7, NULL, lines, line_count))
        return ent_fail_memory(error);
    sqlite3_bind_int(statement, 8, column);
    sqlite3_bind_int(statement, 9, file);
    ENT_TRY(run(writer, statement, "writing ballots", error));
    return saw_ballots(writer, state, planes) ? ent_fail_memory(error) : ENT_OK;
}

int ent_writer_whole(struct ent_writer *writer, const char *whole, long rows_expected, struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(writer->record, &statement,
                               "UPDATE release SET whole = ?2, rows_expected = nullif(?3, 0) WHERE id = ?1", error));
    sqlite3_bind_int(statement, 1, writer->release);
    bind_text(statement, 2, whole);
    sqlite3_bind_int64(statement, 3, rows_expected);
    int status = run(writer, statement, "writing a release", error);
    sqlite3_finalize(statement);
    return status;
}

const struct ent_extents *ent_writer_extents(const struct ent_writer *writer) {
    return &writer->extents;
}

/* Ballots have their strand now. */
static int write_extents(struct ent_writer *writer, struct ent_error *error) {
    for (size_t i = 0; i < writer->extents.count; i++)
        if (writer->extents.items[i].strand < 0)
            writer->extents.items[i].strand = writer->ballot_strand;
    return ent_extents_write(&writer->extents, writer->record, error);
}

int ent_writer_commit(struct ent_writer *writer, const struct ent_accounts *accounts, struct ent_error *error) {
    long sum = accounts->rows_stored + accounts->rows_duplicate + accounts->rows_rejected + accounts->rows_out_of_scope;
    if (accounts->rows_read != sum)
        return ent_fail(error, ENT_ERROR_INPUT, "the accounts do not add up: %ld rows read, %ld accounted for",
                        accounts->rows_read, sum);
    ENT_TRY(write_extents(writer, error));
    char sql[320];
    snprintf(sql, sizeof sql,
             "UPDATE release SET rows_read = %ld, rows_stored = %ld, rows_duplicate = %ld, rows_rejected = %ld,"
             " rows_out_of_scope = %ld, facts = %ld WHERE id = %d; COMMIT;",
             accounts->rows_read, accounts->rows_stored, accounts->rows_duplicate, accounts->rows_rejected,
             accounts->rows_out_of_scope, accounts->facts, writer->release);
    ENT_TRY(ent_record_run(writer->record, sql, error));
    writer->open = false;
    writer->record->tables = NULL; /* the small tables in memory are of before */
    return ENT_OK;
}

void ent_writer_close(struct ent_writer *writer) {
    if (!writer)
        return;
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(writer->statements[i]);
    if (writer->open)
        sqlite3_exec(writer->record->database, "ROLLBACK", NULL, NULL, NULL);
    ent_extents_release(&writer->extents);
    free(writer->days);
    free(writer);
}
