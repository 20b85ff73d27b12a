/* Verdicts on functions of a span, on planted worlds: counts, means, beginnings and ends, who came first, crossings,
 * terms of office, before and after. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "fixture_world.h"

/* What world_expect does, and that how a function was read is said: of the nearest sentence too. */
static void expect(struct world *world, const char *text, enum ent_verdict verdict) {
    struct ent_answer *answer = world_expect_verdict(world, text, verdict);
    assert_true(answer->reading_count > 0);
    for (size_t i = 0; i < answer->finding_count; i++)
        if (answer->findings[i].nearest)
            expect(world, answer->findings[i].nearest, ENT_VERDICT_HOLDS);
}

static void expect_nearest(struct world *world, const char *text, const char *nearest) {
    expect(world, text, ENT_VERDICT_FAILS);
    world_expect_nearest(world, text, nearest);
}

static void put_days(struct world *world, int strand, int a, int b, const char *from, const char *to, int entity) {
    struct ent_fact fact = fixture_fact_days(&world->fixture, strand, a, b, from, to);
    fact.entity = entity;
    fixture_put(&world->fixture, fact);
}

/* Wars between AAA and BBB, listed from 1950 to 2000 and year by year: one in 1956, one in 1960–62, one 1970–71 to
 * which an unlike item, another war, is added in 1971; none is "between" AAA and CCC. `other` swaps the two. */
static void plant_wars(struct world *world, bool other) {
    int a = other, b = !other;
    world_begin(world, "AAA BBB CCC");
    int war = fixture_strand(&world->fixture, "war", "spell", false, NULL, 1950, 2000, ENT_KIND_NONE);
    fixture_spell(&world->fixture, war, a, b, 1956, 1956, 0);
    for (int year = 1960; year <= 1962; year++)
        fixture_spell(&world->fixture, war, year == 1961 ? b : a, year == 1961 ? a : b, year, year, 0);
    fixture_spell(&world->fixture, war, a, b, 1970, 1971, 0);
    struct ent_fact fact = fixture_fact(&world->fixture, war, a, b, 1971, 1971);
    fact.item = fixture_item(&world->fixture, "another");
    fixture_put(&world->fixture, fact);
    fixture_spell(&world->fixture, war, a, b, 1995, 2000, 0); /* to the end of the list */
    world_ready(world);
}

static void counts_of_spells(void **state) {
    (void)state;
    for (int other = 0; other < 2; other++) {
        struct world world;
        plant_wars(&world, other);
        /* 1956, 1960–62, 1970–71, the other of 1971 */
        expect(&world, "count(war(AAA, BBB), 1950..1990) = 4", ENT_VERDICT_HOLDS);
        expect(&world, "count(war(BBB, AAA), 1950..1990) = 4", ENT_VERDICT_HOLDS);
        expect(&world, "count(war(AAA, BBB), 1961..1970) = 2", ENT_VERDICT_HOLDS);
        expect(&world, "count(war(AAA, BBB), 1963..1969) = 0", ENT_VERDICT_HOLDS);
        expect(&world, "not count(war(AAA, BBB), 1950..1990) = 3", ENT_VERDICT_HOLDS);
        expect(&world, "count(war(AAA, BBB), 1950..1990) > count(war(AAA, CCC), 1950..1990)", ENT_VERDICT_HOLDS);
        expect(&world, "count(war(AAA, BBB), 1950..1990) / 2 = 2", ENT_VERDICT_HOLDS);
        expect(&world, "count(war(AAA, BBB), 1950..1990) = 4 and count(war(AAA, CCC), 1950..1990) = 0",
               ENT_VERDICT_HOLDS);
        expect(&world, "count(war(AAA, any), 1950..1990) = 4", ENT_VERDICT_HOLDS);
        expect_nearest(&world, "count(war(AAA, BBB), 1950..1990) >= 6", "count(war(AAA, BBB), 1950..1990) = 4");
        expect_nearest(&world, "count(war(AAA, BBB), 1950..1990) < count(war(AAA, CCC), 1950..1990)",
                       "count(war(AAA, BBB), 1950..1990) >= count(war(AAA, CCC), 1950..1990)");
        /* years before and after the list: what was counted is a lower bound */
        expect(&world, "count(war(AAA, BBB), 1940..1990) >= 4", ENT_VERDICT_HOLDS);
        expect(&world, "count(war(AAA, BBB), 1940..1990) = 4", ENT_VERDICT_OPEN);
        expect(&world, "count(war(AAA, BBB), 1940..1990) = 3", ENT_VERDICT_FAILS);
        expect(&world, "count(war(AAA, BBB), 1940..1990) < 4", ENT_VERDICT_FAILS);
        expect(&world, "count(war(AAA, CCC), 1940..1990) = 0", ENT_VERDICT_OPEN);
        expect(&world, "count(war(AAA, BBB), 1930..1949) = 0", ENT_VERDICT_NOT_COVERED);
        world.options.dateline_year = 1965; /* what came later is not known */
        expect(&world, "count(war(AAA, BBB), 1950..1965) = 2", ENT_VERDICT_HOLDS);
        expect(&world, "count(war(AAA, BBB), 1950..1990) = 2", ENT_VERDICT_OPEN);
        expect(&world, "count(war(AAA, BBB), after 1956) = 1", ENT_VERDICT_HOLDS);
        world_finish(&world);
    }
}

static void beginnings_and_ends(void **state) {
    (void)state;
    for (int other = 0; other < 2; other++) {
        struct world world;
        plant_wars(&world, other);
        expect(&world, "start(war(AAA, BBB), 1957..1990) = 1960", ENT_VERDICT_HOLDS);
        expect(&world, "start(war(BBB, AAA), 1957..1990) = 1960", ENT_VERDICT_HOLDS);
        expect(&world, "start(war(AAA, BBB), 1957..1990) = early-1960s", ENT_VERDICT_HOLDS);
        expect(&world, "start(war(AAA, BBB), 1957..1990) < 1961", ENT_VERDICT_HOLDS);
        expect(&world, "start(war(AAA, BBB), 1957..1990) <= 1960", ENT_VERDICT_HOLDS);
        expect(&world, "1959 < start(war(AAA, BBB), 1957..1990)", ENT_VERDICT_HOLDS);
        expect(&world, "start(war(AAA, BBB), 1957..1990) = 1962 within 2 years", ENT_VERDICT_HOLDS);
        expect(&world, "start(war(AAA, BBB), 1957..1990) = 1963 within 2 years", ENT_VERDICT_FAILS);
        /* known by its year: neither that day nor another */
        expect(&world, "start(war(AAA, BBB), 1957..1990) = 1960-05", ENT_VERDICT_OPEN);
        expect(&world, "start(war(AAA, BBB), 1957..1990) < 1960-05", ENT_VERDICT_OPEN);
        expect(&world, "start(war(AAA, BBB), 1957..1990) = 1961-05", ENT_VERDICT_FAILS);
        expect_nearest(&world, "start(war(AAA, BBB), 1957..1990) = 1958", "start(war(AAA, BBB), 1957..1990) = 1960");
        expect(&world, "start(war(AAA, BBB), 1972..1990) = 1975", ENT_VERDICT_FAILS); /* none begins */
        expect(&world, "start(war(AAA, BBB), 1961..1969) = 1961", ENT_VERDICT_FAILS); /* it began before */
        expect(&world, "end(war(AAA, BBB), 1950..1990) = 1971", ENT_VERDICT_HOLDS);
        expect(&world, "end(war(AAA, BBB), 1950..1961) = 1956", ENT_VERDICT_HOLDS);
        expect(&world, "end(war(AAA, BBB), 1950..1961) < start(war(AAA, BBB), 1957..1990)", ENT_VERDICT_HOLDS);
        /* unseen years before: it may have begun in them; but not after what is seen */
        expect(&world, "start(war(AAA, BBB), 1940..1990) = 1956", ENT_VERDICT_OPEN);
        expect(&world, "start(war(AAA, BBB), 1940..1990) < 1957", ENT_VERDICT_HOLDS);
        expect(&world, "start(war(AAA, BBB), 1940..1990) = 1960", ENT_VERDICT_FAILS);
        /* still so when the list ended: no end in it, some time after it */
        expect(&world, "end(war(AAA, BBB), 1995..2000) = 2000", ENT_VERDICT_FAILS);
        expect(&world, "end(war(AAA, BBB), 1995..2010) = 2005", ENT_VERDICT_OPEN);
        expect(&world, "end(war(AAA, BBB), 1995..2010) > 1999", ENT_VERDICT_HOLDS);
        expect(&world, "end(war(AAA, BBB), 1995..2010) = 1999", ENT_VERDICT_FAILS);
        expect(&world, "war(AAA, BBB) never after end(war(AAA, BBB), 1960..1971)", ENT_VERDICT_FAILS);
        expect(&world, "war(AAA, BBB) ever 5 years before start(war(AAA, BBB), 1957..1990)", ENT_VERDICT_HOLDS);
        expect(&world, "war(AAA, BBB) never 3 years before start(war(AAA, BBB), 1957..1990)", ENT_VERDICT_HOLDS);
        world_finish(&world);
    }
}

/* AAA grows by 10 a year from 10 in 1980, BBB stands at 105; 1985 of AAA is missing and CCC has every second year. */
static void plant_figures(struct world *world) {
    world_begin(world, "AAA BBB CCC");
    int gdp = fixture_strand(&world->fixture, "gdp.usd", "state value", false, NULL, 1980, 2010, ENT_KIND_UNKNOWN);
    for (int year = 1980; year <= 2010; year++) {
        if (year != 1985)
            fixture_value(&world->fixture, gdp, 0, -1, year, 10.0 * (year - 1979));
        fixture_value(&world->fixture, gdp, 1, -1, year, 105);
        if (year % 2 == 0)
            fixture_value(&world->fixture, gdp, 2, -1, year, year < 1990 ? 50 : 200);
    }
    world_ready(world);
}

static void means_and_extremes(void **state) {
    (void)state;
    struct world world;
    plant_figures(&world);
    /* 120, 130, …, 200: mean 160 of nine */
    expect(&world, "mean(gdp.usd(AAA), 1991..1999) = 160", ENT_VERDICT_HOLDS);
    expect(&world, "sum(gdp.usd(AAA), 1991..1999) = 1440", ENT_VERDICT_HOLDS);
    expect(&world, "max(gdp.usd(AAA), 1991..1999) - min(gdp.usd(AAA), 1991..1999) = 80", ENT_VERDICT_HOLDS);
    expect(&world, "mean(gdp.usd(AAA), 1991..1999) > mean(gdp.usd(BBB), 1991..1999)", ENT_VERDICT_HOLDS);
    expect(&world, "mean(gdp.usd(BBB), 1991..1999) < mean(gdp.usd(AAA), 1991..1999)", ENT_VERDICT_HOLDS);
    expect(&world, "gdp.usd(AAA) @ 2000 > max(gdp.usd(AAA), 1980..1999)", ENT_VERDICT_HOLDS);
    expect(&world, "gdp.usd(AAA) > max(gdp.usd(AAA), 1980..1999) at 2000", ENT_VERDICT_HOLDS);
    expect(&world, "mean(gdp.usd(AAA), 3 years before 2000) < mean(gdp.usd(AAA), 3 years after 2000)",
           ENT_VERDICT_HOLDS);
    expect(&world, "mean(gdp.usd(AAA), 3 years before 2000) = 190", ENT_VERDICT_HOLDS); /* 180, 190, 200 */
    expect(&world, "mean(gdp.usd(AAA), 3 years after 2000) = 230", ENT_VERDICT_HOLDS);  /* 220, 230, 240 */
    expect_nearest(&world, "mean(gdp.usd(AAA), 1991..1999) > 200", "mean(gdp.usd(AAA), 1991..1999) = 160.0");
    /* one hole of 11 years is a tenth and passes, one of six does not; of a sum none does */
    expect(&world, "mean(gdp.usd(AAA), 1980..1990) > 59", ENT_VERDICT_HOLDS);
    expect(&world, "mean(gdp.usd(AAA), 1983..1988) > 60", ENT_VERDICT_OPEN);
    expect(&world, "sum(gdp.usd(AAA), 1980..1990) > 60", ENT_VERDICT_OPEN);
    /* what was seen bounds an extreme from one side */
    expect(&world, "max(gdp.usd(CCC), 1980..1990) >= 200", ENT_VERDICT_HOLDS);
    expect(&world, "max(gdp.usd(CCC), 1980..1990) > 200", ENT_VERDICT_OPEN);
    expect(&world, "max(gdp.usd(CCC), 1980..1990) < 200", ENT_VERDICT_FAILS);
    expect(&world, "min(gdp.usd(CCC), 1980..1990) <= 50", ENT_VERDICT_HOLDS);
    expect(&world, "min(gdp.usd(CCC), 1980..1990) > 50", ENT_VERDICT_FAILS);
    expect(&world, "mean(gdp.usd(AAA), 1960..1970) > 5", ENT_VERDICT_NOT_COVERED);
    world_finish(&world);
}

static void crossings_are_dates(void **state) {
    (void)state;
    struct world world;
    plant_figures(&world);
    /* AAA has 100 in 1989 and 110 in 1990; CCC 50 in 1988 and 200 in 1990 */
    expect(&world, "crossing(gdp.usd, AAA, BBB) = 1990", ENT_VERDICT_HOLDS);
    expect(&world, "crossing(gdp.usd, BBB, AAA) = 1990", ENT_VERDICT_HOLDS);
    expect(&world, "crossing(gap(gdp.usd, AAA, BBB)) = 1988 within 2 years", ENT_VERDICT_HOLDS);
    expect(&world, "crossing(gdp.usd, AAA, BBB, 1985..1995) = 1990", ENT_VERDICT_HOLDS);
    expect(&world, "crossing(gdp.usd, AAA, BBB, 1991..1995) = 1992", ENT_VERDICT_FAILS);
    expect_nearest(&world, "crossing(gdp.usd, AAA, BBB) < 1985", "crossing(gap(gdp.usd, AAA, BBB)) = 1990");
    expect(&world, "crossing(gdp.usd, CCC, BBB) = 1990", ENT_VERDICT_OPEN); /* 1989 or 1990 */
    expect(&world, "crossing(gdp.usd, CCC, BBB) = 1990 within 1 year", ENT_VERDICT_HOLDS);
    expect(&world, "crossing(gdp.usd, CCC, BBB) = 1988", ENT_VERDICT_FAILS);
    world.options.dateline_year = 1993; /* three years after it nobody knows */
    expect(&world, "crossing(gdp.usd, AAA, BBB) = 1990", ENT_VERDICT_OPEN);
    world_finish(&world);
}

/* AAA visits CCC on 2001-03-05 and BBB on 2003-06-01, receives BBB on 2002-01-01; on one day of 2005 it visits both.
 * P1 leads it 1999-04-01 to 2003-05-31, P2 from 2003-06-01 to the end of the list, 2010. */
static void plant_visits(struct world *world) {
    world_begin(world, "AAA BBB CCC");
    int visit = fixture_strand(&world->fixture, "visit", "event", true, NULL, 1990, 2010, ENT_KIND_NONE);
    put_days(world, visit, 0, 2, "2001-03-05", "2001-03-05", 0);
    put_days(world, visit, 1, 0, "2002-01-01", "2002-01-01", 0);
    put_days(world, visit, 0, 1, "2003-06-01", "2003-06-03", 0);
    put_days(world, visit, 0, 1, "2005-02-02", "2005-02-02", 0);
    put_days(world, visit, 0, 2, "2005-02-02", "2005-02-02", 0);
    int leader = fixture_strand(&world->fixture, "leader", "spell", true, NULL, 1990, 2010, ENT_KIND_UNKNOWN);
    put_days(world, leader, 0, -1, "1999-04-01", "2003-05-31", fixture_entity(&world->fixture, "P1"));
    put_days(world, leader, 0, -1, "2003-06-01", NULL, fixture_entity(&world->fixture, "P2"));
    world_ready(world);
}

static void who_came_first(void **state) {
    (void)state;
    struct world world;
    plant_visits(&world);
    expect(&world, "first(visit(AAA -> any), 1990..2010) = CCC", ENT_VERDICT_HOLDS);
    expect(&world, "first(visit(AAA -> any), 2002..2010) = BBB", ENT_VERDICT_HOLDS);
    expect(&world, "first(visit(AAA, any), 2002..2010) = BBB", ENT_VERDICT_HOLDS); /* who came */
    expect(&world, "first(visit(any -> BBB), 1990..2010) = AAA", ENT_VERDICT_HOLDS);
    expect(&world, "first(visit(any -> AAA), 1990..2010) != CCC", ENT_VERDICT_HOLDS);
    expect_nearest(&world, "first(visit(AAA -> any), 1990..2010) = BBB", "first(visit(AAA -> any), 1990..2010) = CCC");
    /* two on one day: a tie is open, a third state fails */
    expect(&world, "first(visit(AAA -> any), 2004..2010) = BBB", ENT_VERDICT_OPEN);
    expect(&world, "last(visit(AAA -> any), 1990..2010) = BBB", ENT_VERDICT_OPEN);
    expect(&world, "first(visit(AAA -> any), 2006..2010) = BBB", ENT_VERDICT_FAILS); /* none */
    /* unseen years before */
    expect(&world, "first(visit(AAA -> any), 1980..2010) = CCC", ENT_VERDICT_OPEN);
    expect(&world, "first(visit(AAA -> any), 1980..1985) = CCC", ENT_VERDICT_NOT_COVERED);
    /* of a pair it is a date */
    expect(&world, "first(visit(AAA -> BBB), 1990..2010) = 2003-06-01", ENT_VERDICT_HOLDS);
    expect(&world, "first(visit(AAA -> BBB), 1990..2010) = 2003-06", ENT_VERDICT_HOLDS);
    expect(&world, "first(visit(AAA -> BBB), 1990..2010) < 2003-06-02", ENT_VERDICT_HOLDS);
    expect(&world, "last(visit(AAA -> BBB), 1990..2010) = 2005", ENT_VERDICT_HOLDS);
    expect(&world, "first(visit(AAA -> BBB), 1990..2010) > first(visit(AAA -> CCC), 1990..2010)", ENT_VERDICT_HOLDS);
    expect(&world, "count(visit(AAA -> any), 1990..2010) = 4", ENT_VERDICT_HOLDS);
    expect(&world, "count(visit(AAA, any), 1990..2010) = 5", ENT_VERDICT_HOLDS);
    expect(&world, "count(visit(AAA -> BBB), 2003-06..2003-12) = 1", ENT_VERDICT_HOLDS);
    expect(&world, "count(visit(AAA -> BBB), 2003-07..2003-12) = 0", ENT_VERDICT_HOLDS);
    world_finish(&world);
}

static void terms_of_office(void **state) {
    (void)state;
    struct world world;
    plant_visits(&world);
    /* P1's, in force on the first day of 2000; P2's begins in 2003, the year of two */
    expect(&world, "first(visit(AAA -> any), term(AAA, 2000)) = CCC", ENT_VERDICT_HOLDS);
    expect(&world, "first(visit(AAA -> any), term(AAA, 1999)) = CCC", ENT_VERDICT_HOLDS);
    expect(&world, "first(visit(AAA -> any), term(AAA, 2003)) = BBB", ENT_VERDICT_HOLDS);
    expect(&world, "count(visit(AAA -> any), term(AAA, 2000)) = 1", ENT_VERDICT_HOLDS);
    expect(&world, "count(visit(AAA -> any), term(AAA, 2003)) >= 3", ENT_VERDICT_HOLDS);
    expect(&world, "count(visit(AAA -> any), term(AAA, 2003)) = 3", ENT_VERDICT_OPEN); /* P2 may still be there */
    expect(&world, "visit(AAA, BBB) ever term(AAA, 2000)", ENT_VERDICT_HOLDS);
    expect(&world, "first(visit(AAA -> any), term(AAA, 1995)) = BBB", ENT_VERDICT_NOT_COVERED);
    expect(&world, "first(visit(AAA -> any), term(BBB, 2000)) = BBB", ENT_VERDICT_NOT_COVERED);
    expect(&world, "first(visit(AAA -> any), term(AAA, 2015)) = BBB", ENT_VERDICT_NOT_COVERED);
    struct ent_answer *answer = world_ask(&world, "first(visit(AAA -> any), term(AAA, 2000)) = CCC");
    bool named = false;
    for (size_t i = 0; i < answer->reading_count; i++)
        named |=
            strcmp(answer->readings[i], "term(AAA, 2000) is that of P1, 1999-04-01 to 2003-05-31 (planted 1)") == 0;
    assert_true(named);
    world_finish(&world);
}

/* rivalry.shared has no rows of its own: years of a yes. AAA and BBB share the rival CCC 1990–95. */
static void years_of_a_yes(void **state) {
    (void)state;
    struct world world;
    world_begin(&world, "AAA BBB CCC");
    int rivalry = fixture_strand(&world.fixture, "rivalry", "spell", false, NULL, 1980, 2010, ENT_KIND_NONE);
    fixture_spell(&world.fixture, rivalry, 0, 2, 1985, 1995, 0);
    fixture_spell(&world.fixture, rivalry, 1, 2, 1990, 2000, 0);
    world_ready(&world);
    expect(&world, "count(rivalry.shared(AAA, BBB), 1980..2010) = 6", ENT_VERDICT_HOLDS);
    expect(&world, "count(rivalry.shared(BBB, AAA), 1993..2010) = 3", ENT_VERDICT_HOLDS);
    expect(&world, "start(rivalry.shared(AAA, BBB), 1980..2010) = 1990", ENT_VERDICT_HOLDS);
    expect(&world, "end(rivalry.shared(AAA, BBB), 1980..2010) = 1995", ENT_VERDICT_HOLDS);
    expect(&world, "count(rivalry.shared(AAA, BBB), 1970..2010) >= 6", ENT_VERDICT_HOLDS);
    expect(&world, "count(rivalry.shared(AAA, BBB), 1970..2010) = 6", ENT_VERDICT_OPEN);
    expect(&world, "count(rivalry.shared(AAA, BBB), 1970..2010) > 16", ENT_VERDICT_FAILS); /* ten more at most */
    world_finish(&world);
}

/* AAA's share is told for two days and a month of 2001, and for the whole of 2002; a treaty with BBB is in force from
 * 2001-03-10 to 2001-06-20, one with CCC in 2003 and 2004, no month told. */
static void months_and_days(void **state) {
    (void)state;
    for (int other = 0; other < 2; other++) {
        struct world world;
        world_begin(&world, "AAA BBB CCC");
        int share = fixture_strand(&world.fixture, "reserve", "state value", false, NULL, 2000, 2010, ENT_KIND_UNKNOWN);
        static const char *const days[] = {"2001-06-15", "2001-06-30", "2001-08"};
        for (int i = 0; i < 3; i++) {
            struct ent_interval day;
            struct ent_fact fact = fixture_fact(&world.fixture, share, 0, -1, 2001, 2001);
            assert_true(ent_interval_parse(days[i], &day));
            fact.from = day.from;
            fact.to = day.to;
            fact.precision = day.precision;
            fact.value = 10 * (i + 1);
            fixture_put(&world.fixture, fact);
        }
        fixture_value(&world.fixture, share, 0, -1, 2002, 50);
        int treaty = fixture_strand(&world.fixture, "treaty", "spell", false, NULL, 2000, 2010, ENT_KIND_NONE);
        put_days(&world, treaty, other, !other, "2001-03-10", "2001-06-20", 0);
        fixture_spell(&world.fixture, treaty, 0, 2, 2003, 2004, 0);
        world_ready(&world);
        expect(&world, "reserve(AAA) @ 2001-06 = 20", ENT_VERDICT_HOLDS); /* the later of two */
        expect(&world, "reserve(AAA) @ 2001-06-15 = 10", ENT_VERDICT_HOLDS);
        expect(&world, "reserve(AAA) = 30 at 2001-08", ENT_VERDICT_HOLDS);
        expect(&world, "reserve(AAA) @ 2001-08 > reserve(AAA) @ 2001-06", ENT_VERDICT_HOLDS);
        expect_nearest(&world, "reserve(AAA) = 11 at 2001-08", "reserve(AAA) = 30.00 at 2001-08");
        expect_nearest(&world, "reserve(AAA) > 40 at 2001-08", "reserve(AAA) <= 40 at 2001-08");
        expect(&world, "reserve(AAA) > 5 at 2001-07", ENT_VERDICT_NOT_COVERED);    /* another month is not this one */
        expect(&world, "reserve(AAA) > 5 at 2001-08-05", ENT_VERDICT_NOT_COVERED); /* told by the month */
        expect(&world, "reserve(AAA) > 5 at 2002-03", ENT_VERDICT_NOT_COVERED);    /* told by the year */
        assert_non_null(strstr(world_ask(&world, "reserve(AAA) > 5 at 2002-03")->findings[0].reason, "by the year"));
        expect(&world, "treaty(AAA, BBB) at 2001-03", ENT_VERDICT_HOLDS);
        expect(&world, "treaty(AAA, BBB) at 2001-03-09", ENT_VERDICT_FAILS);
        expect(&world, "treaty(AAA, BBB) at 2001-03-10", ENT_VERDICT_HOLDS);
        expect(&world, "treaty(BBB, AAA) at 2001-06-20", ENT_VERDICT_HOLDS);
        expect_nearest(&world, "treaty(BBB, AAA) at 2001-06-21", "not treaty(BBB, AAA) at 2001-06-21");
        expect(&world, "treaty(AAA, BBB) during 2001-04..2001-05", ENT_VERDICT_HOLDS);
        expect(&world, "treaty(AAA, BBB) during 2001-03..2001-05", ENT_VERDICT_FAILS);
        expect(&world, "treaty(AAA, BBB) ever 2001-06..2001-12", ENT_VERDICT_HOLDS);
        expect_nearest(&world, "treaty(AAA, BBB) ever 2001-07..2001-12", "treaty(AAA, BBB) never 2001-07..2001-12");
        expect(&world, "treaty(AAA, BBB) never 2010-07..2011-02", ENT_VERDICT_OPEN); /* the list ends */
        /* from some day of 2003 to some day of 2004 */
        expect(&world, "treaty(AAA, CCC) ever 2003-03..2003-05", ENT_VERDICT_OPEN);
        expect(&world, "treaty(AAA, CCC) at 2003-03", ENT_VERDICT_NOT_COVERED);
        expect(&world, "treaty(AAA, CCC) ever 2003-06..2004-02", ENT_VERDICT_HOLDS); /* the turn of the year */
        expect(&world, "treaty(AAA, CCC) never 2003-06..2003-11", ENT_VERDICT_OPEN);
        expect(&world, "treaty(AAA, CCC) during 2003-06..2004-02", ENT_VERDICT_OPEN);
        expect(&world, "treaty(AAA, CCC) at 2005-01", ENT_VERDICT_FAILS);
        expect(&world, "start(treaty(AAA, BBB), 2001-01..2001-12) = 2001-03-10", ENT_VERDICT_HOLDS);
        expect(&world, "end(treaty(AAA, BBB), 2001-01..2001-12) = 2001-06", ENT_VERDICT_HOLDS);
        world_finish(&world);
    }
}

static void what_a_function_cannot_be(void **state) {
    (void)state;
    struct world world;
    plant_visits(&world);
    world_refused(&world, "count(visit(AAA -> any), 1990..2010) rising", "one number or date");
    world_refused(&world, "count(visit(AAA -> any), 1990..2010) = 4 during 1990..2000", "inside it");
    world_refused(&world, "first(visit(AAA -> any), 1990..2010) = 2001", "compared with who came first");
    world_refused(&world, "first(visit(AAA -> any), 1990..2010) > BBB", "= or !=");
    world_refused(&world, "start(visit(AAA -> BBB), 1990..2010) = 3%", "a date is compared with");
    world_refused(&world, "start(visit(AAA -> BBB), 1990..2010) + 1 = 1990", "no number");
    world_refused(&world, "count(visit(AAA -> BBB), 1990..2010) = 3 within 2 years", "of dates");
    world_refused(&world, "first(visit(AAA -> any), 1990..2010) = [P1]", "is no value");
    world_refused(&world, "crossing(visit(AAA -> BBB)) = 1990", "crossing(gdp.usd, A, B)");
    world_finish(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_of_spells),
        cmocka_unit_test(beginnings_and_ends),
        cmocka_unit_test(means_and_extremes),
        cmocka_unit_test(crossings_are_dates),
        cmocka_unit_test(who_came_first),
        cmocka_unit_test(terms_of_office),
        cmocka_unit_test(years_of_a_yes),
        cmocka_unit_test(months_and_days),
        cmocka_unit_test(what_a_function_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
