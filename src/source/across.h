/* A table with one column per year (or per item) as a table with one row per cell. All columns of the file stay; two
 * made ones follow: what the header says of the cell (its year), and the cell. An empty cell is no row: it says what an
 * absent row says, and the note counts it. */
#ifndef ENT_SOURCE_ACROSS_H
#define ENT_SOURCE_ACROSS_H

#include "source/recipe.h"
#include "source/table.h"

/* Takes ownership of `inner`, also where it fails. */
int ent_across_open(struct ent_table **out, struct ent_table *inner, const struct ent_recipe_form *form,
                    struct ent_arena *arena, struct ent_error *error);

/* Whether a column's name fits a pattern: %Y is a year, %m a month, %s anything, * anything that is left; *out (at
 * least `size` bytes) receives "1960", "1960-05" or what %s stands for. */
bool ent_across_fits(const char *pattern, const char *name, char *out, size_t size);

/* Whether the recipe speaks of a column by name: it is no cell then, even where its name fits. */
bool ent_across_named(const struct ent_recipe_form *form, const char *name);

#endif
