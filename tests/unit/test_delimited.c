/* Delimited text in every dialect, and what is no table at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "source/delimited.h"

struct opened {
    struct ent_bytes_memory bytes;
    struct ent_arena arena;
    struct ent_table *table;
    struct ent_error error;
    int status;
};

static void open_bytes(struct opened *opened, const char *text, size_t length,
                       const struct ent_delimited_options *options) {
    memset(opened, 0, sizeof *opened);
    ent_arena_init(&opened->arena);
    ent_bytes_memory_init(&opened->bytes, text, length);
    opened->status =
        ent_delimited_open(&opened->table, &opened->bytes.base, "file.csv", options, &opened->arena, &opened->error);
}

static void open_text(struct opened *opened, const char *text) {
    open_bytes(opened, text, strlen(text), NULL);
}

static void close_text(struct opened *opened) {
    if (opened->table)
        opened->table->close(opened->table);
    ent_arena_release(&opened->arena);
}

static bool next(struct opened *opened, struct ent_row *row) {
    bool more = false;
    opened->status = opened->table->next(opened->table, row, &more, &opened->error);
    return opened->status == ENT_OK && more;
}

static void check_refused(const char *text, size_t length, const char *words) {
    struct opened opened;
    open_bytes(&opened, text, length, NULL);
    assert_int_equal(opened.status, ENT_ERROR_INPUT);
    assert_non_null(strstr(opened.error.message, words));
    close_text(&opened);
}

static void separators_are_found(void **state) {
    (void)state;
    static const char *const texts[] = {"a,b\n1,2\n", "a;b\n1;2\n", "a\tb\n1\t2\n", "a|b\n1|2\n", "\"a,x\";b\n1;2\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct opened opened;
        struct ent_row row;
        open_text(&opened, texts[i]);
        assert_int_equal(opened.table->column_count, 2);
        assert_true(next(&opened, &row));
        assert_string_equal(row.fields[1].text, "2");
        assert_false(next(&opened, &row));
        close_text(&opened);
    }
}

static void line_ends_and_line_numbers(void **state) {
    (void)state;
    static const char *const texts[] = {"a,b\r\n\"x\r\ny\",1\r\n3,4", "a,b\n\"x\ny\",1\n3,4\n",
                                        "a,b\r\"x\ry\",1\r3,4\r"};
    for (size_t i = 0; i < 3; i++) {
        struct opened opened;
        struct ent_row row;
        open_text(&opened, texts[i]);
        assert_true(next(&opened, &row));
        assert_string_equal(row.fields[0].text, "x\ny");
        assert_int_equal(row.line, 2);
        assert_true(next(&opened, &row));
        assert_string_equal(row.fields[1].text, "4");
        assert_int_equal(row.line, 4);
        assert_false(next(&opened, &row));
        close_text(&opened);
    }
}

static void quotes_tell_missing_from_text(void **state) {
    (void)state;
    struct opened opened;
    struct ent_row row;
    open_text(&opened, "a,b,c,d\n\"NA\",NA,,\"say \"\"no\"\"\"\n");
    assert_true(next(&opened, &row));
    assert_true(row.fields[0].quoted && !row.fields[0].missing);
    assert_false(row.fields[1].quoted);
    assert_true(row.fields[2].missing);
    assert_string_equal(row.fields[3].text, "say \"no\"");
    close_text(&opened);
}

static void encodings(void **state) {
    (void)state;
    struct opened opened;
    struct ent_row row;
    open_text(&opened, "\xef\xbb\xbfname,x\nT\xfcrkiye,\x80\n");
    assert_string_equal(opened.table->columns[0], "name");
    assert_true(next(&opened, &row));
    assert_string_equal(row.fields[0].text, "T\xc3\xbcrkiye");
    assert_string_equal(row.fields[1].text, "\xe2\x82\xac");
    assert_non_null(strstr(opened.table->note.bytes, "line 2 is not UTF-8"));
    close_text(&opened);
    static const char wide[] = "\xff\xfe"
                               "a\0,\0b\0\n\0\xfc\0,\0002\0";
    open_bytes(&opened, wide, sizeof wide - 1, NULL);
    assert_int_equal(opened.status, ENT_OK);
    assert_true(next(&opened, &row));
    assert_string_equal(row.fields[0].text, "\xc3\xbc");
    assert_string_equal(row.fields[1].text, "2");
    close_text(&opened);
}

static void comments_and_blank_lines_are_skipped(void **state) {
    (void)state;
    struct opened opened;
    struct ent_row row;
    struct ent_delimited_options options = {.comment = "#"};
    const char *text = "# a table, made by hand; with commas, too\n\na;b\n\n# 1\n1;2\n";
    open_bytes(&opened, text, strlen(text), &options);
    assert_int_equal(opened.table->column_count, 2);
    assert_true(next(&opened, &row));
    assert_int_equal(row.line, 6);
    close_text(&opened);
}

static void rows_of_another_width_are_given_as_they_are(void **state) {
    (void)state;
    struct opened opened;
    struct ent_row row;
    open_text(&opened, "a,b\n1,2,3\n1\n");
    assert_true(next(&opened, &row));
    assert_int_equal(row.count, 3);
    assert_true(next(&opened, &row));
    assert_int_equal(row.count, 1);
    close_text(&opened);
}

static void what_is_no_table(void **state) {
    (void)state;
    check_refused("", 0, "is empty");
    check_refused(" \n\n", 3, "is empty");
    static const char page[] = "\n<!DOCTYPE html><html><body>404</body></html>";
    check_refused(page, sizeof page - 1, "web page");
    static const char pointer[] = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n";
    check_refused(pointer, sizeof pointer - 1, "large file storage");
    static const char json[] = "{\"error\": \"rate limit\"}";
    check_refused(json, sizeof json - 1, "JSON");
    static const char binary[] = "a,b\0c\n";
    check_refused(binary, sizeof binary - 1, "NUL");
}

static void an_open_quote_names_its_line(void **state) {
    (void)state;
    struct opened opened;
    struct ent_row row;
    open_text(&opened, "a,b\n1,2\n3,\"never closed\n5,6\n");
    assert_true(next(&opened, &row));
    assert_false(next(&opened, &row));
    assert_int_equal(opened.status, ENT_ERROR_INPUT);
    assert_int_equal(opened.error.line, 3);
    close_text(&opened);
}

static void a_missing_column_lists_what_is_there(void **state) {
    (void)state;
    struct opened opened;
    size_t column;
    open_text(&opened, "ccode,Year,milex\n");
    assert_int_equal(ent_table_column(opened.table, "year", &column, &opened.error), ENT_ERROR_INPUT);
    assert_non_null(strstr(opened.error.message, "Did you mean \"Year\""));
    close_text(&opened);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(separators_are_found),
        cmocka_unit_test(line_ends_and_line_numbers),
        cmocka_unit_test(quotes_tell_missing_from_text),
        cmocka_unit_test(encodings),
        cmocka_unit_test(comments_and_blank_lines_are_skipped),
        cmocka_unit_test(rows_of_another_width_are_given_as_they_are),
        cmocka_unit_test(what_is_no_table),
        cmocka_unit_test(an_open_quote_names_its_line),
        cmocka_unit_test(a_missing_column_lists_what_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
