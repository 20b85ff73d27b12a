/* Recipes: an error with its line, or a recipe with all that a reader of it counts on. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "source/recipe.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct ent_error error = {0};
    struct ent_recipe *recipe = NULL;
    char *text = fuzz_text(data, size);
    int status = ent_recipe_parse(&recipe, "input.recipe", text, &error);
    free(text);
    if (status != ENT_OK) {
        if (!error.message[0] || !error.file[0])
            fuzz_fail("an error has a file and words", error.message);
        return 0;
    }
    if (!recipe->source || !*recipe->source || !recipe->licence || !recipe->forms.count)
        fuzz_fail("a recipe has a source, a licence and a form", NULL);
    for (size_t i = 0; i < recipe->forms.count; i++) {
        const struct ent_recipe_form *form = &recipe->forms.items[i];
        ent_recipe_file(form, "data");
        ent_recipe_missing(form, "-9");
        for (size_t j = 0; j < form->files.count; j++)
            if (!form->files.items[j].patterns.count)
                fuzz_fail("a file has a pattern", NULL);
    }
    ent_recipe_free(recipe);
    return 0;
}
