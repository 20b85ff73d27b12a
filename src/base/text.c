#include "base/text.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

enum { LONGEST_NAME = 4096 };

static char empty[1] = "";

void ent_text_init(struct ent_text *text) {
    *text = (struct ent_text){.bytes = empty};
}

void ent_text_release(struct ent_text *text) {
    if (text->capacity)
        free(text->bytes);
    ent_text_init(text);
}

void ent_text_clear(struct ent_text *text) {
    text->length = 0;
    if (text->capacity)
        text->bytes[0] = '\0';
}

static bool reserve(struct ent_text *text, size_t more) {
    if (text->failed)
        return false;
    if (text->capacity - text->length > more)
        return true;
    size_t capacity = text->capacity ? text->capacity : 128;
    while (capacity - text->length <= more)
        capacity *= 2;
    char *bytes = realloc(text->capacity ? text->bytes : NULL, capacity);
    if (!bytes) {
        text->failed = true;
        return false;
    }
    text->bytes = bytes;
    text->capacity = capacity;
    return true;
}

void ent_text_add_bytes(struct ent_text *text, const char *more, size_t length) {
    if (!reserve(text, length))
        return;
    memcpy(text->bytes + text->length, more, length);
    text->length += length;
    text->bytes[text->length] = '\0';
}

void ent_text_add(struct ent_text *text, const char *more) {
    ent_text_add_bytes(text, more, strlen(more));
}

void ent_text_format(struct ent_text *text, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0 || !reserve(text, (size_t)length))
        return;
    va_start(arguments, format);
    vsnprintf(text->bytes + text->length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    text->length += (size_t)length;
}

size_t ent_text_columns(const char *text) {
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)text;
    size_t columns = 0;
    while (*at) {
        utf8proc_int32_t point;
        utf8proc_ssize_t used = utf8proc_iterate(at, -1, &point);
        if (used <= 0) {
            used = 1;
            columns += 1;
        } else {
            columns += (size_t)utf8proc_charwidth(point);
        }
        at += used;
    }
    return columns;
}

size_t ent_text_piece(const char *words) {
    size_t length = 1;
    while (words[length] && words[length] != ' ' && words[length] != '\n' &&
           !(strchr(".:/,", words[length - 1]) && isalpha((unsigned char)words[length])))
        length++;
    return length;
}

static size_t columns_of(const char *words, size_t length) {
    size_t columns = 0;
    for (size_t i = 0; i < length; i++)
        columns += ((unsigned char)words[i] & 0xC0) != 0x80;
    return columns;
}

static void break_line(struct ent_text *text, size_t *at, size_t indent) {
    ent_text_format(text, "\n%*s", (int)indent, "");
    *at = indent;
}

size_t ent_text_wrap(struct ent_text *text, const char *words, size_t at, size_t indent, size_t width) {
    bool begun = false; /* a word stands on this line */
    while (*words) {
        size_t spaces = strspn(words, " \n"), length = strcspn(words + spaces, " \n"), piece;
        size_t columns = columns_of(words + spaces, length);
        if (length == 0) /* spaces at the end */
            break;
        if (width && begun && at + spaces + columns > width) {
            break_line(text, &at, indent);
            begun = false;
        } else {
            ent_text_format(text, "%*s", (int)spaces, "");
            at += spaces;
        }
        words += spaces;
        bool whole = !width || at + columns <= width;
        for (; length > 0; length -= piece, words += piece) {
            piece = whole ? length : ent_text_piece(words);
            columns = columns_of(words, piece);
            if (begun && !whole && at + columns > width)
                break_line(text, &at, indent);
            ent_text_add_bytes(text, words, piece);
            at += columns;
            begun = true;
        }
    }
    return at;
}

static bool is_space_category(utf8proc_category_t category, utf8proc_int32_t point) {
    return category == UTF8PROC_CATEGORY_ZS || point == '\t' || point == '\n' || point == '\r' || point == '-' ||
           point == '_' || category == UTF8PROC_CATEGORY_PD;
}

static bool is_kept_category(utf8proc_category_t category) {
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
           (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

char *ent_text_fold(struct ent_arena *arena, const char *text) {
    utf8proc_uint8_t *mapped = NULL;
    if (strnlen(text, LONGEST_NAME + 1) > LONGEST_NAME) /* no name; ordering many accents would take its square */
        return ent_arena_string(arena, text);
    utf8proc_ssize_t length =
        utf8proc_map((const utf8proc_uint8_t *)text, 0, &mapped,
                     UTF8PROC_NULLTERM | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
    if (length < 0) /* not UTF-8: compared as it stands */
        return ent_arena_string(arena, text);
    char *folded = ent_arena_alloc(arena, (size_t)length + 1, 1);
    size_t used = 0;
    bool space = false;
    for (const utf8proc_uint8_t *at = mapped; folded && *at;) {
        utf8proc_int32_t point;
        utf8proc_ssize_t step = utf8proc_iterate(at, -1, &point);
        if (step <= 0)
            break;
        utf8proc_category_t category = utf8proc_category(point);
        if (is_kept_category(category)) {
            if (space && used)
                folded[used++] = ' ';
            space = false;
            memcpy(folded + used, at, (size_t)step);
            used += (size_t)step;
        } else if (is_space_category(category, point)) {
            space = true;
        }
        at += step;
    }
    free(mapped);
    return folded;
}

int ent_text_distance(const char *a, const char *b, int limit) {
    enum { LONGEST = 64 };
    int n = (int)strlen(a), m = (int)strlen(b);
    if (n > LONGEST || m > LONGEST || abs(n - m) > limit)
        return limit + 1;
    int rows[3][LONGEST + 1];
    for (int j = 0; j <= m; j++)
        rows[0][j] = j;
    for (int i = 1; i <= n; i++) {
        int *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];
        now[0] = i;
        for (int j = 1; j <= m; j++) {
            int best = before[j - 1] + (a[i - 1] != b[j - 1]);
            if (before[j] + 1 < best)
                best = before[j] + 1;
            if (now[j - 1] + 1 < best)
                best = now[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && earlier[j - 2] + 1 < best)
                best = earlier[j - 2] + 1;
            now[j] = best;
        }
    }
    int distance = rows[n % 3][m];
    return distance > limit ? limit + 1 : distance;
}

bool ent_text_number(const char *text, double *out) {
    char *end;
    if (!isdigit((unsigned char)text[0]) && !strchr("+-.", text[0]))
        return false;
    errno = 0;
    double value = strtod(text, &end);
    bool vanished = errno == ERANGE && value == 0; /* 1e-400 is no zero */
    if (end == text || *end || !isfinite(value) || vanished || strpbrk(text, "xXpP"))
        return false;
    *out = value;
    return true;
}

bool ent_text_integer(const char *text, long *out) {
    char *end;
    bool sign = text[0] == '+' || text[0] == '-';
    if (!isdigit((unsigned char)text[sign]))
        return false;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno || *end)
        return false;
    *out = value;
    return true;
}

char *ent_text_split(char **cursor, char separator) {
    char *field = *cursor;
    if (!field)
        return NULL;
    char *end = strchr(field, separator);
    if (end) {
        *end = '\0';
        *cursor = end + 1;
    } else {
        *cursor = NULL;
    }
    return field;
}

char *ent_text_trim(char *text) {
    while (isspace((unsigned char)*text))
        text++;
    size_t length = strlen(text);
    while (length && isspace((unsigned char)text[length - 1]))
        text[--length] = '\0';
    return text;
}

bool ent_text_equal_folded(const char *ascii_a, const char *ascii_b) {
    return strcasecmp(ascii_a, ascii_b) == 0;
}

void ent_text_make_printable(char *text) {
    unsigned char *at = (unsigned char *)text;
    for (; *at; at++) {
        bool high_control = at[0] == 0xc2 && at[1] >= 0x80 && at[1] < 0xa0;
        if ((*at < 0x20 && *at != '\n' && *at != '\t') || *at == 0x7f)
            *at = '?';
        if (high_control)
            at[0] = at[1] = '?';
    }
    unsigned char *start = at;
    while (start > (unsigned char *)text && at - start < 4 && (start[-1] & 0xc0) == 0x80)
        start--;
    if (start == (unsigned char *)text || start[-1] < 0xc0)
        return;
    size_t expected = start[-1] < 0xe0 ? 1 : start[-1] < 0xf0 ? 2 : 3;
    if ((size_t)(at - start) < expected)
        start[-1] = '\0';
}
