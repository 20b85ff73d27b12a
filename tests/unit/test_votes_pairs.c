/* All pairs at once beside one pair at a time: every version of the arithmetic, every index, every number of threads.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/quantile.h"
#include "base/random.h"
#include "base/threads.h"
#include "measure/votes_intervals.h"
#include "measure/votes_table.h"

/* Neither a multiple of the tile nor of the word. */
enum { STATES = 21, ROLL_CALLS = 157, WORDS = 3 };

static const struct ent_vote_asked all[] = {{ENT_VOTE_AGREEMENT, 0},
                                            {ENT_VOTE_AGREEMENT, 1},
                                            {ENT_VOTE_OPPOSITE, 0},
                                            {ENT_VOTE_KAPPA, ENT_WEIGHTS_NOMINAL},
                                            {ENT_VOTE_KAPPA, ENT_WEIGHTS_LINEAR},
                                            {ENT_VOTE_KAPPA, ENT_WEIGHTS_QUADRATIC},
                                            {ENT_VOTE_PI, ENT_WEIGHTS_NOMINAL},
                                            {ENT_VOTE_PI, ENT_WEIGHTS_LINEAR},
                                            {ENT_VOTE_PI, ENT_WEIGHTS_QUADRATIC},
                                            {ENT_VOTE_S, 0},
                                            {ENT_VOTE_S, 1},
                                            {ENT_VOTE_TAU_B, 0}};
enum { KINDS = sizeof all / sizeof all[0] };

/* Ballots at random: 0 yes, 1 abstain, 2 no, 3 missing. State 0 always says yes, 1 too; 2 says nothing; 3 but twice;
 * each other has habits of its own. */
static void make_ballots(uint64_t seed, int ballots[STATES][ROLL_CALLS]) {
    for (int i = 0; i < STATES; i++) {
        struct ent_random random;
        ent_random_seed(&random, seed, (uint64_t)i, 0);
        uint32_t yes = 1 + ent_random_below(&random, 70), missing = ent_random_below(&random, 60);
        for (int k = 0; k < ROLL_CALLS; k++) {
            bool absent = ent_random_below(&random, 100) < missing;
            int ballot = ent_random_below(&random, 100) < yes ? 0 : 1 + (int)ent_random_below(&random, 2);
            ballots[i][k] = absent ? 3 : ballot;
            if (i < 2)
                ballots[i][k] = 0;
            if (i == 2 || (i == 3 && k > 1))
                ballots[i][k] = 3;
        }
    }
}

static void put_ballots(int ballots[STATES][ROLL_CALLS], struct ent_vote_tiles *tiles) {
    struct ent_error error;
    assert_int_equal(ent_vote_tiles_init(tiles, STATES, WORDS, &error), ENT_OK);
    for (size_t i = 0; i < STATES; i++)
        for (size_t word = 0; word < WORDS; word++) {
            uint64_t bits[4] = {0};
            for (size_t k = 64 * word; k < 64 * word + 64 && k < ROLL_CALLS; k++)
                bits[ballots[i][k]] |= (uint64_t)1 << (k % 64);
            for (size_t ballot = 0; ballot < 3; ballot++)
                ent_vote_tiles_put(tiles, i, ballot, word, bits[ballot]);
        }
}

static struct ent_code_table table_of(const int *a, const int *b) {
    struct ent_code_table table = {.codes = ENT_BALLOTS};
    for (int k = 0; k < ROLL_CALLS; k++)
        if (a[k] < 3 && b[k] < 3)
            table.n[a[k]][b[k]]++;
    return table;
}

static double index_of(const struct ent_code_table *table, struct ent_vote_asked asked) {
    switch (asked.kind) {
    case ENT_VOTE_AGREEMENT:
        return ent_code_agreement(table, asked.variant).value;
    case ENT_VOTE_OPPOSITE:
        return ent_code_opposite(table).value;
    case ENT_VOTE_KAPPA:
        return ent_code_kappa(table, (enum ent_code_weights)asked.variant).value;
    case ENT_VOTE_PI:
        return ent_code_pi(table, (enum ent_code_weights)asked.variant).value;
    case ENT_VOTE_S:
        return ent_code_s(table, asked.variant).value;
    case ENT_VOTE_TAU_B:
        return ent_code_tau_b(table).value;
    }
    return 0;
}

/* Bit for bit; any NaN is as good as another. */
static void assert_value(double got, double wanted) {
    if (!(isnan(got) && isnan(wanted)) && memcmp(&got, &wanted, sizeof got) != 0)
        fail_msg("%.17g is not %.17g", got, wanted);
}

static void check(int ballots[STATES][ROLL_CALLS], const struct ent_vote_kernels *kernels, int minimum, int threads) {
    struct ent_error error;
    for (size_t first = 0; first < KINDS; first += ENT_VOTE_ASKED) {
        size_t count = KINDS - first < ENT_VOTE_ASKED ? KINDS - first : ENT_VOTE_ASKED;
        struct ent_vote_pairs run = {.support = NULL};
        put_ballots(ballots, &run.tiles);
        assert_int_equal(ent_vote_pairs_compute(&run, 1, all + first, count, minimum, kernels, threads, &error),
                         ENT_OK);
        for (size_t i = 0; i < STATES; i++)
            for (size_t j = i + 1; j < STATES; j++) {
                struct ent_code_table table = table_of(ballots[i], ballots[j]);
                size_t at = ent_vote_pair_at(STATES, i, j);
                assert_int_equal(run.support[at], ent_code_total(&table));
                for (size_t k = 0; k < count; k++)
                    assert_value(run.values[k][at], run.support[at] < minimum ? NAN : index_of(&table, all[first + k]));
            }
        ent_vote_pairs_release(&run);
    }
}

static void every_kernel(void **state) {
    (void)state;
    static int ballots[STATES][ROLL_CALLS];
    for (uint64_t seed = 1; seed <= 20; seed++) {
        make_ballots(seed, ballots);
        for (int which = 0; which < ENT_VOTE_KERNELS; which++)
            if (ent_vote_kernels_at(which))
                check(ballots, ent_vote_kernels_at(which), seed % 2 ? 1 : 30, 1);
        check(ballots, NULL, 10, 2);
    }
}

static double value_of(const struct ent_vote_pairs *run, size_t k, size_t i, size_t j) {
    return run->values[k][i < j ? ent_vote_pair_at(STATES, i, j) : ent_vote_pair_at(STATES, j, i)];
}

static void compute_all(int ballots[STATES][ROLL_CALLS], const struct ent_vote_asked *asked, size_t count,
                        struct ent_vote_pairs *run) {
    struct ent_error error;
    *run = (struct ent_vote_pairs){.support = NULL};
    put_ballots(ballots, &run->tiles);
    assert_int_equal(ent_vote_pairs_compute(run, 1, asked, count, 10, NULL, 1, &error), ENT_OK);
}

/* Ranges; S = 2 L - 1; states in another order; the scale turned round (yes for no): nothing changes. */
static void properties(void **state) {
    (void)state;
    enum { L = 0, S_ABSOLUTE = 1, ASKED = 6 };
    static const struct ent_vote_asked asked[ASKED] = {{ENT_VOTE_AGREEMENT, 1},
                                                       {ENT_VOTE_S, 0},
                                                       {ENT_VOTE_OPPOSITE, 0},
                                                       {ENT_VOTE_KAPPA, ENT_WEIGHTS_QUADRATIC},
                                                       {ENT_VOTE_PI, ENT_WEIGHTS_LINEAR},
                                                       {ENT_VOTE_TAU_B, 0}};
    static const double least[ASKED] = {0, -1, 0, -1, -1, -1};
    static int ballots[STATES][ROLL_CALLS], moved[STATES][ROLL_CALLS], turned[STATES][ROLL_CALLS];
    static struct ent_vote_pairs run, order, scale;
    for (uint64_t seed = 200; seed < 210; seed++) {
        make_ballots(seed, ballots);
        memcpy(ballots[5], ballots[9], sizeof ballots[5]); /* the same in everything */
        for (size_t i = 0; i < STATES; i++)
            for (size_t k = 0; k < ROLL_CALLS; k++) {
                moved[i][k] = ballots[STATES - 1 - i][k];
                turned[i][k] = ballots[i][k] == 3 ? 3 : 2 - ballots[i][k];
            }
        compute_all(ballots, asked, ASKED, &run);
        compute_all(moved, asked, ASKED, &order);
        compute_all(turned, asked, ASKED, &scale);
        assert_true(value_of(&run, S_ABSOLUTE, 5, 9) == 1 && value_of(&run, L, 5, 9) == 1);
        for (size_t i = 0; i < STATES; i++)
            for (size_t j = i + 1; j < STATES; j++)
                for (size_t k = 0; k < ASKED; k++) {
                    double value = value_of(&run, k, i, j);
                    assert_true(isnan(value) || (value >= least[k] && value <= 1));
                    assert_value(value_of(&order, k, STATES - 1 - i, STATES - 1 - j), value);
                    assert_value(value_of(&scale, k, i, j), value);
                    if (k == S_ABSOLUTE && !isnan(value))
                        assert_true(fabs(value - (2 * value_of(&run, L, i, j) - 1)) < 1e-12);
                }
        ent_vote_pairs_release(&run);
        ent_vote_pairs_release(&order);
        ent_vote_pairs_release(&scale);
    }
}

/* One thread and several: the same bytes. */
static void threads_do_not_matter(void **state) {
    (void)state;
    enum { RUNS = 5 };
    static int ballots[STATES][ROLL_CALLS];
    static struct ent_vote_pairs one[RUNS], many[RUNS];
    struct ent_error error;
    for (int i = 0; i < RUNS; i++) {
        make_ballots(100 + (uint64_t)i, ballots);
        put_ballots(ballots, &one[i].tiles);
        put_ballots(ballots, &many[i].tiles);
    }
    assert_int_equal(ent_vote_pairs_compute(one, RUNS, all + 3, 8, 10, NULL, 1, &error), ENT_OK);
    assert_int_equal(ent_vote_pairs_compute(many, RUNS, all + 3, 8, 10, NULL, 7, &error), ENT_OK);
    for (int i = 0; i < RUNS; i++) {
        size_t places = ent_vote_pairs_places(STATES);
        assert_memory_equal(one[i].support, many[i].support, places * sizeof *one[i].support);
        for (int k = 0; k < 8; k++)
            assert_memory_equal(one[i].values[k], many[i].values[k], places * sizeof *one[i].values[k]);
    }
    for (int i = 0; i < RUNS; i++) {
        ent_vote_pairs_release(&one[i]);
        ent_vote_pairs_release(&many[i]);
    }
}

enum { REPLICATES = 101, ROWS = 104, DIGITS = 4 };

static int up(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Type 7 by sorting. */
static double sorted_quantile(const double *sorted, size_t count, double share) {
    double place = share * (double)(count - 1);
    size_t below = (size_t)place;
    return below + 1 >= count ? sorted[count - 1]
                              : sorted[below] + (place - (double)below) * (sorted[below + 1] - sorted[below]);
}

/* How often each roll call counts in each replicate: mostly 0 to 3, at times up to 15. */
static void make_times(int times[REPLICATES][ROLL_CALLS], uint64_t *bits, unsigned char *digits) {
    struct ent_random random;
    ent_random_seed(&random, 5, 0, 0);
    memset(bits, 0, ROWS * DIGITS * WORDS * sizeof *bits);
    memset(digits, 0, ROWS);
    for (size_t r = 0; r < REPLICATES; r++)
        for (size_t k = 0; k < ROLL_CALLS; k++) {
            int rare = ent_random_below(&random, 20000) == 0;
            times[r][k] = (int)ent_random_below(&random, rare ? 16 : 4);
            for (size_t digit = 0; digit < DIGITS; digit++)
                if (times[r][k] >> digit & 1) {
                    bits[(r * DIGITS + digit) * WORDS + k / 64] |= (uint64_t)1 << (k % 64);
                    digits[r] = digits[r] > digit ? digits[r] : (unsigned char)(digit + 1);
                }
        }
}

static void check_interval(int ballots[STATES][ROLL_CALLS], int times[REPLICATES][ROLL_CALLS], size_t i, size_t j,
                           struct ent_vote_asked asked, double value, double low, double high) {
    double drawn[REPLICATES];
    size_t count = 0;
    for (size_t r = 0; r < REPLICATES; r++) {
        struct ent_code_table table = {.codes = ENT_BALLOTS};
        for (size_t k = 0; k < ROLL_CALLS; k++)
            if (ballots[i][k] < 3 && ballots[j][k] < 3)
                table.n[ballots[i][k]][ballots[j][k]] += (uint32_t)times[r][k];
        drawn[count] = index_of(&table, asked);
        count += !isnan(drawn[count]);
    }
    bool none = isnan(value) || count * 2 < REPLICATES;
    qsort(drawn, count, sizeof *drawn, up);
    assert_value(low, none ? NAN : sorted_quantile(drawn, count, 0.025));
    assert_value(high, none ? NAN : sorted_quantile(drawn, count, 0.975));
}

/* Intervals beside tables that are added up roll call by roll call, and sorted. */
static void intervals_of_every_pair(void **state) {
    (void)state;
    static int ballots[STATES][ROLL_CALLS], times[REPLICATES][ROLL_CALLS];
    static uint64_t bits[ROWS * DIGITS * WORDS];
    static unsigned char digits[ROWS];
    static double low[3][STATES * STATES * 2], high[3][STATES * STATES * 2];
    double *lows[] = {low[0], low[1], low[2]}, *highs[] = {high[0], high[1], high[2]};
    static const struct ent_vote_asked asked[] = {
        {ENT_VOTE_AGREEMENT, 1}, {ENT_VOTE_KAPPA, ENT_WEIGHTS_NOMINAL}, {ENT_VOTE_TAU_B, 0}};
    struct ent_vote_digits drawn = {bits, digits, DIGITS, WORDS};
    struct ent_error error;
    make_ballots(77, ballots);
    make_times(times, bits, digits);
    for (int which = 0; which < ENT_VOTE_KERNELS; which++) {
        const struct ent_vote_kernels *kernels = ent_vote_kernels_at(which);
        struct ent_vote_pairs run = {.support = NULL};
        put_ballots(ballots, &run.tiles);
        assert_int_equal(ent_vote_pairs_compute(&run, 1, asked, 3, 10, kernels, 1, &error), ENT_OK);
        assert_int_equal(
            ent_vote_intervals(&run, &drawn, REPLICATES, asked, 3, kernels, 1 + which, lows, highs, &error), ENT_OK);
        for (size_t i = 0; i < STATES; i++)
            for (size_t j = i + 1; j < STATES; j++) {
                size_t at = ent_vote_pair_at(STATES, i, j);
                for (size_t k = 0; k < 3; k++)
                    check_interval(ballots, times, i, j, asked[k], run.values[k][at], low[k][at], high[k][at]);
            }
        ent_vote_pairs_release(&run);
    }
}

/* Selection beside sorting, on numbers of all shapes: many, few, tied, lopsided, half missing. */
static void quantiles(void **state) {
    (void)state;
    enum { MOST = 1500 };
    static double numbers[MOST], work[2 * MOST], sorted[MOST];
    struct ent_random random;
    ent_random_seed(&random, 3, 0, 0);
    for (int trial = 0; trial < 3000; trial++) {
        size_t count = 1 + ent_random_below(&random, trial % 3 ? 40 : MOST), kept = 0;
        uint32_t shape = ent_random_below(&random, 6), ties = 1 + ent_random_below(&random, 9);
        for (size_t i = 0; i < count; i++) {
            double unit = ent_random_unit(&random);
            numbers[i] = shape == 0   ? unit
                         : shape == 1 ? floor(unit * ties)
                         : shape == 2 ? (unit < .97 ? 1 : unit)
                         : shape == 3 ? 1 / (unit + 1e-9)
                         : shape == 4 ? (unit < .3 ? (double)NAN : -unit)
                                      : (i % 2 ? -1e6 : (double)i);
            if (!isnan(numbers[i]))
                sorted[kept++] = numbers[i];
        }
        double low = 0, high = 0;
        bool there = ent_quantile_interval(numbers, count, work, &low, &high);
        assert_int_equal(there, kept > 0 && kept * 2 >= count);
        qsort(sorted, kept, sizeof *sorted, up);
        if (there) {
            assert_value(low, sorted_quantile(sorted, kept, 0.025));
            assert_value(high, sorted_quantile(sorted, kept, 0.975));
        }
    }
}

/* No states, one state, no roll calls: nothing, and no harm. */
static void small_worlds(void **state) {
    (void)state;
    struct ent_error error;
    for (size_t states = 0; states < 4; states++) {
        struct ent_vote_pairs run = {.support = NULL};
        assert_int_equal(ent_vote_tiles_init(&run.tiles, states, states == 3, &error), ENT_OK);
        assert_int_equal(ent_vote_pairs_compute(&run, 1, all, 1, 1, NULL, 2, &error), ENT_OK);
        for (size_t i = 0; i < states; i++)
            for (size_t j = i + 1; j < states; j++) {
                assert_int_equal(run.support[ent_vote_pair_at(states, i, j)], 0);
                assert_true(isnan(run.values[0][ent_vote_pair_at(states, i, j)]));
            }
        ent_vote_pairs_release(&run);
    }
}

static int fail_from_seven(void *data, size_t index, int worker, struct ent_error *error) {
    (void)data, (void)worker;
    return index >= 7 ? ent_fail(error, ENT_ERROR_USAGE, "piece %zu", index) : ENT_OK;
}

static int mark(void *data, size_t index, int worker, struct ent_error *error) {
    (void)worker, (void)error;
    ((char *)data)[index]++;
    return ENT_OK;
}

static void pieces(void **state) {
    (void)state;
    char done[1000] = {0};
    struct ent_error error;
    assert_int_equal(ent_threads_run(8, sizeof done, mark, done, &error), ENT_OK);
    for (size_t i = 0; i < sizeof done; i++)
        assert_int_equal(done[i], 1);
    assert_int_equal(ent_threads_run(1, 100, fail_from_seven, NULL, &error), ENT_ERROR_USAGE);
    assert_string_equal(error.message, "piece 7");
    assert_int_equal(ent_threads_run(3, 100, fail_from_seven, NULL, &error), ENT_ERROR_USAGE);
    assert_int_equal(ent_threads_run(3, 0, fail_from_seven, NULL, &error), ENT_OK);
    assert_int_equal(ent_threads_count(3), 3);
    assert_true(ent_threads_count(0) >= 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_kernel),
                                       cmocka_unit_test(properties),
                                       cmocka_unit_test(threads_do_not_matter),
                                       cmocka_unit_test(intervals_of_every_pair),
                                       cmocka_unit_test(quantiles),
                                       cmocka_unit_test(small_worlds),
                                       cmocka_unit_test(pieces)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
