/* From the lines of a form to the columns of a table and the strands of the record. */
#include <stdio.h>
#include <string.h>

#include "source/rows.h"

/* Types that the strand has already keep their bits, so that two sources mean the same by them. */
static int load_types(struct ent_job *job, struct ent_slot *slot) {
    sqlite3_stmt *statement;
    ENT_TRY(
        ent_record_prepare(job->record, &statement, "SELECT bit, name FROM strand_type WHERE strand = ?1", job->error));
    sqlite3_bind_int(statement, 1, slot->strand);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        int bit = sqlite3_column_int(statement, 0);
        if (bit >= 0 && bit < ENT_SPELL_TYPES)
            slot->types[bit] = ent_arena_string(&job->arena, (const char *)sqlite3_column_text(statement, 1));
    }
    sqlite3_finalize(statement);
    return ENT_OK;
}

int ent_plan_type(struct ent_job *job, struct ent_slot *slot, const char *name, int *bit) {
    for (*bit = 0; *bit < ENT_SPELL_TYPES && slot->types[*bit]; ++*bit)
        if (strcmp(slot->types[*bit], name) == 0)
            return ENT_OK;
    if (*bit == ENT_SPELL_TYPES)
        return ent_fail_at(job->error, ENT_ERROR_INPUT, job->table->name, job->line,
                           "\"%.60s\" would be one more than the %d types that a spell can have: is the column in the "
                           "recipe the right one?",
                           name, ENT_SPELL_TYPES);
    slot->types[*bit] = ent_arena_string(&job->arena, name);
    return slot->types[*bit] ? ent_writer_strand_type(job->writer, slot->strand, *bit, name, job->error)
                             : ent_job_out_of_memory(job);
}

static int plan_values(struct ent_job *job, struct ent_plan *plan) {
    const char *shape = plan->is_pair ? "pair value" : "state value";
    for (size_t i = 0; i < plan->form->values.count; i++) {
        const struct ent_recipe_value *value = &plan->form->values.items[i];
        struct ent_slot *slot = &plan->slots[plan->slot_count++];
        slot->value = value;
        for (size_t j = 0; j < value->factor_count; j++)
            if (value->factors[j].column)
                ENT_TRY(ent_job_column(job, value->factors[j].column, &slot->columns[j]));
        if (value->deviation)
            ENT_TRY(ent_job_column(job, value->deviation, &slot->deviation));
        ENT_TRY(ent_job_zeros(job, value->strand, &slot->zeros));
        ENT_TRY(ent_job_strand(job, &slot->strand, value->strand, shape, plan->is_pair && plan->form->directed,
                               value->unit));
        ENT_TRY(ent_writer_column(job->writer, &slot->column, value->label, job->error));
    }
    return ENT_OK;
}

/* Columns of the types of a spell, as lineage names them: "type1, type2, type3". */
static int marks_column(struct ent_job *job, const struct ent_slot *slot, int *out) {
    const struct ent_recipe_form *form = job->form;
    struct ent_text names;
    const char *before = "";
    ent_text_init(&names);
    for (size_t i = 0; i < form->marks.count; i++) {
        const char *column = form->marks.items[i].column;
        if (strcmp(form->marks.items[i].strand, slot->spell) != 0 || strcmp(column, before) == 0)
            continue;
        ent_text_format(&names, "%s%s", names.length ? ", " : "", column);
        before = column;
    }
    if (!names.length && (form->entity || form->time.columns[0]))
        ent_text_add(&names, form->entity ? form->entity : form->time.columns[0]);
    int status = ent_writer_column(job->writer, out, names.length ? names.bytes : "", job->error);
    ent_text_release(&names);
    return status;
}

static int plan_spell(struct ent_job *job, struct ent_plan *plan, const char *strand) {
    const struct ent_recipe_form *form = plan->form;
    for (size_t i = 0; i < plan->slot_count; i++)
        if (plan->slots[i].spell && strcmp(plan->slots[i].spell, strand) == 0)
            return ENT_OK;
    struct ent_slot *slot = &plan->slots[plan->slot_count++];
    bool of_row = form->row_strand && strcmp(form->row_strand, strand) == 0;
    slot->spell = strand;
    slot->needs_type = form->row_strand && (!of_row || form->rows_need_types);
    ENT_TRY(ent_job_strand(job, &slot->strand, strand, of_row && form->rows_are_events ? "event" : "spell",
                           form->directed, ""));
    ENT_TRY(marks_column(job, slot, &slot->column));
    ENT_TRY(load_types(job, slot));
    int bit;
    for (size_t i = 0; i < form->marks.count; i++)
        if (form->marks.items[i].type && strcmp(form->marks.items[i].strand, strand) == 0)
            ENT_TRY(ent_plan_type(job, slot, form->marks.items[i].type, &bit));
    return ENT_OK;
}

/* The row's own strand first, then every other that a mark names. */
static int plan_spells(struct ent_job *job, struct ent_plan *plan) {
    const struct ent_recipe_form *form = plan->form;
    if (form->row_strand)
        ENT_TRY(plan_spell(job, plan, form->row_strand));
    for (size_t i = 0; i < form->marks.count; i++) {
        ENT_TRY(ent_job_column(job, form->marks.items[i].column, &plan->marks[i]));
        ENT_TRY(plan_spell(job, plan, form->marks.items[i].strand));
    }
    return ENT_OK;
}

static int plan_side(struct ent_job *job, struct ent_plan *plan, int side) {
    const ent_word_list *more = &plan->form->pair_more[side];
    ENT_TRY(ent_job_column(job, plan->form->pair[side], &plan->pair[side]));
    plan->pair_more[side] = ent_arena_alloc(&job->arena, more->count + 1, sizeof *plan->pair_more[side]);
    if (!plan->pair_more[side])
        return ent_job_out_of_memory(job);
    for (size_t i = 0; i < more->count; i++)
        ENT_TRY(ent_job_column(job, more->items[i], &plan->pair_more[side][i]));
    return ENT_OK;
}

/* Who, what else and when. */
static int plan_subject(struct ent_job *job, struct ent_plan *plan) {
    const struct ent_recipe_form *form = plan->form;
    const struct {
        const char *name;
        size_t *column;
    } optional[] = {{form->item, &plan->item},
                    {form->pair_side, &plan->side},
                    {form->reporter, &plan->reporter},
                    {form->entity, &plan->entity},
                    {form->entity_id, &plan->entity_id},
                    {form->status, &plan->status}};
    for (size_t i = 0; i < sizeof optional / sizeof *optional; i++)
        if (optional[i].name)
            ENT_TRY(ent_job_column(job, optional[i].name, optional[i].column));
    for (size_t i = 0; i < form->notes.count; i++)
        ENT_TRY(ent_job_column(job, form->notes.items[i], &plan->notes[i]));
    if (!plan->is_pair && !form->state_count)
        return ent_fail_at(job->error, ENT_ERROR_INPUT, job->recipe->path, 0, "needs a line state or pair");
    if (!form->time.kind)
        return ent_fail_at(job->error, ENT_ERROR_INPUT, job->recipe->path, 0, "needs a line time");
    for (int i = 0; i < 2 && plan->is_pair; i++)
        ENT_TRY(plan_side(job, plan, i));
    for (size_t i = 0; i < form->state_count && !plan->is_pair; i++)
        ENT_TRY(ent_job_column(job, form->states[i].column, &plan->states[i]));
    return ent_job_time_columns(job, plan->time);
}

int ent_plan_make(struct ent_job *job, struct ent_plan *plan) {
    const struct ent_recipe_form *form = plan->form = job->form;
    plan->is_pair = form->pair[0] != NULL;
    plan->undirected = plan->is_pair && !form->directed;
    plan->slots = ent_arena_alloc(&job->arena, form->values.count + form->marks.count + 1, sizeof *plan->slots);
    plan->marks = ent_arena_alloc(&job->arena, form->marks.count + 1, sizeof *plan->marks);
    plan->filters = ent_arena_alloc(&job->arena, form->filters.count + 1, sizeof *plan->filters);
    plan->notes = ent_arena_alloc(&job->arena, form->notes.count + 1, sizeof *plan->notes);
    plan->cells = ent_arena_alloc(&job->arena, job->table->column_count + 1, sizeof *plan->cells);
    if (!plan->slots || !plan->marks || !plan->filters || !plan->notes || !plan->cells)
        return ent_job_out_of_memory(job);
    ENT_TRY(ent_job_filter_columns(job, plan->filters));
    ENT_TRY(plan_subject(job, plan));
    ENT_TRY(plan_values(job, plan));
    return plan_spells(job, plan);
}
