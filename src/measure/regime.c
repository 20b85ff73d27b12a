/* Distance of regimes.
 *
 * Formula: |score of A - score of B| on the scale of by=: polity (-10 to 10), polyarchy (0 to 1), uds (standard deviations).
 * Range: 0 to 20, to 1, and open. The three scales do not compare: each is a specification of its own. Missing: where either
 * score is, for its reason. Undefined: never. Complexity: two series of a strand. Paper: Gartzke 2007,
 * doi:10.1111/j.1540-5907.2007.00244.x, for such differences between states. Example: scores 10 and -7: 17. */
#include <math.h>

#include "measure/part.h"

struct scores {
    struct ent_part a, b;
};

static int read_scores(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                       struct ent_series *series, struct scores *out, struct ent_error *error) {
    const char *strand = ent_request_strand(request);
    ENT_TRY(ent_part_read(context, request, basis, strand, request->a, ENT_NO_STATE, series, &out->a, error));
    return ent_part_read(context, request, basis, strand, request->b, ENT_NO_STATE, series, &out->b, error);
}

static int compute(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                   struct ent_error *error) {
    struct ent_basis basis;
    struct scores scores;
    ENT_TRY(ent_basis_choose(context, request, ent_request_strand(request), &basis, error));
    ENT_TRY(ent_series_begin(context, request, &basis, ENT_SCALE_NUMBER, out, error));
    if (!basis.release)
        return ENT_OK;
    ENT_TRY(read_scores(context, request, &basis, *out, &scores, error));
    for (int year = (*out)->first_year; year <= (*out)->last_year; year++) {
        struct ent_point *point = ent_series_point(*out, year);
        if (point->kind == ENT_KIND_NO_STATE || !ent_part_seen(&scores.a, point) || !ent_part_seen(&scores.b, point))
            continue;
        struct ent_point a = ent_part_at(&scores.a, year), b = ent_part_at(&scores.b, year);
        ent_point_set(point, fabs(a.value - b.value), a.support + b.support);
        point->notes = a.notes | b.notes;
        point->unit = a.unit;
    }
    return ENT_OK;
}

static int trace(struct ent_context *context, const struct ent_request *request, int year, struct ent_trace *out,
                 struct ent_error *error) {
    struct ent_basis basis;
    struct scores scores;
    double a, b;
    ENT_TRY(ent_basis_choose(context, request, ent_request_strand(request), &basis, error));
    if (!basis.release)
        return ENT_OK;
    ENT_TRY(read_scores(context, request, &basis, NULL, &scores, error));
    ENT_TRY(ent_part_trace(context, &scores.a, year, out, &a, error));
    ENT_TRY(ent_part_trace(context, &scores.b, year, out, &b, error));
    if (isnan(a) || isnan(b))
        return ENT_OK;
    out->formula = ent_arena_format(context->arena, "|%.10g - %.10g|", a, b);
    return out->formula ? ENT_OK : ent_fail_memory(error);
}

const struct ent_measure ent_measure_regime_distance = {
    .name = "regime.distance",
    .summary = "distance of two regimes on one score",
    .unit = "points of the score",
    .orientation = "higher = farther",
    .scale = ENT_SCALE_NUMBER,
    .states = 2,
    .strands = {"democracy.polity", "democracy.polyarchy", "democracy.uds"},
    .options = {{"by", "polity|polyarchy|uds", "polity", "which score"}},
    .strand_option = "by",
    .aggregation = "none",
    .reference = "Gartzke 2007",
    .example = "scores 10 and -7: 17",
    .compute = compute,
    .trace = trace,
};
