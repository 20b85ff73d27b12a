/* Parts of entente list that have a file of their own. */
#ifndef ENT_CLI_LIST_H
#define ENT_CLI_LIST_H

#include "cli/cli.h"

/* Coverage by release and strand; of one source (NULL: all), of one state ("all": each by itself; NULL: together). */
int ent_list_coverage(struct ent_cli *cli, struct ent_table *table, const char *source, const char *state,
                      size_t *found);

#endif
