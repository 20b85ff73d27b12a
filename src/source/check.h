/* Checks of a recipe: a new release against another one of the same source that is in the record. */
#ifndef ENT_SOURCE_CHECK_H
#define ENT_SOURCE_CHECK_H

#include "source/job.h"

/* How two series of one state agree. Positions are years from the same first one; NaN where a series has no value.
 *
 * A series is moved when at least three quarters of the years that it shares with the other, once moved by `shift`, agree
 * within 5 %, over eight years or more, while unmoved fewer than a quarter do. It is off when fewer than a quarter of the
 * shared years (eight or more) agree within 20 %. Both have to be positive to be compared. */
struct ent_agreement {
    bool comparable; /* each has eight values */
    int shift;       /* years by which the new series was moved as a whole; 0: not */
    bool off;
};
struct ent_agreement ent_check_series(const double *old_values, const double *new_values, size_t years);

/* Runs the checks of the recipe over what was written. A failure is ENT_ERROR_INPUT that names how many series and by how
 * much; with `anyway` it becomes a note. Every check is kept as a rule of the release, with the number of series that it
 * found. */
int ent_job_checks(struct ent_job *job, const struct ent_release_head *head, bool anyway);

#endif
