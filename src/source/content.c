#include "source/content.h"

#include <math.h>

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
