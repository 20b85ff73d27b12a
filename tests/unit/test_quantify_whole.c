/* What is read over many years, asked of the members of a group one by one: functions, records, steps, growth, ranks and
 * crossings, on a planted world. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "fixture_world.h"

enum { AAA, BBB, CCC, DDD, EEE };

/* The pact: AAA and BBB from 1990, CCC 1990–1999, DDD from 2005.
 *   gdp.usd  1990–2010: AAA 100, 110, … 300; BBB 200, 198, … 160; CCC 50, 55, … 95 in 1999, then 500; EEE 150;
 *            DDD from 2006: 10, 20, 15, 30, 40
 *   rivalry  with EEE: AAA 1991–93 and 2001–02, CCC 1995–96; AAA with BBB 2003 */
static void plant(struct world *world) {
    struct fixture *fixture = &world->fixture;
    const int of_ddd[] = {10, 20, 15, 30, 40};
    world_begin(world, "AAA BBB CCC DDD EEE");
    fixture_member_years(&world->fixture, "pact", AAA, 1990, 0);
    fixture_member_years(&world->fixture, "pact", BBB, 1990, 0);
    fixture_member_years(&world->fixture, "pact", CCC, 1990, 1999);
    fixture_member_years(&world->fixture, "pact", DDD, 2005, 0);
    int rivalry = fixture_strand(fixture, "rivalry", "spell", false, NULL, 1950, 2010, ENT_KIND_NONE);
    int gdp = fixture_strand(fixture, "gdp.usd", "state value", false, NULL, 1990, 2010, ENT_KIND_UNKNOWN);
    fixture_spell(fixture, rivalry, AAA, EEE, 1991, 1993, 0);
    fixture_spell(fixture, rivalry, AAA, EEE, 2001, 2002, 0);
    fixture_spell(fixture, rivalry, CCC, EEE, 1995, 1996, 0);
    fixture_spell(fixture, rivalry, AAA, BBB, 2003, 2003, 0);
    for (int year = 1990; year <= 2010; year++) {
        int since = year - 1990;
        fixture_value(fixture, gdp, AAA, -1, year, 100 + 10 * since);
        fixture_value(fixture, gdp, BBB, -1, year, 200 - 2 * since);
        fixture_value(fixture, gdp, CCC, -1, year, year < 2000 ? 50 + 5 * since : 500);
        if (year >= 2006)
            fixture_value(fixture, gdp, DDD, -1, year, of_ddd[year - 2006]);
        fixture_value(fixture, gdp, EEE, -1, year, 150);
    }
    world_ready(world);
}

static void functions(void **state) {
    struct world world;
    (void)state;
    plant(&world);
    world_expect(&world, "count(rivalry(any @pact, EEE), 1990..2010) = 2", ENT_VERDICT_HOLDS);
    world_expect(&world, "count(rivalry(EEE, any @pact), 1990..2010) = 2", ENT_VERDICT_HOLDS); /* the mirror */
    world_expect(&world, "count(rivalry(any @pact, EEE), 1990..2010) = 3", ENT_VERDICT_FAILS);
    world_expect(&world, "count(rivalry(all @pact, EEE), 1990..2010) > 0", ENT_VERDICT_FAILS);
    world_expect(&world, "count(rivalry(most @pact, EEE), 1990..2010) > 0", ENT_VERDICT_FAILS); /* 2 of 4 */
    world_expect(&world, "count(rivalry(most @pact, EEE), 1990..2000) > 0", ENT_VERDICT_HOLDS); /* 2 of 3 */
    world_expect(&world, "count(rivalry(no @pact, EEE), 1994..1994) > 0", ENT_VERDICT_HOLDS);
    world_expect(&world, "not count(rivalry(any @pact, EEE), 1994..1994) > 0", ENT_VERDICT_HOLDS);
    world_expect(&world, "start(rivalry(any @pact, EEE), 1990..2000) < 1992", ENT_VERDICT_HOLDS);
    world_expect(&world, "count(rivalry(any @pact, any), 1990..2010) = 3",
                 ENT_VERDICT_HOLDS);                                                      /* AAA, with EEE and BBB */
    world_expect(&world, "max(gdp.usd(any @pact), 2000..2004) > 400", ENT_VERDICT_FAILS); /* CCC had left */
    world_expect(&world, "max(gdp.usd(any @pact), 1999..2004) > 400", ENT_VERDICT_HOLDS);
    world_expect(&world, "max(gdp.usd(any @pact), 2000..2010) > 400",
                 ENT_VERDICT_OPEN); /* DDD is not seen in all of it */
    world_expect(&world, "max(gdp.usd(all @pact), 2000..2010) > 35", ENT_VERDICT_HOLDS); /* but 40 at least */
    world_expect(&world, "mean(gdp.usd(any @pact), 1990..1994) = mean(gdp.usd(AAA), 1990..1994)", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(any @pact) > max(gdp.usd(CCC), 1990..1999) at 2010", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(all @pact) > max(gdp.usd(CCC), 1990..1999) at 2010", ENT_VERDICT_FAILS); /* DDD 40 */
    world_expect(&world, "count(rivalry(any @pact, EEE), 1990..2010) = 2 and gdp.usd(all @pact) > 5 at 2010",
                 ENT_VERDICT_HOLDS);
    world_expect(&world, "count(rivalry(any @pact, any @pact), 1990..2010) = 1", ENT_VERDICT_HOLDS);
    world_expect(&world, "count(rivalry(all @pact, any @pact), 1990..2010) = 1", ENT_VERDICT_FAILS);
    world_expect(&world, "for most C in @pact: count(rivalry(C, EEE), 1990..2000) > 0", ENT_VERDICT_HOLDS);
    world_expect(&world, "for any C in @pact: max(gdp.usd(C), 1990..2010) > 400 at 1999", ENT_VERDICT_HOLDS);
    world_expect(&world, "for any C in @pact: max(gdp.usd(C), 1990..2010) > 400 at 2000", ENT_VERDICT_FAILS);
    world_expect_numbers(&world, "count(rivalry(any @pact, EEE), 1990..2010) = 2",
                         "1 of 4 in @pact: AAA; AAA: 2 spells");
    world_expect_numbers(&world, "count(rivalry(any @pact, any @pact), 1990..2010) = 1",
                         "2 of 4 in @pact: AAA (BBB), BBB (AAA)");
    assert_string_equal(world_ask(&world, "count(rivalry(all @pact, EEE), 1990..2000) > 0")->nearest,
                        "count(rivalry(most @pact, EEE), 1990..2000) > 0");
    world_finish(&world);
}

static void records_and_steps(void **state) {
    struct world world;
    (void)state;
    plant(&world);
    world_expect(&world, "gdp.usd(any @pact) highest since 1990 at 2010", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(all @pact) highest since 1990 at 2010", ENT_VERDICT_FAILS);
    world_expect(&world, "gdp.usd(most @pact) highest since 1990 at 2010", ENT_VERDICT_OPEN);  /* 1 : 1, DDD not seen */
    world_expect(&world, "gdp.usd(most @pact) highest since 1990 at 1999", ENT_VERDICT_HOLDS); /* AAA, CCC of three */
    world_expect(&world, "not gdp.usd(all @pact) highest since 1990 at 2010", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(any @pact) lowest since 1990 at 2010", ENT_VERDICT_HOLDS); /* BBB */
    world_expect(&world, "gdp.usd(most @pact) rising every year during 1990..1999", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(all @pact) rising every year during 1990..1999", ENT_VERDICT_FAILS);
    world_expect(&world, "gdp.usd(any @pact) rising every year during 2006..2010", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(no @pact) falling every year during 2006..2010", ENT_VERDICT_FAILS); /* BBB */
    world_expect(&world, "gap(gdp.usd, any @pact, EEE) rising every year during 1990..1999", ENT_VERDICT_HOLDS);
    world_expect(&world, "gap(gdp.usd, any @pact, any @pact) highest since 1990 at 2010", ENT_VERDICT_HOLDS);
    world_expect(&world, "for any C in @pact: gdp.usd(C) highest since 1990 at 2010", ENT_VERDICT_HOLDS);
    world_expect(&world, "for C in @pact: gdp.usd(C) highest since 1990 at 2010", ENT_VERDICT_FAILS);
    world_expect(&world, "for any C in @pact: not gdp.usd(C) highest since 1990 at 2010", ENT_VERDICT_HOLDS); /* BBB */
    world_expect_numbers(&world, "gdp.usd(any @pact) highest since 1990 at 2010",
                         "1 of 2 seen in @pact: AAA; AAA: 300");
    world_expect_numbers(&world, "gap(gdp.usd, any @pact, any @pact) highest since 1990 at 2010", "AAA (BBB)");
    world_finish(&world);
}

static void growth_rank_crossings(void **state) {
    struct world world;
    (void)state;
    plant(&world);
    world_expect(&world, "gdp.usd(any @pact) growth > 30% at 2010", ENT_VERDICT_HOLDS); /* DDD, from 30 to 40 */
    world_expect(&world, "gdp.usd(most @pact) growth > 0% at 2010", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(all @pact) growth > 0% at 2010", ENT_VERDICT_FAILS);
    world_expect(&world, "gdp.usd(all @pact) growth > -5% at 2010", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(any @pact) rank <= 1 among @pact at 1995", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(all @pact) rank <= 1 among @pact at 1995", ENT_VERDICT_FAILS);
    world_expect(&world, "gdp.usd(most @pact) rank <= 2 among @pact at 1995", ENT_VERDICT_HOLDS);
    world_expect(&world, "overtook(gdp.usd, any @pact, EEE) during 1990..1998", ENT_VERDICT_HOLDS); /* AAA, 1996 */
    world_expect(&world, "overtook(gdp.usd, any @pact, EEE) during 1990..1994", ENT_VERDICT_FAILS);
    world_expect(&world, "overtook(gdp.usd, EEE, any @pact) during 1990..1998", ENT_VERDICT_FAILS);
    world_expect(&world, "senior(gdp.usd, any @pact, EEE) changed during 1990..1998", ENT_VERDICT_HOLDS);
    world_expect(&world, "crossing(gdp.usd, any @pact, EEE) = 1996", ENT_VERDICT_HOLDS);
    world_expect(&world, "rivalry(any @pact, EEE) changed during 1997..1999", ENT_VERDICT_HOLDS); /* CCC, no more */
    world_expect(&world, "rivalry(any @pact, EEE) changed during 1998..2000", ENT_VERDICT_FAILS);
    world_expect(&world, "rivalry(any @pact, EEE) again since 2001 at 2002", ENT_VERDICT_HOLDS);
    world_expect(&world, "rivalry(all @pact, EEE) again since 2001 at 2002", ENT_VERDICT_FAILS);
    world_finish(&world);
}

/* Trends of the members are as sure as the surest where one settles it, as the least sure where it takes all. */
static void sureness(void **state) {
    struct world world;
    (void)state;
    plant(&world);
    double a = world_ask(&world, "gdp.usd(AAA) rising during 1990..2010")->findings[0].agree;
    double b = world_ask(&world, "gdp.usd(BBB) rising during 1990..2010")->findings[0].agree;
    assert_true(!isnan(a) && !isnan(b));
    assert_float_equal(world_ask(&world, "for any C in @pact: gdp.usd(C) rising during 1990..1999")->findings[0].agree,
                       fmax(world_ask(&world, "gdp.usd(AAA) rising during 1990..1999")->findings[0].agree,
                            world_ask(&world, "gdp.usd(CCC) rising during 1990..1999")->findings[0].agree),
                       0);
    assert_float_equal(world_ask(&world, "gdp.usd(all @pact) rising during 1990..1999")->findings[0].agree,
                       world_ask(&world, "gdp.usd(BBB) rising during 1990..1999")->findings[0].agree, 0);
    world_finish(&world);
}

/* A claim that would never end is refused before it begins. */
static void too_much(void **state) {
    struct world world;
    struct ent_text states;
    (void)state;
    ent_text_init(&states);
    for (int i = 0; i < 150; i++)
        ent_text_format(&states, "%sX%c%c", i ? " " : "", 'A' + i / 26, 'A' + i % 26);
    world_begin(&world, states.bytes);
    int gdp = fixture_strand(&world.fixture, "gdp.usd", "state value", false, NULL, 1990, 2010, ENT_KIND_UNKNOWN);
    fixture_strand(&world.fixture, "rivalry", "spell", false, NULL, 1, 2010, ENT_KIND_NONE);
    fixture_value(&world.fixture, gdp, 0, -1, 1990, 1);
    world_ready(&world);
    world_refused(&world,
                  "for C in @states: for any D in @states: for any E in @states: gdp.usd(C) > gdp.usd(D) + gdp.usd(E) "
                  "during 1990..1999",
                  "3375000 combinations of members in 10 years");
    world_refused(&world, "rivalry(any, any) during 1001..2000", "22500 pairs of states in 1000 years");
    world_finish(&world);
    ent_text_release(&states);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(functions), cmocka_unit_test(records_and_steps), cmocka_unit_test(growth_rank_crossings),
        cmocka_unit_test(sureness),  cmocka_unit_test(too_much),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
