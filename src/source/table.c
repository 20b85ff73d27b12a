#include "source/table.h"

#include <string.h>

int ent_table_find_column(const struct ent_table *table, const char *name) {
    for (size_t i = 0; i < table->column_count; i++)
        if (strcmp(table->columns[i], name) == 0)
            return (int)i;
    return -1;
}

static const char *nearest(const struct ent_table *table, const char *name) {
    const char *best = NULL;
    int distance = 3;
    for (size_t i = 0; i < table->column_count; i++) {
        int here = ent_text_equal_folded(table->columns[i], name) ? 0 : ent_text_distance(table->columns[i], name, 2);
        if (here < distance) {
            distance = here;
            best = table->columns[i];
        }
    }
    return best;
}

int ent_table_column(const struct ent_table *table, const char *name, size_t *out, struct ent_error *error) {
    int found = ent_table_find_column(table, name);
    for (size_t i = (size_t)found + 1; found >= 0 && i < table->column_count; i++)
        if (strcmp(table->columns[i], name) == 0)
            return ent_fail_at(error, ENT_ERROR_INPUT, table->name, 1,
                               "has two columns \"%s\", the %d. and the %zu.: which one is meant?", name, found + 1, i + 1);
    if (found >= 0) {
        *out = (size_t)found;
        return ENT_OK;
    }
    struct ent_text there;
    ent_text_init(&there);
    for (size_t i = 0; i < table->column_count && i < 16; i++)
        ent_text_format(&there, "%s%s", i ? ", " : "", table->columns[i]);
    const char *near = nearest(table, name);
    ent_fail_at(
        error, ENT_ERROR_INPUT, table->name, 1,
        "has no column \"%s\", which the recipe needs; it has %s%s%s%s%s. Is this the right file, and the right "
        "separator?",
        name, there.bytes, table->column_count > 16 ? ", …" : "", near ? ". Did you mean \"" : "", near ? near : "",
        near ? "\"" : "");
    ent_text_release(&there);
    return ENT_ERROR_INPUT;
}
