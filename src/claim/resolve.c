/* Names to things over a whole claim: its expressions, assertions, predicates and clauses, and what may stand where. Its
 * series: resolve_series.c. */
#include <string.h>

#include "claim/function.h"
#include "claim/lexicon.h"

static int resolve_expression(struct ent_evaluation *evaluation, struct ent_expression *expression,
                              struct ent_error *error) {
    ent_evaluation_at(evaluation, expression->offset);
    switch (expression->form) {
    case ENT_EXPRESSION_NUMBER:
        return ENT_OK;
    case ENT_EXPRESSION_SERIES:
        return ent_resolve_series(evaluation, expression->series, error);
    case ENT_EXPRESSION_BINARY:
        ENT_TRY(resolve_expression(evaluation, expression->left, error));
        return resolve_expression(evaluation, expression->right, error);
    case ENT_EXPRESSION_FUNCTION:
        return ent_resolve_function(evaluation, expression, error);
    case ENT_EXPRESSION_DATE:
        return ENT_OK;
    case ENT_EXPRESSION_NAME: {
        struct ent_series_term timeless = {.has_time = false};
        if (expression->name->form != ENT_ARGUMENT_NAME)
            return ent_fail(error, ENT_ERROR_USAGE,
                            "a place or a group under arms is no value: the partner of a visit or a spell is a state; "
                            "of a place write recognition(A, B, over=[…]) or region.gdp([…])");
        return ent_resolve_argument(evaluation, &timeless, expression->name, error);
    }
    }
    return ENT_OK;
}

/* The scale of what stands alone on the left; a number where it is not one series. */
static int scale_of(struct ent_evaluation *evaluation, const struct ent_expression *left, enum ent_scale *out,
                    struct ent_error *error) {
    const struct ent_measure *measure;
    *out = ENT_SCALE_NUMBER;
    if (left->form != ENT_EXPRESSION_SERIES)
        return ENT_OK;
    const struct ent_term *term = ent_term_of(evaluation, left->series);
    if (term->form == ENT_TERM_SENIOR)
        *out = ENT_SCALE_YES_NO;
    if (term->form != ENT_TERM_SERIES)
        return ENT_OK;
    ENT_TRY(ent_slot_measure(evaluation, &evaluation->slots[term->slot], &measure, error));
    if (measure)
        *out = measure->scale;
    return ENT_OK;
}

/* Whether no place of a term is taken by the members of a defined group together. */
static bool is_of_states(const struct ent_evaluation *evaluation, const struct ent_term *term) {
    for (int place = 0; place < 2; place++)
        if (term->variables[place] && !evaluation->variables[term->variables[place] - 1].quantifier)
            return false;
    return true;
}

/* What may be ranked, and among whom. */
static int check_rank(struct ent_evaluation *evaluation, const struct ent_assertion *assertion,
                      struct ent_error *error) {
    const struct ent_predicate *predicate = &assertion->predicate;
    if (assertion->left->form != ENT_EXPRESSION_SERIES)
        return ent_fail(error, ENT_ERROR_USAGE, "a rank is of one series: gdp.usd(A) rank <= 5 among @majors at 2018");
    const struct ent_term *term = ent_term_of(evaluation, assertion->left->series);
    bool reversal = term->form == ENT_TERM_REVERSAL, plain = term->form == ENT_TERM_SERIES;
    bool together = term->groups[0] || term->groups[1] || !is_of_states(evaluation, term);
    if (together)
        return ent_fail(error, ENT_ERROR_USAGE,
                        "a group together has no rank among states: rank its members, as in gdp.usd(any @EU) rank <= 3 "
                        "among @states, or compare what they have, gdp.usd(@EU) > gdp.usd(A)");
    if (!reversal && !plain)
        return ent_fail(error, ENT_ERROR_USAGE,
                        "a rank is of one measure, as in gdp.usd(A) rank <= 5 among @majors, or of a reversal; what "
                        "compares two states is asked by itself: senior(gdp.usd, A, B) at 2018");
    if (reversal && strcmp(predicate->among, "partners") == 0)
        return ent_fail(error, ENT_ERROR_USAGE, "a reversal is ranked among a group: rank <= 12 among @majors");
    if (plain && term->b == ENT_NO_STATE && strcmp(predicate->among, "group") != 0)
        return ent_fail(error, ENT_ERROR_USAGE, "%s is of one state; rank it among a group, as in @majors or @states",
                        term->written->name);
    struct ent_argument *group = predicate->group;
    bool hub = group && group->of && ent_text_equal_folded(group->text, "partners") && term->b != ENT_NO_STATE;
    if (group && (ent_lexicon_has_group(group->text) || group->of) && reversal)
        return ent_fail(error, ENT_ERROR_USAGE,
                        "a reversal lies between two dates, and who is in @%s is known by the year: rank it among a "
                        "list, as in rank <= 12 among @majors",
                        group->text);
    if (group && (ent_lexicon_has_group(group->text) || group->of) && !hub)
        ENT_TRY(ent_variable_add(evaluation, group, NULL, false, &group->variable, error));
    for (size_t i = 0; i < term->written->option_count; i++)
        if (reversal && strcmp(term->written->options[i].name, "members") == 0) {
            const char *value = term->written->options[i].value;
            ent_evaluation_at(evaluation, term->written->options[i].offset);
            if (strcmp(value, "then") != 0 && strcmp(value, "ever") != 0)
                return ent_fail(error, ENT_ERROR_USAGE, "members=%s: write members=then or members=ever", value);
            evaluation->has_rank = true;
            return ENT_OK;
        }
    evaluation->has_members |= reversal;
    evaluation->has_rank = true;
    return ENT_OK;
}

static int check_predicate(struct ent_evaluation *evaluation, const struct ent_assertion *assertion,
                           struct ent_error *error) {
    const struct ent_predicate *predicate = &assertion->predicate;
    enum ent_scale scale;
    ENT_TRY(scale_of(evaluation, assertion->left, &scale, error));
    switch (predicate->form) {
    case ENT_PREDICATE_HIGHEST:
    case ENT_PREDICATE_LOWEST:
        if (predicate->since.form == ENT_TIME_ERA && predicate->since.first_year != predicate->since.last_year)
            evaluation->has_era = true;
        return ENT_OK;
    case ENT_PREDICATE_CHANGED:
        if (scale != ENT_SCALE_YES_NO && scale != ENT_SCALE_CODED)
            return ent_fail(
                error, ENT_ERROR_USAGE,
                "an amount is never the same twice: ask whether senior(MEASURE, A, B) changed, or for growth");
        return ENT_OK;
    case ENT_PREDICATE_AGAIN_SINCE:
        if (scale == ENT_SCALE_NUMBER)
            return ent_fail(error, ENT_ERROR_USAGE,
                            "\"again\" is asked of a yes or no: rivalry(A, B) again since 2007");
        return ENT_OK;
    case ENT_PREDICATE_GROWTH:
        if (scale == ENT_SCALE_YES_NO || scale == ENT_SCALE_CODED)
            return ent_fail(
                error, ENT_ERROR_USAGE,
                "growth is of amounts; of a yes, a no or a code ask whether it changed, or whether it is the highest");
        return ENT_OK;
    case ENT_PREDICATE_RANK:
        return check_rank(evaluation, assertion, error);
    case ENT_PREDICATE_RISING:
    case ENT_PREDICATE_FALLING:
    case ENT_PREDICATE_NONE:
        break;
    }
    return ENT_OK;
}

/* Overtook and reversal are read over years at once: never inside arithmetic, a comparison or another predicate. */
static int check_place(struct ent_evaluation *evaluation, const struct ent_assertion *assertion,
                       const struct ent_expression *expression, struct ent_error *error) {
    if (!expression)
        return ENT_OK;
    if (expression->form == ENT_EXPRESSION_BINARY) {
        ENT_TRY(check_place(evaluation, assertion, expression->left, error));
        return check_place(evaluation, assertion, expression->right, error);
    }
    if (expression->form != ENT_EXPRESSION_SERIES)
        return ENT_OK;
    enum ent_term_form form = ent_term_of(evaluation, expression->series)->form;
    enum ent_predicate_form predicate = assertion->predicate.form;
    bool alone = expression == assertion->left && !assertion->has_compare;
    if (form == ENT_TERM_OVERTOOK && (!alone || predicate != ENT_PREDICATE_NONE))
        return ent_fail(error, ENT_ERROR_USAGE, "overtook stands alone: overtook(gdp.usd, A, B) during 1990..2000");
    if (form == ENT_TERM_REVERSAL && (!alone || predicate != ENT_PREDICATE_RANK))
        return ent_fail(error, ENT_ERROR_USAGE,
                        "a reversal is ranked: reversal(gdp.usd, A, B) rank <= 12 among @majors");
    return ENT_OK;
}

bool ent_assertion_is_overtook(const struct ent_evaluation *evaluation, const struct ent_assertion *assertion) {
    return assertion->left->form == ENT_EXPRESSION_SERIES &&
           ent_term_of(evaluation, assertion->left->series)->form == ENT_TERM_OVERTOOK;
}

/* A series standing alone must be a yes or no, or a count of events: of a number nobody knows what would be true. */
static int check_alone(struct ent_evaluation *evaluation, const struct ent_assertion *assertion,
                       struct ent_error *error) {
    const struct ent_expression *left = assertion->left;
    if (assertion->has_compare || assertion->predicate.form != ENT_PREDICATE_NONE)
        return ENT_OK;
    const struct ent_measure *measure = NULL;
    const char *name = left->form == ENT_EXPRESSION_SERIES ? left->series->name : "this";
    if (left->form == ENT_EXPRESSION_SERIES) {
        enum ent_term_form form = ent_term_of(evaluation, left->series)->form;
        if (form == ENT_TERM_SENIOR || form == ENT_TERM_OVERTOOK)
            return ENT_OK;
        if (form == ENT_TERM_SERIES && !ent_concepts_find(evaluation->concepts, name))
            ENT_TRY(ent_measure_find(evaluation->context, name, &measure, error));
    }
    if (measure && (measure->scale == ENT_SCALE_YES_NO || measure->scale == ENT_SCALE_COUNT))
        return ENT_OK;
    return ent_fail(
        error, ENT_ERROR_USAGE,
        "%s is a number: compare it, as in %s(…) > 0.5 at 2018, or ask for a record, as in highest since 1990", name,
        name);
}

/* "= abstain": a word of a code beside a series of it is that code. A code has no order. */
static int resolve_code(struct ent_evaluation *evaluation, struct ent_assertion *assertion, struct ent_error *error) {
    const struct ent_measure *measure = NULL;
    struct ent_expression *left = assertion->left, *right = assertion->right;
    if (!right || left->form != ENT_EXPRESSION_SERIES || ent_term_of(evaluation, left->series)->form != ENT_TERM_SERIES)
        return ENT_OK;
    const struct ent_slot *slot = &evaluation->slots[ent_term_of(evaluation, left->series)->slot];
    if (!slot->concept)
        ENT_TRY(ent_measure_find(evaluation->context, slot->name, &measure, error));
    bool read = right->form == ENT_EXPRESSION_NUMBER && right->number.word; /* a claim may be evaluated twice */
    if (!measure || !measure->codes || read || right->form == ENT_EXPRESSION_SERIES)
        return ENT_OK;
    const char *word = right->form == ENT_EXPRESSION_NAME ? right->name->text : right->number.written;
    int code = right->form == ENT_EXPRESSION_NAME ? ent_measure_code(measure, word) : 0;
    ent_evaluation_at(evaluation, right->offset);
    if (!code || (assertion->compare != ENT_EQUAL && assertion->compare != ENT_NOT_EQUAL))
        return ent_fail(error, ENT_ERROR_USAGE, "%s is a code without an order: write = or != and one of %s",
                        measure->name, measure->codes);
    right->form = ENT_EXPRESSION_NUMBER;
    right->number = (struct ent_number){.value = code, .word = true};
    right->number.written = ent_arena_format(evaluation->context->arena, "%s", word);
    return right->number.written ? ENT_OK : ent_fail_memory(error);
}

/* Who is in the groups of the assertion that a condition defines: its series are read like those of the claim. */
static int resolve_rules(struct ent_evaluation *evaluation, size_t from, size_t end, struct ent_error *error);

static int resolve_assertion(struct ent_evaluation *evaluation, struct ent_assertion *assertion,
                             struct ent_error *error) {
    size_t variables = evaluation->variable_count;
    evaluation->resolving = assertion;
    ENT_TRY(resolve_expression(evaluation, assertion->left, error));
    ENT_TRY(resolve_code(evaluation, assertion, error));
    if (assertion->right)
        ENT_TRY(resolve_expression(evaluation, assertion->right, error));
    ENT_TRY(resolve_rules(evaluation, variables, evaluation->variable_count, error));
    ent_evaluation_at(evaluation, assertion->left->offset);
    ENT_TRY(ent_resolve_values(evaluation, assertion, error));
    ENT_TRY(check_place(evaluation, assertion, assertion->left, error));
    ENT_TRY(check_place(evaluation, assertion, assertion->right, error));
    ENT_TRY(check_alone(evaluation, assertion, error));
    variables = evaluation->variable_count;
    if (assertion->predicate.form != ENT_PREDICATE_NONE)
        ent_evaluation_at(evaluation, assertion->predicate.offset);
    ENT_TRY(check_predicate(evaluation, assertion, error));
    return resolve_rules(evaluation, variables, evaluation->variable_count, error);
}

static int resolve_rules(struct ent_evaluation *evaluation, size_t from, size_t end, struct ent_error *error) {
    for (size_t i = from; i < end; i++) {
        struct ent_variable *variable = &evaluation->variables[i];
        struct ent_clause there = {.each = &(struct ent_each){.name = "X"}, .each_count = 1};
        const struct ent_clause *clause = evaluation->resolving_clause;
        const struct ent_assertion *assertion = evaluation->resolving;
        size_t each = evaluation->each_variable, first = evaluation->term_count;
        if (!variable->rule)
            continue;
        evaluation->resolving_clause = &there;
        evaluation->resolving = NULL;
        evaluation->each_variable = i + 1;
        for (size_t k = 0; k < variable->rule->assertion_count; k++) {
            ENT_TRY(resolve_expression(evaluation, variable->rule->assertions[k].left, error));
            if (variable->rule->assertions[k].right)
                ENT_TRY(resolve_expression(evaluation, variable->rule->assertions[k].right, error));
        }
        for (size_t k = first; k < evaluation->term_count; k++)
            evaluation->terms[k].of_group = true;
        evaluation->resolving_clause = clause;
        evaluation->resolving = assertion;
        evaluation->each_variable = each;
    }
    return ENT_OK;
}

/* `for most C in @majors:` binds C in the clause. */
static int resolve_each(struct ent_evaluation *evaluation, struct ent_clause *clause, struct ent_error *error) {
    evaluation->resolving_clause = clause;
    evaluation->each_variable = clause->each_count ? evaluation->variable_count + 1 : 0;
    for (size_t i = 0; i < clause->each_count; i++) {
        struct ent_argument *group = &clause->each[i].group;
        evaluation->claim->place = group->offset;
        for (size_t k = 0; group->of && k < clause->each_count; k++)
            if (strcmp(clause->each[k].name, group->of) == 0)
                return ent_fail(error, ENT_ERROR_USAGE,
                                "@%s(%s) would be another group for each %s: name one state, "
                                "or say it in the condition, as in rivalry(%s, D)",
                                group->text, group->of, group->of, group->of);
        ENT_TRY(ent_variable_add(evaluation, group, clause->each[i].name, true, &group->variable, error));
    }
    return ENT_OK;
}

/* Whether some series of the claim says something of the members that `for` binds. */
static int check_each(const struct ent_evaluation *evaluation, const struct ent_clause *clause,
                      struct ent_error *error) {
    for (size_t k = 0; k < clause->each_count; k++) {
        const char *name = clause->each[k].name;
        bool used = false;
        for (size_t i = 0; i < evaluation->term_count; i++)
            for (int place = 0; place < 2; place++)
                used |= evaluation->terms[i].variables[place] == evaluation->each_variable + k &&
                        !evaluation->terms[i].of_group;
        evaluation->claim->place = clause->each[k].offset;
        if (!used)
            return ent_fail(error, ENT_ERROR_USAGE,
                            "nothing is said of %s; write it in the place of a state, as in gdp.usd(%s)", name, name);
    }
    return ENT_OK;
}

/* The date that a window hangs on is one date. */
static int resolve_window(struct ent_evaluation *evaluation, struct ent_clause *clause, struct ent_error *error) {
    size_t variables = evaluation->variable_count, terms = evaluation->term_count;
    ENT_TRY(ent_resolve_span(evaluation, &clause->window.span, error));
    bool of_members = evaluation->variable_count > variables;
    for (size_t i = terms; i < evaluation->term_count; i++)
        of_members |= evaluation->terms[i].variables[0] || evaluation->terms[i].variables[1];
    return of_members ? ent_fail(error, ENT_ERROR_USAGE,
                                 "a window hangs on one date, and each member would have its own: name one state in it")
                      : ENT_OK;
}

/* Whether an assertion asks of its window as a whole: a record, a trend, an overtaking. */
static bool asks_whole(const struct ent_assertion *assertion) {
    return assertion->predicate.form != ENT_PREDICATE_NONE ||
           (assertion->left->form == ENT_EXPRESSION_SERIES && strcmp(assertion->left->series->name, "overtook") == 0);
}

/* Whether conditions may each have the window that all of them have: at one time always, over years if each must hold
 * in every year. */
static bool is_shared(const struct ent_clause *clause) {
    bool all = clause->window.form == ENT_WINDOW_DURING || clause->window.form == ENT_WINDOW_ALWAYS ||
               clause->window.form == ENT_WINDOW_SINCE;
    for (size_t i = 1; i < clause->assertion_count; i++)
        all &= !clause->assertions[i].or_before;
    return all || clause->window.form == ENT_WINDOW_AT || clause->window.form == ENT_WINDOW_NONE;
}

/* A record or trend beside other conditions is a clause of its own with the same window: "X and Y highest since 1990 at
 * 2010" is (X at 2010 and Y highest since 1990 at 2010). */
static int part_whole(struct ent_evaluation *evaluation, struct ent_clause *clause, struct ent_error *error) {
    struct ent_arena *arena = evaluation->context->arena;
    const struct ent_assertion *whole = NULL;
    for (size_t i = 0; i < clause->assertion_count && !whole; i++)
        whole = asks_whole(&clause->assertions[i]) ? &clause->assertions[i] : NULL;
    if (!whole)
        return ENT_OK;
    if (clause->each_count)
        return ent_fail(
            error, ENT_ERROR_USAGE,
            "beside a record, a trend or an overtaking for binds one condition alone: name the group in its "
            "place, as in milex(any @BRICS) highest since 1990 at 2010");
    if (!is_shared(clause))
        return ent_fail(error, ENT_ERROR_USAGE,
                        "a record, a trend or an overtaking is of its window as a whole: write each condition with a "
                        "window of its own, as in rivalry(A, B) at 2010 and milex(A) highest since 1990 at 2010");
    struct ent_claim *parts = ent_arena_alloc(arena, 1, sizeof *parts);
    struct ent_clause *clauses = ent_arena_alloc(arena, clause->assertion_count, sizeof *clauses);
    if (!parts || !clauses)
        return ent_fail_memory(error);
    for (size_t i = 0; i < clause->assertion_count; i++) {
        clauses[i] = (struct ent_clause){.or_before = clause->assertions[i].or_before,
                                         .assertions = &clause->assertions[i],
                                         .assertion_count = 1,
                                         .window = clause->window};
        clauses[i].assertions->or_before = false;
    }
    *parts = (struct ent_claim){.clauses = clauses, .clause_count = clause->assertion_count, .place = ENT_NOWHERE};
    *clause = (struct ent_clause){.or_before = clause->or_before, .inner = parts};
    return ENT_OK;
}

static int resolve_claim(struct ent_evaluation *evaluation, struct ent_claim *claim, struct ent_error *error) {
    for (size_t i = 0; i < claim->clause_count; i++) {
        struct ent_clause *clause = &claim->clauses[i];
        if (clause->assertion_count > 1)
            ENT_TRY(part_whole(evaluation, clause, error));
        if (clause->inner)
            ENT_TRY(resolve_claim(evaluation, clause->inner, error));
        size_t variables = evaluation->variable_count;
        ENT_TRY(resolve_each(evaluation, clause, error));
        for (size_t j = 0; j < clause->assertion_count; j++)
            ENT_TRY(resolve_assertion(evaluation, &clause->assertions[j], error));
        ENT_TRY(check_each(evaluation, clause, error));
        if (clause->each_count)
            ENT_TRY(resolve_rules(evaluation, variables, variables + clause->each_count, error));
        ENT_TRY(resolve_window(evaluation, clause, error));
        ENT_TRY(ent_resolve_moments(evaluation, clause, error));
        if (ent_clause_has_values(clause) && clause->window.form != ENT_WINDOW_NONE &&
            clause->window.form != ENT_WINDOW_AT)
            return ent_fail(error, ENT_ERROR_USAGE,
                            "a function has its years inside it, count(war(A, B), 1948..1973) = 4; a window of more "
                            "years than one would be a second span");
    }
    return ENT_OK;
}

int ent_evaluation_resolve(struct ent_evaluation *evaluation, struct ent_error *error) {
    ENT_TRY(resolve_claim(evaluation, evaluation->claim, error));
    if (!evaluation->term_count)
        return ent_fail(error, ENT_ERROR_USAGE,
                        "the claim names no series; write, for example, gdp.usd(A) > gdp.usd(B) "
                        "at 2018");
    return ENT_OK;
}
