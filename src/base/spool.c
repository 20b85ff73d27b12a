#include "base/spool.h"

#include <stdlib.h>
#include <string.h>

#include "base/scratch.h"

enum { ROOM = 1 << 16, GUESS = 512 }; /* bytes: kept before they are written; read at once, enough for most texts */

struct ent_spool {
    struct ent_scratch file;
    int64_t written; /* bytes of the file; what follows them is in `kept` */
    size_t kept_count;
    char kept[ROOM];
    char *read; /* the text that was handed out last */
    size_t room;
};

int ent_spool_new(struct ent_spool **out, const char *beside, struct ent_error *error) {
    struct ent_spool *spool = malloc(sizeof *spool);
    if (!spool)
        return ent_fail_memory(error);
    spool->file = ENT_SCRATCH(beside);
    spool->written = 0;
    spool->kept_count = spool->room = 0;
    spool->read = NULL;
    *out = spool;
    return ENT_OK;
}

void ent_spool_free(struct ent_spool *spool) {
    if (!spool)
        return;
    ent_scratch_release(&spool->file);
    free(spool->read);
    free(spool);
}

static int put_away(struct ent_spool *spool, const char *bytes, size_t count, struct ent_error *error) {
    ENT_TRY(ent_scratch_write(&spool->file, bytes, count, (off_t)spool->written, error));
    spool->written += (int64_t)count;
    return ENT_OK;
}

int ent_spool_add(struct ent_spool *spool, const char *text, int64_t *place, struct ent_error *error) {
    size_t count = strlen(text) + 1;
    if (spool->kept_count + count > ROOM) {
        ENT_TRY(put_away(spool, spool->kept, spool->kept_count, error));
        spool->kept_count = 0;
    }
    *place = spool->written + (int64_t)spool->kept_count;
    if (count > ROOM)
        return put_away(spool, text, count, error);
    memcpy(spool->kept + spool->kept_count, text, count);
    spool->kept_count += count;
    return ENT_OK;
}

static int make_room(struct ent_spool *spool, size_t room, struct ent_error *error) {
    if (room <= spool->room)
        return ENT_OK;
    char *read = realloc(spool->read, room);
    if (!read)
        return ent_fail_memory(error);
    spool->read = read;
    spool->room = room;
    return ENT_OK;
}

int ent_spool_get(struct ent_spool *spool, int64_t place, const char **text, struct ent_error *error) {
    if (place >= spool->written) {
        *text = spool->kept + (place - spool->written);
        return ENT_OK;
    }
    size_t have = 0;
    for (size_t room = GUESS;; room *= 4) {
        size_t left = (size_t)(spool->written - place), want = room < left ? room : left;
        ENT_TRY(make_room(spool, want, error));
        ENT_TRY(ent_scratch_read(&spool->file, spool->read + have, want - have, (off_t)place + (off_t)have, error));
        if (memchr(spool->read + have, '\0', want - have)) {
            *text = spool->read;
            return ENT_OK;
        }
        have = want; /* every text ends inside the file, so this ends, too */
    }
}
