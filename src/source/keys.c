#include "source/keys.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct ent_key_slot {
    struct ent_key key;
    uint64_t content;
    long line; /* 0: the slot is free */
};

uint64_t ent_content_add(uint64_t content, const char *text) {
    for (; *text; text++)
        content = (content ^ (unsigned char)*text) * 1099511628211u;
    return (content ^ 0x1f) * 1099511628211u;
}

uint64_t ent_content_add_bits(uint64_t content, uint64_t bits) {
    content = (content ^ bits) * 0x9e3779b97f4a7c15u;
    return content ^ content >> 29;
}

uint64_t ent_content_add_number(uint64_t content, double number) {
    enum { BITS = 30 }; /* nine digits */
    int exponent;
    if (isnan(number))
        return ent_content_add_bits(content, UINT64_MAX); /* a hole: no number has these bits, and least of all zero */
    int64_t rounded = (int64_t)round(ldexp(frexp(number, &exponent), BITS));
    if (rounded == (int64_t)1 << BITS || rounded == -((int64_t)1 << BITS)) { /* rounded up to the next power of two */
        rounded /= 2;
        exponent++;
    }
    return ent_content_add_bits(content, (uint64_t)rounded << 16 ^ (uint64_t)(exponent + 0x4000));
}

void ent_keys_release(struct ent_keys *keys) {
    free(keys->slots);
    *keys = (struct ent_keys){0};
}

static uint64_t mix(uint64_t hash, uint32_t value) {
    hash = (hash ^ value) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 32;
}

static size_t slot_of(const struct ent_keys *keys, const struct ent_key *key) {
    uint64_t hash = mix(mix(mix(0, (uint32_t)key->a), (uint32_t)key->b), (uint32_t)key->item);
    hash = mix(mix(mix(hash, (uint32_t)key->from), (uint32_t)key->reporter), (uint32_t)key->strand);
    hash = mix(hash, (uint32_t)key->published);
    size_t slot = (size_t)hash & (keys->capacity - 1);
    while (keys->slots[slot].line && memcmp(&keys->slots[slot].key, key, sizeof *key) != 0)
        slot = (slot + 1) & (keys->capacity - 1);
    return slot;
}

static bool grow(struct ent_keys *keys) {
    struct ent_keys larger = {NULL, keys->capacity ? keys->capacity * 2 : 4096, keys->count};
    larger.slots = calloc(larger.capacity, sizeof *larger.slots);
    if (!larger.slots)
        return false;
    for (size_t i = 0; i < keys->capacity; i++)
        if (keys->slots[i].line)
            larger.slots[slot_of(&larger, &keys->slots[i].key)] = keys->slots[i];
    free(keys->slots);
    *keys = larger;
    return true;
}

enum ent_key_answer ent_keys_add(struct ent_keys *keys, const struct ent_key *key, uint64_t content, long *line) {
    if (keys->count * 2 >= keys->capacity && !grow(keys))
        return ENT_KEY_MEMORY;
    struct ent_key_slot *slot = &keys->slots[slot_of(keys, key)];
    if (slot->line) {
        *line = slot->line;
        return slot->content == content ? ENT_KEY_SAME : ENT_KEY_CONTRARY;
    }
    *slot = (struct ent_key_slot){*key, content, *line};
    keys->count++;
    return ENT_KEY_NEW;
}
