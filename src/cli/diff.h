/* Parts of entente diff. */
#ifndef ENT_CLI_DIFF_H
#define ENT_CLI_DIFF_H

#include "cli/cli.h"
#include "report/json.h"
#include "report/table.h"

/* A claim of the file whose verdict is another with the second release. */
struct ent_diff_claim {
    long line;
    const char *claim, *before, *after;
};

struct ent_diff_claims {
    struct ent_diff_claim *items;
    size_t count, capacity, asked;
    const struct ent_claim_fault **faults;  /* of claims that could not be read */
    size_t fault_count, fault_capacity;
};

/* Evaluates each claim of a claims file with one release of its source, then with the other. */
int ent_diff_claims(struct ent_cli *cli, const struct ent_release *before, const struct ent_release *after,
                    const char *path, struct ent_diff_claims *out);

/* Compares the votes of the two, where they have any: as text no more than `rows` of a kind (0: all), as JSON one member
 * "votes" of the open object, else rows of the table. */
int ent_diff_votes(struct ent_cli *cli, const struct ent_release *before, const struct ent_release *after, long rows,
                   struct ent_json *json, struct ent_table *table);

#endif
