/* The joint null of a specification curve: would roll calls in any order have made the year stand out as much, by all
 * specifications together (METHODS §7)? Specifications hang together, so they are permuted together and no formula for
 * independent ones is used. Three statistics, each with p = (1 + permutations at least as large) / (1 + permutations).
 */
#ifndef ENT_QUESTION_NULL_H
#define ENT_QUESTION_NULL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

enum { ENT_NULL_PERMUTATIONS = 500 };

struct ent_null_statistic {
    double observed, typical; /* typical: the median over permutations */
    double p;
};

struct ent_null {
    const char *reason; /* why there is none; NULL where there is one */
    int permutations;
    uint64_t seed;
    size_t specifications;           /* whose years have rows beneath that can be permuted */
    struct ent_null_statistic place; /* median over specifications of the share of other years that the year beats */
    struct ent_null_statistic share; /* of specifications in which the year stands out, or for which the claim holds */
    struct ent_null_statistic z;     /* Stouffer's: sum of z over the root of their number */
};

/* While specifications are added one by one. Memory is the arena's. */
struct ent_null_work {
    struct ent_arena *arena;
    int permutations;
    bool record; /* share counts specifications whose year beats every other one, not those above their own 95 % */
    size_t count, capacity;
    struct ent_null_row *rows;
};

void ent_null_begin(struct ent_null_work *work, struct ent_arena *arena, int permutations, bool record);

/* One specification: its values by year (NaN: not seen, or not compared), the same under every permutation
 * ([permutation][year]) and the year that is asked about. sense is 1 where more is what is asked for, else -1. A
 * year without a value adds nothing. */
int ent_null_add(struct ent_null_work *work, const double *values, const double *permuted, size_t years, size_t at,
                 double sense, struct ent_error *error);

/* Fills the statistics; a reason where nothing was added. */
int ent_null_finish(struct ent_null_work *work, uint64_t seed, struct ent_null *out, struct ent_error *error);

/* The share of the other values that the one at `at` beats, a tie counts half; NaN where it is not seen or alone. */
double ent_place_of(const double *values, size_t count, size_t at, double sense);

#endif
