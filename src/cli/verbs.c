/* The table of verbs: a new verb is one file and one entry here; help is made from it. */
#include "cli/verbs.h"

#include <string.h>

static const struct ent_verb verbs[] = {
    {.name = "check",
     .summary = "whether a statement holds, by every measure of what it speaks of",
     .usage = "check -c CLAIM... | check FILE",
     .group = "Ask",
     .formats = "text|json|tsv",
     .details =
         "FILE is a claims file, or one claim a line; - is standard input.\n\n"
         "  entente check -c 'alignment(IND, USA) highest since 1990s at 2018'\n"
         "  entente check statements.claims --expect\n\n"
         "With -c the exit status is 0 when all hold, 1 when one fails, 3 otherwise; of a file 2 when a claim is "
         "broken; with --against 1 when a verdict changed.\n",
     .options = {{"claim", 'c', "CLAIM", "a claim; may be given several times"},
                 {"as-of", 0, "DATE", "only releases published by then; today's verdict beside"},
                 {"dateline", 0, "DATE", "when it was said: 'now', and the last year to use"},
                 {"against", 0, "OLD", "what changed since check --format json wrote OLD"},
                 {"specs", 0, "[all]", "the specification curve; all: those that never decide, do"},
                 {"all", 0, NULL, "show also the specifications that never decide"},
                 {"confidence", 0, "SHARE", "what fewer replicates share is open: too close"},
                 {"intervals", 0, NULL, "draw intervals even where no margin is small"},
                 {"expect", 0, NULL, "exit with 1 where an expect line of the file is not met"},
                 {"seed", 0, "N", "of the bootstrap (1)"},
                 {"replicates", 0, "N", "of the bootstrap (1000)"}},
     .rare = " seed replicates intervals ",
     .run = ent_verb_check},
    {.name = "show",
     .summary = "a state, a pair or three states through time",
     .usage = "show A [B [C]] [WHAT]",
     .group = "Ask",
     .formats = "text|json|tsv",
     .details = "WHAT is a concept (alignment) or a measure (votes.kappa): entente list measures. A state is "
                "a code, a name of today or of then, a list's number; @EU a group.\n\n"
                "  entente show IND PAK\n"
                "  entente show brazil argentina votes.kappa --intervals --format tsv\n"
                "  entente show USA RUS CHN\n"
                "  entente show BRA ARG alignment --specs --year 2018\n",
     .options = {{"seniority", 0, NULL, "of two: who has more, since when, how sure"},
                 {"intervals", 0, NULL, "95 % intervals of measures that can draw them"},
                 {"specs", 0, NULL, "the specification curve: place and rank of each"},
                 {"year", 0, "Y", "of the curve (the last that most core measures see)"},
                 {"all", 0, NULL, "also the specifications of a concept that never decide"},
                 {"source", 0, "SOURCE", "only this source"},
                 {"years", 0, "A..B", "only these years"},
                 {"as-of", 0, "DATE", "only releases published by this day"},
                 {"replicates", 0, "N", "of the bootstrap (1000)"},
                 {"seed", 0, "N", "of the bootstrap (1)"}},
     .run = ent_verb_show},
    {.name = "rank",
     .summary = "who is highest, sets records, was first or rose most, of all",
     .usage = "rank WHAT [A [B]] | rank extremes|records|firsts|risers|reversals WHAT ...",
     .group = "Ask",
     .formats = "text|json|tsv",
     .details = "Of a measure, or of each core measure of a concept, over all states or pairs. With A, or A and B, "
                "only rows of these; their ranks are among all.\n\n"
                "  entente rank votes.kappa --year 2018 --among @majors\n"
                "  entente rank risers gdp.usd --years 2000..2017 --by ratio\n"
                "  entente rank reversals capability.cinc --among @majors\n",
     .options = {{"year", 0, "Y", "the year (the last one seen)"},
                 {"years", 0, "A..B", "of all forms over a span (all; risers: ten)"},
                 {"among", 0, "GROUP", "only @GROUP in its years, or states: IND,PAK"},
                 {"top", 0, "N", "rows to write (12; 0 is all)"},
                 {"reverse", 0, NULL, "lowest, record lows, latest firsts, fallers"},
                 {"by", 0, "WAY", "of risers: difference (else) or ratio"},
                 {"above", 0, "X", "firsts: first year above X (0)"},
                 {"intervals", 0, NULL, "95 % intervals of measures that can draw them"},
                 {"list", 0, "cow|gw", "whose members are ranked (cow)"},
                 {"as-of", 0, "DATE", "only releases published by this day"}},
     .run = ent_verb_rank},
    {.name = "why",
     .summary = "any number down to its rows, files, lines and checksums",
     .usage = "why EXPRESSION",
     .group = "Ask",
     .formats = "text|json|tsv",
     .details = "  entente why 'votes.kappa(IND, PAK) @ 2018'\n"
                "  entente why 'gdp.usd(IND) / gdp.usd(PAK) @ 2017'\n",
     .options = {{"rows", 0, "N", "how many rows of each number to show (12; 0 is all)"},
                 {"as-of", 0, "DATE", "only releases published by this day"}},
     .run = ent_verb_why},
    {.name = "ledger",
     .summary = "opinions and forecasts of claims files: due, scored",
     .usage = "ledger FILE...",
     .group = "Ask",
     .formats = "text|json|tsv",
     .details =
         "By the day they are due. A forecast is scored like any claim once the record reaches that day: its "
         "newest release, or --as-of. An opinion is kept, never scored. Who said it stands behind a dash: -- role, "
         "body (STATE), date.\n\n"
         "  entente ledger statements.claims --due 2024\n",
     .options = {{"due", 0, "YEAR", "forecasts due by then"},
                 {"kind", 0, "opinion|forecast", "only these"},
                 {"state", 0, "STATE", "only those whose body is of this state"},
                 {"as-of", 0, "DATE", "only releases published by then; today's verdict beside"}},
     .run = ent_verb_ledger},
    {.name = "list",
     .summary = "what there is: sources, releases, measures, concepts, states, groups",
     .usage = "list sources|releases|measures|concepts|states|groups|strands [NAME] | "
              "list coverage [SOURCE [STATE]]",
     .group = "Ask",
     .formats = "text|json|tsv",
     .details = "With a NAME: everything about this one. STATE may be all of them: all.\n\n"
                "  entente list measures votes.kappa\n"
                "  entente list coverage pwt IND\n"
                "  entente list groups\n",
     .run = ent_verb_list},
    {.name = "export",
     .summary = "panels and matrices as files, with codebook and citations",
     .usage = "export panel --unit UNIT --strands LIST [--out FILE] | export matrix MEASURE --year Y",
     .group = "Take away",
     .formats = "tsv|csv",
     .details =
         "LIST names measures, sources or concepts (nmc,votes.kappa:weights=linear as k). "
         "Each value has a column that says its kind: a hole is never a zero. What a licence does not let pass is "
         "withheld, but with --own-use.\n\n"
         "  entente export panel --unit dyad-year --strands votes.kappa --out panel.tsv\n"
         "  entente export matrix votes.agreement --year 2015 --ids cow\n",
     .options = {{"unit", 0, "dyad-year|directed-dyad-year|state-year", "what a row is"},
                 {"strands", 0, "LIST", "the columns"},
                 {"ids", 0, "LIST", "codes of the rows (cow,gw,iso3; also code, name)"},
                 {"years", 0, "A..B", "else all that a column covers"},
                 {"year", 0, "Y|A..B", "of a matrix"},
                 {"list", 0, "cow|gw", "whose members make the rows (cow)"},
                 {"among", 0, "GROUP", "only @GROUP in its years, or states: IND,PAK"},
                 {"as-of", 0, "DATE", "only releases published by this day"},
                 {"reasons", 0, NULL, "also the reason of each hole"},
                 {"own-use", 0, NULL, "also what may not be passed on: for you alone"},
                 {"out", 0, "FILE", "and FILE's codebook and BibTeX beside it"}},
     .rare = " list reasons as-of ",
     .run = ent_verb_export},
    {.name = "cite",
     .summary = "citations with version, date, checksum and licence",
     .usage = "cite SOURCE... | cite SOURCE@VERSION | cite -c CLAIM",
     .group = "Take away",
     .formats = "text|bibtex|json",
     .details = "Of a source its newest release; of a claim every release that its specifications "
                "used.\n\n"
                "  entente cite un-votes pwt@10.01 --format bibtex\n"
                "  entente cite -c 'alignment(IND, USA) highest since 1990s at 2018'\n",
     .options = {{"claim", 'c', "CLAIM", "a claim; may be given several times"},
                 {"as-of", 0, "DATE", "only releases published by this day"}},
     .run = ent_verb_cite},
    {.name = "sql",
     .summary = "questions in SQL, reading only",
     .usage = "sql QUERY | sql --views",
     .group = "Take away",
     .formats = "text|json|tsv",
     .details = "One statement over views whose days and names can be read (facts, releases, windows, ballots "
                "and more) or over the tables themselves. See docs/sql.md.\n\n"
                "  entente sql 'SELECT source, version, facts FROM releases'\n"
                "  entente sql --views\n",
     .options = {{"views", 0, NULL, "the views and their columns"},
                 {"rows", 0, "N", "no more rows (1000 as text; 0 is all)"},
                 {"seconds", 0, "N", "no more time (30; 0 is no limit)"},
                 {"memory", 0, "MB", "no more memory (512; 0 is no limit)"}},
     .run = ent_verb_sql},
    {.name = "diff",
     .summary = "what one release says otherwise than another, down to verdicts",
     .usage = "diff SOURCE VERSION VERSION | diff SOURCE:VERSION SOURCE:VERSION",
     .group = "Keep the record",
     .formats = "text|json|tsv",
     .details = "By strand: figures changed, with the median and the largest change, dropped and added. What is "
                "missing in words counts as not there. Of votes: roll calls by name and day, and the ballots in those "
                "of both, by state.\n\n"
                "  entente diff pwt 10.01 10.01\n",
     .options = {{"claims", 0, "FILE", "and the claims of FILE whose verdict is another with the second release"},
                 {"rows", 0, "N", "as text no more rows of a kind (10; 0 is all)"}},
     .run = ent_verb_diff},
    {.name = "remove",
     .summary = "take a release out of the record again",
     .usage = "remove SOURCE VERSION",
     .group = "Keep the record",
     .formats = "text",
     .details = "In one transaction, with everything of it; the other releases stay as they are. The file keeps its "
                "size: what is free in it is used by what is added next.\n\n"
                "  entente remove pwt 10.01 --dry-run\n",
     .options = {{"dry-run", 0, NULL, "say what would go; change nothing"}},
     .run = ent_verb_remove},
};

/* Done by other programs, which share these. */
static const struct ent_verb *const elsewhere[] = {&ent_add_verb, &ent_recipe_verb};

enum { HERE = sizeof verbs / sizeof verbs[0], ELSEWHERE = sizeof elsewhere / sizeof elsewhere[0] };

const struct ent_verb *ent_verb_at(size_t at) {
    if (at < HERE)
        return &verbs[at];
    return at < HERE + ELSEWHERE ? elsewhere[at - HERE] : NULL;
}

const struct ent_verb *ent_verb_find(const char *name) {
    for (size_t i = 0; ent_verb_at(i); i++)
        if (strcmp(ent_verb_at(i)->name, name) == 0)
            return ent_verb_at(i);
    return NULL;
}
