/* check --against OLD.json: a correction log. What was answered then (what check --format json wrote) beside what is
 * answered now: verdicts, specifications, numbers, and the releases that they rest on. */
#ifndef ENT_CLI_AGAINST_H
#define ENT_CLI_AGAINST_H

#include <jansson.h>

#include "cli/cli.h"

/* The two answers to one claim; text is the JSON's. Of a claim that is new or gone one side is NULL. */
struct ent_against_side {
    const char *statement; /* its number in the claims file; NULL with -c */
    const char *claim;     /* canonical; as written where nothing was evaluated */
    const char *result;    /* the verdict; of an opinion or forecast what the ledger said */
    const char *id;        /* of the answer; NULL */
    const json_t *answer;  /* NULL where nothing was evaluated */
};

/* A specification that says otherwise, or with other numbers. `before` or `now` is NULL where it was not there. */
struct ent_against_finding {
    const json_t *before, *now;
};

enum ent_against_kind {
    ENT_AGAINST_SAME,
    ENT_AGAINST_READING, /* read otherwise (another version of a concept), with the same outcome everywhere */
    ENT_AGAINST_NUMBERS,
    ENT_AGAINST_SPECIFICATION, /* a specification has another outcome, or is new or gone */
    ENT_AGAINST_VERDICT
};

struct ent_against_change {
    enum ent_against_kind kind;
    const struct ent_against_side *before, *now;
    struct ent_against_finding *findings;
    size_t finding_count;
    const char **releases_gone, **releases_new; /* "pwt 10.0" */
    size_t releases_gone_count, releases_new_count;
    const char **readings_gone, **readings_new;
    size_t readings_gone_count, readings_new_count;
};

struct ent_against {
    const char *path;
    struct ent_against_change *changes; /* in the order of now; those of kind SAME are only counted */
    size_t change_count;
    const struct ent_against_side **added, **gone;
    size_t added_count, gone_count;
    size_t kinds[ENT_AGAINST_VERDICT + 1]; /* how many pairs of each kind */
    size_t rereleased;                     /* of the same: how many rest on other releases by now */
};

/* Compares the file at `path` with the JSON of this run; memory is the run's. Errors: a file that is not JSON, with the
 * line, or not an answer of check. */
int ent_against_compare(struct ent_cli *cli, const char *path, const char *now, size_t length, struct ent_against *out,
                        json_t *owned[2]);

/* The log in the format of the run. */
void ent_against_print(struct ent_cli *cli, const struct ent_against *against);

/* A string of an object; NULL where it has none. */
const char *ent_against_text(const json_t *object, const char *key);

#endif
