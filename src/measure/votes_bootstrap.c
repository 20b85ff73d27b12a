/* Cluster bootstrap of the vote measures (METHODS §8).
 *
 * Roll calls of one resolution are not independent, so whole clusters are drawn, with replacement, within the year. A
 * replicate is a count in which each roll call weighs as often as its cluster was drawn: votes_draws.h draws, the same
 * for every pair, index and specification, so differences between them have honest intervals too; votes_kernel.h
 * counts.
 *
 * What it means: how far the figure would have moved had a similar agenda been voted. */
#include <math.h>
#include <stdlib.h>

#include "measure/votes_draws.h"
#include "measure/votes_intervals.h"
#include "measure/votes_series.h"

/* Both states of the pair stand in one tile. */
static void put_ballots(const struct ent_vote_pair *pair, const struct ent_vote_run *run,
                        struct ent_vote_tiles *tiles) {
    for (size_t word = 0; word < tiles->words; word++) {
        uint64_t counts = pair->choice.counts ? ent_vote_run_word(run, pair->choice.counts, word) : UINT64_MAX;
        for (size_t ballot = 0; ballot < ENT_BALLOTS; ballot++) {
            uint64_t of_a = ent_vote_run_word(run, pair->a.planes[ballot], word);
            uint64_t of_b = ent_vote_run_word(run, pair->b.planes[ballot], word);
            ent_vote_tiles_put(tiles, 0, ballot, word, counts & of_a);
            ent_vote_tiles_put(tiles, 1, ballot, word, counts & of_b);
        }
    }
}

/* values[replicate] of a year's point. */
static int replicate_year(struct ent_context *context, const struct ent_vote_pair *pair, struct ent_vote_asked asked,
                          int year, int replicates, uint64_t seed, double *values, struct ent_error *error) {
    struct ent_vote_run run = ent_vote_choice_run(&pair->choice, year);
    size_t words = ent_vote_run_words(&run), rows = ((size_t)replicates + ENT_TILE - 1) / ENT_TILE * ENT_TILE;
    struct ent_vote_tiles tiles = {.bits = NULL};
    struct ent_vote_drawn drawn;
    uint64_t *scratch = malloc((ENT_TABLE_CELLS * ENT_TILE * words + 1) * sizeof *scratch);
    double *drawn_values = malloc((ENT_TILE * rows + 1) * sizeof *drawn_values);
    int status = ent_vote_draws_open(context, &pair->choice, year, replicates, seed, &drawn, error);
    if (status == ENT_OK && (!scratch || !drawn_values))
        status = ent_fail_memory(error);
    if (status == ENT_OK)
        status = ent_vote_tiles_init(&tiles, 2, words, error);
    if (status == ENT_OK) {
        put_ballots(pair, &run, &tiles);
        ent_vote_replicates(tiles.bits, 0, tiles.bits, &drawn.digits, (size_t)replicates, &asked, 1,
                            ent_vote_kernels_best(), scratch, drawn_values);
        for (int i = 0; i < replicates; i++)
            values[i] = drawn_values[rows + (size_t)i];
    }
    ent_vote_tiles_release(&tiles);
    free(scratch);
    free(drawn_values);
    return status;
}

static int replicate_years(struct ent_context *context, const struct ent_request *request,
                           const struct ent_vote_pair *pair, const struct ent_series *series, int replicates,
                           uint64_t seed, double *values, double *out, struct ent_error *error) {
    const struct ent_vote_index *index = request->measure->rule;
    struct ent_vote_asked asked = {index->kind, index->variant(request)};
    size_t years = (size_t)(series->last_year - series->first_year + 1);
    for (size_t i = 0; i < years; i++) {
        if (!ent_point_seen(&series->points[i]))
            continue;
        ENT_TRY(replicate_year(context, pair, asked, series->first_year + (int)i, replicates, seed, values, error));
        for (int replicate = 0; replicate < replicates; replicate++)
            out[(size_t)replicate * years + i] = values[replicate];
    }
    return ENT_OK;
}

int ent_vote_replicate(struct ent_context *context, const struct ent_request *request, const struct ent_series *series,
                       int replicates, uint64_t seed, double *out, struct ent_error *error) {
    size_t years = series->last_year < series->first_year ? 0 : (size_t)(series->last_year - series->first_year + 1);
    struct ent_vote_pair pair;
    for (size_t i = 0; i < years * (size_t)replicates; i++)
        out[i] = NAN;
    if (series->release_count == 0 || years == 0)
        return ENT_OK;
    ENT_TRY(ent_vote_pair_open(context, request, series->releases[0]->id, &pair, error));
    double *values = malloc(((size_t)replicates + 1) * sizeof *values);
    if (!values)
        return ent_fail_memory(error);
    int status = replicate_years(context, request, &pair, series, replicates, seed, values, out, error);
    free(values);
    return status;
}
