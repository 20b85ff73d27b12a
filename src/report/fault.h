/* A claim of a file that could not be read, in the place where its answer would stand. */
#ifndef ENT_REPORT_FAULT_H
#define ENT_REPORT_FAULT_H

#include "claim/claim.h"
#include "report/json.h"
#include "report/style.h"

/* The claim with a caret where one can be drawn, then what is wrong, each line after `indent` blanks. */
void ent_fault_text(struct ent_text *out, const struct ent_style *style, size_t indent,
                    const struct ent_claim_fault *fault);

/* An object: file, line, message, claim, byte. */
void ent_fault_json(struct ent_json *json, const char *key, const struct ent_claim_fault *fault);

#endif
