/* A broken claim, drawn with a caret under the place where it broke. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/claim.h"

enum { LONGEST_DRAWN = 200 }; /* bytes of a claim that still fits a line */

void ent_claim_point(struct ent_error *error, const char *text, size_t offset) {
    size_t length = strlen(text), used = error ? strlen(error->message) : 0;
    char before[LONGEST_DRAWN + 1];
    if (!error || offset > length || length > LONGEST_DRAWN || strchr(text, '\n') ||
        used + 2 * length + 8 > sizeof error->message)
        return;
    memcpy(before, text, offset);
    before[offset] = '\0';
    snprintf(error->message + used, sizeof error->message - used, "\n  %s\n  %*s^", text, (int)ent_text_columns(before),
             "");
}
