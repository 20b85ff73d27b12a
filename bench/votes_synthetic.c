/* All pairs of a made-up world of roll calls, in growing sizes: kappa of every pair, time and peak memory of a process
 * of its own for each, and how time grows with pairs times words (1 is linear). Ballots are noise: the arithmetic does
 * not look. Usage: bench_votes_synthetic (an argument is taken and not read). */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/random.h"
#include "bench.h"
#include "measure/votes_pairs.h"

static const struct {
    size_t states, roll_calls;
} worlds[] = {{250, 25000}, {500, 25000}, {500, 50000}, {500, 100000}, {1000, 50000}, {1000, 100000}};
enum { WORLDS = sizeof worlds / sizeof worlds[0] };

static double pairs_of(size_t states) {
    return (double)states * (double)(states - 1) / 2;
}

static void fill(struct ent_vote_tiles *tiles) {
    struct ent_random random;
    ent_random_seed(&random, 1, tiles->states, tiles->words);
    for (size_t i = 0; i < tiles->states; i++)
        for (size_t word = 0; word < tiles->words; word++) {
            uint64_t there = ent_random_next(&random) | ent_random_next(&random) | ent_random_next(&random);
            uint64_t yes = ent_random_next(&random) | ent_random_next(&random), no = ent_random_next(&random);
            ent_vote_tiles_put(tiles, i, 0, word, there & yes);
            ent_vote_tiles_put(tiles, i, 1, word, there & ~yes & ~no);
            ent_vote_tiles_put(tiles, i, 2, word, there & ~yes & no);
        }
}

/* One world in this process; prints its line and gives the CPU seconds on one thread. */
static double one_world(size_t states, size_t roll_calls) {
    static const struct ent_vote_asked kappa = {ENT_VOTE_KAPPA, 0};
    struct ent_vote_pairs run = {.support = NULL};
    struct ent_error error;
    struct bench_took took[2];
    double sum = 0;
    if (ent_vote_tiles_init(&run.tiles, states, (roll_calls + 63) / 64, &error))
        bench_stop(error.message);
    fill(&run.tiles);
    for (int threads = 1; threads <= 2; threads++) {
        struct bench_took start = bench_start();
        if (ent_vote_pairs_compute(&run, 1, &kappa, 1, 10, NULL, threads, &error))
            bench_stop(error.message);
        took[threads - 1] = bench_end(start);
    }
    for (size_t i = 0; i < states; i++)
        for (size_t j = i + 1; j < states; j++)
            sum += fabs(run.values[0][ent_vote_pair_at(states, i, j)]);
    printf("  %7zu %10zu %13.1f %9.3f %9.3f %9.3f %9.1f   %.5f\n", states, roll_calls,
           pairs_of(states) * (double)run.tiles.words / 1e6, took[0].cpu, took[0].wall, took[1].wall, bench_peak(),
           sum / pairs_of(states));
    fflush(stdout);
    ent_vote_pairs_release(&run);
    return took[0].cpu;
}

/* The same in a child, so that its peak is its own. */
static double apart(size_t states, size_t roll_calls) {
    int ends[2], status;
    double seconds = NAN;
    fflush(stdout);
    if (pipe(ends) != 0)
        bench_stop("no pipe");
    pid_t child = fork();
    if (child == 0) {
        seconds = one_world(states, roll_calls);
        _exit(write(ends[1], &seconds, sizeof seconds) != sizeof seconds);
    }
    close(ends[1]);
    if (child < 0 || read(ends[0], &seconds, sizeof seconds) != sizeof seconds || waitpid(child, &status, 0) != child)
        bench_stop("a world was not finished");
    close(ends[0]);
    return seconds;
}

/* Slope of log seconds on log pairs times words. */
static double exponent(const double *work, const double *seconds) {
    double x = 0, y = 0, xx = 0, xy = 0;
    for (int i = 0; i < WORLDS; i++) {
        x += log(work[i]) / WORLDS;
        y += log(seconds[i]) / WORLDS;
    }
    for (int i = 0; i < WORLDS; i++) {
        xx += (log(work[i]) - x) * (log(work[i]) - x);
        xy += (log(work[i]) - x) * (log(seconds[i]) - y);
    }
    return xy / xx;
}

int main(void) {
    double work[WORLDS], seconds[WORLDS];
    printf("made-up worlds, kappa of all pairs (%s)\n", ent_vote_kernels_best()->name);
    printf("  %7s %10s %13s %9s %9s %9s %9s   %s\n", "states", "roll calls", "million words", "cpu s", "wall s",
           "2 threads", "peak MB", "mean |kappa|");
    for (int i = 0; i < WORLDS; i++) {
        work[i] = pairs_of(worlds[i].states) * (double)(worlds[i].roll_calls + 63) / 64;
        seconds[i] = apart(worlds[i].states, worlds[i].roll_calls);
    }
    printf("  time grows with the power %.2f of pairs times words\n", exponent(work, seconds));
    return 0;
}
