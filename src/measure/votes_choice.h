/* Which roll calls a request counts, and how they fall into the points of a series. */
#ifndef ENT_MEASURE_VOTES_CHOICE_H
#define ENT_MEASURE_VOTES_CHOICE_H

#include "measure/votes_record.h"

/* The roll calls behind one point. */
struct ent_vote_run {
    size_t start, end;       /* positions [start, end) */
    const uint64_t *members; /* plane of those among them that are meant; NULL: all */
};

/* What a request says of roll calls, for all pairs alike. Planes are by position. */
struct ent_vote_choice {
    struct ent_vote_record *record;
    const uint64_t *counts, *known; /* in scope; and of which the release says enough to tell. NULL: all */
    bool absent_abstains;
    bool sessions;    /* a point is a session, at the year in which it began; else a calendar year */
    int window;       /* calendar years pooled in a point, the last one its own; 1 and more */
    bool no_absences; /* absent=abstention was asked of a release that records none */
    bool no_sessions; /* period=session was asked of a release that numbers none */
};

/* Errors: ENT_ERROR_USAGE for an issue that the release does not have, and for a window of sessions. */
int ent_vote_choice_open(struct ent_context *context, const struct ent_request *request, int release,
                         struct ent_vote_choice *out, struct ent_error *error);

/* All that a request says of roll calls in one text: two requests with the same text count the same. */
const char *ent_vote_choice_text(struct ent_arena *arena, const struct ent_request *request);

/* The sentence that a reader of the series needs, or NULL. */
const char *ent_vote_choice_note(const struct ent_vote_choice *choice);

/* The run of a year's point; empty where nothing was voted in the year itself. */
struct ent_vote_run ent_vote_choice_run(const struct ent_vote_choice *choice, int year);

/* Whether the window of a year begins before the release does: then the point is not covered. */
bool ent_vote_choice_cut(const struct ent_vote_choice *choice, int year);

/* Whether the labels that the scope needs are there for at least half of the run, and absences and sessions where they
 * matter. */
bool ent_vote_choice_knows(const struct ent_vote_choice *choice, const struct ent_vote_run *run);

/* Whether a position is meant; and whether it is in scope, too. */
bool ent_vote_run_has(const struct ent_vote_run *run, size_t position);
bool ent_vote_choice_counts(const struct ent_vote_choice *choice, const struct ent_vote_run *run, size_t position);

/* Whether a plane has any bit in the run, in scope or not; NULL has none. */
bool ent_vote_run_any(const struct ent_vote_run *run, const uint64_t *plane);

/* The nine counts of two states over the run, in scope. */
struct ent_vote_table ent_vote_choice_table(const struct ent_vote_choice *choice, const struct ent_vote_run *run,
                                            const struct ent_ballots *a, const struct ent_ballots *b);

/* Words of 64 roll calls that the run takes when its first one is the first bit. */
static inline size_t ent_vote_run_words(const struct ent_vote_run *run) {
    return (run->end - run->start + 63) / 64;
}

static inline uint64_t ent_vote_run_shifted(const struct ent_vote_run *run, const uint64_t *plane, size_t word) {
    size_t from = run->start + 64 * word, shift = from % 64, left = run->end - from;
    uint64_t bits = plane[from / 64] >> shift;
    if (shift && 64 - shift < left)
        bits |= plane[from / 64 + 1] << (64 - shift);
    return left < 64 ? bits & (((uint64_t)1 << left) - 1) : bits;
}

/* Word `word` of a plane so shifted, without the roll calls that do not belong to the run. */
static inline uint64_t ent_vote_run_word(const struct ent_vote_run *run, const uint64_t *plane, size_t word) {
    uint64_t bits = ent_vote_run_shifted(run, plane, word);
    return run->members ? bits & ent_vote_run_shifted(run, run->members, word) : bits;
}

#endif
