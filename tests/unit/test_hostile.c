/* Faults that hostile files found in the readers, each by the smallest file that shows it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "fixture_small.h"
#include "source/add.h"
#include "source/delimited.h"
#include "source/open.h"

/* ---- text ---- */

struct outcome {
    int status;
    long rows, faults, line;
    char message[1024], note[512];
};

static struct outcome read_bytes(const char *bytes, size_t length, const char *name) {
    struct outcome outcome = {0};
    struct ent_bytes_memory memory;
    struct ent_arena arena;
    struct ent_error error = {0};
    struct ent_table *table;
    struct ent_row row;
    bool more = true;
    size_t column;
    ent_arena_init(&arena);
    ent_bytes_memory_init(&memory, bytes, length);
    outcome.status = ent_delimited_open(&table, &memory.base, "file.csv", NULL, &arena, &error);
    if (outcome.status == ENT_OK) {
        if (name)
            outcome.status = ent_table_column(table, name, &column, &error);
        while (outcome.status == ENT_OK && (outcome.status = table->next(table, &row, &more, &error)) == ENT_OK &&
               more) {
            outcome.rows++;
            outcome.faults += row.fault != NULL;
        }
        snprintf(outcome.note, sizeof outcome.note, "%s", table->note.bytes);
        table->close(table);
    }
    outcome.line = error.line;
    snprintf(outcome.message, sizeof outcome.message, "%s", error.message);
    ent_arena_release(&arena);
    return outcome;
}

#define READ(bytes) read_bytes(bytes, sizeof(bytes) - 1, NULL)

static void check_refused(struct outcome outcome, long line, const char *words) {
    assert_int_equal(outcome.status, ENT_ERROR_INPUT);
    if (!strstr(outcome.message, words))
        fail_msg("\"%s\" is not in: %s", words, outcome.message);
    assert_int_equal(outcome.line, line);
}

static void quotes_that_do_not_match(void **state) {
    (void)state;
    /* "1"2 was read as 12 */
    struct outcome outcome = READ("a,b\n\"1\"2,3\n4,5\n");
    assert_int_equal(outcome.status, ENT_OK);
    assert_int_equal(outcome.rows, 2);
    assert_int_equal(outcome.faults, 1);
    /* an open quote swallowed the next row without a word */
    check_refused(READ("a,b\n1,\"x\n2,\"y\"\n3,z\n"), 2, "closed on line 3");
    outcome = READ("a,b\n1,\"x\n2,y\"\n3,z\n");
    assert_int_equal(outcome.rows, 2);
    assert_non_null(strstr(outcome.note, "over several lines inside quotes, the first on line 2"));
    check_refused(READ("\"a\"b,c\n1,2\n"), 1, "in the header");
    outcome = READ("\"a\" ,b\n\"1\" ,2\n");
    assert_int_equal(outcome.faults, 0);
}

static void utf16_that_ends_in_the_middle(void **state) {
    (void)state;
    check_refused(READ("\xff\xfe"
                       "a\0,\0b\0\n\0"
                       "1\0,\0"
                       "2"),
                  2, "in the middle of a character");
    struct outcome outcome = READ("\xff\xfe"
                                  "a\0,\0b\0\n\0"
                                  "1\0,\0\0\xd8"
                                  "2\0\n\0");
    assert_int_equal(outcome.status, ENT_OK);
    assert_non_null(strstr(outcome.note, "half a character"));
}

static void two_columns_of_one_name(void **state) {
    (void)state;
    static const char bytes[] = "a,b,a\n1,2,3\n";
    check_refused(read_bytes(bytes, sizeof bytes - 1, "a"), 1, "two columns \"a\", the 1. and the 3.");
    assert_int_equal(read_bytes(bytes, sizeof bytes - 1, "b").status, ENT_OK);
}

static void too_many_fields(void **state) {
    (void)state;
    static char bytes[40000] = "a,b\n";
    memset(bytes + 4, ',', sizeof bytes - 4);
    check_refused(read_bytes(bytes, sizeof bytes, NULL), 2, "more than 16384 fields");
}

/* ---- numbers ---- */

static void numbers_that_are_none(void **state) {
    (void)state;
    long whole;
    double number;
    assert_false(ent_text_integer("", &whole)); /* read a byte behind the text */
    assert_false(ent_text_integer("+", &whole));
    assert_false(ent_text_number("1e-400", &number)); /* was a zero */
    assert_false(ent_text_number("1e400", &number));
    assert_true(ent_text_number("0e5", &number) && number == 0);
}

static void text_for_a_terminal(void **state) {
    (void)state;
    char text[] = "a\033[31m\007\xc2\x9b"
                  "b\n\xc3\xa9\xe2\x82";
    ent_text_make_printable(text);
    assert_string_equal(text, "a?[31m???b\n\xc3\xa9");
}

/* ---- files, to the record ---- */

static void write_file(const char *path, const char *bytes, size_t length) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

static int add(struct fixture *fixture, const char *source, const char *const *files, size_t count,
               const char *recipe) {
    struct ent_add request = {.data_dir = SMALL,
                              .source = source,
                              .recipe_path = recipe,
                              .files = files,
                              .file_count = count,
                              .version = "9",
                              .today = ent_day_from(2026, 1, 1)};
    ent_text_clear(&fixture->report);
    fixture->error = (struct ent_error){0};
    return ent_add_release(fixture->record, &request, &fixture->report, &fixture->error);
}

static void check_says(struct fixture *fixture, int status, int expected, const char *words) {
    const char *said = expected == ENT_OK ? fixture->report.bytes : fixture->error.message;
    if (status != expected || !strstr(said, words))
        fail_msg("status %d, and \"%s\" is not in: %s%s", status, words, fixture->report.bytes, fixture->error.message);
}

static int add_text(struct fixture *fixture, const char *source, const char *path, const char *text) {
    write_file(path, text, strlen(text));
    return add(fixture, source, &path, 1, NULL);
}

static void a_product_too_large(void **state) {
    check_says(*state, add_text(*state, "values", "values.csv", "ccode,year,milex\n2,1950,1\n2,1951,1e306\n"), ENT_OK,
               "1 stored + 0 duplicates + 1 rejected");
    check_says(*state,
               add_text(*state, "figures", "figures.tsv",
                        "a\tb\tstrand\tfrom\tto\tvalue\tunit\treporter\tpublished\tcitation\tstatus\n"
                        "AAA\t\tdebt\t1950\t1950\t1e305\tbillion USD\tBank\t1951\tp\tread\n"
                        "AAA\t\tdebt\t1951\t1951\t1\tbillion USD\tBank\t1952\tp\tread\n"),
               ENT_OK, "is too large for a number");
}

static void ballots_that_are_not_there(void **state) {
    const char *const files[] = {"long.csv", SMALL "/calls.csv"};
    write_file(files[0], "rcid,country,code,vote\n", 23);
    check_says(*state, add(*state, "votes", files, 2, NULL), ENT_ERROR_INPUT, "no ballots");
    const char *const packed[] = {"packed.tsv", "calls.csv"};
    static const char calls[] = "rcid\tdate\n5\t2001-01-02\n1\t2002-01-02\n7\t2003-01-02\n";
    write_file(packed[1], calls, sizeof calls - 1);
    static const char runs[] = "rcid\tfirst_row\tballots\n5\t1\tAA:y\n1\t9\t\n7\t9223372036854775807\tAA:y BB:n\n";
    write_file(packed[0], runs, sizeof runs - 1);
    check_says(*state, add(*state, "votes", packed, 2, NULL), ENT_OK, "packed.tsv:3  first_row 9 has no ballots");
    check_says(*state, ENT_OK, ENT_OK, "is no number of a row");
}

static void one_name_for_two_roll_calls(void **state) {
    const char *const files[] = {"long.csv", "calls.csv"};
    static const char ballots[] = "rcid,country,code,vote\n5,,AA,yes\n",
                      calls[] = "rcid,date\n5,2001-01-02\n5,2002-01-02\n";
    write_file(files[0], ballots, sizeof ballots - 1);
    write_file(files[1], calls, sizeof calls - 1);
    check_says(*state, add(*state, "votes", files, 2, NULL), ENT_OK,
               "calls.csv:3  roll call 5 stands on line 2 with another");
}

static void gzip_that_is_damaged(void **state) {
    /* printf 'ccode,year,milex\n2,1950,1\n' | gzip -n, the check sum spoilt; then whole, with a tail */
    static const unsigned char good[] = {0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 0x03, 0x01, 26, 0, 229, 255};
    static const char text[] = "ccode,year,milex\n2,1950,1\n";
    unsigned char file[64];
    size_t length = sizeof good;
    memcpy(file, good, sizeof good); /* one block, stored: its length and that inverted come first */
    memcpy(file + length, text, 26);
    length += 26;
    memcpy(file + length, "\0\0\0\0\x1a\0\0\0", 8);
    length += 8;
    const char *path = "values.csv";
    write_file(path, (const char *)file, length);
    check_says(*state, add(*state, "values", &path, 1, NULL), ENT_ERROR_INPUT, "incorrect data check");
}

static void recipes_that_are_none(void **state) {
    const char *path = SMALL "/values.csv";
    static const char nul[] = "source a\nlicence open\n\0file values.csv\n";
    write_file("nul.recipe", nul, sizeof nul - 1);
    check_says(*state, add(*state, "a", &path, 1, "nul.recipe"), ENT_ERROR_INPUT, "NUL");
    assert_int_equal(((struct fixture *)*state)->error.line, 3);
    static const char latin[] = "source a\ntitle \xe9\nlicence open\n";
    write_file("latin.recipe", latin, sizeof latin - 1);
    check_says(*state, add(*state, "a", &path, 1, "latin.recipe"), ENT_ERROR_INPUT, "not UTF-8");
    static const char stars[] = "source a\nlicence open\nfile *a*b*c*d\n";
    write_file("stars.recipe", stars, sizeof stars - 1);
    check_says(*state, add(*state, "a", &path, 1, "stars.recipe"), ENT_ERROR_INPUT, "more than 3 stars");
    static const char mac[] =
        "\xef\xbb\xbfsource values\rlicence open\rversion 1\rseen 2020\rstate ccode cow\rtime year year\r"
        "value milex milex USD\r";
    write_file("mac.recipe", mac, sizeof mac - 1);
    check_says(*state, add(*state, "values", &path, 1, "mac.recipe"), ENT_OK, "12 rows read");
}

static void what_is_no_file(void **state) {
    const char *path = "/dev/zero";
    check_says(*state, add(*state, "values", &path, 1, NULL), ENT_ERROR_INPUT, "A folder or a pipe is none");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_that_do_not_match),
        cmocka_unit_test(utf16_that_ends_in_the_middle),
        cmocka_unit_test(two_columns_of_one_name),
        cmocka_unit_test(too_many_fields),
        cmocka_unit_test(numbers_that_are_none),
        cmocka_unit_test(text_for_a_terminal),
        cmocka_unit_test_setup_teardown(a_product_too_large, fixture_small_setup, fixture_small_teardown),
        cmocka_unit_test_setup_teardown(ballots_that_are_not_there, fixture_small_setup, fixture_small_teardown),
        cmocka_unit_test_setup_teardown(one_name_for_two_roll_calls, fixture_small_setup, fixture_small_teardown),
        cmocka_unit_test_setup_teardown(gzip_that_is_damaged, fixture_small_setup, fixture_small_teardown),
        cmocka_unit_test_setup_teardown(recipes_that_are_none, fixture_small_setup, fixture_small_teardown),
        cmocka_unit_test_setup_teardown(what_is_no_file, fixture_small_setup, fixture_small_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
