/* Evidence of segments from prefix sums. */
#include "question/segments.h"

#include <math.h>

static const double log_two_pi = 1.8378770664093453;

int ent_segments_of_numbers(struct ent_arena *arena, const double *values, size_t n,
                            const struct ent_segment_prior *prior, struct ent_segments *out, struct ent_error *error) {
    *out = (struct ent_segments){.n = n, .prior = *prior};
    out->sums = ent_arena_alloc(arena, n + 1, sizeof *out->sums);
    out->squares = ent_arena_alloc(arena, n + 1, sizeof *out->squares);
    out->log_gamma = ent_arena_alloc(arena, n + 1, sizeof *out->log_gamma);
    if (!out->sums || !out->squares || !out->log_gamma)
        return ent_fail_memory(error);
    for (size_t i = 0; i < n; i++) {
        out->sums[i + 1] = out->sums[i] + values[i];
        out->squares[i + 1] = out->squares[i] + values[i] * values[i];
    }
    for (size_t i = 0; i <= n; i++)
        out->log_gamma[i] = lgamma(prior->shape + (double)i / 2);
    return ENT_OK;
}

int ent_segments_of_categories(struct ent_arena *arena, const double *values, size_t n, size_t categories,
                               struct ent_segments *out, struct ent_error *error) {
    *out = (struct ent_segments){.n = n, .categories = categories};
    out->log_gamma = ent_arena_alloc(arena, n + categories + 1, sizeof *out->log_gamma);
    if (!out->log_gamma)
        return ent_fail_memory(error);
    for (size_t i = 0; i <= n + categories; i++)
        out->log_gamma[i] = lgamma(1 + (double)i);
    for (size_t c = 0; c < categories; c++) {
        out->counts[c] = ent_arena_alloc(arena, n + 1, sizeof *out->counts[c]);
        if (!out->counts[c])
            return ent_fail_memory(error);
    }
    ent_segments_count(out, values);
    return ENT_OK;
}

void ent_segments_count(struct ent_segments *segments, const double *values) {
    for (size_t c = 0; c < segments->categories; c++)
        for (size_t i = 0; i < segments->n; i++)
            segments->counts[c][i + 1] = segments->counts[c][i] + (values[i] == (double)c);
}

double ent_segment_squares(const struct ent_segments *segments, size_t from, size_t to) {
    double n = (double)(to - from), sum = segments->sums[to] - segments->sums[from];
    double squares = segments->squares[to] - segments->squares[from] - sum * sum / n;
    return squares > 0 ? squares : 0; /* what rounding leaves of none */
}

static double evidence_of_categories(const struct ent_segments *segments, size_t from, size_t to) {
    double out = segments->log_gamma[segments->categories - 1];
    for (size_t c = 0; c < segments->categories; c++)
        out += segments->log_gamma[segments->counts[c][to] - segments->counts[c][from]];
    return out - segments->log_gamma[segments->categories - 1 + to - from];
}

double ent_segment_evidence(const struct ent_segments *segments, size_t from, size_t to) {
    if (segments->categories)
        return evidence_of_categories(segments, from, to);
    const struct ent_segment_prior *prior = &segments->prior;
    double n = (double)(to - from), mean = (segments->sums[to] - segments->sums[from]) / n;
    double weight = prior->weight + n, shape = prior->shape + n / 2, away = mean - prior->mean;
    double rate =
        prior->rate + ent_segment_squares(segments, from, to) / 2 + prior->weight * n * away * away / (2 * weight);
    return -n / 2 * log_two_pi + log(prior->weight / weight) / 2 + prior->shape * log(prior->rate) - shape * log(rate) +
           segments->log_gamma[to - from] - segments->log_gamma[0];
}
