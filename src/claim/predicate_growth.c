/* Growth from year to year or over a window; and rising or falling as a trend. */
#include <math.h>
#include <string.h>

#include "base/figure.h"
#include "claim/evaluate.h"
#include "question/trend.h"

/* ---- growth ---- */

/* From and to: the year before T and T, or the ends of a window. */
static int growth_years(struct ent_evaluation *evaluation, const struct ent_clause *clause, struct ent_years *out,
                        struct ent_error *error) {
    enum ent_window_form form = clause->window.form;
    if (form != ENT_WINDOW_NONE && form != ENT_WINDOW_AT && form != ENT_WINDOW_DURING && form != ENT_WINDOW_SINCE)
        return ent_fail(
            error, ENT_ERROR_USAGE,
            "growth is that of one year or of a window: growth > 5%% at 2018, growth > 50%% during 2000..2010");
    ENT_TRY(ent_window_years(evaluation, clause, out, error));
    if (out->timeless)
        return ent_fail(error, ENT_ERROR_USAGE, "growth needs its year: growth = 27%% at 2018, and no @ in the series");
    if (form == ENT_WINDOW_NONE || form == ENT_WINDOW_AT)
        out->first = out->last - 1;
    return out->first < out->last ? ENT_OK : ent_fail(error, ENT_ERROR_USAGE, "growth needs two years: during A..B");
}

/* The growth itself goes into the sentence, with the decimals of the one that was asked. */
static void nearest_growth(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                           const struct ent_assertion *assertion, double percent, struct ent_finding *out) {
    struct ent_predicate predicate = assertion->predicate;
    int decimals = fabs(percent) < 100 ? 1 : 0;
    predicate.compare = ENT_EQUAL;
    predicate.number = (struct ent_number){.value = percent, .percent = true, .decimals = decimals};
    predicate.number.written = ent_arena_format(evaluation->context->arena, "%.*f%%", decimals, percent);
    if (predicate.number.written && ent_number_compare(percent / 100, ENT_EQUAL, &predicate.number, false))
        out->nearest = ent_nearest_with_predicate(evaluation, clause, assertion, &predicate, NULL);
}

int ent_growth_evaluate(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                        const struct ent_assertion *assertion, struct ent_finding *out, struct ent_text *text,
                        struct ent_error *error) {
    struct ent_years years;
    ENT_TRY(growth_years(evaluation, clause, &years, error));
    struct ent_cell before = ent_cell_of_expression(evaluation, assertion->left, years.first);
    struct ent_cell after = ent_cell_of_expression(evaluation, assertion->left, years.last);
    out->year = years.last;
    out->outcome = ENT_OUTCOME_NOT_COVERED;
    bool other_unit = ent_cell_other_unit(&before, &after), seen = ent_cell_seen(&before) && ent_cell_seen(&after);
    if (!seen || other_unit || !(before.value > 0)) {
        out->unseen = !ent_cell_seen(&before) + !ent_cell_seen(&after);
        out->reason = ent_why_text(!ent_cell_seen(&after)    ? after.why
                                   : !ent_cell_seen(&before) ? before.why
                                   : other_unit              ? ENT_WHY_UNIT
                                                             : ENT_WHY_ZERO_DENOM);
        return ENT_OK;
    }
    double growth = after.value / before.value - 1;
    const struct ent_predicate *predicate = &assertion->predicate;
    bool holds = ent_number_compare(growth, predicate->compare, &predicate->number, false);
    out->outcome = holds ? ENT_OUTCOME_HOLDS : ENT_OUTCOME_FAILS;
    out->value = growth * 100; /* in percent, as it is printed; its interval likewise */
    out->margin = fabs(growth - predicate->number.value * (predicate->number.percent ? 0.01 : 1));
    if (evaluation->quiet)
        return ENT_OK;
    ent_figure_add(text, growth * 100);
    ent_text_add(text, " %, from ");
    ent_figure_add(text, before.value);
    ent_text_format(text, " in %d to ", years.first);
    ent_figure_add(text, after.value);
    ent_text_format(text, " in %d", years.last);
    if (!holds && !assertion->negated)
        nearest_growth(evaluation, clause, assertion, growth * 100, out);
    return ENT_OK;
}

/* ---- trend ---- */

struct seen_years {
    int *years;
    double *values;
    size_t count;
    int unseen, dropped, all;
    bool ends;
    enum ent_why why;
};

static int see_years(struct ent_evaluation *evaluation, const struct ent_expression *expression,
                     const struct ent_years *span, struct seen_years *out, struct ent_error *error) {
    size_t room = (size_t)(span->last - span->first + 1);
    struct ent_cell unit = ent_cell_of_expression(evaluation, expression, span->last);
    bool first = false, last = false;
    *out = (struct seen_years){.why = ENT_WHY_OUTSIDE};
    out->years = ent_arena_alloc(evaluation->context->arena, room, sizeof *out->years);
    out->values = ent_arena_alloc(evaluation->context->arena, room, sizeof *out->values);
    if (!out->years || !out->values)
        return ent_fail_memory(error);
    for (int year = span->first; year <= span->last; year++) {
        struct ent_cell cell = ent_cell_of_expression(evaluation, expression, year);
        bool seen = ent_cell_seen(&cell) && !ent_cell_other_unit(&cell, &unit);
        if (cell.kind == ENT_KIND_NO_STATE) {
            out->dropped++;
            continue;
        }
        first |= out->all++ == 0 && seen;
        last = seen;
        if (seen) {
            out->years[out->count] = year;
            out->values[out->count++] = cell.value;
            continue;
        }
        out->unseen++;
        out->why = ent_cell_seen(&cell) ? ENT_WHY_UNIT : cell.why;
    }
    out->ends = first && last;
    return ENT_OK;
}

static void add_bound(struct ent_text *text, double value) {
    if (isinf(value))
        ent_text_add(text, value > 0 ? "∞" : "−∞");
    else
        ent_figure_add(text, value);
}

static void describe_trend(const struct ent_trend *trend, bool percent, struct ent_text *text) {
    ent_figure_add(text, trend->slope);
    ent_text_add(text, percent ? " points a year" : " a year");
    if (!isnan(trend->low)) {
        ent_text_add(text, " [");
        add_bound(text, trend->low);
        ent_text_add(text, ", ");
        add_bound(text, trend->high);
        ent_text_add(text, "]");
    }
    ent_text_format(text, ", n %zu", trend->n);
    if (!isnan(trend->rho))
        ent_text_format(text, ", rho %.2f, effective n %.1f", trend->rho, trend->effective_n);
}

int ent_trend_evaluate(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                       const struct ent_assertion *assertion, struct ent_finding *out, struct ent_text *text,
                       struct ent_error *error) {
    struct ent_years span;
    struct seen_years seen;
    struct ent_trend trend;
    bool turned = ent_expression_sense(evaluation, assertion->left) < 0;
    bool upward = (assertion->predicate.form == ENT_PREDICATE_RISING) != turned;
    enum ent_window_form form = clause->window.form;
    ENT_TRY(ent_window_years(evaluation, clause, &span, error));
    if ((form != ENT_WINDOW_DURING && form != ENT_WINDOW_SINCE) || span.first >= span.last)
        return ent_fail(error, ENT_ERROR_USAGE, "a trend needs a window of years: %s during A..B",
                        upward ? "rising" : "falling");
    ENT_TRY(see_years(evaluation, assertion->left, &span, &seen, error));
    ENT_TRY(ent_trend_find(evaluation->context->arena, seen.years, seen.values, seen.count, &trend, error));
    struct ent_cell cell = ent_cell_of_expression(evaluation, assertion->left, span.last);
    out->unseen = seen.unseen;
    out->dropped = seen.dropped;
    out->year = span.last;
    out->value = trend.slope;
    if (seen.count < 2) {
        out->outcome = ENT_OUTCOME_NOT_COVERED;
        out->reason = ent_why_text(seen.all ? seen.why : ENT_WHY_NO_STATE);
        return ENT_OK;
    }
    bool holds = upward ? trend.slope > 0 : trend.slope < 0, tolerated = seen.ends && seen.unseen * 10 <= seen.all;
    out->outcome = !tolerated ? ENT_OUTCOME_OPEN : holds ? ENT_OUTCOME_HOLDS : ENT_OUTCOME_FAILS;
    if (!tolerated)
        out->reason = "more than a tenth of the years, or one of their ends, is not seen";
    if (tolerated && !isnan(trend.rises))
        out->agree = holds == upward ? trend.rises : 1 - trend.rises;
    if (evaluation->quiet)
        return ENT_OK;
    out->low = isinf(trend.low) ? (double)NAN : trend.low;
    out->high = isinf(trend.high) ? (double)NAN : trend.high;
    describe_trend(&trend, cell.percent, text);
    if (out->outcome == ENT_OUTCOME_FAILS && trend.slope != 0 && !assertion->negated) {
        struct ent_predicate other = assertion->predicate;
        other.form = upward != turned ? ENT_PREDICATE_FALLING : ENT_PREDICATE_RISING;
        out->nearest = ent_nearest_with_predicate(evaluation, clause, assertion, &other, NULL);
    }
    return ENT_OK;
}
