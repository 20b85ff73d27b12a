/* Measures of power and dependence, on a small world with the numbers of the literature's worked examples. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "fixture_measure.h"
#include "measure/measure.h"

enum { AAA, BBB, CCC, DDD, EEE, FFF, GGG };
enum { YEAR = 2000 };

static struct fixture fixture;
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

/* AAA and BBB in a world of 1000 10000 400 2000 2500 700; in 2001 AAA lacks one figure, and nobody makes steel. */
static void add_capabilities(void) {
    static const char *const names[] = {"milex", "milper", "irst", "pec", "upop", "tpop"};
    static const double a[] = {300, 1000, 60, 400, 150, 80}, b[] = {100, 1500, 40, 200, 300, 60};
    static const double world[] = {1000, 10000, 400, 2000, 2500, 700};
    for (int i = 0; i < 6; i++) {
        int strand = state_strand(names[i]);
        fixture_value(&fixture, strand, AAA, -1, YEAR, a[i]);
        fixture_value(&fixture, strand, BBB, -1, YEAR, b[i]);
        fixture_value(&fixture, strand, CCC, -1, YEAR, world[i] - a[i] - b[i]);
        if (i != 0)
            fixture_value(&fixture, strand, AAA, -1, YEAR + 1, i == 2 ? 0 : 1);
        fixture_value(&fixture, strand, BBB, -1, YEAR + 1, i == 2 ? 0 : 1);
    }
}

static void add_other_source(void) {
    fixture_release(&fixture, "bank", "1", "2010-01-01");
    int gdp = state_strand("gdp.usd");
    fixture_value(&fixture, gdp, AAA, -1, YEAR, 30);
    fixture_value(&fixture, gdp, AAA, -1, YEAR + 1, 1700);
    fixture_value(&fixture, gdp, BBB, -1, YEAR + 1, 14700);
    fixture_commit(&fixture);
}

/* What `a` sends to `b`, and what it gets; below 0: nobody reported it. */
static void add_flows(int strand, int a, int b, int year, double out, double back) {
    double values[] = {out, back};
    for (int i = 0; i < 2; i++) {
        struct ent_fact fact = fixture_fact(&fixture, strand, i ? b : a, i ? a : b, year, year);
        fact.kind = values[i] < 0 ? ENT_KIND_UNKNOWN : ENT_KIND_VALUE;
        fact.value = values[i] < 0 ? NAN : values[i];
        fixture_put(&fixture, fact);
    }
}

/* 2001: AAA and BBB trade 80 of 700 and of 4600. 2002: DDD has six partners. 2003: one, and half of what it trades with
 * BBB. */
static void add_trade(void) {
    fixture_release(&fixture, "customs", "1", "2010-01-01");
    int strand = fixture_strand(&fixture, "trade", "pair value", true, NULL, 1999, 2003, ENT_KIND_UNKNOWN);
    add_flows(strand, AAA, BBB, YEAR + 1, 30, 50);
    add_flows(strand, AAA, CCC, YEAR + 1, 600, 20);
    add_flows(strand, CCC, BBB, YEAR + 1, 4000, 520);
    add_flows(strand, AAA, DDD, YEAR + 1, -1, -1);
    static const int partners[] = {AAA, BBB, CCC, EEE, FFF, GGG};
    static const double amounts[] = {50, 20, 10, 10, 5, 5};
    for (int i = 0; i < 6; i++)
        add_flows(strand, DDD, partners[i], YEAR + 2, amounts[i], 0);
    add_flows(strand, DDD, AAA, YEAR + 3, 7, 0);
    add_flows(strand, CCC, BBB, YEAR + 3, 10, -1);
    add_flows(strand, FFF, GGG, YEAR + 3, 0, 0);
    fixture_commit(&fixture);
}

static void add_report(int strand, int reporter, int year, double value) {
    struct ent_fact fact = fixture_fact(&fixture, strand, AAA, BBB, year, year);
    fact.value = value;
    fact.reporter = reporter;
    fixture_put(&fixture, fact);
}

static void add_reports(void) {
    int sender, receiver;
    fixture_release(&fixture, "reports", "1", "2010-01-01");
    int strand = fixture_strand(&fixture, "trade.reported", "pair value", true, NULL, 1999, 2003, ENT_KIND_UNKNOWN);
    assert_int_equal(ent_writer_reporter(fixture.writer, &sender, "AAA", &error), ENT_OK);
    assert_int_equal(ent_writer_reporter(fixture.writer, &receiver, "BBB", &error), ENT_OK);
    add_report(strand, sender, YEAR, 107.06);
    add_report(strand, receiver, YEAR, 108.3);
    add_report(strand, sender, YEAR + 1, 5);
    add_report(strand, sender, YEAR + 2, 5);
    add_report(strand, receiver, YEAR + 2, 0);
    fixture_commit(&fixture);
}

static int setup(void **state) {
    fixture_open(&fixture);
    fixture_states(&fixture, "AAA BBB CCC DDD");
    fixture_state_years(&fixture, EEE, "EEE", 2002, 2003);
    fixture_state_years(&fixture, FFF, "FFF", 1816, 2030);
    fixture_state_years(&fixture, GGG, "GGG", 1816, 2030);
    fixture_release(&fixture, "books", "1", "2010-01-01");
    add_economies();
    add_regimes();
    add_capabilities();
    fixture_commit(&fixture);
    add_other_source();
    add_trade();
    add_reports();
    fixture_read(&fixture);
    *state = &fixture;
    return 0;
}

static struct ent_point point_of(const struct ent_request *request, int year) {
    return fixture_point(&fixture, request, year);
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
    assert_int_equal(ent_measure_trace(&fixture.context, request, year, &trace, &error), ENT_OK);
    assert_int_equal(trace.count, rows);
    return trace.formula;
}

static void net_resources_reverse_the_order(void **state) {
    (void)state;
    struct ent_request a = fixture_ask(&fixture, "gdp.net", AAA, ENT_NO_STATE),
                       b = fixture_ask(&fixture, "gdp.net", BBB, ENT_NO_STATE);
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
    struct ent_request request = fixture_ask(&fixture, "gdp.perhead", AAA, ENT_NO_STATE);
    struct ent_serving *servings;
    struct ent_series *series;
    size_t count;
    assert_near(&request, YEAR, 0.03, 1e-15);
    assert_int_equal(ent_measure_servings(&fixture.context, &request, &servings, &count, &error), ENT_OK);
    assert_int_equal(count, 1);
    assert_string_equal(servings[0].source, "bank");
    assert_int_equal(ent_measure_series(&fixture.context, &request, &series, &error), ENT_OK);
    assert_int_equal(series->release_count, 2);
    fixture_set(&fixture, &request, "gdp", "ppp");
    assert_near(&request, YEAR, 0.01, 1e-15);
    fixture_set(&fixture, &request, "gdp", "real"); /* no such strand here */
    assert_unseen(&request, YEAR, ENT_KIND_NOT_COVERED, ENT_WHY_OUTSIDE);
}

static void regimes_lie_apart(void **state) {
    (void)state;
    struct ent_request request = fixture_ask(&fixture, "regime.distance", AAA, BBB),
                       back = fixture_ask(&fixture, "regime.distance", BBB, AAA);
    assert_near(&request, YEAR, 17, 0);
    assert_near(&back, YEAR, 17, 0);
    assert_unseen(&request, YEAR + 1, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
    assert_string_equal(formula_of(&request, YEAR, 2), "|10 - -7|");
    fixture_set(&fixture, &request, "by", "polyarchy");
    assert_near(&request, YEAR, 0.25, 1e-15);
    request = fixture_ask(&fixture, "regime.distance", AAA, EEE);
    assert_unseen(&request, YEAR, ENT_KIND_NO_STATE, ENT_WHY_NO_STATE);
}

/* METHODS 3.1: three of the six states of the system have figures, half of it. Of GDP two have one. */
static void shares_of_the_world(void **state) {
    (void)state;
    static const struct {
        const char *name;
        double share;
    } wanted[] = {{"milex.share", 0.3}, {"milper.share", 0.1}, {"irst.share", 0.15}, {"pec.share", 0.2}};
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        struct ent_request request = fixture_ask(&fixture, wanted[i].name, AAA, ENT_NO_STATE);
        assert_near(&request, YEAR, wanted[i].share, 1e-15);
        assert_int_equal(point_of(&request, YEAR).support, 3);
        assert_int_equal(point_of(&request, YEAR).notes, ENT_NOTE_SOME_MISSING);
    }
    struct ent_request request = fixture_ask(&fixture, "milex.share", AAA, ENT_NO_STATE);
    assert_string_equal(formula_of(&request, YEAR, 1),
                        "300 / 1000, the sum over 3 states; 3 of the system without a figure: DDD, FFF, GGG");
    request = fixture_ask(&fixture, "milex.share", DDD, ENT_NO_STATE);
    assert_unseen(&request, YEAR, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
    request = fixture_ask(&fixture, "gdp.share", AAA, ENT_NO_STATE);
    assert_unseen(&request, YEAR + 1, ENT_KIND_UNDEFINED, ENT_WHY_TOO_FEW);
}

static void shares_of_trade(void **state) {
    (void)state;
    struct ent_request a = fixture_ask(&fixture, "trade.partner-share", AAA, BBB),
                       b = fixture_ask(&fixture, "trade.partner-share", BBB, AAA);
    assert_near(&a, YEAR + 1, 80.0 / 700, 1e-15);
    assert_near(&a, YEAR + 1, 0.11429, 5e-6);
    assert_near(&b, YEAR + 1, 0.01739, 5e-6);
    /* two partners are in the total; with DDD there is trade that nobody reported */
    assert_int_equal(point_of(&a, YEAR + 1).support, 2);
    assert_int_equal(point_of(&a, YEAR + 1).notes, ENT_NOTE_SOME_MISSING);
    assert_int_equal(point_of(&b, YEAR + 1).notes, 0);
    assert_string_equal(formula_of(&a, YEAR + 1, 2), "80 / 700, the trade with 2 partners; with 1 a flow is not seen");
    struct ent_request none = fixture_ask(&fixture, "trade.partner-share", AAA, DDD),
                       half = fixture_ask(&fixture, "trade.partner-share", BBB, CCC);
    assert_unseen(&none, YEAR + 1, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
    assert_unseen(&half, YEAR + 3, ENT_KIND_UNKNOWN, ENT_WHY_ONE_SIDED);
    struct ent_request nothing = fixture_ask(&fixture, "trade.partner-share", FFF, GGG),
                       early = fixture_ask(&fixture, "trade.partner-share", EEE, DDD);
    assert_unseen(&nothing, YEAR + 3, ENT_KIND_UNDEFINED, ENT_WHY_ZERO_TOTAL);
    assert_unseen(&early, YEAR + 1, ENT_KIND_NO_STATE, ENT_WHY_NO_STATE);
    assert_near(&early, YEAR + 2, 1, 0);
}

static void trade_over_gdp(void **state) {
    (void)state;
    struct ent_request a = fixture_ask(&fixture, "trade.dependence", AAA, BBB),
                       b = fixture_ask(&fixture, "trade.dependence", BBB, AAA);
    assert_near(&a, YEAR + 1, 0.04706, 5e-6);
    assert_near(&b, YEAR + 1, 0.00544, 5e-6);
    assert_string_equal(formula_of(&a, YEAR + 1, 3), "80 / 1700");
    struct ent_request no_gdp = fixture_ask(&fixture, "trade.dependence", DDD, AAA);
    assert_unseen(&no_gdp, YEAR + 2, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
}

static void asymmetry_changes_sign(void **state) {
    (void)state;
    struct ent_request there = fixture_ask(&fixture, "trade.asymmetry", AAA, BBB),
                       back = fixture_ask(&fixture, "trade.asymmetry", BBB, AAA);
    assert_near(&there, YEAR + 1, 80.0 / 700 - 80.0 / 4600, 1e-15);
    assert_near(&there, YEAR + 1, 0.09690, 1e-5); /* of shares rounded to five places */
    assert_near(&back, YEAR + 1, -0.09690, 1e-5);
    fixture_set(&fixture, &there, "form", "relative");
    fixture_set(&fixture, &back, "form", "relative");
    assert_near(&there, YEAR + 1, 0.7358, 5e-5);
    assert_near(&back, YEAR + 1, -0.7358, 5e-5);
    fixture_set(&fixture, &there, "form", "difference");
    fixture_set(&fixture, &there, "of", "gdp");
    assert_near(&there, YEAR + 1, 80.0 / 1700 - 80.0 / 14700, 1e-15);
    struct ent_request hole = fixture_ask(&fixture, "trade.asymmetry", BBB, CCC);
    assert_unseen(&hole, YEAR + 3, ENT_KIND_UNKNOWN, ENT_WHY_ONE_SIDED);
}

/* METHODS 4: shares .11429 and .01739, dependence .04706 and .00544; the same from either side. */
static void both_sides_of_dependence(void **state) {
    (void)state;
    struct ent_request there = fixture_ask(&fixture, "trade.salience", AAA, BBB),
                       back = fixture_ask(&fixture, "trade.salience", BBB, AAA);
    assert_near(&there, YEAR + 1, 0.04458, 5e-6);
    assert_near(&there, YEAR + 1, sqrt(80.0 / 700 * 80.0 / 4600), 1e-15);
    assert_true(point_of(&there, YEAR + 1).value == point_of(&back, YEAR + 1).value);
    fixture_set(&fixture, &there, "form", "symmetry");
    assert_near(&there, YEAR + 1, 0.90310, 1e-5); /* of shares rounded to five places */
    fixture_set(&fixture, &there, "form", "interdependence");
    fixture_set(&fixture, &back, "form", "interdependence");
    assert_near(&there, YEAR + 1, 0.04026, 5e-6);
    assert_true(point_of(&there, YEAR + 1).value == point_of(&back, YEAR + 1).value);
    assert_non_null(strstr(formula_of(&there, YEAR + 1, 2), "sqrt(0.1142857143 * 0.0173913"));
    there = fixture_ask(&fixture, "trade.link", AAA, BBB);
    assert_near(&there, YEAR + 1, 0.00544, 5e-6);
    fixture_set(&fixture, &there, "link", "strong");
    assert_near(&there, YEAR + 1, 0.04706, 5e-6);
    fixture_set(&fixture, &there, "of", "share");
    assert_near(&there, YEAR + 1, 80.0 / 700, 1e-15);
    struct ent_request hole = fixture_ask(&fixture, "trade.salience", BBB, CCC);
    assert_unseen(&hole, YEAR + 3, ENT_KIND_UNKNOWN, ENT_WHY_ONE_SIDED);
}

/* AAA sends BBB 30 of 630 and gets 50 of 70. CCC sends BBB 10 in 2003; what it gets nobody says. */
static void one_direction_alone(void **state) {
    (void)state;
    struct ent_request request = fixture_ask(&fixture, "trade.partner-share", AAA, BBB);
    fixture_set(&fixture, &request, "flow", "exports");
    assert_near(&request, YEAR + 1, 30.0 / 630, 1e-15);
    assert_string_equal(formula_of(&request, YEAR + 1, 1),
                        "30 / 630, the trade with 2 partners; with 1 a flow is not seen");
    fixture_set(&fixture, &request, "flow", "imports");
    assert_near(&request, YEAR + 1, 50.0 / 70, 1e-15);
    request = fixture_ask(&fixture, "trade.dependence", AAA, BBB);
    fixture_set(&fixture, &request, "flow", "imports");
    assert_near(&request, YEAR + 1, 50.0 / 1700, 1e-15);
    request = fixture_ask(&fixture, "trade.asymmetry", AAA, BBB);
    fixture_set(&fixture, &request, "flow", "exports");
    assert_near(&request, YEAR + 1, 30.0 / 630 - 50.0 / 570, 1e-15);
    request = fixture_ask(&fixture, "trade.partner-share", CCC, BBB);
    fixture_set(&fixture, &request, "flow", "exports");
    assert_near(&request, YEAR + 3, 1, 0);
    fixture_set(&fixture, &request, "flow", "imports");
    assert_unseen(&request, YEAR + 3, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
}

static void concentration(void **state) {
    (void)state;
    struct ent_request request = fixture_ask(&fixture, "trade.hhi", DDD, ENT_NO_STATE);
    assert_near(&request, YEAR + 2, 0.315, 1e-12);
    assert_int_equal(point_of(&request, YEAR + 2).support, 6);
    assert_near(&request, YEAR + 3, 1, 0);
    fixture_set(&fixture, &request, "form", "normalised");
    assert_near(&request, YEAR + 2, 0.178, 1e-12);
    assert_unseen(&request, YEAR + 3, ENT_KIND_UNDEFINED, ENT_WHY_SINGLE);
    fixture_set(&fixture, &request, "form", "effective");
    assert_near(&request, YEAR + 2, 3.17, 5e-3);
    fixture_set(&fixture, &request, "form", "gini");
    assert_near(&request, YEAR + 2, 0.45, 1e-12);
    assert_unseen(&request, YEAR + 3, ENT_KIND_UNDEFINED, ENT_WHY_SINGLE);
    assert_non_null(strstr(formula_of(&request, YEAR + 2, 12), "6 partners of 100 in all, the largest AAA with 0.5000; "
                                                               "squared shares add up to 0.315"));
    /* what DDD gets of them is nothing: with zeros counted, of imports, there is no total */
    fixture_set(&fixture, &request, "flow", "imports");
    assert_unseen(&request, YEAR + 2, ENT_KIND_UNDEFINED, ENT_WHY_ZERO_TOTAL);
    fixture_set(&fixture, &request, "flow", "total");
    assert_unseen(&request, YEAR + 1, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
    assert_unseen(&request, YEAR, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
    request = fixture_ask(&fixture, "trade.hhi", FFF, ENT_NO_STATE);
    assert_unseen(&request, YEAR + 3, ENT_KIND_UNDEFINED, ENT_WHY_ZERO_TOTAL);
}

static void mirror_reports(void **state) {
    (void)state;
    struct ent_request request = fixture_ask(&fixture, "trade.mirror", AAA, BBB);
    assert_near(&request, YEAR, log(108.3 / 107.06), 1e-15);
    fixture_set(&fixture, &request, "form", "relative");
    assert_near(&request, YEAR, 0.0115, 5e-5);
    assert_unseen(&request, YEAR + 1, ENT_KIND_UNDEFINED, ENT_WHY_ONE_SIDED);
    assert_unseen(&request, YEAR + 2, ENT_KIND_UNDEFINED, ENT_WHY_ONE_SIDED);
    assert_unseen(&request, YEAR + 3, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
    assert_string_equal(formula_of(&request, YEAR, 2), "received 108.3, sent 107.06");
}

static void capability_from_components(void **state) {
    (void)state;
    struct ent_request a = fixture_ask(&fixture, "capability.index", AAA, ENT_NO_STATE),
                       b = fixture_ask(&fixture, "capability.index", BBB, ENT_NO_STATE);
    struct ent_request c = fixture_ask(&fixture, "capability.index", CCC, ENT_NO_STATE);
    assert_near(&a, YEAR, 0.15405, 5e-6);
    assert_near(&b, YEAR, 0.10929, 5e-6);
    assert_int_equal(point_of(&a, YEAR).support, 6);
    assert_int_equal(point_of(&a, YEAR).notes, 0);
    double sum = point_of(&a, YEAR).value + point_of(&b, YEAR).value + point_of(&c, YEAR).value;
    assert_true(fabs(sum - 1) < 1e-12);
    fixture_set(&fixture, &a, "without", "irst");
    assert_near(&a, YEAR, 0.15486, 5e-6);
    fixture_set(&fixture, &a, "without", "population");
    assert_near(&a, YEAR, (0.3 + 0.1 + 0.15 + 0.2) / 4, 1e-15);
    fixture_set(&fixture, &a, "without", "none");
    fixture_set(&fixture, &a, "part", "military");
    assert_near(&a, YEAR, 0.2, 1e-15);
    assert_string_equal(formula_of(&a, YEAR, 2), "(milex 300 / 1000 + milper 1000 / 10000) / 2");
}

/* 2001: the world's steel is 0 and drops out; AAA has no milex, of which BBB then has all. */
static void components_that_are_missing(void **state) {
    (void)state;
    struct ent_request a = fixture_ask(&fixture, "capability.index", AAA, ENT_NO_STATE),
                       b = fixture_ask(&fixture, "capability.index", BBB, ENT_NO_STATE);
    assert_near(&a, YEAR + 1, 0.5, 1e-15);
    assert_near(&b, YEAR + 1, (1 + 4 * 0.5) / 5, 1e-15);
    assert_int_equal(point_of(&a, YEAR + 1).support, 4);
    assert_int_equal(point_of(&b, YEAR + 1).support, 5);
    assert_int_equal(point_of(&a, YEAR + 1).notes, ENT_NOTE_SOME_MISSING);
    fixture_set(&fixture, &a, "missing", "drop");
    fixture_set(&fixture, &b, "missing", "drop");
    assert_unseen(&a, YEAR + 1, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
    assert_near(&b, YEAR + 1, (1 + 4 * 0.5) / 5, 1e-15);
    struct ent_request nobody = fixture_ask(&fixture, "capability.index", DDD, ENT_NO_STATE),
                       late = fixture_ask(&fixture, "capability.index", EEE, ENT_NO_STATE);
    assert_unseen(&nobody, YEAR, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
    assert_unseen(&late, YEAR, ENT_KIND_NO_STATE, ENT_WHY_NO_STATE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(net_resources_reverse_the_order),
        cmocka_unit_test(prices_choose_the_source),
        cmocka_unit_test(regimes_lie_apart),
        cmocka_unit_test(capability_from_components),
        cmocka_unit_test(components_that_are_missing),
        cmocka_unit_test(shares_of_the_world),
        cmocka_unit_test(shares_of_trade),
        cmocka_unit_test(both_sides_of_dependence),
        cmocka_unit_test(one_direction_alone),
        cmocka_unit_test(trade_over_gdp),
        cmocka_unit_test(asymmetry_changes_sign),
        cmocka_unit_test(concentration),
        cmocka_unit_test(mirror_reports),
    };
    return cmocka_run_group_tests_name("measures of power and dependence", tests, setup, fixture_teardown);
}
