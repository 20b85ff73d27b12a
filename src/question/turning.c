/* The date of a turning point, and how closely it is known. */
#include "question/turning.h"

#include <math.h>
#include <stdlib.h>

const char *ent_turning_verdict_text(enum ent_turning_verdict verdict) {
    static const char *const texts[] = {"established", "fragile",        "none",     "a slope",
                                        "constant",    "too few spells", "too short"};
    return texts[verdict];
}

/* Mean 0 and standard deviation 1, so that one prior fits every unit; false where all are the same. */
static bool standardise(const double *values, size_t n, double *out) {
    double mean = 0, squares = 0;
    for (size_t i = 0; i < n; i++)
        mean += values[i] / (double)n;
    bool same = true;
    for (size_t i = 0; i < n; i++) {
        out[i] = values[i] - mean;
        squares += out[i] * out[i];
        same = same && values[i] == values[0];
    }
    double deviation = sqrt(squares / (double)(n - 1));
    for (size_t i = 0; i < n && deviation > 0; i++)
        out[i] /= deviation;
    return !same && deviation > 0;
}

static size_t count_spells(const double *values, size_t n) {
    size_t spells = n > 0;
    for (size_t i = 1; i < n; i++)
        spells += values[i] != values[i - 1];
    return spells;
}

/* More of the mass first; of equals the earlier year, so that the order is the same everywhere. */
static int compare_dates(const void *left, const void *right) {
    const struct ent_turning_date *a = *(const struct ent_turning_date *const *)left;
    const struct ent_turning_date *b = *(const struct ent_turning_date *const *)right;
    if (a->mass != b->mass)
        return a->mass < b->mass ? 1 : -1;
    return (a > b) - (a < b);
}

static int fill_dates(struct ent_arena *arena, const int *years, struct ent_turning *out, struct ent_error *error) {
    size_t count = out->n - 2 * out->shortest + 1;
    struct ent_turning_date **order = ent_arena_alloc(arena, count, sizeof *order);
    out->dates = ent_arena_alloc(arena, count, sizeof *out->dates);
    if (!order || !out->dates)
        return ent_fail_memory(error);
    out->date_count = count;
    for (size_t i = 0; i < count; i++) {
        size_t at = out->shortest + i;
        out->dates[i] = (struct ent_turning_date){years[at - 1] + 1, years[at], out->changes.given[1][at], false};
        order[i] = &out->dates[i];
    }
    qsort(order, count, sizeof *order, compare_dates);
    out->best = (size_t)(order[0] - out->dates);
    for (size_t i = 0; i < count && out->credible_mass < ENT_TURNING_CREDIBLE; i++) {
        order[i]->credible = true;
        out->credible_mass += order[i]->mass;
    }
    return ENT_OK;
}

static void fill_levels(const double *values, struct ent_turning *out) {
    size_t cut = out->shortest + out->best;
    for (size_t i = 0; i < out->n; i++) {
        double *level = i < cut ? &out->before : &out->after;
        *level += values[i] / (double)(i < cut ? cut : out->n - cut);
    }
}

int ent_turning_find(struct ent_arena *arena, const int *years, const double *values, size_t n,
                     const struct ent_turning_options *options, struct ent_turning *out, struct ent_error *error) {
    static const struct ent_segment_prior prior = {.mean = 0, .weight = 0.01, .shape = 1, .rate = 0.1};
    struct ent_segments segments;
    bool numbers = options->categories == 0;
    *out = (struct ent_turning){.n = n, .shortest = options->shortest, .verdict = ENT_TURNING_TOO_SHORT};
    out->p_low = out->p_high = out->rho = out->rho_whole = out->effective_n = (double)NAN;
    out->first_year = n ? years[0] : 0;
    out->last_year = n ? years[n - 1] : 0;
    out->spells = numbers ? 0 : count_spells(values, n);
    if (n < 2 * options->shortest || n < 2)
        return ENT_OK;
    double *standard = ent_arena_alloc(arena, n, sizeof *standard);
    if (!standard)
        return ent_fail_memory(error);
    out->verdict = ENT_TURNING_CONSTANT;
    if (!standardise(values, n, standard))
        return ENT_OK;
    if (numbers)
        ENT_TRY(ent_segments_of_numbers(arena, standard, n, &prior, &segments, error));
    else
        ENT_TRY(ent_segments_of_categories(arena, values, n, options->categories, &segments, error));
    ENT_TRY(ent_changes_find(arena, &segments, options->shortest, &out->changes, error));
    ENT_TRY(fill_dates(arena, years, out, error));
    fill_levels(values, out);
    if (!numbers)
        return ent_turning_test_spells(years, values, n, options, out, error);
    ENT_TRY(ent_turning_test_numbers(years, standard, n, options, out, error));
    bool slope = ent_turning_is_slope(years, standard, n, options->shortest);
    if (options->amounts && ent_turning_logs(values, n, standard))
        slope |= ent_turning_is_slope(years, standard, n, options->shortest);
    if (out->verdict == ENT_TURNING_ESTABLISHED && slope)
        out->verdict = ENT_TURNING_SLOPE;
    return ENT_OK;
}

int ent_turning_find_more(struct ent_arena *arena, const int *years, const double *values, size_t n,
                          const struct ent_turning_options *options, const struct ent_turning *turning,
                          struct ent_turning *before, struct ent_turning *after, struct ent_error *error) {
    size_t cut = turning->shortest + turning->best;
    ENT_TRY(ent_turning_find(arena, years, values, cut, options, before, error));
    return ent_turning_find(arena, years + cut, values + cut, n - cut, options, after, error);
}
