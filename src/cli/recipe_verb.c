/* What entente recipe takes: read by the program entente-recipe, told by its help and by that of entente. */
#include "cli/verbs.h"

const struct ent_verb ent_recipe_verb = {
    .name = "recipe",
    .summary = "propose a recipe from a look at a file",
    .usage = "recipe FILE",
    .group = "Keep the record",
    .formats = "text",
    .details = "Columns of states, times, missing codes, values and types are found by what they hold; what "
               "was found stands in remarks, and DECIDE marks what a person has to settle. Kept in a "
               "file, it is what add --recipe takes.\n\n"
               "  entente recipe my.csv\n",
    .options = {{"member", 0, "NAME", "the file in an archive"}, {"source", 0, "NAME", "what to call it"}},
    .passes_on = true};
