#include "cli/program.h"

#include <stdio.h>
#include <stdlib.h>

static int answer(struct ent_cli *cli, const struct ent_verb *verb, ent_program_run run, int count, char **words) {
    struct ent_cli_arguments arguments;
    int used;
    ENT_TRY(ent_cli_parse(cli, verb, count, words, &arguments, &used));
    if (!ent_cli_has(&arguments, "help"))
        return run(cli, &arguments);
    ent_help_verb(&cli->out, verb);
    return ENT_OK;
}

int ent_cli_program(const char *name, const struct ent_verb *verb, ent_program_run run, int argc, char **argv) {
    struct ent_cli cli = {.name = name, .record_path = getenv("ENTENTE_RECORD")};
    ent_arena_init(&cli.arena);
    ent_text_init(&cli.out);
    int code = ENT_EXIT_FINE;
    if (answer(&cli, verb, run, argc - 1, argv + 1) == ENT_OK)
        fputs(cli.out.bytes, stdout);
    else
        code = ent_cli_fail(&cli);
    ent_text_release(&cli.out);
    ent_arena_release(&cli.arena);
    return code;
}
