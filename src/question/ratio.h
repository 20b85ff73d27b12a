/* The log ratio of two states by one measure through time: r = ln(A / B), above 0 where A has more. What reversals,
 * parity and seniority are read from. Swapping the states turns every sign and nothing else. */
#ifndef ENT_QUESTION_RATIO_H
#define ENT_QUESTION_RATIO_H

#include "measure/measure.h"

/* A year in which both are seen, both are above 0, and both are in one unit. */
struct ent_ratio_year {
    int year;
    double log;            /* ln(A / B) */
    double error;          /* standard error of it where both sources publish an interval, else NaN */
    bool a_today, b_today; /* the figure is for the borders of today: a break since then does not lie behind it */
};

/* A series break of one of the two states. */
struct ent_ratio_break {
    int year;
    bool begins_year; /* on 1 January: the figure of the year itself is wholly of what came after */
    bool of_b;
    const char *label; /* "USSR → Russia" */
};

struct ent_ratio {
    ent_state a, b;
    struct ent_ratio_year *years; /* in order of time */
    size_t count;
    struct ent_ratio_break *breaks; /* in order of time, for each state */
    size_t break_count;
    bool numbers; /* amounts or counts: of a yes or no, of a code, or of a score that can be negative, there is no ratio
                   */
};

/* The ratio of two series of one measure in the years from..to (0, 0: all). Memory is the arena's. */
int ent_ratio_build(struct ent_arena *arena, const struct ent_states *states, const struct ent_series *a,
                    const struct ent_series *b, int from, int to, struct ent_ratio *out, struct ent_error *error);

/* The break of either state between two years whose figures are compared; NULL where there is none. A break inside a
 * year touches the steps before and after it: nobody says which state the figure of that year is of. */
const struct ent_ratio_break *ent_ratio_broken(const struct ent_ratio *ratio, const struct ent_ratio_year *before,
                                               const struct ent_ratio_year *after);

#endif
