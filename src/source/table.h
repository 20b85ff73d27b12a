/* A table, whatever its format: named columns and rows of fields. All above it is blind to what the file was. */
#ifndef ENT_SOURCE_TABLE_H
#define ENT_SOURCE_TABLE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"
#include "source/bytes.h"

struct ent_field {
    const char *text; /* UTF-8, NUL-terminated, never NULL; valid until the next row */
    bool missing;     /* R's NA, or an empty field without quotes; the text "NA" in quotes is Namibia's code */
    bool quoted;      /* stood in quotes, or is text in R: a missing word in quotes is a word */
};

struct ent_row {
    const struct ent_field *fields;
    size_t count; /* can differ from the number of columns: then the row is not to be trusted */
    long line;    /* of a text file: the physical line where the row starts; of an R file: the row */
    const char *fault; /* why the row is not to be trusted although its fields may be as many as they should; NULL */
};

struct ent_table {
    const char *name; /* for messages */
    const char **columns;
    size_t column_count;
    struct ent_text note; /* what the reader had to assume, "" where nothing */
    const char *dated;    /* the date that a line above the header gives; NULL: none */
    const char *above;    /* what a line above the header says after its beginning; NULL: there is none */
    size_t made;          /* columns at the end that the file has not: see across.h */
    const char *cell;     /* of a row that is one cell of a line: the cell's column; NULL otherwise */
    size_t cell_at;       /* and its place */
    bool torn;            /* the row that was read last has no line end: the file ends there */
    /* Sets *more; false at the end. */
    int (*next)(struct ent_table *self, struct ent_row *out, bool *more, struct ent_error *error);
    void (*close)(struct ent_table *self);
};

/* Index of a column; when it is missing the error lists the columns that are there and a near name. */
int ent_table_column(const struct ent_table *table, const char *name, size_t *out, struct ent_error *error);

/* The same without an error: -1 when it is missing. */
int ent_table_find_column(const struct ent_table *table, const char *name);

#endif
