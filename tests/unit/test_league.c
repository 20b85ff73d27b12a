/* League tables on points made by hand: ranks with ties, extremes, records, firsts, rises, and who counts. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "question/league.h"

enum { AAA, BBB, CCC, DDD, STATES };
enum { FIRST = 2000, YEARS = 6 };

/*            2000  01  02  03  04  05
 *   AAA        1    5   3   4   4   5
 *   BBB        2    -   6   1   2   5      - not seen
 *   CCC        9    8   7   6   5   4
 *   DDD        -    -   -   0   0   7      a member from 2003 on
 */
static const double values[STATES][YEARS] = {{1, 5, 3, 4, 4, 5}, {2, -1, 6, 1, 2, 5}, {9, 8, 7, 6, 5, 4}, {-1, -1, -1, 0, 0, 7}};

static struct ent_arena arena;
static struct ent_error error;
static struct ent_measure measure = {.name = "made", .states = 1};
static ent_state members[STATES] = {AAA, BBB, CCC, DDD};
static unsigned char membership[STATES * YEARS];
static struct ent_panel panel = {
    .first_year = FIRST, .last_year = FIRST + YEARS - 1, .states = members, .state_count = STATES, .members = membership};

static int setup(void **state) {
    (void)state;
    for (int who = 0; who < STATES; who++)
        for (int year = 0; year < YEARS; year++)
            membership[who * YEARS + year] = who != DDD || year >= 3;
    return 0;
}

static struct ent_sweep make_sweep(enum ent_scale scale) {
    struct ent_sweep sweep = {.measure = &measure, .scale = scale, .unit_count = 1};
    for (int year = 0; year < YEARS; year++)
        for (int who = 0; who < STATES; who++) {
            struct ent_sweep_point point = {
                .a = (ent_state)who, .b = ENT_NO_STATE, .year = FIRST + year, .value = values[who][year]};
            if (point.value >= 0)
                assert_int_equal(ent_sweep_add(&sweep, &point, &error), ENT_OK);
        }
    return sweep;
}

static struct ent_league make(struct ent_league_question question) {
    struct ent_league league;
    struct ent_sweep sweep = make_sweep(ENT_SCALE_NUMBER);
    question.within = &panel;
    if (!question.first_year)
        question.first_year = FIRST;
    if (!question.last_year)
        question.last_year = FIRST + YEARS - 1;
    ent_arena_init(&arena);
    assert_int_equal(ent_league_make(&arena, &sweep, false, &question, &league, &error), ENT_OK);
    ent_sweep_release(&sweep);
    return league;
}

static void assert_row(const struct ent_league *league, size_t at, int who, int low, int high, int year, double value) {
    const struct ent_league_row *row = &league->rows[at];
    assert_true(at < league->count);
    assert_int_equal(row->a, who);
    assert_int_equal(row->rank_low, low);
    assert_int_equal(row->rank_high, high);
    assert_int_equal(row->year, year);
    assert_true(row->value == value);
}

static void one_year_with_a_tie(void **state) {
    (void)state;
    struct ent_league league = make((struct ent_league_question){.form = ENT_LEAGUE_YEAR});
    assert_int_equal(league.count, 4);
    assert_int_equal(league.possible, 4);
    assert_row(&league, 0, DDD, 1, 1, 2005, 7);
    assert_row(&league, 1, AAA, 2, 3, 2005, 5);
    assert_row(&league, 2, BBB, 2, 3, 2005, 5);
    assert_row(&league, 3, CCC, 4, 4, 2005, 4);
    ent_arena_release(&arena);
}

static void lowest_of_a_year_with_a_hole(void **state) {
    (void)state;
    struct ent_league league = make((struct ent_league_question){.form = ENT_LEAGUE_YEAR, .reverse = true, .last_year = 2001});
    assert_int_equal(league.count, 2);
    assert_int_equal(league.possible, 3); /* DDD is no member yet; BBB is not seen */
    assert_row(&league, 0, AAA, 1, 1, 2001, 5);
    assert_row(&league, 1, CCC, 2, 2, 2001, 8);
    ent_arena_release(&arena);
}

static void extremes_take_the_latest_best_year(void **state) {
    (void)state;
    struct ent_league league = make((struct ent_league_question){.form = ENT_LEAGUE_EXTREMES});
    assert_row(&league, 0, CCC, 1, 1, 2000, 9);
    assert_row(&league, 1, DDD, 2, 2, 2005, 7);
    assert_row(&league, 2, BBB, 3, 3, 2002, 6);
    assert_row(&league, 3, AAA, 4, 4, 2005, 5);
    ent_arena_release(&arena);
}

/* In 2005: DDD beats both its years; BBB beats 2003 and 2004 and falls short of 2002; AAA beats 2002 to 2004 and ties with
 * 2001; CCC beats none. */
static void records_beat_years_in_a_row(void **state) {
    (void)state;
    struct ent_league league = make((struct ent_league_question){.form = ENT_LEAGUE_RECORDS});
    assert_int_equal(league.count, 3);
    assert_row(&league, 0, AAA, 1, 1, 2005, 5);
    assert_int_equal(league.rows[0].seen, 3);
    assert_int_equal(league.rows[0].other_year, 2001);
    assert_row(&league, 1, BBB, 2, 3, 2005, 5);
    assert_int_equal(league.rows[1].other_year, 2002);
    assert_true(league.rows[1].other == 6);
    assert_row(&league, 2, DDD, 2, 3, 2005, 7);
    assert_int_equal(league.rows[2].other_year, 0);
    assert_true(isnan(league.rows[2].other));
    ent_arena_release(&arena);
    league = make((struct ent_league_question){.form = ENT_LEAGUE_RECORDS, .reverse = true});
    assert_int_equal(league.count, 1);
    assert_row(&league, 0, CCC, 1, 1, 2005, 4);
    assert_int_equal(league.rows[0].seen, 5);
    ent_arena_release(&arena);
}

static void a_code_sets_no_record(void **state) {
    (void)state;
    struct ent_league league;
    struct ent_sweep sweep = make_sweep(ENT_SCALE_CODED);
    struct ent_league_question question = {
        .form = ENT_LEAGUE_RECORDS, .first_year = FIRST, .last_year = 2005, .within = &panel};
    ent_arena_init(&arena);
    assert_int_equal(ent_league_make(&arena, &sweep, false, &question, &league, &error), ENT_ERROR_USAGE);
    ent_sweep_release(&sweep);
    ent_arena_release(&arena);
}

/* Above 5: CCC from the first seen year on, so perhaps earlier; BBB in 2002 after 2 in 2000; DDD in 2005; AAA never. */
static void firsts_say_what_was_before(void **state) {
    (void)state;
    struct ent_league league = make((struct ent_league_question){.form = ENT_LEAGUE_FIRSTS, .above = 5});
    assert_int_equal(league.count, 3);
    assert_row(&league, 0, CCC, 1, 1, 2000, 9);
    assert_int_equal(league.rows[0].other_year, 0);
    assert_row(&league, 1, BBB, 2, 2, 2002, 6);
    assert_int_equal(league.rows[1].other_year, 2000);
    assert_row(&league, 2, DDD, 3, 3, 2005, 7);
    assert_int_equal(league.rows[2].other_year, 2004);
    ent_arena_release(&arena);
}

/* From 2003 to 2005: DDD 0 to 7, BBB 1 to 5, AAA 4 to 5, CCC 6 to 4. By ratio DDD has none: it began at 0. */
static void risers_by_difference_and_ratio(void **state) {
    (void)state;
    struct ent_league league = make((struct ent_league_question){.form = ENT_LEAGUE_RISERS, .first_year = 2003});
    assert_int_equal(league.possible, 4);
    assert_row(&league, 0, DDD, 1, 1, 2005, 7);
    assert_row(&league, 1, BBB, 2, 2, 2005, 5);
    assert_row(&league, 2, AAA, 3, 3, 2005, 5);
    assert_row(&league, 3, CCC, 4, 4, 2005, 4);
    ent_arena_release(&arena);
    league = make((struct ent_league_question){.form = ENT_LEAGUE_RISERS, .first_year = 2003, .ratio = true});
    assert_int_equal(league.count, 3);
    assert_row(&league, 0, BBB, 1, 1, 2005, 5);
    assert_true(league.rows[0].key == 5);
    assert_true(league.rows[0].other == 1);
    ent_arena_release(&arena);
}

/* Of 2005 three values are in one unit and one in another: that one is left out, and so are the years in it. */
static void units_are_never_mixed(void **state) {
    (void)state;
    struct ent_league league;
    struct ent_sweep sweep = make_sweep(ENT_SCALE_NUMBER);
    struct ent_league_question question = {
        .form = ENT_LEAGUE_YEAR, .first_year = 2005, .last_year = 2005, .within = &panel};
    sweep.unit_count = 2;
    for (size_t i = 0; i < sweep.count; i++)
        sweep.points[i].unit = sweep.points[i].a != CCC;
    ent_arena_init(&arena);
    assert_int_equal(ent_league_make(&arena, &sweep, false, &question, &league, &error), ENT_OK);
    assert_int_equal(league.unit, 1);
    assert_int_equal(league.in_other_unit, 1);
    assert_int_equal(league.count, 3);
    assert_row(&league, 0, DDD, 1, 1, 2005, 7);
    ent_sweep_release(&sweep);
    ent_arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_year_with_a_tie),       cmocka_unit_test(lowest_of_a_year_with_a_hole),
        cmocka_unit_test(extremes_take_the_latest_best_year), cmocka_unit_test(records_beat_years_in_a_row),
        cmocka_unit_test(a_code_sets_no_record),     cmocka_unit_test(firsts_say_what_was_before),
        cmocka_unit_test(risers_by_difference_and_ratio),
        cmocka_unit_test(units_are_never_mixed),
    };
    return cmocka_run_group_tests(tests, setup, NULL);
}
