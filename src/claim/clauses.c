/* Clauses of a claim, joined: each keeps its own window, and their outcomes combine by three-valued logic. */
#include <math.h>
#include <string.h>

#include "claim/evaluate.h"

static enum ent_outcome both(enum ent_outcome a, enum ent_outcome b) {
    if (a == ENT_OUTCOME_FAILS || b == ENT_OUTCOME_FAILS)
        return ENT_OUTCOME_FAILS;
    if (a == ENT_OUTCOME_NOT_COVERED || b == ENT_OUTCOME_NOT_COVERED)
        return ENT_OUTCOME_NOT_COVERED;
    return a == ENT_OUTCOME_OPEN || b == ENT_OUTCOME_OPEN ? ENT_OUTCOME_OPEN : ENT_OUTCOME_HOLDS;
}

static enum ent_outcome either(enum ent_outcome a, enum ent_outcome b) {
    if (a == ENT_OUTCOME_HOLDS || b == ENT_OUTCOME_HOLDS)
        return ENT_OUTCOME_HOLDS;
    if (a == ENT_OUTCOME_OPEN || b == ENT_OUTCOME_OPEN)
        return ENT_OUTCOME_OPEN;
    return a == ENT_OUTCOME_NOT_COVERED || b == ENT_OUTCOME_NOT_COVERED ? ENT_OUTCOME_NOT_COVERED : ENT_OUTCOME_FAILS;
}

void ent_finding_blank(struct ent_finding *finding) {
    *finding = (struct ent_finding){
        .outcome = ENT_OUTCOME_NOT_COVERED, .numbers = "", .label = "", .choices = "", .source = "", .independent = ""};
    finding->value = finding->low = finding->high = finding->right = finding->margin = finding->agree = (double)NAN;
}

/* How sure the joint outcome is, as far as the parts know: where one part settles it, as sure as the surer of those
 * that do; where it takes both, as the less sure. */
static double agreement(const struct ent_finding *left, const struct ent_finding *right, bool is_or) {
    enum ent_outcome settles = is_or ? ENT_OUTCOME_HOLDS : ENT_OUTCOME_FAILS;
    if (left->outcome == settles && right->outcome == settles)
        return isnan(left->agree) || isnan(right->agree) ? (double)NAN : fmax(left->agree, right->agree);
    if (left->outcome == settles || right->outcome == settles)
        return left->outcome == settles ? left->agree : right->agree;
    return fmin(left->agree, right->agree);
}

/* The nearest sentence of the whole: of each clause the one that is true, its own or its nearest. NULL where a clause has
 * none, as nobody sees it or nothing is near; of "or" one is enough. */
static const char *join_nearest(struct ent_evaluation *evaluation, const char *left, const char *right, bool is_or) {
    if (!left || !right)
        return !is_or ? NULL : left ? left : right;
    return ent_arena_format(evaluation->context->arena, is_or ? "%s or %s" : "%s and %s", left, right);
}

/* The words of the second after those of the first; numbers stay the first's. */
static int join(struct ent_evaluation *evaluation, struct ent_finding *left, const struct ent_finding *right,
                bool is_or, struct ent_error *error) {
    left->agree = agreement(left, right, is_or);
    left->outcome = is_or ? either(left->outcome, right->outcome) : both(left->outcome, right->outcome);
    left->nearest = evaluation->quiet ? NULL : join_nearest(evaluation, left->nearest, right->nearest, is_or);
    left->holds_since = 0;
    left->rank_of = 0;
    left->unseen += right->unseen;
    left->dropped += right->dropped;
    if (!left->reason)
        left->reason = right->reason;
    if (!left->unseen_years)
        left->unseen_years = right->unseen_years;
    if (evaluation->quiet || !right->numbers[0])
        return ENT_OK;
    left->numbers = left->numbers[0]
                        ? ent_arena_format(evaluation->context->arena, "%s; %s", left->numbers, right->numbers)
                        : right->numbers;
    return left->numbers ? ENT_OK : ent_fail_memory(error);
}

/* The byte that is to blame when a clause cannot be evaluated: its predicate, its window, else its beginning. */
static void point_at(struct ent_evaluation *evaluation, const struct ent_clause *clause) {
    const struct ent_assertion *assertion = clause->assertions;
    if (!clause->inner && assertion->predicate.form != ENT_PREDICATE_NONE)
        ent_evaluation_at(evaluation, assertion->predicate.offset);
    else if (clause->window.form != ENT_WINDOW_NONE)
        ent_evaluation_at(evaluation, clause->window.offset);
    else if (!clause->inner)
        ent_evaluation_at(evaluation, assertion->left->offset);
}

static int evaluate_clauses(struct ent_evaluation *evaluation, const struct ent_claim *claim, struct ent_finding *out,
                            struct ent_error *error);

/* One clause. Where one of several holds, `nearest` is the clause itself, for the nearest sentence of the whole. */
static int evaluate_part(struct ent_evaluation *evaluation, const struct ent_clause *clause, struct ent_finding *out,
                         struct ent_error *error) {
    ent_finding_blank(out);
    point_at(evaluation, clause);
    if (clause->inner) {
        ENT_TRY(evaluate_clauses(evaluation, clause->inner, out, error));
        if (out->nearest && clause->inner->clause_count > 1)
            out->nearest = ent_arena_format(evaluation->context->arena, "(%s)", out->nearest);
        return ENT_OK;
    }
    ENT_TRY(ent_clause_evaluate(evaluation, clause, out, error));
    bool several = evaluation->claim->clause_count > 1 || evaluation->claim->clauses[0].inner;
    if (several && out->outcome == ENT_OUTCOME_HOLDS)
        out->nearest = ent_nearest_with_window(evaluation, clause, &clause->window);
    return ENT_OK;
}

/* A group of clauses joined by "and", from *at on; leaves *at behind it. */
static int evaluate_group(struct ent_evaluation *evaluation, const struct ent_claim *claim, size_t *at,
                          struct ent_finding *out, struct ent_error *error) {
    ENT_TRY(evaluate_part(evaluation, &claim->clauses[(*at)++], out, error));
    while (*at < claim->clause_count && !claim->clauses[*at].or_before) {
        struct ent_finding next;
        ENT_TRY(evaluate_part(evaluation, &claim->clauses[(*at)++], &next, error));
        ENT_TRY(join(evaluation, out, &next, false, error));
    }
    return ENT_OK;
}

static int evaluate_clauses(struct ent_evaluation *evaluation, const struct ent_claim *claim, struct ent_finding *out,
                            struct ent_error *error) {
    size_t at = 0;
    ENT_TRY(evaluate_group(evaluation, claim, &at, out, error));
    while (at < claim->clause_count) {
        struct ent_finding next;
        ENT_TRY(evaluate_group(evaluation, claim, &at, &next, error));
        ENT_TRY(join(evaluation, out, &next, true, error));
    }
    return ENT_OK;
}

int ent_claim_evaluate(struct ent_evaluation *evaluation, const struct ent_claim *claim, struct ent_finding *out,
                       struct ent_error *error) {
    ENT_TRY(evaluate_clauses(evaluation, claim, out, error));
    if (out->outcome != ENT_OUTCOME_FAILS)
        out->nearest = NULL; /* it is true as it is, or nobody knows */
    return ENT_OK;
}

/* The years a claim speaks of, as far as it writes them. */
static void widen(const struct ent_time *time, int *first, int *last) {
    int from = time->form == ENT_TIME_DATE     ? ent_day_year(time->interval.from)
               : time->form == ENT_TIME_ERA    ? time->first_year
               : time->form == ENT_TIME_RECORD ? 1
                                               : 0;
    if (from && (!*first || from < *first))
        *first = from;
    if (from > *last)
        *last = from;
}

/* Growth at T is from the year before it. */
static void widen_before(const struct ent_window *window, int *first, int *last) {
    struct ent_time before = window->at;
    if (window->form != ENT_WINDOW_AT || before.form != ENT_TIME_DATE)
        return;
    before.interval.from = ent_interval_year(ent_day_year(before.interval.from)).from - 1;
    widen(&before, first, last);
}

static void widen_span(const struct ent_span *span, int *first, int *last) {
    struct ent_time begun = {.form = ENT_TIME_DATE};
    if (span->form == ENT_SPAN_RANGE || (span->form != ENT_SPAN_NONE && span->form != ENT_SPAN_TERM && !span->moment))
        widen(&span->from, first, last);
    if (span->form == ENT_SPAN_RANGE)
        widen(&span->to, first, last);
    if (span->form == ENT_SPAN_TERM) {
        begun.interval = ent_interval_year(span->term_year);
        widen(&begun, first, last);
    }
    if (span->moment)
        widen_span(&span->moment->span, first, last);
}

/* The spans of functions, and dates. */
static void widen_expression(const struct ent_expression *expression, int *first, int *last) {
    if (!expression)
        return;
    if (expression->form == ENT_EXPRESSION_BINARY) {
        widen_expression(expression->left, first, last);
        widen_expression(expression->right, first, last);
    }
    if (expression->form == ENT_EXPRESSION_FUNCTION)
        widen_span(&expression->span, first, last);
    if (expression->form == ENT_EXPRESSION_DATE)
        widen(&expression->date, first, last);
}

void ent_claim_years(const struct ent_claim *claim, int *first, int *last) {
    for (size_t i = 0; i < claim->clause_count; i++) {
        const struct ent_clause *clause = &claim->clauses[i];
        if (clause->inner)
            ent_claim_years(clause->inner, first, last);
        if (clause->window.form == ENT_WINDOW_AT || clause->window.form == ENT_WINDOW_SINCE)
            widen(&clause->window.at, first, last);
        widen_span(&clause->window.span, first, last);
        for (size_t j = 0; j < clause->assertion_count; j++) {
            widen_expression(clause->assertions[j].left, first, last);
            widen_expression(clause->assertions[j].right, first, last);
        }
        for (size_t j = 0; j < clause->assertion_count; j++)
            if (clause->assertions[j].predicate.form == ENT_PREDICATE_HIGHEST ||
                clause->assertions[j].predicate.form == ENT_PREDICATE_LOWEST ||
                clause->assertions[j].predicate.form == ENT_PREDICATE_AGAIN_SINCE)
                widen(&clause->assertions[j].predicate.since, first, last);
            else if (clause->assertions[j].predicate.form == ENT_PREDICATE_GROWTH)
                widen_before(&clause->window, first, last);
    }
}
