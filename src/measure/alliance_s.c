/* Signorino and Ritter's S of two states' alliance portfolios: how near what they owe to each state lies.
 *
 * Formula: with x and y the codes of what either owes to state k, d the highest code, w the weight of k:
 *   1 - 2 sum of w |x - y|^p / sum of w d^p,  p = 1 for metric=absolute, 2 for squared
 *   weighted=capability  w is k's share of capability (capability.cinc), renormalised over the states that have one
 * Range: -1 to 1. Undefined: no state to compare (EMPTY). What it does not do: most pairs of states owe each other
 * nothing, so two states allied to nobody score near 1; alliance.kappa takes that off. The preset of svmiller/fpsim is
 * columns=all. Complexity: the facts that touch either state, and states times years. Paper: Signorino and Ritter 1999,
 * International Studies Quarterly 43(1), doi:10.1111/0020-8833.00113. */
#include "measure/alliance_profile.h"

static struct ent_code_value value(const struct ent_code_table *table, int squared) {
    return ent_code_s(table, squared);
}

static char *formula(struct ent_arena *arena, const struct ent_code_table *table, int squared) {
    return ent_code_s_text(arena, table, squared, "states");
}

static const struct ent_alliance_index rule = {ent_code_squared_asked, value, formula};

const struct ent_measure ent_measure_alliance_s = {
    .name = "alliance.s",
    .summary = "nearness of alliance portfolios (S)",
    .unit = "S",
    .orientation = "higher = closer",
    .scale = ENT_SCALE_NUMBER,
    .states = 2,
    .strands = {"alliance", "capability.cinc"},
    .options = {ENT_CODE_METRIC_OPTION,
                ENT_ALLIANCE_OPTIONS,
                {"weighted", "no|capability", "no", "whether a state counts by its share of capability"}},
    .on_request = true,
    .aggregation = "mean",
    .reference = "Signorino and Ritter 1999",
    .example = "(3,3,0,1,0,0), (3,3,2,0,0,0): columns=all 0.6667, others 0.5 (METHODS 1.6)",
    .rule = &rule,
    .compute = ent_alliance_profile_compute,
    .trace = ent_alliance_profile_trace,
};
