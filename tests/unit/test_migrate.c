/* Records of other versions: older ones are brought up by a writer and explained to a reader, newer ones are refused; and
 * what is no record at all is told so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/text.h"
#include "record/read.h"

#define FILES ENT_SOURCE_DIR "/tests/files/records/"
#define RECORD "old.sqlite"

static char *slurp(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    static char bytes[1 << 20];
    *length = fread(bytes, 1, sizeof bytes - 1, file);
    fclose(file);
    bytes[*length] = '\0';
    return bytes;
}

static void run(sqlite3 *database, const char *sql) {
    char *message = NULL;
    if (sqlite3_exec(database, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s", message);
}

static void make_old(int version) {
    char path[200];
    size_t length;
    sqlite3 *database;
    remove(RECORD);
    assert_int_equal(sqlite3_open(RECORD, &database), SQLITE_OK);
    snprintf(path, sizeof path, FILES "version%d.sql", version);
    run(database, slurp(path, &length));
    run(database, slurp(FILES "content.sql", &length));
    snprintf(path, sizeof path, "PRAGMA application_id = 1701737573; PRAGMA user_version = %d", version);
    run(database, path);
    sqlite3_close(database);
}

static void hash(const char *path, char out[ENT_HASH_TEXT]) {
    size_t length;
    const char *bytes = slurp(path, &length);
    ent_hash_bytes(bytes, length, out);
}

static double ask(struct ent_record *record, const char *sql) {
    sqlite3_stmt *statement;
    struct ent_error error = {0};
    if (ent_record_prepare(record, &statement, sql, &error) != ENT_OK)
        fail_msg("%s", error.message);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    double number = sqlite3_column_double(statement, 0);
    sqlite3_finalize(statement);
    return number;
}

/* The columns of all tables, in order of names: what ALTER TABLE added stands last, and nobody may depend on order. */
static void schema(struct ent_record *record, struct ent_text *out) {
    sqlite3_stmt *statement;
    ent_text_init(out);
    assert_int_equal(ent_record_prepare(record, &statement,
                                        "SELECT m.name || ' ' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' "
                                        "|| coalesce(c.dflt_value, '') || ' ' || c.pk FROM sqlite_schema m,"
                                        " pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY 1",
                                        NULL),
                     ENT_OK);
    while (sqlite3_step(statement) == SQLITE_ROW)
        ent_text_format(out, "%s\n", (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
}

static struct ent_record *bring_up(int version) {
    struct ent_record *record = NULL;
    struct ent_error error = {0};
    make_old(version);
    if (ent_record_open(&record, RECORD, ENT_RECORD_WRITE, &error) != ENT_OK)
        fail_msg("%s", error.message);
    assert_int_equal(record->migrated_from, version);
    assert_true(ask(record, "PRAGMA user_version") == ENT_RECORD_VERSION);
    return record;
}

static void check_schema_is_todays(struct ent_record *record) {
    struct ent_record *fresh = NULL;
    struct ent_text old_schema, new_schema;
    struct ent_error error = {0};
    remove("fresh.sqlite");
    assert_int_equal(ent_record_open(&fresh, "fresh.sqlite", ENT_RECORD_CREATE, &error), ENT_OK);
    schema(record, &old_schema);
    schema(fresh, &new_schema);
    assert_string_equal(old_schema.bytes, new_schema.bytes);
    ent_text_release(&old_schema);
    ent_text_release(&new_schema);
    ent_record_close(fresh);
    remove("fresh.sqlite");
}

static void check_content(struct ent_record *record) {
    assert_true(ask(record, "SELECT count(*) FROM fact") == 6);
    assert_true(ask(record, "SELECT sum(value) FROM fact") == 1.5 + 2.5 + 3.5 + 9 + 1);
    /* AAA of the first release: 1950 to 1961 with three values and nine years between, one of them missing in words. */
    assert_true(ask(record, "SELECT from_day FROM extent WHERE release = 1 AND state = 0") == -7305);
    assert_true(ask(record, "SELECT to_day FROM extent WHERE release = 1 AND state = 0") == -2922);
    assert_true(ask(record, "SELECT holes FROM extent WHERE release = 1 AND state = 0") == 9);
    assert_true(ask(record, "SELECT unknown FROM extent WHERE release = 1 AND state = 0") == 1);
    /* Ballots at positions 1 and 2: days -6000 (1953) and -5990. */
    assert_true(ask(record, "SELECT seen FROM extent WHERE release = 3 AND state = 0") == 2);
    assert_true(ask(record, "SELECT from_day FROM extent WHERE release = 3 AND state = 0") == -6000);
    assert_true(ask(record, "SELECT to_day FROM extent WHERE release = 3 AND state = 0") == -5989);
    assert_true(ask(record, "SELECT count(*) FROM release WHERE whole = 'by checksum'") == 1);
    assert_true(ask(record, "SELECT whole = 'by checksum' FROM release WHERE id = 1") == 1);
    assert_true(ask(record, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'") == 0);
    assert_true(ask(record, "SELECT count(*) FROM pragma_foreign_key_check") == 0);
}

static void version_1_is_brought_up(void **state) {
    (void)state;
    struct ent_record *record = bring_up(1);
    check_schema_is_todays(record);
    check_content(record);
    /* Only the recipe with `borders present`, and only before the break of 1960. */
    assert_true(ask(record, "SELECT count(*) FROM fact WHERE borders = 1") == 3);
    assert_true(ask(record, "SELECT count(*) FROM fact WHERE borders = 1 AND release = 1 AND a = 0") == 3);
    ent_record_close(record);
}

static void version_2_is_brought_up(void **state) {
    (void)state;
    struct ent_record *record = bring_up(2);
    check_schema_is_todays(record);
    check_content(record);
    assert_true(ask(record, "SELECT count(*) FROM fact WHERE borders = 1") == 0); /* what version 2 said stays */
    ent_record_close(record);
    struct ent_error error = {0};
    assert_int_equal(ent_record_open(&record, RECORD, ENT_RECORD_READ, &error), ENT_OK);
    assert_int_equal(record->migrated_from, 0);
    ent_record_close(record);
}

static void check_refused(const char *path, enum ent_record_mode mode, const char *words) {
    struct ent_record *record = NULL;
    struct ent_error error = {0};
    assert_int_equal(ent_record_open(&record, path, mode, &error), ENT_ERROR_RECORD);
    assert_string_equal(error.file, path);
    if (!strstr(error.message, words))
        fail_msg("\"%s\" is not in \"%s\"", words, error.message);
}

static void a_reader_changes_nothing(void **state) {
    (void)state;
    char before[ENT_HASH_TEXT], after[ENT_HASH_TEXT];
    for (int version = 1; version <= 2; version++) {
        char words[80];
        make_old(version);
        hash(RECORD, before);
        snprintf(words, sizeof words, "has schema version %d, of an older entente", version);
        check_refused(RECORD, ENT_RECORD_READ, words);
        check_refused(RECORD, ENT_RECORD_READ, "entente add --record " RECORD " --pack");
        hash(RECORD, after);
        assert_string_equal(before, after);
    }
}

static void newer_versions_are_refused(void **state) {
    (void)state;
    char before[ENT_HASH_TEXT], after[ENT_HASH_TEXT];
    sqlite3 *database;
    make_old(2);
    assert_int_equal(sqlite3_open(RECORD, &database), SQLITE_OK);
    run(database, "PRAGMA user_version = 99");
    sqlite3_close(database);
    hash(RECORD, before);
    check_refused(RECORD, ENT_RECORD_READ, "schema version 99, of a newer entente; this one knows versions up to ");
    check_refused(RECORD, ENT_RECORD_WRITE, "schema version 99, of a newer entente; this one knows versions up to ");
    hash(RECORD, after);
    assert_string_equal(before, after);
}

/* A step that fails in the middle leaves the old record: here a table of the newest version stands in the way of the
 * last step, after the first was done. */
static void a_failed_step_leaves_the_old_record(void **state) {
    (void)state;
    char before[ENT_HASH_TEXT], after[ENT_HASH_TEXT];
    struct ent_record *record = NULL;
    struct ent_error error = {0};
    sqlite3 *database;
    make_old(1);
    assert_int_equal(sqlite3_open(RECORD, &database), SQLITE_OK);
    run(database, "CREATE TABLE extent (x)");
    sqlite3_close(database);
    hash(RECORD, before);
    assert_int_equal(ent_record_open(&record, RECORD, ENT_RECORD_WRITE, &error), ENT_ERROR_RECORD);
    assert_non_null(strstr(error.message, "extent already exists"));
    hash(RECORD, after);
    assert_string_equal(before, after);
}

static void write_file(const char *path, const char *bytes, size_t length) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

static void what_is_no_record(void **state) {
    (void)state;
    size_t length;
    check_refused("nothing.sqlite", ENT_RECORD_READ, "there is no record here");
    write_file("odd.sqlite", "", 0);
    check_refused("odd.sqlite", ENT_RECORD_READ, "this file is empty");
    check_refused("odd.sqlite", ENT_RECORD_WRITE, "this file is empty");
    write_file("odd.sqlite", "only text, and more than sixteen bytes of it, as a note would have", 66);
    check_refused("odd.sqlite", ENT_RECORD_READ, "a file of another kind");
    remove("odd.sqlite");
    mkdir("odd.sqlite", 0777);
    check_refused("odd.sqlite", ENT_RECORD_READ, "this is a folder");
    check_refused("odd.sqlite", ENT_RECORD_WRITE, "this is a folder");
    rmdir("odd.sqlite");
    sqlite3 *database;
    assert_int_equal(sqlite3_open("odd.sqlite", &database), SQLITE_OK);
    run(database, "CREATE TABLE t (x); INSERT INTO t VALUES (1)");
    sqlite3_close(database);
    check_refused("odd.sqlite", ENT_RECORD_READ, "this SQLite file is not a record");
    ent_record_close(bring_up(2));
    const char *bytes = slurp(RECORD, &length);
    write_file("odd.sqlite", bytes, length / 2);
    check_refused("odd.sqlite", ENT_RECORD_READ, "damaged or cut short");
    write_file("odd.sqlite", bytes, 50);
    check_refused("odd.sqlite", ENT_RECORD_READ, "not a record of entente");
    remove("odd.sqlite");
}

static void what_may_not_be_read(void **state) {
    (void)state;
    if (geteuid() == 0)
        skip(); /* root may read everything; tests/command/records.sh asks as somebody else */
    ent_record_close(bring_up(2));
    chmod(RECORD, 0);
    check_refused(RECORD, ENT_RECORD_READ, "may not be read");
    chmod(RECORD, 0444);
    check_refused(RECORD, ENT_RECORD_WRITE, "may not be written");
    chmod(RECORD, 0644);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(version_1_is_brought_up),    cmocka_unit_test(version_2_is_brought_up),
        cmocka_unit_test(a_reader_changes_nothing),   cmocka_unit_test(newer_versions_are_refused),
        cmocka_unit_test(a_failed_step_leaves_the_old_record),
        cmocka_unit_test(what_is_no_record),          cmocka_unit_test(what_may_not_be_read),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    remove(RECORD);
    return failed;
}
