/* One change of level against a straight line: what each takes from the sum of squares. */
#include <math.h>

#include "question/turning.h"

double ent_turning_gain(const double *values, size_t n, size_t shortest, size_t *cut) {
    double mean = 0, sum = 0, best = -1;
    for (size_t i = 0; i < n; i++)
        mean += values[i];
    mean /= (double)n;
    for (size_t t = 1; t + shortest <= n; t++) {
        sum += values[t - 1] - mean;
        double gain = sum * sum * ((double)n / ((double)t * (double)(n - t)));
        if (t >= shortest && gain > best) {
            best = gain;
            *cut = t;
        }
    }
    return best;
}

static double gain_of_line(const int *years, const double *values, size_t n) {
    double year = 0, value = 0, squares = 0, product = 0;
    for (size_t i = 0; i < n; i++) {
        year += years[i] / (double)n;
        value += values[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        squares += (years[i] - year) * (years[i] - year);
        product += (years[i] - year) * (values[i] - value);
    }
    return product * product / squares;
}

bool ent_turning_is_slope(const int *years, const double *values, size_t n, size_t shortest) {
    size_t cut = 0;
    return gain_of_line(years, values, n) > ent_turning_gain(values, n, shortest, &cut);
}

bool ent_turning_logs(const double *values, size_t n, double *out) {
    for (size_t i = 0; i < n; i++) {
        if (values[i] == 0 || (values[i] > 0) != (values[0] > 0))
            return false;
        out[i] = log(fabs(values[i]));
    }
    return n > 0;
}
