/* entente export: what its parts share. */
#ifndef ENT_CLI_EXPORT_H
#define ENT_CLI_EXPORT_H

#include "cli/cli.h"
#include "report/panel.h"

/* Adds what a list names ("alliance,votes.kappa:weights=linear as kappa,nmc") to the panel: measures with options,
 * concepts (their core specifications), sources (all that they have). */
int ent_export_columns(struct ent_cli *cli, struct ent_panel *panel, const char *list, ent_day as_of);

#endif
