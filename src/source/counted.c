#include "source/counted.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "source/across.h"

struct counted {
    struct ent_table base;
    struct ent_table *inner;
    const struct ent_recipe_form *form;
    struct ent_arena *arena;
    size_t **columns; /* of each made column: those that are looked at */
    size_t *column_counts;
    struct ent_field *fields;
    size_t room;
    char (*texts)[24]; /* the counts */
};

static void counted_close(struct ent_table *table) {
    struct counted *self = (struct counted *)table;
    self->inner->close(self->inner);
    ent_text_release(&self->base.note);
    free(self->fields);
    free(self->texts);
    free(self);
}

static bool is_one_of(const ent_word_list *values, const char *text) {
    double left, right;
    for (size_t i = 0; i < values->count; i++)
        if (strcmp(values->items[i], text) == 0 ||
            (ent_text_number(values->items[i], &left) && ent_text_number(text, &right) && left == right))
            return true;
    return false;
}

/* The made column: how many cells are one of the values; missing where every cell is. */
static struct ent_field count(const struct counted *self, size_t which, const struct ent_row *row) {
    const struct ent_recipe_counted *rule = &self->form->counted.items[which];
    long found = 0, seen = 0;
    for (size_t i = 0; i < self->column_counts[which]; i++) {
        const struct ent_field *cell = &row->fields[self->columns[which][i]];
        if (cell->missing || !*cell->text || ent_recipe_missing(self->form, cell->text))
            continue;
        seen++;
        found += is_one_of(&rule->values, cell->text);
    }
    snprintf(self->texts[which], sizeof self->texts[which], "%ld", found);
    return (struct ent_field){seen ? self->texts[which] : "", !seen, false};
}

static int counted_next(struct ent_table *table, struct ent_row *out, bool *more, struct ent_error *error) {
    struct counted *self = (struct counted *)table;
    struct ent_row row;
    size_t made = self->form->counted.count;
    ENT_TRY(self->inner->next(self->inner, &row, more, error));
    if (!*more) {
        if (self->inner->note.length && !self->base.note.length)
            ent_text_add(&self->base.note, self->inner->note.bytes);
        return ENT_OK;
    }
    if (row.count + made > self->room) {
        struct ent_field *fields = realloc(self->fields, (row.count + made) * sizeof *fields);
        if (!fields)
            return ent_fail_memory(error);
        self->fields = fields;
        self->room = row.count + made;
    }
    memcpy(self->fields, row.fields, row.count * sizeof *self->fields);
    bool whole = row.count == self->inner->column_count;
    for (size_t i = 0; i < made; i++)
        self->fields[row.count + i] = whole ? count(self, i, &row) : (struct ent_field){"", true, false};
    *out = row;
    out->fields = self->fields;
    out->count = row.count + made;
    return ENT_OK;
}

static int plan(struct counted *self, size_t which, struct ent_error *error) {
    const struct ent_recipe_counted *rule = &self->form->counted.items[which];
    const struct ent_table *inner = self->inner;
    char head[256];
    self->columns[which] = ent_arena_alloc(self->arena, inner->column_count + 1, sizeof **self->columns);
    if (!self->columns[which])
        return ent_fail_memory(error);
    for (size_t i = 0; i < inner->column_count; i++)
        if (ent_across_fits(rule->pattern, inner->columns[i], head, sizeof head) &&
            !ent_across_named(self->form, inner->columns[i]))
            self->columns[which][self->column_counts[which]++] = i;
    self->base.columns[inner->column_count + which] = rule->name;
    if (!self->column_counts[which])
        return ent_fail_at(error, ENT_ERROR_INPUT, inner->name, 1,
                           "has no column like \"%s\" to count in. Is this the right file, and the right separator?",
                           rule->pattern);
    if (ent_table_find_column(inner, rule->name) >= 0)
        return ent_fail_at(error, ENT_ERROR_INPUT, inner->name, 1,
                           "has a column \"%s\" of its own: the recipe's line counted needs another name", rule->name);
    return ENT_OK;
}

static int plan_all(struct counted *self, struct ent_error *error) {
    const struct ent_table *inner = self->inner;
    size_t made = self->form->counted.count;
    self->base.columns = ent_arena_alloc(self->arena, inner->column_count + made, sizeof *self->base.columns);
    self->columns = ent_arena_alloc(self->arena, made, sizeof *self->columns);
    self->column_counts = ent_arena_alloc(self->arena, made, sizeof *self->column_counts);
    self->texts = calloc(made, sizeof *self->texts);
    if (!self->base.columns || !self->columns || !self->column_counts || !self->texts)
        return ent_fail_memory(error);
    for (size_t i = 0; i < inner->column_count; i++)
        self->base.columns[i] = inner->columns[i];
    for (size_t i = 0; i < made; i++)
        ENT_TRY(plan(self, i, error));
    self->base.column_count = inner->column_count + made;
    self->base.made = made;
    return ENT_OK;
}

int ent_counted_open(struct ent_table **out, struct ent_table *inner, const struct ent_recipe_form *form,
                     struct ent_arena *arena, struct ent_error *error) {
    struct counted *self = calloc(1, sizeof *self);
    if (!self) {
        inner->close(inner);
        return ent_fail_memory(error);
    }
    self->base = (struct ent_table){.name = inner->name,
                                    .dated = inner->dated,
                                    .above = inner->above,
                                    .next = counted_next,
                                    .close = counted_close};
    ent_text_init(&self->base.note);
    self->inner = inner;
    self->form = form;
    self->arena = arena;
    int status = plan_all(self, error);
    if (status != ENT_OK) {
        counted_close(&self->base);
        return status;
    }
    *out = &self->base;
    return ENT_OK;
}
