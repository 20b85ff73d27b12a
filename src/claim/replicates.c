/* How sure an outcome is: the claim evaluated again on bootstrap replicates of every measure that has them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/evaluate.h"

struct ent_drawn {
    struct ent_series *series, *copy;
    double *values;        /* [replicate][year] */
    size_t years, skipped; /* years drawn, and years of the series before them */
};

/* The part of a series that the claim is about: replicates of other years cannot change the outcome. */
static void clip(const struct ent_evaluation *evaluation, const struct ent_series *series, struct ent_series *out) {
    int first = evaluation->first_written, last = evaluation->last_written;
    *out = *series;
    for (size_t i = 0; i < evaluation->term_count; i++)
        if (evaluation->terms[i].written->has_time)
            return;
    if (!first || first > series->last_year || last < series->first_year || evaluation->used_now)
        return;
    out->first_year = first < series->first_year ? series->first_year : first;
    out->last_year = last > series->last_year ? series->last_year : last;
    out->points = series->points + (out->first_year - series->first_year);
}

static int draw(struct ent_evaluation *evaluation, const struct ent_request *request, struct ent_series *series,
                struct ent_drawn *out, struct ent_error *error) {
    struct ent_arena *arena = evaluation->context->arena;
    struct ent_series part;
    clip(evaluation, series, &part);
    size_t years = (size_t)(part.last_year - part.first_year + 1);
    size_t all = (size_t)(series->last_year - series->first_year + 1);
    size_t replicates = (size_t)evaluation->options->replicates;
    out->series = series;
    out->years = years;
    out->skipped = (size_t)(part.first_year - series->first_year);
    out->values = ent_arena_alloc(arena, years * replicates + 1, sizeof *out->values);
    out->copy = ent_arena_alloc(arena, 1, sizeof *out->copy);
    if (!out->values || !out->copy)
        return ent_fail_memory(error);
    *out->copy = *series;
    out->copy->points = ent_arena_alloc(arena, all + 1, sizeof *out->copy->points);
    if (!out->copy->points)
        return ent_fail_memory(error);
    memcpy(out->copy->points, series->points, all * sizeof *series->points);
    return request->measure->replicate(evaluation->context, request, &part, (int)replicates, evaluation->options->seed,
                                       out->values, error);
}

/* Puts replicate r where a series stands in the evaluation. */
static void put(struct ent_drawn *drawn, int replicate) {
    for (size_t i = 0; i < drawn->years; i++) {
        double value = drawn->values[(size_t)replicate * drawn->years + i];
        struct ent_point *point = &drawn->copy->points[drawn->skipped + i];
        *point = drawn->series->points[drawn->skipped + i];
        if (point->kind != ENT_KIND_VALUE)
            continue;
        point->value = value;
        if (isnan(value))
            point->kind = ENT_KIND_UNDEFINED;
    }
}

static struct ent_drawn *find_drawn(struct ent_drawn *all, size_t count, const struct ent_series *series) {
    for (size_t i = 0; i < count; i++)
        if (all[i].series == series)
            return &all[i];
    return NULL;
}

static bool has_replicates(const struct ent_evaluation *evaluation, size_t term, int second) {
    const struct ent_series *series = evaluation->series[term][second];
    return series && series->measure->replicate && series->last_year >= series->first_year;
}

static int compare_doubles(const void *a, const void *b) {
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* 2.5th and 97.5th percentile of the deciding value, where the left side is one series. */
static void interval_of(struct ent_finding *finding, double *values, size_t count) {
    if (count < 100 || !isnan(finding->low) || !isnan(finding->high)) /* a trend has its own, wider one */
        return;
    qsort(values, count, sizeof *values, compare_doubles);
    finding->low = values[(size_t)(0.025 * (double)(count - 1))];
    finding->high = values[(size_t)(0.975 * (double)(count - 1) + 0.5)];
}

/* Draws of a series are kept: other bounds and forms of the claim use the same. */
static int draw_once(struct ent_evaluation *evaluation, size_t term, int second, struct ent_drawn **out,
                     struct ent_error *error) {
    struct ent_series *series = evaluation->series[term][second];
    *out = find_drawn(evaluation->drawn, evaluation->drawn_count, series);
    if (*out)
        return ENT_OK;
    void *items = evaluation->drawn;
    if (ent_arena_grow(evaluation->context->arena, &items, evaluation->drawn_count, &evaluation->drawn_capacity,
                       sizeof *evaluation->drawn))
        return ent_fail_memory(error);
    evaluation->drawn = items;
    *out = &evaluation->drawn[evaluation->drawn_count++];
    return draw(evaluation, &evaluation->requests[term][second], series, *out, error);
}

static int draw_all(struct ent_evaluation *evaluation, struct ent_drawn *all, size_t *count, struct ent_error *error) {
    *count = 0;
    for (size_t i = 0; i < evaluation->term_count; i++)
        for (int second = 0; second <= (int)evaluation->terms[i].gap; second++) {
            struct ent_drawn *drawn;
            if (!has_replicates(evaluation, i, second) || find_drawn(all, *count, evaluation->series[i][second]))
                continue;
            ENT_TRY(draw_once(evaluation, i, second, &drawn, error));
            all[(*count)++] = *drawn;
        }
    return ENT_OK;
}

static void swap_in(struct ent_evaluation *evaluation, struct ent_drawn *all, size_t count) {
    for (size_t i = 0; i < evaluation->term_count; i++)
        for (int second = 0; second < 2; second++) {
            struct ent_drawn *drawn = find_drawn(all, count, evaluation->series[i][second]);
            if (drawn)
                evaluation->series[i][second] = drawn->copy;
        }
}

int ent_evaluation_agreement(struct ent_evaluation *evaluation, struct ent_finding *finding, struct ent_error *error) {
    struct ent_drawn all[2 * ENT_TERMS];
    struct ent_series *kept[ENT_TERMS][2];
    size_t count, same = 0, values = 0;
    int replicates = evaluation->options->replicates;
    ENT_TRY(draw_all(evaluation, all, &count, error));
    double *left = ent_arena_alloc(evaluation->context->arena, (size_t)replicates + 1, sizeof *left);
    if (!left)
        return ent_fail_memory(error);
    if (!count)
        return ENT_OK;
    memcpy(kept, evaluation->series, sizeof kept);
    swap_in(evaluation, all, count);
    evaluation->quiet = true;
    int status = ENT_OK;
    for (int r = 0; status == ENT_OK && r < replicates; r++) {
        struct ent_finding replicate;
        for (size_t i = 0; i < count; i++)
            put(&all[i], r);
        status = ent_claim_evaluate(evaluation, evaluation->claim, &replicate, error);
        same += replicate.outcome == finding->outcome;
        if (status == ENT_OK && !isnan(replicate.value))
            left[values++] = replicate.value;
    }
    evaluation->quiet = false;
    memcpy(evaluation->series, kept, sizeof kept);
    double share = (double)same / replicates; /* of a trend: no surer than its noise lets it be */
    finding->agree = isnan(finding->agree) || share < finding->agree ? share : finding->agree;
    interval_of(finding, left, values);
    return status;
}
