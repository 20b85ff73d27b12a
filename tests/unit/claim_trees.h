/* Trees of claims for tests: whether two are the same, a random one, and lines of a text file of cases. */
#ifndef ENT_CLAIM_TREES_H
#define ENT_CLAIM_TREES_H

#include "base/random.h"
#include "claim/claim.h"

bool trees_same_claim(const struct ent_claim *a, const struct ent_claim *b);
bool trees_same_expression(const struct ent_expression *a, const struct ent_expression *b);

/* A claim or expression that the parser could have made, in the arena's memory. */
struct ent_claim *trees_random_claim(struct ent_arena *arena, struct ent_random *random, int depth);
struct ent_expression *trees_random_expression(struct ent_arena *arena, struct ent_random *random, int depth);

/* Calls `use` with each line of a file under tests/claims that is neither empty nor a comment; returns how many. */
size_t trees_each_line(const char *name, void (*use)(char *line, void *data), void *data);

#endif
