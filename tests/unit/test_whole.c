/* Whether a file is whole, what a release then covers, and what it holds by state: on tables small enough to count by
 * hand. The states are those of tests/files/small. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "fixture_small.h"
#include "record/read.h"
#include "source/add.h"

#define ONE(code, column) "SELECT " column " FROM extent x JOIN state s ON s.id = x.state WHERE s.code = '" code "'"

/* AAA (2) is there 1960 to 1965 without 1962, and its 1963 is missing; BBB (20) begins with a missing year. Eight rows.
 */
#define ROWS_OF_AAA "2,1960,5\n2,1961,6\n2,1963,-9\n2,1964,7\n2,1965,8\n"
#define WHOLE "ccode,year,pop\n" ROWS_OF_AAA "20,1970,-9\n20,1971,30\n20,1972,31\n"

/* Adds a table written here, as the version (NULL: the recipe's). */
static void add(struct fixture *fixture, const char *source, const char *text, const char *version) {
    const char *path = "whole.csv";
    struct ent_add request = {.data_dir = SMALL,
                              .source = source,
                              .files = &path,
                              .file_count = 1,
                              .version = version,
                              .today = ent_day_from(2026, 1, 1)};
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    fclose(file);
    ent_text_clear(&fixture->report);
    if (ent_add_release(fixture->record, &request, &fixture->report, &fixture->error) != ENT_OK)
        fail_msg("%s:%ld: %s", fixture->error.file, fixture->error.line, fixture->error.message);
    remove(path);
}

static void check_says(const struct fixture *fixture, const char *words, bool wanted) {
    if (!strstr(fixture->report.bytes, words) == wanted)
        fail_msg("\"%s\" is %sin:\n%s", words, wanted ? "not " : "", fixture->report.bytes);
}

static double ask(struct fixture *fixture, const char *sql) {
    sqlite3_stmt *statement;
    assert_int_equal(ent_record_prepare(fixture->record, &statement, sql, &fixture->error), ENT_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    double number = sqlite3_column_double(statement, 0);
    sqlite3_finalize(statement);
    return number;
}

static void check_whole(struct fixture *fixture, const char *whole) {
    char sql[120];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM release WHERE whole = '%s'", whole);
    assert_true(ask(fixture, sql) == 1);
}

static enum ent_kind covers(struct fixture *fixture, const char *strand, const char *code, int year) {
    char sql[120];
    struct ent_interval whole = ent_interval_year(year);
    snprintf(sql, sizeof sql, "SELECT id FROM strand WHERE name = '%s'", strand);
    int id = (int)ask(fixture, sql);
    snprintf(sql, sizeof sql, "SELECT id FROM state WHERE code = '%s'", code);
    return ent_record_covers(fixture->record, id, 1, (ent_state)ask(fixture, sql), whole.from, whole.to);
}

static void extents_are_counted_by_hand(void **state) {
    struct fixture *fixture = *state;
    add(fixture, "counted", WHOLE, NULL);
    check_says(fixture, "covers 1960–1972, 2 states; holes: population 2 ", true);
    assert_true(ask(fixture, ONE("AAA", "from_day")) == ent_day_from(1960, 1, 1));
    assert_true(ask(fixture, ONE("AAA", "to_day")) == ent_day_from(1966, 1, 1));
    assert_true(ask(fixture, ONE("AAA", "holes")) == 2); /* 1962 has no row, 1963 is missing */
    assert_true(ask(fixture, ONE("AAA", "seen")) == 4);
    assert_true(ask(fixture, ONE("AAA", "unknown")) == 1);
    assert_true(ask(fixture, ONE("BBB", "from_day")) == ent_day_from(1971, 1, 1));
    assert_true(ask(fixture, ONE("BBB", "holes")) == 0); /* what is missing before the first value is no hole */
}

static void a_whole_file_covers_the_recipes_states(void **state) {
    struct fixture *fixture = *state;
    add(fixture, "counted", WHOLE, NULL);
    check_whole(fixture, "by count");
    check_says(fixture, "CUT", false);
    check_says(fixture, "whole?", false);
    assert_int_equal(covers(fixture, "population", "CHN", 1965), ENT_KIND_UNKNOWN); /* no row, and the list has it */
    assert_int_equal(covers(fixture, "population", "AAA", 1973), ENT_KIND_NOT_COVERED);
}

static void fewer_rows_than_the_recipe_says(void **state) {
    struct fixture *fixture = *state;
    add(fixture, "counted", "ccode,year,pop\n" ROWS_OF_AAA "20,1970,-9\n", NULL);
    check_whole(fixture, "cut");
    check_says(fixture, "CUT SHORT  6 of the 8 rows of counted 1: it covers only the states and years in it", true);
    assert_int_equal(covers(fixture, "population", "AAA", 1962), ENT_KIND_UNKNOWN);
    assert_int_equal(covers(fixture, "population", "AAA", 1966), ENT_KIND_NOT_COVERED);
    assert_int_equal(covers(fixture, "population", "BBB", 1970), ENT_KIND_UNKNOWN);
    assert_int_equal(covers(fixture, "population", "BBB", 1971), ENT_KIND_NOT_COVERED);
    assert_int_equal(covers(fixture, "population", "CHN", 1965), ENT_KIND_NOT_COVERED);
    assert_true(ask(fixture, "SELECT rows_expected FROM release") == 8);
}

/* Named as a release whose checksum it has not, it is measured by that release's rows. */
static void rows_of_the_release_it_says_to_be(void **state) {
    struct fixture *fixture = *state;
    add(fixture, "counted", WHOLE, "2");
    check_says(fixture, "8 of the 10 rows of counted 2", true);
    check_whole(fixture, "cut");
}

static void nobody_knows_whether_it_is_whole(void **state) {
    struct fixture *fixture = *state;
    add(fixture, "counted", WHOLE, "3");
    check_whole(fixture, "not known");
    check_says(fixture, "whole?", true);
    check_says(fixture, "CUT", false);
    assert_int_equal(covers(fixture, "population", "AAA", 1962), ENT_KIND_UNKNOWN);
    assert_int_equal(covers(fixture, "population", "CHN", 1965), ENT_KIND_NOT_COVERED);
}

static void the_file_ends_inside_a_row(void **state) {
    struct fixture *fixture = *state;
    add(fixture, "counted", "ccode,year,pop\n" ROWS_OF_AAA "20,19", "3");
    check_whole(fixture, "cut");
    check_says(fixture, "the file ends inside line 7", true);
    check_says(fixture, "6 rows read = 5 stored + 0 duplicates + 1 rejected", true);
    assert_int_equal(covers(fixture, "population", "BBB", 1970), ENT_KIND_NOT_COVERED);
}

/* A stump with all its fields is told from a row by the number of rows alone: 31 may have been 310. */
static void the_last_field_may_be_cut(void **state) {
    struct fixture *fixture = *state;
    add(fixture, "counted", "ccode,year,pop\n" ROWS_OF_AAA "20,1971,3", NULL);
    check_whole(fixture, "cut");
    check_says(fixture, "whole.csv:7  the file ends inside this line, with 3 of 3 fields", true);
    assert_true(ask(fixture, "SELECT count(*) FROM fact WHERE line = 7") == 0);
}

static void a_whole_file_need_not_end_its_last_line(void **state) {
    struct fixture *fixture = *state;
    add(fixture, "counted", "ccode,year,pop\n" ROWS_OF_AAA "20,1970,-9\n20,1971,30\n20,1972,31", NULL);
    check_whole(fixture, "by count");
    check_says(fixture, "8 rows read = 8 stored", true);
    check_says(fixture, "no line end", false);
}

static void an_unknown_file_without_a_last_line_end_is_noted(void **state) {
    struct fixture *fixture = *state;
    add(fixture, "counted", "ccode,year,pop\n" ROWS_OF_AAA "20,1970,-9\n20,1971,30\n20,1972,31", "3");
    check_says(fixture, "8 rows read = 8 stored", true);
    check_says(fixture, "note  line 9 is the last and has no line end", true);
}

/* Where no row means "none", a cut file says so of nobody: the pair's row may be what was cut off. */
static void a_cut_list_of_pledges_knows_no_none(void **state) {
    struct fixture *fixture = *state;
    const char *const rows = "one,two,year,defence\n2,20,1950,1\n2,20,1951,1\n2,710,1950,1\n2,710,1952,1\n";
    add(fixture, "pledges", rows, NULL);
    check_says(fixture, "CUT SHORT  4 of the 6 rows", true);
    assert_true(ask(fixture, "SELECT count(*) FROM coverage WHERE absent = 'none'") == 0);
    assert_int_equal(covers(fixture, "pledge", "BBB", 1951), ENT_KIND_UNKNOWN);
    assert_int_equal(covers(fixture, "pledge", "BBB", 1952), ENT_KIND_NOT_COVERED);
    assert_int_equal(covers(fixture, "pledge", "DEU", 1951), ENT_KIND_NOT_COVERED);
}

static void a_whole_list_of_pledges_knows_none(void **state) {
    struct fixture *fixture = *state;
    const char *const rows = "one,two,year,defence\n2,20,1950,1\n2,20,1951,1\n2,710,1950,1\n2,710,1952,1\n"
                             "20,710,1950,1\n20,710,1951,1\n";
    add(fixture, "pledges", rows, NULL);
    assert_int_equal(covers(fixture, "pledge", "BBB", 1952), ENT_KIND_NONE);
    assert_int_equal(covers(fixture, "pledge", "DEU", 1951), ENT_KIND_NONE);
    assert_true(ask(fixture, "SELECT sum(holes) FROM extent") == 0); /* between two pledges nothing is missing */
}

static void a_list_that_may_be_whole_speaks_of_its_states_only(void **state) {
    struct fixture *fixture = *state;
    add(fixture, "pledges", "one,two,year,defence\n2,20,1950,1\n2,710,1952,1\n", "mine");
    assert_int_equal(covers(fixture, "pledge", "BBB", 1952), ENT_KIND_NONE);
    assert_int_equal(covers(fixture, "pledge", "DEU", 1951), ENT_KIND_NOT_COVERED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(extents_are_counted_by_hand, fixture_small_setup, fixture_small_teardown),
        cmocka_unit_test_setup_teardown(a_whole_file_covers_the_recipes_states, fixture_small_setup,
                                        fixture_small_teardown),
        cmocka_unit_test_setup_teardown(fewer_rows_than_the_recipe_says, fixture_small_setup, fixture_small_teardown),
        cmocka_unit_test_setup_teardown(rows_of_the_release_it_says_to_be, fixture_small_setup, fixture_small_teardown),
        cmocka_unit_test_setup_teardown(nobody_knows_whether_it_is_whole, fixture_small_setup, fixture_small_teardown),
        cmocka_unit_test_setup_teardown(the_file_ends_inside_a_row, fixture_small_setup, fixture_small_teardown),
        cmocka_unit_test_setup_teardown(the_last_field_may_be_cut, fixture_small_setup, fixture_small_teardown),
        cmocka_unit_test_setup_teardown(a_whole_file_need_not_end_its_last_line, fixture_small_setup,
                                        fixture_small_teardown),
        cmocka_unit_test_setup_teardown(an_unknown_file_without_a_last_line_end_is_noted, fixture_small_setup,
                                        fixture_small_teardown),
        cmocka_unit_test_setup_teardown(a_cut_list_of_pledges_knows_no_none, fixture_small_setup,
                                        fixture_small_teardown),
        cmocka_unit_test_setup_teardown(a_whole_list_of_pledges_knows_none, fixture_small_setup,
                                        fixture_small_teardown),
        cmocka_unit_test_setup_teardown(a_list_that_may_be_whole_speaks_of_its_states_only, fixture_small_setup,
                                        fixture_small_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
