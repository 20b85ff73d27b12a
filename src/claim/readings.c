/* How a claim was read, so that a reader can disagree: its predicates, functions, windows, groups, numbers, eras,
 * concepts. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/figure.h"
#include "claim/answer.h"
#include "claim/quantify.h"

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
        int status = ent_answer_add_reading(evaluation, answer, text.bytes, error);
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
        status = ent_answer_line(evaluation, &answer->written, &answer->written_count, line->bytes, error);
    if (status == ENT_OK)
        status = ent_answer_add_reading(evaluation, answer, line->bytes, error);
    ent_text_release(line);
    return status;
}

static int read_number(struct ent_evaluation *evaluation, struct ent_answer *answer, const struct ent_number *number,
                       struct ent_error *error) {
    double low, high;
    struct ent_text line;
    if (number->value == 0 || number->word)
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
        return ent_answer_add_reading(evaluation, answer, plain, error);
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
    return ent_answer_add_reading(evaluation, answer, line, error);
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
        return ent_answer_add_reading(
            evaluation, answer,
            "a number of years before or after is of whole years; that of the event itself is in neither", error);
    if (span->form != ENT_SPAN_TERM)
        return ENT_OK;
    ENT_TRY(ent_span_stretch(evaluation, span, &stretch, error));
    return ent_answer_add_reading(evaluation, answer,
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
    ENT_TRY(ent_answer_add_reading(evaluation, answer, ent_function_reading(expression), error));
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
            ENT_TRY(ent_answer_add_reading(
                evaluation, answer,
                ent_months_are_daily(evaluation, clause)
                    ? "a window of months is asked day by day; a day that a source tells only by a longer period is "
                      "open"
                    : "votes of a window of months are one value over all roll calls of that time; one whose day is "
                      "not "
                      "known that closely is left out",
                error));
            if (clause->window.form == ENT_WINDOW_MOSTLY)
                ENT_TRY(ent_answer_add_reading(evaluation, answer, "mostly is more than half of the days", error));
            continue;
        }
        if (tolerant && (clause->window.form == ENT_WINDOW_DURING || clause->window.form == ENT_WINDOW_SINCE))
            ENT_TRY(ent_answer_add_reading(
                evaluation, answer, "up to a tenth of the years may be unseen if the first and the last are seen",
                error));
        if (clause->window.form == ENT_WINDOW_ALWAYS || clause->window.form == ENT_WINDOW_NEVER)
            ENT_TRY(ent_answer_add_reading(evaluation, answer, "no year may be unseen", error));
        if (clause->window.form == ENT_WINDOW_MOSTLY)
            ENT_TRY(ent_answer_add_reading(evaluation, answer, "mostly is more than half of the seen years", error));
    }
    return ENT_OK;
}

static bool has_roll_calls(const struct ent_slot *slot) {
    for (size_t i = 0; i < slot->choice_count; i++)
        if (slot->choices[i].measure && slot->choices[i].measure->moment)
            return true;
    return false;
}

static int read_moments(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    for (size_t i = 0; i < evaluation->term_count; i++) {
        const struct ent_term *term = &evaluation->terms[i];
        if (!term->has_moment || term->daily || term->pooled)
            continue;
        ENT_TRY(ent_answer_add_reading(
            evaluation, answer,
            has_roll_calls(&evaluation->slots[term->slot])
                ? "votes at a month or day are one value over the roll calls of that time; a roll call whose day is "
                  "not known that closely is left out"
                : "at a month or day is what the source tells of that time itself; a figure of the year, or of "
                  "another month, is not taken for it",
            error));
    }
    return ENT_OK;
}

/* What shares, and the measures themselves, say about their reading. */
static int read_measures(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    for (size_t i = 0; i < evaluation->term_count; i++)
        if (evaluation->terms[i].form == ENT_TERM_SHARE)
            ENT_TRY(ent_answer_add_reading(evaluation, answer,
                                           "a share is of the sum of all members of the year, each of whom must be "
                                           "seen; who is none in a year has no share",
                                           error));
    for (size_t i = 0; i < evaluation->slot_count; i++)
        for (size_t k = 0; k < evaluation->slots[i].choice_count; k++) {
            const struct ent_measure *measure = evaluation->slots[i].choices[k].measure;
            if (measure && measure->reading)
                ENT_TRY(ent_answer_add_reading(evaluation, answer, measure->reading, error));
        }
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
    return ent_answer_add_reading(evaluation, answer, line, error);
}

/* The clause that a variable stands in; NULL: it says who is in a group, or among whom is ranked. */
static const struct ent_clause *clause_of(const struct ent_claim *claim, const struct ent_variable *variable) {
    for (size_t i = 0; i < claim->clause_count; i++) {
        const struct ent_clause *clause = &claim->clauses[i], *inner = NULL;
        if (clause->inner)
            inner = clause_of(clause->inner, variable);
        else if (variable->quantifier && variable->scope >= clause->assertions &&
                 variable->scope < clause->assertions + clause->assertion_count)
            return clause;
        if (inner)
            return inner;
    }
    return NULL;
}

/* Whether the members of a group are those of a month or day. */
static bool is_of_moment(const struct ent_evaluation *evaluation, size_t variable) {
    for (size_t i = 0; i < evaluation->term_count; i++) {
        const struct ent_term *term = &evaluation->terms[i];
        if (term->has_moment && (term->variables[0] == variable || term->variables[1] == variable))
            return true;
    }
    return false;
}

/* What a quantifier asks, of whom, and in which order. */
static int read_quantifier(struct ent_evaluation *evaluation, struct ent_answer *answer, size_t variable,
                           struct ent_error *error) {
    static const struct {
        const char *word, *meaning, *rest;
    } meanings[] = {{"any", "at least one member", "; one who is seen settles it"},
                    {"all", "every member", "; one of whom it is not true settles it"},
                    {"no", "not one member", ""},
                    {"most", "more than half of the seen members", "; open where the unseen could turn it"}};
    const struct ent_variable *group = &evaluation->variables[variable - 1];
    const struct ent_clause *clause = clause_of(evaluation->claim, group);
    if (!clause)
        return ENT_OK;
    bool whole = ent_clause_is_whole(evaluation, clause);
    char line[320];
    for (size_t k = 0; k < sizeof meanings / sizeof *meanings; k++)
        if (strcmp(meanings[k].word, group->quantifier) == 0) {
            snprintf(line, sizeof line, "%s %s: %s%s%s", group->quantifier, group->text, meanings[k].meaning,
                     whole                                ? ""
                     : is_of_moment(evaluation, variable) ? " of that time"
                                                          : " of the year",
                     meanings[k].rest);
            ENT_TRY(ent_answer_add_reading(evaluation, answer, line, error));
        }
    if (whole)
        ENT_TRY(ent_answer_add_reading(evaluation, answer, ent_members_reading(evaluation, clause, variable), error));
    size_t next = ent_variable_after(evaluation, clause, variable);
    if (!next)
        return ENT_OK;
    const struct ent_variable *inner = &evaluation->variables[next - 1];
    snprintf(
        line, sizeof line,
        "%s %s, then %s %s: the second is asked anew for each member of the first, no state is paired with itself; "
        "in brackets the one of the second that settles it",
        group->quantifier, group->text, inner->quantifier, inner->text);
    return ent_answer_add_reading(evaluation, answer, line, error);
}

/* Groups: what a quantifier asks, and who is in a group that a condition defines. */
static int read_groups(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    for (size_t i = 0; i < evaluation->term_count; i++)
        if (evaluation->terms[i].form == ENT_TERM_MEDIAN)
            ENT_TRY(ent_answer_add_reading(
                evaluation, answer,
                "the median is of what is seen among the members of the year; up to a tenth may be unseen", error));
    for (size_t i = 0; i < evaluation->variable_count; i++) {
        const struct ent_variable *variable = &evaluation->variables[i];
        char line[240];
        ENT_TRY(read_quantifier(evaluation, answer, i + 1, error));
        if (!variable->rule)
            continue;
        snprintf(line, sizeof line, "%s: the states X with %s in the year%s", variable->text, variable->rule_text,
                 variable->seen_only ? ", as far as seen" : "");
        ENT_TRY(ent_answer_add_reading(evaluation, answer, line, error));
    }
    return ENT_OK;
}

int ent_answer_read(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    ENT_TRY(read_clauses(evaluation, answer, evaluation->claim, error));
    ENT_TRY(read_groups(evaluation, answer, error));
    ENT_TRY(read_moments(evaluation, answer, error));
    ENT_TRY(read_measures(evaluation, answer, error));
    ENT_TRY(read_now(evaluation, answer, error));
    return read_concepts(evaluation, answer, error);
}
