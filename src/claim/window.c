/* Windows: which years a clause is about, and how its yearly truth is quantified over them. */
#include <math.h>
#include <string.h>

#include "base/figure.h"
#include "claim/quantify.h"

/* The last year in which every series is seen: what "now" means without a dateline. */
static int last_common_year(const struct ent_evaluation *evaluation) {
    int first, last;
    ent_evaluation_seen_span(evaluation, &first, &last);
    for (int year = last; year >= first; year--) {
        bool all = true;
        for (size_t i = 0; all && i < evaluation->term_count; i++)
            for (int second = 0; all && second <= (int)evaluation->terms[i].gap; second++) {
                const struct ent_series *series = evaluation->series[i][second];
                struct ent_point point = {.kind = ENT_KIND_NOT_COVERED};
                if (series)
                    point = ent_series_at(series, year);
                all = ent_point_seen(&point) || evaluation->terms[i].written->has_time;
            }
        if (all)
            return year;
    }
    return 0;
}

int ent_evaluation_now(const struct ent_evaluation *evaluation) {
    if (evaluation->options->dateline_year)
        return evaluation->options->dateline_year;
    if (evaluation->options->as_of != ENT_DAY_OPEN)
        return ent_day_year(evaluation->options->as_of);
    return evaluation->now_bound ? evaluation->now_bound : last_common_year(evaluation);
}

static int now_year(struct ent_evaluation *evaluation) {
    evaluation->used_now = true;
    evaluation->now = ent_evaluation_now(evaluation);
    return evaluation->now;
}

int ent_time_year(struct ent_evaluation *evaluation, const struct ent_time *time, bool last, int *out,
                  struct ent_error *error) {
    switch (time->form) {
    case ENT_TIME_DATE:
        *out = ent_day_year(time->interval.from);
        return ENT_OK;
    case ENT_TIME_NOW:
        *out = now_year(evaluation);
        return ENT_OK;
    case ENT_TIME_ERA:
        *out = last ? time->last_year : time->first_year;
        return ENT_OK;
    case ENT_TIME_RECORD:
        break;
    }
    return ent_fail(error, ENT_ERROR_USAGE, "a window needs a year; write, for example, 1992..2018");
}

static bool all_terms_timed(const struct ent_evaluation *evaluation) {
    for (size_t i = 0; i < evaluation->term_count; i++)
        if (!evaluation->terms[i].written->has_time && !evaluation->terms[i].of_group &&
            !ent_term_event_year(evaluation, i))
            return false;
    return true;
}

/* A term of office, or what comes before or after: the years that lie wholly in it. A span that is not known leaves the
 * claim no year. */
static int years_of_span(struct ent_evaluation *evaluation, const struct ent_span *span, struct ent_years *out,
                         struct ent_error *error) {
    struct ent_stretch stretch;
    int first, last;
    ENT_TRY(ent_span_stretch(evaluation, span, &stretch, error));
    ent_evaluation_seen_span(evaluation, &first, &last);
    if (stretch.from == ENT_DAY_EARLY)
        stretch.from = ent_interval_year(first).from;
    if (stretch.to == ENT_DAY_OPEN)
        stretch.to = ent_interval_year(last).to;
    *out = (struct ent_years){.first = 1, .last = 0};
    if (!stretch.unseen)
        ent_stretch_years(&stretch, &out->first, &out->last);
    return ENT_OK;
}

/* Of the members of a group everybody would need an own year: a vote has to be asked in its year. */
static int check_dated(const struct ent_evaluation *evaluation, struct ent_error *error) {
    for (size_t i = 0; i < evaluation->term_count; i++) {
        const struct ent_term *term = &evaluation->terms[i];
        const struct ent_measure *measure = evaluation->slots[term->slot].choices[0].measure;
        if (measure && measure->dated && (term->variables[0] || term->variables[1]) && !term->written->has_time)
            return ent_fail(error, ENT_ERROR_USAGE,
                            "who is in a group is asked of a year: write that of the event, as in %s(…) at 2014",
                            measure->name);
    }
    return ENT_OK;
}

int ent_window_years(struct ent_evaluation *evaluation, const struct ent_clause *clause, struct ent_years *out,
                     struct ent_error *error) {
    const struct ent_window *window = &clause->window;
    *out = (struct ent_years){0, 0, false};
    if (window->form == ENT_WINDOW_NONE) {
        ENT_TRY(check_dated(evaluation, error));
        out->timeless = all_terms_timed(evaluation);
        out->first = out->last = out->timeless ? 0 : now_year(evaluation);
        return ENT_OK;
    }
    if (window->form == ENT_WINDOW_AT) {
        ENT_TRY(ent_time_year(evaluation, &window->at, false, &out->first, error));
        out->last = out->first;
        if (window->at.form == ENT_TIME_ERA && window->at.first_year != window->at.last_year)
            return ent_fail(error, ENT_ERROR_USAGE, "`at` needs one year, not an era: write during or ever %d..%d",
                            window->at.first_year, window->at.last_year);
        return ENT_OK;
    }
    if (window->form == ENT_WINDOW_SINCE) {
        ENT_TRY(ent_time_year(evaluation, &window->at, false, &out->first, error));
        out->last = now_year(evaluation);
        return ENT_OK;
    }
    if (window->span.form == ENT_SPAN_NONE) {
        ent_evaluation_seen_span(evaluation, &out->first, &out->last);
        return ENT_OK;
    }
    if (window->span.form != ENT_SPAN_RANGE)
        return years_of_span(evaluation, &window->span, out, error);
    ENT_TRY(ent_time_year(evaluation, &window->span.from, false, &out->first, error));
    ENT_TRY(ent_time_year(evaluation, &window->span.to, true, &out->last, error));
    if (out->first > out->last)
        return ent_fail(error, ENT_ERROR_USAGE, "the window %d..%d ends before it begins", out->first, out->last);
    return ENT_OK;
}

/* What the years of a window add up to. */
struct tally {
    int years, seen, yes, dropped, unseen;
    int first_yes, first_no, last_no;
    bool first_seen, last_seen; /* the window's own first and last year (after drops) */
    int first_seen_year, last_seen_year;
    struct ent_text unseen_years;
    int run_first, run_last;
    enum ent_why run_why;
    bool several; /* which of several roll calls is meant nobody can tell */
};

static void close_run(struct tally *tally) {
    if (!tally->run_first)
        return;
    if (tally->unseen_years.length)
        ent_text_add(&tally->unseen_years, ", ");
    ent_years_add(&tally->unseen_years, tally->run_first, tally->run_last);
    ent_text_format(&tally->unseen_years, " (%s)", ent_why_text(tally->run_why));
    tally->run_first = 0;
}

static void count_unseen(struct tally *tally, int year, enum ent_why why) {
    if (tally->run_first && (why != tally->run_why || year != tally->run_last + 1))
        close_run(tally);
    if (!tally->run_first)
        tally->run_first = year;
    tally->run_last = year;
    tally->run_why = why;
    tally->several |= why == ENT_WHY_SEVERAL;
    tally->unseen++;
}

static void count_seen(struct tally *tally, int year, bool yes) {
    close_run(tally);
    tally->seen++;
    if (!tally->first_seen_year)
        tally->first_seen_year = year;
    tally->last_seen_year = year;
    tally->yes += yes;
    if (yes && !tally->first_yes)
        tally->first_yes = year;
    if (!yes) {
        tally->last_no = year;
        if (!tally->first_no)
            tally->first_no = year;
    }
}

static void tally_years(const struct ent_evaluation *evaluation, const struct ent_clause *clause,
                        const struct ent_years *years, struct tally *tally) {
    int first_alive = 0, last_alive = 0;
    for (int year = years->first; year <= years->last; year++) {
        struct ent_cell cell = ent_cell_of_condition(evaluation, clause->assertions, clause->assertion_count, year);
        if (cell.kind == ENT_KIND_NO_STATE) {
            tally->dropped++;
            continue;
        }
        if (!first_alive)
            first_alive = year;
        last_alive = year;
        tally->years++;
        if (ent_cell_seen(&cell))
            count_seen(tally, year, cell.value != 0);
        else
            count_unseen(tally, year, cell.why);
    }
    close_run(tally);
    tally->first_seen = tally->seen && tally->first_seen_year == first_alive;
    tally->last_seen = tally->seen && tally->last_seen_year == last_alive;
}

/* DESIGN 7: up to a tenth of the window in holes still holds, if its ends are seen. */
static bool holes_tolerated(const struct tally *tally) {
    return tally->first_seen && tally->last_seen && tally->unseen * 10 <= tally->years;
}

static enum ent_outcome quantify(enum ent_window_form form, const struct tally *tally) {
    int no = tally->seen - tally->yes;
    if (!tally->seen)
        return tally->several ? ENT_OUTCOME_OPEN : ENT_OUTCOME_NOT_COVERED;
    switch (form) {
    case ENT_WINDOW_EVER:
        return tally->yes ? ENT_OUTCOME_HOLDS : tally->unseen ? ENT_OUTCOME_OPEN : ENT_OUTCOME_FAILS;
    case ENT_WINDOW_NEVER:
        return tally->yes ? ENT_OUTCOME_FAILS : tally->unseen ? ENT_OUTCOME_OPEN : ENT_OUTCOME_HOLDS;
    case ENT_WINDOW_ALWAYS:
        return no ? ENT_OUTCOME_FAILS : tally->unseen ? ENT_OUTCOME_OPEN : ENT_OUTCOME_HOLDS;
    case ENT_WINDOW_MOSTLY:
        return tally->yes * 2 > tally->seen ? ENT_OUTCOME_HOLDS : ENT_OUTCOME_FAILS;
    default:
        break;
    }
    return no ? ENT_OUTCOME_FAILS : holes_tolerated(tally) ? ENT_OUTCOME_HOLDS : ENT_OUTCOME_OPEN;
}

/* A code is its word. */
static void add_value(const struct ent_evaluation *evaluation, struct ent_text *text, const struct ent_cell *cell) {
    const char *word =
        cell->of && cell->of->codes ? ent_measure_code_word(evaluation->context->arena, cell->of, cell->value) : NULL;
    if (word)
        ent_text_add(text, word);
    else
        ent_figure_add(text, cell->value);
}

/* " of 88 roll calls": how much stands behind one value over a time that is no year. */
static void describe_support(const struct ent_evaluation *evaluation, const struct ent_expression *expression,
                             struct ent_text *text) {
    if (expression->form != ENT_EXPRESSION_SERIES)
        return;
    const struct ent_term *term = ent_term_of(evaluation, expression->series);
    const struct ent_series *series = evaluation->series[term - evaluation->terms][0];
    if (!term->has_moment || term->gap || !series || !series->measure->moment)
        return;
    struct ent_point point = ent_moment_point(evaluation, term, series);
    ent_text_format(text, " of %ld %s", point.support,
                    strcmp(series->measure->strands[0], "votes") == 0 ? "roll calls" : "rows");
}

/* Whether members stand for a group somewhere in the clause: then no side of it is one series. */
static bool is_quantified(const struct ent_evaluation *evaluation, const struct ent_clause *clause) {
    bool out = ent_variable_of(evaluation, clause->assertions, true) != 0;
    for (size_t i = 0; i < clause->assertion_count; i++)
        out |= ent_variable_of(evaluation, &clause->assertions[i], false) != 0;
    return out;
}

/* "12.31 trillion against 1.574 trillion" at the deciding year of a single comparison. */
static void describe_year(struct ent_evaluation *evaluation, const struct ent_clause *clause, int year,
                          struct ent_finding *out, struct ent_text *text) {
    const struct ent_assertion *assertion = &clause->assertions[0];
    out->year = year;
    if (ent_clause_variable(evaluation, clause)) {
        ent_members_describe(evaluation, clause, year, text);
        return;
    }
    if (is_quantified(evaluation, clause))
        return;
    struct ent_cell left = ent_cell_of_expression(evaluation, assertion->left, year);
    out->value = left.value;
    bool flag = left.scale == ENT_SCALE_YES_NO && !assertion->has_compare;
    if (!ent_cell_seen(&left) || clause->assertion_count > 1)
        return;
    if (flag)
        ent_text_add(text, left.value != 0 ? "yes" : "no");
    else
        add_value(evaluation, text, &left);
    if (left.percent)
        ent_text_add(text, " %");
    describe_support(evaluation, assertion->left, text);
    if (!assertion->has_compare)
        return;
    struct ent_cell right = ent_cell_of_expression(evaluation, assertion->right, year);
    out->right = right.value;
    if (!ent_cell_seen(&right))
        return;
    out->margin = fabs(left.value - right.value);
    if (assertion->right->form == ENT_EXPRESSION_NUMBER)
        return;
    ent_text_add(text, " against ");
    add_value(evaluation, text, &right);
    if (right.of && right.of->codes)
        return;
    if (right.value != 0 && left.value / right.value > 0) {
        ent_text_add(text, ", ratio ");
        ent_figure_add(text, left.value / right.value);
    }
}

/* The members at the year that decides: the witness of an existential window, the counterexample of another. */
static void describe_members(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                             const struct tally *tally, bool existential, struct ent_text *text) {
    int year = existential && tally->first_yes   ? tally->first_yes
               : !existential && tally->first_no ? tally->first_no
                                                 : tally->last_seen_year;
    if (!ent_clause_variable(evaluation, clause) || evaluation->quiet)
        return;
    ent_text_format(text, "; %d: ", year);
    ent_members_describe(evaluation, clause, year, text);
}

static void describe_span(struct ent_evaluation *evaluation, const struct ent_clause *clause, const struct tally *tally,
                          struct ent_text *text) {
    if (tally->yes == tally->seen)
        ent_text_format(text, "all %d seen years", tally->seen);
    else
        ent_text_format(text, "%d of %d seen years", tally->yes, tally->seen);
    bool existential = clause->window.form == ENT_WINDOW_EVER || clause->window.form == ENT_WINDOW_NEVER;
    if (existential && tally->first_yes)
        ent_text_format(text, ", first %d", tally->first_yes);
    if (!existential && tally->first_no)
        ent_text_format(text, ", first not %d", tally->first_no);
    describe_members(evaluation, clause, tally, existential, text);
}

static const char *kept(struct ent_evaluation *evaluation, const struct ent_text *text) {
    return text->failed ? NULL : ent_arena_string(evaluation->context->arena, text->bytes);
}

/* The longest run of years that all satisfy the condition, the one that ends last among equals. */
static bool longest_run(const struct ent_evaluation *evaluation, const struct ent_clause *clause,
                        const struct ent_years *years, bool wanted, int *first, int *last) {
    int start = 0, best = 0;
    for (int year = years->first; year <= years->last + 1; year++) {
        struct ent_cell cell = {.kind = ENT_KIND_NOT_COVERED, .value = (double)NAN};
        if (year <= years->last)
            cell = ent_cell_of_condition(evaluation, clause->assertions, clause->assertion_count, year);
        bool fits = ent_cell_seen(&cell) && (cell.value != 0) == wanted;
        if (fits && !start)
            start = year;
        if (!fits && start) {
            if (year - start >= best) {
                best = year - start;
                *first = start;
                *last = year - 1;
            }
            start = 0;
        }
    }
    return best > 0;
}

struct ent_window ent_window_of(enum ent_window_form form, int first, int last) {
    struct ent_window window = {.form = form};
    struct ent_time from = {.form = ENT_TIME_DATE, .interval = ent_interval_year(first)};
    struct ent_time to = {.form = ENT_TIME_DATE, .interval = ent_interval_year(last)};
    window.at = from;
    window.span = (struct ent_span){.form = ENT_SPAN_RANGE, .from = from, .to = to};
    return window;
}

/* Looking back from the year of a failed `at`: the last year in which the condition held. */
static int last_true_year(const struct ent_evaluation *evaluation, const struct ent_clause *clause, int year) {
    int first, last;
    ent_evaluation_seen_span(evaluation, &first, &last);
    for (int back = year; back >= first; back--) {
        struct ent_cell cell = ent_cell_of_condition(evaluation, clause->assertions, clause->assertion_count, back);
        if (ent_cell_seen(&cell) && cell.value != 0)
            return back;
    }
    return 0;
}

static void nearest_at(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                       const struct ent_years *years, struct ent_finding *out) {
    const struct ent_assertion *assertion = &clause->assertions[0];
    const char *quantifier = ent_members_nearest(evaluation, clause, years->first);
    if (quantifier) {
        out->nearest = ent_nearest_with_quantifier(evaluation, clause, ent_clause_variable(evaluation, clause),
                                                   quantifier, &clause->window);
        return;
    }
    bool single = clause->assertion_count == 1 && assertion->has_compare && !assertion->negated &&
                  !is_quantified(evaluation, clause); /* else the opposite of each is not that of the whole */
    /* a month or a day stays what it is: only its year would be printed */
    bool close = ent_clause_has_months(clause) ||
                 (clause->window.form == ENT_WINDOW_AT && clause->window.at.form == ENT_TIME_DATE &&
                  clause->window.at.interval.precision != ENT_PRECISION_YEAR);
    if (single && assertion->compare == ENT_EQUAL && assertion->right->form == ENT_EXPRESSION_NUMBER) {
        struct ent_cell left = ent_cell_of_expression(evaluation, assertion->left, years->first);
        struct ent_number number = {.value = left.value, .percent = assertion->right->number.percent};
        if (number.percent && !left.percent)
            number.value *= 100;
        if (assertion->right->number.word) {
            number.word = true;
            number.written = ent_measure_code_word(evaluation->context->arena, left.of, left.value);
        }
        out->nearest =
            ent_nearest_with_compare(evaluation, clause, assertion, ENT_EQUAL, &number, close ? 0 : years->first);
        return;
    }
    int year = years->timeless || close ? 0 : last_true_year(evaluation, clause, years->first);
    if (year) {
        struct ent_window window = ent_window_of(ENT_WINDOW_AT, year, year);
        out->nearest = ent_nearest_with_window(evaluation, clause, &window);
    } else if (single) {
        static const enum ent_compare opposite[] = {ENT_GREATER_EQUAL, ENT_GREATER, ENT_NOT_EQUAL,
                                                    ENT_EQUAL,         ENT_LESS,    ENT_LESS_EQUAL};
        out->nearest = ent_nearest_with_sign(evaluation, clause, assertion, opposite[assertion->compare]);
    } else if (clause->assertion_count == 1 &&
               (assertion->negated || (!assertion->has_compare && !is_quantified(evaluation, clause)))) {
        out->nearest = ent_nearest_negated(evaluation, clause, assertion);
    }
}

static void nearest_span(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                         const struct ent_years *years, struct ent_finding *out) {
    int first, last;
    bool never = clause->window.form == ENT_WINDOW_NEVER;
    if (clause->window.form == ENT_WINDOW_EVER) {
        struct ent_window window = ent_window_of(ENT_WINDOW_NEVER, years->first, years->last);
        out->nearest = ent_nearest_with_window(evaluation, clause, &window);
    } else if (longest_run(evaluation, clause, years, !never, &first, &last)) {
        struct ent_window window = ent_window_of(never ? ENT_WINDOW_NEVER : ENT_WINDOW_DURING, first, last);
        out->nearest = ent_nearest_with_window(evaluation, clause, &window);
    } else if (!never && !out->unseen) {
        struct ent_window window = ent_window_of(ENT_WINDOW_NEVER, years->first, years->last);
        out->nearest = ent_nearest_with_window(evaluation, clause, &window);
    }
}

/* Why nothing is seen; of too few rows at a month or day, how many there are and how many are asked for. */
static const char *unseen_reason(const struct ent_evaluation *evaluation, const struct ent_clause *clause,
                                 const struct ent_cell *cell) {
    const struct ent_expression *left = clause->assertions[0].left;
    if (cell->why != ENT_WHY_TOO_FEW || left->form != ENT_EXPRESSION_SERIES)
        return ent_why_text(cell->why);
    const struct ent_term *term = ent_term_of(evaluation, left->series);
    const struct ent_series *series = evaluation->series[term - evaluation->terms][0];
    if (!term->has_moment || term->gap || !series)
        return ent_why_text(cell->why);
    struct ent_point point = ent_moment_point(evaluation, term, series);
    const char *words = ent_arena_format(evaluation->context->arena, "%s: %ld common, where %d are needed",
                                         ent_why_text(cell->why), point.support, series->measure->minimum_support);
    return words && point.support ? words : ent_why_text(cell->why);
}

static int evaluate_once(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                         const struct ent_years *years, struct ent_finding *out, struct ent_text *text) {
    struct ent_cell cell = ent_cell_of_condition(evaluation, clause->assertions, clause->assertion_count, years->first);
    if (ent_cell_seen(&cell)) {
        out->outcome = cell.value != 0 ? ENT_OUTCOME_HOLDS : ENT_OUTCOME_FAILS;
    } else if (ent_members_seen(evaluation, clause, years->first)) {
        out->outcome = ENT_OUTCOME_OPEN;
        out->reason = "members that are not seen could turn it";
    } else {
        out->outcome = cell.why == ENT_WHY_SEVERAL ? ENT_OUTCOME_OPEN : ENT_OUTCOME_NOT_COVERED;
        out->unseen = 1;
        out->reason = unseen_reason(evaluation, clause, &cell);
        if (cell.kind == ENT_KIND_NO_STATE)
            out->dropped = 1;
    }
    describe_year(evaluation, clause, years->first, out, text);
    struct ent_witness witness = *evaluation->witness; /* looking for what is near asks other years */
    if (out->outcome == ENT_OUTCOME_FAILS)
        nearest_at(evaluation, clause, years, out);
    *evaluation->witness = witness;
    return ENT_OK;
}

/* Whether members are seen in some year of which the whole group's answer is open. */
static bool some_member_seen(const struct ent_evaluation *evaluation, const struct ent_clause *clause,
                             const struct ent_years *years) {
    for (int year = years->first; year <= years->last; year++)
        if (ent_members_seen(evaluation, clause, year))
            return true;
    return false;
}

static const char *why_open(const struct ent_clause *clause, const struct tally *tally,
                            const struct ent_finding *finding) {
    if (!tally->seen)
        return tally->several ? finding->unseen_years : "members that are not seen could turn it";
    return clause->window.form == ENT_WINDOW_EVER ? "no witness, and years that nobody can see" : "holds where covered";
}

static void evaluate_span(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                          const struct ent_years *years, struct ent_finding *out, struct ent_text *text) {
    struct tally tally = {0};
    ent_text_init(&tally.unseen_years);
    tally_years(evaluation, clause, years, &tally);
    out->outcome = quantify(clause->window.form, &tally);
    out->unseen = tally.unseen;
    out->dropped = tally.dropped;
    if (out->outcome == ENT_OUTCOME_NOT_COVERED && some_member_seen(evaluation, clause, years))
        out->outcome = ENT_OUTCOME_OPEN;
    if (tally.unseen_years.length)
        out->unseen_years = kept(evaluation, &tally.unseen_years);
    if (tally.seen)
        describe_span(evaluation, clause, &tally, text);
    if (out->outcome == ENT_OUTCOME_OPEN)
        out->reason = why_open(clause, &tally, out);
    if (out->outcome == ENT_OUTCOME_NOT_COVERED)
        out->reason = tally.years     ? out->unseen_years
                      : tally.dropped ? ent_why_text(ENT_WHY_NO_STATE)
                                      : ent_why_text(ENT_WHY_OUTSIDE);
    struct ent_witness witness = *evaluation->witness;
    if (out->outcome == ENT_OUTCOME_FAILS)
        nearest_span(evaluation, clause, years, out);
    *evaluation->witness = witness;
    ent_text_release(&tally.unseen_years);
}

static int evaluate_clause(struct ent_evaluation *evaluation, const struct ent_clause *clause, struct ent_finding *out,
                           struct ent_error *error) {
    size_t each = ent_variable_of(evaluation, clause->assertions, true);
    ENT_TRY(ent_members_bound(evaluation, clause, error));
    if (each && ent_clause_is_whole(evaluation, clause))
        return ent_each_evaluate(evaluation, clause, each, out, error);
    if (clause->assertion_count && (clause->assertions[0].predicate.form != ENT_PREDICATE_NONE ||
                                    ent_assertion_is_overtook(evaluation, &clause->assertions[0])))
        return ent_predicate_evaluate(evaluation, clause, &clause->assertions[0], out, error);
    bool pooled = ent_clause_has_months(clause);
    if (pooled && ent_months_are_daily(evaluation, clause))
        return ent_months_evaluate(evaluation, clause, out, error);
    if (ent_clause_has_values(clause))
        return ent_function_clause_evaluate(evaluation, clause, out, error);
    struct ent_years years;
    ENT_TRY(ent_window_years(evaluation, clause, &years, error));
    if (pooled)
        ENT_TRY(ent_months_pool(evaluation, clause, &years.first, error));
    struct ent_text text;
    ent_text_init(&text);
    bool once = pooled || clause->window.form == ENT_WINDOW_NONE || clause->window.form == ENT_WINDOW_AT;
    if (once)
        evaluate_once(evaluation, clause, &years, out, &text);
    else
        evaluate_span(evaluation, clause, &years, out, &text);
    out->numbers = kept(evaluation, &text);
    ent_text_release(&text);
    return out->numbers ? ENT_OK : ent_fail_memory(error);
}

int ent_clause_evaluate(struct ent_evaluation *evaluation, const struct ent_clause *clause, struct ent_finding *out,
                        struct ent_error *error) {
    ENT_TRY(evaluate_clause(evaluation, clause, out, error));
    return ent_moments_status(evaluation, error);
}
