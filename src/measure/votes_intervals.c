#include "measure/votes_intervals.h"

#include <math.h>
#include <stdlib.h>

#include "base/quantile.h"
#include "base/threads.h"

static size_t rows_of(size_t replicates) {
    return (replicates + ENT_TILE - 1) / ENT_TILE * ENT_TILE;
}

void ent_vote_replicates(const uint64_t *tile_a, size_t place, const uint64_t *tile_b,
                         const struct ent_vote_digits *digits, size_t replicates, const struct ent_vote_asked *asked,
                         size_t asked_count, const struct ent_vote_kernels *kernels, uint64_t *scratch,
                         double *values) {
    size_t rows = rows_of(replicates);
    ent_vote_draw_open(tile_a, place, tile_b, digits->words, scratch);
    for (size_t first = 0; first < rows; first += ENT_TILE) {
        struct ent_vote_block tables;
        double drawn[ENT_VOTE_ASKED][ENT_BLOCK], *places[ENT_VOTE_ASKED];
        for (size_t k = 0; k < asked_count; k++)
            places[k] = drawn[k];
        kernels->draw(scratch, digits, first, &tables);
        kernels->indices(&tables, asked, asked_count, 1, places, NULL);
        for (size_t k = 0; k < asked_count; k++) {
            double *to = values + k * ENT_TILE * rows + first;
            for (size_t j = 0; j < ENT_TILE; j++)
                for (size_t replicate = 0; replicate < ENT_TILE; replicate++)
                    to[j * rows + replicate] = drawn[k][ENT_TILE * replicate + j];
        }
    }
}

/* A piece of the work is a row of tiles, as in votes_pairs.c. */
struct work {
    const struct ent_vote_pairs *run;
    const struct ent_vote_digits *digits;
    size_t replicates, rows;
    const struct ent_vote_asked *asked;
    size_t asked_count;
    const struct ent_vote_kernels *kernels;
    double *const *low, *const *high;
};

static void fill_pair(const struct work *work, size_t pair, const double *values, double *sorting) {
    for (size_t k = 0; k < work->asked_count; k++) {
        work->low[k][pair] = work->high[k][pair] = (double)NAN;
        if (!isnan(work->run->values[k][pair]))
            (void)ent_quantile_interval(values + k * ENT_TILE * work->rows, work->replicates, sorting,
                                        &work->low[k][pair], &work->high[k][pair]);
    }
}

static bool any_value(const struct work *work, size_t first, size_t count) {
    for (size_t k = 0; k < work->asked_count; k++)
        for (size_t i = 0; i < count; i++)
            if (!isnan(work->run->values[k][first + i]))
                return true;
    return false;
}

/* One state with the states of a tile that come after it. */
static void fill_row(const struct work *work, size_t a, size_t tile_b, uint64_t *scratch, double *values,
                     double *sorting) {
    const struct ent_vote_tiles *tiles = &work->run->tiles;
    size_t b = tile_b * ENT_TILE, end = b + ENT_TILE < tiles->states ? b + ENT_TILE : tiles->states;
    size_t first = b > a ? b : a + 1;
    if (first >= end || !any_value(work, ent_vote_pair_at(tiles->states, a, first), end - first))
        return;
    ent_vote_replicates(ent_vote_tiles_at(tiles, a / ENT_TILE), a % ENT_TILE, ent_vote_tiles_at(tiles, tile_b),
                        work->digits, work->replicates, work->asked, work->asked_count, work->kernels, scratch, values);
    for (size_t i = first; i < end; i++)
        fill_pair(work, ent_vote_pair_at(tiles->states, a, i), values + (i - b) * work->rows, sorting);
}

static int row_of_tiles(void *data, size_t index, int worker, struct ent_error *error) {
    const struct work *work = data;
    const struct ent_vote_tiles *tiles = &work->run->tiles;
    size_t count = work->asked_count * ENT_TILE * work->rows + 2 * work->rows;
    uint64_t *scratch = malloc((ENT_TABLE_CELLS * ENT_TILE * tiles->words + 1) * sizeof *scratch);
    double *values = malloc((count + 1) * sizeof *values);
    (void)worker;
    for (size_t column = index; scratch && values && column < ent_vote_tiles_count(tiles); column++)
        for (size_t a = index * ENT_TILE; a < (index + 1) * ENT_TILE && a < tiles->states; a++)
            fill_row(work, a, column, scratch, values, values + count - 2 * work->rows);
    bool bad = !scratch || !values;
    free(scratch);
    free(values);
    return bad ? ent_fail_memory(error) : ENT_OK;
}

int ent_vote_intervals(const struct ent_vote_pairs *run, const struct ent_vote_digits *digits, int replicates,
                       const struct ent_vote_asked *asked, size_t asked_count, const struct ent_vote_kernels *kernels,
                       int threads, double *const *low, double *const *high, struct ent_error *error) {
    struct work work = {.run = run,
                        .digits = digits,
                        .replicates = (size_t)replicates,
                        .rows = rows_of((size_t)replicates),
                        .asked = asked,
                        .asked_count = asked_count,
                        .kernels = kernels ? kernels : ent_vote_kernels_best(),
                        .low = low,
                        .high = high};
    for (size_t k = 0; k < asked_count; k++)
        for (size_t i = 0; i < ent_vote_pairs_places(run->tiles.states); i++)
            low[k][i] = high[k][i] = (double)NAN;
    return ent_threads_run(ent_threads_count(threads), ent_vote_tiles_count(&run->tiles), row_of_tiles, &work, error);
}
