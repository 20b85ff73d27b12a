/* A measure of one state over a group: what its aggregation says of the members of each year. */
#ifndef ENT_MEASURE_GROUP_SERIES_H
#define ENT_MEASURE_GROUP_SERIES_H

#include "measure/measure.h"

/* The series of request->group. A member is a state that belongs to the group on some day of the year and exists in it.
 * A year has a number only where every member has one, for missing is never zero: else it is as unseen as the least
 * seen member, and the series' note names who is missing. Support counts the members. Errors: a measure of two states;
 * one that declares the aggregation "none"; no such group. */
int ent_group_series(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                     struct ent_error *error);

/* The rows of all members in a year. */
int ent_group_trace(struct ent_context *context, const struct ent_request *request, int year, struct ent_trace *out,
                    struct ent_error *error);

#endif
