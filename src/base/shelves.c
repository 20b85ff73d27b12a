#include "base/shelves.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/scratch.h"

enum { PAGE = 4096 }; /* bytes: with 250 shelves a megabyte in memory, and writes that a disk likes */

/* A page knows the one that follows it on its shelf: its number is taken before it is filled. */
struct page {
    uint64_t next;
    unsigned char bytes[PAGE - sizeof(uint64_t)];
};

struct shelf {
    struct page *page;      /* the one being filled; NULL: nothing was put here */
    uint64_t first, number; /* of its first page, and of the one being filled */
    size_t count;           /* items of that one */
};

struct ent_shelves {
    struct ent_scratch file;
    size_t size, room; /* of an item; items of a page */
    struct shelf *shelves;
    size_t shelf_count;
    uint64_t pages;          /* numbers given */
    struct shelf *open;      /* being read */
    struct page *window;     /* a page of it, read from the file */
    const struct page *page; /* the page that `at` is in: the window, or the one in memory */
    uint64_t number;
    size_t at;
};

int ent_shelves_new(struct ent_shelves **out, size_t count, size_t item_size, const char *beside,
                    struct ent_error *error) {
    struct ent_shelves *shelves = calloc(1, sizeof *shelves);
    if (!shelves)
        return ent_fail_memory(error);
    shelves->file = ENT_SCRATCH(beside);
    shelves->size = item_size;
    shelves->room = sizeof shelves->window->bytes / item_size;
    assert(shelves->room > 0);
    shelves->shelves = calloc(count + 1, sizeof *shelves->shelves);
    shelves->shelf_count = count;
    shelves->window = malloc(sizeof *shelves->window);
    if (!shelves->shelves || !shelves->window) {
        ent_shelves_free(shelves);
        return ent_fail_memory(error);
    }
    *out = shelves;
    return ENT_OK;
}

void ent_shelves_free(struct ent_shelves *shelves) {
    if (!shelves)
        return;
    for (size_t i = 0; shelves->shelves && i < shelves->shelf_count; i++)
        free(shelves->shelves[i].page);
    ent_scratch_release(&shelves->file);
    free(shelves->shelves);
    free(shelves->window);
    free(shelves);
}

static off_t place_of(uint64_t number) {
    return (off_t)(number * sizeof(struct page));
}

static int put_away(struct ent_shelves *shelves, struct shelf *shelf, struct ent_error *error) {
    shelf->page->next = shelves->pages++;
    ENT_TRY(ent_scratch_write(&shelves->file, shelf->page, sizeof *shelf->page, place_of(shelf->number), error));
    shelf->number = shelf->page->next;
    shelf->count = 0;
    return ENT_OK;
}

int ent_shelves_add(struct ent_shelves *shelves, size_t at, const void *item, struct ent_error *error) {
    struct shelf *shelf = &shelves->shelves[at];
    assert(at < shelves->shelf_count && !shelves->open);
    if (!shelf->page) {
        shelf->page = calloc(1, sizeof *shelf->page);
        if (!shelf->page)
            return ent_fail_memory(error);
        shelf->first = shelf->number = shelves->pages++;
    }
    if (shelf->count == shelves->room)
        ENT_TRY(put_away(shelves, shelf, error));
    memcpy(shelf->page->bytes + shelf->count++ * shelves->size, item, shelves->size);
    return ENT_OK;
}

void ent_shelves_open(struct ent_shelves *shelves, size_t at) {
    shelves->open = &shelves->shelves[at];
    shelves->page = NULL;
    shelves->number = shelves->open->first;
    shelves->at = 0;
}

static int turn_page(struct ent_shelves *shelves, struct ent_error *error) {
    shelves->at = 0;
    if (shelves->number == shelves->open->number) {
        shelves->page = shelves->open->page;
        return ENT_OK;
    }
    ENT_TRY(
        ent_scratch_read(&shelves->file, shelves->window, sizeof *shelves->window, place_of(shelves->number), error));
    shelves->page = shelves->window;
    shelves->number = shelves->window->next;
    return ENT_OK;
}

int ent_shelves_next(struct ent_shelves *shelves, const void **item, struct ent_error *error) {
    const struct shelf *open = shelves->open;
    *item = NULL;
    if (!open->page)
        return ENT_OK;
    if (!shelves->page || (shelves->page == shelves->window && shelves->at == shelves->room))
        ENT_TRY(turn_page(shelves, error));
    if (shelves->page == open->page && shelves->at == open->count)
        return ENT_OK;
    *item = shelves->page->bytes + shelves->at++ * shelves->size;
    return ENT_OK;
}
