#include "report/style.h"

void ent_style_add(struct ent_text *out, const struct ent_style *style, enum ent_colour colour, const char *words) {
    static const char *const codes[] = {"", "\033[32m", "\033[31m", "\033[33m", "\033[34m", "\033[2m"};
    bool paint = style->colour && colour != ENT_PLAIN && words[0];
    if (paint)
        ent_text_add(out, codes[colour]);
    ent_text_add(out, words);
    if (paint)
        ent_text_add(out, "\033[0m");
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
