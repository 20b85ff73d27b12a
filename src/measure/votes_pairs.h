/* Indices of every pair of states in one or many runs of roll calls.
 *
 * Complexity: states^2 / 2 times words of the run times nine population counts, eight at a time where the processor
 * can; memory: the results, and the ballots. The same bytes from any number of threads. */
#ifndef ENT_MEASURE_VOTES_PAIRS_H
#define ENT_MEASURE_VOTES_PAIRS_H

#include "measure/votes_tiles.h"

/* One run with its results, which stand where ent_vote_pair_at says. */
struct ent_vote_pairs {
    struct ent_vote_tiles tiles;
    int32_t *support;               /* common roll calls */
    double *values[ENT_VOTE_ASKED]; /* NaN where the index is undefined or the support is below the minimum */
    void *memory;                   /* of the first run: the results of all that were computed with it */
    size_t room;                    /* bytes of it */
};

/* Places for the pairs of `states` states, some of them empty; and the place of the i-th and j-th, i < j: results stand
 * block after block as they are made. */
size_t ent_vote_pairs_places(size_t states);
size_t ent_vote_pair_at(size_t states, size_t i, size_t j);

/* Fills support and values of every run. `threads` as in ent_threads_count; `kernels` NULL: the fastest there are.
 * Memory that the first run has from an earlier call is used again. The caller releases the runs, all of them, also
 * after a failure. */
int ent_vote_pairs_compute(struct ent_vote_pairs *runs, size_t run_count, const struct ent_vote_asked *asked,
                           size_t asked_count, int minimum, const struct ent_vote_kernels *kernels, int threads,
                           struct ent_error *error);
void ent_vote_pairs_release(struct ent_vote_pairs *run);

#endif
