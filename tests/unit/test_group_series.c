/* A measure over a group: members of the year, all of them or no number, the aggregation that the measure declares. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "fixture_measure.h"
#include "measure/group_series.h"

enum { AAA, BBB, CCC, LATE };

static struct fixture fixture;
static struct ent_error error;

/* Output of AAA 1990-94 is 1, 2, 3, 4, 5; of BBB ten times that, missing in 1992; of CCC a hundred times. The club is
 * AAA and BBB, with CCC from 1993 on; the young state is in it all the time and exists from 1994. */
static int setup(void **state) {
    fixture_open(&fixture);
    fixture_states(&fixture, "AAA BBB CCC");
    fixture_state_years(&fixture, LATE, "DDD", 1994, 2000);
    fixture_member_years(&fixture, "Club", AAA, 1985, 1994);
    fixture_member_years(&fixture, "Club", BBB, 1985, 1994);
    fixture_member_years(&fixture, "Club", CCC, 1993, 1994);
    fixture_member_years(&fixture, "Club", LATE, 1985, 1994);
    fixture_member_years(&fixture, "Pair", AAA, 1990, 2000);
    fixture_member_years(&fixture, "Pair", CCC, 1990, 2000);
    fixture_release(&fixture, "books", "1", "2000-01-01");
    int output = fixture_strand(&fixture, "output", "state value", false, NULL, 1990, 1994, ENT_KIND_UNKNOWN);
    for (int year = 1990; year <= 1994; year++) {
        fixture_value(&fixture, output, AAA, -1, year, year - 1989);
        if (year != 1992)
            fixture_value(&fixture, output, BBB, -1, year, 10 * (year - 1989));
        fixture_value(&fixture, output, CCC, -1, year, 100 * (year - 1989));
    }
    fixture_commit(&fixture);
    fixture_read(&fixture);
    *state = &fixture;
    return 0;
}

/* The strand as a measure, with another aggregation. */
static struct ent_request ask(struct ent_measure *measure, const char *aggregation, const char *group) {
    const struct ent_measure *strand;
    struct ent_request request;
    assert_int_equal(ent_measure_find(&fixture.context, "output", &strand, &error), ENT_OK);
    *measure = *strand;
    measure->aggregation = aggregation;
    ent_request_init(&request, measure, ENT_NO_STATE, ENT_NO_STATE);
    request.group = group;
    return request;
}

static void members_of_the_year_add_up(void **state) {
    (void)state;
    struct ent_measure measure;
    struct ent_request request = ask(&measure, "sum", "club"); /* names of groups in any case */
    struct ent_series *series = fixture_series(&fixture, &request);
    assert_true(ent_series_at(series, 1990).value == 11);
    assert_int_equal(ent_series_at(series, 1990).support, 2);
    assert_true(ent_series_at(series, 1993).value == 444);
    assert_int_equal(ent_series_at(series, 1993).support, 3);
    assert_int_equal(series->release_count, 1);
    assert_string_equal(series->group, "club");
    /* one that is not a state yet is no hole; in 1994 it is one */
    assert_int_equal(ent_series_at(series, 1994).kind, ENT_KIND_UNKNOWN);
    request = ask(&measure, "mean", "Club");
    assert_true(ent_series_at(fixture_series(&fixture, &request), 1993).value == 148);
}

static void a_missing_member_is_not_zero(void **state) {
    (void)state;
    struct ent_measure measure;
    struct ent_trace trace;
    struct ent_request request = ask(&measure, "sum", "Club");
    struct ent_series *series = fixture_series(&fixture, &request);
    struct ent_point point = ent_series_at(series, 1992);
    assert_int_equal(point.kind, ENT_KIND_UNKNOWN);
    assert_int_equal(point.why, ENT_WHY_MISSING);
    assert_true(isnan(point.value));
    assert_string_equal(series->note,
                        "@Club has no sum where a member is not seen: 2 years, the last 1994, without DDD");
    assert_int_equal(ent_measure_trace(&fixture.context, &request, 1992, &trace, &error), ENT_OK);
    assert_int_equal(trace.count, 1);
    assert_string_equal(trace.formula, "1 of 2 members of @Club in 1992 have a figure; without it: BBB");
    assert_int_equal(ent_measure_trace(&fixture.context, &request, 1993, &trace, &error), ENT_OK);
    assert_int_equal(trace.count, 3);
    assert_string_equal(trace.formula, "sum of 3 members of @Club, those on any day of 1993");
}

static void years_without_members_drop_out(void **state) {
    (void)state;
    struct ent_measure measure;
    struct ent_request request = ask(&measure, "sum", "Pair");
    request.first_year = 1985;
    request.last_year = 1996;
    struct ent_series *series = fixture_series(&fixture, &request);
    assert_int_equal(ent_series_at(series, 1989).kind, ENT_KIND_NO_STATE);
    assert_true(ent_series_at(series, 1994).value == 505);
    assert_int_equal(ent_series_at(series, 1995).kind, ENT_KIND_NOT_COVERED);
    assert_null(series->note);
}

static void what_has_no_total_says_so(void **state) {
    (void)state;
    struct ent_measure measure;
    struct ent_series *series;
    struct ent_request request = ask(&measure, "none", "Club");
    assert_int_equal(ent_measure_series(&fixture.context, &request, &series, &error), ENT_ERROR_USAGE);
    assert_non_null(strstr(error.message, "neither a sum nor a mean"));
    request = ask(&measure, "sum", "Clubs");
    assert_int_equal(ent_measure_series(&fixture.context, &request, &series, &error), ENT_ERROR_USAGE);
    assert_non_null(strstr(error.message, "there is no group @Clubs"));
    measure.states = 2;
    request = ask(&measure, "sum", "Club");
    measure.states = 2;
    assert_int_equal(ent_measure_series(&fixture.context, &request, &series, &error), ENT_ERROR_USAGE);
    assert_non_null(strstr(error.message, "two states"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_of_the_year_add_up), cmocka_unit_test(a_missing_member_is_not_zero),
        cmocka_unit_test(years_without_members_drop_out), cmocka_unit_test(what_has_no_total_says_so)};
    return cmocka_run_group_tests(tests, setup, fixture_teardown);
}
