/* The structure of an R file (R's serialisation, versions 2 and 3, as save() and saveRDS() write it): which columns its data
 * frame has and where in the file they are. Nothing of a column's contents is kept. */
#ifndef ENT_SOURCE_RDATA_SCAN_H
#define ENT_SOURCE_RDATA_SCAN_H

#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

enum ent_rdata_type {
    ENT_RDATA_LOGICAL,
    ENT_RDATA_INTEGER,
    ENT_RDATA_REAL,
    ENT_RDATA_TEXT,
    ENT_RDATA_SEQUENCE, /* start, start + step, …: R saves 1:1000 so */
    ENT_RDATA_OTHER     /* a list, complex numbers: there, and not read */
};

enum ent_rdata_meaning {
    ENT_RDATA_PLAIN,
    ENT_RDATA_FACTOR,
    ENT_RDATA_DATE,
    ENT_RDATA_TIME,
    ENT_RDATA_INTEGER64, /* package bit64: the bits of a real are a whole number */
    ENT_RDATA_SPOKEN     /* numbers that R has turned to text, and saves before it did the work */
};

struct ent_rdata_column {
    const char *name;
    enum ent_rdata_type type;
    enum ent_rdata_meaning meaning;
    long count;
    off_t at; /* of the first value */
    double start, step;
    const char **labels; /* of a factor; NULL where NA */
    long label_count;
};

struct ent_rdata_frame {
    struct ent_rdata_column *columns;
    size_t count;
};

/* Finds the data frame of that name, or the first one when `object` is NULL; its count is 0 where there is none. `note`
 * receives what had to be assumed. All else is the arena's. */
int ent_rdata_scan(struct ent_rdata_frame *out, FILE *file, const char *name, const char *object,
                   struct ent_arena *arena, struct ent_text *note, struct ent_error *error);

/* A text as R keeps it, as UTF-8: R also saves Latin-1. Valid until the next call with the same buffer; NULL when memory
 * is out. */
const char *ent_rdata_utf8(const char *text, struct ent_text *buffer, struct ent_text *note);

#endif
