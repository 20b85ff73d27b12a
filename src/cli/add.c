/* entente add: starts the program entente-add, which has the libraries for archives and R files. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/verbs.h"

/* Beside this program, where its folder is known. */
static const char *beside(struct ent_cli *cli) {
    const char *slash = strrchr(cli->program, '/');
    if (!slash)
        return NULL;
    const char *path = ent_arena_format(&cli->arena, "%.*s/entente-add", (int)(slash - cli->program), cli->program);
    return path && access(path, X_OK) == 0 ? path : NULL;
}

int ent_verb_add(struct ent_cli *cli, const struct ent_cli_arguments *arguments) {
    char **argv = ent_arena_alloc(&cli->arena, arguments->count + 4, sizeof *argv);
    const char *path = beside(cli);
    size_t count = 0;
    if (!argv) {
        ent_fail_memory(&cli->error);
        return ent_cli_fail(cli);
    }
    argv[count++] = "entente-add";
    if (cli->record_path) {
        argv[count++] = "--record";
        argv[count++] = (char *)cli->record_path;
    }
    for (size_t i = 0; i < arguments->count; i++)
        argv[count++] = (char *)arguments->words[i];
    if (path)
        execv(path, argv);
    else
        execvp("entente-add", argv);
    ent_fail(&cli->error, ENT_ERROR_SYSTEM, "entente-add cannot be started: it belongs beside entente or in PATH");
    return ent_cli_fail(cli);
}
