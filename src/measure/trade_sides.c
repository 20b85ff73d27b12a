/* The frame of the measures over both sides. A sweep is that of the one-sided measure, each point with its mirror: one
 * reading of the strand for all pairs. */
#include "measure/trade_sides.h"

#include <math.h>
#include <string.h>

#include "measure/sweep.h"

struct sides {
    struct ent_part a, b;
};

static const char *side_name(const struct ent_request *request) {
    return ent_request_is(request, "of", "gdp") ? "trade.dependence" : "trade.partner-share";
}

static int read_sides(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                      struct ent_series *series, struct sides *out, struct ent_error *error) {
    const char *name = side_name(request);
    ENT_TRY(ent_part_read(context, request, basis, name, request->a, request->b, series, &out->a, error));
    return ent_part_read(context, request, basis, name, request->b, request->a, series, &out->b, error);
}

static void set_point(const struct ent_request *request, const struct sides *sides, struct ent_point *point) {
    const struct ent_trade_pairing *pairing = request->measure->rule;
    if (!ent_part_seen(&sides->a, point) || !ent_part_seen(&sides->b, point))
        return;
    struct ent_point a = ent_part_at(&sides->a, point->year), b = ent_part_at(&sides->b, point->year);
    enum ent_why why = ENT_WHY_FINE;
    double value = pairing->combine(request, a.value, b.value, &why);
    if (why != ENT_WHY_FINE) {
        ent_point_unsee(point, ENT_KIND_UNDEFINED, why);
        return;
    }
    ent_point_set(point, value, a.support < b.support ? a.support : b.support);
    point->notes |= a.notes | b.notes;
}

int ent_trade_sides_compute(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                            struct ent_error *error) {
    struct ent_basis basis;
    struct sides sides;
    ENT_TRY(ent_basis_choose(context, request, ent_request_strand(request), &basis, error));
    ENT_TRY(ent_series_begin(context, request, &basis, ENT_SCALE_NUMBER, out, error));
    if (!basis.release || (*out)->last_year < (*out)->first_year)
        return ENT_OK;
    ENT_TRY(read_sides(context, request, &basis, *out, &sides, error));
    if (!(*out)->note && sides.a.series)
        (*out)->note = sides.a.series->note;
    for (int year = (*out)->first_year; year <= (*out)->last_year; year++)
        set_point(request, &sides, ent_series_point(*out, year));
    return ENT_OK;
}

static bool same_row(const struct ent_trace_row *x, const struct ent_trace_row *y) {
    return x->a == y->a && x->b == y->b && x->lineage.line == y->lineage.line &&
           strcmp(x->lineage.file, y->lineage.file) == 0 && strcmp(x->lineage.column, y->lineage.column) == 0;
}

/* The flows between the two stand behind either side: once is enough. */
static void drop_repeated(struct ent_trace *trace) {
    size_t kept = 0;
    for (size_t i = 0; i < trace->count; i++) {
        size_t at = 0;
        while (at < kept && !same_row(&trace->rows[at], &trace->rows[i]))
            at++;
        if (at == kept)
            trace->rows[kept++] = trace->rows[i];
    }
    trace->count = kept;
}

int ent_trade_sides_trace(struct ent_context *context, const struct ent_request *request, int year,
                          struct ent_trace *out, struct ent_error *error) {
    const struct ent_trade_pairing *pairing = request->measure->rule;
    struct ent_basis basis;
    struct sides sides;
    double a, b;
    ENT_TRY(ent_basis_choose(context, request, ent_request_strand(request), &basis, error));
    if (!basis.release)
        return ENT_OK;
    ENT_TRY(read_sides(context, request, &basis, NULL, &sides, error));
    ENT_TRY(ent_part_trace(context, &sides.a, year, out, &a, error));
    ENT_TRY(ent_part_trace(context, &sides.b, year, out, &b, error));
    drop_repeated(out);
    if (isnan(a) || isnan(b))
        return ENT_OK;
    out->formula = pairing->words(context->arena, request, a, b);
    return out->formula ? ENT_OK : ent_fail_memory(error);
}

/* The point of (b, a) in the same year; NULL where it is not seen. Points are in order of year, a, b. */
static const struct ent_sweep_point *mirror_of(const struct ent_sweep *sides, const struct ent_sweep_point *point,
                                               size_t first, size_t end) {
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        const struct ent_sweep_point *at = &sides->points[middle];
        if (at->a == point->b && at->b == point->a)
            return at;
        if (at->a < point->b || (at->a == point->b && at->b < point->a))
            first = middle + 1;
        else
            end = middle;
    }
    return NULL;
}

static int combine_all(const struct ent_request *request, const struct ent_sweep *sides, struct ent_sweep *out,
                       struct ent_error *error) {
    const struct ent_trade_pairing *pairing = request->measure->rule;
    bool directed = ent_sweep_directed(request);
    size_t first = 0, end = 0;
    for (size_t i = 0; i < sides->count; i++) {
        const struct ent_sweep_point *a = &sides->points[i];
        enum ent_why why = ENT_WHY_FINE;
        if (i == end)
            ent_sweep_year(sides, a->year, &first, &end);
        const struct ent_sweep_point *b = directed || a->a < a->b ? mirror_of(sides, a, first, end) : NULL;
        if (!b)
            continue;
        struct ent_sweep_point point = *a;
        point.value = pairing->combine(request, a->value, b->value, &why);
        point.support = a->support < b->support ? a->support : b->support;
        if (why == ENT_WHY_FINE)
            ENT_TRY(ent_sweep_add(out, &point, error));
    }
    return ENT_OK;
}

int ent_trade_sides_sweep(struct ent_context *context, const struct ent_request *request, const ent_state *states,
                          size_t count, struct ent_sweep *out, struct ent_error *error) {
    struct ent_basis basis;
    struct ent_part part;
    struct ent_sweep sides;
    ENT_TRY(ent_basis_choose(context, request, ent_request_strand(request), &basis, error));
    if (!basis.release)
        return ENT_OK;
    ENT_TRY(
        ent_part_read(context, request, &basis, side_name(request), ENT_NO_STATE, ENT_NO_STATE, NULL, &part, error));
    bool whole = request->first_year == 0 && request->last_year == 0;
    part.request.first_year = whole ? basis.first_year : request->first_year;
    part.request.last_year = whole ? basis.last_year : request->last_year;
    int status = ent_measure_sweep(context, &part.request, states, count, &sides, error);
    for (size_t i = 0; i < sides.release_count; i++)
        out->releases[out->release_count++] = sides.releases[i];
    if (status == ENT_OK)
        status = combine_all(request, &sides, out, error);
    ent_sweep_release(&sides);
    return status;
}
