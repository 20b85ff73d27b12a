/* Where a series is divided into segments, exactly: all placements of 0 to 8 changes, each weighed by the evidence of
 * its segments (Fearnhead 2006; METHODS 5.2).
 *
 * Prior: of the number of changes P(K) ~ 2^-K, K = 0..8, so that each further one must make the series twice as likely;
 * given K, every placement that leaves each segment its shortest length is alike. Forward and backward tables in logs;
 * complexity K n^2. */
#ifndef ENT_QUESTION_CHANGES_H
#define ENT_QUESTION_CHANGES_H

#include "question/segments.h"

enum { ENT_CHANGES_MOST = 8 };

struct ent_changes {
    size_t n;
    double evidence[ENT_CHANGES_MOST + 1]; /* ln P(series | K changes), mean over placements; -infinity: none fits */
    double number[ENT_CHANGES_MOST + 1];   /* P(K | series) */
    double *given[ENT_CHANGES_MOST + 1];   /* given[K][i]: P(value i is the first of a new segment | series, K) */
    double *first;                         /* the same over all K */
};

/* `shortest` >= 1 values to a segment; at least that many values. Memory is the arena's. */
int ent_changes_find(struct ent_arena *arena, const struct ent_segments *segments, size_t shortest,
                     struct ent_changes *out, struct ent_error *error);

/* ln of P(series | one change, every place alike) over P(series | none). */
double ent_changes_factor(const struct ent_segments *segments, size_t shortest);

#endif
