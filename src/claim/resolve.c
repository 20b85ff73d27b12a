/* Names to things: states to ids, series to terms and slots. Also refuses, by name, what is not evaluated yet. */
#include <stdio.h>
#include <string.h>

#include "claim/function.h"
#include "claim/lexicon.h"

static int not_yet(struct ent_error *error, const char *what) {
    return ent_fail(error, ENT_ERROR_USAGE, "not evaluated yet: %s", what);
}

/* The day on which the names of a series are read: the end of its own time, else of the last year that the claim
 * writes; "Austria" at 1865 is not the republic. ENT_DAY_OPEN, today, where the claim has no year. */
static ent_day day_of_names(const struct ent_evaluation *evaluation, const struct ent_series_term *series) {
    if (series->has_time && series->at.form == ENT_TIME_DATE)
        return series->at.interval.to - 1;
    if (!evaluation->last_written)
        return ENT_DAY_OPEN;
    return ent_interval_year(evaluation->last_written).to - 1;
}

/* A group in the place of one state: its members together, or with a quantifier each of them for itself. */
static int resolve_group(struct ent_evaluation *evaluation, struct ent_argument *argument, struct ent_error *error) {
    argument->state = ENT_NO_STATE;
    argument->variable = 0;
    if (argument->form == ENT_ARGUMENT_GROUP && !argument->quantifier && !ent_lexicon_has_group(argument->text) &&
        !argument->of)
        return ent_record_group_name(evaluation->context->record, evaluation->context->arena, argument->text,
                                     &argument->text, error);
    return ent_variable_add(evaluation, argument, NULL, false, &argument->variable, error);
}

/* The variable of a name that `for most C in …` binds; 0: it is another name. */
static size_t bound_variable(const struct ent_evaluation *evaluation, const struct ent_argument *argument) {
    const struct ent_clause *clause = evaluation->resolving_clause;
    for (size_t i = 0; argument->form == ENT_ARGUMENT_NAME && clause && i < clause->each_count; i++)
        if (strcmp(clause->each[i].name, argument->text) == 0)
            return evaluation->each_variable + i;
    return 0;
}

static const char *group_of(const struct ent_argument *argument) {
    return argument->form == ENT_ARGUMENT_GROUP && !argument->variable ? argument->text : NULL;
}

/* A group whose members together stand where a state does. */
static bool is_together(const struct ent_argument *argument) {
    return argument->form == ENT_ARGUMENT_GROUP && !argument->quantifier;
}

/* A pair is of two different members. */
static int check_variables(const struct ent_term *term, struct ent_error *error) {
    if (!term->variables[0] || term->variables[0] != term->variables[1])
        return ENT_OK;
    return ent_fail(error, ENT_ERROR_USAGE,
                    "%s needs two different states: bind another name for the second, as in "
                    "for any D in @majors",
                    term->written->name);
}

/* support(A -> [a group]): of a measure of one state an entity in the second place is what it does something to. */
static int is_aimed_at(struct ent_evaluation *evaluation, const struct ent_series_term *series,
                       const struct ent_argument *argument, bool *out, struct ent_error *error) {
    const struct ent_measure *measure;
    *out = false;
    if (series->argument_count != 2 || argument != &series->arguments[1])
        return ENT_OK;
    ENT_TRY(ent_measure_find(evaluation->context, series->name, &measure, error));
    *out = measure && measure->states == 1;
    return ENT_OK;
}

/* An entity is an item of the state whose statistics count it. */
static int resolve_entity(struct ent_evaluation *evaluation, const struct ent_series_term *series,
                          struct ent_argument *argument, struct ent_error *error) {
    struct ent_entity entity;
    ENT_TRY(ent_record_entity_find(evaluation->context->record, evaluation->context->arena, argument->text, &entity,
                                   error));
    argument->text = entity.name;
    argument->state = entity.parent;
    bool aimed_at;
    ENT_TRY(is_aimed_at(evaluation, series, argument, &aimed_at, error));
    if (aimed_at) {
        argument->state = ENT_NO_STATE;
        return ENT_OK;
    }
    if (series->argument_count > 1)
        return ent_fail(error, ENT_ERROR_USAGE,
                        "an entity stands alone, as in population([%s]); what a pair is about is "
                        "written %s(A, B, over=[%s])",
                        entity.name, series->name, entity.name);
    if (entity.parent == ENT_NO_STATE)
        return ent_fail(error, ENT_ERROR_USAGE, "[%s] is of no one state: say whose figures are meant, %s(A, item=%s)",
                        entity.name, series->name, entity.name);
    return ENT_OK;
}

static int resolve_argument(struct ent_evaluation *evaluation, const struct ent_series_term *series,
                            struct ent_argument *argument, struct ent_error *error) {
    ent_evaluation_at(evaluation, argument->offset);
    if (argument->form == ENT_ARGUMENT_ANY && evaluation->any_allowed) {
        argument->state = ENT_NO_STATE;
        argument->code = "any";
        return ENT_OK;
    }
    if (argument->form == ENT_ARGUMENT_GROUP || argument->form == ENT_ARGUMENT_ANY)
        return resolve_group(evaluation, argument, error);
    argument->variable = bound_variable(evaluation, argument);
    if (argument->variable) {
        argument->state = ENT_NO_STATE;
        return ENT_OK;
    }
    if (argument->form == ENT_ARGUMENT_ENTITY)
        return resolve_entity(evaluation, series, argument, error);
    const struct ent_states *states = evaluation->context->record->states;
    ent_state state;
    ENT_TRY(ent_states_find(states, argument->text, day_of_names(evaluation, series), &state, error));
    argument->state = state;
    argument->code = ent_states_code(states, state);
    return ENT_OK;
}

static int find_slot(struct ent_evaluation *evaluation, const char *name, size_t *out, struct ent_error *error) {
    for (size_t i = 0; i < evaluation->slot_count; i++)
        if (ent_text_equal_folded(evaluation->slots[i].name, name)) {
            *out = i;
            return ENT_OK;
        }
    if (evaluation->slot_count == ENT_SLOTS)
        return ent_fail(error, ENT_ERROR_USAGE, "a claim can use %d measures or concepts; this one uses more",
                        (int)ENT_SLOTS);
    struct ent_slot *slot = &evaluation->slots[evaluation->slot_count];
    slot->name = name;
    slot->concept = ent_concepts_find(evaluation->concepts, name);
    if (!slot->concept) {
        const struct ent_measure *measure;
        char near[256];
        ENT_TRY(ent_measure_find(evaluation->context, name, &measure, error));
        if (!measure) {
            ENT_TRY(ent_names_near(evaluation->concepts, evaluation->context, name, near, sizeof near, error));
            return ent_fail(error, ENT_ERROR_USAGE, "no measure or concept is called \"%s\"%s%s%s", name,
                            near[0] ? "; did you mean " : "; see: entente list measures", near, near[0] ? "?" : "");
        }
    }
    *out = evaluation->slot_count++;
    return ENT_OK;
}

static int fail_arguments(const struct ent_series_term *series, const char *wanted, struct ent_error *error) {
    bool one = strcmp(wanted, "1") == 0;
    return ent_fail(error, ENT_ERROR_USAGE, "%s takes %s; write %s(%s)", series->name, one ? "one state" : "two states",
                    series->name, one ? "STATE" : "STATE, STATE");
}

/* The measure of a slot, of a concept the first of its core; NULL where there is none. */
static int first_measure(struct ent_evaluation *evaluation, const struct ent_slot *slot, const struct ent_measure **out,
                         struct ent_error *error) {
    char name[128];
    snprintf(name, sizeof name, "%s", slot->concept && slot->concept->core_count ? slot->concept->core[0] : slot->name);
    name[strcspn(name, ":")] = '\0';
    *out = NULL;
    return ent_measure_find(evaluation->context, name, out, error);
}

/* Of a group that a condition defines: what its members have together, as the measure declares. */
static int check_together(struct ent_evaluation *evaluation, const struct ent_term *term,
                          const struct ent_argument *argument, struct ent_error *error) {
    const struct ent_measure *measure;
    if (!is_together(argument) || !argument->variable)
        return ENT_OK;
    ENT_TRY(first_measure(evaluation, &evaluation->slots[term->slot], &measure, error));
    if (!measure || strcmp(measure->aggregation, "sum") == 0 || strcmp(measure->aggregation, "mean") == 0)
        return ENT_OK;
    return ent_fail(error, ENT_ERROR_USAGE,
                    "%s of a group is neither a sum nor a mean of its members: ask any, all, no or most of them",
                    measure->name);
}

/* Every measure a slot may become must take as many states as the term gives. */
static int check_arity(struct ent_evaluation *evaluation, const struct ent_slot *slot,
                       const struct ent_series_term *series, size_t states, struct ent_error *error) {
    const struct ent_measure *measure;
    ENT_TRY(first_measure(evaluation, slot, &measure, error));
    if (!measure || (size_t)measure->states == states)
        return ENT_OK;
    return fail_arguments(series, measure->states == 1 ? "1" : "2", error);
}

static bool has_option(const struct ent_measure *measure, const char *name) {
    for (size_t i = 0; i < sizeof measure->options / sizeof *measure->options; i++)
        if (measure->options[i].name && strcmp(measure->options[i].name, name) == 0)
            return true;
    return false;
}

static bool is_share(const struct ent_measure *measure) {
    return measure->unit && (strncmp(measure->unit, "percent", 7) == 0 || strncmp(measure->unit, "share", 5) == 0);
}

/* An option whose value is a state (third=) is printed with its code, like every other state. */
static int resolve_options(struct ent_evaluation *evaluation, const struct ent_slot *slot,
                           struct ent_series_term *series, struct ent_error *error) {
    const struct ent_measure *measure = NULL;
    const struct ent_states *states = evaluation->context->record->states;
    if (!slot->concept)
        ENT_TRY(ent_measure_find(evaluation->context, slot->name, &measure, error));
    for (size_t i = 0; measure && i < series->option_count; i++)
        for (size_t k = 0; k < sizeof measure->options / sizeof *measure->options; k++) {
            const struct ent_option_rule *rule = &measure->options[k];
            ent_state state;
            if (!rule->name || strcmp(rule->name, series->options[i].name) != 0 || strcmp(rule->values, "STATE") != 0)
                continue;
            ent_evaluation_at(evaluation, series->options[i].offset);
            ENT_TRY(ent_states_find(states, series->options[i].value, day_of_names(evaluation, series), &state, error));
            series->options[i].value = ent_states_code(states, state);
        }
    return ENT_OK;
}

/* An arrow needs a measure with a direction, and a share of one in the other cannot do without. */
static int check_direction(struct ent_evaluation *evaluation, const struct ent_slot *slot, const struct ent_term *term,
                           struct ent_error *error) {
    const struct ent_measure *measure = NULL;
    const struct ent_series_term *series = term->written;
    if (series->argument_count != 2)
        return ENT_OK;
    ENT_TRY(first_measure(evaluation, slot, &measure, error));
    const char *a = series->arguments[0].code ? series->arguments[0].code : "A";
    const char *b = series->arguments[1].code ? series->arguments[1].code : "B";
    if (measure && !slot->concept && term->arrow && !has_option(measure, "direction"))
        return ent_fail(error, ENT_ERROR_USAGE, "%s has no direction; write %s(%s, %s)", slot->name, slot->name, a, b);
    if (measure && !term->arrow && measure->directed && is_share(measure))
        return ent_fail(error, ENT_ERROR_USAGE, "%s is a share of one state in the other; write %s(%s -> %s)",
                        slot->name, slot->name, a, b);
    return ENT_OK;
}

/* A specification as the first argument, gdp.usd:source=pwt, is its measure and the options of the series. */
static int split_measure(struct ent_evaluation *evaluation, struct ent_series_term *series, struct ent_error *error) {
    struct ent_arena *arena = evaluation->context->arena;
    const char *text = series->arguments[0].text;
    size_t length = strcspn(text, ":"), count = series->option_count + 1;
    if (!text[length])
        return ENT_OK;
    char *name = ent_arena_substring(arena, text, length), *rest = ent_arena_string(arena, text + length + 1);
    for (const char *at = text; *at; at++)
        count += *at == ',';
    struct ent_option *options = ent_arena_alloc(arena, count, sizeof *options);
    if (!name || !rest || !options)
        return ent_fail_memory(error);
    size_t filled = 0;
    while (rest) {
        char *option = ent_text_split(&rest, ','), *value = strchr(option, '=');
        if (!value)
            return ent_fail(error, ENT_ERROR_USAGE, "\"%s\" is not a specification: write NAME:option=value", text);
        *value++ = '\0';
        options[filled++] = (struct ent_option){.name = ent_text_trim(option),
                                                .compare = ENT_EQUAL,
                                                .value = ent_text_trim(value),
                                                .offset = series->offset};
    }
    for (size_t i = 0; i < series->option_count; i++)
        options[filled++] = series->options[i];
    series->arguments[0].text = name;
    series->options = options;
    series->option_count = filled;
    return ENT_OK;
}

/* gap, senior, overtook and reversal: a measure of one state, and two states; share: a state and a group. */
static int resolve_compared(struct ent_evaluation *evaluation, struct ent_term *term, struct ent_error *error) {
    struct ent_series_term *series = term->written;
    bool share = term->form == ENT_TERM_SHARE;
    if (series->argument_count != 3 || series->arguments[0].form != ENT_ARGUMENT_NAME)
        return ent_fail(error, ENT_ERROR_USAGE, "%s takes a measure%s; write %s(gdp.usd, A, %s)", series->name,
                        share ? ", a state and a group" : " and two states", series->name, share ? "@majors" : "B");
    ENT_TRY(resolve_argument(evaluation, series, &series->arguments[1], error));
    ENT_TRY(resolve_argument(evaluation, series, &series->arguments[2], error));
    ent_evaluation_at(evaluation, series->offset);
    term->gap = true;
    term->a = (ent_state)series->arguments[1].state;
    term->b = (ent_state)series->arguments[2].state;
    term->groups[0] = group_of(&series->arguments[1]);
    term->groups[1] = group_of(&series->arguments[2]);
    if ((term->groups[0] || term->groups[1]) && term->form != ENT_TERM_GAP && !share)
        return ent_fail(error, ENT_ERROR_USAGE, "%s compares two states; of a group write gdp.usd(@EU) > gdp.usd(A)",
                        series->name);
    term->variables[0] = series->arguments[1].variable;
    term->variables[1] = series->arguments[2].variable;
    ENT_TRY(check_variables(term, error));
    if (term->a == term->b && term->a != ENT_NO_STATE)
        return ent_fail(error, ENT_ERROR_USAGE, "%s needs two different states, not %s twice", series->name,
                        series->arguments[1].code);
    if (series->has_time && (term->form == ENT_TERM_OVERTOOK || term->form == ENT_TERM_REVERSAL))
        return ent_fail(error, ENT_ERROR_USAGE, "%s has no @ of its own; write its window: %s(…) during 1978..2002",
                        series->name, series->name);
    evaluation->has_gap |= term->form == ENT_TERM_GAP;
    ENT_TRY(split_measure(evaluation, series, error));
    ent_evaluation_at(evaluation, series->arguments[0].offset);
    ENT_TRY(find_slot(evaluation, series->arguments[0].text, &term->slot, error));
    ent_evaluation_at(evaluation, series->offset);
    const struct ent_measure *measure;
    ENT_TRY(first_measure(evaluation, &evaluation->slots[term->slot], &measure, error));
    if (measure && measure->states == 2)
        return ent_fail(error, ENT_ERROR_USAGE, "%s is of two states, and %s takes what one state has, as gdp.usd does",
                        series->arguments[0].text, series->name);
    return share ? ent_resolve_share(evaluation, term, error) : ENT_OK;
}

/* median(measure, pairs @G) and median(measure, @G). */
static int resolve_median(struct ent_evaluation *evaluation, struct ent_term *term, struct ent_error *error) {
    struct ent_series_term *series = term->written;
    struct ent_argument *group = &series->arguments[1];
    if (series->argument_count != 2 || series->arguments[0].form != ENT_ARGUMENT_NAME ||
        group->form != ENT_ARGUMENT_GROUP || group->quantifier)
        return ent_fail(error, ENT_ERROR_USAGE,
                        "median takes a measure and a group; write median(gdp.usd, @majors), or "
                        "median(votes.kappa, pairs @majors) of a measure of two states");
    ENT_TRY(resolve_group(evaluation, group, error));
    ENT_TRY(split_measure(evaluation, series, error));
    ENT_TRY(find_slot(evaluation, series->arguments[0].text, &term->slot, error));
    evaluation->has_median = true;
    const struct ent_measure *measure;
    ENT_TRY(first_measure(evaluation, &evaluation->slots[term->slot], &measure, error));
    if (!measure || (measure->states == 2) == group->pairs)
        return ENT_OK;
    return ent_fail(error, ENT_ERROR_USAGE, "%s is of %s: write median(%s, %s@%s)", series->arguments[0].text,
                    group->pairs ? "one state" : "two states", series->arguments[0].text, group->pairs ? "" : "pairs ",
                    group->text);
}

static const struct {
    const char *name;
    enum ent_term_form form;
} compared[] = {{"share", ENT_TERM_SHARE},
                {"gap", ENT_TERM_GAP},
                {"senior", ENT_TERM_SENIOR},
                {"overtook", ENT_TERM_OVERTOOK},
                {"reversal", ENT_TERM_REVERSAL}};

/* Words that somebody may take for series, and what says what is meant. */
static const struct {
    const char *name, *instead;
} no_series[] = {
    {"distance", "is no measure by itself: write which, regime.distance(A, B) or distance.capitals(A, B)"},
    {"term", "is a span, that of an office: first(visit(A -> any), term(A, 2013)), or during term(A, 2013)"},
    {"crossing", "is a date and compares two states by one measure: crossing(gdp.usd, A, B) = 1992"},
    {"turning", "is a date and takes a series and a span: turning(gdp.growth(A), 1960..2010) = 1978"},
    {"triangle", "is no series: say its three edges, rivalry(A, C) and rivalry(B, C) and not rivalry(A, B) during "
                 "2007..2018; entente show A B C shows it through time"},
    {"balance", "is no series: say the signs of the edges, rivalry(A, C) and rivalry(B, C) and not rivalry(A, B) at "
                "2018; entente show A B C shows them by year"},
};

static int check_series(const char *name, struct ent_error *error) {
    for (size_t i = 0; i < sizeof no_series / sizeof no_series[0]; i++)
        if (strcmp(name, no_series[i].name) == 0)
            return ent_fail(error, ENT_ERROR_USAGE, "%s %s", name, no_series[i].instead);
    return ENT_OK;
}

int ent_resolve_series(struct ent_evaluation *evaluation, struct ent_series_term *series, struct ent_error *error) {
    ent_evaluation_at(evaluation, series->offset);
    if (evaluation->term_count == ENT_TERMS)
        return ent_fail(error, ENT_ERROR_USAGE, "a claim can hold %d series; this one holds more", (int)ENT_TERMS);
    struct ent_term *term = &evaluation->terms[evaluation->term_count++];
    *term = (struct ent_term){.written = series, .a = ENT_NO_STATE, .b = ENT_NO_STATE};
    if (strcmp(series->name, "median") == 0) {
        term->form = ENT_TERM_MEDIAN;
        return resolve_median(evaluation, term, error);
    }
    for (size_t i = 0; i < sizeof compared / sizeof compared[0]; i++)
        if (strcmp(series->name, compared[i].name) == 0) {
            term->form = compared[i].form;
            return resolve_compared(evaluation, term, error);
        }
    ENT_TRY(check_series(series->name, error));
    ENT_TRY(find_slot(evaluation, series->name, &term->slot, error));
    if (series->argument_count < 1 || series->argument_count > 2)
        return ent_fail(error, ENT_ERROR_USAGE, "%s takes one or two states, not %zu", series->name,
                        series->argument_count);
    for (size_t i = 0; i < series->argument_count; i++)
        ENT_TRY(resolve_argument(evaluation, series, &series->arguments[i], error));
    ent_evaluation_at(evaluation, series->offset);
    term->a = (ent_state)series->arguments[0].state;
    term->b = series->argument_count == 2 ? (ent_state)series->arguments[1].state : ENT_NO_STATE;
    term->arrow = series->argument_count == 2 && series->arguments[1].arrow;
    term->groups[0] = group_of(&series->arguments[0]);
    if (series->argument_count == 2 && (is_together(&series->arguments[0]) || is_together(&series->arguments[1])))
        return ent_fail(error, ENT_ERROR_USAGE,
                        "%s is of two states, and a group together is none: ask any, all, no or most of its members, "
                        "as in %s(A, any @EU)",
                        series->name, series->name);
    for (size_t i = 0; i < series->argument_count; i++)
        if (series->arguments[i].form == ENT_ARGUMENT_ENTITY)
            term->entity = series->arguments[i].text;
    bool aimed_at = term->entity && series->argument_count == 2;
    term->arrow = term->arrow && !aimed_at;
    term->variables[0] = series->arguments[0].variable;
    term->variables[1] = series->argument_count == 2 ? series->arguments[1].variable : 0;
    ENT_TRY(check_variables(term, error));
    if (term->a == term->b && term->a != ENT_NO_STATE)
        return ent_fail(error, ENT_ERROR_USAGE, "%s needs two different states, not %s twice", series->name,
                        series->arguments[0].code);
    ENT_TRY(check_direction(evaluation, &evaluation->slots[term->slot], term, error));
    ENT_TRY(resolve_options(evaluation, &evaluation->slots[term->slot], series, error));
    ENT_TRY(check_together(evaluation, term, &series->arguments[0], error));
    return check_arity(evaluation, &evaluation->slots[term->slot], series, aimed_at ? 1 : series->argument_count,
                       error);
}

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
            return not_yet(error, "an entity as a value ([…]); the partner of a visit or a spell is a state");
        return resolve_argument(evaluation, &timeless, expression->name, error);
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
    ENT_TRY(first_measure(evaluation, &evaluation->slots[term->slot], &measure, error));
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

static int resolve_claim(struct ent_evaluation *evaluation, struct ent_claim *claim, struct ent_error *error) {
    for (size_t i = 0; i < claim->clause_count; i++) {
        struct ent_clause *clause = &claim->clauses[i];
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
        for (size_t j = 0; j < clause->assertion_count; j++)
            if (clause->assertion_count > 1 && (clause->assertions[j].predicate.form != ENT_PREDICATE_NONE ||
                                                ent_assertion_is_overtook(evaluation, &clause->assertions[j])))
                return not_yet(error, "a record or trend joined to other conditions without a window between them");
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
