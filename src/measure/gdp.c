/* Measures of an economy and its people.
 *
 * gdp.net, net resources
 *   Formula: GDP * (GDP / population): size times efficiency, for a large and poor economy spends most of what it makes on
 * its own people. Meant for comparison: A's share of the two is Y_A / (Y_A + Y_B).
 * gdp.perhead
 *   Formula: GDP / population.
 * Both: option gdp= says at which prices; the square makes that choice count twice. Population is that of the same release
 * where it has one, else of the source that reaches furthest. Range: above 0. Missing: where GDP or population is missing,
 * for that reason; never 0. Undefined: a population of 0 (a total of zero). Where the source gives GDP an interval, none is
 * made from it. Complexity: two series of a strand. Paper: Beckley 2018, doi:10.1162/isec_a_00328. Example: GDP 10 and
 * population 1000 against 20 and 5000: 0.1 against 0.08, so the ratio is 1.25 where that of GDP is 0.5 (METHODS 3.2). */
#include <math.h>

#include "measure/part.h"

struct economy {
    struct ent_part gdp, people;
};

static int read_parts(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                      struct ent_series *series, struct economy *out, struct ent_error *error) {
    ENT_TRY(ent_part_read(context, request, basis, ent_request_strand(request), request->a, ENT_NO_STATE, series,
                          &out->gdp, error));
    return ent_part_read(context, request, basis, "population", request->a, ENT_NO_STATE, series, &out->people, error);
}

static void set_point(const struct economy *economy, bool net, struct ent_point *point) {
    if (!ent_part_seen(&economy->gdp, point) || !ent_part_seen(&economy->people, point))
        return;
    struct ent_point gdp = ent_part_at(&economy->gdp, point->year);
    struct ent_point people = ent_part_at(&economy->people, point->year);
    if (people.value == 0) {
        ent_point_unsee(point, ENT_KIND_UNDEFINED, ENT_WHY_ZERO_TOTAL);
        return;
    }
    double perhead = gdp.value / people.value;
    ent_point_set(point, net ? gdp.value * perhead : perhead, gdp.support + people.support);
    point->notes = gdp.notes | people.notes;
    point->unit = gdp.unit;
}

static int fill(struct ent_context *context, const struct ent_request *request, bool net, struct ent_series **out,
                struct ent_error *error) {
    struct ent_basis basis;
    struct economy economy;
    ENT_TRY(ent_basis_choose(context, request, ent_request_strand(request), &basis, error));
    ENT_TRY(ent_series_begin(context, request, &basis, ENT_SCALE_NUMBER, out, error));
    if (!basis.release)
        return ENT_OK;
    ENT_TRY(read_parts(context, request, &basis, *out, &economy, error));
    for (int year = (*out)->first_year; year <= (*out)->last_year; year++)
        set_point(&economy, net, ent_series_point(*out, year));
    return ENT_OK;
}

static int compute_net(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                       struct ent_error *error) {
    return fill(context, request, true, out, error);
}

static int compute_perhead(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                           struct ent_error *error) {
    return fill(context, request, false, out, error);
}

static int trace_parts(struct ent_context *context, const struct ent_request *request, int year, bool net,
                       struct ent_trace *out, struct ent_error *error) {
    struct ent_basis basis;
    struct economy economy;
    double gdp, people;
    ENT_TRY(ent_basis_choose(context, request, ent_request_strand(request), &basis, error));
    if (!basis.release)
        return ENT_OK;
    ENT_TRY(read_parts(context, request, &basis, NULL, &economy, error));
    ENT_TRY(ent_part_trace(context, &economy.gdp, year, out, &gdp, error));
    ENT_TRY(ent_part_trace(context, &economy.people, year, out, &people, error));
    if (isnan(gdp) || isnan(people))
        return ENT_OK;
    out->formula = net ? ent_arena_format(context->arena, "%.10g * (%.10g / %.10g)", gdp, gdp, people)
                       : ent_arena_format(context->arena, "%.10g / %.10g", gdp, people);
    return out->formula ? ENT_OK : ent_fail_memory(error);
}

static int trace_net(struct ent_context *context, const struct ent_request *request, int year, struct ent_trace *out,
                     struct ent_error *error) {
    return trace_parts(context, request, year, true, out, error);
}

static int trace_perhead(struct ent_context *context, const struct ent_request *request, int year,
                         struct ent_trace *out, struct ent_error *error) {
    return trace_parts(context, request, year, false, out, error);
}

#define GDP_STRANDS                                                                                                    \
    { "gdp.ppp", "gdp.usd", "gdp.real", "population" }
#define GDP_OPTION(initial)                                                                                            \
    {                                                                                                                  \
        "gdp", "ppp|usd|real", initial,                                                                                \
            "prices: of purchasing power, of the market in current dollars, or constant ones"                          \
    }

const struct ent_measure ent_measure_gdp_net = {
    .name = "gdp.net",
    .summary = "net resources: GDP times GDP per head",
    .unit = "squared dollars per head",
    .orientation = "stronger",
    .scale = ENT_SCALE_NUMBER,
    .states = 1,
    .strands = GDP_STRANDS,
    .options = {GDP_OPTION("ppp")},
    .strand_option = "gdp",
    .on_request = true,
    .aggregation = "none",
    .reference = "Beckley 2018",
    .example = "GDP 10, population 1000 against 20 and 5000: ratio 1.25, of GDP 0.5 (METHODS 3.2)",
    .compute = compute_net,
    .trace = trace_net,
};

const struct ent_measure ent_measure_gdp_perhead = {
    .name = "gdp.perhead",
    .summary = "GDP per head, computed from GDP and population",
    .unit = "dollars per head",
    .orientation = "larger",
    .scale = ENT_SCALE_NUMBER,
    .states = 1,
    .strands = GDP_STRANDS,
    .options = {GDP_OPTION("usd")},
    .strand_option = "gdp",
    .on_request = true,
    .aggregation = "none",
    .reference = "Beckley 2018",
    .example = "GDP 10, population 1000: 0.01; 20 and 5000: 0.004",
    .compute = compute_perhead,
    .trace = trace_perhead,
};
