#include "measure/votes_pairs.h"

#include <stdlib.h>
#include <string.h>

#include "base/threads.h"

size_t ent_vote_pairs_count(size_t states) {
    return states < 2 ? 0 : states * (states - 1) / 2;
}

size_t ent_vote_pair_at(size_t states, size_t i, size_t j) {
    return i * (2 * states - i - 1) / 2 + (j - i - 1);
}

void ent_vote_pairs_release(struct ent_vote_pairs *run) {
    ent_vote_tiles_release(&run->tiles);
    free(run->support);
    for (size_t k = 0; k < ENT_VOTE_ASKED; k++)
        free(run->values[k]);
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

/* Results of the pairs of two tiles go to their places; pairs count once, and none of a state with itself. `size` is
 * that of a result. */
static void spread(size_t states, size_t tile_a, size_t tile_b, const void *from, size_t size, void *to) {
    size_t first = tile_b * ENT_TILE, left = states - first < ENT_TILE ? states - first : ENT_TILE;
    for (size_t i = 0; i < ENT_TILE && tile_a * ENT_TILE + i < states; i++) {
        size_t j = tile_a == tile_b ? i + 1 : 0;
        if (j < left)
            memcpy((char *)to + size * ent_vote_pair_at(states, tile_a * ENT_TILE + i, first + j),
                   (const char *)from + size * (ENT_TILE * i + j), size * (left - j));
    }
}

static int row_of_tiles(void *data, size_t index, int worker, struct ent_error *error) {
    struct work *work = data;
    size_t at = 0;
    (void)worker, (void)error;
    while (index >= work->first[at + 1])
        at++;
    struct ent_vote_pairs *run = &work->runs[at];
    size_t row = index - work->first[at], tiles = ent_vote_tiles_count(&run->tiles);
    for (size_t column = row; column < tiles; column++) {
        struct ent_vote_block tables;
        int32_t support[ENT_BLOCK];
        double values[ENT_BLOCK];
        work->kernels->count(ent_vote_tiles_at(&run->tiles, row), ent_vote_tiles_at(&run->tiles, column),
                             run->tiles.words, &tables);
        work->kernels->support(&tables, support);
        spread(run->tiles.states, row, column, support, sizeof *support, run->support);
        for (size_t k = 0; k < work->asked_count; k++) {
            work->kernels->index(&tables, work->asked[k].kind, work->asked[k].variant, work->minimum, values);
            spread(run->tiles.states, row, column, values, sizeof *values, run->values[k]);
        }
    }
    return ENT_OK;
}

static int make_room(struct ent_vote_pairs *run, size_t asked_count, struct ent_error *error) {
    size_t pairs = ent_vote_pairs_count(run->tiles.states);
    run->support = run->support ? run->support : malloc((pairs + 1) * sizeof *run->support);
    bool bad = !run->support;
    for (size_t k = 0; k < asked_count; k++) {
        run->values[k] = run->values[k] ? run->values[k] : malloc((pairs + 1) * sizeof *run->values[k]);
        bad = bad || !run->values[k];
    }
    return bad ? ent_fail_memory(error) : ENT_OK;
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
    for (size_t i = 0; status == ENT_OK && i < run_count; i++) {
        work.first[i + 1] = work.first[i] + ent_vote_tiles_count(&runs[i].tiles);
        status = make_room(&runs[i], asked_count, error);
    }
    if (status == ENT_OK)
        status = ent_threads_run(ent_threads_count(threads), work.first[run_count], row_of_tiles, &work, error);
    free(work.first);
    return status;
}
