/* Specifications: what a concept's core, the sources of a strand, era bounds, the two forms of a gap, borders and the
 * reporters of a pair's figures allow, in a fixed order. */
#include <stdio.h>
#include <string.h>

#include "claim/function.h"

/* Splits "votes.kappa:weights=nominal,scope=all" into a name and settings. */
static int split_specification(struct ent_arena *arena, const char *text, const char **name, struct ent_choice *choice,
                               struct ent_error *error) {
    char *copy = ent_arena_string(arena, text);
    if (!copy)
        return ent_fail_memory(error);
    char *options = strchr(copy, ':');
    *name = copy;
    if (!options)
        return ENT_OK;
    *options++ = '\0';
    while (options && choice->setting_count < ENT_SETTINGS) {
        char *option = ent_text_split(&options, ',');
        char *value = strchr(option, '=');
        if (!value)
            return ent_fail(error, ENT_ERROR_INPUT, "\"%s\" is not a specification: write NAME:option=value", text);
        *value++ = '\0';
        choice->settings[choice->setting_count++] = (struct ent_setting){ent_text_trim(option), ent_text_trim(value)};
    }
    return ENT_OK;
}

int ent_term_request(struct ent_evaluation *evaluation, const struct ent_term *term, const struct ent_choice *choice,
                     bool second, struct ent_request *out, struct ent_error *error) {
    ent_state a = term->gap && second ? term->b : term->a, b = term->gap ? ENT_NO_STATE : term->b;
    if (a == ENT_NO_STATE && b != ENT_NO_STATE) { /* a variable in the first place: asked of the other state alone */
        a = b;
        b = ENT_NO_STATE;
    }
    ENT_TRY(ent_request_init(out, choice->measure, a, b));
    out->group = term->groups[term->gap && second];
    out->view.as_of = evaluation->options->as_of;
    for (size_t i = 0; i < choice->setting_count; i++)
        ENT_TRY(ent_request_set(evaluation->context, out, choice->settings[i].name, choice->settings[i].value, error));
    for (size_t i = 0; i < term->written->option_count; i++) {
        const struct ent_option *option = &term->written->options[i];
        if (term->form == ENT_TERM_REVERSAL && strcmp(option->name, "members") == 0)
            continue; /* of the group, not of the measure */
        if (!term->of_group)
            ent_evaluation_at(evaluation, option->offset);
        if (option->compare != ENT_EQUAL)
            return ent_fail(error, ENT_ERROR_USAGE,
                            "an option is chosen with =: %s=%s; a bound is one of the measure itself, as in "
                            "dispute.hostility(A, B) >= 4",
                            option->name, option->value);
        ENT_TRY(ent_request_set(evaluation->context, out, option->name, option->value, error));
    }
    if (term->entity)
        ENT_TRY(ent_request_set(evaluation->context, out, "item", term->entity, error));
    if (term->arrow && ent_request_get(out, "direction"))
        ENT_TRY(ent_request_set(evaluation->context, out, "direction", "from", error));
    if (!out->view.source)
        out->view.source = choice->source;
    if (evaluation->pinned_release && out->view.source && strcmp(evaluation->pinned_source, out->view.source) == 0)
        out->view.release = evaluation->pinned_release;
    return ENT_OK;
}

static int add_choice(struct ent_evaluation *evaluation, struct ent_slot *slot, const struct ent_choice *like,
                      const char *source, size_t *capacity, struct ent_error *error) {
    for (size_t i = 0; i < slot->choice_count; i++) {
        const struct ent_choice *there = &slot->choices[i];
        bool same_source = there->source == source || (there->source && source && strcmp(there->source, source) == 0);
        if (strcmp(there->text, like->text) == 0 && same_source)
            return ENT_OK;
    }
    void *items = slot->choices;
    if (ent_arena_grow(evaluation->context->arena, &items, slot->choice_count, capacity, sizeof *slot->choices))
        return ent_fail_memory(error);
    slot->choices = items;
    slot->choices[slot->choice_count] = *like;
    slot->choices[slot->choice_count++].source = source;
    return ENT_OK;
}

/* A source that serves the measure for some term of a slot. Of single published figures (a casebook) also: for how many
 * of the states asked it has a cell in the years asked. */
struct candidate {
    const char *source;
    bool single;
    size_t cells;
};
enum { CANDIDATES = 32 };

struct candidates {
    struct candidate items[CANDIDATES];
    size_t count, asked; /* states or pairs asked */
    bool many;           /* of everybody in a group, too, which no single figures are */
};

static struct candidate *find_candidate(struct candidates *candidates, const char *source) {
    for (size_t i = 0; i < candidates->count; i++)
        if (strcmp(candidates->items[i].source, source) == 0)
            return &candidates->items[i];
    if (candidates->count == CANDIDATES)
        return NULL;
    candidates->items[candidates->count] = (struct candidate){.source = source};
    return &candidates->items[candidates->count++];
}

/* The years that a term is about, as far as the claim writes them. */
static void put_years(const struct ent_evaluation *evaluation, const struct ent_term *term,
                      struct ent_request *request) {
    bool own = term->written->has_time && term->written->at.form == ENT_TIME_DATE;
    request->first_year = own ? ent_day_year(term->written->at.interval.from) : evaluation->first_written;
    request->last_year = own ? ent_day_year(term->written->at.interval.to - 1) : evaluation->last_written;
}

/* The sources for one state or pair of a term. */
static int add_candidates(struct ent_evaluation *evaluation, const struct ent_term *term, const struct ent_choice *like,
                          bool second, struct candidates *out, struct ent_error *error) {
    struct ent_request request;
    struct ent_serving *servings;
    size_t count;
    const char *last = NULL;
    ENT_TRY(ent_term_request(evaluation, term, like, second, &request, error));
    ENT_TRY(ent_measure_servings(evaluation->context, &request, &servings, &count, error));
    put_years(evaluation, term, &request);
    out->asked++;
    out->many = out->many || term->variables[0] || term->variables[1] || evaluation->has_rank;
    for (size_t k = 0; k < count; k++) {
        struct candidate *candidate = find_candidate(out, servings[k].source);
        bool cell = false;
        if (!candidate || servings[k].source == last) /* one more reporter of it */
            continue;
        last = servings[k].source;
        ENT_TRY(
            ent_measure_has_cell(evaluation->context, &request, candidate->source, &candidate->single, &cell, error));
        candidate->cells += cell;
    }
    return ENT_OK;
}

/* Single figures that are there for a part of what is asked are said, and count as no specification beside others. */
static int note_left_out(struct ent_evaluation *evaluation, const struct ent_choice *like,
                         const struct candidate *candidate, struct ent_error *error) {
    if (!candidate->cells || evaluation->left_out)
        return ENT_OK;
    evaluation->left_out = ent_arena_format(evaluation->context->arena,
                                            "%s has single figures of %s for a part of what is asked: no specification "
                                            "beside other sources",
                                            candidate->source, like->measure->name);
    return evaluation->left_out ? ENT_OK : ent_fail_memory(error);
}

/* One choice for every source that serves the measure for some term of the slot; one without source where none does. */
static int choices_of_measure(struct ent_evaluation *evaluation, size_t slot_index, const struct ent_choice *like,
                              size_t *capacity, struct ent_error *error) {
    struct ent_slot *slot = &evaluation->slots[slot_index];
    size_t before = slot->choice_count;
    struct candidates candidates = {.count = 0};
    bool others = false;
    for (size_t i = 0; like->measure && i < evaluation->term_count; i++) {
        const struct ent_term *term = &evaluation->terms[i];
        for (int second = 0; term->slot == slot_index && second <= (int)term->gap; second++)
            ENT_TRY(add_candidates(evaluation, term, like, second != 0, &candidates, error));
    }
    for (size_t i = 0; i < candidates.count; i++)
        others = others || !candidates.items[i].single;
    for (size_t i = 0; i < candidates.count; i++) {
        const struct candidate *candidate = &candidates.items[i];
        if (candidate->single && others && (candidate->cells < candidates.asked || candidates.many))
            ENT_TRY(note_left_out(evaluation, like, candidate, error));
        else
            ENT_TRY(add_choice(evaluation, slot, like, candidate->source, capacity, error));
    }
    if (slot->choice_count == before)
        ENT_TRY(add_choice(evaluation, slot, like, NULL, capacity, error));
    return ENT_OK;
}

static int choices_of_text(struct ent_evaluation *evaluation, size_t slot, const char *text, bool core,
                           size_t *capacity, struct ent_error *error) {
    struct ent_choice like = {.text = text, .core = core};
    const char *name = text;
    ENT_TRY(split_specification(evaluation->context->arena, text, &name, &like, error));
    ENT_TRY(ent_measure_find(evaluation->context, name, &like.measure, error));
    return choices_of_measure(evaluation, slot, &like, capacity, error);
}

/* Whether the claim writes an option of the item's for this slot: then only the default of the item is asked, and the
 * claim's own value goes over it. */
static bool written_over(const struct ent_evaluation *evaluation, size_t slot, const struct ent_grid_item *item) {
    struct ent_request usual;
    if (!item->measure || ent_request_init(&usual, item->measure, ENT_NO_STATE, ENT_NO_STATE) != ENT_OK)
        return false;
    for (size_t i = 0; i < evaluation->term_count; i++) {
        const struct ent_series_term *written = evaluation->terms[i].written;
        for (size_t k = 0; evaluation->terms[i].slot == slot && k < written->option_count; k++) {
            const char *value = ent_request_get(&item->request, written->options[k].name);
            if (value && strcmp(value, ent_request_get(&usual, written->options[k].name)) != 0)
                return true;
        }
    }
    return false;
}

/* Every item of the slot's grid, by every source. */
static int choices_of_grid(struct ent_evaluation *evaluation, size_t slot, size_t *capacity, struct ent_error *error) {
    const struct ent_grid *grid = &evaluation->grids[slot];
    for (size_t i = 0; i < grid->count; i++)
        if (!written_over(evaluation, slot, &grid->items[i]))
            ENT_TRY(choices_of_text(evaluation, slot, grid->items[i].text, grid->items[i].core, capacity, error));
    return ENT_OK;
}

int ent_evaluation_choices(struct ent_evaluation *evaluation, struct ent_error *error) {
    for (size_t i = 0; i < evaluation->slot_count; i++) {
        struct ent_slot *slot = &evaluation->slots[i];
        size_t capacity = 0;
        if (evaluation->grids) {
            ENT_TRY(choices_of_grid(evaluation, i, &capacity, error));
            continue;
        }
        if (!slot->concept) {
            ENT_TRY(choices_of_text(evaluation, i, slot->name, true, &capacity, error));
            continue;
        }
        for (size_t k = 0; k < slot->concept->core_count; k++)
            ENT_TRY(choices_of_text(evaluation, i, slot->concept->core[k], true, &capacity, error));
        for (size_t k = 0; evaluation->options->all && k < slot->concept->also_count; k++)
            ENT_TRY(choices_of_text(evaluation, i, slot->concept->also[k], evaluation->options->all_decide, &capacity,
                                    error));
    }
    return ENT_OK;
}

/* Whether the choice's source gives a state of the term within both borders; a claim that fixes them has no choice. */
static int term_borders(struct ent_evaluation *evaluation, struct ent_term *term, const struct ent_choice *choice,
                        struct ent_error *error) {
    term->both_borders = false;
    if (!choice->measure || !choice->source || term->variables[0] || term->variables[1] ||
        term->form == ENT_TERM_MEDIAN)
        return ENT_OK;
    for (int second = 0; second <= (int)term->gap; second++) {
        struct ent_request request;
        struct ent_serving *servings;
        size_t count = 0;
        ENT_TRY(ent_term_request(evaluation, term, choice, second != 0, &request, error));
        if (request.view.borders)
            return ENT_OK;
        ENT_TRY(ent_measure_servings(evaluation->context, &request, &servings, &count, error));
        for (size_t i = 0; i < count; i++)
            if (strcmp(servings[i].source, choice->source) == 0)
                term->both_borders |= servings[i].both_borders;
    }
    return ENT_OK;
}

/* Reporters of a term under the choices at hand; one NULL where the source speaks for itself. */
static int term_reporters(struct ent_evaluation *evaluation, struct ent_term *term, const struct ent_choice *choice,
                          struct ent_error *error) {
    struct ent_request request;
    struct ent_serving *servings;
    size_t count = 0;
    bool members = term->variables[0] || term->variables[1] ||
                   term->form == ENT_TERM_MEDIAN; /* each has its own reporters: no one choice */
    term->reporters = ent_arena_alloc(evaluation->context->arena, 1, sizeof *term->reporters);
    term->reporter_count = 1;
    if (!term->reporters)
        return ent_fail_memory(error);
    if (!choice->measure || !choice->source || members)
        return ENT_OK;
    ENT_TRY(ent_term_request(evaluation, term, choice, false, &request, error));
    if (request.view.reporter)
        return ENT_OK;
    ENT_TRY(ent_measure_servings(evaluation->context, &request, &servings, &count, error));
    term->reporters = ent_arena_alloc(evaluation->context->arena, count + 1, sizeof *term->reporters);
    if (!term->reporters)
        return ent_fail_memory(error);
    term->reporter_count = 0;
    for (size_t i = 0; i < count; i++)
        if (strcmp(servings[i].source, choice->source) == 0)
            term->reporters[term->reporter_count++] = servings[i].reporter;
    if (!term->reporter_count)
        term->reporter_count = 1;
    return ENT_OK;
}

static bool same_text(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* The same states of the same slot keep the same reporter: only the first such term has a free choice. */
static const struct ent_term *same_term_before(const struct ent_evaluation *evaluation, size_t index, size_t *at) {
    const struct ent_term *term = &evaluation->terms[index];
    for (*at = 0; *at < index; (*at)++) {
        const struct ent_term *other = &evaluation->terms[*at];
        if (other->slot == term->slot && other->a == term->a && other->b == term->b && other->gap == term->gap &&
            same_text(other->groups[0], term->groups[0]) && same_text(other->groups[1], term->groups[1]))
            return other;
    }
    return NULL;
}

/* Counts one odometer of choices up; false after the last. */
static bool advance(size_t *digits, const size_t *limits, size_t count) {
    for (size_t i = count; i-- > 0;) {
        if (++digits[i] < limits[i])
            return true;
        digits[i] = 0;
    }
    return false;
}

struct grid {
    struct ent_specification *items;
    size_t count, capacity;
    bool cut;
};

static int add_specification(struct ent_evaluation *evaluation, struct grid *grid,
                             const struct ent_specification *specification, struct ent_error *error) {
    if (grid->count == ENT_SPECIFICATIONS_MOST) {
        grid->cut = true;
        return ENT_OK;
    }
    void *items = grid->items;
    if (ent_arena_grow(evaluation->context->arena, &items, grid->count, &grid->capacity, sizeof *grid->items))
        return ent_fail_memory(error);
    grid->items = items;
    grid->items[grid->count++] = *specification;
    return ENT_OK;
}

/* All reporters, bounds and forms under one choice for every slot. */
static int add_variants(struct ent_evaluation *evaluation, struct grid *grid, struct ent_specification *base,
                        struct ent_error *error) {
    size_t limits[ENT_TERMS + 4], digits[ENT_TERMS + 4] = {0}, terms = evaluation->term_count, at;
    bool both_borders = false;
    for (size_t i = 0; i < terms; i++) {
        struct ent_term *term = &evaluation->terms[i];
        const struct ent_choice *choice = &evaluation->slots[term->slot].choices[base->choices[term->slot]];
        ENT_TRY(term_reporters(evaluation, term, choice, error));
        ENT_TRY(term_borders(evaluation, term, choice, error));
        both_borders |= term->both_borders;
        limits[i] = same_term_before(evaluation, i, &at) ? 1 : term->reporter_count;
    }
    limits[terms] = evaluation->has_era ? 2 : 1;
    limits[terms + 1] = evaluation->has_gap ? 2 : 1;
    limits[terms + 2] = both_borders ? 2 : 1;
    limits[terms + 3] = evaluation->has_members ? 2 : 1;
    do {
        for (size_t i = 0; i < terms; i++)
            base->reporters[i] = same_term_before(evaluation, i, &at) ? base->reporters[at] : digits[i];
        base->bound = (int)digits[terms];
        base->form = (int)digits[terms + 1];
        base->borders = (int)digits[terms + 2];
        base->members = (int)digits[terms + 3];
        ENT_TRY(add_specification(evaluation, grid, base, error));
    } while (advance(digits, limits, terms + 4));
    return ENT_OK;
}

int ent_evaluation_specifications(struct ent_evaluation *evaluation, struct ent_specification **out, size_t *count,
                                  bool *cut, struct ent_error *error) {
    struct grid grid = {NULL, 0, 0, false};
    size_t limits[ENT_SLOTS];
    struct ent_specification base = {.bound = 0};
    for (size_t i = 0; i < evaluation->slot_count; i++)
        limits[i] = evaluation->slots[i].choice_count;
    do {
        ENT_TRY(add_variants(evaluation, &grid, &base, error));
    } while (advance(base.choices, limits, evaluation->slot_count));
    *out = grid.items;
    *count = grid.count;
    *cut = grid.cut;
    return ENT_OK;
}

bool ent_request_same(const struct ent_request *a, const struct ent_request *b) {
    if (a->measure != b->measure || a->a != b->a || a->b != b->b || a->item != b->item ||
        a->setting_count != b->setting_count || a->view.as_of != b->view.as_of || !same_text(a->group, b->group) ||
        !same_text(a->view.source, b->view.source) || !same_text(a->view.release, b->view.release) ||
        !same_text(a->view.reporter, b->view.reporter) || !same_text(a->view.borders, b->view.borders))
        return false;
    for (size_t i = 0; i < a->setting_count; i++)
        if (!same_text(a->settings[i].value, b->settings[i].value))
            return false;
    return true;
}

int ent_evaluation_series(struct ent_evaluation *evaluation, const struct ent_request *request, struct ent_series **out,
                          struct ent_error *error) {
    for (size_t i = 0; i < evaluation->loaded_count; i++)
        if (ent_request_same(&evaluation->loaded[i].request, request)) {
            *out = evaluation->loaded[i].series;
            return ENT_OK;
        }
    ENT_TRY(ent_measure_series(evaluation->context, request, out, error));
    void *items = evaluation->loaded;
    if (ent_arena_grow(evaluation->context->arena, &items, evaluation->loaded_count, &evaluation->loaded_capacity,
                       sizeof *evaluation->loaded))
        return ent_fail_memory(error);
    evaluation->loaded = items;
    evaluation->loaded[evaluation->loaded_count++] = (struct ent_loaded){*request, *out, false};
    return ENT_OK;
}

int ent_evaluation_load(struct ent_evaluation *evaluation, const struct ent_specification *specification,
                        struct ent_error *error) {
    evaluation->at = specification;
    evaluation->spanned = NULL;
    for (size_t i = 0; i < evaluation->term_count; i++) {
        struct ent_term *term = &evaluation->terms[i];
        const struct ent_choice *choice = &evaluation->slots[term->slot].choices[specification->choices[term->slot]];
        evaluation->series[i][0] = evaluation->series[i][1] = NULL;
        evaluation->of_member[i][0] = evaluation->of_member[i][1] = NULL;
        if (!choice->measure || !choice->source)
            continue;
        ENT_TRY(term_reporters(evaluation, term, choice, error));
        ENT_TRY(term_borders(evaluation, term, choice, error));
        for (int second = 0; second <= (int)term->gap; second++) {
            struct ent_request *request = &evaluation->requests[i][second];
            ENT_TRY(ent_term_request(evaluation, term, choice, second != 0, request, error));
            if (!request->view.reporter && specification->reporters[i] < term->reporter_count)
                request->view.reporter = term->reporters[specification->reporters[i]];
            if (term->both_borders)
                request->view.borders = specification->borders ? "present" : "then";
            if (term->form == ENT_TERM_MEDIAN)
                continue;
            if (!term->gap && term->variables[0] && term->variables[1])
                continue;
            if (term->gap ? term->variables[second] : term->variables[0] || term->variables[1]) {
                ENT_TRY(ent_variable_load(evaluation, i, second, choice, error));
                continue;
            }
            ENT_TRY(term->partners != ENT_PARTNERS_NONE
                        ? ent_spells_series(evaluation->context, request, &evaluation->series[i][second], error)
                        : ent_evaluation_series(evaluation, request, &evaluation->series[i][second], error));
        }
    }
    for (size_t i = 0; i < evaluation->term_count; i++) {
        const struct ent_choice *choice =
            &evaluation->slots[evaluation->terms[i].slot].choices[specification->choices[evaluation->terms[i].slot]];
        const struct ent_term *term = &evaluation->terms[i];
        if (!choice->measure || !choice->source)
            continue;
        if (term->form == ENT_TERM_MEDIAN)
            ENT_TRY(ent_median_load(evaluation, i, error));
        if (!term->gap && term->variables[0] && term->variables[1])
            ENT_TRY(ent_pairs_load(evaluation, i, choice, error));
    }
    return ENT_OK;
}
