/* Distribution functions that statistics need. */
#ifndef ENT_BASE_DISTRIBUTION_H
#define ENT_BASE_DISTRIBUTION_H

/* Share of a standard normal distribution below z. */
double ent_normal_below(double z);

/* The z below which lies the share p; p in (0, 1). Absolute error below 1e-9 (Acklam's rational start, one step of
 * Halley's). */
double ent_normal_at(double p);

/* Share of Student's t with `freedom` degrees (> 0, need not be whole) below t: the incomplete beta function by Lentz's
 * continued fraction (Press et al., Numerical Recipes, 6.4). Absolute error below 1e-10. */
double ent_student_below(double t, double freedom);

/* The t below which lies the share p; p in (0, 1), by bisection. */
double ent_student_at(double p, double freedom);

#endif
