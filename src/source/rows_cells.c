/* What a row says: its numbers, and the marks that give a spell its types. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "source/rows.h"

static int read_value(struct ent_job *job, const struct ent_slot *slot, const struct ent_row *row, double *out,
                      bool *missing, bool *good) {
    *out = 1;
    *missing = false;
    *good = true;
    for (size_t i = 0; i < slot->value->factor_count && *good; i++) {
        double number = slot->value->factors[i].number;
        bool empty = false;
        if (slot->value->factors[i].column)
            ENT_TRY(ent_job_number(job, &row->fields[slot->columns[i]], slot->value->factors[i].column, &number, &empty,
                                   good));
        *missing |= empty;
        *out *= number;
    }
    if (!*good || isfinite(*out))
        return ENT_OK;
    *good = false;
    return ent_job_reject(job, "the product %s is too large for a number", slot->value->label);
}

/* The standard deviation, in the unit that the value is stored in: the constants of its product count, too. */
static int read_deviation(struct ent_job *job, const struct ent_slot *slot, const struct ent_row *row, double *out,
                          bool *good) {
    bool missing = true;
    *out = (double)NAN;
    if (!slot->value->deviation)
        return ENT_OK;
    ENT_TRY(ent_job_number(job, &row->fields[slot->deviation], slot->value->deviation, out, &missing, good));
    if (missing)
        *out = (double)NAN;
    if (*good && *out < 0) {
        *good = false;
        return ent_job_reject(job, "%s is a standard deviation below zero", slot->value->deviation);
    }
    for (size_t i = 0; i < slot->value->factor_count; i++)
        if (!slot->value->factors[i].column)
            *out *= slot->value->factors[i].number;
    return ENT_OK;
}

static bool is_true(const char *text) {
    return strcmp(text, "TRUE") == 0 || strcmp(text, "true") == 0 || strcmp(text, "T") == 0;
}

static bool is_false(const char *text) {
    return strcmp(text, "FALSE") == 0 || strcmp(text, "false") == 0 || strcmp(text, "F") == 0;
}

/* Whether a cell is what a recipe wrote: the same text, or the same number. */
static bool cell_is(const char *text, const char *wanted) {
    double left, right;
    return strcmp(text, wanted) == 0 ||
           (ent_text_number(text, &left) && ent_text_number(wanted, &right) && left == right);
}

/* One mark of a row: set, not set, or no mark at all. */
static int read_mark(struct ent_job *job, const struct ent_recipe_mark *mark, const struct ent_field *field,
                     struct ent_slot *slot, uint32_t *types, bool *unmarked, bool *good) {
    int bit = 0;
    if (field->missing || !*field->text || ent_recipe_missing(job->form, field->text)) {
        *unmarked |= mark->type && !mark->value;
        return ENT_OK;
    }
    if (mark->value && !cell_is(field->text, mark->value))
        return ENT_OK;
    if (mark->type && !mark->value) {
        double number = 0;
        bool missing = false;
        if (is_true(field->text))
            number = 1;
        else if (!is_false(field->text))
            ENT_TRY(ent_job_number(job, field, mark->column, &number, &missing, good));
        if (*good && number != 0 && number != 1) {
            *good = false;
            return ent_job_reject(job, "%s \"%s\" is no mark: 1, 0 or empty was expected", mark->column, field->text);
        }
        if (!*good || number == 0)
            return ENT_OK;
    }
    ENT_TRY(ent_plan_type(job, slot, mark->type ? mark->type : field->text, &bit));
    *types |= (uint32_t)1 << bit;
    return ENT_OK;
}

static int read_spell(struct ent_job *job, const struct ent_plan *plan, size_t at, const struct ent_row *row,
                      struct ent_cells *cells, bool *good) {
    struct ent_slot *slot = &plan->slots[at];
    cells->types[at] = 0;
    cells->unmarked[at] = false;
    for (size_t i = 0; i < plan->form->marks.count && *good; i++) {
        const struct ent_recipe_mark *mark = &plan->form->marks.items[i];
        if (strcmp(mark->strand, slot->spell) == 0)
            ENT_TRY(read_mark(job, mark, &row->fields[plan->marks[i]], slot, &cells->types[at],
                              &cells->unmarked[at], good));
    }
    cells->content = ent_content_add_bits(cells->content, cells->types[at]);
    return ENT_OK;
}

int ent_cells_make(struct ent_job *job, const struct ent_plan *plan, struct ent_cells *cells) {
    cells->values = ent_arena_alloc(&job->arena, plan->slot_count, sizeof *cells->values);
    cells->deviations = ent_arena_alloc(&job->arena, plan->slot_count, sizeof *cells->deviations);
    cells->missing = ent_arena_alloc(&job->arena, plan->slot_count, sizeof *cells->missing);
    cells->unmarked = ent_arena_alloc(&job->arena, plan->slot_count, sizeof *cells->unmarked);
    cells->types = ent_arena_alloc(&job->arena, plan->slot_count, sizeof *cells->types);
    bool all = cells->values && cells->deviations && cells->missing && cells->unmarked && cells->types;
    return all ? ENT_OK : ent_job_out_of_memory(job);
}

int ent_cells_read(struct ent_job *job, const struct ent_plan *plan, const struct ent_row *row, struct ent_cells *cells,
                   bool *good) {
    cells->content = ENT_CONTENT_START;
    for (size_t i = 0; i < plan->slot_count && *good; i++) {
        if (!plan->slots[i].value) {
            ENT_TRY(read_spell(job, plan, i, row, cells, good));
            continue;
        }
        ENT_TRY(read_value(job, &plan->slots[i], row, &cells->values[i], &cells->missing[i], good));
        if (*good)
            ENT_TRY(read_deviation(job, &plan->slots[i], row, &cells->deviations[i], good));
        if (!plan->slots[i].value->rounded)
            cells->content =
                ent_content_add_number(cells->content, cells->missing[i] ? (double)NAN : cells->values[i]);
    }
    return ENT_OK;
}
