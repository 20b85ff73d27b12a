/* Bootstrap intervals of every pair of a run. Complexity: replicates times that of votes_pairs.h times binary digits of
 * the multiplicities (three or four); memory: the results, and 24 bytes for each replicate, index and thread. */
#ifndef ENT_MEASURE_VOTES_INTERVALS_H
#define ENT_MEASURE_VOTES_INTERVALS_H

#include "measure/votes_pairs.h"

/* Resampled values of state `row` (within tile_a) with the eight of tile_b: values[(index * 8 + place in b) * rows +
 * replicate], where rows is replicates rounded up to a multiple of 8. `scratch` has 72 times the words of the tiles. */
void ent_vote_replicates(const uint64_t *tile_a, size_t place, const uint64_t *tile_b,
                         const struct ent_vote_digits *digits, size_t replicates, const struct ent_vote_asked *asked,
                         size_t asked_count, const struct ent_vote_kernels *kernels, uint64_t *scratch, double *values);

/* Low and high (2.5 and 97.5 %) of each index of each pair, in the order of the run's values, which are there already;
 * NaN where the value is NaN or undefined in more than half of the replicates. */
int ent_vote_intervals(const struct ent_vote_pairs *run, const struct ent_vote_digits *digits, int replicates,
                       const struct ent_vote_asked *asked, size_t asked_count, const struct ent_vote_kernels *kernels,
                       int threads, double *const *low, double *const *high, struct ent_error *error);

#endif
