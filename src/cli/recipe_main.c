/* entente-recipe: proposes a recipe from a look at a file. A program of its own, as entente-add is, for its libraries.
 */
#include <stdio.h>
#include <stdlib.h>

#include "cli/program.h"
#include "cli/verbs.h"
#include "source/propose.h"

static int propose(struct ent_cli *cli, const struct ent_cli_arguments *arguments) {
    struct ent_record *record;
    if (arguments->count != 1)
        return ent_fail(&cli->error, ENT_ERROR_USAGE, "one file is needed, as in: entente recipe my.csv");
    if (!cli->record_path || !*cli->record_path)
        return ent_fail(&cli->error, ENT_ERROR_USAGE,
                        "which record? It knows the codes of states. Give --record PATH or set ENTENTE_RECORD");
    ENT_TRY(ent_record_open(&record, cli->record_path, ENT_RECORD_READ, &cli->error));
    int status = ent_propose(record, arguments->words[0], ent_cli_value(arguments, "member"),
                             ent_cli_value(arguments, "source"), &cli->out, &cli->error);
    ent_record_close(record);
    return status;
}

int main(int argc, char **argv) {
    return ent_cli_program("entente-recipe", &ent_recipe_verb, propose, argc, argv);
}
