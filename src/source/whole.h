/* Whether a file is whole, and what a release then covers. */
#ifndef ENT_SOURCE_WHOLE_H
#define ENT_SOURCE_WHOLE_H

#include "source/job.h"

enum ent_whole { ENT_WHOLE_BY_CHECKSUM, ENT_WHOLE_BY_COUNT, ENT_WHOLE_NOT_KNOWN, ENT_WHOLE_CUT };

/* After all rows were read. */
enum ent_whole ent_job_whole(const struct ent_job *job);

/* As the record keeps it. */
const char *ent_whole_name(enum ent_whole whole);

/* Declares what the release covers, for a strand. job->from and to are then no wider than the file. */
int ent_job_cover(struct ent_job *job, int strand);

#endif
