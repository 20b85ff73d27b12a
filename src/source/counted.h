/* A table with one made column more: in how many of its columns a row has one of some values. Published tables of
 * members have a column for each of hundreds of organisations; a fact is how many two states share. */
#ifndef ENT_SOURCE_COUNTED_H
#define ENT_SOURCE_COUNTED_H

#include "source/recipe.h"
#include "source/table.h"

/* Takes ownership of `inner`, also where it fails. */
int ent_counted_open(struct ent_table **out, struct ent_table *inner, const struct ent_recipe_form *form,
                     struct ent_arena *arena, struct ent_error *error);

#endif
