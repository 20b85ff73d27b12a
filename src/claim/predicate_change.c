/* Changes: a code or a yes that became another, seniority that changed hands, a state of things that came back. */
#include <math.h>
#include <string.h>

#include "base/figure.h"
#include "claim/evaluate.h"
#include "question/crossing_date.h"

/* The years of a window that asks whether something happened in it. `never` turns the answer. */
static int window_of_change(struct ent_evaluation *evaluation, const struct ent_clause *clause, const char *what,
                            struct ent_years *out, bool *turned, struct ent_error *error) {
    enum ent_window_form form = clause->window.form;
    *turned = form == ENT_WINDOW_NEVER;
    if (form == ENT_WINDOW_NONE || form == ENT_WINDOW_ALWAYS || form == ENT_WINDOW_MOSTLY)
        return ent_fail(error, ENT_ERROR_USAGE, "\"%s\" needs the years in which it happened: %s during 1978..2002",
                        what, what);
    return ent_window_years(evaluation, clause, out, error);
}

static void turn(struct ent_finding *out, bool turned) {
    if (!turned || (out->outcome != ENT_OUTCOME_HOLDS && out->outcome != ENT_OUTCOME_FAILS))
        return;
    out->outcome = out->outcome == ENT_OUTCOME_HOLDS ? ENT_OUTCOME_FAILS : ENT_OUTCOME_HOLDS;
    out->nearest = NULL;
}

/* ---- codes ---- */

static void add_value(struct ent_text *text, const struct ent_cell *cell, double value) {
    if (cell->scale == ENT_SCALE_YES_NO)
        ent_text_add(text, value != 0 ? "yes" : "no");
    else
        ent_figure_add(text, value);
}

struct changes {
    int seen, unseen, dropped, count;
    int first, last;              /* the years of the first and the last change */
    double first_from, last_from; /* what it was before */
    int unseen_first, unseen_last;
    enum ent_why why;
    double at_end;
};

/* A change is in the year whose value is not that of the seen year before; the year before the window is that of its
 * first. */
static struct changes count_changes(const struct ent_evaluation *evaluation, const struct ent_expression *expression,
                                    int first, int last) {
    struct changes out = {.why = ENT_WHY_OUTSIDE, .at_end = (double)NAN};
    bool before = false;
    for (int year = first - 1; year <= last; year++) {
        struct ent_cell cell = ent_cell_of_expression(evaluation, expression, year);
        if (!ent_cell_seen(&cell)) {
            bool dropped = cell.kind == ENT_KIND_NO_STATE;
            out.dropped += year >= first && dropped;
            if (year < first || dropped)
                continue;
            out.unseen++;
            out.why = cell.why;
            out.unseen_first = out.unseen_first ? out.unseen_first : year;
            out.unseen_last = year;
            continue;
        }
        if (before && cell.value != out.at_end) {
            if (!out.count++) {
                out.first = year;
                out.first_from = out.at_end;
            }
            out.last = year;
            out.last_from = out.at_end;
        }
        out.seen += year >= first;
        out.at_end = cell.value;
        before = true;
    }
    return out;
}

/* The change outside the window that lies nearest to it. 0 when there is none. */
static int nearest_change(const struct ent_evaluation *evaluation, const struct ent_expression *expression,
                          const struct ent_years *years) {
    int first, last, best = 0;
    ent_evaluation_seen_span(evaluation, &first, &last);
    for (int year = first; year <= last; year++) {
        int away = year < years->first ? years->first - year : year - years->last;
        int best_away = best < years->first ? years->first - best : best - years->last;
        if ((year < years->first || year > years->last) && count_changes(evaluation, expression, year, year).count &&
            (!best || away < best_away))
            best = year;
    }
    return best;
}

static int evaluate_codes(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                          const struct ent_assertion *assertion, const struct ent_years *years, struct ent_finding *out,
                          struct ent_text *text) {
    struct changes changes = count_changes(evaluation, assertion->left, years->first, years->last);
    struct ent_cell end = ent_cell_of_expression(evaluation, assertion->left, years->last);
    out->unseen = changes.unseen;
    out->dropped = changes.dropped;
    out->year = changes.last ? changes.last : years->last;
    out->value = changes.at_end;
    if (changes.unseen && !evaluation->quiet)
        out->unseen_years = ent_arena_format(evaluation->context->arena, "%d–%d (%s)", changes.unseen_first,
                                             changes.unseen_last, ent_why_text(changes.why));
    if (!changes.seen) {
        out->outcome = ENT_OUTCOME_NOT_COVERED;
        out->reason = ent_why_text(changes.dropped && !changes.unseen ? ENT_WHY_NO_STATE : changes.why);
        return ENT_OK;
    }
    out->outcome = changes.count ? ENT_OUTCOME_HOLDS : changes.unseen ? ENT_OUTCOME_OPEN : ENT_OUTCOME_FAILS;
    if (out->outcome == ENT_OUTCOME_OPEN)
        out->reason = "no change seen, and years that nobody can see";
    if (changes.count) {
        ent_text_format(text, "%d change%s, ", changes.count, changes.count == 1 ? "" : "s");
        if (changes.count > 1)
            ent_text_format(text, "first %d, last ", changes.first);
        ent_text_format(text, "%d from ", changes.last);
        add_value(text, &end, changes.last_from);
    } else {
        add_value(text, &end, changes.at_end);
        ent_text_format(text, " in all %d seen years", changes.seen);
    }
    int nearest = out->outcome == ENT_OUTCOME_FAILS && !evaluation->quiet
                      ? nearest_change(evaluation, assertion->left, years)
                      : 0;
    if (nearest) {
        struct ent_window window = ent_window_of(ENT_WINDOW_DURING, nearest, nearest);
        out->nearest = ent_nearest_with_window(evaluation, clause, &window);
    }
    return ENT_OK;
}

/* ---- seniority ---- */

/* A pair by one measure, and the last crossing that lasts. */
struct pair {
    const struct ent_term *term;
    struct ent_ratio ratio;
    struct ent_reversal reversal;
    enum ent_reversal_code code;        /* of the direction that is asked; of the one ahead where none is */
    const struct ent_crossing *decides; /* the final crossing, of either direction; NULL */
    bool asked_other;                   /* overtook: the final crossing is the other's */
    bool turned; /* by this measure less is what the concept means by more: the ratio is B's to A */
};

static int read_pair(struct ent_evaluation *evaluation, const struct ent_expression *expression, bool directed,
                     struct pair *out, struct ent_error *error) {
    const struct ent_term *term = ent_term_of(evaluation, expression->series);
    size_t index = (size_t)(term - evaluation->terms);
    const struct ent_series *a = evaluation->series[index][0], *b = evaluation->series[index][1];
    struct ent_arena *arena = evaluation->context->arena;
    *out = (struct pair){.term = term, .turned = ent_expression_sense(evaluation, expression) < 0};
    if (!a || !b)
        return ENT_OK;
    ENT_TRY(ent_ratio_build(arena, evaluation->context->record->states, out->turned ? b : a, out->turned ? a : b, 0,
                            evaluation->options->dateline_year, &out->ratio, error));
    ENT_TRY(ent_reversal_find(arena, &out->ratio, &out->reversal, error));
    int direction = directed || !out->reversal.ahead ? 1 : out->reversal.ahead;
    out->code = ent_reversal_code(&out->ratio, &out->reversal, direction, NULL);
    out->decides = ent_reversal_final(&out->ratio, &out->reversal);
    out->asked_other = directed && out->reversal.ahead < 0;
    return ENT_OK;
}

/* How the years of a window are seen. */
struct sight {
    int seen, unseen;
    bool ends;
};

static struct sight see_window(const struct ent_ratio *ratio, const struct ent_years *years) {
    struct sight out = {0, 0, false};
    bool first = false, last = false;
    for (size_t i = 0; i < ratio->count; i++) {
        int year = ratio->years[i].year;
        out.seen += year >= years->first && year <= years->last;
        first |= year == years->first;
        last |= year == years->last;
    }
    out.unseen = years->last - years->first + 1 - out.seen;
    out.ends = first && last;
    return out;
}

/* Where the final crossing lies against the window: 1 inside, 0 outside, -1 it may be either. */
static int place(const struct ent_crossing *crossing, const struct ent_years *years) {
    if (crossing->before + 1 >= years->first && crossing->after <= years->last)
        return 1;
    return crossing->after < years->first || crossing->before + 1 > years->last ? 0 : -1;
}

static enum ent_outcome judge_pair(const struct pair *pair, const struct ent_years *years, const char **reason) {
    const struct ent_crossing *crossing = pair->decides;
    struct sight sight = see_window(&pair->ratio, years);
    int inside = crossing ? place(crossing, years) : 0;
    if (!pair->ratio.count || (!crossing && !sight.seen)) {
        *reason = !pair->ratio.numbers ? "not an amount: there is no ratio" : ent_why_text(ENT_WHY_OUTSIDE);
        return ENT_OUTCOME_NOT_COVERED;
    }
    if (crossing && crossing->seen_after < ENT_REVERSAL_FRESH) {
        *reason = "too fresh: fewer than five seen years after the crossing";
        return ENT_OUTCOME_OPEN;
    }
    if (inside && !pair->asked_other) {
        *reason = "the crossing lies in unseen years, in the window or not";
        return inside > 0 ? ENT_OUTCOME_HOLDS : ENT_OUTCOME_OPEN;
    }
    bool to_end = pair->reversal.last_year >= years->last; /* else the other may still pass it, unseen, in the window */
    if (crossing && (crossing->after > years->last || (pair->asked_other && to_end)))
        return ENT_OUTCOME_FAILS; /* whatever happened before, it did not last */
    if (sight.seen && sight.ends && sight.unseen * 10 <= sight.seen + sight.unseen)
        return ENT_OUTCOME_FAILS;
    *reason = "no crossing seen, and years that nobody can see";
    return sight.seen ? ENT_OUTCOME_OPEN : ENT_OUTCOME_NOT_COVERED;
}

/* "CHN ahead since 1993, between 1992 and 1994 by its noise; ratio .56 in 1988, 2.20 in 1996" */
static void describe_pair(struct ent_evaluation *evaluation, const struct pair *pair,
                          const struct ent_crossing_date *date, struct ent_text *text) {
    const struct ent_states *states = evaluation->context->record->states;
    const struct ent_reversal *reversal = &pair->reversal;
    const struct ent_crossing *crossing = pair->decides;
    if (!pair->ratio.count)
        return;
    ent_state ahead = reversal->ahead < 0 ? pair->term->b : pair->term->a;
    if (!reversal->ahead)
        ent_text_format(text, "as much as each other in %d", reversal->last_year);
    else if (!crossing)
        ent_text_format(text, "%s ahead in all seen years", ent_states_code(states, ahead));
    else if (crossing->gap)
        ent_text_format(text, "%s ahead since some year of %d–%d", ent_states_code(states, ahead), crossing->before + 1,
                        crossing->after);
    else
        ent_text_format(text, "%s ahead since %d", ent_states_code(states, ahead), crossing->after);
    if (crossing && crossing->broken)
        ent_text_add(text, " across a series break");
    if (date->established)
        ent_text_format(text, " [%d, %d]", (int)ceil(date->low), (int)ceil(date->high));
    else if (date->by != ENT_DATE_NONE)
        ent_text_add(text, ", not established against noise");
    ent_text_add(text, "; ratio ");
    ent_figure_add(text, exp(reversal->first_log));
    ent_text_format(text, " in %d, ", reversal->first_year);
    ent_figure_add(text, exp(reversal->last_log));
    ent_text_format(text, " in %d", reversal->last_year);
}

/* The window in which it did change; where it never did, who was ahead in all of it. */
static void nearest_pair(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                         const struct ent_assertion *assertion, const struct pair *pair, const struct ent_years *years,
                         struct ent_finding *out) {
    const struct ent_crossing *crossing = pair->decides;
    if (pair->turned) /* a sentence on the measure itself would say the reverse */
        return;
    if (crossing && !pair->asked_other) {
        struct ent_window window = ent_window_of(ENT_WINDOW_DURING, crossing->before + 1, crossing->after);
        out->nearest = ent_nearest_with_window(evaluation, clause, &window);
        return;
    }
    if (crossing || pair->term->form != ENT_TERM_SENIOR || !pair->reversal.ahead ||
        see_window(&pair->ratio, years).unseen)
        return;
    struct ent_predicate none = {.form = ENT_PREDICATE_NONE};
    struct ent_window window =
        ent_window_of(pair->reversal.ahead > 0 ? ENT_WINDOW_ALWAYS : ENT_WINDOW_NEVER, years->first, years->last);
    out->nearest = ent_nearest_with_predicate(evaluation, clause, assertion, &none, &window);
}

static int evaluate_pair(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                         const struct ent_assertion *assertion, bool directed, const struct ent_years *years,
                         struct ent_finding *out, struct ent_text *text, struct ent_error *error) {
    struct pair pair;
    struct ent_crossing_date date = {.established = false};
    ENT_TRY(read_pair(evaluation, assertion->left, directed, &pair, error));
    out->outcome = judge_pair(&pair, years, &out->reason);
    if (out->outcome == ENT_OUTCOME_HOLDS || out->outcome == ENT_OUTCOME_FAILS)
        out->reason = NULL;
    out->year = pair.decides ? pair.decides->after : pair.reversal.last_year;
    out->unseen = see_window(&pair.ratio, years).unseen;
    if (evaluation->quiet)
        return ENT_OK;
    if (pair.decides) {
        ent_crossing_date(&pair.ratio, pair.decides, &date);
        out->value = exp(pair.ratio.years[pair.decides->at].log);
        double inside = ent_crossing_share(&date, years->last) - ent_crossing_share(&date, years->first - 1);
        if (out->outcome == ENT_OUTCOME_HOLDS)
            out->agree = inside;
        else if (out->outcome == ENT_OUTCOME_FAILS && !pair.asked_other)
            out->agree = 1 - inside;
    }
    describe_pair(evaluation, &pair, &date, text);
    if (out->outcome == ENT_OUTCOME_FAILS)
        nearest_pair(evaluation, clause, assertion, &pair, years, out);
    return ENT_OK;
}

int ent_changed_evaluate(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                         const struct ent_assertion *assertion, struct ent_finding *out, struct ent_text *text,
                         struct ent_error *error) {
    struct ent_years years;
    bool turned;
    ENT_TRY(window_of_change(evaluation, clause, "changed", &years, &turned, error));
    bool senior = ent_term_of(evaluation, assertion->left->series)->form == ENT_TERM_SENIOR;
    ENT_TRY(senior ? evaluate_pair(evaluation, clause, assertion, false, &years, out, text, error)
                   : evaluate_codes(evaluation, clause, assertion, &years, out, text));
    turn(out, turned);
    return ENT_OK;
}

int ent_overtook_evaluate(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                          const struct ent_assertion *assertion, struct ent_finding *out, struct ent_text *text,
                          struct ent_error *error) {
    struct ent_years years;
    bool turned;
    ENT_TRY(window_of_change(evaluation, clause, "overtook(…)", &years, &turned, error));
    ENT_TRY(evaluate_pair(evaluation, clause, assertion, true, &years, out, text, error));
    turn(out, turned);
    return ENT_OK;
}

/* ---- again ---- */

/* Looking back from T: the run that ends there, and what was before it. */
struct run {
    int start;   /* of the unbroken seen run of yes that ends at T; 0: T is a no */
    bool open;   /* the year before the run is not seen: it may begin earlier */
    int earlier; /* the last year of yes before the run and a no; 0 for none */
    bool unseen; /* years before the run that nobody sees */
};

static struct run look_back(const struct ent_evaluation *evaluation, const struct ent_expression *expression, int at) {
    struct run out = {0, false, 0, false};
    int first, last, year = at;
    ent_evaluation_seen_span(evaluation, &first, &last);
    for (; year >= first; year--) {
        struct ent_cell cell = ent_cell_of_expression(evaluation, expression, year);
        if (!ent_cell_seen(&cell) || cell.value == 0) {
            out.open = !ent_cell_seen(&cell) && cell.kind != ENT_KIND_NO_STATE;
            break;
        }
        out.start = year;
    }
    out.open |= year < first;
    bool no = false;
    for (; out.start && year >= first && !out.earlier; year--) {
        struct ent_cell cell = ent_cell_of_expression(evaluation, expression, year);
        if (!ent_cell_seen(&cell))
            out.unseen |= cell.kind != ENT_KIND_NO_STATE;
        else if (cell.value == 0)
            no = true;
        else if (no)
            out.earlier = year;
    }
    return out;
}

/* So since S, not in the year before, and once before that. */
static enum ent_outcome judge_run(const struct run *run, int since) {
    if (!run->start || run->start < since)
        return ENT_OUTCOME_FAILS;
    if (run->start > since)
        return run->open ? ENT_OUTCOME_OPEN : ENT_OUTCOME_FAILS;
    if (run->open)
        return ENT_OUTCOME_OPEN;
    return run->earlier ? ENT_OUTCOME_HOLDS : run->unseen ? ENT_OUTCOME_OPEN : ENT_OUTCOME_FAILS;
}

int ent_again_evaluate(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                       const struct ent_assertion *assertion, struct ent_finding *out, struct ent_text *text,
                       struct ent_error *error) {
    struct ent_years years;
    int since;
    if (clause->window.form != ENT_WINDOW_NONE && clause->window.form != ENT_WINDOW_AT)
        return ent_fail(error, ENT_ERROR_USAGE,
                        "\"again since\" needs the year it is said of: again since 2007 at 2018");
    ENT_TRY(ent_window_years(evaluation, clause, &years, error));
    ENT_TRY(ent_time_year(evaluation, &assertion->predicate.since, false, &since, error));
    if (since > years.last)
        return ent_fail(error, ENT_ERROR_USAGE, "\"again since %d\" must not lie after %d", since, years.last);
    struct ent_cell cell = ent_cell_of_expression(evaluation, assertion->left, years.last);
    out->year = years.last;
    out->value = cell.value;
    if (!ent_cell_seen(&cell)) {
        out->outcome = ENT_OUTCOME_NOT_COVERED;
        out->unseen = 1;
        out->reason = ent_why_text(cell.why);
        return ENT_OK;
    }
    struct run run = look_back(evaluation, assertion->left, years.last);
    out->outcome = judge_run(&run, since);
    if (out->outcome == ENT_OUTCOME_OPEN)
        out->reason = run.open ? "the year before is not seen" : "not before, where covered";
    if (!run.start)
        ent_text_add(text, "no");
    else
        ent_text_format(text, "unbroken since %d", run.start);
    if (run.start && run.earlier)
        ent_text_format(text, "; last before that in %d", run.earlier);
    else if (run.start && !run.open && !run.unseen)
        ent_text_add(text, "; never before");
    if (out->outcome == ENT_OUTCOME_FAILS && run.start && run.earlier && !run.open) {
        struct ent_predicate predicate = assertion->predicate;
        predicate.since.form = ENT_TIME_DATE;
        predicate.since.interval = ent_interval_year(run.start);
        predicate.since.first_year = predicate.since.last_year = run.start;
        struct ent_window window = ent_window_of(ENT_WINDOW_AT, years.last, years.last);
        out->nearest = ent_nearest_with_predicate(evaluation, clause, assertion, &predicate, &window);
    }
    return ENT_OK;
}
