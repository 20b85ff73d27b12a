#include "small_record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SMALL ENT_SOURCE_DIR "/tests/files/small"

static void give_up(const char *what, const struct ent_error *error) {
    fprintf(stderr, "%s: %s:%ld: %s\n", what, error->file, error->line, error->message);
    exit(2);
}

void small_record_keep(struct small_record *small) {
    sqlite3_int64 length;
    sqlite3_free(small->image);
    small->image = sqlite3_serialize(small->record->database, "main", &length, 0);
    small->length = length;
    if (!small->image)
        exit(2);
}

void small_record_open_empty(struct small_record *small) {
    struct ent_error error = {0};
    *small = (struct small_record){0};
    if (ent_record_open(&small->record, ":memory:", ENT_RECORD_CREATE, &error) != ENT_OK)
        give_up("the small record", &error);
    sqlite3_exec(small->record->database, "PRAGMA page_size = 512; VACUUM", NULL, NULL, NULL); /* little to put back */
    small_record_keep(small);
}

void small_record_open(struct small_record *small) {
    struct ent_error error = {0};
    struct ent_text report;
    small_record_open_empty(small);
    ent_text_init(&report);
    if (ent_pack_states(small->record, SMALL, &report, &error) != ENT_OK)
        give_up("the small record", &error);
    ent_text_release(&report);
    small_record_keep(small);
}

bool small_record_same(const struct small_record *small) {
    sqlite3_int64 length;
    unsigned char *now = sqlite3_serialize(small->record->database, "main", &length, 0);
    bool same = now && length == small->length && memcmp(now, small->image, (size_t)length) == 0;
    sqlite3_free(now);
    return same;
}

void small_record_restore(struct small_record *small) {
    unsigned char *copy = sqlite3_malloc64((sqlite3_uint64)small->length);
    if (!copy)
        exit(2);
    memcpy(copy, small->image, (size_t)small->length);
    if (sqlite3_deserialize(small->record->database, "main", copy, small->length, small->length,
                            SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE) != SQLITE_OK) {
        fprintf(stderr, "the small record cannot be put back: %s\n", sqlite3_errmsg(small->record->database));
        exit(2);
    }
}

double small_record_ask(const struct small_record *small, const char *sql) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(small->record->database, sql, -1, &statement, NULL) != SQLITE_OK ||
        sqlite3_step(statement) != SQLITE_ROW) {
        fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(small->record->database));
        exit(2);
    }
    double number = sqlite3_column_double(statement, 0);
    sqlite3_finalize(statement);
    return number;
}

const char *small_record_miscount(const struct small_record *small) {
#define NEWEST " FROM release ORDER BY id DESC LIMIT 1"
#define LISTED(outcome) \
    "(SELECT count(*) FROM rejected WHERE release = (SELECT max(id) FROM release) AND outcome = '" outcome "')"
    static const struct {
        const char *sql, *what;
    } checks[] = {
        {"SELECT rows_read = rows_stored + rows_duplicate + rows_rejected + rows_out_of_scope" NEWEST,
         "rows read are not stored + duplicates + rejected + out of scope"},
        {"SELECT rows_rejected = " LISTED("rejected") NEWEST, "not every rejected row is listed"},
        {"SELECT rows_duplicate = " LISTED("duplicate") NEWEST, "not every duplicate is listed"},
        {"SELECT rows_out_of_scope = " LISTED("out of scope") NEWEST, "not every row out of scope is listed"},
        {"SELECT rows_stored > 0" NEWEST, "nothing was stored, and that is no error"},
        {"SELECT count(*) = 0 FROM rejected WHERE reason = ''", "a row is rejected without a reason"},
        {"SELECT count(*) = 0 FROM fact WHERE kind = 0 AND value IS NOT NULL AND abs(value) > 1.8e308",
         "an infinite value was stored"},
    };
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        if (small_record_ask(small, checks[i].sql) != 1)
            return checks[i].what;
    return NULL;
}
