#include "source/bytes.h"

#include <string.h>

static ssize_t memory_read(struct ent_bytes *self, void *buffer, size_t size, struct ent_error *error) {
    (void)error;
    struct ent_bytes_memory *memory = (struct ent_bytes_memory *)self;
    size_t length = size < memory->left ? size : memory->left;
    memcpy(buffer, memory->at, length);
    memory->at += length;
    memory->left -= length;
    return (ssize_t)length;
}

static void memory_close(struct ent_bytes *self) {
    (void)self;
}

void ent_bytes_memory_init(struct ent_bytes_memory *memory, const char *text, size_t length) {
    *memory = (struct ent_bytes_memory){{memory_read, memory_close}, text, length};
}
