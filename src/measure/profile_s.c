/* Signorino and Ritter's S of two states' profiles: how near what they show to each state of the system lies.
 *
 * Formula: with x and y what either shows toward state k, d the largest difference of a column, w the weight of k:
 *   1 - 2 sum of w |x - y|^p / sum of w d^p,  p = 1 for metric=absolute, 2 for squared
 *   alliance.s  codes of obligations, d = 3, or 1 with coding=binary
 *     weighted=capability  w is k's share of capability (capability.cinc), renormalised over the states that have one
 *   trade.s     shares of all that a state trades, d = 1
 *   igo.s       shares of a state's organisations of which k is a member too, d = 1
 * Range: -1 to 1. Undefined: no state to compare (EMPTY); fewer than 10 for figures (TOO_FEW). What it does not do:
 * where most pairs show each other nothing, or shares are small beside 1, everybody is near 1; kappa takes that off.
 * The preset of svmiller/fpsim is columns=all. Papers: Signorino and Ritter 1999, International Studies Quarterly
 * 43(1), doi:10.1111/0020-8833.00113, who name trade among the profiles it is for. */
#include "measure/profile.h"

static struct ent_code_value of_table(const struct ent_code_table *table, int squared) {
    return ent_code_s(table, squared);
}

static char *table_words(struct ent_arena *arena, const struct ent_code_table *table, int squared) {
    return ent_code_s_text(arena, table, squared, "states");
}

static struct ent_code_value of_values(const struct ent_value_pairs *pairs, int squared) {
    return ent_values_s(pairs, squared);
}

static char *value_words(struct ent_arena *arena, const struct ent_value_pairs *pairs, int squared) {
    double distance = (1 - ent_values_s(pairs, squared).value) / 2 * (double)pairs->count;
    return ent_arena_format(arena, "1 - 2 x %.10g / %zu: distance and the largest possible, %zu states", distance,
                            pairs->count, pairs->count);
}

static const struct ent_profile_index index = {ent_code_squared_asked, of_table, table_words, of_values, value_words};
static const struct ent_profile_rule alliance = {&index, &ent_profile_alliance};
static const struct ent_profile_rule trade = {&index, &ent_profile_trade};
static const struct ent_profile_rule igo = {&index, &ent_profile_igo};

const struct ent_measure ent_measure_alliance_s = {
    .name = "alliance.s",
    .summary = "nearness of alliance portfolios (S)",
    .unit = "S",
    .orientation = "higher = closer",
    .strands = {"alliance", "capability.cinc"},
    .options = {ENT_CODE_METRIC_OPTION,
                ENT_ALLIANCE_OPTIONS,
                {"weighted", "no|capability", "no", "whether a state counts by its share of capability"}},
    .reference = "Signorino and Ritter 1999",
    .example = "(3,3,0,1,0,0), (3,3,2,0,0,0): columns=all 0.6667, others 0.5 (METHODS 1.6)",
    .rule = &alliance,
    ENT_PROFILE_MEASURE,
};

const struct ent_measure ent_measure_trade_s = {
    .name = "trade.s",
    .summary = "nearness of trade portfolios: shares of each third state (S)",
    .unit = "S",
    .orientation = "higher = closer",
    .strands = {"trade", "trade.reported"},
    .options = {ENT_CODE_METRIC_OPTION, ENT_FLOW_OPTION, ENT_FLOWS_OPTION},
    .strand_option = "flows",
    .minimum_support = 10,
    .reference = "Signorino and Ritter 1999",
    .example = "(.4, .1, 0) and (.2, .3, .1): 1 - 2 x .5 / 3 = 0.6667",
    .rule = &trade,
    ENT_PROFILE_MEASURE,
};

const struct ent_measure ent_measure_igo_s = {
    .name = "igo.s",
    .summary = "nearness of profiles of shared organisations (S)",
    .unit = "S",
    .orientation = "higher = closer",
    .strands = {"igo.shared", "igo.memberships"},
    .options = {ENT_CODE_METRIC_OPTION, ENT_COLUMNS_OPTION},
    .minimum_support = 10,
    .reference = "Signorino and Ritter 1999",
    .example = "shared 4, 2, 0 of 5 and 2, 2, 1 of 10: 1 - 2 x .9 / 3 = 0.4",
    .rule = &igo,
    ENT_PROFILE_MEASURE,
};
