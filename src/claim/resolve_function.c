/* Names in functions and spans, and where a function, a date or a state may stand. */
#include "claim/function.h"

#include <string.h>

static bool is_function(const struct ent_expression *expression, const char *const *names, size_t count) {
    for (size_t i = 0; expression->form == ENT_EXPRESSION_FUNCTION && i < count; i++)
        if (strcmp(expression->function, names[i]) == 0)
            return true;
    return false;
}

static bool has_any(const struct ent_series_term *series) {
    for (size_t i = 0; i < series->argument_count; i++)
        if (series->arguments[i].form == ENT_ARGUMENT_ANY)
            return true;
    return false;
}

bool ent_expression_is_date(const struct ent_expression *expression) {
    static const char *const dates[] = {"start", "end", "crossing", "turning", "first", "last"};
    if (expression->form == ENT_EXPRESSION_DATE)
        return true;
    return is_function(expression, dates, sizeof dates / sizeof dates[0]);
}

bool ent_expression_has_function(const struct ent_expression *expression) {
    if (expression->form == ENT_EXPRESSION_BINARY)
        return ent_expression_has_function(expression->left) || ent_expression_has_function(expression->right);
    return expression->form == ENT_EXPRESSION_FUNCTION;
}

static bool holds_value(const struct ent_expression *expression) {
    return expression && (ent_expression_has_function(expression) || expression->form == ENT_EXPRESSION_DATE ||
                          expression->form == ENT_EXPRESSION_NAME);
}

bool ent_clause_has_values(const struct ent_clause *clause) {
    for (size_t i = 0; i < clause->assertion_count; i++)
        if (holds_value(clause->assertions[i].left) || holds_value(clause->assertions[i].right))
            return true;
    return false;
}

/* ---- functions ---- */

/* Who the partner is whom `any` stands for. */
static int resolve_any(struct ent_evaluation *evaluation, struct ent_term *term, const char *function,
                       struct ent_error *error) {
    const struct ent_series_term *series = term->written;
    if (series->argument_count != 2 ||
        (series->arguments[0].form == ENT_ARGUMENT_ANY && series->arguments[1].form == ENT_ARGUMENT_ANY))
        return ent_fail(error, ENT_ERROR_USAGE,
                        "%s(%s(…)): `any` stands for the one partner of a state, as in A -> any", function,
                        series->name);
    bool first = series->arguments[0].form == ENT_ARGUMENT_ANY;
    if (first) {
        term->a = term->b;
        term->b = ENT_NO_STATE;
        term->variables[0] = term->variables[1];
        term->variables[1] = 0;
    }
    term->partners = !term->arrow ? ENT_PARTNERS_EITHER : first ? ENT_PARTNERS_FIRST : ENT_PARTNERS_SECOND;
    const struct ent_measure *measure;
    ENT_TRY(ent_measure_find(evaluation->context, series->name, &measure, error));
    if (!ent_measure_has_spells(measure))
        return ent_fail(error, ENT_ERROR_USAGE,
                        "%s: `any` asks with whom a spell or an event was; %s has no rows with days", function,
                        series->name);
    return ENT_OK;
}

static int check_function(const struct ent_expression *expression, const struct ent_term *term,
                          struct ent_error *error) {
    const char *function = expression->function;
    bool crossing = strcmp(function, "crossing") == 0;
    bool paired = term->form == ENT_TERM_GAP || term->form == ENT_TERM_SENIOR;
    if (crossing && !paired)
        return ent_fail(error, ENT_ERROR_USAGE, "crossing is of two states by one measure: crossing(gdp.usd, A, B)");
    if (term->form == ENT_TERM_OVERTOOK || term->form == ENT_TERM_REVERSAL)
        return ent_fail(error, ENT_ERROR_USAGE, "%s takes no %s; write crossing(gdp.usd, A, B)", function,
                        term->written->name);
    if (strcmp(function, "turning") == 0 && has_any(expression->series))
        return ent_fail(error, ENT_ERROR_USAGE, "turning is of one series: name the partner that any stands for");
    if (crossing && (term->groups[0] || term->groups[1]))
        return ent_fail(error, ENT_ERROR_USAGE, "crossing is of two states, not of a group");
    return ENT_OK;
}

/* count, start, end, first and last are of a yes or no, or of events. */
static int check_scale(struct ent_evaluation *evaluation, const struct ent_expression *expression,
                       const struct ent_term *term, struct ent_error *error) {
    static const char *const of_facts[] = {"count", "start", "end", "first", "last"};
    const struct ent_measure *measure;
    if (!is_function(expression, of_facts, sizeof of_facts / sizeof of_facts[0]))
        return ENT_OK;
    const char *name = evaluation->slots[term->slot].name;
    if (term->form == ENT_TERM_SENIOR)
        return ENT_OK;
    if (term->form == ENT_TERM_SERIES && evaluation->slots[term->slot].concept)
        return ENT_OK;
    ENT_TRY(ent_measure_find(evaluation->context, name, &measure, error));
    if (term->form == ENT_TERM_SERIES &&
        (!measure || measure->scale == ENT_SCALE_YES_NO || measure->scale == ENT_SCALE_COUNT))
        return ENT_OK;
    return ent_fail(error, ENT_ERROR_USAGE, "%s is of spells, events, or a yes or no; of %s ask mean, max, min or sum",
                    expression->function, name);
}

int ent_resolve_span(struct ent_evaluation *evaluation, struct ent_span *span, struct ent_error *error) {
    if (span->form == ENT_SPAN_TERM) {
        ent_state state;
        const struct ent_states *states = evaluation->context->record->states;
        ENT_TRY(
            ent_states_find(states, span->term_state->text, ent_interval_year(span->term_year).from, &state, error));
        span->term_state->state = state;
        span->term_state->code = ent_states_code(states, state);
    }
    return span->moment ? ent_resolve_function(evaluation, span->moment, error) : ENT_OK;
}

int ent_resolve_function(struct ent_evaluation *evaluation, struct ent_expression *expression,
                         struct ent_error *error) {
    const char *function = expression->function;
    bool had_gap = evaluation->has_gap, any = has_any(expression->series);
    ENT_TRY(ent_resolve_span(evaluation, &expression->span, error));
    evaluation->any_allowed = any;
    int status = ent_resolve_series(evaluation, expression->series, error);
    evaluation->any_allowed = false;
    ENT_TRY(status);
    struct ent_term *term = (struct ent_term *)ent_term_of(evaluation, expression->series);
    evaluation->has_turning |= strcmp(function, "turning") == 0;
    if (strcmp(function, "crossing") == 0)
        evaluation->has_gap = had_gap; /* a crossing of the difference is one of the ratio */
    if (any)
        ENT_TRY(resolve_any(evaluation, term, function, error));
    ENT_TRY(check_function(expression, term, error));
    return check_scale(evaluation, expression, term, error);
}

/* ---- where they stand ---- */

static bool names_state(const struct ent_expression *expression) {
    return expression->form == ENT_EXPRESSION_NAME;
}

static bool asks_partner(const struct ent_expression *expression) {
    return expression->form == ENT_EXPRESSION_FUNCTION && has_any(expression->series) &&
           (strcmp(expression->function, "first") == 0 || strcmp(expression->function, "last") == 0);
}

static bool is_year(const struct ent_expression *expression) {
    return expression->form == ENT_EXPRESSION_NUMBER && !expression->number.percent && !expression->number.decimals &&
           expression->number.value >= 1 && expression->number.value <= 9999;
}

/* Inside arithmetic stand only numbers. */
static int check_arithmetic(const struct ent_expression *expression, struct ent_error *error) {
    const struct ent_expression *sides[] = {expression->left, expression->right};
    for (int i = 0; expression->form == ENT_EXPRESSION_BINARY && i < 2; i++) {
        if (ent_expression_is_date(sides[i]) || names_state(sides[i]))
            return ent_fail(error, ENT_ERROR_USAGE, "a date or a state is no number: compare it as it is%s",
                            sides[i]->form == ENT_EXPRESSION_FUNCTION ? ", as in start(…) < 1960" : "");
        ENT_TRY(check_arithmetic(sides[i], error));
    }
    return ENT_OK;
}

static int check_sides(const struct ent_assertion *assertion, struct ent_error *error) {
    const struct ent_expression *left = assertion->left, *right = assertion->right;
    bool partner = asks_partner(left) || asks_partner(right);
    if (partner || names_state(left) || names_state(right)) {
        bool both = (asks_partner(left) || names_state(left)) && (asks_partner(right) || names_state(right)) && partner;
        if (!both)
            return ent_fail(error, ENT_ERROR_USAGE,
                            "a state is compared with who came first or last: first(visit(A -> any), 2013..2018) = B");
        if (assertion->compare != ENT_EQUAL && assertion->compare != ENT_NOT_EQUAL)
            return ent_fail(error, ENT_ERROR_USAGE, "who came first is = or != a state");
        if (assertion->has_within)
            return ent_fail(error, ENT_ERROR_USAGE, "\"within\" is of numbers and dates, not of states");
        return ENT_OK;
    }
    bool date = ent_expression_is_date(left) || ent_expression_is_date(right);
    if (assertion->has_within && assertion->within_years != date)
        return ent_fail(error, ENT_ERROR_USAGE,
                        date ? "a date is within a number of years: = 1993 within 2 years"
                             : "\"within N years\" is of dates: crossing(gdp.usd, A, B) = 1993 within 2 years");
    if (assertion->within_years && (assertion->within.decimals || assertion->within.value > 9999))
        return ent_fail(error, ENT_ERROR_USAGE, "\"within N years\" takes whole years");
    if (date &&
        ((!ent_expression_is_date(left) && !is_year(left)) || (!ent_expression_is_date(right) && !is_year(right))))
        return ent_fail(error, ENT_ERROR_USAGE,
                        "a date is compared with a date, a year or an era: start(…) = 1958, start(…) < 1960-06");
    return ENT_OK;
}

int ent_resolve_values(struct ent_evaluation *evaluation, const struct ent_assertion *assertion,
                       struct ent_error *error) {
    (void)evaluation;
    const struct ent_expression *left = assertion->left, *right = assertion->right;
    bool values = holds_value(left) || holds_value(right);
    ENT_TRY(check_arithmetic(left, error));
    if (right)
        ENT_TRY(check_arithmetic(right, error));
    if (values && assertion->predicate.form != ENT_PREDICATE_NONE)
        return ent_fail(error, ENT_ERROR_USAGE,
                        "a function gives one number or date, which neither rises nor has a rank: compare it, as in "
                        "%s(…) %s",
                        left->form == ENT_EXPRESSION_FUNCTION ? left->function : "count",
                        ent_expression_is_date(left) ? "= 1958" : "> 1");
    if (values && !assertion->has_compare)
        return ent_fail(error, ENT_ERROR_USAGE, "%s says nothing alone: compare it, as in %s",
                        left->form == ENT_EXPRESSION_FUNCTION ? left->function : "a date or a state",
                        ent_expression_is_date(left) ? "start(…) = 1958" : "count(…) = 4");
    return assertion->has_compare ? check_sides(assertion, error) : ENT_OK;
}
