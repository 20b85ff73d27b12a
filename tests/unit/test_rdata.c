/* R's files: every kind of column as R shows it, and files that are cut or changed at any byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>

#include "source/open.h"
#include "source/rdata.h"

#define SMALL ENT_SOURCE_DIR "/tests/files/small"

/* kinds.rds and kinds.rda hold the same frame, made in R: whole c(1L, NA, -3L, 4L, 5L), number c(NA, 0.1, 1e300, -2.5, 3),
 * text c("NA", NA, "", "a,b", "té"), latin "café" saved as Latin-1, a factor, dates, times of 2018-09-11 23:59:59 UTC and a
 * day later each, logicals, 11:15 and as.character(101:105) and a sorted vector (which R saves in other forms), a list. */
static const char *const columns[] = {"whole", "number", "text", "latin",  "factor", "day",
                                      "time",  "yes",    "run",  "sorted", "spoken", "list"};
enum { COLUMNS = sizeof columns / sizeof *columns, ROWS = 5 };
static const char *const cells[ROWS][COLUMNS] = {
    {"1", NULL, "NA", "caf\303\251", "b", "1899-12-31", "2018-09-11", "TRUE", "11", "1", "101", "(an R object)"},
    {NULL, "0.1", NULL, "caf\303\251", "a", "1970-01-01", "2018-09-12", NULL, "12", "2", "102", "(an R object)"},
    {"-3", "1e+300", "", "caf\303\251", NULL, NULL, "2018-09-13", "FALSE", "13", "3", "103", "(an R object)"},
    {"4", "-2.5", "a,b", "caf\303\251", "c", "2018-09-11", "2018-09-14", "TRUE", "14", "4", "104", "(an R object)"},
    {"5", "3", "t\303\251", "caf\303\251", "b", "2024-02-29", "2018-09-15", "FALSE", "15", "5", "105", "(an R object)"},
};

static void check_table(struct ent_table *table) {
    struct ent_error error;
    struct ent_row row;
    bool more;
    assert_int_equal(table->column_count, COLUMNS);
    for (size_t i = 0; i < COLUMNS; i++)
        assert_string_equal(table->columns[i], columns[i]);
    for (long line = 1; line <= ROWS; line++) {
        assert_int_equal(table->next(table, &row, &more, &error), ENT_OK);
        assert_true(more && row.line == line && row.count == COLUMNS);
        for (size_t i = 0; i < COLUMNS; i++) {
            const char *cell = cells[line - 1][i];
            assert_int_equal(row.fields[i].missing, cell == NULL);
            assert_string_equal(row.fields[i].text, cell ? cell : "");
        }
    }
    assert_int_equal(table->next(table, &row, &more, &error), ENT_OK);
    assert_false(more);
    assert_non_null(strstr(table->note.bytes, "Windows-1252"));
}

static void every_kind_of_column(void **state) {
    (void)state;
    static const char *const files[] = {SMALL "/kinds.rds", SMALL "/kinds.rda"};
    for (size_t i = 0; i < 2; i++) {
        struct ent_open_options options = {.object = i ? "kinds" : NULL};
        struct ent_arena arena;
        struct ent_table *table;
        struct ent_error error;
        ent_arena_init(&arena);
        if (ent_open_table(&table, files[i], &options, &arena, &error) != ENT_OK)
            fail_msg("%s", error.message);
        check_table(table);
        table->close(table);
        ent_arena_release(&arena);
    }
}

/* Opens a file from memory and reads all of it; the status, with a message where it is no success. */
static int read_bytes(const char *bytes, size_t length) {
    struct ent_bytes_memory memory;
    struct ent_arena arena;
    struct ent_table *table;
    struct ent_error error = {0};
    struct ent_row row;
    bool more = true;
    ent_arena_init(&arena);
    ent_bytes_memory_init(&memory, bytes, length);
    int status = ent_rdata_open(&table, &memory.base, "file.rds", NULL, "", 0, &arena, &error);
    if (status == ENT_OK) {
        while (status == ENT_OK && more)
            status = table->next(table, &row, &more, &error);
        table->close(table);
    }
    assert_true(status == ENT_OK || error.message[0]);
    ent_arena_release(&arena);
    return status;
}

static char *unpacked(const char *path, size_t *length) {
    enum { ROOM = 1 << 16 };
    struct ent_stream_want want = {0};
    struct ent_bytes *bytes;
    struct ent_arena arena;
    struct ent_error error;
    char *content = malloc(ROOM);
    ssize_t step;
    ent_arena_init(&arena);
    assert_int_equal(ent_stream_open(&bytes, path, &want, NULL, &arena, NULL, &error), ENT_OK);
    *length = 0;
    while ((step = bytes->read(bytes, content + *length, ROOM - *length, &error)) > 0)
        *length += (size_t)step;
    bytes->close(bytes);
    ent_arena_release(&arena);
    return content;
}

static void cut_anywhere(void **state) {
    (void)state;
    size_t length;
    char *content = unpacked(SMALL "/kinds.rds", &length);
    assert_int_equal(read_bytes(content, length), ENT_OK);
    for (size_t i = 0; i < length; i++) {
        char *copy = malloc(i + 1); /* of its own size, so that a step too far is seen */
        memcpy(copy, content, i);
        assert_int_equal(read_bytes(copy, i), ENT_ERROR_INPUT);
        free(copy);
    }
    free(content);
}

/* Changed bytes may give another table or an error with words, and nothing else. */
static void changed_anywhere(void **state) {
    (void)state;
    static const unsigned char values[] = {0x00, 0x01, 0x7f, 0x80, 0xee, 0xff};
    size_t length;
    char *content = unpacked(SMALL "/kinds.rda", &length);
    for (size_t i = 0; i < length; i++)
        for (size_t k = 0; k < sizeof values; k++) {
            char was = content[i];
            content[i] = (char)values[k];
            read_bytes(content, length);
            content[i] = was;
        }
    free(content);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_column),
        cmocka_unit_test(cut_anywhere),
        cmocka_unit_test(changed_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
