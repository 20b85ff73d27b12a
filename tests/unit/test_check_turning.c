/* Verdicts on turning points, on planted worlds: a level that changes once, never, all the time or twice; dates in holes;
 * spells. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "fixture_world.h"

enum { FIRST = 1940, LAST = 2010, YEARS = LAST - FIRST + 1 };

static void expect_words(struct world *world, const char *text, enum ent_verdict verdict, const char *part) {
    struct ent_answer *answer = world_ask(world, text);
    const struct ent_finding *finding = &answer->findings[0];
    if (answer->verdict != verdict ||
        (!strstr(finding->numbers, part) && !(finding->reason && strstr(finding->reason, part))))
        fail_msg("%s is %s (%s; %s), not %s with \"%s\"", text, ent_verdict_text(answer->verdict), finding->numbers,
                 finding->reason ? finding->reason : "", ent_verdict_text(verdict), part);
}

/* Yearly figures of a state: level, noise of one, and `grows` each year; `missing` years from `hole` on are not there. */
struct planted {
    int turns[2]; /* 0: none */
    double shifts[2], grows;
    int hole, missing;
};

static void plant_state(struct world *world, int strand, int state, const struct planted *planted) {
    struct ent_random random;
    double noise[YEARS];
    ent_random_seed(&random, 5, 1, (uint64_t)state);
    ent_random_normals(&random, noise, YEARS);
    for (int i = 0; i < YEARS; i++) {
        int year = FIRST + i;
        double value = 100 + noise[i] + planted->grows * i;
        for (int k = 0; k < 2; k++)
            value += planted->turns[k] && year >= planted->turns[k] ? planted->shifts[k] : 0;
        if (year < planted->hole || year >= planted->hole + planted->missing)
            fixture_value(&world->fixture, strand, state, -1, year, value);
    }
}

/* AAA turns in 1980, BBB never, CCC rises all the time, DDD turns in 1960 and 1990, EEE in 1980 with 1978 to 1980 missing,
 * FFF with 15 years missing. AAA and BBB are rivals from 1985 on; BBB and CCC now and then, and often from 1980 on. */
static void plant(struct world *world) {
    static const struct planted states[] = {{.turns = {1980}, .shifts = {40}},
                                            {.grows = 0},
                                            {.grows = 3},
                                            {.turns = {1960, 1990}, .shifts = {20, 60}},
                                            {.turns = {1980}, .shifts = {40}, .hole = 1978, .missing = 3},
                                            {.turns = {1980}, .shifts = {40}, .hole = 1950, .missing = 15}};
    world_begin(world, "AAA BBB CCC DDD EEE FFF");
    int gdp = fixture_strand(&world->fixture, "gdp.usd", "state value", false, NULL, FIRST, LAST, ENT_KIND_UNKNOWN);
    int rivalry = fixture_strand(&world->fixture, "rivalry", "spell", false, NULL, FIRST, LAST, ENT_KIND_NONE);
    for (int state = 0; state < 6; state++)
        plant_state(world, gdp, state, &states[state]);
    fixture_spell(&world->fixture, rivalry, 0, 1, 1985, LAST, 0);
    static const int often[][2] = {{1949, 1949}, {1957, 1957}, {1965, 1965}, {1972, 1972},
                                   {1981, 1986}, {1988, 1994}, {1996, 2001}, {2003, 2009}};
    for (int i = 0; i < 8; i++)
        fixture_spell(&world->fixture, rivalry, 1, 2, often[i][0], often[i][1], 0);
    world_ready(world);
}

static void one_change_is_found_and_dated(void **state) {
    (void)state;
    struct world world;
    plant(&world);
    world_expect(&world, "turning(gdp.usd(AAA), 1940..2010) = 1980", ENT_VERDICT_HOLDS);
    world_expect(&world, "turning(gdp.usd(AAA)) = 1980", ENT_VERDICT_HOLDS);
    world_expect(&world, "turning(gdp.usd(AAA), 1940..2010) = 1978 within 2 years", ENT_VERDICT_HOLDS);
    world_expect(&world, "turning(gdp.usd(AAA), 1940..2010) = early-1980s", ENT_VERDICT_HOLDS);
    world_expect(&world, "turning(gdp.usd(AAA), 1940..2010) < 1985", ENT_VERDICT_HOLDS);
    world_expect(&world, "1979 < turning(gdp.usd(AAA), 1940..2010)", ENT_VERDICT_HOLDS);
    world_expect(&world, "not turning(gdp.usd(AAA), 1940..2010) = 1990", ENT_VERDICT_HOLDS);
    world_expect(&world, "turning(gdp.usd(AAA), 1940..2010) != 1990", ENT_VERDICT_HOLDS);
    world_expect(&world, "turning(gdp.usd(AAA), 1940..2010) != 1980", ENT_VERDICT_FAILS);
    world_expect(&world, "turning(economy(AAA), 1940..2010) = 1980", ENT_VERDICT_HOLDS);
    world_expect(&world, "turning(gdp.usd(AAA), 1940..2010) < turning(gdp.usd(DDD), 1965..2010)", ENT_VERDICT_HOLDS);
    world_expect(&world, "turning(gdp.usd(AAA), 1940..2010) < start(rivalry(AAA, BBB), 1940..2010)", ENT_VERDICT_HOLDS);
    world_expect(&world, "turning(gdp.usd(AAA), 1940..2010) = start(rivalry(AAA, BBB), 1940..2010)", ENT_VERDICT_FAILS);
    world_expect_nearest(&world, "turning(gdp.usd(AAA), 1940..2010) = 1985",
                         "turning(gdp.usd(AAA), 1940..2010) = 1980");
    world_expect_nearest(&world, "turning(gdp.usd(AAA), 1940..2010) > 1985",
                         "turning(gdp.usd(AAA), 1940..2010) = 1980");
    /* known by its year: no month of it, and no other year */
    world_expect(&world, "turning(gdp.usd(AAA), 1940..2010) = 1980-05", ENT_VERDICT_OPEN);
    world_expect(&world, "turning(gdp.usd(AAA), 1940..2010) = 1981-05", ENT_VERDICT_FAILS);
    struct ent_answer *answer = world_ask(&world, "turning(gdp.usd(AAA), 1940..2010) = 1980");
    assert_true(answer->findings[0].agree > .99);
    assert_int_equal(answer->findings[0].year, 1980);
    world.options.confidence = .95;
    world_expect(&world, "turning(gdp.usd(AAA), 1940..2010) = 1980", ENT_VERDICT_HOLDS);
    world.options.confidence = 0;
    world.options.dateline_year = 1983; /* four years of the new level are no segment */
    answer = world_ask(&world, "turning(gdp.usd(AAA), 1940..2010) = 1980");
    assert_int_not_equal(answer->verdict, ENT_VERDICT_HOLDS);
    world_finish(&world);
}

/* Half a level apart: the year is not dated so closely, and the mass says how closely. */
static void a_date_is_known_by_its_mass(void **state) {
    (void)state;
    struct world world;
    static const struct planted weak = {.turns = {1980}, .shifts = {2.5}};
    world_begin(&world, "AAA");
    int gdp = fixture_strand(&world.fixture, "gdp.usd", "state value", false, NULL, FIRST, LAST, ENT_KIND_UNKNOWN);
    plant_state(&world, gdp, 0, &weak);
    world_ready(&world);
    int first = 0, last = 0;
    for (int year = 1970; year <= 1990; year++) { /* open exactly where the year has more than .1 of the mass */
        char claim[80];
        snprintf(claim, sizeof claim, "turning(gdp.usd(AAA), 1940..2010) = %d", year);
        struct ent_answer *answer = world_ask(&world, claim);
        if (answer->verdict == ENT_VERDICT_OPEN) {
            assert_non_null(strstr(answer->findings[0].reason, "of the mass makes it true"));
            first = first ? first : year;
            last = year;
        } else {
            assert_int_equal(answer->verdict, ENT_VERDICT_FAILS);
            assert_true(answer->findings[0].agree >= .9);
        }
    }
    assert_true(first && first < last && first <= 1980 && last >= 1980);
    world_expect(&world, "turning(gdp.usd(AAA), 1940..2010) = 1980 within 5 years", ENT_VERDICT_HOLDS);
    expect_words(&world, "turning(gdp.usd(AAA), 1940..2010) = 1980 within 5 years", ENT_VERDICT_HOLDS, "established");
    struct ent_answer *answer = world_ask(&world, "turning(gdp.usd(AAA), 1940..2010) = 1980 within 1 year");
    assert_int_equal(answer->verdict, ENT_VERDICT_HOLDS);
    world.options.confidence = answer->findings[0].agree + .001; /* more than the mass has */
    expect_words(&world, "turning(gdp.usd(AAA), 1940..2010) = 1980 within 1 year", ENT_VERDICT_OPEN, "too close");
    world_finish(&world);
}

static void what_does_not_turn_once(void **state) {
    (void)state;
    struct world world;
    plant(&world);
    expect_words(&world, "turning(gdp.usd(BBB), 1940..2010) = 1980", ENT_VERDICT_FAILS, "no turning point");
    world_expect(&world, "turning(gdp.usd(BBB), 1940..2010) < 2010", ENT_VERDICT_FAILS);
    world_expect(&world, "turning(gdp.usd(BBB), 1940..2010) != 1980", ENT_VERDICT_HOLDS);
    world_expect_nearest(&world, "turning(gdp.usd(BBB), 1940..2010) = 1980",
                         "turning(gdp.usd(BBB), 1940..2010) != 1980");
    expect_words(&world, "turning(gdp.usd(CCC), 1940..2010) = 1975", ENT_VERDICT_OPEN, "straight line");
    /* of two neither is the one */
    expect_words(&world, "turning(gdp.usd(DDD), 1940..2010) = 1990", ENT_VERDICT_OPEN, "another turning point, 1960");
    world_expect(&world, "turning(gdp.usd(DDD), 1940..2010) = 1960", ENT_VERDICT_OPEN);
    world_expect(&world, "turning(gdp.usd(DDD), 1940..2010) = 1975", ENT_VERDICT_FAILS);
    world_expect(&world, "turning(gdp.usd(DDD), 1940..2010) > 1955", ENT_VERDICT_HOLDS);
    world_expect(&world, "turning(gdp.usd(DDD), 1940..1989) = 1960", ENT_VERDICT_HOLDS);
    world_expect(&world, "turning(gdp.usd(DDD), 1960..2010) = 1990", ENT_VERDICT_HOLDS);
    world_finish(&world);
}

static void unseen_years(void **state) {
    (void)state;
    struct world world;
    plant(&world);
    world_expect(&world, "turning(gdp.usd(EEE), 1940..2010) = 1980", ENT_VERDICT_OPEN); /* 1978 to 1981 */
    world_expect(&world, "turning(gdp.usd(EEE), 1940..2010) = 1980 within 2 years", ENT_VERDICT_HOLDS);
    world_expect(&world, "turning(gdp.usd(EEE), 1940..2010) < 1978", ENT_VERDICT_FAILS);
    expect_words(&world, "turning(gdp.usd(EEE), 1940..2010) < 1985", ENT_VERDICT_HOLDS, "1978–81");
    expect_words(&world, "turning(gdp.usd(FFF), 1940..2010) = 1980", ENT_VERDICT_OPEN, "years that nobody can see");
    world_expect(&world, "turning(gdp.usd(FFF), 1965..2010) = 1980", ENT_VERDICT_HOLDS);
    world_expect(&world, "turning(gdp.usd(AAA), 1936..2010) = 1980",
                 ENT_VERDICT_HOLDS); /* four years before the source */
    world_expect(&world, "turning(gdp.usd(AAA), 1930..2010) = 1980", ENT_VERDICT_OPEN);
    expect_words(&world, "turning(gdp.usd(AAA), 1976..1984) = 1980", ENT_VERDICT_NOT_COVERED, "needs 10 seen years");
    world_expect(&world, "turning(gdp.usd(AAA), 1900..1930) = 1920", ENT_VERDICT_NOT_COVERED);
    world_finish(&world);
}

static void spells_and_gaps(void **state) {
    (void)state;
    struct world world;
    plant(&world);
    expect_words(&world, "turning(rivalry(AAA, BBB), 1940..2010) = 1985", ENT_VERDICT_OPEN, "ask start(…)");
    expect_words(&world, "turning(rivalry(AAA, CCC), 1940..2010) = 1985", ENT_VERDICT_FAILS, "the same in all");
    expect_words(&world, "turning(rivalry(BBB, CCC), 1940..2010) = 1980 within 3 years", ENT_VERDICT_HOLDS, "spells");
    for (int swap = 0; swap < 2; swap++) { /* difference and ratio, and either way round */
        const char *text = swap ? "turning(gap(gdp.usd, BBB, AAA), 1940..2010) = 1980"
                                : "turning(gap(gdp.usd, AAA, BBB), 1940..2010) = 1980";
        struct ent_answer *answer = world_ask(&world, text);
        assert_int_equal(answer->holds, 2);
        assert_int_equal(answer->finding_count, 2);
    }
    world_expect(&world, "turning(senior(gdp.usd, AAA, BBB), 1985..2010) = 1990", ENT_VERDICT_FAILS);
    world_refused(&world, "turning(gdp.usd(AAA), 1940..2010) > 3%", "a date is compared with");
    world_refused(&world, "turning(gdp.usd(AAA), 1940..2010) + 1 = 1981", "no number");
    world_refused(&world, "turning(rivalry(AAA, any), 1940..2010) = 1981", "turning is of one series");
    world_finish(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_change_is_found_and_dated),
        cmocka_unit_test(a_date_is_known_by_its_mass),
        cmocka_unit_test(what_does_not_turn_once),
        cmocka_unit_test(unseen_years),
        cmocka_unit_test(spells_and_gaps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
