/* A hash of what a row says, to tell a row that says the same again from one that says the contrary. */
#ifndef ENT_SOURCE_CONTENT_H
#define ENT_SOURCE_CONTENT_H

#include <stdint.h>

/* It is fed piece by piece; begin with ENT_CONTENT_START. */
#define ENT_CONTENT_START 1469598103934665603u
uint64_t ent_content_add(uint64_t content, const char *text);
uint64_t ent_content_add_bits(uint64_t content, uint64_t bits);
/* To nine digits, because a figure and its mirror row often differ in the last bits of a product or sum. NaN is a hole.
 */
uint64_t ent_content_add_number(uint64_t content, double number);

#endif
