/* The robust slope of a series, and how sure it is. */
#include "question/trend.h"

#include <math.h>
#include <stdlib.h>

#include "base/distribution.h"

static int compare(const void *a, const void *b) {
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static double median(double *values, size_t n) {
    qsort(values, n, sizeof *values, compare);
    return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

/* Correlation of residuals of neighbouring years, corrected for small samples. */
static double correlation(const int *years, const double *residuals, size_t n) {
    double mean = 0, square = 0, product = 0;
    size_t pairs = 0;
    for (size_t i = 0; i < n; i++)
        mean += residuals[i] / (double)n;
    for (size_t i = 0; i < n; i++) {
        square += (residuals[i] - mean) * (residuals[i] - mean);
        if (i && years[i] == years[i - 1] + 1) {
            product += (residuals[i] - mean) * (residuals[i - 1] - mean);
            pairs++;
        }
    }
    if (!pairs || square <= 0)
        return 0;
    double rho = product / (double)pairs / (square / (double)n);
    rho += (1 + 4 * rho) / (double)n;
    return rho < 0 ? 0 : rho > 0.95 ? 0.95 : rho;
}

/* Variance of Kendall's S without trend and with independent years; values that are tied take away from it. */
static double kendall_variance(double *sorted, size_t n) {
    double count = (double)n, out = count * (count - 1) * (2 * count + 5);
    qsort(sorted, n, sizeof *sorted, compare);
    for (size_t i = 0; i < n;) {
        size_t end = i;
        while (end < n && sorted[end] <= sorted[i])
            end++;
        double tied = (double)(end - i);
        out -= tied * (tied - 1) * (2 * tied + 5);
        i = end;
    }
    return out / 18;
}

static void bound(const double *slopes, size_t count, double width, struct ent_trend *out) {
    double low = floor(((double)count - width) / 2) - 1, high = ceil(((double)count + width) / 2);
    out->low = low < 0 ? -INFINITY : slopes[(size_t)low];
    out->high = high >= (double)count ? INFINITY : slopes[(size_t)high];
}

int ent_trend_find(struct ent_arena *arena, const int *years, const double *values, size_t n, struct ent_trend *out,
                   struct ent_error *error) {
    *out = (struct ent_trend){.n = n};
    out->slope = out->low = out->high = out->rho = out->effective_n = out->p = out->rises = (double)NAN;
    if (n < 2)
        return ENT_OK;
    size_t count = 0;
    double *slopes = ent_arena_alloc(arena, n * (n - 1) / 2, sizeof *slopes);
    double *work = ent_arena_alloc(arena, n, sizeof *work);
    if (!slopes || !work)
        return ent_fail_memory(error);
    for (size_t j = 1; j < n; j++)
        for (size_t i = 0; i < j; i++) {
            slopes[count++] = (values[j] - values[i]) / (years[j] - years[i]);
            out->kendall_s += (values[j] > values[i]) - (values[j] < values[i]);
        }
    out->slope = median(slopes, count);
    if (n < ENT_TREND_FEWEST)
        return ENT_OK;
    for (size_t i = 0; i < n; i++)
        work[i] = values[i] - out->slope * (years[i] - years[0]);
    out->rho = correlation(years, work, n);
    out->effective_n = (double)n * (1 - out->rho) / (1 + out->rho);
    double freedom = out->effective_n > 3 ? out->effective_n - 2 : 1;
    for (size_t i = 0; i < n; i++)
        work[i] = values[i];
    double spread = sqrt(kendall_variance(work, n) * (double)n / out->effective_n);
    bound(slopes, count, ent_student_at(0.975, freedom) * spread, out);
    double size = fabs(out->kendall_s) - 1; /* for continuity */
    out->p = size <= 0 || spread <= 0 ? 1 : 2 * ent_student_below(-size / spread, freedom);
    out->rises = out->slope > 0 ? 1 - out->p / 2 : out->slope < 0 ? out->p / 2 : 0.5;
    return ENT_OK;
}
