/* One series of a claim: its states, groups, places and items, the slot of its measure, its options and direction. */
#include <stdio.h>
#include <string.h>

#include "claim/function.h"
#include "claim/lexicon.h"

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

int ent_resolve_argument(struct ent_evaluation *evaluation, const struct ent_series_term *series,
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

int ent_slot_measure(struct ent_evaluation *evaluation, const struct ent_slot *slot, const struct ent_measure **out,
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
    ENT_TRY(ent_slot_measure(evaluation, &evaluation->slots[term->slot], &measure, error));
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
    ENT_TRY(ent_slot_measure(evaluation, slot, &measure, error));
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
    ENT_TRY(ent_slot_measure(evaluation, slot, &measure, error));
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
    ENT_TRY(ent_resolve_argument(evaluation, series, &series->arguments[1], error));
    ENT_TRY(ent_resolve_argument(evaluation, series, &series->arguments[2], error));
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
    ENT_TRY(ent_slot_measure(evaluation, &evaluation->slots[term->slot], &measure, error));
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
    ENT_TRY(ent_slot_measure(evaluation, &evaluation->slots[term->slot], &measure, error));
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
        ENT_TRY(ent_resolve_argument(evaluation, series, &series->arguments[i], error));
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
