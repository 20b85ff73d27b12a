/* The curve of a concept or measure in a year: series of every specification, then what they say of the year. */
#include <math.h>
#include <string.h>

#include "question/curve.h"

/* A specification with its series, before the year is known. */
struct candidate {
    const struct ent_grid_item *item;
    struct ent_request request;
    const struct ent_series *series;
    bool several; /* sources serve it */
    bool ratio;   /* of the first state to the second */
    const char *independent;
};

struct making {
    struct ent_context *context;
    const struct ent_curve_options *options;
    struct ent_grid grid;
    struct candidate *candidates;
    size_t count, capacity;
    struct ent_curve *curve;
    double *permuted; /* room for the permutations of one series */
    size_t permuted_room;
};

/* The ratio of two series in the years that both see, in one unit. */
static int make_ratio(struct ent_context *context, const struct ent_series *a, const struct ent_series *b,
                      const char *unit, struct ent_series **out, struct ent_error *error) {
    int first = a->first_year > b->first_year ? a->first_year : b->first_year;
    int last = a->last_year < b->last_year ? a->last_year : b->last_year;
    size_t years = last < first ? 0 : (size_t)(last - first + 1);
    *out = ent_arena_alloc(context->arena, 1, sizeof **out);
    struct ent_point *points = ent_arena_alloc(context->arena, years + 1, sizeof *points);
    if (!*out || !points)
        return ent_fail_memory(error);
    **out = *a;
    (*out)->first_year = first;
    (*out)->last_year = last;
    (*out)->points = points;
    (*out)->scale = ENT_SCALE_NUMBER;
    (*out)->unit = unit;
    for (size_t i = 0; i < years; i++) {
        struct ent_point left = ent_series_at(a, first + (int)i), right = ent_series_at(b, first + (int)i);
        points[i] = ent_point_seen(&left) ? right : left;
        points[i].low = points[i].high = (double)NAN;
        points[i].support = left.support < right.support ? left.support : right.support;
        points[i].unit = NULL;
        if (!ent_point_seen(&left) || !ent_point_seen(&right))
            continue;
        points[i].value = right.value > 0 ? left.value / right.value : (double)NAN;
        if (!(right.value > 0)) {
            points[i].kind = ENT_KIND_UNDEFINED;
            points[i].why = ENT_WHY_ZERO_DENOM;
        }
    }
    return ENT_OK;
}

static int load(struct making *making, struct candidate *candidate, struct ent_error *error) {
    struct ent_context *context = making->context;
    struct ent_series *series, *other;
    ENT_TRY(ent_measure_series(context, &candidate->request, &series, error));
    candidate->series = series;
    if (!candidate->ratio)
        return ENT_OK;
    struct ent_request second = candidate->request;
    const struct ent_states *states = context->record->states;
    const char *unit = ent_arena_format(context->arena, "%s over %s", ent_states_code(states, making->options->a),
                                        ent_states_code(states, making->options->b));
    if (!unit)
        return ent_fail_memory(error);
    second.a = making->options->b;
    ENT_TRY(ent_measure_series(context, &second, &other, error));
    ENT_TRY(make_ratio(context, series, other, unit, &series, error));
    candidate->series = series;
    return ENT_OK;
}

static int add_candidate(struct making *making, const struct candidate *candidate, struct ent_error *error) {
    void *items = making->candidates;
    if (making->count == ENT_GRID_MOST) {
        making->curve->cut = true;
        return ENT_OK;
    }
    if (ent_arena_grow(making->context->arena, &items, making->count, &making->capacity, sizeof *making->candidates))
        return ent_fail_memory(error);
    making->candidates = items;
    making->candidates[making->count++] = *candidate;
    return load(making, &making->candidates[making->count - 1], error);
}

/* Sources, reporters and borders of one item of the grid. */
static int add_item(struct making *making, const struct ent_grid_item *item, struct ent_error *error) {
    struct candidate candidate = {.item = item, .request = item->request};
    struct ent_serving *servings;
    size_t count = 0;
    bool several = false;
    if (!item->measure)
        return ent_curve_exclude(making->curve, making->context->arena, item->text, "", "the record has no such strand",
                                 error);
    bool pair = making->options->b != ENT_NO_STATE;
    if (item->measure->states == 2 && !pair)
        return ent_curve_exclude(making->curve, making->context->arena, item->text, "", "it is about two states",
                                 error);
    candidate.ratio = pair && item->measure->states == 1;
    candidate.request.a = making->options->a;
    candidate.request.b = candidate.ratio ? ENT_NO_STATE : making->options->b;
    candidate.request.view.as_of = making->options->as_of;
    if (making->options->source && !candidate.request.view.source)
        candidate.request.view.source = making->options->source;
    ENT_TRY(ent_measure_servings(making->context, &candidate.request, &servings, &count, error));
    if (!count)
        return ent_curve_exclude(making->curve, making->context->arena, item->text, "",
                                 item->measure->compute ? "no source of the record covers it" : "not estimated yet",
                                 error);
    for (size_t i = 1; i < count; i++)
        several = several || strcmp(servings[i].source, servings[0].source) != 0;
    for (size_t i = 0; i < count; i++)
        for (int borders = 0; borders <= (int)servings[i].both_borders; borders++) {
            struct candidate one = candidate;
            one.request.view.source = servings[i].source;
            if (!one.request.view.reporter)
                one.request.view.reporter = servings[i].reporter;
            if (servings[i].both_borders)
                one.request.view.borders = borders ? "present" : "then";
            one.several = several;
            one.independent = servings[i].independent;
            ENT_TRY(add_candidate(making, &one, error));
        }
    return ENT_OK;
}

static bool sees(const struct candidate *candidate, int year) {
    struct ent_point point = ent_series_at(candidate->series, year);
    return ent_point_seen(&point);
}

/* Why a series sees nothing: its note, else the most frequent reason of its years. */
static const char *blind_reason(const struct ent_series *series) {
    size_t counts[ENT_WHY_UNIT + 1] = {0}, best = ENT_WHY_OUTSIDE;
    if (series->note)
        return series->note;
    for (int year = series->first_year; year <= series->last_year; year++)
        counts[ent_series_at(series, year).why]++;
    for (size_t i = 0; i <= ENT_WHY_UNIT; i++)
        if (counts[i] > counts[best])
            best = i;
    return ent_why_text((enum ent_why)best);
}

/* "absent=abstention, scope=contested": the options of a request that are not defaults, but for the measure's name. */
static const char *choices_text(struct ent_arena *arena, const struct ent_request *request) {
    const char *text = ent_request_text(arena, request, false), *after = text ? strchr(text, ':') : NULL;
    return !text ? NULL : after ? after + 1 : "";
}

/* Takes away the specifications that see no year at all, each with its reason. */
static int leave_out(struct making *making, struct ent_error *error) {
    size_t kept = 0;
    for (size_t i = 0; i < making->count; i++) {
        const struct candidate *candidate = &making->candidates[i];
        bool any = false;
        for (int year = candidate->series->first_year; year <= candidate->series->last_year && !any; year++)
            any = sees(candidate, year);
        if (any) {
            making->candidates[kept++] = *candidate;
            continue;
        }
        const char *choices = choices_text(making->context->arena, &candidate->request);
        if (!choices)
            return ent_fail_memory(error);
        ENT_TRY(ent_curve_exclude(making->curve, making->context->arena, candidate->item->measure->name, choices,
                                  blind_reason(candidate->series), error));
    }
    making->count = kept;
    return ENT_OK;
}

/* How many core measures some specification sees in a year. */
static size_t core_measures_seeing(const struct making *making, int year) {
    size_t count = 0;
    const struct ent_measure *last = NULL; /* candidates of a measure stand together */
    for (size_t i = 0; i < making->count; i++) {
        const struct candidate *candidate = &making->candidates[i];
        if (!candidate->item->core || candidate->item->measure == last || !sees(candidate, year))
            continue;
        last = candidate->item->measure;
        count++;
    }
    return count;
}

/* The last year in which most core measures are seen: labels that some options need end earlier, and an older list of
 * the same facts must not draw the curve back to its own last year. */
static int choose_year(const struct making *making) {
    int first = 9999, last = 0, best = 0;
    size_t most = 0;
    for (size_t i = 0; i < making->count; i++) {
        const struct ent_series *series = making->candidates[i].series;
        first = series->first_year < first ? series->first_year : first;
        last = series->last_year > last ? series->last_year : last;
    }
    for (int year = first; year <= last; year++) {
        size_t count = core_measures_seeing(making, year);
        if (count && count >= most) {
            most = count;
            best = year;
        }
    }
    return best ? best : last;
}

/* Values by year of the years that can be compared with the curve's: seen, and in the same unit. */
static double *comparable_values(struct making *making, const struct ent_series *series, struct ent_error *error) {
    size_t years = (size_t)(series->last_year - series->first_year + 1);
    double *values = ent_arena_alloc(making->context->arena, years + 1, sizeof *values);
    struct ent_point at = ent_series_at(series, making->curve->year);
    if (!values)
        ent_fail_memory(error);
    for (size_t i = 0; values && i < years; i++) {
        const struct ent_point *point = &series->points[i];
        bool same = point->unit == at.unit || (point->unit && at.unit && strcmp(point->unit, at.unit) == 0);
        values[i] = ent_point_seen(point) && same ? point->value : (double)NAN;
    }
    return values;
}

static void fill_rank(struct ent_curve_line *line, const double *values, const struct ent_series *series, double sense,
                      int year) {
    size_t years = (size_t)(series->last_year - series->first_year + 1), at = (size_t)(year - series->first_year);
    line->place = ent_place_of(values, years, at, sense);
    for (size_t i = 0; i < years; i++) {
        if (isnan(values[i]))
            continue;
        line->rank_of++;
        line->rank_low += sense * values[i] > sense * values[at];
        line->rank_high += sense * values[i] >= sense * values[at];
    }
    line->rank_low++;
}

/* The interval of the one year that the curve is about: other years need no draws. */
static int fill_interval(struct making *making, const struct candidate *candidate, struct ent_curve_line *line,
                         struct ent_error *error) {
    struct ent_series part = *candidate->series;
    int year = making->curve->year;
    struct ent_point point = ent_series_at(candidate->series, year);
    line->low = point.low;
    line->high = point.high;
    if (candidate->ratio || !making->options->replicates || !candidate->request.measure->replicate)
        return ENT_OK;
    part.first_year = part.last_year = year;
    part.points = &point;
    ENT_TRY(ent_series_intervals(making->context, &candidate->request, &part, making->options->replicates,
                                 making->options->seed, error));
    line->low = point.low;
    line->high = point.high;
    return ENT_OK;
}

static int add_null(struct making *making, const struct candidate *candidate, const double *values, double sense,
                    struct ent_null_work *work, struct ent_error *error) {
    const struct ent_series *series = candidate->series;
    size_t years = (size_t)(series->last_year - series->first_year + 1);
    size_t room = years * (size_t)making->options->permutations;
    if (!room || candidate->ratio || !candidate->request.measure->permute)
        return ENT_OK;
    if (room > making->permuted_room) {
        making->permuted = ent_arena_alloc(making->context->arena, room, sizeof *making->permuted);
        making->permuted_room = room;
    }
    if (!making->permuted)
        return ent_fail_memory(error);
    ENT_TRY(candidate->request.measure->permute(making->context, &candidate->request, series,
                                                making->options->permutations, making->options->seed, making->permuted,
                                                error));
    return ent_null_add(work, values, making->permuted, years, (size_t)(making->curve->year - series->first_year),
                        sense, error);
}

static int add_line(struct making *making, const struct candidate *candidate, struct ent_null_work *work,
                    struct ent_error *error) {
    struct ent_curve *curve = making->curve;
    struct ent_point point = ent_series_at(candidate->series, curve->year);
    const char *word;
    double sense = ent_orientation_sense(candidate->series->orientation, &word), *values;
    struct ent_curve_line line = {.core = candidate->item->core,
                                  .also = candidate->item->also,
                                  .ratio = candidate->ratio,
                                  .unit = point.unit ? point.unit : candidate->series->unit,
                                  .independent = candidate->independent,
                                  .kind = ent_kind_text(point.kind),
                                  .value = (double)NAN,
                                  .low = (double)NAN,
                                  .high = (double)NAN,
                                  .place = (double)NAN,
                                  .holds = (double)NAN,
                                  .sense = sense,
                                  .support = point.support,
                                  .year = curve->year};
    const struct ent_release *release = candidate->series->release_count ? candidate->series->releases[0] : NULL;
    line.source = release ? ent_arena_format(making->context->arena, "%s %s", release->source_name, release->version)
                          : candidate->request.view.source;
    size_t index;
    if (!line.source)
        return ent_fail_memory(error);
    if (ent_point_seen(&point)) {
        line.value = point.value;
        if (!(values = comparable_values(making, candidate->series, error)))
            return error->code;
        fill_rank(&line, values, candidate->series, sense, curve->year);
        ENT_TRY(fill_interval(making, candidate, &line, error));
        ENT_TRY(add_null(making, candidate, values, sense, work, error));
    } else
        line.why = point.why == ENT_WHY_FINE ? line.kind : ent_why_text(point.why);
    ENT_TRY(ent_curve_add(curve, making->context->arena, &line, &index, error));
    return ent_curve_choose(curve, making->context->arena, index, &making->grid, &candidate->request,
                            candidate->several, error);
}

int ent_curve_make(struct ent_context *context, const struct ent_concept *concept, const char *name,
                   const struct ent_curve_options *options, struct ent_curve *out, struct ent_error *error) {
    struct making making = {.context = context, .options = options, .curve = out};
    struct ent_null_work work;
    *out = (struct ent_curve){.what = concept ? concept->name : name, .word = "higher", .seed = options->seed};
    out->replicates = options->replicates;
    out->intervals = options->replicates > 0;
    ENT_TRY(ent_grid_make(context, concept, name, &making.grid, error));
    out->cut = making.grid.cut;
    for (size_t i = 0; i < making.grid.count; i++)
        ENT_TRY(add_item(&making, &making.grid.items[i], error));
    ENT_TRY(leave_out(&making, error));
    out->year = options->year ? options->year : choose_year(&making);
    ent_null_begin(&work, context->arena, options->permutations, false);
    if (making.count)
        (void)ent_orientation_sense(making.candidates[0].series->orientation, &out->word);
    for (size_t i = 0; i < making.count; i++)
        ENT_TRY(add_line(&making, &making.candidates[i], &work, error));
    ENT_TRY(ent_curve_conclude(out, context->arena, error));
    if (!options->permutations) {
        out->null.reason = "not asked";
        return ENT_OK;
    }
    return ent_null_finish(&work, options->seed, &out->null, error);
}
