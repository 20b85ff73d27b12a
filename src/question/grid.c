#include "question/grid.h"

#include <string.h>

enum { RULES = sizeof((struct ent_measure *)0)->options / sizeof(struct ent_option_rule), ENTRIES = 64 };

bool ent_grid_fans(const struct ent_option_rule *rule) {
    static const char *const asked[] = {"direction", "period", "window"};
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++)
        if (strcmp(rule->name, asked[i]) == 0)
            return false;
    return strchr(rule->values, '|') != NULL;
}

/* One line of a concept, read. */
struct entry {
    const struct ent_measure *measure;
    struct ent_request request;
    unsigned written; /* bits of the options that the line fixes */
    const char *text;
    bool core;
};

static int read_entry(struct ent_context *context, const char *text, bool core, struct entry *out,
                      struct ent_error *error) {
    char *cursor = ent_arena_string(context->arena, text);
    if (!cursor)
        return ent_fail_memory(error);
    const char *name = ent_text_split(&cursor, ':');
    *out = (struct entry){.text = text, .core = core};
    ENT_TRY(ent_measure_find(context, name, &out->measure, error));
    if (!out->measure)
        return ENT_OK;
    ENT_TRY(ent_request_init(&out->request, out->measure, ENT_NO_STATE, ENT_NO_STATE));
    while (cursor) {
        char *option = ent_text_trim(ent_text_split(&cursor, ',')), *value = strchr(option, '=');
        if (!value)
            return ent_fail(error, ENT_ERROR_INPUT, "\"%s\" is not a specification: write NAME:option=value", text);
        *value++ = '\0';
        option = ent_text_trim(option);
        ENT_TRY(ent_request_set(context, &out->request, option, ent_text_trim(value), error));
        for (unsigned i = 0; i < RULES && out->measure->options[i].name; i++)
            if (strcmp(out->measure->options[i].name, option) == 0)
                out->written |= 1u << i;
    }
    out->text = ent_request_text(context->arena, &out->request, false);
    return out->text ? ENT_OK : ent_fail_memory(error);
}

/* Whether any entry of the measure leaves an option free, or fixes it at this value. */
static bool allowed(const struct entry *entries, size_t count, const struct ent_measure *measure, unsigned option,
                    const char *value) {
    for (size_t i = 0; i < count; i++) {
        if (entries[i].measure != measure)
            continue;
        if (!(entries[i].written >> option & 1))
            return true;
        if (strcmp(ent_request_get(&entries[i].request, measure->options[option].name), value) == 0)
            return true;
    }
    return false;
}

/* The values of an option in the grid, as texts of the arena; the first entry's own where it is not fanned out. */
static int values_of(struct ent_context *context, const struct entry *entries, size_t count, const struct entry *first,
                     unsigned option, const char **out, size_t *out_count, struct ent_error *error) {
    const struct ent_option_rule *rule = &first->measure->options[option];
    *out_count = 0;
    for (const char *at = rule->values; ent_grid_fans(rule) && *at && *out_count < ENTRIES;) {
        size_t length = strcspn(at, "|");
        const char *value = ent_arena_substring(context->arena, at, length);
        if (!value)
            return ent_fail_memory(error);
        if (allowed(entries, count, first->measure, option, value))
            out[(*out_count)++] = value;
        at += length + (at[length] == '|');
    }
    /* The default stands first: a contrast reads "from the default to ...". */
    for (size_t i = 1; i < *out_count; i++)
        if (strcmp(out[i], rule->initial) == 0) {
            const char *kept = out[i];
            memmove(out + 1, out, i * sizeof *out);
            out[0] = kept;
        }
    if (!*out_count)
        out[(*out_count)++] = ent_request_get(&first->request, rule->name);
    return ENT_OK;
}

static int add_item(struct ent_context *context, struct ent_grid *grid, const struct entry *entries, size_t count,
                    const struct ent_request *request, struct ent_error *error) {
    if (grid->count == ENT_GRID_MOST) {
        grid->cut = true;
        return ENT_OK;
    }
    struct ent_grid_item item = {.measure = request->measure, .request = *request};
    void *items = grid->items;
    item.text = ent_request_text(context->arena, request, false);
    if (!item.text || ent_arena_grow(context->arena, &items, grid->count, &grid->capacity, sizeof *grid->items))
        return ent_fail_memory(error);
    for (size_t i = 0; i < count; i++)
        if (strcmp(entries[i].text, item.text) == 0) {
            item.core |= entries[i].core;
            item.also |= !entries[i].core;
        }
    grid->items = items;
    grid->items[grid->count++] = item;
    return ENT_OK;
}

/* Every combination of the values of every option of one measure. */
static int add_measure(struct ent_context *context, struct ent_grid *grid, const struct entry *entries, size_t count,
                       const struct entry *first, struct ent_error *error) {
    const char *values[RULES][ENTRIES];
    size_t limits[RULES], digits[RULES] = {0}, options = 0;
    struct ent_request request = first->request;
    for (; options < RULES && first->measure->options[options].name; options++)
        ENT_TRY(values_of(context, entries, count, first, (unsigned)options, values[options], &limits[options], error));
    for (bool more = true; more;) {
        for (size_t i = 0; i < options; i++)
            request.settings[i].value = values[i][digits[i]];
        ENT_TRY(add_item(context, grid, entries, count, &request, error));
        size_t at = options;
        while (at > 0 && ++digits[at - 1] == limits[at - 1])
            digits[--at] = 0;
        more = at > 0;
    }
    return ENT_OK;
}

/* A strand that the record does not have stays in the grid, so that it can be said. */
static int add_missing(struct ent_context *context, struct ent_grid *grid, const struct entry *entry,
                       struct ent_error *error) {
    void *items = grid->items;
    if (ent_arena_grow(context->arena, &items, grid->count, &grid->capacity, sizeof *grid->items))
        return ent_fail_memory(error);
    grid->items = items;
    grid->items[grid->count++] = (struct ent_grid_item){.text = entry->text, .core = entry->core, .also = !entry->core};
    return ENT_OK;
}

int ent_grid_make(struct ent_context *context, const struct ent_concept *concept, const char *name,
                  struct ent_grid *out, struct ent_error *error) {
    size_t count = concept ? concept->core_count + concept->also_count : 1;
    struct entry *entries = ent_arena_alloc(context->arena, count, sizeof *entries);
    *out = (struct ent_grid){NULL, 0, 0, false};
    if (!entries)
        return ent_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        bool core = !concept || i < concept->core_count;
        const char *text = !concept ? name : core ? concept->core[i] : concept->also[i - concept->core_count];
        ENT_TRY(read_entry(context, text, core, &entries[i], error));
    }
    for (size_t i = 0; i < count; i++) {
        bool before = false;
        for (size_t k = 0; k < i && entries[i].measure; k++)
            before = before || entries[k].measure == entries[i].measure;
        if (!entries[i].measure)
            ENT_TRY(add_missing(context, out, &entries[i], error));
        else if (!before)
            ENT_TRY(add_measure(context, out, entries, count, &entries[i], error));
    }
    return ENT_OK;
}
