/* Members of groups that stand in a claim: the series of each, who is one when, and an evaluation in which one of them is
 * bound. Complexity: one series for each state that is ever a member. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/quantify.h"

/* ---- loading ---- */

/* The place of a term that its series number `second` has a variable in. */
static int place_of(const struct ent_term *term, int second) {
    return term->gap ? second : term->variables[0] ? 0 : 1;
}

int ent_members_merge(struct ent_evaluation *evaluation, size_t term, int second, struct ent_series **members,
                      size_t count, struct ent_error *error) {
    struct ent_series *out = ent_arena_alloc(evaluation->context->arena, 1, sizeof *out);
    int first = 1, last = 0;
    if (!out)
        return ent_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        if (!members[i] || members[i]->last_year < members[i]->first_year)
            continue;
        if (first > last) {
            *out = *members[i];
            first = members[i]->first_year;
            last = members[i]->last_year;
        }
        first = members[i]->first_year < first ? members[i]->first_year : first;
        last = members[i]->last_year > last ? members[i]->last_year : last;
    }
    evaluation->series[term][second] = NULL;
    if (first > last)
        return ENT_OK;
    out->first_year = first;
    out->last_year = last;
    out->points = ent_arena_alloc(evaluation->context->arena, (size_t)(last - first + 1), sizeof *out->points);
    if (!out->points)
        return ent_fail_memory(error);
    for (int year = first; year <= last; year++) {
        struct ent_point *point = &out->points[year - first];
        *point = (struct ent_point){.year = year, .kind = ENT_KIND_NOT_COVERED, .why = ENT_WHY_OUTSIDE};
        for (size_t i = 0; i < count && !ent_point_seen(point); i++)
            if (members[i])
                *point = ent_series_at(members[i], year);
    }
    evaluation->series[term][second] = out;
    return ENT_OK;
}

/* The state that stands fixed beside the variable; ENT_NO_STATE where there is none. */
static ent_state fixed_state(const struct ent_term *term, int place) {
    return term->variables[!place] ? ENT_NO_STATE : place ? term->a : term->b;
}

int ent_variable_load(struct ent_evaluation *evaluation, size_t index, int second, const struct ent_choice *choice,
                      struct ent_error *error) {
    const struct ent_term *term = &evaluation->terms[index];
    int place = place_of(term, second);
    const struct ent_variable *variable = &evaluation->variables[term->variables[place] - 1];
    size_t count = ent_states_count(evaluation->context->record->states);
    struct ent_series **members = ent_arena_alloc(evaluation->context->arena, count + 1, sizeof(struct ent_series *));
    if (!members)
        return ent_fail_memory(error);
    evaluation->of_member[index][second] = members;
    evaluation->of_pair[index] = false;
    for (size_t i = 0; i < variable->candidate_count; i++) {
        struct ent_term one = *term;
        struct ent_request request;
        ent_state state = variable->candidates[i].state;
        if (state == fixed_state(term, place))
            continue;
        one.variables[0] = one.variables[1] = 0;
        *(place ? &one.b : &one.a) = state;
        ENT_TRY(ent_term_request(evaluation, &one, choice, second != 0, &request, error));
        if (term->partners != ENT_PARTNERS_NONE) {
            ENT_TRY(ent_spells_series(evaluation->context, &request, &members[state], error));
            continue;
        }
        size_t before = evaluation->loaded_count;
        ENT_TRY(ent_evaluation_series(evaluation, &request, &members[state], error));
        if (evaluation->loaded_count > before)
            evaluation->loaded[before].of_member = true;
    }
    return ent_members_merge(evaluation, index, second, members, count, error);
}

/* ---- bindings ---- */

struct ent_evaluation *ent_binding_open(const struct ent_evaluation *evaluation) {
    struct ent_evaluation *here = malloc(sizeof *here);
    if (!here)
        return NULL;
    *here = *evaluation;
    here->now_bound = evaluation->now_bound;
    here->binding = true;
    return here;
}

/* Whether the state stands already where another of the claim's members does: whoever is asked of a group for itself
 * may be the same. */
static bool is_paired(const struct ent_evaluation *from, size_t variable, ent_state state) {
    for (size_t i = 0; from->variables[variable - 1].quantifier && i < from->variable_count; i++)
        if (from->variables[i].bound && from->variables[i].quantifier && from->variables[i].state == state)
            return true;
    return false;
}

/* The series and the request of a term whose states are all known. */
static void put_series(const struct ent_evaluation *from, struct ent_evaluation *here, size_t index, int second) {
    const struct ent_term *term = &here->terms[index];
    struct ent_request *request = &here->requests[index][second];
    struct ent_series **members = from->of_member[index][second];
    size_t states = ent_states_count(from->context->record->states), at;
    request->a = term->gap && second ? term->b : term->a;
    request->b = term->gap ? ENT_NO_STATE : term->b;
    if (from->of_pair[index])
        at = (size_t)term->a * states + (size_t)term->b;
    else if (term->gap)
        at = (size_t)(second ? term->b : term->a);
    else
        at = (size_t)(from->terms[index].variables[0] ? term->a : term->b);
    here->series[index][second] = members ? members[at] : NULL;
}

bool ent_binding_put(const struct ent_evaluation *from, struct ent_evaluation *here, size_t variable, ent_state state) {
    if (is_paired(from, variable, state))
        return false;
    here->variables[variable - 1].bound = true;
    here->variables[variable - 1].state = state;
    here->spanned = NULL;
    for (size_t i = 0; i < from->term_count; i++) {
        const struct ent_term *term = &from->terms[i];
        for (int place = 0; place < 2; place++) {
            if (term->variables[place] != variable)
                continue;
            if (fixed_state(term, place) == state)
                return false;
            *(place ? &here->terms[i].b : &here->terms[i].a) = state;
            here->terms[i].variables[place] = 0;
            if (term->gap || !here->terms[i].variables[!place])
                put_series(from, here, i, term->gap ? place : 0);
        }
    }
    return true;
}

/* ---- who is a member ---- */

int ent_member_year(const struct ent_evaluation *evaluation, size_t variable, int year) {
    for (size_t i = 0; !year && i < evaluation->term_count; i++) {
        const struct ent_term *term = &evaluation->terms[i];
        if ((term->variables[0] == variable || term->variables[1] == variable) && term->written->has_time &&
            term->written->at.form == ENT_TIME_DATE)
            return ent_day_year(term->written->at.interval.from);
    }
    return year;
}

/* By the condition, in one year. */
static enum ent_belongs belongs_by_rule(const struct ent_evaluation *here, const struct ent_variable *variable,
                                        ent_state state, int year, struct ent_cell *hidden) {
    struct ent_interval span = ent_interval_year(year);
    if (!ent_states_exist(here->context->record->states, "cow", state, span.from, span.to))
        return ENT_OUTSIDE;
    struct ent_cell cell =
        ent_cell_of_members_condition(here, variable->rule->assertions, variable->rule->assertion_count, year);
    if (ent_cell_seen(&cell))
        return cell.value != 0 ? ENT_MEMBER : ENT_OUTSIDE;
    if (hidden && !hidden->why && cell.kind != ENT_KIND_NO_STATE && variable->seen_only)
        *hidden = cell;
    return cell.kind == ENT_KIND_NO_STATE || variable->seen_only ? ENT_OUTSIDE : ENT_MAYBE_MEMBER;
}

/* Years of an interval; of more than one those in which anything is seen. */
static void years_of(const struct ent_evaluation *here, struct ent_interval when, int *first, int *last) {
    if (when.from != ENT_DAY_EARLY && when.to != ENT_DAY_OPEN) {
        *first = ent_day_year(when.from);
        *last = ent_day_year(when.to - 1);
        if (*first == *last)
            return;
    }
    ent_evaluation_seen_span(here, first, last);
    if (when.from != ENT_DAY_EARLY && ent_day_year(when.from) > *first)
        *first = ent_day_year(when.from);
    if (when.to != ENT_DAY_OPEN && ent_day_year(when.to - 1) < *last)
        *last = ent_day_year(when.to - 1);
}

enum ent_belongs ent_member_belongs(const struct ent_evaluation *here, const struct ent_variable *variable,
                                    const struct ent_candidate *candidate, struct ent_interval when,
                                    struct ent_cell *hidden) {
    enum ent_belongs out = ENT_OUTSIDE;
    for (size_t i = candidate->first; !variable->rule && i < candidate->end; i++)
        if (variable->spells[i].from < when.to && variable->spells[i].to > when.from)
            return ENT_MEMBER;
    if (!variable->rule)
        return ENT_OUTSIDE;
    int first, last;
    years_of(here, when, &first, &last);
    for (int year = first; year <= last && out != ENT_MEMBER; year++) {
        enum ent_belongs then = belongs_by_rule(here, variable, candidate->state, year, hidden);
        out = then > out ? then : out;
    }
    return out;
}

int ent_variable_members(struct ent_evaluation *evaluation, size_t number, int year, ent_state **out, size_t *count,
                         size_t *maybe, struct ent_error *error) {
    const struct ent_variable *variable = &evaluation->variables[number - 1];
    struct ent_evaluation *here = ent_binding_open(evaluation);
    *out = ent_arena_alloc(evaluation->context->arena, variable->candidate_count + 1, sizeof **out);
    *count = *maybe = 0;
    if (!here || !*out) {
        free(here);
        return ent_fail_memory(error);
    }
    for (size_t i = 0; i < variable->candidate_count; i++) {
        const struct ent_candidate *candidate = &variable->candidates[i];
        if (!ent_binding_put(evaluation, here, number, candidate->state))
            continue;
        enum ent_belongs belongs = ent_member_belongs(here, variable, candidate, ent_interval_year(year), NULL);
        if (belongs == ENT_MEMBER)
            (*out)[(*count)++] = candidate->state;
        *maybe += belongs == ENT_MAYBE_MEMBER;
    }
    free(here);
    return ENT_OK;
}

/* ---- what they have together ---- */

/* What one more member has, beside what those before it have. */
static struct ent_cell add_cell(struct ent_cell sum, struct ent_cell next, bool first) {
    if (!ent_cell_seen(&sum) || first)
        return first ? next : sum;
    if (!ent_cell_seen(&next))
        return next;
    if (ent_cell_other_unit(&sum, &next))
        return (struct ent_cell){.kind = ENT_KIND_UNDEFINED, .why = ENT_WHY_UNIT, .value = (double)NAN};
    sum.value += next.value;
    return sum;
}

struct ent_cell ent_cell_together(const struct ent_evaluation *evaluation, size_t term, int second, int year) {
    size_t number = evaluation->terms[term].variables[second], members = 0;
    const struct ent_variable *variable = &evaluation->variables[number - 1];
    struct ent_cell sum = {.kind = ENT_KIND_NO_STATE, .why = ENT_WHY_NO_STATE, .value = (double)NAN};
    struct ent_evaluation *here = ent_binding_open(evaluation);
    bool mean = false;
    if (!here) /* no memory: nothing is seen rather than something wrong */
        return (struct ent_cell){.kind = ENT_KIND_UNKNOWN, .why = ENT_WHY_MISSING, .value = (double)NAN};
    for (size_t i = 0; i < variable->candidate_count; i++) {
        const struct ent_candidate *candidate = &variable->candidates[i];
        if (!ent_binding_put(evaluation, here, number, candidate->state))
            continue;
        enum ent_belongs belongs = ent_member_belongs(here, variable, candidate, ent_interval_year(year), NULL);
        if (belongs == ENT_OUTSIDE)
            continue;
        struct ent_cell next = {.kind = ENT_KIND_UNKNOWN, .why = ENT_WHY_MISSING, .value = (double)NAN};
        if (belongs == ENT_MEMBER)
            next = ent_cell_of_series(here, here->series[term][second], year);
        sum = add_cell(sum, next, members++ == 0);
        mean = next.of && strcmp(next.of->aggregation, "mean") == 0;
    }
    free(here);
    if (mean && ent_cell_seen(&sum))
        sum.value /= (double)members;
    return sum;
}
