/* The table for zsh: a list of verbs with what they do, and for each the specifications that _arguments reads. */
#include <string.h>

#include "pages.h"

/* Help inside '…[help]': its brackets, colons and quotes would end it. */
static void add_help(struct ent_text *out, const char *help) {
    for (const char *at = help; *at; at++) {
        if (strchr("[]:\\", *at))
            ent_text_add(out, "\\");
        if (*at == '\'')
            ent_text_add(out, "'\\''");
        else
            ent_text_add_bytes(out, at, 1);
    }
}

static void add_action(struct ent_text *out, const struct ent_words *words) {
    ent_text_format(out, "{_entente_words \"%s\" %s}", words->closed, words->kinds);
}

static void add_option(struct ent_text *out, const struct ent_cli_option *option, const char *value, bool letter) {
    struct ent_words words;
    ent_text_add(out, "            '");
    if (value)
        ent_text_add(out, "*");
    if (letter)
        ent_text_format(out, "-%c[", option->letter);
    else
        ent_text_format(out, "--%s%s[", option->name, value && value[0] != '[' ? "=" : "");
    add_help(out, option->help);
    ent_text_add(out, "]");
    if (value) {
        ent_words_of_value(&words, value);
        ent_text_format(out, "%s%s:", value[0] == '[' ? "::" : ":", option->name);
        add_action(out, &words);
    }
    ent_text_add(out, "' \\\n");
}

static void add_verb(struct ent_text *out, const struct ent_verb *verb) {
    const struct ent_cli_option *option;
    const char *value;
    struct ent_words words;
    ent_text_format(out, "    %s)\n        _arguments -S \\\n", verb->name);
    for (size_t i = 0; (option = ent_option_at(verb, i, &value)); i++) {
        add_option(out, option, value, false);
        if (option->letter)
            add_option(out, option, value, true);
    }
    ent_words_of_verb(&words, verb);
    ent_text_add(out, "            '*:word:");
    add_action(out, &words);
    ent_text_add(out, "'\n        ;;\n");
}

void ent_zsh_verbs(struct ent_text *out) {
    ent_text_add(out, "_entente_verbs=(\n");
    for (size_t i = 0; ent_verb_at(i); i++) {
        ent_text_format(out, "    '%s:", ent_verb_at(i)->name);
        ent_add_quoted(out, ent_verb_at(i)->summary, '\'', "'\\''");
        ent_text_add(out, "'\n");
    }
    ent_text_add(out, "    'help:the options of a verb'\n)\n_entente_verb() {\n    case $1 in\n");
    for (size_t i = 0; ent_verb_at(i); i++)
        add_verb(out, ent_verb_at(i));
    ent_text_add(out, "    help) _arguments '1:verb:{_describe verb _entente_verbs}' ;;\n    esac\n}\n");
}
