/* A clause whose assertions hold functions, dates or states: each comparison is judged once, and they are joined by
 * three-valued logic. With FAILS comes what would be true. */
#include "claim/quantify.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/figure.h"

/* ---- the nearest true sentence ---- */

static struct ent_expression *new_expression(struct ent_evaluation *evaluation, enum ent_expression_form form) {
    struct ent_expression *out = ent_arena_alloc(evaluation->context->arena, 1, sizeof *out);
    if (out)
        out->form = form;
    return out;
}

/* A number that, read with its own rounding, holds the value: as many digits as figures are printed with. */
static struct ent_expression *written_number(struct ent_evaluation *evaluation, double value, bool percent,
                                             bool whole) {
    struct ent_expression *out = new_expression(evaluation, ENT_EXPRESSION_NUMBER);
    char written[64];
    int decimals = 0;
    for (double size = fabs(value); !whole && size > 0 && size < 1000 && decimals < 12; size *= 10)
        decimals++;
    snprintf(written, sizeof written, "%.*f%s", decimals, value, percent ? "%" : "");
    if (!out)
        return NULL;
    out->number = (struct ent_number){.value = strtod(written, NULL), .percent = percent, .decimals = decimals};
    out->number.written = ent_arena_string(evaluation->context->arena, written);
    return out->number.written ? out : NULL;
}

static struct ent_expression *written_date(struct ent_evaluation *evaluation, const struct ent_value *date) {
    struct ent_interval interval = {date->from, date->to, date->precision};
    struct ent_expression *out = new_expression(evaluation, ENT_EXPRESSION_DATE);
    if (!out)
        return NULL;
    int year = ent_day_year(date->from);
    out->date = (struct ent_time){.form = ENT_TIME_DATE, .interval = interval, .first_year = year, .last_year = year};
    return out;
}

static struct ent_expression *written_state(struct ent_evaluation *evaluation, ent_state state) {
    struct ent_expression *out = new_expression(evaluation, ENT_EXPRESSION_NAME);
    struct ent_argument *name = ent_arena_alloc(evaluation->context->arena, 1, sizeof *name);
    if (!out || !name)
        return NULL;
    name->form = ENT_ARGUMENT_NAME;
    name->state = state;
    name->text = name->code = ent_states_code(evaluation->context->record->states, state);
    out->name = name;
    return out;
}

/* What the left side is equal to, as it would be written; NULL where it is not known. */
static struct ent_expression *written_value(struct ent_evaluation *evaluation, const struct ent_assertion *assertion,
                                            const struct ent_value *left) {
    if (left->form == ENT_VALUE_DATE)
        return written_date(evaluation, left);
    if (left->form == ENT_VALUE_STATE)
        return left->state_count == 1 ? written_state(evaluation, left->states[0]) : NULL;
    bool percent = assertion->right->form == ENT_EXPRESSION_NUMBER && assertion->right->number.percent;
    double value = percent && !left->cell.percent ? left->low * 100 : left->low;
    return written_number(evaluation, value, percent,
                          left->cell.scale == ENT_SCALE_COUNT && left->low == floor(left->low));
}

/* "start(…, 1950..1960) = 1942" where nothing begins there is the claim that none does: count(…) = 0, of events; what a
 * spell that was in force all the time began is another question. */
static const char *nearest_of(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                              const struct ent_assertion *assertion, const struct ent_value *left) {
    static const enum ent_compare opposite[] = {ENT_GREATER_EQUAL, ENT_GREATER, ENT_NOT_EQUAL,
                                                ENT_EQUAL,         ENT_LESS,    ENT_LESS_EQUAL};
    bool written = !ent_expression_has_function(assertion->right) && assertion->right->form != ENT_EXPRESSION_SERIES &&
                   assertion->right->form != ENT_EXPRESSION_BINARY;
    if (assertion->negated || !assertion->has_compare)
        return NULL;
    if (written && left->dating) {
        struct ent_value middle;
        int years = ent_dating_width(evaluation, left, &middle);
        struct ent_expression *right = written_date(evaluation, &middle);
        return right ? ent_nearest_with_date(evaluation, clause, assertion, right, years) : NULL;
    }
    if (written && left->sight == ENT_SIGHT_KNOWN) {
        struct ent_expression *right = written_value(evaluation, assertion, left);
        return right ? ent_nearest_with_right(evaluation, clause, assertion, ENT_EQUAL, right) : NULL;
    }
    if (left->sight == ENT_SIGHT_ABSENT)
        return assertion->compare == ENT_NOT_EQUAL
                   ? NULL
                   : ent_nearest_with_sign(evaluation, clause, assertion, ENT_NOT_EQUAL);
    if (assertion->has_within)
        return assertion->compare == ENT_EQUAL ? ent_nearest_with_sign(evaluation, clause, assertion, ENT_NOT_EQUAL)
                                               : NULL;
    return ent_nearest_with_sign(evaluation, clause, assertion, opposite[assertion->compare]);
}

/* ---- one assertion ---- */

struct judged {
    enum ent_outcome outcome;
    struct ent_value left, right;
    const char *of_members; /* NULL, or what is said of the members of its group */
    const char *nearest;    /* likewise */
};

static void add_words(const struct ent_value *value, struct ent_text *text) {
    if (value->words[0] || value->form != ENT_VALUE_NUMBER) {
        ent_text_add(text, value->words);
        return;
    }
    if (value->sight == ENT_SIGHT_KNOWN) {
        ent_figure_add(text, value->low);
        ent_text_add(text, value->cell.percent ? " %" : "");
    } else if (value->sight == ENT_SIGHT_BOUNDED && isfinite(value->low)) {
        ent_text_add(text, "at least ");
        ent_figure_add(text, value->low);
    }
}

/* "5 spells: 1948–49, …"; of two computed sides "… against …, ratio …" */
static void describe(const struct ent_assertion *assertion, const struct judged *judged, struct ent_text *text) {
    const struct ent_value *left = &judged->left, *right = &judged->right;
    ent_text_add(text, text->length ? "; " : "");
    if (judged->of_members) {
        ent_text_add(text, judged->of_members);
        return;
    }
    add_words(left, text);
    if (!assertion->has_compare ||
        (assertion->right->form != ENT_EXPRESSION_FUNCTION && assertion->right->form != ENT_EXPRESSION_SERIES &&
         assertion->right->form != ENT_EXPRESSION_BINARY))
        return;
    if (left->sight == ENT_SIGHT_UNSEEN && right->sight == ENT_SIGHT_UNSEEN)
        return;
    ent_text_add(text, " against ");
    add_words(right, text);
    bool numbers = left->form == ENT_VALUE_NUMBER && right->form == ENT_VALUE_NUMBER;
    if (numbers && left->sight == ENT_SIGHT_KNOWN && right->sight == ENT_SIGHT_KNOWN && left->low / right->low > 0 &&
        isfinite(left->low / right->low)) {
        ent_text_add(text, ", ratio ");
        ent_figure_add(text, left->low / right->low);
    }
}

static void add_sight(const struct ent_value *value, struct ent_finding *out) {
    out->unseen += value->unseen;
    out->dropped += value->dropped;
    if (!out->unseen_years && value->unseen_years)
        out->unseen_years = value->unseen_years;
    if (!out->year)
        out->year = value->year;
}

/* A yes or no that stands beside functions, joined by "and". */
static enum ent_outcome judge_flag(const struct ent_value *value) {
    return value->sight != ENT_SIGHT_KNOWN ? ENT_OUTCOME_NOT_COVERED
           : value->low != 0               ? ENT_OUTCOME_HOLDS
                                           : ENT_OUTCOME_FAILS;
}

/* A date that is known by how likely each is: how much of the mass agrees, or why that is too little. */
static int judge_dating(struct ent_evaluation *evaluation, const struct ent_assertion *assertion,
                        const struct judged *judged, struct ent_finding *finding, struct ent_error *error) {
    if (judged->outcome == ENT_OUTCOME_NOT_COVERED || judged->left.sight == ENT_SIGHT_ABSENT ||
        judged->right.sight == ENT_SIGHT_ABSENT)
        return ENT_OK;
    struct ent_weighed weighed = ent_dates_weigh(evaluation, assertion, &judged->left, &judged->right);
    if (judged->outcome == ENT_OUTCOME_OPEN) {
        finding->reason = finding->reason ? finding->reason : ent_weighed_reason(evaluation, &weighed);
        return finding->reason ? ENT_OK : ent_fail_memory(error);
    }
    double mass = judged->outcome == ENT_OUTCOME_HOLDS ? weighed.holds : weighed.fails;
    finding->agree = isnan(finding->agree) || mass < finding->agree ? mass : finding->agree;
    return ENT_OK;
}

static int judge_members(struct ent_evaluation *evaluation, const struct ent_asking *asking, struct judged *out,
                         struct ent_finding *finding, struct ent_error *error);

/* The assertion without its "not". */
static int judge_one(struct ent_evaluation *evaluation, const struct ent_asking *asking, struct judged *out,
                     struct ent_finding *finding, struct ent_error *error) {
    const struct ent_assertion *assertion = asking->assertion;
    *out = (struct judged){.left = {.words = ""}, .right = {.words = ""}};
    if (ent_variable_of(evaluation, assertion, false))
        return judge_members(evaluation, asking, out, finding, error);
    ENT_TRY(ent_value_of(evaluation, assertion->left, asking->year, &out->left, error));
    add_sight(&out->left, finding);
    out->outcome = judge_flag(&out->left);
    if (assertion->has_compare) {
        ENT_TRY(ent_value_of(evaluation, assertion->right, asking->year, &out->right, error));
        add_sight(&out->right, finding);
        out->outcome = ent_values_compare(evaluation, assertion, &out->left, &out->right);
        if (out->left.dating || out->right.dating)
            ENT_TRY(judge_dating(evaluation, assertion, out, finding, error));
    }
    bool open = out->outcome == ENT_OUTCOME_OPEN || out->outcome == ENT_OUTCOME_NOT_COVERED;
    bool absent = out->left.sight == ENT_SIGHT_ABSENT || out->right.sight == ENT_SIGHT_ABSENT;
    if ((open || absent) && !finding->reason)
        finding->reason = out->left.reason ? out->left.reason : out->right.reason;
    if (open && !finding->reason) /* both are known, and not closely enough for the question */
        finding->reason = "the date is not known so closely";
    return ENT_OK;
}

static int ask_member(struct ent_evaluation *here, const struct ent_asking *asking, struct ent_finding *out,
                      struct ent_error *error) {
    struct judged judged;
    struct ent_text text;
    ENT_TRY(judge_one(here, asking, &judged, out, error));
    out->outcome = judged.outcome;
    ent_text_init(&text);
    describe(asking->assertion, &judged, &text);
    out->numbers = text.failed ? NULL : ent_arena_string(here->context->arena, text.bytes);
    ent_text_release(&text);
    return out->numbers ? ENT_OK : ent_fail_memory(error);
}

static int judge_members(struct ent_evaluation *evaluation, const struct ent_asking *asking, struct judged *out,
                         struct ent_finding *finding, struct ent_error *error) {
    struct ent_asking of_each = *asking;
    struct ent_finding members;
    struct ent_text text;
    ent_finding_blank(&members);
    of_each.variable = ent_variable_of(evaluation, asking->assertion, false);
    of_each.ask = ask_member;
    ENT_TRY(ent_members_when(evaluation, asking->clause, of_each.variable, asking->year, &of_each.when, error));
    ent_text_init(&text);
    int status = ent_outcome_over_members(evaluation, &of_each, &members, &text, error);
    out->outcome = members.outcome;
    out->nearest = members.nearest;
    out->left.sight = out->right.sight = ENT_SIGHT_UNSEEN;
    out->of_members = text.failed ? NULL : ent_arena_string(evaluation->context->arena, text.bytes);
    ent_text_release(&text);
    ENT_TRY(status);
    if (isnan(finding->agree) || members.agree < finding->agree)
        finding->agree = members.agree;
    finding->dropped += members.dropped;
    if (!finding->year)
        finding->year = members.year;
    if (members.reason && !finding->reason)
        finding->reason = members.reason;
    return out->of_members ? ENT_OK : ent_fail_memory(error);
}

static int judge(struct ent_evaluation *evaluation, const struct ent_asking *asking, struct judged *out,
                 struct ent_finding *finding, struct ent_error *error) {
    ENT_TRY(judge_one(evaluation, asking, out, finding, error));
    if (asking->assertion->negated && out->outcome <= ENT_OUTCOME_FAILS)
        out->outcome = out->outcome == ENT_OUTCOME_HOLDS ? ENT_OUTCOME_FAILS : ENT_OUTCOME_HOLDS;
    return ENT_OK;
}

/* ---- the clause ---- */

static enum ent_outcome joined(enum ent_outcome a, enum ent_outcome b, bool is_or) {
    enum ent_outcome settles = is_or ? ENT_OUTCOME_HOLDS : ENT_OUTCOME_FAILS;
    if (a == settles || b == settles)
        return settles;
    enum ent_outcome stronger = is_or ? ENT_OUTCOME_OPEN : ENT_OUTCOME_NOT_COVERED;
    enum ent_outcome weaker = is_or ? ENT_OUTCOME_NOT_COVERED : ENT_OUTCOME_OPEN;
    if (a == stronger || b == stronger)
        return stronger;
    return a == weaker || b == weaker ? weaker : is_or ? ENT_OUTCOME_FAILS : ENT_OUTCOME_HOLDS;
}

static int judge_all(struct ent_evaluation *evaluation, const struct ent_clause *clause, int year,
                     struct ent_finding *out, struct ent_text *text, struct judged *first, struct ent_error *error) {
    enum ent_outcome any = ENT_OUTCOME_FAILS, group = ENT_OUTCOME_HOLDS;
    for (size_t i = 0; i < clause->assertion_count; i++) {
        struct judged judged;
        struct ent_asking asking = {.clause = clause, .assertion = &clause->assertions[i], .year = year};
        ENT_TRY(judge(evaluation, &asking, &judged, out, error));
        describe(&clause->assertions[i], &judged, text);
        if (i && clause->assertions[i].or_before) { /* "and" binds tighter: a group ends here */
            any = joined(any, group, true);
            group = judged.outcome;
        } else {
            group = i ? joined(group, judged.outcome, false) : judged.outcome;
        }
        if (!i)
            *first = judged;
    }
    out->outcome = joined(any, group, true);
    return ENT_OK;
}

static int year_of_window(struct ent_evaluation *evaluation, const struct ent_clause *clause, int *out,
                          struct ent_error *error) {
    struct ent_time now = {.form = ENT_TIME_NOW};
    bool plain = false;
    for (size_t i = 0; i < clause->assertion_count; i++)
        plain |= ent_expression_lacks_time(clause->assertions[i].left) ||
                 (clause->assertions[i].right && ent_expression_lacks_time(clause->assertions[i].right));
    *out = 0;
    if (clause->window.form == ENT_WINDOW_AT)
        return ent_time_year(evaluation, &clause->window.at, false, out, error);
    return plain ? ent_time_year(evaluation, &now, false, out, error) : ENT_OK;
}

int ent_function_clause_evaluate(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                                 struct ent_finding *out, struct ent_error *error) {
    struct judged first = {.outcome = ENT_OUTCOME_NOT_COVERED};
    struct ent_text text;
    int year;
    ENT_TRY(year_of_window(evaluation, clause, &year, error));
    ent_text_init(&text);
    int status = judge_all(evaluation, clause, year, out, &text, &first, error);
    out->numbers = text.failed ? NULL : ent_arena_string(evaluation->context->arena, text.bytes);
    ent_text_release(&text);
    ENT_TRY(status);
    if (!out->numbers)
        return ent_fail_memory(error);
    bool number = first.left.form == ENT_VALUE_NUMBER && first.left.sight == ENT_SIGHT_KNOWN;
    if (number)
        out->value = first.left.low;
    if (first.right.form == ENT_VALUE_NUMBER && first.right.sight == ENT_SIGHT_KNOWN &&
        clause->assertions[0].has_compare)
        out->right = first.right.low;
    if (out->outcome == ENT_OUTCOME_HOLDS)
        out->reason = NULL;
    if (out->outcome == ENT_OUTCOME_FAILS && clause->assertion_count == 1 && !evaluation->quiet)
        out->nearest =
            first.of_members ? first.nearest : nearest_of(evaluation, clause, &clause->assertions[0], &first.left);
    return ENT_OK;
}

/* ---- readings ---- */

const char *ent_function_reading(const struct ent_expression *expression) {
    static const struct {
        const char *function, *words;
    } readings[] = {
        {"count", "count is of spells that touch the span by a day (rows of one war, dispute or treaty that follow on "
                  "each other are one), of events in it, or of years with a yes; unseen years leave it open upwards"},
        {"mean",
         "mean is over the seen years that lie wholly in the span; up to a tenth may be unseen if the first and "
         "the last are seen"},
        {"max", "max is over the seen years that lie wholly in the span; up to a tenth may be unseen if the first and "
                "the last are seen"},
        {"min", "min is over the seen years that lie wholly in the span; up to a tenth may be unseen if the first and "
                "the last are seen"},
        {"sum", "sum is over the years that lie wholly in the span; none may be unseen"},
        {"start", "start is when the first spell that begins in the span begins; unseen years before it leave it open"},
        {"end", "end is when the last spell that ends in the span ends, its last day; one that goes on to the end of "
                "the list has none yet"},
        {"first", "first is what begins first in the span; it is known where every year before it is covered"},
        {"last", "last is what begins last in the span; it is known where every year after it is covered"},
        {"crossing",
         "crossing is the year of the last crossing that lasts to the end of the data, five seen years old"},
        {"turning",
         "turning is the most probable first year of a new level, each side five seen years at least; where it is "
         "established, it is as stated if .9 of the mass of one change is; fragile is open, and not established fails"},
    };
    for (size_t i = 0; i < sizeof readings / sizeof readings[0]; i++)
        if (strcmp(expression->function, readings[i].function) == 0)
            return readings[i].words;
    return NULL;
}
