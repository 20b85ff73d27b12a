/* Cohen's kappa of two states in roll calls: agreement beyond what their own mixes of ballots give by chance.
 *
 * Formula: 1 - D_o / D_e with N[x][y] the counts, r and c their row and column sums, w the cost of a disagreement:
 *   D_o = sum of w[x][y] N[x][y] / N,  D_e = sum of w[x][y] r[x] c[y] / N^2
 *   weights=nominal    w = 1 where x and y differ
 *   weights=linear     w = |x - y|
 *   weights=quadratic  w = (x - y)^2: the one that several packages call kappa without a word
 * Range: up to 1; 0 is chance; the lower bound depends on the margins. Undefined: both rows are the same constant
 * (ZERO_DENOM: chance agreement is total), no common roll call (EMPTY), fewer than ten (TOO_FEW). One constant row
 * gives 0 and a note. The paradox: 22 yes-yes, one yes-abstain, one abstain-yes agree in 92 % and have kappa -0.0435,
 * because chance alone would give 92 %. Complexity: nine population counts per 64 roll calls. Papers: Cohen 1960,
 * doi:10.1177/001316446002000104; Cohen 1968, doi:10.1037/h0026256; Haege 2011, Political Analysis 19(3),
 * doi:10.1093/pan/mpr023. */
#include "measure/votes_series.h"

static struct ent_code_value value(const struct ent_code_table *table, int weights) {
    return ent_code_kappa(table, (enum ent_code_weights)weights);
}

static char *formula(struct ent_arena *arena, const struct ent_code_table *table, int weights) {
    return ent_code_chance_text(arena, table, (enum ent_code_weights)weights, ENT_CHANCE_OWN, "roll calls");
}

static const struct ent_vote_index rule = {ENT_VOTE_KAPPA, ent_code_weights_asked, value, formula};

const struct ent_measure ent_measure_votes_kappa = {
    .name = "votes.kappa",
    .summary = "agreement in roll calls beyond chance (Cohen's kappa)",
    .unit = "kappa",
    .orientation = "higher = closer",
    .scale = ENT_SCALE_NUMBER,
    .states = 2,
    .strands = {"votes"},
    .options = {ENT_CODE_WEIGHTS_OPTION("nominal"), ENT_VOTE_OPTIONS},
    .aggregation = "mean",
    .minimum_support = 10,
    .reference = "Cohen 1960, 1968; Haege 2011",
    .example = "table (3,1,0),(0,1,1),(1,0,1): nominal 0.4, linear 0.4286, quadratic 0.4545 (METHODS 1.6)",
    .rule = &rule,
    .compute = ent_vote_compute,
    .trace = ent_vote_trace,
    .moment = ent_vote_moment,
    .replicate = ent_vote_replicate,
    .sweep = ent_vote_sweep,
    .permute = ent_vote_permute,
};
