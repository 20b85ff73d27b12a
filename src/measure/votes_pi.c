/* Scott's pi of two states in roll calls: agreement beyond what one mix of ballots, the mean of both, gives by chance.
 *
 * Formula: 1 - D_o / D_e with N[x][y] the counts, m the mean of their row and column sums, w the cost of a disagreement:
 *   D_o = sum of w[x][y] N[x][y] / N,  D_e = sum of w[x][y] m[x] m[y] / N^2
 *   weights=nominal    w = 1 where x and y differ
 *   weights=linear     w = |x - y|
 *   weights=quadratic  w = (x - y)^2
 * Published figures called "pi" are nominal in some works and quadratic in others: the specification says which.
 * Range: -1 to 1 (quadratic); never above kappa of the same weights, and equal to it when the margins agree. Undefined:
 * both rows are the same constant (ZERO_DENOM), no common roll call (EMPTY), fewer than ten (TOO_FEW). What it differs
 * in from votes.kappa: a difference between the two mixes counts as disagreement. Complexity: nine population counts per
 * 64 roll calls. Papers: Scott 1955, Public Opinion Quarterly 19(3), doi:10.1086/266577; Haege 2011, Political Analysis
 * 19(3), doi:10.1093/pan/mpr023. */
#include "measure/votes_series.h"

static struct ent_code_value value(const struct ent_code_table *table, int weights) {
    return ent_code_pi(table, (enum ent_code_weights)weights);
}

static char *formula(struct ent_arena *arena, const struct ent_code_table *table, int weights) {
    return ent_code_chance_text(arena, table, (enum ent_code_weights)weights, ENT_CHANCE_POOLED, "roll calls");
}

static const struct ent_vote_index rule = {ENT_VOTE_PI, ent_code_weights_asked, value, formula};

const struct ent_measure ent_measure_votes_pi = {
    .name = "votes.pi",
    .summary = "agreement in roll calls beyond the chance of a common mix (Scott's pi)",
    .unit = "pi",
    .orientation = "higher = closer",
    .scale = ENT_SCALE_NUMBER,
    .states = 2,
    .strands = {"votes"},
    .options = {ENT_CODE_WEIGHTS_OPTION("nominal"), ENT_VOTE_OPTIONS},
    .aggregation = "mean",
    .minimum_support = 10,
    .reference = "Scott 1955; Haege 2011",
    .example = "table (3,1,0),(0,1,1),(1,0,1): nominal 0.4, quadratic 0.4545 (METHODS 1.6)",
    .rule = &rule,
    .compute = ent_vote_compute,
    .trace = ent_vote_trace,
    .moment = ent_vote_moment,
    .replicate = ent_vote_replicate,
    .sweep = ent_vote_sweep,
    .permute = ent_vote_permute,
};
