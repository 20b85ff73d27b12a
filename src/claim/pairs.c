/* Series of pairs both of whose states are members: a term with two variables. They are loaded once for each choice, for
 * the pairs that are ever members together, in the years that the claim writes. Complexity: one series for each pair, and
 * one for both orders where the measure has no direction. */
#include <stdlib.h>

#include "claim/quantify.h"
#include "measure/sweep.h"

struct ent_pair_table {
    struct ent_request request; /* its states do not matter */
    size_t term;
    int first, last; /* years of which they are */
    struct ent_series **series;
    struct ent_series *merged;
    struct ent_pair_table *next;
};

/* ---- which years ---- */

static bool is_written(const struct ent_time *time) {
    return time->form == ENT_TIME_DATE || time->form == ENT_TIME_ERA;
}

/* Whether every year that the claim looks at is one that it writes, or lies between two. */
static bool writes_its_years(const struct ent_evaluation *evaluation, const struct ent_claim *claim) {
    for (size_t i = 0; i < claim->clause_count; i++) {
        const struct ent_clause *clause = &claim->clauses[i];
        const struct ent_window *window = &clause->window;
        if (clause->inner ? !writes_its_years(evaluation, clause->inner) : ent_clause_is_whole(evaluation, clause))
            return false;
        if (clause->inner)
            continue;
        bool at = window->form == ENT_WINDOW_AT && is_written(&window->at);
        bool range = window->form != ENT_WINDOW_AT && window->form != ENT_WINDOW_NONE &&
                     window->form != ENT_WINDOW_SINCE && window->span.form == ENT_SPAN_RANGE &&
                     is_written(&window->span.from) && is_written(&window->span.to);
        if (!at && !range)
            return false;
    }
    return true;
}

/* 0, 0: all that the source covers. */
static void years_of_claim(const struct ent_evaluation *evaluation, int *first, int *last) {
    bool written = writes_its_years(evaluation, evaluation->claim);
    for (size_t i = 0; i < evaluation->term_count; i++)
        written = written && !evaluation->terms[i].written->has_time;
    *first = written ? evaluation->first_written : 0;
    *last = written ? evaluation->last_written : 0;
}

/* ---- who, when ---- */

enum { EARLIEST = 1, LATEST = 9999 };

/* First and last year within the claim's in which the state is, or may be, a member; first > last for none. */
struct reach {
    int first, last;
};

static void reach_of_list(const struct ent_variable *variable, const struct ent_candidate *candidate, int first,
                          int last, struct reach *out) {
    *out = (struct reach){1, 0};
    for (size_t i = candidate->first; i < candidate->end; i++) {
        const struct ent_group_spell *spell = &variable->spells[i];
        int from = spell->from == ENT_DAY_EARLY ? first : ent_day_year(spell->from);
        int to = spell->to == ENT_DAY_OPEN ? last : ent_day_year(spell->to - 1);
        from = from < first ? first : from;
        to = to > last ? last : to;
        if (from > to)
            continue;
        out->first = out->first > out->last || from < out->first ? from : out->first;
        out->last = to > out->last ? to : out->last;
    }
}

static void reach_of_rule(const struct ent_evaluation *here, const struct ent_variable *variable,
                          const struct ent_candidate *candidate, int first, int last, struct reach *out) {
    *out = (struct reach){1, 0};
    for (int year = first; year <= last; year++)
        if (ent_member_belongs(here, variable, candidate, ent_interval_year(year), NULL) != ENT_OUTSIDE) {
            out->first = out->first > out->last ? year : out->first;
            out->last = year;
        }
}

/* Where the claim does not write its years a list is asked whole, and by a condition anybody may be a member. */
static int reach_all(struct ent_evaluation *evaluation, size_t number, const struct ent_pair_table *table,
                     struct reach **out, struct ent_error *error) {
    int first = table->first ? table->first : EARLIEST, last = table->first ? table->last : LATEST;
    const struct ent_variable *variable = &evaluation->variables[number - 1];
    struct ent_evaluation *here = ent_binding_open(evaluation);
    *out = ent_arena_alloc(evaluation->context->arena, variable->candidate_count + 1, sizeof **out);
    if (!here || !*out) {
        free(here);
        return ent_fail_memory(error);
    }
    for (size_t i = 0; i < variable->candidate_count; i++) {
        const struct ent_candidate *candidate = &variable->candidates[i];
        if (!ent_binding_put(evaluation, here, number, candidate->state))
            (*out)[i] = (struct reach){1, 0};
        else if (variable->rule && !table->first)
            (*out)[i] = (struct reach){first, last};
        else if (variable->rule)
            reach_of_rule(here, variable, candidate, first, last, &(*out)[i]);
        else
            reach_of_list(variable, candidate, first, last, &(*out)[i]);
    }
    free(here);
    return ENT_OK;
}

/* ---- loading ---- */

/* The pair of two candidates, in the years in which both may be members. */
static int load_pair(struct ent_evaluation *evaluation, struct ent_pair_table *table, ent_state a, ent_state b,
                     const struct reach *one, const struct reach *other, struct ent_error *error) {
    size_t states = ent_states_count(evaluation->context->record->states);
    struct ent_series **at = &table->series[(size_t)a * states + (size_t)b];
    struct ent_series **turned = &table->series[(size_t)b * states + (size_t)a];
    struct ent_request request = table->request;
    int first = one->first > other->first ? one->first : other->first;
    int last = one->last < other->last ? one->last : other->last;
    if (a == b || *at || one->first > one->last || other->first > other->last || (table->first && first > last))
        return ENT_OK;
    request.a = a;
    request.b = b;
    request.first_year = table->first ? first : 0;
    request.last_year = table->first ? last : 0;
    ENT_TRY(ent_measure_series(evaluation->context, &request, at, error));
    if (!ent_sweep_directed(&request))
        *turned = *at;
    return ENT_OK;
}

static int fill(struct ent_evaluation *evaluation, const struct ent_term *term, struct ent_pair_table *table,
                struct ent_error *error) {
    const struct ent_variable *one = &evaluation->variables[term->variables[0] - 1];
    const struct ent_variable *other = &evaluation->variables[term->variables[1] - 1];
    struct ent_context *context = evaluation->context;
    struct reach *first, *second;
    ENT_TRY(reach_all(evaluation, term->variables[0], table, &first, error));
    ENT_TRY(reach_all(evaluation, term->variables[1], table, &second, error));
    for (size_t i = 0; i < one->candidate_count; i++) {
        for (size_t k = 0; k < other->candidate_count; k++)
            ENT_TRY(load_pair(evaluation, table, one->candidates[i].state, other->candidates[k].state, &first[i],
                              &second[k], error));
        if (context->progress)
            context->progress(context->progress_data, one->text, (long)i + 1, (long)one->candidate_count);
    }
    return ENT_OK;
}

/* Too much is refused before it is begun. */
static int check_size(const struct ent_evaluation *evaluation, const struct ent_term *term,
                      const struct ent_pair_table *table, struct ent_error *error) {
    enum { YEARS_UNWRITTEN = 200 };
    size_t pairs = evaluation->variables[term->variables[0] - 1].candidate_count *
                   evaluation->variables[term->variables[1] - 1].candidate_count;
    size_t years = table->first ? (size_t)(table->last - table->first + 1) : YEARS_UNWRITTEN;
    if (pairs * years <= ENT_LOOKS_MOST)
        return ENT_OK;
    return ent_fail(
        error, ENT_ERROR_USAGE,
        "this asks of %zu pairs of states in %zu years, more than the %d million figures that one claim may "
        "ask: name smaller groups or fewer years",
        pairs, years, (int)ENT_LOOKS_MOST / 1000000);
}

int ent_pairs_load(struct ent_evaluation *evaluation, size_t index, const struct ent_choice *choice,
                   struct ent_error *error) {
    const struct ent_term *term = &evaluation->terms[index];
    struct ent_arena *arena = evaluation->context->arena;
    size_t states = ent_states_count(evaluation->context->record->states);
    struct ent_pair_table wanted = {.term = index}, *table = evaluation->pair_tables;
    ENT_TRY(ent_term_request(evaluation, term, choice, false, &wanted.request, error));
    years_of_claim(evaluation, &wanted.first, &wanted.last);
    while (table && (table->term != index || !ent_request_same(&table->request, &wanted.request)))
        table = table->next;
    if (!table) {
        ENT_TRY(check_size(evaluation, term, &wanted, error));
        table = ent_arena_alloc(arena, 1, sizeof *table);
        wanted.series = ent_arena_alloc(arena, states * states + 1, sizeof(struct ent_series *));
        if (!table || !wanted.series)
            return ent_fail_memory(error);
        *table = wanted;
        ENT_TRY(fill(evaluation, term, table, error));
        ENT_TRY(ent_members_merge(evaluation, index, 0, table->series, states * states, error));
        table->merged = evaluation->series[index][0];
        table->next = evaluation->pair_tables;
        evaluation->pair_tables = table;
    }
    evaluation->of_member[index][0] = table->series;
    evaluation->of_pair[index] = true;
    evaluation->series[index][0] = table->merged;
    return ENT_OK;
}
