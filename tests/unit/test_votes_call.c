/* One roll call by the number of its resolution: names in every usual form, the one on the whole among several, the
 * release that has it, absence, and swapped states. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fixture_measure.h"
#include "measure/votes_call.h"

static struct fixture fixture;
static struct ent_error error;

/* The older release numbers resolutions, the newer has days alone. DDD has no seat. */
static int setup(void **state) {
    fixture_open(&fixture);
    fixture_states(&fixture, "AAA BBB CCC");
    fixture_state_years(&fixture, 3, "DDD", 2012, 2020);
    fixture_release(&fixture, "assembly", "1", "2018-01-01");
    fixture_strand(&fixture, "votes", "ballot", false, NULL, 2013, 2017, ENT_KIND_UNKNOWN);
    fixture_roll_call(&fixture, "2013-12-05", "R/68/262", -1, 1);
    fixture_roll_call(&fixture, "2014-03-27", "R/68/262", -1, -1);
    fixture_roll_call(&fixture, "2015-12-01", "A/RES/70/33C", -1, -1);
    fixture_roll_call(&fixture, "2016-12-01", "A/RES/71/7", -1, 0);
    fixture_roll_call(&fixture, "2016-12-02", "A/RES/71/7", -1, 0);
    fixture_roll_call(&fixture, "2017-12-02", "A/RES/72/8", -1, 1);
    fixture_roll_call(&fixture, "2017-12-03", "R/26/2758", -1, -1);
    fixture_ballots(&fixture, 0, "ynyyyya");
    fixture_ballots(&fixture, 1, "nayyyyx");
    fixture_ballots(&fixture, 2, "-------");
    fixture_commit(&fixture);
    fixture_release(&fixture, "assembly", "2", "2020-01-01");
    fixture_strand(&fixture, "votes", "ballot", false, NULL, 2013, 2019, ENT_KIND_UNKNOWN);
    fixture_roll_call(&fixture, "2014-03-27", "", -1, -1);
    fixture_ballots(&fixture, 0, "y");
    fixture_commit(&fixture);
    fixture_read(&fixture);
    *state = &fixture;
    return 0;
}

static void names(void **state) {
    (void)state;
    static const char *const same[][2] = {
        {"A/RES/68/262", "A/RES/68/262"},
        {"R/68/262", "A/RES/68/262"},
        {"68/262", "A/RES/68/262"},
        {"a/res/68/262", "A/RES/68/262"},
        {" GA resolution 68 / 262 ", "A/RES/68/262"},
        {"UN General Assembly resolution A/RES/68/262", "A/RES/68/262"},
        {"UNGA Res. 68/262", "A/RES/68/262"},
        {"55/33C", "A/RES/55/33 C"},
        {"A/RES/55/33 C", "A/RES/55/33 C"},
        {"2758 (XXVI)", "A/RES/2758 (XXVI)"},
        {"A/RES/2758(XXVI)", "A/RES/2758 (XXVI)"},
        {"R/26/2758", "A/RES/2758 (XXVI)"},
        {"2832 A (XXVI)", "A/RES/2832 A (XXVI)"},
        {"377 (V)", "A/RES/377 (V)"},
        {"1514 (XV)", "A/RES/1514 (XV)"},
        {"3379 (XXX)", "A/RES/3379 (XXX)"},
        {"A/RES/899 (IX)", "A/RES/899 (IX)"},
        {"1653 (XVI)", "A/RES/1653 (XVI)"},
        {"1991 (XVIII)", "A/RES/1991 (XVIII)"},
        {"2005 (XIX)", "A/RES/2005 (XIX)"},
        {"A/RES/ES-11/1", "A/RES/ES-11/1"},
        {"3201 (S-VI)", "A/RES/S-6/3201"},
        {"S-10/2", "A/RES/S-10/2"},
        {"roll call 5309", "roll call 5309"},
    };
    static const char *const wrong[] = {"",         "262",         "68/",        "/262",
                                        "0/5",      "68/0",        "S/RES/242",  "68/262/3",
                                        "68-262",   "2758 (IVXI)", "2758 (XXVI", "the one on Suez",
                                        "68/262x9", "roll call"};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        struct ent_call_name name;
        if (ent_call_name_parse(&fixture.arena, same[i][0], &name, &error) != ENT_OK)
            fail_msg("%s: %s", same[i][0], error.message);
        assert_string_equal(ent_call_name_text(&fixture.arena, &name), same[i][1]);
        assert_int_equal(ent_call_name_parse(&fixture.arena, same[i][1], &name, &error), ENT_OK);
        assert_string_equal(ent_call_name_text(&fixture.arena, &name), same[i][1]);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct ent_call_name name;
        if (ent_call_name_parse(&fixture.arena, wrong[i], &name, &error) != ENT_ERROR_USAGE)
            fail_msg("%s is taken", wrong[i]);
    }
    struct ent_call_name council;
    assert_int_equal(ent_call_name_parse(&fixture.arena, "S/RES/242", &council, &error), ENT_ERROR_USAGE);
    assert_non_null(strstr(error.message, "not of the General Assembly"));
}

static struct ent_point point_of(const char *measure_name, int a, int b, const char *item, const char *absent, int year,
                                 const struct ent_series **series) {
    struct ent_request request = fixture_ask(&fixture, measure_name, a, b);
    fixture_set(&fixture, &request, "item", item);
    if (absent)
        fixture_set(&fixture, &request, "absent", absent);
    struct ent_series *made = fixture_series(&fixture, &request);
    if (series)
        *series = made;
    return ent_series_at(made, year);
}

static double cast(int state, const char *item, int year) {
    return point_of("votes.cast", state, ENT_NO_STATE, item, NULL, year, NULL).value;
}

static void ballots(void **state) {
    (void)state;
    const struct ent_series *series;
    struct ent_point point = point_of("votes.cast", 0, ENT_NO_STATE, "[68/262]", NULL, 2014, &series);
    assert_true(point.value == ENT_CAST_NO); /* not that of the paragraph, nor of the release without numbers */
    assert_string_equal(series->releases[0]->version, "1");
    assert_non_null(strstr(series->note, "2014-03-27"));
    assert_int_equal(ent_series_at(series, 2013).why, ENT_WHY_OTHER_YEAR);
    assert_int_equal(ent_series_at(series, 2015).kind, ENT_KIND_UNDEFINED);
    assert_true(cast(1, "A/RES/68/262", 2014) == ENT_CAST_ABSTAIN);
    assert_true(cast(0, "70/33 C", 2015) == ENT_CAST_YES);
    assert_true(cast(0, "70/33", 2015) == ENT_CAST_YES);
    assert_int_equal(point_of("votes.cast", 0, ENT_NO_STATE, "70/33 B", NULL, 2015, NULL).why, ENT_WHY_NO_CALL);
    assert_true(cast(1, "2758 (XXVI)", 2017) == ENT_CAST_ABSENT);
    assert_true(point_of("votes.cast", 1, ENT_NO_STATE, "2758 (XXVI)", "abstention", 2017, NULL).value ==
                ENT_CAST_ABSTAIN);
    point = point_of("votes.cast", 2, ENT_NO_STATE, "68/262", NULL, 2014, NULL);
    assert_int_equal(point.kind, ENT_KIND_UNKNOWN); /* covered, and no row: nobody knows */
}

static void several(void **state) {
    (void)state;
    const struct ent_series *series;
    struct ent_point point = point_of("votes.cast", 0, ENT_NO_STATE, "71/7", NULL, 2016, &series);
    assert_int_equal(point.why, ENT_WHY_SEVERAL);
    assert_non_null(strstr(series->note, "2 roll calls"));
    assert_non_null(strstr(series->note, "2016-12-01"));
    assert_non_null(strstr(series->note, "2016-12-02"));
    /* the only one is on a paragraph: it is not taken for that on the whole */
    assert_int_equal(point_of("votes.cast", 0, ENT_NO_STATE, "72/8", NULL, 2017, &series).why, ENT_WHY_SEVERAL);
    assert_non_null(strstr(series->note, "on a paragraph"));
    /* not there: who was asked */
    assert_int_equal(point_of("votes.cast", 0, ENT_NO_STATE, "68/1", NULL, 2014, &series).kind, ENT_KIND_NOT_COVERED);
    assert_non_null(strstr(series->note, "assembly 2, assembly 1"));
}

static void same(void **state) {
    (void)state;
    assert_true(point_of("votes.same", 0, 1, "68/262", NULL, 2014, NULL).value == 0);
    assert_true(point_of("votes.same", 0, 1, "70/33", NULL, 2015, NULL).value == 1);
    assert_true(point_of("votes.same", 1, 0, "70/33", NULL, 2015, NULL).value == 1);
    assert_int_equal(point_of("votes.same", 0, 1, "2758 (XXVI)", NULL, 2017, NULL).why, ENT_WHY_EMPTY);
    assert_true(point_of("votes.same", 0, 1, "2758 (XXVI)", "abstention", 2017, NULL).value == 1);
    assert_true(point_of("votes.same", 1, 0, "2758 (XXVI)", "abstention", 2017, NULL).value == 1);
    assert_int_equal(point_of("votes.same", 0, 2, "70/33", NULL, 2015, NULL).kind, ENT_KIND_UNKNOWN);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),
        cmocka_unit_test(ballots),
        cmocka_unit_test(several),
        cmocka_unit_test(same),
    };
    return cmocka_run_group_tests(tests, setup, fixture_teardown);
}
