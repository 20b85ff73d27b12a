/* How sure the date of a crossing is.
 *
 * Where both sources publish an interval with every figure: the share of draws with A ahead, year by year (normal in
 * logs); the date is where it passes .5, the interval where it passes .025 and .975 (METHODS 3.4, at 95 %).
 *
 * Elsewhere the log ratio around the crossing is read as a line with autocorrelated noise:
 *     r(t) = a + b (t - t0) + e(t),    e an AR(1) with correlation rho^(years between)
 * over the seen years at most ENT_DATE_REACH before and after the crossing. With the reference prior (a and b flat,
 * 1 / variance, rho uniform on -0.5 .. 0.95) the posterior of the line at t given rho is Student's t with n - 2 degrees
 * of freedom around its generalised least squares estimate, and rho weighs in by its marginal likelihood |R|^-1/2
 * |X'R^-1 X|^-1/2 S^-(n-2)/2. P(t), the share of the posterior with the line above 0, gives the date and its interval
 * as above. No draws, no seed.
 *
 * The crossing is ESTABLISHED where P is at most .025 in the first and at least .975 in the last of these years: the
 * one state was surely behind and then surely ahead, and the interval lies inside. A ratio that is flat around 0
 * crosses every other year and establishes nothing; test_crossing_date counts both on planted worlds.
 *
 * What it does not see: a path that bends hard within these years. On planted logistic paths that cross a third of their
 * way up the intervals cover in 84 (rho 0) to 91 of 100 (rho .5); on lines and on paths as steep on both sides in 95 to
 * 99.
 *
 * Zellner and Tiao 1964; Judge et al. 1985, ch. 8; the inverse question is Fieller's (1954). */
#ifndef ENT_QUESTION_CROSSING_DATE_H
#define ENT_QUESTION_CROSSING_DATE_H

#include "question/reversal.h"

enum { ENT_DATE_REACH = 15, ENT_DATE_FEWEST = 5, ENT_DATE_GRID = 20 };

/* The line for one rho: its estimate at t0, slope, and the covariance of the two. */
struct ent_date_line {
    double weight, level, slope, level_variance, slope_variance, covariance;
};

struct ent_crossing_date {
    enum { ENT_DATE_NONE, ENT_DATE_LINE, ENT_DATE_PUBLISHED } by; /* none: too few seen years on a side */
    bool established;
    double low, date, high;    /* in years, 1992.8 lies between the figures of 1992 and 1993; NaN unless established */
    int first_year, last_year; /* that it is read from */
    size_t n;
    double rho, effective_n; /* of the noise; NaN by published errors */
    /* for ent_crossing_share */
    int direction, middle;
    struct ent_date_line lines[ENT_DATE_GRID];
    const struct ent_ratio *ratio;
};

void ent_crossing_date(const struct ent_ratio *ratio, const struct ent_crossing *crossing,
                       struct ent_crossing_date *out);

/* P(t): how sure it is that the state that passes is ahead at t (years, fractions allowed); outside the years that it
 * is read from, what it is at their end. NaN where by is none. */
double ent_crossing_share(const struct ent_crossing_date *date, double year);

#endif
