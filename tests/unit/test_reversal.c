/* Reversals: METHODS 3.4's example, holes and breaks, swings and leagues on planted figures, and the mirror. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "fixture_measure.h"
#include "question/reversal_league.h"

enum { MOST = 80 };

/* A ratio of planted values from a year on; 0 is an unseen year. */
struct planted {
    struct ent_arena arena;
    struct ent_ratio_year years[MOST];
    struct ent_ratio_break breaks[2];
    struct ent_ratio ratio;
    struct ent_reversal reversal;
};

static void plant(struct planted *planted, int first, const double *ratios, size_t count, int sign) {
    struct ent_error error;
    ent_arena_init(&planted->arena);
    planted->ratio = (struct ent_ratio){.numbers = true, .years = planted->years, .breaks = planted->breaks};
    for (size_t i = 0; i < count; i++)
        if (ratios[i] > 0)
            planted->years[planted->ratio.count++] =
                (struct ent_ratio_year){.year = first + (int)i, .log = sign * log(ratios[i]), .error = (double)NAN};
    assert_int_equal(ent_reversal_find(&planted->arena, &planted->ratio, &planted->reversal, &error), ENT_OK);
}

/* GDP of China over that of Russia in current dollars, 1988-96. */
static const double methods[] = {.56, .69, .70, .74, .93, 1.02, 1.43, 1.86, 2.20};

static void the_example_of_methods(void **state) {
    (void)state;
    for (int sign = -1; sign <= 1; sign += 2) {
        struct planted planted;
        plant(&planted, 1988, methods, 9, sign);
        const struct ent_crossing *final;
        assert_int_equal(ent_reversal_code(&planted.ratio, &planted.reversal, sign, &final), ENT_REVERSAL_CROSSED);
        assert_ptr_equal(ent_reversal_final(&planted.ratio, &planted.reversal), final);
        assert_int_equal(planted.reversal.crossing_count, 1);
        assert_int_equal(final->direction, sign);
        assert_int_equal(final->before, 1992);
        assert_int_equal(final->after, 1993);
        assert_false(final->gap);
        assert_true(fabs(final->date - 1992.8) < .05);
        assert_int_equal(final->seen_after, 3);
        assert_int_equal(final->kept_5, ENT_KEPT_OPEN); /* three of three so far */
        assert_int_equal(final->kept_10, ENT_KEPT_OPEN);
        for (enum ent_band band = ENT_BAND_SYMMETRIC; band <= ENT_BAND_LITERAL; band++) {
            struct ent_parity parity = ent_reversal_parity(&planted.ratio, final, band);
            assert_int_equal(parity.entered, 1992);
            assert_int_equal(parity.left, 1994);
            assert_true(parity.clean);
        }
        assert_int_equal(ent_reversal_code(&planted.ratio, &planted.reversal, -sign, NULL), ENT_REVERSAL_AMBIGUOUS);
        ent_arena_release(&planted.arena);
    }
}

static void codes(void **state) {
    (void)state;
    static const double below[] = {.5, .6, .7}, above[] = {2, 3, 4}, to_and_fro[] = {.5, 2, .5, 2, .5},
                        tie[] = {.5, 1, 1};
    const struct {
        const double *ratios;
        size_t count;
        enum ent_reversal_code a, b;
    } rows[] = {{below, 3, ENT_REVERSAL_NEVER, ENT_REVERSAL_BEFORE},
                {above, 3, ENT_REVERSAL_BEFORE, ENT_REVERSAL_NEVER},
                {to_and_fro, 5, ENT_REVERSAL_AMBIGUOUS, ENT_REVERSAL_CROSSED},
                {to_and_fro, 4, ENT_REVERSAL_CROSSED, ENT_REVERSAL_AMBIGUOUS},
                {tie, 3, ENT_REVERSAL_NEVER, ENT_REVERSAL_AMBIGUOUS},
                {below, 0, ENT_REVERSAL_UNSEEN, ENT_REVERSAL_UNSEEN}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct planted planted;
        plant(&planted, 1950, rows[i].ratios, rows[i].count, 1);
        assert_int_equal(ent_reversal_code(&planted.ratio, &planted.reversal, 1, NULL), rows[i].a);
        assert_int_equal(ent_reversal_code(&planted.ratio, &planted.reversal, -1, NULL), rows[i].b);
        ent_arena_release(&planted.arena);
    }
}

static void holes_and_breaks(void **state) {
    (void)state;
    /* 1938 behind, 1939-45 unseen, 1946 ahead: an interval. */
    static const double hole[] = {.5, 0, 0, 0, 0, 0, 0, 0, 2, 3};
    struct planted planted;
    plant(&planted, 1938, hole, 10, 1);
    assert_int_equal(planted.reversal.crossings[0].before, 1938);
    assert_int_equal(planted.reversal.crossings[0].after, 1946);
    assert_true(planted.reversal.crossings[0].gap);
    ent_arena_release(&planted.arena);
    /* a break within 1991 touches the steps before and after it, one of 1 January only the one before */
    static const double step[] = {.5, .6, 2, 3};
    const struct {
        int year;
        bool begins_year, today, touches;
    } breaks[] = {{1991, false, false, true}, {1992, false, false, true},  {1991, true, false, false},
                  {1992, true, false, true},  {1990, false, false, false}, {1993, false, false, false},
                  {1992, false, true, false}};
    for (size_t i = 0; i < sizeof breaks / sizeof breaks[0]; i++) {
        plant(&planted, 1990, step, 4, 1);
        planted.breaks[0] = (struct ent_ratio_break){
            .year = breaks[i].year, .begins_year = breaks[i].begins_year, .label = "old → new"};
        planted.ratio.break_count = 1;
        planted.years[1].a_today = breaks[i].today; /* reckoned for the borders after the break: nothing breaks */
        struct ent_error error;
        assert_int_equal(ent_reversal_find(&planted.arena, &planted.ratio, &planted.reversal, &error), ENT_OK);
        assert_int_equal(planted.reversal.crossings[0].broken != NULL, breaks[i].touches);
        ent_arena_release(&planted.arena);
    }
}

static void sustained(void **state) {
    (void)state;
    /* behind once in the ten years after: 9 of 10 suffice for w = 10, 4 of 5 do not for w = 5 */
    static const double dip[] = {.5, 2, 2, .9, 2, 2, 2, 2, 2, 2, 2, 2, 2};
    struct planted planted;
    plant(&planted, 1990, dip, 12, 1);
    assert_int_equal(planted.reversal.crossings[0].kept_10, ENT_KEPT_YES);
    assert_int_equal(planted.reversal.crossings[0].kept_5, ENT_KEPT_NO);
    assert_false(ent_reversal_parity(&planted.ratio, &planted.reversal.crossings[0], ENT_BAND_SYMMETRIC).clean);
    assert_int_equal(ent_reversal_final(&planted.ratio, &planted.reversal)->after, 1994);
    ent_arena_release(&planted.arena);
    plant(&planted, 1990, dip, 8, 1); /* five in six so far: those to come decide */
    assert_int_equal(planted.reversal.crossings[0].kept_10, ENT_KEPT_OPEN);
    ent_arena_release(&planted.arena);
}

static void the_two_bands_differ(void **state) {
    (void)state;
    static const double ratios[] = {.5, .85, 1.1, 1.22, 1.24, 1.5}; /* 1.22 is beyond 1.2 and not beyond 1.25 */
    struct planted planted;
    plant(&planted, 2000, ratios, 6, 1);
    const struct ent_crossing *final = ent_reversal_final(&planted.ratio, &planted.reversal);
    assert_int_equal(ent_reversal_parity(&planted.ratio, final, ENT_BAND_LITERAL).left, 2003);
    assert_int_equal(ent_reversal_parity(&planted.ratio, final, ENT_BAND_SYMMETRIC).left, 2005);
    assert_int_equal(ent_reversal_parity(&planted.ratio, final, ENT_BAND_SYMMETRIC).entered, 2001);
    ent_arena_release(&planted.arena);
    static const double leap[] = {.5, 2, 3};
    plant(&planted, 2000, leap, 3, 1);
    struct ent_parity parity = ent_reversal_parity(&planted.ratio, &planted.reversal.crossings[0], ENT_BAND_SYMMETRIC);
    assert_true(parity.jumped && parity.clean);
    assert_int_equal(parity.entered, 0);
    ent_arena_release(&planted.arena);
}

static void swings(void **state) {
    (void)state;
    double ratios[MOST] = {0};
    struct planted planted;
    ratios[0] = .1, ratios[9] = 20, ratios[10] = 4, ratios[50] = 8,
    ratios[51] = 30; /* 9 years are too short, 51 too long */
    plant(&planted, 1900, ratios, 52, 1);
    struct ent_swing swing = ent_reversal_swing(&planted.ratio, 10, 50, NULL, NULL);
    assert_int_equal(swing.from, 1900);
    assert_int_equal(swing.to, 1950);
    assert_true(fabs(exp(swing.size) - 80) < 1e-9);
    assert_int_equal(swing.direction, 1);
    bool allowed[] = {true, true, true, false, true}; /* 1950 may not end it */
    swing = ent_reversal_swing(&planted.ratio, 10, 50, allowed, allowed);
    assert_int_equal(swing.to, 1910);
    ent_arena_release(&planted.arena);
    static const double growing[] = {1.1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048};
    plant(&planted, 1900, growing, 12, 1); /* far, and never with the other sign */
    assert_int_equal(ent_reversal_swing(&planted.ratio, 10, 50, NULL, NULL).from, 0);
    ent_arena_release(&planted.arena);
}

/* AAA rises over BBB by a factor of 4 in 1950-80 and CCC over BBB by as much; DDD is never seen with any of them, and
 * the score of EEE is negative at first: of it there is no ratio. */
static void a_league(void **state) {
    (void)state;
    struct fixture fixture;
    struct ent_error error = {0};
    fixture_open(&fixture);
    fixture_states(&fixture, "AAA BBB CCC DDD EEE");
    fixture_release(&fixture, "planted", "1", "2012-01-01");
    int steel = fixture_strand(&fixture, "steel", "state value", false, NULL, 1940, 1980, ENT_KIND_UNKNOWN);
    for (int year = 1950; year <= 1980; year += 30) {
        fixture_value(&fixture, steel, 0, -1, year, year == 1950 ? 50 : 200);
        fixture_value(&fixture, steel, 1, -1, year, 100);
        fixture_value(&fixture, steel, 2, -1, year, year == 1950 ? 50 : 200);
    }
    fixture_value(&fixture, steel, 3, -1, 1940, 1);
    fixture_value(&fixture, steel, 4, -1, 1950, -5);
    fixture_value(&fixture, steel, 4, -1, 1970, 5);
    fixture_value(&fixture, steel, 4, -1, 1980, 500);
    fixture_commit(&fixture);
    fixture_read(&fixture);
    struct ent_request request = fixture_ask(&fixture, "steel", 0, -1);
    for (int members = ENT_MEMBERS_THEN; members <= ENT_MEMBERS_EVER; members++) {
        struct ent_reversal_league league;
        assert_int_equal(ent_reversal_league(&fixture.context, &request, "states", (enum ent_membership)members, 0, 0,
                                             &league, &error),
                         ENT_OK);
        assert_int_equal(league.pairs, 10);
        assert_int_equal(league.count, 2);
        assert_int_equal(league.unseen, 7);  /* those of DDD and EEE */
        assert_int_equal(league.without, 1); /* AAA and CCC are always equal */
        for (size_t i = 0; i < 2; i++) {     /* a tie is a range */
            assert_int_equal(league.rows[i].rank_low, 1);
            assert_int_equal(league.rows[i].rank_high, 2);
            assert_int_equal(league.rows[i].b, 1);
            assert_true(fabs(exp(league.rows[i].swing.size) - 4) < 1e-9);
        }
        assert_ptr_equal(ent_reversal_league_row(&league, 1, 2), ent_reversal_league_row(&league, 2, 1));
        assert_null(ent_reversal_league_row(&league, 0, 3));
        assert_int_equal(ent_reversal_league(&fixture.context, &request, "states", (enum ent_membership)members, 1951,
                                             0, &league, &error),
                         ENT_OK);
        assert_int_equal(league.count, 0);
    }
    fixture_close(&fixture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_example_of_methods),
        cmocka_unit_test(codes),
        cmocka_unit_test(holes_and_breaks),
        cmocka_unit_test(sustained),
        cmocka_unit_test(the_two_bands_differ),
        cmocka_unit_test(swings),
        cmocka_unit_test(a_league),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
