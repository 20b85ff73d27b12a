/* Measures of power and dependence, on a small world with the numbers of the literature's worked examples. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "fixture_record.h"
#include "measure/measure.h"

enum { AAA, BBB, CCC, DDD, EEE };
enum { YEAR = 2000 };

static struct fixture fixture;
static struct ent_arena arena;
static struct ent_context context;
static struct ent_error error;

static int state_strand(const char *name) {
    return fixture_strand(&fixture, name, "state value", false, NULL, 1999, 2003, ENT_KIND_UNKNOWN);
}

/* AAA: 10 by 1000 heads; BBB: 20 by 5000; a population without GDP in 2001, of nobody in 2002. */
static void add_economies(void) {
    int gdp = state_strand("gdp.ppp"), people = state_strand("population");
    fixture_value(&fixture, gdp, AAA, -1, YEAR, 10);
    fixture_value(&fixture, people, AAA, -1, YEAR, 1000);
    fixture_value(&fixture, gdp, BBB, -1, YEAR, 20);
    fixture_value(&fixture, people, BBB, -1, YEAR, 5000);
    fixture_value(&fixture, people, AAA, -1, YEAR + 1, 1000);
    fixture_value(&fixture, gdp, AAA, -1, YEAR + 2, 10);
    fixture_value(&fixture, people, AAA, -1, YEAR + 2, 0);
}

static void add_regimes(void) {
    int polity = state_strand("democracy.polity"), polyarchy = state_strand("democracy.polyarchy");
    fixture_value(&fixture, polity, AAA, -1, YEAR, 10);
    fixture_value(&fixture, polity, BBB, -1, YEAR, -7);
    fixture_value(&fixture, polity, AAA, -1, YEAR + 1, 10);
    fixture_value(&fixture, polyarchy, AAA, -1, YEAR, 0.75);
    fixture_value(&fixture, polyarchy, BBB, -1, YEAR, 0.5);
}

static void add_other_source(void) {
    fixture_release(&fixture, "bank", "1", "2010-01-01");
    int gdp = state_strand("gdp.usd");
    fixture_value(&fixture, gdp, AAA, -1, YEAR, 30);
    fixture_commit(&fixture);
}

static int setup(void **state) {
    (void)state;
    fixture_open(&fixture);
    fixture_states(&fixture, "AAA BBB CCC DDD");
    fixture_state_years(&fixture, EEE, "EEE", 2002, 2003);
    fixture_release(&fixture, "books", "1", "2010-01-01");
    add_economies();
    add_regimes();
    fixture_commit(&fixture);
    add_other_source();
    fixture_read(&fixture);
    ent_arena_init(&arena);
    assert_int_equal(ent_context_init(&context, fixture.record, &arena, &error), ENT_OK);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    ent_arena_release(&arena);
    fixture_close(&fixture);
    return 0;
}

static struct ent_request ask(const char *name, int a, int b) {
    const struct ent_measure *measure;
    struct ent_request request;
    assert_int_equal(ent_measure_find(&context, name, &measure, &error), ENT_OK);
    assert_non_null(measure);
    ent_request_init(&request, measure, (ent_state)a, (ent_state)b);
    return request;
}

static void set(struct ent_request *request, const char *name, const char *value) {
    if (ent_request_set(&context, request, name, value, &error) != ENT_OK)
        fail_msg("%s", error.message);
}

static struct ent_point point_of(const struct ent_request *request, int year) {
    struct ent_series *series;
    if (ent_measure_series(&context, request, &series, &error) != ENT_OK)
        fail_msg("%s", error.message);
    return ent_series_at(series, year);
}

static void assert_near(const struct ent_request *request, int year, double value, double within) {
    struct ent_point point = point_of(request, year);
    assert_true(ent_point_seen(&point));
    if (!(fabs(point.value - value) <= within))
        fail_msg("%s %d: %.12g, not %.12g", request->measure->name, year, point.value, value);
}

static void assert_unseen(const struct ent_request *request, int year, enum ent_kind kind, enum ent_why why) {
    struct ent_point point = point_of(request, year);
    assert_true(isnan(point.value));
    assert_int_equal(point.kind, kind);
    assert_int_equal(point.why, why);
}

static const char *formula_of(const struct ent_request *request, int year, size_t rows) {
    struct ent_trace trace;
    assert_int_equal(ent_measure_trace(&context, request, year, &trace, &error), ENT_OK);
    assert_int_equal(trace.count, rows);
    return trace.formula;
}

static void net_resources_reverse_the_order(void **state) {
    (void)state;
    struct ent_request a = ask("gdp.net", AAA, ENT_NO_STATE), b = ask("gdp.net", BBB, ENT_NO_STATE);
    assert_near(&a, YEAR, 0.1, 1e-15);
    assert_near(&b, YEAR, 0.08, 1e-15);
    assert_true(fabs(point_of(&a, YEAR).value / point_of(&b, YEAR).value - 1.25) < 1e-12);
    assert_unseen(&a, YEAR + 1, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
    assert_unseen(&a, YEAR + 2, ENT_KIND_UNDEFINED, ENT_WHY_ZERO_TOTAL);
    assert_unseen(&a, 1998, ENT_KIND_NOT_COVERED, ENT_WHY_OUTSIDE);
    assert_string_equal(formula_of(&a, YEAR, 2), "10 * (10 / 1000)");
}

/* The prices say which sources can serve; the population then comes from another one. */
static void prices_choose_the_source(void **state) {
    (void)state;
    struct ent_request request = ask("gdp.perhead", AAA, ENT_NO_STATE);
    struct ent_serving *servings;
    struct ent_series *series;
    size_t count;
    assert_near(&request, YEAR, 0.03, 1e-15);
    assert_int_equal(ent_measure_servings(&context, &request, &servings, &count, &error), ENT_OK);
    assert_int_equal(count, 1);
    assert_string_equal(servings[0].source, "bank");
    assert_int_equal(ent_measure_series(&context, &request, &series, &error), ENT_OK);
    assert_int_equal(series->release_count, 2);
    set(&request, "gdp", "ppp");
    assert_near(&request, YEAR, 0.01, 1e-15);
    set(&request, "gdp", "real"); /* no such strand here */
    assert_unseen(&request, YEAR, ENT_KIND_NOT_COVERED, ENT_WHY_OUTSIDE);
}

static void regimes_lie_apart(void **state) {
    (void)state;
    struct ent_request request = ask("regime.distance", AAA, BBB), back = ask("regime.distance", BBB, AAA);
    assert_near(&request, YEAR, 17, 0);
    assert_near(&back, YEAR, 17, 0);
    assert_unseen(&request, YEAR + 1, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
    assert_string_equal(formula_of(&request, YEAR, 2), "|10 - -7|");
    set(&request, "by", "polyarchy");
    assert_near(&request, YEAR, 0.25, 1e-15);
    request = ask("regime.distance", AAA, EEE);
    assert_unseen(&request, YEAR, ENT_KIND_NO_STATE, ENT_WHY_NO_STATE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(net_resources_reverse_the_order),
        cmocka_unit_test(prices_choose_the_source),
        cmocka_unit_test(regimes_lie_apart),
    };
    return cmocka_run_group_tests_name("measures of power and dependence", tests, setup, teardown);
}
