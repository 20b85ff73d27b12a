/* Parts: a measure that is made of others (a ratio, a difference) reads each of them as a series of its own, so that what
 * is missing in a part is missing in the whole, for the part's reason. */
#ifndef ENT_MEASURE_PART_H
#define ENT_MEASURE_PART_H

#include "measure/support.h"

struct ent_part {
    struct ent_request request;
    struct ent_series *series; /* NULL: the record has no such strand */
};

/* The measure or strand `name` of the states, over the years of `whole`, from the release of `basis` where its source has
 * it, else from the source that reaches furthest. Options that both have are those of the request. Its release is added to
 * those of `whole`, which may be NULL: then nothing is read, and only its trace can be asked. */
int ent_part_read(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                  const char *name, ent_state a, ent_state b, struct ent_series *whole, struct ent_part *out,
                  struct ent_error *error);

/* The part's point of a year; unknown where the record has no such strand. */
struct ent_point ent_part_at(const struct ent_part *part, int year);

/* Whether the part has a number; where it has none the point takes its reason. */
bool ent_part_seen(const struct ent_part *part, struct ent_point *point);

/* Appends the rows behind the part, and gives its value of the year (NaN where it has none). */
int ent_part_trace(struct ent_context *context, struct ent_part *part, int year, struct ent_trace *out, double *value,
                   struct ent_error *error);

#endif
