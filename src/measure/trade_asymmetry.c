/* Asymmetry of dependence.
 *
 * Formula: d_A - d_B, where d_A is what A's side says of B and d_B the other way: with of=share the share of the other
 * in all its trade, with of=gdp their trade over its GDP. form=relative: (d_A - d_B) / (d_A + d_B). Range: -1 to 1 (the
 * difference of=gdp can be more); above 0 the first depends more. Swapping the states changes the sign. Missing: where
 * either side is, for its reason. Undefined: relative, when both are 0 (a total of zero). Complexity: both series.
 * Paper: Barbieri 2002. Example: shares 0.11429 and 0.01739: 0.09690, relative 0.7358 (METHODS 4). */
#include <math.h>

#include "measure/trade_sides.h"

static double combine(const struct ent_request *request, double a, double b, enum ent_why *why) {
    if (!ent_request_is(request, "form", "relative"))
        return a - b;
    *why = a + b == 0 ? ENT_WHY_ZERO_TOTAL : ENT_WHY_FINE;
    return a + b == 0 ? (double)NAN : (a - b) / (a + b);
}

static char *words(struct ent_arena *arena, const struct ent_request *request, double a, double b) {
    return ent_request_is(request, "form", "relative")
               ? ent_arena_format(arena, "(%.10g - %.10g) / (%.10g + %.10g)", a, b, a, b)
               : ent_arena_format(arena, "%.10g - %.10g", a, b);
}

static const struct ent_trade_pairing rule = {combine, words};

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
                ENT_TRADE_OF_OPTION("share"),
                ENT_FLOW_OPTION,
                ENT_FLOWS_OPTION},
    .strand_option = "flows",
    .on_request = true,
    .item = ent_request_set_item,
    .aggregation = "none",
    .reference = "Barbieri 2002",
    .example = "shares 0.11429 and 0.01739: 0.09690, relative 0.7358 (METHODS 4)",
    .rule = &rule,
    .compute = ent_trade_sides_compute,
    .trace = ent_trade_sides_trace,
    .sweep = ent_trade_sides_sweep,
};
