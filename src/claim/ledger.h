/* The ledger: opinions and forecasts of claims files. An opinion is kept, never scored; a forecast is scored by the
 * same evaluation as any claim, as soon as the record reaches the day it is due. */
#ifndef ENT_CLAIM_LEDGER_H
#define ENT_CLAIM_LEDGER_H

#include "claim/check.h"
#include "claim/claims_file.h"

enum ent_ledger_status {
    ENT_LEDGER_KEPT,     /* an opinion: nothing to score */
    ENT_LEDGER_NOT_DUE,  /* the record does not reach the day */
    ENT_LEDGER_NOT_SEEN, /* due, and the record's sources do not see it, or not yet */
    ENT_LEDGER_SCORED,   /* the answer's verdict is the score */
    ENT_LEDGER_NOT_READ  /* the claim is broken, or nobody knows the speaker's state */
};

struct ent_ledger_line {
    const struct ent_claims_file *file;
    const struct ent_statement *statement;
    const struct ent_entry *entry;
    ent_state state; /* of the speaker's body; ENT_NO_STATE where none is named */
    bool has_said;   /* when it was said: the speaker's day, else the dateline */
    struct ent_interval said;
    enum ent_ledger_status status;
    struct ent_answer *answer;           /* of a forecast; before it is due, what the record says so far */
    const struct ent_claim_fault *fault; /* of what is not read; NULL otherwise */
};

/* The last day that the record can speak of: `as_of`, else the newest date of its releases (published, or seen by).
 * No clock is asked, so that the same record scores the same. */
int ent_ledger_today(struct ent_record *record, ent_day as_of, ent_day *out, struct ent_error *error);

/* Fills a line: who, when, and of a forecast the status and the answer. `options` are those of the run; the claim of a
 * forecast is asked as of the year that it is due. A state of the speaker that nobody knows and a claim that cannot be
 * checked are faults of the line. Text is the context's arena's. */
int ent_ledger_read(struct ent_ledger_line *out, struct ent_context *context, const struct ent_concepts *concepts,
                    const struct ent_claims_file *file, const struct ent_statement *statement,
                    const struct ent_entry *entry, const struct ent_check_options *options, ent_day today,
                    struct ent_error *error);

/* "kept", "not due", "due, not covered yet", "scored", "not read" */
const char *ent_ledger_status_text(enum ent_ledger_status status);

/* "forecast, due 2024; scored: HOLDS" */
int ent_ledger_words(struct ent_text *out, const struct ent_ledger_line *line);

#endif
