/* What moves a result: contrasts, shares of variance and flips, on tables small enough to reckon by hand. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "question/choices.h"
#include "question/null.h"

static struct ent_arena arena;
static struct ent_error error;

/* METHODS 7: index {S, kappa} x votes {all, important} x coding {valued, binary}. */
static const double methods[] = {.10, .14, .22, .26, -.12, -.08, .02, .04};

static void fill_methods(struct ent_choice_table *table) {
    static const char *const index[] = {"S", "kappa"}, *const votes[] = {"all", "important"},
                             *const coding[] = {"valued", "binary"};
    memset(table, 0, sizeof *table);
    for (size_t i = 0; i < 8; i++) {
        size_t at;
        assert_int_equal(ent_choices_add(table, &arena, &at, &error), ENT_OK);
        assert_int_equal(ent_choices_set(table, at, "measure", index[i / 4], false, &error), ENT_OK);
        assert_int_equal(ent_choices_set(table, at, "votes", votes[i / 2 % 2], false, &error), ENT_OK);
        assert_int_equal(ent_choices_set(table, at, "coding", coding[i % 2], false, &error), ENT_OK);
    }
}

static void shares_of_the_methods_example(void **state) {
    (void)state;
    struct ent_choice_table table;
    struct ent_variance variance;
    bool in[8] = {true, true, true, true, true, true, true, true};
    fill_methods(&table);
    assert_int_equal(ent_choices_variance(&table, &arena, methods, in, false, &variance, &error), ENT_OK);
    assert_int_equal(variance.specifications, 8);
    assert_true(fabs(variance.share[0] - 0.7317) < 5e-5);
    assert_true(fabs(variance.share[1] - 0.2473) < 5e-5);
    assert_true(fabs(variance.share[2] - 0.0194) < 5e-5);
    assert_true(fabs(variance.rest - (1 - 0.9984)) < 1e-4);
}

/* 0.3 by two ways of adding differs in its last digit, which is no variance. */
static void rounding_is_no_variance(void **state) {
    (void)state;
    struct ent_choice_table table;
    struct ent_variance variance;
    double numbers[8], sum = 0.1 + 0.2;
    bool in[8] = {true, true, true, true, true, true, true, true};
    for (int i = 0; i < 8; i++)
        numbers[i] = i % 2 ? 0.3 : sum;
    assert_true(numbers[0] != numbers[1]);
    fill_methods(&table);
    assert_int_equal(ent_choices_variance(&table, &arena, numbers, in, false, &variance, &error), ENT_OK);
    assert_true(variance.total == 0 && isnan(variance.share[2]) && isnan(variance.rest));
}

/* One hole: its level of votes has two of four left to cross, as has its level of each other choice; the first such
 * choice with a level to spare is cut, and what stays is full. */
static void a_hole_leaves_a_full_factorial(void **state) {
    (void)state;
    struct ent_choice_table table;
    struct ent_variance variance;
    double numbers[8];
    bool in[8] = {true, true, true, true, true, true, true, true};
    memcpy(numbers, methods, sizeof numbers);
    numbers[7] = NAN;
    fill_methods(&table);
    assert_int_equal(ent_choices_variance(&table, &arena, numbers, in, false, &variance, &error), ENT_OK);
    assert_int_equal(variance.specifications, 4);
    assert_true(variance.left_out[0][1]); /* kappa goes: S .10 .14 .22 .26, squares .0144 and .0016 of .016 */
    assert_true(fabs(variance.share[1] - 0.9) < 1e-9);
    assert_true(fabs(variance.share[2] - 0.1) < 1e-9);
    assert_true(fabs(variance.rest) < 1e-9);
}

static const struct ent_contrast *contrast_of(const struct ent_contrast *all, size_t count, size_t dimension, int from,
                                              int to) {
    for (size_t i = 0; i < count; i++)
        if (all[i].dimension == dimension && all[i].from == from && all[i].to == to)
            return &all[i];
    fail();
    return NULL;
}

static void contrasts_of_the_methods_example(void **state) {
    (void)state;
    struct ent_choice_table table;
    struct ent_contrast *contrasts;
    size_t count;
    fill_methods(&table);
    assert_int_equal(ent_choices_contrasts(&table, &arena, methods, NULL, &contrasts, &count, &error), ENT_OK);
    assert_int_equal(count, 6); /* three choices, and the two levels of each */
    /* S to kappa: -.22 -.22 -.20 -.22; all to important: .12 .12 .14 .12; valued to binary: .04 .04 .04 .02 */
    assert_true(fabs(contrast_of(contrasts, count, 0, 0, 1)->mean_signed + 0.215) < 1e-9);
    assert_true(fabs(contrast_of(contrasts, count, 0, -1, -1)->mean_absolute - 0.215) < 1e-9);
    assert_true(fabs(contrast_of(contrasts, count, 1, 0, 1)->mean_signed - 0.125) < 1e-9);
    assert_true(fabs(contrast_of(contrasts, count, 2, 0, 1)->mean_signed - 0.035) < 1e-9);
    assert_int_equal(contrast_of(contrasts, count, 2, 0, 1)->pairs, 4);
    assert_true(isnan(contrast_of(contrasts, count, 2, -1, -1)->mean_signed));
}

/* Numbers of different units are no pair; nor is one that is not there. */
static void units_and_holes_make_no_pair(void **state) {
    (void)state;
    struct ent_choice_table table;
    struct ent_contrast *contrasts;
    const char *const units[] = {"S", "S", "S", "S", "k", "k", "k", "k"};
    double numbers[8];
    size_t count;
    memcpy(numbers, methods, sizeof numbers);
    numbers[3] = NAN;
    fill_methods(&table);
    assert_int_equal(ent_choices_contrasts(&table, &arena, numbers, units, &contrasts, &count, &error), ENT_OK);
    assert_int_equal(contrast_of(contrasts, count, 0, -1, -1)->pairs, 0);
    assert_int_equal(contrast_of(contrasts, count, 1, 0, 1)->pairs, 3);
    assert_int_equal(contrast_of(contrasts, count, 2, 0, 1)->pairs, 3);
}

/* weights belong to kappa: agreement has none, and is a pair of kappa whatever its weights. */
static void own_options_go_with_their_measure(void **state) {
    (void)state;
    struct ent_choice_table table = {.dimension_count = 0};
    static const char *const rows[][3] = {{"agreement", NULL, "all"},  {"agreement", NULL, "contested"},
                                          {"kappa", "nominal", "all"}, {"kappa", "nominal", "contested"},
                                          {"kappa", "linear", "all"},  {"kappa", "linear", "contested"}};
    const double outcomes[] = {0, 0, 0, 0, 0, 1}, numbers[] = {.9, .8, .5, .3, .6, .4};
    struct ent_contrast *contrasts;
    struct ent_variance variance;
    size_t at, count, to, distance;
    bool in[6] = {true, true, true, true, true, true};
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(ent_choices_add(&table, &arena, &at, &error), ENT_OK);
        assert_int_equal(ent_choices_set(&table, at, "measure", rows[i][0], false, &error), ENT_OK);
        if (rows[i][1])
            assert_int_equal(ent_choices_set(&table, at, "weights", rows[i][1], true, &error), ENT_OK);
        assert_int_equal(ent_choices_set(&table, at, "scope", rows[i][2], false, &error), ENT_OK);
        assert_int_equal(ent_choices_set(&table, at, "source", "one", false, &error), ENT_OK);
    }
    ent_choices_prune(&table);
    assert_int_equal(table.dimension_count, 3); /* one source is no choice */
    assert_int_equal(ent_choices_contrasts(&table, &arena, numbers, NULL, &contrasts, &count, &error), ENT_OK);
    assert_int_equal(contrast_of(contrasts, count, 0, 0, 1)->pairs, 4);
    assert_int_equal(contrast_of(contrasts, count, 1, 0, 1)->pairs, 3);
    assert_true(fabs(contrast_of(contrasts, count, 1, 0, 1)->mean_signed + 0.5 / 3) < 1e-9);
    assert_int_equal(contrast_of(contrasts, count, 2, 0, 1)->pairs, 2); /* weights, of kappa alone */
    /* The nearest flip of agreement over all votes: kappa and contested; the weights come with kappa. */
    assert_true(ent_choices_flip(&table, outcomes, 0, &to, &distance));
    assert_int_equal(to, 5);
    assert_int_equal(distance, 2);
    assert_string_equal(ent_choices_difference(&table, &arena, 0, to), "measure=kappa, scope=contested");
    assert_true(ent_choices_flip(&table, outcomes, 4, &to, &distance));
    assert_int_equal(distance, 1);
    /* Not crossed as they are; three indices by two scopes where a measure is taken with its options:
     * means .85 .4 .5 of .58333, squares 2 (.07111 + .03361 + .00694) = .22333; scopes .66667 and .5: .04167; all
     * .26833 */
    assert_int_equal(ent_choices_variance(&table, &arena, numbers, in, false, &variance, &error), ENT_OK);
    assert_int_equal(variance.specifications, 0);
    assert_int_equal(ent_choices_variance(&table, &arena, numbers, in, true, &variance, &error), ENT_OK);
    assert_int_equal(variance.specifications, 6);
    assert_true(fabs(variance.share[0] - 0.223333 / 0.268333) < 1e-5);
    assert_true(fabs(variance.share[1] - 0.041667 / 0.268333) < 1e-5);
}

static void nothing_flips_where_all_agree(void **state) {
    (void)state;
    struct ent_choice_table table;
    const double outcomes[] = {1, 1, 1, 1, NAN, 1, 1, 1};
    size_t to, distance;
    fill_methods(&table);
    assert_false(ent_choices_flip(&table, outcomes, 0, &to, &distance));
}

static void places(void **state) {
    (void)state;
    const double values[] = {.2, .5, NAN, .5, .9};
    assert_true(fabs(ent_place_of(values, 5, 0, 1) - 0) < 1e-9);
    assert_true(fabs(ent_place_of(values, 5, 1, 1) - 0.5) < 1e-9); /* beats one of three, ties one */
    assert_true(fabs(ent_place_of(values, 5, 4, 1) - 1) < 1e-9);
    assert_true(fabs(ent_place_of(values, 5, 4, -1) - 0) < 1e-9);
    assert_true(isnan(ent_place_of(values, 5, 2, 1)));
    assert_true(isnan(ent_place_of(values + 1, 2, 0, 1))); /* alone */
}

/* Four permutations of one specification of three years; the last year is asked about. */
static void p_values_by_hand(void **state) {
    (void)state;
    const double values[] = {1, 2, 4}, permuted[] = {1, 2, 4, 2, 4, 1, 4, 1, 2, 1, 2, 4};
    struct ent_null_work work;
    struct ent_null null;
    ent_null_begin(&work, &arena, 4, true);
    assert_int_equal(ent_null_add(&work, values, permuted, 3, 2, 1, &error), ENT_OK);
    assert_int_equal(ent_null_finish(&work, 7, &null, &error), ENT_OK);
    assert_null(null.reason);
    /* places 1, 0, .5, 1: two as large as 1; the year is first in two */
    assert_true(fabs(null.place.observed - 1) < 1e-9);
    assert_true(fabs(null.place.p - 3.0 / 5) < 1e-9);
    assert_true(fabs(null.place.typical - 0.75) < 1e-9);
    assert_true(fabs(null.share.p - 3.0 / 5) < 1e-9);
    /* gaps 2.5, -2, -.5, 2.5: mean .625, deviation 2.25 */
    assert_true(fabs(null.z.observed - 1.875 / 2.25) < 1e-9);
    assert_true(fabs(null.z.p - 3.0 / 5) < 1e-9);
}

static void no_rows_no_null(void **state) {
    (void)state;
    struct ent_null_work work;
    struct ent_null null;
    ent_null_begin(&work, &arena, 4, false);
    assert_int_equal(ent_null_finish(&work, 7, &null, &error), ENT_OK);
    assert_non_null(null.reason);
}

static int setup(void **state) {
    (void)state;
    ent_arena_init(&arena);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    ent_arena_release(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_of_the_methods_example),
        cmocka_unit_test(rounding_is_no_variance),
        cmocka_unit_test(a_hole_leaves_a_full_factorial),
        cmocka_unit_test(contrasts_of_the_methods_example),
        cmocka_unit_test(units_and_holes_make_no_pair),
        cmocka_unit_test(own_options_go_with_their_measure),
        cmocka_unit_test(nothing_flips_where_all_agree),
        cmocka_unit_test(places),
        cmocka_unit_test(p_values_by_hand),
        cmocka_unit_test(no_rows_no_null),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
