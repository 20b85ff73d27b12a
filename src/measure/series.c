/* Series: making one with the right kind of cell in every year, reading it, and its intervals. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/quantile.h"
#include "measure/group_series.h"
#include "measure/support.h"

/* What one (strand, release) covers, by state and year, each asked of the record once: rankings and panels ask it for
 * every pair. */
struct ent_coverage_years {
    int strand, release;
    unsigned char **kinds; /* by state; NULL until asked; by year from EARLIEST on: kind + 1, 0 until asked */
    struct ent_coverage_years *next;
};

enum { EARLIEST = 1000, LATEST = 2500 }; /* years kept; others are asked again each time */
enum { WIDEST_SPAN = 10000 };            /* years; anything longer is a mistake of the caller */

bool ent_point_seen(const struct ent_point *point) {
    return (point->kind == ENT_KIND_VALUE || point->kind == ENT_KIND_NONE) && !isnan(point->value);
}

void ent_point_set(struct ent_point *point, double value, long support) {
    point->kind = ENT_KIND_VALUE;
    point->why = ENT_WHY_FINE;
    point->value = value;
    point->support = support;
}

void ent_point_unsee(struct ent_point *point, enum ent_kind kind, enum ent_why why) {
    point->kind = kind;
    point->why = why;
    point->value = point->low = point->high = NAN;
}

void ent_releases_add(const struct ent_release *releases[ENT_RELEASES_MOST], size_t *count,
                      const struct ent_release *release) {
    for (size_t i = 0; i < *count; i++)
        if (releases[i] == release)
            return;
    if (*count < ENT_RELEASES_MOST)
        releases[(*count)++] = release;
}

bool ent_unit_same(const char *a, const char *b) {
    if (!a || !b)
        return a == b;
    size_t length = strcspn(a, ";");
    return length == strcspn(b, ";") && strncmp(a, b, length) == 0;
}

struct ent_point *ent_series_point(struct ent_series *series, int year) {
    return year < series->first_year || year > series->last_year ? NULL : &series->points[year - series->first_year];
}

struct ent_point ent_series_at(const struct ent_series *series, int year) {
    if (year >= series->first_year && year <= series->last_year)
        return series->points[year - series->first_year];
    struct ent_point point = {.year = year};
    ent_point_unsee(&point, ENT_KIND_NOT_COVERED, ENT_WHY_OUTSIDE);
    return point;
}

static enum ent_kind ask_coverage(struct ent_context *context, int strand, int release, ent_state state, int year) {
    struct ent_interval span = ent_interval_year(year);
    return ent_record_covers(context->record, strand, release, state, span.from, span.to);
}

static struct ent_coverage_years *coverage_of(struct ent_context *context, const struct ent_basis *basis) {
    struct ent_coverage_years *at = context->cache->coverage;
    while (at && (at->strand != basis->strand->id || at->release != basis->release->id))
        at = at->next;
    if (at)
        return at;
    at = ent_arena_alloc(context->cache->arena, 1, sizeof *at);
    if (!at)
        return NULL;
    at->strand = basis->strand->id;
    at->release = basis->release->id;
    at->kinds =
        ent_arena_alloc(context->cache->arena, ent_states_count(context->record->states) + 1, sizeof *at->kinds);
    at->next = context->cache->coverage;
    context->cache->coverage = at;
    return at->kinds ? at : NULL;
}

/* What the release covers of a state in a year; a state whose memory cannot be had is asked each time. */
static enum ent_kind covered(struct ent_context *context, struct ent_coverage_years *coverage, ent_state state,
                             int year) {
    if (!coverage->kinds[state])
        coverage->kinds[state] = ent_arena_alloc(context->cache->arena, LATEST - EARLIEST + 1, 1);
    if (!coverage->kinds[state] || year < EARLIEST || year > LATEST)
        return ask_coverage(context, coverage->strand, coverage->release, state, year);
    unsigned char *kind = &coverage->kinds[state][year - EARLIEST];
    if (!*kind)
        *kind = (unsigned char)(1 + ask_coverage(context, coverage->strand, coverage->release, state, year));
    return (enum ent_kind)(*kind - 1);
}

int ent_basis_covers(struct ent_context *context, const struct ent_basis *basis, ent_state state, int year,
                     enum ent_kind *out, struct ent_error *error) {
    struct ent_coverage_years *coverage = coverage_of(context, basis);
    if (!coverage)
        return ent_fail_memory(error);
    *out = covered(context, coverage, state, year);
    return ENT_OK;
}

enum ent_kind ent_kind_worse(enum ent_kind a, enum ent_kind b) {
    if (a == ENT_KIND_NO_STATE || b == ENT_KIND_NO_STATE)
        return ENT_KIND_NO_STATE;
    if (a == ENT_KIND_NOT_COVERED || b == ENT_KIND_NOT_COVERED)
        return ENT_KIND_NOT_COVERED;
    return a == ENT_KIND_UNKNOWN || b == ENT_KIND_UNKNOWN ? ENT_KIND_UNKNOWN : ENT_KIND_NONE;
}

static void set_absent(struct ent_point *point, enum ent_kind kind, const struct ent_basis *basis,
                       enum ent_scale scale) {
    static const enum ent_why reasons[] = {[ENT_KIND_UNKNOWN] = ENT_WHY_MISSING,
                                           [ENT_KIND_NOT_COVERED] = ENT_WHY_OUTSIDE,
                                           [ENT_KIND_NO_STATE] = ENT_WHY_NO_STATE};
    ent_point_unsee(point, kind, kind == ENT_KIND_NONE ? ENT_WHY_FINE : reasons[kind]);
    /* Within the years of the source it is the state that is missing from its list. */
    if (kind == ENT_KIND_NOT_COVERED && basis->release && point->year >= basis->first_year &&
        point->year <= basis->last_year)
        point->why = ENT_WHY_NOT_LISTED;
    if (kind == ENT_KIND_NONE && scale != ENT_SCALE_NUMBER)
        point->value = 0;
}

static int fill_absent(struct ent_context *context, const struct ent_basis *basis, struct ent_series *series,
                       struct ent_error *error) {
    ent_state states[2] = {series->a, series->b};
    struct ent_coverage_years *coverage = NULL;
    if (basis->release && !(coverage = coverage_of(context, basis)))
        return ent_fail_memory(error);
    for (int year = series->first_year; year <= series->last_year; year++) {
        enum ent_kind kind = coverage ? ENT_KIND_NONE : ENT_KIND_NOT_COVERED;
        for (int side = 0; coverage && side < 2 && states[side] != ENT_NO_STATE; side++)
            kind = ent_kind_worse(kind, covered(context, coverage, states[side], year));
        set_absent(ent_series_point(series, year), kind, basis, series->scale);
    }
    return ENT_OK;
}

/* The first and last year that the source claims to know of these states. */
static void find_covers(struct ent_series *series) {
    for (int year = series->first_year; year <= series->last_year; year++) {
        enum ent_kind kind = ent_series_point(series, year)->kind;
        if (kind != ENT_KIND_NONE && kind != ENT_KIND_UNKNOWN)
            continue;
        if (!series->covers_from)
            series->covers_from = year;
        series->covers_to = year;
    }
}

int ent_series_begin(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                     enum ent_scale scale, struct ent_series **out, struct ent_error *error) {
    const struct ent_measure *measure = request->measure;
    struct ent_series *series = ent_arena_alloc(context->arena, 1, sizeof *series);
    if (!series)
        return ent_fail_memory(error);
    bool whole = request->first_year == 0 && request->last_year == 0;
    *series = (struct ent_series){.measure = measure,
                                  .a = request->a,
                                  .b = request->b,
                                  .scale = scale,
                                  .unit = measure->unit,
                                  .orientation = measure->orientation,
                                  .note = basis->note};
    series->first_year = whole ? basis->first_year : request->first_year;
    series->last_year = whole ? basis->last_year : request->last_year;
    if (series->last_year - series->first_year >= WIDEST_SPAN)
        return ent_fail(error, ENT_ERROR_USAGE, "%d to %d is too long a span", series->first_year, series->last_year);
    size_t years = series->last_year < series->first_year ? 0 : (size_t)(series->last_year - series->first_year + 1);
    series->points = ent_arena_alloc(context->arena, years + 1, sizeof *series->points);
    series->specification = ent_request_text(context->arena, request, true);
    if (!series->points || !series->specification)
        return ent_fail_memory(error);
    for (size_t i = 0; i < years; i++)
        series->points[i].year = series->first_year + (int)i;
    if (basis->release)
        series->releases[series->release_count++] = basis->release;
    ENT_TRY(fill_absent(context, basis, series, error));
    find_covers(series);
    *out = series;
    return ENT_OK;
}

/* A measure that is declared and not built: nothing is estimated in any year that was asked for. */
static int not_built(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                     struct ent_error *error) {
    struct ent_basis basis = {.first_year = 0, .last_year = -1, .note = "this measure is declared and not built yet"};
    ENT_TRY(ent_series_begin(context, request, &basis, request->measure->scale, out, error));
    for (int year = (*out)->first_year; year <= (*out)->last_year; year++)
        ent_point_unsee(ent_series_point(*out, year), ENT_KIND_NOT_COVERED, ENT_WHY_NOT_ESTIMATED);
    return ENT_OK;
}

int ent_measure_series(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                       struct ent_error *error) {
    const struct ent_measure *measure = request->measure;
    if (request->group)
        return ent_group_series(context, request, out, error);
    if (request->a == ENT_NO_STATE || (measure->states == 2) != (request->b != ENT_NO_STATE))
        return ent_fail(error, ENT_ERROR_USAGE, "%s is asked of %s", measure->name,
                        measure->states == 2 ? "two states" : "one state");
    if (measure->states == 2 && request->a == request->b)
        return ent_fail(error, ENT_ERROR_USAGE, "%s is asked of two different states, not of %s twice", measure->name,
                        ent_states_code(context->record->states, request->a));
    return measure->compute ? measure->compute(context, request, out, error) : not_built(context, request, out, error);
}

int ent_measure_trace(struct ent_context *context, const struct ent_request *request, int year, struct ent_trace *out,
                      struct ent_error *error) {
    *out = (struct ent_trace){NULL, 0, NULL};
    if (request->group)
        return ent_group_trace(context, request, year, out, error);
    return request->measure->trace ? request->measure->trace(context, request, year, out, error) : ENT_OK;
}

/* Replicates in which the measure is undefined drop out; with fewer than half of them left there is no interval. */
static void fill_interval(struct ent_point *point, const double *draws, size_t stride, int replicates, double *work) {
    for (int i = 0; i < replicates; i++)
        work[i] = draws[(size_t)i * stride];
    (void)ent_quantile_interval(work, (size_t)replicates, work + replicates, &point->low, &point->high);
}

int ent_series_intervals(struct ent_context *context, const struct ent_request *request, struct ent_series *series,
                         int replicates, uint64_t seed, struct ent_error *error) {
    if (!request->measure->replicate || series->last_year < series->first_year || replicates < 1)
        return ENT_OK;
    size_t years = (size_t)(series->last_year - series->first_year + 1);
    double *draws = calloc((years + 3) * (size_t)replicates, sizeof *draws);
    if (!draws)
        return ent_fail_memory(error);
    int status = request->measure->replicate(context, request, series, replicates, seed, draws, error);
    double *work = draws + years * (size_t)replicates;
    for (size_t i = 0; status == ENT_OK && i < years; i++)
        if (ent_point_seen(&series->points[i]))
            fill_interval(&series->points[i], draws + i, years, replicates, work);
    free(draws);
    return status;
}
