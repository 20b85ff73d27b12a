/* Who can serve a measure: each source, and each reporter inside a source, is a specification of its own. */
#include <string.h>

#include "measure/strand.h"

struct list {
    struct ent_serving *items;
    size_t count, capacity;
};

/* `only` is the one reporter of the source, where it has just one: it makes no specification, but it can be the same
 * source as another. */
static int append(struct ent_context *context, struct list *list, const char *source, const char *reporter,
                  const char *only, struct ent_error *error) {
    void *items = list->items;
    if (ent_arena_grow(context->arena, &items, list->count, &list->capacity, sizeof *list->items))
        return ent_fail_memory(error);
    list->items = items;
    list->items[list->count++] = (struct ent_serving){
        .source = source,
        .reporter = reporter,
        .same_as = ent_record_same_source(context->record, source, reporter ? reporter : only),
        .independent = ent_record_independent_source(context->record, source, reporter ? reporter : only)};
    return ENT_OK;
}

/* Adds a reporter once; the source's own word (reporter 0) is not one of them. */
static int add_reporter(struct ent_context *context, const char ***names, size_t *count, size_t *capacity,
                        const char *name, struct ent_error *error) {
    for (size_t i = 0; i < *count; i++)
        if (strcmp((*names)[i], name) == 0)
            return ENT_OK;
    void *items = *names;
    if (ent_arena_grow(context->arena, &items, *count, capacity, sizeof **names))
        return ent_fail_memory(error);
    *names = items;
    (*names)[(*count)++] = name;
    return ENT_OK;
}

/* The reporters that a release carries for these states; both mirror reports of a pair, for instance. */
static int reporters_of(struct ent_context *context, const struct ent_request *request, const struct ent_strand *strand,
                        int release, const char ***names, size_t *count, bool *both_borders, struct ent_error *error) {
    struct ent_facts facts;
    size_t capacity = 0;
    bool apart;
    *names = NULL;
    *count = 0;
    ENT_TRY(ent_strand_told_apart(context, request, strand, release, &apart, error));
    if (!apart)
        return ENT_OK;
    ENT_TRY(ent_strand_facts(context, request, strand, release, &facts, both_borders, error));
    for (size_t i = 0; i < facts.count; i++)
        if (facts.items[i].reporter)
            ENT_TRY(add_reporter(context, names, count, &capacity,
                                 ent_record_reporter_name(context->record, facts.items[i].reporter), error));
    return ENT_OK;
}

/* A release may serve a group when it knows somebody of it. */
static bool knows_group(struct ent_context *context, const struct ent_request *request, const struct ent_strand *strand,
                        int release) {
    ent_state *members;
    size_t count;
    if (ent_record_group(context->record, context->arena, request->group, ENT_DAY_EARLY, ENT_DAY_OPEN, &members, &count,
                         NULL) != ENT_OK)
        return true; /* the series says what is wrong with the group */
    for (size_t i = 0; i < count; i++) {
        enum ent_kind kind =
            ent_record_covers(context->record, strand->id, release, members[i], ENT_DAY_EARLY, ENT_DAY_OPEN);
        if (kind != ENT_KIND_NOT_COVERED && kind != ENT_KIND_NO_STATE)
            return true;
    }
    return false;
}

/* Whether a release claims to know anything, at any time, of the states asked about: a casebook of three states is no
 * source on a fourth. */
static bool knows(struct ent_context *context, const struct ent_request *request, const struct ent_strand *strand,
                  int release) {
    if (request->group)
        return knows_group(context, request, strand, release);
    const ent_state states[] = {request->a, request->b};
    for (int i = 0; i < 2; i++) {
        if (states[i] == ENT_NO_STATE)
            continue;
        enum ent_kind kind =
            ent_record_covers(context->record, strand->id, release, states[i], ENT_DAY_EARLY, ENT_DAY_OPEN);
        if (kind == ENT_KIND_NOT_COVERED || kind == ENT_KIND_NO_STATE)
            return false;
    }
    return true;
}

static int add_source(struct ent_context *context, const struct ent_request *request, const struct ent_strand *strand,
                      const struct ent_release *release, struct list *list, struct ent_error *error) {
    const char **names = NULL;
    size_t count = 0, before = list->count;
    bool both = false;
    if (strcmp(strand->shape, "ballot") != 0)
        ENT_TRY(reporters_of(context, request, strand, release->id, &names, &count, &both, error));
    if (count < 2)
        ENT_TRY(append(context, list, release->source_name, NULL, count ? names[0] : NULL, error));
    for (size_t i = 0; count > 1 && i < count; i++)
        ENT_TRY(append(context, list, release->source_name, names[i], NULL, error));
    for (size_t i = before; i < list->count; i++)
        list->items[i].both_borders = both;
    return ENT_OK;
}

static bool has_source(const struct list *list, const char *source) {
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i].source, source) == 0)
            return true;
    return false;
}

/* Leaves out what is the same as a source that is present, and says so at the one that stays. */
static int drop_same(struct ent_context *context, struct list *list, struct ent_error *error) {
    size_t kept = 0;
    struct list all = *list;
    list->items = ent_arena_alloc(context->arena, all.count + 1, sizeof *list->items);
    if (!list->items)
        return ent_fail_memory(error);
    for (size_t i = 0; i < all.count; i++) {
        const struct ent_serving *one = &all.items[i];
        if (strcmp(one->same_as, one->source) == 0 || !has_source(&all, one->same_as))
            list->items[kept++] = *one;
    }
    list->count = kept;
    for (size_t i = 0; i < all.count; i++)
        for (size_t k = 0; k < kept; k++)
            if (strcmp(all.items[i].source, list->items[k].source) != 0 &&
                strcmp(all.items[i].same_as, list->items[k].source) == 0) {
                list->items[k].note = ent_arena_format(context->arena, "%s%s%s is the same source and left out",
                                                       list->items[k].note ? list->items[k].note : "",
                                                       list->items[k].note ? "; " : "", all.items[i].source);
                if (!list->items[k].note)
                    return ent_fail_memory(error);
            }
    return ENT_OK;
}

/* Sources without a release by the as-of day stay in the list: their series says that nothing was published by then. */
int ent_measure_servings(struct ent_context *context, const struct ent_request *request, struct ent_serving **out,
                         size_t *count, struct ent_error *error) {
    const char *name = ent_request_strand(request);
    struct ent_view view = {.as_of = ENT_DAY_OPEN, .source = request->view.source};
    struct ent_release **releases;
    struct ent_strand *strand;
    struct list list = {NULL, 0, 0};
    size_t release_count;
    *out = NULL;
    *count = 0;
    if (!name || !request->measure->compute)
        return ENT_OK;
    ENT_TRY(ent_record_strand(context->record, name, &strand, error));
    ENT_TRY(ent_record_releases(context->record, name, &view, &releases, &release_count, error));
    for (size_t i = 0; strand && i < release_count; i++)
        if ((i == 0 || strcmp(releases[i]->source_name, releases[i - 1]->source_name) != 0) &&
            knows(context, request, strand, releases[i]->id))
            ENT_TRY(add_source(context, request, strand, releases[i], &list, error));
    ENT_TRY(drop_same(context, &list, error));
    *out = list.items;
    *count = list.count;
    return ENT_OK;
}

int ent_measure_has_cell(struct ent_context *context, const struct ent_request *request, const char *source,
                         bool *single, bool *out, struct ent_error *error) {
    struct ent_request there = *request;
    struct ent_basis basis;
    struct ent_facts facts = {NULL, 0};
    int first = request->first_year, last = request->last_year;
    *single = *out = false;
    there.view.source = source;
    ENT_TRY(ent_basis_choose(context, &there, ent_request_strand(request), &basis, error));
    if (!basis.release)
        return ENT_OK;
    ENT_TRY(ent_record_holds_figures(context->record, basis.release->id, single, error));
    bool of_whom = request->a != ENT_NO_STATE && (request->b != ENT_NO_STATE) == (request->measure->states == 2);
    if (!*single || request->group || !of_whom)
        return ENT_OK;
    ENT_TRY(ent_strand_facts(context, &there, basis.strand, basis.release->id, &facts, NULL, error));
    for (size_t i = 0; i < facts.count && !*out; i++)
        *out = (!first && !last) || ent_fact_years(&facts.items[i], first, last, &(int){0}, &(int){0});
    return ENT_OK;
}
