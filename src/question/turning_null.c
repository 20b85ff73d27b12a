/* Whether there is a turning point: what series without one, as alike from year to year, show by chance. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "question/turning.h"

/* Streams of random numbers, so that no two uses of a seed draw the same. */
enum { STREAM_NUMBERS = 0x7475726e, STREAM_SPELLS = 0x7370656c };

static const double RHO_MOST = 0.99; /* at 1 a series has no level that could change */

static double p_value(int as_large, int replicates) {
    return (1 + (double)as_large) / (1 + (double)replicates);
}

/* ---- numbers ---- */

/* Around the mean of each side of the cut; a cut at n leaves one side. */
struct fit {
    double rho, deviation;
};

static struct fit fit_noise(const int *years, const double *values, size_t n, size_t cut, double bias) {
    double means[2] = {0, 0}, squares = 0, product = 0, before = 0;
    size_t pairs = 0;
    for (size_t i = 0; i < n; i++)
        means[i >= cut] += values[i] / (double)(i < cut ? cut : n - cut);
    for (size_t i = 0; i < n; i++) {
        double rest = values[i] - means[i >= cut];
        squares += rest * rest;
        if (i && years[i] == years[i - 1] + 1) {
            product += rest * before;
            pairs++;
        }
        before = rest;
    }
    struct fit out = {0, sqrt(squares / (double)(n - (cut < n ? 2 : 1)))};
    if (pairs && squares > 0) { /* holes leave fewer pairs: those there are stand for all */
        double rho = product / squares * ((double)(n - 1) / (double)pairs);
        rho += (1 + bias * rho) / (double)n;
        out.rho = rho < 0 ? 0 : rho > RHO_MOST ? RHO_MOST : rho;
    }
    return out;
}

/* AR(1) series in the seen years: how much of a year is that of the seen year before it, and how much is new. */
struct null {
    struct fit fit;
    double *kept, *fresh;
};

static void null_init(const int *years, size_t n, struct fit fit, double *work, struct null *out) {
    *out = (struct null){.fit = fit, .kept = work, .fresh = work + n};
    for (size_t i = 0; i < n; i++) {
        int apart = i ? years[i] - years[i - 1] : 0;
        out->kept[i] = !i ? 0 : apart == 1 ? fit.rho : pow(fit.rho, apart);
        out->fresh[i] = sqrt(1 - out->kept[i] * out->kept[i]) * fit.deviation;
    }
}

static void null_draw(const struct null *null, const double *noise, size_t n, double *out) {
    double before = 0;
    for (size_t i = 0; i < n; i++)
        before = out[i] = null->kept[i] * before + null->fresh[i] * noise[i];
}

/* `work` has room for six numbers a value. */
static void count_as_large(const int *years, const double *values, size_t n, const struct ent_turning_options *options,
                           double *work, struct fit fits[2], int as_large[2]) {
    size_t cut = 0, other;
    double observed = ent_turning_gain(values, n, options->shortest, &cut);
    double *noise = work, *series = work + n;
    struct null nulls[2];
    fits[0] = fit_noise(years, values, n, cut, 4);
    fits[1] = fit_noise(years, values, n, n, 3);
    for (size_t k = 0; k < 2; k++)
        null_init(years, n, fits[k], work + (2 + 2 * k) * n, &nulls[k]);
    for (int r = 0; r < options->replicates; r++) {
        struct ent_random random;
        ent_random_seed(&random, options->seed, STREAM_NUMBERS, (uint64_t)r);
        ent_random_normals(&random, noise, n);
        for (size_t k = 0; k < 2; k++) { /* both of the same noise */
            null_draw(&nulls[k], noise, n, series);
            as_large[k] += ent_turning_gain(series, n, options->shortest, &other) >= observed;
        }
    }
}

int ent_turning_test_numbers(const int *years, const double *values, size_t n,
                             const struct ent_turning_options *options, struct ent_turning *out,
                             struct ent_error *error) {
    struct fit fits[2];
    int as_large[2] = {0, 0};
    double *work = malloc(6 * n * sizeof *work);
    if (!work)
        return ent_fail_memory(error);
    count_as_large(years, values, n, options, work, fits, as_large);
    free(work);
    out->p_low = p_value(as_large[0], options->replicates);
    out->p_high = p_value(as_large[1], options->replicates);
    out->rho = fits[0].rho;
    out->rho_whole = fits[1].rho;
    out->effective_n = (double)n * (1 - out->rho) / (1 + out->rho);
    out->verdict = out->p_high <= ENT_TURNING_LEVEL  ? ENT_TURNING_ESTABLISHED
                   : out->p_low <= ENT_TURNING_LEVEL ? ENT_TURNING_FRAGILE
                                                     : ENT_TURNING_NONE;
    return ENT_OK;
}

/* ---- spells ---- */

/* Runs of one value, and those of each value together. */
struct runs {
    size_t count;
    size_t *lengths, *values; /* in order of time */
    size_t *dealt;            /* lengths, dealt anew */
    double *series;
};

static int find_runs(const double *values, size_t n, struct runs *out, struct ent_error *error) {
    *out = (struct runs){.lengths = calloc(n, sizeof *out->lengths),
                         .values = calloc(n, sizeof *out->values),
                         .dealt = calloc(n, sizeof *out->dealt),
                         .series = calloc(n, sizeof *out->series)};
    if (!out->lengths || !out->values || !out->dealt || !out->series)
        return ent_fail_memory(error);
    for (size_t i = 0; i < n; i++) {
        if (!i || values[i] != values[i - 1])
            out->values[out->count++] = (size_t)values[i];
        out->lengths[out->count - 1]++;
    }
    return ENT_OK;
}

static void runs_release(struct runs *runs) {
    free(runs->lengths);
    free(runs->values);
    free(runs->dealt);
    free(runs->series);
}

/* In how many orders the spells of each value can stand, as if all were of different lengths; at least that is enough
 * to be told from few. */
static double orders_of(const struct runs *runs) {
    double out = 1;
    size_t seen[ENT_SEGMENT_CATEGORIES] = {0};
    for (size_t i = 0; i < runs->count; i++)
        out *= (double)++seen[runs->values[i]];
    return out;
}

/* Lengths change places with others of the same value (Fisher and Yates), and the series is laid out again. */
static void deal(struct runs *runs, struct ent_random *random) {
    memcpy(runs->dealt, runs->lengths, runs->count * sizeof *runs->dealt);
    for (size_t i = runs->count; i-- > 0;) {
        size_t alike = 0, chosen;
        for (size_t k = 0; k <= i; k++)
            alike += runs->values[k] == runs->values[i];
        chosen = ent_random_below(random, (uint32_t)alike);
        for (size_t k = 0; k <= i; k++) {
            if (runs->values[k] != runs->values[i] || chosen--)
                continue;
            size_t length = runs->dealt[k];
            runs->dealt[k] = runs->dealt[i];
            runs->dealt[i] = length;
            break;
        }
    }
    size_t at = 0;
    for (size_t i = 0; i < runs->count; i++)
        for (size_t k = 0; k < runs->dealt[i]; k++)
            runs->series[at++] = (double)runs->values[i];
}

static int deal_all(struct ent_arena *scratch, struct runs *runs, const double *values, size_t n,
                    const struct ent_turning_options *options, int *as_large, struct ent_error *error) {
    struct ent_segments segments;
    ENT_TRY(ent_segments_of_categories(scratch, values, n, options->categories, &segments, error));
    /* the same series laid out from its other end is as large, but for rounding */
    double observed = ent_changes_factor(&segments, options->shortest) - 1e-9;
    for (int r = 0; r < options->replicates; r++) {
        struct ent_random random;
        ent_random_seed(&random, options->seed, STREAM_SPELLS, (uint64_t)r);
        deal(runs, &random);
        ent_segments_count(&segments, runs->series);
        *as_large += ent_changes_factor(&segments, options->shortest) >= observed;
    }
    return ENT_OK;
}

int ent_turning_test_spells(const int *years, const double *values, size_t n, const struct ent_turning_options *options,
                            struct ent_turning *out, struct ent_error *error) {
    struct runs runs;
    struct ent_arena scratch;
    int as_large = 0, status = find_runs(values, n, &runs, error);
    size_t cut = out->shortest + out->best;
    ent_arena_init(&scratch);
    out->verdict = ENT_TURNING_FEW_SPELLS;
    if (status == ENT_OK && orders_of(&runs) >= ENT_TURNING_ORDERS) {
        status = deal_all(&scratch, &runs, values, n, options, &as_large, error);
        out->p_low = out->p_high = p_value(as_large, options->replicates);
        out->verdict = out->p_high <= ENT_TURNING_LEVEL ? ENT_TURNING_ESTABLISHED : ENT_TURNING_NONE;
    }
    ent_arena_release(&scratch);
    runs_release(&runs);
    out->rho = fit_noise(years, values, n, cut, 4).rho;
    out->rho_whole = fit_noise(years, values, n, n, 3).rho;
    out->effective_n = (double)n * (1 - out->rho) / (1 + out->rho);
    return status;
}
