/* Items of one size, put on numbered shelves by the million and taken back shelf by shelf, in the order in which they
 * came, in memory that depends on the number of shelves alone. Where a sorter asks which of two items comes first, this
 * only parts them: each shelf has one page in memory, and a full page goes to a temporary file without a name. */
#ifndef ENT_BASE_SHELVES_H
#define ENT_BASE_SHELVES_H

#include <stddef.h>

#include "base/error.h"

struct ent_shelves;

/* `item_size` is at most a few hundred bytes; the temporary file stands beside the file `beside`, which is borrowed. */
int ent_shelves_new(struct ent_shelves **out, size_t shelves, size_t item_size, const char *beside,
                    struct ent_error *error);
void ent_shelves_free(struct ent_shelves *shelves);

int ent_shelves_add(struct ent_shelves *shelves, size_t shelf, const void *item, struct ent_error *error);

/* Hands out the items of a shelf from the first one on. Nothing is added once a shelf was opened; each is opened once.
 */
void ent_shelves_open(struct ent_shelves *shelves, size_t shelf);
/* The next item of the open shelf, NULL after the last one; valid until the next call. */
int ent_shelves_next(struct ent_shelves *shelves, const void **item, struct ent_error *error);

#endif
