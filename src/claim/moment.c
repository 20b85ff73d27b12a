/* Months and days: which series of a claim are asked at one, and windows of months over spells and events. */
#include <string.h>

#include "claim/function.h"
#include "measure/moment.h"

static bool is_close(const struct ent_time *time) {
    return time->form == ENT_TIME_DATE && time->interval.precision != ENT_PRECISION_YEAR;
}

/* ---- which series ---- */

static int not_yet(struct ent_error *error, const char *what) {
    return ent_fail(error, ENT_ERROR_USAGE, "not evaluated yet: %s", what);
}

/* Gives the series of an expression, but for those of functions, their month or day. */
static int give_moment(struct ent_evaluation *evaluation, const struct ent_expression *expression,
                       const struct ent_time *window, struct ent_error *error) {
    if (!expression)
        return ENT_OK;
    if (expression->form == ENT_EXPRESSION_BINARY) {
        ENT_TRY(give_moment(evaluation, expression->left, window, error));
        return give_moment(evaluation, expression->right, window, error);
    }
    if (expression->form != ENT_EXPRESSION_SERIES)
        return ENT_OK;
    const struct ent_time *time = expression->series->has_time ? &expression->series->at : window;
    if (!time || !is_close(time))
        return ENT_OK;
    struct ent_term *term = (struct ent_term *)ent_term_of(evaluation, expression->series);
    if (term->variables[0] || term->variables[1] || term->groups[0] || term->groups[1])
        return not_yet(error, "a group at a month or day (write the year)");
    if (term->form == ENT_TERM_OVERTOOK || term->form == ENT_TERM_REVERSAL)
        return not_yet(error, "overtook and reversal at a month or day (write the year)");
    term->has_moment = true;
    term->moment = time->interval;
    return ENT_OK;
}

bool ent_clause_has_months(const struct ent_clause *clause) {
    const struct ent_window *window = &clause->window;
    if (window->form == ENT_WINDOW_SINCE)
        return is_close(&window->at);
    return window->form != ENT_WINDOW_AT && window->form != ENT_WINDOW_NONE && window->span.form == ENT_SPAN_RANGE &&
           (is_close(&window->span.from) || is_close(&window->span.to));
}

/* A window of months is of one spell or event strand: its rows have days, where figures have years. */
static int check_months(struct ent_evaluation *evaluation, const struct ent_clause *clause, struct ent_error *error) {
    const struct ent_assertion *assertion = &clause->assertions[0];
    const struct ent_measure *measure = NULL;
    if (clause->assertion_count == 1 && !assertion->has_compare && assertion->left->form == ENT_EXPRESSION_SERIES &&
        assertion->predicate.form == ENT_PREDICATE_NONE) {
        const struct ent_term *term = ent_term_of(evaluation, assertion->left->series);
        if (term->form == ENT_TERM_SERIES && !term->groups[0] && !term->variables[0] && !term->variables[1])
            ENT_TRY(ent_measure_find(evaluation->context, evaluation->slots[term->slot].name, &measure, error));
    }
    if (!ent_measure_has_spells(measure))
        return not_yet(error,
                       "a window of months over anything but one spell or event; a figure is asked at one month, "
                       "@ 2018-06");
    if (clause->window.form == ENT_WINDOW_MOSTLY)
        return not_yet(error, "mostly, over months");
    if (measure->scale == ENT_SCALE_COUNT && clause->window.form != ENT_WINDOW_EVER &&
        clause->window.form != ENT_WINDOW_NEVER)
        return ent_fail(error, ENT_ERROR_USAGE,
                        "an event is on a day: ask whether it was ever or never in these months");
    return ENT_OK;
}

int ent_resolve_moments(struct ent_evaluation *evaluation, const struct ent_clause *clause, struct ent_error *error) {
    const struct ent_window *window = &clause->window;
    const struct ent_time *at = window->form == ENT_WINDOW_AT ? &window->at : NULL;
    for (size_t i = 0; i < clause->assertion_count; i++) {
        const struct ent_assertion *assertion = &clause->assertions[i];
        enum ent_predicate_form form = assertion->predicate.form;
        bool close =
            (at && is_close(at)) ||
            ((form == ENT_PREDICATE_HIGHEST || form == ENT_PREDICATE_LOWEST || form == ENT_PREDICATE_AGAIN_SINCE) &&
             is_close(&assertion->predicate.since));
        if (form != ENT_PREDICATE_NONE && close)
            return not_yet(error, "a record, a change or a trend at a month or day (write the year)");
        ENT_TRY(give_moment(evaluation, assertion->left, at, error));
        ENT_TRY(give_moment(evaluation, assertion->right, at, error));
    }
    return ent_clause_has_months(clause) ? check_months(evaluation, clause, error) : ENT_OK;
}

/* ---- the points ---- */

int ent_moment_load(struct ent_evaluation *evaluation, struct ent_term *term, int second, struct ent_error *error) {
    if (!term->has_moment)
        return ENT_OK;
    return ent_measure_moment(evaluation->context, &evaluation->requests[term - evaluation->terms][second],
                              term->moment, ent_last_day(evaluation), &term->points[second], error);
}

/* ---- windows of months ---- */

static struct ent_span span_of(const struct ent_window *window) {
    if (window->form != ENT_WINDOW_SINCE)
        return window->span;
    return (struct ent_span){.form = ENT_SPAN_RANGE, .from = window->at, .to = {.form = ENT_TIME_NOW}};
}

static enum ent_outcome judge_count(const struct ent_value *count, bool never) {
    if (count->sight == ENT_SIGHT_UNSEEN)
        return ENT_OUTCOME_NOT_COVERED;
    if (count->low >= 1)
        return never ? ENT_OUTCOME_FAILS : ENT_OUTCOME_HOLDS;
    return count->high >= 1 ? ENT_OUTCOME_OPEN : never ? ENT_OUTCOME_HOLDS : ENT_OUTCOME_FAILS;
}

int ent_months_evaluate(struct ent_evaluation *evaluation, const struct ent_clause *clause, struct ent_finding *out,
                        struct ent_error *error) {
    const struct ent_assertion *assertion = &clause->assertions[0];
    bool existential = clause->window.form == ENT_WINDOW_EVER || clause->window.form == ENT_WINDOW_NEVER;
    struct ent_expression count = {.form = ENT_EXPRESSION_FUNCTION,
                                   .function = existential ? "count" : "filled",
                                   .series = assertion->left->series,
                                   .span = span_of(&clause->window)};
    struct ent_value value;
    ENT_TRY(ent_value_of(evaluation, &count, 0, &value, error));
    out->outcome = judge_count(&value, clause->window.form == ENT_WINDOW_NEVER);
    if (assertion->negated && out->outcome <= ENT_OUTCOME_FAILS)
        out->outcome = out->outcome == ENT_OUTCOME_HOLDS ? ENT_OUTCOME_FAILS : ENT_OUTCOME_HOLDS;
    out->numbers = value.words;
    out->unseen = value.unseen;
    out->unseen_years = value.unseen_years;
    out->dropped = value.dropped;
    out->year = value.year;
    if (out->outcome == ENT_OUTCOME_OPEN || out->outcome == ENT_OUTCOME_NOT_COVERED)
        out->reason = value.reason;
    if (out->outcome == ENT_OUTCOME_FAILS && existential && !assertion->negated) {
        struct ent_window window = clause->window;
        window.form = window.form == ENT_WINDOW_EVER ? ENT_WINDOW_NEVER : ENT_WINDOW_EVER;
        out->nearest = ent_nearest_with_window(evaluation, clause, &window);
    }
    return ENT_OK;
}
