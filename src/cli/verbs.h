/* The verbs, one file each. */
#ifndef ENT_CLI_VERBS_H
#define ENT_CLI_VERBS_H

#include "cli/cli.h"

int ent_verb_check(struct ent_cli *cli, const struct ent_cli_arguments *arguments);
int ent_verb_show(struct ent_cli *cli, const struct ent_cli_arguments *arguments);
int ent_verb_rank(struct ent_cli *cli, const struct ent_cli_arguments *arguments);
int ent_verb_why(struct ent_cli *cli, const struct ent_cli_arguments *arguments);
int ent_verb_list(struct ent_cli *cli, const struct ent_cli_arguments *arguments);
int ent_verb_diff(struct ent_cli *cli, const struct ent_cli_arguments *arguments);
int ent_verb_remove(struct ent_cli *cli, const struct ent_cli_arguments *arguments);
int ent_verb_export(struct ent_cli *cli, const struct ent_cli_arguments *arguments);
int ent_verb_sql(struct ent_cli *cli, const struct ent_cli_arguments *arguments);
int ent_verb_ledger(struct ent_cli *cli, const struct ent_cli_arguments *arguments);
int ent_verb_cite(struct ent_cli *cli, const struct ent_cli_arguments *arguments);

/* Done by programs of their own. */
extern const struct ent_verb ent_add_verb, ent_recipe_verb;

#endif
