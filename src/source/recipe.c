#include "source/recipe.h"

#include <fnmatch.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "source/decode.h"
#include "source/recipe_line.h"
#include "source/stream.h"

void *ent_list_add(struct ent_arena *arena, void *list, size_t size) {
    struct {
        void *items;
        size_t count, capacity;
    } *generic = list;
    if (ent_arena_grow(arena, &generic->items, generic->count, &generic->capacity, size))
        return NULL;
    return memset((char *)generic->items + size * generic->count++, 0, size);
}

int ent_line_fail(const struct ent_recipe_line *line, const char *format, ...) {
    char message[640];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return ent_fail_at(line->error, ENT_ERROR_INPUT, line->recipe->path, line->number, "%s", message);
}

int ent_line_date(const struct ent_recipe_line *line, const char *text, struct ent_interval *out) {
    if (ent_interval_parse(text, out))
        return ENT_OK;
    return ent_line_fail(line, "\"%s\" is not a date; write 2018, 2018-09 or 2018-09-11", text);
}

const char *ent_line_option(struct ent_recipe_line *line, const char *word) {
    for (size_t i = 0; i + 1 < line->count; i++) {
        if (strcmp(line->words[i], word) != 0)
            continue;
        const char *value = line->words[i + 1];
        memmove(&line->words[i], &line->words[i + 2], (line->count - i - 2) * sizeof *line->words);
        line->count -= 2;
        return value;
    }
    return NULL;
}

int ent_line_span(struct ent_recipe_line *line, ent_day *from, ent_day *to) {
    *from = ENT_DAY_EARLY;
    *to = ENT_DAY_OPEN;
    const char *first = ent_line_option(line, "from"), *last = ent_line_option(line, "until");
    struct ent_interval interval;
    if (first) {
        ENT_TRY(ent_line_date(line, first, &interval));
        *from = interval.from;
    }
    if (last) {
        ENT_TRY(ent_line_date(line, last, &interval));
        *to = interval.to;
    }
    return *from < *to ? ENT_OK : ent_line_fail(line, "the span ends before it begins");
}

int ent_line_covers(const struct ent_recipe_line *line, const char *text, ent_day *from, ent_day *to) {
    const char *dots = strstr(text, "..");
    if (!dots)
        return ent_line_fail(line, "covers needs two ends, as in 1816..2016, not \"%s\"", text);
    struct ent_interval first, last;
    const char *head = ent_arena_substring(&line->recipe->arena, text, (size_t)(dots - text));
    if (!head)
        return ent_fail_memory(line->error);
    ENT_TRY(ent_line_date(line, head, &first));
    ENT_TRY(ent_line_date(line, dots + 2, &last));
    *from = first.from;
    *to = last.to;
    return *from < *to ? ENT_OK : ent_line_fail(line, "\"%s\" ends before it begins", text);
}

int ent_line_needs_reason(const struct ent_recipe_line *line) {
    return line->reason ? ENT_OK : ent_line_fail(line, "a rule needs its reason: end the line with  because \"why\"");
}

const char *ent_line_without_reason(const struct ent_recipe_line *line) {
    const char *because = strstr(line->text, "because");
    size_t length = because ? (size_t)(because - line->text) : strlen(line->text);
    char *text = ent_arena_substring(&line->recipe->arena, line->text, length);
    return text ? ent_text_trim(text) : NULL;
}

const char *ent_line_join(const struct ent_recipe_line *line, size_t at) {
    const char *text = "";
    for (size_t i = at; text && i < line->count; i++)
        text = ent_arena_format(&line->recipe->arena, "%s%s%s", text, i > at ? " " : "", line->words[i]);
    return text;
}

/* Cuts the line into words; "…" keeps spaces together. Everything after `because` is the reason. */
static int cut_words(struct ent_recipe_line *line, char *at) {
    while (*at) {
        while (*at == ' ' || *at == '\t')
            at++;
        if (!*at)
            break;
        bool quoted = *at == '"';
        char *start = quoted ? at + 1 : at;
        char *end = quoted ? strchr(start, '"') : start + strcspn(start, " \t");
        if (!end)
            return ent_line_fail(line, "a quote is opened and not closed");
        at = *end ? end + 1 : end;
        *end = '\0';
        if (!quoted && strcmp(start, "because") == 0) {
            char *reason = ent_text_trim(at);
            size_t length = strlen(reason);
            if (length >= 2 && reason[0] == '"' && reason[length - 1] == '"')
                reason[length - 1] = '\0', reason++;
            line->reason = reason;
            break;
        }
        if (line->count == ENT_LINE_WORDS)
            return ent_line_fail(line, "more than %d words in a line", ENT_LINE_WORDS);
        line->words[line->count++] = start;
    }
    return ENT_OK;
}

static const struct ent_recipe_key *find_key(const struct ent_recipe_key *keys, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(keys[i].name, name) == 0)
            return &keys[i];
    return NULL;
}

static void find_near(const struct ent_recipe_key *keys, size_t count, const char *name, int *distance,
                      const char **near) {
    for (size_t i = 0; i < count; i++) {
        int here = ent_text_distance(keys[i].name, name, 3);
        if (here < *distance) {
            *distance = here;
            *near = keys[i].name;
        }
    }
}

static int fail_key(const struct ent_recipe_line *line, const char *name) {
    int distance = 4;
    const char *near = NULL;
    find_near(ent_recipe_source_keys, ent_recipe_source_key_count, name, &distance, &near);
    find_near(ent_recipe_form_keys, ent_recipe_form_key_count, name, &distance, &near);
    if (near)
        return ent_line_fail(line, "there is no key \"%s\"; did you mean \"%s\"?", name, near);
    return ent_line_fail(line, "there is no key \"%s\"; recipes/README.md lists them all", name);
}

static int read_key(struct ent_recipe_line *line, const char *name) {
    const struct ent_recipe_key *key = find_key(ent_recipe_source_keys, ent_recipe_source_key_count, name);
    if (!key)
        key = find_key(ent_recipe_form_keys, ent_recipe_form_key_count, name);
    if (!key)
        return fail_key(line, name);
    if (line->count < key->fewest)
        return ent_line_fail(line, "too few words; it is written: %s", key->usage);
    return key->read(line);
}

static int read_line(struct ent_recipe *recipe, char *text, long number, struct ent_error *error) {
    struct ent_recipe_line line = {.recipe = recipe, .error = error, .number = number};
    if (!ent_decode_valid_utf8(text, strlen(text)))
        return ent_line_fail(&line, "is not UTF-8; save the recipe as UTF-8");
    text = ent_text_trim(text);
    if (!*text || *text == '#')
        return ENT_OK;
    line.form = &recipe->forms.items[recipe->forms.count - 1];
    line.text = ent_arena_string(&recipe->arena, text);
    char *end = text + strcspn(text, " \t");
    char *rest = *end ? end + 1 : end;
    *end = '\0';
    line.rest = ent_text_trim(ent_arena_string(&recipe->arena, rest));
    ENT_TRY(cut_words(&line, rest));
    return read_key(&line, text);
}

/* Participants that become pairs tell of one spell each: a number of one of them is not the pair's. */
static int check_pair_by(const struct ent_recipe_form *form, const char *path, struct ent_error *error) {
    if (!form->pair_by)
        return ENT_OK;
    const char *strand = form->row_strand ? form->row_strand : form->marks.count ? form->marks.items[0].strand : "";
    bool one = *strand != '\0';
    for (size_t i = 0; i < form->marks.count; i++)
        one &= strcmp(form->marks.items[i].strand, strand) == 0;
    const struct {
        bool there;
        const char *line;
    } others[] = {{form->pair[0] != NULL, "pair"},
                  {form->values.count > 0, "value"},
                  {form->rows_are_events, "event"},
                  {form->rows_need_types, "spell STRAND typed"},
                  {form->entity != NULL, "entity"},
                  {form->status != NULL, "status"},
                  {form->notes.count > 0, "note"},
                  {form->ballots != ENT_BALLOTS_NONE, "ballots"},
                  {form->figures, "figures"},
                  {form->item != form->pair_by, "item"}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (others[i].there)
            return ent_fail_at(error, ENT_ERROR_INPUT, path, 0,
                               "pair-by %s makes pairs of spells, with %s as their item: a line %s does not go with it",
                               form->pair_by, form->pair_by, others[i].line);
    return one && form->state_count
               ? ENT_OK
               : ent_fail_at(error, ENT_ERROR_INPUT, path, 0,
                             "pair-by %s needs a line state and one strand in its lines spell, type and types",
                             form->pair_by);
}

static int check_whole(struct ent_recipe *recipe, struct ent_error *error) {
    static const char *const classes[] = {"open", "cite", "noncommercial", "private"};
    const char *path = recipe->path;
    bool known = false;
    if (!recipe->source)
        return ent_fail_at(error, ENT_ERROR_INPUT, path, 0, "has no line  source NAME");
    if (!recipe->licence)
        return ent_fail_at(error, ENT_ERROR_INPUT, path, 0, "has no line  licence open|cite|noncommercial|private");
    for (size_t i = 0; i < 4; i++)
        known |= strcmp(recipe->licence, classes[i]) == 0;
    if (!known)
        return ent_fail_at(error, ENT_ERROR_INPUT, path, 0,
                           "licence \"%s\" is not open, cite, noncommercial or private", recipe->licence);
    for (size_t i = recipe->forms.count > 1; i < recipe->forms.count; i++) {
        struct ent_recipe_form *form = &recipe->forms.items[i];
        if (form->lends)
            continue;
        ENT_TRY(check_pair_by(form, path, error));
        if (form->files.count && !form->values.count && !form->marks.count && !form->row_strand && !form->ballots &&
            !form->figures)
            return ent_fail_at(error, ENT_ERROR_INPUT, path, 0,
                               "says of no column what it is: it needs a line value, type, types, spell, event, ballots "
                               "or figures");
    }
    return ENT_OK;
}

/* The keys before the first `form` line only lend their settings, unless they are all there is. */
static void drop_base_form(struct ent_recipe *recipe) {
    if (recipe->forms.count > 1) {
        recipe->forms.items++;
        recipe->forms.count--;
        recipe->forms.capacity = recipe->forms.count;
    }
}

/* Any line end becomes a line feed; a byte order mark at the beginning is dropped. */
static char *plain_lines(struct ent_arena *arena, const char *text) {
    char *copy = ent_arena_string(arena, strncmp(text, "\xef\xbb\xbf", 3) == 0 ? text + 3 : text);
    for (char *at = copy; at && *at; at++)
        if (*at == '\r')
            *at = at[1] == '\n' ? ' ' : '\n';
    return copy;
}

int ent_recipe_parse(struct ent_recipe **out, const char *path, const char *text, struct ent_error *error) {
    if (strnlen(text, ENT_RECIPE_LONGEST + 1) > ENT_RECIPE_LONGEST)
        return ent_fail_at(error, ENT_ERROR_INPUT, path, 0, "is longer than %d bytes: this is no recipe",
                           ENT_RECIPE_LONGEST);
    struct ent_recipe *recipe = calloc(1, sizeof *recipe);
    if (!recipe)
        return ent_fail_memory(error);
    ent_arena_init(&recipe->arena);
    recipe->path = ent_arena_string(&recipe->arena, path);
    recipe->text = ent_arena_string(&recipe->arena, text);
    recipe->title = recipe->citation = "";
    recipe->from = recipe->seen = recipe->published.from = ENT_DAY_EARLY;
    recipe->to = ENT_DAY_OPEN;
    recipe->within = "cow";
    struct ent_recipe_form *base = ent_list_add(&recipe->arena, &recipe->forms, sizeof *base);
    char *copy = plain_lines(&recipe->arena, text);
    int status = base && copy && recipe->text ? ENT_OK : ent_fail_memory(error);
    if (base)
        base->name = "";
    long number = 0;
    for (char *at = copy; status == ENT_OK && at;) {
        char *line = ent_text_split(&at, '\n');
        status = read_line(recipe, line, ++number, error);
    }
    if (status == ENT_OK)
        status = check_whole(recipe, error);
    if (status != ENT_OK) {
        ent_recipe_free(recipe);
        return status;
    }
    drop_base_form(recipe);
    *out = recipe;
    return ENT_OK;
}

/* No more than a recipe can have, so that a large file given by mistake ends soon. */
static int read_text(struct ent_text *text, FILE *file, const char *path, struct ent_error *error) {
    char buffer[4096];
    size_t length;
    while (text->length <= ENT_RECIPE_LONGEST && (length = fread(buffer, 1, sizeof buffer, file)) > 0)
        ent_text_add_bytes(text, buffer, length);
    if (ferror(file))
        return ent_fail_at(error, ENT_ERROR_INPUT, path, 0, "cannot be read: is it a file?");
    if (text->failed)
        return ent_fail_memory(error);
    if (!memchr(text->bytes, '\0', text->length))
        return ENT_OK;
    long line = 1;
    for (const char *at = text->bytes; *at; at++)
        line += *at == '\n';
    return ent_fail_at(error, ENT_ERROR_INPUT, path, line, "has a NUL byte: a recipe is text in UTF-8");
}

int ent_recipe_read(struct ent_recipe **out, const char *path, struct ent_error *error) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return ent_fail_at(error, ENT_ERROR_INPUT, path, 0, "there is no such recipe, or it may not be read");
    struct ent_text text;
    ent_text_init(&text);
    int status = read_text(&text, file, path, error);
    fclose(file);
    if (status == ENT_OK)
        status = ent_recipe_parse(out, path, text.bytes, error);
    ent_text_release(&text);
    return status;
}

void ent_recipe_free(struct ent_recipe *recipe) {
    if (!recipe)
        return;
    ent_arena_release(&recipe->arena);
    free(recipe);
}

const struct ent_recipe_release *ent_recipe_release_by_checksum(const struct ent_recipe *recipe,
                                                                const char *const *checksums, size_t count) {
    for (size_t i = 0; i < recipe->releases.count; i++)
        for (size_t j = 0; j < recipe->releases.items[i].checksums.count; j++)
            for (size_t k = 0; k < count; k++)
                if (strcmp(recipe->releases.items[i].checksums.items[j], checksums[k]) == 0)
                    return &recipe->releases.items[i];
    return NULL;
}

bool ent_recipe_withdrew(const struct ent_recipe *recipe, const char *version) {
    for (size_t i = 0; i < recipe->releases.count; i++)
        if (recipe->releases.items[i].withdrawn && strcmp(recipe->releases.items[i].version, version) == 0)
            return true;
    return false;
}

long ent_recipe_rows(const struct ent_recipe *recipe, const char *version, const struct ent_recipe_form *form) {
    for (size_t i = 0; i < recipe->releases.count; i++) {
        const struct ent_recipe_release *release = &recipe->releases.items[i];
        if (release->rows && strcmp(release->version, version) == 0 &&
            (!release->form || strcmp(release->form, form->name) == 0))
            return release->rows;
    }
    return recipe->version && strcmp(recipe->version, version) == 0 ? recipe->rows : 0;
}

const struct ent_recipe_file *ent_recipe_file(const struct ent_recipe_form *form, const char *role) {
    for (size_t i = 0; i < form->files.count; i++)
        if (strcmp(form->files.items[i].role, role) == 0)
            return &form->files.items[i];
    return NULL;
}

size_t ent_recipe_parts(const struct ent_recipe *recipe, const struct ent_recipe_form *form) {
    const struct ent_recipe_form *end = recipe->forms.items + recipe->forms.count, *at = form + 1;
    while (at < end && at->further)
        at++;
    return (size_t)(at - form);
}

bool ent_recipe_rule_holds(const struct ent_recipe_rule *rule, const struct ent_recipe_form *form) {
    return !rule->form || strcmp(rule->form, form->name) == 0;
}

bool ent_recipe_missing(const struct ent_recipe_form *form, const char *text) {
    for (size_t i = 0; i < form->missing.count; i++)
        if (strcmp(form->missing.items[i], text) == 0)
            return true;
    return false;
}

bool ent_recipe_file_fits(const struct ent_recipe_file *file, const char *path) {
    for (size_t i = 0; i < file->patterns.count; i++)
        if (fnmatch(file->patterns.items[i], ent_path_name(path), 0) == 0)
            return true;
    return false;
}
