/* Encodings, numbers, days and names: small functions of text, whose results must be what they say. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/text.h"
#include "fuzz.h"
#include "source/decode.h"

static void check_encodings(const uint8_t *data, size_t size) {
    struct ent_text out;
    size_t mark;
    ent_decode_detect(data, size, &mark);
    ent_text_init(&out);
    for (int big = 0; big < 2; big++) {
        ent_text_clear(&out);
        size_t used = ent_decode_utf16(&out, data, size, big ? ENT_ENCODING_UTF16_BIG : ENT_ENCODING_UTF16_LITTLE);
        if (used > size || size - used > 3 || !ent_decode_valid_utf8(out.bytes, out.length))
            fuzz_fail("UTF-16 becomes UTF-8", NULL);
    }
    ent_text_clear(&out);
    ent_decode_windows1252(&out, (const char *)data, size);
    if (!ent_decode_valid_utf8(out.bytes, out.length))
        fuzz_fail("Windows-1252 becomes UTF-8", NULL);
    ent_text_release(&out);
}

static void check_day(const char *text) {
    struct ent_interval interval;
    char printed[16];
    if (!ent_interval_parse(text, &interval))
        return;
    ent_day_print(interval.from, interval.precision, printed, sizeof printed);
    if (interval.from >= interval.to || strcmp(printed, text) != 0)
        fuzz_fail("a date prints as it was written", text);
}

static void check_number(const char *text) {
    double number;
    long whole;
    if (ent_text_number(text, &number) && !isfinite(number))
        fuzz_fail("a number is finite", text);
    if (ent_text_integer(text, &whole) && strtol(text, NULL, 10) != whole)
        fuzz_fail("an integer is what strtol says", text);
}

static void check_fold(const char *text, size_t size) {
    struct ent_arena arena;
    ent_arena_init(&arena);
    char *once = ent_text_fold(&arena, text), *twice = once ? ent_text_fold(&arena, once) : NULL;
    if (!once || !twice)
        fuzz_fail("folding needs only memory", text);
    ent_text_columns(once);
    ent_text_distance(text, once, 3);
    char *copy = fuzz_text((const uint8_t *)text, size);
    ent_text_trim(copy);
    free(copy);
    ent_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *text = fuzz_text(data, size);
    check_encodings(data, size);
    check_day(text);
    check_number(text);
    check_fold(text, strlen(text));
    free(text);
    return 0;
}
