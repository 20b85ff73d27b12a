/* Quantified groups on a planted world: who is a member when, what is not seen, and what the quantifiers make of it. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "claim/check.h"
#include "fixture_record.h"

#ifndef ENT_SOURCE_DIR
#define ENT_SOURCE_DIR "."
#endif

enum { AAA, BBB, CCC, DDD, EEE, FFF, GGG, HHH };

struct world {
    struct fixture fixture;
    struct ent_arena arena;
    struct ent_concepts *concepts;
    struct ent_context context;
    struct ent_check_options options;
};

static int try_ask(struct world *world, const char *text, struct ent_answer **answer, struct ent_error *error) {
    struct ent_claim *claim;
    ENT_TRY(ent_claim_parse(&claim, &world->arena, text, NULL, error));
    return ent_check(answer, &world->context, world->concepts, claim, &world->options, error);
}

static struct ent_answer *ask(struct world *world, const char *text) {
    struct ent_answer *answer;
    struct ent_error error = {0};
    if (try_ask(world, text, &answer, &error) != ENT_OK)
        fail_msg("%s: %s", text, error.message);
    return answer;
}

static void expect(struct world *world, const char *text, enum ent_verdict verdict) {
    struct ent_answer *answer = ask(world, text);
    const struct ent_finding *finding = &answer->findings[0];
    if (answer->verdict != verdict)
        fail_msg("%s is %s, not %s (%s; %s)", text, ent_verdict_text(answer->verdict), ent_verdict_text(verdict),
                 finding->numbers, finding->reason ? finding->reason : "");
    for (size_t i = 0; i < answer->finding_count; i++) /* a nearest sentence is true of its specification */
        if (answer->findings[i].nearest)
            expect(world, answer->findings[i].nearest, ENT_VERDICT_HOLDS);
}

static void expect_numbers(struct world *world, const char *text, const char *part) {
    const char *numbers = ask(world, text)->findings[0].numbers;
    if (!strstr(numbers, part))
        fail_msg("%s says \"%s\", not \"%s\"", text, numbers, part);
}

static void expect_refused(struct world *world, const char *text, const char *part) {
    struct ent_answer *answer;
    struct ent_error error = {0};
    if (try_ask(world, text, &answer, &error) == ENT_OK)
        fail_msg("%s is taken", text);
    if (!strstr(error.message, part))
        fail_msg("%s: \"%s\" does not say \"%s\"", text, error.message, part);
}

static void member(struct world *world, const char *group, int state, int from, int to) {
    struct ent_error error;
    char sql[200];
    snprintf(sql, sizeof sql, "INSERT INTO group_member VALUES ('%s', %d, %d, %d, 'planted')", group, state,
             ent_day_from(from, 1, 1), to ? ent_day_from(to + 1, 1, 1) : ENT_DAY_OPEN);
    assert_int_equal(ent_record_run(world->fixture.record, sql, &error), ENT_OK);
}

/* The club: BBB 1950–2000, CCC and DDD from 1950, EEE from 1990.
 *   rivalry  AAA–BBB 1960–70, AAA–CCC 1965–80, AAA–EEE 1980–85, BBB–CCC and BBB–DDD 1955
 *   gdp.usd  1975: BBB 50, CCC 150; 1976: 50, 150, DDD 200; 1977: 150, 150; always AAA 100, HHH 1
 *   trade    1966, to FFF and GGG: BBB 9 and 1, CCC 8 and 2, DDD 3 and 7; HHH sends 5 to BBB and 0 to CCC */
static void plant(struct world *world) {
    struct fixture *fixture = &world->fixture;
    struct ent_error error = {0};
    ent_arena_init(&world->arena);
    fixture_open(fixture);
    ent_check_options_init(&world->options);
    assert_int_equal(ent_concepts_load(&world->concepts, &world->arena, ENT_SOURCE_DIR "/concepts", &error), ENT_OK);
    fixture_states(fixture, "AAA BBB CCC DDD EEE FFF GGG HHH");
    member(world, "club", BBB, 1950, 2000);
    member(world, "club", CCC, 1950, 0);
    member(world, "club", DDD, 1950, 0);
    member(world, "club", EEE, 1990, 0);
    const int circle[] = {AAA, BBB, CCC, HHH};
    for (int i = 0; i < 4; i++) {
        member(world, "four", circle[i], 1950, 0);
        if (i < 3)
            member(world, "three", circle[i], 1950, 0);
    }
    fixture_release(fixture, "planted", "1", "2012-01-01");
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
    fixture_commit(fixture);
    fixture_read(fixture);
    assert_int_equal(ent_context_init(&world->context, fixture->record, &world->arena, &error), ENT_OK);
}

static void finish(struct world *world) {
    fixture_close(&world->fixture);
    ent_arena_release(&world->arena);
}

static void four_words(void **state) {
    struct world world;
    (void)state;
    plant(&world);
    expect(&world, "rivalry(AAA, any @club) at 1962", ENT_VERDICT_HOLDS);
    expect(&world, "rivalry(any @club, AAA) at 1962", ENT_VERDICT_HOLDS); /* the mirror */
    expect(&world, "rivalry(AAA, any @club) at 1955", ENT_VERDICT_FAILS);
    expect(&world, "rivalry(AAA, no @club) at 1955", ENT_VERDICT_HOLDS);
    expect(&world, "rivalry(AAA, no @club) at 1962", ENT_VERDICT_FAILS);
    expect(&world, "rivalry(AAA, all @club) at 1966", ENT_VERDICT_FAILS);
    expect(&world, "rivalry(AAA, most @club) at 1966", ENT_VERDICT_HOLDS); /* 2 of 3 */
    expect(&world, "rivalry(AAA, most @club) at 1972", ENT_VERDICT_FAILS); /* 1 of 3 */
    expect(&world, "not rivalry(AAA, any @club) at 1955", ENT_VERDICT_HOLDS);
    expect(&world, "not rivalry(AAA, all @club) at 1966", ENT_VERDICT_HOLDS);
    expect(&world, "rivalry(AAA, any) at 1962", ENT_VERDICT_HOLDS);
    expect(&world, "rivalry(FFF, any) at 1962", ENT_VERDICT_FAILS);
    assert_string_equal(ask(&world, "rivalry(AAA, most @club) at 1972")->nearest, "rivalry(AAA, any @club) at 1972");
    assert_string_equal(ask(&world, "rivalry(AAA, all @club) at 1966")->nearest, "rivalry(AAA, most @club) at 1966");
    assert_string_equal(ask(&world, "rivalry(FFF, any) at 1962")->nearest, "rivalry(FFF, no @states) at 1962");
    expect_numbers(&world, "rivalry(AAA, most @club) at 1966", "2 of 3 in @club: BBB, CCC; not DDD");
    expect_numbers(&world, "rivalry(AAA, any) at 1966", "2 of 7 in @states: BBB, CCC");
    finish(&world);
}

static void members_of_that_year(void **state) {
    struct world world;
    (void)state;
    plant(&world);
    expect(&world, "rivalry(AAA, any @club) at 1982", ENT_VERDICT_FAILS);           /* EEE joins in 1990 */
    expect(&world, "rivalry(AAA, any @club) during 1960..1980", ENT_VERDICT_HOLDS); /* one, then another */
    expect(&world, "rivalry(AAA, any @club) during 1960..1981", ENT_VERDICT_FAILS);
    expect(&world, "rivalry(BBB, all @club) at 1955", ENT_VERDICT_HOLDS); /* it drops out itself */
    expect(&world, "rivalry(AAA, any @club) at 1949", ENT_VERDICT_NOT_COVERED);
    expect(&world, "rivalry(AAA, all @club) ever 1950..2010", ENT_VERDICT_FAILS);
    expect(&world, "rivalry(AAA, most @club) mostly 1965..1972", ENT_VERDICT_HOLDS); /* 6 of 8 years */
    finish(&world);
}

static void holes(void **state) {
    struct world world;
    (void)state;
    plant(&world);
    expect(&world, "gdp.usd(any @club) > gdp.usd(AAA) at 1975", ENT_VERDICT_HOLDS);
    expect(&world, "gdp.usd(all @club) > gdp.usd(AAA) at 1975", ENT_VERDICT_FAILS);
    expect(&world, "gdp.usd(all @club) > gdp.usd(HHH) at 1975", ENT_VERDICT_OPEN);
    expect(&world, "gdp.usd(no @club) > 500 at 1975", ENT_VERDICT_OPEN);
    expect(&world, "gdp.usd(most @club) > gdp.usd(AAA) at 1975", ENT_VERDICT_OPEN);  /* 1 : 1 : 1 */
    expect(&world, "gdp.usd(most @club) > gdp.usd(AAA) at 1976", ENT_VERDICT_HOLDS); /* 2 : 1 */
    expect(&world, "gdp.usd(most @club) > gdp.usd(AAA) at 1977", ENT_VERDICT_HOLDS); /* 2 : 0, one unseen */
    expect(&world, "gdp.usd(most @club) < gdp.usd(AAA) at 1977", ENT_VERDICT_FAILS); /* the mirror */
    expect(&world, "gap(gdp.usd, AAA, any @club) > 0 at 1975", ENT_VERDICT_HOLDS);
    expect(&world, "gdp.usd(any @club) > 100 at 1990", ENT_VERDICT_NOT_COVERED);
    finish(&world);
}

static void bound_names(void **state) {
    struct world world;
    (void)state;
    plant(&world);
    expect(&world, "for most C in @club: trade(C -> FFF) > trade(C -> GGG) at 1966", ENT_VERDICT_HOLDS);
    expect(&world, "for most C in @club: trade(C -> FFF) < trade(C -> GGG) at 1966", ENT_VERDICT_FAILS);
    expect(&world, "for most C in @club: trade(C -> GGG) > trade(C -> FFF) at 1966", ENT_VERDICT_FAILS);
    expect(&world, "for all C in @club: trade(C -> FFF) > 2 and trade(C -> GGG) < 8 at 1966", ENT_VERDICT_HOLDS);
    expect(&world, "for any C in @club: rivalry(AAA, C) and not trade(C -> FFF) > 8 at 1966", ENT_VERDICT_HOLDS);
    expect(&world, "for all C in @club: rivalry(AAA, C) or trade(C -> GGG) > 5 at 1966", ENT_VERDICT_HOLDS);
    expect(&world, "for no C in @club: rivalry(AAA, C) at 1962", ENT_VERDICT_FAILS);
    expect(&world, "for every C in @club: gdp.usd(C) > 10 at 1976 and rivalry(AAA, BBB) at 1960", ENT_VERDICT_HOLDS);
    expect(&world, "for any C in @club: gdp.usd(C) @ 1976 > 3 * gdp.usd(C) @ 1975", ENT_VERDICT_OPEN);
    assert_string_equal(ask(&world, "for all C in @club: trade(C -> FFF) > trade(C -> GGG) at 1966")->nearest,
                        "for most C in @club: trade(C -> FFF) > trade(C -> GGG) at 1966");
    finish(&world);
}

/* Rivals of AAA in 1966 are BBB and CCC; in 1972 CCC alone; in 1990 nobody. */
static void defined_groups(void **state) {
    struct world world;
    (void)state;
    plant(&world);
    expect(&world, "trade(HHH -> any @rivals(AAA)) > 0 at 1966", ENT_VERDICT_HOLDS);
    expect(&world, "trade(HHH -> all @rivals(AAA)) > 0 at 1966", ENT_VERDICT_FAILS);
    expect(&world, "trade(HHH -> no @rivals(FFF)) > 0 at 1966", ENT_VERDICT_HOLDS);
    expect(&world, "trade(HHH -> all @rivals(FFF)) > 0 at 1966", ENT_VERDICT_NOT_COVERED); /* nobody to speak of */
    expect(&world, "rivalry(BBB, any @rivals(AAA)) at 1966", ENT_VERDICT_FAILS);
    expect(&world, "for any C in @partners(FFF): rivalry(C, AAA) at 1966", ENT_VERDICT_HOLDS);
    expect(&world, "for all C in @partners(FFF): rivalry(C, AAA) at 1966", ENT_VERDICT_FAILS); /* DDD */
    expect(&world, "gdp.usd(@rivals(AAA)) = 150 at 1976", ENT_VERDICT_HOLDS);                  /* CCC alone */
    expect(&world, "gdp.usd(@rivals(AAA)) > gdp.usd(AAA) at 1976", ENT_VERDICT_HOLDS);
    expect(&world, "gdp.usd(CCC) rank <= 1 among @rivals(AAA) at 1976", ENT_VERDICT_HOLDS);
    expect(&world, "gdp.usd(DDD) rank <= 1 among @rivals(AAA) at 1976", ENT_VERDICT_NOT_COVERED);
    expect_numbers(&world, "trade(HHH -> all @rivals(AAA)) > 0 at 1966", "1 of 2 in @rivals(AAA): BBB; not CCC");
    finish(&world);
}

/* 1975: 100, 50, 150, 1 are seen of AAA, BBB, CCC, HHH. The circle is AAA, BBB, CCC: median 100; with HHH 75 of four.
 */
static void medians(void **state) {
    struct world world;
    (void)state;
    plant(&world);
    expect(&world, "median(gdp.usd, @three) = 100 at 1975", ENT_VERDICT_HOLDS);
    expect(&world, "median(gdp.usd, @four) = 75 at 1975", ENT_VERDICT_HOLDS);
    expect(&world, "gdp.usd(BBB) < median(gdp.usd, @four) always 1975..1976", ENT_VERDICT_HOLDS);
    expect(&world, "gdp.usd(BBB) < median(gdp.usd, @four) always 1975..1977", ENT_VERDICT_FAILS);
    expect(&world, "median(gdp.usd, @four) > gdp.usd(BBB) always 1975..1977", ENT_VERDICT_FAILS);
    expect(&world, "gdp.usd(AAA) > median(gdp.usd, @club) at 1975", ENT_VERDICT_NOT_COVERED); /* a third is unseen */
    expect(&world, "gdp.usd(AAA) < median(gdp.usd, @club) at 1976", ENT_VERDICT_HOLDS);       /* 50, 150, 200 */
    expect(&world, "gdp.usd(AAA) > median(gdp.usd, @four) at 1940", ENT_VERDICT_NOT_COVERED);
    expect_refused(&world, "median(gdp.usd, pairs @four) > 3 at 1975", "write median(gdp.usd, @four)");
    expect_refused(&world, "median(gdp.usd, any @four) > 3 at 1975", "median takes a measure and a group");
    expect_refused(&world, "median(trade, @four) > 3 at 1975", "write median(trade, pairs @four)");
    finish(&world);
}

/* Regimes: 10, 8, 7 are democracies of 1975 (distances 2, 3, 1: median 2); -7 and -5 are 2 apart, -7 and -9 too. */
static void row_of_regimes(void **state) {
    struct world world;
    (void)state;
    plant(&world);
    expect(&world, "regime.distance(EEE, FFF) <= median(regime.distance, pairs @democracies) at 1975",
           ENT_VERDICT_HOLDS);
    expect(&world, "regime.distance(FFF, EEE) <= median(regime.distance, pairs @democracies) at 1975",
           ENT_VERDICT_HOLDS);
    expect(&world, "regime.distance(EEE, FFF) < median(regime.distance, pairs @democracies) at 1975",
           ENT_VERDICT_FAILS);
    expect(&world, "regime.distance(AAA, EEE) <= median(regime.distance, pairs @democracies) at 1975",
           ENT_VERDICT_FAILS);
    expect(&world, "median(regime.distance, pairs @democracies) = 2 at 1975", ENT_VERDICT_HOLDS);
    finish(&world);
}

static void refused(void **state) {
    struct world world;
    (void)state;
    plant(&world);
    expect_refused(&world, "rivalry(AAA, @club) at 1962", "any, all, no or most");
    expect_refused(&world, "rivalry(AAA, any @clubs) at 1962", "there is no group @clubs");
    expect_refused(&world, "rivalry(AAA, any @rivals) at 1962", "@rivals(STATE)");
    expect_refused(&world, "rivalry(AAA, any @club(BBB)) at 1962", "is a list and of no state");
    expect_refused(&world, "rivalry(any @club, all @club) at 1962", "two groups at once");
    expect_refused(&world, "gdp.usd(any @club) > gdp.usd(all @club) at 1976", "which is asked first");
    expect_refused(&world, "for most C in @club: rivalry(AAA, BBB) at 1962", "nothing is said of C");
    expect_refused(&world, "for most C in @club: rivalry(AAA, C) at 1962 and rivalry(BBB, C) at 1962", "C");
    expect_refused(&world, "gdp.usd(any @club) highest since 1975 at 1977", "not evaluated yet");
    finish(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(four_words),  cmocka_unit_test(members_of_that_year), cmocka_unit_test(holes),
        cmocka_unit_test(bound_names), cmocka_unit_test(defined_groups),       cmocka_unit_test(refused),
        cmocka_unit_test(medians),     cmocka_unit_test(row_of_regimes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
