/* Parts of entente diff. */
#ifndef ENT_CLI_DIFF_H
#define ENT_CLI_DIFF_H

#include "cli/cli.h"

/* A claim of the file whose verdict is another with the second release. */
struct ent_diff_claim {
    long line;
    const char *claim, *before, *after;
};

struct ent_diff_claims {
    struct ent_diff_claim *items;
    size_t count, capacity, asked, skipped; /* skipped: not evaluated yet */
};

/* Evaluates each claim of a claims file with one release of its source, then with the other. */
int ent_diff_claims(struct ent_cli *cli, const struct ent_release *before, const struct ent_release *after,
                    const char *path, struct ent_diff_claims *out);

#endif
