/* The list of what an export holds. Its parts are separated by commas; a part "option=value" belongs to the one before
 * it: "votes.kappa:weights=linear,scope=contested,rivalry". */
#include <string.h>

#include "cli/export.h"
#include "record/tables.h"

struct list {
    struct ent_cli *cli;
    struct ent_panel *panel;
    ent_day as_of;
};

static int add_specification(struct list *list, const char *specification, const char *name) {
    struct ent_request request;
    ENT_TRY(ent_cli_request(list->cli, specification, ENT_NO_STATE, ENT_NO_STATE, &request));
    request.view.as_of = list->as_of;
    return ent_panel_add(list->panel, &list->cli->context, &request, name, &list->cli->error);
}

/* *out is NULL where the name before the options is no measure. */
static int find_measure(struct list *list, const char *specification, const struct ent_measure **out) {
    char *bare = ent_arena_substring(&list->cli->arena, specification, strcspn(specification, ":"));
    if (!bare)
        return ent_fail_memory(&list->cli->error);
    return ent_measure_find(&list->cli->context, bare, out, &list->cli->error);
}

/* Whether a name is a measure of this record that fits the rows. */
static int fits(struct list *list, const char *specification, bool *out) {
    const struct ent_measure *measure;
    ENT_TRY(find_measure(list, specification, &measure));
    *out = measure && measure->compute && !(list->panel->unit == ENT_PANEL_STATE && measure->states == 2);
    return ENT_OK;
}

/* A concept or a source stands for several; `name` would be that of each. */
static int fail_name(struct list *list, const char *what, const char *name) {
    return name ? ent_fail(&list->cli->error, ENT_ERROR_USAGE,
                           "%s stands for several columns, which cannot all be "
                           "called %s: name them one by one",
                           what, name)
                : ENT_OK;
}

static int add_concept(struct list *list, const struct ent_concept *concept, const char *name) {
    size_t before = list->panel->column_count;
    ENT_TRY(fail_name(list, concept->name, name));
    for (size_t i = 0; i < concept->core_count; i++) {
        bool fitting;
        ENT_TRY(fits(list, concept->core[i], &fitting));
        if (fitting)
            ENT_TRY(add_specification(list, concept->core[i], NULL));
    }
    return list->panel->column_count > before
               ? ENT_OK
               : ent_fail(&list->cli->error, ENT_ERROR_USAGE,
                          "nothing of the concept %s fits these rows, or no source of it "
                          "is in the record",
                          concept->name);
}

/* Everything that a source has: each of its strands that is a measure. *found tells whether there is such a source. */
static int add_source(struct list *list, const char *source, const char *name, bool *found) {
    const struct ent_tables *tables;
    struct ent_view view = {.as_of = ENT_DAY_OPEN, .source = source};
    ENT_TRY(ent_record_tables(list->cli->record, &tables, &list->cli->error));
    *found = false;
    for (size_t i = 0; i < tables->release_count; i++)
        *found = *found || strcmp(tables->releases[i]->source_name, source) == 0;
    if (!*found)
        return ENT_OK;
    ENT_TRY(fail_name(list, source, name));
    for (size_t i = 0; i < tables->strand_count; i++) {
        struct ent_release **releases;
        size_t count;
        bool fitting;
        ENT_TRY(ent_record_releases(list->cli->record, tables->strands[i]->name, &view, &releases, &count,
                                    &list->cli->error));
        ENT_TRY(fits(list, tables->strands[i]->name, &fitting));
        const char *text = ent_arena_format(&list->cli->arena, "%s:source=%s", tables->strands[i]->name, source);
        char *bare = ent_arena_string(&list->cli->arena, tables->strands[i]->name);
        if (!text || !bare)
            return ent_fail_memory(&list->cli->error);
        for (char *at = bare; (at = strchr(at, '.'));)
            *at = '_';
        if (count && fitting)
            ENT_TRY(add_specification(list, text, bare));
    }
    return ENT_OK;
}

static int add_part(struct list *list, char *part) {
    char *as = strstr(part, " as "), *name = NULL;
    const struct ent_concept *concept;
    const struct ent_measure *measure;
    const char **specifications;
    size_t count;
    bool found;
    if (as) {
        *as = '\0';
        name = ent_text_trim(as + 4);
        for (const char *at = name; *at; at++)
            if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", *at))
                return ent_fail(&list->cli->error, ENT_ERROR_USAGE,
                                "a column cannot be called \"%s\": letters, digits and _", name);
    }
    part = ent_text_trim(part);
    if (!part[0])
        return ent_fail(&list->cli->error, ENT_ERROR_USAGE, "an empty name among the strands");
    concept = ent_concepts_find(list->cli->concepts, part);
    if (concept)
        return add_concept(list, concept, name);
    ENT_TRY(find_measure(list, part, &measure));
    if (!measure) { /* a measure goes before a source of the same name */
        ENT_TRY(add_source(list, part, name, &found));
        if (found)
            return ENT_OK;
    }
    ENT_TRY(ent_cli_what(list->cli, part, false, &specifications, &count, &concept));
    return add_specification(list, part, name);
}

int ent_export_columns(struct ent_cli *cli, struct ent_panel *panel, const char *text, ent_day as_of) {
    struct list list = {cli, panel, as_of};
    char *cursor = ent_arena_string(&cli->arena, text), *part = cursor;
    if (!cursor)
        return ent_fail_memory(&cli->error);
    while (cursor) {
        char *comma = strchr(cursor, ',');
        size_t next = comma ? strcspn(comma + 1, ",") : 0;
        /* "scope=contested" goes on with the options of the part before; a part of its own has a ":" before its "=" */
        bool goes_on = comma && memchr(comma + 1, '=', next) && !memchr(comma + 1, ':', next) &&
                       memchr(part, ':', (size_t)(comma - part));
        if (goes_on) {
            cursor = comma + 1;
            continue;
        }
        if (comma)
            *comma = '\0';
        ENT_TRY(add_part(&list, part));
        part = cursor = comma ? comma + 1 : NULL;
    }
    return ENT_OK;
}
