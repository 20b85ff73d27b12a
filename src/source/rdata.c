#include "source/rdata.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/day.h"
#include "source/decode.h"
#include "source/delimited.h"
#include "source/rdata_scan.h"

enum { FIELD = 40, WINDOW = 8192, NARROW = 64, WINDOWS = 16 * 1024 * 1024 };

/* Where a column is being read: a window into the file that moves with the rows. */
struct cursor {
    off_t next; /* of the first byte behind the window */
    unsigned char *window;
    size_t at, have;
    struct ent_text text, converted;
    char number[FIELD];
};

struct rdata {
    struct ent_table base;
    struct ent_arena memory;
    FILE *file; /* the decompressed content: columns stand one after another, rows are wanted */
    struct ent_rdata_frame frame;
    struct cursor *cursors;
    size_t window; /* bytes of each */
    struct ent_field *fields;
    long row, rows;
};

bool ent_rdata_looks_like(const char *head, size_t length) {
    static const char *const begins[] = {"RDX2\n", "RDX3\n", "X\n\0\0\0", "RDA2\n", "RDA3\n", "RDB2\n", "RDB3\n"};
    for (size_t i = 0; length >= 5 && i < sizeof begins / sizeof *begins; i++)
        if (memcmp(head, begins[i], 5) == 0)
            return true;
    return false;
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

static int fail_reading(const struct rdata *self, struct ent_error *error) {
    return ent_fail_at(error, ENT_ERROR_SYSTEM, self->base.name, 0, "its unpacked content cannot be read back");
}

/* At least one byte into the window. */
static int refill(const struct rdata *self, struct cursor *cursor, struct ent_error *error) {
    memmove(cursor->window, cursor->window + cursor->at, cursor->have - cursor->at);
    cursor->have -= cursor->at;
    cursor->at = 0;
    ssize_t length = pread(fileno(self->file), cursor->window + cursor->have, self->window - cursor->have,
                           cursor->next);
    if (length <= 0)
        return fail_reading(self, error);
    cursor->have += (size_t)length;
    cursor->next += length;
    return ENT_OK;
}

/* The next few bytes as one number, the first byte the highest. */
static int take(const struct rdata *self, struct cursor *cursor, size_t size, uint64_t *out, struct ent_error *error) {
    while (cursor->have - cursor->at < size)
        ENT_TRY(refill(self, cursor, error));
    *out = 0;
    for (size_t i = 0; i < size; i++)
        *out = *out << 8 | cursor->window[cursor->at++];
    return ENT_OK;
}

static const struct ent_field missing = {.text = "", .missing = true};

/* Flags, length, bytes: the scan has seen that they are there. */
static int read_text(struct rdata *self, struct cursor *cursor, struct ent_field *out, struct ent_error *error) {
    uint64_t flags, length;
    ENT_TRY(take(self, cursor, 4, &flags, error));
    ENT_TRY(take(self, cursor, 4, &length, error));
    *out = missing;
    if ((int32_t)length == -1)
        return ENT_OK;
    if (length > ENT_DELIMITED_LONGEST)
        return ent_fail_at(error, ENT_ERROR_INPUT, self->base.name, self->row + 1,
                           "has a text of %lu bytes; the longest that is read has %d", (unsigned long)length,
                           ENT_DELIMITED_LONGEST);
    ent_text_clear(&cursor->text);
    while (cursor->text.length < length) {
        if (cursor->at == cursor->have)
            ENT_TRY(refill(self, cursor, error));
        size_t left = cursor->have - cursor->at, wanted = (size_t)length - cursor->text.length;
        size_t step = wanted < left ? wanted : left;
        ent_text_add_bytes(&cursor->text, (const char *)cursor->window + cursor->at, step);
        cursor->at += step;
        if (cursor->text.failed)
            return ent_fail_memory(error);
    }
    if (memchr(cursor->text.bytes, 0, cursor->text.length))
        return ent_fail_at(error, ENT_ERROR_INPUT, self->base.name, self->row + 1, "has a text with a NUL byte");
    const char *text = ent_rdata_utf8(cursor->text.bytes, &cursor->converted, &self->base.note);
    *out = (struct ent_field){.text = text, .quoted = true};
    return text ? ENT_OK : ent_fail_memory(error);
}

/* The next number of a column; NaN for NA. */
static int read_number(struct rdata *self, const struct ent_rdata_column *column, struct cursor *cursor, double *out,
                       struct ent_error *error) {
    uint64_t bits;
    if (column->type == ENT_RDATA_SEQUENCE) {
        *out = column->start + column->step * (double)self->row;
        return ENT_OK;
    }
    bool real = column->type == ENT_RDATA_REAL;
    ENT_TRY(take(self, cursor, real ? 8 : 4, &bits, error));
    if (column->meaning == ENT_RDATA_INTEGER64)
        *out = (int64_t)bits == INT64_MIN ? (double)NAN : (double)(int64_t)bits;
    else if (real)
        memcpy(out, &bits, sizeof bits);
    else
        *out = (int32_t)bits == INT32_MIN ? (double)NAN : (double)(int32_t)bits;
    return ENT_OK;
}

static struct ent_field label(const struct ent_rdata_column *column, double code) {
    long at = code >= 1 && code <= (double)column->label_count ? (long)code : 0;
    if (!at)
        return (struct ent_field){.text = "(a code without a label)", .quoted = true};
    const char *text = column->labels[at - 1];
    return text ? (struct ent_field){.text = text, .quoted = true} : missing;
}

static int read_cell(struct rdata *self, const struct ent_rdata_column *column, struct cursor *cursor,
                     struct ent_field *out, struct ent_error *error) {
    double value;
    if (column->type == ENT_RDATA_TEXT)
        return read_text(self, cursor, out, error);
    if (column->type == ENT_RDATA_OTHER) {
        *out = (struct ent_field){.text = "(an R object)", .quoted = true};
        return ENT_OK;
    }
    ENT_TRY(read_number(self, column, cursor, &value, error));
    *out = (struct ent_field){.text = cursor->number, .quoted = column->meaning == ENT_RDATA_SPOKEN};
    if (isnan(value))
        *out = missing;
    else if (isinf(value)) /* a division by zero in somebody's script: no number, and nothing that is missing */
        *out = (struct ent_field){.text = value > 0 ? "Inf" : "-Inf"};
    else if (column->meaning == ENT_RDATA_FACTOR)
        *out = label(column, value);
    else if (column->meaning == ENT_RDATA_DATE || column->meaning == ENT_RDATA_TIME)
        print_date(cursor->number, column->meaning == ENT_RDATA_DATE ? value : value / 86400);
    else if (column->type == ENT_RDATA_LOGICAL)
        snprintf(cursor->number, FIELD, "%s", value != 0 ? "TRUE" : "FALSE");
    else
        print_number(cursor->number, value);
    return ENT_OK;
}

static int rdata_next(struct ent_table *table, struct ent_row *out, bool *more, struct ent_error *error) {
    struct rdata *self = (struct rdata *)table;
    *more = self->row < self->rows;
    if (!*more)
        return ENT_OK;
    for (size_t i = 0; i < self->frame.count; i++)
        ENT_TRY(read_cell(self, &self->frame.columns[i], &self->cursors[i], &self->fields[i], error));
    self->row++;
    *out = (struct ent_row){.fields = self->fields, .count = self->frame.count, .line = self->row};
    return ENT_OK;
}

static void rdata_close(struct ent_table *table) {
    struct rdata *self = (struct rdata *)table;
    for (size_t i = 0; self->cursors && i < self->frame.count; i++) {
        ent_text_release(&self->cursors[i].text);
        ent_text_release(&self->cursors[i].converted);
    }
    ent_text_release(&self->base.note);
    ent_arena_release(&self->memory);
    if (self->file)
        fclose(self->file);
    free(self);
}

static int fail_writing(const struct rdata *self, struct ent_error *error) {
    return ent_fail_at(error, ENT_ERROR_SYSTEM, self->base.name, 0,
                       "its unpacked content cannot be written to a temporary file: %s", strerror(errno));
}

/* The content goes to a file without a name, so that columns can be read side by side whatever their size. */
static int unpack(struct rdata *self, struct ent_bytes *bytes, const char *head, size_t head_length,
                  struct ent_error *error) {
    char buffer[WINDOW];
    ssize_t length = 0;
    self->file = tmpfile();
    if (!self->file || fwrite(head, 1, head_length, self->file) != head_length)
        return fail_writing(self, error);
    while ((length = bytes->read(bytes, buffer, sizeof buffer, error)) > 0)
        if (fwrite(buffer, 1, (size_t)length, self->file) != (size_t)length)
            return fail_writing(self, error);
    if (length < 0)
        return ENT_ERROR_INPUT;
    return fflush(self->file) == 0 ? ENT_OK : fail_writing(self, error);
}

/* Checks that what was found is rectangular, and makes it a table. */
static int make_table(struct rdata *self, const char *object, struct ent_arena *arena, struct ent_error *error) {
    size_t count = self->frame.count;
    if (!count)
        return ent_fail_at(error, ENT_ERROR_INPUT, self->base.name, 0, "is an R file without a data frame%s%s",
                           object ? " called " : "", object ? object : "");
    self->rows = self->frame.columns[0].count;
    self->window = WINDOWS / count < NARROW ? NARROW : WINDOWS / count > WINDOW ? WINDOW : WINDOWS / count;
    self->base.columns = ent_arena_alloc(arena, count, sizeof *self->base.columns);
    self->fields = ent_arena_alloc(&self->memory, count, sizeof *self->fields);
    self->cursors = ent_arena_alloc(&self->memory, count, sizeof *self->cursors);
    if (!self->base.columns || !self->fields || !self->cursors)
        return ent_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        ent_text_init(&self->cursors[i].text);
        ent_text_init(&self->cursors[i].converted);
    }
    for (size_t i = 0; i < count; i++) {
        const struct ent_rdata_column *column = &self->frame.columns[i];
        struct cursor *cursor = &self->cursors[i];
        if (column->count != self->rows)
            return ent_fail_at(error, ENT_ERROR_INPUT, self->base.name, 0,
                               "holds an R object that is not a data frame: column %zu has %ld values, the first %ld",
                               i + 1, column->count, self->rows);
        cursor->next = column->at;
        cursor->window = ent_arena_alloc(&self->memory, self->window, 1);
        self->base.columns[i] = ent_arena_string(arena, column->name);
        if (!cursor->window || !self->base.columns[i])
            return ent_fail_memory(error);
    }
    self->base.column_count = count;
    return ENT_OK;
}

static int rdata_load(struct rdata *self, struct ent_bytes *bytes, const char *head, size_t head_length,
                      const char *object, struct ent_arena *arena, struct ent_error *error) {
    int status = unpack(self, bytes, head, head_length, error);
    bytes->close(bytes);
    ENT_TRY(status);
    ENT_TRY(ent_rdata_scan(&self->frame, self->file, self->base.name, object, &self->memory, &self->base.note, error));
    return make_table(self, object, arena, error);
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
    ent_text_init(&self->base.note);
    ent_arena_init(&self->memory);
    int status = rdata_load(self, bytes, head, head_length, object, arena, error);
    if (status != ENT_OK) {
        rdata_close(&self->base);
        return status;
    }
    *out = &self->base;
    return ENT_OK;
}
