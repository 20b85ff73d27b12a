/* Memory for things that live and die together: allocate freely, release once. */
#ifndef ENT_BASE_ARENA_H
#define ENT_BASE_ARENA_H

#include <stddef.h>

struct ent_arena {
    struct ent_arena_block *blocks; /* newest first */
};

void ent_arena_init(struct ent_arena *arena);
void ent_arena_release(struct ent_arena *arena);

/* Zeroed memory for count items of size bytes, aligned for any type; NULL when memory is out or the product overflows.
 */
void *ent_arena_alloc(struct ent_arena *arena, size_t count, size_t size);

/* Copies of text; NULL only when memory is out. */
char *ent_arena_string(struct ent_arena *arena, const char *text);
char *ent_arena_substring(struct ent_arena *arena, const char *text, size_t length);
char *ent_arena_format(struct ent_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Makes room for one more item in an array of the arena: doubles *items (of `size` bytes each) when count == *capacity.
 * Returns 0, or -1 when memory is out (the array is then unchanged). */
int ent_arena_grow(struct ent_arena *arena, void **items, size_t count, size_t *capacity, size_t size);

#endif
