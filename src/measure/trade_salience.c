/* Salience, symmetry and interdependence of the trade of two states.
 *
 * Formula: with s_A the share of B in all that A trades and s_B that of A in all that B trades,
 *   form=salience         sqrt(s_A s_B)
 *   form=symmetry         1 - |s_A - s_B|
 *   form=interdependence  their product
 * of=gdp takes their trade over either's GDP instead; flow= one direction of each. Range: 0 to 1 (of shares). The same
 * when the states are swapped. Missing: where either side is, for its reason. Symmetry alone is near 1 for all who
 * hardly trade: Barbieri reads it beside salience. Undefined: never. Complexity: both series. Paper: Barbieri 2002, The
 * Liberal Illusion (University of Michigan Press). Example: shares 0.11429 and 0.01739: 0.04458, 0.90310, 0.04026
 * (METHODS 4). */
#include <math.h>

#include "measure/trade_sides.h"

static double combine(const struct ent_request *request, double a, double b, enum ent_why *why) {
    double salience = sqrt(a * b), symmetry = 1 - fabs(a - b);
    (void)why;
    if (ent_request_is(request, "form", "symmetry"))
        return symmetry;
    return ent_request_is(request, "form", "interdependence") ? salience * symmetry : salience;
}

static char *words(struct ent_arena *arena, const struct ent_request *request, double a, double b) {
    if (ent_request_is(request, "form", "symmetry"))
        return ent_arena_format(arena, "1 - |%.10g - %.10g|", a, b);
    if (ent_request_is(request, "form", "interdependence"))
        return ent_arena_format(arena, "sqrt(%.10g * %.10g) * (1 - |%.10g - %.10g|)", a, b, a, b);
    return ent_arena_format(arena, "sqrt(%.10g * %.10g)", a, b);
}

static const struct ent_trade_pairing rule = {combine, words};

const struct ent_measure ent_measure_trade_salience = {
    .name = "trade.salience",
    .summary = "how much the trade of two states weighs for both of them",
    .unit = "index from 0 to 1",
    .orientation = "higher = more interdependent",
    .scale = ENT_SCALE_NUMBER,
    .states = 2,
    .strands = {"trade", "trade.reported", "gdp.usd"},
    .options = {{"form", "salience|symmetry|interdependence", "salience",
                 "salience: geometric mean of both shares; symmetry: 1 less their difference; their product"},
                ENT_TRADE_OF_OPTION("share"),
                ENT_FLOW_OPTION,
                ENT_FLOWS_OPTION},
    .strand_option = "flows",
    .on_request = true,
    .item = ent_request_set_item,
    .aggregation = "none",
    .reference = "Barbieri 2002",
    .example = "shares 0.11429 and 0.01739: 0.04458, symmetry 0.90310, interdependence 0.04026 (METHODS 4)",
    .rule = &rule,
    .compute = ent_trade_sides_compute,
    .trace = ent_trade_sides_trace,
    .sweep = ent_trade_sides_sweep,
};
