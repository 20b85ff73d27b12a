/* From two series to a log ratio. */
#include "question/ratio.h"

#include <math.h>
#include <string.h>

/* Half the width of a 95 % interval in logs, over 1.96: the standard error of ln of a positive figure. */
static double log_error(const struct ent_point *point) {
    if (!(point->low > 0) || !(point->high >= point->low))
        return (double)NAN;
    return (log(point->high) - log(point->low)) / (2 * 1.959963984540054);
}

/* Exactly mirrored when the two are swapped, and the same for the same ratio. */
static double log_ratio(double a, double b) {
    return a >= b ? log(a / b) : -log(b / a);
}

static void add_year(const struct ent_series *a, const struct ent_series *b, int year, struct ent_ratio *out) {
    struct ent_point left = ent_series_at(a, year), right = ent_series_at(b, year);
    if (!ent_point_seen(&left) || !ent_point_seen(&right) || !(left.value > 0) || !(right.value > 0) ||
        !ent_unit_same(left.unit, right.unit))
        return;
    double left_error = log_error(&left), right_error = log_error(&right);
    out->years[out->count++] =
        (struct ent_ratio_year){.year = year,
                                .log = log_ratio(left.value, right.value),
                                .error = sqrt(left_error * left_error + right_error * right_error),
                                .a_today = (left.notes & ENT_NOTE_PRESENT_BORDERS) != 0,
                                .b_today = (right.notes & ENT_NOTE_PRESENT_BORDERS) != 0};
}

/* Whether a series is of amounts: a score that is below 0 at times has a difference and no ratio. */
static bool is_amount(const struct ent_series *series) {
    if (series->scale != ENT_SCALE_NUMBER && series->scale != ENT_SCALE_COUNT)
        return false;
    for (int year = series->first_year; year <= series->last_year; year++) {
        struct ent_point point = ent_series_at(series, year);
        if (ent_point_seen(&point) && point.value < 0)
            return false;
    }
    return true;
}

static void add_breaks(const struct ent_states *states, ent_state state, bool of_b, struct ent_ratio *out) {
    size_t count;
    const struct ent_break *breaks = ent_states_breaks(states, state, &count);
    for (size_t i = 0; i < count; i++) {
        int year = ent_day_year(breaks[i].day);
        out->breaks[out->break_count++] =
            (struct ent_ratio_break){.year = year,
                                     .begins_year = breaks[i].day == ent_interval_year(year).from,
                                     .of_b = of_b,
                                     .label = breaks[i].label};
    }
}

int ent_ratio_build(struct ent_arena *arena, const struct ent_states *states, const struct ent_series *a,
                    const struct ent_series *b, int from, int to, struct ent_ratio *out, struct ent_error *error) {
    int first = a->first_year > b->first_year ? a->first_year : b->first_year;
    int last = a->last_year < b->last_year ? a->last_year : b->last_year;
    size_t of_a, of_b;
    first = from && from > first ? from : first;
    last = to && to < last ? to : last;
    ent_states_breaks(states, a->a, &of_a);
    ent_states_breaks(states, b->a, &of_b);
    *out = (struct ent_ratio){.a = a->a, .b = b->a};
    out->numbers = is_amount(a) && is_amount(b);
    out->years = ent_arena_alloc(arena, last >= first ? (size_t)(last - first + 1) : 1, sizeof *out->years);
    out->breaks = ent_arena_alloc(arena, of_a + of_b + 1, sizeof *out->breaks);
    if (!out->years || !out->breaks)
        return ent_fail_memory(error);
    for (int year = first; out->numbers && year <= last; year++)
        add_year(a, b, year, out);
    add_breaks(states, a->a, false, out);
    add_breaks(states, b->a, true, out);
    return ENT_OK;
}

const struct ent_ratio_break *ent_ratio_broken(const struct ent_ratio *ratio, const struct ent_ratio_year *before,
                                               const struct ent_ratio_year *after) {
    for (size_t i = 0; i < ratio->break_count; i++) {
        const struct ent_ratio_break *one = &ratio->breaks[i];
        bool today = one->of_b ? before->b_today : before->a_today;
        bool inside = one->year > before->year && one->year <= after->year;
        if (!today && (inside || (one->year == before->year && !one->begins_year)))
            return one;
    }
    return NULL;
}
