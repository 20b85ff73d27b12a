/* Verdicts on changes, on planted worlds: seniority that changed hands, codes, returns, growth, trends and ranks. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "fixture_world.h"

/* Against BBB, which stands at 250 from 1960 to 2010:
 *   AAA  5, 15, 25, …       passes in 1985 (255)
 *   CCC  100 to 1980, 300 from 1991; the years between are not seen
 *   DDD  100 to 2007, 300 from 2008: three seen years
 *   EEE  100 throughout: never
 *   FFF  400 in the 1970s only: passes in 1970, falls behind in 1980 */
static void plant_seniority(struct world *world) {
    world_begin(world, "AAA BBB CCC DDD EEE FFF");
    int gdp = fixture_strand(&world->fixture, "gdp.usd", "state value", false, NULL, 1960, 2010, ENT_KIND_UNKNOWN);
    for (int year = 1960; year <= 2010; year++) {
        fixture_value(&world->fixture, gdp, 0, -1, year, 10.0 * (year - 1960) + 5);
        fixture_value(&world->fixture, gdp, 1, -1, year, 250);
        if (year <= 1980 || year >= 1991)
            fixture_value(&world->fixture, gdp, 2, -1, year, year <= 1980 ? 100 : 300);
        fixture_value(&world->fixture, gdp, 3, -1, year, year <= 2007 ? 100 : 300);
        fixture_value(&world->fixture, gdp, 4, -1, year, 100);
        fixture_value(&world->fixture, gdp, 5, -1, year, year >= 1970 && year < 1980 ? 400 : 100);
    }
    world_ready(world);
}

static void seniority_by_year_and_its_change(void **state) {
    (void)state;
    struct world world;
    plant_seniority(&world);
    world_expect(&world, "senior(gdp.usd, AAA, BBB) at 1984", ENT_VERDICT_FAILS); /* 245 */
    world_expect(&world, "senior(gdp.usd, AAA, BBB) at 1985", ENT_VERDICT_HOLDS); /* 255 */
    world_expect(&world, "senior(gdp.usd, AAA, BBB) always 1985..2010", ENT_VERDICT_HOLDS);
    world_expect(&world, "senior(gdp.usd, AAA, BBB) and not senior(gdp.usd, EEE, BBB) during 1985..2010", ENT_VERDICT_HOLDS);
    world_expect(&world, "senior(gdp.usd, AAA, BBB) changed during 1980..1990", ENT_VERDICT_HOLDS);
    world_expect(&world, "senior(gdp.usd, BBB, AAA) changed during 1980..1990", ENT_VERDICT_HOLDS);
    world_expect(&world, "senior(gdp.usd, AAA, BBB) changed during 1985..1985", ENT_VERDICT_HOLDS);
    world_expect(&world, "senior(gdp.usd, AAA, BBB) changed during 1986..2010", ENT_VERDICT_FAILS);
    world_expect(&world, "senior(gdp.usd, AAA, BBB) changed during 1960..1984", ENT_VERDICT_FAILS);
    world_expect(&world, "senior(gdp.usd, AAA, BBB) changed never 1986..2010", ENT_VERDICT_HOLDS);
    world_expect(&world, "not senior(gdp.usd, AAA, BBB) changed during 1980..1990", ENT_VERDICT_FAILS);
    world_expect(&world, "overtook(gdp.usd, AAA, BBB) at 1985", ENT_VERDICT_HOLDS);
    world_expect(&world, "overtook(gdp.usd, AAA, BBB) at 1986", ENT_VERDICT_FAILS);
    world_expect(&world, "overtook(gdp.usd, BBB, AAA) during 1960..2010", ENT_VERDICT_FAILS);
    assert_string_equal(world_ask(&world, "senior(gdp.usd, AAA, BBB) changed during 1990..2000")->nearest,
                        "senior(gdp.usd, AAA, BBB) changed during 1985..1985");
    world_finish(&world);
}

static void what_never_crossed_fails_and_what_is_fresh_is_open(void **state) {
    (void)state;
    struct world world;
    plant_seniority(&world);
    world_expect(&world, "senior(gdp.usd, EEE, BBB) changed during 1960..2010", ENT_VERDICT_FAILS);
    assert_string_equal(world_ask(&world, "senior(gdp.usd, EEE, BBB) changed during 1970..1980")->nearest,
                        "senior(gdp.usd, EEE, BBB) never 1970..1980");
    assert_string_equal(world_ask(&world, "senior(gdp.usd, BBB, EEE) changed during 1970..1980")->nearest,
                        "senior(gdp.usd, BBB, EEE) always 1970..1980");
    world_expect(&world, "overtook(gdp.usd, DDD, BBB) at 2008", ENT_VERDICT_OPEN);
    world_expect(&world, "senior(gdp.usd, DDD, BBB) changed during 1960..1990", ENT_VERDICT_OPEN);
    /* seen to 2012 at most: a window of years to come is not covered, one that ends there is open */
    world_expect(&world, "senior(gdp.usd, EEE, BBB) changed during 2015..2020", ENT_VERDICT_NOT_COVERED);
    world_expect(&world, "senior(gdp.usd, EEE, BBB) changed during 2000..2020", ENT_VERDICT_OPEN);
    world.options.dateline_year = 1988; /* three years after the crossing nobody knows */
    world_expect(&world, "overtook(gdp.usd, AAA, BBB) at 1985", ENT_VERDICT_OPEN);
    world.options.dateline_year = 1990;
    world_expect(&world, "overtook(gdp.usd, AAA, BBB) at 1985", ENT_VERDICT_HOLDS);
    world_finish(&world);
}

static void a_crossing_in_a_hole_is_an_interval(void **state) {
    (void)state;
    struct world world;
    plant_seniority(&world);
    world_expect(&world, "overtook(gdp.usd, CCC, BBB) during 1981..1991", ENT_VERDICT_HOLDS);
    world_expect(&world, "overtook(gdp.usd, CCC, BBB) during 1985..1995", ENT_VERDICT_OPEN);
    world_expect(&world, "overtook(gdp.usd, CCC, BBB) at 1991", ENT_VERDICT_OPEN);
    world_expect(&world, "overtook(gdp.usd, CCC, BBB) during 1992..2000", ENT_VERDICT_FAILS);
    world_finish(&world);
}

static void only_what_lasts_counts(void **state) {
    (void)state;
    struct world world;
    plant_seniority(&world);
    world_expect(&world, "overtook(gdp.usd, FFF, BBB) at 1970", ENT_VERDICT_FAILS); /* undone in 1980 */
    world_expect(&world, "overtook(gdp.usd, BBB, FFF) at 1980", ENT_VERDICT_HOLDS);
    world_expect(&world, "senior(gdp.usd, FFF, BBB) changed during 1975..1985", ENT_VERDICT_HOLDS);
    world_expect(&world, "senior(gdp.usd, FFF, BBB) changed during 1965..1975", ENT_VERDICT_FAILS);
    world_finish(&world);
}

/* How sure the year is decides under --confidence only. */
static void confidence_of_a_year(void **state) {
    (void)state;
    struct world world;
    plant_seniority(&world);
    const struct ent_finding *finding = &world_ask(&world, "overtook(gdp.usd, AAA, BBB) during 1970..2000")->findings[0];
    assert_true(finding->agree > 0.95);
    assert_non_null(strstr(finding->numbers, "AAA ahead since 1985"));
    world.options.confidence = 0.95;
    world_expect(&world, "overtook(gdp.usd, AAA, BBB) during 1970..2000", ENT_VERDICT_HOLDS);
    world_expect(&world, "overtook(gdp.usd, FFF, BBB) at 1970", ENT_VERDICT_FAILS); /* nothing was estimated */
    world.options.confidence = 0.999999;
    world_expect(&world, "overtook(gdp.usd, AAA, BBB) at 1985", ENT_VERDICT_OPEN);
    world_finish(&world);
}

/* A is a rival of C in 1950-57 and from 1980 to the end, 2010; EEE exists in 1960-70 only. */
static void plant_spells(struct world *world) {
    world_begin(world, "AAA BBB CCC DDD");
    fixture_state_years(&world->fixture, 4, "EEE", 1960, 1970);
    int rivalry = fixture_strand(&world->fixture, "rivalry", "spell", false, NULL, 1940, 2010, ENT_KIND_NONE);
    fixture_spell(&world->fixture, rivalry, 0, 2, 1950, 1957, 0);
    fixture_spell(&world->fixture, rivalry, 0, 2, 1980, 0, 0);
    fixture_spell(&world->fixture, rivalry, 0, 4, 1962, 1968, 0);
    fixture_spell(&world->fixture, rivalry, 1, 2, 1940, 1990, 0);
    world_ready(world);
}

static void codes_that_changed(void **state) {
    (void)state;
    struct world world;
    plant_spells(&world);
    world_expect(&world, "rivalry(AAA, CCC) changed during 1955..1960", ENT_VERDICT_HOLDS);
    world_expect(&world, "rivalry(AAA, CCC) changed during 1958..1958", ENT_VERDICT_HOLDS); /* no in 1958, yes in 1957 */
    world_expect(&world, "rivalry(AAA, CCC) changed during 1951..1957", ENT_VERDICT_FAILS);
    world_expect(&world, "rivalry(AAA, CCC) changed during 1945..1975", ENT_VERDICT_HOLDS); /* to and fro counts */
    world_expect(&world, "rivalry(AAA, CCC) changed during 1959..1979", ENT_VERDICT_FAILS);
    world_expect(&world, "rivalry(AAA, CCC) changed never 1959..1979", ENT_VERDICT_HOLDS);
    world_expect(&world, "rivalry(AAA, CCC) changed during 2005..2015", ENT_VERDICT_OPEN);
    world_expect(&world, "rivalry(AAA, CCC) changed during 2015..2020", ENT_VERDICT_NOT_COVERED);
    world_expect(&world, "rivalry(AAA, EEE) changed during 1950..1965", ENT_VERDICT_HOLDS);
    world_expect(&world, "rivalry(AAA, EEE) changed during 1950..1961", ENT_VERDICT_FAILS);
    world_expect(&world, "rivalry(AAA, EEE) changed during 1971..1975", ENT_VERDICT_NOT_COVERED);
    assert_string_equal(world_ask(&world, "rivalry(AAA, CCC) changed during 1960..1978")->nearest,
                        "rivalry(AAA, CCC) changed during 1958..1958");
    world_finish(&world);
}

static void what_came_back(void **state) {
    (void)state;
    struct world world;
    plant_spells(&world);
    world_expect(&world, "rivalry(AAA, CCC) again since 1980 at 2010", ENT_VERDICT_HOLDS);
    world_expect(&world, "rivalry(AAA, CCC) again since 1981 at 2010", ENT_VERDICT_FAILS);
    world_expect(&world, "rivalry(AAA, CCC) again since 1979 at 2010", ENT_VERDICT_FAILS);
    world_expect(&world, "not rivalry(AAA, CCC) again since 1979 at 2010", ENT_VERDICT_HOLDS);
    world_expect(&world, "rivalry(AAA, CCC) again since 1950 at 1957", ENT_VERDICT_FAILS); /* for the first time */
    world_expect(&world, "rivalry(AAA, CCC) again since 1960 at 1970", ENT_VERDICT_FAILS); /* not at all */
    world_expect(&world, "rivalry(BBB, CCC) again since 1940 at 1980", ENT_VERDICT_OPEN);  /* 1939 is not seen */
    world_expect(&world, "rivalry(AAA, CCC) again since 1980 at 2015", ENT_VERDICT_NOT_COVERED);
    world_expect(&world, "rivalry(AAA, CCC) again since 1980", ENT_VERDICT_HOLDS); /* now is 2010 */
    assert_string_equal(world_ask(&world, "rivalry(AAA, CCC) again since 1985 at 2010")->nearest,
                        "rivalry(AAA, CCC) again since 1980 at 2010");
    world_finish(&world);
}

static void growth_and_its_rounding(void **state) {
    (void)state;
    struct world world;
    world_begin(&world, "AAA BBB");
    int gdp = fixture_strand(&world.fixture, "gdp.usd", "state value", false, NULL, 2000, 2005, ENT_KIND_UNKNOWN);
    static const double values[] = {100, 127.4, 127.4, 0, 50, 100};
    for (int i = 0; i < 6; i++)
        fixture_value(&world.fixture, gdp, 0, -1, 2000 + i, values[i]);
    fixture_value(&world.fixture, gdp, 1, -1, 2000, 100);
    world_ready(&world);
    world_expect(&world, "gdp.usd(AAA) growth = 27% at 2001", ENT_VERDICT_HOLDS); /* 27.4 rounds to 27 */
    assert_true(fabs(world_ask(&world, "gdp.usd(AAA) growth = 27% at 2001")->findings[0].value - 27.4) < 1e-9);
    world_expect(&world, "gdp.usd(AAA) growth = 28% at 2001", ENT_VERDICT_FAILS);
    world_expect(&world, "gdp.usd(AAA) growth > 27% at 2001", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(AAA) growth = 0 at 2002", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(AAA) growth > 25% during 2000..2002", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(AAA) growth < -99% at 2003", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(AAA) growth > 5% at 2004", ENT_VERDICT_NOT_COVERED); /* from 0 there is none */
    world_expect(&world, "gdp.usd(AAA) growth = 100% at 2005", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(AAA) growth = 100% at 2006", ENT_VERDICT_NOT_COVERED);
    world_expect(&world, "gdp.usd(BBB) growth = 100% at 2001", ENT_VERDICT_NOT_COVERED);
    world_expect(&world, "gdp.usd(AAA) @ 2001 / gdp.usd(AAA) @ 2000 = 1.274 at 2001", ENT_VERDICT_HOLDS);
    world_finish(&world);
}

/* 1980-2010: A rises by 2 a year but for two wild years, B by nothing, C has half of its years. */
static void trends(void **state) {
    (void)state;
    struct world world;
    world_begin(&world, "AAA BBB CCC");
    int gdp = fixture_strand(&world.fixture, "gdp.usd", "state value", false, NULL, 1980, 2010, ENT_KIND_UNKNOWN);
    for (int year = 1980; year <= 2010; year++) {
        double wave = (year % 3) - 1.0;
        fixture_value(&world.fixture, gdp, 0, -1, year,
                      year == 1990 || year == 2000 ? 5 : 100 + 2 * (year - 1980) + wave);
        fixture_value(&world.fixture, gdp, 1, -1, year, 100);
        if (year % 2)
            fixture_value(&world.fixture, gdp, 2, -1, year, 100 + year);
    }
    world_ready(&world);
    world_expect(&world, "gdp.usd(AAA) rising during 1980..2010", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(AAA) rising every year during 1980..2010", ENT_VERDICT_FAILS);
    world_expect(&world, "gdp.usd(AAA) falling during 1980..2010", ENT_VERDICT_FAILS);
    world_expect(&world, "not gdp.usd(AAA) falling during 1980..2010", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(BBB) rising during 1980..2010", ENT_VERDICT_FAILS);
    world_expect(&world, "gdp.usd(BBB) falling during 1980..2010", ENT_VERDICT_FAILS);
    world_expect(&world, "gdp.usd(CCC) rising during 1981..2009", ENT_VERDICT_OPEN);
    world_expect(&world, "gdp.usd(AAA) rising during 2011..2020", ENT_VERDICT_NOT_COVERED);
    world_expect(&world, "gap(gdp.usd, AAA, BBB) rising since 1980", ENT_VERDICT_HOLDS);
    const struct ent_finding *finding = &world_ask(&world, "gdp.usd(AAA) rising during 1980..2010")->findings[0];
    assert_true(fabs(finding->value - 2) < 0.1); /* the wild years do not move it */
    assert_true(finding->low > 1.8 && finding->high < 2.2 && finding->agree > 0.99);
    world.options.confidence = 0.95;
    world_expect(&world, "gdp.usd(AAA) rising during 1980..2010", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(BBB) rising during 1980..2010", ENT_VERDICT_OPEN); /* too close */
    world_finish(&world);
}

/* 2000: A 40, B 30, C 30, D 10, E without a figure; pairs by trade: A-B 5, A-C 7, A-D 7, B-C 9. */
static void ranks_ties_and_who_is_not_seen(void **state) {
    (void)state;
    static const double values[] = {40, 30, 30, 10};
    struct world world;
    world_begin(&world, "AAA BBB CCC DDD EEE");
    int gdp = fixture_strand(&world.fixture, "gdp.usd", "state value", false, NULL, 2000, 2001, ENT_KIND_UNKNOWN);
    int trade = fixture_strand(&world.fixture, "flow", "pair value", false, NULL, 2000, 2001, ENT_KIND_UNKNOWN);
    for (int i = 0; i < 4; i++)
        fixture_value(&world.fixture, gdp, i, -1, 2000, values[i]);
    static const int pairs[][3] = {{0, 1, 5}, {0, 2, 7}, {0, 3, 7}, {1, 2, 9}};
    for (int i = 0; i < 4; i++)
        fixture_value(&world.fixture, trade, pairs[i][0], pairs[i][1], 2000, pairs[i][2]);
    world_ready(&world);
    const struct ent_finding *finding = &world_ask(&world, "gdp.usd(BBB) rank <= 3 among @states at 2000")->findings[0];
    assert_int_equal(finding->rank_low, 2);
    assert_int_equal(finding->rank_high, 3);
    assert_int_equal(finding->rank_of, 4);
    /* E, one of five, might stand anywhere: more than a tenth */
    world_expect(&world, "gdp.usd(AAA) rank = 1 among @states at 2000", ENT_VERDICT_OPEN);
    world_expect(&world, "gdp.usd(AAA) rank <= 2 among @states at 2000", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(DDD) rank <= 3 among @states at 2000", ENT_VERDICT_FAILS);
    world_expect(&world, "gdp.usd(BBB) rank <= 4 among @states at 2000", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(BBB) rank <= 2 among @states at 2000", ENT_VERDICT_OPEN); /* 2nd to 3rd */
    world_expect(&world, "gdp.usd(BBB) rank = 1 among @states at 2000", ENT_VERDICT_FAILS);
    world_expect(&world, "gdp.usd(EEE) rank = 1 among @states at 2000", ENT_VERDICT_NOT_COVERED);
    /* partners of A: C and D 7, B 5; of the pairs B-C comes first, six of ten are not seen */
    world_expect(&world, "flow(AAA, BBB) rank > 2 among partners at 2000", ENT_VERDICT_HOLDS);
    world_expect(&world, "flow(BBB, CCC) rank <= 7 among pairs @states at 2000", ENT_VERDICT_HOLDS);
    world_expect(&world, "flow(AAA, BBB) rank <= 3 among pairs @states at 2000", ENT_VERDICT_FAILS);
    world_expect(&world, "flow(AAA, BBB) rank <= 3 among @partners(BBB) at 2000", ENT_VERDICT_OPEN);
    world_expect(&world, "flow(AAA, BBB) rank = 1 among @partners(BBB) at 2000", ENT_VERDICT_FAILS); /* C is ahead */
    world_expect(&world, "flow(AAA, CCC) rank <= 3 among partners at 2000", ENT_VERDICT_HOLDS);
    world_finish(&world);
}

/* Over BBB, AAA's swing is 16-fold, CCC's 4-fold and DDD's none. */
static void reversals_in_order(void **state) {
    (void)state;
    struct world world;
    world_begin(&world, "AAA BBB CCC DDD EEE");
    int gdp = fixture_strand(&world.fixture, "gdp.usd", "state value", false, NULL, 1960, 2000, ENT_KIND_UNKNOWN);
    for (int year = 1960; year <= 2000; year += 5) {
        fixture_value(&world.fixture, gdp, 0, -1, year, year < 1980 ? 25 : 400);
        fixture_value(&world.fixture, gdp, 1, -1, year, 100);
        fixture_value(&world.fixture, gdp, 2, -1, year, year < 1980 ? 50 : 200);
        fixture_value(&world.fixture, gdp, 3, -1, year, 10);
    }
    world_ready(&world);
    /* in order: A over B and A over C are ×16 and ×4, C over B ×4 */
    world_expect(&world, "reversal(gdp.usd, AAA, BBB) rank = 1 among @states", ENT_VERDICT_OPEN); /* E's four pairs */
    world_expect(&world, "reversal(gdp.usd, AAA, BBB) rank <= 5 among @states", ENT_VERDICT_HOLDS);
    world_expect(&world, "reversal(gdp.usd, BBB, AAA) rank <= 5 among @states", ENT_VERDICT_HOLDS);
    world_expect(&world, "reversal(gdp.usd, AAA, DDD) rank <= 5 among @states", ENT_VERDICT_FAILS);
    world_expect(&world, "reversal(gdp.usd, AAA, EEE) rank <= 5 among @states", ENT_VERDICT_NOT_COVERED);
    world_expect(&world, "reversal(gdp.usd, BBB, CCC) rank = 1 among @states", ENT_VERDICT_FAILS);
    struct ent_answer *answer = world_ask(&world, "reversal(gdp.usd, AAA, CCC) rank <= 2 among @states");
    assert_int_equal(answer->finding_count, 2); /* members then, members ever */
    assert_string_equal(answer->findings[1].choices, "members ever");
    assert_int_equal(answer->findings[0].rank_low, 2);
    assert_int_equal(answer->findings[0].rank_high, 3);
    assert_true(fabs(answer->findings[0].value - 4) < 1e-9);
    assert_int_equal(world_ask(&world, "reversal(gdp.usd, AAA, CCC, members=then) rank <= 5 among @states")->finding_count,
                     1);
    world_expect(&world, "reversal(gdp.usd, AAA, BBB) rank <= 5 among @states during 1960..1970", ENT_VERDICT_FAILS);
    world_finish(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seniority_by_year_and_its_change),
        cmocka_unit_test(what_never_crossed_fails_and_what_is_fresh_is_open),
        cmocka_unit_test(a_crossing_in_a_hole_is_an_interval),
        cmocka_unit_test(only_what_lasts_counts),
        cmocka_unit_test(confidence_of_a_year),
        cmocka_unit_test(codes_that_changed),
        cmocka_unit_test(what_came_back),
        cmocka_unit_test(growth_and_its_rounding),
        cmocka_unit_test(trends),
        cmocka_unit_test(ranks_ties_and_who_is_not_seen),
        cmocka_unit_test(reversals_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
