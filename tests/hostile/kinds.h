/* The readers, each with clean tables of random content: what a file of it looks like before anything happens to it. */
#ifndef ENT_HOSTILE_KINDS_H
#define ENT_HOSTILE_KINDS_H

#include "tables.h"

enum { KIND_FILES = 3, NO_COLUMN = -1 };

struct kind {
    const char *name, *source, *form;
    bool tabs_only;                  /* its recipe fixes the separator and takes quotes as letters */
    bool free_form;                  /* made from a file as it is, with rejected rows of its own: counts are not known */
    int code, time, number;          /* columns of the first file that a bad cell spoils for certain */
    int free;                        /* a column of the first file that nobody reads */
    const char *bad_time, *key;      /* a time that is none here; a column that the reader needs */
    bool cells_are_rows;             /* packed: a line has several rows */
    void (*make)(struct ent_arena *arena, struct ent_random *random, struct table *tables, size_t *count);
    const char *const *paths;        /* free form: the files */
};
extern const struct kind kinds[];
extern const size_t kind_count;

#endif
