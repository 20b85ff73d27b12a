/* Turning points of a yearly series: when its level changed for good, how closely that is dated, and whether it is more
 * than what a series that resembles its own last year does anyway (METHODS 5).
 *
 * Date. Of seen years, in order, each may be the first of a new segment; a segment has at least `shortest` of them. The
 * posterior is that of changes.h: numbers are put to mean 0 and standard deviation 1 over the span, with the prior
 * (m0, k0, a0, b0) = (0, .01, 1, .1); a yes or no, or a code, has one share for each value, all shares alike likely.
 * The date is that of one change: `mass` is P(year is the first of the new segment | one change), the most probable
 * year its largest, the credible set the fewest years with .9 of it. Why one: over all numbers of changes the wandering
 * of an autocorrelated series takes for itself half of what the change in it has (2 s.d., rho .5, 140 years: .9 lies
 * within two years of the planted one in 7 of 100 worlds, given one change in 50), and what follows asks after one.
 * Another change in the same span is looked for before and after it. Over all numbers: `changes`.
 *
 * Existence of a change in numbers. The statistic is what the best single change takes from the sum of squares. Two
 * nulls of AR(1) series, `replicates` each, with the same noise:
 *   low   rho and standard deviation of what is left after that change, rho + (1 + 4 rho) / n for small samples: liberal
 *   high  of the series without a change, rho + (1 + 3 rho) / n (Kendall): conservative
 * rho is of neighbouring years that are both seen, at least 0, at most .99. p = (1 + as large) / (1 + replicates).
 * ESTABLISHED p_high <= .05, FRAGILE only p_low <= .05, NONE otherwise. test_turning repeats the table of METHODS 5.3,
 * from which it is known that the statistic is not a ratio and each null has the deviation of its own fit. Neither null
 * rises or falls for long, and a series that does has a change by both (a straight rise of 3 s.d. at rho .5 in 87 of 100
 * worlds of 140 years): where the least-squares line through all seen years takes more from the sum of squares than the best
 * change does, it is a SLOPE and not established (31 of 100 are left). Of `amounts`, which grow by a share of themselves,
 * likewise where it does so in logs.
 *
 * Existence in a yes or no, or a code. The statistic is ln of the Bayes factor of one change against none; the null deals
 * the lengths of the spells anew among the spells of the same value (it permutes spells, never years). It is ESTABLISHED
 * or NONE; with so few spells that fewer than 20 orders are possible, no p could be .05, and it is FEW_SPELLS: then the
 * date is that of a beginning or an end.
 *
 * Years that are not seen are left out: a segment is so many seen years, a change between two of them that are no
 * neighbours is dated to the years between, and AR(1) series run on through them.
 *
 * Turning the sign of all numbers, or yes and no, changes nothing. */
#ifndef ENT_QUESTION_TURNING_H
#define ENT_QUESTION_TURNING_H

#include <stdbool.h>
#include <stdint.h>

#include "question/changes.h"

enum { ENT_TURNING_SHORTEST = 5, ENT_TURNING_REPLICATES = 999, ENT_TURNING_ORDERS = 20 };
#define ENT_TURNING_CREDIBLE 0.9
#define ENT_TURNING_LEVEL 0.05

struct ent_turning_options {
    size_t shortest;   /* seen years of a segment; ENT_TURNING_SHORTEST for years */
    int replicates;    /* ENT_TURNING_REPLICATES */
    uint64_t seed;     /* of the nulls */
    size_t categories; /* 0: numbers; else values are 0 to categories - 1 */
    bool amounts; /* numbers of a size, not logs or scores: where all are of one sign, what grows may do so in logs */
};

enum ent_turning_verdict {
    ENT_TURNING_ESTABLISHED,
    ENT_TURNING_FRAGILE,
    ENT_TURNING_NONE,
    ENT_TURNING_SLOPE,      /* by p_high established, but a straight line takes more */
    ENT_TURNING_CONSTANT,   /* one value in all seen years: there is none */
    ENT_TURNING_FEW_SPELLS, /* too few to tell it from chance */
    ENT_TURNING_TOO_SHORT   /* fewer seen years than two segments have: nothing below is filled in */
};

/* One seen year as the first of the new segment: the change happened after the seen year before it, and by it. */
struct ent_turning_date {
    int from, to; /* years; the same where the year before is seen */
    double mass;
    bool credible;
};

struct ent_turning {
    size_t n; /* seen years */
    size_t shortest;
    int first_year, last_year; /* seen */
    enum ent_turning_verdict verdict;
    struct ent_turning_date *dates; /* n - 2 shortest + 1, in order of time; none where the verdict has no date */
    size_t date_count;
    size_t best;                /* the most probable date: of equals the first */
    double credible_mass;       /* of the credible set */
    double before, after;       /* mean on both sides of it */
    double p_low, p_high;       /* of a yes or no, or a code, the same */
    double rho, rho_whole;      /* after the change, and without it; both corrected, as the nulls have them */
    double effective_n;         /* n (1 - rho) / (1 + rho) */
    size_t spells;              /* runs of one value; 0 for numbers */
    struct ent_changes changes; /* over all numbers of changes, by seen year */
};

/* `years` in order, each once; values finite. Memory is the arena's. Complexity (8 + replicates) n^2 at the most, n
 * for each replicate. */
int ent_turning_find(struct ent_arena *arena, const int *years, const double *values, size_t n,
                     const struct ent_turning_options *options, struct ent_turning *out, struct ent_error *error);

/* "established", "fragile", "none", … */
const char *ent_turning_verdict_text(enum ent_turning_verdict verdict);

/* The same of the seen years before and after the most probable date, each for itself: whether the span holds more
 * turning points than the one. Only of a verdict with a date. */
int ent_turning_find_more(struct ent_arena *arena, const int *years, const double *values, size_t n,
                          const struct ent_turning_options *options, const struct ent_turning *turning,
                          struct ent_turning *before, struct ent_turning *after, struct ent_error *error);

/* turning_slope.c: what the best single change takes from the sum of squares; *cut is the first value after it. Whether
 * the least-squares line takes more. Logs of the sizes of values of one sign; false where there are none. */
double ent_turning_gain(const double *values, size_t n, size_t shortest, size_t *cut);
bool ent_turning_is_slope(const int *years, const double *values, size_t n, size_t shortest);
bool ent_turning_logs(const double *values, size_t n, double *out);

/* turning_null.c: whether there is a change: fills p, rho, effective_n and the verdict. */
int ent_turning_test_numbers(const int *years, const double *values, size_t n,
                             const struct ent_turning_options *options, struct ent_turning *out,
                             struct ent_error *error);
int ent_turning_test_spells(const int *years, const double *values, size_t n, const struct ent_turning_options *options,
                            struct ent_turning *out, struct ent_error *error);

#endif
