/* A table of choices: which choice every specification makes in every dimension (measure, weights, scope, source, ...).
 * From it and one number for each specification comes what moves the number: paired contrasts, shares of variance, and
 * the smallest set of choices that flips an outcome (METHODS §7). It knows nothing of where the numbers come from. */
#ifndef ENT_QUESTION_CHOICES_H
#define ENT_QUESTION_CHOICES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"

enum { ENT_CHOICE_DIMENSIONS = 24, ENT_CHOICE_LEVELS = 32 };

struct ent_choice_dimension {
    const char *name;
    const char *levels[ENT_CHOICE_LEVELS];
    size_t level_count;
    const char *usual; /* the default, where all measures have the same; NULL */
    bool own;          /* belongs to one level of dimension 0 (weights to kappa): goes with it where that is switched */
};

/* Dimension 0 is the measure. Memory is the arena's. */
struct ent_choice_table {
    struct ent_choice_dimension dimensions[ENT_CHOICE_DIMENSIONS];
    size_t dimension_count;
    int *levels; /* [specification][ENT_CHOICE_DIMENSIONS]; -1: it has no such choice */
    size_t count, capacity;
};

/* Adds a specification without any choice; *out is its index. */
int ent_choices_add(struct ent_choice_table *table, struct ent_arena *arena, size_t *out, struct ent_error *error);

/* Sets a choice by words, adding dimension and level where they are new. More than fit is ENT_ERROR_USAGE. */
int ent_choices_set(struct ent_choice_table *table, size_t specification, const char *dimension, const char *level,
                    bool own, struct ent_error *error);

int ent_choices_level(const struct ent_choice_table *table, size_t specification, size_t dimension);

/* Takes away dimensions in which nothing differs: an option with one value is no choice. Dimension 0 stays. */
void ent_choices_prune(struct ent_choice_table *table);

/* What switching one choice does while all others are kept: two specifications are a pair where they differ in this
 * dimension alone; a choice that only one of the two has goes with the switch. */
struct ent_contrast {
    size_t dimension;
    int from, to;         /* levels; -1, -1: any two of the dimension */
    size_t pairs;         /* with both numbers there, in the same unit */
    double mean_absolute; /* of number(to) - number(from); NaN without pairs */
    double mean_signed;   /* likewise; NaN for -1, -1, where the sign means nothing */
};

/* Every dimension, then every two of its levels: an arena array, in order of the table. `numbers` may be NaN; `units`
 * (NULL: all alike) tells which are on one scale. An outcome as 0 and 1 gives the share of pairs in which it changes.
 * Complexity: specifications^2 times dimensions. */
int ent_choices_contrasts(const struct ent_choice_table *table, struct ent_arena *arena, const double *numbers,
                          const char *const *units, struct ent_contrast **out, size_t *count, struct ent_error *error);

/* Shares of variance by choice, of a full factorial: SS_d / SS_total with SS_d the sum over the levels of d of
 * n (mean - grand mean)^2; what is left over is interaction. */
struct ent_variance {
    double share[ENT_CHOICE_DIMENSIONS];                     /* NaN where the dimension does not vary */
    bool left_out[ENT_CHOICE_DIMENSIONS][ENT_CHOICE_LEVELS]; /* levels taken away so that it is full */
    double rest;                                             /* 1 - sum of shares */
    double total;                                            /* SS_total */
    size_t specifications; /* in it; 0: no full factorial of two dimensions or levels */
};

/* Of the specifications that are `in` and have a number. Where these are no full factorial, the levels that have most
 * holes are left out, one by one, until they are. `merged` takes a measure with its own options as one choice. */
int ent_choices_variance(const struct ent_choice_table *table, struct ent_arena *arena, const double *numbers,
                         const bool *in, bool merged, struct ent_variance *out, struct ent_error *error);

/* The specification nearest to `from` whose outcome (1, 0; NaN takes no part) is the other one; false: there is none.
 */
bool ent_choices_flip(const struct ent_choice_table *table, const double *outcomes, size_t from, size_t *to,
                      size_t *distance);

/* "scope=contested, source=rivalries-td": the choices of `b` that differ from those of `a`. NULL: memory is out. */
const char *ent_choices_difference(const struct ent_choice_table *table, struct ent_arena *arena, size_t a, size_t b);

#endif
