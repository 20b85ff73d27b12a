/* A concept: a word people use, declared in a text file with a version. Core specifications give the verdict; the
 * others are shown and decide nothing. One namespace for measures, concepts and aliases: collisions are refused. */
#ifndef ENT_MEASURE_CONCEPT_H
#define ENT_MEASURE_CONCEPT_H

#include "measure/measure.h"

struct ent_concept {
    const char *name, *version, *title, *file;
    char hash[65];     /* SHA-256 of the file: what the word meant in an answer */
    const char **core; /* specifications as written: "votes.kappa:weights=nominal" */
    size_t core_count;
    const char **also;
    size_t also_count;
    const char **aliases;
    size_t alias_count;
};

struct ent_concepts {
    struct ent_concept *items; /* in order of name */
    size_t count;
};

/* Reads every *.concept file of a folder. Errors name file and line. */
int ent_concepts_load(struct ent_concepts **out, struct ent_arena *arena, const char *folder, struct ent_error *error);

/* By name or alias; NULL when there is none. */
const struct ent_concept *ent_concepts_find(const struct ent_concepts *concepts, const char *name);

/* Refuses a name that means two things (ENT_ERROR_INPUT, both places named). */
int ent_concepts_check(const struct ent_concepts *concepts, struct ent_context *context, struct ent_error *error);

/* Names near a wrong one: measures, strands, concepts and aliases, for "did you mean". Writes up to three, comma
 * separated, or "" when none is near. */
int ent_names_near(const struct ent_concepts *concepts, struct ent_context *context, const char *name, char *out,
                   size_t size, struct ent_error *error);

#endif
