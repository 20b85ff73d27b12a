/* Scott's pi of two states' profiles: likeness beyond the chance of one mix, the mean of both.
 *
 * alliance.pi
 *   Formula: that of votes.pi over the table of codes that either owes to the states of the system. Two published
 *   figures are called pi: with quadratic weights (Haege; the default here) and nominal (svmiller/fpsim: preset=fpsim).
 *   They are not the same number.
 * trade.pi, igo.pi
 *   Formula: 1 - sum (x - y)^2 / (sum x^2 + sum y^2 - (sum x + sum y)^2 / (2 n)) over n states: quadratic weights for
 *   figures (see profile_kappa.c).
 * Range: -1 to 1 (quadratic); never above kappa of the same weights. Undefined: both show the same to every state
 * (ZERO_DENOM), no state to compare (EMPTY), fewer than 10 for figures (TOO_FEW). Papers: Scott 1955,
 * doi:10.1086/266577; Haege 2011, Political Analysis 19(3), doi:10.1093/pan/mpr023. */
#include "measure/profile.h"

static int weights_asked(const struct ent_request *request) {
    return ent_request_is(request, "preset", "fpsim") ? ENT_WEIGHTS_NOMINAL : ent_code_weights_asked(request);
}

static struct ent_code_value of_table(const struct ent_code_table *table, int weights) {
    return ent_code_pi(table, (enum ent_code_weights)weights);
}

static char *table_words(struct ent_arena *arena, const struct ent_code_table *table, int weights) {
    return ent_code_chance_text(arena, table, (enum ent_code_weights)weights, ENT_CHANCE_POOLED, "states");
}

static struct ent_code_value of_values(const struct ent_value_pairs *pairs, int unused) {
    (void)unused;
    return ent_values_beyond_chance(pairs, ENT_CHANCE_POOLED);
}

static char *value_words(struct ent_arena *arena, const struct ent_value_pairs *pairs, int unused) {
    (void)unused;
    return ent_values_chance_text(arena, pairs, ENT_CHANCE_POOLED, "states");
}

static const struct ent_profile_index index = {weights_asked, of_table, table_words, of_values, value_words};
static const struct ent_profile_rule alliance = {&index, &ent_profile_alliance};
static const struct ent_profile_rule trade = {&index, &ent_profile_trade};
static const struct ent_profile_rule igo = {&index, &ent_profile_igo};

const struct ent_measure ent_measure_alliance_pi = {
    .name = "alliance.pi",
    .summary = "likeness of alliance portfolios beyond a common chance (Scott's pi)",
    .unit = "pi",
    .orientation = "higher = closer",
    .strands = {"alliance"},
    .options = {ENT_CODE_WEIGHTS_OPTION("quadratic"), ENT_ALLIANCE_OPTIONS},
    .reference = "Scott 1955; Haege 2011",
    .example = "(3,3,0,1,0,0), (3,3,2,0,0,0): columns=all 0.7753, others -0.2903 (METHODS 1.6)",
    .rule = &alliance,
    ENT_PROFILE_MEASURE,
};

const struct ent_measure ent_measure_trade_pi = {
    .name = "trade.pi",
    .summary = "likeness of trade portfolios beyond a common chance (Scott's pi)",
    .unit = "pi",
    .orientation = "higher = closer",
    .strands = {"trade", "trade.reported"},
    .options = {ENT_FLOW_OPTION, ENT_FLOWS_OPTION},
    .strand_option = "flows",
    .minimum_support = 10,
    .reference = "Scott 1955; Haege 2011",
    .example = "(.4, .1, 0) and (.2, .3, .1): 1 - .09 / .1083 = 0.1692",
    .rule = &trade,
    ENT_PROFILE_MEASURE,
};

const struct ent_measure ent_measure_igo_pi = {
    .name = "igo.pi",
    .summary = "likeness of profiles of shared organisations beyond a common chance (pi)",
    .unit = "pi",
    .orientation = "higher = closer",
    .strands = {"igo.shared", "igo.memberships"},
    .options = {ENT_COLUMNS_OPTION},
    .minimum_support = 10,
    .reference = "Scott 1955; Haege 2011",
    .example = "(.8, .4, 0) and (.2, .2, .1): 1 - .41 / .4083 = -0.0041",
    .rule = &igo,
    ENT_PROFILE_MEASURE,
};
