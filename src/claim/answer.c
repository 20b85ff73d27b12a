/* From findings to an answer: the verdict, what moves it, the nearest true sentence, readings, notes. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/figure.h"
#include "claim/function.h"

static bool decides(const struct ent_evaluation *evaluation, const struct ent_finding *finding) {
    return finding->core || evaluation->options->all_decide;
}

static void count_outcomes(const struct ent_evaluation *evaluation, struct ent_answer *answer) {
    for (size_t i = 0; i < answer->finding_count; i++) {
        const struct ent_finding *finding = &answer->findings[i];
        if (!decides(evaluation, finding))
            continue;
        answer->decided_by++;
        answer->holds += finding->outcome == ENT_OUTCOME_HOLDS;
        answer->fails += finding->outcome == ENT_OUTCOME_FAILS;
        answer->open += finding->outcome == ENT_OUTCOME_OPEN;
        answer->unseen += finding->outcome == ENT_OUTCOME_NOT_COVERED;
    }
    if (answer->holds && answer->fails)
        answer->verdict = ENT_VERDICT_SPLIT;
    else if (answer->holds)
        answer->verdict = ENT_VERDICT_HOLDS;
    else if (answer->fails)
        answer->verdict = ENT_VERDICT_FAILS;
    else
        answer->verdict = answer->open ? ENT_VERDICT_OPEN : ENT_VERDICT_NOT_COVERED;
}

/* Counts names of a comma-separated list that are not in `seen` yet, and adds them. */
static size_t count_new(struct ent_text *seen, const char *list) {
    size_t count = 0;
    while (*list) {
        size_t length = strcspn(list, ",");
        char name[128];
        snprintf(name, sizeof name, "|%.*s|", (int)length, list);
        if (!strstr(seen->bytes, name)) {
            ent_text_add(seen, name);
            count++;
        }
        list += length;
        while (*list == ',' || *list == ' ')
            list++;
    }
    return count;
}

static void count_sources(const struct ent_evaluation *evaluation, struct ent_answer *answer) {
    struct ent_text seen;
    ent_text_init(&seen);
    for (size_t i = 0; i < answer->finding_count; i++)
        if (decides(evaluation, &answer->findings[i]) && answer->findings[i].outcome != ENT_OUTCOME_NOT_COVERED)
            answer->independent_sources += count_new(&seen, answer->findings[i].independent);
    ent_text_release(&seen);
}

/* The dimensions in which two specifications differ: bits by slot for measure and source, then bound, form, borders,
 * reporter.
 */
enum {
    MOVES_MEASURE = 1,
    MOVES_SOURCE = 2,
    MOVES_BOUND = 4,
    MOVES_FORM = 8,
    MOVES_REPORTER = 16,
    MOVES_BORDERS = 32,
    MOVES_MEMBERS = 64
};

static unsigned difference(const struct ent_evaluation *evaluation, const struct ent_finding *a,
                           const struct ent_finding *b) {
    unsigned out = 0;
    for (size_t i = 0; i < evaluation->slot_count; i++) {
        const struct ent_choice *left = &evaluation->slots[i].choices[a->choice_of_slot[i]];
        const struct ent_choice *right = &evaluation->slots[i].choices[b->choice_of_slot[i]];
        if (left == right)
            continue;
        out |= strcmp(left->text, right->text) != 0 ? MOVES_MEASURE : MOVES_SOURCE;
    }
    out |= a->bound != b->bound ? MOVES_BOUND : 0u;
    out |= a->form != b->form ? MOVES_FORM : 0u;
    out |= a->borders != b->borders ? MOVES_BORDERS : 0u;
    out |= a->members != b->members ? MOVES_MEMBERS : 0u;
    if (!out)
        out |= MOVES_REPORTER;
    return out;
}

static int name_moves(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    static const struct {
        unsigned bit;
        const char *words;
    } names[] = {{MOVES_MEASURE, "which measure"},      {MOVES_SOURCE, "which source"},
                 {MOVES_BOUND, "where the era begins"}, {MOVES_FORM, "difference or ratio"},
                 {MOVES_BORDERS, "which borders"},      {MOVES_MEMBERS, "members then or ever"},
                 {MOVES_REPORTER, "whose figures"}};
    unsigned moves = 0;
    for (size_t i = 0; i < answer->finding_count; i++)
        for (size_t j = 0; j < answer->finding_count; j++) {
            const struct ent_finding *a = &answer->findings[i], *b = &answer->findings[j];
            if (a->outcome != ENT_OUTCOME_HOLDS || b->outcome != ENT_OUTCOME_FAILS || !decides(evaluation, a) ||
                !decides(evaluation, b))
                continue;
            unsigned apart = difference(evaluation, a, b);
            if ((apart & (apart - 1)) == 0) /* they differ in one choice only: that choice moves it */
                moves |= apart;
        }
    struct ent_text text;
    ent_text_init(&text);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (moves & names[i].bit)
            ent_text_format(&text, "%s%s", text.length ? "; " : "", names[i].words);
    answer->moves = text.failed ? NULL
                                : ent_arena_string(evaluation->context->arena,
                                                   text.length ? text.bytes : "several choices together");
    ent_text_release(&text);
    return answer->moves ? ENT_OK : ent_fail_memory(error);
}

/* Whether the same measure holds under another choice: its nearest sentence would say little new. */
static bool holds_elsewhere(const struct ent_answer *answer, const struct ent_finding *finding) {
    for (size_t i = 0; i < answer->finding_count; i++)
        if (answer->findings[i].outcome == ENT_OUTCOME_HOLDS && strcmp(answer->findings[i].label, finding->label) == 0)
            return true;
    return false;
}

/* Of all failing specifications the one that comes nearest to the claim: for a record the earliest S. */
static void choose_nearest(const struct ent_evaluation *evaluation, struct ent_answer *answer) {
    const struct ent_finding *best = NULL;
    for (size_t i = 0; i < answer->finding_count; i++) {
        const struct ent_finding *finding = &answer->findings[i];
        if (!decides(evaluation, finding) || finding->outcome != ENT_OUTCOME_FAILS || !finding->nearest)
            continue;
        bool fresh = !holds_elsewhere(answer, finding), best_fresh = best && !holds_elsewhere(answer, best);
        if (!best || (fresh && !best_fresh) ||
            (fresh == best_fresh && finding->holds_since && finding->holds_since < best->holds_since))
            best = finding;
    }
    if (best) {
        answer->nearest = best->nearest;
        answer->nearest_by = best->label;
    }
}

static int add_line(struct ent_evaluation *evaluation, const char ***lines, size_t *count, const char *line,
                    struct ent_error *error) {
    for (size_t i = 0; i < *count; i++)
        if (strcmp((*lines)[i], line) == 0)
            return ENT_OK;
    if (*count >= 60)
        return ENT_OK;
    (*lines)[*count] = ent_arena_string(evaluation->context->arena, line);
    return (*lines)[(*count)++] ? ENT_OK : ent_fail_memory(error);
}

static int read_concepts(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    for (size_t i = 0; i < evaluation->slot_count; i++) {
        const struct ent_concept *concept = evaluation->slots[i].concept;
        if (!concept)
            continue;
        struct ent_text text;
        ent_text_init(&text);
        ent_text_format(&text, "%s/%s is", concept->name, concept->version);
        for (size_t k = 0; k < concept->core_count; k++)
            ent_text_format(&text, "%s %s", k ? "," : "", concept->core[k]);
        int status = add_line(evaluation, &answer->readings, &answer->reading_count, text.bytes, error);
        ent_text_release(&text);
        ENT_TRY(status);
    }
    return ENT_OK;
}

/* A reading of what the claim writes; releases the text. */
static int add_written(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_text *line,
                       struct ent_error *error) {
    int status = line->failed ? ent_fail_memory(error) : ENT_OK;
    if (status == ENT_OK)
        status = add_line(evaluation, &answer->written, &answer->written_count, line->bytes, error);
    if (status == ENT_OK)
        status = add_line(evaluation, &answer->readings, &answer->reading_count, line->bytes, error);
    ent_text_release(line);
    return status;
}

static int read_number(struct ent_evaluation *evaluation, struct ent_answer *answer, const struct ent_number *number,
                       struct ent_error *error) {
    double low, high;
    struct ent_text line;
    if (number->value == 0)
        return ENT_OK;
    ent_number_range(number, &low, &high);
    ent_text_init(&line);
    ent_text_format(&line, "= %s is from ", number->written);
    ent_figure_add(&line, low);
    ent_text_add(&line, " to below ");
    ent_figure_add(&line, high);
    ent_text_add(&line, number->percent ? " percent" : "");
    return add_written(evaluation, answer, &line, error);
}

/* "= 8 within 10%": its bounds belong to it. */
static int read_within(struct ent_evaluation *evaluation, struct ent_answer *answer, const struct ent_number *number,
                       const struct ent_number *within, struct ent_error *error) {
    double half = within->percent ? fabs(number->value) * within->value / 100 : within->value;
    struct ent_text line;
    ent_text_init(&line);
    ent_text_format(&line, "= %s within %s is from ", number->written, within->written);
    ent_figure_add(&line, number->value - half);
    ent_text_add(&line, " to ");
    ent_figure_add(&line, number->value + half);
    ent_text_add(&line, number->percent ? " percent" : "");
    return add_written(evaluation, answer, &line, error);
}

static int read_era(struct ent_evaluation *evaluation, struct ent_answer *answer, const struct ent_time *era,
                    struct ent_error *error) {
    struct ent_text line;
    if (era->form != ENT_TIME_ERA)
        return ENT_OK;
    ent_text_init(&line);
    ent_time_print(&line, era);
    ent_text_format(&line, " is %d to %d; both ends are tried", era->first_year, era->last_year);
    return add_written(evaluation, answer, &line, error);
}

/* How the numbers and eras of an assertion are read. A number to be above or below is taken as it stands. */
static int read_written(struct ent_evaluation *evaluation, struct ent_answer *answer,
                        const struct ent_assertion *assertion, struct ent_error *error) {
    const struct ent_predicate *predicate = &assertion->predicate;
    const struct ent_expression *right = assertion->right;
    bool equal = assertion->compare == ENT_EQUAL || assertion->compare == ENT_NOT_EQUAL;
    if (predicate->form == ENT_PREDICATE_HIGHEST || predicate->form == ENT_PREDICATE_LOWEST)
        ENT_TRY(read_era(evaluation, answer, &predicate->since, error));
    if (predicate->form == ENT_PREDICATE_GROWTH &&
        (predicate->compare == ENT_EQUAL || predicate->compare == ENT_NOT_EQUAL))
        ENT_TRY(read_number(evaluation, answer, &predicate->number, error));
    if (!assertion->has_compare || !right || right->form != ENT_EXPRESSION_NUMBER)
        return ENT_OK;
    bool counted = assertion->left->form == ENT_EXPRESSION_FUNCTION && strcmp(assertion->left->function, "count") == 0;
    if (counted || ent_expression_is_date(assertion->left))
        return ENT_OK; /* a year beside a date is that year, a count is a whole number */
    if (assertion->has_within && !assertion->within_years)
        return read_within(evaluation, answer, &right->number, &assertion->within, error);
    return equal && !assertion->has_within ? read_number(evaluation, answer, &right->number, error) : ENT_OK;
}

/* How a predicate is read that needs no year in its sentence. NULL: it is another. */
static const char *reading_of(const struct ent_evaluation *evaluation, const struct ent_assertion *assertion) {
    const struct ent_predicate *predicate = &assertion->predicate;
    enum ent_term_form form = assertion->left->form == ENT_EXPRESSION_SERIES
                                  ? ent_term_of(evaluation, assertion->left->series)->form
                                  : ENT_TERM_SERIES;
    switch (predicate->form) {
    case ENT_PREDICATE_RISING:
    case ENT_PREDICATE_FALLING:
        return predicate->every_year
                   ? "every step counts, strictly; the first step is from the first year to the second"
                   : "the sign of the robust slope (Theil–Sen) over the window; its 95 % interval and agree know that "
                     "years "
                     "resemble their neighbours";
    case ENT_PREDICATE_CHANGED:
        return form == ENT_TERM_SENIOR
                   ? "the last crossing that lasts to the end of the data falls in the window, five seen years old; in "
                     "brackets its 95 % interval, a line with autocorrelated noise around it"
                   : "some year of the window has another value than the seen year before it; one that was undone "
                     "counts";
    case ENT_PREDICATE_AGAIN_SINCE:
        return "unbroken from that year on, not in the year before, and once before that";
    case ENT_PREDICATE_GROWTH:
        return "the value over that of the year before (or of the window's first year) minus 1, in the measure's own "
               "unit; "
               "real growth is gdp.growth";
    case ENT_PREDICATE_RANK:
        return form == ENT_TERM_REVERSAL ? "the largest swing of the log ratio of each pair over 10 to 50 years that "
                                           "ends with the other sign; "
                                           "members together then, or each ever"
                                         : "1st is the highest; a tie is a range of ranks, and all of it must fit; up "
                                           "to a tenth may be unseen";
    case ENT_PREDICATE_NONE:
        return form == ENT_TERM_OVERTOOK ? "the first passes the second for good in the window: it is ahead from then "
                                           "to the end of the data, "
                                           "five seen years at least"
               : form == ENT_TERM_SENIOR ? "senior is the one that has more in the year"
                                         : NULL;
    case ENT_PREDICATE_HIGHEST:
    case ENT_PREDICATE_LOWEST:
        break;
    }
    return NULL;
}

static int read_predicate(struct ent_evaluation *evaluation, struct ent_answer *answer, const struct ent_clause *clause,
                          const struct ent_assertion *assertion, struct ent_error *error) {
    const struct ent_predicate *predicate = &assertion->predicate;
    char line[240], since[64];
    const struct ent_time *era = &predicate->since;
    const char *plain = reading_of(evaluation, assertion);
    if (plain)
        return add_line(evaluation, &answer->readings, &answer->reading_count, plain, error);
    if (predicate->form != ENT_PREDICATE_HIGHEST && predicate->form != ENT_PREDICATE_LOWEST)
        return ENT_OK;
    if (era->form == ENT_TIME_ERA && era->first_year != era->last_year)
        snprintf(since, sizeof since, "after %d|%d", era->first_year, era->last_year);
    else if (era->form == ENT_TIME_RECORD)
        snprintf(since, sizeof since, "%s", "on record");
    else
        snprintf(since, sizeof since, "after %d",
                 era->form == ENT_TIME_ERA ? era->first_year : ent_day_year(era->interval.from));
    int at = clause->window.form == ENT_WINDOW_AT && clause->window.at.form == ENT_TIME_DATE
                 ? ent_day_year(clause->window.at.interval.from)
                 : 0;
    if (at)
        snprintf(line, sizeof line, "%d beats every seen year %s and before %d; a tie defeats it", at, since, at);
    else
        snprintf(line, sizeof line, "the year beats every seen year %s and before it; a tie defeats it", since);
    return add_line(evaluation, &answer->readings, &answer->reading_count, line, error);
}

/* Whether a window with holes counts as seen: not where one year alone decides. */
static bool tolerates_holes(const struct ent_evaluation *evaluation, const struct ent_assertion *assertion) {
    enum ent_predicate_form form = assertion->predicate.form;
    return form != ENT_PREDICATE_CHANGED && form != ENT_PREDICATE_GROWTH && form != ENT_PREDICATE_RANK &&
           (form != ENT_PREDICATE_NONE || !ent_assertion_is_overtook(evaluation, assertion));
}

static int read_functions(struct ent_evaluation *evaluation, struct ent_answer *answer,
                          const struct ent_expression *expression, struct ent_error *error);

/* Whose term it is; what before and after leave out. */
static int read_span(struct ent_evaluation *evaluation, struct ent_answer *answer, const struct ent_span *span,
                     struct ent_error *error) {
    struct ent_stretch stretch;
    if (span->moment)
        ENT_TRY(read_functions(evaluation, answer, span->moment, error));
    if (span->years)
        return add_line(evaluation, &answer->readings, &answer->reading_count,
                        "a number of years before or after is of whole years; that of the event itself is in neither",
                        error);
    if (span->form != ENT_SPAN_TERM)
        return ENT_OK;
    ENT_TRY(ent_span_stretch(evaluation, span, &stretch, error));
    return add_line(evaluation, &answer->readings, &answer->reading_count,
                    stretch.words ? stretch.words : "no source says who was in office then", error);
}

/* How the functions of an expression are read. */
static int read_functions(struct ent_evaluation *evaluation, struct ent_answer *answer,
                          const struct ent_expression *expression, struct ent_error *error) {
    if (!expression)
        return ENT_OK;
    if (expression->form == ENT_EXPRESSION_BINARY) {
        ENT_TRY(read_functions(evaluation, answer, expression->left, error));
        return read_functions(evaluation, answer, expression->right, error);
    }
    if (expression->form != ENT_EXPRESSION_FUNCTION)
        return ENT_OK;
    ENT_TRY(add_line(evaluation, &answer->readings, &answer->reading_count, ent_function_reading(expression), error));
    return read_span(evaluation, answer, &expression->span, error);
}

static int read_clauses(struct ent_evaluation *evaluation, struct ent_answer *answer, const struct ent_claim *claim,
                        struct ent_error *error) {
    for (size_t i = 0; i < claim->clause_count; i++) {
        const struct ent_clause *clause = &claim->clauses[i];
        if (clause->inner)
            ENT_TRY(read_clauses(evaluation, answer, clause->inner, error));
        ENT_TRY(read_span(evaluation, answer, &clause->window.span, error));
        bool tolerant = true;
        for (size_t j = 0; j < clause->assertion_count; j++) {
            const struct ent_assertion *assertion = &clause->assertions[j];
            ENT_TRY(read_predicate(evaluation, answer, clause, assertion, error));
            ENT_TRY(read_functions(evaluation, answer, assertion->left, error));
            ENT_TRY(read_functions(evaluation, answer, assertion->right, error));
            tolerant = tolerant && tolerates_holes(evaluation, assertion);
            ENT_TRY(read_written(evaluation, answer, assertion, error));
        }
        if (ent_clause_has_months(clause)) {
            ENT_TRY(
                add_line(evaluation, &answer->readings, &answer->reading_count,
                         "a window of months asks whether a spell surely touches it, or fills it; one that is known "
                         "by its years may leave that open",
                         error));
            continue;
        }
        if (tolerant && (clause->window.form == ENT_WINDOW_DURING || clause->window.form == ENT_WINDOW_SINCE))
            ENT_TRY(add_line(evaluation, &answer->readings, &answer->reading_count,
                             "up to a tenth of the years may be unseen if the first and the last are seen", error));
        if (clause->window.form == ENT_WINDOW_ALWAYS || clause->window.form == ENT_WINDOW_NEVER)
            ENT_TRY(add_line(evaluation, &answer->readings, &answer->reading_count, "no year may be unseen", error));
        if (clause->window.form == ENT_WINDOW_MOSTLY)
            ENT_TRY(add_line(evaluation, &answer->readings, &answer->reading_count,
                             "mostly is more than half of the seen years", error));
    }
    return ENT_OK;
}

static int read_moments(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    for (size_t i = 0; i < evaluation->term_count; i++)
        if (evaluation->terms[i].has_moment)
            return add_line(
                evaluation, &answer->readings, &answer->reading_count,
                "at a month or day is what the source tells of that time itself; a figure of the year, or of "
                "another month, is not taken for it",
                error);
    return ENT_OK;
}

static int read_now(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    if (!evaluation->used_now)
        return ENT_OK;
    char line[96];
    const struct ent_check_options *options = evaluation->options;
    int now = options->dateline_year           ? options->dateline_year
              : options->as_of != ENT_DAY_OPEN ? ent_day_year(options->as_of)
                                               : evaluation->now;
    if (options->dateline_year || options->as_of != ENT_DAY_OPEN)
        snprintf(line, sizeof line, "now is %d", now);
    else if (!now)
        snprintf(line, sizeof line,
                 "now is the last year that every series of a specification sees; here there is none");
    else
        snprintf(line, sizeof line, "now is the last year that every series of a specification sees (here %d)", now);
    return add_line(evaluation, &answer->readings, &answer->reading_count, line, error);
}

static int note_series(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    for (size_t i = 0; i < evaluation->loaded_count; i++) {
        const struct ent_series *series = evaluation->loaded[i].series;
        if (series->note && !evaluation->loaded[i].of_member && !evaluation->loaded[i].request.view.release)
            ENT_TRY(add_line(evaluation, &answer->notes, &answer->note_count, series->note, error));
    }
    return ENT_OK;
}

/* Whether a series is asked at a month or day: notes on its years would be about other figures. */
static bool is_asked_closer(const struct ent_evaluation *evaluation, const struct ent_series *series) {
    for (size_t i = 0; i < evaluation->term_count; i++)
        for (int second = 0; second < 2; second++)
            if (evaluation->terms[i].has_moment && evaluation->series[i][second] == series)
                return true;
    return false;
}

/* What must be read with care at the deciding year of a series. */
static int note_points(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    static const struct {
        unsigned bit;
        const char *words;
    } cares[] = {{ENT_NOTE_ONE_SIDED_OBLIGATION, "only one of the two owes this obligation"},
                 {ENT_NOTE_SOME_MISSING, "made of what is seen; some of its parts are missing"},
                 {ENT_NOTE_SEVERAL_FIGURES, "several figures in the year; the latest was taken"},
                 {ENT_NOTE_PRESENT_BORDERS, "the figure is for the borders of today, not of then"},
                 {ENT_NOTE_CONSTANT_A, "the first state cast the same ballot every time"},
                 {ENT_NOTE_CONSTANT_B, "the second state cast the same ballot every time"}};
    char line[240];
    const struct ent_states *states = evaluation->context->record->states;
    for (size_t i = 0; i < evaluation->loaded_count; i++) {
        const struct ent_series *series = evaluation->loaded[i].series;
        for (size_t k = 0; k < answer->finding_count; k++) {
            int year = answer->findings[k].year ? answer->findings[k].year : evaluation->first_written;
            if (!year || evaluation->loaded[i].of_member || is_asked_closer(evaluation, series) ||
                !strstr(answer->findings[k].label, series->measure->name))
                continue;
            struct ent_point point = ent_series_at(series, year);
            for (size_t c = 0; ent_point_seen(&point) && c < sizeof cares / sizeof *cares; c++) {
                if (!(point.notes & cares[c].bit))
                    continue;
                snprintf(line, sizeof line, "%s(%s%s%s%s) %d: %s", series->measure->name, series->group ? "@" : "",
                         series->group ? series->group : ent_states_code(states, series->a),
                         series->b == ENT_NO_STATE ? "" : ", ",
                         series->b == ENT_NO_STATE ? "" : ent_states_code(states, series->b), point.year,
                         cares[c].words);
                ENT_TRY(add_line(evaluation, &answer->notes, &answer->note_count, line, error));
            }
        }
    }
    return ENT_OK;
}

/* How intervals and agreement were made, where there are any. */
static int note_replicates(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    char line[200];
    if (evaluation->has_rank && (evaluation->options->intervals || evaluation->options->confidence > 0))
        ENT_TRY(add_line(evaluation, &answer->notes, &answer->note_count,
                         "a rank rests on point values: no replicates are drawn of everybody it is among", error));
    if (!evaluation->drawn_count)
        return ENT_OK;
    snprintf(
        line, sizeof line,
        "intervals and agreement: %d replicates over clusters of roll calls, seed %llu: how far the figure would have "
        "moved had a similar agenda been voted",
        evaluation->options->replicates, (unsigned long long)evaluation->options->seed);
    return add_line(evaluation, &answer->notes, &answer->note_count, line, error);
}

static int note_findings(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    char line[400];
    for (size_t i = 0; i < answer->finding_count; i++) {
        const struct ent_finding *finding = &answer->findings[i];
        if (finding->other_release) {
            snprintf(line, sizeof line, "%s %s", finding->label, finding->other_release);
            ENT_TRY(add_line(evaluation, &answer->notes, &answer->note_count, line, error));
        }
        if (finding->dropped) {
            snprintf(line, sizeof line, "%d year%s dropped out: one of the states did not exist", finding->dropped,
                     finding->dropped == 1 ? "" : "s");
            ENT_TRY(add_line(evaluation, &answer->notes, &answer->note_count, line, error));
        }
    }
    return ENT_OK;
}

static int name_breaks(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    int first = evaluation->first_written, last = evaluation->last_written;
    struct ent_text text;
    ent_text_init(&text);
    const struct ent_states *states = evaluation->context->record->states;
    for (size_t i = 0; i < evaluation->term_count; i++)
        for (int second = 0; second < 2; second++) {
            ent_state state = second ? evaluation->terms[i].b : evaluation->terms[i].a;
            size_t count;
            const struct ent_break *breaks = ent_states_breaks(states, state, &count);
            for (size_t k = 0; k < count; k++) {
                int year = ent_day_year(breaks[k].day);
                char part[160];
                snprintf(part, sizeof part, "%d %s", year, breaks[k].label);
                if (year <= first || year > last || strstr(text.bytes, part))
                    continue;
                ent_text_format(&text, "%s%s", text.length ? ", " : "", part);
            }
        }
    answer->breaks = text.length ? ent_arena_string(evaluation->context->arena, text.bytes) : NULL;
    ent_text_release(&text);
    return ENT_OK;
    (void)error;
}

/* Who counts as a member is an option of the rank, not of the measure. */
static int drop_members(struct ent_evaluation *evaluation, struct ent_series_term *series, struct ent_error *error) {
    struct ent_option *kept =
        ent_arena_alloc(evaluation->context->arena, series->option_count + 1, sizeof *series->options);
    size_t count = 0;
    if (!kept)
        return ent_fail_memory(error);
    for (size_t i = 0; i < series->option_count; i++)
        if (strcmp(series->options[i].name, "members") != 0)
            kept[count++] = series->options[i];
    series->options = kept;
    series->option_count = count;
    return ENT_OK;
}

/* A member that shows the outcome in the place of its group. */
static int put_witness(struct ent_evaluation *evaluation, ent_state witness, struct ent_term *shown,
                       struct ent_series_term *series, struct ent_error *error) {
    struct ent_argument *arguments =
        ent_arena_alloc(evaluation->context->arena, series->argument_count + 1, sizeof *arguments);
    if (!arguments)
        return ent_fail_memory(error);
    for (size_t i = 0; i < series->argument_count; i++) {
        arguments[i] = series->arguments[i];
        if (arguments[i].variable && witness != ENT_NO_STATE) {
            arguments[i] = (struct ent_argument){.form = ENT_ARGUMENT_NAME, .arrow = arguments[i].arrow};
            arguments[i].text = arguments[i].code = ent_states_code(evaluation->context->record->states, witness);
        }
    }
    series->arguments = arguments;
    shown->a = shown->variables[0] ? witness : shown->a;
    shown->b = shown->variables[1] ? witness : shown->b;
    return ENT_OK;
}

/* Groups: what a quantifier asks, and who is in a group that a condition defines. */
static int read_groups(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    static const struct {
        const char *word, *meaning;
    } meanings[] = {{"any", "at least one member of the year; one who is seen settles it"},
                    {"all", "every member of the year; one of whom it is not true settles it"},
                    {"no", "not one member of the year"},
                    {"most", "more than half of the members seen in the year; open where the unseen could turn it"}};
    for (size_t i = 0; i < evaluation->term_count; i++)
        if (evaluation->terms[i].form == ENT_TERM_MEDIAN)
            ENT_TRY(add_line(evaluation, &answer->readings, &answer->reading_count,
                             "the median is of what is seen among the members of the year; up to a tenth may be unseen",
                             error));
    for (size_t i = 0; i < evaluation->variable_count; i++) {
        const struct ent_variable *variable = &evaluation->variables[i];
        char line[240];
        for (size_t k = 0; variable->quantifier && k < sizeof meanings / sizeof *meanings; k++)
            if (strcmp(meanings[k].word, variable->quantifier) == 0) {
                snprintf(line, sizeof line, "%s %s: %s", variable->quantifier, variable->text, meanings[k].meaning);
                ENT_TRY(add_line(evaluation, &answer->readings, &answer->reading_count, line, error));
            }
        if (!variable->rule)
            continue;
        snprintf(line, sizeof line, "%s: the states X with %s in the year%s", variable->text, variable->rule_text,
                 variable->seen_only ? ", as far as seen" : "");
        ENT_TRY(add_line(evaluation, &answer->readings, &answer->reading_count, line, error));
    }
    return ENT_OK;
}

/* An expression for `entente why`: the left side of the first assertion that has a deciding year. */
static int name_commands(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    const struct ent_finding *finding = NULL;
    for (size_t i = 0; i < answer->finding_count && !finding; i++)
        if (answer->findings[i].outcome != ENT_OUTCOME_NOT_COVERED)
            finding = &answer->findings[i];
    if (!finding)
        return ENT_OK;
    const struct ent_term *term = &evaluation->terms[0];
    if (term->partners != ENT_PARTNERS_NONE) /* of everybody there is no one series to trace or show */
        return ENT_OK;
    const struct ent_states *states = evaluation->context->record->states;
    const char *label = evaluation->slots[term->slot].choices[finding->choice_of_slot[term->slot]].text;
    int last = evaluation->last_written, year = finding->year ? finding->year : last ? last : evaluation->now;
    if (term->written->has_time && term->written->at.form == ENT_TIME_DATE)
        year = ent_day_year(term->written->at.interval.from);
    if (term->form == ENT_TERM_MEDIAN) /* it is of everybody: why and show are of one */
        return ENT_OK;
    struct ent_series_term series = *term->written;
    struct ent_term shown = *term;
    series.name = label;
    series.has_time = false;
    if (term->variables[0] || term->variables[1])
        ENT_TRY(put_witness(evaluation, finding->witness, &shown, &series, error));
    if ((term->variables[0] || term->variables[1]) && finding->witness == ENT_NO_STATE)
        return ENT_OK;
    if (evaluation->variable_count && finding->witness_year)
        year = finding->witness_year;
    if (term->form == ENT_TERM_REVERSAL)
        ENT_TRY(drop_members(evaluation, &series, error));
    struct ent_argument *whole = series.arguments;
    struct ent_text why;
    ent_text_init(&why);
    for (int second = 0; second <= (int)term->gap; second++) {
        if (term->gap) {
            series.arguments = &whole[1 + second];
            series.argument_count = 1;
        }
        if (second)
            ent_text_add(&why, " / ");
        ent_series_print(&why, &series);
    }
    if (term->has_moment) {
        struct ent_time moment = {.form = ENT_TIME_DATE, .interval = term->moment};
        ent_text_add(&why, " @ ");
        ent_time_print(&why, &moment);
    } else {
        ent_text_format(&why, " @ %d", year);
    }
    answer->why = why.failed ? NULL : ent_arena_string(evaluation->context->arena, why.bytes);
    ent_text_release(&why);
    if (term->groups[0] || term->groups[1]) /* a curve is of states */
        return answer->why ? ENT_OK : ent_fail_memory(error);
    answer->show = ent_arena_format(
        evaluation->context->arena, "%s%s%s %s%s", ent_states_code(states, shown.a), shown.b == ENT_NO_STATE ? "" : " ",
        shown.b == ENT_NO_STATE ? "" : ent_states_code(states, shown.b), evaluation->slots[term->slot].name,
        term->form == ENT_TERM_SERIES || term->form == ENT_TERM_GAP ? "" : " --seniority");
    return answer->why && answer->show ? ENT_OK : ent_fail_memory(error);
}

/* What the record does have of an entity that a claim names. */
static int name_entity_facts(struct ent_evaluation *evaluation, const struct ent_term *term, struct ent_text *text,
                             struct ent_error *error) {
    const char *list;
    if (!term->entity)
        return ENT_OK;
    ENT_TRY(
        ent_record_entity_facts(evaluation->context->record, evaluation->context->arena, term->entity, &list, error));
    ent_text_format(text, "; of [%s] the record has %s", term->entity, *list ? list : "nothing");
    return ENT_OK;
}

/* What would let a claim be seen that nothing sees: the sources that could, as far as the concept or measure tells. */
static int name_cover(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    if (answer->verdict != ENT_VERDICT_NOT_COVERED)
        return ENT_OK;
    struct ent_text text;
    ent_text_init(&text);
    for (size_t i = 0; i < answer->finding_count; i++) {
        const struct ent_finding *finding = &answer->findings[i];
        if (!decides(evaluation, finding) || strstr(text.bytes, finding->label))
            continue;
        ent_text_format(&text, "%sa source of %s for these states and years", text.length ? ", or " : "",
                        finding->label);
    }
    for (size_t i = 0; i < evaluation->term_count; i++)
        ENT_TRY(name_entity_facts(evaluation, &evaluation->terms[i], &text, error));
    answer->would_cover = text.failed ? NULL : ent_arena_string(evaluation->context->arena, text.bytes);
    ent_text_release(&text);
    return answer->would_cover ? ENT_OK : ent_fail_memory(error);
}

int ent_answer_conclude(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    count_outcomes(evaluation, answer);
    count_sources(evaluation, answer);
    answer->readings = ent_arena_alloc(evaluation->context->arena, 64, sizeof *answer->readings);
    answer->written = ent_arena_alloc(evaluation->context->arena, 64, sizeof *answer->written);
    if (!answer->readings || !answer->written)
        return ent_fail_memory(error);
    if (answer->verdict == ENT_VERDICT_SPLIT)
        ENT_TRY(name_moves(evaluation, answer, error));
    if (answer->verdict == ENT_VERDICT_SPLIT || answer->verdict == ENT_VERDICT_FAILS)
        choose_nearest(evaluation, answer);
    ENT_TRY(read_clauses(evaluation, answer, evaluation->claim, error));
    ENT_TRY(read_groups(evaluation, answer, error));
    ENT_TRY(read_moments(evaluation, answer, error));
    ENT_TRY(read_now(evaluation, answer, error));
    ENT_TRY(read_concepts(evaluation, answer, error));
    ENT_TRY(note_series(evaluation, answer, error));
    ENT_TRY(note_findings(evaluation, answer, error));
    ENT_TRY(note_points(evaluation, answer, error));
    ENT_TRY(note_replicates(evaluation, answer, error));
    ENT_TRY(name_breaks(evaluation, answer, error));
    ENT_TRY(name_cover(evaluation, answer, error));
    return name_commands(evaluation, answer, error);
}
