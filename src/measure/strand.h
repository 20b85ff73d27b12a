/* Measures over the facts of a strand, as the declaration of a strand (strand_measure.c) and others use them. */
#ifndef ENT_MEASURE_STRAND_H
#define ENT_MEASURE_STRAND_H

#include "measure/support.h"

/* Facts of a release that the request is about: its states, item, direction and borders. *both, which may be NULL,
 * tells whether the release has them within both borders. */
int ent_strand_facts(struct ent_context *context, const struct ent_request *request, const struct ent_strand *strand,
                     int release, struct ent_facts *out, bool *both, struct ent_error *error);

/* Whether any of them has a reporter or is for the borders of today. */
int ent_strand_told_apart(struct ent_context *context, const struct ent_request *request,
                          const struct ent_strand *strand, int release, bool *out, struct ent_error *error);

int ent_strand_compute(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                       struct ent_error *error);
int ent_strand_trace(struct ent_context *context, const struct ent_request *request, int year, struct ent_trace *out,
                     struct ent_error *error);

#endif
