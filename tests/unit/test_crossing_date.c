/* How sure a date is, on planted worlds: its 95 % interval covers the planted crossing in 93 to 97 of 100, and a ratio
 * that never really crosses is found to cross in fewer than 5. Seeds are fixed: the counts are the same on every
 * machine. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/distribution.h"
#include "base/random.h"
#include "question/crossing_date.h"

enum { YEARS = 60, FIRST = 1950, WORLDS = 1000 };

static double normal(struct ent_random *random) {
    double unit = 0;
    while (unit <= 0)
        unit = ent_random_unit(random);
    return ent_normal_at(unit);
}

struct world {
    struct ent_arena arena;
    struct ent_ratio_year years[YEARS];
    struct ent_ratio ratio;
    struct ent_reversal reversal;
    const struct ent_crossing *final;
};

/* level + slope (t - crossing) under AR(1) noise with standard deviation .15. */
static void plant(struct world *world, struct ent_random *random, double level, double slope, double crossing,
                  double rho) {
    struct ent_error error;
    double noise = 0.15 * normal(random);
    ent_arena_init(&world->arena);
    world->ratio = (struct ent_ratio){.numbers = true, .years = world->years, .count = YEARS};
    for (int i = 0; i < YEARS; i++) {
        if (i)
            noise = rho * noise + 0.15 * sqrt(1 - rho * rho) * normal(random);
        double line = level + slope * (FIRST + i - crossing);
        world->years[i] = (struct ent_ratio_year){.year = FIRST + i, .log = line + noise, .error = (double)NAN};
    }
    assert_int_equal(ent_reversal_find(&world->arena, &world->ratio, &world->reversal, &error), ENT_OK);
    world->final = ent_reversal_final(&world->ratio, &world->reversal);
}

static void planted_crossings_are_covered(void **state) {
    (void)state;
    static const double rhos[] = {0, .3, .5, .7};
    for (size_t k = 0; k < sizeof rhos / sizeof *rhos; k++) {
        int found = 0, covered = 0;
        for (uint64_t i = 0; i < WORLDS; i++) {
            struct ent_random random;
            struct ent_crossing_date date;
            struct world world;
            ent_random_seed(&random, 11, k, i);
            double crossing = FIRST + 20 + 20 * ent_random_unit(&random), way = i % 2 ? 1 : -1;
            plant(&world, &random, 0, way * 0.05, crossing, rhos[k]);
            assert_non_null(world.final);
            ent_crossing_date(&world.ratio, world.final, &date);
            assert_int_equal(date.by, ENT_DATE_LINE);
            found += date.established && world.final->direction == way;
            covered += date.established && date.low <= crossing && crossing <= date.high;
            assert_true(!date.established || (date.low <= date.date && date.date <= date.high));
            ent_arena_release(&world.arena);
        }
        printf("rho %.1f: %d of %d planted crossings established, %d of these intervals cover the date\n", rhos[k],
               found, WORLDS, covered);
        assert_true(found >= 90 * WORLDS / 100);
        assert_true(covered * 100 >= 93 * found && covered * 100 <= 97 * found);
    }
}

static void flat_worlds_have_no_reversal(void **state) {
    (void)state;
    static const double rhos[] = {0, .3, .5, .7, .9}, levels[] = {0, .1, .5};
    for (size_t level = 0; level < 3; level++)
        for (size_t k = 0; k < sizeof rhos / sizeof *rhos; k++) {
            int found = 0, crossed = 0;
            for (uint64_t i = 0; i < WORLDS; i++) {
                struct ent_random random;
                struct ent_crossing_date date;
                struct world world;
                ent_random_seed(&random, 12, 10 * level + k, i);
                plant(&world, &random, levels[level], 0, FIRST, rhos[k]);
                crossed += world.final != NULL;
                if (world.final) {
                    ent_crossing_date(&world.ratio, world.final, &date);
                    found += date.established;
                }
                ent_arena_release(&world.arena);
            }
            printf("flat at %.1f, rho %.1f: a crossing in %d of %d, %d established\n", levels[level], rhos[k], crossed,
                   WORLDS, found);
            assert_true(found * 100 <= 5 * WORLDS);
        }
}

/* Errors that the sources publish: A is surely ahead from where its draws are. */
static void published_errors(void **state) {
    (void)state;
    struct world world = {.ratio = {.numbers = true, .years = world.years, .count = 12}};
    struct ent_crossing_date date;
    struct ent_error error;
    ent_arena_init(&world.arena);
    for (int i = 0; i < 12; i++) /* -.55, -.45, …, +.55; half a unit of error */
        world.years[i] = (struct ent_ratio_year){.year = 2000 + i, .log = -0.55 + 0.1 * i, .error = 0.1};
    assert_int_equal(ent_reversal_find(&world.arena, &world.ratio, &world.reversal, &error), ENT_OK);
    ent_crossing_date(&world.ratio, ent_reversal_final(&world.ratio, &world.reversal), &date);
    assert_int_equal(date.by, ENT_DATE_PUBLISHED);
    assert_true(date.established);
    assert_true(fabs(date.date - 2005.5) < 1e-6);
    /* 1.96 errors are .196: P passes .025 between -.25 (2003) and -.15 (2004), and .975 between .15 and .25 */
    assert_true(date.low > 2003 && date.low < 2004 && date.high > 2007 && date.high < 2008);
    assert_true(fabs((date.low + date.high) / 2 - 2005.5) < 1e-6);
    assert_true(fabs(ent_crossing_share(&date, 2006) - ent_normal_below(0.5)) < 1e-12);
    ent_arena_release(&world.arena);
}

static void too_few_years_give_no_date(void **state) {
    (void)state;
    struct world world = {.ratio = {.numbers = true, .years = world.years, .count = 20}};
    struct ent_crossing_date date;
    struct ent_error error;
    ent_arena_init(&world.arena);
    for (int i = 0; i < 20; i++) /* four years before the crossing */
        world.years[i] = (struct ent_ratio_year){.year = 2000 + i, .log = i < 4 ? -1 : 1, .error = (double)NAN};
    assert_int_equal(ent_reversal_find(&world.arena, &world.ratio, &world.reversal, &error), ENT_OK);
    ent_crossing_date(&world.ratio, ent_reversal_final(&world.ratio, &world.reversal), &date);
    assert_int_equal(date.by, ENT_DATE_NONE);
    assert_false(date.established);
    assert_true(isnan(date.low) && isnan(ent_crossing_share(&date, 2004)));
    ent_arena_release(&world.arena);
}

/* Swapping the states mirrors the ratio: the same date, the same interval. */
static void mirrored(void **state) {
    (void)state;
    for (uint64_t i = 0; i < 20; i++) {
        struct ent_random random;
        struct ent_crossing_date one, other;
        struct world world;
        ent_random_seed(&random, 13, 0, i);
        plant(&world, &random, 0, 0.05, FIRST + 30, 0.5);
        ent_crossing_date(&world.ratio, world.final, &one);
        struct ent_error error;
        for (int year = 0; year < YEARS; year++)
            world.years[year].log = -world.years[year].log;
        assert_int_equal(ent_reversal_find(&world.arena, &world.ratio, &world.reversal, &error), ENT_OK);
        ent_crossing_date(&world.ratio, ent_reversal_final(&world.ratio, &world.reversal), &other);
        assert_int_equal(one.established, other.established);
        if (one.established)
            assert_true(fabs(one.low - other.low) < 1e-9 && fabs(one.high - other.high) < 1e-9);
        ent_arena_release(&world.arena);
    }
}

/* Quantiles from the tables of any textbook. */
static void distributions(void **state) {
    (void)state;
    assert_true(fabs(ent_normal_below(1.959963984540054) - 0.975) < 1e-12);
    assert_true(fabs(ent_normal_at(0.975) - 1.959963984540054) < 1e-9);
    assert_true(fabs(ent_normal_at(0.001) + 3.090232306167813) < 1e-9);
    assert_true(fabs(ent_student_at(0.975, 1) - 12.706204736) < 1e-6);
    assert_true(fabs(ent_student_at(0.975, 10) - 2.228138852) < 1e-8);
    assert_true(fabs(ent_student_at(0.05, 29) + 1.699127027) < 1e-8);
    assert_true(fabs(ent_student_below(0, 7) - 0.5) < 1e-15);
    assert_true(fabs(ent_student_below(1, 1) - 0.75) < 1e-12); /* Cauchy */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distributions),
        cmocka_unit_test(planted_crossings_are_covered),
        cmocka_unit_test(flat_worlds_have_no_reversal),
        cmocka_unit_test(published_errors),
        cmocka_unit_test(too_few_years_give_no_date),
        cmocka_unit_test(mirrored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
