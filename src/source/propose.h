/* Recipes that nobody wrote: from a look at a file, or from what a user says of its columns. */
#ifndef ENT_SOURCE_PROPOSE_H
#define ENT_SOURCE_PROPOSE_H

#include "base/text.h"
#include "record/record.h"

/* A recipe for a file that nobody described: propose.c. */
int ent_propose(struct ent_record *record, const char *path, const char *member, const char *source,
                struct ent_text *out, struct ent_error *error);

/* A recipe from what the user says of the columns, "a=host,b=guest,date=day": map.c. What is NULL is guessed. */
struct ent_map {
    const char *columns, *source, *strand, *scheme, *unit, *absent;
    bool undirected;
};
int ent_map_recipe(struct ent_record *record, const char *path, const char *member, const struct ent_map *map,
                   struct ent_text *out, struct ent_error *error);

#endif
