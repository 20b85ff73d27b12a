/* League tables: points are put together by state or pair, each becomes at most one row, and rows are ranked by key. */
#include "question/league.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Points of a sweep by case: those of case i are order[start[i]] to order[start[i + 1] - 1], by year. A case is a state
 * or a pair of them by number among the states that count. */
struct cases {
    size_t count;
    size_t *start;
    uint32_t *order;
};

int ent_league_last_year(const struct ent_sweep *sweep) {
    return sweep->count ? sweep->points[sweep->count - 1].year : 0;
}

const char *ent_league_rule(const struct ent_league_question *question) {
    switch (question->form) {
    case ENT_LEAGUE_YEAR:
        return question->reverse ? "lowest value of the year first" : "highest value of the year first";
    case ENT_LEAGUE_EXTREMES:
        return question->reverse ? "lowest value of any year first; each stands once, with its latest such year"
                                 : "highest value of any year first; each stands once, with its latest such year";
    case ENT_LEAGUE_RECORDS:
        return question->reverse ? "by the seen years just before that were all higher"
                                 : "by the seen years just before that were all lower";
    case ENT_LEAGUE_FIRSTS:
        return question->reverse ? "the first seen year above the threshold, latest first"
                                 : "the first seen year above the threshold, earliest first";
    case ENT_LEAGUE_RISERS:
        break;
    }
    if (question->ratio)
        return question->reverse ? "smallest ratio of the last value to the first"
                                 : "largest ratio of the last value to the first";
    return question->reverse ? "largest fall from the first year to the last"
                             : "largest rise from the first year to the last";
}

/* Numbers of the states that count, by id; -1 for the others. */
static int *number_states(const struct ent_panel *within, size_t *most) {
    *most = 0;
    for (size_t i = 0; i < within->state_count; i++)
        if ((size_t)within->states[i] >= *most)
            *most = (size_t)within->states[i] + 1;
    int *numbers = malloc((*most + 1) * sizeof *numbers);
    for (size_t i = 0; numbers && i < *most; i++)
        numbers[i] = -1;
    for (size_t i = 0; numbers && i < within->state_count; i++)
        numbers[within->states[i]] = (int)i;
    return numbers;
}

/* The case of a point, or SIZE_MAX when it does not count: its year, or a state that is not a member then. */
static size_t case_of(const struct ent_league_question *question, const int *numbers, size_t most,
                      const struct ent_sweep_point *point) {
    const struct ent_panel *within = question->within;
    bool pair = point->b != ENT_NO_STATE;
    if (point->year < question->first_year || point->year > question->last_year || (size_t)point->a >= most ||
        (pair && (size_t)point->b >= most))
        return SIZE_MAX;
    int a = numbers[point->a], b = pair ? numbers[point->b] : 0;
    if (a < 0 || b < 0 || !ent_panel_has(within, point->a, point->year) ||
        (pair && !ent_panel_has(within, point->b, point->year)))
        return SIZE_MAX;
    return pair ? (size_t)a * within->state_count + (size_t)b : (size_t)a;
}

/* The unit of most values: of the last year, where a year is ranked or compared with, else of any. */
static uint16_t main_unit(const struct ent_sweep *sweep, const struct ent_league_question *question) {
    bool any = question->form == ENT_LEAGUE_EXTREMES || question->form == ENT_LEAGUE_FIRSTS;
    size_t counts[ENT_SWEEP_UNITS] = {0}, first = 0, end = sweep->count;
    uint16_t best = 0;
    if (!any)
        ent_sweep_year(sweep, question->last_year, &first, &end);
    for (size_t i = first; i < end; i++)
        counts[sweep->points[i].unit]++;
    for (uint16_t i = 1; i < ENT_SWEEP_UNITS; i++)
        if (counts[i] > counts[best])
            best = i;
    return best;
}

/* A counting sort: the order of years within a case stays that of the sweep. The caller frees both arrays. */
static int gather(const struct ent_sweep *sweep, const struct ent_league_question *question, struct cases *out,
                  struct ent_league *league, struct ent_error *error) {
    size_t most, states = question->within->state_count;
    int *numbers = number_states(question->within, &most);
    uint32_t *of_point = malloc((sweep->count + 1) * sizeof *of_point);
    *out = (struct cases){.count = sweep->measure->states == 2 ? states * states : states};
    out->start = calloc(out->count + 2, sizeof *out->start);
    out->order = malloc((sweep->count + 1) * sizeof *out->order);
    bool failed = !numbers || !of_point || !out->start || !out->order || sweep->count >= UINT32_MAX;
    for (size_t i = 0; !failed && i < sweep->count; i++) {
        size_t at = case_of(question, numbers, most, &sweep->points[i]);
        if (at != SIZE_MAX && sweep->points[i].unit != league->unit) {
            league->in_other_unit++;
            at = SIZE_MAX;
        }
        of_point[i] = at == SIZE_MAX ? UINT32_MAX : (uint32_t)at;
        if (at != SIZE_MAX)
            out->start[at + 2]++;
    }
    for (size_t i = 2; !failed && i < out->count + 2; i++)
        out->start[i] += out->start[i - 1];
    for (size_t i = 0; !failed && i < sweep->count; i++)
        if (of_point[i] != UINT32_MAX)
            out->order[out->start[of_point[i] + 1]++] = (uint32_t)i;
    free(numbers);
    free(of_point);
    return failed ? ent_fail_memory(error) : ENT_OK;
}

/* The points of one case, first to last year. */
struct run {
    const struct ent_sweep_point *points;
    const uint32_t *order;
    size_t count;
};

static const struct ent_sweep_point *at(const struct run *run, size_t i) {
    return &run->points[run->order[i]];
}

static struct ent_league_row row_of(const struct ent_sweep_point *point, size_t seen) {
    return (struct ent_league_row){.a = point->a,
                                   .b = point->b,
                                   .year = point->year,
                                   .value = point->value,
                                   .support = point->support,
                                   .other = (double)NAN,
                                   .seen = (int)seen,
                                   .key = point->value};
}

static bool year_row(const struct run *run, const struct ent_league_question *question, struct ent_league_row *out) {
    const struct ent_sweep_point *last = at(run, run->count - 1);
    *out = row_of(last, run->count);
    return last->year == question->last_year;
}

static bool extreme_row(const struct run *run, const struct ent_league_question *question, struct ent_league_row *out) {
    const struct ent_sweep_point *best = at(run, 0);
    for (size_t i = 1; i < run->count; i++)
        if (question->reverse ? at(run, i)->value <= best->value : at(run, i)->value >= best->value)
            best = at(run, i);
    *out = row_of(best, run->count);
    return true;
}

static bool record_row(const struct run *run, const struct ent_league_question *question, struct ent_league_row *out) {
    const struct ent_sweep_point *last = at(run, run->count - 1);
    size_t before = run->count - 1;
    while (before > 0 &&
           (question->reverse ? at(run, before - 1)->value > last->value : at(run, before - 1)->value < last->value))
        before--;
    *out = row_of(last, run->count - 1 - before);
    if (before > 0) {
        out->other_year = at(run, before - 1)->year;
        out->other = at(run, before - 1)->value;
    }
    out->key = out->seen;
    return last->year == question->last_year && out->seen > 0;
}

static bool first_row(const struct run *run, const struct ent_league_question *question, struct ent_league_row *out) {
    size_t i = 0;
    while (i < run->count && !(at(run, i)->value > question->above))
        i++;
    if (i == run->count)
        return false;
    *out = row_of(at(run, i), run->count);
    if (i > 0) {
        out->other_year = at(run, i - 1)->year;
        out->other = at(run, i - 1)->value;
    }
    out->key = -out->year;
    return true;
}

static bool riser_row(const struct run *run, const struct ent_league_question *question, struct ent_league_row *out) {
    const struct ent_sweep_point *first = at(run, 0), *last = at(run, run->count - 1);
    *out = row_of(last, run->count);
    out->other_year = first->year;
    out->other = first->value;
    out->key = question->ratio ? last->value / first->value : last->value - first->value;
    return first->year == question->first_year && last->year == question->last_year && first != last &&
           (!question->ratio || (first->value > 0 && last->value > 0));
}

static bool make_row(const struct run *run, const struct ent_league_question *question, struct ent_league_row *out) {
    static bool (*const forms[])(const struct run *, const struct ent_league_question *, struct ent_league_row *) = {
        [ENT_LEAGUE_YEAR] = year_row,    [ENT_LEAGUE_EXTREMES] = extreme_row, [ENT_LEAGUE_RECORDS] = record_row,
        [ENT_LEAGUE_FIRSTS] = first_row, [ENT_LEAGUE_RISERS] = riser_row,
    };
    if (!run->count || !forms[question->form](run, question, out))
        return false;
    if (question->reverse && question->form != ENT_LEAGUE_RECORDS)
        out->key = -out->key;
    return true;
}

static int compare_rows(const void *left, const void *right) {
    const struct ent_league_row *x = left, *y = right;
    if (x->key != y->key)
        return x->key > y->key ? -1 : 1;
    return x->a != y->a ? (x->a > y->a) - (x->a < y->a) : (x->b > y->b) - (x->b < y->b);
}

static void rank_rows(struct ent_league *league) {
    qsort(league->rows, league->count, sizeof *league->rows, compare_rows);
    for (size_t i = 0; i < league->count;) {
        size_t end = i;
        while (end < league->count && league->rows[end].key == league->rows[i].key)
            end++;
        for (size_t k = i; k < end; k++) {
            league->rows[k].rank_low = (int)i + 1;
            league->rows[k].rank_high = (int)end;
        }
        i = end;
    }
}

static bool counts(const struct ent_league_question *question, ent_state state) {
    const struct ent_panel *within = question->within;
    if (question->form == ENT_LEAGUE_YEAR || question->form == ENT_LEAGUE_RECORDS)
        return ent_panel_has(within, state, question->last_year);
    if (question->form == ENT_LEAGUE_RISERS)
        return ent_panel_has(within, state, question->first_year) && ent_panel_has(within, state, question->last_year);
    return true; /* the panel's states are those that are ever members */
}

static size_t possible(const struct ent_league_question *question, int states, bool directed) {
    size_t members = 0;
    for (size_t i = 0; i < question->within->state_count; i++)
        members += counts(question, question->within->states[i]);
    size_t pairs = members * (members - (members > 0));
    return states == 1 ? members : directed ? pairs : pairs / 2;
}

int ent_league_make(struct ent_arena *arena, const struct ent_sweep *sweep, bool directed,
                    const struct ent_league_question *question, struct ent_league *out, struct ent_error *error) {
    struct cases cases;
    bool words = sweep->scale == ENT_SCALE_YES_NO || sweep->scale == ENT_SCALE_CODED;
    *out = (struct ent_league){.possible = possible(question, sweep->measure->states, directed)};
    if (words && question->form == ENT_LEAGUE_RECORDS)
        return ent_fail(error, ENT_ERROR_USAGE, "%s is yes or no, or a code: it sets no records; see rank firsts",
                        sweep->measure->name);
    out->unit = main_unit(sweep, question);
    int status = gather(sweep, question, &cases, out, error);
    if (status == ENT_OK && !(out->rows = ent_arena_alloc(arena, cases.count + 1, sizeof *out->rows)))
        status = ent_fail_memory(error);
    for (size_t i = 0; status == ENT_OK && i < cases.count; i++) {
        struct run run = {sweep->points, cases.order + cases.start[i], cases.start[i + 1] - cases.start[i]};
        if (make_row(&run, question, &out->rows[out->count]))
            out->count++;
    }
    free(cases.start);
    free(cases.order);
    if (status == ENT_OK)
        rank_rows(out);
    return status;
}
