#include "base/hash.h"

#include <sha2.h>
#include <stdint.h>
#include <stdio.h>

void ent_hash_bytes(const void *bytes, size_t length, char out[ENT_HASH_TEXT]) {
    SHA2_CTX context;
    uint8_t digest[SHA256_DIGEST_LENGTH];
    SHA256Init(&context);
    SHA256Update(&context, bytes, length);
    SHA256Final(digest, &context);
    for (size_t i = 0; i < sizeof digest; i++)
        snprintf(out + 2 * i, 3, "%02x", digest[i]);
}
