/* Groups whose members stand for themselves one after the other, and groups that a condition on a member defines. */
#include <string.h>

#include "claim/evaluate.h"
#include "claim/lexicon.h"

/* Puts the state of @rivals(STATE) for A; X stays, and is the variable's name. */
static void put_state(const struct ent_expression *expression, const char *of) {
    if (expression->form != ENT_EXPRESSION_SERIES)
        return;
    for (size_t i = 0; i < expression->series->argument_count; i++)
        if (strcmp(expression->series->arguments[i].text, "A") == 0)
            expression->series->arguments[i].text = of;
}

/* "rivalry(CHN, X)": the condition as it is printed. */
static int print_rule(struct ent_evaluation *evaluation, struct ent_variable *variable, const struct ent_claim *claim,
                      struct ent_error *error) {
    struct ent_text text;
    ent_text_init(&text);
    ent_claim_print(&text, claim);
    variable->rule_text = text.failed ? NULL : ent_arena_string(evaluation->context->arena, text.bytes);
    ent_text_release(&text);
    return variable->rule_text ? ENT_OK : ent_fail_memory(error);
}

/* A group that has no list: X is in it in the years in which the condition holds of it. */
static int define(struct ent_evaluation *evaluation, struct ent_variable *variable, const struct ent_argument *group,
                  const struct ent_lexicon_group *rule, struct ent_error *error) {
    struct ent_claim *claim;
    const struct ent_states *states = evaluation->context->record->states;
    const char *code = NULL;
    if (rule->of_state && !group->of)
        return ent_fail(error, ENT_ERROR_USAGE, "@%s is of one state: write @%s(STATE)", rule->name, rule->name);
    if (!rule->of_state && group->of)
        return ent_fail(error, ENT_ERROR_USAGE, "@%s is of no state: write @%s", rule->name, rule->name);
    if (group->of) {
        ent_state of;
        ent_day day = evaluation->last_written ? ent_interval_year(evaluation->last_written).to - 1 : ENT_DAY_OPEN;
        ENT_TRY(ent_states_find(states, group->of, day, &of, error));
        code = ent_states_code(states, of);
    }
    ENT_TRY(ent_claim_parse(&claim, evaluation->context->arena, rule->condition, NULL, error));
    variable->rule = &claim->clauses[0];
    variable->seen_only = rule->seen_only;
    put_state(variable->rule->assertions[0].left, code);
    return print_rule(evaluation, variable, claim, error);
}

/* The members by list: @states and `any` are all states of the system. */
static int list(struct ent_evaluation *evaluation, struct ent_variable *variable, const struct ent_argument *group,
                struct ent_error *error) {
    const char *name = group->form == ENT_ARGUMENT_ANY ? "states" : group->text;
    if (group->of)
        return ent_fail(error, ENT_ERROR_USAGE,
                        "@%s is a list and of no state; of a state are @partners(A), "
                        "@rivals(A), @allies(A) and @neighbours(A)",
                        name);
    return ent_record_group_spells(evaluation->context->record, evaluation->context->arena, name, &variable->spells,
                                   &variable->spell_count, error);
}

static int name_group(struct ent_evaluation *evaluation, struct ent_variable *variable, struct ent_argument *group,
                      const struct ent_lexicon_group *rule, struct ent_error *error) {
    const struct ent_states *states = evaluation->context->record->states;
    if (group->form == ENT_ARGUMENT_ANY) {
        variable->text = "@states";
        return ENT_OK;
    }
    if (group->of) {
        ent_state of;
        ENT_TRY(ent_states_find(states, group->of, ENT_DAY_OPEN, &of, error));
        group->of = ent_states_code(states, of);
    }
    if (rule->name)
        group->text = rule->name;
    else
        ENT_TRY(ent_record_group_name(evaluation->context->record, evaluation->context->arena, group->text,
                                      &group->text, error));
    variable->text =
        ent_arena_format(evaluation->context->arena, group->of ? "@%s(%s)" : "@%s", group->text, group->of);
    return variable->text ? ENT_OK : ent_fail_memory(error);
}

/* Who may be a member: everybody, where a condition decides. */
static int find_candidates(struct ent_evaluation *evaluation, struct ent_variable *variable, struct ent_error *error) {
    size_t states = ent_states_count(evaluation->context->record->states);
    size_t most = variable->rule ? states : variable->spell_count;
    variable->candidates = ent_arena_alloc(evaluation->context->arena, most + 1, sizeof *variable->candidates);
    if (!variable->candidates)
        return ent_fail_memory(error);
    for (size_t i = 0; variable->rule && i < states; i++)
        variable->candidates[variable->candidate_count++].state = (ent_state)i;
    for (size_t i = 0; !variable->rule && i < variable->spell_count; i++) {
        if (!i || variable->spells[i].state != variable->spells[i - 1].state)
            variable->candidates[variable->candidate_count++] =
                (struct ent_candidate){.state = variable->spells[i].state, .first = i};
        variable->candidates[variable->candidate_count - 1].end = i + 1;
    }
    return ENT_OK;
}

int ent_variable_add(struct ent_evaluation *evaluation, struct ent_argument *group, const char *name, bool whole,
                     size_t *out, struct ent_error *error) {
    if (evaluation->variable_count == ENT_VARIABLES)
        return ent_fail(error, ENT_ERROR_USAGE, "a claim can speak of the members of %d groups; this one of more",
                        (int)ENT_VARIABLES);
    struct ent_variable *variable = &evaluation->variables[evaluation->variable_count++];
    *variable =
        (struct ent_variable){.name = name,
                              .quantifier = group->form == ENT_ARGUMENT_ANY ? "any" : group->quantifier,
                              .whole = whole,
                              .state = ENT_NO_STATE,
                              .scope = whole ? evaluation->resolving_clause->assertions : evaluation->resolving};
    *out = evaluation->variable_count;
    struct ent_lexicon_group rule = {.name = NULL};
    if (group->form != ENT_ARGUMENT_ANY)
        ENT_TRY(ent_lexicon_group(evaluation->context->arena, group->text, &rule, error));
    ENT_TRY(name_group(evaluation, variable, group, &rule, error));
    ENT_TRY(rule.name ? define(evaluation, variable, group, &rule, error) : list(evaluation, variable, group, error));
    return find_candidates(evaluation, variable, error);
}
