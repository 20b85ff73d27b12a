/* Units that begin with a number in words. The record keeps every figure in whole units, so that a claim may write
 * "700 billion" and divide one strand by another, whatever a table counts in. */
#ifndef ENT_SOURCE_MULTIPLIER_H
#define ENT_SOURCE_MULTIPLIER_H

/* "billion current USD" is 1e9 and "current USD"; "million" alone counts heads (""). *factor is 1 for other units. */
const char *ent_unit_whole(const char *unit, double *factor);

#endif
