/* The table for fish: a line for each verb, option and place. */
#include <string.h>

#include "pages.h"

static void add_quoted(struct ent_text *out, const char *words) {
    ent_text_add(out, "'");
    ent_add_quoted(out, words, '\'', "\\'");
    ent_text_add(out, "'");
}

static bool has_files(const struct ent_words *words) {
    return strstr(words->kinds, "files ") || strstr(words->kinds, "folders ");
}

/* What can stand here, as arguments of `complete`. */
static void add_words(struct ent_text *out, const struct ent_words *words) {
    if (has_files(words))
        ent_text_add(out, " -F");
    if (words->closed[0] || words->kinds[0])
        ent_text_format(out, " -a '%s(__entente_names %s)'", words->closed, words->kinds);
}

static void add_option(struct ent_text *out, const struct ent_verb *verb, const struct ent_cli_option *option,
                       const char *value) {
    struct ent_words words;
    ent_text_format(out, "complete -c entente -n '__entente_verb %s' -l %s", verb->name, option->name);
    if (option->letter)
        ent_text_format(out, " -s %c", option->letter);
    if (value && value[0] != '[') {
        ent_words_of_value(&words, value);
        ent_text_add(out, has_files(&words) ? " -r" : " -x");
        add_words(out, &words);
    }
    ent_text_add(out, " -d ");
    add_quoted(out, option->help);
    ent_text_add(out, "\n");
}

static void add_verb(struct ent_text *out, const struct ent_verb *verb) {
    const struct ent_cli_option *option;
    const char *value;
    struct ent_words words;
    ent_text_format(out, "complete -c entente -n __entente_needs_verb -a %s -d ", verb->name);
    add_quoted(out, verb->summary);
    ent_text_add(out, "\n");
    ent_words_of_verb(&words, verb);
    if (words.closed[0] || words.kinds[0]) {
        ent_text_format(out, "complete -c entente -n '__entente_verb %s'", verb->name);
        add_words(out, &words);
        ent_text_add(out, "\n");
    }
    for (size_t i = 0; (option = ent_option_at(verb, i, &value)); i++)
        add_option(out, verb, option, value);
}

void ent_fish_verbs(struct ent_text *out) {
    for (size_t i = 0; ent_verb_at(i); i++)
        add_verb(out, ent_verb_at(i));
    ent_text_add(out, "complete -c entente -n '__entente_verb help' -a '");
    for (size_t i = 0; ent_verb_at(i); i++)
        ent_text_format(out, "%s%s", i ? " " : "", ent_verb_at(i)->name);
    ent_text_add(out, "'\ncomplete -c entente -n __entente_needs_verb -a help -d 'the options of a verb'\n");
}
