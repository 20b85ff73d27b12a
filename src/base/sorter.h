/* Items of one size, put in by the million and taken out in order, in memory that does not grow with their number: what
 * does not fit is sorted, written as a run to a temporary file without a name, and merged while it is read back. */
#ifndef ENT_BASE_SORTER_H
#define ENT_BASE_SORTER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct ent_sorter;

/* `memory` is the most that the items in memory take, in bytes; the temporary file stands beside the file `beside`, which
 * must outlive the sorter. `compare` never finds two items equal: which came first is for the items themselves to say. */
int ent_sorter_new(struct ent_sorter **out, size_t item_size, size_t memory, const char *beside,
                   int (*compare)(const void *, const void *), struct ent_error *error);
void ent_sorter_free(struct ent_sorter *sorter);

int ent_sorter_add(struct ent_sorter *sorter, const void *item, struct ent_error *error);

/* The next item in order, NULL after the last one; valid until the next call. Nothing is added once the first item was
 * taken. */
int ent_sorter_next(struct ent_sorter *sorter, const void **item, struct ent_error *error);

#endif
