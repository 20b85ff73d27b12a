/* What rows tell, put in order before it is stored. In the order of the record's own key what is told twice stands side
 * by side, so that duplicates and contradictions are found without remembering every row; and SQLite is filled from
 * left to right, which is several times faster than here and there. */
#ifndef ENT_SOURCE_SETTLE_H
#define ENT_SOURCE_SETTLE_H

#include "base/sorter.h"
#include "base/spool.h"
#include "source/job.h"

/* A fact as a row told it. A row that tells several facts of a pair numbers them from 0, and gives them the same
 * content. */
struct ent_told {
    struct ent_fact fact; /* without file */
    uint64_t content;     /* hash of what the whole row says */
    const char *cell;     /* as the job's */
    long order;           /* of the row among the rows read */
    int64_t note;         /* place of the fact's note among the notes; set by ent_tell */
    int part;             /* of all parts of the form, so that each knows its slot */
    bool first;           /* the one that the row is counted by */
    bool silent;          /* nothing to store: it only says what the row says of this */
    bool several;         /* the row tells of several pairs: it is stored where one of them is new */
};

/* All that was told so far. None of it is in memory but what the sorters hold (32 MiB, and 2 for rows of several
 * pairs). */
struct ent_tellings {
    struct ent_job *job;
    struct ent_sorter *facts, *rows; /* rows: what became of each pair of a row of several */
    struct ent_spool *notes;
    long outcomes;
};

int ent_tellings_new(struct ent_tellings *out, struct ent_job *job);
void ent_tellings_release(struct ent_tellings *tellings);

/* The note of the fact can go when this returns. */
int ent_tell(struct ent_tellings *tellings, const struct ent_told *told);

/* Hands each fact that is told for the first time to `keep`, which stores it. The rest are counted, row by row, as
 * duplicates of the line that said it first or as contradictions of it. */
int ent_job_settle(struct ent_tellings *tellings,
                   int (*keep)(struct ent_job *job, void *context, struct ent_told *told), void *context);

#endif
