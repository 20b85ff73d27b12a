/* How often two states vote against each other: yes against no.
 *
 * Formula: (N[yes][no] + N[no][yes]) / N, over the roll calls in which both cast a ballot.
 * Range: 0 to 1. Undefined: no common roll call (EMPTY), fewer than ten (TOO_FEW).
 * An abstention against a yes or a no is not opposition here; votes.agreement counts it.
 * Complexity: nine population counts per 64 roll calls. */
#include "measure/votes_series.h"

static int variant(const struct ent_request *request) {
    (void)request;
    return 0;
}

static struct ent_code_value value(const struct ent_code_table *table, int unused) {
    (void)unused;
    return ent_code_opposite(table);
}

static char *formula(struct ent_arena *arena, const struct ent_code_table *table, int unused) {
    (void)unused;
    return ent_arena_format(arena, "(%u yes : no + %u no : yes) / %ld roll calls", table->n[0][2], table->n[2][0],
                            (long)ent_code_total(table));
}

static const struct ent_vote_index rule = {ENT_VOTE_OPPOSITE, variant, value, formula};

const struct ent_measure ent_measure_votes_opposite = {
    .name = "votes.opposite",
    .summary = "share of common roll calls with yes against no",
    .unit = "share",
    .orientation = "higher = more opposed",
    .scale = ENT_SCALE_NUMBER,
    .states = 2,
    .strands = {"votes"},
    .options = {ENT_VOTE_OPTIONS},
    .aggregation = "mean",
    .minimum_support = 10,
    .reference = "a count",
    .example = "table (3,1,0),(0,1,1),(1,0,1): 1 of 8 = 0.125",
    .rule = &rule,
    .compute = ent_vote_compute,
    .trace = ent_vote_trace,
    .moment = ent_vote_moment,
    .replicate = ent_vote_replicate,
    .sweep = ent_vote_sweep,
    .permute = ent_vote_permute,
};
