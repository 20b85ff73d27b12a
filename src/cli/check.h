/* The two halves of check: claims given one by one, and claims files. */
#ifndef ENT_CLI_CHECK_H
#define ENT_CLI_CHECK_H

#include "claim/claims_file.h"
#include "cli/cli.h"

struct ent_check_run {
    struct ent_cli *cli;
    struct ent_check_options options;
    bool tables; /* --specs: all findings of every claim of a file */
    bool expect; /* --expect */
    struct ent_json json;
    struct ent_table rows; /* tsv */
};

/* Evaluates one claim and tells progress. Errors are those of ent_check, in the run's own error. */
int ent_check_one(struct ent_check_run *run, struct ent_claim *claim, const struct ent_check_options *options,
                  struct ent_answer **out);

/* A whole claims file; returns the exit status: 2 at the end where a claim of it could not be read. */
int ent_check_file(struct ent_check_run *run, const char *name, const char *bytes, size_t length);

#endif
