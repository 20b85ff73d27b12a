/* A measure of every state, or of every pair, at once: what ranks, firsts and league tables read. */
#ifndef ENT_MEASURE_SWEEP_H
#define ENT_MEASURE_SWEEP_H

#include "measure/measure.h"

/* A point of a series that is seen; the others are not here. */
struct ent_sweep_point {
    ent_state a, b; /* b is ENT_NO_STATE for a measure of one state; a < b unless ent_sweep_directed */
    int year;
    int support;
    uint16_t unit; /* which of the sweep's units the value is in: values in different ones are never compared */
    double value;
};

enum { ENT_SWEEP_UNITS = 16 };

struct ent_sweep {
    const struct ent_measure *measure;
    struct ent_sweep_point *points; /* in order of year, a, b */
    size_t count, capacity;
    enum ent_scale scale;
    const char *units[ENT_SWEEP_UNITS]; /* the first is the measure's own; others where a source used another */
    size_t unit_count;
    const struct ent_release *releases[ENT_RELEASES_MOST];
    size_t release_count;
};

/* Every seen point of the request's measure, options, view and span of years (0, 0: all that the source covers) over
 * the states listed, each once (NULL: all states of the record); the request's own states do not matter. A point is
 * there with a value if and only if ent_measure_series has it. The caller releases it, also after a failure. Errors:
 * those of ent_measure_series; more than ENT_SWEEP_UNITS units. Complexity: without a function of the measure's own,
 * one series for each pair. */
int ent_measure_sweep(struct ent_context *context, const struct ent_request *request, const ent_state *states,
                      size_t count, struct ent_sweep *out, struct ent_error *error);
void ent_sweep_release(struct ent_sweep *sweep);

/* For the functions that measures bring, which get the states in order of id and add points in order of a, b within
 * each year: appends a point or makes room for more; and the pairs asked one series at a time. */
int ent_sweep_add(struct ent_sweep *sweep, const struct ent_sweep_point *point, struct ent_error *error);
int ent_sweep_reserve(struct ent_sweep *sweep, size_t more, struct ent_error *error); /* room for so many more points */
int ent_sweep_each(struct ent_context *context, const struct ent_request *request, const ent_state *states,
                   size_t count, struct ent_sweep *out, struct ent_error *error);

/* Whether (a, b) and (b, a) are asked apart: a directed measure, unless it takes both directions together. */
bool ent_sweep_directed(const struct ent_request *request);

/* The points of a year: [*first, *end) of them. */
void ent_sweep_year(const struct ent_sweep *sweep, int year, size_t *first, size_t *end);

#endif
