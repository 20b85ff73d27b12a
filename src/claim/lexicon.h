/* Words of degree, parts of decades, groups that a condition defines: how they are read. The tables are
 * lexicon/degrees.tsv, eras.tsv and groups.tsv, which the build puts into the program as they are; no number of them
 * stands in code. */
#ifndef ENT_CLAIM_LEXICON_H
#define ENT_CLAIM_LEXICON_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"

/* First and last year of a part of a decade ("early", "mid", "middle", "late", "whole"; capitals ignored) as offsets in
 * it; false for another word. */
bool ent_lexicon_era(const char *part, int *first, int *last);

/* By how many percent "about" may miss; 0 for a word that does not allow the same to both sides. */
int ent_lexicon_about(const char *word);

/* A group that a condition on a member X defines. */
struct ent_lexicon_group {
    const char *name, *condition; /* "rivals", "rivalry(A, X)" */
    bool of_state;                /* @rivals(A) */
    bool seen_only;               /* who is not seen to meet the condition is no member; else such a state may be one */
};

/* By name, capitals ignored; out->name is NULL for another name. Memory is the arena's. */
int ent_lexicon_group(struct ent_arena *arena, const char *name, struct ent_lexicon_group *out,
                      struct ent_error *error);
bool ent_lexicon_has_group(const char *name);

/* All of them, in order of the table. */
int ent_lexicon_groups(struct ent_arena *arena, struct ent_lexicon_group **out, size_t *count, struct ent_error *error);

/* How the words of degree and the eras of a text are read, one line for each, in the order of their first use:
 *   "about eight" is 7.2 to below 8.8      "vastly" is from 3 times (of less or smaller: its inverse)
 *   "paltry" has no reading: no standard to compare with      "mid-1950s" is 1954 to 1957
 * A word in capitals inside a sentence is a name. Memory is the arena's. */
int ent_lexicon_read(struct ent_arena *arena, const char *text, const char ***out, size_t *count,
                     struct ent_error *error);

#endif
