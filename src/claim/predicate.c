/* Records and steps: highest, lowest, rising and falling every year; and which file judges the other predicates. */
#include <math.h>
#include <string.h>

#include "base/figure.h"
#include "claim/quantify.h"

/* A series of one expression over years, with "more" turned so that higher always wins. */
struct path {
    const struct ent_evaluation *evaluation;
    const struct ent_expression *expression;
    double sign;          /* 1 for highest and rising, -1 for lowest and falling */
    int first, last;      /* seen span */
    struct ent_cell unit; /* the cell whose unit counts; years in another are unseen */
};

static struct ent_cell path_cell(const struct path *path, int year) {
    struct ent_cell cell = ent_cell_of_expression(path->evaluation, path->expression, year);
    if (ent_cell_other_unit(&cell, &path->unit))
        cell = (struct ent_cell){.kind = ENT_KIND_UNDEFINED, .why = ENT_WHY_UNIT, .value = (double)NAN};
    cell.value *= path->sign;
    return cell;
}

/* Replicates of a specification are seen in the same years as the specification itself. */
static void path_span(struct path *path, struct ent_evaluation *evaluation) {
    int first, last;
    if (evaluation->quiet && evaluation->spanned == path->expression) {
        path->first = evaluation->span_first;
        path->last = evaluation->span_last;
        return;
    }
    ent_evaluation_seen_span(path->evaluation, &first, &last);
    path->first = 1;
    path->last = 0;
    for (int year = first; year <= last; year++) {
        struct ent_cell cell = path_cell(path, year);
        if (!ent_cell_seen(&cell))
            continue;
        if (path->first > path->last)
            path->first = year;
        path->last = year;
    }
    evaluation->spanned = path->expression;
    evaluation->span_first = path->first;
    evaluation->span_last = path->last;
}

static bool coded(const struct ent_cell *cell) {
    return cell->scale == ENT_SCALE_YES_NO || cell->scale == ENT_SCALE_CODED;
}

/* First year of the unbroken run of the same value that ends at T; T itself for a measure with numbers. */
static int run_start(const struct path *path, int at, const struct ent_cell *value) {
    int start = at;
    while (coded(value) && start > path->first) {
        struct ent_cell before = path_cell(path, start - 1);
        if (!ent_cell_seen(&before) || before.value != value->value)
            break;
        start--;
    }
    return start;
}

struct record {
    int since;         /* the reference year, which does not count; 0: on record */
    int counter_first; /* the earliest seen year of the window that is not beaten */
    int counter_last;  /* the latest seen year at all before T that is not beaten */
    int seen, unseen, changed;
    int dropped;
    bool first_seen;
    int rank_low, rank_high, rank_of, peak;
    double best_other; /* of the window */
    bool written;      /* since a year or era, not "on record" */
};

static void count_window(const struct path *path, int at, const struct ent_cell *value, int start, struct record *out,
                         struct ent_text *unseen_years, enum ent_why *why) {
    int first_alive = 0, run_first = 0, run_last = 0;
    for (int year = out->since + 1; year < at; year++) {
        struct ent_cell cell = path_cell(path, year);
        if (cell.kind == ENT_KIND_NO_STATE) {
            out->dropped++;
            continue;
        }
        if (!first_alive)
            first_alive = year;
        if (!ent_cell_seen(&cell)) {
            out->unseen++;
            *why = cell.why;
            if (!run_first)
                run_first = year;
            run_last = year;
            continue;
        }
        if (run_first) {
            if (unseen_years->length)
                ent_text_add(unseen_years, ", ");
            ent_years_add(unseen_years, run_first, run_last);
            run_first = 0;
        }
        out->seen++;
        if (year == first_alive)
            out->first_seen = true;
        if (cell.value != value->value)
            out->changed = 1;
        if (year < start && cell.value >= value->value && !out->counter_first)
            out->counter_first = year;
        if (year < start && cell.value > out->best_other)
            out->best_other = cell.value;
    }
    if (run_first) {
        if (unseen_years->length)
            ent_text_add(unseen_years, ", ");
        ent_years_add(unseen_years, run_first, run_last);
    }
    if (!first_alive)
        out->first_seen = true;
}

/* The rank of T among the seen years of the window, and the last year at all that T does not beat. */
static void count_all(const struct path *path, int at, const struct ent_cell *value, int start, struct record *out) {
    double best = -INFINITY;
    int greater = 0, equal_or_greater = 0;
    for (int year = path->first; year <= at; year++) {
        struct ent_cell cell = path_cell(path, year);
        if (!ent_cell_seen(&cell))
            continue;
        if (year < start && cell.value >= value->value)
            out->counter_last = year;
        if (year <= out->since)
            continue;
        out->rank_of++;
        greater += cell.value > value->value;
        equal_or_greater += cell.value >= value->value;
        if (cell.value > best) {
            best = cell.value;
            out->peak = year;
        }
    }
    out->rank_low = greater + 1;
    out->rank_high = equal_or_greater;
}

static void describe_record(const struct path *path, const struct ent_cell *value, const struct record *record,
                            int start, int at, struct ent_text *text) {
    double plain = value->value * path->sign;
    if (value->scale == ENT_SCALE_YES_NO)
        ent_text_add(text, plain != 0 ? "yes" : "no");
    else
        ent_figure_add(text, plain);
    if (value->percent)
        ent_text_add(text, " %");
    if (coded(value)) {
        if (start < at)
            ent_text_format(text, ", unbroken since %d", start);
        if (record->counter_last)
            ent_text_format(text, "; %s in %d", value->scale == ENT_SCALE_YES_NO ? "before that" : "as high or higher",
                            record->counter_last);
        return;
    }
    ent_text_add(text, ", ");
    ent_ordinal_add(text, record->rank_low);
    if (record->rank_high > record->rank_low) {
        ent_text_add(text, "–");
        ent_ordinal_add(text, record->rank_high);
    }
    ent_text_format(text, " of %d years, %s %d", record->rank_of, path->sign > 0 ? "peak" : "low", record->peak);
}

static enum ent_outcome judge_record(const struct record *record, const struct ent_cell *value, int at,
                                     const char **reason) {
    int window = at - record->since - record->dropped; /* T itself counts as a year of the window */
    if (coded(value) && !record->changed && !record->counter_first) {
        *reason = record->seen ? "undefined: constant in the window" : "nothing to compare with";
        return ENT_OUTCOME_NOT_COVERED;
    }
    if (record->counter_first)
        return ENT_OUTCOME_FAILS;
    if (window == 1 && !record->dropped && record->written)
        return ENT_OUTCOME_HOLDS; /* "highest since last year": no year stands between */
    if (!record->seen) {
        *reason = "no other year of the window is seen";
        return ENT_OUTCOME_NOT_COVERED;
    }
    if (record->first_seen && record->unseen * 10 <= window)
        return ENT_OUTCOME_HOLDS;
    *reason = "holds where covered";
    return ENT_OUTCOME_OPEN;
}

/* The earliest S for which the record holds: no seen year after it stands against it, and not too many are unseen. 0
 * when there is none. */
static int earliest_since(const struct path *path, int at, const struct ent_cell *value, int start, int counter_last) {
    for (int since = counter_last ? counter_last : path->first - 1; since < at; since++) {
        struct record record = {.since = since, .best_other = -INFINITY, .written = true};
        struct ent_text ignored;
        enum ent_why why = ENT_WHY_FINE;
        const char *reason;
        ent_text_init(&ignored);
        count_window(path, at, value, start, &record, &ignored, &why);
        ent_text_release(&ignored);
        if (judge_record(&record, value, at, &reason) == ENT_OUTCOME_HOLDS)
            return since;
    }
    return 0;
}

static int since_year(struct ent_evaluation *evaluation, const struct ent_predicate *predicate, const struct path *path,
                      int at, int *out, struct ent_error *error) {
    if (predicate->since.form == ENT_TIME_RECORD) {
        *out = path->first - 1;
        return ENT_OK;
    }
    ENT_TRY(ent_time_year(evaluation, &predicate->since, evaluation->at->bound == 1, out, error));
    if (*out >= at)
        return ent_fail(error, ENT_ERROR_USAGE, "\"since %d\" must lie before %d", *out, at);
    return ENT_OK;
}

static int evaluate_record(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                           const struct ent_assertion *assertion, struct path *path, struct ent_finding *out,
                           struct ent_text *text, struct ent_error *error) {
    struct ent_years years;
    ENT_TRY(ent_window_years(evaluation, clause, &years, error));
    if (years.timeless || clause->window.form == ENT_WINDOW_DURING)
        return ent_fail(error, ENT_ERROR_USAGE, "a record needs the year it is said of: highest since S at T");
    struct ent_cell value = path_cell(path, years.last);
    path->unit = value;
    struct record record = {.best_other = -INFINITY, .written = assertion->predicate.since.form != ENT_TIME_RECORD};
    out->year = years.last;
    ENT_TRY(since_year(evaluation, &assertion->predicate, path, years.last, &record.since, error));
    if (!ent_cell_seen(&value)) {
        out->outcome = ENT_OUTCOME_NOT_COVERED;
        out->unseen = 1;
        out->reason = ent_why_text(value.why);
        return ENT_OK;
    }
    struct ent_text unseen_years;
    ent_text_init(&unseen_years);
    enum ent_why why = ENT_WHY_OUTSIDE;
    int start = run_start(path, years.last, &value);
    count_window(path, years.last, &value, start, &record, &unseen_years, &why);
    if (!evaluation->quiet)
        count_all(path, years.last, &value, start, &record);
    out->outcome = judge_record(&record, &value, years.last, &out->reason);
    out->value = value.value * path->sign;
    out->unseen = record.unseen;
    out->dropped = record.dropped;
    if (unseen_years.length)
        out->unseen_years =
            ent_arena_format(evaluation->context->arena, "%s (%s)", unseen_years.bytes, ent_why_text(why));
    ent_text_release(&unseen_years);
    out->rank_low = record.rank_low;
    out->rank_high = record.rank_high;
    out->rank_of = record.rank_of;
    out->peak_year = record.peak;
    out->margin = isinf(record.best_other) ? (double)NAN : fabs(value.value - record.best_other);
    if (evaluation->quiet)
        return ENT_OK;
    out->holds_since = earliest_since(path, years.last, &value, start, record.counter_last);
    describe_record(path, &value, &record, start, years.last, text);
    /* printed with every record claim, so that nobody is flattered by the choice of S */
    if (out->holds_since && out->holds_since < path->first)
        ent_text_add(text, "; holds on record");
    else if (out->holds_since)
        ent_text_format(text, "; holds since %d", out->holds_since);
    if (out->outcome == ENT_OUTCOME_FAILS && out->holds_since)
        out->nearest = ent_nearest_with_since(evaluation, clause, assertion, out->holds_since, years.last);
    return ENT_OK;
}

/* Steps between seen years of the window. */
struct steps {
    int steps, rising, first_fall, unseen, dropped, years;
    bool first_seen, last_seen;
    int best_first, best_last; /* the longest run that rises every year, ending last among equals */
};

static void count_steps(const struct path *path, const struct ent_years *years, struct steps *out) {
    int before = 0, run = 0;
    double before_value = 0;
    for (int year = years->first; year <= years->last; year++) {
        struct ent_cell cell = path_cell(path, year);
        if (cell.kind == ENT_KIND_NO_STATE) {
            out->dropped++;
            continue;
        }
        out->years++;
        out->last_seen = ent_cell_seen(&cell);
        if (out->years == 1)
            out->first_seen = out->last_seen;
        if (!out->last_seen) {
            out->unseen++;
            run = 0;
            continue;
        }
        if (before) {
            bool rises = cell.value > before_value;
            out->steps++;
            out->rising += rises;
            if (!rises && !out->first_fall)
                out->first_fall = year;
            if (!rises || before != year - 1)
                run = 0;
        }
        if (!run)
            run = year;
        if (year > run && year - run >= out->best_last - out->best_first) {
            out->best_first = run;
            out->best_last = year;
        }
        before = year;
        before_value = cell.value;
    }
}

static int evaluate_steps(struct ent_evaluation *evaluation, const struct ent_clause *clause, struct path *path,
                          struct ent_finding *out, struct ent_text *text, struct ent_error *error) {
    struct ent_years years;
    struct steps steps = {0};
    ENT_TRY(ent_window_years(evaluation, clause, &years, error));
    if (years.first >= years.last)
        return ent_fail(error, ENT_ERROR_USAGE, "\"every year\" needs a window of years: during A..B");
    path->unit = path_cell(path, years.last);
    count_steps(path, &years, &steps);
    out->unseen = steps.unseen;
    out->dropped = steps.dropped;
    out->year = years.last;
    out->value = path_cell(path, years.last).value * path->sign;
    if (!steps.steps) {
        out->outcome = ENT_OUTCOME_NOT_COVERED;
        out->reason = ent_why_text(steps.years ? ENT_WHY_OUTSIDE : ENT_WHY_NO_STATE);
        return ENT_OK;
    }
    bool tolerated = steps.first_seen && steps.last_seen && steps.unseen * 10 <= steps.years;
    out->outcome = steps.first_fall ? ENT_OUTCOME_FAILS : tolerated ? ENT_OUTCOME_HOLDS : ENT_OUTCOME_OPEN;
    if (out->outcome == ENT_OUTCOME_OPEN)
        out->reason = "holds where covered";
    const char *verb = path->sign > 0 ? "rise" : "fall";
    ent_text_format(text, "%d of %d steps %s", steps.rising, steps.steps, verb);
    if (steps.first_fall)
        ent_text_format(text, ", first that does not %d", steps.first_fall);
    if (steps.first_fall && steps.best_last > steps.best_first) {
        struct ent_time from = {.form = ENT_TIME_DATE, .interval = ent_interval_year(steps.best_first)};
        struct ent_time to = {.form = ENT_TIME_DATE, .interval = ent_interval_year(steps.best_last)};
        struct ent_window window = {.form = ENT_WINDOW_DURING,
                                    .span = {.form = ENT_SPAN_RANGE, .from = from, .to = to}};
        out->nearest = ent_nearest_with_window(evaluation, clause, &window);
    }
    return ENT_OK;
}

typedef int evaluate_one(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                         const struct ent_assertion *assertion, struct ent_finding *out, struct ent_text *text,
                         struct ent_error *error);

static int evaluate_path(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                         const struct ent_assertion *assertion, struct ent_finding *out, struct ent_text *text,
                         struct ent_error *error) {
    enum ent_predicate_form form = assertion->predicate.form;
    bool upward = form == ENT_PREDICATE_HIGHEST || form == ENT_PREDICATE_RISING;
    double sense = ent_expression_sense(evaluation, assertion->left);
    struct path path = {.evaluation = evaluation, .expression = assertion->left, .sign = upward ? sense : -sense};
    path_span(&path, evaluation);
    bool steps = form == ENT_PREDICATE_RISING || form == ENT_PREDICATE_FALLING;
    return steps ? evaluate_steps(evaluation, clause, &path, out, text, error)
                 : evaluate_record(evaluation, clause, assertion, &path, out, text, error);
}

static evaluate_one *judge_of(const struct ent_assertion *assertion) {
    switch (assertion->predicate.form) {
    case ENT_PREDICATE_NONE:
        return ent_overtook_evaluate;
    case ENT_PREDICATE_CHANGED:
        return ent_changed_evaluate;
    case ENT_PREDICATE_AGAIN_SINCE:
        return ent_again_evaluate;
    case ENT_PREDICATE_GROWTH:
        return ent_growth_evaluate;
    case ENT_PREDICATE_RANK:
        return ent_rank_evaluate;
    case ENT_PREDICATE_RISING:
    case ENT_PREDICATE_FALLING:
        return assertion->predicate.every_year ? evaluate_path : ent_trend_evaluate;
    case ENT_PREDICATE_HIGHEST:
    case ENT_PREDICATE_LOWEST:
        break;
    }
    return evaluate_path;
}

static int judge(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                 const struct ent_assertion *assertion, struct ent_finding *out, struct ent_text *text,
                 struct ent_error *error);

static int ask_member(struct ent_evaluation *here, const struct ent_asking *asking, struct ent_finding *out,
                      struct ent_error *error) {
    struct ent_text text;
    ent_text_init(&text);
    int status = judge(here, asking->clause, asking->assertion, out, &text, error);
    out->numbers = text.failed ? NULL : ent_arena_string(here->context->arena, text.bytes);
    ent_text_release(&text);
    return status != ENT_OK ? status : out->numbers ? ENT_OK : ent_fail_memory(error);
}

/* The assertion without its "not", of each member of the next group that stands in it. */
static int judge(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                 const struct ent_assertion *assertion, struct ent_finding *out, struct ent_text *text,
                 struct ent_error *error) {
    struct ent_asking asking = {.clause = clause, .assertion = assertion, .ask = ask_member};
    asking.variable = ent_variable_of(evaluation, assertion, false);
    if (!asking.variable)
        return judge_of(assertion)(evaluation, clause, assertion, out, text, error);
    ENT_TRY(ent_members_when(evaluation, clause, asking.variable, 0, &asking.when, error));
    return ent_outcome_over_members(evaluation, &asking, out, text, error);
}

int ent_predicate_evaluate(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                           const struct ent_assertion *assertion, struct ent_finding *out, struct ent_error *error) {
    struct ent_text text;
    ent_text_init(&text);
    int status = judge(evaluation, clause, assertion, out, &text, error);
    if (status == ENT_OK) {
        out->numbers = text.failed ? NULL : ent_arena_string(evaluation->context->arena, text.bytes);
        if (!out->numbers)
            status = ent_fail_memory(error);
    }
    ent_text_release(&text);
    if (status == ENT_OK && assertion->negated &&
        (out->outcome == ENT_OUTCOME_HOLDS || out->outcome == ENT_OUTCOME_FAILS)) {
        out->outcome = out->outcome == ENT_OUTCOME_HOLDS ? ENT_OUTCOME_FAILS : ENT_OUTCOME_HOLDS;
        out->nearest = NULL;
    }
    return status;
}
