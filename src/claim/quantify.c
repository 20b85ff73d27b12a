/* Quantified groups: a condition asked of every member of a year, and what that adds up to.
 *
 *   any    one member of whom it is true settles it; false when it is seen to be false of all
 *   all    one member of whom it is false settles it; true when it is seen to be true of all
 *   no     the opposite of any
 *   most   true of more than half of the members that are seen; the others leave it open where they could turn it
 *
 * A member that is the other state of a pair drops out, and so does one that does not exist. Who may be a member, of a
 * group that a condition defines, counts as a member of whom nothing is seen, unless what is seen of it could not turn
 * the answer. A year without members has nobody to speak of and drops out. Complexity: one series for each state that
 * is ever a member, and a look at each in every year. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/evaluate.h"

enum { NAMED = 5 };

size_t ent_variable_of(const struct ent_evaluation *evaluation, const struct ent_assertion *scope, bool whole) {
    for (size_t i = 0; i < evaluation->variable_count; i++)
        if (evaluation->variables[i].scope == scope && evaluation->variables[i].whole == whole &&
            evaluation->variables[i].quantifier)
            return i + 1;
    return 0;
}

/* ---- loading ---- */

static bool may_be_member(const struct ent_variable *variable, ent_state state) {
    for (size_t i = 0; i < variable->spell_count; i++)
        if (variable->spells[i].state == state)
            return true;
    return variable->rule != NULL;
}

static const struct ent_variable *variable_at(const struct ent_evaluation *evaluation, size_t term, int second) {
    size_t number = evaluation->terms[term].variables[second];
    return number ? &evaluation->variables[number - 1] : NULL;
}

/* The place of a term that its series number `second` has a variable in. */
static int place_of(const struct ent_term *term, int second) {
    return term->gap ? second : term->variables[0] ? 0 : 1;
}

/* A series that is seen wherever that of some member is: which years there are, and which releases. */
static int merge(struct ent_evaluation *evaluation, size_t term, int second, struct ent_error *error) {
    struct ent_series **members = evaluation->of_member[term][second], *out;
    size_t count = ent_states_count(evaluation->context->record->states);
    int first = 1, last = 0;
    out = ent_arena_alloc(evaluation->context->arena, 1, sizeof *out);
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

/* Of a term that needs two states the one that stands fixed; ENT_NO_STATE where there is none. */
static ent_state fixed_state(const struct ent_term *term) {
    return term->gap ? ENT_NO_STATE : term->variables[0] ? term->b : term->a;
}

int ent_variable_load(struct ent_evaluation *evaluation, size_t index, int second, const struct ent_choice *choice,
                      struct ent_error *error) {
    const struct ent_term *term = &evaluation->terms[index];
    int place = place_of(term, second);
    const struct ent_variable *variable = variable_at(evaluation, index, place);
    size_t count = ent_states_count(evaluation->context->record->states);
    struct ent_series **members = ent_arena_alloc(evaluation->context->arena, count + 1, sizeof(struct ent_series *));
    if (!members)
        return ent_fail_memory(error);
    evaluation->of_member[index][second] = members;
    for (size_t i = 0; i < count; i++) {
        struct ent_term one = *term;
        struct ent_request request;
        if (!may_be_member(variable, (ent_state)i) || (ent_state)i == fixed_state(term))
            continue;
        one.variables[0] = one.variables[1] = 0;
        *(place ? &one.b : &one.a) = (ent_state)i;
        ENT_TRY(ent_term_request(evaluation, &one, choice, second != 0, &request, error));
        size_t before = evaluation->loaded_count;
        ENT_TRY(ent_evaluation_series(evaluation, &request, &members[i], error));
        if (evaluation->loaded_count > before)
            evaluation->loaded[before].of_member = true;
    }
    return merge(evaluation, index, second, error);
}

/* ---- who is a member ---- */

enum membership { OUT, MAYBE, IN };

/* Puts the state where the variable stands; false where it is the other state of a pair already. */
static bool bind(const struct ent_evaluation *from, struct ent_evaluation *here, size_t variable, ent_state state) {
    for (size_t i = 0; i < from->term_count; i++) {
        const struct ent_term *term = &from->terms[i];
        for (int second = 0; second <= (int)term->gap; second++) {
            if (term->variables[place_of(term, second)] != variable)
                continue;
            if (fixed_state(term) == state)
                return false;
            struct ent_series **members = from->of_member[i][second];
            here->series[i][second] = members ? members[state] : NULL;
        }
    }
    return true;
}

/* A claim whose series all carry their own time has no year: that of the variable's series decides who is a member. */
static int member_year(const struct ent_evaluation *evaluation, size_t variable, int year) {
    for (size_t i = 0; !year && i < evaluation->term_count; i++) {
        const struct ent_term *term = &evaluation->terms[i];
        if ((term->variables[0] == variable || term->variables[1] == variable) && term->written->has_time &&
            term->written->at.form == ENT_TIME_DATE)
            return ent_day_year(term->written->at.interval.from);
    }
    return year;
}

static bool in_list(const struct ent_variable *variable, ent_state state, int year) {
    struct ent_interval span = ent_interval_year(year);
    for (size_t i = 0; i < variable->spell_count; i++)
        if (variable->spells[i].state == state && variable->spells[i].from < span.to &&
            variable->spells[i].to > span.from)
            return true;
    return false;
}

/* `here` has the state bound already. */
static enum membership membership_of(const struct ent_evaluation *here, const struct ent_variable *variable,
                                     ent_state state, int year, struct ent_cell *hidden) {
    if (!variable->rule)
        return in_list(variable, state, year) ? IN : OUT;
    struct ent_interval span = ent_interval_year(year);
    if (!ent_states_exist(here->context->record->states, "cow", state, span.from, span.to))
        return OUT;
    struct ent_cell cell =
        ent_cell_of_members_condition(here, variable->rule->assertions, variable->rule->assertion_count, year);
    if (ent_cell_seen(&cell))
        return cell.value != 0 ? IN : OUT;
    if (hidden && !hidden->why && cell.kind != ENT_KIND_NO_STATE && variable->seen_only)
        *hidden = cell;
    return cell.kind == ENT_KIND_NO_STATE || variable->seen_only ? OUT : MAYBE;
}

/* ---- adding up ---- */

struct count {
    size_t members, yes, no, open;
    size_t maybe_yes, maybe_no; /* of those who may be members: true of them, false of them */
    struct ent_cell unseen;     /* the first that is not seen */
    struct ent_cell hidden;     /* the first of whom it is not seen whether it is a member, where such a one is none */
    ent_state yes_named[NAMED], no_named[NAMED], open_named[NAMED];
};

static void name_state(ent_state *names, size_t count, ent_state state) {
    if (count < NAMED)
        names[count] = state;
}

static void count_member(struct count *count, enum membership membership, const struct ent_cell *cell,
                         ent_state state) {
    if (cell->kind == ENT_KIND_NO_STATE)
        return;
    bool seen = ent_cell_seen(cell);
    if (membership == MAYBE && seen) {
        count->maybe_yes += cell->value != 0;
        count->maybe_no += cell->value == 0;
        return;
    }
    count->members += membership == IN;
    if (!seen) {
        name_state(count->open_named, count->open, state);
        if (!count->open++)
            count->unseen = *cell;
    } else if (cell->value != 0) {
        name_state(count->yes_named, count->yes++, state);
    } else {
        name_state(count->no_named, count->no++, state);
    }
}

static void count_members(const struct ent_evaluation *evaluation, size_t number,
                          const struct ent_assertion *assertions, size_t count, int year, struct count *out) {
    const struct ent_variable *variable = &evaluation->variables[number - 1];
    size_t states = ent_states_count(evaluation->context->record->states);
    struct ent_evaluation *here = malloc(sizeof *here);
    int of = member_year(evaluation, number, year);
    *out = (struct count){.members = 0};
    out->unseen = (struct ent_cell){.kind = ENT_KIND_UNKNOWN, .why = ENT_WHY_MISSING, .value = (double)NAN};
    if (!here) { /* nothing is seen rather than something wrong */
        out->open = out->members = 1;
        return;
    }
    *here = *evaluation;
    for (size_t i = 0; i < states; i++) {
        ent_state state = (ent_state)i;
        if (!may_be_member(variable, state) || !bind(evaluation, here, number, state))
            continue;
        enum membership membership = membership_of(here, variable, state, of, &out->hidden);
        if (membership == OUT)
            continue;
        struct ent_cell cell = ent_cell_of_members_condition(here, assertions, variable->whole ? count : 0, year);
        count_member(out, membership, &cell, state);
    }
    free(here);
}

enum truth { FALSE, TRUE, UNSEEN };

static enum truth any_of(const struct count *count) {
    return count->yes ? TRUE : count->open || count->maybe_yes ? UNSEEN : FALSE;
}

static enum truth all_of(const struct count *count) {
    return count->no ? FALSE : count->open || count->maybe_no ? UNSEEN : TRUE;
}

static enum truth most_of(const struct count *count) {
    size_t seen = count->yes + count->no;
    size_t yes = count->open + count->maybe_yes, no = count->open + count->maybe_no; /* what might join either side */
    if (seen && 2 * count->yes > seen && 2 * count->yes > seen + no)
        return TRUE;
    if (seen && 2 * (count->yes + yes) <= seen + yes)
        return FALSE;
    return UNSEEN;
}

static enum truth judge(const struct count *count, const char *quantifier) {
    if (strcmp(quantifier, "any") == 0)
        return any_of(count);
    if (strcmp(quantifier, "all") == 0)
        return all_of(count);
    if (strcmp(quantifier, "most") == 0)
        return most_of(count);
    enum truth any = any_of(count);
    return any == UNSEEN ? UNSEEN : any == TRUE ? FALSE : TRUE;
}

struct ent_cell ent_cell_over_members(const struct ent_evaluation *evaluation, size_t variable,
                                      const struct ent_assertion *assertions, size_t count, int year) {
    struct count members;
    const char *quantifier = evaluation->variables[variable - 1].quantifier;
    bool exists = strcmp(quantifier, "any") == 0 || strcmp(quantifier, "no") == 0;
    count_members(evaluation, variable, assertions, count, year, &members);
    bool nobody = !members.yes && !members.no && !members.open;
    if (nobody && members.hidden.why) /* the condition is seen of nobody */
        return members.hidden;
    if (nobody && !members.maybe_yes && !members.maybe_no && (!exists || !evaluation->variables[variable - 1].rule))
        return (struct ent_cell){.kind = ENT_KIND_NO_STATE, .why = ENT_WHY_NO_STATE, .value = (double)NAN};
    enum truth truth = judge(&members, quantifier);
    if (truth == UNSEEN)
        return members.unseen;
    return (struct ent_cell){.kind = ENT_KIND_VALUE, .value = truth == TRUE, .scale = ENT_SCALE_YES_NO};
}

/* ---- in words ---- */

size_t ent_clause_variable(const struct ent_evaluation *evaluation, const struct ent_clause *clause) {
    size_t whole = ent_variable_of(evaluation, clause->assertions, true), found = 0;
    if (whole)
        return whole;
    for (size_t i = 0; i < clause->assertion_count; i++) {
        size_t one = ent_variable_of(evaluation, &clause->assertions[i], false);
        if (one && found)
            return 0;
        found = one ? one : found;
    }
    return found;
}

static void add_names(const struct ent_evaluation *evaluation, const char *before, const ent_state *names, size_t count,
                      struct ent_text *text) {
    const struct ent_states *states = evaluation->context->record->states;
    if (!count)
        return;
    ent_text_add(text, before);
    for (size_t i = 0; i < count && i < NAMED; i++)
        ent_text_format(text, "%s%s", i ? ", " : "", ent_states_code(states, names[i]));
    if (count > NAMED)
        ent_text_format(text, " and %zu more", count - NAMED);
}

/* The members of a clause with one variable; the assertions it is asked of. */
static bool count_clause(const struct ent_evaluation *evaluation, const struct ent_clause *clause, int year,
                         struct count *out) {
    size_t number = ent_clause_variable(evaluation, clause);
    if (!number)
        return false;
    const struct ent_variable *variable = &evaluation->variables[number - 1];
    count_members(evaluation, number, variable->scope, variable->whole ? clause->assertion_count : 1, year, out);
    return true;
}

void ent_members_describe(struct ent_evaluation *evaluation, const struct ent_clause *clause, int year,
                          struct ent_text *text) {
    struct count count;
    if (!count_clause(evaluation, clause, year, &count))
        return;
    const struct ent_variable *variable = &evaluation->variables[ent_clause_variable(evaluation, clause) - 1];
    bool counted = strcmp(variable->quantifier, "all") == 0 || strcmp(variable->quantifier, "most") == 0;
    size_t seen = count.yes + count.no;
    if (!seen && !count.open) {
        ent_text_format(text, "nobody in %s", variable->text);
        return;
    }
    ent_text_format(text, "%zu of %zu%s in %s", count.yes, seen, count.open ? " seen" : "", variable->text);
    add_names(evaluation, ": ", count.yes_named, count.yes, text);
    if (counted)
        add_names(evaluation, "; not ", count.no_named, count.no, text);
    bool settled = strcmp(variable->quantifier, "all") == 0 ? count.no > 0 : !counted && count.yes > 0;
    if (!settled)
        add_names(evaluation, "; not seen ", count.open_named, count.open, text);
    evaluation->witness_year = year;
    if (count.yes)
        evaluation->witness = count.yes_named[0];
    if (count.no && (!count.yes || strcmp(variable->quantifier, "all") == 0))
        evaluation->witness = count.no_named[0];
}

size_t ent_members_seen(const struct ent_evaluation *evaluation, const struct ent_clause *clause, int year) {
    struct count count;
    return count_clause(evaluation, clause, year, &count) ? count.yes + count.no : 0;
}

const char *ent_members_nearest(const struct ent_evaluation *evaluation, const struct ent_clause *clause, int year) {
    static const char *const strongest[] = {"all", "most", "any", "no"};
    struct count count;
    if (clause->assertion_count == 1 && clause->assertions[0].negated)
        return NULL;
    if (!count_clause(evaluation, clause, year, &count) || !(count.yes + count.no))
        return NULL;
    for (size_t i = 0; i < sizeof strongest / sizeof *strongest; i++)
        if (judge(&count, strongest[i]) == TRUE)
            return strongest[i];
    return NULL;
}

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
    size_t states = ent_states_count(evaluation->context->record->states);
    struct ent_cell sum = {.kind = ENT_KIND_NO_STATE, .why = ENT_WHY_NO_STATE, .value = (double)NAN};
    struct ent_evaluation *here = malloc(sizeof *here);
    bool mean = false;
    if (!here)
        return sum;
    *here = *evaluation;
    for (size_t i = 0; i < states; i++) {
        if (!may_be_member(variable, (ent_state)i) || !bind(evaluation, here, number, (ent_state)i))
            continue;
        enum membership membership = membership_of(here, variable, (ent_state)i, year, NULL);
        if (membership == OUT)
            continue;
        struct ent_cell next = {.kind = ENT_KIND_UNKNOWN, .why = ENT_WHY_MISSING, .value = (double)NAN};
        if (membership == IN)
            next = ent_cell_of_series(here, here->series[term][second], year);
        sum = add_cell(sum, next, members++ == 0);
        mean = next.of && strcmp(next.of->aggregation, "mean") == 0;
    }
    free(here);
    if (mean && ent_cell_seen(&sum))
        sum.value /= (double)members;
    return sum;
}

int ent_variable_members(struct ent_evaluation *evaluation, size_t number, int year, ent_state **out, size_t *count,
                         size_t *maybe, struct ent_error *error) {
    const struct ent_variable *variable = &evaluation->variables[number - 1];
    size_t states = ent_states_count(evaluation->context->record->states);
    struct ent_evaluation *here = ent_arena_alloc(evaluation->context->arena, 1, sizeof *here);
    *out = ent_arena_alloc(evaluation->context->arena, states + 1, sizeof **out);
    *count = *maybe = 0;
    if (!here || !*out)
        return ent_fail_memory(error);
    *here = *evaluation;
    for (size_t i = 0; i < states; i++) {
        if (!may_be_member(variable, (ent_state)i) || !bind(evaluation, here, number, (ent_state)i))
            continue;
        enum membership membership = membership_of(here, variable, (ent_state)i, year, NULL);
        if (membership == IN)
            (*out)[(*count)++] = (ent_state)i;
        *maybe += membership == MAYBE;
    }
    return ENT_OK;
}
