/* How much one state trades with another, beside all that it trades or makes.
 *
 * trade.partner-share (A -> B)
 *   Formula: s = V_AB / V_A: exports to B and imports from B, over the exports and imports of A with everybody.
 * The total is a sum over every flow of A that is seen. A flow that nobody reported is missing from it, never 0: then the
 * share is at most what it says, and the point carries a note; support counts the partners in the total. The strand
 * trade.share is another thing: shares as somebody published them, in percent.
 * trade.dependence (A -> B)
 *   Formula: V_AB / GDP of A in current dollars, as both are.
 * Range: shares 0 to 1; trade can be more than GDP. Missing: V_AB where either flow is (half a trade is not a trade), GDP.
 * Undefined: a total of 0. Complexity: the trade of A in every year, read once for all partners. Papers: Barbieri 2002;
 * Oneal and Russett 1997, doi:10.1111/1468-2478.00042. Example: exports 30, imports 50, total 700, GDP 1700: 0.11429 and
 * 0.04706; for the other one, 4600 and 14700: 0.01739 and 0.00544 (METHODS 4). */
#include <math.h>

#include "measure/trade_flows.h"

/* V_AB into the point: false, and the point unseen, where it is not known. */
static bool both_flows(const struct ent_trade *trade, ent_state partner, struct ent_point *point, double *out) {
    bool hole, none = point->kind == ENT_KIND_NONE;
    double seen = ent_trade_seen(trade, point->year, partner, none, &hole);
    *out = seen;
    if (point->kind != ENT_KIND_NONE && point->kind != ENT_KIND_UNKNOWN)
        return false;
    if (hole)
        ent_point_unsee(point, ENT_KIND_UNKNOWN, seen > 0 ? ENT_WHY_ONE_SIDED : ENT_WHY_MISSING);
    return !hole;
}

static void set_share(const struct ent_trade *trade, ent_state partner, struct ent_point *point) {
    double with;
    struct ent_trade_total total = ent_trade_total(trade, point->year, point->kind == ENT_KIND_NONE);
    if (!both_flows(trade, partner, point, &with))
        return;
    if (total.value == 0) {
        ent_point_unsee(point, ENT_KIND_UNDEFINED, ENT_WHY_ZERO_TOTAL);
        return;
    }
    ent_point_set(point, with / total.value, total.partners);
    point->notes |= total.holes ? ENT_NOTE_SOME_MISSING : 0u;
}

static void set_dependence(const struct ent_trade *trade, ent_state partner, const struct ent_part *gdp,
                           struct ent_point *point) {
    double with;
    if (!both_flows(trade, partner, point, &with) || !ent_part_seen(gdp, point))
        return;
    struct ent_point made = ent_part_at(gdp, point->year);
    if (made.value == 0) {
        ent_point_unsee(point, ENT_KIND_UNDEFINED, ENT_WHY_ZERO_TOTAL);
        return;
    }
    ent_point_set(point, with / made.value, 1);
    point->notes |= made.notes;
}

static int fill(struct ent_context *context, const struct ent_request *request, bool of_gdp, struct ent_series **out,
                struct ent_error *error) {
    struct ent_basis basis;
    struct ent_trade trade;
    struct ent_part gdp = {.series = NULL};
    ENT_TRY(ent_basis_choose(context, request, ent_request_strand(request), &basis, error));
    ENT_TRY(ent_series_begin(context, request, &basis, ENT_SCALE_NUMBER, out, error));
    if (!basis.release || (*out)->last_year < (*out)->first_year)
        return ENT_OK;
    if (of_gdp)
        ENT_TRY(ent_part_read(context, request, &basis, "gdp.usd", request->a, ENT_NO_STATE, *out, &gdp, error));
    if (!(*out)->note)
        (*out)->note = ent_record_caution(context->record, basis.release->id, basis.strand->name);
    ENT_TRY(ent_trade_read(context, request, &basis, request->a, (*out)->first_year, (*out)->last_year, &trade, error));
    for (int year = (*out)->first_year; year <= (*out)->last_year; year++) {
        if (of_gdp)
            set_dependence(&trade, request->b, &gdp, ent_series_point(*out, year));
        else
            set_share(&trade, request->b, ent_series_point(*out, year));
    }
    ent_trade_release(&trade);
    return ENT_OK;
}

static int compute_share(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                         struct ent_error *error) {
    return fill(context, request, false, out, error);
}

static int compute_dependence(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                              struct ent_error *error) {
    return fill(context, request, true, out, error);
}

static int trace_share(struct ent_context *context, const struct ent_request *request, int year, struct ent_trace *out,
                       struct ent_error *error) {
    struct ent_basis basis;
    struct ent_trade trade;
    struct ent_series *series;
    ENT_TRY(ent_basis_choose(context, request, ent_request_strand(request), &basis, error));
    if (!basis.release)
        return ENT_OK;
    ENT_TRY(compute_share(context, request, &series, error));
    ENT_TRY(ent_trade_trace(context, request, &basis, year, out, error));
    struct ent_point point = ent_series_at(series, year);
    if (!ent_point_seen(&point))
        return ENT_OK;
    ENT_TRY(ent_trade_read(context, request, &basis, request->a, year, year, &trade, error));
    struct ent_trade_total total = ent_trade_total(&trade, year, false);
    ent_trade_release(&trade);
    out->formula = ent_arena_format(context->arena, "%.10g / %.10g, the trade with %ld partners; with %ld a flow is not seen",
                                    point.value * total.value, total.value, total.partners, total.holes);
    return out->formula ? ENT_OK : ent_fail_memory(error);
}

static int trace_dependence(struct ent_context *context, const struct ent_request *request, int year,
                            struct ent_trace *out, struct ent_error *error) {
    struct ent_basis basis;
    struct ent_series *series;
    struct ent_part gdp;
    double made;
    ENT_TRY(ent_basis_choose(context, request, ent_request_strand(request), &basis, error));
    if (!basis.release)
        return ENT_OK;
    ENT_TRY(compute_dependence(context, request, &series, error));
    ENT_TRY(ent_trade_trace(context, request, &basis, year, out, error));
    ENT_TRY(ent_part_read(context, request, &basis, "gdp.usd", request->a, ENT_NO_STATE, NULL, &gdp, error));
    ENT_TRY(ent_part_trace(context, &gdp, year, out, &made, error));
    struct ent_point point = ent_series_at(series, year);
    if (!ent_point_seen(&point))
        return ENT_OK;
    out->formula = ent_arena_format(context->arena, "%.10g / %.10g", point.value * made, made);
    return out->formula ? ENT_OK : ent_fail_memory(error);
}

#define FROM_OPTION                                                                                                    \
    {                                                                                                                  \
        "direction", "from", "from", "how much of the first state's trade is with the second"                          \
    }

const struct ent_measure ent_measure_trade_partner_share = {
    .name = "trade.partner-share",
    .summary = "share of the second in all that the first trades",
    .unit = "share of its trade seen",
    .orientation = "higher = more dependent",
    .scale = ENT_SCALE_NUMBER,
    .states = 2,
    .directed = true,
    .strands = {"trade", "trade.reported"},
    .options = {ENT_FLOWS_OPTION, FROM_OPTION},
    .strand_option = "flows",
    .on_request = true,
    .aggregation = "sum",
    .reference = "Barbieri 2002",
    .example = "exports 30, imports 50, total 700: 0.11429 (METHODS 4)",
    .compute = compute_share,
    .trace = trace_share,
};

const struct ent_measure ent_measure_trade_dependence = {
    .name = "trade.dependence",
    .summary = "trade of the first with the second over the first's GDP",
    .unit = "share of its GDP",
    .orientation = "higher = more dependent",
    .scale = ENT_SCALE_NUMBER,
    .states = 2,
    .directed = true,
    .strands = {"trade", "trade.reported", "gdp.usd"},
    .options = {ENT_FLOWS_OPTION, FROM_OPTION},
    .strand_option = "flows",
    .on_request = true,
    .aggregation = "sum",
    .reference = "Oneal and Russett 1997",
    .example = "exports 30, imports 50, GDP 1700: 0.04706 (METHODS 4)",
    .compute = compute_dependence,
    .trace = trace_dependence,
};
