/* What the record says of a claim. */
#ifndef ENT_CLAIM_VERDICT_H
#define ENT_CLAIM_VERDICT_H

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

#endif
