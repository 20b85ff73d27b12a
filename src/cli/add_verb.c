/* What entente add takes: read by the program entente-add, told by its help and by that of entente. */
#include "cli/verbs.h"

const struct ent_verb ent_add_verb = {
    .name = "add",
    .summary = "put a release of a source into the record",
    .usage = "add SOURCE FILE... | add FILE --map ROLE=COLUMN,... | add --pack [DIR]",
    .group = "Keep the record",
    .formats = "text",
    .details = "A release is known by its checksum: adding it twice changes nothing. Archives and "
               "compressed files are read as they are. --pack makes a record of what ships. --map adds a table of your own "
               "without a recipe: roles are a, b or state; year, date or from, to; value, type, item.\n\n"
               "  entente add nmc cow_nmc.csv.gz\n"
               "  entente add gdp-wb gdp.csv --version 2024-10 --published 2024-10-21\n"
               "  entente add visits.tsv --map a=guest,b=host,date=day\n",
    .options = {{"data", 0, "DIR", "folder with recipes/ and data/"},
                {"recipe", 0, "FILE", "a recipe of your own"},
                {"member", 0, "NAME", "the file in an archive, where the recipe finds none"},
                {"form", 0, "NAME", "the layout of the file, where its name does not tell"},
                {"version", 0, "V", "what to call a release that the recipe does not know"},
                {"published", 0, "DATE", "when it was published"},
                {"seen", 0, "DATE", "when it is known to have existed"},
                {"anyway", 0, NULL, "add it although its makers withdrew it or a check of the recipe refuses it"},
                {"map", 0, "ROLES", "what the columns of your own table are"},
                {"source-name", 0, "NAME", "--map: what to call the source (the file's name)"},
                {"strand", 0, "NAME", "--map: the kind of fact (the source's name)"},
                {"scheme", 0, "NAME", "--map: the codes of states (found by what they resolve)"},
                {"unit", 0, "WORDS", "--map: of the values"},
                {"absent", 0, "none|unknown", "--map: what no row means (unknown)"},
                {"undirected", 0, NULL, "--map: neither of a and b acts on the other"},
                {"show-recipe", 0, NULL, "--map: print the recipe, add nothing"},
                {"dry-run", 0, NULL, "read, check and account; write nothing"},
                {"progress", 0, NULL, "show progress also where standard error is no terminal"},
                {"pack", 0, NULL, "states, groups and the sources that ship"}},
    .rare = " data member form seen anyway source-name strand scheme unit absent undirected show-recipe progress ",
    .passes_on = true};
