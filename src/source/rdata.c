#include "source/rdata.h"

#include <limits.h>
#include <math.h>
#include <rdata/rdata.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "source/decode.h"

enum { MISSING_TEXT = -1, FIELD = 40 };
static const size_t LARGEST = (size_t)2 << 30;

struct column {
    const char *name;
    rdata_type_t type;
    long count;
    double *numbers;     /* of numeric columns, dates and times */
    int32_t *words;      /* of text: index into the pool, MISSING_TEXT for NA; of a factor: its code */
    const char **labels; /* of a factor */
    size_t label_count;
};

struct rdata {
    struct ent_table base;
    struct ent_arena memory;
    char *content; /* the decompressed file: librdata seeks in it */
    size_t length, at;
    const char *wanted;
    bool reading, done; /* inside the wanted object; behind it */
    struct column *columns;
    size_t column_count, column_capacity;
    const char **pool; /* each distinct text once */
    size_t pool_count, pool_capacity;
    int32_t *slots; /* open addressing over the pool */
    size_t slot_count;
    bool out_of_memory;
    const char **labels; /* of the factor whose codes come next */
    size_t label_count, label_capacity;
    struct ent_text converted; /* a text that was not UTF-8 */
    char said[256];            /* librdata's own words */
    long row, rows;
    struct ent_field *fields;
    char (*numbers)[FIELD];
};

bool ent_rdata_looks_like(const char *head, size_t length) {
    return length >= 5 && (!memcmp(head, "RDX2\n", 5) || !memcmp(head, "RDX3\n", 5) || !memcmp(head, "X\n\0\0\0", 5));
}

static int on_open(const char *path, void *context) {
    (void)path;
    ((struct rdata *)context)->at = 0;
    return 0;
}

static int on_close(void *context) {
    (void)context;
    return 0;
}

static rdata_off_t on_seek(rdata_off_t offset, rdata_io_flags_t whence, void *context) {
    struct rdata *self = context;
    rdata_off_t base = whence == RDATA_SEEK_SET   ? 0
                       : whence == RDATA_SEEK_CUR ? (rdata_off_t)self->at
                                                  : (rdata_off_t)self->length;
    rdata_off_t target = base + offset;
    if (target < 0 || target > (rdata_off_t)self->length)
        return -1;
    self->at = (size_t)target;
    return target;
}

static ssize_t on_read(void *buffer, size_t size, void *context) {
    struct rdata *self = context;
    size_t left = self->length - self->at;
    size_t length = size < left ? size : left;
    memcpy(buffer, self->content + self->at, length);
    self->at += length;
    return (ssize_t)length;
}

static rdata_error_t on_update(long size, rdata_progress_handler handler, void *user, void *context) {
    (void)size, (void)handler, (void)user, (void)context;
    return RDATA_OK;
}

static int on_table(const char *name, void *context) {
    struct rdata *self = context;
    if (self->reading && self->column_count)
        self->done = true;
    self->reading = !self->done && (!self->wanted || (name && strcmp(name, self->wanted) == 0));
    return 0;
}

static bool listening(struct rdata *self) {
    return self->reading && !self->done;
}

static struct column *column_at(struct rdata *self, size_t index) {
    while (self->column_count <= index) {
        if (ent_arena_grow(&self->memory, (void **)&self->columns, self->column_count, &self->column_capacity,
                           sizeof *self->columns)) {
            self->out_of_memory = true;
            return NULL;
        }
        self->columns[self->column_count++] = (struct column){.name = ""};
    }
    return &self->columns[index];
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

/* Index of a text in the pool; MISSING_TEXT after running out of memory. */
static int32_t pooled(struct rdata *self, const char *text) {
    if (self->pool_count * 2 >= self->slot_count) {
        if (!grow_slots(self)) {
            self->out_of_memory = true;
            return MISSING_TEXT;
        }
        for (size_t i = 0; i < self->pool_count; i++)
            self->slots[slot_of(self, self->pool[i])] = (int32_t)i;
    }
    size_t slot = slot_of(self, text);
    if (self->slots[slot] >= 0)
        return self->slots[slot];
    if (ent_arena_grow(&self->memory, (void **)&self->pool, self->pool_count, &self->pool_capacity,
                       sizeof *self->pool) ||
        !(self->pool[self->pool_count] = ent_arena_string(&self->memory, text))) {
        self->out_of_memory = true;
        return MISSING_TEXT;
    }
    self->slots[slot] = (int32_t)self->pool_count;
    return (int32_t)self->pool_count++;
}

static void copy_numbers(struct column *column, const void *data) {
    for (long i = 0; i < column->count; i++) {
        if (column->type == RDATA_TYPE_INT32 || column->type == RDATA_TYPE_LOGICAL) {
            int32_t value = ((const int32_t *)data)[i];
            column->numbers[i] = value == INT32_MIN ? (double)NAN : value;
        } else {
            column->numbers[i] = ((const double *)data)[i];
        }
    }
}

static int on_column(const char *name, rdata_type_t type, void *data, long count, void *context) {
    (void)name; /* names come afterwards, by the attribute */
    struct rdata *self = context;
    if (!listening(self))
        return 0;
    size_t index = self->column_count;
    struct column *column = column_at(self, index);
    if (!column)
        return 1;
    column->type = type;
    column->count = count;
    if (type == RDATA_TYPE_STRING)
        column->words = ent_arena_alloc(&self->memory, (size_t)count + 1, sizeof *column->words);
    else
        column->numbers = ent_arena_alloc(&self->memory, (size_t)count + 1, sizeof *column->numbers);
    if (!column->words && !column->numbers) {
        self->out_of_memory = true;
        return 1;
    }
    if (type != RDATA_TYPE_STRING && data)
        copy_numbers(column, data);
    if (type == RDATA_TYPE_INT32 && self->label_count) {
        column->labels = self->labels;
        column->label_count = self->label_count;
    }
    self->labels = NULL;
    self->label_count = self->label_capacity = 0;
    return 0;
}

/* A text as UTF-8: R also saves Latin-1, and librdata passes the bytes on. Valid until the next call. */
static const char *utf8(struct rdata *self, const char *text) {
    size_t length = strlen(text);
    if (ent_decode_valid_utf8(text, length))
        return text;
    if (!self->base.note.length)
        ent_text_add(&self->base.note, "some text is not UTF-8: read as Windows-1252 (Latin-1)");
    ent_text_clear(&self->converted);
    ent_decode_windows1252(&self->converted, text, length);
    self->out_of_memory |= self->converted.failed;
    return self->converted.bytes;
}

static int on_text(const char *value, int index, void *context) {
    struct rdata *self = context;
    if (!listening(self) || !self->column_count)
        return 0;
    struct column *column = &self->columns[self->column_count - 1];
    if (column->words && index >= 0 && index < column->count)
        column->words[index] = value ? pooled(self, utf8(self, value)) : MISSING_TEXT;
    return self->out_of_memory;
}

/* The labels of a factor come before its codes. */
static int on_label(const char *value, int index, void *context) {
    struct rdata *self = context;
    if (!listening(self) || index < 0)
        return 0;
    if (index == 0)
        self->labels = NULL, self->label_count = self->label_capacity = 0;
    if (ent_arena_grow(&self->memory, (void **)&self->labels, self->label_count, &self->label_capacity,
                       sizeof *self->labels))
        return (self->out_of_memory = true);
    self->labels[self->label_count++] = value ? ent_arena_string(&self->memory, utf8(self, value)) : NULL;
    return 0;
}

static int on_name(const char *value, int index, void *context) {
    struct rdata *self = context;
    if (!listening(self) || index < 0 || (size_t)index >= self->column_count)
        return 0;
    self->columns[index].name = ent_arena_string(&self->memory, value ? utf8(self, value) : "");
    return self->columns[index].name ? 0 : 1;
}

static void on_error(const char *message, void *context) {
    struct rdata *self = context;
    snprintf(self->said, sizeof self->said, "%s", message);
    self->said[strcspn(self->said, "\n")] = '\0';
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

static struct ent_field cell(const struct rdata *self, const struct column *column, long row, char *buffer) {
    static const struct ent_field missing = {"", true, false};
    if (column->words)
        return column->words[row] == MISSING_TEXT ? missing
                                                  : (struct ent_field){self->pool[column->words[row]], false, true};
    double value = column->numbers[row];
    if (!isfinite(value))
        return missing;
    if (column->labels) {
        size_t code = value >= 1 ? (size_t)value : 0;
        bool known = code >= 1 && code <= column->label_count && column->labels[code - 1];
        return known ? (struct ent_field){column->labels[code - 1], false, true} : missing;
    }
    if (column->type == RDATA_TYPE_DATE || column->type == RDATA_TYPE_TIMESTAMP)
        print_date(buffer, column->type == RDATA_TYPE_DATE ? value : value / 86400);
    else if (column->type == RDATA_TYPE_LOGICAL)
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
    ent_text_release(&self->base.note);
    ent_text_release(&self->converted);
    ent_arena_release(&self->memory);
    free(self->slots);
    free(self->content);
    free(self);
}

static int load_content(struct rdata *self, struct ent_bytes *bytes, const char *head, size_t head_length,
                        struct ent_error *error) {
    size_t capacity = 1 << 20;
    self->content = malloc(capacity);
    if (!self->content)
        return ent_fail_memory(error);
    memcpy(self->content, head, head_length);
    self->length = head_length;
    for (;;) {
        if (self->length == capacity) {
            char *more = capacity > LARGEST ? NULL : realloc(self->content, capacity * 2);
            if (!more)
                return ent_fail_at(error, ENT_ERROR_INPUT, self->base.name, 0,
                                   "is an R file of more than %zu bytes: too large for memory", capacity);
            self->content = more;
            capacity *= 2;
        }
        ssize_t length = bytes->read(bytes, self->content + self->length, capacity - self->length, error);
        if (length < 0)
            return ENT_ERROR_INPUT;
        if (length == 0)
            return ENT_OK;
        self->length += (size_t)length;
    }
}

static rdata_error_t run_parser(struct rdata *self) {
    rdata_parser_t *parser = rdata_parser_init();
    if (!parser)
        return RDATA_ERROR_MALLOC;
    rdata_set_table_handler(parser, on_table);
    rdata_set_column_handler(parser, on_column);
    rdata_set_column_name_handler(parser, on_name);
    rdata_set_text_value_handler(parser, on_text);
    rdata_set_value_label_handler(parser, on_label);
    rdata_set_error_handler(parser, on_error);
    rdata_set_open_handler(parser, on_open);
    rdata_set_close_handler(parser, on_close);
    rdata_set_seek_handler(parser, on_seek);
    rdata_set_read_handler(parser, on_read);
    rdata_set_update_handler(parser, on_update);
    free(parser->io->io_ctx); /* the library forgets the one it made */
    rdata_set_io_ctx(parser, self);
    self->reading = self->content[0] == 'X'; /* .rds: one object without a name */
    rdata_error_t status = rdata_parse(parser, self->base.name, self);
    rdata_parser_free(parser);
    return status;
}

/* Checks that what was read is a data frame and makes it a table. */
static int make_table(struct rdata *self, struct ent_arena *arena, struct ent_error *error) {
    if (!self->column_count)
        return ent_fail_at(error, ENT_ERROR_INPUT, self->base.name, 0, "is an R file without a data frame%s%s",
                           self->wanted ? " called " : "", self->wanted ? self->wanted : "");
    self->rows = self->columns[0].count;
    self->base.columns = ent_arena_alloc(arena, self->column_count, sizeof *self->base.columns);
    self->fields = ent_arena_alloc(&self->memory, self->column_count, sizeof *self->fields);
    self->numbers = ent_arena_alloc(&self->memory, self->column_count, sizeof *self->numbers);
    if (!self->base.columns || !self->fields || !self->numbers)
        return ent_fail_memory(error);
    for (size_t i = 0; i < self->column_count; i++) {
        if (self->columns[i].count != self->rows)
            return ent_fail_at(error, ENT_ERROR_INPUT, self->base.name, 0,
                               "holds an R object that is not a data frame: column %zu has %ld values, the first %ld",
                               i + 1, self->columns[i].count, self->rows);
        self->base.columns[i] = ent_arena_string(arena, self->columns[i].name);
        if (!self->base.columns[i])
            return ent_fail_memory(error);
    }
    self->base.column_count = self->column_count;
    free(self->content);
    self->content = NULL;
    return ENT_OK;
}

static int rdata_load(struct rdata *self, struct ent_bytes *bytes, const char *head, size_t head_length,
                      struct ent_arena *arena, struct ent_error *error) {
    int status = load_content(self, bytes, head, head_length, error);
    bytes->close(bytes);
    ENT_TRY(status);
    rdata_error_t parsed = run_parser(self);
    if (self->out_of_memory || parsed == RDATA_ERROR_MALLOC)
        return ent_fail_memory(error);
    if (parsed != RDATA_OK)
        return ent_fail_at(
            error, ENT_ERROR_INPUT, self->base.name, 0,
            "is a damaged R file, or one of a kind not read: %s%s%s. In R, load() it and save() it again, or write "
            "it with write.csv()",
            rdata_error_message(parsed), self->said[0] ? "; " : "", self->said);
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
    ent_text_init(&self->converted);
    ent_arena_init(&self->memory);
    int status = rdata_load(self, bytes, head, head_length, arena, error);
    if (status != ENT_OK) {
        rdata_close(&self->base);
        return status;
    }
    *out = &self->base;
    return ENT_OK;
}
