/* Raw agreement of two states in roll calls.
 *
 * Formula: N[x][y] counts the roll calls in which A cast x and B cast y, N their sum.
 *   credit=strict  sum of N[x][x] / N
 *   credit=half    1 - sum of N[x][y] |x - y| / (2 N), with yes 0, abstain 1, no 2 (Lijphart 1963)
 * Range: 0 to 1. Undefined: no common roll call (EMPTY), fewer than ten (TOO_FEW). Ballots that are absences are
 * missing unless absent=abstention. What it does not do: two states that always vote with the majority agree by chance
 * alone; see votes.kappa. Complexity: nine population counts per 64 roll calls. Paper: Lijphart 1963, American
 * Political Science Review 57(4), doi:10.2307/1952608. */
#include "measure/votes_series.h"

static int variant(const struct ent_request *request) {
    return ent_request_is(request, "credit", "half");
}

static struct ent_code_value value(const struct ent_code_table *table, int half) {
    return ent_code_agreement(table, half);
}

static char *formula(struct ent_arena *arena, const struct ent_code_table *table, int half) {
    const uint32_t(*n)[ENT_CODES] = table->n;
    unsigned same = n[0][0] + n[1][1] + n[2][2], near = n[0][1] + n[1][0] + n[1][2] + n[2][1];
    long total = (long)ent_code_total(table);
    if (half)
        return ent_arena_format(arena, "(%u same + %u one step apart / 2) / %ld roll calls", same, near, total);
    return ent_arena_format(arena, "%u same / %ld roll calls", same, total);
}

static const struct ent_vote_index rule = {ENT_VOTE_AGREEMENT, variant, value, formula};

const struct ent_measure ent_measure_votes_agreement = {
    .name = "votes.agreement",
    .summary = "share of common roll calls in which both cast the same ballot",
    .unit = "share",
    .orientation = "higher = closer",
    .scale = ENT_SCALE_NUMBER,
    .states = 2,
    .strands = {"votes"},
    .options = {{"credit", "half|strict", "half",
                 "half: yes and abstain, or abstain and no, count half; strict: not at all"},
                ENT_VOTE_OPTIONS},
    .aggregation = "mean",
    .minimum_support = 10,
    .reference = "Lijphart 1963",
    .example = "table (3,1,0),(0,1,1),(1,0,1): half 0.75, strict 0.625 (METHODS 1.6)",
    .rule = &rule,
    .compute = ent_vote_compute,
    .trace = ent_vote_trace,
    .moment = ent_vote_moment,
    .replicate = ent_vote_replicate,
    .sweep = ent_vote_sweep,
    .permute = ent_vote_permute,
};
