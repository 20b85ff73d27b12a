/* Profiles that are kept: they differ by what was read, not by the index that is then made of them. */
#include <string.h>

#include "measure/profile.h"

enum {
    KEPT = 24,      /* of two states, at most: a hundred kilobytes each */
    KEPT_WHOLE = 4, /* of many: tens of megabytes each */
    WHOLE = 3       /* states and more */
};

struct ent_kept_profiles {
    const struct ent_profile_strand *strand;
    const struct ent_release *release;
    const char *choices; /* everything that the request says of reading */
    struct ent_profiles profiles;
    struct ent_kept_profiles *next;
};

/* Options of the indices alone: they are not read before the rows are there. */
static bool of_index(const char *option) {
    static const char *const names[] = {"coding", "columns", "preset", "weights", "metric"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(option, names[i]) == 0)
            return true;
    return false;
}

static const char *choices_of(struct ent_arena *arena, const struct ent_request *request) {
    const struct ent_view *view = &request->view;
    const char *text = ent_arena_format(arena, "%d,%d,%d,%s,%s", (int)view->as_of, view->recalled, request->item,
                                        view->reporter ? view->reporter : "", view->borders ? view->borders : "");
    for (size_t i = 0; text && i < request->setting_count; i++)
        if (!of_index(request->settings[i].name))
            text = ent_arena_format(arena, "%s,%s=%s", text, request->settings[i].name, request->settings[i].value);
    return text;
}

static bool serves(const struct ent_kept_profiles *kept, const struct ent_kept_profiles *wanted, const ent_state *rows,
                   size_t row_count) {
    const struct ent_profiles *has = &kept->profiles, *needs = &wanted->profiles;
    bool same = kept->strand == wanted->strand && kept->release == wanted->release &&
                has->first_year <= needs->first_year && has->last_year >= needs->last_year &&
                strcmp(kept->choices, wanted->choices) == 0;
    for (size_t i = 0; same && i < row_count; i++)
        same = has->row_of[rows[i]] >= 0;
    return same;
}

/* Where the next one is to stand: in the context's arena while there is room among those kept. */
static bool room_for(const struct ent_context *context, size_t row_count) {
    int pairs = 0, whole = 0;
    for (const struct ent_kept_profiles *kept = context->profiles; kept; kept = kept->next) {
        pairs += kept->profiles.row_count < WHOLE;
        whole += kept->profiles.row_count >= WHOLE;
    }
    return row_count < WHOLE ? pairs < KEPT : whole < KEPT_WHOLE;
}

static int make(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                const ent_state *rows, size_t row_count, const struct ent_kept_profiles *wanted,
                struct ent_arena *scratch, struct ent_kept_profiles **out, struct ent_error *error) {
    bool keep = room_for(context, row_count);
    struct ent_arena *arena = keep ? context->arena : scratch;
    struct ent_kept_profiles *made = ent_arena_alloc(arena, 1, sizeof *made);
    if (!made)
        return ent_fail_memory(error);
    *made = *wanted;
    made->choices = ent_arena_string(arena, wanted->choices);
    if (!made->choices)
        return ent_fail_memory(error);
    ENT_TRY(ent_profiles_open(context, request, basis, rows, row_count, wanted->profiles.first_year,
                              wanted->profiles.last_year, arena, &made->profiles, error));
    made->next = context->profiles;
    if (keep)
        context->profiles = made;
    *out = made;
    return ENT_OK;
}

int ent_profiles_get(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                     const ent_state *rows, size_t row_count, int first_year, int last_year, struct ent_arena *scratch,
                     const struct ent_profiles **out, struct ent_error *error) {
    const struct ent_profile_rule *rule = request->measure->rule;
    struct ent_kept_profiles wanted = {.strand = rule->strand,
                                       .release = basis->release,
                                       .choices = choices_of(scratch, request),
                                       .profiles = {.first_year = first_year, .last_year = last_year}};
    struct ent_kept_profiles *kept = context->profiles;
    if (!wanted.choices)
        return ent_fail_memory(error);
    while (kept && !serves(kept, &wanted, rows, row_count))
        kept = kept->next;
    if (!kept)
        ENT_TRY(make(context, request, basis, rows, row_count, &wanted, scratch, &kept, error));
    *out = &kept->profiles;
    return ENT_OK;
}
