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

static struct ent_drawn *find_drawn(struct ent_drawn *const *all, size_t count, const struct ent_series *series) {
    for (size_t i = 0; i < count; i++)
        if (all[i]->series == series)
            return all[i];
    return NULL;
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

/* ---- where series stand ---- */

/* A place of the evaluation that a replicate is put in: of a term, or of a member or pair of members. */
struct spot {
    struct ent_series **at, *kept;
    struct ent_drawn *drawn;
};

struct spots {
    struct spot *items;
    size_t count, capacity;
};

static bool has_replicates(const struct ent_series *series) {
    return series && series->measure->replicate && series->last_year >= series->first_year;
}

/* Draws of a series are kept: other bounds and forms of the claim use the same. */
static int draw_once(struct ent_evaluation *evaluation, const struct ent_request *request, struct ent_series *series,
                     struct ent_drawn **out, struct ent_error *error) {
    *out = find_drawn(evaluation->drawn, evaluation->drawn_count, series);
    if (*out)
        return ENT_OK;
    struct ent_drawn *drawn = ent_arena_alloc(evaluation->context->arena, 1, sizeof *drawn);
    void *items = evaluation->drawn;
    if (!drawn || ent_arena_grow(evaluation->context->arena, &items, evaluation->drawn_count,
                                 &evaluation->drawn_capacity, sizeof(struct ent_drawn *)))
        return ent_fail_memory(error);
    evaluation->drawn = items;
    evaluation->drawn[evaluation->drawn_count++] = *out = drawn;
    return draw(evaluation, request, series, drawn, error);
}

static int add_spot(struct ent_evaluation *evaluation, const struct ent_request *like, struct ent_series **at,
                    struct spots *out, struct ent_error *error) {
    struct ent_request request = *like;
    void *items = out->items;
    if (!has_replicates(*at))
        return ENT_OK;
    if (ent_arena_grow(evaluation->context->arena, &items, out->count, &out->capacity, sizeof *out->items))
        return ent_fail_memory(error);
    out->items = items;
    struct spot *spot = &out->items[out->count++];
    *spot = (struct spot){.at = at, .kept = *at};
    request.a = (*at)->a;
    request.b = (*at)->b;
    return draw_once(evaluation, &request, *at, &spot->drawn, error);
}

/* How many series are in the table of a term's members or pairs of members; none where it has no variable. */
static size_t table_size(const struct ent_evaluation *evaluation, size_t term, int second) {
    size_t states = ent_states_count(evaluation->context->record->states);
    if (!evaluation->of_member[term][second])
        return 0;
    return evaluation->of_pair[term] ? states * states : states;
}

/* Values to keep of the members' replicates; more are not drawn, and the answer says so. */
static bool fits(const struct ent_evaluation *evaluation) {
    enum { VALUES_MOST = 10000000 };
    size_t values = 0;
    for (size_t i = 0; i < evaluation->term_count; i++)
        for (int second = 0; second < 2; second++)
            for (size_t k = 0; k < table_size(evaluation, i, second); k++) {
                struct ent_series *series = evaluation->of_member[i][second][k], part;
                if (!has_replicates(series))
                    continue;
                clip(evaluation, series, &part);
                values += (size_t)(part.last_year - part.first_year + 1) * (size_t)evaluation->options->replicates;
            }
    return values <= VALUES_MOST;
}

static int draw_all(struct ent_evaluation *evaluation, struct spots *out, struct ent_error *error) {
    *out = (struct spots){.count = 0};
    if (!fits(evaluation)) {
        evaluation->not_drawn = true;
        return ENT_OK;
    }
    for (size_t i = 0; i < evaluation->term_count; i++)
        for (int second = 0; second <= (int)evaluation->terms[i].gap; second++) {
            const struct ent_request *request = &evaluation->requests[i][second];
            size_t members = table_size(evaluation, i, second);
            if (!members) /* what stands for all members of a term is only where anything is seen */
                ENT_TRY(add_spot(evaluation, request, &evaluation->series[i][second], out, error));
            for (size_t k = 0; k < members; k++)
                ENT_TRY(add_spot(evaluation, request, &evaluation->of_member[i][second][k], out, error));
        }
    return ENT_OK;
}

/* Replicate r of every series at once: the same resample of the rows for all of them. */
static void put_all(struct spots *spots, int replicate) {
    for (size_t i = 0; i < spots->count; i++)
        put(spots->items[i].drawn, replicate);
}

static void swap_in(struct spots *spots, bool replicates) {
    for (size_t i = 0; i < spots->count; i++)
        *spots->items[i].at = replicates ? spots->items[i].drawn->copy : spots->items[i].kept;
}

int ent_evaluation_agreement(struct ent_evaluation *evaluation, struct ent_finding *finding, struct ent_error *error) {
    struct spots spots;
    size_t same = 0, values = 0;
    int replicates = evaluation->options->replicates;
    ENT_TRY(draw_all(evaluation, &spots, error));
    double *left = ent_arena_alloc(evaluation->context->arena, (size_t)replicates + 1, sizeof *left);
    if (!left)
        return ent_fail_memory(error);
    if (!spots.count)
        return ENT_OK;
    swap_in(&spots, true);
    evaluation->quiet = true;
    int status = ENT_OK;
    for (int r = 0; status == ENT_OK && r < replicates; r++) {
        struct ent_finding replicate;
        put_all(&spots, r);
        status = ent_claim_evaluate(evaluation, evaluation->claim, &replicate, error);
        same += replicate.outcome == finding->outcome;
        if (status == ENT_OK && !isnan(replicate.value))
            left[values++] = replicate.value;
    }
    evaluation->quiet = false;
    swap_in(&spots, false);
    double share = (double)same / replicates; /* of a trend: no surer than its noise lets it be */
    finding->agree = isnan(finding->agree) || share < finding->agree ? share : finding->agree;
    interval_of(finding, left, values);
    return status;
}
