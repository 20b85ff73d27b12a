/* Verdicts on planted worlds: what was put in is found, nothing else is, and swapping two states mirrors everything. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "claim/evaluate.h"
#include "fixture_world.h"

/* The verdict alone: of a split, what is nearest in one specification need not hold in all. */
static void expect(struct world *world, const char *text, enum ent_verdict verdict) {
    world_expect_verdict(world, text, verdict);
}

/* Every nearest sentence must itself hold. */
static void expect_nearest_holds(struct world *world, const char *text) {
    struct ent_answer *answer = world_ask(world, text);
    for (size_t i = 0; i < answer->finding_count; i++)
        if (answer->findings[i].nearest)
            expect(world, answer->findings[i].nearest, ENT_VERDICT_HOLDS);
}

/* AAA passes BBB for good in 2000: 10 a year against a flat 100 from 1990 (A: 0, 10, …, 200). CCC has holes. */
static void plant_numbers(struct world *world) {
    world_begin(world, "AAA BBB CCC");
    int gdp = fixture_strand(&world->fixture, "gdp.usd", "state value", false, NULL, 1990, 2010, ENT_KIND_UNKNOWN);
    for (int year = 1990; year <= 2010; year++) {
        fixture_value(&world->fixture, gdp, 0, -1, year, 10.0 * (year - 1990) + 5);
        fixture_value(&world->fixture, gdp, 1, -1, year, 100);
        if (year != 1995 && year != 2005)
            fixture_value(&world->fixture, gdp, 2, -1, year, year == 1993 ? 500 : year == 2000 ? 50 : 40);
    }
    world_ready(world);
}

static void a_planted_reversal_is_found(void **state) {
    (void)state;
    struct world world;
    plant_numbers(&world);
    expect(&world, "gdp.usd(AAA) < gdp.usd(BBB) at 1999", ENT_VERDICT_HOLDS); /* 95 < 100 */
    expect(&world, "gdp.usd(AAA) < gdp.usd(BBB) at 2000", ENT_VERDICT_FAILS); /* 105 > 100 */
    expect(&world, "gdp.usd(AAA) > gdp.usd(BBB) during 2000..2010", ENT_VERDICT_HOLDS);
    expect(&world, "gdp.usd(AAA) > gdp.usd(BBB) never 1990..1999", ENT_VERDICT_HOLDS);
    expect(&world, "gdp.usd(AAA) > gdp.usd(BBB) ever 1990..1999", ENT_VERDICT_FAILS);
    expect(&world, "gdp.usd(AAA) > gdp.usd(BBB) ever 1990..2000", ENT_VERDICT_HOLDS);
    expect(&world, "gdp.usd(AAA) > gdp.usd(BBB) mostly 1995..2010", ENT_VERDICT_HOLDS); /* 11 of 16 */
    expect(&world, "gdp.usd(AAA) > gdp.usd(BBB) mostly 1990..2009",
           ENT_VERDICT_FAILS); /* 10 of 20: not more than half */
    expect(&world, "gdp.usd(AAA) / gdp.usd(BBB) = 2 within 3% at 2010", ENT_VERDICT_HOLDS); /* 2.05 */
    world_finish(&world);
}

static void within_is_a_share_of_the_right_side(void **state) {
    (void)state;
    struct world world;
    plant_numbers(&world);
    expect(&world, "gdp.usd(AAA) = 200 within 3% at 2010", ENT_VERDICT_HOLDS); /* 205: 2.5 % */
    expect(&world, "gdp.usd(AAA) = 200 within 2% at 2010", ENT_VERDICT_FAILS);
    expect(&world, "gdp.usd(AAA) @ 2010 > 2 * gdp.usd(AAA) @ 2000", ENT_VERDICT_FAILS); /* 205 against 210 */
    expect(&world, "gdp.usd(AAA) @ 2010 > 1.9 * gdp.usd(AAA) @ 2000", ENT_VERDICT_HOLDS);
    expect(&world, "gdp.usd(AAA) + gdp.usd(BBB) = 305 at 2010", ENT_VERDICT_HOLDS);
    world_finish(&world);
}

static void holes_are_not_zeros(void **state) {
    (void)state;
    struct world world;
    plant_numbers(&world);
    /* 1996..2004 has no hole; 1990..1999 has one hole in ten years: a tenth, tolerated; 1994..1996 one in three. */
    expect(&world, "gdp.usd(CCC) < 100 during 1996..2004", ENT_VERDICT_HOLDS);
    expect(&world, "gdp.usd(CCC) > 30 during 1990..1999", ENT_VERDICT_HOLDS);
    expect(&world, "gdp.usd(CCC) > 30 during 1994..1996", ENT_VERDICT_OPEN);
    expect(&world, "gdp.usd(CCC) > 30 always 1990..1999", ENT_VERDICT_OPEN); /* always tolerates none */
    expect(&world, "gdp.usd(CCC) < 30 never 1990..1999", ENT_VERDICT_OPEN);  /* never tolerates none */
    expect(&world, "gdp.usd(CCC) > 900 ever 1990..1999", ENT_VERDICT_OPEN);  /* no witness, one year unseen */
    expect(&world, "gdp.usd(CCC) < 1 at 1995", ENT_VERDICT_NOT_COVERED);     /* missing is never zero */
    expect(&world, "gdp.usd(CCC) > 30 during 1995..2004", ENT_VERDICT_OPEN); /* the first year must be seen */
    expect(&world, "gdp.usd(AAA) > 0 during 1985..2000", ENT_VERDICT_OPEN);  /* before the source starts */
    expect(&world, "gdp.usd(AAA) > 0 during 1970..1980", ENT_VERDICT_NOT_COVERED);
    expect(&world, "gdp.usd(AAA) > 50 during 1985..2000", ENT_VERDICT_FAILS); /* one counterexample suffices */
    world_finish(&world);
}

static void records_are_judged_strictly(void **state) {
    (void)state;
    struct world world;
    plant_numbers(&world);
    expect(&world, "gdp.usd(AAA) highest since 1990 at 2010", ENT_VERDICT_HOLDS);
    expect(&world, "gdp.usd(AAA) highest on record at 2010", ENT_VERDICT_HOLDS);
    expect(&world, "gdp.usd(AAA) lowest since 1990 at 2010", ENT_VERDICT_FAILS);
    expect(&world, "gdp.usd(BBB) highest since 1990 at 2010", ENT_VERDICT_FAILS); /* a tie defeats it */
    expect(&world, "gdp.usd(CCC) highest since 1993 at 2000", ENT_VERDICT_OPEN);  /* 1995 of 1994..2000: one in seven */
    expect(&world, "gdp.usd(CCC) highest since 1992 at 2000", ENT_VERDICT_FAILS); /* 1993 was 500 */
    struct ent_answer *answer = world_ask(&world, "gdp.usd(CCC) highest since 1990 at 2000");
    /* 1993 was higher, and of 1994..2000 the year 1995 is not seen: one in seven is too many, so S is 1995 */
    assert_int_equal(answer->findings[0].holds_since, 1995);
    assert_int_equal(answer->findings[0].rank_low, 2);
    assert_int_equal(answer->findings[0].peak_year, 1993);
    answer = world_ask(&world, "gdp.usd(AAA) highest since 1995 at 2000");
    assert_int_equal(answer->findings[0].rank_of, 5); /* 1996 … 2000 */
    world_finish(&world);
}

/* A source that changes its unit in 1914: pounds before, dollars after. Numbers of 1913 and 1914 are never compared,
 * ratios of two states in one year are. */
static void units_are_never_compared_across_their_break(void **state) {
    (void)state;
    struct world world;
    world_begin(&world, "AAA BBB");
    int milex = fixture_strand(&world.fixture, "milex", "state value", false, NULL, 1910, 1918, ENT_KIND_UNKNOWN);
    for (int id = 0; id < 2; id++)
        for (int year = 1910; year <= 1918; year++) {
            struct ent_fact fact = fixture_fact(&world.fixture, milex, id, -1, year, year);
            fact.value = (id ? 50 : 100) + year - 1910;
            fact.note = year < 1914 ? "in pounds; present borders" : NULL;
            fixture_put(&world.fixture, fact);
        }
    world_ready(&world);
    expect(&world, "milex(AAA) > milex(BBB) during 1910..1918", ENT_VERDICT_HOLDS);
    expect(&world, "milex(AAA) @ 1916 > milex(AAA) @ 1912", ENT_VERDICT_NOT_COVERED);
    expect(&world, "milex(AAA) @ 1917 > milex(AAA) @ 1915", ENT_VERDICT_HOLDS);
    expect(&world, "milex(AAA) highest since 1911 at 1918", ENT_VERDICT_OPEN); /* 1912 and 1913 cannot be compared */
    expect(&world, "milex(AAA) highest since 1913 at 1918", ENT_VERDICT_HOLDS);
    expect(&world, "milex(AAA) rising every year during 1910..1918", ENT_VERDICT_OPEN);
    expect(&world, "milex(AAA) / milex(BBB) falling every year during 1910..1918", ENT_VERDICT_HOLDS);
    world_finish(&world);
}

static void steps_and_gaps(void **state) {
    (void)state;
    struct world world;
    plant_numbers(&world);
    expect(&world, "gdp.usd(AAA) rising every year during 1990..2010", ENT_VERDICT_HOLDS);
    expect(&world, "gdp.usd(BBB) rising every year during 1990..2010", ENT_VERDICT_FAILS); /* flat is not rising */
    expect(&world, "gdp.usd(AAA) falling every year during 1990..2010", ENT_VERDICT_FAILS);
    /* A - B and A / B both rise with a flat B */
    expect(&world, "gap(gdp.usd, AAA, BBB) rising every year during 1990..2010", ENT_VERDICT_HOLDS);
    struct ent_answer *answer = world_ask(&world, "gap(gdp.usd, AAA, BBB) rising every year during 1990..2010");
    assert_int_equal(answer->finding_count, 2); /* difference and ratio */
    world_finish(&world);
}

/* Difference widens, ratio narrows: 10:1, 30:11, 50:21 … */
static void a_gap_can_split(void **state) {
    (void)state;
    struct world world;
    world_begin(&world, "AAA BBB");
    int gdp = fixture_strand(&world.fixture, "gdp.usd", "state value", false, NULL, 2000, 2010, ENT_KIND_UNKNOWN);
    for (int year = 2000; year <= 2010; year++) {
        fixture_value(&world.fixture, gdp, 0, -1, year, 10 + 20.0 * (year - 2000));
        fixture_value(&world.fixture, gdp, 1, -1, year, 1 + 10.0 * (year - 2000));
    }
    world_ready(&world);
    struct ent_answer *answer = world_ask(&world, "gap(gdp.usd, AAA, BBB) rising every year during 2000..2010");
    assert_int_equal(answer->verdict, ENT_VERDICT_SPLIT);
    assert_string_equal(answer->moves, "difference or ratio");
    world_finish(&world);
}

static void plant_spells(struct world *world) {
    world_open(world);
    fixture_states(&world->fixture, "AAA BBB CCC DDD");
    fixture_state_years(&world->fixture, 4, "EEE", 1960, 1970);
    fixture_release(&world->fixture, "book", "1", "2012-01-01");
    int rivalry = fixture_strand(&world->fixture, "rivalry", "spell", false, NULL, 1900, 2010, ENT_KIND_NONE);
    fixture_spell(&world->fixture, rivalry, 0, 2, 1950, 1957, 0); /* C is a rival of A and of B in 1950-57 … */
    fixture_spell(&world->fixture, rivalry, 1, 2, 1948, 1990, 0);
    fixture_spell(&world->fixture, rivalry, 0, 2, 1980, 0, 0); /* … and again from 1980 to 1990 */
    fixture_spell(&world->fixture, rivalry, 0, 4, 1962, 1968, 0);
    world_ready(world);
}

static void shared_rivalry_and_its_runs(void **state) {
    (void)state;
    struct world world;
    plant_spells(&world);
    expect(&world, "rivalry.shared(AAA, BBB) during 1950..1957", ENT_VERDICT_HOLDS);
    expect(&world, "rivalry.shared(AAA, BBB) never 1958..1979", ENT_VERDICT_HOLDS);
    expect(&world, "rivalry.shared(AAA, BBB) at 1985", ENT_VERDICT_HOLDS);
    expect(&world, "rivalry.shared(AAA, BBB, third=CCC) at 1985", ENT_VERDICT_HOLDS);
    expect(&world, "rivalry.shared(AAA, BBB, third=DDD) at 1985", ENT_VERDICT_FAILS);
    expect(&world, "rivalry(AAA, CCC) and rivalry(BBB, CCC) and not rivalry(AAA, BBB) during 1980..1990",
           ENT_VERDICT_HOLDS);
    expect(&world, "rivalry(AAA, CCC) or rivalry(AAA, DDD) at 1985", ENT_VERDICT_HOLDS);
    /* the unbroken run 1980..1990 does not count against itself; 1950-57 does, unless S lies in it */
    expect(&world, "rivalry.shared(AAA, BBB) highest since 1957 at 1990", ENT_VERDICT_HOLDS);
    expect(&world, "rivalry.shared(AAA, BBB) highest since 1954 at 1990", ENT_VERDICT_FAILS);
    expect(&world, "rivalry.shared(AAA, BBB) highest since mid-1950s at 1990", ENT_VERDICT_SPLIT);
    /* a strand that never changed cannot answer a record claim */
    expect(&world, "rivalry(AAA, BBB) highest since 1950 at 1990", ENT_VERDICT_NOT_COVERED);
    world_finish(&world);
}

static void years_without_a_state_drop_out(void **state) {
    (void)state;
    struct world world;
    plant_spells(&world);
    /* EEE lives 1960-1970: of 1955..1968 the years 1960..1968 remain; the rivalry is 1962..1968 */
    struct ent_answer *answer = world_ask(&world, "rivalry(AAA, EEE) during 1955..1968");
    assert_int_equal(answer->verdict, ENT_VERDICT_FAILS);
    assert_int_equal(answer->findings[0].dropped, 5);
    expect(&world, "rivalry(AAA, EEE) during 1962..1968", ENT_VERDICT_HOLDS);
    expect(&world, "rivalry(AAA, EEE) never 1969..1990", ENT_VERDICT_HOLDS); /* 1969 and 1970, then no EEE */
    expect(&world, "rivalry(AAA, EEE) at 1990", ENT_VERDICT_NOT_COVERED);    /* wholly outside its life */
    world_finish(&world);
}

/* Two sources that say different things split a claim; declared the same, one of them drops out. */
static void sources_are_specifications(void **state) {
    (void)state;
    struct world world;
    world_open(&world);
    fixture_states(&world.fixture, "AAA BBB");
    const char *const sources[] = {"maker", "other", "reviser"};
    struct ent_error error;
    for (int i = 0; i < 3; i++) {
        fixture_release(&world.fixture, sources[i], "1", "2012-01-01");
        if (i == 2) /* a later edition is a specification of its own and no further voice */
            assert_int_equal(ent_writer_relation(world.fixture.writer, "reviser", "", "revises", "other", &error),
                             ENT_OK);
        int gdp = fixture_strand(&world.fixture, "gdp.usd", "state value", false, NULL, 2000, 2000, ENT_KIND_UNKNOWN);
        fixture_value(&world.fixture, gdp, 0, -1, 2000, i ? 90 : 110);
        fixture_value(&world.fixture, gdp, 1, -1, 2000, 100);
        fixture_commit(&world.fixture);
    }
    fixture_read(&world.fixture);
    struct ent_answer *answer = world_ask(&world, "gdp.usd(AAA) > gdp.usd(BBB) at 2000");
    assert_int_equal(answer->verdict, ENT_VERDICT_SPLIT);
    assert_int_equal(answer->finding_count, 3);
    assert_int_equal(answer->independent_sources, 2);
    assert_string_equal(answer->moves, "which source");
    expect(&world, "gdp.usd(AAA, source=maker) > gdp.usd(BBB, source=maker) at 2000", ENT_VERDICT_HOLDS);
    world_finish(&world);
}

/* AAA broke in 1992: 200 within the borders of then, 80 within those of today; BBB has 100. Nobody else has a choice.
 */
static void borders_are_specifications(void **state) {
    (void)state;
    struct world world;
    world_open(&world);
    fixture_states(&world.fixture, "AAA BBB CCC");
    fixture_release(&world.fixture, "maker", "1", "2012-01-01");
    int gdp = fixture_strand(&world.fixture, "gdp.usd", "state value", false, NULL, 1988, 1995, ENT_KIND_UNKNOWN);
    for (int year = 1988; year <= 1995; year++) {
        fixture_value(&world.fixture, gdp, 1, -1, year, 100);
        fixture_value(&world.fixture, gdp, 2, -1, year, 50);
        struct ent_fact fact = fixture_fact(&world.fixture, gdp, 0, -1, year, year);
        fact.value = 80;
        fact.present_borders = year < 1992;
        fixture_put(&world.fixture, fact);
        if (year < 1992)
            fixture_value(&world.fixture, gdp, 0, -1, year, 200);
    }
    world_ready(&world);
    struct ent_answer *answer = world_ask(&world, "gdp.usd(AAA) > gdp.usd(BBB) at 1990");
    assert_int_equal(answer->verdict, ENT_VERDICT_SPLIT);
    assert_string_equal(answer->moves, "which borders");
    assert_int_equal(answer->independent_sources, 1);
    expect(&world, "gdp.usd(BBB) < gdp.usd(AAA) at 1990", ENT_VERDICT_SPLIT);
    expect(&world, "gdp.usd(AAA, borders=then) > gdp.usd(BBB) at 1990", ENT_VERDICT_HOLDS);
    expect(&world, "gdp.usd(AAA, borders=present) > gdp.usd(BBB) at 1990", ENT_VERDICT_FAILS);
    expect(&world, "gdp.usd(AAA) > gdp.usd(BBB) at 1993", ENT_VERDICT_FAILS); /* one figure after the break */
    expect(&world, "gdp.usd(BBB) > gdp.usd(CCC) at 1990", ENT_VERDICT_HOLDS);
    /* Never mixed: within the borders of today nothing fell in 1992. */
    expect(&world, "gdp.usd(AAA, borders=present) @ 1991 = gdp.usd(AAA, borders=present) @ 1992", ENT_VERDICT_HOLDS);
    expect(&world, "gdp.usd(AAA) @ 1991 > 2 * gdp.usd(AAA) @ 1992", ENT_VERDICT_SPLIT);
    world_finish(&world);
}

/* "Oldland" is AAA until 1995 and BBB from then on: a name is read at the time that the claim speaks of. */
static void names_are_read_at_their_time(void **state) {
    (void)state;
    struct world world;
    plant_numbers(&world);
    struct ent_error error;
    char sql[256];
    int change = (int)ent_day_from(1995, 1, 1);
    snprintf(sql, sizeof sql,
             "INSERT INTO state_name VALUES ('oldland', 0, %d, %d, 'name', 'Oldland'), ('oldland', 1, %d, %d, 'name', "
             "'Oldland')",
             ENT_DAY_EARLY, change, change, ENT_DAY_OPEN);
    ent_record_close(world.fixture.record);
    assert_int_equal(ent_record_open(&world.fixture.record, world.fixture.path, ENT_RECORD_WRITE, &error), ENT_OK);
    assert_int_equal(ent_record_run(world.fixture.record, sql, &error), ENT_OK);
    fixture_read(&world.fixture);
    assert_string_equal(world_ask(&world, "gdp.usd(Oldland) > gdp.usd(CCC) at 1994")->claim,
                        "gdp.usd(AAA) > gdp.usd(CCC) at 1994");
    assert_string_equal(world_ask(&world, "gdp.usd(Oldland) > gdp.usd(CCC) at 1995")->claim,
                        "gdp.usd(BBB) > gdp.usd(CCC) at 1995");
    assert_string_equal(world_ask(&world, "gdp.usd(Oldland) @ 2000 > gdp.usd(Oldland) @ 1993")->claim,
                        "gdp.usd(BBB) @ 2000 > gdp.usd(AAA) @ 1993");
    world_finish(&world);
}

/* Releases of one source are no specifications: the newest decides, another's different verdict is a note. */
static void releases_are_notes(void **state) {
    (void)state;
    struct world world;
    world_open(&world);
    fixture_states(&world.fixture, "AAA BBB");
    const char *const versions[] = {"old", "new"}, *const days[] = {"2010-01-01", "2012-01-01"};
    for (int i = 0; i < 2; i++) {
        fixture_release(&world.fixture, "maker", versions[i], days[i]);
        int gdp = fixture_strand(&world.fixture, "gdp.usd", "state value", false, NULL, 2000, 2000, ENT_KIND_UNKNOWN);
        fixture_value(&world.fixture, gdp, 0, -1, 2000, i ? 110 : 90);
        fixture_value(&world.fixture, gdp, 1, -1, 2000, 100);
        fixture_commit(&world.fixture);
    }
    fixture_read(&world.fixture);
    struct ent_answer *answer = world_ask(&world, "gdp.usd(AAA) > gdp.usd(BBB) at 2000");
    assert_int_equal(answer->verdict, ENT_VERDICT_HOLDS);
    assert_non_null(answer->findings[0].other_release);
    struct ent_interval day;
    assert_true(ent_interval_parse("2011-06-01", &day));
    world.options.as_of = day.from;
    answer = world_ask(&world, "gdp.usd(AAA) > gdp.usd(BBB) at 2000");
    assert_int_equal(answer->verdict, ENT_VERDICT_FAILS);
    assert_non_null(answer->today);
    assert_int_equal(answer->today->verdict, ENT_VERDICT_HOLDS);
    assert_true(ent_interval_parse("2009-06-01", &day));
    world.options.as_of = day.from;
    expect(&world, "gdp.usd(AAA) > gdp.usd(BBB) at 2000", ENT_VERDICT_NOT_COVERED);
    world_finish(&world);
}

/* A dateline caps the years a claim may use and is what "now" means. */
static void a_dateline_caps(void **state) {
    (void)state;
    struct world world;
    plant_numbers(&world);
    world.options.dateline_year = 1999;
    expect(&world, "gdp.usd(AAA) > gdp.usd(BBB) at now", ENT_VERDICT_FAILS);
    expect(&world, "gdp.usd(AAA) > gdp.usd(BBB) ever 1990..2010", ENT_VERDICT_OPEN);
    expect(&world, "gdp.usd(AAA) > gdp.usd(BBB) at 2005", ENT_VERDICT_NOT_COVERED);
    world.options.dateline_year = 0;
    expect(&world, "gdp.usd(AAA) > gdp.usd(BBB) at now", ENT_VERDICT_HOLDS);
    world_finish(&world);
}

/* DESIGN 7 by hand: 27% is [26.5, 27.5), 3,000 ± 10 % at most, 14.7 is ± 0.05, 0 is exact. */
static void written_numbers_have_their_own_rounding(void **state) {
    (void)state;
    static const struct {
        struct ent_number number;
        double low, high;
    } cases[] = {
        {{.value = 27, .percent = true, .written = "27%"}, 26.5, 27.5},
        {{.value = 8, .written = "8"}, 7.5, 8.5},
        {{.value = 3000, .written = "3000"}, 2700, 3300}, /* half of 1,000 is 500, capped at a tenth */
        {{.value = 9700, .written = "9700"}, 9650, 9750},
        {{.value = 14.7, .decimals = 1, .written = "14.7"}, 14.65, 14.75},
        {{.value = 1200000, .decimals = 1, .written = "1.2 million"}, 1150000, 1250000},
        {{.value = 107, .written = "107"}, 106.5, 107.5},
        {{.value = 0, .written = "0"}, 0, 0},
        {{.value = -5, .written = "-5"}, -5.5, -4.5},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double low, high;
        ent_number_range(&cases[i].number, &low, &high);
        assert_float_equal(low, cases[i].low, 1e-6 * fabs(cases[i].low) + 1e-12);
        assert_float_equal(high, cases[i].high, 1e-6 * fabs(cases[i].high) + 1e-12);
    }
}

static void nearest_sentences_hold(void **state) {
    (void)state;
    static const char *const claims[] = {
        "gdp.usd(AAA) < gdp.usd(BBB) at 2000",
        "gdp.usd(AAA) > gdp.usd(BBB) during 1995..2010",
        "gdp.usd(AAA) > gdp.usd(BBB) never 1990..2010",
        "gdp.usd(AAA) > gdp.usd(BBB) ever 1990..1999",
        "gdp.usd(CCC) highest since 1990 at 2000",
        "gdp.usd(CCC) rising every year during 1990..2004",
        "gdp.usd(AAA) / gdp.usd(BBB) = 3 at 2010",
        "gdp.usd(AAA) = 100 within 10% at 2010",
        "gap(gdp.usd, AAA, BBB) falling every year during 1990..2010",
        "gdp.usd(BBB) < gdp.usd(AAA) at 1990",
        "economy(AAA) > economy(BBB) at 1991",
        "gdp.usd(AAA) > gdp.usd(BBB) always 1990..1999",
        "gdp.usd(CCC) > 1000 during 1990..1993",
    };
    struct world world;
    plant_numbers(&world);
    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++)
        expect_nearest_holds(&world, claims[i]);
    struct ent_answer *answer = world_ask(&world, "gdp.usd(CCC) highest since 1990 at 2000");
    assert_string_equal(answer->nearest, "gdp.usd(CCC) highest since 1995 at 2000");
    world_finish(&world);
}

/* A random world over AAA BBB CCC in which the states stand in the order `as`: the same numbers, other names. */
static void plant_random(struct world *world, uint64_t seed, const int as[3]) {
    struct ent_random random;
    ent_random_seed(&random, seed, 7, 0);
    world_begin(world, "AAA BBB CCC");
    int gdp = fixture_strand(&world->fixture, "gdp.usd", "state value", false, NULL, 1990, 2010, ENT_KIND_UNKNOWN);
    int rivalry = fixture_strand(&world->fixture, "rivalry", "spell", false, NULL, 1990, 2010, ENT_KIND_NONE);
    for (int id = 0; id < 3; id++)
        for (int year = 1990; year <= 2010; year++) {
            double value = 1 + 100 * ent_random_unit(&random);
            if (ent_random_below(&random, 12) > 0)
                fixture_value(&world->fixture, gdp, as[id], -1, year, value);
        }
    for (int pair = 0; pair < 3; pair++) {
        int first = 1990 + (int)ent_random_below(&random, 15), last = first + (int)ent_random_below(&random, 5);
        int a = as[pair], b = as[(pair + 1) % 3];
        fixture_spell(&world->fixture, rivalry, a < b ? a : b, a < b ? b : a, first, last, 0);
    }
    fixture_commit(&world->fixture);
    fixture_release(&world->fixture, "votes", "1", "2012-01-01");
    fixture_strand(&world->fixture, "votes", "ballot", false, NULL, 1990, 1999, ENT_KIND_UNKNOWN);
    char letters[3][201];
    for (int call = 0; call < 200; call++) {
        char day[16];
        snprintf(day, sizeof day, "%d-%02d-%02d", 1990 + call / 20, 1 + call % 20 / 2, 3 + call % 2);
        fixture_roll_call(&world->fixture, day, "", 0, 0);
        for (int id = 0; id < 3; id++)
            letters[as[id]][call] = "yyyanny-"[ent_random_below(&random, call < 150 ? 7 : 8)];
    }
    for (int id = 0; id < 3; id++) {
        letters[id][200] = '\0';
        fixture_ballots(&world->fixture, id, letters[id]);
    }
    world_ready(world);
}

/* Writes a claim with its states swapped: AAA for BBB and back. */
static void swap_names(const char *claim, char *out) {
    strcpy(out, claim);
    for (char *at = out; *at; at++)
        if (strncmp(at, "AAA", 3) == 0)
            memcpy(at, "BBB", 3), at += 2;
        else if (strncmp(at, "BBB", 3) == 0)
            memcpy(at, "AAA", 3), at += 2;
}

static void swapping_two_states_mirrors_every_verdict(void **state) {
    (void)state;
    static const char *const claims[] = {
        "gdp.usd(AAA) > gdp.usd(BBB) at 2000",
        "gdp.usd(AAA) / gdp.usd(BBB) = 2 within 50% at 1997",
        "gap(gdp.usd, AAA, BBB) rising every year during 2000..2003",
        "gdp.usd(AAA) highest since 1995 at 2005",
        "gdp.usd(AAA) lowest since early-1990s at 2004",
        "rivalry(AAA, BBB) ever 1990..2010",
        "rivalry(AAA, CCC) and not rivalry(BBB, CCC) mostly 1990..2010",
        "rivalry.shared(AAA, BBB) highest since 1991 at 2005",
        "alignment(AAA, BBB) highest since 1991 at 1999",
        "alignment(AAA, CCC) > alignment(BBB, CCC) at 1996",
        "votes.kappa(AAA, BBB) lowest since 1990 at 1998",
        "votes.opposite(AAA, BBB) > 20% during 1992..1999",
        "senior(gdp.usd, AAA, BBB) changed during 1992..1998",
        "senior(gdp.usd, AAA, CCC) mostly 1990..2010",
        "overtook(gdp.usd, AAA, BBB) during 1990..2004",
        "not overtook(gdp.usd, AAA, CCC) during 1990..2004",
        "reversal(gdp.usd, AAA, BBB) rank <= 2 among @states",
        "gdp.usd(AAA) rank = 1 among @states at 2000",
        "gdp.usd(AAA) growth > 10% at 2001",
        "gdp.usd(AAA) / gdp.usd(BBB) rising during 1992..2008",
        "rivalry(AAA, CCC) changed during 1995..2005",
        "rivalry.shared(AAA, BBB) again since 2000 at 2005",
        "votes.kappa(AAA, CCC) rank <= 1 among partners at 1996",
        "votes.kappa(AAA, BBB) rising during 1990..1999",
        "votes.agreement(AAA, BBB) growth > 0% at 1995",
        "turning(gap(gdp.usd, AAA, BBB), 1990..2010) = 2000 within 5 years",
        "turning(votes.agreement(AAA, BBB), 1990..1999) = 1995",
        "turning(gdp.usd(AAA)) < 2000",
        "economy(AAA) > economy(BBB) at 1999 and economy(BBB) > economy(CCC) at 1999",
    };
    static const int straight[3] = {0, 1, 2}, swapped[3] = {1, 0, 2};
    for (uint64_t seed = 1; seed <= 12; seed++) {
        struct world one, other;
        plant_random(&one, seed, straight);
        plant_random(&other, seed, swapped);
        for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
            char mirrored[256], numbers[400];
            swap_names(claims[i], mirrored);
            struct ent_answer *left = world_ask(&one, claims[i]), *right = world_ask(&other, mirrored);
            assert_int_equal(left->verdict, right->verdict);
            assert_int_equal(left->holds, right->holds);
            assert_int_equal(left->fails, right->fails);
            assert_int_equal(left->open, right->open);
            assert_int_equal(left->finding_count, right->finding_count);
            for (size_t k = 0; k < left->finding_count; k++) {
                swap_names(left->findings[k].numbers, numbers); /* where they name who is ahead */
                assert_string_equal(numbers, right->findings[k].numbers);
                if (!isnan(left->findings[k].agree))
                    assert_float_equal(left->findings[k].agree, right->findings[k].agree, 0);
            }
            expect_nearest_holds(&one, claims[i]);
        }
        world_finish(&one);
        world_finish(&other);
    }
}

/* A record or trend beside other conditions has the window that all of them have: AAA rises by 10 a year to 205 in 2010,
 * BBB is 100 in every year. */
static void a_record_beside_other_conditions(void **state) {
    (void)state;
    struct world world;
    plant_numbers(&world);
    expect(&world, "gdp.usd(AAA) > 200 and gdp.usd(AAA) highest since 1990 at 2010", ENT_VERDICT_HOLDS);
    expect(&world, "gdp.usd(AAA) > 300 and gdp.usd(AAA) highest since 1990 at 2010", ENT_VERDICT_FAILS);
    expect(&world, "gdp.usd(AAA) > 300 or gdp.usd(AAA) highest since 1990 at 2010", ENT_VERDICT_HOLDS);
    expect(&world, "gdp.usd(AAA) > 200 and gdp.usd(BBB) highest since 1990 at 2010", ENT_VERDICT_FAILS);
    expect(&world, "gdp.usd(AAA) > 200 and not gdp.usd(BBB) highest since 1990 at 2010", ENT_VERDICT_HOLDS);
    expect(&world, "gdp.usd(BBB) = 100 and gdp.usd(AAA) rising every year during 1990..2010", ENT_VERDICT_HOLDS);
    expect(&world, "gdp.usd(AAA) > 150 and gdp.usd(AAA) rising every year during 1990..2010", ENT_VERDICT_FAILS);
    struct ent_answer *answer = world_ask(&world, "gdp.usd(AAA) > 200 and gdp.usd(AAA) highest since 1990 at 2010");
    assert_string_equal(answer->claim, "(gdp.usd(AAA) > 200 at 2010 and gdp.usd(AAA) highest since 1990 at 2010)");
    assert_null(answer->findings[0].nearest);
    /* what is true stays, what is not becomes its own nearest; of "or" both, and a clause that nobody sees leaves none */
    world_expect_nearest(&world, "gdp.usd(AAA) > 300 and gdp.usd(AAA) highest since 1990 at 2010",
                         "(gdp.usd(AAA) <= 300 at 2010 and gdp.usd(AAA) highest since 1990 at 2010)");
    world_expect(&world, "(gdp.usd(AAA) <= 300 at 2010 and gdp.usd(AAA) highest since 1990 at 2010)",
                 ENT_VERDICT_HOLDS);
    world_expect_nearest(&world, "gdp.usd(AAA) > 300 at 2010 or gdp.usd(BBB) > 300 at 2009",
                         "gdp.usd(AAA) <= 300 at 2010 or gdp.usd(BBB) <= 300 at 2009");
    world_expect_nearest(&world,
                         "(gdp.usd(AAA) > 300 at 2010 or gdp.usd(BBB) > 300 at 2009) and gdp.usd(BBB) = 100 at 2010",
                         "(gdp.usd(AAA) <= 300 at 2010 or gdp.usd(BBB) <= 300 at 2009) and gdp.usd(BBB) = 100 at 2010");
    assert_null(world_ask(&world, "gdp.usd(AAA) > 300 at 2010 and gdp.usd(CCC) > 1 at 1995")->nearest);
    world_finish(&world);
}

static void what_parses_and_means_nothing_is_refused(void **state) {
    (void)state;
    static const char *const claims[][2] = {
        {"gdp.usd(AAA, source>planted) > 5 at 2000", "an option is chosen with ="},
        {"gdp.usd(AAA) highest since 1990 or gdp.usd(BBB) > 5 ever 1995..2000", "of its window as a whole"},
        {"gdp.usd(AAA) rising or gdp.usd(BBB) > 5 during 1995..2000", "of its window as a whole"},
    };
    struct world world;
    plant_numbers(&world);
    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
        struct ent_claim *claim;
        struct ent_answer *answer;
        struct ent_error error = {0};
        assert_int_equal(ent_claim_parse(&claim, &world.fixture.arena, claims[i][0], NULL, &error), ENT_OK);
        assert_int_equal(ent_check(&answer, &world.fixture.context, world.concepts, claim, &world.options, &error),
                         ENT_ERROR_USAGE);
        if (!strstr(error.message, claims[i][1]))
            fail_msg("%s: %s", claims[i][0], error.message);
    }
    world_finish(&world);
}

/* What would be read wrongly is refused, with what would be right. */
static void what_cannot_be_true_or_false_is_refused(void **state) {
    (void)state;
    static const char *const claims[][2] = {
        {"gdp.usd(AAA) at 2000", "compare it"},
        {"economy(AAA) at 2000", "compare it"},
        {"gdp.usd(AAA) / gdp.usd(BBB) at 2000", "expected a comparison"},
        {"gdp.usd(AAA, BBB) > 5 at 2000", "one state"},
        {"votes.kappa(AAA) > 0 at 2000", "two states"},
        {"votes.kappa(AAA -> BBB) > 0 at 2000", "has no direction"},
        {"votes.kappa(AAA, AAA) > 0 at 2000", "two different states"},
        {"votes.kappa(AAA, BBB, weigths=linear) > 0 at 2000", "weights"},
        {"votes.kappa(AAA, BBB, weights=linaer) > 0 at 2000", "linear"},
        {"gdp.usd(AAA) highest since 2005 at 2000", "must lie before"},
        {"gdp.usd(AAA) changed during 1990..2000", "senior"},
        {"gdp.usd(AAA) again since 1995 at 2000", "yes or no"},
        {"gdp.usd(AAA) rising", "window"},
        {"gdp.usd(AAA) rank <= 3 among @states during 1990..2000", "one year"},
        {"gdp.usd(AAA) rank <= 3 among partners at 2000", "one state"},
        {"gdp.usd(AAA) growth = 5% never 1990..2000", "one year or of a window"},
        {"senior(gdp.usd, AAA, AAA) at 2000", "two different states"},
        {"senior(votes.kappa, AAA, BBB) at 2000", "two states"},
        {"senior(gdp.usd, AAA, BBB) changed", "needs the years"},
        {"overtook(gdp.usd, AAA, BBB) always 1990..2000", "needs the years"},
        {"overtook(gdp.usd, AAA, BBB) > 1 at 2000", "stands alone"},
        {"reversal(gdp.usd, AAA, BBB) during 1990..2000", "rank <= 12"},
        {"reversal(gdp.usd, AAA, BBB, members=now) rank <= 2 among @states", "members=ever"},
    };
    struct world world;
    plant_numbers(&world);
    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
        struct ent_claim *claim;
        struct ent_answer *answer;
        struct ent_error error = {0};
        int status = ent_claim_parse(&claim, &world.fixture.arena, claims[i][0], NULL, &error);
        if (status == ENT_OK)
            status = ent_check(&answer, &world.fixture.context, world.concepts, claim, &world.options, &error);
        assert_int_equal(status, ENT_ERROR_USAGE);
        if (!strstr(error.message, claims[i][1]))
            fail_msg("%s: %s", claims[i][0], error.message);
    }
    world_finish(&world);
}

static void the_same_question_gives_the_same_id(void **state) {
    (void)state;
    struct world world;
    plant_numbers(&world);
    struct ent_answer *one = world_ask(&world, "gdp.usd(AAA) > gdp.usd(BBB) at 2000");
    struct ent_answer *same = world_ask(&world, "gdp.usd(aaa)  above gdp.usd(BBB) at 2000");
    struct ent_answer *other = world_ask(&world, "gdp.usd(AAA) > gdp.usd(BBB) at 2001");
    assert_string_equal(one->id, same->id);
    assert_string_not_equal(one->id, other->id);
    world_finish(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_planted_reversal_is_found),
        cmocka_unit_test(within_is_a_share_of_the_right_side),
        cmocka_unit_test(holes_are_not_zeros),
        cmocka_unit_test(records_are_judged_strictly),
        cmocka_unit_test(units_are_never_compared_across_their_break),
        cmocka_unit_test(steps_and_gaps),
        cmocka_unit_test(a_gap_can_split),
        cmocka_unit_test(shared_rivalry_and_its_runs),
        cmocka_unit_test(years_without_a_state_drop_out),
        cmocka_unit_test(sources_are_specifications),
        cmocka_unit_test(borders_are_specifications),
        cmocka_unit_test(names_are_read_at_their_time),
        cmocka_unit_test(releases_are_notes),
        cmocka_unit_test(a_dateline_caps),
        cmocka_unit_test(written_numbers_have_their_own_rounding),
        cmocka_unit_test(nearest_sentences_hold),
        cmocka_unit_test(swapping_two_states_mirrors_every_verdict),
        cmocka_unit_test(a_record_beside_other_conditions),
        cmocka_unit_test(what_parses_and_means_nothing_is_refused),
        cmocka_unit_test(what_cannot_be_true_or_false_is_refused),
        cmocka_unit_test(the_same_question_gives_the_same_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
