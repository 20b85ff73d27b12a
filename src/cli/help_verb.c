/* The help of a verb, made from its entry in the table: never wider than a terminal of 80 columns. */
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

enum { WIDTH = 80, LEFT = 23 };

static void wrap(struct ent_text *out, const char *words, size_t length, size_t at, size_t indent) {
    struct ent_text part;
    ent_text_init(&part);
    ent_text_add_bytes(&part, words, length);
    ent_text_wrap(out, part.bytes, at, indent, WIDTH);
    ent_text_add(out, "\n");
    out->failed |= part.failed;
    ent_text_release(&part);
}

size_t ent_usage_form(const char **cursor, const char **form) {
    const char *end = strstr(*cursor, " | ");
    *form = *cursor;
    *cursor = end ? end + 3 : NULL;
    return end ? (size_t)(end - *form) : strlen(*form);
}

static void add_usage(struct ent_text *out, const struct ent_verb *verb) {
    const char *head = "usage:", *form, *options = verb->options[0].name ? " [OPTIONS]" : "";
    for (const char *cursor = verb->usage; cursor; head = "") {
        size_t length = ent_usage_form(&cursor, &form), name = strcspn(form, " ");
        name = name < length ? name : length;
        ent_text_format(out, "%-6s entente %.*s%s", head, (int)name, form, options);
        size_t at = 6 + 9 + name + strlen(options);
        wrap(out, form + name, length - name, at, 16);
    }
}

/* Paragraphs are filled; examples, which two spaces begin, stay as they are. */
static void add_details(struct ent_text *out, const char *details) {
    while (*details) {
        const char *end = strstr(details, "\n\n");
        size_t length = end ? (size_t)(end - details) : strlen(details);
        ent_text_add(out, "\n");
        if (strncmp(details, "  ", 2) == 0)
            ent_text_format(out, "%.*s%s", (int)length, details, details[length - 1] == '\n' ? "" : "\n");
        else
            wrap(out, details, length, 0, 0);
        details += length;
        details += strspn(details, "\n");
    }
}

static void add_option(struct ent_text *out, const struct ent_cli_option *option, const char *value, const char *help) {
    char left[80];
    snprintf(left, sizeof left, "%s%c%s--%s%s%s", option->letter ? "-" : "", option->letter ? option->letter : ' ',
             option->letter ? ", " : "", option->name, value ? " " : "", value ? value : "");
    const char *shown = option->letter ? left : left + 1;
    if (strlen(shown) > LEFT - 3)
        ent_text_format(out, "  %s\n%*s", shown, (int)LEFT, "");
    else
        ent_text_format(out, "  %-*s ", (int)LEFT - 3, shown);
    wrap(out, help, strlen(help), LEFT, LEFT);
}

static bool is_rare(const struct ent_verb *verb, const char *name) {
    char word[64];
    snprintf(word, sizeof word, " %s ", name);
    return verb->rare && strstr(verb->rare, word);
}

/* "also (man entente-add): --seen --form" */
static void add_rare(struct ent_text *out, const struct ent_verb *verb) {
    struct ent_text names;
    ent_text_init(&names);
    for (size_t i = 0; i < ENT_CLI_OPTIONS && verb->options[i].name; i++)
        if (is_rare(verb, verb->options[i].name))
            ent_text_format(&names, " --%s", verb->options[i].name);
    if (names.length) {
        size_t before = out->length;
        ent_text_format(out, "  also (man entente-%s):", verb->name);
        wrap(out, names.bytes, names.length, out->length - before, 4);
    }
    out->failed |= names.failed;
    ent_text_release(&names);
}

void ent_help_verb(struct ent_text *out, const struct ent_verb *verb) {
    size_t count;
    const struct ent_cli_option *shared = ent_cli_shared(&count);
    add_usage(out, verb);
    ent_text_format(out, "\n%s\n", verb->summary);
    if (verb->details)
        add_details(out, verb->details);
    ent_text_add(out, "\n");
    for (size_t i = 0; i < ENT_CLI_OPTIONS && verb->options[i].name; i++)
        if (!is_rare(verb, verb->options[i].name))
            add_option(out, &verb->options[i], verb->options[i].value, verb->options[i].help);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(shared[i].name, "record") == 0)
            add_option(out, &shared[i], shared[i].value, "the record (else $ENTENTE_RECORD)");
        else if (strcmp(shared[i].name, "format") == 0 && strchr(verb->formats, '|'))
            add_option(out, &shared[i], "F", verb->formats);
    }
    add_rare(out, verb);
}
