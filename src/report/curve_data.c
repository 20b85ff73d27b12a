/* A specification curve for programs: JSON with everything that a figure needs, and rows. */
#include <math.h>

#include "report/curve.h"

static void add_choices(struct ent_json *json, const struct ent_curve *curve, size_t at) {
    ent_json_open(json, "choices", '{');
    for (size_t d = 0; d < curve->choices.dimension_count; d++) {
        int level = ent_choices_level(&curve->choices, at, d);
        if (level >= 0)
            ent_json_string(json, curve->choices.dimensions[d].name, curve->choices.dimensions[d].levels[level]);
    }
    ent_json_close(json, '}');
}

static void add_line(struct ent_json *json, const struct ent_curve *curve, size_t at) {
    const struct ent_curve_line *line = &curve->lines[at];
    ent_json_open(json, NULL, '{');
    ent_json_string(json, "specification", line->text);
    ent_json_string(json, "index", line->index);
    ent_json_bool(json, "core", line->core);
    ent_json_bool(json, "also", line->also);
    add_choices(json, curve, at);
    ent_json_string(json, "source", line->source);
    ent_json_string(json, "independent", line->independent);
    ent_json_string(json, "unit", line->unit);
    ent_json_year(json, "year", line->year);
    ent_json_string(json, "kind", line->kind);
    ent_json_string(json, "why", line->why);
    ent_json_number(json, "value", line->value);
    ent_json_number(json, "low", line->low);
    ent_json_number(json, "high", line->high);
    ent_json_integer(json, "support", line->support);
    ent_json_number(json, "place", line->place);
    ent_json_year(json, "rank_low", line->rank_low);
    ent_json_year(json, "rank_high", line->rank_high);
    ent_json_year(json, "rank_of", line->rank_of);
    ent_json_string(json, "outcome", line->outcome);
    ent_json_close(json, '}');
}

static void add_contrasts(struct ent_json *json, const struct ent_curve *curve, const char *of,
                          const struct ent_contrast *contrasts) {
    for (size_t i = 0; i < curve->contrast_count; i++) {
        const struct ent_contrast *one = &contrasts[i];
        const struct ent_choice_dimension *dimension = &curve->choices.dimensions[one->dimension];
        if (!one->pairs)
            continue;
        ent_json_open(json, NULL, '{');
        ent_json_string(json, "of", of);
        ent_json_string(json, "choice", dimension->name);
        ent_json_string(json, "from", one->from < 0 ? NULL : dimension->levels[one->from]);
        ent_json_string(json, "to", one->to < 0 ? NULL : dimension->levels[one->to]);
        ent_json_integer(json, "pairs", (long)one->pairs);
        ent_json_number(json, "mean_absolute", one->mean_absolute);
        ent_json_number(json, "mean_signed", one->mean_signed);
        ent_json_close(json, '}');
    }
}

static void add_variance(struct ent_json *json, const struct ent_curve *curve,
                         const struct ent_curve_variance *variance) {
    ent_json_open(json, NULL, '{');
    ent_json_string(json, "of", variance->of);
    ent_json_string(json, "among", variance->among);
    ent_json_bool(json, "merged", variance->merged);
    ent_json_integer(json, "specifications", (long)variance->shares.specifications);
    ent_json_number(json, "total", variance->shares.total);
    ent_json_open(json, "shares", '{');
    for (size_t d = 0; d < curve->choices.dimension_count; d++)
        if (!isnan(variance->shares.share[d]))
            ent_json_number(json, curve->choices.dimensions[d].name, variance->shares.share[d]);
    ent_json_close(json, '}');
    ent_json_number(json, "rest", variance->shares.rest);
    ent_json_open(json, "left_out", '[');
    for (size_t d = 0; d < curve->choices.dimension_count; d++)
        for (size_t k = 0; k < curve->choices.dimensions[d].level_count; k++)
            if (variance->shares.left_out[d][k]) {
                ent_json_open(json, NULL, '{');
                ent_json_string(json, "choice", curve->choices.dimensions[d].name);
                ent_json_string(json, "level", curve->choices.dimensions[d].levels[k]);
                ent_json_close(json, '}');
            }
    ent_json_close(json, ']');
    ent_json_close(json, '}');
}

static void add_statistic(struct ent_json *json, const char *key, const struct ent_null_statistic *statistic) {
    ent_json_open(json, key, '{');
    ent_json_number(json, "observed", statistic->observed);
    ent_json_number(json, "by_chance", statistic->typical);
    ent_json_number(json, "p", statistic->p);
    ent_json_close(json, '}');
}

static void add_null(struct ent_json *json, const struct ent_null *null) {
    ent_json_open(json, "null", '{');
    ent_json_string(json, "reason", null->reason);
    if (!null->reason) {
        ent_json_integer(json, "permutations", null->permutations);
        ent_json_integer(json, "seed", (long)null->seed);
        ent_json_integer(json, "specifications", (long)null->specifications);
        add_statistic(json, "place", &null->place);
        add_statistic(json, "share", &null->share);
        add_statistic(json, "stouffer", &null->z);
    }
    ent_json_close(json, '}');
}

static void add_flips(struct ent_json *json, const struct ent_curve *curve) {
    ent_json_open(json, "flips", '[');
    for (size_t i = 0; i < curve->flip_count; i++) {
        const struct ent_curve_flip *flip = &curve->flips[i];
        ent_json_open(json, NULL, '{');
        ent_json_string(json, "from", curve->lines[flip->from].text);
        ent_json_string(json, "to", curve->lines[flip->to].text);
        ent_json_integer(json, "distance", (long)flip->distance);
        ent_json_string(json, "choices", flip->choices);
        ent_json_close(json, '}');
    }
    ent_json_close(json, ']');
}

static void add_excluded(struct ent_json *json, const struct ent_curve *curve) {
    ent_json_open(json, "left_out", '[');
    for (size_t i = 0; i < curve->excluded_count; i++) {
        ent_json_open(json, NULL, '{');
        ent_json_string(json, "measure", curve->excluded[i].index);
        ent_json_string(json, "choices", curve->excluded[i].choices);
        ent_json_string(json, "reason", curve->excluded[i].reason);
        ent_json_close(json, '}');
    }
    ent_json_close(json, ']');
}

void ent_curve_json(struct ent_json *json, const char *key, const struct ent_curve *curve) {
    ent_json_open(json, key, '{');
    ent_json_string(json, "what", curve->what);
    ent_json_string(json, "word", curve->word);
    ent_json_year(json, "year", curve->year);
    ent_json_bool(json, "cut", curve->cut);
    ent_json_integer(json, "replicates", curve->intervals ? curve->replicates : 0);
    ent_json_integer(json, "seed", (long)curve->seed);
    ent_json_integer(json, "seen", (long)curve->seen);
    ent_json_integer(json, "independent_sources", (long)curve->independent_sources);
    ent_json_number(json, "median_place", curve->median_place);
    ent_json_number(json, "median_place_by_source", curve->median_place_by_source);
    ent_json_integer(json, "holds", (long)curve->held);
    ent_json_integer(json, "fails", (long)curve->failed);
    ent_json_number(json, "share_holding", curve->holding);
    ent_json_number(json, "share_holding_by_source", curve->holding_by_source);
    ent_json_open(json, "lines", '[');
    for (size_t i = 0; i < curve->count; i++)
        add_line(json, curve, i);
    ent_json_close(json, ']');
    ent_json_open(json, "contrasts", '[');
    add_contrasts(json, curve, "place", curve->by_place);
    add_contrasts(json, curve, "value", curve->by_value);
    add_contrasts(json, curve, "outcome", curve->by_outcome);
    ent_json_close(json, ']');
    ent_json_open(json, "variances", '[');
    for (size_t i = 0; i < curve->variance_count; i++)
        add_variance(json, curve, &curve->variances[i]);
    ent_json_close(json, ']');
    add_flips(json, curve);
    add_null(json, &curve->null);
    add_excluded(json, curve);
    ent_json_close(json, '}');
}

void ent_curve_rows(struct ent_table *table, const struct ent_curve *curve) {
    static const char *const names[] = {"specification", "core",      "source",  "unit",   "year",    "kind",
                                        "why",           "value",     "low",     "high",   "support", "place",
                                        "rank_low",      "rank_high", "rank_of", "outcome"};
    ent_table_row(table);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        ent_table_cell(table, ENT_PLAIN, names[i]);
    for (size_t d = 0; d < curve->choices.dimension_count; d++)
        ent_table_cell(table, ENT_PLAIN, curve->choices.dimensions[d].name);
    for (size_t i = 0; i < curve->count; i++) {
        const struct ent_curve_line *line = &curve->lines[i];
        ent_table_row(table);
        ent_table_cell(table, ENT_PLAIN, line->text);
        ent_table_cell(table, ENT_PLAIN, line->core ? "core" : line->also ? "also" : "");
        ent_table_cell(table, ENT_PLAIN, line->source);
        ent_table_cell(table, ENT_PLAIN, line->unit);
        ent_table_count(table, line->year);
        ent_table_cell(table, ENT_PLAIN, line->kind);
        ent_table_cell(table, ENT_PLAIN, line->why);
        ent_table_number(table, line->value);
        ent_table_number(table, line->low);
        ent_table_number(table, line->high);
        ent_table_count(table, line->support);
        ent_table_number(table, line->place);
        ent_table_count(table, line->rank_low);
        ent_table_count(table, line->rank_high);
        ent_table_count(table, line->rank_of);
        ent_table_cell(table, ENT_PLAIN, line->outcome);
        for (size_t d = 0; d < curve->choices.dimension_count; d++) {
            int level = ent_choices_level(&curve->choices, i, d);
            ent_table_cell(table, ENT_PLAIN, level < 0 ? "" : curve->choices.dimensions[d].levels[level]);
        }
    }
}
