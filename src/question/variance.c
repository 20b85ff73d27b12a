/* Shares of variance by choice (choices.h). */
#include <math.h>
#include <string.h>

#include "question/choices.h"

enum { MERGED_LEVELS = 8 * ENT_CHOICE_LEVELS }; /* a measure with its options as one level: more than a measure */

/* The specifications at hand: those that are in, each with a level in every dimension that it has. */
struct sample {
    const struct ent_choice_table *table;
    const double *numbers;
    bool *in;
    int *levels; /* [specification][ENT_CHOICE_DIMENSIONS], merged where asked */
    size_t level_count[ENT_CHOICE_DIMENSIONS];
    size_t filled[ENT_CHOICE_DIMENSIONS][MERGED_LEVELS]; /* specifications with a level */
    size_t count;
};

static int *level_of(const struct sample *sample, size_t specification, size_t dimension) {
    return &sample->levels[specification * ENT_CHOICE_DIMENSIONS + dimension];
}

/* Whether two specifications have the same measure with the same own options. */
static bool same_index(const struct ent_choice_table *table, size_t a, size_t b) {
    for (size_t d = 0; d < table->dimension_count; d++)
        if ((d == 0 || table->dimensions[d].own) && ent_choices_level(table, a, d) != ent_choices_level(table, b, d))
            return false;
    return true;
}

/* A measure with its own options becomes one level of dimension 0, and the own options go. */
static void merge(struct sample *sample) {
    const struct ent_choice_table *table = sample->table;
    int next = 0;
    for (size_t i = 0; i < table->count; i++) {
        size_t before = 0;
        while (before < i && !same_index(table, before, i))
            before++;
        *level_of(sample, i, 0) = before < i ? *level_of(sample, before, 0) : next++;
        for (size_t d = 1; d < table->dimension_count; d++)
            if (table->dimensions[d].own)
                *level_of(sample, i, d) = -1;
    }
}

/* Counts levels and those that have them; returns how many specifications a full factorial would have. */
static double count_levels(struct sample *sample) {
    double full = 1;
    sample->count = 0;
    memset(sample->filled, 0, sizeof sample->filled);
    for (size_t i = 0; i < sample->table->count; i++) {
        if (!sample->in[i])
            continue;
        sample->count++;
        for (size_t d = 0; d < sample->table->dimension_count; d++) {
            int level = *level_of(sample, i, d);
            if (level >= 0 && level < MERGED_LEVELS)
                sample->filled[d][level]++;
        }
    }
    for (size_t d = 0; d < sample->table->dimension_count; d++) {
        sample->level_count[d] = 0;
        for (size_t level = 0; level < MERGED_LEVELS; level++)
            sample->level_count[d] += sample->filled[d][level] > 0;
        full *= sample->level_count[d] ? (double)sample->level_count[d] : 1;
    }
    return full;
}

/* Takes away the level that has the smallest part of the specifications that a full factorial would give it. */
static void drop_emptiest(struct sample *sample, double full, bool merged, struct ent_variance *out) {
    size_t dimension = 0, level = 0;
    double least = 2;
    for (size_t d = 0; d < sample->table->dimension_count; d++)
        for (size_t k = 0; sample->level_count[d] > 1 && k < MERGED_LEVELS; k++) {
            double part = (double)sample->filled[d][k] * (double)sample->level_count[d] / full;
            if (sample->filled[d][k] && part < least) {
                least = part;
                dimension = d;
                level = k;
            }
        }
    if (level < ENT_CHOICE_LEVELS && !(merged && dimension == 0))
        out->left_out[dimension][level] = true;
    for (size_t i = 0; i < sample->table->count; i++)
        if (least > 1 || *level_of(sample, i, dimension) == (int)level)
            sample->in[i] = false;
}

static double grand_mean(const struct sample *sample) {
    double sum = 0;
    for (size_t i = 0; i < sample->table->count; i++)
        sum += sample->in[i] ? sample->numbers[i] : 0;
    return sum / (double)sample->count;
}

static double squares_of(const struct sample *sample, size_t dimension, double mean) {
    double squares = 0;
    for (size_t level = 0; level < MERGED_LEVELS; level++) {
        double sum = 0, n = (double)sample->filled[dimension][level];
        for (size_t i = 0; n > 0 && i < sample->table->count; i++)
            if (sample->in[i] && *level_of(sample, i, dimension) == (int)level)
                sum += sample->numbers[i] - mean;
        squares += n > 0 ? sum * sum / n : 0;
    }
    return squares;
}

/* Of the sum of squares itself: below it differences are those of rounding. */
#define ROUNDING 1e-24

static void fill_shares(const struct sample *sample, struct ent_variance *out) {
    double mean = grand_mean(sample);
    double squares = 0;
    out->specifications = sample->count;
    out->total = 0;
    for (size_t i = 0; i < sample->table->count; i++)
        if (sample->in[i]) {
            out->total += (sample->numbers[i] - mean) * (sample->numbers[i] - mean);
            squares += sample->numbers[i] * sample->numbers[i];
        }
    if (out->total <= ROUNDING * squares)
        out->total = 0; /* the same number each time, but for its last digits: nothing to share out */
    out->rest = 1;
    for (size_t d = 0; d < sample->table->dimension_count; d++) {
        if (sample->level_count[d] < 2 || out->total <= 0)
            continue;
        out->share[d] = squares_of(sample, d, mean) / out->total;
        out->rest -= out->share[d];
    }
    if (out->total <= 0)
        out->rest = (double)NAN;
}

/* A dimension that only some of the specifications have cannot be crossed with the others. */
static bool crossed(const struct sample *sample) {
    for (size_t d = 0; d < sample->table->dimension_count; d++) {
        size_t with = 0;
        for (size_t level = 0; level < MERGED_LEVELS; level++)
            with += sample->filled[d][level];
        if (with && with != sample->count)
            return false;
    }
    return true;
}

int ent_choices_variance(const struct ent_choice_table *table, struct ent_arena *arena, const double *numbers,
                         const bool *in, bool merged, struct ent_variance *out, struct ent_error *error) {
    struct sample *sample = ent_arena_alloc(arena, 1, sizeof *sample);
    memset(out, 0, sizeof *out);
    for (size_t d = 0; d < ENT_CHOICE_DIMENSIONS; d++)
        out->share[d] = (double)NAN;
    out->rest = out->total = (double)NAN;
    if (!sample)
        return ent_fail_memory(error);
    sample->table = table;
    sample->numbers = numbers;
    sample->in = ent_arena_alloc(arena, table->count + 1, sizeof *sample->in);
    sample->levels = ent_arena_alloc(arena, table->count * ENT_CHOICE_DIMENSIONS + 1, sizeof *sample->levels);
    if (!sample->in || !sample->levels)
        return ent_fail_memory(error);
    if (table->count)
        memcpy(sample->levels, table->levels, table->count * ENT_CHOICE_DIMENSIONS * sizeof *sample->levels);
    for (size_t i = 0; i < table->count; i++)
        sample->in[i] = in[i] && !isnan(numbers[i]);
    if (merged)
        merge(sample);
    double full = count_levels(sample);
    if (!crossed(sample))
        return ENT_OK;
    while (sample->count && (double)sample->count < full) {
        drop_emptiest(sample, full, merged, out);
        full = count_levels(sample);
    }
    if (sample->count > 1)
        fill_shares(sample, out);
    return ENT_OK;
}
