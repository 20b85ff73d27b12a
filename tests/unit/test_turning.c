/* Turning points: the worked examples of METHODS 5.2, all segmentations against an enumeration of them, and the table of
 * METHODS 5.3 on planted worlds. Seeds are fixed: the counts are the same on every machine. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/random.h"
#include "question/turning.h"

static const struct ent_segment_prior prior = {0, 0.01, 1, 0.1};
static const double example[] = {0, .2, -.1, .1, 2, 2.1, 1.9, 2.2};

static void close_to(double value, double expected, double within) {
    if (!(fabs(value - expected) <= within))
        fail_msg("%.9g is not %.9g", value, expected);
}

/* ---- the examples of METHODS 5.2 ---- */

static void evidence_of_the_example(void **state) {
    (void)state;
    struct ent_arena arena;
    struct ent_segments segments;
    struct ent_error error;
    ent_arena_init(&arena);
    assert_int_equal(ent_segments_of_numbers(&arena, example, 8, &prior, &segments, &error), ENT_OK);
    close_to(ent_segment_squares(&segments, 0, 8), 8.1, 1e-9);
    static const double rest[] = {5.6933, 3.1387, 0.1, 3.1387, 5.4333};
    double logs[5], sum = 0;
    for (size_t i = 0; i < 5; i++) {
        double t = (double)i + 2,
               left = ent_segment_squares(&segments, 0, i + 2) + ent_segment_squares(&segments, i + 2, 8);
        close_to(left, rest[i], 5e-5);
        logs[i] = -log(t * (8 - t)) / 2 - 3 * log(left); /* one change, common unknown variance, flat means */
    }
    for (size_t i = 0; i < 5; i++)
        sum += exp(logs[i] - logs[2]);
    close_to(1 / sum, 0.99992, 5e-6);
    close_to(ent_segment_evidence(&segments, 0, 8), -16.9411, 5e-5);
    close_to(ent_segment_evidence(&segments, 0, 4) + ent_segment_evidence(&segments, 4, 8), -4.5531, 5e-5);
    ent_arena_release(&arena);
}

static void ten_zeros_and_ones_date_nothing(void **state) {
    (void)state;
    static const double values[] = {0, 1, 0, 0, 0, 1, 1, 1, 0, 1};
    static const double posterior[] = {.0997, .0664, .0748, .1196, .2791, .1196, .0748, .0664, .0997};
    struct ent_arena arena;
    struct ent_segments segments;
    struct ent_changes changes;
    struct ent_error error;
    ent_arena_init(&arena);
    assert_int_equal(ent_segments_of_categories(&arena, values, 10, 2, &segments, &error), ENT_OK);
    assert_int_equal(ent_changes_find(&arena, &segments, 1, &changes, &error), ENT_OK);
    for (size_t i = 0; i < 9; i++)
        close_to(changes.given[1][i + 1], posterior[i], 5e-5);
    close_to(changes.evidence[1] - changes.evidence[0], 0.204, 5e-4);
    close_to(ent_changes_factor(&segments, 1), 0.204, 5e-4);
    ent_arena_release(&arena);
}

/* ---- every segmentation, one by one ---- */

static double by_enumeration(const struct ent_segments *segments, size_t shortest, double *number, double *first) {
    size_t n = segments->n;
    double places[ENT_CHANGES_MOST + 1] = {0}, weights[ENT_CHANGES_MOST + 1] = {0}, total = 0;
    double at[ENT_CHANGES_MOST + 1][32] = {{0}};
    for (unsigned cuts = 0; cuts < 1u << (n - 1); cuts++) { /* bit i: value i + 1 is the first of a segment */
        size_t from = 0, count = 0;
        double log = 0;
        bool fits = true;
        for (size_t to = 1; to <= n && fits; to++) {
            if (to < n && !(cuts >> (to - 1) & 1))
                continue;
            fits = to - from >= shortest && count <= ENT_CHANGES_MOST;
            log += fits ? ent_segment_evidence(segments, from, to) : 0;
            count += to < n;
            from = to;
        }
        if (!fits || count > ENT_CHANGES_MOST)
            continue;
        places[count]++;
        weights[count] += exp(log);
        for (size_t i = 0; i + 1 < n; i++)
            at[count][i + 1] += cuts >> i & 1 ? exp(log) : 0;
    }
    for (size_t k = 0; k <= ENT_CHANGES_MOST; k++)
        total += places[k] > 0 ? weights[k] / places[k] / (double)(1u << k) : 0;
    for (size_t k = 0; k <= ENT_CHANGES_MOST; k++) {
        double share = places[k] > 0 ? 1 / places[k] / (double)(1u << k) / total : 0;
        number[k] = weights[k] * share;
        for (size_t i = 1; i < n; i++)
            first[i] += at[k][i] * share;
    }
    return total;
}

static void tables_are_the_sum_over_all(void **state) {
    (void)state;
    for (uint64_t world = 0; world < 12; world++) {
        struct ent_arena arena;
        struct ent_segments segments;
        struct ent_changes changes;
        struct ent_error error;
        struct ent_random random;
        double values[14], number[ENT_CHANGES_MOST + 1], first[32] = {0};
        bool numbers = world % 2;
        size_t shortest = 1 + world % 3;
        ent_arena_init(&arena);
        ent_random_seed(&random, 3, 1, world);
        ent_random_normals(&random, values, 14);
        for (size_t i = 0; i < 14; i++)
            values[i] = numbers ? values[i] + (i > 5) : values[i] > (i > 8 ? -.5 : .5);
        int status = numbers ? ent_segments_of_numbers(&arena, values, 14, &prior, &segments, &error)
                             : ent_segments_of_categories(&arena, values, 14, 2, &segments, &error);
        assert_int_equal(status, ENT_OK);
        assert_int_equal(ent_changes_find(&arena, &segments, shortest, &changes, &error), ENT_OK);
        by_enumeration(&segments, shortest, number, first);
        for (size_t k = 0; k <= ENT_CHANGES_MOST; k++)
            close_to(changes.number[k], number[k], 1e-9);
        for (size_t i = 1; i < 14; i++)
            close_to(changes.first[i], first[i], 1e-9);
        ent_arena_release(&arena);
    }
}

/* ---- planted worlds ---- */

enum { WORLDS = 300, LONGEST = 140 };

static const struct ent_turning_options annual = {
    .shortest = ENT_TURNING_SHORTEST, .replicates = 199, .seed = 1, .categories = 0};

/* An AR(1) series of standard deviation 1, higher by `shift` from the middle on. */
static void plant(uint64_t stream, uint64_t world, size_t n, double rho, double shift, int *years, double *values) {
    struct ent_random random;
    ent_random_seed(&random, 7, stream, world);
    ent_random_normals(&random, values, n);
    for (size_t i = 0; i < n; i++) {
        years[i] = 1900 + (int)i;
        values[i] = i ? rho * values[i - 1] + sqrt(1 - rho * rho) * values[i] : values[i];
    }
    for (size_t i = n / 2; i < n; i++)
        values[i] += shift;
}

/* How far two shares apart chance alone takes that of the table, over 500 series or more, and that of these worlds. */
static double slack(double share) {
    double p = (500 * share + 1) / 502;
    return 3 * sqrt(p * (1 - p) * (1.0 / 500 + 1.0 / WORLDS));
}

/* METHODS 5.3, the columns of the two nulls. Of noise no more may be declared, of a shift no less, and the liberal null
 * is as liberal as it was. */
static void the_table_of_two_nulls(void **state) {
    (void)state;
    static const struct {
        size_t n;
        double rho, shift, low, high;
    } rows[] = {{70, 0, 0, .05, .03},  {70, 0, 1, .91, .77},   {70, .5, 0, .15, .02},
                {70, .5, 2, .99, .30}, {70, .8, 0, .31, .00},  {70, .8, 2, .88, .03},
                {40, .5, 0, .23, .01}, {140, .5, 0, .10, .05}, {140, .5, 2, 1, .99}};
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
        int low = 0, high = 0;
        for (uint64_t world = 0; world < WORLDS; world++) {
            int years[LONGEST];
            double values[LONGEST];
            struct ent_turning turning;
            struct ent_arena arena;
            struct ent_error error;
            ent_arena_init(&arena);
            plant(row, world, rows[row].n, rows[row].rho, rows[row].shift, years, values);
            struct ent_turning_options options = annual;
            options.seed = world; /* else all worlds share what these draws of the null have by chance */
            assert_int_equal(ent_turning_find(&arena, years, values, rows[row].n, &options, &turning, &error), ENT_OK);
            low += turning.p_low <= .05;
            high += turning.p_high <= .05;
            assert_true(turning.verdict != ENT_TURNING_ESTABLISHED || turning.p_high <= .05);
            assert_int_equal(turning.verdict == ENT_TURNING_NONE, turning.p_high > .05 && turning.p_low > .05);
            ent_arena_release(&arena);
        }
        double found_low = (double)low / WORLDS, found_high = (double)high / WORLDS;
        printf("n %3zu rho %.1f shift %.0f: low %.2f (table %.2f), high %.2f (table %.2f)\n", rows[row].n,
               rows[row].rho, rows[row].shift, found_low, rows[row].low, found_high, rows[row].high);
        close_to(found_low, rows[row].low, slack(rows[row].low));
        if (rows[row].shift > 0)
            assert_true(found_high >= rows[row].high - slack(rows[row].high));
        else
            assert_true(found_high <= rows[row].high + slack(rows[row].high));
    }
}

/* Where a shift of two standard deviations is dated: .9 sets hold it about as often as they say where years do not
 * resemble their neighbours, and in about four of five where they do. */
static void planted_shifts_are_dated(void **state) {
    (void)state;
    static const struct {
        double rho;
        int covered, near; /* per 100, at least */
    } rows[] = {{0, 85, 85}, {.5, 72, 65}};
    for (size_t row = 0; row < 2; row++) {
        int covered = 0, near = 0, found = 0;
        for (uint64_t world = 0; world < WORLDS; world++) {
            int years[LONGEST];
            double values[LONGEST], mass = 0;
            struct ent_turning turning;
            struct ent_arena arena;
            struct ent_error error;
            ent_arena_init(&arena);
            plant(20 + row, world, LONGEST, rows[row].rho, 2, years, values);
            assert_int_equal(ent_turning_find(&arena, years, values, LONGEST, &annual, &turning, &error), ENT_OK);
            found += turning.verdict == ENT_TURNING_ESTABLISHED;
            const struct ent_turning_date *best = &turning.dates[turning.best];
            near += abs(best->from - (1900 + LONGEST / 2)) <= 2;
            for (size_t i = 0; i < turning.date_count; i++) {
                mass += turning.dates[i].mass;
                covered += turning.dates[i].credible && turning.dates[i].from == 1900 + LONGEST / 2;
            }
            close_to(mass, 1, 1e-9);
            assert_true(turning.credible_mass >= .9 && turning.after > turning.before);
            ent_arena_release(&arena);
        }
        printf("rho %.1f: %d of %d established, %d within two years of it, %d in the set\n", rows[row].rho, found,
               WORLDS, near, covered);
        assert_true(found * 100 >= 90 * WORLDS);
        assert_true(covered * 100 >= rows[row].covered * WORLDS && near * 100 >= rows[row].near * WORLDS);
    }
}

/* A straight rise of three standard deviations over 140 years: the nulls take it for a change, the line does not. */
static void a_slope_is_no_turning_point(void **state) {
    (void)state;
    int by_nulls = 0, established = 0, slopes = 0;
    for (uint64_t world = 0; world < WORLDS; world++) {
        int years[LONGEST];
        double values[LONGEST];
        struct ent_turning turning;
        struct ent_arena arena;
        struct ent_error error;
        ent_arena_init(&arena);
        plant(60, world, LONGEST, .5, 0, years, values);
        for (int i = 0; i < LONGEST; i++)
            values[i] += 3.0 * i / LONGEST;
        assert_int_equal(ent_turning_find(&arena, years, values, LONGEST, &annual, &turning, &error), ENT_OK);
        by_nulls += turning.p_high <= .05;
        established += turning.verdict == ENT_TURNING_ESTABLISHED;
        slopes += turning.verdict == ENT_TURNING_SLOPE;
        ent_arena_release(&arena);
    }
    printf("a slope: %d of %d by the nulls, %d established\n", by_nulls, WORLDS, established);
    assert_true(by_nulls * 100 >= 85 * WORLDS && established * 100 <= 40 * WORLDS);
    assert_int_equal(by_nulls, established + slopes);
    int years[60], found[2] = {0, 0};
    double values[60];
    for (uint64_t world = 0; world < 60; world++) /* a tenth more each year: a line in logs, whatever the sign */
        for (int amounts = 0; amounts < 2; amounts++) {
            struct ent_turning_options options = annual;
            struct ent_turning turning;
            struct ent_arena arena;
            struct ent_error error;
            options.amounts = amounts;
            ent_arena_init(&arena);
            plant(61, world, 60, .5, 0, years, values);
            for (int i = 0; i < 60; i++)
                values[i] = (world % 2 ? 1 : -1) * exp(.1 * i + .1 * values[i]);
            assert_int_equal(ent_turning_find(&arena, years, values, 60, &options, &turning, &error), ENT_OK);
            found[amounts] += turning.verdict == ENT_TURNING_ESTABLISHED;
            ent_arena_release(&arena);
        }
    printf("growth: %d of 60 established, in logs %d\n", found[0], found[1]);
    assert_true(found[0] >= 10 && found[1] == 0);
}

/* ---- holes, signs, and what has no date ---- */

static void find(struct ent_arena *arena, const int *years, const double *values, size_t n, size_t categories,
                 struct ent_turning *out) {
    struct ent_turning_options options = annual;
    struct ent_error error;
    options.categories = categories;
    assert_int_equal(ent_turning_find(arena, years, values, n, &options, out, &error), ENT_OK);
}

static void a_change_in_a_hole_is_an_interval(void **state) {
    (void)state;
    int years[40];
    double values[40];
    struct ent_turning turning;
    struct ent_arena arena;
    ent_arena_init(&arena);
    plant(30, 0, 40, 0, 6, years, values);
    for (int i = 20; i < 40; i++)
        years[i] += 3; /* 1920 to 1922 are not seen */
    find(&arena, years, values, 40, 0, &turning);
    assert_int_equal(turning.dates[turning.best].from, 1920);
    assert_int_equal(turning.dates[turning.best].to, 1923);
    assert_int_equal(turning.verdict, ENT_TURNING_ESTABLISHED);
    assert_int_equal(turning.date_count, 31);
    assert_int_equal(turning.dates[0].to, 1905);
    assert_int_equal(turning.dates[30].to, 1938);
    ent_arena_release(&arena);
}

static void signs_do_not_matter(void **state) {
    (void)state;
    for (uint64_t world = 0; world < 20; world++) {
        int years[60];
        double values[60], other[60];
        struct ent_turning one, two;
        struct ent_arena arena;
        bool numbers = world % 2;
        ent_arena_init(&arena);
        plant(31, world, 60, .5, 1.5, years, values);
        for (size_t i = 0; i < 60; i++) {
            values[i] = numbers ? values[i] : values[i] > .8;
            other[i] = numbers ? -values[i] : 1 - values[i];
        }
        find(&arena, years, values, 60, numbers ? 0 : 2, &one);
        find(&arena, years, other, 60, numbers ? 0 : 2, &two);
        assert_int_equal(one.verdict, two.verdict);
        assert_int_equal(one.best, two.best);
        assert_float_equal(one.p_low, two.p_low, 0);
        assert_float_equal(one.p_high, two.p_high, 0);
        for (size_t i = 0; i < one.date_count; i++)
            assert_float_equal(one.dates[i].mass, two.dates[i].mass, 1e-12);
        ent_arena_release(&arena);
    }
}

/* Rare and short, then long and often: one is planted in 1930. With the same spells in any order none is. */
static void spells_are_dealt_and_years_are_not(void **state) {
    (void)state;
    static const size_t gone[] = {9, 8, 7, 6, 1, 1, 1, 1}, so[] = {1, 1, 1, 1, 6, 7, 8, 9};
    int years[100], found = 0;
    double values[100];
    struct ent_turning turning;
    struct ent_arena arena;
    ent_arena_init(&arena);
    size_t n = 0;
    for (size_t i = 0; i < 8; i++) {
        for (size_t k = 0; k < gone[i]; k++)
            values[n++] = 0;
        for (size_t k = 0; k < so[i]; k++)
            values[n++] = 1;
    }
    for (size_t i = 0; i < n; i++)
        years[i] = 1900 + (int)i;
    find(&arena, years, values, n, 2, &turning);
    assert_int_equal(turning.verdict, ENT_TURNING_ESTABLISHED);
    assert_int_equal(turning.spells, 16);
    assert_true(turning.dates[turning.best].to >= 1933 && turning.dates[turning.best].to <= 1935);
    for (uint64_t world = 0; world < WORLDS; world++) {
        struct ent_random random;
        size_t order[2][8], at = 0;
        ent_random_seed(&random, 7, 40, world);
        for (size_t value = 0; value < 2; value++)
            for (size_t i = 0; i < 8; i++) {
                size_t k = ent_random_below(&random, (uint32_t)i + 1);
                order[value][i] = order[value][k];
                order[value][k] = value ? so[i] : gone[i];
            }
        for (size_t i = 0; i < 8; i++)
            for (size_t value = 0; value < 2; value++)
                for (size_t k = 0; k < order[value][i]; k++)
                    values[at++] = (double)value;
        find(&arena, years, values, n, 2, &turning);
        found += turning.verdict == ENT_TURNING_ESTABLISHED;
    }
    printf("spells in any order: %d of %d declared\n", found, WORLDS);
    assert_true(found <= (.05 + 3 * sqrt(.05 * .95 / WORLDS)) * WORLDS);
    ent_arena_release(&arena);
}

static void what_has_no_date(void **state) {
    (void)state;
    int years[40];
    double values[40];
    struct ent_turning turning, before, after;
    struct ent_arena arena;
    struct ent_error error;
    ent_arena_init(&arena);
    plant(50, 0, 40, 0, 0, years, values);
    find(&arena, years, values, 9, 0, &turning);
    assert_int_equal(turning.verdict, ENT_TURNING_TOO_SHORT);
    find(&arena, years, values, 10, 0, &turning);
    assert_int_equal(turning.date_count, 1);
    for (size_t i = 0; i < 40; i++)
        values[i] = .1;
    find(&arena, years, values, 40, 0, &turning);
    assert_int_equal(turning.verdict, ENT_TURNING_CONSTANT);
    for (size_t i = 0; i < 40; i++)
        values[i] = i >= 17;
    find(&arena, years, values, 40, 2,
         &turning); /* one spell: its beginning is a date, and no series shows it by chance */
    assert_int_equal(turning.verdict, ENT_TURNING_FEW_SPELLS);
    assert_int_equal(turning.dates[turning.best].to, 1917);
    plant(51, 0, 40, 0, 8, years, values); /* a second change, in the later half */
    for (size_t i = 30; i < 40; i++)
        values[i] += 40;
    find(&arena, years, values, 40, 0, &turning);
    assert_int_equal(turning.dates[turning.best].to, 1930);
    assert_int_equal(ent_turning_find_more(&arena, years, values, 40, &annual, &turning, &before, &after, &error),
                     ENT_OK);
    assert_int_equal(before.verdict, ENT_TURNING_ESTABLISHED);
    assert_int_equal(before.dates[before.best].to, 1920);
    assert_int_not_equal(after.verdict, ENT_TURNING_ESTABLISHED);
    ent_arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(evidence_of_the_example),
        cmocka_unit_test(ten_zeros_and_ones_date_nothing),
        cmocka_unit_test(tables_are_the_sum_over_all),
        cmocka_unit_test(the_table_of_two_nulls),
        cmocka_unit_test(planted_shifts_are_dated),
        cmocka_unit_test(a_slope_is_no_turning_point),
        cmocka_unit_test(a_change_in_a_hole_is_an_interval),
        cmocka_unit_test(signs_do_not_matter),
        cmocka_unit_test(spells_are_dealt_and_years_are_not),
        cmocka_unit_test(what_has_no_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
