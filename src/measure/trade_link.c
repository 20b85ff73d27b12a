/* The weak and the strong link of two states: how much the one depends that depends less, or more.
 *
 * Formula: min(d_A, d_B) with link=weak, max with link=strong; d is trade over GDP, with of=share the share of the
 * other in all its trade. Range: 0 up. The same when the states are swapped. The weak link is who can leave with the
 * smaller loss (Dixon 1994; Oneal and Russett 1997 take the lower dependence of the two). Missing: where either side
 * is, for its reason. Undefined: never. Complexity: both series. Paper: Oneal and Russett 1997,
 * doi:10.1111/1468-2478.00042. Example: trade 80, GDP 1700 and 14700: 0.00544 weak, 0.04706 strong (METHODS 4). */
#include "measure/trade_sides.h"

static double combine(const struct ent_request *request, double a, double b, enum ent_why *why) {
    (void)why;
    return (a < b) == ent_request_is(request, "link", "weak") ? a : b;
}

static char *words(struct ent_arena *arena, const struct ent_request *request, double a, double b) {
    return ent_arena_format(arena, "%s(%.10g, %.10g)", ent_request_is(request, "link", "weak") ? "min" : "max", a, b);
}

static const struct ent_trade_pairing rule = {combine, words};

const struct ent_measure ent_measure_trade_link = {
    .name = "trade.link",
    .summary = "dependence of the one of two that depends less (weak) or more (strong)",
    .unit = "share of its GDP",
    .orientation = "higher = more dependent",
    .scale = ENT_SCALE_NUMBER,
    .states = 2,
    .strands = {"trade", "trade.reported", "gdp.usd"},
    .options = {{"link", "weak|strong", "weak", "weak: the lower of both; strong: the higher"},
                ENT_TRADE_OF_OPTION("gdp"),
                ENT_FLOW_OPTION,
                ENT_FLOWS_OPTION},
    .strand_option = "flows",
    .on_request = true,
    .item = ent_request_set_item,
    .aggregation = "none",
    .reference = "Oneal and Russett 1997",
    .example = "trade 80, GDP 1700 and 14700: weak 0.00544, strong 0.04706 (METHODS 4)",
    .rule = &rule,
    .compute = ent_trade_sides_compute,
    .trace = ent_trade_sides_trace,
    .sweep = ent_trade_sides_sweep,
};
