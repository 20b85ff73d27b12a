#include "report/style.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void ent_style_add(struct ent_text *out, const struct ent_style *style, enum ent_colour colour, const char *words) {
    static const char *const codes[] = {"", "\033[32m", "\033[31m", "\033[33m", "\033[34m", "\033[2m"};
    bool paint = style->colour && colour != ENT_PLAIN && words[0];
    if (paint)
        ent_text_add(out, codes[colour]);
    ent_text_add(out, words);
    if (paint)
        ent_text_add(out, "\033[0m");
}

void ent_style_line(struct ent_text *out, const struct ent_style *style, const char *name, const char *words) {
    size_t at = 4 + ent_text_columns(name);
    ent_text_format(out, "  %s  ", name);
    ent_text_wrap(out, words, at, at, style->width);
    ent_text_add(out, "\n");
}

void ent_style_paragraph(struct ent_text *out, const struct ent_style *style, size_t indent, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *words = length < 0 ? NULL : malloc((size_t)length + 1);
    out->failed |= !words;
    if (!words)
        return;
    va_start(arguments, format);
    vsnprintf(words, (size_t)length + 1, format, arguments);
    va_end(arguments);
    ent_text_wrap(out, words, 0, indent, style->width);
    ent_text_add(out, "\n");
    free(words);
}

void ent_style_claim(struct ent_text *out, const struct ent_style *style, const char *claim, size_t at) {
    bool fits = !style->width || at + ent_text_columns(claim) <= style->width;
    if (!fits && at >= 10) {
        while (out->length && out->bytes[out->length - 1] == ' ')
            out->bytes[--out->length] = '\0';
        ent_text_add(out, "\n    ");
    }
    ent_text_wrap(out, claim, at < 10 ? at : 4, at < 10 ? at : 4, style->width);
    ent_text_add(out, "\n");
}

enum ent_colour ent_verdict_colour(enum ent_verdict verdict) {
    switch (verdict) {
    case ENT_VERDICT_HOLDS:
        return ENT_GREEN;
    case ENT_VERDICT_FAILS:
        return ENT_RED;
    case ENT_VERDICT_SPLIT:
        return ENT_YELLOW;
    case ENT_VERDICT_OPEN:
        return ENT_BLUE;
    case ENT_VERDICT_NOT_COVERED:
    case ENT_VERDICT_NOT_CHECKABLE:
    case ENT_VERDICT_LEDGER:
        return ENT_FAINT;
    }
    return ENT_PLAIN;
}

enum ent_colour ent_outcome_colour(enum ent_outcome outcome) {
    switch (outcome) {
    case ENT_OUTCOME_HOLDS:
        return ENT_GREEN;
    case ENT_OUTCOME_FAILS:
        return ENT_RED;
    case ENT_OUTCOME_OPEN:
        return ENT_BLUE;
    case ENT_OUTCOME_NOT_COVERED:
        return ENT_FAINT;
    }
    return ENT_PLAIN;
}
