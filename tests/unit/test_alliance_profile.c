/* Alliance portfolios: METHODS' six states as facts, with their own columns and without, weights, years unseen. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "fixture_measure.h"
#include "measure/measure.h"

enum { AAA, BBB, CCC, DDD, EEE, FFF, LATE };
enum { DEFENCE = 1, OFFENCE = 2, NEUTRALITY = 4, NONAGGRESSION = 8, CONSULTATION = 16 };

static struct fixture fixture;
static struct ent_error error;

/* 1950: METHODS 1.6. 1951: nobody owes anybody. 1952: what AAA owes CCC is not known. 1953: the seventh state. */
static void add_alliances(void) {
    int strand = fixture_strand(&fixture, "alliance", "spell", true,
                                "defence offence neutrality nonaggression consultation", 1950, 1954, ENT_KIND_NONE);
    fixture_spell(&fixture, strand, AAA, BBB, 1950, 1950, OFFENCE | CONSULTATION);
    fixture_spell(&fixture, strand, BBB, AAA, 1950, 1950, DEFENCE);
    fixture_spell(&fixture, strand, AAA, DDD, 1950, 1950, NONAGGRESSION);
    fixture_spell(&fixture, strand, BBB, CCC, 1950, 1950, CONSULTATION);
    fixture_spell(&fixture, strand, AAA, EEE, 1950, 1950, 0);       /* a treaty without a pledge is 0 */
    fixture_spell(&fixture, strand, FFF, BBB, 1950, 1950, DEFENCE); /* what others owe is no part of it */
    struct ent_fact unknown = fixture_fact(&fixture, strand, AAA, CCC, 1952, 1952);
    unknown.kind = ENT_KIND_UNKNOWN;
    fixture_put(&fixture, unknown);
    fixture_spell(&fixture, strand, AAA, LATE, 1953, 1953, NEUTRALITY);
    fixture_spell(&fixture, strand, BBB, LATE, 1953, 1953, NEUTRALITY);
}

static int setup(void **state) {
    static const double shares[] = {.30, .20, .25, .10, .10, .05};
    fixture_open(&fixture);
    fixture_states(&fixture, "AAA BBB CCC DDD EEE FFF");
    fixture_state_years(&fixture, LATE, "GGG", 1953, 1960);
    fixture_release(&fixture, "pacts", "1", "1990-01-01");
    add_alliances();
    fixture_commit(&fixture);
    fixture_release(&fixture, "power", "1", "1990-01-01");
    int strand = fixture_strand(&fixture, "capability.cinc", "state value", false, NULL, 1950, 1953, ENT_KIND_UNKNOWN);
    for (int i = 0; i < 6; i++) {
        fixture_value(&fixture, strand, i, -1, 1950, shares[i]);
        if (i != FFF)
            fixture_value(&fixture, strand, i, -1, 1951, shares[i]);
    }
    fixture_commit(&fixture);
    fixture_read(&fixture);
    *state = &fixture;
    return 0;
}

static struct ent_point at(const char *specification, int a, int b, int year) {
    struct ent_request request = fixture_ask(&fixture, specification, a, b);
    return fixture_point(&fixture, &request, year);
}

static void assert_1950(const char *specification, double expected) {
    struct ent_point there = at(specification, AAA, BBB, 1950), back = at(specification, BBB, AAA, 1950);
    assert_int_equal(there.kind, ENT_KIND_VALUE);
    assert_int_equal(there.support, strstr(specification, "columns=all") ? 6 : 4);
    if (fabs(there.value - expected) >= 0.00005)
        fail_msg("%s is %.6f, not %.4f", specification, there.value, expected);
    assert_true(there.value == back.value);
}

static void all_columns(void **state) {
    (void)state;
    assert_1950("alliance.s:columns=all", 0.6667);
    assert_1950("alliance.s:columns=all,metric=squared", 0.8148);
    assert_1950("alliance.kappa:columns=all", 0.7761);
    assert_1950("alliance.kappa:columns=all,weights=nominal", 0.4783);
    assert_1950("alliance.kappa:columns=all,weights=linear", 0.6538);
    assert_1950("alliance.pi:columns=all", 0.7753);
    assert_1950("alliance.pi:columns=all,weights=nominal", 0.4667);
    assert_1950("alliance.pi:columns=all,weights=linear", 0.6505);
    assert_1950("alliance.taub:columns=all", 0.6364);
}

static void other_columns(void **state) {
    (void)state;
    assert_1950("alliance.s", 0.5);
    assert_1950("alliance.s:metric=squared", 0.7222);
    assert_1950("alliance.kappa", -0.25);
    assert_1950("alliance.kappa:weights=nominal", -0.1429);
    assert_1950("alliance.pi", -0.2903);
    assert_1950("alliance.pi:weights=nominal", -0.2308);
}

/* (1,1,0,1,0,0) and (1,1,1,0,0,0); without the first two (0,1,0,0) and (1,0,0,0). */
static void binary(void **state) {
    (void)state;
    assert_1950("alliance.s:coding=binary,columns=all", 1. / 3);
    assert_1950("alliance.s:coding=binary", 0);
    assert_1950("alliance.s:coding=binary,metric=squared", 0);
    assert_1950("alliance.kappa:coding=binary", -1. / 3);
    assert_1950("alliance.taub:coding=binary", -1. / 3);
}

/* Without AAA and BBB the weights are .25 .10 .10 .05: 1 - 2 (.25 x 2 + .10) / (3 x .5). */
static void weighted(void **state) {
    (void)state;
    assert_1950("alliance.s:weighted=capability,columns=all", 0.6);
    assert_1950("alliance.s:weighted=capability,columns=all,metric=squared", 0.7556);
    assert_1950("alliance.s:weighted=capability", 0.2);
    assert_1950("alliance.s:weighted=capability,metric=squared", 1 - 2.2 / 4.5);
    assert_int_equal(at("alliance.s:weighted=capability", AAA, BBB, 1951).support, 3); /* FFF has no share */
    struct ent_point none = at("alliance.s:weighted=capability", AAA, BBB, 1953);
    assert_int_equal(none.kind, ENT_KIND_NOT_COVERED);
    assert_true(isnan(none.value));
}

static void nobody_owes_anything(void **state) {
    (void)state;
    assert_true(at("alliance.s", AAA, BBB, 1951).value == 1);
    assert_int_equal(at("alliance.kappa", AAA, BBB, 1951).kind, ENT_KIND_UNDEFINED);
    assert_int_equal(at("alliance.kappa", AAA, BBB, 1951).why, ENT_WHY_ZERO_DENOM);
    assert_int_equal(at("alliance.pi", AAA, BBB, 1951).why, ENT_WHY_ZERO_DENOM);
    assert_int_equal(at("alliance.taub", AAA, BBB, 1951).why, ENT_WHY_CONSTANT);
    /* Their own columns alone: (3,0) and (0,3) among zeros. */
    assert_true(at("alliance.kappa:columns=all", AAA, BBB, 1951).value < 0);
}

static void unknown_is_not_zero(void **state) {
    (void)state;
    assert_int_equal(at("alliance.s", AAA, BBB, 1952).support, 3);
    assert_int_equal(at("alliance.s", DDD, EEE, 1952).support, 4);
}

static void members_of_the_year(void **state) {
    (void)state;
    struct ent_point point = at("alliance.kappa", AAA, BBB, 1953);
    assert_int_equal(point.support, 5);
    assert_true(point.value == 1);
    assert_int_equal(at("alliance.s", AAA, LATE, 1952).kind, ENT_KIND_NO_STATE);
    assert_int_equal(at("alliance.s", AAA, LATE, 1954).kind, ENT_KIND_VALUE);
    assert_int_equal(at("alliance.s", AAA, BBB, 1955).kind, ENT_KIND_NOT_COVERED);
    assert_int_equal(at("alliance.s", AAA, BBB, 1949).kind, ENT_KIND_NOT_COVERED);
}

static void trace_has_both_sides(void **state) {
    (void)state;
    struct ent_trace trace;
    struct ent_request request = fixture_ask(&fixture, "alliance.kappa", AAA, BBB);
    assert_int_equal(ent_measure_trace(&fixture.context, &request, 1950, &trace, &error), ENT_OK);
    assert_int_equal(trace.count, 3); /* AAA to DDD and EEE, BBB to CCC */
    assert_non_null(strstr(trace.formula, "4 states"));
    request = fixture_ask(&fixture, "alliance.s:columns=all,metric=squared", AAA, BBB);
    assert_int_equal(ent_measure_trace(&fixture.context, &request, 1950, &trace, &error), ENT_OK);
    assert_int_equal(trace.count, 5);
    assert_string_equal(trace.formula, "1 - 2 x 5 / (9 x 6): distance and the largest possible, 6 states");
    request = fixture_ask(&fixture, "alliance.s:weighted=capability", AAA, BBB);
    assert_int_equal(ent_measure_trace(&fixture.context, &request, 1950, &trace, &error), ENT_OK);
    assert_string_equal(trace.formula, "1 - 2 x 0.6000 / 1.5000: weighted distance and the largest possible, 4 states; "
                                       "weights of 0.5000 left out");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_columns),
        cmocka_unit_test(other_columns),
        cmocka_unit_test(binary),
        cmocka_unit_test(weighted),
        cmocka_unit_test(nobody_owes_anything),
        cmocka_unit_test(unknown_is_not_zero),
        cmocka_unit_test(members_of_the_year),
        cmocka_unit_test(trace_has_both_sides),
    };
    return cmocka_run_group_tests(tests, setup, fixture_teardown);
}
