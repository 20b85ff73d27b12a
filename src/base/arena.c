#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 64 * 1024 };

struct ent_arena_block {
    struct ent_arena_block *next;
    size_t used, capacity;
    alignas(max_align_t) unsigned char bytes[];
};

void ent_arena_init(struct ent_arena *arena) {
    arena->blocks = NULL;
}

void ent_arena_release(struct ent_arena *arena) {
    while (arena->blocks) {
        struct ent_arena_block *next = arena->blocks->next;
        free(arena->blocks);
        arena->blocks = next;
    }
}

static struct ent_arena_block *block_with_room(struct ent_arena *arena, size_t bytes) {
    struct ent_arena_block *block = arena->blocks;
    if (block && block->capacity - block->used >= bytes)
        return block;
    size_t capacity = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
    block = malloc(sizeof *block + capacity);
    if (!block)
        return NULL;
    block->used = 0;
    block->capacity = capacity;
    block->next = arena->blocks;
    arena->blocks = block;
    return block;
}

void *ent_arena_alloc(struct ent_arena *arena, size_t count, size_t size) {
    size_t align = alignof(max_align_t);
    if (size && count > (SIZE_MAX / 2 - align) / size)
        return NULL;
    size_t bytes = (count * size + align - 1) / align * align;
    struct ent_arena_block *block = block_with_room(arena, bytes);
    if (!block)
        return NULL;
    void *memory = block->bytes + block->used;
    block->used += bytes;
    return memset(memory, 0, bytes);
}

char *ent_arena_substring(struct ent_arena *arena, const char *text, size_t length) {
    char *copy = ent_arena_alloc(arena, length + 1, 1);
    if (copy)
        memcpy(copy, text, length);
    return copy;
}

char *ent_arena_string(struct ent_arena *arena, const char *text) {
    return ent_arena_substring(arena, text, strlen(text));
}

char *ent_arena_format(struct ent_arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = length < 0 ? NULL : ent_arena_alloc(arena, (size_t)length + 1, 1);
    if (!text)
        return NULL;
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return text;
}

int ent_arena_grow(struct ent_arena *arena, void **items, size_t count, size_t *capacity, size_t size) {
    if (count < *capacity)
        return 0;
    size_t larger = *capacity ? *capacity * 2 : 8;
    void *memory = ent_arena_alloc(arena, larger, size);
    if (!memory)
        return -1;
    if (count)
        memcpy(memory, *items, count * size);
    *items = memory;
    *capacity = larger;
    return 0;
}
