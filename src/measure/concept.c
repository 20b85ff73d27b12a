/* Concepts: reading their files, finding them by name or alias, and refusing a name that means two things. */
#include "measure/concept.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum { LARGEST_FILE = 1 << 20, NEAR = 2, NEAR_NAMES = 3 };

/* The whole of a file as text, in the arena: read elsewhere first, for a file is far smaller than the largest. */
static int read_file(struct ent_arena *arena, const char *path, char **out, size_t *length, struct ent_error *error) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return ent_fail_at(error, ENT_ERROR_SYSTEM, path, 0, "cannot be opened: %s", strerror(errno));
    char *bytes = malloc(LARGEST_FILE);
    *length = bytes ? fread(bytes, 1, LARGEST_FILE, file) : 0;
    bool bad = ferror(file) || !feof(file);
    fclose(file);
    *out = bytes ? ent_arena_substring(arena, bytes, *length) : NULL;
    free(bytes);
    if (!*out)
        return ent_fail_memory(error);
    if (!bad)
        return ENT_OK;
    return ent_fail_at(error, ENT_ERROR_INPUT, path, 0, "cannot be read whole, or is larger than a concept can be");
}

struct names {
    const char **items;
    size_t count, capacity;
};

static int keep(struct ent_arena *arena, struct names *names, const char *text, struct ent_error *error) {
    void *items = names->items;
    if (ent_arena_grow(arena, &items, names->count, &names->capacity, sizeof *names->items))
        return ent_fail_memory(error);
    names->items = items;
    names->items[names->count] = ent_arena_string(arena, text);
    return names->items[names->count++] ? ENT_OK : ent_fail_memory(error);
}

/* A concept while its lines are read. */
struct draft {
    struct ent_concept *concept;
    struct names core, also, aliases;
};

static int take_text(struct ent_arena *arena, const char **out, const char *value, const char *file, long line,
                     struct ent_error *error) {
    if (*out)
        return ent_fail_at(error, ENT_ERROR_INPUT, file, line, "this is given twice");
    *out = ent_arena_string(arena, value);
    return *out ? ENT_OK : ent_fail_memory(error);
}

static int take_line(struct ent_arena *arena, struct draft *draft, const char *key, const char *value, long line,
                     struct ent_error *error) {
    const char *file = draft->concept->file;
    if (!value[0])
        return ent_fail_at(error, ENT_ERROR_INPUT, file, line, "\"%s\" needs a value after it", key);
    if (strcmp(key, "concept") == 0)
        return take_text(arena, &draft->concept->name, value, file, line, error);
    if (strcmp(key, "version") == 0)
        return take_text(arena, &draft->concept->version, value, file, line, error);
    if (strcmp(key, "title") == 0)
        return take_text(arena, &draft->concept->title, value, file, line, error);
    if (strcmp(key, "core") == 0)
        return keep(arena, &draft->core, value, error);
    if (strcmp(key, "also") == 0)
        return keep(arena, &draft->also, value, error);
    if (strcmp(key, "alias") == 0)
        return keep(arena, &draft->aliases, value, error);
    return ent_fail_at(error, ENT_ERROR_INPUT, file, line,
                       "\"%s\" is not a key of a concept: concept, version, title, core, also, alias", key);
}

/* Splits "key   value", drops what follows " #" or a leading "#", and takes the line. */
static int read_line(struct ent_arena *arena, struct draft *draft, char *text, long line, struct ent_error *error) {
    char *comment = strstr(text, " #");
    if (comment)
        *comment = '\0';
    text = ent_text_trim(text);
    if (!text[0] || text[0] == '#')
        return ENT_OK;
    char *value = text + strcspn(text, " \t");
    if (*value)
        *value++ = '\0';
    return take_line(arena, draft, text, ent_text_trim(value), line, error);
}

static int finish(struct draft *draft, struct ent_error *error) {
    struct ent_concept *concept = draft->concept;
    if (!concept->name || !concept->version || !concept->title || draft->core.count == 0)
        return ent_fail_at(error, ENT_ERROR_INPUT, concept->file, 0, "a concept needs the lines %s",
                           "concept, version, title and at least one core");
    concept->core = draft->core.items;
    concept->core_count = draft->core.count;
    concept->also = draft->also.items;
    concept->also_count = draft->also.count;
    concept->aliases = draft->aliases.items;
    concept->alias_count = draft->aliases.count;
    return ENT_OK;
}

static int parse(struct ent_arena *arena, struct ent_concept *concept, char *text, struct ent_error *error) {
    struct draft draft = {.concept = concept};
    char *cursor = text;
    for (long line = 1; cursor; line++) {
        char *one = ent_text_split(&cursor, '\n');
        ENT_TRY(read_line(arena, &draft, one, line, error));
    }
    return finish(&draft, error);
}

static int load_file(struct ent_arena *arena, const char *path, struct ent_concept *out, struct ent_error *error) {
    char *text = NULL;
    size_t length = 0;
    *out = (struct ent_concept){.file = ent_arena_string(arena, path)};
    if (!out->file)
        return ent_fail_memory(error);
    ENT_TRY(read_file(arena, path, &text, &length, error));
    ent_hash_bytes(text, length, out->hash);
    return parse(arena, out, text, error);
}

static bool is_concept_file(const char *name) {
    static const char suffix[] = ".concept";
    size_t length = strlen(name);
    return name[0] != '.' && length >= sizeof suffix && strcmp(name + length - (sizeof suffix - 1), suffix) == 0;
}

static int list_folder(struct ent_arena *arena, const char *folder, struct names *paths, struct ent_error *error) {
    DIR *directory = opendir(folder);
    if (!directory)
        return ent_fail_at(error, ENT_ERROR_SYSTEM, folder, 0, "cannot be opened: %s", strerror(errno));
    int status = ENT_OK;
    for (struct dirent *entry; status == ENT_OK && (entry = readdir(directory));) {
        if (!is_concept_file(entry->d_name))
            continue;
        char *path = ent_arena_format(arena, "%s/%s", folder, entry->d_name);
        status = path ? keep(arena, paths, path, error) : ent_fail_memory(error);
    }
    closedir(directory);
    return status;
}

static int compare_concepts(const void *left, const void *right) {
    return strcmp(((const struct ent_concept *)left)->name, ((const struct ent_concept *)right)->name);
}

int ent_concepts_load(struct ent_concepts **out, struct ent_arena *arena, const char *folder, struct ent_error *error) {
    struct names paths = {NULL, 0, 0};
    ENT_TRY(list_folder(arena, folder, &paths, error));
    struct ent_concepts *concepts = ent_arena_alloc(arena, 1, sizeof *concepts);
    if (!concepts || !(concepts->items = ent_arena_alloc(arena, paths.count + 1, sizeof *concepts->items)))
        return ent_fail_memory(error);
    for (size_t i = 0; i < paths.count; i++)
        ENT_TRY(load_file(arena, paths.items[i], &concepts->items[i], error));
    concepts->count = paths.count;
    qsort(concepts->items, concepts->count, sizeof *concepts->items, compare_concepts);
    *out = concepts;
    return ENT_OK;
}

static bool is_called(const struct ent_concept *concept, const char *name) {
    if (strcmp(concept->name, name) == 0)
        return true;
    for (size_t i = 0; i < concept->alias_count; i++)
        if (strcmp(concept->aliases[i], name) == 0)
            return true;
    return false;
}

const struct ent_concept *ent_concepts_find(const struct ent_concepts *concepts, const char *name) {
    for (size_t i = 0; i < concepts->count; i++)
        if (is_called(&concepts->items[i], name))
            return &concepts->items[i];
    return NULL;
}

/* A name of a concept against the measures and strands of the record, and against the concepts before it. */
static int check_name(const struct ent_concepts *concepts, size_t at, const char *name, struct ent_context *context,
                      struct ent_error *error) {
    const struct ent_measure *measure;
    const char *file = concepts->items[at].file;
    ENT_TRY(ent_measure_find(context, name, &measure, error));
    if (measure)
        return ent_fail_at(error, ENT_ERROR_INPUT, file, 0, "\"%s\" is the name of a measure (%s) already", name,
                           measure->summary);
    for (size_t i = 0; i < at; i++)
        if (is_called(&concepts->items[i], name))
            return ent_fail_at(error, ENT_ERROR_INPUT, file, 0, "\"%s\" means the concept of %s already", name,
                               concepts->items[i].file);
    return ENT_OK;
}

int ent_concepts_check(const struct ent_concepts *concepts, struct ent_context *context, struct ent_error *error) {
    for (size_t i = 0; i < concepts->count; i++) {
        const struct ent_concept *concept = &concepts->items[i];
        ENT_TRY(check_name(concepts, i, concept->name, context, error));
        for (size_t k = 0; k < concept->alias_count; k++) {
            ENT_TRY(check_name(concepts, i, concept->aliases[k], context, error));
            if (strcmp(concept->aliases[k], concept->name) == 0)
                return ent_fail_at(error, ENT_ERROR_INPUT, concept->file, 0, "the alias \"%s\" is the concept itself",
                                   concept->name);
        }
    }
    return ENT_OK;
}

/* The nearest names so far, nearest first. */
struct near_names {
    const char *names[NEAR_NAMES];
    int distances[NEAR_NAMES];
    size_t count;
};

static void consider(struct near_names *near, const char *wrong, const char *name) {
    int limit = strlen(wrong) < 5 ? 1 : NEAR;
    int distance = strncmp(name, wrong, strlen(wrong)) == 0 ? 0 : ent_text_distance(name, wrong, limit);
    if (distance > limit)
        return;
    for (size_t i = 0; i < near->count; i++)
        if (strcmp(near->names[i], name) == 0)
            return;
    size_t at = near->count;
    while (at > 0 && near->distances[at - 1] > distance)
        at--;
    if (at == NEAR_NAMES)
        return;
    if (near->count < NEAR_NAMES)
        near->count++;
    for (size_t i = near->count - 1; i > at; i--) {
        near->names[i] = near->names[i - 1];
        near->distances[i] = near->distances[i - 1];
    }
    near->names[at] = name;
    near->distances[at] = distance;
}

int ent_names_near(const struct ent_concepts *concepts, struct ent_context *context, const char *name, char *out,
                   size_t size, struct ent_error *error) {
    struct near_names near = {.count = 0};
    struct ent_strand **strands;
    size_t strand_count, measure_count;
    const struct ent_measure *const *measures = ent_measure_all(&measure_count);
    ENT_TRY(ent_record_strands(context->record, &strands, &strand_count, error));
    for (size_t i = 0; i < measure_count; i++)
        consider(&near, name, measures[i]->name);
    for (size_t i = 0; i < strand_count; i++)
        consider(&near, name, strands[i]->name);
    for (size_t i = 0; concepts && i < concepts->count; i++) {
        consider(&near, name, concepts->items[i].name);
        for (size_t k = 0; k < concepts->items[i].alias_count; k++)
            consider(&near, name, concepts->items[i].aliases[k]);
    }
    size_t used = 0;
    if (size)
        out[0] = '\0';
    for (size_t i = 0; i < near.count && used + 1 < size; i++) {
        int wrote = snprintf(out + used, size - used, "%s%s", i ? ", " : "", near.names[i]);
        used += wrote > 0 ? (size_t)wrote : 0;
    }
    return ENT_OK;
}
