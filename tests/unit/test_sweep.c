/* A sweep is every seen point of every pair, once, in order; and nothing that is not seen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "fixture_measure.h"
#include "measure/sweep.h"

enum { AAA, BBB, CCC, DDD };

static struct fixture fixture;
static struct ent_error error;

/* Output 1990-92 with a missing cell; DDD exists in 1991 alone. Sales: who sends what to whom. Rivals: AAA and CCC. */
static int setup(void **state) {
    fixture_open(&fixture);
    fixture_states(&fixture, "AAA BBB CCC");
    fixture_state_years(&fixture, DDD, "DDD", 1991, 1991);
    fixture_release(&fixture, "books", "1", "2000-01-01");
    int output = fixture_strand(&fixture, "output", "state value", false, NULL, 1990, 1992, ENT_KIND_UNKNOWN);
    fixture_value(&fixture, output, BBB, -1, 1991, 5);
    fixture_value(&fixture, output, AAA, -1, 1990, 3);
    fixture_value(&fixture, output, AAA, -1, 1991, 4);
    int sales = fixture_strand(&fixture, "sales", "pair value", true, NULL, 1990, 1991, ENT_KIND_UNKNOWN);
    fixture_value(&fixture, sales, BBB, AAA, 1990, 7);
    fixture_value(&fixture, sales, AAA, BBB, 1990, 2);
    fixture_value(&fixture, sales, CCC, BBB, 1991, 9);
    int rivalry = fixture_strand(&fixture, "rivalry", "spell", false, "spatial", 1990, 1991, ENT_KIND_NONE);
    fixture_spell(&fixture, rivalry, CCC, AAA, 1991, 1991, 1);
    fixture_commit(&fixture);
    fixture_read(&fixture);
    *state = &fixture;
    return 0;
}

static struct ent_sweep sweep_of(const char *specification, const ent_state *states, size_t count) {
    struct ent_request request = fixture_ask(&fixture, specification, -1, -1);
    struct ent_sweep sweep;
    if (ent_measure_sweep(&fixture.context, &request, states, count, &sweep, &error) != ENT_OK)
        fail_msg("%s", error.message);
    return sweep;
}

static void assert_points(struct ent_sweep *sweep, const struct ent_sweep_point *wanted, size_t count) {
    assert_int_equal(sweep->count, count);
    for (size_t i = 0; i < count; i++) {
        const struct ent_sweep_point *point = &sweep->points[i];
        assert_int_equal(point->year, wanted[i].year);
        assert_int_equal(point->a, wanted[i].a);
        assert_int_equal(point->b, wanted[i].b);
        assert_true(point->value == wanted[i].value);
    }
    assert_int_equal(sweep->release_count, 1);
    ent_sweep_release(sweep);
}

static void states_one_by_one(void **state) {
    (void)state;
    static const struct ent_sweep_point wanted[] = {{.year = 1990, .a = AAA, .b = ENT_NO_STATE, .value = 3},
                                                    {.year = 1991, .a = AAA, .b = ENT_NO_STATE, .value = 4},
                                                    {.year = 1991, .a = BBB, .b = ENT_NO_STATE, .value = 5}};
    struct ent_sweep sweep = sweep_of("output", NULL, 0);
    size_t first, end;
    ent_sweep_year(&sweep, 1991, &first, &end);
    assert_int_equal(first, 1);
    assert_int_equal(end, 3);
    ent_sweep_year(&sweep, 1989, &first, &end);
    assert_int_equal(first, end);
    assert_points(&sweep, wanted, 3);
}

static void directed_pairs_both_ways(void **state) {
    (void)state;
    static const struct ent_sweep_point wanted[] = {{.year = 1990, .a = AAA, .b = BBB, .value = 2},
                                                    {.year = 1990, .a = BBB, .b = AAA, .value = 7},
                                                    {.year = 1991, .a = CCC, .b = BBB, .value = 9}};
    struct ent_sweep sweep = sweep_of("sales:direction=from", NULL, 0);
    assert_points(&sweep, wanted, 3);
}

/* Both ways together: once for each pair, and only where both are seen. */
static void sums_once(void **state) {
    (void)state;
    static const struct ent_sweep_point wanted[] = {{.year = 1990, .a = AAA, .b = BBB, .value = 9}};
    struct ent_sweep sweep = sweep_of("sales:direction=either", NULL, 0);
    assert_points(&sweep, wanted, 1);
}

/* None is 0 where the source covers both: DDD in its one year, the others in both. */
static void none_is_seen(void **state) {
    (void)state;
    static const ent_state states[] = {DDD, CCC, AAA};
    static const struct ent_sweep_point wanted[] = {{.year = 1990, .a = AAA, .b = CCC, .value = 0},
                                                    {.year = 1991, .a = AAA, .b = CCC, .value = 1},
                                                    {.year = 1991, .a = AAA, .b = DDD, .value = 0},
                                                    {.year = 1991, .a = CCC, .b = DDD, .value = 0}};
    struct ent_sweep sweep = sweep_of("rivalry", states, 3);
    assert_points(&sweep, wanted, 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(states_one_by_one), cmocka_unit_test(directed_pairs_both_ways),
                                       cmocka_unit_test(sums_once), cmocka_unit_test(none_is_seen)};
    return cmocka_run_group_tests(tests, setup, fixture_teardown);
}
