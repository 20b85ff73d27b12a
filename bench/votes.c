/* All pairs of states in all years of a release of roll calls: agreement (half credit), kappa and pi (nominal).
 *
 *   bench_votes RECORD                 the table of times (what `make bench` runs)
 *   bench_votes RECORD write FOLDER    ballots as a file that an R script reads: states, roll calls, year by roll call,
 *                                      then a byte a ballot (1 yes, 2 abstain, 3 no, 0 none), roll call by roll call
 *   bench_votes RECORD compare FOLDER  computes the values and compares those that the script wrote
 *
 * Times of values are the fastest of several runs, from ballots in memory to values in memory. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/threads.h"
#include "bench.h"
#include "measure/votes_draws.h"
#include "measure/votes_intervals.h"

enum { RUNS = 5, MINIMUM = 5, INDICES = 3, REPLICATES = 1000 };

static const struct ent_vote_asked indices[INDICES] = {
    {ENT_VOTE_AGREEMENT, 1}, {ENT_VOTE_KAPPA, ENT_WEIGHTS_NOMINAL}, {ENT_VOTE_PI, ENT_WEIGHTS_NOMINAL}};

struct world {
    struct ent_vote_record *votes;
    ent_state *states;
    size_t count; /* states with any ballot */
};

static void load(struct ent_context *context, struct world *world) {
    struct ent_error error;
    struct ent_request request = {.view = {.as_of = ENT_DAY_OPEN}};
    struct ent_basis basis;
    struct ent_planes planes;
    size_t states = ent_states_count(context->record->states);
    if (ent_basis_choose(context, &request, "votes", &basis, &error) || !basis.release ||
        ent_vote_record_get(context, basis.release->id, &world->votes, &error))
        bench_stop("the record has no votes");
    printf("%s %s, %zu roll calls\n", basis.release->source_name, basis.release->version, world->votes->votes->count);
    world->states = ent_arena_alloc(context->arena, states + 1, sizeof *world->states);
    for (size_t i = 0; i < states; i++) {
        if (ent_vote_record_planes(context, world->votes, (ent_state)i, &planes, &error))
            bench_stop(error.message);
        if (planes.yes)
            world->states[world->count++] = (ent_state)i;
    }
}

static int year_count(const struct world *world) {
    return world->votes->votes->last_year - world->votes->votes->first_year + 1;
}

/* Ballots of those who cast any in the year, as tiles; `place` receives who they are, by index in world->states. */
static void open_year(const struct world *world, int year, struct ent_vote_tiles *tiles, int *place) {
    struct ent_vote_run run = {.members = NULL};
    struct ent_error error;
    size_t count = 0;
    ent_vote_record_year(world->votes, year, &run.start, &run.end);
    if (ent_vote_tiles_init(tiles, world->count, ent_vote_run_words(&run), &error))
        bench_stop(error.message);
    for (size_t i = 0; i < world->count; i++) {
        const struct ent_planes *planes = &world->votes->planes[world->states[i]];
        uint64_t any = 0;
        for (size_t word = 0; word < tiles->words; word++) {
            uint64_t yes = ent_vote_run_word(&run, planes->yes, word), no = ent_vote_run_word(&run, planes->no, word);
            uint64_t abstain = ent_vote_run_word(&run, planes->abstain, word);
            any |= yes | no | abstain;
            ent_vote_tiles_put(tiles, count, 0, word, yes);
            ent_vote_tiles_put(tiles, count, 1, word, abstain);
            ent_vote_tiles_put(tiles, count, 2, word, no);
        }
        if (any)
            place[count++] = (int)i;
    }
    tiles->states = count; /* those who cast none left zeros at the end */
}

/* Ballots of every year, a year a piece. */
struct opening {
    const struct world *world;
    struct ent_vote_pairs *runs;
    int **places;
};

static int open_piece(void *data, size_t index, int worker, struct ent_error *error) {
    struct opening *opening = data;
    (void)worker, (void)error;
    ent_vote_tiles_release(&opening->runs[index].tiles);
    open_year(opening->world, opening->world->votes->votes->first_year + (int)index, &opening->runs[index].tiles,
              opening->places[index]);
    return ENT_OK;
}

/* All years once, with fresh results or into those of the last time; they stay in `runs`. */
static struct bench_took all_pairs(const struct world *world, const struct ent_vote_kernels *kernels, int threads,
                                   struct ent_vote_pairs *runs, int **places) {
    struct ent_error error;
    struct opening opening = {world, runs, places};
    size_t years = (size_t)year_count(world);
    struct bench_took start = bench_start();
    if (ent_threads_run(ent_threads_count(threads), years, open_piece, &opening, &error) ||
        ent_vote_pairs_compute(runs, years, indices, INDICES, MINIMUM, kernels, threads, &error))
        bench_stop(error.message);
    return bench_end(start);
}

static void release_all(const struct world *world, struct ent_vote_pairs *runs) {
    for (int i = 0; i < year_count(world); i++)
        ent_vote_pairs_release(&runs[i]);
}

static void check_figures(const struct world *world, const struct ent_vote_pairs *runs) {
    long pairs = 0, defined = 0;
    double sum = 0;
    for (int i = 0; i < year_count(world); i++)
        for (size_t a = 0; a < runs[i].tiles.states; a++)
            for (size_t b = a + 1; b < runs[i].tiles.states; b++) {
                size_t at = ent_vote_pair_at(runs[i].tiles.states, a, b);
                bool has = !isnan(runs[i].values[1][at]);
                pairs += runs[i].support[at] >= MINIMUM;
                defined += has;
                sum += has ? runs[i].values[1][at] : 0;
            }
    printf("  %ld pair-years with %d common roll calls or more; mean kappa %.4f over the %ld that have one, %.4f with "
           "0 for the"
           " others\n",
           pairs, MINIMUM, sum / (double)defined, defined, sum / (double)pairs);
}

static void write_ballots(const struct world *world, const char *folder) {
    const struct ent_votes *votes = world->votes->votes;
    char path[4096];
    snprintf(path, sizeof path, "%s/ballots.bin", folder);
    FILE *file = fopen(path, "wb");
    if (!file)
        bench_stop("the folder cannot be written to");
    int32_t head[2] = {(int32_t)world->count, (int32_t)votes->count};
    fwrite(head, sizeof *head, 2, file);
    for (size_t i = 0; i < votes->count; i++) {
        int32_t year = votes->roll_calls[i].year;
        fwrite(&year, sizeof year, 1, file);
    }
    for (size_t i = 0; i < votes->count; i++)
        for (size_t k = 0; k < world->count; k++) {
            const struct ent_planes *planes = &world->votes->planes[world->states[k]];
            uint64_t bit = (uint64_t)1 << (i % 64);
            int ballot = planes->yes[i / 64] & bit       ? 1
                         : planes->abstain[i / 64] & bit ? 2
                         : planes->no[i / 64] & bit      ? 3
                                                         : 0;
            fputc(ballot, file);
        }
    if (fclose(file) != 0)
        bench_stop("writing failed");
}

/* Beside values.bin of the script: for each year with a roll call its year, then for each index a matrix of all states
 * in order of the ballots file. */
static void compare(const struct world *world, const struct ent_vote_pairs *runs, int **places, const char *folder) {
    char path[4096];
    snprintf(path, sizeof path, "%s/values.bin", folder);
    FILE *file = fopen(path, "rb");
    double *matrix = malloc(world->count * world->count * sizeof *matrix), worst = 0;
    long compared = 0, differ = 0;
    int32_t year;
    if (!file || !matrix)
        bench_stop("there are no values of the script");
    while (fread(&year, sizeof year, 1, file) == 1) {
        int at = year - world->votes->votes->first_year;
        const struct ent_vote_pairs *run = &runs[at];
        for (size_t k = 0; k < INDICES; k++) {
            if (fread(matrix, sizeof *matrix, world->count * world->count, file) != world->count * world->count)
                bench_stop("the values of the script end early");
            for (size_t i = 0; i < run->tiles.states; i++)
                for (size_t j = i + 1; j < run->tiles.states; j++) {
                    double ours = run->values[k][ent_vote_pair_at(run->tiles.states, i, j)];
                    double theirs = matrix[(size_t)places[at][j] * world->count + (size_t)places[at][i]];
                    compared += !isnan(ours);
                    differ += isnan(ours) != isnan(theirs) || fabs(ours - theirs) > 1e-9;
                    if (fabs(ours - theirs) > worst)
                        worst = fabs(ours - theirs);
                }
        }
    }
    fclose(file);
    free(matrix);
    printf("%ld values beside R's: %ld differ, the largest difference is %.1g\n", compared, differ, worst);
    if (differ || !compared)
        exit(1);
}

static void row(const char *what, const char *kernels, int threads, struct bench_took took) {
    printf("  %-22s %-8s %7d %10.2f %10.2f %9.1f\n", what, kernels, threads, took.wall * 1e3, took.cpu * 1e3,
           bench_peak());
}

/* The fastest run with results in memory of the system's, and in memory that is there already. */
static void time_pairs(const struct world *world, const struct ent_vote_kernels *kernels, int threads,
                       struct ent_vote_pairs *runs, int **places) {
    struct bench_took fresh = {1e9, 1e9}, again = {1e9, 1e9};
    double until = bench_clock(CLOCK_MONOTONIC) + 0.7;
    for (int run = 0; run < RUNS || bench_clock(CLOCK_MONOTONIC) < until; run++) {
        release_all(world, runs);
        struct bench_took first = all_pairs(world, kernels, threads, runs, places);
        struct bench_took second = all_pairs(world, kernels, threads, runs, places);
        fresh = (struct bench_took){fmin(fresh.wall, first.wall), fmin(fresh.cpu, first.cpu)};
        again = (struct bench_took){fmin(again.wall, second.wall), fmin(again.cpu, second.cpu)};
    }
    row("values, fresh memory", kernels->name, threads, fresh);
    row("values, memory there", kernels->name, threads, again);
}

/* Low and high of every index of every pair-year, a year at a time. */
static void time_intervals(struct ent_context *context, const struct world *world, int threads) {
    struct ent_error error;
    struct ent_vote_choice choice = {.record = world->votes, .window = 1};
    double *low[INDICES], *high[INDICES], width = 0;
    size_t most = ent_vote_pairs_places(world->count) + 1, intervals = 0;
    int *place = calloc(world->count + 1, sizeof *place);
    for (int k = 0; k < INDICES; k++) {
        low[k] = calloc(most, sizeof *low[k]);
        high[k] = calloc(most, sizeof *high[k]);
        if (!low[k] || !high[k] || !place)
            bench_stop("out of memory");
    }
    struct bench_took start = bench_start();
    for (int i = 0; i < year_count(world); i++) {
        int year = world->votes->votes->first_year + i;
        struct ent_vote_pairs run = {.support = NULL};
        struct ent_vote_drawn drawn;
        open_year(world, year, &run.tiles, place);
        if (ent_vote_pairs_compute(&run, 1, indices, INDICES, MINIMUM, NULL, threads, &error) ||
            ent_vote_draws_open(context, &choice, year, REPLICATES, 1, &drawn, &error) ||
            ent_vote_intervals(&run, &drawn.digits, REPLICATES, indices, INDICES, NULL, threads, low, high, &error))
            bench_stop(error.message);
        for (size_t pair = 0; pair < ent_vote_pairs_places(run.tiles.states); pair++)
            if (!isnan(low[1][pair])) {
                width += high[1][pair] - low[1][pair];
                intervals++;
            }
        ent_vote_pairs_release(&run);
    }
    row("intervals of all", ent_vote_kernels_best()->name, threads, bench_end(start));
    printf("    %d replicates; %zu intervals of kappa, mean width %.4f\n", REPLICATES, intervals,
           width / (double)intervals);
    for (int k = 0; k < INDICES; k++) {
        free(low[k]);
        free(high[k]);
    }
    free(place);
}

static void times(struct ent_context *context, const struct world *world, struct ent_vote_pairs *runs, int **places) {
    printf("  %-22s %-8s %7s %10s %10s %9s\n", "agreement, kappa, pi", "version", "threads", "wall ms", "cpu ms",
           "peak MB");
    for (int which = 0; which < ENT_VOTE_KERNELS; which++)
        for (int threads = 1; ent_vote_kernels_at(which) && threads <= 2; threads++)
            time_pairs(world, ent_vote_kernels_at(which), threads, runs, places);
    for (int threads = 1; threads <= 2; threads++)
        time_intervals(context, world, threads);
}

int main(int argc, char **argv) {
    struct ent_record *record;
    struct ent_arena arena;
    struct ent_context context;
    struct ent_error error;
    struct world world = {NULL, NULL, 0};
    if (argc < 2)
        bench_stop("usage: bench_votes RECORD [write FOLDER | compare FOLDER]");
    if (ent_record_open(&record, argv[1], ENT_RECORD_READ, &error))
        bench_stop(error.message);
    ent_arena_init(&arena);
    if (ent_context_init(&context, record, &arena, &error))
        bench_stop(error.message);
    load(&context, &world);
    struct ent_vote_pairs *runs = calloc((size_t)year_count(&world) + 1, sizeof *runs);
    int **places = calloc((size_t)year_count(&world) + 1, sizeof *places);
    for (int i = 0; places && i < year_count(&world); i++)
        places[i] = calloc(world.count + 1, sizeof **places);
    if (!runs || !places)
        bench_stop("out of memory");
    if (argc == 4 && strcmp(argv[2], "write") == 0)
        write_ballots(&world, argv[3]);
    else if (argc == 4) {
        all_pairs(&world, ent_vote_kernels_best(), 0, runs, places);
        compare(&world, runs, places, argv[3]);
    } else {
        times(&context, &world, runs, places);
        check_figures(&world, runs);
    }
    release_all(&world, runs);
    for (int i = 0; i < year_count(&world); i++)
        free(places[i]);
    free(runs);
    free(places);
    ent_arena_release(&arena);
    ent_record_close(record);
    return 0;
}
