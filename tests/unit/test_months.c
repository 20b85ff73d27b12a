/* Months and days on a planted world: windows of months over several strands, groups at a month, votes of a time that is
 * no year, and what is of years. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "fixture_world.h"

enum { AAA, BBB, CCC, DDD };

static void put(struct world *world, int strand, int a, int b, const char *from, const char *to) {
    fixture_put(&world->fixture, fixture_fact_days(&world->fixture, strand, a, b, from, to));
}

static void member(struct world *world, int state, const char *from) {
    struct ent_interval day;
    assert_true(ent_interval_parse(from, &day));
    fixture_member(&world->fixture, "club", state, day.from, ENT_DAY_OPEN);
}

/* treaty   AAA–BBB 2001-03-10 to 2001-06-20; AAA–CCC some day of 2003 to some day of 2004; BBB–CCC all of 2005, told
 *          by its days; AAA–DDD from 2009-07-01, still so when the list ends
 * feud     AAA–BBB 2001-05-01 to 2001-08-31, CCC–DDD 2006-02 (the month)
 * clash    AAA–BBB on 2001-04-05 and on 2001-07-15
 * The club: AAA from 1990, BBB from 2001-06-01, CCC from 2004. `other` swaps the states of every pair. */
static void plant(struct world *world, bool other) {
    world_begin(world, "AAA BBB CCC DDD");
    int treaty = fixture_strand(&world->fixture, "treaty", "spell", false, NULL, 2000, 2010, ENT_KIND_NONE);
    int feud = fixture_strand(&world->fixture, "feud", "spell", false, NULL, 2000, 2010, ENT_KIND_NONE);
    int clash = fixture_strand(&world->fixture, "clash", "event", false, NULL, 2000, 2010, ENT_KIND_NONE);
    int gdp = fixture_strand(&world->fixture, "gdp.usd", "state value", false, NULL, 2000, 2010, ENT_KIND_UNKNOWN);
    int a = other, b = !other;
    put(world, treaty, a, b, "2001-03-10", "2001-06-20");
    fixture_spell(&world->fixture, treaty, AAA, CCC, 2003, 2004, 0);
    put(world, treaty, BBB, CCC, "2005-01-01", "2005-12-31");
    put(world, treaty, AAA, DDD, "2009-07-01", NULL);
    put(world, feud, a, b, "2001-05-01", "2001-08-31");
    put(world, feud, CCC, DDD, "2006-02", "2006-02");
    put(world, clash, a, b, "2001-04-05", "2001-04-05");
    put(world, clash, a, b, "2001-07-15", "2001-07-15");
    for (int year = 2000; year <= 2010; year++)
        fixture_value(&world->fixture, gdp, AAA, -1, year, year);
    member(world, AAA, "1990-01-01");
    member(world, BBB, "2001-06-01");
    member(world, CCC, "2004-01-01");
    world_ready(world);
}

static void expect(struct world *world, const char *text, enum ent_verdict verdict, const char *numbers) {
    world_expect(world, text, verdict);
    world_expect_numbers(world, text, numbers);
}

/* Days counted on a calendar: 10 March to 20 June 2001 are 22 + 30 + 31 + 20 = 103 days; 1 May to 20 June 51. */
static void several_strands_are_asked_day_by_day(void **state) {
    (void)state;
    for (int other = 0; other < 2; other++) {
        struct world world;
        plant(&world, other);
        expect(&world, "treaty(AAA, BBB) and feud(AAA, BBB) ever 2001-01..2001-12", ENT_VERDICT_HOLDS,
               "51 of 365 days, first 2001-05-01");
        expect(&world, "treaty(AAA, BBB) and not feud(AAA, BBB) during 2001-03-10..2001-04-30", ENT_VERDICT_HOLDS,
               "all 52 days");
        expect(&world, "treaty(BBB, AAA) or feud(AAA, BBB) during 2001-03-10..2001-08-31", ENT_VERDICT_HOLDS,
               "all 175 days");
        expect(&world, "treaty(AAA, BBB) and feud(AAA, BBB) never 2001-07..2001-12", ENT_VERDICT_HOLDS, "0 of 184");
        world_expect_nearest(&world, "treaty(AAA, BBB) and feud(AAA, BBB) during 2001-04..2001-07",
                             "treaty(AAA, BBB) and feud(AAA, BBB) during 2001-05-01..2001-06-20");
        world_expect_nearest(&world, "treaty(AAA, BBB) and feud(AAA, BBB) never 2001-06..2001-07",
                             "treaty(AAA, BBB) and feud(AAA, BBB) ever 2001-06..2001-07");
        world_expect_nearest(&world, "treaty(AAA, BBB) and feud(AAA, BBB) ever 2001-09..2001-10",
                             "treaty(AAA, BBB) and feud(AAA, BBB) never 2001-09..2001-10");
        /* "not" is of the day, not of the window: there are days without, and days with */
        world_expect(&world, "not treaty(AAA, BBB) ever 2001-06..2001-07", ENT_VERDICT_HOLDS);
        world_expect(&world, "not treaty(AAA, BBB) during 2001-06..2001-07", ENT_VERDICT_FAILS);
        world_expect(&world, "not treaty(AAA, BBB) during 2001-07..2001-08", ENT_VERDICT_HOLDS);
        world_expect(&world, "treaty(AAA, BBB) and gdp.usd(AAA) @ 2001 > 2000 during 2001-04..2001-05",
                     ENT_VERDICT_HOLDS);
        /* one day has both a clash and a treaty; none has a clash, a treaty and a feud */
        world_expect(&world, "clash(AAA, BBB) and treaty(AAA, BBB) ever 2001-01..2001-12", ENT_VERDICT_HOLDS);
        world_expect(&world, "clash(AAA, BBB) and treaty(AAA, BBB) and feud(AAA, BBB) ever 2001-01..2001-12",
                     ENT_VERDICT_FAILS);
        world_finish(&world);
    }
}

/* What is known by its years leaves a day open, unless the other side settles it. */
static void years_leave_days_open(void **state) {
    (void)state;
    struct world world;
    plant(&world, false);
    world_expect(&world, "treaty(AAA, CCC) or treaty(BBB, CCC) during 2003-06..2003-09", ENT_VERDICT_OPEN);
    world_expect(&world, "treaty(AAA, CCC) and treaty(BBB, CCC) ever 2003-06..2003-09", ENT_VERDICT_FAILS);
    world_expect(&world, "treaty(AAA, CCC) and not treaty(BBB, CCC) ever 2003-06..2003-09", ENT_VERDICT_OPEN);
    world_expect(&world, "treaty(AAA, CCC) and not treaty(BBB, CCC) ever 2003-06..2004-02", ENT_VERDICT_HOLDS);
    world_expect(&world, "treaty(AAA, CCC) or treaty(BBB, CCC) ever 2003-01..2003-12", ENT_VERDICT_HOLDS);
    /* a feud of some days of February: it has touched the month, and no day of it is known */
    world_expect(&world, "feud(CCC, DDD) ever 2006-02..2006-03", ENT_VERDICT_HOLDS);
    world_expect(&world, "feud(CCC, DDD) never 2006-02..2006-03", ENT_VERDICT_FAILS);
    world_expect(&world, "feud(CCC, DDD) and treaty(BBB, CCC) ever 2006-02..2006-03", ENT_VERDICT_FAILS);
    world_expect(&world, "feud(CCC, DDD) during 2006-02-10..2006-02-12", ENT_VERDICT_OPEN);
    /* "still so" is said up to the end of the list, and no further */
    world_expect(&world, "treaty(AAA, DDD) during 2009-07..2010-12", ENT_VERDICT_HOLDS);
    world_expect(&world, "treaty(AAA, DDD) during 2009-07..2011-02", ENT_VERDICT_OPEN);
    world_expect(&world, "treaty(AAA, DDD) at 2011-02", ENT_VERDICT_NOT_COVERED);
    world_expect(&world, "treaty(AAA, DDD) ever 2011-02..2011-04", ENT_VERDICT_NOT_COVERED);
    world_finish(&world);
}

/* Of 10 March to 20 June 103 days; of the 205 days from then to 30 September that is a day more than half. */
static void mostly_is_more_than_half_of_the_days(void **state) {
    (void)state;
    struct world world;
    plant(&world, false);
    expect(&world, "treaty(AAA, BBB) mostly 2001-03-10..2001-09-30", ENT_VERDICT_HOLDS, "103 of 205 days");
    expect(&world, "treaty(AAA, BBB) mostly 2001-03-10..2001-10-01", ENT_VERDICT_FAILS, "103 of 206 days");
    world_expect_nearest(&world, "treaty(AAA, BBB) mostly 2001-03-10..2001-10-01",
                         "treaty(AAA, BBB) during 2001-03-10..2001-06-20");
    /* 2003 and 2004 are open but for the turn of the year; 2005 is all yes: 365 and 2 of 1096, open 729 */
    expect(&world, "treaty(AAA, CCC) or treaty(BBB, CCC) mostly 2003-01..2005-12", ENT_VERDICT_OPEN,
           "367 of 1096 days, 729 open");
    world_expect(&world, "treaty(AAA, CCC) or treaty(BBB, CCC) mostly 2004-07..2005-12", ENT_VERDICT_HOLDS);
    world_expect(&world, "treaty(AAA, CCC) mostly 2004-12..2007-02", ENT_VERDICT_FAILS); /* 31 open of 821 */
    world_finish(&world);
}

/* Who is a member at that time, and what they have at that time. */
static void groups_have_their_members_of_the_day(void **state) {
    (void)state;
    for (int other = 0; other < 2; other++) {
        struct world world;
        plant(&world, other);
        world_expect(&world, "treaty(any @club, AAA) at 2001-05", ENT_VERDICT_NOT_COVERED); /* AAA is all the club */
        expect(&world, "treaty(any @club, AAA) at 2001-06", ENT_VERDICT_HOLDS, "1 of 1 in @club: BBB");
        expect(&world, "treaty(any @club, AAA) at 2001-06-21", ENT_VERDICT_FAILS, "0 of 1 in @club");
        world_expect_nearest(&world, "treaty(all @club, AAA) at 2001-07", "treaty(no @club, AAA) at 2001-07");
        world_expect(&world, "treaty(AAA, no @club) at 2001-07", ENT_VERDICT_HOLDS);
        expect(&world, "for most C in @club: treaty(C, CCC) at 2005-03", ENT_VERDICT_FAILS, "1 of 2");
        expect(&world, "treaty(any @club, CCC) at 2005-03", ENT_VERDICT_HOLDS, "BBB");
        world_expect(&world, "treaty(any @club, AAA) ever 2001-06-10..2001-07-15", ENT_VERDICT_HOLDS);
        world_expect(&world, "treaty(any @club, AAA) ever 2001-06-21..2001-07-15", ENT_VERDICT_FAILS);
        world_expect(&world, "treaty(any @club, AAA) during 2001-06-01..2001-06-20", ENT_VERDICT_HOLDS);
        world_expect(&world, "treaty(any @club, AAA) during 2001-06-10..2001-06-25", ENT_VERDICT_FAILS);
        world_finish(&world);
    }
}

/* AAA says yes in all. 2001-10: 12 on their days, BBB says yes in 9, abstains in 2, no in 1. 2001-11: 4, all no.
 * 2001-12: 10 known by the month, all yes; 2002-01: 8 by the month and 2 on the 10th, all no. CCC has a seat from
 * 2002-01. Half credit: of October (9 + 2 / 2) / 12. */
static void plant_votes(struct world *world, bool other) {
    char of_b[48] = "", of_a[48] = "", of_c[48] = "";
    static const struct {
        const char *month;
        int count;
        bool days;
        const char *letters;
    } months[] = {{"2001-10", 12, true, "yyyyyyyyyaan"},
                  {"2001-11", 4, true, "nnnn"},
                  {"2001-12", 10, false, "yyyyyyyyyy"},
                  {"2002-01", 8, false, "nnnnnnnn"},
                  {"2002-01-10", 2, true, "nn"}};
    world_begin(world, "AAA BBB CCC");
    fixture_strand(&world->fixture, "votes", "ballot", false, NULL, 2001, 2002, ENT_KIND_UNKNOWN);
    for (size_t i = 0; i < sizeof months / sizeof *months; i++)
        for (int k = 0; k < months[i].count; k++) {
            char day[32];
            snprintf(day, sizeof day, months[i].days && strlen(months[i].month) == 7 ? "%s-%02d" : "%s",
                     months[i].month, 1 + k);
            fixture_roll_call(&world->fixture, day, "", -1, -1);
            strcat(of_a, "y");
            strncat(of_b, &months[i].letters[k], 1);
            strcat(of_c, i < 3 ? "-" : "y");
        }
    fixture_ballots(&world->fixture, other ? BBB : AAA, of_a);
    fixture_ballots(&world->fixture, other ? AAA : BBB, of_b);
    fixture_ballots(&world->fixture, CCC, of_c);
    world_ready(world);
}

static void has_value(struct world *world, const char *text, double value) {
    const struct ent_finding *finding = &world_ask(world, text)->findings[0];
    if (!(fabs(finding->value - value) < 1e-12))
        fail_msg("%s has %.17g, not %.17g (%s)", text, finding->value, value, finding->reason ? finding->reason : "");
}

static void expect_reason(struct world *world, const char *text, const char *words) {
    world_expect(world, text, ENT_VERDICT_NOT_COVERED);
    const char *reason = world_ask(world, text)->findings[0].reason;
    if (!strstr(reason, words))
        fail_msg("%s: %s, not %s", text, reason, words);
}

static bool is_noted(struct world *world, const char *text) {
    struct ent_answer *answer = world_ask(world, text);
    for (size_t i = 0; i < answer->note_count; i++)
        if (strstr(answer->notes[i], "left out"))
            return true;
    return false;
}

static void votes_have_months_and_days(void **state) {
    (void)state;
    for (int other = 0; other < 2; other++) {
        struct world world;
        plant_votes(&world, other);
        has_value(&world, "votes.agreement(AAA, BBB) > 0.8 at 2001-10", 10.0 / 12);
        has_value(&world, "votes.agreement(AAA, BBB, credit=strict) > 0.8 at 2001-10", 9.0 / 12);
        has_value(&world, "votes.opposite(AAA, BBB) > 0.05 at 2001-10", 1.0 / 12);
        has_value(&world, "votes.agreement(BBB, AAA) @ 2001-12 = 1", 1);
        expect(&world, "votes.agreement(AAA, BBB) > 0.8 at 2001-10", ENT_VERDICT_HOLDS, "of 12 roll calls");
        /* (12 of October with 10, 4 of November with 0): 10 of 16 */
        has_value(&world, "votes.agreement(AAA, BBB) > 0.5 during 2001-10..2001-11", 10.0 / 16);
        has_value(&world, "votes.agreement(AAA, BBB) > 0.5 during 2001-10..2002-01", 20.0 / 36);
        has_value(&world, "votes.agreement(AAA, BBB) > 0.5 since 2001-10", 20.0 / 36);
        has_value(&world, "votes.agreement(AAA, BBB) > 0.5 during 2001-10-03..2001-11", 8.0 / 14);
        world_expect_nearest(&world, "votes.agreement(AAA, BBB) > 0.7 during 2001-10..2001-11",
                             "votes.agreement(AAA, BBB) <= 0.7 during 2001-10..2001-11");
        expect_reason(&world, "votes.agreement(AAA, BBB) > 0.5 at 2001-11", "too few cases: 4 common, where 10");
        expect_reason(&world, "votes.agreement(AAA, BBB) > 0.5 at 2001-09", "");
        expect_reason(&world, "votes.agreement(AAA, CCC) > 0.5 at 2001-10", "seat");
        expect_reason(&world, "votes.agreement(AAA, BBB) > 0.5 at 2003-01", "");
        /* 12 and 4 on their days; ten of December may lie in it or not: left out, as they are fewer */
        has_value(&world, "votes.agreement(AAA, BBB) > 0.5 during 2001-10-01..2001-12-15", 10.0 / 16);
        assert_true(is_noted(&world, "votes.agreement(AAA, BBB) > 0.5 during 2001-10-01..2001-12-15"));
        assert_false(is_noted(&world, "votes.agreement(AAA, BBB) > 0.5 during 2001-10..2001-12"));
        expect_reason(&world, "votes.agreement(AAA, BBB) > 0.5 at 2002-01-10", "longer time");
        expect_reason(&world, "votes.agreement(AAA, BBB) > 0.5 during 2001-11..2001-12-15", "longer time"); /* 4, 10 */
        expect_reason(&world, "votes.agreement(AAA, BBB, window=2) > 0.5 at 2001-10", "longer time");
        /* a day may not be asked by what is said later */
        world.options.dateline_year = 2001;
        expect_reason(&world, "votes.agreement(AAA, BBB) > 0.5 during 2001-10..2002-01", "");
        has_value(&world, "votes.agreement(AAA, BBB) > 0.5 since 2001-10", 20.0 / 26);
        world_finish(&world);
    }
}

static void what_is_of_years_says_what_to_write(void **state) {
    (void)state;
    struct world world;
    plant(&world, false);
    world_refused(&world, "gdp.usd(AAA) > 5 during 2000-05..2000-07", "gdp.usd is told by the year: write at 2000");
    world_refused(&world, "gdp.usd(AAA) > 5 ever 2000-05..2002-07", "write ever 2000..2002");
    world_refused(&world, "gdp.usd(AAA) > 5 and treaty(AAA, BBB) during 2000-05..2002-07", "write during 2000..2002");
    world_refused(&world, "gdp.usd(AAA) highest since 2001 at 2008-05", "a record is of years: write at 2008");
    world_refused(&world, "gdp.usd(AAA) highest since 2001-03 at 2008", "a record is of years: write since 2001");
    world_refused(&world, "gdp.usd(AAA) rising during 2001-03..2008-01",
                  "a trend is of years: write during 2001..2008");
    world_refused(&world, "treaty(AAA, BBB) changed during 2001-03..2008-01", "a change is of years: write during");
    world_refused(&world, "treaty(AAA, BBB) again since 2005 at 2008-01", "a change is of years: write at 2008");
    world_refused(&world, "gdp.usd(AAA) rank <= 2 among @states at 2008-01", "a rank is of years: write at 2008");
    world_refused(&world, "gdp.usd(AAA) growth > 2% at 2008-01", "a change is of years: write at 2008");
    world_refused(&world, "overtook(gdp.usd, AAA, BBB) at 2008-01", "an overtaking is of years: write at 2008");
    world_refused(&world, "overtook(gdp.usd, AAA, BBB) during 2006-02..2008-01",
                  "an overtaking is of years: write during 2006..2008");
    world_refused(&world, "median(gdp.usd, @club) > 3 at 2008-01", "a median is of years: write at 2008");
    world_refused(&world, "gdp.usd(@club) > 3 at 2008-01", "what a group has together is of years: write at 2008");
    world_refused(&world, "gdp.usd(@club) @ 2008-01 > 3", "what a group has together is of years: write @ 2008");
    world_refused(&world, "economy(AAA) > 3 during 2008-01..2008-03", "the measures of economy are told by the year");
    world_refused(&world, "votes.agreement(AAA, BBB) > 0.5 ever 2001-10..2001-11", "at 2001-10");
    world_refused(&world, "clash(AAA, BBB) during 2001-10..2001-11", "ever or never");
    world_refused(&world, "clash(AAA, BBB) >= 2 ever 2001-10..2001-11", "count(clash(");
    world_finish(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_strands_are_asked_day_by_day), cmocka_unit_test(years_leave_days_open),
        cmocka_unit_test(mostly_is_more_than_half_of_the_days), cmocka_unit_test(groups_have_their_members_of_the_day),
        cmocka_unit_test(votes_have_months_and_days),           cmocka_unit_test(what_is_of_years_says_what_to_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
