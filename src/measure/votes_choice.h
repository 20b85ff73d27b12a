/* Which roll calls a request counts, and how they fall into the points of a series. */
#ifndef ENT_MEASURE_VOTES_CHOICE_H
#define ENT_MEASURE_VOTES_CHOICE_H

#include "measure/votes_record.h"

/* The roll calls behind one point. */
struct ent_vote_run {
    size_t start, end; /* positions [start, end) */
};

/* What a request says of roll calls, for all pairs alike. Planes are by position. */
struct ent_vote_choice {
    struct ent_vote_record *record;
    const uint64_t *counts, *known; /* in scope; and of which the release says enough to tell. NULL: all */
    bool absent_abstains;
    bool no_absences; /* absent=abstention was asked of a release that records none */
};

int ent_vote_choice_open(struct ent_context *context, const struct ent_request *request, int release,
                         struct ent_vote_choice *out, struct ent_error *error);

/* The run of a year's point; empty where nothing was voted. */
struct ent_vote_run ent_vote_choice_run(const struct ent_vote_choice *choice, int year);

/* Whether the labels that the scope needs are there for at least half of the run, and absences where they matter. */
bool ent_vote_choice_knows(const struct ent_vote_choice *choice, const struct ent_vote_run *run);

/* Whether a plane has any bit in the run, in scope or not; NULL has none. */
bool ent_vote_run_any(const struct ent_vote_run *run, const uint64_t *plane);

/* Words of 64 roll calls that the run takes when its first one is the first bit; and word `word` of a plane so shifted,
 * without the roll calls that do not belong to the run. */
size_t ent_vote_run_words(const struct ent_vote_run *run);
uint64_t ent_vote_run_word(const struct ent_vote_run *run, const uint64_t *plane, size_t word);

#endif
