/* Checks of a new release against another one: series that were moved, figures of another level. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "fixture_small.h"
#include "source/add.h"
#include "source/check.h"

enum { YEARS = 40 };

/* A series that grows unevenly, so that no two stretches of it are alike. */
static double grow(int year) {
    return 100 * exp(0.05 * year + 0.3 * sin(year * year));
}

static void fill(double *values, int first, int last, int shift, double factor) {
    for (int i = 0; i < YEARS; i++)
        values[i] = i - shift >= first && i - shift <= last && i >= 0 ? grow(i - shift) * factor : (double)NAN;
}

static struct ent_agreement compare(int first, int last, int shift, double factor) {
    double before[YEARS], now[YEARS];
    fill(before, 10, 35, 0, 1);
    fill(now, first, last, shift, factor);
    return ent_check_series(before, now, YEARS);
}

static void series_are_told_apart(void **state) {
    (void)state;
    assert_int_equal(compare(10, 35, 0, 1).shift, 0);
    assert_int_equal(compare(10, 35, -10, 1).shift, -10);
    assert_int_equal(compare(10, 35, 4, 1.02).shift, 4);  /* moved, and revised a little */
    assert_int_equal(compare(10, 35, -10, 1.2).shift, 0); /* that is no shift any more */
    assert_true(compare(10, 35, -10, 1).comparable);
    assert_int_equal(compare(10, 16, -10, 1).shift, 0); /* seven values tell nothing */
    assert_false(compare(10, 16, -10, 1).comparable);
    assert_int_equal(compare(10, 35, 0, 1.6).shift, 0);
    assert_true(compare(10, 35, 0, 1.6).off);
    assert_false(compare(10, 35, 0, 1.1).off);
    assert_false(compare(10, 35, 0, 1).off);
}

/* A constant series is never moved: unmoved it agrees as well. */
static void what_does_not_change_cannot_move(void **state) {
    double before[YEARS], now[YEARS];
    (void)state;
    for (int i = 0; i < YEARS; i++) {
        before[i] = i >= 5 ? 7 : (double)NAN;
        now[i] = i < 30 ? 7 : (double)NAN;
    }
    assert_int_equal(ent_check_series(before, now, YEARS).shift, 0);
}

/* Four states, 1960 to 1989; the first `moved` of them begin five years early, all by a factor. */
static int add(struct fixture *fixture, const char *version, int moved, double factor, bool anyway) {
    static const int codes[] = {2, 20, 710, 255};
    const char *path = "vintage.csv";
    struct ent_add request = {.data_dir = SMALL,
                              .source = "vintages",
                              .files = &path,
                              .file_count = 1,
                              .version = version,
                              .published = version,
                              .anyway = anyway,
                              .today = ent_day_from(2026, 1, 1)};
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("ccode,year,pop\n", file);
    for (int i = 0; i < 4; i++)
        for (int year = 0; year < 30; year++)
            fprintf(file, "%d,%d,%.3f\n", codes[i], 1960 + year - (i < moved ? 5 : 0), grow(year + i) * factor);
    fclose(file);
    ent_text_clear(&fixture->report);
    int status = ent_add_release(fixture->record, &request, &fixture->report, &fixture->error);
    remove(path);
    return status;
}

static long count(struct fixture *fixture, const char *sql) {
    sqlite3_stmt *statement;
    assert_int_equal(ent_record_prepare(fixture->record, &statement, sql, &fixture->error), ENT_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    long number = (long)sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return number;
}

static void moved_series_are_refused(void **state) {
    struct fixture *fixture = *state;
    assert_int_equal(add(fixture, "2001", 0, 1, false), ENT_OK);
    assert_int_equal(add(fixture, "2002", 0, 1.01, false), ENT_OK);
    assert_int_equal(add(fixture, "2003", 2, 1, false), ENT_OK); /* two can be corrections */
    assert_int_equal(count(fixture, "SELECT max(applied) FROM rule WHERE text LIKE 'check%shift%'"), 2);
    assert_int_equal(add(fixture, "2001-06", 3, 1, false), ENT_ERROR_INPUT);
    assert_non_null(
        strstr(fixture->error.message, "3 of the 4 series of population that release 2001 of vintages has"));
    assert_non_null(strstr(fixture->error.message, "AAA by -5 years"));
    assert_non_null(strstr(fixture->error.message, "years were moved once"));
    assert_int_equal(count(fixture, "SELECT count(*) FROM release"), 3);
    assert_int_equal(add(fixture, "2001-06", 3, 1, true), ENT_OK);
    assert_non_null(strstr(fixture->report.bytes, "note  ADDED ANYWAY: 3 of the 4 series"));
    assert_int_equal(count(fixture, "SELECT max(applied) FROM rule WHERE text LIKE 'check%shift%'"), 3);
}

static void another_level_is_refused(void **state) {
    struct fixture *fixture = *state;
    assert_int_equal(add(fixture, "2001", 0, 1, false), ENT_OK);
    assert_int_equal(add(fixture, "2002", 0, 1.15, false), ENT_OK);
    assert_int_equal(add(fixture, "2003", 0, 1000, false), ENT_ERROR_INPUT);
    assert_non_null(
        strstr(fixture->error.message, "4 of the 4 series of population that release 2002 of vintages has"));
    assert_non_null(strstr(fixture->error.message, "thousands were taken for persons once"));
}

/* Without an older release it is compared with the first one after it; without any it is taken. */
static void an_older_release_is_compared_too(void **state) {
    struct fixture *fixture = *state;
    assert_int_equal(add(fixture, "2001", 0, 1, false), ENT_OK);
    assert_int_equal(add(fixture, "2000", 4, 1, false), ENT_ERROR_INPUT);
    assert_non_null(strstr(fixture->error.message, "release 2001 of vintages"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(series_are_told_apart),
        cmocka_unit_test(what_does_not_change_cannot_move),
        cmocka_unit_test_setup_teardown(moved_series_are_refused, fixture_small_setup, fixture_small_teardown),
        cmocka_unit_test_setup_teardown(another_level_is_refused, fixture_small_setup, fixture_small_teardown),
        cmocka_unit_test_setup_teardown(an_older_release_is_compared_too, fixture_small_setup, fixture_small_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
