#include "claim/verdict.h"

const char *ent_verdict_text(enum ent_verdict verdict) {
    static const char *const texts[] = {"HOLDS", "FAILS", "SPLIT", "OPEN", "NOT COVERED", "NOT CHECKABLE", "LEDGER"};
    return texts[verdict];
}
