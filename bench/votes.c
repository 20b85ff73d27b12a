/* All pairs of states in all years of a release of roll calls: agreement (half credit), kappa and pi (nominal).
 *
 *   bench_votes RECORD                 the table of times (what `make bench` runs)
 *   bench_votes RECORD write FOLDER    ballots as a file that an R script reads: states, roll calls, year by roll call,
 *                                      then a byte a ballot (1 yes, 2 abstain, 3 no, 0 none), roll call by roll call
 *   bench_votes RECORD compare FOLDER  the same again, beside the values that the script wrote
 *
 * Times are the fastest of several runs from ballots in memory to values in memory. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/threads.h"
#include "measure/votes_choice.h"
#include "measure/votes_pairs.h"
#include "measure/votes_record.h"

enum { RUNS = 15, MINIMUM = 5, INDICES = 3 };

static const struct ent_vote_asked indices[INDICES] = {
    {ENT_VOTE_AGREEMENT, 1}, {ENT_VOTE_KAPPA, ENT_WEIGHTS_NOMINAL}, {ENT_VOTE_PI, ENT_WEIGHTS_NOMINAL}};

static _Noreturn void stop(const char *what) {
    fprintf(stderr, "bench_votes: %s\n", what);
    exit(1);
}

static double clock_of(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double peak_memory(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

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
        stop("the record has no votes");
    printf("%s %s, %zu roll calls\n", basis.release->source_name, basis.release->version, world->votes->votes->count);
    world->states = ent_arena_alloc(context->arena, states + 1, sizeof *world->states);
    for (size_t i = 0; i < states; i++) {
        if (ent_vote_record_planes(context, world->votes, (ent_state)i, &planes, &error))
            stop(error.message);
        if (planes.yes)
            world->states[world->count++] = (ent_state)i;
    }
}

static int year_count(const struct world *world) {
    return world->votes->votes->last_year - world->votes->votes->first_year + 1;
}

/* Ballots of those who cast any in the year, as tiles; `place` receives who they are, by index in world->states. */
static void open_year(const struct world *world, int year, struct ent_vote_tiles *tiles, int *place) {
    struct ent_vote_run run;
    struct ent_error error;
    size_t count = 0;
    ent_vote_record_year(world->votes, year, &run.start, &run.end);
    for (size_t i = 0; i < world->count; i++) {
        const struct ent_planes *planes = &world->votes->planes[world->states[i]];
        if (run.start != run.end && (ent_vote_run_any(&run, planes->yes) || ent_vote_run_any(&run, planes->abstain) ||
                                     ent_vote_run_any(&run, planes->no)))
            place[count++] = (int)i;
    }
    if (ent_vote_tiles_init(tiles, count, ent_vote_run_words(&run), &error))
        stop(error.message);
    for (size_t i = 0; i < count; i++)
        for (size_t word = 0; word < tiles->words; word++) {
            const struct ent_planes *planes = &world->votes->planes[world->states[place[i]]];
            ent_vote_tiles_put(tiles, i, 0, word, ent_vote_run_word(&run, planes->yes, word));
            ent_vote_tiles_put(tiles, i, 1, word, ent_vote_run_word(&run, planes->abstain, word));
            ent_vote_tiles_put(tiles, i, 2, word, ent_vote_run_word(&run, planes->no, word));
        }
}

struct took {
    double wall, cpu;
};

/* All years once; the results stay in `runs`. */
static struct took all_pairs(const struct world *world, const struct ent_vote_kernels *kernels, int threads,
                             struct ent_vote_pairs *runs, int **places) {
    struct ent_error error;
    struct took took = {clock_of(CLOCK_MONOTONIC), clock_of(CLOCK_PROCESS_CPUTIME_ID)};
    for (int i = 0; i < year_count(world); i++)
        open_year(world, world->votes->votes->first_year + i, &runs[i].tiles, places[i]);
    if (ent_vote_pairs_compute(runs, (size_t)year_count(world), indices, INDICES, MINIMUM, kernels, threads, &error))
        stop(error.message);
    took.wall = clock_of(CLOCK_MONOTONIC) - took.wall;
    took.cpu = clock_of(CLOCK_PROCESS_CPUTIME_ID) - took.cpu;
    return took;
}

static struct took fastest(const struct world *world, const struct ent_vote_kernels *kernels, int threads,
                           struct ent_vote_pairs *runs, int **places) {
    struct took best = {1e9, 1e9};
    for (int run = 0; run < RUNS; run++) {
        for (int i = 0; i < year_count(world); i++)
            ent_vote_pairs_release(&runs[i]);
        struct took took = all_pairs(world, kernels, threads, runs, places);
        best.wall = took.wall < best.wall ? took.wall : best.wall;
        best.cpu = took.cpu < best.cpu ? took.cpu : best.cpu;
    }
    return best;
}

static void check_figures(const struct world *world, const struct ent_vote_pairs *runs) {
    long pairs = 0, defined = 0;
    double sum = 0;
    for (int i = 0; i < year_count(world); i++)
        for (size_t k = 0; k < ent_vote_pairs_count(runs[i].tiles.states); k++) {
            pairs += runs[i].support[k] >= MINIMUM;
            if (!isnan(runs[i].values[1][k])) {
                defined++;
                sum += runs[i].values[1][k];
            }
        }
    printf("%ld pair-years with %d common roll calls or more, mean kappa %.4f over the %ld where it is defined\n",
           pairs, MINIMUM, sum / (double)defined, defined);
}

static void write_ballots(const struct world *world, const char *folder) {
    const struct ent_votes *votes = world->votes->votes;
    char path[4096];
    snprintf(path, sizeof path, "%s/ballots.bin", folder);
    FILE *file = fopen(path, "wb");
    if (!file)
        stop("the folder cannot be written to");
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
        stop("writing failed");
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
        stop("there are no values of the script");
    while (fread(&year, sizeof year, 1, file) == 1) {
        int at = year - world->votes->votes->first_year;
        const struct ent_vote_pairs *run = &runs[at];
        for (size_t k = 0; k < INDICES; k++) {
            if (fread(matrix, sizeof *matrix, world->count * world->count, file) != world->count * world->count)
                stop("the values of the script end early");
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

static void times(const struct world *world, struct ent_vote_pairs *runs, int **places) {
    printf("%-40s %9s %9s %9s\n", "agreement, kappa and pi of all pair-years", "wall ms", "cpu ms", "peak MB");
    for (int which = 0; which < ENT_VOTE_KERNELS; which++)
        for (int threads = 1; ent_vote_kernels_at(which) && threads <= ent_threads_count(0) && threads <= 2;
             threads++) {
            struct took took = fastest(world, ent_vote_kernels_at(which), threads, runs, places);
            printf("  entente, %-8s %d thread%-14s %9.2f %9.2f %9.1f\n", ent_vote_kernels_at(which)->name, threads,
                   threads > 1 ? "s" : "", took.wall * 1e3, took.cpu * 1e3, peak_memory());
        }
}

int main(int argc, char **argv) {
    struct ent_record *record;
    struct ent_arena arena;
    struct ent_context context;
    struct ent_error error;
    struct world world = {NULL, NULL, 0};
    if (argc < 2)
        stop("usage: bench_votes RECORD [write FOLDER | compare FOLDER]");
    if (ent_record_open(&record, argv[1], ENT_RECORD_READ, &error))
        stop(error.message);
    ent_arena_init(&arena);
    if (ent_context_init(&context, record, &arena, &error))
        stop(error.message);
    load(&context, &world);
    struct ent_vote_pairs *runs = calloc((size_t)year_count(&world) + 1, sizeof *runs);
    int **places = calloc((size_t)year_count(&world) + 1, sizeof *places);
    for (int i = 0; places && i < year_count(&world); i++)
        places[i] = calloc(world.count + 1, sizeof **places);
    if (!runs || !places)
        stop("out of memory");
    if (argc == 4 && strcmp(argv[2], "write") == 0)
        write_ballots(&world, argv[3]);
    else {
        times(&world, runs, places);
        check_figures(&world, runs);
        if (argc == 4)
            compare(&world, runs, places, argv[3]);
    }
    for (int i = 0; i < year_count(&world); i++) {
        ent_vote_pairs_release(&runs[i]);
        free(places[i]);
    }
    free(runs);
    free(places);
    ent_arena_release(&arena);
    ent_record_close(record);
    return 0;
}
