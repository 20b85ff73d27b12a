/* Kendall's tau-b of two states' profiles: whether the one shows more where the other does.
 *
 * Formula: that of votes.taub, over the table of codes that either owes to the states of the system, or over the
 * figures themselves (shares of trade, of organisations): (C - D) / sqrt((n0 - t_x)(n0 - t_y)) of concordant,
 * discordant and tied pairs of columns. Range: -1 to 1. Undefined: a state that shows the same to all (CONSTANT), no
 * state to compare (EMPTY), fewer than 10 for figures (TOO_FEW). It measures association, not identity, and is here for
 * comparison with older work; for figures it does not depend on their scale. Paper: Kendall 1938, Biometrika 30,
 * doi:10.1093/biomet/30.1-2.81. */
#include "measure/profile.h"

static int variant(const struct ent_request *request) {
    (void)request;
    return 0;
}

static struct ent_code_value of_table(const struct ent_code_table *table, int unused) {
    (void)unused;
    return ent_code_tau_b(table);
}

static char *table_words(struct ent_arena *arena, const struct ent_code_table *table, int unused) {
    (void)unused;
    return ent_code_tau_b_text(arena, table, "states");
}

static struct ent_code_value of_values(const struct ent_value_pairs *pairs, int unused) {
    (void)unused;
    return ent_values_tau_b(pairs);
}

static char *value_words(struct ent_arena *arena, const struct ent_value_pairs *pairs, int unused) {
    (void)unused;
    return ent_values_tau_b_text(arena, pairs, "states");
}

static const struct ent_profile_index index = {variant, of_table, table_words, of_values, value_words};
static const struct ent_profile_rule alliance = {&index, &ent_profile_alliance};
static const struct ent_profile_rule trade = {&index, &ent_profile_trade};
static const struct ent_profile_rule igo = {&index, &ent_profile_igo};

const struct ent_measure ent_measure_alliance_taub = {
    .name = "alliance.taub",
    .summary = "association of alliance portfolios in order (Kendall's tau-b)",
    .unit = "tau-b",
    .orientation = "higher = closer",
    .strands = {"alliance"},
    .options = {ENT_ALLIANCE_OPTIONS},
    .reference = "Kendall 1938",
    .example = "(3,3,0,1,0,0), (3,3,2,0,0,0): columns=all 0.6364 (METHODS 1.6)",
    .rule = &alliance,
    ENT_PROFILE_MEASURE,
};

const struct ent_measure ent_measure_trade_taub = {
    .name = "trade.taub",
    .summary = "association of trade portfolios in order (Kendall's tau-b)",
    .unit = "tau-b",
    .orientation = "higher = closer",
    .strands = {"trade", "trade.reported"},
    .options = {ENT_FLOW_OPTION, ENT_FLOWS_OPTION},
    .strand_option = "flows",
    .minimum_support = 10,
    .reference = "Kendall 1938",
    .example = "(.4, .1, 0) and (.2, .3, .1): (2 - 1) / 3 = 0.3333",
    .rule = &trade,
    ENT_PROFILE_MEASURE,
};

const struct ent_measure ent_measure_igo_taub = {
    .name = "igo.taub",
    .summary = "association of profiles of shared organisations in order (tau-b)",
    .unit = "tau-b",
    .orientation = "higher = closer",
    .strands = {"igo.shared", "igo.memberships"},
    .options = {ENT_COLUMNS_OPTION},
    .minimum_support = 10,
    .reference = "Kendall 1938",
    .example = "(.8, .4, 0) and (.2, .2, .1): (2 - 0) / sqrt(3 x 2) = 0.8165",
    .rule = &igo,
    ENT_PROFILE_MEASURE,
};
