/* SHA-256, for checksums of files and the ids of answers (libmd does the arithmetic). */
#ifndef ENT_BASE_HASH_H
#define ENT_BASE_HASH_H

#include <stddef.h>

enum { ENT_HASH_TEXT = 65 }; /* 64 hexadecimal digits and a NUL */

void ent_hash_bytes(const void *bytes, size_t length, char out[ENT_HASH_TEXT]);

#endif
