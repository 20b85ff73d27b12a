/* The main function of a program that does one verb, as entente-add does `add`. */
#ifndef ENT_CLI_PROGRAM_H
#define ENT_CLI_PROGRAM_H

#include "cli/cli.h"

typedef int (*ent_program_run)(struct ent_cli *cli, const struct ent_cli_arguments *arguments);

/* Reads the arguments by the verb's table, prints its help where that is asked, else runs; answers go to standard
 * output, errors to standard error. Returns the exit status. */
int ent_cli_program(const char *name, const struct ent_verb *verb, ent_program_run run, int argc, char **argv);

#endif
