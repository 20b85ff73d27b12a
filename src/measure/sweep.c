/* Sweeps: a measure's own function where it has one, else series by series; then the one order. */
#include "measure/sweep.h"

#include <stdlib.h>
#include <string.h>

#include "measure/support.h"

void ent_sweep_release(struct ent_sweep *sweep) {
    free(sweep->points);
    *sweep = (struct ent_sweep){.points = NULL};
}

int ent_sweep_reserve(struct ent_sweep *sweep, size_t more, struct ent_error *error) {
    if (sweep->capacity - sweep->count >= more)
        return ENT_OK;
    size_t capacity = 2 * sweep->capacity > sweep->count + more ? 2 * sweep->capacity : sweep->count + more;
    struct ent_sweep_point *points = realloc(sweep->points, capacity * sizeof *points);
    if (!points)
        return ent_fail_memory(error);
    sweep->points = points;
    sweep->capacity = capacity;
    return ENT_OK;
}

int ent_sweep_add(struct ent_sweep *sweep, const struct ent_sweep_point *point, struct ent_error *error) {
    if (sweep->count == sweep->capacity) {
        size_t capacity = sweep->capacity ? 2 * sweep->capacity : 1024;
        struct ent_sweep_point *points = realloc(sweep->points, capacity * sizeof *points);
        if (!points)
            return ent_fail_memory(error);
        sweep->points = points;
        sweep->capacity = capacity;
    }
    sweep->points[sweep->count++] = *point;
    return ENT_OK;
}

/* The number of a unit. A source that changes its unit writes "in UNIT; …" at each figure: what follows is no part of it. */
static int number_unit(struct ent_context *context, struct ent_sweep *sweep, const char *unit, uint16_t *out,
                       struct ent_error *error) {
    *out = 0;
    if (!unit)
        return ENT_OK;
    size_t length = strcspn(unit, ";");
    for (size_t i = 1; i < sweep->unit_count; i++)
        if (strncmp(sweep->units[i], unit, length) == 0 && sweep->units[i][length] == '\0') {
            *out = (uint16_t)i;
            return ENT_OK;
        }
    if (sweep->unit_count == ENT_SWEEP_UNITS)
        return ent_fail(error, ENT_ERROR_USAGE,
                        "%s is in more than %d units: choose a source with source=", sweep->measure->name,
                        ENT_SWEEP_UNITS);
    *out = (uint16_t)sweep->unit_count;
    sweep->units[sweep->unit_count] = ent_arena_substring(context->cache->arena, unit, length);
    return sweep->units[sweep->unit_count++] ? ENT_OK : ent_fail_memory(error);
}

static int add_series(struct ent_context *context, struct ent_sweep *sweep, const struct ent_series *series,
                      struct ent_error *error) {
    sweep->scale = series->scale;
    for (size_t i = 0; i < series->release_count; i++)
        ent_releases_add(sweep->releases, &sweep->release_count, series->releases[i]);
    for (int year = series->first_year; year <= series->last_year; year++) {
        const struct ent_point *point = &series->points[year - series->first_year];
        struct ent_sweep_point seen = {
            .a = series->a, .b = series->b, .year = year, .support = (int)point->support, .value = point->value};
        if (!ent_point_seen(point))
            continue;
        ENT_TRY(number_unit(context, sweep, point->unit, &seen.unit, error));
        ENT_TRY(ent_sweep_add(sweep, &seen, error));
    }
    return ENT_OK;
}

/* The series of one state or pair, in memory of its own. */
static int sweep_case(struct ent_context *context, struct ent_request *request, struct ent_sweep *out,
                      struct ent_error *error) {
    struct ent_context here = *context;
    struct ent_arena scratch;
    struct ent_series *series;
    ent_arena_init(&scratch);
    here.arena = &scratch;
    int status = ent_measure_series(&here, request, &series, error);
    if (status == ENT_OK)
        status = add_series(context, out, series, error);
    ent_arena_release(&scratch);
    return status;
}

bool ent_sweep_directed(const struct ent_request *request) {
    if (ent_request_get(request, "direction"))
        return ent_request_is(request, "direction", "from");
    return request->measure->directed;
}

/* Of many pairs most have no facts together: which have is read once. */
static int know_pairs(struct ent_context *context, const struct ent_request *request, size_t count,
                      struct ent_error *error) {
    enum { FEW = 20 }; /* states, whose pairs are looked up sooner than all are listed */
    for (size_t i = 0; count > FEW && i < ENT_MEASURE_STRANDS && request->measure->strands[i]; i++) {
        struct ent_basis basis;
        ENT_TRY(ent_basis_choose(context, request, request->measure->strands[i], &basis, error));
        if (basis.release)
            ENT_TRY(ent_record_know_pairs(context->record, basis.strand, basis.release->id, error));
    }
    return ENT_OK;
}

int ent_sweep_each(struct ent_context *context, const struct ent_request *request, const ent_state *states,
                   size_t count, struct ent_sweep *out, struct ent_error *error) {
    struct ent_request one = *request;
    bool pairs = request->measure->states == 2;
    if (pairs)
        ENT_TRY(know_pairs(context, request, count, error));
    for (size_t i = 0; i < count; i++) {
        if (context->progress)
            context->progress(context->progress_data, request->measure->name, (long)i, (long)count);
        one.a = states[i];
        one.b = ENT_NO_STATE;
        if (!pairs)
            ENT_TRY(sweep_case(context, &one, out, error));
        for (size_t k = 0; pairs && k < count; k++) {
            one.b = states[k];
            if (one.a < one.b || (one.a != one.b && ent_sweep_directed(request)))
                ENT_TRY(sweep_case(context, &one, out, error));
        }
    }
    return ENT_OK;
}

/* Whether the years of the points never go back. */
static bool in_order(const struct ent_sweep *sweep) {
    for (size_t i = 1; i < sweep->count; i++)
        if (sweep->points[i - 1].year > sweep->points[i].year)
            return false;
    return true;
}

/* By year, keeping the order of states within one: a counting sort. */
static int sort_by_year(struct ent_sweep *sweep, struct ent_error *error) {
    int first = sweep->points[0].year, last = first;
    for (size_t i = 0; i < sweep->count; i++) {
        first = sweep->points[i].year < first ? sweep->points[i].year : first;
        last = sweep->points[i].year > last ? sweep->points[i].year : last;
    }
    size_t *next = calloc((size_t)(last - first) + 2, sizeof *next);
    struct ent_sweep_point *sorted = malloc(sweep->count * sizeof *sorted);
    if (!next || !sorted) {
        free(next);
        free(sorted);
        return ent_fail_memory(error);
    }
    for (size_t i = 0; i < sweep->count; i++)
        next[sweep->points[i].year - first + 1]++;
    for (int year = first; year < last; year++)
        next[year - first + 1] += next[year - first];
    for (size_t i = 0; i < sweep->count; i++)
        sorted[next[sweep->points[i].year - first]++] = sweep->points[i];
    free(next);
    free(sweep->points);
    sweep->points = sorted;
    sweep->capacity = sweep->count;
    return ENT_OK;
}

static int compare_states(const void *left, const void *right) {
    ent_state x = *(const ent_state *)left, y = *(const ent_state *)right;
    return (x > y) - (x < y);
}

/* The states listed, all of the record where none are, in order of id. */
static int order_states(struct ent_context *context, const ent_state *states, size_t *count, ent_state **out,
                        struct ent_error *error) {
    *count = states ? *count : ent_states_count(context->record->states);
    *out = ent_arena_alloc(context->arena, *count + 1, sizeof **out);
    if (!*out)
        return ent_fail_memory(error);
    for (size_t i = 0; i < *count; i++)
        (*out)[i] = states ? states[i] : (ent_state)i;
    qsort(*out, *count, sizeof **out, compare_states);
    return ENT_OK;
}

int ent_measure_sweep(struct ent_context *context, const struct ent_request *request, const ent_state *states,
                      size_t count, struct ent_sweep *out, struct ent_error *error) {
    const struct ent_measure *measure = request->measure;
    ent_state *ordered;
    *out = (struct ent_sweep){.measure = measure, .scale = measure->scale, .units = {measure->unit}, .unit_count = 1};
    ENT_TRY(order_states(context, states, &count, &ordered, error));
    ENT_TRY((measure->sweep ? measure->sweep : ent_sweep_each)(context, request, ordered, count, out, error));
    return in_order(out) ? ENT_OK : sort_by_year(out, error);
}

/* The first point of a year or a later one. */
static size_t first_from(const struct ent_sweep *sweep, int year) {
    size_t low = 0, high = sweep->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sweep->points[middle].year < year)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void ent_sweep_year(const struct ent_sweep *sweep, int year, size_t *first, size_t *end) {
    *first = first_from(sweep, year);
    *end = first_from(sweep, year + 1);
}
