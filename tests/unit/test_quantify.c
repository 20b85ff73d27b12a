/* Quantified groups on a planted world: who is a member when, what is not seen, and what the quantifiers make of it. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "fixture_world.h"

enum { AAA, BBB, CCC, DDD, EEE, FFF, GGG, HHH };

/* The club: BBB 1950–2000, CCC and DDD from 1950, EEE from 1990.
 *   rivalry  AAA–BBB 1960–70, AAA–CCC 1965–80, AAA–EEE 1980–85, BBB–CCC and BBB–DDD 1955
 *   gdp.usd  1975: BBB 50, CCC 150; 1976: 50, 150, DDD 200; 1977: 150, 150; always AAA 100, HHH 1
 *   trade    1966, to FFF and GGG: BBB 9 and 1, CCC 8 and 2, DDD 3 and 7; HHH sends 5 to BBB and 0 to CCC */
static void plant(struct world *world) {
    struct fixture *fixture = &world->fixture;
    world_begin(world, "AAA BBB CCC DDD EEE FFF GGG HHH");
    fixture_member_years(fixture, "club", BBB, 1950, 2000);
    fixture_member_years(fixture, "club", CCC, 1950, 0);
    fixture_member_years(fixture, "club", DDD, 1950, 0);
    fixture_member_years(fixture, "club", EEE, 1990, 0);
    const int circle[] = {AAA, BBB, CCC, HHH};
    for (int i = 0; i < 4; i++) {
        fixture_member_years(fixture, "four", circle[i], 1950, 0);
        if (i < 3)
            fixture_member_years(fixture, "three", circle[i], 1950, 0);
    }
    int rivalry = fixture_strand(fixture, "rivalry", "spell", false, NULL, 1950, 2010, ENT_KIND_NONE);
    int gdp = fixture_strand(fixture, "gdp.usd", "state value", false, NULL, 1975, 1977, ENT_KIND_UNKNOWN);
    int trade = fixture_strand(fixture, "trade", "pair value", true, NULL, 1966, 1966, ENT_KIND_UNKNOWN);
    int polity = fixture_strand(fixture, "democracy.polity", "state value", false, NULL, 1975, 1975, ENT_KIND_UNKNOWN);
    const int scores[] = {10, 8, 7, -9, -7, -5};
    for (int i = AAA; i <= FFF; i++)
        fixture_value(fixture, polity, i, -1, 1975, scores[i]);
    fixture_spell(fixture, rivalry, AAA, BBB, 1960, 1970, 0);
    fixture_spell(fixture, rivalry, AAA, CCC, 1965, 1980, 0);
    fixture_spell(fixture, rivalry, AAA, EEE, 1980, 1985, 0);
    fixture_spell(fixture, rivalry, BBB, CCC, 1955, 1955, 0);
    fixture_spell(fixture, rivalry, BBB, DDD, 1955, 1955, 0);
    for (int year = 1975; year <= 1977; year++) {
        fixture_value(fixture, gdp, AAA, -1, year, 100);
        fixture_value(fixture, gdp, HHH, -1, year, 1);
        fixture_value(fixture, gdp, BBB, -1, year, year == 1977 ? 150 : 50);
        fixture_value(fixture, gdp, CCC, -1, year, 150);
    }
    fixture_value(fixture, gdp, DDD, -1, 1976, 200);
    const int exports[][3] = {{BBB, FFF, 9}, {BBB, GGG, 1}, {CCC, FFF, 8}, {CCC, GGG, 2},
                              {DDD, FFF, 3}, {DDD, GGG, 7}, {HHH, BBB, 5}, {HHH, CCC, 0}};
    for (size_t i = 0; i < sizeof exports / sizeof exports[0]; i++) {
        fixture_value(fixture, trade, exports[i][0], exports[i][1], 1966, exports[i][2]);
        fixture_value(fixture, trade, exports[i][1], exports[i][0], 1966, 0);
    }
    world_ready(world);
}

static void four_words(void **state) {
    struct world world;
    (void)state;
    plant(&world);
    world_expect(&world, "rivalry(AAA, any @club) at 1962", ENT_VERDICT_HOLDS);
    world_expect(&world, "rivalry(any @club, AAA) at 1962", ENT_VERDICT_HOLDS); /* the mirror */
    world_expect(&world, "rivalry(AAA, any @club) at 1955", ENT_VERDICT_FAILS);
    world_expect(&world, "rivalry(AAA, no @club) at 1955", ENT_VERDICT_HOLDS);
    world_expect(&world, "rivalry(AAA, no @club) at 1962", ENT_VERDICT_FAILS);
    world_expect(&world, "rivalry(AAA, all @club) at 1966", ENT_VERDICT_FAILS);
    world_expect(&world, "rivalry(AAA, most @club) at 1966", ENT_VERDICT_HOLDS); /* 2 of 3 */
    world_expect(&world, "rivalry(AAA, most @club) at 1972", ENT_VERDICT_FAILS); /* 1 of 3 */
    world_expect(&world, "not rivalry(AAA, any @club) at 1955", ENT_VERDICT_HOLDS);
    world_expect(&world, "not rivalry(AAA, all @club) at 1966", ENT_VERDICT_HOLDS);
    world_expect(&world, "rivalry(AAA, any) at 1962", ENT_VERDICT_HOLDS);
    world_expect(&world, "rivalry(FFF, any) at 1962", ENT_VERDICT_FAILS);
    assert_string_equal(world_ask(&world, "rivalry(AAA, most @club) at 1972")->nearest,
                        "rivalry(AAA, any @club) at 1972");
    assert_string_equal(world_ask(&world, "rivalry(AAA, all @club) at 1966")->nearest,
                        "rivalry(AAA, most @club) at 1966");
    assert_string_equal(world_ask(&world, "rivalry(FFF, any) at 1962")->nearest, "rivalry(FFF, no @states) at 1962");
    world_expect_numbers(&world, "rivalry(AAA, most @club) at 1966", "2 of 3 in @club: BBB, CCC; not DDD");
    world_expect_numbers(&world, "rivalry(AAA, any) at 1966", "2 of 7 in @states: BBB, CCC");
    world_finish(&world);
}

static void members_of_that_year(void **state) {
    struct world world;
    (void)state;
    plant(&world);
    world_expect(&world, "rivalry(AAA, any @club) at 1982", ENT_VERDICT_FAILS);           /* EEE joins in 1990 */
    world_expect(&world, "rivalry(AAA, any @club) during 1960..1980", ENT_VERDICT_HOLDS); /* one, then another */
    world_expect(&world, "rivalry(AAA, any @club) during 1960..1981", ENT_VERDICT_FAILS);
    world_expect(&world, "rivalry(BBB, all @club) at 1955", ENT_VERDICT_HOLDS); /* it drops out itself */
    world_expect(&world, "rivalry(AAA, any @club) at 1949", ENT_VERDICT_NOT_COVERED);
    world_expect(&world, "rivalry(AAA, all @club) ever 1950..2010", ENT_VERDICT_FAILS);
    world_expect(&world, "rivalry(AAA, most @club) mostly 1965..1972", ENT_VERDICT_HOLDS); /* 6 of 8 years */
    world_finish(&world);
}

static void holes(void **state) {
    struct world world;
    (void)state;
    plant(&world);
    world_expect(&world, "gdp.usd(any @club) > gdp.usd(AAA) at 1975", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(all @club) > gdp.usd(AAA) at 1975", ENT_VERDICT_FAILS);
    world_expect(&world, "gdp.usd(all @club) > gdp.usd(HHH) at 1975", ENT_VERDICT_OPEN);
    world_expect(&world, "gdp.usd(no @club) > 500 at 1975", ENT_VERDICT_OPEN);
    world_expect(&world, "gdp.usd(most @club) > gdp.usd(AAA) at 1975", ENT_VERDICT_OPEN);  /* 1 : 1 : 1 */
    world_expect(&world, "gdp.usd(most @club) > gdp.usd(AAA) at 1976", ENT_VERDICT_HOLDS); /* 2 : 1 */
    world_expect(&world, "gdp.usd(most @club) > gdp.usd(AAA) at 1977", ENT_VERDICT_HOLDS); /* 2 : 0, one unseen */
    world_expect(&world, "gdp.usd(most @club) < gdp.usd(AAA) at 1977", ENT_VERDICT_FAILS); /* the mirror */
    world_expect(&world, "gap(gdp.usd, AAA, any @club) > 0 at 1975", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(any @club) > 100 at 1990", ENT_VERDICT_NOT_COVERED);
    /* of a member that is not seen nothing near is said to be true, nor is the opposite of each that of them all */
    world_expect(&world, "gdp.usd(all @club) > 500 at 1975", ENT_VERDICT_FAILS);
    world_expect(&world, "gdp.usd(all @club) = 7 at 1975", ENT_VERDICT_FAILS);
    world_expect(&world, "for all C in @three: for all D in @three: gdp.usd(C) > gdp.usd(D) at 1976",
                 ENT_VERDICT_FAILS);
    assert_null(world_ask(&world, "gdp.usd(all @club) > 500 at 1975")->nearest);
    assert_string_equal(world_ask(&world, "gdp.usd(all @three) > 60 at 1976")->why, "gdp.usd(BBB) @ 1976");
    world_finish(&world);
}

static void bound_names(void **state) {
    struct world world;
    (void)state;
    plant(&world);
    world_expect(&world, "for most C in @club: trade(C -> FFF) > trade(C -> GGG) at 1966", ENT_VERDICT_HOLDS);
    world_expect(&world, "for most C in @club: trade(C -> FFF) < trade(C -> GGG) at 1966", ENT_VERDICT_FAILS);
    world_expect(&world, "for most C in @club: trade(C -> GGG) > trade(C -> FFF) at 1966", ENT_VERDICT_FAILS);
    world_expect(&world, "for all C in @club: trade(C -> FFF) > 2 and trade(C -> GGG) < 8 at 1966", ENT_VERDICT_HOLDS);
    world_expect(&world, "for any C in @club: rivalry(AAA, C) and not trade(C -> FFF) > 8 at 1966", ENT_VERDICT_HOLDS);
    world_expect(&world, "for all C in @club: rivalry(AAA, C) or trade(C -> GGG) > 5 at 1966", ENT_VERDICT_HOLDS);
    world_expect(&world, "for no C in @club: rivalry(AAA, C) at 1962", ENT_VERDICT_FAILS);
    world_expect(&world, "for every C in @club: gdp.usd(C) > 10 at 1976 and rivalry(AAA, BBB) at 1960",
                 ENT_VERDICT_HOLDS);
    world_expect(&world, "for any C in @club: gdp.usd(C) @ 1976 > 3 * gdp.usd(C) @ 1975", ENT_VERDICT_OPEN);
    assert_string_equal(world_ask(&world, "for all C in @club: trade(C -> FFF) > trade(C -> GGG) at 1966")->nearest,
                        "for most C in @club: trade(C -> FFF) > trade(C -> GGG) at 1966");
    world_finish(&world);
}

/* Rivals of AAA in 1966 are BBB and CCC; in 1972 CCC alone; in 1990 nobody. */
static void defined_groups(void **state) {
    struct world world;
    (void)state;
    plant(&world);
    world_expect(&world, "trade(HHH -> any @rivals(AAA)) > 0 at 1966", ENT_VERDICT_HOLDS);
    world_expect(&world, "trade(HHH -> all @rivals(AAA)) > 0 at 1966", ENT_VERDICT_FAILS);
    world_expect(&world, "trade(HHH -> no @rivals(FFF)) > 0 at 1966", ENT_VERDICT_HOLDS);
    world_expect(&world, "trade(HHH -> all @rivals(FFF)) > 0 at 1966",
                 ENT_VERDICT_NOT_COVERED); /* nobody to speak of */
    world_expect(&world, "rivalry(BBB, any @rivals(AAA)) at 1966", ENT_VERDICT_FAILS);
    world_expect(&world, "for any C in @partners(FFF): rivalry(C, AAA) at 1966", ENT_VERDICT_HOLDS);
    world_expect(&world, "for all C in @partners(FFF): rivalry(C, AAA) at 1966", ENT_VERDICT_FAILS); /* DDD */
    world_expect(&world, "gdp.usd(@rivals(AAA)) = 150 at 1976", ENT_VERDICT_HOLDS);                  /* CCC alone */
    world_expect(&world, "gdp.usd(@rivals(AAA)) > gdp.usd(AAA) at 1976", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(CCC) rank <= 1 among @rivals(AAA) at 1976", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(DDD) rank <= 1 among @rivals(AAA) at 1976", ENT_VERDICT_NOT_COVERED);
    world_expect_numbers(&world, "trade(HHH -> all @rivals(AAA)) > 0 at 1966", "1 of 2 in @rivals(AAA): BBB; not CCC");
    world_finish(&world);
}

/* 1975: 100, 50, 150, 1 are seen of AAA, BBB, CCC, HHH. The circle is AAA, BBB, CCC: median 100; with HHH 75 of four.
 */
static void medians(void **state) {
    struct world world;
    (void)state;
    plant(&world);
    world_expect(&world, "median(gdp.usd, @three) = 100 at 1975", ENT_VERDICT_HOLDS);
    world_expect(&world, "median(gdp.usd, @four) = 75 at 1975", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(BBB) < median(gdp.usd, @four) always 1975..1976", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(BBB) < median(gdp.usd, @four) always 1975..1977", ENT_VERDICT_FAILS);
    world_expect(&world, "median(gdp.usd, @four) > gdp.usd(BBB) always 1975..1977", ENT_VERDICT_FAILS);
    world_expect(&world, "gdp.usd(AAA) > median(gdp.usd, @club) at 1975",
                 ENT_VERDICT_NOT_COVERED);                                                    /* a third is unseen */
    world_expect(&world, "gdp.usd(AAA) < median(gdp.usd, @club) at 1976", ENT_VERDICT_HOLDS); /* 50, 150, 200 */
    world_expect(&world, "gdp.usd(AAA) > median(gdp.usd, @four) at 1940", ENT_VERDICT_NOT_COVERED);
    /* a time of its own: 1975 75; 1976 (of 100, 50, 150, 1) 75; 1977 (of 100, 150, 150, 1) 125; three 100, 100, 150 */
    world_expect(&world, "median(gdp.usd, @four) @ 1977 = 125", ENT_VERDICT_HOLDS);
    world_expect(&world, "median(gdp.usd, @four) @ 1977 > median(gdp.usd, @four) @ 1975", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(AAA) @ 1975 < median(gdp.usd, @three) @ 1977", ENT_VERDICT_HOLDS);
    world_expect(&world, "median(gdp.usd, @four) @ 1976 > 80", ENT_VERDICT_FAILS);
    assert_string_equal(world_ask(&world, "median(gdp.usd, @four) @ 1976 > 80")->nearest,
                        "median(gdp.usd, @four) @ 1976 <= 80");
    world_expect(&world, "not gdp.usd(AAA) > median(gdp.usd, @four) at 1975", ENT_VERDICT_FAILS);
    assert_string_equal(world_ask(&world, "not gdp.usd(AAA) > median(gdp.usd, @four) at 1975")->nearest,
                        "gdp.usd(AAA) > median(gdp.usd, @four) at 1975");
    world_refused(&world, "median(gdp.usd, @four) @ 1976-03 > 80", "a median is of years: write @ 1976");
    world.options.intervals = true;
    bool told = false;
    struct ent_answer *answer = world_ask(&world, "median(gdp.usd, @four) @ 1977 = 125");
    for (size_t i = 0; i < answer->note_count; i++)
        told |= strstr(answer->notes[i], "a median rests on point values") != NULL;
    assert_true(told);
    world.options.intervals = false;
    world_refused(&world, "median(gdp.usd, pairs @four) > 3 at 1975", "write median(gdp.usd, @four)");
    world_refused(&world, "median(gdp.usd, any @four) > 3 at 1975", "median takes a measure and a group");
    world_refused(&world, "median(trade, @four) > 3 at 1975", "write median(trade, pairs @four)");
    world_finish(&world);
}

/* Regimes: 10, 8, 7 are democracies of 1975 (distances 2, 3, 1: median 2); -7 and -5 are 2 apart, -7 and -9 too. */
static void row_of_regimes(void **state) {
    struct world world;
    (void)state;
    plant(&world);
    world_expect(&world, "regime.distance(EEE, FFF) <= median(regime.distance, pairs @democracies) at 1975",
                 ENT_VERDICT_HOLDS);
    world_expect(&world, "regime.distance(FFF, EEE) <= median(regime.distance, pairs @democracies) at 1975",
                 ENT_VERDICT_HOLDS);
    world_expect(&world, "regime.distance(EEE, FFF) < median(regime.distance, pairs @democracies) at 1975",
                 ENT_VERDICT_FAILS);
    world_expect(&world, "regime.distance(AAA, EEE) <= median(regime.distance, pairs @democracies) at 1975",
                 ENT_VERDICT_FAILS);
    world_expect(&world, "median(regime.distance, pairs @democracies) = 2 at 1975", ENT_VERDICT_HOLDS);
    world_finish(&world);
}

/* 1955: BBB is a rival of CCC and of DDD. Nobody is asked beside itself. */
static void two_groups(void **state) {
    struct world world;
    (void)state;
    plant(&world);
    world_expect(&world, "rivalry(any @three, any @club) at 1955", ENT_VERDICT_HOLDS);
    world_expect(&world, "rivalry(any @club, any @three) at 1955", ENT_VERDICT_HOLDS); /* the mirror */
    world_expect(&world, "rivalry(all @club, any @club) at 1955", ENT_VERDICT_HOLDS);
    world_expect(&world, "rivalry(any @club, all @club) at 1955", ENT_VERDICT_HOLDS); /* BBB */
    world_expect(&world, "rivalry(all @club, all @club) at 1955", ENT_VERDICT_FAILS); /* CCC and DDD are not */
    world_expect(&world, "rivalry(all @three, any @club) at 1955", ENT_VERDICT_FAILS);
    world_expect(&world, "rivalry(no @club, any @club) at 1960", ENT_VERDICT_HOLDS);
    world_expect(&world, "rivalry(any @club, no @club) at 1955", ENT_VERDICT_FAILS);
    world_expect(&world, "rivalry(most @three, any @three) at 1966", ENT_VERDICT_HOLDS);
    world_expect(&world, "rivalry(any @three, any @rivals(AAA)) at 1966", ENT_VERDICT_HOLDS);
    world_expect(&world, "rivalry(any @rivals(AAA), any @rivals(AAA)) at 1966", ENT_VERDICT_FAILS);
    world_expect(&world, "not rivalry(any @club, any @club) at 1960", ENT_VERDICT_HOLDS);
    world_expect(&world, "rivalry(any @club, any @club) ever 1950..1960", ENT_VERDICT_HOLDS);
    world_expect(&world, "rivalry(any @club, any @club) ever 1956..1990", ENT_VERDICT_FAILS);
    world_expect(&world, "rivalry(any, any) during 1960..1985", ENT_VERDICT_HOLDS);
    world_expect(&world, "rivalry(any, any) during 1960..1986", ENT_VERDICT_FAILS);
    world_expect_numbers(&world, "rivalry(any @three, any @club) at 1955", "2 of 3 in @three: BBB (CCC), CCC (BBB)");
    world_expect_numbers(&world, "rivalry(all @club, all @club) at 1955",
                         "1 of 3 in @club: BBB; not CCC (DDD), DDD (CCC)");
    world_expect_numbers(&world, "rivalry(any @club, any @club) ever 1950..1960", "first 1955; 1955: 3 of 3 in @club");
    assert_string_equal(world_ask(&world, "rivalry(all @club, all @club) at 1955")->nearest,
                        "rivalry(any @club, all @club) at 1955");
    assert_string_equal(world_ask(&world, "rivalry(any @three, any @club) at 1955")->why, "rivalry(BBB, CCC) @ 1955");
    world_finish(&world);
}

/* 1975 and 1976: AAA 100, BBB 50, CCC 150; DDD is not seen, then 200. */
static void two_groups_with_holes(void **state) {
    struct world world;
    (void)state;
    plant(&world);
    world_expect(&world, "gdp.usd(all @club) > gdp.usd(any @three) at 1976", ENT_VERDICT_FAILS); /* BBB */
    world_expect(&world, "gdp.usd(any @club) > gdp.usd(all @three) at 1976", ENT_VERDICT_HOLDS);
    world_expect_numbers(&world, "gdp.usd(any @club) > gdp.usd(all @three) at 1976", "2 of 3 in @club: CCC, DDD");
    world_expect(&world, "gdp.usd(any @club) > gdp.usd(any @club) at 1975", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(all @club) > gdp.usd(any @club) at 1975", ENT_VERDICT_OPEN);
    world_expect(&world, "gdp.usd(any @club) > gdp.usd(all @club) at 1975", ENT_VERDICT_OPEN);
    world_expect(&world, "gdp.usd(all @three) > gdp.usd(any @club) at 1975",
                 ENT_VERDICT_OPEN); /* BBB beats DDD, perhaps */
    world_expect(&world, "gdp.usd(all @three) > gdp.usd(any @club) at 1976", ENT_VERDICT_FAILS);
    world_expect(&world, "gap(gdp.usd, any @club, all @three) > 0 at 1976", ENT_VERDICT_HOLDS);
    world_expect(&world, "senior(gdp.usd, any @club, all @three) at 1976", ENT_VERDICT_HOLDS);
    world_expect(&world, "gdp.usd(any @club) > 999 ever 1975..1975", ENT_VERDICT_OPEN);
    world_expect(&world, "trade(any @club -> any @four) > 4 at 1966", ENT_VERDICT_NOT_COVERED); /* not BBB to HHH */
    world_expect(&world, "trade(any @four -> any @club) > 4 at 1966", ENT_VERDICT_HOLDS);       /* HHH to BBB */
    world_finish(&world);
}

static void names_in_names(void **state) {
    struct world world;
    (void)state;
    plant(&world);
    world_expect(&world, "for C in @club: for any D in @club: rivalry(C, D) at 1955", ENT_VERDICT_HOLDS);
    world_expect(&world, "for any C in @club: for all D in @club: rivalry(C, D) at 1955", ENT_VERDICT_HOLDS);
    world_expect(&world, "for all C in @club: for all D in @club: rivalry(C, D) at 1955", ENT_VERDICT_FAILS);
    world_expect(&world, "for any C in @club: for no D in @club: rivalry(C, D) at 1955", ENT_VERDICT_FAILS);
    world_expect(&world, "for any C in @three: rivalry(C, all @club) at 1955", ENT_VERDICT_HOLDS);
    world_expect(&world, "for all C in @three: rivalry(C, all @club) at 1955", ENT_VERDICT_FAILS);
    world_expect(&world, "for all C in @three: not rivalry(C, all @club) at 1960", ENT_VERDICT_HOLDS);
    /* a rival of a rival: AAA of BBB, and BBB of no third in 1966; AAA, BBB and CCC in a row */
    world_expect(&world,
                 "for any C in @three: for any D in @three: for any E in @three: "
                 "rivalry(C, D) and rivalry(D, E) at 1966",
                 ENT_VERDICT_HOLDS);
    world_expect(&world,
                 "for any C in @three: for any D in @three: for any E in @three: "
                 "rivalry(C, D) and rivalry(D, E) and rivalry(C, E) at 1966",
                 ENT_VERDICT_FAILS);
    world_expect(&world,
                 "for all C in @three: for any D in @four: gdp.usd(C) > gdp.usd(D) and not rivalry(C, D) at 1976",
                 ENT_VERDICT_HOLDS); /* of HHH */
    world_expect_numbers(&world, "for C in @club: for any D in @club: rivalry(C, D) at 1955",
                         "3 of 3 in @club: BBB (CCC), CCC (BBB), DDD (BBB)");
    assert_string_equal(world_ask(&world, "for all C in @club: for all D in @club: rivalry(C, D) at 1955")->nearest,
                        "for any C in @club: for all D in @club: rivalry(C, D) at 1955");
    world_finish(&world);
}

static void refused(void **state) {
    struct world world;
    (void)state;
    plant(&world);
    world_refused(&world, "rivalry(AAA, @club) at 1962", "any, all, no or most");
    world_refused(&world, "rivalry(AAA, any @clubs) at 1962", "there is no group @clubs");
    world_refused(&world, "rivalry(AAA, any @rivals) at 1962", "@rivals(STATE)");
    world_refused(&world, "rivalry(AAA, any @club(BBB)) at 1962", "is a list and of no state");
    world_refused(&world, "for most C in @club: rivalry(AAA, BBB) at 1962", "nothing is said of C");
    world_refused(&world, "for C in @club: for any D in @club: rivalry(AAA, C) at 1962", "nothing is said of D");
    world_refused(&world, "for any C in @club: rivalry(C, C) at 1962", "two different states");
    world_refused(&world, "for C in @club: for any D in @rivals(C): rivalry(C, D) at 1962", "another group for each C");
    world_refused(&world, "gdp.usd(@club) rank <= 1 among @states at 1976", "rank its members");
    world_refused(&world, "gdp.usd(@rivals(AAA)) rank <= 1 among @states at 1976", "rank its members");
    world_refused(&world, "gap(gdp.usd, AAA, BBB) rank <= 1 among @states at 1976", "a rank is of one measure");
    world_refused(&world, "reversal(gdp.usd, AAA, BBB) rank <= 1 among @rivals(AAA)", "among a list");
    world_refused(&world, "gdp.usd(AAA) > 1 during after start(rivalry(AAA, any @club), 1950..1990)",
                  "hangs on one date");
    world_refused(&world, "for most C in @club: rivalry(AAA, C) at 1962 and rivalry(BBB, C) at 1962", "C");
    world_finish(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(four_words),     cmocka_unit_test(members_of_that_year),
        cmocka_unit_test(holes),          cmocka_unit_test(bound_names),
        cmocka_unit_test(defined_groups), cmocka_unit_test(refused),
        cmocka_unit_test(medians),        cmocka_unit_test(row_of_regimes),
        cmocka_unit_test(two_groups),     cmocka_unit_test(two_groups_with_holes),
        cmocka_unit_test(names_in_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
