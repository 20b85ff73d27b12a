/* Where bytes come from: a file, a member of an archive, a piece of memory. Readers of formats know nothing else. */
#ifndef ENT_SOURCE_BYTES_H
#define ENT_SOURCE_BYTES_H

#include <stdio.h>
#include <sys/types.h>

#include "base/error.h"

struct ent_bytes {
    /* Up to `size` bytes into `buffer`; 0 at the end, -1 after a failure that is described in `error`. */
    ssize_t (*read)(struct ent_bytes *self, void *buffer, size_t size, struct ent_error *error);
    void (*close)(struct ent_bytes *self);
};

/* Bytes of memory that outlives them (tests, small files). */
struct ent_bytes_memory {
    struct ent_bytes base;
    const char *at;
    size_t left;
};
void ent_bytes_memory_init(struct ent_bytes_memory *memory, const char *text, size_t length);

#endif
