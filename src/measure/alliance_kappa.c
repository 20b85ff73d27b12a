/* Cohen's kappa of two states' alliance portfolios: likeness beyond what their own mixes of obligations give by chance.
 *
 * Formula: that of votes.kappa over the table of codes that either owes to the states of the system. The default
 * weights are quadratic, (x - y)^2, as Haege and svmiller/fpsim have them; that preset is columns=all.
 * Range: up to 1; 0 is chance. Undefined: both owe the same to every state (ZERO_DENOM), no state to compare (EMPTY).
 * A state that owes the same to all gives 0 and a note. The largest choice is hidden elsewhere: with the two states'
 * own columns, in which each has the highest code toward itself, -0.25 becomes 0.7761 in the example. Complexity: the
 * facts that touch either state, and states times years. Papers: Cohen 1968, doi:10.1037/h0026256; Haege 2011,
 * Political Analysis 19(3), doi:10.1093/pan/mpr023. */
#include "measure/alliance_profile.h"

static struct ent_code_value value(const struct ent_code_table *table, int weights) {
    return ent_code_kappa(table, (enum ent_code_weights)weights);
}

static char *formula(struct ent_arena *arena, const struct ent_code_table *table, int weights) {
    return ent_code_chance_text(arena, table, (enum ent_code_weights)weights, ENT_CHANCE_OWN, "states");
}

static const struct ent_alliance_index rule = {ent_code_weights_asked, value, formula};

const struct ent_measure ent_measure_alliance_kappa = {
    .name = "alliance.kappa",
    .summary = "likeness of alliance portfolios beyond chance (Cohen's kappa)",
    .unit = "kappa",
    .orientation = "higher = closer",
    .scale = ENT_SCALE_NUMBER,
    .states = 2,
    .strands = {"alliance"},
    .options = {ENT_CODE_WEIGHTS_OPTION("quadratic"), ENT_ALLIANCE_OPTIONS},
    .on_request = true,
    .aggregation = "mean",
    .reference = "Cohen 1968; Haege 2011",
    .example = "(3,3,0,1,0,0), (3,3,2,0,0,0): columns=all 0.7761, others -0.25 (METHODS 1.6)",
    .rule = &rule,
    .compute = ent_alliance_profile_compute,
    .trace = ent_alliance_profile_trace,
};
