#include "question/null.h"

#include <math.h>
#include <stdlib.h>

/* What one arrangement of a specification's years says of the year asked about. */
struct standing {
    double place, gap; /* gap: how far above the mean of the other years */
    double first;      /* 1: beats every other year; NaN where the year is not seen */
};

struct ent_null_row {
    struct standing observed;
    struct standing *permuted;
    double mean, deviation; /* of the gap over permutations */
    double high;            /* its 95 % quantile */
};

void ent_null_begin(struct ent_null_work *work, struct ent_arena *arena, int permutations, bool record) {
    *work = (struct ent_null_work){.arena = arena, .permutations = permutations, .record = record};
}

static struct standing stand(const double *values, size_t count, size_t at, double sense) {
    struct standing out = {(double)NAN, (double)NAN, (double)NAN};
    double less = 0, equal = 0, others = 0, sum = 0, value = sense * values[at];
    if (isnan(value))
        return out;
    for (size_t i = 0; i < count; i++) {
        double other = sense * values[i];
        if (i == at || isnan(other))
            continue;
        others++;
        sum += other;
        less += other < value;
        equal += other == value;
    }
    if (others == 0)
        return out;
    out.place = (less + equal / 2) / others;
    out.gap = value - sum / others;
    out.first = less == others;
    return out;
}

double ent_place_of(const double *values, size_t count, size_t at, double sense) {
    return stand(values, count, at, sense).place;
}

static int compare_numbers(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Mean, deviation and 95 % quantile of the gap. */
static void describe(struct ent_null_row *row, int permutations, double *work) {
    size_t count = 0;
    double sum = 0, squares = 0;
    for (int r = 0; r < permutations; r++)
        if (!isnan(row->permuted[r].gap)) {
            work[count++] = row->permuted[r].gap;
            sum += row->permuted[r].gap;
        }
    row->mean = row->deviation = row->high = (double)NAN;
    if (count < 2)
        return;
    row->mean = sum / (double)count;
    for (size_t i = 0; i < count; i++)
        squares += (work[i] - row->mean) * (work[i] - row->mean);
    row->deviation = sqrt(squares / (double)(count - 1));
    qsort(work, count, sizeof *work, compare_numbers);
    row->high = work[(size_t)(0.95 * (double)(count - 1))];
}

int ent_null_add(struct ent_null_work *work, const double *values, const double *permuted, size_t years, size_t at,
                 double sense, struct ent_error *error) {
    struct ent_null_row row = {.observed = stand(values, years, at, sense)};
    void *items = work->rows;
    if (isnan(row.observed.place))
        return ENT_OK;
    row.permuted = ent_arena_alloc(work->arena, (size_t)work->permutations + 1, sizeof *row.permuted);
    double *sorted = malloc(((size_t)work->permutations + 1) * sizeof *sorted);
    if (!row.permuted || !sorted || ent_arena_grow(work->arena, &items, work->count, &work->capacity, sizeof row)) {
        free(sorted);
        return ent_fail_memory(error);
    }
    for (int r = 0; r < work->permutations; r++)
        row.permuted[r] = stand(permuted + (size_t)r * years, years, at, sense);
    describe(&row, work->permutations, sorted);
    free(sorted);
    work->rows = items;
    work->rows[work->count++] = row;
    return ENT_OK;
}

static double median(double *numbers, size_t count) {
    if (!count)
        return (double)NAN;
    qsort(numbers, count, sizeof *numbers, compare_numbers);
    return count % 2 ? numbers[count / 2] : (numbers[count / 2 - 1] + numbers[count / 2]) / 2;
}

struct three {
    double place, share, z;
};

/* The statistics of one arrangement: the observed one (-1) or a permutation. */
static struct three statistics(const struct ent_null_work *work, int permutation, double *places) {
    size_t count = 0, with_z = 0;
    double share = 0, z = 0;
    for (size_t i = 0; i < work->count; i++) {
        const struct ent_null_row *row = &work->rows[i];
        const struct standing *standing = permutation < 0 ? &row->observed : &row->permuted[permutation];
        if (isnan(standing->place))
            continue;
        places[count++] = standing->place;
        share += work->record ? standing->first : standing->gap > row->high;
        if (row->deviation > 0) {
            z += (standing->gap - row->mean) / row->deviation;
            with_z++;
        }
    }
    struct three out = {median(places, count), (double)NAN, (double)NAN};
    if (count)
        out.share = share / (double)count;
    if (with_z)
        out.z = z / sqrt((double)with_z);
    return out;
}

/* An undefined arrangement counts as one at least as large: it must not make the year look rarer than it is. */
static bool as_large(double permuted, double observed) {
    return isnan(permuted) || permuted >= observed - 1e-12;
}

int ent_null_finish(struct ent_null_work *work, uint64_t seed, struct ent_null *out, struct ent_error *error) {
    int count = work->permutations;
    *out = (struct ent_null){.permutations = count, .seed = seed, .specifications = work->count};
    if (!work->count) {
        out->reason = "no specification has roll calls beneath its years";
        return ENT_OK;
    }
    double *places = ent_arena_alloc(work->arena, work->count + 1, sizeof *places);
    double *all = ent_arena_alloc(work->arena, 3 * (size_t)count + 1, sizeof *all);
    if (!places || !all)
        return ent_fail_memory(error);
    struct three observed = statistics(work, -1, places);
    int larger[3] = {0, 0, 0};
    size_t seen[3] = {0, 0, 0};
    for (int r = 0; r < count; r++) {
        struct three one = statistics(work, r, places);
        const double values[3] = {one.place, one.share, one.z},
                     wanted[3] = {observed.place, observed.share, observed.z};
        for (int k = 0; k < 3; k++) {
            larger[k] += as_large(values[k], wanted[k]);
            if (!isnan(values[k]))
                all[(size_t)k * (size_t)count + seen[k]++] = values[k];
        }
    }
    struct ent_null_statistic *const to[3] = {&out->place, &out->share, &out->z};
    const double wanted[3] = {observed.place, observed.share, observed.z};
    for (int k = 0; k < 3; k++)
        *to[k] = (struct ent_null_statistic){wanted[k], median(all + (size_t)k * (size_t)count, seen[k]),
                                             isnan(wanted[k]) ? (double)NAN : (1.0 + larger[k]) / (1.0 + count)};
    return ENT_OK;
}
