/* The nearest true sentence, as a claim: the same claim with its slots pinned to one specification and one part
 * changed, so that it can be checked like any other. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "claim/evaluate.h"

/* "votes.kappa" or "gdp.usd:source=gdp-wb,report=…": the slot as the specification at hand pins it. */
static const char *pinned_name(struct ent_evaluation *evaluation, size_t term) {
    const struct ent_slot *slot = &evaluation->slots[evaluation->terms[term].slot];
    return slot->choices[evaluation->at->choices[evaluation->terms[term].slot]].text;
}

/* Who counts as a member of the group that a reversal is ranked in, as the specification at hand says. */
static int pin_members(struct ent_evaluation *evaluation, struct ent_series_term *copy) {
    struct ent_option *options =
        ent_arena_alloc(evaluation->context->arena, copy->option_count + 1, sizeof *copy->options);
    if (!options)
        return -1;
    for (size_t i = 0; i < copy->option_count; i++) {
        if (strcmp(copy->options[i].name, "members") == 0)
            return 0;
        options[i] = copy->options[i];
    }
    options[copy->option_count++] = (struct ent_option){
        .name = "members", .compare = ENT_EQUAL, .value = evaluation->at->members ? "ever" : "then"};
    copy->options = options;
    return 0;
}

static struct ent_series_term *pin_series(struct ent_evaluation *evaluation, const struct ent_series_term *written) {
    struct ent_arena *arena = evaluation->context->arena;
    for (size_t i = 0; i < evaluation->term_count; i++) {
        if (evaluation->terms[i].written != written)
            continue;
        struct ent_series_term *copy = ent_arena_alloc(arena, 1, sizeof *copy);
        if (!copy)
            return NULL;
        *copy = *written;
        if (evaluation->terms[i].form == ENT_TERM_REVERSAL && evaluation->has_members && pin_members(evaluation, copy))
            return NULL;
        const char *name = pinned_name(evaluation, i);
        if (!evaluation->terms[i].gap && evaluation->terms[i].form != ENT_TERM_MEDIAN) {
            copy->name = name;
            return copy;
        }
        copy->arguments = ent_arena_alloc(arena, written->argument_count, sizeof *copy->arguments);
        if (!copy->arguments)
            return NULL;
        memcpy(copy->arguments, written->arguments, written->argument_count * sizeof *copy->arguments);
        copy->arguments[0].text = name;
        return copy;
    }
    return NULL;
}

static struct ent_expression *pin_expression(struct ent_evaluation *evaluation, const struct ent_expression *written) {
    struct ent_expression *copy = ent_arena_alloc(evaluation->context->arena, 1, sizeof *copy);
    if (!copy || !written)
        return copy;
    *copy = *written;
    if (written->form == ENT_EXPRESSION_SERIES)
        copy->series = pin_series(evaluation, written->series);
    if (written->form == ENT_EXPRESSION_FUNCTION) {
        copy->series = pin_series(evaluation, written->series);
        if (written->span.moment)
            copy->span.moment = pin_expression(evaluation, written->span.moment);
    }
    if (written->form == ENT_EXPRESSION_BINARY) {
        copy->left = pin_expression(evaluation, written->left);
        copy->right = pin_expression(evaluation, written->right);
    }
    return copy;
}

static struct ent_clause *pin_clause(struct ent_evaluation *evaluation, const struct ent_clause *written) {
    struct ent_arena *arena = evaluation->context->arena;
    struct ent_clause *copy = ent_arena_alloc(arena, 1, sizeof *copy);
    if (!copy || evaluation->binding) /* of one member there is no sentence: its group is what is asked about */
        return NULL;
    *copy = *written;
    copy->or_before = false;
    copy->assertions = ent_arena_alloc(arena, written->assertion_count, sizeof *copy->assertions);
    for (size_t i = 0; copy->assertions && i < written->assertion_count; i++) {
        copy->assertions[i] = written->assertions[i];
        copy->assertions[i].left = pin_expression(evaluation, written->assertions[i].left);
        if (written->assertions[i].right)
            copy->assertions[i].right = pin_expression(evaluation, written->assertions[i].right);
    }
    return copy->assertions ? copy : NULL;
}

/* A concept pinned to a measure that runs the other way: what was said of the concept is turned for the measure. */
static void turn(const struct ent_evaluation *evaluation, const struct ent_assertion *written,
                 struct ent_assertion *pinned) {
    static const enum ent_predicate_form opposite[][2] = {{ENT_PREDICATE_HIGHEST, ENT_PREDICATE_LOWEST},
                                                          {ENT_PREDICATE_RISING, ENT_PREDICATE_FALLING}};
    bool turned = ent_expression_sense(evaluation, written->left) < 0;
    enum ent_predicate_form form = pinned->predicate.form;
    for (size_t i = 0; turned && i < sizeof opposite / sizeof opposite[0]; i++)
        for (int side = 0; side < 2; side++)
            if (form == opposite[i][side])
                pinned->predicate.form = opposite[i][!side];
    if (ent_comparison_turns(evaluation, written)) {
        struct ent_expression *left = pinned->left;
        pinned->left = pinned->right;
        pinned->right = left;
    }
}

/* `written` is the clause that `clause` is a pinned copy of. */
static const char *print_clause(struct ent_evaluation *evaluation, const struct ent_clause *written,
                                struct ent_clause *clause) {
    struct ent_claim claim = {.clauses = clause, .clause_count = 1};
    for (size_t i = 0; i < clause->assertion_count; i++)
        turn(evaluation, &written->assertions[i], &clause->assertions[i]);
    struct ent_text text;
    ent_text_init(&text);
    ent_claim_print(&text, &claim);
    const char *out = text.failed ? NULL : ent_arena_string(evaluation->context->arena, text.bytes);
    ent_text_release(&text);
    return out;
}

const char *ent_nearest_with_window(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                                    const struct ent_window *window) {
    struct ent_clause *copy = evaluation->quiet ? NULL : pin_clause(evaluation, clause);
    if (!copy)
        return NULL;
    copy->window = *window;
    return print_clause(evaluation, clause, copy);
}

/* The group of the variable among the states of the series, with another quantifier. */
static int requantify(struct ent_evaluation *evaluation, struct ent_expression *expression, size_t variable,
                      const char *quantifier) {
    if (!expression)
        return 0;
    if (expression->form == ENT_EXPRESSION_BINARY)
        return requantify(evaluation, expression->left, variable, quantifier) ||
               requantify(evaluation, expression->right, variable, quantifier);
    if (!expression->series)
        return 0;
    struct ent_series_term *series = expression->series;
    struct ent_argument *arguments =
        ent_arena_alloc(evaluation->context->arena, series->argument_count + 1, sizeof *arguments);
    if (!arguments)
        return -1;
    for (size_t i = 0; i < series->argument_count; i++) {
        arguments[i] = series->arguments[i];
        if (arguments[i].variable != variable)
            continue;
        if (arguments[i].form == ENT_ARGUMENT_ANY) {
            arguments[i].form = ENT_ARGUMENT_GROUP;
            arguments[i].text = "states";
            arguments[i].quantifier = "any";
        }
        arguments[i].quantifier = quantifier;
    }
    series->arguments = arguments;
    return 0;
}

const char *ent_nearest_with_quantifier(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                                        size_t variable, const char *quantifier, const struct ent_window *window) {
    struct ent_clause *copy = evaluation->quiet ? NULL : pin_clause(evaluation, clause);
    struct ent_each *each = ent_arena_alloc(evaluation->context->arena, clause->each_count + 1, sizeof *each);
    bool whole = evaluation->variables[variable - 1].whole;
    if (!copy || !each)
        return NULL;
    for (size_t i = 0; i < clause->each_count; i++) {
        each[i] = clause->each[i];
        if (each[i].group.variable == variable)
            each[i].group.quantifier = quantifier;
    }
    copy->each = each;
    for (size_t i = 0; !whole && i < copy->assertion_count; i++)
        if (requantify(evaluation, copy->assertions[i].left, variable, quantifier) ||
            requantify(evaluation, copy->assertions[i].right, variable, quantifier))
            return NULL;
    copy->window = *window;
    return print_clause(evaluation, clause, copy);
}

static struct ent_time year_time(int year) {
    return (struct ent_time){
        .form = ENT_TIME_DATE, .interval = ent_interval_year(year), .first_year = year, .last_year = year};
}

const char *ent_nearest_with_since(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                                   const struct ent_assertion *assertion, int since, int at) {
    struct ent_clause *copy = evaluation->quiet ? NULL : pin_clause(evaluation, clause);
    if (!copy)
        return NULL;
    copy->assertions[assertion - clause->assertions].predicate.since =
        since ? year_time(since) : (struct ent_time){.form = ENT_TIME_RECORD};
    copy->window = (struct ent_window){.form = ENT_WINDOW_AT, .at = year_time(at)};
    return print_clause(evaluation, clause, copy);
}

const char *ent_nearest_with_predicate(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                                       const struct ent_assertion *assertion, const struct ent_predicate *predicate,
                                       const struct ent_window *window) {
    struct ent_clause *copy = evaluation->quiet ? NULL : pin_clause(evaluation, clause);
    if (!copy)
        return NULL;
    copy->assertions[assertion - clause->assertions].predicate = *predicate;
    if (window)
        copy->window = *window;
    return print_clause(evaluation, clause, copy);
}

const char *ent_nearest_with_sign(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                                  const struct ent_assertion *assertion, enum ent_compare compare) {
    struct ent_clause *copy = evaluation->quiet ? NULL : pin_clause(evaluation, clause);
    if (!copy)
        return NULL;
    copy->assertions[assertion - clause->assertions].compare = compare;
    return print_clause(evaluation, clause, copy);
}

const char *ent_nearest_negated(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                                const struct ent_assertion *assertion) {
    struct ent_clause *copy = evaluation->quiet ? NULL : pin_clause(evaluation, clause);
    if (!copy)
        return NULL;
    copy->assertions[assertion - clause->assertions].negated = !assertion->negated;
    return print_clause(evaluation, clause, copy);
}

const char *ent_nearest_with_right(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                                   const struct ent_assertion *assertion, enum ent_compare compare,
                                   struct ent_expression *right) {
    struct ent_clause *copy = evaluation->quiet ? NULL : pin_clause(evaluation, clause);
    if (!copy)
        return NULL;
    struct ent_assertion *changed = &copy->assertions[assertion - clause->assertions];
    changed->right = right;
    changed->compare = compare;
    changed->has_within = false;
    return print_clause(evaluation, clause, copy);
}

const char *ent_nearest_with_date(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                                  const struct ent_assertion *assertion, struct ent_expression *date, int years) {
    struct ent_clause *copy = evaluation->quiet || years < 0 ? NULL : pin_clause(evaluation, clause);
    if (!copy)
        return NULL;
    struct ent_assertion *changed = &copy->assertions[assertion - clause->assertions];
    changed->right = date;
    changed->compare = ENT_EQUAL;
    changed->has_within = changed->within_years = years > 0;
    changed->within = (struct ent_number){.value = years};
    changed->within.written = ent_arena_format(evaluation->context->arena, "%d", years);
    return changed->within.written ? print_clause(evaluation, clause, copy) : NULL;
}

const char *ent_nearest_with_compare(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                                     const struct ent_assertion *assertion, enum ent_compare compare,
                                     const struct ent_number *number, int year) {
    struct ent_clause *copy = evaluation->quiet ? NULL : pin_clause(evaluation, clause);
    struct ent_expression *right = ent_arena_alloc(evaluation->context->arena, 1, sizeof *right);
    if (!copy || !right)
        return NULL;
    struct ent_assertion *changed = &copy->assertions[assertion - clause->assertions];
    char written[40];
    int decimals = number->value != 0 && fabs(number->value) < 100 ? 2 : 0;
    if (number->value != 0 && fabs(number->value) < 1)
        decimals = 4;
    snprintf(written, sizeof written, "%.*f%s", decimals, number->value, number->percent ? "%" : "");
    *right = (struct ent_expression){.form = ENT_EXPRESSION_NUMBER, .number = *number};
    if (!number->word) {
        right->number.decimals = decimals;
        right->number.written = ent_arena_string(evaluation->context->arena, written);
    }
    if (!right->number.written)
        return NULL;
    changed->right = right;
    changed->compare = compare;
    changed->has_within = false;
    if (year)
        copy->window = (struct ent_window){.form = ENT_WINDOW_AT, .at = year_time(year)};
    return print_clause(evaluation, clause, copy);
}
