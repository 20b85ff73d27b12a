/* The nine counts of a pair over a run of roll calls, from bit planes: 0 yes, 1 abstain, 2 no. They are kept apart from
 * struct ent_code_table, whose functions are the indices, because panels and bootstraps hold very many of them. */
#ifndef ENT_MEASURE_VOTES_TABLE_H
#define ENT_MEASURE_VOTES_TABLE_H

#include "measure/code_table.h"

enum { ENT_BALLOTS = 3 };

struct ent_vote_table {
    uint32_t n[ENT_BALLOTS][ENT_BALLOTS]; /* n[ballot of a][ballot of b] */
};

/* Ballots of one state by kind, indexed by position. */
struct ent_ballots {
    const uint64_t *planes[ENT_BALLOTS];
};

long ent_vote_table_total(const struct ent_vote_table *table);

/* The counts in the form that the indices read. */
struct ent_code_table ent_vote_table_codes(const struct ent_vote_table *table);

#endif
