/* Forward and backward tables over all segmentations. */
#include "question/changes.h"

#include <math.h>
#include <stdbool.h>

enum { PARTS = ENT_CHANGES_MOST + 1 };

struct tables {
    size_t n, shortest;
    double *evidence;        /* [from * (n + 1) + to] */
    double *forward[PARTS];  /* forward[k][t]: values 0..t-1 in k + 1 segments */
    double *backward[PARTS]; /* backward[k][t]: values t..n-1 in k + 1 segments */
};

static double evidence_at(const struct tables *tables, size_t from, size_t to) {
    return tables->evidence[from * (tables->n + 1) + to];
}

/* ln of a sum of exponentials; what is e^-40 of the largest is below the rounding of the sum. */
static double log_sum(const double *logs, size_t count) {
    double most = -INFINITY, sum = 0;
    for (size_t i = 0; i < count; i++)
        most = logs[i] > most ? logs[i] : most;
    if (isinf(most))
        return most;
    for (size_t i = 0; i < count; i++)
        if (logs[i] > most - 40)
            sum += exp(logs[i] - most);
    return most + log(sum);
}

static int make_tables(struct ent_arena *arena, const struct ent_segments *segments, size_t shortest,
                       struct tables *out, struct ent_error *error) {
    size_t n = segments->n;
    *out = (struct tables){.n = n, .shortest = shortest};
    out->evidence = ent_arena_alloc(arena, (n + 1) * (n + 1), sizeof *out->evidence);
    for (int k = 0; k < PARTS; k++) {
        out->forward[k] = ent_arena_alloc(arena, n + 1, sizeof **out->forward);
        out->backward[k] = ent_arena_alloc(arena, n + 1, sizeof **out->backward);
        if (!out->evidence || !out->forward[k] || !out->backward[k])
            return ent_fail_memory(error);
        for (size_t i = 0; i <= n; i++)
            out->forward[k][i] = out->backward[k][i] = -INFINITY;
    }
    for (size_t from = 0; from + shortest <= n; from++)
        for (size_t to = from + shortest; to <= n; to++)
            out->evidence[from * (n + 1) + to] = ent_segment_evidence(segments, from, to);
    return ENT_OK;
}

static void fill_forward(struct tables *tables, double *work) {
    size_t m = tables->shortest;
    for (size_t t = m; t <= tables->n; t++)
        tables->forward[0][t] = evidence_at(tables, 0, t);
    for (size_t k = 1; k < PARTS; k++)
        for (size_t t = (k + 1) * m; t <= tables->n; t++) {
            size_t count = 0;
            for (size_t s = k * m; s + m <= t; s++)
                work[count++] = tables->forward[k - 1][s] + evidence_at(tables, s, t);
            tables->forward[k][t] = log_sum(work, count);
        }
}

static void fill_backward(struct tables *tables, double *work) {
    size_t n = tables->n, m = tables->shortest;
    for (size_t t = 0; t + m <= n; t++)
        tables->backward[0][t] = evidence_at(tables, t, n);
    for (size_t k = 1; k < PARTS; k++)
        for (size_t t = 0; t + (k + 1) * m <= n; t++) {
            size_t count = 0;
            for (size_t s = t + m; s + k * m <= n; s++)
                work[count++] = evidence_at(tables, t, s) + tables->backward[k - 1][s];
            tables->backward[k][t] = log_sum(work, count);
        }
}

/* Of K changes there are (n - (K + 1) m + K over K) placements. */
static double log_placements(size_t n, size_t changes, size_t shortest) {
    double free = (double)(n - (changes + 1) * shortest), k = (double)changes;
    return lgamma(free + k + 1) - lgamma(k + 1) - lgamma(free + 1);
}

static void weigh_numbers(const struct tables *tables, struct ent_changes *out) {
    double posterior[PARTS], total;
    for (size_t k = 0; k < PARTS; k++) {
        bool fits = (k + 1) * tables->shortest <= tables->n;
        out->evidence[k] =
            fits ? tables->forward[k][tables->n] - log_placements(tables->n, k, tables->shortest) : -INFINITY;
        posterior[k] = out->evidence[k] - (double)k * log(2);
    }
    total = log_sum(posterior, PARTS);
    for (size_t k = 0; k < PARTS; k++)
        out->number[k] = exp(posterior[k] - total);
}

/* Of K changes, that one of them, the first to the last, stands at t. */
static double change_at(const struct tables *tables, size_t changes, size_t t) {
    double out = 0, all = tables->forward[changes][tables->n];
    for (size_t before = 0; before < changes && !isinf(all); before++)
        out += exp(tables->forward[before][t] + tables->backward[changes - 1 - before][t] - all);
    return out;
}

static int weigh_places(struct ent_arena *arena, const struct tables *tables, struct ent_changes *out,
                        struct ent_error *error) {
    out->first = ent_arena_alloc(arena, tables->n + 1, sizeof *out->first);
    for (size_t k = 0; k < PARTS; k++) {
        out->given[k] = ent_arena_alloc(arena, tables->n + 1, sizeof *out->given[k]);
        if (!out->first || !out->given[k])
            return ent_fail_memory(error);
        for (size_t t = 1; t < tables->n && k; t++) {
            out->given[k][t] = change_at(tables, k, t);
            out->first[t] += out->number[k] * out->given[k][t];
        }
    }
    return ENT_OK;
}

int ent_changes_find(struct ent_arena *arena, const struct ent_segments *segments, size_t shortest,
                     struct ent_changes *out, struct ent_error *error) {
    struct ent_arena scratch;
    struct tables tables;
    *out = (struct ent_changes){.n = segments->n};
    ent_arena_init(&scratch);
    double *work = ent_arena_alloc(&scratch, segments->n + 1, sizeof *work);
    int status = work ? make_tables(&scratch, segments, shortest, &tables, error) : ent_fail_memory(error);
    if (status == ENT_OK) {
        fill_forward(&tables, work);
        fill_backward(&tables, work);
        weigh_numbers(&tables, out);
        status = weigh_places(arena, &tables, out, error);
    }
    ent_arena_release(&scratch);
    return status;
}

double ent_changes_factor(const struct ent_segments *segments, size_t shortest) {
    double whole = ent_segment_evidence(segments, 0, segments->n), most = -INFINITY, sum = 0;
    size_t places = 0;
    for (size_t t = shortest; t + shortest <= segments->n; t++, places++) {
        double gain = ent_segment_evidence(segments, 0, t) + ent_segment_evidence(segments, t, segments->n) - whole;
        sum = gain > most ? sum * exp(most - gain) + 1 : sum + exp(gain - most);
        most = gain > most ? gain : most;
    }
    return places ? most + log(sum / (double)places) : -INFINITY;
}
