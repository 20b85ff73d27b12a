/* A sum of doubles with the rounding errors carried along (Neumaier 1974, doi:10.1002/zamm.19740540106). */
#ifndef ENT_MEASURE_SUM_H
#define ENT_MEASURE_SUM_H

#include <math.h>

struct ent_sum {
    double sum, lost;
};

static inline void ent_sum_add(struct ent_sum *sum, double value) {
    double next = sum->sum + value;
    sum->lost += fabs(sum->sum) >= fabs(value) ? (sum->sum - next) + value : (value - next) + sum->sum;
    sum->sum = next;
}

static inline double ent_sum_value(const struct ent_sum *sum) {
    return sum->sum + sum->lost;
}

#endif
