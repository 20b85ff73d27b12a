/* Cohen's kappa of two states' profiles: likeness beyond what their own mixes give by chance.
 *
 * alliance.kappa
 *   Formula: that of votes.kappa over the table of codes that either owes to the states of the system. The default
 *   weights are quadratic, (x - y)^2, as Haege and svmiller/fpsim have them; that preset is columns=all.
 * trade.kappa, igo.kappa
 *   Formula: 1 - sum (x - y)^2 / (sum x^2 + sum y^2 - 2 sum x sum y / n) over n states; x and y are shares of trade, or
 *   of organisations (see profile_strands.c). It is kappa with quadratic weights for figures (Haege 2011, who says it is
 *   Lin's coefficient of concordance, with moments over n). Nominal and linear weights are for categories, which figures
 *   are not.
 * Range: up to 1; 0 is chance. Undefined: both show the same to every state (ZERO_DENOM), no state to compare (EMPTY),
 * fewer than 10 for figures (TOO_FEW). A state that shows the same to all gives 0 and a note. The largest choice is
 * hidden elsewhere: with the two states' own columns, in which each has the highest code toward itself, -0.25 becomes
 * 0.7761 in the example. Papers: Cohen 1968, doi:10.1037/h0026256; Haege 2011, Political Analysis 19(3),
 * doi:10.1093/pan/mpr023; Lin 1989, doi:10.2307/2532051. */
#include "measure/profile.h"

static struct ent_code_value of_table(const struct ent_code_table *table, int weights) {
    return ent_code_kappa(table, (enum ent_code_weights)weights);
}

static char *table_words(struct ent_arena *arena, const struct ent_code_table *table, int weights) {
    return ent_code_chance_text(arena, table, (enum ent_code_weights)weights, ENT_CHANCE_OWN, "states");
}

static struct ent_code_value of_values(const struct ent_value_pairs *pairs, int unused) {
    (void)unused;
    return ent_values_beyond_chance(pairs, ENT_CHANCE_OWN);
}

static char *value_words(struct ent_arena *arena, const struct ent_value_pairs *pairs, int unused) {
    (void)unused;
    return ent_values_chance_text(arena, pairs, ENT_CHANCE_OWN, "states");
}

static const struct ent_profile_index index = {ent_code_weights_asked, of_table, table_words, of_values, value_words};
static const struct ent_profile_rule alliance = {&index, &ent_profile_alliance};
static const struct ent_profile_rule trade = {&index, &ent_profile_trade};
static const struct ent_profile_rule igo = {&index, &ent_profile_igo};

const struct ent_measure ent_measure_alliance_kappa = {
    .name = "alliance.kappa",
    .summary = "likeness of alliance portfolios beyond chance (Cohen's kappa)",
    .unit = "kappa",
    .orientation = "higher = closer",
    .strands = {"alliance"},
    .options = {ENT_CODE_WEIGHTS_OPTION("quadratic"), ENT_ALLIANCE_OPTIONS},
    .reference = "Cohen 1968; Haege 2011",
    .example = "(3,3,0,1,0,0), (3,3,2,0,0,0): columns=all 0.7761, others -0.25 (METHODS 1.6)",
    .rule = &alliance,
    ENT_PROFILE_MEASURE,
};

const struct ent_measure ent_measure_trade_kappa = {
    .name = "trade.kappa",
    .summary = "likeness of trade portfolios beyond chance (Cohen's kappa)",
    .unit = "kappa",
    .orientation = "higher = closer",
    .strands = {"trade", "trade.reported"},
    .options = {ENT_FLOW_OPTION, ENT_FLOWS_OPTION},
    .strand_option = "flows",
    .minimum_support = 10,
    .reference = "Cohen 1968; Haege 2011",
    .example = "(.4, .1, 0) and (.2, .3, .1): 1 - .09 / .1100 = 0.1818",
    .rule = &trade,
    ENT_PROFILE_MEASURE,
};

const struct ent_measure ent_measure_igo_kappa = {
    .name = "igo.kappa",
    .summary = "likeness of profiles of shared organisations beyond chance (kappa)",
    .unit = "kappa",
    .orientation = "higher = closer",
    .strands = {"igo.shared", "igo.memberships"},
    .options = {ENT_COLUMNS_OPTION},
    .minimum_support = 10,
    .reference = "Cohen 1968; Haege 2011",
    .example = "(.8, .4, 0) and (.2, .2, .1): 1 - .41 / .4900 = 0.1633",
    .rule = &igo,
    ENT_PROFILE_MEASURE,
};
