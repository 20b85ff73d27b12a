/* Texts put aside by the million, each found again by its place, in memory that does not grow with their number: they
 * stand one behind the other in a temporary file without a name. */
#ifndef ENT_BASE_SPOOL_H
#define ENT_BASE_SPOOL_H

#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

struct ent_spool;

/* The temporary file stands beside the file `beside`, which is borrowed. */
int ent_spool_new(struct ent_spool **out, const char *beside, struct ent_error *error);
void ent_spool_free(struct ent_spool *spool);

/* Where the text stands from now on: 0 or more. */
int ent_spool_add(struct ent_spool *spool, const char *text, int64_t *place, struct ent_error *error);

/* The text that was put there; valid until the next call on the spool. */
int ent_spool_get(struct ent_spool *spool, int64_t place, const char **text, struct ent_error *error);

#endif
