/* A tiny record for unit tests, built through record/write.h in a temporary file: states, then releases with strands,
 * coverage, facts and roll calls, then opened for reading, with a context to ask its measures in. Every function asserts
 * that it worked. */
#ifndef ENT_FIXTURE_RECORD_H
#define ENT_FIXTURE_RECORD_H

#include "measure/measure.h"
#include "record/read.h"
#include "record/write.h"

struct fixture {
    char path[64];
    struct ent_record *record;
    struct ent_writer *writer;  /* of the release under way */
    int file, position;         /* in the release under way */
    long line;                  /* of the last row written */
    const char *list;           /* the list whose members are covered; "" counts every state */
    const char *recipe;         /* of the releases that follow; NULL: none */
    int session;                /* of the roll calls that follow; 0 unknown */
    int amendment;              /* likewise: 0 unknown, 1 no, 2 yes */
    long issues;                /* likewise: 0 unlabelled, else the bits and one more */
    struct ent_arena arena;     /* from fixture_open to fixture_close */
    struct ent_context context; /* of the record once it is read */
};

/* An empty record, open for writing. */
void fixture_open(struct fixture *fixture);

/* States 0, 1, … in the order of `codes` ("AAA BBB CCC"), members of the lists cow and gw from 1816 on. */
void fixture_states(struct fixture *fixture, const char *codes);

/* A state that the lists count only in [from_year, to_year]. */
void fixture_state_years(struct fixture *fixture, int id, const char *code, int from_year, int to_year);

/* A member of a group in [from, to), or in whole years [from_year, to_year]; to_year 0 is open. */
void fixture_member(struct fixture *fixture, const char *group, int state, ent_day from, ent_day to);
void fixture_member_years(struct fixture *fixture, const char *group, int state, int from_year, int to_year);

/* A release published on a day ("2020-05-01"); what follows goes into it until fixture_commit. */
void fixture_release(struct fixture *fixture, const char *source, const char *version, const char *published);
void fixture_commit(struct fixture *fixture);

/* A strand of the release, covering all states in [from_year, to_year]; absent is ENT_KIND_NONE or _UNKNOWN. `types`
 * names the bits ("defence offence …"), NULL for none. Returns the strand's id. */
int fixture_strand(struct fixture *fixture, const char *name, const char *shape, bool directed, const char *types,
                   int from_year, int to_year, enum ent_kind absent);

/* Ids of an item and of a person, by name. */
int fixture_item(struct fixture *fixture, const char *name);
int fixture_entity(struct fixture *fixture, const char *name);

/* A fact of whole years [from_year, to_year] to be changed before fixture_put; to_year 0 is open. Or one from the first
 * day of "2001-03-10", "2001-03" or "2001" to the last of another; `to` NULL is open. */
struct ent_fact fixture_fact(const struct fixture *fixture, int strand, int a, int b, int from_year, int to_year);
struct ent_fact fixture_fact_days(const struct fixture *fixture, int strand, int a, int b, const char *from,
                                  const char *to);
void fixture_put(struct fixture *fixture, struct ent_fact fact);

/* Shorthands: a figure of one year; a spell with types. */
void fixture_value(struct fixture *fixture, int strand, int a, int b, int year, double value);
void fixture_spell(struct fixture *fixture, int strand, int a, int b, int from_year, int to_year, uint32_t types);

/* A roll call on a day ("1990-01-02"), of a resolution ("" unknown); important and paragraph are 1, 0 or -1. */
void fixture_roll_call(struct fixture *fixture, const char *day, const char *resolution, int important, int paragraph);

/* All ballots of a state, one letter per roll call of the release: y, a, n, x absent, - no seat. */
void fixture_ballots(struct fixture *fixture, int state, const char *letters);

/* Ends writing: the record is opened for reading, and the context is there. */
void fixture_read(struct fixture *fixture);

/* Closes and removes the file, and releases the arena. */
void fixture_close(struct fixture *fixture);

/* The same for cmocka: the state is a struct fixture. */
int fixture_teardown(void **state);

#endif
