/* What the vote measures have in common: everything but the index itself. */
#ifndef ENT_MEASURE_VOTES_SERIES_H
#define ENT_MEASURE_VOTES_SERIES_H

#include "measure/code_words.h"
#include "measure/votes_choice.h"
#include "measure/votes_kernel.h"

/* An index is a function of the nine counts; `variant` is what its own option means, read once per request. `kind` is
 * the same index for many tables at once. */
struct ent_vote_index {
    enum ent_vote_kind kind;
    int (*variant)(const struct ent_request *request);
    struct ent_code_value (*value)(const struct ent_code_table *table, int variant);
    char *(*formula)(struct ent_arena *arena, const struct ent_code_table *table, int variant);
};

/* The options of every vote measure, to be written among its own. */
#define ENT_VOTE_OPTIONS                                                                                               \
    {"scope", "all|us-important|contested|final-passage", "all",                                                       \
     "which roll calls: all; those on one government's yearly list (us-important); those not unanimous (contested); "  \
     "none on a paragraph or an amendment (final-passage)"},                                                           \
        {"paragraph", "keep|drop", "keep", "votes on single paragraphs"},                                              \
        {"absent", "missing|abstention", "missing", "what an absence counts as, where the release has absences"},      \
        {"abstain", "category", "category", "an abstention is a ballot of its own"},                                   \
        {"issue", "", "", "roll calls of one issue area, by its code or name in the source; unlabelled is unknown"},   \
        {"period", "year|session", "year",                                                                             \
         "a point is a calendar year; or a session, at the year in which it began, special sessions with it"},         \
    {                                                                                                                  \
        "window", "1|2|3|4|5|6|7|8|9|10", "1", "calendar years pooled in a point, which is the last of them"           \
    }

/* One pair in one release, ready to count. */
struct ent_vote_pair {
    struct ent_vote_choice choice;
    struct ent_ballots a, b;
    const uint64_t *seat_a, *seat_b; /* any ballot or absence; NULL when the state has none in the release */
};

int ent_vote_pair_open(struct ent_context *context, const struct ent_request *request, int release,
                       struct ent_vote_pair *out, struct ent_error *error);

/* The functions of every vote measure: the index is the rule of the request's measure. */
int ent_vote_compute(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                     struct ent_error *error);
int ent_vote_trace(struct ent_context *context, const struct ent_request *request, int year, struct ent_trace *out,
                   struct ent_error *error);

/* What the roll calls of a run say, with the minimum support of the request's measure: the frame without its years. */
void ent_vote_point(const struct ent_vote_pair *pair, const struct ent_request *request, const struct ent_vote_run *run,
                    struct ent_point *out);

/* The roll calls of a time that is not a year: those that lie in it as closely as their day is told. `taken` and `left`
 * count those in scope that lie in it, and that only may. */
struct ent_vote_time {
    struct ent_vote_run run;
    size_t taken, left;
};
int ent_vote_time_run(struct ent_context *context, const struct ent_vote_choice *choice, struct ent_interval time,
                      struct ent_vote_time *out, struct ent_error *error);

/* One value over the roll calls of a month, a day or a window of them (votes_moment.c). */
int ent_vote_moment(struct ent_context *context, const struct ent_request *request, struct ent_interval moment,
                    ent_day last, struct ent_point *out, struct ent_error *error);

/* All pairs at once (votes_sweep.c). */
int ent_vote_sweep(struct ent_context *context, const struct ent_request *request, const ent_state *states,
                   size_t count, struct ent_sweep *out, struct ent_error *error);

/* Clusters dealt to years by chance (votes_permute.c). */
int ent_vote_permute(struct ent_context *context, const struct ent_request *request, const struct ent_series *series,
                     int permutations, uint64_t seed, double *out, struct ent_error *error);

/* Cluster bootstrap (votes_bootstrap.c). */
int ent_vote_replicate(struct ent_context *context, const struct ent_request *request, const struct ent_series *series,
                       int replicates, uint64_t seed, double *out, struct ent_error *error);

#endif
