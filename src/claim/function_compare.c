/* One comparison of two values, three-valued: what holds wherever in its bounds a value lies holds, what can never be
 * fails, the rest is open. */
#include <math.h>

#include "claim/function.h"

static enum ent_outcome decide(bool holds, bool fails) {
    return holds ? ENT_OUTCOME_HOLDS : fails ? ENT_OUTCOME_FAILS : ENT_OUTCOME_OPEN;
}

static enum ent_outcome turned(enum ent_outcome outcome) {
    return outcome == ENT_OUTCOME_HOLDS   ? ENT_OUTCOME_FAILS
           : outcome == ENT_OUTCOME_FAILS ? ENT_OUTCOME_HOLDS
                                          : outcome;
}

/* ---- numbers ---- */

/* The values that count as equal to the right side: [low, high], or [low, high) for a written number. */
struct target {
    double low, high;
    bool below; /* high itself is not in it */
};

static struct target target_of(const struct ent_assertion *assertion, const struct ent_value *left,
                               const struct ent_value *right) {
    struct target out = {right->low, right->high, false};
    const struct ent_expression *written = assertion->right;
    double scale = 1;
    if (written->form == ENT_EXPRESSION_NUMBER) {
        scale = written->number.percent && !left->cell.percent ? 0.01 : 1;
        ent_number_range(&written->number, &out.low, &out.high);
        out.below = out.low != out.high;
        if (assertion->has_within)
            out = (struct target){written->number.value, written->number.value, false};
        out.low *= scale;
        out.high *= scale;
    }
    if (assertion->has_within) {
        double width = assertion->within.value;
        out.low -= assertion->within.percent ? fabs(out.low) * width / 100 : width;
        out.high += assertion->within.percent ? fabs(out.high) * width / 100 : width;
    }
    return out;
}

static enum ent_outcome numbers_equal(const struct ent_assertion *assertion, const struct ent_value *left,
                                      const struct ent_value *right) {
    struct target target = target_of(assertion, left, right);
    bool exact = right->sight == ENT_SIGHT_KNOWN || assertion->has_within;
    bool under_high = target.below ? left->high < target.high : left->high <= target.high;
    bool apart = left->high < target.low || left->low > target.high || (target.below && left->low >= target.high);
    return decide(exact && left->low >= target.low && under_high, apart);
}

/* A written percentage beside a number of percent is that number. */
static double plain(const struct ent_expression *written, const struct ent_value *other, double value) {
    bool percent = written && written->form == ENT_EXPRESSION_NUMBER && written->number.percent;
    return percent && other->cell.percent ? written->number.value : value;
}

static enum ent_outcome compare_bounds(const struct ent_assertion *assertion, const struct ent_value *left,
                                       const struct ent_value *right) {
    double low = plain(assertion->right, left, right->low), high = plain(assertion->right, left, right->high);
    double from = plain(assertion->left, right, left->low), to = plain(assertion->left, right, left->high);
    switch (assertion->compare) {
    case ENT_LESS:
        return decide(to < low, from >= high);
    case ENT_LESS_EQUAL:
        return decide(to <= low, from > high);
    case ENT_GREATER:
        return decide(from > high, to <= low);
    case ENT_GREATER_EQUAL:
        return decide(from >= high, to < low);
    case ENT_EQUAL:
        return numbers_equal(assertion, left, right);
    case ENT_NOT_EQUAL:
        return turned(numbers_equal(assertion, left, right));
    }
    return ENT_OUTCOME_OPEN;
}

static enum ent_outcome compare_numbers(const struct ent_assertion *assertion, const struct ent_value *left,
                                        const struct ent_value *right) {
    if (left->cell.of && right->cell.of && ent_cell_other_unit(&left->cell, &right->cell))
        return ENT_OUTCOME_NOT_COVERED;
    if (left->sight == ENT_SIGHT_KNOWN && right->sight == ENT_SIGHT_KNOWN)
        return decide(ent_cells_compare(assertion, &left->cell, &right->cell), true);
    return compare_bounds(assertion, left, right);
}

/* ---- dates ---- */

/* A number beside a date is a year. */
static struct ent_value as_date(const struct ent_value *value) {
    if (value->form != ENT_VALUE_NUMBER)
        return *value;
    struct ent_interval year = ent_interval_year((int)value->low);
    return (struct ent_value){.form = ENT_VALUE_DATE,
                              .sight = value->sight,
                              .from = year.from,
                              .to = year.to,
                              .precision = ENT_PRECISION_YEAR,
                              .range = true,
                              .words = ""};
}

static ent_day move_years(ent_day day, int years) {
    int year, month, day_of_month;
    if (day == ENT_DAY_EARLY || day == ENT_DAY_OPEN)
        return day;
    ent_day_split(day, &year, &month, &day_of_month);
    if (year + years < 1)
        return ENT_DAY_EARLY;
    return ent_day_from(year + years, month, month == 2 && day_of_month == 29 ? 28 : day_of_month);
}

/* A date is "in" a year, a month or an era when all of the days it may be lie there. "1950" known by its year is not
 * known to be 14 February. Of two computed dates of one precision the same period is the same date. */
static enum ent_outcome dates_equal(const struct ent_value *left, const struct ent_value *right) {
    bool apart = left->to <= right->from || left->from >= right->to;
    if (left->from == ENT_DAY_EARLY || right->from == ENT_DAY_EARLY)
        apart = left->to <= right->from || right->to <= left->from;
    bool inside = right->range && left->from >= right->from && left->to <= right->to && left->from != ENT_DAY_EARLY;
    bool same = left->sight == ENT_SIGHT_KNOWN && right->sight == ENT_SIGHT_KNOWN && left->from == right->from &&
                left->to == right->to;
    return decide(inside || same, apart);
}

static enum ent_outcome compare_dates(const struct ent_assertion *assertion, struct ent_value left,
                                      struct ent_value right) {
    enum ent_compare compare = assertion->compare;
    if (!right.range && left.range) { /* a written one stands on the left: turn it round */
        static const enum ent_compare back[] = {ENT_GREATER,   ENT_GREATER_EQUAL, ENT_EQUAL,
                                                ENT_NOT_EQUAL, ENT_LESS_EQUAL,    ENT_LESS};
        struct ent_value swap = left;
        left = right;
        right = swap;
        compare = back[compare];
    }
    if (assertion->has_within) {
        right.from = move_years(right.from, -(int)assertion->within.value);
        right.to = move_years(right.to, (int)assertion->within.value);
        right.range = true;
    }
    bool before = left.to <= right.from, not_before = left.from >= right.from && left.from != ENT_DAY_EARLY;
    bool after = left.from >= right.to, not_after = left.to <= right.to && left.to != ENT_DAY_OPEN;
    if (!right.range) { /* "before" another date that is itself known only within bounds */
        not_before = left.from >= right.to;
        not_after = left.to <= right.from;
        if (left.from == right.from && left.to == right.to && left.to - left.from == 1)
            not_before = not_after = true;
    }
    switch (compare) {
    case ENT_LESS:
        return decide(before, not_before);
    case ENT_GREATER_EQUAL:
        return decide(not_before, before);
    case ENT_GREATER:
        return decide(after, not_after);
    case ENT_LESS_EQUAL:
        return decide(not_after, after);
    case ENT_EQUAL:
        return dates_equal(&left, &right);
    case ENT_NOT_EQUAL:
        return turned(dates_equal(&left, &right));
    }
    return ENT_OUTCOME_OPEN;
}

/* ---- states ---- */

static bool may_be(const struct ent_value *value, ent_state state) {
    for (size_t i = 0; i < value->state_count; i++)
        if (value->states[i] == state)
            return true;
    return value->anybody;
}

static enum ent_outcome compare_states(const struct ent_assertion *assertion, const struct ent_value *left,
                                       const struct ent_value *right) {
    bool known = left->sight == ENT_SIGHT_KNOWN && right->sight == ENT_SIGHT_KNOWN;
    bool shared = left->anybody || right->anybody;
    for (size_t i = 0; i < left->state_count && !shared; i++)
        shared = may_be(right, left->states[i]);
    enum ent_outcome equal = decide(known && shared, !shared);
    return assertion->compare == ENT_NOT_EQUAL ? turned(equal) : equal;
}

enum ent_outcome ent_values_compare(const struct ent_evaluation *evaluation, const struct ent_assertion *assertion,
                                    const struct ent_value *left, const struct ent_value *right) {
    if (left->sight == ENT_SIGHT_UNSEEN || right->sight == ENT_SIGHT_UNSEEN)
        return ENT_OUTCOME_NOT_COVERED;
    if (left->sight == ENT_SIGHT_ABSENT || right->sight == ENT_SIGHT_ABSENT)
        return assertion->compare == ENT_NOT_EQUAL ? ENT_OUTCOME_HOLDS : ENT_OUTCOME_FAILS;
    if (left->dating || right->dating)
        return ent_dates_weigh(evaluation, assertion, left, right).outcome;
    if (left->form == ENT_VALUE_STATE || right->form == ENT_VALUE_STATE)
        return compare_states(assertion, left, right);
    if (left->form == ENT_VALUE_DATE || right->form == ENT_VALUE_DATE)
        return compare_dates(assertion, as_date(left), as_date(right));
    return ent_comparison_turns(evaluation, assertion) ? compare_numbers(assertion, right, left)
                                                       : compare_numbers(assertion, left, right);
}
