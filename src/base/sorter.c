#include "base/sorter.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/scratch.h"

/* A sorted stretch of the temporary file while it is merged: its own part of the memory is its window into the file. */
struct run {
    off_t next, end; /* bytes not yet read */
    unsigned char *window;
    size_t at, count; /* items of the window: the next one, and how many there are */
};

struct ent_sorter {
    size_t size, capacity, count, taken; /* of the items in memory */
    unsigned char *items;
    int (*compare)(const void *, const void *);
    struct ent_scratch file;
    struct run *runs;
    size_t run_count, run_capacity;
    size_t *heap; /* of runs, the one with the first item on top */
    size_t heap_count, window_items;
    bool merging;
};

int ent_sorter_new(struct ent_sorter **out, size_t item_size, size_t memory, const char *beside,
                   int (*compare)(const void *, const void *), struct ent_error *error) {
    struct ent_sorter *sorter = calloc(1, sizeof *sorter);
    if (!sorter)
        return ent_fail_memory(error);
    sorter->size = item_size;
    sorter->capacity = memory / item_size;
    sorter->file = ENT_SCRATCH(beside);
    sorter->compare = compare;
    assert(sorter->capacity > 0);
    sorter->items = malloc(sorter->capacity * item_size); /* pages that stay untouched cost nothing */
    if (!sorter->items) {
        ent_sorter_free(sorter);
        return ent_fail_memory(error);
    }
    *out = sorter;
    return ENT_OK;
}

void ent_sorter_free(struct ent_sorter *sorter) {
    if (!sorter)
        return;
    ent_scratch_release(&sorter->file);
    free(sorter->items);
    free(sorter->runs);
    free(sorter->heap);
    free(sorter);
}

static int spill(struct ent_sorter *sorter, struct ent_error *error) {
    if (sorter->run_count == sorter->run_capacity) {
        size_t larger = sorter->run_capacity ? sorter->run_capacity * 2 : 16;
        struct run *runs = realloc(sorter->runs, larger * sizeof *runs);
        if (!runs)
            return ent_fail_memory(error);
        sorter->runs = runs;
        sorter->run_capacity = larger;
    }
    qsort(sorter->items, sorter->count, sorter->size, sorter->compare);
    off_t begin = sorter->run_count ? sorter->runs[sorter->run_count - 1].end : 0;
    ENT_TRY(ent_scratch_write(&sorter->file, sorter->items, sorter->count * sorter->size, begin, error));
    sorter->runs[sorter->run_count++] = (struct run){begin, begin + (off_t)(sorter->count * sorter->size), NULL, 0, 0};
    sorter->count = 0;
    return ENT_OK;
}

int ent_sorter_add(struct ent_sorter *sorter, const void *item, struct ent_error *error) {
    assert(!sorter->merging);
    if (sorter->count == sorter->capacity)
        ENT_TRY(spill(sorter, error));
    memcpy(sorter->items + sorter->count++ * sorter->size, item, sorter->size);
    return ENT_OK;
}

static int fill_window(struct ent_sorter *sorter, struct run *run, struct ent_error *error) {
    size_t left = (size_t)(run->end - run->next), bytes = sorter->window_items * sorter->size;
    bytes = left < bytes ? left : bytes;
    ENT_TRY(ent_scratch_read(&sorter->file, run->window, bytes, run->next, error));
    run->next += (off_t)bytes;
    run->at = 0;
    run->count = bytes / sorter->size;
    return ENT_OK;
}

static const unsigned char *head(const struct ent_sorter *sorter, size_t run) {
    return sorter->runs[run].window + sorter->runs[run].at * sorter->size;
}

/* Lets the run on top of a part of the heap sink to its place. */
static void sink(struct ent_sorter *sorter, size_t at) {
    for (;;) {
        size_t least = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < sorter->heap_count; child++)
            if (sorter->compare(head(sorter, sorter->heap[child]), head(sorter, sorter->heap[least])) < 0)
                least = child;
        if (least == at)
            return;
        size_t moved = sorter->heap[at];
        sorter->heap[at] = sorter->heap[least];
        sorter->heap[least] = moved;
        at = least;
    }
}

/* The memory of the items becomes the windows of the runs. */
static int begin_merge(struct ent_sorter *sorter, struct ent_error *error) {
    ENT_TRY(spill(sorter, error));
    sorter->heap = calloc(sorter->run_count, sizeof *sorter->heap);
    if (!sorter->heap)
        return ent_fail_memory(error);
    sorter->window_items = sorter->capacity / sorter->run_count;
    if (!sorter->window_items) { /* more runs than items fit into memory: a window of one item each */
        sorter->window_items = 1;
        unsigned char *larger = realloc(sorter->items, sorter->run_count * sorter->size);
        if (!larger)
            return ent_fail_memory(error);
        sorter->items = larger;
    }
    for (size_t i = 0; i < sorter->run_count; i++) {
        sorter->runs[i].window = sorter->items + i * sorter->window_items * sorter->size;
        ENT_TRY(fill_window(sorter, &sorter->runs[i], error));
        sorter->heap[sorter->heap_count++] = i;
    }
    for (size_t i = sorter->heap_count; i-- > 0;)
        sink(sorter, i);
    return ENT_OK;
}

/* Past the item on top, which was handed out; its run leaves the heap when it is empty. */
static int advance(struct ent_sorter *sorter, struct ent_error *error) {
    struct run *run = &sorter->runs[sorter->heap[0]];
    if (++run->at == run->count) {
        if (run->next < run->end)
            ENT_TRY(fill_window(sorter, run, error));
        else
            sorter->heap[0] = sorter->heap[--sorter->heap_count];
    }
    if (sorter->heap_count)
        sink(sorter, 0);
    return ENT_OK;
}

int ent_sorter_next(struct ent_sorter *sorter, const void **item, struct ent_error *error) {
    bool first = !sorter->merging;
    sorter->merging = true;
    if (!sorter->run_count) { /* all fits into memory */
        if (first)
            qsort(sorter->items, sorter->count, sorter->size, sorter->compare);
        *item = sorter->taken < sorter->count ? sorter->items + sorter->taken++ * sorter->size : NULL;
        return ENT_OK;
    }
    ENT_TRY(first ? begin_merge(sorter, error) : advance(sorter, error));
    *item = sorter->heap_count ? head(sorter, sorter->heap[0]) : NULL;
    return ENT_OK;
}
