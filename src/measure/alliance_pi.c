/* Scott's pi of two states' alliance portfolios: likeness beyond the chance of one mix of obligations, the mean of
 * both.
 *
 * Formula: that of votes.pi over the table of codes that either owes to the states of the system. Two published figures
 * are called pi: with quadratic weights (Haege; the default here) and nominal (svmiller/fpsim: weights=nominal and
 * columns=all). They are not the same number.
 * Range: -1 to 1 (quadratic); never above kappa of the same weights. Undefined: both owe the same to every state
 * (ZERO_DENOM), no state to compare (EMPTY). Complexity: the facts that touch either state, and states times years.
 * Papers: Scott 1955, doi:10.1086/266577; Haege 2011, Political Analysis 19(3), doi:10.1093/pan/mpr023. */
#include "measure/alliance_profile.h"

static struct ent_code_value value(const struct ent_code_table *table, int weights) {
    return ent_code_pi(table, (enum ent_code_weights)weights);
}

static char *formula(struct ent_arena *arena, const struct ent_code_table *table, int weights) {
    return ent_code_chance_text(arena, table, (enum ent_code_weights)weights, ENT_CHANCE_POOLED, "states");
}

static const struct ent_alliance_index rule = {ent_code_weights_asked, value, formula};

const struct ent_measure ent_measure_alliance_pi = {
    .name = "alliance.pi",
    .summary = "likeness of alliance portfolios beyond a common chance (Scott's pi)",
    .unit = "pi",
    .orientation = "higher = closer",
    .scale = ENT_SCALE_NUMBER,
    .states = 2,
    .strands = {"alliance"},
    .options = {ENT_CODE_WEIGHTS_OPTION("quadratic"), ENT_ALLIANCE_OPTIONS},
    .on_request = true,
    .aggregation = "mean",
    .reference = "Scott 1955; Haege 2011",
    .example = "(3,3,0,1,0,0), (3,3,2,0,0,0): columns=all 0.7753, others -0.2903 (METHODS 1.6)",
    .rule = &rule,
    .compute = ent_alliance_profile_compute,
    .trace = ent_alliance_profile_trace,
};
