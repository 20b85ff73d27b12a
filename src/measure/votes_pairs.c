#include "measure/votes_pairs.h"

#include <stdlib.h>

#include "base/large.h"
#include "base/threads.h"

/* Blocks before row `row` of tiles: a row has a block for its own tile and for each after it. */
static size_t blocks_before(size_t tiles, size_t row) {
    return row * (2 * tiles - row + 1) / 2;
}

size_t ent_vote_pairs_places(size_t states) {
    size_t tiles = (states + ENT_TILE - 1) / ENT_TILE;
    return ENT_BLOCK * blocks_before(tiles, tiles);
}

size_t ent_vote_pair_at(size_t states, size_t i, size_t j) {
    size_t row = i / ENT_TILE, tiles = (states + ENT_TILE - 1) / ENT_TILE;
    return ENT_BLOCK * (blocks_before(tiles, row) + j / ENT_TILE - row) + ENT_TILE * (i % ENT_TILE) + j % ENT_TILE;
}

void ent_vote_pairs_release(struct ent_vote_pairs *run) {
    ent_vote_tiles_release(&run->tiles);
    free(run->memory);
    *run = (struct ent_vote_pairs){.support = NULL};
}

/* A piece of the work is a row of tiles: eight states against all that come after them. */
struct work {
    struct ent_vote_pairs *runs;
    size_t *first; /* pieces before each run; one more entry has them all */
    size_t run_count;
    const struct ent_vote_asked *asked;
    size_t asked_count;
    int minimum;
    const struct ent_vote_kernels *kernels;
};

static int row_of_tiles(void *data, size_t index, int worker, struct ent_error *error) {
    struct work *work = data;
    size_t at = 0;
    (void)worker, (void)error;
    while (index >= work->first[at + 1])
        at++;
    struct ent_vote_pairs *run = &work->runs[at];
    size_t row = index - work->first[at], tiles = ent_vote_tiles_count(&run->tiles);
    size_t place = ENT_BLOCK * blocks_before(tiles, row);
    for (size_t column = row; column < tiles; column++, place += ENT_BLOCK) {
        struct ent_vote_block tables;
        double *values[ENT_VOTE_ASKED];
        for (size_t k = 0; k < work->asked_count; k++)
            values[k] = run->values[k] + place;
        work->kernels->count(ent_vote_tiles_at(&run->tiles, row), ent_vote_tiles_at(&run->tiles, column),
                             run->tiles.words, &tables);
        work->kernels->indices(&tables, work->asked, work->asked_count, work->minimum, values, run->support + place);
    }
    return ENT_OK;
}

/* One piece of memory for all results: values first, then supports. */
static int make_room(struct ent_vote_pairs *runs, size_t run_count, size_t asked_count, struct ent_error *error) {
    size_t places = 0;
    for (size_t i = 0; i < run_count; i++)
        places += ent_vote_pairs_places(runs[i].tiles.states);
    size_t bytes = places * (asked_count * sizeof(double) + sizeof(int32_t));
    if (run_count == 0 || (runs[0].memory && runs[0].room >= bytes))
        return ENT_OK;
    free(runs[0].memory);
    runs[0].memory = ent_large_alloc(bytes);
    runs[0].room = runs[0].memory ? bytes : 0;
    return runs[0].memory ? ENT_OK : ent_fail_memory(error);
}

static void share_room(struct ent_vote_pairs *runs, size_t run_count, size_t asked_count) {
    double *values = run_count ? runs[0].memory : NULL;
    for (size_t i = 0; i < run_count; i++)
        for (size_t k = 0; k < asked_count; k++) {
            runs[i].values[k] = values;
            values += ent_vote_pairs_places(runs[i].tiles.states);
        }
    int32_t *support = (int32_t *)values;
    for (size_t i = 0; i < run_count; i++) {
        runs[i].support = support;
        support += ent_vote_pairs_places(runs[i].tiles.states);
    }
}

int ent_vote_pairs_compute(struct ent_vote_pairs *runs, size_t run_count, const struct ent_vote_asked *asked,
                           size_t asked_count, int minimum, const struct ent_vote_kernels *kernels, int threads,
                           struct ent_error *error) {
    struct work work = {.runs = runs,
                        .run_count = run_count,
                        .asked = asked,
                        .asked_count = asked_count,
                        .minimum = minimum,
                        .kernels = kernels ? kernels : ent_vote_kernels_best()};
    work.first = calloc(run_count + 1, sizeof *work.first);
    int status = work.first ? ENT_OK : ent_fail_memory(error);
    for (size_t i = 0; status == ENT_OK && i < run_count; i++)
        work.first[i + 1] = work.first[i] + ent_vote_tiles_count(&runs[i].tiles);
    if (status == ENT_OK)
        status = make_room(runs, run_count, asked_count, error);
    if (status == ENT_OK) {
        share_room(runs, run_count, asked_count);
        status = ent_threads_run(ent_threads_count(threads), work.first[run_count], row_of_tiles, &work, error);
    }
    free(work.first);
    return status;
}
