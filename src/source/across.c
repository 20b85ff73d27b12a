#include "source/across.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct across {
    struct ent_table base;
    struct ent_table *inner;
    size_t *cells;      /* columns of the file that are cells */
    const char **heads; /* what the header says of each */
    size_t cell_count, at;
    size_t made;              /* columns: 2, or 3 with what stands above the header */
    struct ent_row line;      /* of the file */
    struct ent_field *fields; /* of the row that is given out */
    size_t room;
    long lines, empty;
    bool noted;
};

static bool digits(const char *text, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!isdigit((unsigned char)text[i]))
            return false;
    return true;
}

bool ent_across_fits(const char *pattern, const char *name, char *out, size_t size) {
    size_t used = 0;
    for (; *pattern; pattern++) {
        bool year = strncmp(pattern, "%Y", 2) == 0, month = strncmp(pattern, "%m", 2) == 0;
        if (*pattern == '*')
            return used > 0;
        if (strncmp(pattern, "%s", 2) == 0) {
            snprintf(out + used, size - used, "%s", name);
            return *name != '\0' && !pattern[2];
        }
        if (year || month) {
            size_t length = year || (digits(name, 1) && digits(name + 1, 1)) ? 4 : 1;
            length = month && length == 4 ? 2 : length;
            if (!digits(name, length) || used + 8 > size)
                return false;
            used += (size_t)(year ? snprintf(out + used, size - used, "%.4s", name)
                                  : snprintf(out + used, size - used, "%s%s%.*s", used ? "-" : "",
                                             length == 1 ? "0" : "", (int)length, name));
            name += length;
            pattern++;
        } else if (*pattern != *name++) {
            return false;
        }
    }
    return !*name && used > 0;
}

/* A column that the recipe speaks of by name is no cell, even where its name fits. */
bool ent_across_named(const struct ent_recipe_form *form, const char *name) {
    const char *const single[] = {form->pair[0], form->pair[1], form->item, form->reporter,
                                  form->pair_side};
    for (size_t i = 0; i < sizeof single / sizeof *single; i++)
        if (single[i] && strcmp(single[i], name) == 0)
            return true;
    for (size_t i = 0; i < form->state_count; i++)
        if (strcmp(form->states[i].column, name) == 0)
            return true;
    for (size_t i = 0; i < ENT_TIME_COLUMNS; i++)
        if (form->time.columns[i] && strcmp(form->time.columns[i], name) == 0)
            return true;
    for (size_t i = 0; i < form->filters.count; i++)
        if (strcmp(form->filters.items[i].column, name) == 0)
            return true;
    for (size_t i = 0; i < form->ignored.count; i++)
        if (strcmp(form->ignored.items[i], name) == 0)
            return true;
    return false;
}

static void across_close(struct ent_table *table) {
    struct across *self = (struct across *)table;
    self->inner->close(self->inner);
    ent_text_release(&self->base.note);
    free(self->fields);
    free(self);
}

/* Said once, at the end of the file. */
static void note(struct across *self) {
    if (self->noted)
        return;
    self->noted = true;
    if (self->inner->note.length)
        ent_text_format(&self->base.note, "%s; ", self->inner->note.bytes);
    ent_text_format(&self->base.note, "%ld lines of %zu cells each; %ld cells are empty and are no rows", self->lines,
                    self->cell_count, self->empty);
}

/* The file's line with two fields more. */
static int widen(struct across *self, struct ent_error *error) {
    size_t count = self->line.count + self->made;
    if (count > self->room) {
        struct ent_field *fields = realloc(self->fields, count * sizeof *fields);
        if (!fields)
            return ent_fail_memory(error);
        self->fields = fields;
        self->room = count;
    }
    memcpy(self->fields, self->line.fields, self->line.count * sizeof *self->fields);
    for (size_t i = self->line.count; i < count; i++)
        self->fields[i] = (struct ent_field){"", true, false};
    if (self->made > 2)
        self->fields[count - 1] = (struct ent_field){self->inner->above, false, true};
    return ENT_OK;
}

static void give(struct across *self, struct ent_row *out) {
    *out = (struct ent_row){self->fields, self->line.count + self->made, self->line.line, self->line.fault};
}

static int next_line(struct across *self, struct ent_row *out, bool *more, bool *broken, struct ent_error *error) {
    ENT_TRY(self->inner->next(self->inner, &self->line, more, error));
    self->base.cell = NULL;
    self->base.torn = self->inner->torn;
    if (!*more) {
        note(self);
        return ENT_OK;
    }
    self->at = 0;
    self->lines++;
    ENT_TRY(widen(self, error));
    *broken = self->line.fault || self->line.count != self->inner->column_count;
    if (*broken) {
        self->at = self->cell_count;
        give(self, out);
    }
    return ENT_OK;
}

static int across_next(struct ent_table *table, struct ent_row *out, bool *more, struct ent_error *error) {
    struct across *self = (struct across *)table;
    *more = true;
    for (;;) {
        bool broken = false;
        if (self->at == self->cell_count)
            ENT_TRY(next_line(self, out, more, &broken, error));
        if (!*more || broken)
            return ENT_OK;
        size_t at = self->at++, column = self->cells[at];
        const struct ent_field *cell = &self->line.fields[column];
        if (cell->missing || !*cell->text) {
            self->empty++;
            continue;
        }
        self->fields[self->line.count] = (struct ent_field){self->heads[at], false, true};
        self->fields[self->line.count + 1] = *cell;
        self->base.cell = self->inner->columns[column];
        self->base.cell_at = column;
        give(self, out);
        return ENT_OK;
    }
}

static int plan(struct across *self, const struct ent_recipe_form *form, struct ent_arena *arena,
                struct ent_error *error) {
    const struct ent_table *inner = self->inner;
    const char *const made[] = {form->across.head, form->across.cell, form->above};
    char head[256];
    self->base.columns = ent_arena_alloc(arena, inner->column_count + 3, sizeof *self->base.columns);
    self->cells = ent_arena_alloc(arena, inner->column_count + 1, sizeof *self->cells);
    self->heads = ent_arena_alloc(arena, inner->column_count + 1, sizeof *self->heads);
    if (!self->base.columns || !self->cells || !self->heads)
        return ent_fail_memory(error);
    for (size_t i = 0; i < inner->column_count; i++) {
        self->base.columns[i] = inner->columns[i];
        if (!ent_across_fits(form->across.pattern, inner->columns[i], head, sizeof head) ||
            ent_across_named(form, inner->columns[i]))
            continue;
        self->cells[self->cell_count] = i;
        self->heads[self->cell_count] = ent_arena_string(arena, head);
        if (!self->heads[self->cell_count++])
            return ent_fail_memory(error);
    }
    self->at = self->cell_count;
    if (!self->cell_count)
        return ent_fail_at(
            error, ENT_ERROR_INPUT, inner->name, 1,
            "has no column like \"%s\", which the recipe needs (%%Y is a year). Is this the right file, and "
            "the right separator?",
            form->across.pattern);
    if (form->above && !inner->above)
        return ent_fail_at(error, ENT_ERROR_INPUT, inner->name, 0,
                           "no line above the header begins with \"%s\", which the recipe needs. Is this the right file?",
                           form->above_begins.items[0]);
    self->made = form->above ? 3 : 2;
    for (size_t i = 0; i < self->made; i++) {
        if (ent_table_find_column(inner, made[i]) >= 0)
            return ent_fail_at(error, ENT_ERROR_INPUT, inner->name, 1,
                               "has a column \"%s\" of its own: the recipe's line across needs another name", made[i]);
        self->base.columns[inner->column_count + i] = made[i];
    }
    self->base.column_count = inner->column_count + self->made;
    self->base.made = self->made;
    return ENT_OK;
}

int ent_across_open(struct ent_table **out, struct ent_table *inner, const struct ent_recipe_form *form,
                    struct ent_arena *arena, struct ent_error *error) {
    struct across *self = calloc(1, sizeof *self);
    if (!self) {
        inner->close(inner);
        return ent_fail_memory(error);
    }
    self->base = (struct ent_table){
        .name = inner->name, .dated = inner->dated, .made = 2, .next = across_next, .close = across_close};
    ent_text_init(&self->base.note);
    self->inner = inner;
    int status = plan(self, form, arena, error);
    if (status != ENT_OK) {
        across_close(&self->base);
        return status;
    }
    *out = &self->base;
    return ENT_OK;
}
