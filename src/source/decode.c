#include "source/decode.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

enum ent_encoding ent_decode_detect(const unsigned char *bytes, size_t length, size_t *mark) {
    *mark = 0;
    if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
        *mark = 3;
    if (length >= 2 && bytes[0] == 0xff && bytes[1] == 0xfe) {
        *mark = 2;
        return ENT_ENCODING_UTF16_LITTLE;
    }
    if (length >= 2 && bytes[0] == 0xfe && bytes[1] == 0xff) {
        *mark = 2;
        return ENT_ENCODING_UTF16_BIG;
    }
    return ENT_ENCODING_UTF8;
}

static void add_point(struct ent_text *out, int32_t point) {
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t length = utf8proc_encode_char(point, bytes);
    ent_text_add_bytes(out, (const char *)bytes, (size_t)length);
}

static uint32_t unit_at(const unsigned char *bytes, enum ent_encoding encoding) {
    bool little = encoding == ENT_ENCODING_UTF16_LITTLE;
    return (uint32_t)bytes[little ? 1 : 0] << 8 | bytes[little ? 0 : 1];
}

size_t ent_decode_utf16(struct ent_text *out, const unsigned char *bytes, size_t length, enum ent_encoding encoding) {
    size_t used = 0;
    while (length - used >= 2) {
        uint32_t unit = unit_at(bytes + used, encoding);
        bool high = unit >= 0xd800 && unit < 0xdc00;
        if (high && length - used < 4)
            break;
        uint32_t low = high ? unit_at(bytes + used + 2, encoding) : 0;
        if (high && low >= 0xdc00 && low < 0xe000) {
            add_point(out, (int32_t)(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00)));
            used += 4;
        } else {
            add_point(out, unit >= 0xd800 && unit < 0xe000 ? 0xfffd : (int32_t)unit);
            used += 2;
        }
    }
    return used;
}

bool ent_decode_valid_utf8(const char *bytes, size_t length) {
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)bytes, *end = at + length;
    while (at < end) {
        if (*at < 0x80) {
            at++;
            continue;
        }
        utf8proc_int32_t point;
        utf8proc_ssize_t step = utf8proc_iterate(at, end - at, &point);
        if (step <= 0)
            return false;
        at += step;
    }
    return true;
}

void ent_decode_windows1252(struct ent_text *out, const char *bytes, size_t length) {
    static const uint16_t high[32] = {0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                      0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd,
                                      0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                      0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178};
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        add_point(out, byte >= 0x80 && byte < 0xa0 ? high[byte - 0x80] : byte);
    }
}
