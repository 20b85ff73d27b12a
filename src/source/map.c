/* A user's own table without a recipe: the user says which columns play which part, the rest is guessed from the file,
 * and the recipe that comes of it is kept with the release as any other. */
#include <stdio.h>
#include <string.h>

#include "source/draft.h"
#include "source/propose.h"

enum role { A, B, STATE, YEAR, DATE, FROM, TO, VALUE, TYPE, ITEM, ROLES };

static const char *const roles[ROLES] = {"a", "b", "state", "year", "date", "from", "to", "value", "type", "item"};

struct mapping {
    struct ent_draft *draft;
    int columns[ROLES]; /* the last one of each; -1: not given */
};

static int find_role(const char *word) {
    for (int i = 0; i < ROLES; i++)
        if (strcmp(roles[i], word) == 0)
            return i;
    return -1;
}

static int fail_column(const struct ent_look *look, const char *name, struct ent_error *error) {
    struct ent_text there;
    ent_text_init(&there);
    for (size_t i = 0; i < look->column_count && i < 24; i++)
        ent_text_format(&there, "%s%s", i ? ", " : "", look->columns[i].name);
    ent_fail_at(error, ENT_ERROR_USAGE, look->path, 1, "has no column \"%s\" for --map; it has %s%s", name, there.bytes,
                look->column_count > 24 ? ", …" : "");
    ent_text_release(&there);
    return ENT_ERROR_USAGE;
}

/* One "a=host". */
static int read_pair(struct mapping *mapping, char *text, struct ent_error *error) {
    char *equals = strchr(text, '=');
    if (equals)
        *equals = '\0';
    int role = find_role(ent_text_trim(text));
    if (!equals || role < 0)
        return ent_fail(
            error, ENT_ERROR_USAGE,
            "--map is written ROLE=COLUMN,... as in a=host,b=guest,date=day; \"%s\" is no role: there are a, b, "
            "state, year, date, from, to, value, type, item",
            text);
    const char *name = ent_text_trim(equals + 1);
    int column = ent_look_find(mapping->draft->look, name);
    if (column < 0)
        return fail_column(mapping->draft->look, name, error);
    if (mapping->columns[role] >= 0 && role != VALUE && role != TYPE)
        return ent_fail(error, ENT_ERROR_USAGE, "--map says twice what %s is", roles[role]);
    mapping->columns[role] = column;
    const struct ent_look_column *at = &mapping->draft->look->columns[column];
    bool mark = at->filled && at->marks == at->filled;
    mapping->draft->parts[column] = role == VALUE  ? ENT_DRAFT_VALUE
                                    : role != TYPE ? ENT_DRAFT_USED
                                    : mark         ? ENT_DRAFT_MARK
                                                   : ENT_DRAFT_TYPES;
    return ENT_OK;
}

static int read_map(struct mapping *mapping, const char *columns, struct ent_error *error) {
    for (size_t i = 0; i < ROLES; i++)
        mapping->columns[i] = -1;
    char *at = ent_arena_string(&mapping->draft->look->arena, columns);
    if (!at)
        return ent_fail_memory(error);
    while (at)
        ENT_TRY(read_pair(mapping, ent_text_split(&at, ','), error));
    return ENT_OK;
}

static int set_states(struct mapping *mapping, struct ent_error *error) {
    struct ent_draft *draft = mapping->draft;
    bool pair = mapping->columns[A] >= 0 && mapping->columns[B] >= 0;
    if ((mapping->columns[A] >= 0) != (mapping->columns[B] >= 0) || pair == (mapping->columns[STATE] >= 0))
        return ent_fail(error, ENT_ERROR_USAGE,
                        "--map has to say whom a row is about: a=COLUMN,b=COLUMN for two states, state=COLUMN for one");
    draft->state = mapping->columns[STATE];
    draft->pair[0] = mapping->columns[A];
    draft->pair[1] = mapping->columns[B];
    ENT_TRY(ent_draft_scheme(draft, pair ? draft->pair[0] : draft->state, error));
    return pair ? ent_draft_scheme(draft, draft->pair[1], error) : ENT_OK;
}

static int set_time(struct mapping *mapping, struct ent_error *error) {
    struct ent_draft *draft = mapping->draft;
    const int *columns = mapping->columns;
    bool spell = columns[FROM] >= 0 && columns[TO] >= 0;
    int given = (columns[YEAR] >= 0) + (columns[DATE] >= 0) + spell;
    if ((columns[FROM] >= 0) != (columns[TO] >= 0) || given > 1)
        return ent_fail(error, ENT_ERROR_USAGE,
                        "--map has to say when: year=COLUMN, or date=COLUMN, or from=COLUMN,to=COLUMN");
    if (!given)
        return ent_draft_find_time(draft, error);
    draft->times[0] = spell ? columns[FROM] : columns[YEAR] >= 0 ? columns[YEAR] : columns[DATE];
    const struct ent_look_column *at = &draft->look->columns[draft->times[0]];
    draft->times[1] = columns[TO];
    draft->time = spell && at->months * 2 > at->filled  ? ENT_TIME_MONTHS
                  : spell && at->years * 2 > at->filled ? ENT_TIME_YEARS
                  : spell                               ? ENT_TIME_DATES
                  : columns[YEAR] >= 0                  ? ENT_TIME_YEAR
                                                        : ENT_TIME_DATE;
    return ENT_OK;
}

/* What a row is where no column is a number: an event on a day, else a spell. */
static void set_rows(struct ent_draft *draft) {
    bool values = false, types = false;
    for (size_t i = 0; i < draft->look->column_count; i++) {
        values |= draft->parts[i] == ENT_DRAFT_VALUE;
        types |= draft->parts[i] == ENT_DRAFT_MARK || draft->parts[i] == ENT_DRAFT_TYPES;
    }
    draft->rows_are_events = !values && draft->time == ENT_TIME_DATE;
    draft->rows_are_spells = (!values || types) && !draft->rows_are_events;
}

static int fill(struct ent_draft *draft, struct ent_record *record, const struct ent_map *map,
                struct ent_error *error) {
    struct mapping mapping = {.draft = draft};
    draft->source = map->source ? map->source : draft->source;
    draft->strand = map->strand ? map->strand : draft->source;
    draft->unit = map->unit ? map->unit : "";
    draft->scheme = map->scheme ? map->scheme : "";
    draft->absent_given = map->absent != NULL;
    draft->absent_none = map->absent && strcmp(map->absent, "none") == 0;
    if (map->absent && !draft->absent_none && strcmp(map->absent, "unknown") != 0)
        return ent_fail(error, ENT_ERROR_USAGE, "--absent is none or unknown, not \"%s\"", map->absent);
    ENT_TRY(ent_draft_strand(draft, record, map->strand != NULL, error));
    ENT_TRY(read_map(&mapping, map->columns, error));
    draft->item = mapping.columns[ITEM];
    ENT_TRY(set_states(&mapping, error));
    ENT_TRY(set_time(&mapping, error));
    set_rows(draft);
    draft->direction_given = true;
    ENT_TRY(ent_draft_keys(draft, error));
    if (draft->pair[0] < 0)
        return ENT_OK;
    /* The user said which is a and which is b: only a file that says all twice has no direction of itself. */
    draft->directed = !map->undirected;
    if (!map->undirected && draft->repeats.mirrored * 10 > draft->repeats.rows)
        ent_draft_direction(draft);
    else if (!map->undirected)
        ent_text_add(&draft->remarks, "a acts on b: directed (--undirected where it does not)\n");
    return ENT_OK;
}

int ent_map_recipe(struct ent_record *record, const char *path, const char *member, const struct ent_map *map,
                   struct ent_text *out, struct ent_error *error) {
    struct ent_codes *codes;
    struct ent_look look;
    struct ent_draft draft;
    ENT_TRY(ent_codes_load(&codes, record, error));
    int status = ent_look_read(&look, path, member, codes, error);
    if (status == ENT_OK) {
        status = ent_draft_init(&draft, &look, error);
        if (status == ENT_OK)
            status = fill(&draft, record, map, error);
        if (status == ENT_OK)
            status = ent_draft_write(&draft, out, error);
        ent_draft_release(&draft);
    }
    ent_look_release(&look);
    ent_codes_free(codes);
    return status;
}
