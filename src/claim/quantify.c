/* Quantified groups: a condition asked of every member, and what that adds up to.
 *
 *   any    one member of whom it is true settles it; false when it is seen to be false of all
 *   all    one member of whom it is false settles it; true when it is seen to be true of all
 *   no     the opposite of any
 *   most   true of more than half of the members that are seen; the others leave it open where they could turn it
 *
 * A member that is the other state of a pair drops out, and so does one that does not exist. Who may be a member, of a
 * group that a condition defines, counts as a member of whom nothing is seen, unless what is seen of it could not turn
 * the answer. Whoever has no members has nobody to speak of and drops out. Of two groups the first is asked first, and
 * the second anew for each of its members. Complexity: a look at each combination of members in every year. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/quantify.h"

size_t ent_variable_of(const struct ent_evaluation *evaluation, const struct ent_assertion *scope, bool whole) {
    for (size_t i = 0; i < evaluation->variable_count; i++) {
        const struct ent_variable *variable = &evaluation->variables[i];
        if (variable->scope == scope && variable->whole == whole && variable->quantifier && !variable->bound)
            return i + 1;
    }
    return 0;
}

/* ---- adding up ---- */

static void name_state(const struct ent_evaluation *here, struct ent_named *names, size_t count, ent_state state) {
    if (count < ENT_NAMED)
        names[count] = (struct ent_named){.state = state, .with = *here->witness};
}

/* Least and most of what agrees among those counted so far; not known where it is not of one of them. */
static void add_sure(double sure[2], size_t before, double agree) {
    sure[0] = before && !(agree < sure[0]) && !isnan(agree) ? sure[0] : agree;
    sure[1] = before && !(agree > sure[1]) && !isnan(agree) ? sure[1] : agree;
}

/* What was said of the member, where it was asked as a whole. */
static void keep_words(struct ent_member_count *count, const struct ent_finding *finding, bool yes) {
    size_t before = yes ? count->yes : count->no;
    add_sure(yes ? count->yes_sure : count->no_sure, before, finding->agree);
    if (before)
        return;
    *(yes ? &count->yes_numbers : &count->no_numbers) = finding->numbers;
    *(yes ? &count->yes_year : &count->no_year) = finding->year;
}

static void count_member(struct ent_member_count *count, const struct ent_evaluation *here, enum ent_belongs belongs,
                         const struct ent_cell *cell, const struct ent_finding *finding, ent_state state) {
    if (cell->kind == ENT_KIND_NO_STATE)
        return;
    bool seen = ent_cell_seen(cell);
    if (belongs == ENT_MAYBE_MEMBER && seen) {
        count->maybe_yes += cell->value != 0;
        count->maybe_no += cell->value == 0;
        return;
    }
    count->members += belongs == ENT_MEMBER;
    if (!seen) {
        name_state(here, count->open_named, count->open, state);
        if (!count->open++) {
            count->unseen = *cell;
            count->reason = finding ? finding->reason : NULL;
        }
        return;
    }
    if (finding)
        keep_words(count, finding, cell->value != 0);
    if (cell->value != 0)
        name_state(here, count->yes_named, count->yes++, state);
    else
        name_state(here, count->no_named, count->no++, state);
}

/* A state that did not exist is nobody to ask. */
static bool did_not_exist(const struct ent_finding *finding) {
    const char *words = ent_why_text(ENT_WHY_NO_STATE);
    return finding->outcome == ENT_OUTCOME_NOT_COVERED &&
           ((finding->dropped && !finding->unseen) || (finding->reason && strcmp(finding->reason, words) == 0));
}

static struct ent_cell cell_of(const struct ent_finding *finding) {
    if (finding->outcome == ENT_OUTCOME_HOLDS || finding->outcome == ENT_OUTCOME_FAILS)
        return (struct ent_cell){
            .kind = ENT_KIND_VALUE, .value = finding->outcome == ENT_OUTCOME_HOLDS, .scale = ENT_SCALE_YES_NO};
    if (did_not_exist(finding))
        return (struct ent_cell){.kind = ENT_KIND_NO_STATE, .why = ENT_WHY_NO_STATE, .value = (double)NAN};
    return (struct ent_cell){.kind = ENT_KIND_UNKNOWN, .why = ENT_WHY_MISSING, .value = (double)NAN};
}

static int ask_member(struct ent_evaluation *here, const struct ent_asking *asking, enum ent_belongs belongs,
                      ent_state state, struct ent_member_count *out, struct ent_error *error) {
    struct ent_cell cell;
    struct ent_finding finding;
    if (!asking->ask) {
        cell = ent_cell_of_members_condition(here, asking->assertion, asking->count, asking->year);
        count_member(out, here, belongs, &cell, NULL, state);
        return ENT_OK;
    }
    ent_finding_blank(&finding);
    ENT_TRY(asking->ask(here, asking, &finding, error));
    cell = cell_of(&finding);
    count_member(out, here, belongs, &cell, &finding, state);
    return ENT_OK;
}

static bool settled(const struct ent_member_count *count, const char *quantifier) {
    return strcmp(quantifier, "most") == 0 ? false : strcmp(quantifier, "all") == 0 ? count->no > 0 : count->yes > 0;
}

int ent_members_count(const struct ent_evaluation *evaluation, const struct ent_asking *asking,
                      struct ent_member_count *out, struct ent_error *error) {
    const struct ent_variable *variable = &evaluation->variables[asking->variable - 1];
    struct ent_evaluation *here = ent_binding_open(evaluation);
    int status = here ? ENT_OK : ent_fail_memory(error);
    *out = (struct ent_member_count){.yes_sure = {(double)NAN, (double)NAN}, .no_sure = {(double)NAN, (double)NAN}};
    out->unseen = (struct ent_cell){.kind = ENT_KIND_UNKNOWN, .why = ENT_WHY_MISSING, .value = (double)NAN};
    for (size_t i = 0; status == ENT_OK && i < variable->candidate_count; i++) {
        const struct ent_candidate *candidate = &variable->candidates[i];
        if (!ent_binding_put(evaluation, here, asking->variable, candidate->state))
            continue;
        enum ent_belongs belongs = ent_member_belongs(here, variable, candidate, asking->when, &out->hidden);
        if (belongs == ENT_OUTSIDE)
            continue;
        status = ask_member(here, asking, belongs, candidate->state, out, error);
        if (!evaluation->binding && evaluation->context->progress)
            evaluation->context->progress(evaluation->context->progress_data, variable->text, (long)i + 1,
                                          (long)variable->candidate_count);
        if (asking->until_settled && settled(out, variable->quantifier))
            break;
    }
    out->used_now = here && here->used_now;
    free(here);
    return status;
}

static enum ent_truth any_of(const struct ent_member_count *count) {
    return count->yes ? ENT_TRUE : count->open || count->maybe_yes ? ENT_UNSEEN : ENT_FALSE;
}

static enum ent_truth all_of(const struct ent_member_count *count) {
    return count->no ? ENT_FALSE : count->open || count->maybe_no ? ENT_UNSEEN : ENT_TRUE;
}

static enum ent_truth most_of(const struct ent_member_count *count) {
    size_t seen = count->yes + count->no;
    size_t yes = count->open + count->maybe_yes, no = count->open + count->maybe_no; /* what might join either side */
    if (seen && 2 * count->yes > seen && 2 * count->yes > seen + no)
        return ENT_TRUE;
    if (seen && 2 * (count->yes + yes) <= seen + yes)
        return ENT_FALSE;
    return ENT_UNSEEN;
}

enum ent_truth ent_members_judge(const struct ent_member_count *count, const char *quantifier) {
    if (strcmp(quantifier, "any") == 0)
        return any_of(count);
    if (strcmp(quantifier, "all") == 0)
        return all_of(count);
    if (strcmp(quantifier, "most") == 0)
        return most_of(count);
    enum ent_truth any = any_of(count);
    return any == ENT_UNSEEN ? ENT_UNSEEN : any == ENT_TRUE ? ENT_FALSE : ENT_TRUE;
}

const char *ent_members_strongest(const struct ent_member_count *count) {
    static const char *const strongest[] = {"all", "most", "any", "no"};
    for (size_t i = 0; count->yes + count->no && i < sizeof strongest / sizeof *strongest; i++)
        if (ent_members_judge(count, strongest[i]) == ENT_TRUE)
            return strongest[i];
    return NULL;
}

/* ---- year by year ---- */

static int count_year(const struct ent_evaluation *evaluation, const struct ent_asking *asking,
                      struct ent_member_count *out) {
    struct ent_asking of_year = *asking;
    int year = ent_member_year(evaluation, asking->variable, asking->year);
    of_year.when = ent_member_time(evaluation, asking->variable, year);
    int status = ent_members_count(evaluation, &of_year, out, NULL);
    if (status != ENT_OK) /* no memory: nothing is seen rather than something wrong */
        out->open = out->members = 1;
    return status;
}

struct ent_cell ent_cell_over_members(const struct ent_evaluation *evaluation, size_t variable,
                                      const struct ent_assertion *assertions, size_t count, int year) {
    struct ent_member_count members;
    const struct ent_variable *group = &evaluation->variables[variable - 1];
    struct ent_asking asking = {.variable = variable,
                                .assertion = assertions,
                                .count = group->whole ? count : 0,
                                .year = year,
                                .until_settled = true};
    bool exists = strcmp(group->quantifier, "any") == 0 || strcmp(group->quantifier, "no") == 0;
    (void)count_year(evaluation, &asking, &members);
    bool nobody = !members.yes && !members.no && !members.open;
    if (nobody && members.hidden.why) /* the condition is seen of nobody */
        return members.hidden;
    if (nobody && !members.maybe_yes && !members.maybe_no && (!exists || !group->rule))
        return (struct ent_cell){.kind = ENT_KIND_NO_STATE, .why = ENT_WHY_NO_STATE, .value = (double)NAN};
    enum ent_truth truth = ent_members_judge(&members, group->quantifier);
    ent_members_witness(evaluation, variable, &members, year);
    if (truth == ENT_UNSEEN)
        return members.unseen;
    return (struct ent_cell){.kind = ENT_KIND_VALUE, .value = truth == ENT_TRUE, .scale = ENT_SCALE_YES_NO};
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

void ent_members_witness(const struct ent_evaluation *evaluation, size_t variable, const struct ent_member_count *count,
                         int year) {
    const char *quantifier = evaluation->variables[variable - 1].quantifier;
    bool all = strcmp(quantifier, "all") == 0, most = strcmp(quantifier, "most") == 0;
    const struct ent_named *named = count->no && (all || !count->yes) ? &count->no_named[0]
                                    : count->yes                      ? &count->yes_named[0]
                                                                      : NULL;
    if (named)
        *evaluation->witness = named->with;
    evaluation->witness->of[variable - 1] = named ? named->state : ENT_NO_STATE;
    evaluation->witness->settles[variable - 1] = !most && settled(count, quantifier);
    evaluation->witness->year[variable - 1] = year;
}

size_t ent_variable_after(const struct ent_evaluation *evaluation, const struct ent_clause *clause, size_t variable) {
    const struct ent_variable *outer = &evaluation->variables[variable - 1];
    size_t found = 0;
    for (size_t i = variable; i < evaluation->variable_count; i++) {
        const struct ent_variable *inner = &evaluation->variables[i];
        bool within = inner->scope >= clause->assertions && inner->scope < clause->assertions + clause->assertion_count;
        if (!inner->quantifier || inner->bound || !within)
            continue;
        if (inner->scope == outer->scope && inner->whole == outer->whole)
            return i + 1;
        if (outer->whole && found)
            return 0;
        found = outer->whole ? i + 1 : found;
    }
    return found;
}

static void add_names(const struct ent_evaluation *evaluation, const char *before, const struct ent_named *names,
                      size_t count, size_t next, struct ent_text *text) {
    const struct ent_states *states = evaluation->context->record->states;
    if (!count)
        return;
    ent_text_add(text, before);
    for (size_t i = 0; i < count && i < ENT_NAMED; i++) {
        const struct ent_witness *with = &names[i].with;
        ent_text_format(text, "%s%s", i ? ", " : "", ent_states_code(states, names[i].state));
        if (next && with->settles[next - 1])
            ent_text_format(text, " (%s)", ent_states_code(states, with->of[next - 1]));
    }
    if (count > ENT_NAMED)
        ent_text_format(text, " and %zu more", count - ENT_NAMED);
}

void ent_members_name(const struct ent_evaluation *evaluation, const struct ent_clause *clause, size_t variable,
                      const struct ent_member_count *count, struct ent_text *text) {
    const struct ent_variable *group = &evaluation->variables[variable - 1];
    bool all = strcmp(group->quantifier, "all") == 0, counted = all || strcmp(group->quantifier, "most") == 0;
    size_t seen = count->yes + count->no, next = ent_variable_after(evaluation, clause, variable);
    if (!seen && !count->open) {
        ent_text_format(text, "nobody in %s", group->text);
        return;
    }
    ent_text_format(text, "%zu of %zu%s in %s", count->yes, seen, count->open ? " seen" : "", group->text);
    add_names(evaluation, ": ", count->yes_named, count->yes, next, text);
    if (counted)
        add_names(evaluation, "; not ", count->no_named, count->no, next, text);
    if (counted ? !all || !count->no : !count->yes)
        add_names(evaluation, "; not seen ", count->open_named, count->open, 0, text);
}

/* The members of a clause with one outermost variable, and the assertions it is asked of. */
static size_t count_clause(const struct ent_evaluation *evaluation, const struct ent_clause *clause, int year,
                           struct ent_member_count *out) {
    size_t number = ent_clause_variable(evaluation, clause);
    if (!number)
        return 0;
    const struct ent_variable *variable = &evaluation->variables[number - 1];
    struct ent_asking asking = {.variable = number,
                                .assertion = variable->scope,
                                .count = variable->whole ? clause->assertion_count : 0,
                                .year = year};
    (void)count_year(evaluation, &asking, out);
    return number;
}

void ent_members_describe(struct ent_evaluation *evaluation, const struct ent_clause *clause, int year,
                          struct ent_text *text) {
    struct ent_member_count count;
    size_t number = count_clause(evaluation, clause, year, &count);
    if (!number)
        return;
    ent_members_name(evaluation, clause, number, &count, text);
    ent_members_witness(evaluation, number, &count, year);
}

size_t ent_members_seen(const struct ent_evaluation *evaluation, const struct ent_clause *clause, int year) {
    struct ent_member_count count;
    return count_clause(evaluation, clause, year, &count) ? count.yes + count.no : 0;
}

const char *ent_members_nearest(const struct ent_evaluation *evaluation, const struct ent_clause *clause, int year) {
    struct ent_member_count count;
    size_t variable = ent_clause_variable(evaluation, clause);
    bool turned = clause->assertion_count == 1 && clause->assertions[0].negated;
    if (!variable || (turned && !evaluation->variables[variable - 1].whole))
        return NULL;
    count_clause(evaluation, clause, year, &count);
    return ent_members_strongest(&count);
}
