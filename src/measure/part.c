#include "measure/part.h"

#include <math.h>
#include <string.h>

/* The part's source: that of the whole where it has the strand, else free. */
static int choose_source(struct ent_context *context, const struct ent_basis *basis, struct ent_request *part,
                         struct ent_error *error) {
    struct ent_basis same;
    const char *strand = ent_request_strand(part);
    part->view.source = basis->release->source_name;
    part->view.release = basis->release->version;
    if (strand)
        ENT_TRY(ent_basis_choose(context, part, strand, &same, error));
    if (!strand || !same.release)
        part->view.source = part->view.release = NULL;
    return ENT_OK;
}

static void copy_options(const struct ent_request *request, struct ent_request *part) {
    for (size_t i = 0; i < part->setting_count; i++) {
        const char *value = ent_request_get(request, part->settings[i].name);
        if (value)
            part->settings[i].value = value;
    }
}

/* The series of one state that were read as parts: measures of pairs ask for the same state once for each partner. */
struct ent_kept_part {
    struct ent_request request;
    struct ent_series *series;
    struct ent_kept_part *next;
};

static bool same_text(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_request(const struct ent_request *a, const struct ent_request *b) {
    bool same = a->measure == b->measure && a->a == b->a && a->item == b->item && a->first_year == b->first_year &&
                a->last_year == b->last_year && a->setting_count == b->setting_count &&
                a->view.as_of == b->view.as_of && a->view.recalled == b->view.recalled &&
                same_text(a->view.source, b->view.source) && same_text(a->view.release, b->view.release) &&
                same_text(a->view.reporter, b->view.reporter) && same_text(a->view.borders, b->view.borders);
    for (size_t i = 0; same && i < a->setting_count; i++)
        same = same_text(a->settings[i].value, b->settings[i].value);
    return same;
}

static int keep_text(struct ent_arena *arena, const char **text, struct ent_error *error) {
    if (*text && !(*text = ent_arena_string(arena, *text)))
        return ent_fail_memory(error);
    return ENT_OK;
}

/* The request with words of its own: those of the asker may not live as long as the cache. */
static int keep_request(struct ent_arena *arena, struct ent_request *request, struct ent_error *error) {
    for (size_t i = 0; i < request->setting_count; i++)
        ENT_TRY(keep_text(arena, &request->settings[i].value, error));
    ENT_TRY(keep_text(arena, &request->view.source, error));
    ENT_TRY(keep_text(arena, &request->view.release, error));
    ENT_TRY(keep_text(arena, &request->view.reporter, error));
    return keep_text(arena, &request->view.borders, error);
}

/* The series of a part; of one state it is read once and lives as long as the cache. */
static int part_series(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                       struct ent_error *error) {
    struct ent_measure_cache *cache = context->cache;
    struct ent_context kept = *context;
    size_t states = ent_states_count(context->record->states);
    if (request->b != ENT_NO_STATE)
        return ent_measure_series(context, request, out, error);
    if (!cache->parts && !(cache->parts = ent_arena_alloc(cache->arena, states + 1, sizeof *cache->parts)))
        return ent_fail_memory(error);
    for (const struct ent_kept_part *at = cache->parts[request->a]; at; at = at->next)
        if (same_request(&at->request, request)) {
            *out = at->series;
            return ENT_OK;
        }
    struct ent_kept_part *made = ent_arena_alloc(cache->arena, 1, sizeof *made);
    if (!made)
        return ent_fail_memory(error);
    kept.arena = cache->arena;
    *made = (struct ent_kept_part){*request, NULL, cache->parts[request->a]};
    ENT_TRY(keep_request(cache->arena, &made->request, error));
    ENT_TRY(ent_measure_series(&kept, &made->request, &made->series, error));
    *out = made->series;
    cache->parts[request->a] = made;
    return ENT_OK;
}

int ent_part_read(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                  const char *name, ent_state a, ent_state b, struct ent_series *whole, struct ent_part *out,
                  struct ent_error *error) {
    const struct ent_measure *measure;
    *out = (struct ent_part){.series = NULL};
    ENT_TRY(ent_measure_find(context, name, &measure, error));
    if (!measure)
        return ENT_OK;
    ENT_TRY(ent_request_init(&out->request, measure, a, b));
    copy_options(request, &out->request);
    if (measure->item && measure->item == request->measure->item)
        out->request.item = request->item; /* trade in one good is made of trade in that good, GDP is not */
    out->request.view.as_of = request->view.as_of;
    out->request.view.recalled = request->view.recalled;
    out->request.view.borders = request->view.borders;
    ENT_TRY(choose_source(context, basis, &out->request, error));
    if (out->request.view.source)
        out->request.view.reporter = request->view.reporter;
    if (!whole || whole->last_year < whole->first_year)
        return ENT_OK;
    out->request.first_year = whole->first_year;
    out->request.last_year = whole->last_year;
    ENT_TRY(part_series(context, &out->request, &out->series, error));
    for (size_t i = 0; i < out->series->release_count; i++)
        ent_releases_add(whole->releases, &whole->release_count, out->series->releases[i]);
    return ENT_OK;
}

struct ent_point ent_part_at(const struct ent_part *part, int year) {
    if (part->series)
        return ent_series_at(part->series, year);
    struct ent_point point = {.year = year};
    ent_point_unsee(&point, ENT_KIND_NOT_COVERED, ENT_WHY_OUTSIDE);
    return point;
}

bool ent_part_seen(const struct ent_part *part, struct ent_point *point) {
    struct ent_point at = ent_part_at(part, point->year);
    if (ent_point_seen(&at))
        return true;
    if (at.kind == ENT_KIND_NONE) /* nothing where a number is needed */
        ent_point_unsee(point, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
    else
        ent_point_unsee(point, at.kind, at.why);
    return false;
}

int ent_part_trace(struct ent_context *context, struct ent_part *part, int year, struct ent_trace *out, double *value,
                   struct ent_error *error) {
    struct ent_trace rows;
    *value = NAN;
    if (!part->request.measure)
        return ENT_OK;
    part->request.first_year = part->request.last_year = year;
    ENT_TRY(ent_measure_series(context, &part->request, &part->series, error));
    struct ent_point point = ent_part_at(part, year);
    *value = point.value;
    ENT_TRY(ent_measure_trace(context, &part->request, year, &rows, error));
    return ent_trace_append(context, &rows, out, error);
}
