/* Which facts a release has told already: to find rows that say the same again, or the contrary. */
#ifndef ENT_SOURCE_KEYS_H
#define ENT_SOURCE_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a fact is about. Two facts of one release with the same key should not both be there. */
struct ent_key {
    int32_t a, b, item, from, reporter, strand, published;
};

struct ent_keys {
    struct ent_key_slot *slots;
    size_t capacity, count;
};

enum ent_key_answer { ENT_KEY_NEW, ENT_KEY_SAME, ENT_KEY_CONTRARY, ENT_KEY_MEMORY };

void ent_keys_release(struct ent_keys *keys);

/* Looks the key up and adds it when it is new. `content` is a hash of what the row says; *line receives the line that
 * said it first when it is not new. */
enum ent_key_answer ent_keys_add(struct ent_keys *keys, const struct ent_key *key, uint64_t content, long *line);

/* A hash that is fed piece by piece; begin with ENT_CONTENT_START. */
#define ENT_CONTENT_START 1469598103934665603u
uint64_t ent_content_add(uint64_t content, const char *text);
uint64_t ent_content_add_bits(uint64_t content, uint64_t bits);
/* To nine digits, because a figure and its mirror row often differ in the last bits of a product or sum. NaN is a hole. */
uint64_t ent_content_add_number(uint64_t content, double number);

#endif
