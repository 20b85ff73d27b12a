#include "claim/verdict.h"

#include "base/text.h"

const char *ent_verdict_text(enum ent_verdict verdict) {
    static const char *const texts[] = {"HOLDS", "FAILS", "SPLIT", "OPEN", "NOT COVERED", "NOT CHECKABLE", "LEDGER"};
    return texts[verdict];
}

bool ent_verdict_from_text(const char *text, enum ent_verdict *out) {
    for (int verdict = ENT_VERDICT_HOLDS; verdict <= ENT_VERDICT_LEDGER; verdict++)
        if (ent_text_equal_folded(text, ent_verdict_text((enum ent_verdict)verdict))) {
            *out = (enum ent_verdict)verdict;
            return true;
        }
    return false;
}
