/* What is made from the table of verbs while entente is built: man pages and the completions of shells. A page is a
 * text beside the generator or in docs/man; its line `.\" VERBS` or `# VERBS` is where the table's part goes. */
#ifndef ENT_PAGES_H
#define ENT_PAGES_H

#include "cli/cli.h"

/* man.c: the verbs and shared options in entente(1); and a verb's page with `prose` (roff, "" for none) after its
 * description. */
void ent_man_verbs(struct ent_text *out);
void ent_man_verb(struct ent_text *out, const struct ent_verb *verb, const char *prose);

/* bash.c, zsh.c, fish.c: the table as each shell reads it. */
void ent_bash_verbs(struct ent_text *out);
void ent_zsh_verbs(struct ent_text *out);
void ent_fish_verbs(struct ent_text *out);

/* words.c: what can stand at a place of the command line. */
struct ent_words {
    char closed[512]; /* words of a closed set, a space after each */
    char kinds[256];  /* of names, a space after each: lists of `entente list`; listed (of the list that was named
                         before), files, folders, claims */
};

/* Of the value of an option ("FILE", "text|json|tsv"), and of all the places of a usage together. */
void ent_words_of_value(struct ent_words *out, const char *value);
void ent_words_of_verb(struct ent_words *out, const struct ent_verb *verb);

/* All options of a verb, then the shared ones that it does not have itself; NULL after the last. Fills *value with what
 * its value is called for this verb. */
const struct ent_cli_option *ent_option_at(const struct ent_verb *verb, size_t at, const char **value);

/* words with `quote` written as `instead` */
void ent_add_quoted(struct ent_text *out, const char *words, char quote, const char *instead);

#endif
