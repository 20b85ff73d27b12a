/* What was done with every row, for a person to read. */
#ifndef ENT_SOURCE_ACCOUNT_H
#define ENT_SOURCE_ACCOUNT_H

#include "source/job.h"

/* Appends the accounting of a job whose rows are all written and not yet committed. */
int ent_account_write(struct ent_job *job, const struct ent_release_head *head, const struct ent_recipe_release *known,
                      bool dry_run, struct ent_text *report);

#endif
