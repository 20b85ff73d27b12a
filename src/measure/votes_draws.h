/* Resampled roll calls: how often each one of a run counts in each replicate, the same for every pair and index. */
#ifndef ENT_MEASURE_VOTES_DRAWS_H
#define ENT_MEASURE_VOTES_DRAWS_H

#include "measure/votes_choice.h"
#include "measure/votes_kernel.h"

/* Digits for the roll calls of a run, in the memory of the context's cache. Replicates up to the next multiple of eight are
 * there and empty. */
struct ent_vote_drawn {
    struct ent_vote_digits digits;
};

/* The draws of the year's point, made once. Clusters of roll calls are drawn with replacement, as many as there are, seeded
 * by (seed, year, replicate), over all clusters of the year (or session), whatever the scope; those of a window are the
 * draws of each of its years, so that windows which overlap share what they have in common. */
int ent_vote_draws_open(struct ent_context *context, const struct ent_vote_choice *choice, int year, int replicates,
                        uint64_t seed, struct ent_vote_drawn *out, struct ent_error *error);

#endif
