/* The table of verbs: a new verb is one file and one entry here; help is made from it. */
#include "cli/verbs.h"

#include <string.h>

static const struct ent_verb verbs[] = {
    {.name = "show",
     .summary = "a state, a pair or three states through time",
     .usage = "show A [B [C]] [WHAT]",
     .formats = "text|json|tsv",
     .details = "WHAT is a concept (alignment, power) or a measure (votes.kappa); entente list measures names them.\n"
                "States are taken in any usual form: a code, a name, a former name, a number of a list.\n\n"
                "  entente show IND PAK\n"
                "  entente show brazil argentina votes.kappa --intervals --format tsv\n"
                "  entente show USA RUS CHN\n",
     .options = {{"intervals", 0, NULL, "95 % intervals of measures that can draw them"},
                 {"specs", 0, "[all]", "also the specifications of a concept that never decide"},
                 {"source", 0, "NAME", "only this source"},
                 {"years", 0, "A..B", "only these years"},
                 {"as-of", 0, "DATE", "only releases published by this day"},
                 {"replicates", 0, "N", "of the bootstrap (1000)"},
                 {"seed", 0, "N", "of the bootstrap (1)"}},
     .run = ent_verb_show},
    {.name = "check",
     .summary = "whether a statement holds, by every measure of what it speaks of",
     .usage = "check -c CLAIM... | check FILE | check -",
     .formats = "text|json|tsv",
     .details = "FILE is a claims file, or one claim a line; - is standard input. Quote a claim in a shell.\n\n"
                "  entente check -c 'alignment(IND, USA) highest since 1990s at 2018'\n"
                "  entente check statements.claims --expect\n\n"
                "With -c the exit status is 0 when all claims hold, 1 when one fails, 3 for another verdict.\n",
     .options = {{"claim", 'c', "CLAIM", "a claim; may be given several times"},
                 {"as-of", 0, "DATE", "only releases published by this day; today's verdict stands beside"},
                 {"dateline", 0, "DATE", "when it was said: caps the years a claim may use, and is 'now'"},
                 {"specs", 0, "[all]", "tables of all findings; with all, every specification decides"},
                 {"all", 0, NULL, "show also the specifications that never decide"},
                 {"confidence", 0, "SHARE", "outcomes that fewer replicates share are open: too close"},
                 {"intervals", 0, NULL, "draw intervals even where no margin is small"},
                 {"expect", 0, NULL, "exit with 1 where an expect line of the file is not met"},
                 {"seed", 0, "N", "of the bootstrap (1)"},
                 {"replicates", 0, "N", "of the bootstrap (1000)"}},
     .run = ent_verb_check},
    {.name = "why",
     .summary = "any number down to its rows, files, lines and checksums",
     .usage = "why EXPRESSION",
     .formats = "text|json|tsv",
     .details = "  entente why 'votes.kappa(IND, PAK) @ 2018'\n"
                "  entente why 'gdp.usd(IND) / gdp.usd(PAK) @ 2017'\n",
     .options = {{"rows", 0, "N", "how many rows of each number to show (12; 0 is all)"},
                 {"as-of", 0, "DATE", "only releases published by this day"}},
     .run = ent_verb_why},
    {.name = "list",
     .summary = "what there is: sources, measures, concepts, states, groups, strands, releases",
     .usage = "list sources|releases|measures|concepts|states|groups|strands [NAME]",
     .formats = "text|json|tsv",
     .details = "With a NAME: everything about this one.\n\n"
                "  entente list measures votes.kappa\n"
                "  entente list groups\n",
     .run = ent_verb_list},
    {.name = "add",
     .summary = "put a source into the record",
     .usage = "add SOURCE FILE... | add --pack",
     .formats = "text",
     .details = "Done by the program entente-add; entente add --help shows its options.\n",
     .passes_on = true,
     .run = ent_verb_add},
};

const struct ent_verb *ent_verbs(size_t *count) {
    *count = sizeof verbs / sizeof verbs[0];
    return verbs;
}

const struct ent_verb *ent_verb_find(const char *name) {
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
        if (strcmp(verbs[i].name, name) == 0)
            return &verbs[i];
    return NULL;
}
