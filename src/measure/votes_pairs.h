/* Indices of every pair of states in one or many runs of roll calls.
 *
 * Complexity: states^2 / 2 times words of the run times nine population counts, eight at a time where the processor
 * can; memory: the results, and the ballots. The same bytes from any number of threads. */
#ifndef ENT_MEASURE_VOTES_PAIRS_H
#define ENT_MEASURE_VOTES_PAIRS_H

#include "measure/votes_tiles.h"

/* An index to be made of each table. */
struct ent_vote_asked {
    enum ent_vote_kind kind;
    int variant;
};

enum { ENT_VOTE_ASKED = 8 }; /* indices at once */

/* One run with its results, which stand in order of pairs: see ent_vote_pair_at. */
struct ent_vote_pairs {
    struct ent_vote_tiles tiles;
    int32_t *support;               /* common roll calls */
    double *values[ENT_VOTE_ASKED]; /* NaN where the index is undefined or the support is below the minimum */
};

/* Pairs of `states` states; and where the pair of the i-th and j-th stands, i < j. */
size_t ent_vote_pairs_count(size_t states);
size_t ent_vote_pair_at(size_t states, size_t i, size_t j);

/* Fills support and values of every run; room for them is made where a run has none (from a call with as many states).
 * `threads` as in ent_threads_count; `kernels` NULL: the fastest there are. The caller releases each run, also after a
 * failure. */
int ent_vote_pairs_compute(struct ent_vote_pairs *runs, size_t run_count, const struct ent_vote_asked *asked,
                           size_t asked_count, int minimum, const struct ent_vote_kernels *kernels, int threads,
                           struct ent_error *error);
void ent_vote_pairs_release(struct ent_vote_pairs *run);

#endif
