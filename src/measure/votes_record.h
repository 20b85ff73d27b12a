/* One release of votes as the vote measures need it: planes by state, masks of roll calls, clusters for the bootstrap.
 * Each part is loaded at its first use and kept in the context's cache. */
#ifndef ENT_MEASURE_VOTES_RECORD_H
#define ENT_MEASURE_VOTES_RECORD_H

#include "measure/support.h"
#include "measure/votes_table.h"

/* The roll calls of sessions by the year in which the session began: see ent_vote_record_sessions. */
struct ent_vote_session {
    size_t start, end;       /* positions [start, end) hold them all */
    const uint64_t *members; /* plane of those that are in it */
    int clusters;
};
struct ent_vote_sessions {
    int first_year, last_year;
    struct ent_vote_session *items; /* by year - first_year */
    int *cluster;                   /* by position: the cluster within its session, -1 where the session is unknown */
};

struct ent_vote_scope; /* roll calls that a scope takes: votes_choice.c */

struct ent_vote_record {
    struct ent_votes *votes;
    struct ent_planes *planes; /* by state */
    bool *loaded;              /* by state */
    bool all_loaded;
    uint64_t *contested; /* roll calls in which the ballots cast are not all the same; NULL until asked */
    int *cluster;        /* by position: the cluster within its year, from 0; NULL until asked */
    int *cluster_count;  /* by year - first_year */
    struct ent_vote_sessions *sessions; /* NULL until asked */
    struct ent_vote_scope *scopes;      /* those asked for so far */
    int absences;                       /* 1: some state has one, -1: none has, 0: not asked yet */
    struct ent_vote_record *next;
};

int ent_vote_record_get(struct ent_context *context, int release, struct ent_vote_record **out,
                        struct ent_error *error);
int ent_vote_record_planes(struct ent_context *context, struct ent_vote_record *record, ent_state state,
                           struct ent_planes *out, struct ent_error *error);

/* Fills contested: roll calls in which at least two kinds of ballot were cast by anybody. */
int ent_vote_record_contested(struct ent_context *context, struct ent_vote_record *record, struct ent_error *error);

/* Whether any state has an absence in the release. */
int ent_vote_record_has_absences(struct ent_context *context, struct ent_vote_record *record, bool *out,
                                 struct ent_error *error);

/* Fills cluster and cluster_count: roll calls of one resolution within a year are one cluster (its paragraphs and
 * amendments with it); where the resolution is not known, those of one day. */
int ent_vote_record_clusters(struct ent_context *context, struct ent_vote_record *record, struct ent_error *error);

/* Fills sessions. Sessions are numbered and begin year after year: the year of one is its number plus the difference
 * between year and number that most roll calls of the release have, as days of old votes are wrong at times. A number
 * that would put a roll call more than two years off is that of a special session, which belongs to the session under
 * way; where the session is not known, the roll call is in none. A release that does not number sessions has none. */
int ent_vote_record_sessions(struct ent_context *context, struct ent_vote_record *record, struct ent_error *error);

/* Positions [*start, *end) of a year; both 0 when the release has no roll calls then. */
void ent_vote_record_year(const struct ent_vote_record *record, int year, size_t *start, size_t *end);

#endif
