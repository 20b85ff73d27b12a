/* Help on the program, made from the table of verbs: one screen of 24 lines, 80 columns. */
#include <string.h>

#include "cli/cli.h"

static const char *group_of(const struct ent_verb *verb) {
    return verb->group ? verb->group : "More";
}

/* Groups in the order in which the table first names them. */
static bool is_first_of_group(size_t at) {
    for (size_t i = 0; i < at; i++)
        if (strcmp(group_of(ent_verb_at(i)), group_of(ent_verb_at(at))) == 0)
            return false;
    return true;
}

static void add_verbs(struct ent_text *out) {
    for (size_t first = 0; ent_verb_at(first); first++) {
        if (!is_first_of_group(first))
            continue;
        ent_text_format(out, "%s\n", group_of(ent_verb_at(first)));
        for (size_t i = first; ent_verb_at(i); i++)
            if (strcmp(group_of(ent_verb_at(i)), group_of(ent_verb_at(first))) == 0)
                ent_text_format(out, "  %-7s %s\n", ent_verb_at(i)->name, ent_verb_at(i)->summary);
    }
}

void ent_help_program(struct ent_text *out) {
    ent_text_add(out, "usage: entente VERB [OPTIONS] [WORDS]        entente help VERB tells its options\n"
                      "Checks statements about relations between states against the public record.\n\n");
    add_verbs(out);
    ent_text_add(out, "\n--record PATH is the record, else $ENTENTE_RECORD; --format text, json or tsv.\n"
                      "Exit status: 0 answered, or the claim holds; 1 it fails; 2 wrong usage or input;\n"
                      "3 any other verdict of check -c; 4 the record cannot be read.\n");
}

void ent_help_examples(struct ent_text *out) {
    ent_text_add(out, "entente checks statements about relations between states against the public\n"
                      "record. Try:\n\n"
                      "  entente check -c 'alignment(IND, USA) highest since 1990s at 2018'\n"
                      "  entente show CHN RUS USA\n"
                      "  entente why 'gdp.usd(CHN) / gdp.usd(RUS) @ 2017'\n\n"
                      "entente help lists what else it does.\n");
}
