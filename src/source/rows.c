/* Rows that are facts one by one: numbers of a state or a pair, and spells with types. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "source/settle.h"

enum { TYPES = 32 };

/* A value or the types of a spell, with its place in the table and its ids in the record. */
struct slot {
    const struct ent_recipe_value *value; /* NULL: the types of a spell */
    size_t columns[ENT_FACTORS], deviation;
    int strand, column;
    struct ent_zeros *zeros; /* NULL: a zero is a zero */
};

struct plan {
    size_t states[ENT_STATE_COLUMNS], pair[2], time[ENT_TIME_COLUMNS], item;
    size_t *filters;          /* column of each filter of the recipe */
    struct slot *slots;
    size_t slot_count;
    size_t *marks;            /* column of each mark of the recipe */
    int *cells;               /* of a table whose rows are cells: the id of each cell's column, 0 not yet known */
    size_t reporter;
    const char *types[TYPES]; /* by bit */
    struct ent_sorter *told;
    bool is_pair, undirected;
};

/* Types that the strand has already keep their bits, so that two sources mean the same by them. */
static int load_types(struct ent_job *job, struct plan *plan, int strand) {
    sqlite3_stmt *statement;
    ENT_TRY(
        ent_record_prepare(job->record, &statement, "SELECT bit, name FROM strand_type WHERE strand = ?1", job->error));
    sqlite3_bind_int(statement, 1, strand);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        int bit = sqlite3_column_int(statement, 0);
        if (bit >= 0 && bit < TYPES)
            plan->types[bit] = ent_arena_string(&job->arena, (const char *)sqlite3_column_text(statement, 1));
    }
    sqlite3_finalize(statement);
    return ENT_OK;
}

/* The bit of a type, made at first use; -1 in *bit when there are too many. */
static int type_bit(struct ent_job *job, struct plan *plan, int strand, const char *name, int *bit) {
    for (*bit = 0; *bit < TYPES && plan->types[*bit]; ++*bit)
        if (strcmp(plan->types[*bit], name) == 0)
            return ENT_OK;
    if (*bit == TYPES)
        return ent_fail_at(job->error, ENT_ERROR_INPUT, job->recipe->path, 0, "more than %d types of a spell", TYPES);
    plan->types[*bit] = ent_arena_string(&job->arena, name);
    return plan->types[*bit] ? ent_writer_strand_type(job->writer, strand, *bit, name, job->error)
                             : ent_job_out_of_memory(job);
}

static int plan_values(struct ent_job *job, struct plan *plan) {
    const char *shape = plan->is_pair ? "pair value" : "state value";
    for (size_t i = 0; i < job->form->values.count; i++) {
        const struct ent_recipe_value *value = &job->form->values.items[i];
        struct slot *slot = &plan->slots[plan->slot_count++];
        slot->value = value;
        for (size_t j = 0; j < value->factor_count; j++)
            if (value->factors[j].column)
                ENT_TRY(ent_job_column(job, value->factors[j].column, &slot->columns[j]));
        if (value->deviation)
            ENT_TRY(ent_job_column(job, value->deviation, &slot->deviation));
        ENT_TRY(ent_job_zeros(job, value->strand, &slot->zeros));
        ENT_TRY(ent_job_strand(job, &slot->strand, value->strand, shape, plan->is_pair && job->form->directed,
                               value->unit));
        ENT_TRY(ent_writer_column(job->writer, &slot->column, value->label, job->error));
    }
    return ENT_OK;
}

/* Columns of types, as lineage names them: "type1, type2, type3". */
static int marks_column(struct ent_job *job, int *out) {
    struct ent_text names;
    ent_text_init(&names);
    for (size_t i = 0; i < job->form->marks.count; i++)
        ent_text_format(&names, "%s%s", i ? ", " : "", job->form->marks.items[i].column);
    if (!job->form->marks.count && job->form->time.columns[0])
        ent_text_add(&names, job->form->time.columns[0]);
    int status = ent_writer_column(job->writer, out, names.bytes, job->error);
    ent_text_release(&names);
    return status;
}

static int plan_spell(struct ent_job *job, struct plan *plan) {
    struct slot *slot = &plan->slots[plan->slot_count++];
    for (size_t i = 0; i < job->form->marks.count; i++)
        ENT_TRY(ent_job_column(job, job->form->marks.items[i].column, &plan->marks[i]));
    const char *strand = job->form->row_strand ? job->form->row_strand : job->form->marks.items[0].strand;
    ENT_TRY(ent_job_strand(job, &slot->strand, strand, job->form->rows_are_events ? "event" : "spell",
                           job->form->directed, ""));
    ENT_TRY(marks_column(job, &slot->column));
    ENT_TRY(load_types(job, plan, slot->strand));
    int bit;
    for (size_t i = 0; i < job->form->marks.count; i++)
        if (job->form->marks.items[i].type)
            ENT_TRY(type_bit(job, plan, slot->strand, job->form->marks.items[i].type, &bit));
    return ENT_OK;
}

static int make_plan(struct ent_job *job, struct plan *plan) {
    const struct ent_recipe_form *form = job->form;
    plan->is_pair = form->pair[0] != NULL;
    plan->undirected = plan->is_pair && !form->directed;
    plan->slots = ent_arena_alloc(&job->arena, form->values.count + 1, sizeof *plan->slots);
    plan->marks = ent_arena_alloc(&job->arena, form->marks.count + 1, sizeof *plan->marks);
    plan->filters = ent_arena_alloc(&job->arena, form->filters.count + 1, sizeof *plan->filters);
    plan->cells = ent_arena_alloc(&job->arena, job->table->column_count + 1, sizeof *plan->cells);
    if (!plan->slots || !plan->marks || !plan->filters || !plan->cells)
        return ent_job_out_of_memory(job);
    ENT_TRY(ent_job_filter_columns(job, plan->filters));
    if (form->item)
        ENT_TRY(ent_job_column(job, form->item, &plan->item));
    if (form->reporter)
        ENT_TRY(ent_job_column(job, form->reporter, &plan->reporter));
    if (!plan->is_pair && !form->state_count)
        return ent_fail_at(job->error, ENT_ERROR_INPUT, job->recipe->path, 0, "needs a line state or pair");
    if (!form->time.kind)
        return ent_fail_at(job->error, ENT_ERROR_INPUT, job->recipe->path, 0, "needs a line time");
    for (size_t i = 0; i < 2 && plan->is_pair; i++)
        ENT_TRY(ent_job_column(job, form->pair[i], &plan->pair[i]));
    for (size_t i = 0; i < form->state_count && !plan->is_pair; i++)
        ENT_TRY(ent_job_column(job, form->states[i].column, &plan->states[i]));
    ENT_TRY(ent_job_time_columns(job, plan->time));
    ENT_TRY(plan_values(job, plan));
    return form->marks.count || form->row_strand ? plan_spell(job, plan) : ENT_OK;
}

static int read_pair(struct ent_job *job, const struct plan *plan, const struct ent_row *row, struct ent_fact *fact,
                     struct ent_interval when, bool *good) {
    ent_state states[2] = {ENT_NO_STATE, ENT_NO_STATE};
    *good = true;
    for (size_t i = 0; i < 2 && *good; i++) {
        struct ent_state_column column = {job->form->pair[i], job->form->pair_scheme};
        const struct ent_field *field = &row->fields[plan->pair[i]];
        ENT_TRY(ent_job_state(job, &column, &field, 1, when, &states[i], good));
    }
    if (*good && states[0] == states[1]) {
        *good = false;
        return ent_job_reject(job, "both ends of the pair are the same state");
    }
    bool swap = plan->undirected && states[0] > states[1];
    fact->a = states[swap];
    fact->b = states[!swap];
    return ENT_OK;
}

static int read_parties(struct ent_job *job, const struct plan *plan, const struct ent_row *row, struct ent_fact *fact,
                        struct ent_interval when, bool *good) {
    if (plan->is_pair)
        return read_pair(job, plan, row, fact, when, good);
    const struct ent_field *fields[ENT_STATE_COLUMNS];
    for (size_t i = 0; i < job->form->state_count; i++)
        fields[i] = &row->fields[plan->states[i]];
    fact->b = ENT_NO_STATE;
    return ent_job_state(job, job->form->states, fields, job->form->state_count, when, &fact->a, good);
}

static int read_value(struct ent_job *job, const struct slot *slot, const struct ent_row *row, double *out,
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
    return ENT_OK;
}

/* The standard deviation, in the unit that the value is stored in: the constants of its product count, too. */
static int read_deviation(struct ent_job *job, const struct slot *slot, const struct ent_row *row, double *out,
                          bool *good) {
    bool missing = true;
    *out = (double)NAN;
    if (!slot->value->deviation)
        return ENT_OK;
    ENT_TRY(ent_job_number(job, &row->fields[slot->deviation], slot->value->deviation, out, &missing, good));
    if (missing)
        *out = (double)NAN;
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

/* All numbers and marks of a row, read before anything is stored: a row is stored whole or not at all. */
struct cells {
    double *values, *deviations; /* deviations: NaN where the source gives none */
    bool *missing;
    uint32_t types;
    bool unmarked; /* a mark is missing: without a type the row is unknown, not "none" */
    uint64_t content;
};

/* One mark of a row: set, not set, or no mark at all. */
static int read_mark(struct ent_job *job, struct plan *plan, size_t at, int strand, const struct ent_row *row,
                     struct cells *cells, bool *good) {
    const struct ent_recipe_mark *mark = &job->form->marks.items[at];
    const struct ent_field *field = &row->fields[plan->marks[at]];
    int bit = 0;
    if (field->missing || !*field->text || ent_recipe_missing(job->form, field->text)) {
        cells->unmarked |= mark->type && !mark->value;
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
    ENT_TRY(type_bit(job, plan, strand, mark->type ? mark->type : field->text, &bit));
    cells->types |= (uint32_t)1 << bit;
    return ENT_OK;
}

static const char *note_of(struct ent_job *job, const struct slot *slot, const struct ent_fact *fact, char *buffer,
                           size_t size) {
    const char *unit = NULL;
    for (size_t i = 0; slot->value && i < job->recipe->units.count; i++) {
        const struct ent_recipe_unit *at = &job->recipe->units.items[i];
        if (strcmp(at->strand, slot->value->strand) == 0 && fact->from >= at->from && fact->from < at->to)
            unit = at->text;
    }
    if (!unit)
        return NULL;
    /* "in UNIT": measures read it, so that years in different units are never compared */
    snprintf(buffer, size, "in %s", unit);
    return buffer;
}

static int column_of(struct ent_job *job, const struct plan *plan, const struct slot *slot, int *out) {
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

static int read_cells(struct ent_job *job, struct plan *plan, const struct ent_row *row, struct cells *cells,
                      bool *good) {
    cells->types = 0;
    cells->unmarked = false;
    cells->content = ENT_CONTENT_START;
    char number[40];
    for (size_t i = 0; i < plan->slot_count && *good; i++) {
        if (!plan->slots[i].value)
            continue;
        ENT_TRY(read_value(job, &plan->slots[i], row, &cells->values[i], &cells->missing[i], good));
        if (*good)
            ENT_TRY(read_deviation(job, &plan->slots[i], row, &cells->deviations[i], good));
        snprintf(number, sizeof number, "%.17g", cells->missing[i] ? (double)NAN : cells->values[i]);
        cells->content = ent_content_add(cells->content, number);
    }
    for (size_t i = 0; i < job->form->marks.count && *good; i++)
        ENT_TRY(read_mark(job, plan, i, plan->slots[plan->slot_count - 1].strand, row, cells, good));
    snprintf(number, sizeof number, "%u", (unsigned)cells->types);
    cells->content = ent_content_add(cells->content, number);
    return ENT_OK;
}

static void set_interval(struct ent_fact *fact, double deviation) {
    const double normal = 1.959963984540054; /* 95 % of a normal distribution */
    fact->low = fact->high = (double)NAN;
    if (fact->kind != ENT_KIND_VALUE || isnan(deviation))
        return;
    fact->low = fact->value - normal * deviation;
    fact->high = fact->value + normal * deviation;
}

static int tell_row(struct ent_job *job, const struct plan *plan, const struct cells *cells,
                    const struct ent_fact *row) {
    struct ent_told told = {.content = cells->content, .cell = job->cell, .order = job->accounts.rows_read};
    for (size_t i = 0; i < plan->slot_count; i++) {
        const struct slot *slot = &plan->slots[i];
        bool reversed = slot->value && slot->value->reversed;
        struct ent_fact *fact = &told.fact;
        told.part = (int)i;
        *fact = *row;
        fact->a = reversed ? row->b : row->a;
        fact->b = reversed ? row->a : row->b;
        fact->strand = slot->strand;
        ENT_TRY(column_of(job, plan, slot, &fact->column));
        fact->types = slot->value ? 0 : cells->types;
        fact->value = slot->value ? cells->values[i] : 1;
        fact->kind = slot->value && cells->missing[i]                       ? ENT_KIND_UNKNOWN
                     : !slot->value && !cells->types && job->form->directed && !job->form->row_strand
                         ? cells->unmarked ? ENT_KIND_UNKNOWN : ENT_KIND_NONE
                         : ENT_KIND_VALUE;
        set_interval(fact, slot->value ? cells->deviations[i] : (double)NAN);
        ENT_TRY(ent_sorter_add(plan->told, &told, job->error));
    }
    return ENT_OK;
}

/* A zero that the recipe doubts is unknown, unless a cited list confirms it for this pair and day. */
static bool doubted(const struct slot *slot, const struct ent_fact *fact) {
    if (!slot->zeros || fact->kind != ENT_KIND_VALUE || fact->value != 0 ||
        ent_zero_confirmed(slot->zeros, fact->a, fact->b, fact->from))
        return false;
    ent_zero_doubted(slot->zeros);
    return true;
}

static int store(struct ent_job *job, void *context, struct ent_told *told) {
    const struct plan *plan = context;
    const struct slot *slot = &plan->slots[told->part];
    char note[160];
    told->fact.file = job->file;
    told->fact.note = note_of(job, slot, &told->fact, note, sizeof note);
    if (doubted(slot, &told->fact))
        told->fact.kind = ENT_KIND_UNKNOWN;
    return ent_writer_fact(job->writer, &told->fact, job->error);
}

/* What tells facts about the same states and time apart: the number of a dispute, a product. */
static int read_item(struct ent_job *job, const struct plan *plan, const struct ent_row *row, struct ent_fact *fact) {
    if (job->form->reporter && *row->fields[plan->reporter].text)
        ENT_TRY(ent_writer_reporter(job->writer, &fact->reporter, row->fields[plan->reporter].text, job->error));
    if (!job->form->item || !*row->fields[plan->item].text)
        return ENT_OK;
    return ent_writer_item(job->writer, &fact->item, row->fields[plan->item].text, job->error);
}

static int read_row(struct ent_job *job, struct plan *plan, const struct ent_row *row, struct cells *cells) {
    struct ent_interval when;
    struct ent_fact fact = {.low = (double)NAN, .high = (double)NAN, .published = ENT_DAY_EARLY};
    bool good;
    fact.line = job->line;
    ENT_TRY(ent_job_filter(job, plan->filters, row, &good));
    if (!good)
        return ENT_OK;
    ENT_TRY(ent_job_time(job, plan->time, row, &when, &good));
    if (!good)
        return ENT_OK;
    ENT_TRY(read_parties(job, plan, row, &fact, when, &good));
    if (!good)
        return ENT_OK;
    ENT_TRY(read_cells(job, plan, row, cells, &good));
    if (!good)
        return ENT_OK;
    fact.from = when.from;
    fact.to = when.to;
    fact.precision = when.precision;
    fact.present_borders = job->recipe->present_borders && !job->borders_then &&
                           fact.from < ent_codes_last_break(job->codes, fact.a);
    ENT_TRY(read_item(job, plan, row, &fact));
    char end[16];
    snprintf(end, sizeof end, "%ld", (long)when.to);
    cells->content = ent_content_add(cells->content, end);
    return tell_row(job, plan, cells, &fact);
}

/* Whether an earlier value of the row is of the same strand: both flows of a pair. */
static bool covered_before(const struct plan *plan, size_t at) {
    for (size_t i = 0; i < at; i++)
        if (plan->slots[i].strand == plan->slots[at].strand)
            return true;
    return false;
}

/* The window in which the release claims to know, for every state of the list. */
static int declare_coverage(struct ent_job *job, const struct plan *plan) {
    ent_day from = job->from, to = job->to;
    if (job->open_covers) {
        from = job->first > from ? job->first : from;
        to = job->last < to ? job->last : to;
    }
    if (from >= to)
        return ENT_OK;
    enum ent_kind absent = job->recipe->absent_none ? ENT_KIND_NONE : ENT_KIND_UNKNOWN;
    for (size_t i = 0; i < plan->slot_count; i++)
        if (!covered_before(plan, i))
            ENT_TRY(ent_writer_coverage(job->writer, plan->slots[i].strand, ENT_NO_STATE, from, to, absent,
                                    job->recipe->within, job->error));
    job->from = from;
    job->to = to;
    return ENT_OK;
}

static int read_rows(struct ent_job *job, struct plan *plan) {
    struct cells cells = {0};
    struct ent_row row;
    bool more = true;
    cells.values = ent_arena_alloc(&job->arena, plan->slot_count, sizeof *cells.values);
    cells.deviations = ent_arena_alloc(&job->arena, plan->slot_count, sizeof *cells.deviations);
    cells.missing = ent_arena_alloc(&job->arena, plan->slot_count, sizeof *cells.missing);
    if (!cells.values || !cells.deviations || !cells.missing)
        return ent_job_out_of_memory(job);
    for (;;) {
        ENT_TRY(ent_job_next(job, &row, &more));
        if (!more)
            return ENT_OK;
        ENT_TRY(read_row(job, plan, &row, &cells));
    }
}

int ent_job_values(struct ent_job *job) {
    struct plan plan = {0};
    bool there;
    ENT_TRY(ent_job_open(job, "data", &there));
    ENT_TRY(make_plan(job, &plan));
    ENT_TRY(ent_told_new(&plan.told, job));
    int status = read_rows(job, &plan);
    ent_job_close(job);
    if (status == ENT_OK)
        status = ent_job_settle(job, plan.told, store, &plan);
    ent_sorter_free(plan.told);
    return status == ENT_OK ? declare_coverage(job, &plan) : status;
}
