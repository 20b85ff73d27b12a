/* Signorino and Ritter's S of two states in roll calls: how near their ballots lie on the scale yes, abstain, no.
 *
 * Formula: 1 - 2 D / D_max with N[x][y] the counts and N their sum:
 *   metric=absolute  D = sum of N[x][y] |x - y|,    D_max = 2 N: the same as twice half-credit agreement, less 1
 *   metric=squared   D = sum of N[x][y] (x - y)^2,  D_max = 4 N
 * Range: -1 (always yes against no) to 1 (always the same). Undefined: no common roll call (EMPTY), fewer than ten
 * (TOO_FEW). The worst case is that of the scale, not of the data, so rows that never change are legal. What it does
 * not do: nothing is taken off for chance; two states that vote with the majority come out near 1. Complexity: nine
 * population counts per 64 roll calls. Paper: Signorino and Ritter 1999, International Studies Quarterly 43(1),
 * doi:10.1111/0020-8833.00113. */
#include "measure/votes_series.h"

static struct ent_code_value value(const struct ent_code_table *table, int squared) {
    return ent_code_s(table, squared);
}

static char *formula(struct ent_arena *arena, const struct ent_code_table *table, int squared) {
    return ent_code_s_text(arena, table, squared, "roll calls");
}

static const struct ent_vote_index rule = {ENT_VOTE_S, ent_code_squared_asked, value, formula};

const struct ent_measure ent_measure_votes_s = {
    .name = "votes.s",
    .summary = "nearness of ballots on the scale yes, abstain, no (S)",
    .unit = "S",
    .orientation = "higher = closer",
    .scale = ENT_SCALE_NUMBER,
    .states = 2,
    .strands = {"votes"},
    .options = {ENT_CODE_METRIC_OPTION, ENT_VOTE_OPTIONS},
    .aggregation = "mean",
    .minimum_support = 10,
    .reference = "Signorino and Ritter 1999",
    .example = "table (3,1,0),(0,1,1),(1,0,1): absolute 0.5, squared 0.625 (METHODS 1.6)",
    .rule = &rule,
    .compute = ent_vote_compute,
    .trace = ent_vote_trace,
    .moment = ent_vote_moment,
    .replicate = ent_vote_replicate,
    .sweep = ent_vote_sweep,
    .permute = ent_vote_permute,
};
