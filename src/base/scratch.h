/* A temporary file without a name beside a record, for what does not fit into memory: the sorter, the shelves and the
 * spool keep theirs in one. It is gone with the process, however that ends. */
#ifndef ENT_BASE_SCRATCH_H
#define ENT_BASE_SCRATCH_H

#include <stddef.h>
#include <sys/types.h>

#include "base/error.h"

/* `beside` is the path of the file beside which it stands; it is borrowed, and messages name it. */
struct ent_scratch {
    const char *beside;
    int descriptor; /* -1: not open; it is opened at the first write */
};

#define ENT_SCRATCH(beside) ((struct ent_scratch){(beside), -1})
void ent_scratch_release(struct ent_scratch *scratch);

/* All of the bytes, or a failure with a message. */
int ent_scratch_write(struct ent_scratch *scratch, const void *bytes, size_t count, off_t at, struct ent_error *error);
int ent_scratch_read(const struct ent_scratch *scratch, void *bytes, size_t count, off_t at, struct ent_error *error);

#endif
