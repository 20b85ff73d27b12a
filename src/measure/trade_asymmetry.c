/* Asymmetry of dependence.
 *
 * Formula: d_A - d_B, where d_A is what A's side says of B and d_B the other way: with of=share the share of the other in
 * all its trade, with of=gdp their trade over its GDP. form=relative: (d_A - d_B) / (d_A + d_B). Range: -1 to 1 (the
 * difference of=gdp can be more); above 0 the first depends more. Swapping the states changes the sign. Missing: where
 * either side is, for its reason. Undefined: relative, when both are 0 (a total of zero). Complexity: both series. Paper:
 * Barbieri 2002. Example: shares 0.11429 and 0.01739: 0.09690, relative 0.7358 (METHODS 4). */
#include <math.h>

#include "measure/trade_flows.h"

struct sides {
    struct ent_part a, b;
};

static int read_sides(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                      struct ent_series *series, struct sides *out, struct ent_error *error) {
    const char *name = ent_request_is(request, "of", "gdp") ? "trade.dependence" : "trade.partner-share";
    ENT_TRY(ent_part_read(context, request, basis, name, request->a, request->b, series, &out->a, error));
    return ent_part_read(context, request, basis, name, request->b, request->a, series, &out->b, error);
}

static void set_point(const struct sides *sides, bool relative, struct ent_point *point) {
    if (!ent_part_seen(&sides->a, point) || !ent_part_seen(&sides->b, point))
        return;
    struct ent_point a = ent_part_at(&sides->a, point->year), b = ent_part_at(&sides->b, point->year);
    double difference = a.value - b.value, sum = a.value + b.value;
    if (relative && sum == 0) {
        ent_point_unsee(point, ENT_KIND_UNDEFINED, ENT_WHY_ZERO_TOTAL);
        return;
    }
    ent_point_set(point, relative ? difference / sum : difference, a.support < b.support ? a.support : b.support);
    point->notes |= a.notes | b.notes;
}

static int compute(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
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
        set_point(&sides, ent_request_is(request, "form", "relative"), ent_series_point(*out, year));
    return ENT_OK;
}

static int trace(struct ent_context *context, const struct ent_request *request, int year, struct ent_trace *out,
                 struct ent_error *error) {
    struct ent_basis basis;
    struct sides sides;
    double a, b;
    ENT_TRY(ent_basis_choose(context, request, ent_request_strand(request), &basis, error));
    if (!basis.release)
        return ENT_OK;
    ENT_TRY(read_sides(context, request, &basis, NULL, &sides, error));
    ENT_TRY(ent_part_trace(context, &sides.a, year, out, &a, error));
    ENT_TRY(ent_part_trace(context, &sides.b, year, out, &b, error));
    if (isnan(a) || isnan(b))
        return ENT_OK;
    out->formula = ent_request_is(request, "form", "relative")
                       ? ent_arena_format(context->arena, "(%.10g - %.10g) / (%.10g + %.10g)", a, b, a, b)
                       : ent_arena_format(context->arena, "%.10g - %.10g", a, b);
    return out->formula ? ENT_OK : ent_fail_memory(error);
}

const struct ent_measure ent_measure_trade_asymmetry = {
    .name = "trade.asymmetry",
    .summary = "how much more the first depends on the second than back",
    .unit = "difference of shares",
    .orientation = "above 0 = the first depends more",
    .scale = ENT_SCALE_NUMBER,
    .states = 2,
    .directed = true,
    .strands = {"trade", "trade.reported", "gdp.usd"},
    .options = {{"form", "difference|relative", "difference", "relative: over the sum of both"},
                {"of", "share|gdp", "share", "of what: of all trade, or of GDP"},
                ENT_FLOWS_OPTION},
    .strand_option = "flows",
    .on_request = true,
    .aggregation = "none",
    .reference = "Barbieri 2002",
    .example = "shares 0.11429 and 0.01739: 0.09690, relative 0.7358 (METHODS 4)",
    .compute = compute,
    .trace = trace,
};
