/* The nine counts of a pair over a run of roll calls, from bit planes, and the indices that are functions of them alone
 * (METHODS §1: one table, all measures). Indices 0 yes, 1 abstain, 2 no. All sums are integers, so a value does not
 * depend on order, threads or compiler. */
#ifndef ENT_MEASURE_VOTES_TABLE_H
#define ENT_MEASURE_VOTES_TABLE_H

#include "measure/measure.h"

enum { ENT_BALLOTS = 3 };

struct ent_vote_table {
    uint32_t n[ENT_BALLOTS][ENT_BALLOTS]; /* n[ballot of a][ballot of b] */
};

/* Ballots of one state by kind, indexed by position. */
struct ent_ballots {
    const uint64_t *planes[ENT_BALLOTS];
};

struct ent_vote_value {
    double value; /* NaN when why is not fine */
    enum ent_why why;
    unsigned notes;
};

/* Counts over positions [start, end); `mask` (NULL: all) is a plane of the roll calls that count. */
void ent_vote_table_count(const struct ent_ballots *a, const struct ent_ballots *b, const uint64_t *mask, size_t start,
                          size_t end, struct ent_vote_table *out);
long ent_vote_table_total(const struct ent_vote_table *table);

/* The bits of word `word` that lie in positions [start, end). */
uint64_t ent_vote_run_bits(size_t word, size_t start, size_t end);

/* Share of the same ballot. `half` gives half the credit to ballots one step apart (yes and abstain, abstain and no).
 */
struct ent_vote_value ent_vote_agreement(const struct ent_vote_table *table, bool half);

/* Weights of kappa: what a disagreement of 0, 1 and 2 steps costs. */
enum ent_vote_weights { ENT_WEIGHTS_NOMINAL, ENT_WEIGHTS_LINEAR, ENT_WEIGHTS_QUADRATIC };
struct ent_vote_value ent_vote_kappa(const struct ent_vote_table *table, enum ent_vote_weights weights);

/* Kappa's two parts: observed and expected disagreement, both as shares of the largest cost. */
void ent_vote_kappa_parts(const struct ent_vote_table *table, enum ent_vote_weights weights, double *observed,
                          double *expected);

/* Share of yes against no. */
struct ent_vote_value ent_vote_opposite(const struct ent_vote_table *table);

#endif
