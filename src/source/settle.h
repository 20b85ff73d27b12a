/* What rows tell, put in order before it is stored. In the order of the record's own key what is told twice stands side by
 * side, so that duplicates and contradictions are found without remembering every row; and SQLite is filled from left to
 * right, which is several times faster than here and there. */
#ifndef ENT_SOURCE_SETTLE_H
#define ENT_SOURCE_SETTLE_H

#include "base/sorter.h"
#include "source/job.h"

/* A row that tells of several pairs: it is stored where one of them is new. */
struct ent_told_row {
    long line, told; /* its line, and that of a row that told one of its pairs before */
    bool any, contrary;
};

/* A fact as a row told it. A row that tells several facts of a pair numbers them from 0, and gives them the same content. */
struct ent_told {
    struct ent_fact fact; /* without file */
    uint64_t content;     /* hash of what the whole row says */
    const char *cell;     /* as the job's */
    long order;           /* of the row among the rows read */
    int part;             /* of all parts of the form, so that each knows its slot */
    bool first;           /* the one that the row is counted by */
    bool silent;          /* nothing to store: it only says what the row says of this */
    struct ent_told_row *row; /* NULL: the row tells of one pair */
};

int ent_told_new(struct ent_sorter **out, struct ent_job *job);

/* Hands each fact that is told for the first time to `keep`, which stores it. The rest are counted, row by row, as
 * duplicates of the line that said it first or as contradictions of it. */
int ent_job_settle(struct ent_job *job, struct ent_sorter *told,
                   int (*keep)(struct ent_job *job, void *context, struct ent_told *told), void *context);

/* Counts a row of several pairs, once all of them are settled. */
int ent_told_row_count(struct ent_job *job, const struct ent_told_row *row);

#endif
