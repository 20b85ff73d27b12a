/* Is there a trend: the robust slope of a yearly series, with an interval that knows that years resemble their
 * neighbours.
 *
 *   slope        the median of (x_j - x_i) / (j - i) over all pairs of seen years (Theil 1950, Sen 1968); one wild year
 *                does not move it
 *   interval     order statistics of the same slopes (Sen 1968), the variance of Kendall's S widened by n over the
 *                effective n (Hamed and Rao 1998; Yue and Wang 2004), and Student's t with effective n - 2 degrees of
 *                freedom in the place of the normal
 *   rho          the correlation of residuals of neighbouring years around the slope, which small samples make too
 *                small: (1 + 4 rho) / n is added (METHODS 5.3), and what is below 0 counts as 0
 *   effective n  n (1 - rho) / (1 + rho)
 *   test         Kendall's: S / sqrt(variance of S, so widened), on the same degrees of freedom
 *
 * test_trend counts on planted worlds how often the interval covers. */
#ifndef ENT_QUESTION_TREND_H
#define ENT_QUESTION_TREND_H

#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"

enum { ENT_TREND_FEWEST = 8 /* seen years, below which there is a slope and no interval */ };

struct ent_trend {
    size_t n;         /* seen years */
    double slope;     /* per year, in the unit; NaN with fewer than two years */
    double low, high; /* 95 %; infinite where the years are too alike to bound it; NaN with too few */
    double rho, effective_n;
    double kendall_s, p; /* sum of signs of all pairs; two-sided p of no trend, corrected; NaN with too few */
    double rises;        /* 1 - p / 2 where the slope is above 0, p / 2 below: how sure a rise is; NaN with too few */
};

/* `years` in order, each once; values finite. Complexity n^2 log n. */
int ent_trend_find(struct ent_arena *arena, const int *years, const double *values, size_t n, struct ent_trend *out,
                   struct ent_error *error);

#endif
