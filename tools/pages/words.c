/* What a shell can complete, out of what usages and values are called. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "pages.h"

static void add_once(char *list, size_t size, const char *word) {
    size_t length = strlen(word);
    for (const char *at = list; *at; at += strcspn(at, " ") + 1)
        if (strncmp(at, word, length) == 0 && at[length] == ' ')
            return;
    size_t used = strlen(list);
    if (used + length + 2 <= size)
        snprintf(list + used, size - used, "%s ", word);
}

/* A word in small letters stands for itself, one in capitals for what it names. */
static void add_word(struct ent_words *out, const char *word) {
    static const struct {
        const char *word, *kind;
    } names[] = {{"A", "states"},       {"B", "states"},         {"C", "states"},         {"STATE", "states"},
                 {"WHAT", "measures"},  {"WHAT", "concepts"},    {"MEASURE", "measures"}, {"CONCEPT", "concepts"},
                 {"SOURCE", "sources"}, {"GROUP", "groups"},     {"STRAND", "strands"},   {"STRANDS", "strands"},
                 {"NAME", "listed"},    {"FILE", "files"},       {"PATH", "files"},       {"DIR", "folders"},
                 {"CLAIM", "claims"},   {"EXPRESSION", "claims"}};
    if (islower((unsigned char)word[0]))
        add_once(out->closed, sizeof out->closed, word);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(word, names[i].word) == 0)
            add_once(out->kinds, sizeof out->kinds, names[i].kind);
}

static bool is_part(char letter) {
    return isalnum((unsigned char)letter) || letter == '-' || letter == '_';
}

/* Brackets, bars, commas and dots separate words in a usage. */
static void add_words(struct ent_words *out, const char *text, size_t length) {
    for (size_t at = 0; at < length;) {
        char word[64];
        size_t size = 0;
        while (at + size < length && is_part(text[at + size]))
            size++;
        snprintf(word, sizeof word, "%.*s", (int)size, text + at);
        if (size)
            add_word(out, word);
        at += size + (size == 0);
    }
}

void ent_words_of_value(struct ent_words *out, const char *value) {
    *out = (struct ent_words){0};
    if (strcmp(value, "NAME") != 0 && !strstr(value, "..")) /* a name is anything here; A..B is a span */
        add_words(out, value, strlen(value));
}

static bool takes_value(const struct ent_verb *verb, const char *word, size_t length) {
    for (size_t i = 0; i < ENT_CLI_OPTIONS && verb->options[i].name; i++) {
        const struct ent_cli_option *option = &verb->options[i];
        bool is_long = length == strlen(option->name) + 2 && strncmp(word + 2, option->name, length - 2) == 0;
        if (is_long || (length == 2 && word[1] == option->letter))
            return option->value != NULL;
    }
    return false;
}

void ent_words_of_verb(struct ent_words *out, const struct ent_verb *verb) {
    const char *form;
    *out = (struct ent_words){0};
    for (const char *cursor = verb->usage; cursor;) {
        size_t length = ent_usage_form(&cursor, &form), at = strcspn(form, " ");
        bool value = false; /* of the option before: completed there */
        while (at < length) {
            at += strspn(form + at, " ");
            size_t size = strcspn(form + at, " ");
            size = at + size > length ? length - at : size;
            at += form[at] == '[' && form[at + 1] == '-'; /* [--out FILE] */
            size -= at > 0 && form[at - 1] == '[';
            bool option = form[at] == '-';
            if (!option && !value)
                add_words(out, form + at, size);
            value = option && takes_value(verb, form + at, size);
            at += size;
        }
    }
}

const struct ent_cli_option *ent_option_at(const struct ent_verb *verb, size_t at, const char **value) {
    size_t own = 0, count;
    const struct ent_cli_option *shared = ent_cli_shared(&count);
    while (own < ENT_CLI_OPTIONS && verb->options[own].name)
        own++;
    if (at < own) {
        *value = verb->options[at].value;
        return &verb->options[at];
    }
    for (size_t i = 0; i < count; i++) {
        bool has_own = strcmp(shared[i].name, "version") == 0; /* of the program alone */
        has_own |= strcmp(shared[i].name, "format") == 0 && !strchr(verb->formats, '|');
        for (size_t k = 0; k < own; k++)
            has_own |= strcmp(shared[i].name, verb->options[k].name) == 0;
        if (has_own || at-- > own)
            continue;
        *value = strcmp(shared[i].name, "format") == 0 ? verb->formats : shared[i].value;
        return &shared[i];
    }
    return NULL;
}

void ent_add_quoted(struct ent_text *out, const char *words, char quote, const char *instead) {
    for (const char *at = words; *at; at++) {
        if (*at == quote)
            ent_text_add(out, instead);
        else
            ent_text_add_bytes(out, at, 1);
    }
}
