/* Windows of months over spells and events: the condition is asked day by day, three-valued.
 *
 * A day is open where a source tells it only by a longer period (a treaty of 1960 to 1961 on a day of 1960), or not at
 * all. ever and never ask for one day, during and always for every day, mostly for more than half of the days whatever
 * the open ones are. Days on which one of the states does not exist drop out. What touches the window on a day that
 * nobody knows (a spell of 1960 in a window that holds all of 1960) has touched it: ever and never count spells as
 * well. Complexity: one look at every spell for each day on which something begins, ends or becomes doubtful. */
#include <stdlib.h>
#include <string.h>

#include "claim/function.h"
#include "measure/spells.h"

struct days {
    ent_day from, to;
    ent_day *cuts; /* days on which something may change, the first of them `from` */
    size_t cut_count, cut_capacity;
    long yes, no, open;
    bool closer, gone; /* some open day is told by a longer period; some day has dropped out */
    enum ent_why why;  /* of the first open day */
    ent_day first_yes, first_no;
    bool running; /* a run of days that satisfy the condition goes on since `run`; the longest, of two the later */
    ent_day run, longest_from, longest_to;
};

static struct ent_span span_of(const struct ent_window *window) {
    if (window->form != ENT_WINDOW_SINCE)
        return window->span;
    return (struct ent_span){.form = ENT_SPAN_RANGE, .from = window->at, .to = {.form = ENT_TIME_NOW}};
}

static int add_cut(struct ent_evaluation *evaluation, struct days *days, ent_day day, struct ent_error *error) {
    void *items = days->cuts;
    if (day < days->from || day >= days->to)
        return ENT_OK;
    if (ent_arena_grow(evaluation->context->arena, &items, days->cut_count, &days->cut_capacity, sizeof *days->cuts))
        return ent_fail_memory(error);
    days->cuts = items;
    days->cuts[days->cut_count++] = day;
    return ENT_OK;
}

static int cut_by_spell(struct ent_evaluation *evaluation, struct days *days, const struct ent_spell *spell,
                        struct ent_error *error) {
    struct ent_interval begins = ent_period(spell->from, spell->precision);
    ent_day ends = spell->to == ENT_DAY_OPEN ? days->to : ent_period(spell->to - 1, spell->to_precision).from;
    const ent_day cuts[] = {spell->from, begins.to - 1, begins.to, ends, ends + 1, spell->to};
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++)
        ENT_TRY(add_cut(evaluation, days, cuts[i], error));
    return ENT_OK;
}

static int compare_days(const void *a, const void *b) {
    ent_day left = *(const ent_day *)a, right = *(const ent_day *)b;
    return (left > right) - (left < right);
}

/* Years, because coverage is by the year; memberships; and every spell that was read. */
static int find_cuts(struct ent_evaluation *evaluation, struct days *days, struct ent_error *error) {
    ENT_TRY(add_cut(evaluation, days, days->from, error));
    for (int year = ent_day_year(days->from) + 1; year <= ent_day_year(days->to - 1); year++)
        ENT_TRY(add_cut(evaluation, days, ent_interval_year(year).from, error));
    for (size_t i = 0; i < evaluation->variable_count; i++)
        for (size_t k = 0; k < evaluation->variables[i].spell_count; k++) {
            ENT_TRY(add_cut(evaluation, days, evaluation->variables[i].spells[k].from, error));
            ENT_TRY(add_cut(evaluation, days, evaluation->variables[i].spells[k].to, error));
        }
    for (size_t i = 0; i < evaluation->loaded_count; i++) {
        struct ent_spells spells;
        if (!ent_measure_has_spells(evaluation->loaded[i].request.measure))
            continue;
        ENT_TRY(ent_spells_read(evaluation->context, &evaluation->loaded[i].request, ENT_PARTNERS_NONE,
                                ent_last_day(evaluation), &spells, error));
        for (size_t k = 0; k < spells.count; k++)
            ENT_TRY(cut_by_spell(evaluation, days, &spells.items[k], error));
    }
    qsort(days->cuts, days->cut_count, sizeof *days->cuts, compare_days);
    return ENT_OK;
}

static void close_run(struct days *days, ent_day day) {
    if (days->running && day - days->run >= days->longest_to - days->longest_from) {
        days->longest_from = days->run;
        days->longest_to = day;
    }
    days->running = false;
}

static void count_days(struct days *days, const struct ent_cell *cell, ent_day from, ent_day to) {
    bool seen = ent_cell_seen(cell), yes = seen && cell->value != 0;
    if (!yes)
        close_run(days, from);
    if (cell->kind == ENT_KIND_NO_STATE) {
        days->gone = true;
    } else if (!seen) {
        days->why = days->open ? days->why : cell->why;
        days->closer |= cell->why == ENT_WHY_CLOSER;
        days->open += to - from;
    } else if (yes) {
        days->run = days->running ? days->run : from;
        days->running = true;
        days->first_yes = days->yes ? days->first_yes : from;
        days->yes += to - from;
    } else {
        days->first_no = days->no ? days->first_no : from;
        days->no += to - from;
    }
}

static void set_day(struct ent_term *term, void *data) {
    if (term->daily)
        term->moment = *(const struct ent_interval *)data;
}

static void set_window(struct ent_term *term, void *data) {
    if (term->pooled)
        term->moment = *(const struct ent_interval *)data;
}

static void set_windows(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                        const struct ent_stretch *stretch) {
    struct ent_interval window = {stretch->from, stretch->to, ENT_PRECISION_DAY};
    ent_clause_each_term(evaluation, clause, set_window, &window);
}

int ent_months_pool(struct ent_evaluation *evaluation, const struct ent_clause *clause, int *year,
                    struct ent_error *error) {
    struct ent_span span = span_of(&clause->window);
    struct ent_stretch stretch;
    ENT_TRY(ent_span_stretch(evaluation, &span, &stretch, error));
    set_windows(evaluation, clause, &stretch);
    *year = ent_day_year(stretch.from);
    return ENT_OK;
}

static void ask_days(struct ent_evaluation *evaluation, const struct ent_clause *clause, struct days *days) {
    for (size_t i = 0; i < days->cut_count; i++) {
        ent_day from = days->cuts[i], to = i + 1 < days->cut_count ? days->cuts[i + 1] : days->to;
        struct ent_interval day = {from, from + 1, ENT_PRECISION_DAY};
        if (from == to)
            continue;
        ent_clause_each_term(evaluation, clause, set_day, &day);
        struct ent_cell cell =
            ent_cell_of_condition(evaluation, clause->assertions, clause->assertion_count, ent_day_year(from));
        count_days(days, &cell, from, to);
    }
    close_run(days, days->to);
}

/* ---- what the days add up to ---- */

static enum ent_outcome judge(const struct days *days, enum ent_window_form form) {
    long all = days->yes + days->no + days->open;
    if (!days->yes && !days->no)
        return days->closer ? ENT_OUTCOME_OPEN : ENT_OUTCOME_NOT_COVERED;
    switch (form) {
    case ENT_WINDOW_EVER:
        return days->yes ? ENT_OUTCOME_HOLDS : days->open ? ENT_OUTCOME_OPEN : ENT_OUTCOME_FAILS;
    case ENT_WINDOW_NEVER:
        return days->yes ? ENT_OUTCOME_FAILS : days->open ? ENT_OUTCOME_OPEN : ENT_OUTCOME_HOLDS;
    case ENT_WINDOW_MOSTLY:
        return 2 * days->yes > all                  ? ENT_OUTCOME_HOLDS
               : 2 * (days->yes + days->open) > all ? ENT_OUTCOME_OPEN
                                                    : ENT_OUTCOME_FAILS;
    default:
        return days->no ? ENT_OUTCOME_FAILS : days->open ? ENT_OUTCOME_OPEN : ENT_OUTCOME_HOLDS;
    }
}

/* Whether an assertion is one strand as it stands, whose spells can be counted. */
static bool is_countable(const struct ent_evaluation *evaluation, const struct ent_assertion *assertion) {
    if (assertion->negated || assertion->has_compare || assertion->left->form != ENT_EXPRESSION_SERIES)
        return false;
    const struct ent_term *term = ent_term_of(evaluation, assertion->left->series);
    return term->daily && !term->variables[0] && !term->variables[1];
}

static int count_spells(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                        const struct ent_assertion *assertion, struct ent_value *out, struct ent_error *error) {
    struct ent_expression count = {.form = ENT_EXPRESSION_FUNCTION,
                                   .function = "count",
                                   .series = assertion->left->series,
                                   .span = span_of(&clause->window)};
    return ent_value_of(evaluation, &count, 0, out, error);
}

static void see_daily(struct ent_term *term, void *data) {
    *(bool *)data |= term->daily;
}

bool ent_months_are_daily(struct ent_evaluation *evaluation, const struct ent_clause *clause) {
    bool daily = false;
    ent_clause_each_term(evaluation, clause, see_daily, &daily);
    return daily;
}

/* One of what "or" joins that is a strand alone and has surely touched the window. */
static int touches(struct ent_evaluation *evaluation, const struct ent_clause *clause, bool *out,
                   struct ent_error *error) {
    *out = false;
    for (size_t i = 0; i < clause->assertion_count; i++) {
        const struct ent_assertion *assertion = &clause->assertions[i];
        bool alone =
            (!i || assertion->or_before) && (i + 1 == clause->assertion_count || clause->assertions[i + 1].or_before);
        struct ent_value value;
        if (!alone || !is_countable(evaluation, assertion))
            continue;
        ENT_TRY(count_spells(evaluation, clause, assertion, &value, error));
        *out |= value.sight != ENT_SIGHT_UNSEEN && value.low >= 1;
    }
    return ENT_OK;
}

/* ---- in words ---- */

static int describe(struct ent_evaluation *evaluation, const struct ent_clause *clause, const struct days *days,
                    struct ent_finding *out, struct ent_error *error) {
    struct ent_text text;
    char day[16];
    long all = days->yes + days->no + days->open;
    bool every = clause->window.form != ENT_WINDOW_EVER && clause->window.form != ENT_WINDOW_NEVER;
    bool named = every ? days->no : days->yes;
    ent_day first = !named ? days->from : every ? days->first_no : days->first_yes;
    ent_text_init(&text);
    if (days->yes == all)
        ent_text_format(&text, "all %ld days", all);
    else
        ent_text_format(&text, "%ld of %ld days", days->yes, all);
    if (named) {
        ent_day_print(first, ENT_PRECISION_DAY, day, sizeof day);
        ent_text_format(&text, ", first %s%s", every ? "not " : "", day);
    }
    if (days->open)
        ent_text_format(&text, ", %ld open", days->open);
    if (clause->assertion_count == 1 && is_countable(evaluation, &clause->assertions[0])) {
        struct ent_value value;
        int status = count_spells(evaluation, clause, &clause->assertions[0], &value, error);
        ent_text_format(&text, "; %s", status == ENT_OK ? value.words : "");
    }
    out->numbers = text.failed ? NULL : ent_arena_string(evaluation->context->arena, text.bytes);
    ent_text_release(&text);
    out->year = ent_day_year(first);
    return out->numbers ? ENT_OK : ent_fail_memory(error);
}

/* The window [from, to), in months where both ends are those of months. */
static struct ent_window window_of_days(ent_day from, ent_day to) {
    struct ent_window window = {.form = ENT_WINDOW_DURING, .span = {.form = ENT_SPAN_RANGE}};
    bool months =
        ent_period(from, ENT_PRECISION_MONTH).from == from && ent_period(to - 1, ENT_PRECISION_MONTH).to == to;
    enum ent_precision precision = months ? ENT_PRECISION_MONTH : ENT_PRECISION_DAY;
    window.span.from = (struct ent_time){.form = ENT_TIME_DATE, .interval = ent_period(from, precision)};
    window.span.to = (struct ent_time){.form = ENT_TIME_DATE, .interval = ent_period(to - 1, precision)};
    return window;
}

/* Of what fails: whether it was ever so, or the longest run of days on which it was. */
static void find_nearest(struct ent_evaluation *evaluation, const struct ent_clause *clause, const struct days *days,
                         struct ent_finding *out) {
    struct ent_window window = window_of_days(days->from, days->to);
    bool events = false; /* an event has no run of days */
    for (size_t i = 0; i < evaluation->term_count; i++)
        events |= evaluation->terms[i].daily && evaluation->series[i][0] &&
                  evaluation->series[i][0]->scale == ENT_SCALE_COUNT;
    if (clause->window.form == ENT_WINDOW_NEVER)
        window.form = ENT_WINDOW_EVER;
    else if (clause->window.form == ENT_WINDOW_EVER || !days->yes || events)
        window.form = ENT_WINDOW_NEVER;
    else
        window = window_of_days(days->longest_from, days->longest_to);
    if (window.form == ENT_WINDOW_NEVER && (days->yes || days->open))
        return;
    out->nearest = ent_nearest_with_window(evaluation, clause, &window);
}

int ent_months_evaluate(struct ent_evaluation *evaluation, const struct ent_clause *clause, struct ent_finding *out,
                        struct ent_error *error) {
    struct ent_span span = span_of(&clause->window);
    struct ent_stretch stretch;
    bool existential = clause->window.form == ENT_WINDOW_EVER || clause->window.form == ENT_WINDOW_NEVER, touched;
    ENT_TRY(ent_span_stretch(evaluation, &span, &stretch, error));
    set_windows(evaluation, clause, &stretch);
    struct days days = {.from = stretch.from, .to = stretch.to};
    out->reason = ent_why_text(ENT_WHY_OUTSIDE);
    out->numbers = "";
    if (days.to == ENT_DAY_OPEN) /* "now" is no year: no series of the specification sees anything */
        return ENT_OK;
    ENT_TRY(find_cuts(evaluation, &days, error));
    ask_days(evaluation, clause, &days);
    out->outcome = judge(&days, clause->window.form);
    ENT_TRY(touches(evaluation, clause, &touched, error));
    if (existential && touched)
        out->outcome = clause->window.form == ENT_WINDOW_EVER ? ENT_OUTCOME_HOLDS : ENT_OUTCOME_FAILS;
    ENT_TRY(describe(evaluation, clause, &days, out, error));
    out->reason = NULL;
    if (out->outcome == ENT_OUTCOME_NOT_COVERED)
        out->reason = ent_why_text(days.open ? days.why : ENT_WHY_NO_STATE);
    else if (out->outcome == ENT_OUTCOME_OPEN)
        out->reason = days.closer ? ent_why_text(ENT_WHY_CLOSER) : "days that nobody can see";
    if (out->outcome == ENT_OUTCOME_FAILS)
        find_nearest(evaluation, clause, &days, out);
    return ENT_OK;
}
