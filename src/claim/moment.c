/* Months and days: which series of a claim are asked at one, and what they are there. */
#include <stdio.h>
#include <string.h>

#include "claim/answer.h"
#include "claim/function.h"
#include "measure/moment.h"
#include "measure/spells.h"

struct kept_point {
    const struct ent_series *series;
    struct ent_interval moment;
    struct ent_point point;
};

/* Points of `at` and of windows as a whole are kept; of single days there are too many. */
struct ent_moments {
    struct kept_point *items;
    size_t count, capacity;
    int status;
    struct ent_error error;
};

static bool is_close(const struct ent_time *time) {
    return time->form == ENT_TIME_DATE && time->interval.precision != ENT_PRECISION_YEAR;
}

bool ent_clause_has_months(const struct ent_clause *clause) {
    const struct ent_window *window = &clause->window;
    if (window->form == ENT_WINDOW_SINCE)
        return is_close(&window->at);
    return window->form != ENT_WINDOW_AT && window->form != ENT_WINDOW_NONE && window->span.form == ENT_SPAN_RANGE &&
           (is_close(&window->span.from) || is_close(&window->span.to));
}

/* ---- what is of years ---- */

/* "at 2018", "during 1960..1969": the window as one of years. */
static void years_of_window(const struct ent_window *window, char out[48]) {
    static const char *const words[] = {
        [ENT_WINDOW_AT] = "at",         [ENT_WINDOW_DURING] = "during", [ENT_WINDOW_EVER] = "ever",
        [ENT_WINDOW_MOSTLY] = "mostly", [ENT_WINDOW_NEVER] = "never",   [ENT_WINDOW_ALWAYS] = "always",
        [ENT_WINDOW_SINCE] = "since"};
    const char *word = words[window->form];
    const struct ent_time *from = &window->span.from, *to = &window->span.to;
    if (window->form == ENT_WINDOW_AT || window->form == ENT_WINDOW_SINCE)
        snprintf(out, 48, "%s %d", word, ent_day_year(window->at.interval.from));
    else if (to->form == ENT_TIME_DATE && window->form != ENT_WINDOW_NEVER &&
             ent_day_year(from->interval.from) == ent_day_year(to->interval.from))
        snprintf(out, 48, "at %d", ent_day_year(from->interval.from));
    else if (to->form == ENT_TIME_DATE)
        snprintf(out, 48, "%s %d..%d", word, ent_day_year(from->interval.from), ent_day_year(to->interval.from));
    else
        snprintf(out, 48, "%s %d..now", word, ent_day_year(from->interval.from));
}

static int of_years(struct ent_evaluation *evaluation, const char *what, const struct ent_window *window,
                    struct ent_error *error) {
    char years[48];
    years_of_window(window, years);
    ent_evaluation_at(evaluation, window->offset);
    return ent_fail(error, ENT_ERROR_USAGE, "%s is of years: write %s", what, years);
}

static const char *predicate_text(enum ent_predicate_form form) {
    switch (form) {
    case ENT_PREDICATE_HIGHEST:
    case ENT_PREDICATE_LOWEST:
        return "a record";
    case ENT_PREDICATE_RISING:
    case ENT_PREDICATE_FALLING:
        return "a trend";
    case ENT_PREDICATE_RANK:
        return "a rank";
    default:
        return "a change";
    }
}

/* What a term is that has no month, and NULL where it may have one. */
static const char *yearly_form(const struct ent_evaluation *evaluation, const struct ent_term *term) {
    switch (term->form) {
    case ENT_TERM_OVERTOOK:
        return "an overtaking";
    case ENT_TERM_REVERSAL:
        return "a reversal";
    case ENT_TERM_MEDIAN:
        return "a median";
    default:
        break;
    }
    for (int place = 0; place < 2; place++)
        if (term->groups[place] ||
            (term->variables[place] && !evaluation->variables[term->variables[place] - 1].quantifier))
            return "what a group has together";
    return NULL;
}

/* ---- at a month or day ---- */

/* Gives the series of an expression, but for those of functions, their month or day. */
static int give_moment(struct ent_evaluation *evaluation, const struct ent_expression *expression,
                       const struct ent_window *window, struct ent_error *error) {
    if (!expression)
        return ENT_OK;
    if (expression->form == ENT_EXPRESSION_BINARY) {
        ENT_TRY(give_moment(evaluation, expression->left, window, error));
        return give_moment(evaluation, expression->right, window, error);
    }
    if (expression->form != ENT_EXPRESSION_SERIES)
        return ENT_OK;
    bool own = expression->series->has_time;
    const struct ent_time *time = own ? &expression->series->at : window->form == ENT_WINDOW_AT ? &window->at : NULL;
    if (!time || !is_close(time))
        return ENT_OK;
    struct ent_term *term = (struct ent_term *)ent_term_of(evaluation, expression->series);
    const char *yearly = yearly_form(evaluation, term);
    struct ent_window at = {.form = ENT_WINDOW_AT, .at = *time, .offset = own ? expression->offset : window->offset};
    if (yearly && own)
        return ent_fail(error, ENT_ERROR_USAGE, "%s is of years: write @ %d", yearly,
                        ent_day_year(time->interval.from));
    if (yearly)
        return of_years(evaluation, yearly, &at, error);
    term->has_moment = true;
    term->moment = time->interval;
    return ENT_OK;
}

/* ---- windows of months ---- */

struct walk {
    struct ent_evaluation *evaluation;
    void (*visit)(struct ent_term *term, void *data);
    void *data;
};

static void each_term(const struct walk *walk, const struct ent_expression *expression) {
    if (!expression)
        return;
    if (expression->form == ENT_EXPRESSION_BINARY) {
        each_term(walk, expression->left);
        each_term(walk, expression->right);
    } else if (expression->form == ENT_EXPRESSION_SERIES && !expression->series->has_time) {
        walk->visit((struct ent_term *)ent_term_of(walk->evaluation, expression->series), walk->data);
    }
}

void ent_clause_each_term(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                          void (*visit)(struct ent_term *term, void *data), void *data) {
    struct walk walk = {evaluation, visit, data};
    for (size_t i = 0; i < clause->assertion_count; i++) {
        each_term(&walk, clause->assertions[i].left);
        each_term(&walk, clause->assertions[i].right);
    }
}

/* What the terms of a clause are in a window of months; the first that has no place in one ends it. */
struct months {
    struct ent_evaluation *evaluation;
    const struct ent_clause *clause;
    struct ent_error *error;
    int status;
};

/* One value over a window: whether it is so for some or most of it is not asked. */
static int pool(struct months *months, struct ent_term *term) {
    const struct ent_window *window = &months->clause->window;
    if (window->form != ENT_WINDOW_DURING && window->form != ENT_WINDOW_SINCE) {
        char month[16];
        ent_day_print(window->span.from.interval.from, ENT_PRECISION_MONTH, month, sizeof month);
        ent_evaluation_at(months->evaluation, window->offset);
        return ent_fail(months->error, ENT_ERROR_USAGE,
                        "%s over months is one value of all their roll calls: write during, or ask one month, at %s",
                        months->evaluation->slots[term->slot].name, month);
    }
    term->has_moment = term->pooled = true;
    return ENT_OK;
}

static int give_days(struct months *months, struct ent_term *term, const struct ent_measure *measure) {
    enum ent_window_form form = months->clause->window.form;
    term->has_moment = term->daily = true;
    if (measure->scale != ENT_SCALE_COUNT || form == ENT_WINDOW_EVER || form == ENT_WINDOW_NEVER)
        return ENT_OK;
    return ent_fail(months->error, ENT_ERROR_USAGE,
                    "an event is on a day: ask whether it was ever or never in these months");
}

static int give_months(struct months *months, struct ent_term *term) {
    struct ent_evaluation *evaluation = months->evaluation;
    const char *name = evaluation->slots[term->slot].name, *yearly = yearly_form(evaluation, term);
    const struct ent_measure *measure = NULL;
    char years[48];
    if (yearly)
        return of_years(evaluation, yearly, &months->clause->window, months->error);
    ENT_TRY(ent_measure_find(evaluation->context, name, &measure, months->error));
    if (measure && measure->moment)
        return pool(months, term);
    if (ent_measure_has_spells(measure) && term->form == ENT_TERM_SERIES)
        return give_days(months, term, measure);
    years_of_window(&months->clause->window, years);
    ent_evaluation_at(evaluation, months->clause->window.offset);
    if (evaluation->slots[term->slot].concept)
        return ent_fail(months->error, ENT_ERROR_USAGE,
                        "the measures of %s are told by the year: write %s, or name a measure of votes, whose roll "
                        "calls have days",
                        name, years);
    return ent_fail(months->error, ENT_ERROR_USAGE,
                    "%s is told by the year: write %s, or one month where a source tells it, %s(…) @ 2018-06", name,
                    years, name);
}

static void visit_months(struct ent_term *term, void *data) {
    struct months *months = data;
    if (months->status == ENT_OK)
        months->status = give_months(months, term);
}

/* A count of events on one day is seldom what is meant. */
static int check_counts(struct ent_evaluation *evaluation, const struct ent_clause *clause, struct ent_error *error) {
    for (size_t i = 0; i < clause->assertion_count; i++) {
        const struct ent_assertion *assertion = &clause->assertions[i];
        const struct ent_measure *measure = NULL;
        if (!assertion->has_compare || assertion->left->form != ENT_EXPRESSION_SERIES)
            continue;
        const struct ent_term *term = ent_term_of(evaluation, assertion->left->series);
        ENT_TRY(ent_measure_find(evaluation->context, evaluation->slots[term->slot].name, &measure, error));
        if (term->daily && measure->scale == ENT_SCALE_COUNT)
            return ent_fail(error, ENT_ERROR_USAGE,
                            "events of a window of months are counted with count(%s(…), 2018-03..2018-06)",
                            measure->name);
    }
    return ENT_OK;
}

int ent_resolve_moments(struct ent_evaluation *evaluation, const struct ent_clause *clause, struct ent_error *error) {
    const struct ent_window *window = &clause->window;
    bool months = ent_clause_has_months(clause);
    if (!evaluation->moments)
        evaluation->moments = ent_arena_alloc(evaluation->context->arena, 1, sizeof *evaluation->moments);
    if (!evaluation->moments)
        return ent_fail_memory(error);
    for (size_t i = 0; i < clause->assertion_count; i++) {
        const struct ent_assertion *assertion = &clause->assertions[i];
        const struct ent_predicate *predicate = &assertion->predicate;
        bool compares = predicate->form == ENT_PREDICATE_HIGHEST || predicate->form == ENT_PREDICATE_LOWEST ||
                        predicate->form == ENT_PREDICATE_AGAIN_SINCE;
        if (predicate->form != ENT_PREDICATE_NONE &&
            (months || (window->form == ENT_WINDOW_AT && is_close(&window->at))))
            return of_years(evaluation, predicate_text(predicate->form), window, error);
        if (compares && is_close(&predicate->since)) {
            struct ent_window since = {.form = ENT_WINDOW_SINCE, .at = predicate->since, .offset = predicate->offset};
            return of_years(evaluation, predicate_text(predicate->form), &since, error);
        }
        ENT_TRY(give_moment(evaluation, assertion->left, window, error));
        ENT_TRY(give_moment(evaluation, assertion->right, window, error));
    }
    if (!months)
        return ENT_OK;
    struct months walk = {evaluation, clause, error, ENT_OK};
    ent_clause_each_term(evaluation, clause, visit_months, &walk);
    ENT_TRY(walk.status);
    return check_counts(evaluation, clause, error);
}

/* ---- the points ---- */

static const struct ent_request *request_of(const struct ent_evaluation *evaluation, const struct ent_series *series) {
    for (size_t i = 0; i < evaluation->term_count; i++) /* a pair of members: the binding knows what it asks */
        if (evaluation->binding && evaluation->of_pair[i] && evaluation->series[i][0] == series)
            return &evaluation->requests[i][0];
    for (size_t i = 0; i < evaluation->loaded_count; i++)
        if (evaluation->loaded[i].series == series)
            return &evaluation->loaded[i].request;
    return NULL;
}

static int keep_point(const struct ent_evaluation *evaluation, const struct kept_point *point,
                      struct ent_error *error) {
    struct ent_moments *moments = evaluation->moments;
    void *items = moments->items;
    if (ent_arena_grow(evaluation->context->arena, &items, moments->count, &moments->capacity, sizeof *moments->items))
        return ent_fail_memory(error);
    moments->items = items;
    moments->items[moments->count++] = *point;
    return ENT_OK;
}

struct ent_point ent_moment_point(const struct ent_evaluation *evaluation, const struct ent_term *term,
                                  const struct ent_series *series) {
    struct ent_moments *moments = evaluation->moments;
    const struct ent_request *request = request_of(evaluation, series);
    struct kept_point point = {series, term->moment, {.year = ent_day_year(term->moment.from)}};
    point.point.kind = ENT_KIND_UNKNOWN; /* of several states together: what is not read is not seen */
    point.point.why = ENT_WHY_CLOSER;
    for (size_t i = 0; !term->daily && i < moments->count; i++)
        if (moments->items[i].series == series && moments->items[i].moment.from == term->moment.from &&
            moments->items[i].moment.to == term->moment.to)
            return moments->items[i].point;
    if (!request)
        return point.point;
    int status = ent_measure_moment(evaluation->context, request, term->moment, ent_last_day(evaluation), &point.point,
                                    &moments->error);
    if (status == ENT_OK && !term->daily)
        status = keep_point(evaluation, &point, &moments->error);
    if (moments->status == ENT_OK)
        moments->status = status;
    return point.point;
}

struct ent_interval ent_member_time(const struct ent_evaluation *evaluation, size_t variable, int year) {
    for (size_t i = 0; i < evaluation->term_count; i++) {
        const struct ent_term *term = &evaluation->terms[i];
        if (term->has_moment && !term->of_group && (term->variables[0] == variable || term->variables[1] == variable))
            return term->moment;
    }
    return ent_interval_year(year);
}

int ent_moments_status(const struct ent_evaluation *evaluation, struct ent_error *error) {
    const struct ent_moments *moments = evaluation->moments;
    return !moments || moments->status == ENT_OK ? ENT_OK
                                                 : ent_fail(error, moments->status, "%s", moments->error.message);
}

/* "2018-12", "2018-09..2018-12", in months where both ends are those of months. */
static void print_moment(struct ent_interval moment, struct ent_text *out) {
    char from[16], to[16];
    struct ent_interval first = ent_period(moment.from, ENT_PRECISION_MONTH),
                        last = ent_period(moment.to == ENT_DAY_OPEN ? moment.from : moment.to - 1, ENT_PRECISION_MONTH);
    bool months = first.from == moment.from && (moment.to == ENT_DAY_OPEN || last.to == moment.to);
    enum ent_precision precision = months ? ENT_PRECISION_MONTH : ENT_PRECISION_DAY;
    ent_day_print(moment.from, precision, from, sizeof from);
    ent_day_print(moment.to - 1, precision, to, sizeof to);
    ent_text_add(out, from);
    if (moment.to == ENT_DAY_OPEN)
        ent_text_add(out, "..now");
    else if (strcmp(from, to) != 0)
        ent_text_format(out, "..%s", to);
}

int ent_answer_note_moments(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    const struct ent_states *states = evaluation->context->record->states;
    const struct ent_moments *moments = evaluation->moments;
    for (size_t i = 0; moments && i < moments->count; i++) {
        const struct kept_point *kept = &moments->items[i];
        const struct ent_series *series = kept->series;
        struct ent_text line;
        if (!(kept->point.notes & (ENT_NOTE_UNDATED | ENT_NOTE_SEVERAL_FIGURES)) || !ent_point_seen(&kept->point))
            continue;
        ent_text_init(&line);
        ent_text_format(&line, "%s(%s%s%s) ", series->measure->name, ent_states_code(states, series->a),
                        series->b == ENT_NO_STATE ? "" : ", ",
                        series->b == ENT_NO_STATE ? "" : ent_states_code(states, series->b));
        print_moment(kept->moment, &line);
        ent_text_add(&line, kept->point.notes & ENT_NOTE_UNDATED
                                ? ": roll calls whose day is not known that closely are left out"
                                : ": several figures in that time; the latest was taken");
        const char *words = line.failed ? NULL : ent_arena_string(evaluation->context->arena, line.bytes);
        ent_text_release(&line);
        if (!words)
            return ent_fail_memory(error);
        ENT_TRY(ent_answer_add_note(evaluation, answer, words, error));
    }
    return ENT_OK;
}
