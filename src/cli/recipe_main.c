/* entente-recipe: proposes a recipe from a look at a file. A program of its own, as entente-add is, for its libraries.
 */
#include <stdio.h>
#include <stdlib.h>

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

static int answer(struct ent_cli *cli, int count, char **words) {
    struct ent_cli_arguments arguments;
    int used;
    ENT_TRY(ent_cli_parse(cli, &ent_recipe_verb, count, words, &arguments, &used));
    if (!ent_cli_has(&arguments, "help"))
        return propose(cli, &arguments);
    ent_help_verb(&cli->out, &ent_recipe_verb);
    return ENT_OK;
}

int main(int argc, char **argv) {
    struct ent_cli cli = {.name = "entente-recipe", .record_path = getenv("ENTENTE_RECORD")};
    ent_arena_init(&cli.arena);
    ent_text_init(&cli.out);
    int code = ENT_EXIT_FINE;
    if (answer(&cli, argc - 1, argv + 1) == ENT_OK)
        fputs(cli.out.bytes, stdout);
    else
        code = ent_cli_fail(&cli);
    ent_text_release(&cli.out);
    ent_arena_release(&cli.arena);
    return code;
}
