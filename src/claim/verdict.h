/* What the record says of a claim. */
#ifndef ENT_CLAIM_VERDICT_H
#define ENT_CLAIM_VERDICT_H

#include <stdbool.h>

enum ent_verdict {
    ENT_VERDICT_HOLDS,
    ENT_VERDICT_FAILS,
    ENT_VERDICT_SPLIT,
    ENT_VERDICT_OPEN,
    ENT_VERDICT_NOT_COVERED,
    ENT_VERDICT_NOT_CHECKABLE,
    ENT_VERDICT_LEDGER
};

/* "HOLDS", "NOT COVERED", … */
const char *ent_verdict_text(enum ent_verdict verdict);

/* The verdict that a text names (capitals ignored); false when it names none. */
bool ent_verdict_from_text(const char *text, enum ent_verdict *out);

#endif
