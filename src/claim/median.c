/* median(measure, pairs @G), median(measure, @G): the middle of what the pairs, or the members, of a group have in a
 * year.
 *
 * Of an even number the mean of the two in the middle. Members are those of the year. Up to a tenth of the pairs may be
 * unseen, as in a rank; with more, or with fewer than two seen, the year has no median. Complexity: one sweep over
 * everybody who is a member in one of the years that the claim is about. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/evaluate.h"
#include "measure/sweep.h"

static int compare_doubles(const void *a, const void *b) {
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static int members_of(struct ent_evaluation *evaluation, const struct ent_argument *group, int year, ent_state **out,
                      size_t *count, struct ent_error *error) {
    struct ent_interval span = ent_interval_year(year);
    size_t maybe;
    if (group->variable)
        return ent_variable_members(evaluation, group->variable, year, out, count, &maybe, error);
    return ent_record_group(evaluation->context->record, evaluation->context->arena, group->text, span.from, span.to,
                            out, count, error);
}

/* What the claim's years are made of: who is a member when, and what everybody who ever is has. */
struct work {
    const struct ent_argument *group;
    size_t states;
    unsigned char *member; /* [year - first year][state] */
    struct ent_sweep sweep;
    double *values;
};

static int find_members(struct ent_evaluation *evaluation, struct work *work, struct ent_series *series,
                        ent_state **out, size_t *count, struct ent_error *error) {
    struct ent_arena *arena = evaluation->context->arena;
    size_t years = (size_t)(series->last_year - series->first_year + 1);
    work->states = ent_states_count(evaluation->context->record->states);
    work->member = ent_arena_alloc(arena, years * work->states + 1, 1);
    *out = ent_arena_alloc(arena, work->states + 1, sizeof **out);
    *count = 0;
    if (!work->member || !*out)
        return ent_fail_memory(error);
    for (size_t i = 0; i < years; i++) {
        ent_state *members;
        size_t of_year;
        ENT_TRY(members_of(evaluation, work->group, series->first_year + (int)i, &members, &of_year, error));
        series->points[i].support = (long)of_year;
        for (size_t k = 0; k < of_year; k++)
            work->member[i * work->states + (size_t)members[k]] = 1;
    }
    for (size_t state = 0; state < work->states; state++) {
        bool ever = false;
        for (size_t i = 0; i < years && !ever; i++)
            ever = work->member[i * work->states + state];
        if (ever)
            (*out)[(*count)++] = (ent_state)state;
    }
    return ENT_OK;
}

/* The values of the members of a year that are in the unit of the first of them, in order. */
static size_t sorted_values(struct work *work, const unsigned char *member, int year) {
    size_t first, end, count = 0;
    uint16_t unit = 0;
    ent_sweep_year(&work->sweep, year, &first, &end);
    for (size_t i = first; i < end; i++) {
        const struct ent_sweep_point *point = &work->sweep.points[i];
        if (!member[point->a] || (point->b != ENT_NO_STATE && !member[point->b]))
            continue;
        unit = count ? unit : point->unit;
        if (point->unit == unit)
            work->values[count++] = point->value;
    }
    qsort(work->values, count, sizeof *work->values, compare_doubles);
    return count;
}

/* The point's support is the number of members before and of what is seen after. */
static void fill_point(struct work *work, const unsigned char *member, bool directed, struct ent_point *point) {
    size_t members = (size_t)point->support;
    size_t possible = !work->group->pairs ? members : directed ? members * (members - 1) : members * (members - 1) / 2;
    if (members < 2) { /* of a list nobody was in it; a condition may not have been seen */
        bool unseen = work->group->variable != 0;
        point->kind = unseen ? ENT_KIND_NOT_COVERED : ENT_KIND_NO_STATE;
        point->why = unseen ? ENT_WHY_OUTSIDE : ENT_WHY_NO_STATE;
        return;
    }
    size_t seen = sorted_values(work, member, point->year);
    const double *values = work->values;
    bool enough = seen > 1 && (possible - seen) * 10 <= possible;
    point->kind = enough ? ENT_KIND_VALUE : ENT_KIND_UNKNOWN;
    point->why = enough ? ENT_WHY_FINE : ENT_WHY_MISSING;
    point->support = (long)seen;
    if (enough)
        point->value = seen % 2 ? values[seen / 2] : (values[seen / 2 - 1] + values[seen / 2]) / 2;
}

static int fill(struct ent_evaluation *evaluation, const struct ent_request *request, struct work *work,
                struct ent_series *series, struct ent_error *error) {
    struct ent_request all = *request;
    ent_state *members;
    size_t count;
    ENT_TRY(find_members(evaluation, work, series, &members, &count, error));
    all.first_year = series->first_year;
    all.last_year = series->last_year;
    work->values = ent_arena_alloc(evaluation->context->arena, count * count + 1, sizeof *work->values);
    if (!work->values)
        return ent_fail_memory(error);
    int status = ent_measure_sweep(evaluation->context, &all, members, count, &work->sweep, error);
    for (int year = series->first_year; status == ENT_OK && year <= series->last_year; year++)
        fill_point(work, work->member + (size_t)(year - series->first_year) * work->states, ent_sweep_directed(request),
                   &series->points[year - series->first_year]);
    series->scale = work->sweep.scale;
    for (size_t i = 0; status == ENT_OK && i < work->sweep.release_count; i++)
        ent_releases_add(series->releases, &series->release_count, work->sweep.releases[i]);
    ent_sweep_release(&work->sweep);
    return status;
}

/* The years that a claim writes, or up to "now" where it has a dateline; a median with a time of its own is of that
 * year. */
static int years_of(const struct ent_evaluation *evaluation, const struct ent_series_term *written, int *first,
                    int *last, struct ent_error *error) {
    if (written->has_time && written->at.form == ENT_TIME_DATE) {
        *first = *last = ent_day_year(written->at.interval.from);
        return ENT_OK;
    }
    *first = evaluation->first_written;
    *last = evaluation->last_written;
    if (evaluation->options->dateline_year > *last)
        *last = evaluation->options->dateline_year;
    *first = *first ? *first : *last;
    return *last ? ENT_OK
                 : ent_fail(error, ENT_ERROR_USAGE,
                            "a median is of the years that the claim names: write at 2018, or a "
                            "window");
}

int ent_median_load(struct ent_evaluation *evaluation, size_t term, struct ent_error *error) {
    const struct ent_request *request = &evaluation->requests[term][0];
    struct work work = {.group = &evaluation->terms[term].written->arguments[1]};
    struct ent_series *series = ent_arena_alloc(evaluation->context->arena, 1, sizeof *series);
    int first, last;
    ENT_TRY(years_of(evaluation, evaluation->terms[term].written, &first, &last, error));
    if (!series)
        return ent_fail_memory(error);
    *series = (struct ent_series){.measure = request->measure,
                                  .a = ENT_NO_STATE,
                                  .b = ENT_NO_STATE,
                                  .unit = request->measure->unit,
                                  .orientation = request->measure->orientation,
                                  .first_year = first,
                                  .last_year = last};
    series->points = ent_arena_alloc(evaluation->context->arena, (size_t)(last - first + 1), sizeof *series->points);
    if (!series->points)
        return ent_fail_memory(error);
    for (int year = first; year <= last; year++)
        series->points[year - first] =
            (struct ent_point){.year = year, .value = (double)NAN, .low = (double)NAN, .high = (double)NAN};
    ENT_TRY(fill(evaluation, request, &work, series, error));
    evaluation->series[term][0] = series;
    return ENT_OK;
}
