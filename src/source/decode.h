/* From the bytes of a text file to UTF-8: byte order marks, UTF-16, and Windows-1252 where UTF-8 is broken. */
#ifndef ENT_SOURCE_DECODE_H
#define ENT_SOURCE_DECODE_H

#include "base/text.h"
#include "source/bytes.h"

enum ent_encoding { ENT_ENCODING_UTF8, ENT_ENCODING_UTF16_LITTLE, ENT_ENCODING_UTF16_BIG };

/* The encoding that the first bytes announce; *mark is the length of the byte order mark. */
enum ent_encoding ent_decode_detect(const unsigned char *bytes, size_t length, size_t *mark);

/* Appends UTF-16 as UTF-8; returns how many bytes were used (a unit that is cut off at the end is left). */
size_t ent_decode_utf16(struct ent_text *out, const unsigned char *bytes, size_t length, enum ent_encoding encoding);

bool ent_decode_valid_utf8(const char *bytes, size_t length);

/* Appends Windows-1252 (a superset of Latin-1) as UTF-8. */
void ent_decode_windows1252(struct ent_text *out, const char *bytes, size_t length);

#endif
