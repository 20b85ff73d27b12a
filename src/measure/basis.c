/* The basis of a series: which release of which source it is computed from. A year that the newest release lacks is
 * never filled from an older one. */
#include <stdio.h>
#include <string.h>

#include "measure/support.h"

/* Years [first, last] of a release; an end that the coverage leaves open closes with the year of publication. */
static int release_years(struct ent_context *context, const struct ent_strand *strand,
                         const struct ent_release *release, int *first, int *last, struct ent_error *error) {
    ent_day from, to;
    ENT_TRY(ent_record_window(context->record, strand->id, release->id, &from, &to, error));
    *first = 0;
    *last = -1;
    if (from >= to)
        return ENT_OK;
    *last = ent_day_year(to == ENT_DAY_OPEN ? release->published : to - 1);
    *first = from == ENT_DAY_EARLY ? *last : ent_day_year(from);
    return ENT_OK;
}

static bool same_source(const struct ent_release *a, const struct ent_release *b) {
    return strcmp(a->source_name, b->source_name) == 0;
}

/* What a basis depends on; text is the cache's. */
struct ent_known_basis {
    const char *strand, *source, *release;
    ent_day as_of;
    struct ent_basis basis;
    struct ent_known_basis *next;
};

/* The first release (newest of its source) of the source that reaches furthest; releases are sorted by source. */
static int default_release(struct ent_context *context, const struct ent_strand *strand, struct ent_release **releases,
                           size_t count, size_t *chosen, struct ent_error *error) {
    int best_first = 0, best_last = 0;
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && same_source(releases[i], releases[i - 1]))
            continue;
        int first, last;
        ENT_TRY(release_years(context, strand, releases[i], &first, &last, error));
        if (any && (last < best_last || (last == best_last && first >= best_first)))
            continue;
        any = true;
        best_first = first;
        best_last = last;
        *chosen = i;
    }
    return ENT_OK;
}

static const char *nothing_note(struct ent_context *context, const struct ent_request *request, const char *strand,
                                bool strand_known) {
    const struct ent_view *view = &request->view;
    const char *of = view->source ? view->source : "any source";
    char day[16];
    if (!strand_known)
        return ent_arena_format(context->cache->arena, "the record has no strand %s", strand);
    if (view->release)
        return ent_arena_format(context->cache->arena, "the record has no release %s of %s for %s", view->release, of,
                                strand);
    if (view->as_of == ENT_DAY_OPEN)
        return ent_arena_format(context->cache->arena, "the record has no release of %s for %s", of, strand);
    ent_day_print(view->as_of, ENT_PRECISION_DAY, day, sizeof day);
    return ent_arena_format(context->cache->arena, "no release of %s for %s was published by %s", of, strand, day);
}

/* Where the wanted version stands among the releases; count when it does not. */
static size_t find_version(struct ent_release **releases, size_t count, const char *version) {
    size_t at = 0;
    while (at < count && strcmp(releases[at]->version, version) != 0)
        at++;
    return at;
}

static int choose(struct ent_context *context, const struct ent_request *request, const char *strand,
                  struct ent_basis *out, struct ent_error *error) {
    *out = (struct ent_basis){.first_year = 0, .last_year = -1};
    struct ent_release **releases;
    size_t count, chosen = 0;
    ENT_TRY(ent_record_strand(context->record, strand, &out->strand, error));
    ENT_TRY(ent_record_releases(context->record, strand, &request->view, &releases, &count, error));
    if (request->view.release)
        chosen = find_version(releases, count, request->view.release);
    else if (count && out->strand)
        ENT_TRY(default_release(context, out->strand, releases, count, &chosen, error));
    if (chosen >= count) {
        out->note = nothing_note(context, request, strand, out->strand != NULL);
        return out->note ? ENT_OK : ent_fail_memory(error);
    }
    out->release = releases[chosen];
    out->older = releases + chosen + 1;
    while (chosen + 1 + out->older_count < count && same_source(out->release, out->older[out->older_count]))
        out->older_count++;
    return release_years(context, out->strand, out->release, &out->first_year, &out->last_year, error);
}

static bool same_text(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

static int keep_text(struct ent_context *context, const char *text, const char **out) {
    *out = text ? ent_arena_string(context->cache->arena, text) : NULL;
    return text && !*out ? -1 : 0;
}

static int remember(struct ent_context *context, const struct ent_request *request, const char *strand,
                    const struct ent_basis *basis, struct ent_error *error) {
    struct ent_known_basis *known = ent_arena_alloc(context->cache->arena, 1, sizeof *known);
    if (!known || keep_text(context, strand, &known->strand) ||
        keep_text(context, request->view.source, &known->source) ||
        keep_text(context, request->view.release, &known->release))
        return ent_fail_memory(error);
    known->as_of = request->view.as_of;
    known->basis = *basis;
    known->next = context->cache->bases;
    context->cache->bases = known;
    return ENT_OK;
}

int ent_basis_choose(struct ent_context *context, const struct ent_request *request, const char *strand,
                     struct ent_basis *out, struct ent_error *error) {
    for (const struct ent_known_basis *at = context->cache->bases; at; at = at->next)
        if (strcmp(at->strand, strand) == 0 && at->as_of == request->view.as_of &&
            same_text(at->source, request->view.source) && same_text(at->release, request->view.release)) {
            *out = at->basis;
            return ENT_OK;
        }
    ENT_TRY(choose(context, request, strand, out, error));
    return remember(context, request, strand, out, error);
}
