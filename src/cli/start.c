/* A verb that is a program of its own, with libraries that entente does without: entente add starts entente-add. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

/* Beside this program, where its folder is known. */
static const char *beside(struct ent_cli *cli, const char *name) {
    const char *slash = strrchr(cli->program, '/');
    if (!slash)
        return NULL;
    const char *path = ent_arena_format(&cli->arena, "%.*s/%s", (int)(slash - cli->program), cli->program, name);
    return path && access(path, X_OK) == 0 ? path : NULL;
}

int ent_cli_start(struct ent_cli *cli, const struct ent_verb *verb, const struct ent_cli_arguments *arguments) {
    char **argv = ent_arena_alloc(&cli->arena, arguments->count + 4, sizeof *argv);
    char *name = ent_arena_format(&cli->arena, "entente-%s", verb->name);
    size_t count = 0;
    if (!argv || !name) {
        ent_fail_memory(&cli->error);
        return ent_cli_fail(cli);
    }
    const char *path = beside(cli, name);
    argv[count++] = name;
    if (cli->record_path) {
        argv[count++] = "--record";
        argv[count++] = (char *)cli->record_path;
    }
    for (size_t i = 0; i < arguments->count; i++)
        argv[count++] = (char *)arguments->words[i];
    if (path)
        execv(path, argv);
    else
        execvp(name, argv);
    ent_fail(&cli->error, ENT_ERROR_SYSTEM, "%s cannot be started: it belongs beside entente or in PATH", name);
    return ent_cli_fail(cli);
}
