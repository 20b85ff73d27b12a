#include "cli/verbs.h"

int ent_verb_why(struct ent_cli *cli, const struct ent_cli_arguments *arguments) {
    (void)arguments;
    ent_fail(&cli->error, ENT_ERROR_USAGE, "not built yet");
    return ent_cli_fail(cli);
}
