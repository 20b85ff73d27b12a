#include "measure/votes_tiles.h"

#include <stdlib.h>

int ent_vote_tiles_init(struct ent_vote_tiles *out, size_t states, size_t words, struct ent_error *error) {
    *out = (struct ent_vote_tiles){.states = states, .words = words};
    out->bits = calloc(ent_vote_tiles_count(out) * words * 3 * ENT_TILE + 1, sizeof *out->bits);
    return out->bits ? ENT_OK : ent_fail_memory(error);
}

void ent_vote_tiles_release(struct ent_vote_tiles *tiles) {
    free(tiles->bits);
    *tiles = (struct ent_vote_tiles){.bits = NULL};
}

size_t ent_vote_tiles_count(const struct ent_vote_tiles *tiles) {
    return (tiles->states + ENT_TILE - 1) / ENT_TILE;
}

const uint64_t *ent_vote_tiles_at(const struct ent_vote_tiles *tiles, size_t tile) {
    return tiles->bits + tile * tiles->words * 3 * ENT_TILE;
}
