#include "source/rdata.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "source/rdata_parse.h"

enum { MISSING_TEXT = -1, OUT_OF_MEMORY = -2, FIELD = 40 };

struct column {
    const char *name;
    struct ent_rdata_column values; /* its ints and reals are freed with the table */
    int32_t *words;                 /* of text: index into the pool, MISSING_TEXT for NA */
    const char **labels;            /* of a factor */
    size_t label_count;
};

struct rdata {
    struct ent_table base;
    struct ent_arena memory;
    const char *wanted;
    bool reading, done; /* inside the wanted object; behind it */
    struct column *columns;
    size_t column_count, column_capacity;
    const char **pool; /* each distinct text once */
    size_t pool_count, pool_capacity;
    int32_t *slots; /* open addressing over the pool */
    size_t slot_count;
    int32_t *words; /* of the column that is being read */
    size_t word_count, word_capacity;
    const char **labels; /* of the factor that is being read */
    size_t label_count, label_capacity;
    long row, rows;
    struct ent_field *fields;
    char (*numbers)[FIELD];
};

bool ent_rdata_looks_like(const char *head, size_t length) {
    return length >= 5 && (!memcmp(head, "RDX2\n", 5) || !memcmp(head, "RDX3\n", 5) || !memcmp(head, "X\n\0\0\0", 5));
}

static bool grow_slots(struct rdata *self) {
    size_t count = self->slot_count ? self->slot_count * 2 : 1024;
    int32_t *slots = malloc(count * sizeof *slots);
    if (!slots)
        return false;
    memset(slots, 0xff, count * sizeof *slots);
    free(self->slots);
    self->slots = slots;
    self->slot_count = count;
    return true;
}

static size_t hash_text(const char *text) {
    uint64_t hash = 1469598103934665603u;
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    return (size_t)(hash ^ hash >> 29);
}

static size_t slot_of(const struct rdata *self, const char *text) {
    size_t slot = hash_text(text) & (self->slot_count - 1);
    while (self->slots[slot] >= 0 && strcmp(self->pool[self->slots[slot]], text) != 0)
        slot = (slot + 1) & (self->slot_count - 1);
    return slot;
}

/* Index of a text in the pool. */
static int32_t pooled(struct rdata *self, const char *text) {
    if (self->pool_count * 2 >= self->slot_count) {
        if (!grow_slots(self))
            return OUT_OF_MEMORY;
        for (size_t i = 0; i < self->pool_count; i++)
            self->slots[slot_of(self, self->pool[i])] = (int32_t)i;
    }
    size_t slot = slot_of(self, text);
    if (self->slots[slot] >= 0)
        return self->slots[slot];
    if (ent_arena_grow(&self->memory, (void **)&self->pool, self->pool_count, &self->pool_capacity,
                       sizeof *self->pool) ||
        !(self->pool[self->pool_count] = ent_arena_string(&self->memory, text)))
        return OUT_OF_MEMORY;
    self->slots[slot] = (int32_t)self->pool_count;
    return (int32_t)self->pool_count++;
}

static bool on_object(void *context, const char *name) {
    struct rdata *self = context;
    self->done |= self->reading;
    self->reading = !self->done && (!self->wanted || strcmp(name, self->wanted) == 0);
    return self->reading;
}

static int on_text(void *context, const char *text) {
    struct rdata *self = context;
    if (self->word_count == self->word_capacity) {
        size_t capacity = self->word_capacity ? self->word_capacity * 2 : 4096;
        int32_t *words = realloc(self->words, capacity * sizeof *words);
        if (!words)
            return -1;
        self->words = words;
        self->word_capacity = capacity;
    }
    int32_t word = text ? pooled(self, text) : MISSING_TEXT;
    self->words[self->word_count++] = word;
    return word == OUT_OF_MEMORY;
}

/* The labels of a factor come before its codes. */
static int on_label(void *context, const char *text) {
    struct rdata *self = context;
    if (ent_arena_grow(&self->memory, (void **)&self->labels, self->label_count, &self->label_capacity,
                       sizeof *self->labels))
        return -1;
    const char *copy = text ? ent_arena_string(&self->memory, text) : NULL;
    self->labels[self->label_count++] = copy;
    return text && !copy;
}

static int on_column(void *context, struct ent_rdata_column *values) {
    struct rdata *self = context;
    if (ent_arena_grow(&self->memory, (void **)&self->columns, self->column_count, &self->column_capacity,
                       sizeof *self->columns))
        return -1;
    self->columns[self->column_count++] = (struct column){
        .name = "", .values = *values, .words = self->words, .labels = self->labels, .label_count = self->label_count};
    values->ints = NULL;
    values->reals = NULL;
    self->words = NULL;
    self->labels = NULL;
    self->word_count = self->word_capacity = self->label_count = self->label_capacity = 0;
    return 0;
}

/* A column that was passed over keeps no name by which a recipe could ask for it. */
static int on_name(void *context, size_t at, const char *text) {
    struct rdata *self = context;
    if (at >= self->column_count)
        return 0;
    struct column *column = &self->columns[at];
    column->name = ent_arena_format(&self->memory, "%s%s", text ? text : "",
                                    column->values.type == ENT_RDATA_UNREAD ? " (a list, not read)" : "");
    return column->name ? 0 : -1;
}

/* Fifteen digits where they give the same number back, else seventeen. */
static void print_number(char *out, double value) {
    if (fabs(value) < 1e15 && value == floor(value)) {
        snprintf(out, FIELD, "%.0f", value);
        return;
    }
    snprintf(out, FIELD, "%.15g", value);
    if (strtod(out, NULL) != value)
        snprintf(out, FIELD, "%.17g", value);
}

/* A day that no calendar has stays the number it is: no date, and refused as one. */
static void print_date(char *out, double days) {
    if (days >= ent_day_from(1, 1, 1) && days < ent_day_from(10000, 1, 1))
        ent_day_print((ent_day)floor(days), ENT_PRECISION_DAY, out, FIELD);
    else
        print_number(out, days);
}

/* NaN where it is NA. */
static double number_at(const struct ent_rdata_column *values, long row) {
    if (values->reals)
        return values->reals[row];
    if (!values->ints)
        return values->start + values->step * (double)row;
    return values->ints[row] == INT32_MIN ? (double)NAN : values->ints[row];
}

static struct ent_field cell(const struct rdata *self, const struct column *column, long row, char *buffer) {
    static const struct ent_field missing = {"", true, false};
    if (column->values.type == ENT_RDATA_UNREAD)
        return missing;
    if (column->words)
        return column->words[row] == MISSING_TEXT ? missing
                                                  : (struct ent_field){self->pool[column->words[row]], false, true};
    double value = number_at(&column->values, row);
    if (!isfinite(value))
        return missing;
    if (column->labels) {
        size_t code = value >= 1 ? (size_t)value : 0;
        bool known = code >= 1 && code <= column->label_count && column->labels[code - 1];
        return known ? (struct ent_field){column->labels[code - 1], false, true} : missing;
    }
    if (column->values.date || column->values.time)
        print_date(buffer, column->values.date ? value : value / 86400);
    else if (column->values.type == ENT_RDATA_LOGICAL)
        snprintf(buffer, FIELD, "%s", value != 0 ? "TRUE" : "FALSE");
    else
        print_number(buffer, value);
    return (struct ent_field){buffer, false, false};
}

static int rdata_next(struct ent_table *table, struct ent_row *out, bool *more, struct ent_error *error) {
    (void)error;
    struct rdata *self = (struct rdata *)table;
    *more = self->row < self->rows;
    if (!*more)
        return ENT_OK;
    for (size_t i = 0; i < self->column_count; i++)
        self->fields[i] = cell(self, &self->columns[i], self->row, self->numbers[i]);
    self->row++;
    *out = (struct ent_row){.fields = self->fields, .count = self->column_count, .line = self->row};
    return ENT_OK;
}

static void rdata_close(struct ent_table *table) {
    struct rdata *self = (struct rdata *)table;
    for (size_t i = 0; i < self->column_count; i++) {
        free(self->columns[i].values.ints);
        free(self->columns[i].values.reals);
        free(self->columns[i].words);
    }
    ent_text_release(&self->base.note);
    ent_arena_release(&self->memory);
    free(self->words);
    free(self->slots);
    free(self);
}

/* Every column as long as the first, but for those that were passed over. */
static int check_lengths(struct rdata *self, struct ent_error *error) {
    bool found = false;
    for (size_t i = 0; i < self->column_count; i++) {
        const struct ent_rdata_column *values = &self->columns[i].values;
        if (values->type == ENT_RDATA_UNREAD)
            continue;
        if (found && values->count != self->rows)
            return ent_fail_at(error, ENT_ERROR_INPUT, self->base.name, 0,
                               "holds an R object that is not a data frame: column %zu has %ld values, the first %ld",
                               i + 1, values->count, self->rows);
        self->rows = values->count;
        found = true;
    }
    return ENT_OK;
}

/* Checks that what was read is a data frame and makes it a table. */
static int make_table(struct rdata *self, struct ent_arena *arena, struct ent_error *error) {
    if (!self->column_count)
        return ent_fail_at(error, ENT_ERROR_INPUT, self->base.name, 0, "is an R file without a data frame%s%s",
                           self->wanted ? " called " : "", self->wanted ? self->wanted : "");
    ENT_TRY(check_lengths(self, error));
    self->base.columns = ent_arena_alloc(arena, self->column_count, sizeof *self->base.columns);
    self->fields = ent_arena_alloc(&self->memory, self->column_count, sizeof *self->fields);
    self->numbers = ent_arena_alloc(&self->memory, self->column_count, sizeof *self->numbers);
    if (!self->base.columns || !self->fields || !self->numbers)
        return ent_fail_memory(error);
    for (size_t i = 0; i < self->column_count; i++) {
        self->base.columns[i] = ent_arena_string(arena, self->columns[i].name);
        if (!self->base.columns[i])
            return ent_fail_memory(error);
    }
    self->base.column_count = self->column_count;
    return ENT_OK;
}

static int rdata_load(struct rdata *self, struct ent_bytes *bytes, const char *head, size_t head_length,
                      struct ent_arena *arena, struct ent_error *error) {
    const struct ent_rdata_events events = {self, on_object, on_text, on_label, on_column, on_name};
    bool converted = false;
    int status = ent_rdata_parse(bytes, self->base.name, head, head_length, &events, &converted, error);
    bytes->close(bytes);
    ENT_TRY(status);
    if (converted)
        ent_text_add(&self->base.note, "some text is not UTF-8: read as Windows-1252 (Latin-1)");
    return make_table(self, arena, error);
}

int ent_rdata_open(struct ent_table **out, struct ent_bytes *bytes, const char *name, const char *object,
                   const char *head, size_t head_length, struct ent_arena *arena, struct ent_error *error) {
    struct rdata *self = calloc(1, sizeof *self);
    if (!self) {
        bytes->close(bytes);
        return ent_fail_memory(error);
    }
    self->base.name = name;
    self->base.next = rdata_next;
    self->base.close = rdata_close;
    self->wanted = object;
    ent_text_init(&self->base.note);
    ent_arena_init(&self->memory);
    int status = rdata_load(self, bytes, head, head_length, arena, error);
    if (status != ENT_OK) {
        rdata_close(&self->base);
        return status;
    }
    *out = &self->base;
    return ENT_OK;
}
