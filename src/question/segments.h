/* How well a stretch of a yearly series is explained as one segment: the evidence of Barry and Hartigan (1993) and
 * Fearnhead (2006), in logs (METHODS 5.2).
 *
 *   numbers      normal with a mean and a variance of the segment's own, prior Normal-inverse-gamma (m0, k0, a0, b0):
 *                -(n/2) ln 2 pi + 1/2 ln(k0/kn) + a0 ln b0 - an ln bn + ln G(an) - ln G(a0), with kn = k0 + n,
 *                an = a0 + n/2, bn = b0 + 1/2 sum (x - mean)^2 + k0 n (mean - m0)^2 / (2 kn)
 *   categories   one share for each of C values, all shares alike likely before: ln G(C) + sum over values of
 *                ln G(1 + count) - ln G(C + n); a yes or no is C = 2, Beta-Bernoulli with alpha = beta = 1
 *
 * From prefix sums, so that each costs the same. Turning the sign of all numbers changes nothing where m0 is 0.
 *
 * Worked example (METHODS 5.2): 0 .2 -.1 .1 2 2.1 1.9 2.2 with (0, .01, 1, .1): undivided -16.9411, 0..4 and 4..8
 * together -4.5531. */
#ifndef ENT_QUESTION_SEGMENTS_H
#define ENT_QUESTION_SEGMENTS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"

struct ent_segment_prior {
    double mean, weight, shape, rate; /* m0, k0, a0, b0 */
};

enum { ENT_SEGMENT_CATEGORIES = 16 };

struct ent_segments {
    size_t n;
    size_t categories; /* 0: numbers */
    struct ent_segment_prior prior;
    double *sums, *squares;                   /* of the first i values */
    unsigned *counts[ENT_SEGMENT_CATEGORIES]; /* likewise, how many have this value */
    double *log_gamma;                        /* numbers: ln G(a0 + i/2); categories: ln G(1 + i) */
};

/* Memory is the arena's. */
int ent_segments_of_numbers(struct ent_arena *arena, const double *values, size_t n,
                            const struct ent_segment_prior *prior, struct ent_segments *out, struct ent_error *error);

/* Values are 0 to categories - 1, of at most ENT_SEGMENT_CATEGORIES. */
int ent_segments_of_categories(struct ent_arena *arena, const double *values, size_t n, size_t categories,
                               struct ent_segments *out, struct ent_error *error);

/* Counts other values into the same tables. */
void ent_segments_count(struct ent_segments *segments, const double *values);

/* ln of the evidence of values from..to-1 as one segment; from < to. */
double ent_segment_evidence(const struct ent_segments *segments, size_t from, size_t to);

/* Sum of squares around the mean of values from..to-1; of numbers. */
double ent_segment_squares(const struct ent_segments *segments, size_t from, size_t to);

#endif
