/* One documented 64-bit generator: xoshiro256** (Blackman and Vigna 2018, public domain), seeded by splitmix64. */
#ifndef ENT_BASE_RANDOM_H
#define ENT_BASE_RANDOM_H

#include <stdint.h>

struct ent_random {
    uint64_t state[4];
};

/* The same (seed, stream, replicate) gives the same numbers on any machine and any number of threads. */
void ent_random_seed(struct ent_random *random, uint64_t seed, uint64_t stream, uint64_t replicate);
uint64_t ent_random_next(struct ent_random *random);

/* Uniform in 0..bound-1, without modulo bias; bound >= 1. */
uint32_t ent_random_below(struct ent_random *random, uint32_t bound);

/* Uniform in [0, 1) with 53 bits. */
double ent_random_unit(struct ent_random *random);

#endif
