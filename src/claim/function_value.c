/* Values of expressions: numbers over the years of a span, dates and states as written, and arithmetic within bounds.
 */
#include <math.h>
#include <string.h>

#include "base/figure.h"
#include "claim/function.h"

static struct ent_value unseen_value(const char *reason) {
    return (struct ent_value){.form = ENT_VALUE_NUMBER,
                              .sight = ENT_SIGHT_UNSEEN,
                              .low = (double)NAN,
                              .high = (double)NAN,
                              .words = "",
                              .reason = reason};
}

static void set_number(struct ent_value *out, struct ent_cell cell) {
    out->form = ENT_VALUE_NUMBER;
    out->sight = ENT_SIGHT_KNOWN;
    out->cell = cell;
    out->low = out->high = cell.value;
}

static void set_bounds(struct ent_value *out, double low, double high) {
    out->form = ENT_VALUE_NUMBER;
    out->sight = ENT_SIGHT_BOUNDED;
    out->low = low;
    out->high = high;
}

/* ---- over the years of a span ---- */

struct totals {
    struct ent_cell cell; /* of the first seen year: whose unit it is in */
    int years, seen, unseen, dropped, yes;
    int first_year, last_year; /* seen */
    int first_alive, last_alive;
    int lowest_year, highest_year;
    double sum, lowest, highest;
    bool other_unit;
    struct ent_text unseen_years;
    struct ent_seen_years *list; /* NULL, or where the seen years are kept one by one */
};

static void add_seen(struct totals *totals, const struct ent_cell *cell, int year) {
    if (!totals->seen++) {
        totals->cell = *cell;
        totals->first_year = totals->lowest_year = totals->highest_year = year;
        totals->lowest = totals->highest = cell->value;
    }
    if (totals->list) {
        totals->list->years[totals->list->count] = year;
        totals->list->values[totals->list->count++] = cell->value;
    }
    totals->other_unit |= ent_cell_other_unit(&totals->cell, cell);
    totals->last_year = year;
    totals->sum += cell->value;
    totals->yes += cell->value != 0;
    if (cell->value < totals->lowest) {
        totals->lowest = cell->value;
        totals->lowest_year = year;
    }
    if (cell->value > totals->highest) {
        totals->highest = cell->value;
        totals->highest_year = year;
    }
}

static void total_years(struct ent_evaluation *evaluation, const struct ent_expression *expression, int first, int last,
                        struct totals *totals) {
    struct ent_expression series = {.form = ENT_EXPRESSION_SERIES, .series = expression->series};
    int run = 0;
    enum ent_why why = ENT_WHY_FINE;
    for (int year = first; year <= last + 1; year++) {
        struct ent_cell cell = {.kind = ENT_KIND_NO_STATE};
        if (year <= last)
            cell = ent_cell_of_expression(evaluation, &series, year);
        bool hole = year <= last && cell.kind != ENT_KIND_NO_STATE && !ent_cell_seen(&cell);
        if (run && (!hole || cell.why != why)) {
            ent_text_add(&totals->unseen_years, totals->unseen_years.length ? ", " : "");
            ent_years_add(&totals->unseen_years, run, year - 1);
            ent_text_format(&totals->unseen_years, " (%s)", ent_why_text(why));
            run = 0;
        }
        if (year > last)
            break;
        if (hole && !run)
            run = year;
        why = hole ? cell.why : why;
        totals->unseen += hole;
        totals->dropped += cell.kind == ENT_KIND_NO_STATE;
        if (cell.kind == ENT_KIND_NO_STATE)
            continue;
        totals->years++;
        totals->first_alive = totals->first_alive ? totals->first_alive : year;
        totals->last_alive = year;
        if (!hole)
            add_seen(totals, &cell, year);
    }
}

/* DESIGN 7: up to a tenth in holes, and the ends seen. A sum over holes is not the sum. */
static bool tolerated(const struct totals *totals, const struct ent_stretch *stretch, const char *function) {
    if (stretch->goes_on || strcmp(function, "sum") == 0 || strcmp(function, "count") == 0)
        return totals->unseen == 0 && !stretch->goes_on;
    return totals->first_year == totals->first_alive && totals->last_year == totals->last_alive &&
           totals->unseen * 10 <= totals->years;
}

static double amount_of(const struct totals *totals, const char *function) {
    if (strcmp(function, "mean") == 0)
        return totals->sum / totals->seen;
    if (strcmp(function, "sum") == 0)
        return totals->sum;
    if (strcmp(function, "count") == 0)
        return totals->yes;
    return strcmp(function, "max") == 0 ? totals->highest : totals->lowest;
}

/* Where the years that nobody sees leave it: a maximum is at least what was seen, a share of years has its extremes. */
static void bound(const struct totals *totals, const struct ent_stretch *stretch, const char *function,
                  struct ent_value *out) {
    double value = amount_of(totals, function), more = stretch->goes_on ? (double)INFINITY : totals->unseen;
    bool yes_no = totals->cell.scale == ENT_SCALE_YES_NO, counted = yes_no || totals->cell.scale == ENT_SCALE_COUNT;
    if (strcmp(function, "count") == 0)
        set_bounds(out, value, value + more);
    else if (strcmp(function, "max") == 0)
        set_bounds(out, value, yes_no ? 1 : (double)INFINITY);
    else if (strcmp(function, "min") == 0)
        set_bounds(out, counted ? 0 : -(double)INFINITY, value);
    else if (strcmp(function, "sum") == 0)
        set_bounds(out, counted ? value : -(double)INFINITY, yes_no ? value + more : (double)INFINITY);
    else if (yes_no && !stretch->goes_on)
        set_bounds(out, totals->sum / totals->years, (totals->sum + totals->unseen) / totals->years);
    else
        set_bounds(out, counted ? 0 : -(double)INFINITY, (double)INFINITY);
}

static int describe_years(struct ent_evaluation *evaluation, const struct totals *totals, const char *function,
                          struct ent_value *out, struct ent_error *error) {
    struct ent_text text;
    bool extreme = strcmp(function, "max") == 0 || strcmp(function, "min") == 0;
    ent_text_init(&text);
    ent_figure_add(&text, amount_of(totals, function));
    if (totals->cell.percent && strcmp(function, "count") != 0)
        ent_text_add(&text, " %");
    if (extreme)
        ent_text_format(&text, " in %d", out->year);
    ent_text_format(&text, strcmp(function, "count") == 0 ? " of %d seen year%s " : " over %d seen year%s ",
                    totals->seen, totals->seen == 1 ? "" : "s");
    ent_years_add(&text, totals->first_year, totals->last_year);
    out->words = text.failed ? NULL : ent_arena_string(evaluation->context->arena, text.bytes);
    ent_text_release(&text);
    return out->words ? ENT_OK : ent_fail_memory(error);
}

/* The highest of what a concept means is the lowest of a measure that runs the other way. */
static const char *turned(const struct ent_evaluation *evaluation, const struct ent_expression *expression) {
    if (ent_expression_sense(evaluation, expression) > 0)
        return expression->function;
    return strcmp(expression->function, "max") == 0   ? "min"
           : strcmp(expression->function, "min") == 0 ? "max"
                                                      : expression->function;
}

/* Years that are not seen, and why nothing can be said; `counted`: years in different units may stand together. */
static int begin_value(struct ent_evaluation *evaluation, const struct totals *totals, bool counted,
                       struct ent_value *out, struct ent_error *error) {
    *out = unseen_value(totals->dropped ? ent_why_text(ENT_WHY_NO_STATE) : ent_why_text(ENT_WHY_OUTSIDE));
    out->unseen = totals->unseen;
    out->dropped = totals->dropped;
    if (totals->unseen_years.length) {
        out->unseen_years = ent_arena_string(evaluation->context->arena, totals->unseen_years.bytes);
        if (!out->unseen_years)
            return ent_fail_memory(error);
    }
    if (totals->seen && totals->other_unit && !counted)
        out->reason = ent_why_text(ENT_WHY_UNIT);
    else if (totals->seen)
        out->reason = NULL;
    else if (out->unseen_years)
        out->reason = out->unseen_years;
    else if (!totals->dropped)
        out->reason = "no whole year lies in the span";
    return ENT_OK;
}

static int value_of_totals(struct ent_evaluation *evaluation, const struct ent_expression *expression,
                           const struct ent_stretch *stretch, struct totals *totals, struct ent_value *out,
                           struct ent_error *error) {
    const char *function = turned(evaluation, expression);
    ENT_TRY(begin_value(evaluation, totals, strcmp(function, "count") == 0, out, error));
    if (out->reason)
        return ENT_OK;
    out->year = strcmp(function, "max") == 0   ? totals->highest_year
                : strcmp(function, "min") == 0 ? totals->lowest_year
                                               : totals->last_year;
    if (tolerated(totals, stretch, function)) {
        struct ent_cell cell = totals->cell;
        cell.kind = ENT_KIND_VALUE;
        cell.value = amount_of(totals, function);
        if (strcmp(function, "count") == 0)
            cell = (struct ent_cell){.kind = ENT_KIND_VALUE, .value = cell.value, .scale = ENT_SCALE_COUNT};
        set_number(out, cell);
    } else {
        bound(totals, stretch, function, out);
        out->cell = totals->cell;
        out->reason = stretch->goes_on ? "the term had not ended when the list did" : "years that nobody can see";
    }
    return describe_years(evaluation, totals, function, out, error);
}

/* Years of the span; without one those that the series sees. */
static void years_of(const struct ent_evaluation *evaluation, const struct ent_expression *expression,
                     const struct ent_stretch *stretch, int *first, int *last) {
    const struct ent_term *term = ent_term_of(evaluation, expression->series);
    const struct ent_series *series = evaluation->series[term - evaluation->terms][0];
    struct ent_stretch whole = *stretch;
    *first = 1;
    *last = 0;
    if (!series)
        return;
    int from = series->first_year, to = series->last_year;
    while (from <= to && !ent_cell_seen(&(struct ent_cell){.kind = series->points[from - series->first_year].kind,
                                                           .value = series->points[from - series->first_year].value}))
        from++;
    while (to > from && !ent_cell_seen(&(struct ent_cell){.kind = series->points[to - series->first_year].kind,
                                                          .value = series->points[to - series->first_year].value}))
        to--;
    if (whole.from == ENT_DAY_EARLY)
        whole.from = ent_interval_year(from).from;
    if (whole.to == ENT_DAY_OPEN)
        whole.to = ent_interval_year(to).to;
    ent_day last_day = ent_last_day(evaluation);
    if (stretch->to == ENT_DAY_OPEN && whole.to > last_day)
        whole.to = last_day + 1;
    ent_stretch_years(&whole, first, last);
}

/* ---- beginnings and ends of a yes without rows ---- */

static void set_year(struct ent_value *out, int from, int to) {
    out->sight = from == to ? ENT_SIGHT_KNOWN : ENT_SIGHT_BOUNDED;
    out->from = from ? ent_interval_year(from).from : ENT_DAY_EARLY;
    out->to = ent_interval_year(to).to;
    out->year = to;
    out->reason = from == to ? NULL : "it may lie in years that nobody can see";
}

/* The first year of the span with a yes after a no (the last with a yes before a no, looking back: `step` -1). */
static int value_of_turn(struct ent_evaluation *evaluation, const struct ent_expression *expression, int first,
                         int last, int step, struct ent_value *out) {
    struct ent_expression series = {.form = ENT_EXPRESSION_SERIES, .series = expression->series};
    int from = step > 0 ? first : last, to = step > 0 ? last : first, hole = 0, seen = 0;
    struct ent_cell before = ent_cell_of_expression(evaluation, &series, from - step);
    *out = (struct ent_value){.form = ENT_VALUE_DATE, .precision = ENT_PRECISION_YEAR, .words = ""};
    for (int year = from; step > 0 ? year <= to : year >= to; year += step) {
        struct ent_cell cell = ent_cell_of_expression(evaluation, &series, year);
        bool no_before = before.kind == ENT_KIND_NO_STATE || (ent_cell_seen(&before) && before.value == 0);
        if (!ent_cell_seen(&cell) && cell.kind != ENT_KIND_NO_STATE) {
            hole = hole ? hole : year;
            out->unseen++;
        } else if (ent_cell_seen(&cell) && cell.value != 0 && (hole || no_before)) {
            int other = hole ? hole : year;
            set_year(out, step > 0 ? other : year, step > 0 ? year : other);
            return ENT_OK;
        } else if (ent_cell_seen(&cell) && cell.value != 0 && !ent_cell_seen(&before)) {
            set_year(out, year, year); /* the year before the span is not seen: it may have been so for long */
            out->sight = ENT_SIGHT_BOUNDED;
            out->from = step > 0 ? ENT_DAY_EARLY : out->from;
            out->to = step > 0 ? out->to : ENT_DAY_OPEN;
            out->reason = "the year on its other side is not seen";
            return ENT_OK;
        }
        seen += ent_cell_seen(&cell);
        before = cell;
    }
    out->sight = hole ? ENT_SIGHT_BOUNDED : ENT_SIGHT_ABSENT;
    out->from = ent_interval_year(first).from;
    out->to = ent_interval_year(last).to;
    out->reason = hole ? "years that nobody can see" : step > 0 ? "none begins in the span" : "none ends in the span";
    if (!seen)
        *out = unseen_value(ent_why_text(ENT_WHY_OUTSIDE));
    return ENT_OK;
}

/* A turning point of the seen years. */
static int value_of_dates(struct ent_evaluation *evaluation, const struct ent_expression *expression,
                          const struct totals *totals, struct ent_value *out, struct ent_error *error) {
    ENT_TRY(begin_value(evaluation, totals, false, out, error));
    if (out->reason)
        return ENT_OK;
    totals->list->cell = totals->cell;
    totals->list->asked = totals->years;
    totals->list->unseen = totals->unseen;
    return ent_value_of_turning(evaluation, expression, totals->list, out, error);
}

static int value_of_years(struct ent_evaluation *evaluation, const struct ent_expression *expression,
                          const struct ent_stretch *stretch, int first, int last, struct ent_value *out,
                          struct ent_error *error) {
    struct totals totals = {.years = 0};
    struct ent_seen_years list = {.count = 0};
    size_t most = last >= first ? (size_t)(last - first + 1) : 1;
    bool turning = strcmp(expression->function, "turning") == 0;
    if (turning) {
        list.years = ent_arena_alloc(evaluation->context->arena, most, sizeof *list.years);
        list.values = ent_arena_alloc(evaluation->context->arena, most, sizeof *list.values);
        totals.list = &list;
        if (!list.years || !list.values)
            return ent_fail_memory(error);
    }
    ent_text_init(&totals.unseen_years);
    total_years(evaluation, expression, first, last, &totals);
    int status = totals.unseen_years.failed ? ent_fail_memory(error)
                 : turning                  ? value_of_dates(evaluation, expression, &totals, out, error)
                                            : value_of_totals(evaluation, expression, stretch, &totals, out, error);
    ent_text_release(&totals.unseen_years);
    return status;
}

static int value_of_function(struct ent_evaluation *evaluation, const struct ent_expression *expression,
                             struct ent_value *out, struct ent_error *error) {
    const char *function = expression->function;
    struct ent_stretch stretch;
    ENT_TRY(ent_span_stretch(evaluation, &expression->span, &stretch, error));
    if (stretch.unseen) {
        *out = unseen_value(stretch.unseen);
        return ENT_OK;
    }
    if (strcmp(function, "crossing") == 0)
        return ent_value_of_crossing(evaluation, expression, &stretch, out, error);
    if (ent_function_reads_spells(evaluation, expression))
        return ent_value_of_spells(evaluation, expression, &stretch, out, error);
    int first, last;
    years_of(evaluation, expression, &stretch, &first, &last);
    if (strcmp(function, "start") == 0 || strcmp(function, "first") == 0)
        return value_of_turn(evaluation, expression, first, last, 1, out);
    if (strcmp(function, "end") == 0 || strcmp(function, "last") == 0)
        return value_of_turn(evaluation, expression, first, last, -1, out);
    return value_of_years(evaluation, expression, &stretch, first, last, out, error);
}

/* ---- what is written ---- */

static int value_of_time(struct ent_evaluation *evaluation, const struct ent_time *time, struct ent_value *out,
                         struct ent_error *error) {
    struct ent_interval interval = time->interval;
    if (time->form == ENT_TIME_NOW) {
        int year;
        ENT_TRY(ent_time_year(evaluation, time, true, &year, error));
        interval = ent_interval_year(year ? year : 1);
    }
    *out = (struct ent_value){.form = ENT_VALUE_DATE,
                              .sight = ENT_SIGHT_KNOWN,
                              .from = interval.from,
                              .to = interval.to,
                              .precision = interval.precision,
                              .range = true,
                              .words = ""};
    return ENT_OK;
}

static void value_of_cell(struct ent_cell cell, int year, struct ent_value *out) {
    *out = unseen_value(ent_why_text(cell.why));
    out->unseen = !ent_cell_seen(&cell);
    out->year = year;
    out->cell = cell;
    if (cell.kind == ENT_KIND_NO_STATE)
        out->dropped = 1;
    if (!ent_cell_seen(&cell))
        return;
    set_number(out, cell);
    out->reason = NULL;
}

/* ---- arithmetic ---- */

static bool seen_number(const struct ent_value *value) {
    return value->form == ENT_VALUE_NUMBER && (value->sight == ENT_SIGHT_KNOWN || value->sight == ENT_SIGHT_BOUNDED);
}

/* Sums and differences of bounds, and multiples by what is known and positive; anything else is not seen. */
static void combine_bounds(char operator, const struct ent_value * left, const struct ent_value *right,
                           struct ent_value *out) {
    *out = left->sight == ENT_SIGHT_BOUNDED ? *left : *right;
    out->words = "";
    bool known = right->sight == ENT_SIGHT_KNOWN && right->low > 0;
    if (operator== '+')
        set_bounds(out, left->low + right->low, left->high + right->high);
    else if (operator== '-')
        set_bounds(out, left->low - right->high, left->high - right->low);
    else if (operator== '*' && known)
        set_bounds(out, left->low * right->low, left->high * right->low);
    else if (operator== '/' && known)
        set_bounds(out, left->low / right->low, left->high / right->low);
    else
        set_bounds(out, -(double)INFINITY, (double)INFINITY);
}

static int value_of_binary(struct ent_evaluation *evaluation, const struct ent_expression *expression, int year,
                           struct ent_value *out, struct ent_error *error) {
    struct ent_value left, right;
    ENT_TRY(ent_value_of(evaluation, expression->left, year, &left, error));
    ENT_TRY(ent_value_of(evaluation, expression->right, year, &right, error));
    if (!seen_number(&left) || !seen_number(&right)) {
        *out = seen_number(&left) ? right : left;
        out->sight = ENT_SIGHT_UNSEEN;
        return ENT_OK;
    }
    if (left.sight == ENT_SIGHT_BOUNDED || right.sight == ENT_SIGHT_BOUNDED) {
        combine_bounds(expression->operator, & left, &right, out);
        return ENT_OK;
    }
    value_of_cell(ent_cell_arithmetic(expression->operator, left.cell, right.cell), left.year ? left.year : right.year,
                  out);
    return ENT_OK;
}

int ent_value_of(struct ent_evaluation *evaluation, const struct ent_expression *expression, int year,
                 struct ent_value *out, struct ent_error *error) {
    switch (expression->form) {
    case ENT_EXPRESSION_FUNCTION:
        return value_of_function(evaluation, expression, out, error);
    case ENT_EXPRESSION_DATE:
        return value_of_time(evaluation, &expression->date, out, error);
    case ENT_EXPRESSION_NAME: {
        ent_state *state = ent_arena_alloc(evaluation->context->arena, 1, sizeof *state);
        if (!state)
            return ent_fail_memory(error);
        *state = (ent_state)expression->name->state;
        *out = (struct ent_value){
            .form = ENT_VALUE_STATE, .sight = ENT_SIGHT_KNOWN, .states = state, .state_count = 1, .words = ""};
        return ENT_OK;
    }
    case ENT_EXPRESSION_BINARY:
        return value_of_binary(evaluation, expression, year, out, error);
    case ENT_EXPRESSION_NUMBER:
    case ENT_EXPRESSION_SERIES:
        break;
    }
    value_of_cell(ent_cell_of_expression(evaluation, expression, year), year, out);
    return ENT_OK;
}
