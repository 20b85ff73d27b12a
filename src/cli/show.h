/* What the forms of show share: the states, what is asked of them, and the series that serve it. */
#ifndef ENT_CLI_SHOW_H
#define ENT_CLI_SHOW_H

#include "cli/cli.h"

struct ent_show {
    struct ent_cli *cli;
    ent_state states[3];
    size_t state_count;
    const char *group;       /* NULL, or "EU": it stands in the place of the first state, alone */
    const char *group_label; /* "@EU" */
    const char *what;        /* NULL: all strands */
    const char *source;
    bool intervals, also, curve, seniority;
    int year;                  /* of the curve; 0: the last in which most core measures are seen */
    int first_year, last_year; /* 0, 0: all */
    ent_day as_of;
    int replicates;
    uint64_t seed;
};

/* One series by one source. */
struct ent_column {
    const char *label;  /* the specification as written */
    const char *states; /* "CHN RUS" */
    const char *source; /* title and version, and the reporter where there are several */
    struct ent_request request;
    struct ent_series *series;
};

struct ent_columns {
    struct ent_column *items;
    size_t count, capacity;
};

/* Adds the series of a specification for (a, b), one for each source that serves it. A measure of one state takes a
 * alone. */
int ent_show_add(struct ent_show *show, const char *specification, ent_state a, ent_state b, struct ent_columns *out);

/* First and last year with a seen point in any series; first > last when none has. */
void ent_show_span(const struct ent_show *show, const struct ent_columns *columns, int *first, int *last);

/* A point in a cell: ".520 [.31, .68]", "yes", "–" for none, "?" for missing, "·" for undefined, "" for not covered. */
const char *ent_show_cell(struct ent_show *show, const struct ent_series *series, int year);

/* The columns as tab-separated rows or JSON, whichever was asked; false for text. */
bool ent_show_data(struct ent_show *show, const char *what, const struct ent_columns *columns);

/* Every measure of the record that these states have something of: of one state, or of the pair and of each. */
int ent_show_everything(struct ent_show *show, struct ent_columns *out);

/* The last `most` seen points: "2019: 1.2, 2018: 1.1"; "" when there is none. */
const char *ent_show_latest(struct ent_show *show, const struct ent_series *series, int most);

/* Series breaks of the states inside first..last, one line each. */
void ent_show_breaks(struct ent_show *show, int first, int last);

/* Code and usual name of a state that was asked for. */
const char *ent_show_code(const struct ent_show *show, size_t at);
const char *ent_show_name(const struct ent_show *show, size_t at);

int ent_show_series(struct ent_show *show);    /* A [B] WHAT */
int ent_show_curve(struct ent_show *show);     /* A [B] WHAT --specs */
int ent_show_seniority(struct ent_show *show); /* A B WHAT --seniority */
int ent_show_state(struct ent_show *show);     /* A */
int ent_show_pair(struct ent_show *show);      /* A B */
int ent_show_triangle(struct ent_show *show);  /* A B C */

#endif
