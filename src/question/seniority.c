/* Seniority by every specification, and the envelope of its dates. */
#include "question/seniority.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void ent_seniority_init(struct ent_seniority *out, ent_state a, ent_state b) {
    *out = (struct ent_seniority){.a = a, .b = b};
}

static int add_line(struct ent_context *context, const char *label, const struct ent_request *request, int from, int to,
                    struct ent_seniority *out, struct ent_error *error) {
    struct ent_request one = *request, other = *request;
    struct ent_series *a, *b;
    one.a = out->a;
    other.a = out->b;
    one.b = other.b = ENT_NO_STATE;
    ENT_TRY(ent_measure_series(context, &one, &a, error));
    ENT_TRY(ent_measure_series(context, &other, &b, error));
    void *items = out->lines;
    if (ent_arena_grow(context->arena, &items, out->count, &out->capacity, sizeof *out->lines))
        return ent_fail_memory(error);
    out->lines = items;
    struct ent_seniority_line *line = &out->lines[out->count];
    *line = (struct ent_seniority_line){.label = label, .borders = request->view.borders, .a = a, .b = b};
    ENT_TRY(ent_ratio_build(context->arena, context->record->states, a, b, from, to, &line->ratio, error));
    ENT_TRY(ent_reversal_find(context->arena, &line->ratio, &line->reversal, error));
    line->a_over_b = ent_reversal_code(&line->ratio, &line->reversal, 1, NULL);
    line->b_over_a = ent_reversal_code(&line->ratio, &line->reversal, -1, NULL);
    line->final = ent_reversal_final(&line->ratio, &line->reversal);
    line->swing = ent_reversal_swing(&line->ratio, ENT_SWING_SHORTEST, ENT_SWING_LONGEST, NULL, NULL);
    if (line->final) {
        line->symmetric = ent_reversal_parity(&line->ratio, line->final, ENT_BAND_SYMMETRIC);
        line->literal = ent_reversal_parity(&line->ratio, line->final, ENT_BAND_LITERAL);
        ent_crossing_date(&line->ratio, line->final, &line->date);
    }
    out->count++;
    out->a_ahead += line->reversal.ahead > 0;
    out->b_ahead += line->reversal.ahead < 0;
    return ENT_OK;
}

/* Whether a source has a state within both borders. */
static bool both_borders(const struct ent_serving *servings, size_t count, const char *source) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(servings[i].source, source) == 0)
            return servings[i].both_borders;
    return false;
}

static bool serves(const struct ent_serving *servings, size_t count, const char *source) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(servings[i].source, source) == 0)
            return true;
    return false;
}

int ent_seniority_add(struct ent_context *context, const char *label, const struct ent_request *request, int from,
                      int to, struct ent_seniority *out, struct ent_error *error) {
    const struct ent_measure *measure = request->measure;
    if (measure->states != 1 || (measure->scale != ENT_SCALE_NUMBER && measure->scale != ENT_SCALE_COUNT))
        return ent_fail(error, ENT_ERROR_USAGE,
                        "who is senior is asked of amounts that each state has, as gdp.usd or milex; not of %s",
                        measure->name);
    struct ent_request one = *request, other = *request;
    struct ent_serving *of_a, *of_b;
    size_t a_count, b_count;
    one.a = out->a;
    other.a = out->b;
    one.b = other.b = ENT_NO_STATE;
    ENT_TRY(ent_measure_servings(context, &one, &of_a, &a_count, error));
    ENT_TRY(ent_measure_servings(context, &other, &of_b, &b_count, error));
    for (size_t i = 0; i < a_count; i++) {
        const char *source = of_a[i].source;
        if (!serves(of_b, b_count, source) || (i && strcmp(of_a[i - 1].source, source) == 0))
            continue;
        bool both =
            !request->view.borders && (both_borders(of_a, a_count, source) || both_borders(of_b, b_count, source));
        for (int borders = 0; borders <= (int)both; borders++) {
            struct ent_request chosen = *request;
            chosen.view.source = source;
            if (both)
                chosen.view.borders = borders ? "present" : "then";
            ENT_TRY(add_line(context, label, &chosen, from, to, out, error));
        }
    }
    return ENT_OK;
}

/* Where a line stands in the order of dates. */
static double place(const struct ent_seniority_line *line) {
    if (!line->ratio.count)
        return 1e9;
    if (line->final)
        return line->final->after;
    return line->reversal.ahead ? -1e9 : 1e8;
}

static int compare_lines(const void *a, const void *b) {
    const struct ent_seniority_line *left = a, *right = b;
    double first = place(left), second = place(right);
    if (first < second || first > second)
        return first < second ? -1 : 1;
    int order = strcmp(left->label, right->label);
    if (order)
        return order;
    order = left->a->release_count && right->a->release_count
                ? strcmp(left->a->releases[0]->source_name, right->a->releases[0]->source_name)
                : 0;
    return order ? order : (right->borders && right->borders[0] == 't') - (left->borders && left->borders[0] == 't');
}

void ent_seniority_sort(struct ent_seniority *seniority) {
    if (seniority->count)
        qsort(seniority->lines, seniority->count, sizeof *seniority->lines, compare_lines);
    for (size_t i = 0; i < seniority->count; i++)
        seniority->lines[i].date.ratio = &seniority->lines[i].ratio; /* the lines have moved */
}

int ent_seniority_direction(const struct ent_seniority *seniority) {
    return seniority->b_ahead > seniority->a_ahead ? -1 : 1;
}

static int compare_doubles(const void *a, const void *b) {
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static void widen(const struct ent_seniority_line *line, struct ent_envelope *out) {
    int first = line->final->before + 1, last = line->final->after;
    if (!out->first || first < out->first) {
        out->first = first;
        out->first_by = line;
    }
    if (last > out->last) {
        out->last = last;
        out->last_by = line;
    }
}

static double date_of(const struct ent_seniority_line *line, enum ent_reversal_code code, struct ent_envelope *out) {
    int first = line->reversal.first_year, last = line->reversal.last_year;
    switch (code) {
    case ENT_REVERSAL_CROSSED:
        out->crossed++;
        widen(line, out);
        return (line->final->before + 1 + line->final->after) / 2.0;
    case ENT_REVERSAL_BEFORE:
        out->before++;
        out->seen_from = first > out->seen_from ? first : out->seen_from;
        return -INFINITY;
    case ENT_REVERSAL_NEVER:
    case ENT_REVERSAL_AMBIGUOUS:
        out->never += code == ENT_REVERSAL_NEVER;
        out->ambiguous += code == ENT_REVERSAL_AMBIGUOUS;
        out->seen_to = !out->seen_to || last < out->seen_to ? last : out->seen_to;
        return INFINITY;
    case ENT_REVERSAL_UNSEEN:
        break;
    }
    out->unseen++;
    return (double)NAN;
}

int ent_seniority_envelope(struct ent_arena *arena, const struct ent_seniority *seniority, int direction,
                           struct ent_envelope *out, struct ent_error *error) {
    *out = (struct ent_envelope){.direction = direction, .median_low = (double)NAN, .median_high = (double)NAN};
    double *dates = ent_arena_alloc(arena, seniority->count + 1, sizeof *dates);
    size_t count = 0;
    if (!dates)
        return ent_fail_memory(error);
    for (size_t i = 0; i < seniority->count; i++) {
        const struct ent_seniority_line *line = &seniority->lines[i];
        double date = date_of(line, direction > 0 ? line->a_over_b : line->b_over_a, out);
        if (!isnan(date))
            dates[count++] = date;
    }
    if (!count)
        return ENT_OK;
    qsort(dates, count, sizeof *dates, compare_doubles);
    out->median_low = dates[(count - 1) / 2];
    out->median_high = dates[count / 2];
    return ENT_OK;
}
