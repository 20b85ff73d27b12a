#include "base/random.h"

#include <math.h>

static uint64_t split_mix(uint64_t *state) {
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

void ent_random_seed(struct ent_random *random, uint64_t seed, uint64_t stream, uint64_t replicate) {
    uint64_t mix = seed;
    mix = split_mix(&mix) ^ stream;
    mix = split_mix(&mix) ^ replicate;
    for (int i = 0; i < 4; i++)
        random->state[i] = split_mix(&mix);
}

double ent_random_unit(struct ent_random *random) {
    return (double)(ent_random_next(random) >> 11) * 0x1.0p-53;
}

void ent_random_normals(struct ent_random *random, double *out, size_t count) {
    for (size_t i = 0; i < count; i += 2) {
        double x, y, square;
        do {
            x = 2 * ent_random_unit(random) - 1;
            y = 2 * ent_random_unit(random) - 1;
            square = x * x + y * y;
        } while (square >= 1 || square <= 0);
        double scale = sqrt(-2 * log(square) / square);
        out[i] = x * scale;
        if (i + 1 < count)
            out[i + 1] = y * scale;
    }
}
