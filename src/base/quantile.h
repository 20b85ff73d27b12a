/* Percentile intervals of many numbers, by selection instead of sorting. */
#ifndef ENT_BASE_QUANTILE_H
#define ENT_BASE_QUANTILE_H

#include <stdbool.h>
#include <stddef.h>

/* The 2.5th and 97.5th percentile of the numbers that are not NaN, linear between order statistics (Hyndman and Fan
 * 1996, type 7: R's default). False, and nothing set, when fewer than half of them are numbers. `work` has room for 2 *
 * count. Complexity: one pass, and a selection among the few in each tail; at worst, a selection among all. */
bool ent_quantile_interval(const double *numbers, size_t count, double *work, double *low, double *high);

#endif
