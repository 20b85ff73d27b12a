/* A planted world: a tiny record whose truth is known, and claims asked of it. Every function asserts that it worked. */
#ifndef ENT_FIXTURE_WORLD_H
#define ENT_FIXTURE_WORLD_H

#include "claim/check.h"
#include "fixture_record.h"

struct world {
    struct fixture fixture;
    struct ent_concepts *concepts;
    struct ent_check_options options;
};

/* An empty record to write to, the concepts and the usual options; fixture_read ends the writing. */
void world_open(struct world *world);

/* The same with states "AAA BBB …" and an open release of 2012 to plant facts in; then the record is read. */
void world_begin(struct world *world, const char *states);
void world_ready(struct world *world);
void world_finish(struct world *world);

/* Parses and checks a claim. */
int world_try(struct world *world, const char *text, struct ent_answer **out, struct ent_error *error);
struct ent_answer *world_ask(struct world *world, const char *text);

/* The verdict alone. */
struct ent_answer *world_expect_verdict(struct world *world, const char *text, enum ent_verdict verdict);

/* The verdict; and every nearest sentence that comes with it holds when it is asked itself. */
void world_expect(struct world *world, const char *text, enum ent_verdict verdict);

/* It fails, and this is the nearest sentence. */
void world_expect_nearest(struct world *world, const char *text, const char *nearest);

/* The numbers of its first finding have this part. */
void world_expect_numbers(struct world *world, const char *text, const char *part);

/* The claim is refused with a message that has this part. */
void world_refused(struct world *world, const char *text, const char *part);

#endif
