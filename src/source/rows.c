/* Rows that are facts one by one: numbers of a state or a pair, spells with types, events. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "source/pairing.h"
#include "source/whole.h"

/* The states on one side of a pair, each with the days in which the row is about it. */
struct side {
    struct ent_code_piece states[ENT_SIDE_STATES];
    size_t count;
};

/* A state that is there already is not taken twice. */
static int add_piece(struct ent_job *job, struct side *side, struct ent_code_piece piece, bool *good) {
    for (size_t i = 0; i < side->count; i++)
        if (side->states[i].state == piece.state && side->states[i].from == piece.from)
            return ENT_OK;
    if (side->count == ENT_SIDE_STATES) {
        *good = false;
        return ent_job_reject(job, "more than %d states on one side", ENT_SIDE_STATES);
    }
    side->states[side->count++] = piece;
    return ENT_OK;
}

/* A code that moved to another state inside a spell is each of them in its time. In a year it is the one that had it
 * longer: a row a year is one fact. */
static int add_state(struct ent_job *job, const char *scheme, const struct ent_field *field, ent_state state,
                     struct ent_interval when, struct side *side, bool *good) {
    struct ent_code_piece pieces[8];
    size_t count = 0;
    if (when.to > ent_interval_year(ent_day_year(when.from)).to && !ent_job_has_rule(job, field->text, when.from))
        count = ent_codes_pieces(job->codes, scheme, field->text, when.from, when.to, pieces, 8);
    if (!count)
        return add_piece(job, side, (struct ent_code_piece){state, when.from, when.to}, good);
    for (size_t i = 0; i < count && *good; i++)
        ENT_TRY(add_piece(job, side, pieces[i], good));
    return ENT_OK;
}

/* The record's name of the group that the source calls so. */
static const char *group_name(const struct ent_recipe_form *form, const char *text) {
    size_t length = strlen(text);
    for (size_t i = 0; i < form->group_names.count; i++)
        if (strncmp(form->group_names.items[i], text, length) == 0 && form->group_names.items[i][length] == '=')
            return form->group_names.items[i] + length + 1;
    return text;
}

/* The members of a group, each in the part of the row's time in which it is one; *found is false for no group. */
static int add_members(struct ent_job *job, const char *text, struct ent_interval when, struct side *side, bool *found,
                       bool *good) {
    sqlite3_stmt *statement;
    int status = ENT_OK;
    ENT_TRY(ent_record_prepare(job->record, &statement,
                               "SELECT member, max(from_day, ?2), min(to_day, ?3) FROM group_member"
                               " WHERE name = ?1 COLLATE NOCASE ORDER BY 1, 2",
                               job->error));
    sqlite3_bind_text(statement, 1, group_name(job->form, text), -1, SQLITE_TRANSIENT);
    sqlite3_bind_int(statement, 2, when.from);
    sqlite3_bind_int(statement, 3, when.to);
    *found = false;
    while (status == ENT_OK && *good && sqlite3_step(statement) == SQLITE_ROW) {
        struct ent_code_piece piece = {sqlite3_column_int(statement, 0), sqlite3_column_int(statement, 1),
                                       sqlite3_column_int(statement, 2)};
        *found = true;
        if (piece.from < piece.to)
            status = add_piece(job, side, piece, good);
    }
    sqlite3_finalize(statement);
    return status;
}

static int add_code(struct ent_job *job, int which, const struct ent_field *field, struct ent_interval when,
                    struct side *side, bool *good) {
    const struct ent_recipe_form *form = job->form;
    const struct ent_field *fields[ENT_STATE_COLUMNS];
    struct ent_state_column columns[ENT_STATE_COLUMNS];
    ent_state state;
    bool group = false;
    if (form->groups)
        ENT_TRY(add_members(job, field->text, when, side, &group, good));
    if (group)
        return ENT_OK;
    for (size_t i = 0; i < form->pair_scheme_count; i++) {
        fields[i] = field;
        columns[i] = (struct ent_state_column){form->pair[which], form->pair_schemes[i]};
    }
    ENT_TRY(ent_job_state(job, columns, fields, form->pair_scheme_count, when, &state, good));
    /* A code that moves is looked up in the first scheme only: in a column of two, names do not move. */
    return *good ? add_state(job, form->pair_schemes[0], field, state, when, side, good) : ENT_OK;
}

/* "365, 369": every code of a cell, where the form says that a cell can list several. */
static int add_codes(struct ent_job *job, int which, const struct ent_field *field, struct ent_interval when,
                     struct side *side, bool *good) {
    if (!job->form->lists || !strchr(field->text, *job->form->lists))
        return add_code(job, which, field, when, side, good);
    struct ent_text copy;
    ent_text_init(&copy);
    ent_text_add(&copy, field->text);
    int status = copy.failed ? ent_job_out_of_memory(job) : ENT_OK;
    for (char *rest = copy.bytes; status == ENT_OK && rest && *good;) {
        struct ent_field one = {ent_text_trim(ent_text_split(&rest, *job->form->lists)), false, field->quoted};
        status = add_code(job, which, &one, when, side, good);
    }
    ent_text_release(&copy);
    return status;
}

static int read_side(struct ent_job *job, const struct ent_plan *plan, int which, const struct ent_row *row,
                     struct ent_interval when, struct side *side, bool *good) {
    side->count = 0;
    ENT_TRY(add_codes(job, which, &row->fields[plan->pair[which]], when, side, good));
    for (size_t i = 0; i < job->form->pair_more[which].count && *good; i++) {
        const struct ent_field *field = &row->fields[plan->pair_more[which][i]];
        if (!field->missing && *field->text && (field->quoted || !ent_recipe_missing(job->form, field->text)))
            ENT_TRY(add_codes(job, which, field, when, side, good));
    }
    return ENT_OK;
}

static int read_pair(struct ent_job *job, const struct ent_plan *plan, const struct ent_row *row,
                     struct ent_interval when, struct side sides[2], bool *good) {
    ENT_TRY(read_side(job, plan, 0, row, when, &sides[0], good));
    if (*good)
        ENT_TRY(read_side(job, plan, 1, row, when, &sides[1], good));
    if (!*good || sides[0].count != 1 || sides[1].count != 1 || sides[0].states[0].state != sides[1].states[0].state)
        return ENT_OK;
    *good = false;
    if (job->form->self)
        return ent_job_out_of_scope(job, "both ends of the pair are the same state: %s", job->form->self);
    return ent_job_reject(job, "both ends of the pair are the same state");
}

static int read_parties(struct ent_job *job, const struct ent_plan *plan, const struct ent_row *row,
                        struct ent_interval when, struct side sides[2], bool *good) {
    *good = true;
    if (plan->is_pair)
        return read_pair(job, plan, row, when, sides, good);
    const struct ent_field *fields[ENT_STATE_COLUMNS];
    ent_state state;
    for (size_t i = 0; i < job->form->state_count; i++)
        fields[i] = &row->fields[plan->states[i]];
    sides[0].count = 0;
    sides[1].count = 1;
    sides[1].states[0] = (struct ent_code_piece){ENT_NO_STATE, when.from, when.to};
    ENT_TRY(ent_job_state(job, job->form->states, fields, job->form->state_count, when, &state, good));
    return *good ? add_state(job, job->form->states[0].scheme, fields[0], state, when, &sides[0], good) : ENT_OK;
}

/* The unit that a figure really is in: "in UNIT". Measures read it, so that years in different units are never compared. */
static const char *unit_of(struct ent_job *job, const struct ent_slot *slot, const struct ent_fact *fact, char *buffer,
                           size_t size) {
    const char *unit = NULL;
    for (size_t i = 0; slot->value && i < job->recipe->units.count; i++) {
        const struct ent_recipe_unit *at = &job->recipe->units.items[i];
        bool of_form = !at->form || strcmp(at->form, job->form->name) == 0;
        if (of_form && strcmp(at->strand, slot->value->strand) == 0 && fact->from >= at->from && fact->from < at->to)
            unit = at->text;
    }
    if (!unit)
        return NULL;
    snprintf(buffer, size, "in %s", unit);
    return buffer;
}

static int column_of(struct ent_job *job, const struct ent_plan *plan, const struct ent_slot *slot, int *out) {
    const struct ent_table *table = job->table;
    *out = slot->column;
    if (!slot->value || !table->cell)
        return ENT_OK;
    int *cell = &plan->cells[table->cell_at];
    if (!*cell)
        ENT_TRY(ent_writer_column(job->writer, cell, table->cell, job->error));
    *out = *cell;
    return ENT_OK;
}

static void set_interval(struct ent_fact *fact, double deviation) {
    const double normal = 1.959963984540054; /* 95 % of a normal distribution */
    fact->low = fact->high = (double)NAN;
    if (fact->kind != ENT_KIND_VALUE || isnan(deviation))
        return;
    fact->low = fact->value - normal * deviation;
    fact->high = fact->value + normal * deviation;
    if (!isfinite(fact->low) || !isfinite(fact->high))
        fact->low = fact->high = (double)NAN;
}

static enum ent_kind kind_of(const struct ent_plan *plan, const struct ent_cells *cells, size_t at) {
    const struct ent_slot *slot = &plan->slots[at];
    if (slot->value)
        return cells->missing[at] ? ENT_KIND_UNKNOWN : ENT_KIND_VALUE;
    bool by_types = !plan->form->row_strand && plan->form->directed;
    if (!by_types || cells->types[at])
        return ENT_KIND_VALUE;
    return cells->unmarked[at] ? ENT_KIND_UNKNOWN : ENT_KIND_NONE;
}

/* All facts of the row about one pair (or state) go to be put in order. */
static int tell_pair(struct ent_job *job, const struct ent_plan *plan, const struct ent_cells *cells,
                     const struct ent_fact *row, bool several) {
    struct ent_told told = {
        .content = cells->content, .cell = job->cell, .order = job->accounts.rows_read, .several = several};
    for (size_t i = 0; i < plan->slot_count; i++) {
        const struct ent_slot *slot = &plan->slots[i];
        bool reversed = slot->value && slot->value->reversed;
        struct ent_fact *fact = &told.fact;
        told.part = plan->first_part + (int)i;
        told.first = i == 0;
        told.silent = slot->needs_type && !cells->types[i];
        *fact = *row;
        fact->a = reversed ? row->b : row->a;
        fact->b = reversed ? row->a : row->b;
        fact->strand = slot->strand;
        ENT_TRY(column_of(job, plan, slot, &fact->column));
        fact->types = slot->value ? 0 : cells->types[i];
        fact->value = slot->value ? cells->values[i] : 1;
        fact->kind = kind_of(plan, cells, i);
        fact->note = slot->value ? NULL : row->note;
        set_interval(fact, slot->value ? cells->deviations[i] : (double)NAN);
        ENT_TRY(ent_tell(plan->told, &told));
    }
    return ENT_OK;
}

/* A zero that the recipe doubts is unknown, unless a cited list confirms it for this pair and day. */
static bool doubted(const struct ent_slot *slot, const struct ent_fact *fact) {
    if (!slot->zeros || fact->kind != ENT_KIND_VALUE || fact->value != 0 ||
        ent_zero_confirmed(slot->zeros, fact->a, fact->b, fact->from))
        return false;
    ent_zero_doubted(slot->zeros);
    return true;
}

static int store(struct ent_job *job, void *context, struct ent_told *told) {
    const struct ent_plan *plan = context;
    struct ent_fact *fact = &told->fact;
    char unit[160];
    while (told->part >= plan->first_part + (int)plan->slot_count)
        plan++;
    const struct ent_slot *slot = &plan->slots[told->part - plan->first_part];
    fact->file = job->file;
    if (!fact->note)
        fact->note = unit_of(job, slot, fact, unit, sizeof unit);
    if (doubted(slot, fact))
        fact->kind = ENT_KIND_UNKNOWN;
    job->listed[fact->a] = true;
    if (fact->b != ENT_NO_STATE)
        job->listed[fact->b] = true;
    return ent_writer_fact(job->writer, fact, job->error);
}

static int read_entity(struct ent_job *job, const struct ent_plan *plan, const struct ent_row *row,
                       struct ent_fact *fact, bool *good) {
    const char *name = row->fields[plan->entity].text;
    const char *id = plan->form->entity_id ? row->fields[plan->entity_id].text : name;
    char code[256];
    *good = *name && *id;
    if (!*good)
        return ent_job_reject(job, "%s is empty: the row does not say who or what", plan->form->entity);
    snprintf(code, sizeof code, "%s/%s", job->recipe->source, id);
    return ent_writer_entity(job->writer, &fact->entity, code, plan->form->entity_kind, name, job->recipe->source,
                             job->error);
}

static int read_status(struct ent_job *job, const struct ent_plan *plan, const struct ent_row *row,
                       struct ent_fact *fact, bool *good) {
    const char *status = row->fields[plan->status].text;
    fact->recalled = strcmp(status, "recalled") == 0;
    *good = fact->recalled || strcmp(status, "read") == 0;
    return *good ? ENT_OK
                 : ent_job_reject(job, "%s \"%s\" is neither read nor recalled", plan->form->status, status);
}

/* The columns that the form keeps as words, in one text. */
static int read_notes(struct ent_job *job, const struct ent_plan *plan, const struct ent_row *row,
                      struct ent_fact *fact) {
    ent_text_clear(plan->note);
    for (size_t i = 0; i < plan->form->notes.count; i++) {
        const char *text = row->fields[plan->notes[i]].text;
        if (*text)
            ent_text_format(plan->note, "%s%s", plan->note->length ? ", " : "", text);
    }
    fact->note = plan->note->length ? plan->note->bytes : NULL;
    return plan->note->failed ? ent_job_out_of_memory(job) : ENT_OK;
}

/* What tells facts about the same states and time apart (the number of a dispute, a product, a person), who says so, and
 * whether somebody looked it up. */
static int read_particulars(struct ent_job *job, const struct ent_plan *plan, const struct ent_row *row,
                            struct ent_fact *fact, bool *good) {
    const struct ent_recipe_form *form = plan->form;
    *good = true;
    if (form->reporter && *row->fields[plan->reporter].text)
        ENT_TRY(ent_writer_reporter(job->writer, &fact->reporter, row->fields[plan->reporter].text, job->error));
    if (form->item && *row->fields[plan->item].text)
        ENT_TRY(ent_writer_item(job->writer, &fact->item, row->fields[plan->item].text, job->error));
    if (form->status)
        ENT_TRY(read_status(job, plan, row, fact, good));
    if (form->entity && *good)
        ENT_TRY(read_entity(job, plan, row, fact, good));
    return read_notes(job, plan, row, fact);
}

/* One of one side with one of the other, in the days that both have. */
static bool set_pair(const struct ent_plan *plan, const struct ent_code_piece *one, const struct ent_code_piece *other,
                     struct ent_fact *fact) {
    bool swap = plan->undirected && one->state > other->state;
    fact->a = swap ? other->state : one->state;
    fact->b = swap ? one->state : other->state;
    fact->from = one->from > other->from ? one->from : other->from;
    fact->to = one->to < other->to ? one->to : other->to;
    return fact->a != fact->b && fact->from < fact->to;
}

/* Everybody on one side with everybody on the other, as far as they are two and were there together. */
static int tell_row(struct ent_job *job, struct ent_plan *plan, const struct ent_cells *cells,
                    const struct side sides[2], struct ent_fact *fact) {
    bool several = sides[0].count * sides[1].count > 1, any = false;
    for (size_t i = 0; i < sides[0].count; i++)
        for (size_t k = 0; k < sides[1].count; k++) {
            if (!set_pair(plan, &sides[0].states[i], &sides[1].states[k], fact))
                continue;
            fact->present_borders = job->recipe->present_borders && !job->borders_then &&
                                    fact->from < ent_codes_last_break(job->codes, fact->a);
            ENT_TRY(tell_pair(job, plan, cells, fact, several));
            any = true;
        }
    return any ? ENT_OK : ent_job_reject(job, "nobody of one side stood against anybody of the other in that time");
}

static int read_row(struct ent_job *job, struct ent_plan *plan, const struct ent_row *row, struct ent_cells *cells) {
    struct ent_interval when;
    struct side sides[2];
    struct ent_fact fact = {
        .low = (double)NAN, .high = (double)NAN, .published = ENT_DAY_EARLY, .line = job->line};
    bool good;
    ENT_TRY(ent_job_time(job, plan->time, row, &when, &good));
    if (good)
        ENT_TRY(read_parties(job, plan, row, when, sides, &good));
    if (good)
        ENT_TRY(ent_cells_read(job, plan, row, cells, &good));
    if (good)
        ENT_TRY(read_particulars(job, plan, row, &fact, &good));
    if (!good)
        return ENT_OK;
    fact.precision = when.precision;
    if (plan->pairing)
        return ent_pairing_add(plan->pairing, row, cells, &fact, sides[0].states, sides[0].count);
    cells->content = ent_content_add_bits(cells->content, (uint64_t)when.to);
    return tell_row(job, plan, cells, sides, &fact);
}

/* The first part whose filters admit the row takes it; where none does, the last says why. */
static int read_parts(struct ent_job *job, struct ent_plan *plans, size_t count, const struct ent_row *row,
                      struct ent_cells *cells) {
    for (size_t at = 0;; at++) {
        job->form = plans[at].form;
        size_t filter = ent_job_filter(job, plans[at].filters, row);
        if (filter == job->form->filters.count)
            return read_row(job, &plans[at], row, &cells[at]);
        if (at + 1 == count)
            return ent_job_filter_out(job, filter, plans[at].filters, row);
    }
}

/* Whether an earlier value of the row, or an earlier part, is of the same strand: both flows of a pair. */
static bool covered_before(const struct ent_plan *plans, size_t part, size_t slot) {
    for (size_t i = 0; i <= part; i++)
        for (size_t k = 0; k < (i < part ? plans[i].slot_count : slot); k++)
            if (plans[i].slots[k].strand == plans[part].slots[slot].strand)
                return true;
    return false;
}

static int declare_coverage(struct ent_job *job, const struct ent_plan *plans, size_t count) {
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < plans[i].slot_count; k++)
            if (!covered_before(plans, i, k))
                ENT_TRY(ent_job_cover(job, plans[i].slots[k].strand));
    return ENT_OK;
}

static int read_rows(struct ent_job *job, struct ent_plan *plans, size_t count) {
    struct ent_cells *cells = ent_arena_alloc(&job->arena, count, sizeof *cells);
    struct ent_row row;
    bool more = true;
    if (!cells)
        return ent_job_out_of_memory(job);
    for (size_t i = 0; i < count; i++)
        ENT_TRY(ent_cells_make(job, &plans[i], &cells[i]));
    for (;;) {
        ENT_TRY(ent_job_next(job, &row, &more));
        if (!more)
            return ENT_OK;
        ENT_TRY(read_parts(job, plans, count, &row, cells));
    }
}

static int make_plans(struct ent_job *job, struct ent_plan **out, size_t count) {
    const struct ent_recipe_form *form = job->form;
    int part = 0;
    *out = ent_arena_alloc(&job->arena, count, sizeof **out);
    job->listed = ent_arena_alloc(&job->arena, ent_states_count(job->record->states) + 1, sizeof *job->listed);
    if (!*out || !job->listed)
        return ent_job_out_of_memory(job);
    for (size_t i = 0; i < count; i++) {
        job->form = form + i;
        (*out)[i].first_part = part;
        ENT_TRY(ent_plan_make(job, &(*out)[i]));
        part += (int)(*out)[i].slot_count;
    }
    return ENT_OK;
}

static int settle(struct ent_job *job, struct ent_plan *plans, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (plans[i].pairing)
            ENT_TRY(ent_pairing_make(plans[i].pairing));
    ENT_TRY(ent_job_settle(plans->told, store, plans));
    return declare_coverage(job, plans, count);
}

int ent_job_values(struct ent_job *job) {
    const struct ent_recipe_form *form = job->form;
    size_t count = ent_recipe_parts(job->recipe, form);
    struct ent_plan *plans;
    struct ent_tellings told;
    struct ent_text note;
    bool there;
    ENT_TRY(ent_job_open(job, "data", &there));
    ENT_TRY(make_plans(job, &plans, count));
    ENT_TRY(ent_tellings_new(&told, job));
    ent_text_init(&note);
    int status = ENT_OK;
    for (size_t i = 0; i < count; i++) {
        plans[i].told = &told;
        plans[i].note = &note;
        if (plans[i].form->pair_by && status == ENT_OK)
            status = ent_pairing_new(&plans[i].pairing, job, &plans[i]);
    }
    if (status == ENT_OK)
        status = read_rows(job, plans, count);
    job->form = form;
    ent_job_close(job);
    if (status == ENT_OK)
        status = settle(job, plans, count);
    for (size_t i = 0; i < count; i++)
        ent_pairing_free(plans[i].pairing);
    ent_tellings_release(&told);
    ent_text_release(&note);
    return status;
}
