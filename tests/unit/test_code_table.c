/* Indices over one table of codes: METHODS' worked numbers, identities, edges, and a computation item by item. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "measure/code_table.h"

enum { ITEMS = 60 };

static void assert_near(struct ent_code_value value, double expected) {
    assert_int_equal(value.why, ENT_WHY_FINE);
    assert_true(fabs(value.value - expected) < 0.00005);
}

static void assert_same(struct ent_code_value value, struct ent_code_value other) {
    assert_int_equal(value.why, other.why);
    assert_true((isnan(value.value) && isnan(other.value)) || fabs(value.value - other.value) < 1e-12);
}

static struct ent_code_table table_of(int codes, const int *x, const int *y, int count) {
    struct ent_code_table table = {.codes = codes};
    for (int i = 0; i < count; i++)
        table.n[x[i]][y[i]]++;
    return table;
}

/* METHODS 1.6 */
static const int six_a[] = {3, 3, 0, 1, 0, 0}, six_b[] = {3, 3, 2, 0, 0, 0};
static const struct ent_code_table ballots = {3, {{3, 1, 0}, {0, 1, 1}, {1, 0, 1}}};

static void six_states(void **state) {
    (void)state;
    struct ent_code_table all = table_of(4, six_a, six_b, 6);
    int64_t concordant, discordant;
    assert_near(ent_code_s(&all, false), 0.6667);
    assert_near(ent_code_s(&all, true), 0.8148);
    assert_near(ent_code_kappa(&all, ENT_WEIGHTS_QUADRATIC), 0.7761);
    assert_near(ent_code_pi(&all, ENT_WEIGHTS_QUADRATIC), 0.7753);
    assert_near(ent_code_agreement(&all, false), 0.6667);
    assert_near(ent_code_kappa(&all, ENT_WEIGHTS_NOMINAL), 0.4783);
    assert_near(ent_code_pi(&all, ENT_WEIGHTS_NOMINAL), 0.4667);
    assert_near(ent_code_kappa(&all, ENT_WEIGHTS_LINEAR), 0.6538);
    assert_near(ent_code_pi(&all, ENT_WEIGHTS_LINEAR), 0.6505);
    assert_near(ent_code_tau_b(&all), 0.6364);
    ent_code_orders(&all, &concordant, &discordant);
    assert_int_equal(concordant, 8);
    assert_int_equal(discordant, 1);
    assert_int_equal(ent_code_disagreement(&all, ENT_WEIGHTS_QUADRATIC), 5);
}

static void six_states_without_the_two(void **state) {
    (void)state;
    struct ent_code_table others = table_of(4, six_a + 2, six_b + 2, 4);
    assert_near(ent_code_s(&others, false), 0.5);
    assert_near(ent_code_s(&others, true), 0.7222);
    assert_near(ent_code_kappa(&others, ENT_WEIGHTS_QUADRATIC), -0.25);
    assert_near(ent_code_pi(&others, ENT_WEIGHTS_QUADRATIC), -0.2903);
    assert_near(ent_code_agreement(&others, false), 0.5);
    assert_near(ent_code_kappa(&others, ENT_WEIGHTS_NOMINAL), -0.1429);
    assert_near(ent_code_pi(&others, ENT_WEIGHTS_NOMINAL), -0.2308);
}

static void eight_roll_calls(void **state) {
    (void)state;
    int64_t concordant, discordant;
    assert_near(ent_code_agreement(&ballots, false), 0.625);
    assert_near(ent_code_agreement(&ballots, true), 0.75);
    assert_near(ent_code_opposite(&ballots), 0.125);
    assert_near(ent_code_s(&ballots, false), 0.5);
    assert_near(ent_code_s(&ballots, true), 0.625);
    assert_near(ent_code_kappa(&ballots, ENT_WEIGHTS_QUADRATIC), 0.4545);
    assert_near(ent_code_pi(&ballots, ENT_WEIGHTS_QUADRATIC), 0.4545);
    assert_near(ent_code_kappa(&ballots, ENT_WEIGHTS_NOMINAL), 0.4);
    assert_near(ent_code_pi(&ballots, ENT_WEIGHTS_NOMINAL), 0.4);
    assert_near(ent_code_kappa(&ballots, ENT_WEIGHTS_LINEAR), 0.4286);
    assert_near(ent_code_tau_b(&ballots), 0.45);
    ent_code_orders(&ballots, &concordant, &discordant);
    assert_int_equal(concordant, 12);
    assert_int_equal(discordant, 3);
}

/* METHODS 1.4 */
static void kappa_paradox(void **state) {
    (void)state;
    struct ent_code_table table = {3, {{22, 1, 0}, {1, 0, 0}}};
    assert_near(ent_code_agreement(&table, false), 0.9167);
    assert_near(ent_code_kappa(&table, ENT_WEIGHTS_NOMINAL), -0.0435);
    assert_near(ent_code_kappa(&table, ENT_WEIGHTS_QUADRATIC), -0.0435);
}

static void edges(void **state) {
    (void)state;
    struct ent_code_table same = {3, {{12}}}, constant = {3, {{9, 3, 2}}}, apart = {3, {{0, 0, 5}}}, empty = {3, {{0}}};
    for (int weights = ENT_WEIGHTS_NOMINAL; weights <= ENT_WEIGHTS_QUADRATIC; weights++) {
        struct ent_code_value value = ent_code_kappa(&same, (enum ent_code_weights)weights);
        assert_int_equal(value.why, ENT_WHY_ZERO_DENOM);
        assert_true(isnan(value.value));
        assert_int_equal(ent_code_pi(&same, (enum ent_code_weights)weights).why, ENT_WHY_ZERO_DENOM);
        value = ent_code_kappa(&constant, (enum ent_code_weights)weights);
        assert_int_equal(value.why, ENT_WHY_FINE);
        assert_true(value.value == 0);
        assert_int_equal(value.notes, ENT_NOTE_CONSTANT_A);
        assert_int_equal(ent_code_pi(&constant, (enum ent_code_weights)weights).notes, ENT_NOTE_CONSTANT_A);
        assert_true(ent_code_kappa(&apart, (enum ent_code_weights)weights).value == 0);
        assert_true(ent_code_pi(&apart, (enum ent_code_weights)weights).value == -1);
        assert_int_equal(ent_code_kappa(&empty, (enum ent_code_weights)weights).why, ENT_WHY_EMPTY);
        assert_int_equal(ent_code_pi(&empty, (enum ent_code_weights)weights).why, ENT_WHY_EMPTY);
    }
    assert_int_equal(ent_code_tau_b(&constant).why, ENT_WHY_CONSTANT);
    assert_int_equal(ent_code_tau_b(&constant).notes, ENT_NOTE_CONSTANT_A);
    assert_int_equal(ent_code_tau_b(&same).notes, ENT_NOTE_CONSTANT_A | ENT_NOTE_CONSTANT_B);
    assert_int_equal(ent_code_tau_b(&empty).why, ENT_WHY_EMPTY);
    assert_int_equal(ent_code_s(&empty, true).why, ENT_WHY_EMPTY);
    assert_int_equal(ent_code_agreement(&empty, true).why, ENT_WHY_EMPTY);
    assert_true(ent_code_s(&same, true).value == 1);
    assert_true(ent_code_s(&apart, true).value == -1);
}

/* Random pairs of rows, and every index once more without a table
 * -----------------------------------------------------*/

struct rows {
    int codes, count, x[ITEMS], y[ITEMS];
};

static struct rows random_rows(uint64_t seed) {
    struct ent_random random;
    struct rows rows;
    ent_random_seed(&random, 5, seed, 0);
    rows.codes = 2 + (int)ent_random_below(&random, 3);
    rows.count = 1 + (int)ent_random_below(&random, ITEMS);
    int some = 1 + (int)ent_random_below(&random, (uint32_t)rows.codes); /* some rows are constant */
    for (int i = 0; i < rows.count; i++) {
        rows.x[i] = (int)ent_random_below(&random, (uint32_t)some);
        rows.y[i] =
            (int)ent_random_below(&random, 2) ? rows.x[i] : (int)ent_random_below(&random, (uint32_t)rows.codes);
    }
    return rows;
}

static double distance(int weights, int x, int y) {
    return weights == ENT_WEIGHTS_NOMINAL ? x != y : pow(abs(x - y), weights == ENT_WEIGHTS_LINEAR ? 1 : 2);
}

/* Chance as the mean over all pairs of items: of the two rows, or of both rows thrown together. */
static double naive_chance(const struct rows *rows, int weights, bool pooled) {
    double seen = 0, chance = 0;
    for (int i = 0; i < rows->count; i++) {
        seen += distance(weights, rows->x[i], rows->y[i]) / rows->count;
        for (int j = 0; j < rows->count; j++)
            chance += pooled ? distance(weights, rows->x[i], rows->x[j]) / 4 +
                                   distance(weights, rows->x[i], rows->y[j]) / 2 +
                                   distance(weights, rows->y[i], rows->y[j]) / 4
                             : distance(weights, rows->x[i], rows->y[j]);
    }
    chance /= (double)rows->count * rows->count;
    return chance == 0 ? (double)NAN : 1 - seen / chance;
}

static int sign(int value) {
    return (value > 0) - (value < 0);
}

static double naive_tau(const struct rows *rows) {
    double sum = 0, x = 0, y = 0;
    for (int i = 0; i < rows->count; i++)
        for (int j = 0; j < i; j++) {
            int of_x = sign(rows->x[i] - rows->x[j]), of_y = sign(rows->y[i] - rows->y[j]);
            sum += of_x * of_y;
            x += of_x != 0;
            y += of_y != 0;
        }
    return x == 0 || y == 0 ? (double)NAN : sum / sqrt(x * y);
}

static double naive_s(const struct rows *rows, int power) {
    double sum = 0;
    for (int i = 0; i < rows->count; i++)
        sum += pow(abs(rows->x[i] - rows->y[i]), power);
    return 1 - 2 * sum / (rows->count * pow(rows->codes - 1, power));
}

/* Lin's concordance with moments over n. */
static double concordance(const struct rows *rows) {
    double n = rows->count, mean_x = 0, mean_y = 0, xx = 0, yy = 0, xy = 0;
    for (int i = 0; i < rows->count; i++) {
        mean_x += rows->x[i] / n;
        mean_y += rows->y[i] / n;
    }
    for (int i = 0; i < rows->count; i++) {
        xx += (rows->x[i] - mean_x) * (rows->x[i] - mean_x) / n;
        yy += (rows->y[i] - mean_y) * (rows->y[i] - mean_y) / n;
        xy += (rows->x[i] - mean_x) * (rows->y[i] - mean_y) / n;
    }
    return 2 * xy / (xx + yy + (mean_x - mean_y) * (mean_x - mean_y));
}

static void assert_close(struct ent_code_value value, double naive) {
    if (isnan(naive))
        assert_true(isnan(value.value) && value.why != ENT_WHY_FINE);
    else
        assert_true(fabs(value.value - naive) < 1e-9);
}

static void as_item_by_item(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 1000; seed++) {
        struct rows rows = random_rows(seed);
        struct ent_code_table table = table_of(rows.codes, rows.x, rows.y, rows.count);
        assert_int_equal(ent_code_total(&table), rows.count);
        for (int weights = ENT_WEIGHTS_NOMINAL; weights <= ENT_WEIGHTS_QUADRATIC; weights++) {
            struct ent_code_value kappa = ent_code_kappa(&table, (enum ent_code_weights)weights);
            struct ent_code_value pi = ent_code_pi(&table, (enum ent_code_weights)weights);
            assert_close(kappa, naive_chance(&rows, weights, false));
            assert_close(pi, naive_chance(&rows, weights, true));
            assert_true(isnan(pi.value) || pi.value <= kappa.value + 1e-12);
        }
        assert_close(ent_code_tau_b(&table), naive_tau(&rows));
        assert_close(ent_code_s(&table, false), naive_s(&rows, 1));
        assert_close(ent_code_s(&table, true), naive_s(&rows, 2));
        if (ent_code_kappa(&table, ENT_WEIGHTS_QUADRATIC).why == ENT_WHY_FINE)
            assert_close(ent_code_kappa(&table, ENT_WEIGHTS_QUADRATIC), concordance(&rows));
    }
}

static void identities(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 1000; seed++) {
        struct rows rows = random_rows(seed);
        struct ent_code_table table = table_of(rows.codes, rows.x, rows.y, rows.count);
        double same = ent_code_agreement(&table, false).value;
        if (rows.codes == 3) /* half credit is 1 - |x - y| / 2 only there */
            assert_close(ent_code_s(&table, false), 2 * ent_code_agreement(&table, true).value - 1);
        if (rows.codes == 2) {
            assert_close(ent_code_s(&table, false), 2 * same - 1);
            assert_close(ent_code_s(&table, true), 2 * same - 1);
        }
    }
}

static void turned_around(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 300; seed++) {
        struct rows rows = random_rows(seed);
        struct ent_code_table there = table_of(rows.codes, rows.x, rows.y, rows.count);
        struct ent_code_table back = table_of(rows.codes, rows.y, rows.x, rows.count);
        for (int i = 0; i < rows.count; i++) { /* no becomes yes */
            rows.x[i] = rows.codes - 1 - rows.x[i];
            rows.y[i] = rows.codes - 1 - rows.y[i];
        }
        struct ent_code_table mirrored = table_of(rows.codes, rows.x, rows.y, rows.count);
        const struct ent_code_table *others[] = {&back, &mirrored};
        for (int i = 0; i < 2; i++) {
            for (int weights = ENT_WEIGHTS_NOMINAL; weights <= ENT_WEIGHTS_QUADRATIC; weights++) {
                enum ent_code_weights as = (enum ent_code_weights)weights;
                assert_same(ent_code_kappa(&there, as), ent_code_kappa(others[i], as));
                assert_same(ent_code_pi(&there, as), ent_code_pi(others[i], as));
            }
            assert_same(ent_code_tau_b(&there), ent_code_tau_b(others[i]));
            assert_same(ent_code_s(&there, true), ent_code_s(others[i], true));
            assert_same(ent_code_s(&there, false), ent_code_s(others[i], false));
            assert_same(ent_code_opposite(&there), ent_code_opposite(others[i]));
            assert_same(ent_code_agreement(&there, true), ent_code_agreement(others[i], true));
        }
    }
}

/* Nominal indices know no order of the codes. */
static void relabelled(void **state) {
    (void)state;
    static const int other[ENT_CODES] = {2, 0, 1, 3};
    for (uint64_t seed = 0; seed < 300; seed++) {
        struct rows rows = random_rows(seed);
        struct ent_code_table table = table_of(4, rows.x, rows.y, rows.count);
        for (int i = 0; i < rows.count; i++) {
            rows.x[i] = other[rows.x[i]];
            rows.y[i] = other[rows.y[i]];
        }
        struct ent_code_table named = table_of(4, rows.x, rows.y, rows.count);
        assert_same(ent_code_kappa(&table, ENT_WEIGHTS_NOMINAL), ent_code_kappa(&named, ENT_WEIGHTS_NOMINAL));
        assert_same(ent_code_pi(&table, ENT_WEIGHTS_NOMINAL), ent_code_pi(&named, ENT_WEIGHTS_NOMINAL));
        assert_same(ent_code_agreement(&table, false), ent_code_agreement(&named, false));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(six_states),
        cmocka_unit_test(six_states_without_the_two),
        cmocka_unit_test(eight_roll_calls),
        cmocka_unit_test(kappa_paradox),
        cmocka_unit_test(edges),
        cmocka_unit_test(as_item_by_item),
        cmocka_unit_test(identities),
        cmocka_unit_test(turned_around),
        cmocka_unit_test(relabelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
