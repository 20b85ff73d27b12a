/* Trends: slopes worked out by hand, and on planted worlds how often the interval covers the planted slope. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/distribution.h"
#include "base/random.h"
#include "question/trend.h"

enum { MOST = 70, WORLDS = 1000 };

static struct ent_trend find(const int *years, const double *values, size_t n) {
    struct ent_arena arena;
    struct ent_trend out;
    struct ent_error error;
    ent_arena_init(&arena);
    assert_int_equal(ent_trend_find(&arena, years, values, n, &out, &error), ENT_OK);
    ent_arena_release(&arena);
    return out;
}

static void by_hand(void **state) {
    (void)state;
    /* slopes 1 (3 pairs), 2 and 3: of (0,0) (1,1) (2,2) and (4,8): 1 1 2 | 1 7/3 | 3; sorted 1 1 1 2 7/3 3 */
    static const int years[] = {2000, 2001, 2002, 2004};
    static const double values[] = {0, 1, 2, 8};
    struct ent_trend trend = find(years, values, 4);
    assert_float_equal(trend.slope, 1.5, 1e-12);
    assert_float_equal(trend.kendall_s, 6, 0);
    assert_true(isnan(trend.low) && isnan(trend.p)); /* four years bound nothing */
    assert_true(isnan(find(years, values, 1).slope));
    /* ten years, straight: S is 45, its variance 10 * 9 * 25 / 18 = 125 */
    int ten[10];
    double line[10];
    for (int i = 0; i < 10; i++) {
        ten[i] = 1990 + i;
        line[i] = 3 * i;
    }
    trend = find(ten, line, 10);
    assert_float_equal(trend.slope, 3, 1e-12);
    assert_float_equal(trend.rho, 0, 0);
    assert_float_equal(trend.effective_n, 10, 1e-12);
    assert_float_equal(trend.p, 2 * ent_student_below(-44 / sqrt(125), 8), 1e-12);
    assert_true(trend.rises > 0.99);
    line[5] = 1000; /* one wild year does not move it */
    assert_float_equal(find(ten, line, 10).slope, 3, 1e-12);
}

static double normal(struct ent_random *random) {
    double unit = 0;
    while (unit <= 0)
        unit = ent_random_unit(random);
    return ent_normal_at(unit);
}

/* A rise of .1 a year under AR(1) noise of standard deviation 1, and the same without the rise. */
static void planted_slopes_are_covered(void **state) {
    (void)state;
    static const size_t lengths[] = {27, 40, 70};
    static const double rhos[] = {0, .3, .5, .7};
    for (size_t l = 0; l < 3; l++)
        for (size_t k = 0; k < 4; k++) {
            int covered = 0, found = 0;
            for (uint64_t i = 0; i < WORLDS / 2; i++) {
                struct ent_random random;
                int years[MOST];
                double values[MOST], noise;
                ent_random_seed(&random, 21, 10 * l + k, i);
                noise = normal(&random);
                for (size_t t = 0; t < lengths[l]; t++) {
                    noise = t ? rhos[k] * noise + sqrt(1 - rhos[k] * rhos[k]) * normal(&random) : noise;
                    years[t] = 1950 + (int)t;
                    values[t] = noise;
                }
                found += find(years, values, lengths[l]).p <= 0.05;
                for (size_t t = 0; t < lengths[l]; t++)
                    values[t] += 0.1 * (double)t;
                struct ent_trend trend = find(years, values, lengths[l]);
                covered += trend.low <= 0.1 && trend.high >= 0.1;
            }
            printf("n %zu, rho %.1f: the interval covers in %.1f %%; a trend is found in %.1f %% of flat worlds\n",
                   lengths[l], rhos[k], covered * 200.0 / WORLDS, found * 200.0 / WORLDS);
            assert_in_range(covered, 92 * WORLDS / 200, 98 * WORLDS / 200);
            assert_true(found <= 8 * WORLDS / 200);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_hand),
        cmocka_unit_test(planted_slopes_are_covered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
