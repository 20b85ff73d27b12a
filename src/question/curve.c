/* What a curve is made of, whoever fills it: lines, choices, order, and what moves the result. */
#include "question/curve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int ent_curve_add(struct ent_curve *curve, struct ent_arena *arena, const struct ent_curve_line *line, size_t *out,
                  struct ent_error *error) {
    void *items = curve->lines;
    if (ent_arena_grow(arena, &items, curve->count, &curve->capacity, sizeof *curve->lines))
        return ent_fail_memory(error);
    curve->lines = items;
    curve->lines[curve->count++] = *line;
    return ent_choices_add(&curve->choices, arena, out, error);
}

int ent_curve_exclude(struct ent_curve *curve, struct ent_arena *arena, const char *index, const char *choices,
                      const char *reason, struct ent_error *error) {
    void *items = curve->excluded;
    if (ent_arena_grow(arena, &items, curve->excluded_count, &curve->excluded_capacity, sizeof *curve->excluded))
        return ent_fail_memory(error);
    curve->excluded = items;
    curve->excluded[curve->excluded_count++] = (struct ent_curve_excluded){index, choices, reason};
    return ENT_OK;
}

static const struct ent_option_rule *option_of(const struct ent_measure *measure, const char *name) {
    size_t rules = sizeof measure->options / sizeof measure->options[0];
    for (size_t i = 0; i < rules && measure->options[i].name; i++)
        if (strcmp(measure->options[i].name, name) == 0)
            return &measure->options[i];
    return NULL;
}

/* Whether fewer than half of the grid's measures over the same strand have the option: weights are kappa's and pi's,
 * the scope of roll calls is everybody's but of a measure that is estimated elsewhere. */
static bool is_own(const struct ent_grid *grid, const struct ent_measure *measure, const char *option) {
    size_t with = 0, without = 0;
    for (size_t i = 0; i < grid->count; i++) {
        const struct ent_measure *other = grid->items[i].measure;
        bool first = i == 0 || other != grid->items[i - 1].measure; /* items of a measure stand together */
        if (!first || !other || !other->strands[0] || !measure->strands[0] ||
            strcmp(other->strands[0], measure->strands[0]) != 0)
            continue;
        with += option_of(other, option) != NULL;
        without += option_of(other, option) == NULL;
    }
    return with < without;
}

/* The default of an option, until another measure has another: then there is none to leave unsaid. */
static void note_usual(struct ent_choice_table *table, const char *name, const char *initial) {
    for (size_t d = 0; d < table->dimension_count; d++) {
        struct ent_choice_dimension *dimension = &table->dimensions[d];
        if (strcmp(dimension->name, name) != 0)
            continue;
        if (!dimension->usual)
            dimension->usual = initial;
        else if (strcmp(dimension->usual, initial) != 0)
            dimension->usual = "";
    }
}

int ent_curve_choose(struct ent_curve *curve, struct ent_arena *arena, size_t line, const struct ent_grid *grid,
                     const struct ent_request *request, bool several_sources, struct ent_error *error) {
    struct ent_choice_table *table = &curve->choices;
    const struct ent_measure *measure = request->measure;
    const char *index = measure->name, *options = "";
    ENT_TRY(ent_choices_set(table, line, "measure", measure->name, false, error));
    for (size_t i = 0; i < request->setting_count; i++) {
        const struct ent_setting *setting = &request->settings[i];
        const struct ent_option_rule *rule = option_of(measure, setting->name);
        if (!rule || !ent_grid_fans(rule))
            continue;
        bool own = is_own(grid, measure, setting->name);
        ENT_TRY(ent_choices_set(table, line, setting->name, setting->value, own, error));
        note_usual(table, setting->name, rule->initial);
        if (own && strcmp(setting->value, rule->initial) != 0) {
            index = ent_arena_format(arena, "%s%c%s=%s", index, options[0] ? ',' : ':', setting->name, setting->value);
            options = ent_arena_format(arena, "%s%s%s", options, options[0] ? ", " : "", setting->value);
        }
        if (!index || !options)
            return ent_fail_memory(error);
    }
    if (several_sources && request->view.source)
        ENT_TRY(ent_choices_set(table, line, "source", request->view.source, false, error));
    if (request->view.reporter)
        ENT_TRY(ent_choices_set(table, line, "report", request->view.reporter, false, error));
    if (request->view.borders)
        ENT_TRY(ent_choices_set(table, line, "borders", request->view.borders, false, error));
    curve->lines[line].index = index;
    curve->lines[line].options = options;
    curve->lines[line].text = ent_request_text(arena, request, false);
    return curve->lines[line].text ? ENT_OK : ent_fail_memory(error);
}

/* A line with the place it came from, so that sorting keeps the grid's order among equals. */
struct placed {
    struct ent_curve_line line;
    size_t from;
};

static int compare_placed(const void *left, const void *right) {
    const struct placed *a = left, *b = right;
    bool seen_a = !isnan(a->line.place), seen_b = !isnan(b->line.place);
    bool value_a = !isnan(a->line.value), value_b = !isnan(b->line.value);
    bool told_a = !isnan(a->line.holds), told_b = !isnan(b->line.holds);
    if (seen_a != seen_b)
        return seen_a ? -1 : 1;
    if (seen_a && a->line.place != b->line.place)
        return a->line.place > b->line.place ? -1 : 1;
    if (told_a != told_b)
        return told_a ? -1 : 1;
    if (told_a && a->line.holds != b->line.holds)
        return a->line.holds > b->line.holds ? -1 : 1;
    if (value_a != value_b)
        return value_a ? -1 : 1;
    return (a->from > b->from) - (a->from < b->from);
}

static int sort_lines(struct ent_curve *curve, struct ent_arena *arena, struct ent_error *error) {
    struct placed *placed = ent_arena_alloc(arena, curve->count + 1, sizeof *placed);
    int *levels = ent_arena_alloc(arena, curve->count * ENT_CHOICE_DIMENSIONS + 1, sizeof *levels);
    if (!placed || !levels)
        return ent_fail_memory(error);
    for (size_t i = 0; i < curve->count; i++)
        placed[i] = (struct placed){curve->lines[i], i};
    qsort(placed, curve->count, sizeof *placed, compare_placed);
    for (size_t i = 0; i < curve->count; i++) {
        curve->lines[i] = placed[i].line;
        memcpy(levels + i * ENT_CHOICE_DIMENSIONS, curve->choices.levels + placed[i].from * ENT_CHOICE_DIMENSIONS,
               ENT_CHOICE_DIMENSIONS * sizeof *levels);
    }
    curve->choices.levels = levels;
    return ENT_OK;
}

static int compare_numbers(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static bool same_source(const struct ent_curve_line *a, const struct ent_curve_line *b) {
    return a->independent && b->independent && strcmp(a->independent, b->independent) == 0;
}

/* One over how many lines like this one its source has: those with a place, or those with an outcome. */
static double weight_of(const struct ent_curve *curve, size_t line, bool outcomes) {
    size_t same = 0;
    for (size_t i = 0; i < curve->count; i++) {
        const struct ent_curve_line *other = &curve->lines[i];
        bool there = outcomes ? !isnan(other->holds) : !isnan(other->place);
        same += there && (i == line || same_source(&curve->lines[line], other));
    }
    return 1 / (double)same;
}

static int fill_places(struct ent_curve *curve, struct ent_arena *arena, struct ent_error *error) {
    double *places = ent_arena_alloc(arena, curve->count + 1, sizeof *places), weights = 0, half = 0;
    size_t count = 0;
    curve->median_place = curve->median_place_by_source = curve->lowest_place = curve->highest_place = (double)NAN;
    if (!places)
        return ent_fail_memory(error);
    for (size_t i = 0; i < curve->count; i++)
        if (!isnan(curve->lines[i].place)) {
            places[count++] = curve->lines[i].place;
            weights += weight_of(curve, i, false);
        }
    if (!count)
        return ENT_OK;
    qsort(places, count, sizeof *places, compare_numbers);
    curve->median_place = count % 2 ? places[count / 2] : (places[count / 2 - 1] + places[count / 2]) / 2;
    curve->lowest_place = places[0];
    curve->highest_place = places[count - 1];
    /* Lines are in falling order of place: the first whose weights reach the half. */
    for (size_t i = 0; i < curve->count && isnan(curve->median_place_by_source); i++) {
        if (isnan(curve->lines[i].place))
            continue;
        half += weight_of(curve, i, false);
        if (half > weights / 2 - 1e-9)
            curve->median_place_by_source = curve->lines[i].place;
    }
    return ENT_OK;
}

static void fill_outcomes(struct ent_curve *curve) {
    double weights = 0, holding = 0;
    for (size_t i = 0; i < curve->count; i++) {
        const struct ent_curve_line *line = &curve->lines[i];
        curve->held += line->holds == 1;
        curve->failed += line->holds == 0;
        if (isnan(line->holds))
            continue;
        double weight = weight_of(curve, i, true);
        weights += weight;
        holding += weight * line->holds;
    }
    size_t told = curve->held + curve->failed;
    curve->holding = told ? (double)curve->held / (double)told : (double)NAN;
    curve->holding_by_source = told ? holding / weights : (double)NAN;
}

static void count_sources(struct ent_curve *curve) {
    for (size_t i = 0; i < curve->count; i++) {
        bool before = isnan(curve->lines[i].value) && isnan(curve->lines[i].holds);
        for (size_t k = 0; k < i && !before; k++)
            before = same_source(&curve->lines[k], &curve->lines[i]) &&
                     !(isnan(curve->lines[k].value) && isnan(curve->lines[k].holds));
        curve->independent_sources += !before && curve->lines[i].independent;
    }
}

static const char *measure_of(const struct ent_curve *curve, size_t line) {
    int level = ent_choices_level(&curve->choices, line, 0);
    return level < 0 ? "" : curve->choices.dimensions[0].levels[level];
}

static int fill_contrasts(struct ent_curve *curve, struct ent_arena *arena, struct ent_error *error) {
    double *numbers = ent_arena_alloc(arena, 3 * curve->count + 1, sizeof *numbers);
    const char **units = ent_arena_alloc(arena, curve->count + 1, sizeof *units);
    size_t n = curve->count;
    if (!numbers || !units)
        return ent_fail_memory(error);
    for (size_t i = 0; i < n; i++) {
        numbers[i] = curve->lines[i].place;
        numbers[n + i] = curve->lines[i].value;
        numbers[2 * n + i] = curve->lines[i].holds;
        const char *unit = curve->lines[i].unit ? curve->lines[i].unit : measure_of(curve, i);
        units[i] = curve->lines[i].sense < 0 ? ent_arena_format(arena, "less %s", unit) : unit;
        if (!units[i])
            return ent_fail_memory(error);
    }
    ENT_TRY(
        ent_choices_contrasts(&curve->choices, arena, numbers, NULL, &curve->by_place, &curve->contrast_count, error));
    ENT_TRY(ent_choices_contrasts(&curve->choices, arena, numbers + n, units, &curve->by_value, &curve->contrast_count,
                                  error));
    return ent_choices_contrasts(&curve->choices, arena, numbers + 2 * n, NULL, &curve->by_outcome,
                                 &curve->contrast_count, error);
}

/* The family of a measure: "votes" of "votes.kappa". */
static size_t family_length(const struct ent_curve *curve, size_t line) {
    return strcspn(measure_of(curve, line), ".");
}

static bool same_family(const struct ent_curve *curve, size_t a, size_t b) {
    size_t left = family_length(curve, a), right = family_length(curve, b);
    return left == right && strncmp(measure_of(curve, a), measure_of(curve, b), left) == 0;
}

/* The shares of one set: the places of a family of measures, or the values of one measure. */
static int add_variance(struct ent_curve *curve, struct ent_arena *arena, size_t first, bool places,
                        struct ent_error *error) {
    bool *in = ent_arena_alloc(arena, curve->count + 1, sizeof *in);
    double *numbers = ent_arena_alloc(arena, curve->count + 1, sizeof *numbers);
    struct ent_curve_variance *out = &curve->variances[curve->variance_count];
    size_t count = 0;
    if (!in || !numbers)
        return ent_fail_memory(error);
    for (size_t i = 0; i < curve->count; i++) {
        in[i] = places ? same_family(curve, first, i) : strcmp(measure_of(curve, first), measure_of(curve, i)) == 0;
        numbers[i] = places ? curve->lines[i].place : curve->lines[i].value;
        count += in[i] && !isnan(numbers[i]);
    }
    if (count < 4)
        return ENT_OK;
    out->merged = places;
    out->of = places ? "place" : curve->lines[first].unit;
    out->among = places ? ent_arena_substring(arena, measure_of(curve, first), family_length(curve, first))
                        : measure_of(curve, first);
    if (!out->among)
        return ent_fail_memory(error);
    ENT_TRY(ent_choices_variance(&curve->choices, arena, numbers, in, places, &out->shares, error));
    curve->variance_count += out->shares.specifications >= 4 && out->shares.total > 0;
    return ENT_OK;
}

static int fill_variances(struct ent_curve *curve, struct ent_arena *arena, struct ent_error *error) {
    curve->variances = ent_arena_alloc(arena, 2 * curve->count + 1, sizeof *curve->variances);
    if (!curve->variances)
        return ent_fail_memory(error);
    for (int places = 1; places >= 0; places--)
        for (size_t i = 0; i < curve->count; i++) {
            bool before = false;
            for (size_t k = 0; k < i && !before; k++)
                before = places ? same_family(curve, k, i) : strcmp(measure_of(curve, k), measure_of(curve, i)) == 0;
            if (!before)
                ENT_TRY(add_variance(curve, arena, i, places != 0, error));
        }
    return ENT_OK;
}

static int compare_flips(const void *left, const void *right) {
    const struct ent_curve_flip *a = left, *b = right;
    if (a->distance != b->distance)
        return a->distance < b->distance ? -1 : 1;
    return (a->from > b->from) - (a->from < b->from);
}

static int fill_flips(struct ent_curve *curve, struct ent_arena *arena, struct ent_error *error) {
    double *outcomes = ent_arena_alloc(arena, curve->count + 1, sizeof *outcomes);
    curve->flips = ent_arena_alloc(arena, curve->count + 1, sizeof *curve->flips);
    if (!outcomes || !curve->flips)
        return ent_fail_memory(error);
    for (size_t i = 0; i < curve->count; i++)
        outcomes[i] = curve->lines[i].holds;
    for (size_t i = 0; i < curve->count; i++) {
        struct ent_curve_flip flip = {.from = i};
        if (!curve->lines[i].core || !ent_choices_flip(&curve->choices, outcomes, i, &flip.to, &flip.distance))
            continue;
        flip.choices = ent_choices_difference(&curve->choices, arena, i, flip.to);
        if (!flip.choices)
            return ent_fail_memory(error);
        curve->flips[curve->flip_count++] = flip;
    }
    qsort(curve->flips, curve->flip_count, sizeof *curve->flips, compare_flips);
    return ENT_OK;
}

/* The one year that all lines of a claim's curve are about, where there is one. */
static int common_year(const struct ent_curve *curve) {
    int year = 0;
    for (size_t i = 0; i < curve->count; i++) {
        if (year && curve->lines[i].year && curve->lines[i].year != year)
            return 0;
        year = curve->lines[i].year ? curve->lines[i].year : year;
    }
    return year;
}

int ent_curve_conclude(struct ent_curve *curve, struct ent_arena *arena, struct ent_error *error) {
    if (!curve->year)
        curve->year = common_year(curve);
    ent_choices_prune(&curve->choices);
    ENT_TRY(sort_lines(curve, arena, error));
    for (size_t i = 0; i < curve->count; i++)
        curve->seen += !isnan(curve->lines[i].value) || !isnan(curve->lines[i].holds);
    count_sources(curve);
    ENT_TRY(fill_places(curve, arena, error));
    fill_outcomes(curve);
    ENT_TRY(fill_contrasts(curve, arena, error));
    ENT_TRY(fill_variances(curve, arena, error));
    return fill_flips(curve, arena, error);
}
