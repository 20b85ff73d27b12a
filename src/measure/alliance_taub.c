/* Kendall's tau-b of two states' alliance portfolios: whether the one owes more where the other does.
 *
 * Formula: that of votes.taub over the table of codes that either owes to the states of the system.
 * Range: -1 to 1. Undefined: a state that owes the same to all (CONSTANT), no state to compare (EMPTY). It measures
 * association, not identity, and is here for comparison with older work. Complexity: the facts that touch either state,
 * and states times years. Paper: Kendall 1938, Biometrika 30, doi:10.1093/biomet/30.1-2.81. */
#include "measure/alliance_profile.h"

static int variant(const struct ent_request *request) {
    (void)request;
    return 0;
}

static struct ent_code_value value(const struct ent_code_table *table, int unused) {
    (void)unused;
    return ent_code_tau_b(table);
}

static char *formula(struct ent_arena *arena, const struct ent_code_table *table, int unused) {
    (void)unused;
    return ent_code_tau_b_text(arena, table, "states");
}

static const struct ent_alliance_index rule = {variant, value, formula};

const struct ent_measure ent_measure_alliance_taub = {
    .name = "alliance.taub",
    .summary = "association of alliance portfolios in order (Kendall's tau-b)",
    .unit = "tau-b",
    .orientation = "higher = closer",
    .scale = ENT_SCALE_NUMBER,
    .states = 2,
    .strands = {"alliance"},
    .options = {ENT_ALLIANCE_OPTIONS},
    .on_request = true,
    .aggregation = "mean",
    .reference = "Kendall 1938",
    .example = "(3,3,0,1,0,0), (3,3,2,0,0,0): columns=all 0.6364 (METHODS 1.6)",
    .rule = &rule,
    .compute = ent_alliance_profile_compute,
    .trace = ent_alliance_profile_trace,
};
