/* R's serialization (versions 2 and 3, XDR) as events. Written for files of strangers: it reads forwards only, allocates
 * no more than has arrived, and bounds depth; librdata, which it replaces, takes lengths and nesting on trust. */
#ifndef ENT_SOURCE_RDATA_PARSE_H
#define ENT_SOURCE_RDATA_PARSE_H

#include <stdbool.h>
#include <stdint.h>

#include "source/bytes.h"

enum {
    ENT_RDATA_DEEPEST = 256,              /* objects inside one another */
    ENT_RDATA_SYMBOLS = 65536,            /* of one file */
    ENT_RDATA_COLUMNS = 16384,            /* of one data frame */
    ENT_RDATA_LONGEST = 4 * 1024 * 1024   /* bytes of one text */
};

enum ent_rdata_type {
    ENT_RDATA_UNREAD, /* a list, complex numbers, raw bytes: passed over */
    ENT_RDATA_TEXT,   /* its texts came before */
    ENT_RDATA_LOGICAL,
    ENT_RDATA_INTEGER,
    ENT_RDATA_REAL
};

/* One column. Integers and logical values are in `ints` (INT32_MIN is NA), reals in `reals`; where both are NULL the
 * numbers are a sequence, start + row * step. */
struct ent_rdata_column {
    enum ent_rdata_type type;
    long count;
    int32_t *ints;
    double *reals;
    double start, step;
    bool date, time; /* days and seconds since 1970 */
};

/* Each returns 0, or something else when memory is out. Texts are UTF-8 and valid during the call; NULL is NA. */
struct ent_rdata_events {
    void *context;
    bool (*object)(void *context, const char *name); /* a list of an .rda begins: whether it is wanted */
    int (*text)(void *context, const char *text);    /* the next value of a column of texts that is being read */
    int (*label)(void *context, const char *text);   /* the next label of the factor that is being read */
    int (*column)(void *context, struct ent_rdata_column *column); /* is whole; ints and reals become the receiver's */
    int (*name)(void *context, size_t column, const char *text);
};

/* Reads to the end of `bytes`, behind `head`. *converted: some text was not UTF-8 and was read as Windows-1252. */
int ent_rdata_parse(struct ent_bytes *bytes, const char *name, const char *head, size_t head_length,
                    const struct ent_rdata_events *events, bool *converted, struct ent_error *error);

#endif
