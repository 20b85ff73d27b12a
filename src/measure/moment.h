/* A specification at a month or a day, where a series has only years. */
#ifndef ENT_MEASURE_MOMENT_H
#define ENT_MEASURE_MOMENT_H

#include "measure/support.h"

/* The point of a strand within [from, to):
 *   a figure   one whose own span lies within it; of several the latest, with a note
 *   a spell    yes where it surely touches it, whatever day of its first and last period it began and ended on
 *   events     how many begin in it
 *   votes      one value over the roll calls of that time (votes_moment.c)
 * What the source tells only by a longer period is ENT_WHY_CLOSER, and so is everything of a measure that is made by
 * year. An end of ENT_DAY_OPEN is that of the source. `last` is the last day that may be seen. */
int ent_measure_moment(struct ent_context *context, const struct ent_request *request, struct ent_interval moment,
                       ent_day last, struct ent_point *out, struct ent_error *error);

#endif
