/* From the files that a user names to the files that a recipe needs: layout, roles, checksums, originals. */
#ifndef ENT_SOURCE_INPUTS_H
#define ENT_SOURCE_INPUTS_H

#include "source/add.h"
#include "source/job.h"

enum { ENT_INPUTS = 4 };

struct ent_inputs {
    const struct ent_recipe_form *form;
    struct ent_input items[ENT_INPUTS];
    size_t count;
};

/* Finds the form whose files are all there and the file of each role; then reads their checksums. */
int ent_inputs_find(struct ent_inputs *out, const struct ent_recipe *recipe, const struct ent_add *add,
                    struct ent_arena *arena, struct ent_error *error);

/* The release that the files belong to; NULL when the recipe does not know them. Files of different releases are an
 * error. */
int ent_inputs_release(const struct ent_inputs *inputs, const struct ent_recipe *recipe,
                       const struct ent_recipe_release **out, struct ent_error *error);

/* Opens the table of a file as its form says. The arena must outlive the table. */
int ent_input_open(struct ent_table **out, const struct ent_input *input, const struct ent_recipe_form *form,
                   struct ent_arena *arena, struct ent_error *error);

/* Fails where the first file has a column that the form refuses. */
int ent_inputs_refused(const struct ent_inputs *inputs, struct ent_arena *arena, struct ent_error *error);

/* The day of publication that stands above the header of the first file; NULL where none does. */
int ent_inputs_dated(const struct ent_inputs *inputs, const char **out, struct ent_arena *arena,
                     struct ent_error *error);

#endif
