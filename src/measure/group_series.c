/* Groups: the series of every state that is ever a member, added up year by year over those who are members then.
 * Complexity: one series for each state that is ever a member, and a look at the list of members in each year. */
#include "measure/group_series.h"

#include <string.h>

#include "measure/sum.h"
#include "measure/support.h"

enum { NAMED_MOST = 6 };

/* What the members of a year say so far. */
struct tally {
    struct ent_sum sum;
    long members, seen;
    enum ent_kind kind; /* of the least seen member */
    enum ent_why why;
    const char *unit;
    bool units_differ;
    unsigned notes;
};

struct group {
    struct ent_context *context;
    const struct ent_request *request;
    struct ent_series *series;
    size_t states, years;
    unsigned char *member;  /* [year][state] */
    unsigned char *missing; /* [year][state]: a member without a number */
    struct tally *tallies;  /* by year */
};

static int check(const struct ent_request *request, struct ent_error *error) {
    const struct ent_measure *measure = request->measure;
    if (measure->states != 1)
        return ent_fail(error, ENT_ERROR_USAGE, "%s is asked of two states; a group stands where one state does",
                        measure->name);
    if (strcmp(measure->aggregation, "sum") != 0 && strcmp(measure->aggregation, "mean") != 0)
        return ent_fail(error, ENT_ERROR_USAGE,
                        "%s of a group is neither a sum nor a mean of its members; ask them one by one, as in "
                        "entente rank %s --among @%s",
                        measure->name, measure->name, request->group);
    return ENT_OK;
}

static int find_members(struct group *group, struct ent_error *error) {
    for (size_t i = 0; i < group->years; i++) {
        struct ent_interval span = ent_interval_year(group->series->first_year + (int)i);
        ent_state *members;
        size_t count;
        ENT_TRY(ent_record_group(group->context->record, group->context->arena, group->request->group, span.from,
                                 span.to, &members, &count, error));
        for (size_t k = 0; k < count; k++)
            group->member[i * group->states + (size_t)members[k]] = 1;
    }
    return ENT_OK;
}

static int open_group(struct group *group, struct ent_error *error) {
    struct ent_arena *arena = group->context->arena;
    group->states = ent_states_count(group->context->record->states);
    group->years = group->series->last_year < group->series->first_year
                       ? 0
                       : (size_t)(group->series->last_year - group->series->first_year + 1);
    group->member = ent_arena_alloc(arena, group->years * group->states + 1, 1);
    group->missing = ent_arena_alloc(arena, group->years * group->states + 1, 1);
    group->tallies = ent_arena_alloc(arena, group->years + 1, sizeof *group->tallies);
    if (!group->member || !group->missing || !group->tallies)
        return ent_fail_memory(error);
    return find_members(group, error);
}

static void add_point(struct group *group, size_t year, ent_state state, const struct ent_point *point) {
    struct tally *tally = &group->tallies[year];
    if (point->kind == ENT_KIND_NO_STATE)
        return;
    tally->members++;
    if (!ent_point_seen(point)) {
        enum ent_kind kind = point->kind == ENT_KIND_NONE ? ENT_KIND_UNKNOWN : point->kind;
        bool first = tally->members - tally->seen == 1;
        if (first || (kind != tally->kind && ent_kind_worse(kind, tally->kind) == kind)) {
            tally->kind = kind;
            tally->why = point->kind == ENT_KIND_NONE ? ENT_WHY_MISSING : point->why;
        }
        group->missing[year * group->states + (size_t)state] = 1;
        return;
    }
    tally->units_differ |= tally->seen > 0 && !ent_unit_same(tally->unit, point->unit);
    tally->unit = point->unit;
    tally->notes |= point->notes;
    tally->seen++;
    ent_sum_add(&tally->sum, point->value);
}

/* The series of one state over the years of the group. */
static int read_state(struct ent_context *context, const struct group *group, ent_state state, struct ent_series **out,
                      struct ent_error *error) {
    struct ent_request request = *group->request;
    request.group = NULL;
    request.a = state;
    request.first_year = group->series->first_year;
    request.last_year = group->series->last_year;
    return ent_measure_series(context, &request, out, error);
}

static int add_state(struct group *group, ent_state state, struct ent_error *error) {
    struct ent_context here = *group->context;
    struct ent_arena scratch;
    struct ent_series *series;
    ent_arena_init(&scratch);
    here.arena = &scratch;
    int status = read_state(&here, group, state, &series, error);
    for (size_t i = 0; status == ENT_OK && i < group->years; i++)
        if (group->member[i * group->states + (size_t)state])
            add_point(group, i, state, &series->points[i]);
    if (status == ENT_OK) {
        group->series->scale = series->scale;
        for (size_t i = 0; i < series->release_count; i++)
            ent_releases_add(group->series->releases, &group->series->release_count, series->releases[i]);
    }
    /* The words of units live in the scratch memory. */
    for (size_t i = 0; status == ENT_OK && i < group->years; i++)
        if (group->tallies[i].unit) {
            group->tallies[i].unit = ent_arena_string(group->context->arena, group->tallies[i].unit);
            status = group->tallies[i].unit ? ENT_OK : ent_fail_memory(error);
        }
    ent_arena_release(&scratch);
    return status;
}

static bool ever_member(const struct group *group, size_t state) {
    for (size_t i = 0; i < group->years; i++)
        if (group->member[i * group->states + state])
            return true;
    return false;
}

static void settle(const struct group *group, size_t year) {
    const struct tally *tally = &group->tallies[year];
    struct ent_point *point = &group->series->points[year];
    bool mean = strcmp(group->request->measure->aggregation, "mean") == 0;
    double sum = ent_sum_value(&tally->sum);
    if (tally->members == 0)
        ent_point_unsee(point, ENT_KIND_NO_STATE, ENT_WHY_NO_STATE);
    else if (tally->seen < tally->members)
        ent_point_unsee(point, tally->kind, tally->why);
    else if (tally->units_differ)
        ent_point_unsee(point, ENT_KIND_UNDEFINED, ENT_WHY_UNIT);
    else
        ent_point_set(point, mean ? sum / (double)tally->members : sum, tally->members);
    point->support = tally->seen;
    point->notes = tally->notes;
    point->unit = tally->unit;
}

/* "DEU, MLT and 3 more"; memory is the arena's. */
static const char *missing_names(const struct group *group, size_t year) {
    const struct ent_states *states = group->context->record->states;
    const char *names = "";
    long named = 0, missing = group->tallies[year].members - group->tallies[year].seen;
    for (size_t state = 0; state < group->states && names && named < NAMED_MOST; state++)
        if (group->missing[year * group->states + state]) {
            names = ent_arena_format(group->context->arena, "%s%s%s", names, named ? ", " : "",
                                     ent_states_code(states, (ent_state)state));
            named++;
        }
    return names && missing > named ? ent_arena_format(group->context->arena, "%s and %ld more", names, missing - named)
                                    : names;
}

/* Names who is missing in the last year that some member is seen and another is not. */
static int note_missing(struct group *group, struct ent_error *error) {
    size_t last = group->years;
    long count = 0;
    for (size_t i = 0; i < group->years; i++) {
        const struct tally *tally = &group->tallies[i];
        if (tally->seen == 0 || tally->seen == tally->members)
            continue;
        last = i;
        count++;
    }
    if (last == group->years)
        return ENT_OK;
    const char *names = missing_names(group, last);
    const char *years = count == 1 ? "" : ent_arena_format(group->context->arena, "%ld years, the last ", count);
    group->series->note =
        names && years
            ? ent_arena_format(group->context->arena, "@%s has no %s where a member is not seen: %s%d, without %s",
                               group->request->group, group->request->measure->aggregation, years,
                               group->series->first_year + (int)last, names)
            : NULL;
    return group->series->note ? ENT_OK : ent_fail_memory(error);
}

static int read_group(struct group *group, struct ent_error *error) {
    ENT_TRY(open_group(group, error));
    for (size_t state = 0; state < group->states; state++)
        if (ever_member(group, state))
            ENT_TRY(add_state(group, (ent_state)state, error));
    for (size_t i = 0; i < group->years; i++)
        settle(group, i);
    return ENT_OK;
}

int ent_group_series(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                     struct ent_error *error) {
    struct group group = {.context = context, .request = request};
    struct ent_basis basis;
    ENT_TRY(check(request, error));
    ENT_TRY(ent_basis_choose(context, request, ent_request_strand(request), &basis, error));
    ENT_TRY(ent_series_begin(context, request, &basis, request->measure->scale, out, error));
    (*out)->group = request->group;
    group.series = *out;
    ENT_TRY(read_group(&group, error));
    return note_missing(&group, error);
}

int ent_group_trace(struct ent_context *context, const struct ent_request *request, int year, struct ent_trace *out,
                    struct ent_error *error) {
    struct ent_request of_year = *request;
    struct group group = {.context = context, .request = &of_year};
    struct ent_basis basis;
    *out = (struct ent_trace){NULL, 0, NULL};
    of_year.first_year = of_year.last_year = year;
    ENT_TRY(check(request, error));
    ENT_TRY(ent_basis_choose(context, &of_year, ent_request_strand(request), &basis, error));
    ENT_TRY(ent_series_begin(context, &of_year, &basis, request->measure->scale, &group.series, error));
    ENT_TRY(read_group(&group, error));
    for (size_t state = 0; state < group.states; state++) {
        struct ent_request one = of_year;
        struct ent_trace rows;
        if (!group.member[state])
            continue;
        one.group = NULL;
        one.a = (ent_state)state;
        ENT_TRY(ent_measure_trace(context, &one, year, &rows, error));
        ENT_TRY(ent_trace_append(context, &rows, out, error));
    }
    const struct tally *tally = &group.tallies[0];
    const char *names = missing_names(&group, 0);
    if (tally->seen < tally->members)
        out->formula =
            names ? ent_arena_format(context->arena, "%ld of %ld members of @%s in %d have a figure; without it: %s",
                                     tally->seen, tally->members, request->group, year, names)
                  : NULL;
    else
        out->formula = ent_arena_format(context->arena, "%s of %ld members of @%s, those on any day of %d",
                                        request->measure->aggregation, tally->members, request->group, year);
    return out->formula ? ENT_OK : ent_fail_memory(error);
}
