/* The table for bash: one case, whose keys are verbs and "verb --option" where that takes a value. */
#include <string.h>

#include "pages.h"

static void add_words(struct ent_text *out, const struct ent_words *words) {
    ent_text_format(out, "words='%s' kinds='%s' ;;\n", words->closed, words->kinds);
}

static void add_verb(struct ent_text *out, const struct ent_verb *verb) {
    const struct ent_cli_option *option;
    const char *value;
    struct ent_words words;
    ent_text_format(out, "    %s)\n        options='", verb->name);
    for (size_t i = 0; (option = ent_option_at(verb, i, &value)); i++)
        ent_text_format(out, "%s--%s", i ? " " : "", option->name);
    ent_text_add(out, "'\n        ");
    ent_words_of_verb(&words, verb);
    add_words(out, &words);
    for (size_t i = 0; (option = ent_option_at(verb, i, &value)); i++) {
        if (!value)
            continue;
        ent_text_format(out, "    '%s --%s'", verb->name, option->name);
        if (option->letter)
            ent_text_format(out, " | '%s -%c'", verb->name, option->letter);
        if (value[0] == '[')
            ent_text_add(out, ") optional=yes ");
        else
            ent_text_add(out, ") ");
        ent_words_of_value(&words, value);
        add_words(out, &words);
    }
}

void ent_bash_verbs(struct ent_text *out) {
    ent_text_add(out, "_entente_verbs='");
    for (size_t i = 0; ent_verb_at(i); i++)
        ent_text_format(out, "%s ", ent_verb_at(i)->name);
    ent_text_add(out, "help'\n_entente_table() {\n    options='' words='' kinds='' optional=''\n    case $1 in\n");
    for (size_t i = 0; ent_verb_at(i); i++)
        add_verb(out, ent_verb_at(i));
    ent_text_add(out, "    *) return 1 ;;\n    esac\n}\n");
}
