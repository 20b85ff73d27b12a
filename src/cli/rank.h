/* What the forms of rank share: the question, and the tables that answer it. */
#ifndef ENT_CLI_RANK_H
#define ENT_CLI_RANK_H

#include "cli/cli.h"
#include "question/league.h"
#include "report/patience.h"

/* One table: one specification by one source. */
struct ent_rank_table {
    const char *specification, *source; /* as written; "un-votes 2026-04" */
    const char *note;                   /* NULL, or what a reader must know of the source */
    struct ent_request request;
    enum ent_scale scale;
    const char *unit;
    int first_year, last_year;
    struct ent_league league;
    const char *rule;
};

struct ent_rank {
    struct ent_cli *cli;
    const struct ent_cli_arguments *arguments;
    enum ent_league_form form;
    bool reversals; /* instead of a form */
    const char *orientation; /* of the first measure: the others of a concept are meant as it runs; NULL until known */
    const char *what, *among, *list; /* among is NULL for everybody on the list */
    ent_state with[2];               /* only rows of these; ranks are among all */
    size_t with_count;
    bool reverse, ratio, intervals;
    double above;
    int first_year, last_year; /* --years or --year; 0, 0: by the source */
    long top;                  /* rows to print; 0: all */
    ent_day as_of;
    struct ent_rank_table *tables;
    size_t table_count, table_capacity;
};

/* rank_reversals.c: the league of reversals by each specification, under both rules of membership. */
int ent_rank_reversals(struct ent_rank *rank, const char **specifications, size_t count, bool of_concept);

/* Around work over all states: it tells how far it is. */
void ent_rank_wait(struct ent_rank *rank, struct ent_patience *patience);
void ent_rank_waited(struct ent_rank *rank, struct ent_patience *patience);

/* A specification as a request under the options of the run; *out has no measure where the record lacks what a concept
 * names. */
int ent_rank_request(struct ent_rank *rank, const char *specification, bool of_concept, struct ent_request *out);

/* "un-votes 2024-03, pwt 10.01" */
const char *ent_rank_source(struct ent_rank *rank, const struct ent_release *const *releases, size_t count);

/* Whether a row of these states is to be written. */
bool ent_rank_wanted(const struct ent_rank *rank, ent_state a, ent_state b);

const char *ent_rank_range(struct ent_arena *arena, int low, int high); /* "3", "3–5" */

/* rank_print.c: the tables in the format that was asked. */
int ent_rank_print(struct ent_rank *rank);

/* "the 193 states of the list cow", "@majors" */
const char *ent_rank_among(const struct ent_rank *rank);

#endif
