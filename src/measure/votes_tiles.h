/* Ballots of several states in a run of roll calls, in tiles of eight states (see votes_kernel.h). */
#ifndef ENT_MEASURE_VOTES_TILES_H
#define ENT_MEASURE_VOTES_TILES_H

#include "base/error.h"
#include "measure/votes_kernel.h"

struct ent_vote_tiles {
    size_t states, words; /* words of 64 roll calls each */
    uint64_t *bits;       /* tile after tile; places without a state are zeros */
};

/* No ballots yet. The caller releases it. */
int ent_vote_tiles_init(struct ent_vote_tiles *out, size_t states, size_t words, struct ent_error *error);
void ent_vote_tiles_release(struct ent_vote_tiles *tiles);

/* How many tiles there are, and one of them. */
size_t ent_vote_tiles_count(const struct ent_vote_tiles *tiles);
const uint64_t *ent_vote_tiles_at(const struct ent_vote_tiles *tiles, size_t tile);

/* Sets the ballots of one kind (0 yes, 1 abstain, 2 no) of a state in 64 roll calls. */
static inline void ent_vote_tiles_put(struct ent_vote_tiles *tiles, size_t state, size_t ballot, size_t word,
                                      uint64_t bits) {
    tiles->bits[(state / ENT_TILE * tiles->words * 3 + word * 3 + ballot) * ENT_TILE + state % ENT_TILE] = bits;
}

#endif
