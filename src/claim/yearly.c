/* Expressions and conditions, year by year: arithmetic over the five kinds of cell, comparison with written numbers. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/function.h"

static struct ent_cell seen_value(double value) {
    return (struct ent_cell){.kind = ENT_KIND_VALUE, .value = value, .scale = ENT_SCALE_NUMBER};
}

static struct ent_cell unseen(enum ent_kind kind, enum ent_why why) {
    return (struct ent_cell){.kind = kind, .why = why, .value = (double)NAN};
}

bool ent_cell_seen(const struct ent_cell *cell) {
    return (cell->kind == ENT_KIND_VALUE || cell->kind == ENT_KIND_NONE) && !isnan(cell->value);
}

bool ent_cell_other_unit(const struct ent_cell *left, const struct ent_cell *right) {
    return left->of && left->of == right->of && !ent_unit_same(left->unit, right->unit);
}

/* The unit of a percent strand is written "percent" or "percent of …". */
static bool in_percent(const struct ent_series *series) {
    return series->unit && strncmp(series->unit, "percent", 7) == 0;
}

struct ent_cell ent_cell_of_series(const struct ent_evaluation *evaluation, const struct ent_series *series, int year) {
    if (!series)
        return unseen(ENT_KIND_NOT_COVERED, ENT_WHY_OUTSIDE);
    if (evaluation->options->dateline_year && year > evaluation->options->dateline_year)
        return unseen(ENT_KIND_NOT_COVERED, ENT_WHY_OUTSIDE);
    struct ent_point point = ent_series_at(series, year);
    if (!ent_point_seen(&point))
        return unseen(point.kind == ENT_KIND_NONE ? ENT_KIND_UNKNOWN : point.kind,
                      point.why == ENT_WHY_FINE ? ENT_WHY_MISSING : point.why);
    return (struct ent_cell){.kind = point.kind,
                             .value = point.value,
                             .percent = in_percent(series),
                             .scale = series->scale,
                             .of = series->measure,
                             .unit = point.unit};
}

/* A state that does not exist outweighs a source that does not cover, and that a missing number. */
static int weight_of(enum ent_kind kind) {
    switch (kind) {
    case ENT_KIND_NO_STATE:
        return 4;
    case ENT_KIND_NOT_COVERED:
        return 3;
    case ENT_KIND_UNKNOWN:
        return 2;
    case ENT_KIND_UNDEFINED:
        return 1;
    default:
        return 0;
    }
}

static struct ent_cell worse(struct ent_cell left, struct ent_cell right) {
    return weight_of(left.kind) >= weight_of(right.kind) ? left : right;
}

struct ent_cell ent_cell_arithmetic(char operator, struct ent_cell left, struct ent_cell right) {
    if (!ent_cell_seen(&left) || !ent_cell_seen(&right))
        return worse(left, right);
    if (operator!= '*' && ent_cell_other_unit(&left, &right))
        return unseen(ENT_KIND_UNDEFINED, ENT_WHY_UNIT);
    bool percent = left.percent && right.percent && (operator== '+' || operator== '-');
    struct ent_cell out = seen_value(0);
    out.percent = percent;
    /* a multiple, a sum and a difference keep the unit; a ratio or product of two measures is in none of theirs */
    bool same = left.of == right.of && (operator== '+' || operator== '-');
    out.of = same || !right.of ? left.of : !left.of ? right.of : NULL;
    out.unit = left.of ? left.unit : right.unit;
    switch (operator) {
    case '+':
        out.value = left.value + right.value;
        break;
    case '-':
        out.value = left.value - right.value;
        break;
    case '*':
        out.value = left.value * right.value;
        break;
    default:
        out.value = left.value / right.value;
    }
    return isfinite(out.value) ? out : unseen(ENT_KIND_UNDEFINED, ENT_WHY_ZERO_DENOM);
}

const struct ent_term *ent_term_of(const struct ent_evaluation *evaluation, const struct ent_series_term *series) {
    for (size_t i = 0; i < evaluation->term_count; i++)
        if (evaluation->terms[i].written == series)
            return &evaluation->terms[i];
    return &evaluation->terms[0];
}

/* Which way the measures of a concept are meant: as its first one runs. */
static const char *orientation_of(const struct ent_slot *slot) {
    for (size_t i = 0; i < slot->choice_count; i++)
        if (slot->choices[i].measure)
            return slot->choices[i].measure->orientation;
    return NULL;
}

/* The sense of a series: -1 where it stands for a concept whose first measure runs the other way. */
static double series_sense(const struct ent_evaluation *evaluation, const struct ent_series_term *written) {
    const struct ent_term *term = ent_term_of(evaluation, written);
    const struct ent_slot *slot = &evaluation->slots[term->slot];
    const struct ent_series *series = evaluation->series[term - evaluation->terms][0];
    return slot->concept && series && ent_orientation_opposed(series->orientation, orientation_of(slot)) ? -1 : 1;
}

double ent_expression_sense(const struct ent_evaluation *evaluation, const struct ent_expression *expression) {
    bool counted = expression->form == ENT_EXPRESSION_FUNCTION &&
                   (strcmp(expression->function, "count") == 0 || strcmp(expression->function, "crossing") == 0 ||
                    strcmp(expression->function, "turning") == 0);
    if (expression->form == ENT_EXPRESSION_SERIES || (expression->form == ENT_EXPRESSION_FUNCTION && !counted))
        return series_sense(evaluation, expression->series);
    if (expression->form != ENT_EXPRESSION_BINARY)
        return 1;
    double left = ent_expression_sense(evaluation, expression->left);
    double right = ent_expression_sense(evaluation, expression->right);
    bool number = expression->right->form == ENT_EXPRESSION_NUMBER;
    if (expression->operator== '*' || expression->operator== '/')
        return number ? left : right;
    return left == right || number ? left : 1; /* of two that run apart there is no one sense */
}

bool ent_comparison_turns(const struct ent_evaluation *evaluation, const struct ent_assertion *assertion) {
    return assertion->has_compare && assertion->right && ent_expression_sense(evaluation, assertion->left) < 0 &&
           ent_expression_sense(evaluation, assertion->right) < 0;
}

/* Whether the one has more than the other: a yes or no, wherever both are seen in one unit. */
static struct ent_cell senior_cell(struct ent_cell left, struct ent_cell right) {
    if (!ent_cell_seen(&left) || !ent_cell_seen(&right))
        return worse(left, right);
    if (ent_cell_other_unit(&left, &right))
        return unseen(ENT_KIND_UNDEFINED, ENT_WHY_UNIT);
    return (struct ent_cell){.kind = ENT_KIND_VALUE, .value = left.value > right.value, .scale = ENT_SCALE_YES_NO};
}

/* What a series is at a month or a day. */
static struct ent_cell moment_cell(const struct ent_evaluation *evaluation, size_t term, int second) {
    const struct ent_series *series = evaluation->series[term][second];
    if (!series || evaluation->terms[term].moment.from > ent_last_day(evaluation))
        return unseen(ENT_KIND_NOT_COVERED, ENT_WHY_OUTSIDE);
    struct ent_point point = ent_moment_point(evaluation, &evaluation->terms[term], series);
    if (!ent_point_seen(&point))
        return unseen(point.kind, point.why);
    return (struct ent_cell){.kind = point.kind,
                             .value = point.value,
                             .percent = in_percent(series),
                             .scale = series->scale,
                             .of = series->measure};
}

/* One of the two series of a term, or what a group that a condition defines has together. */
static struct ent_cell side_cell(const struct ent_evaluation *evaluation, size_t term, int second, int year) {
    size_t variable = evaluation->terms[term].variables[second];
    if (evaluation->terms[term].has_moment)
        return moment_cell(evaluation, term, second);
    return variable && !evaluation->variables[variable - 1].quantifier && !evaluation->terms[term].of_group
               ? ent_cell_together(evaluation, term, second, year)
               : ent_cell_of_series(evaluation, evaluation->series[term][second], year);
}

/* The year of the event that a dated series is of; any, where it is not known. */
static int year_of_event(const struct ent_series *series) {
    for (int year = series->first_year; year <= series->last_year; year++)
        if (ent_series_at(series, year).notes & ENT_NOTE_EVENT)
            return year;
    return series->last_year;
}

int ent_term_event_year(const struct ent_evaluation *evaluation, size_t term) {
    const struct ent_series *series = evaluation->series[term][0];
    return series && series->measure->dated ? year_of_event(series) : 0;
}

static struct ent_cell term_cell(const struct ent_evaluation *evaluation, const struct ent_series_term *written,
                                 int year) {
    const struct ent_term *term = ent_term_of(evaluation, written);
    size_t index = (size_t)(term - evaluation->terms);
    if (!year)
        year = ent_term_event_year(evaluation, index);
    if (written->has_time && written->at.form == ENT_TIME_DATE)
        year = ent_day_year(written->at.interval.from);
    else if (written->has_time && evaluation->now)
        year = evaluation->now;
    struct ent_cell left = side_cell(evaluation, index, 0, year);
    if (!term->gap)
        return left;
    struct ent_cell right = side_cell(evaluation, index, 1, year);
    if (term->form == ENT_TERM_SHARE)
        return ent_share_cell(evaluation, index, left, right, year);
    if (term->form != ENT_TERM_GAP)
        return series_sense(evaluation, written) > 0 ? senior_cell(left, right) : senior_cell(right, left);
    return ent_cell_arithmetic(evaluation->at->form ? '/' : '-', left, right);
}

struct ent_cell ent_cell_of_expression(const struct ent_evaluation *evaluation, const struct ent_expression *expression,
                                       int year) {
    switch (expression->form) {
    case ENT_EXPRESSION_NUMBER:
        return seen_value(expression->number.percent ? expression->number.value / 100 : expression->number.value);
    case ENT_EXPRESSION_SERIES:
        return term_cell(evaluation, expression->series, year);
    case ENT_EXPRESSION_BINARY:
        return ent_cell_arithmetic(expression->operator, ent_cell_of_expression(evaluation, expression->left, year),
                                   ent_cell_of_expression(evaluation, expression->right, year));
    default:
        return unseen(ENT_KIND_NOT_COVERED, ENT_WHY_OUTSIDE);
    }
}

void ent_number_range(const struct ent_number *number, double *low, double *high) {
    double value = number->value, size = fabs(value), half;
    if (value == 0 || number->word) {
        *low = *high = value;
        return;
    }
    if (number->decimals > 0) {
        /* the scale of "1.2 million" applies to its rounding too */
        double plain = strtod(number->written, NULL);
        double scale = plain != 0 ? fabs(value / plain) : 1;
        half = 0.5 * pow(10, -number->decimals) * scale;
    } else {
        double unit = 1;
        while (unit < size && fmod(size, unit * 10) == 0)
            unit *= 10;
        half = unit / 2;
        if (unit > 1 && half > size / 10)
            half = size / 10;
    }
    *low = value - half;
    *high = value + half;
}

/* "=" with a written number is read with that number's own rounding; between two computed values it is exact. */
static bool equal(double value, const struct ent_expression *written, const struct ent_cell *other, bool percent) {
    if (!written || written->form != ENT_EXPRESSION_NUMBER)
        return value == other->value;
    double low, high;
    ent_number_range(&written->number, &low, &high);
    double scale = written->number.percent && !percent ? 0.01 : 1;
    return low == high ? value == low * scale : value >= low * scale && value < high * scale;
}

bool ent_number_compare(double value, enum ent_compare compare, const struct ent_number *number, bool percent) {
    double low, high, scale = number->percent && !percent ? 0.01 : 1, plain = number->value * scale;
    ent_number_range(number, &low, &high);
    bool same = low == high ? value == plain : value >= low * scale && value < high * scale;
    switch (compare) {
    case ENT_LESS:
        return value < plain;
    case ENT_LESS_EQUAL:
        return value <= plain;
    case ENT_EQUAL:
        return same;
    case ENT_NOT_EQUAL:
        return !same;
    case ENT_GREATER_EQUAL:
        return value >= plain;
    case ENT_GREATER:
        return value > plain;
    }
    return false;
}

bool ent_cells_compare(const struct ent_assertion *assertion, const struct ent_cell *left,
                       const struct ent_cell *right) {
    double a = left->value, b = right->value;
    /* a written percentage beside a series in percent is that number of percent */
    if (assertion->right->form == ENT_EXPRESSION_NUMBER && assertion->right->number.percent && left->percent)
        b = assertion->right->number.value;
    if (assertion->left->form == ENT_EXPRESSION_NUMBER && assertion->left->number.percent && right->percent)
        a = assertion->left->number.value;
    if (assertion->has_within) {
        double width = assertion->within.percent ? fabs(b) * assertion->within.value / 100 : assertion->within.value;
        bool near = fabs(a - b) <= width;
        return assertion->compare == ENT_NOT_EQUAL ? !near : near;
    }
    bool same = assertion->left->form == ENT_EXPRESSION_NUMBER ? equal(b, assertion->left, left, right->percent)
                                                               : equal(a, assertion->right, right, left->percent);
    switch (assertion->compare) {
    case ENT_LESS:
        return a < b;
    case ENT_LESS_EQUAL:
        return a <= b;
    case ENT_EQUAL:
        return same;
    case ENT_NOT_EQUAL:
        return !same;
    case ENT_GREATER_EQUAL:
        return a >= b;
    case ENT_GREATER:
        return a > b;
    }
    return false;
}

static struct ent_cell assertion_cell(const struct ent_evaluation *evaluation, const struct ent_assertion *assertion,
                                      int year) {
    struct ent_cell left = ent_cell_of_expression(evaluation, assertion->left, year);
    struct ent_cell out = left;
    if (assertion->has_compare) {
        struct ent_cell right = ent_cell_of_expression(evaluation, assertion->right, year);
        if (ent_cell_other_unit(&left, &right))
            out = unseen(ENT_KIND_UNDEFINED, ENT_WHY_UNIT);
        else if (ent_cell_seen(&left) && ent_cell_seen(&right))
            out = seen_value(ent_comparison_turns(evaluation, assertion) ? ent_cells_compare(assertion, &right, &left)
                                                                         : ent_cells_compare(assertion, &left, &right));
        else
            out = worse(left, right);
    } else if (ent_cell_seen(&left)) {
        out = seen_value(left.value != 0);
    }
    return out;
}

/* An assertion without its "not", of each member of the next group that stands in it. */
static struct ent_cell members_cell(const struct ent_evaluation *evaluation, const struct ent_assertion *assertion,
                                    int year) {
    size_t variable = ent_variable_of(evaluation, assertion, false);
    return variable ? ent_cell_over_members(evaluation, variable, assertion, 1, year)
                    : assertion_cell(evaluation, assertion, year);
}

/* An assertion of which a member of a group is the subject holds for the members, then "not" turns it. */
static struct ent_cell quantified_cell(const struct ent_evaluation *evaluation, const struct ent_assertion *assertion,
                                       int year) {
    struct ent_cell out = members_cell(evaluation, assertion, year);
    if (assertion->negated && ent_cell_seen(&out))
        out.value = out.value == 0;
    return out;
}

/* Three-valued "and" (joined by `both`) and "or": an unseen side matters only where the seen one does not settle it. A
 * state that does not exist settles everything: the year drops out. */
static struct ent_cell join(struct ent_cell left, struct ent_cell right, bool both) {
    if (left.kind == ENT_KIND_NO_STATE || right.kind == ENT_KIND_NO_STATE)
        return left.kind == ENT_KIND_NO_STATE ? left : right;
    double settles = both ? 0 : 1;
    if (ent_cell_seen(&left) && left.value == settles)
        return left;
    if (ent_cell_seen(&right) && right.value == settles)
        return right;
    if (!ent_cell_seen(&left) && !ent_cell_seen(&right))
        return worse(left, right);
    if (!ent_cell_seen(&left))
        return left;
    return right;
}

static struct ent_cell condition_cell(const struct ent_evaluation *evaluation, const struct ent_assertion *assertions,
                                      size_t count, int year) {
    struct ent_cell any = {.kind = ENT_KIND_VALUE, .value = 0}, group = any;
    bool first_group = true;
    for (size_t i = 0; i < count; i++) {
        struct ent_cell cell = quantified_cell(evaluation, &assertions[i], year);
        if (i && assertions[i].or_before) { /* "and" binds tighter: a group ends here */
            any = first_group ? group : join(any, group, false);
            first_group = false;
            group = cell;
        } else {
            group = i ? join(group, cell, true) : cell;
        }
    }
    return first_group ? group : join(any, group, false);
}

struct ent_cell ent_cell_of_members_condition(const struct ent_evaluation *evaluation,
                                              const struct ent_assertion *assertions, size_t count, int year) {
    return count ? ent_cell_of_condition(evaluation, assertions, count, year)
                 : members_cell(evaluation, assertions, year);
}

struct ent_cell ent_cell_of_condition(const struct ent_evaluation *evaluation, const struct ent_assertion *assertions,
                                      size_t count, int year) {
    size_t variable = ent_variable_of(evaluation, assertions, true);
    return variable ? ent_cell_over_members(evaluation, variable, assertions, count, year)
                    : condition_cell(evaluation, assertions, count, year);
}

void ent_evaluation_seen_span(const struct ent_evaluation *evaluation, int *first, int *last) {
    *first = 1;
    *last = 0;
    for (size_t i = 0; i < evaluation->term_count; i++)
        for (int second = 0; second < 2; second++) {
            const struct ent_series *series = evaluation->series[i][second];
            for (int year = series ? series->first_year : 1; series && year <= series->last_year; year++) {
                struct ent_cell cell = ent_cell_of_series(evaluation, series, year);
                if (!ent_cell_seen(&cell))
                    continue;
                if (*first > *last)
                    *first = *last = year;
                if (year < *first)
                    *first = year;
                if (year > *last)
                    *last = year;
            }
        }
}
