/* League tables over a sweep: who is highest, whose year is a record, who was first, who rose most. Equal keys share a
 * range of ranks: [number strictly ahead + 1, number ahead or equal] (METHODS §0). */
#ifndef ENT_QUESTION_LEAGUE_H
#define ENT_QUESTION_LEAGUE_H

#include "measure/panel.h"
#include "measure/sweep.h"

enum ent_league_form {
    ENT_LEAGUE_YEAR,     /* values of one year */
    ENT_LEAGUE_EXTREMES, /* values of all years: a state or pair stands there once, with its best year */
    ENT_LEAGUE_RECORDS,  /* for whom the year is a record, by the number of seen years that it beats in a row */
    ENT_LEAGUE_FIRSTS,   /* the first year in which each was above a threshold, earliest first */
    ENT_LEAGUE_RISERS    /* change from the first to the last year */
};

struct ent_league_question {
    enum ent_league_form form;
    bool reverse;                   /* lowest, record lows, latest firsts, fallers */
    bool ratio;                     /* risers: by the ratio of two positive values, not by the difference */
    double above;                   /* firsts */
    int first_year, last_year;      /* years looked at; the year of YEAR and RECORDS is the last */
    const struct ent_panel *within; /* who counts in which year: settled over these years */
};

struct ent_league_row {
    ent_state a, b;
    int year; /* of the value; RISERS: the last year */
    double value;
    int support;
    int other_year; /* RISERS: the first year. RECORDS: the last year as high, 0 where there is none. FIRSTS: the last
                     * seen year before that was not above, 0 where the first seen year already was: then the true
                     * first may be earlier */
    double other;   /* the value then; NaN without */
    int seen;       /* RECORDS: years that it beats in a row; else years of this state or pair that are seen */
    double key;     /* what the rank goes by, higher first */
    int rank_low, rank_high;
};

struct ent_league {
    struct ent_league_row *rows; /* by rank, then by state */
    size_t count;
    size_t possible;      /* states or pairs that count in the year (YEAR, RECORDS), in both (RISERS), in any */
    uint16_t unit;        /* of the sweep: the one that most values of the year are in; those in another are left out */
    size_t in_other_unit; /* values left out for it */
};

/* Memory is the arena's. Errors: memory; a record of a yes/no or coded measure (ENT_ERROR_USAGE). Complexity: points of
 * the sweep, and a sort of the rows. */
int ent_league_make(struct ent_arena *arena, const struct ent_sweep *sweep, bool directed,
                    const struct ent_league_question *question, struct ent_league *out, struct ent_error *error);

/* The year of the last point of a sweep; 0 where it has none. */
int ent_league_last_year(const struct ent_sweep *sweep);

/* The rule in words, as it is printed with the table. */
const char *ent_league_rule(const struct ent_league_question *question);

#endif
