/* Kendall's tau-b of two states' ballots: whether the one moves toward no when the other does.
 *
 * Formula: (C - D) / sqrt((n0 - t_a) (n0 - t_b)) over all pairs of common roll calls: C are ordered alike by both
 * states, D the other way round, n0 = N (N - 1) / 2, and t the pairs to which one state gives the same ballot. Range:
 * -1 to 1. Undefined: a state that always casts the same ballot (CONSTANT), no common roll call (EMPTY), fewer than ten
 * (TOO_FEW). It measures association, not identity: a state that is always one step from the other has 1. For
 * comparison with older work only. Complexity: nine population counts per 64 roll calls. Paper: Kendall 1938,
 * Biometrika 30, doi:10.1093/biomet/30.1-2.81. */
#include "measure/votes_series.h"

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
    return ent_code_tau_b_text(arena, table, "roll calls");
}

static const struct ent_vote_index rule = {ENT_VOTE_TAU_B, variant, value, formula};

const struct ent_measure ent_measure_votes_taub = {
    .name = "votes.taub",
    .summary = "association of ballots in order (Kendall's tau-b)",
    .unit = "tau-b",
    .orientation = "higher = closer",
    .scale = ENT_SCALE_NUMBER,
    .states = 2,
    .strands = {"votes"},
    .options = {ENT_VOTE_OPTIONS},
    .aggregation = "mean",
    .minimum_support = 10,
    .reference = "Kendall 1938",
    .example = "table (3,1,0),(0,1,1),(1,0,1): (12 - 3) / 20 = 0.45 (METHODS 1.6)",
    .rule = &rule,
    .compute = ent_vote_compute,
    .trace = ent_vote_trace,
    .moment = ent_vote_moment,
    .replicate = ent_vote_replicate,
    .sweep = ent_vote_sweep,
    .permute = ent_vote_permute,
};
