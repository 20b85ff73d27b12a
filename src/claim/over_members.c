/* What is read over many years at once, asked of the members of a group one by one: records, trends, growth, changes,
 * ranks and functions. Each member is asked the whole of it, and the outcomes add up as those of a year do. Who is a
 * member is asked once: in the year that the clause is about, or on some day of its window or of the function's span. */
#include <math.h>
#include <string.h>

#include "claim/quantify.h"

bool ent_clause_is_whole(const struct ent_evaluation *evaluation, const struct ent_clause *clause) {
    return clause->assertions[0].predicate.form != ENT_PREDICATE_NONE ||
           ent_assertion_is_overtook(evaluation, &clause->assertions[0]) || ent_clause_has_values(clause);
}

/* ---- when one is a member ---- */

/* Where a variable stands first. */
struct place {
    const struct ent_expression *function; /* NULL: outside of one */
    const struct ent_series_term *series;
};

static bool find_place(const struct ent_evaluation *evaluation, const struct ent_expression *expression,
                       size_t variable, struct place *out) {
    if (!expression)
        return false;
    if (expression->form == ENT_EXPRESSION_BINARY)
        return find_place(evaluation, expression->left, variable, out) ||
               find_place(evaluation, expression->right, variable, out);
    if (expression->form != ENT_EXPRESSION_SERIES && expression->form != ENT_EXPRESSION_FUNCTION)
        return false;
    const struct ent_term *term = ent_term_of(evaluation, expression->series);
    if (term->variables[0] == variable || term->variables[1] == variable) {
        out->series = expression->series;
        out->function = expression->form == ENT_EXPRESSION_FUNCTION ? expression : NULL;
        return true;
    }
    return expression->form == ENT_EXPRESSION_FUNCTION &&
           find_place(evaluation, expression->span.moment, variable, out);
}

/* Whether the span hangs on a date of members: it is then another for each. */
static bool hangs_on_members(const struct ent_evaluation *evaluation, const struct ent_span *span) {
    if (!span->moment)
        return false;
    const struct ent_term *term = ent_term_of(evaluation, span->moment->series);
    return term->variables[0] || term->variables[1] || hangs_on_members(evaluation, &span->moment->span);
}

static int when_of_span(struct ent_evaluation *evaluation, const struct ent_span *span, struct ent_interval *out,
                        struct ent_error *error) {
    struct ent_stretch stretch = {.unseen = NULL};
    *out = (struct ent_interval){.from = ENT_DAY_EARLY, .to = ENT_DAY_OPEN};
    if (hangs_on_members(evaluation, span))
        return ENT_OK;
    ENT_TRY(ent_span_stretch(evaluation, span, &stretch, error));
    if (!stretch.unseen)
        *out = (struct ent_interval){.from = stretch.from, .to = stretch.to};
    return ENT_OK;
}

static struct place place_of(const struct ent_evaluation *evaluation, const struct ent_clause *clause,
                             size_t variable) {
    struct place out = {NULL, NULL};
    const struct ent_variable *group = &evaluation->variables[variable - 1];
    for (size_t i = 0; !out.series && i < clause->assertion_count; i++)
        if (group->whole || &clause->assertions[i] == group->scope)
            (void)(find_place(evaluation, clause->assertions[i].left, variable, &out) ||
                   find_place(evaluation, clause->assertions[i].right, variable, &out));
    if (group->whole && clause->window.form == ENT_WINDOW_AT) /* the year is that of the name, wherever it stands */
        out.function = NULL;
    return out;
}

const char *ent_members_reading(struct ent_evaluation *evaluation, const struct ent_clause *clause, size_t variable) {
    struct place place = place_of(evaluation, clause, variable);
    const char *text = evaluation->variables[variable - 1].text;
    bool year = clause->window.form == ENT_WINDOW_AT || clause->window.form == ENT_WINDOW_NONE ||
                (place.series && place.series->has_time);
    return place.function
               ? ent_arena_format(evaluation->context->arena,
                                  "who is in %s in some year of the function's span is a member, and is asked "
                                  "over all of it",
                                  text)
           : year ? ent_arena_format(evaluation->context->arena,
                                     "the members of %s are those of the year that is spoken of; each is asked "
                                     "over all the years that are read",
                                     text)
                  : ent_arena_format(evaluation->context->arena,
                                     "who is in %s in some year of the window is a member, and is asked over all "
                                     "of it",
                                     text);
}

int ent_members_when(struct ent_evaluation *evaluation, const struct ent_clause *clause, size_t variable, int year,
                     struct ent_interval *out, struct ent_error *error) {
    struct place place = place_of(evaluation, clause, variable);
    struct ent_years years = {.first = year, .last = year};
    if (place.series && place.series->has_time && place.series->at.form == ENT_TIME_DATE)
        years.first = years.last = ent_day_year(place.series->at.interval.from);
    else if (place.function)
        return when_of_span(evaluation, &place.function->span, out, error);
    else if (!year)
        ENT_TRY(ent_window_years(evaluation, clause, &years, error));
    bool reversal = place.series && ent_term_of(evaluation, place.series)->form == ENT_TERM_REVERSAL;
    *out = (struct ent_interval){.from = ent_interval_year(years.first).from, .to = ent_interval_year(years.last).to};
    if (reversal && clause->window.form == ENT_WINDOW_NONE) /* over all years */
        *out = (struct ent_interval){.from = ENT_DAY_EARLY, .to = ENT_DAY_OPEN};
    return ENT_OK;
}

/* ---- how much is asked ---- */

/* Combinations of the members of an assertion's groups, and of those that `for` binds. */
static double combinations(const struct ent_evaluation *evaluation, const struct ent_clause *clause,
                           const struct ent_assertion *assertion) {
    double out = 1;
    for (size_t i = 0; i < evaluation->variable_count; i++) {
        const struct ent_variable *variable = &evaluation->variables[i];
        bool here = variable->whole ? variable->scope == clause->assertions : variable->scope == assertion;
        if (here && variable->quantifier && variable->candidate_count)
            out *= (double)variable->candidate_count;
    }
    return out;
}

int ent_members_bound(struct ent_evaluation *evaluation, const struct ent_clause *clause, struct ent_error *error) {
    enum { FEW = 10000 }; /* in any number of years */
    double asked = 0;
    struct ent_years years;
    for (size_t i = 0; i < clause->assertion_count; i++)
        asked += combinations(evaluation, clause, &clause->assertions[i]);
    if (evaluation->binding || asked <= FEW)
        return ENT_OK;
    if (ent_clause_is_whole(evaluation, clause)) /* each reads all that it sees */
        ent_evaluation_seen_span(evaluation, &years.first, &years.last);
    else
        ENT_TRY(ent_window_years(evaluation, clause, &years, error));
    int count = years.last - years.first + 1;
    if (asked * count <= ENT_LOOKS_MOST)
        return ENT_OK;
    return ent_fail(error, ENT_ERROR_USAGE,
                    "this asks of %.0f combinations of members in %d year%s, more than the %d million that one claim "
                    "may ask: name smaller groups or fewer years",
                    asked, count, count == 1 ? "" : "s", (int)ENT_LOOKS_MOST / 1000000);
}

/* ---- what it adds up to ---- */

/* As sure as the surest of those that settle it, or, where it takes them all, as the least sure. */
static double sureness(const struct ent_member_count *count, const char *quantifier, enum ent_truth truth) {
    if (strcmp(quantifier, "most") == 0)
        return (double)NAN;
    if (strcmp(quantifier, "all") == 0)
        return truth == ENT_TRUE ? count->yes_sure[0] : count->no_sure[1];
    return count->yes ? count->yes_sure[1] : count->no_sure[0];
}

static const char *reason_of(struct ent_evaluation *evaluation, const struct ent_variable *group,
                             const struct ent_member_count *count) {
    struct ent_arena *arena = evaluation->context->arena;
    if (count->yes + count->no)
        return "members that are not seen could turn it";
    if (count->open)
        return ent_arena_format(arena, "%s: %s",
                                ent_states_code(evaluation->context->record->states, count->open_named[0].state),
                                count->reason ? count->reason : ent_why_text(count->unseen.why));
    return count->hidden.why ? ent_why_text(count->hidden.why)
                             : ent_arena_format(arena, "nobody is in %s then", group->text);
}

static int judge(struct ent_evaluation *evaluation, const struct ent_asking *asking,
                 const struct ent_member_count *count, struct ent_finding *out, struct ent_error *error) {
    const struct ent_variable *group = &evaluation->variables[asking->variable - 1];
    bool exists = strcmp(group->quantifier, "any") == 0 || strcmp(group->quantifier, "no") == 0;
    bool nobody = !count->yes && !count->no && !count->open;
    bool empty = nobody && (count->hidden.why || (!count->maybe_yes && !count->maybe_no && (!exists || !group->rule)));
    enum ent_truth truth = empty ? ENT_UNSEEN : ent_members_judge(count, group->quantifier);
    out->outcome = truth == ENT_TRUE        ? ENT_OUTCOME_HOLDS
                   : truth == ENT_FALSE     ? ENT_OUTCOME_FAILS
                   : count->yes + count->no ? ENT_OUTCOME_OPEN
                                            : ENT_OUTCOME_NOT_COVERED;
    out->dropped = empty && evaluation->binding; /* of nobody nothing is said: the member outside drops out with them */
    if (truth != ENT_UNSEEN) {
        out->agree = sureness(count, group->quantifier, truth);
        return ENT_OK;
    }
    out->reason = reason_of(evaluation, group, count);
    return out->reason ? ENT_OK : ent_fail_memory(error);
}

/* Who settles it, with the numbers of the first; inside another group only that one. */
static void describe(struct ent_evaluation *evaluation, const struct ent_asking *asking,
                     const struct ent_member_count *count, struct ent_finding *out, struct ent_text *text) {
    const struct ent_witness *witness = evaluation->witness;
    ent_state shown = witness->of[asking->variable - 1];
    bool yes = count->yes && shown == count->yes_named[0].state;
    const char *numbers = yes ? count->yes_numbers : count->no_numbers;
    out->year = yes ? count->yes_year : count->no_year;
    if (evaluation->quiet)
        return;
    bool settles = witness->settles[asking->variable - 1], alone = evaluation->binding && settles;
    if (!alone)
        ent_members_name(evaluation, asking->clause, asking->variable, count, text);
    if (!settles || !numbers || !numbers[0])
        return;
    ent_text_format(text, "%s%s: %s", alone ? "" : "; ", ent_states_code(evaluation->context->record->states, shown),
                    numbers);
}

int ent_outcome_over_members(struct ent_evaluation *evaluation, struct ent_asking *asking, struct ent_finding *out,
                             struct ent_text *text, struct ent_error *error) {
    struct ent_member_count count;
    const struct ent_variable *group = &evaluation->variables[asking->variable - 1];
    int now = evaluation->now_bound;
    evaluation->now_bound = ent_evaluation_now(evaluation); /* one year for all of them */
    asking->until_settled = evaluation->quiet || evaluation->binding;
    int status = ent_members_count(evaluation, asking, &count, error);
    if (status == ENT_OK && count.used_now) {
        evaluation->used_now = true;
        evaluation->now = evaluation->now_bound;
    }
    evaluation->now_bound = now;
    ENT_TRY(status);
    ENT_TRY(judge(evaluation, asking, &count, out, error));
    ent_members_witness(evaluation, asking->variable, &count, 0);
    describe(evaluation, asking, &count, out, text);
    evaluation->witness->year[asking->variable - 1] = out->year;
    const char *strongest = ent_members_strongest(&count);
    bool turned = asking->assertion->negated && !group->whole;
    if (out->outcome == ENT_OUTCOME_FAILS && strongest && !turned && !evaluation->quiet)
        out->nearest = ent_nearest_with_quantifier(evaluation, asking->clause, asking->variable, strongest,
                                                   &asking->clause->window);
    return ENT_OK;
}

/* ---- a clause as a whole ---- */

static int ask_clause(struct ent_evaluation *here, const struct ent_asking *asking, struct ent_finding *out,
                      struct ent_error *error) {
    return ent_clause_evaluate(here, asking->clause, out, error);
}

int ent_each_evaluate(struct ent_evaluation *evaluation, const struct ent_clause *clause, size_t variable,
                      struct ent_finding *out, struct ent_error *error) {
    struct ent_asking asking = {
        .variable = variable, .clause = clause, .assertion = clause->assertions, .ask = ask_clause};
    struct ent_text text;
    ENT_TRY(ent_members_when(evaluation, clause, variable, 0, &asking.when, error));
    ent_text_init(&text);
    int status = ent_outcome_over_members(evaluation, &asking, out, &text, error);
    out->numbers = text.failed ? NULL : ent_arena_string(evaluation->context->arena, text.bytes);
    ent_text_release(&text);
    return status != ENT_OK ? status : out->numbers ? ENT_OK : ent_fail_memory(error);
}
