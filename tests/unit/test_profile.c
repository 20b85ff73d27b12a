/* Profiles of figures and codes over random small systems with missing cells: every index against its textbook formula,
 * a sweep against the series of each pair to the last bit, and what must hold whatever the figures are. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "fixture_measure.h"
#include "measure/profile.h"
#include "measure/sweep.h"

enum { STATES = 20, FIRST = 1990, LAST = 1993, LATE = STATES - 1 };

static struct fixture fixture;
static struct ent_error error;

static double flow[LAST - FIRST + 1][STATES][STATES];   /* NaN: nobody reported it */
static double shared[LAST - FIRST + 1][STATES][STATES]; /* NaN: missing */
static double belongs[LAST - FIRST + 1][STATES];

static bool there(int state, int year) {
    return state != LATE || year > FIRST;
}

static double cell(struct ent_random *random, double most) {
    uint64_t draw = ent_random_next(random);
    if (draw % 16 == 0)
        return NAN;
    return floor((double)((draw >> 8) % 1000) / 1000 * most);
}

/* 1991: everybody trades the same with everybody. */
static void add_figures(struct ent_random *random) {
    fixture_release(&fixture, "flows", "1", "2000-01-01");
    int trade = fixture_strand(&fixture, "trade", "pair value", true, NULL, FIRST, LAST, ENT_KIND_UNKNOWN);
    for (int year = FIRST; year <= LAST; year++)
        for (int a = 0; a < STATES; a++)
            for (int b = 0; b < STATES; b++) {
                double value = year == 1991 ? 5 : cell(random, 7) * cell(random, 7);
                bool is_there = a != b && there(a, year) && there(b, year);
                flow[year - FIRST][a][b] = is_there ? value : (double)NAN;
                if (is_there && !isnan(value))
                    fixture_value(&fixture, trade, a, b, year, value);
            }
    int gdp = fixture_strand(&fixture, "gdp.usd", "state value", false, NULL, FIRST, LAST, ENT_KIND_UNKNOWN);
    for (int a = 0; a < STATES - 3; a++)
        for (int year = FIRST; year <= LAST; year++)
            fixture_value(&fixture, gdp, a, -1, year, (double)(ent_random_next(random) % 1000));
    fixture_commit(&fixture);
    fixture_release(&fixture, "bodies", "1", "2000-01-01");
    int both = fixture_strand(&fixture, "igo.shared", "pair value", false, NULL, FIRST, LAST, ENT_KIND_UNKNOWN);
    int own = fixture_strand(&fixture, "igo.memberships", "state value", false, NULL, FIRST, LAST, ENT_KIND_UNKNOWN);
    for (int year = FIRST; year <= LAST; year++)
        for (int a = 0; a < STATES; a++) {
            belongs[year - FIRST][a] = 40 + (double)(ent_random_next(random) % 20);
            if (there(a, year))
                fixture_value(&fixture, own, a, -1, year, belongs[year - FIRST][a]);
            for (int b = a + 1; b < STATES; b++) {
                double value = there(a, year) && there(b, year) ? cell(random, 40) : (double)NAN;
                shared[year - FIRST][a][b] = shared[year - FIRST][b][a] = value;
                if (!isnan(value))
                    fixture_value(&fixture, both, a, b, year, value);
            }
        }
    fixture_commit(&fixture);
}

static void add_treaties(struct ent_random *random) {
    fixture_release(&fixture, "pacts", "1", "2000-01-01");
    int strand = fixture_strand(&fixture, "alliance", "spell", true,
                                "defence offence neutrality nonaggression consultation", FIRST, LAST, ENT_KIND_NONE);
    for (int a = 0; a < STATES; a++)
        for (int b = 0; b < STATES; b++)
            for (int year = FIRST; year <= LAST && a != b; year++) {
                uint64_t draw = ent_random_next(random);
                struct ent_fact fact = fixture_fact(&fixture, strand, a, b, year, year);
                fact.types = (uint32_t)(draw >> 8) % 32;
                if (draw % 16 == 0)
                    fact.kind = ENT_KIND_UNKNOWN;
                if (there(a, year) && there(b, year) && draw % 2)
                    fixture_put(&fixture, fact);
            }
    fixture_commit(&fixture);
    fixture_release(&fixture, "power", "1", "2000-01-01");
    strand = fixture_strand(&fixture, "capability.cinc", "state value", false, NULL, FIRST, LAST - 1, ENT_KIND_UNKNOWN);
    for (int a = 0; a < STATES - 2; a++)
        for (int year = FIRST; year < LAST; year++)
            fixture_value(&fixture, strand, a, -1, year, (double)(ent_random_next(random) % 1000) / 7000);
    fixture_commit(&fixture);
}

static int setup(void **state) {
    static const char codes[] = "AAA BBB CCC DDD EEE FFF GGG HHH III JJJ KKK LLL MMM OOO PPP QQQ RRR SSS TTT";
    struct ent_random random;
    ent_random_seed(&random, 7, 0, 0);
    fixture_open(&fixture);
    fixture_states(&fixture, codes);
    fixture_state_years(&fixture, LATE, "NNN", FIRST + 1, 2010);
    add_figures(&random);
    add_treaties(&random);
    fixture_read(&fixture);
    *state = &fixture;
    return 0;
}

static struct ent_point at(const char *specification, int a, int b, int year) {
    struct ent_request request = fixture_ask(&fixture, specification, a, b);
    request.first_year = request.last_year = year;
    return fixture_point(&fixture, &request, year);
}

/* A sweep has the points that the series have, and no others. */
static void assert_sweep(const char *specification, const ent_state *states, size_t count, size_t least) {
    struct ent_request request = fixture_ask(&fixture, specification, -1, -1);
    struct ent_sweep sweep;
    size_t seen = 0;
    if (ent_measure_sweep(&fixture.context, &request, states, count, &sweep, &error) != ENT_OK)
        fail_msg("%s", error.message);
    for (size_t i = 0; i < sweep.count; i++) {
        const struct ent_sweep_point *point = &sweep.points[i];
        struct ent_point one = at(specification, point->a, point->b, point->year);
        struct ent_point back = at(specification, point->b, point->a, point->year);
        bool directed = ent_sweep_directed(&request);
        if (!ent_point_seen(&one) || one.value != point->value || one.support != point->support)
            fail_msg("%s of %d and %d in %d: %.17g, not %.17g", specification, point->a, point->b, point->year,
                     point->value, one.value);
        assert_true(directed || back.value == one.value);
    }
    for (int a = 0; a < STATES; a++)
        for (int b = 0; b < STATES; b++)
            for (int year = FIRST - 1; year <= LAST + 1 && a != b; year++) {
                bool listed = !states;
                for (size_t i = 0; i < count; i++)
                    for (size_t k = 0; k < count; k++)
                        listed |= states[i] == a && states[k] == b;
                struct ent_point point = at(specification, a, b, year);
                seen += listed && ent_point_seen(&point) && (a < b || ent_sweep_directed(&request));
            }
    if (sweep.count != seen || seen < least)
        fail_msg("%s: %zu points, not %zu", specification, sweep.count, seen);
    ent_sweep_release(&sweep);
}

static void sweeps_are_the_series(void **state) {
    (void)state;
    static const ent_state some[] = {9, 2, LATE, 5};
    static const char *const specifications[] = {"alliance.s",
                                                 "alliance.s:metric=squared,columns=all,coding=binary",
                                                 "alliance.kappa:columns=all,weights=linear",
                                                 "alliance.pi:preset=fpsim",
                                                 "alliance.taub:coding=binary",
                                                 "trade.s:flow=imports",
                                                 "trade.s:metric=squared",
                                                 "trade.kappa",
                                                 "trade.pi:flow=exports",
                                                 "trade.taub:flow=exports",
                                                 "igo.s:columns=all",
                                                 "igo.kappa",
                                                 "igo.pi",
                                                 "igo.taub:columns=all"};
    for (size_t i = 0; i < sizeof specifications / sizeof specifications[0]; i++)
        assert_sweep(specifications[i], NULL, 0, 60);
    static const char *const dependence[] = {"trade.partner-share",
                                             "trade.partner-share:flow=imports",
                                             "trade.dependence",
                                             "trade.asymmetry:form=relative,flow=exports",
                                             "trade.asymmetry:of=gdp",
                                             "trade.salience",
                                             "trade.salience:form=interdependence,of=gdp,flow=imports",
                                             "trade.link",
                                             "trade.link:link=strong,of=share"};
    for (size_t i = 0; i < sizeof dependence / sizeof dependence[0]; i++)
        assert_sweep(dependence[i], NULL, 0, 200);
    assert_sweep("trade.salience:form=symmetry", some, 4, 6);
    assert_sweep("trade.dependence:flow=exports", some, 4, 6);
    assert_sweep("alliance.s:weighted=capability", NULL, 0, 200);
    assert_sweep("alliance.s:weighted=capability,metric=squared,columns=all,coding=binary", some, 4, 15);
    assert_sweep("igo.kappa", some, 4, 6);
    assert_sweep("trade.s:flow=exports", some, 4, 6);
}

/* Measures of one state have a sweep too. */
static void sweeps_of_states(void **state) {
    (void)state;
    static const char *const specifications[] = {"trade.hhi", "trade.hhi:form=gini,flow=exports",
                                                 "trade.hhi:form=normalised,partners=seen", "gdp.share"};
    for (size_t i = 0; i < sizeof specifications / sizeof specifications[0]; i++) {
        struct ent_request request = fixture_ask(&fixture, specifications[i], -1, -1);
        struct ent_sweep sweep;
        size_t seen = 0, place = 0;
        assert_int_equal(ent_measure_sweep(&fixture.context, &request, NULL, 0, &sweep, &error), ENT_OK);
        for (int year = FIRST - 1; year <= LAST + 1; year++)
            for (int a = 0; a < STATES; a++) {
                struct ent_point point = at(specifications[i], a, -1, year);
                if (!ent_point_seen(&point))
                    continue;
                seen++;
                assert_true(place < sweep.count && sweep.points[place].a == a && sweep.points[place].year == year &&
                            sweep.points[place].value == point.value && sweep.points[place].support == point.support);
                place++;
            }
        assert_true(seen == sweep.count && seen > 65);
        ent_sweep_release(&sweep);
    }
}

static void threads_change_nothing(void **state) {
    (void)state;
    static const char *const specifications[] = {"alliance.s:weighted=capability", "trade.kappa", "igo.taub"};
    for (size_t i = 0; i < sizeof specifications / sizeof specifications[0]; i++) {
        struct ent_request request = fixture_ask(&fixture, specifications[i], -1, -1);
        struct ent_sweep one, many;
        fixture.context.threads = 1;
        assert_int_equal(ent_measure_sweep(&fixture.context, &request, NULL, 0, &one, &error), ENT_OK);
        fixture.context.threads = 5;
        assert_int_equal(ent_measure_sweep(&fixture.context, &request, NULL, 0, &many, &error), ENT_OK);
        fixture.context.threads = 0;
        assert_true(one.count == many.count && one.count > 60);
        for (size_t k = 0; k < one.count; k++)
            assert_true(one.points[k].year == many.points[k].year && one.points[k].a == many.points[k].a &&
                        one.points[k].b == many.points[k].b && one.points[k].value == many.points[k].value);
        ent_sweep_release(&one);
        ent_sweep_release(&many);
    }
}

/* Columns known to both, from the tables above: shares of all that a state is seen to sell, or of its organisations. */
struct columns {
    double x[STATES], y[STATES];
    int count;
};

static double exports_share(int a, int k, int year) {
    double total = 0;
    for (int b = 0; b < STATES; b++)
        total += isnan(flow[year - FIRST][a][b]) ? 0 : flow[year - FIRST][a][b];
    return flow[year - FIRST][a][k] / total;
}

static struct columns columns_of(bool trade, int a, int b, int year) {
    struct columns columns = {.count = 0};
    for (int k = 0; k < STATES; k++) {
        double x = trade ? exports_share(a, k, year) : shared[year - FIRST][a][k] / belongs[year - FIRST][a];
        double y = trade ? exports_share(b, k, year) : shared[year - FIRST][b][k] / belongs[year - FIRST][b];
        if (k == a || k == b || isnan(x) || isnan(y))
            continue;
        columns.x[columns.count] = x;
        columns.y[columns.count++] = y;
    }
    return columns;
}

static double s_of(const struct columns *c, int power) {
    double sum = 0;
    for (int i = 0; i < c->count; i++)
        sum += pow(fabs(c->x[i] - c->y[i]), power);
    return 1 - 2 * sum / c->count;
}

/* Expected over all pairs of an x with a y (kappa), or of any two of the mix (pi): no closed form. */
static double chance_of(const struct columns *c, bool mix) {
    double seen = 0, expected = 0;
    for (int i = 0; i < c->count; i++) {
        seen += pow(c->x[i] - c->y[i], 2) / c->count;
        for (int k = 0; k < c->count; k++) {
            double apart = pow(c->x[i] - c->y[k], 2);
            if (mix)
                apart = (2 * apart + pow(c->x[i] - c->x[k], 2) + pow(c->y[i] - c->y[k], 2)) / 4;
            expected += apart / c->count / c->count;
        }
    }
    return 1 - seen / expected;
}

static double tau_of(const struct columns *c) {
    double net = 0, of_x = 0, of_y = 0;
    for (int i = 0; i < c->count; i++)
        for (int k = 0; k < i; k++) {
            double x = (c->x[i] > c->x[k]) - (c->x[i] < c->x[k]), y = (c->y[i] > c->y[k]) - (c->y[i] < c->y[k]);
            net += x * y;
            of_x += x * x;
            of_y += y * y;
        }
    return net / sqrt(of_x * of_y);
}

static void assert_near(const char *specification, int a, int b, int year, const struct columns *c, double expected) {
    struct ent_point point = at(specification, a, b, year);
    assert_int_equal(point.support, c->count);
    if (point.kind != ENT_KIND_VALUE || fabs(point.value - expected) > 1e-12)
        fail_msg("%s of %d and %d in %d: %.15g, not %.15g", specification, a, b, year, point.value, expected);
}

static void figures_by_the_textbook(void **state) {
    (void)state;
    int compared = 0;
    for (int year = FIRST; year <= LAST; year++)
        for (int a = 0; a < STATES; a++)
            for (int b = a + 1; b < STATES; b++) {
                struct columns sells = columns_of(true, a, b, year), sits = columns_of(false, a, b, year);
                if (there(b, year) && year != 1991 && sells.count >= 10) {
                    assert_near("trade.s:flow=exports", a, b, year, &sells, s_of(&sells, 1));
                    assert_near("trade.kappa:flow=exports", a, b, year, &sells, chance_of(&sells, false));
                    assert_near("trade.pi:flow=exports", a, b, year, &sells, chance_of(&sells, true));
                    assert_near("trade.taub:flow=exports", a, b, year, &sells, tau_of(&sells));
                    compared++;
                } else if (there(b, year) && sells.count < 10)
                    assert_int_equal(at("trade.kappa:flow=exports", a, b, year).why, ENT_WHY_TOO_FEW);
                if (there(b, year) && sits.count >= 10) {
                    assert_near("igo.s:metric=squared", a, b, year, &sits, s_of(&sits, 2));
                    assert_near("igo.kappa", a, b, year, &sits, chance_of(&sits, false));
                    assert_near("igo.pi", a, b, year, &sits, chance_of(&sits, true));
                    assert_near("igo.taub", a, b, year, &sits, tau_of(&sits));
                    compared++;
                }
            }
    assert_true(compared > 100);
}

/* 1991: each sells 5 to each, but one state is new; S is 1 and chance agreement total. */
static void the_same_profile(void **state) {
    (void)state;
    assert_true(at("trade.s", 0, 1, 1991).value == 1);
    assert_true(at("trade.s:metric=squared", 3, LATE, 1991).value == 1);
    struct ent_point kappa = at("trade.kappa", 0, 1, 1991);
    assert_int_equal(kappa.why, ENT_WHY_ZERO_DENOM);
    assert_int_equal(at("trade.taub", 0, 1, 1991).why, ENT_WHY_CONSTANT);
    assert_int_equal(at("igo.s", 0, LATE, FIRST).kind, ENT_KIND_NO_STATE);
    assert_int_equal(at("alliance.s:weighted=capability", 0, 1, LAST).kind, ENT_KIND_NOT_COVERED);
}

/* METHODS' way of saying it: x + 1 has the order of x, and S and kappa within their range. */
static void ranges(void **state) {
    (void)state;
    static const char *const specifications[] = {"trade.s",  "trade.pi",   "trade.taub",  "igo.s",        "igo.pi",
                                                 "igo.taub", "alliance.s", "alliance.pi", "alliance.taub"};
    for (size_t i = 0; i < sizeof specifications / sizeof specifications[0]; i++)
        for (int a = 0; a < STATES; a++)
            for (int b = a + 1; b < STATES; b++) {
                struct ent_point point = at(specifications[i], a, b, 1992);
                assert_true(!ent_point_seen(&point) || (point.value >= -1 && point.value <= 1));
            }
}

static void worked_examples(void **state) {
    (void)state;
    static const double x[] = {.4, .1, 0}, y[] = {.2, .3, .1}, p[] = {.8, .4, 0}, q[] = {.2, .2, .1};
    static const uint16_t of_x[] = {2, 1, 0}, of_y[] = {1, 2, 0}, of_p[] = {2, 1, 0}, of_q[] = {1, 1, 0};
    uint32_t work[32];
    const struct ent_value_pairs trade = {3, x, y, of_x, of_y, 3, work}, igo = {3, p, q, of_p, of_q, 3, work};
    assert_true(fabs(ent_values_s(&trade, false).value - 0.6667) < 5e-5);
    assert_true(fabs(ent_values_beyond_chance(&trade, ENT_CHANCE_OWN).value - 0.1818) < 5e-5);
    assert_true(fabs(ent_values_beyond_chance(&trade, ENT_CHANCE_POOLED).value - 0.1692) < 5e-5);
    assert_true(fabs(ent_values_tau_b(&trade).value - 0.3333) < 5e-5);
    assert_true(fabs(ent_values_s(&igo, false).value - 0.4) < 5e-5);
    assert_true(fabs(ent_values_beyond_chance(&igo, ENT_CHANCE_OWN).value - 0.1633) < 5e-5);
    assert_true(fabs(ent_values_beyond_chance(&igo, ENT_CHANCE_POOLED).value + 0.0041) < 5e-5);
    assert_true(fabs(ent_values_tau_b(&igo).value - 0.8165) < 5e-5);
}

/* What a column is called does not matter: shuffled, the order of pairs is the same, and sums of them to a rounding. */
static void shuffled_columns(void **state) {
    (void)state;
    enum { COLUMNS = 17 };
    double x[COLUMNS], y[COLUMNS];
    uint16_t of_x[COLUMNS], of_y[COLUMNS];
    uint32_t work[5 * COLUMNS + 8];
    struct ent_random random;
    ent_random_seed(&random, 3, 0, 0);
    for (int i = 0; i < COLUMNS; i++) {
        of_x[i] = (uint16_t)ent_random_below(&random, 6);
        of_y[i] = (uint16_t)ent_random_below(&random, 9);
        x[i] = of_x[i] / 7.0;
        y[i] = of_y[i] / 9.0;
    }
    const struct ent_value_pairs pairs = {COLUMNS, x, y, of_x, of_y, 9, work};
    double tau = ent_values_tau_b(&pairs).value, s = ent_values_s(&pairs, false).value;
    double kappa = ent_values_beyond_chance(&pairs, ENT_CHANCE_OWN).value;
    assert_true(tau > -1 && tau < 1);
    for (int i = COLUMNS - 1; i > 0; i--) {
        int k = (int)ent_random_below(&random, (uint32_t)i + 1);
        double from_x = x[i], from_y = y[i];
        uint16_t place_x = of_x[i], place_y = of_y[i];
        x[i] = x[k], y[i] = y[k], of_x[i] = of_x[k], of_y[i] = of_y[k];
        x[k] = from_x, y[k] = from_y, of_x[k] = place_x, of_y[k] = place_y;
    }
    assert_true(ent_values_tau_b(&pairs).value == tau);
    assert_true(fabs(ent_values_s(&pairs, false).value - s) < 1e-15);
    assert_true(fabs(ent_values_beyond_chance(&pairs, ENT_CHANCE_OWN).value - kappa) < 1e-15);
    const struct ent_value_pairs alike = {COLUMNS, x, x, of_x, of_x, 9, work};
    assert_true(ent_values_s(&alike, true).value == 1 && ent_values_tau_b(&alike).value == 1);
    assert_true(ent_values_beyond_chance(&alike, ENT_CHANCE_POOLED).value == 1);
}

/* The rows behind a number: every flow to or from a third state, of both; and no row twice. */
static void evidence(void **state) {
    (void)state;
    struct ent_trace trace;
    struct ent_request request = fixture_ask(&fixture, "trade.s:flow=exports", 0, 1);
    assert_int_equal(ent_measure_trace(&fixture.context, &request, 1991, &trace, &error), ENT_OK);
    assert_int_equal(trace.count, 4 * (STATES - 2));
    assert_non_null(strstr(trace.formula, "18 states"));
    request = fixture_ask(&fixture, "igo.s:columns=all", 2, 3);
    assert_int_equal(ent_measure_trace(&fixture.context, &request, 1991, &trace, &error), ENT_OK);
    size_t known = 0;
    for (int k = 0; k < STATES; k++)
        known += (k != 2 && !isnan(shared[1][2][k])) + (k != 2 && k != 3 && !isnan(shared[1][3][k]));
    assert_int_equal(trace.count, known);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_examples),
        cmocka_unit_test(shuffled_columns),
        cmocka_unit_test(figures_by_the_textbook),
        cmocka_unit_test(the_same_profile),
        cmocka_unit_test(sweeps_are_the_series),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(sweeps_of_states),
        cmocka_unit_test(ranges),
        cmocka_unit_test(evidence),
    };
    return cmocka_run_group_tests(tests, setup, fixture_teardown);
}
