/* One documented 64-bit generator: xoshiro256** (Blackman and Vigna 2018, public domain), seeded by splitmix64. */
#ifndef ENT_BASE_RANDOM_H
#define ENT_BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct ent_random {
    uint64_t state[4];
};

/* The same (seed, stream, replicate) gives the same numbers on any machine and any number of threads. */
void ent_random_seed(struct ent_random *random, uint64_t seed, uint64_t stream, uint64_t replicate);

/* The next 64 bits. Inline, as a bootstrap draws millions. */
static inline uint64_t ent_random_next(struct ent_random *random) {
    uint64_t *s = random->state;
    uint64_t five = s[1] * 5, result = ((five << 7) | (five >> 57)) * 9, t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = (s[3] << 45) | (s[3] >> 19);
    return result;
}

/* Uniform in 0..bound-1, without modulo bias (Lemire 2019: the remainder is taken only where it can matter);
 * bound >= 1. */
static inline uint32_t ent_random_below(struct ent_random *random, uint32_t bound) {
    uint64_t product = (ent_random_next(random) >> 32) * (uint64_t)bound;
    if ((uint32_t)product < bound) {
        uint32_t threshold = (0u - bound) % bound;
        while ((uint32_t)product < threshold)
            product = (ent_random_next(random) >> 32) * (uint64_t)bound;
    }
    return (uint32_t)(product >> 32);
}

/* Uniform in [0, 1) with 53 bits. */
double ent_random_unit(struct ent_random *random);

/* `count` draws from the standard normal distribution (Marsaglia's polar method, by pairs). */
void ent_random_normals(struct ent_random *random, double *out, size_t count);

#endif
