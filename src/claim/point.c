/* A broken claim, drawn with a caret under the place where it broke. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/claim.h"

enum { LONGEST_DRAWN = 200 }; /* bytes of a claim that still fits a line */

bool ent_claim_caret(const char *text, size_t offset, size_t *columns) {
    size_t length = strlen(text);
    char before[LONGEST_DRAWN + 1];
    if (offset > length || length > LONGEST_DRAWN || strchr(text, '\n'))
        return false;
    memcpy(before, text, offset);
    before[offset] = '\0';
    *columns = ent_text_columns(before);
    return true;
}

void ent_claim_point(struct ent_error *error, const char *text, size_t offset) {
    size_t length = strlen(text), used = error ? strlen(error->message) : 0, columns;
    if (!error || !ent_claim_caret(text, offset, &columns) || used + 2 * length + 8 > sizeof error->message)
        return;
    snprintf(error->message + used, sizeof error->message - used, "\n  %s\n  %*s^", text, (int)columns, "");
}

int ent_claim_fault_keep(const struct ent_claim_fault **out, struct ent_arena *arena,
                         const struct ent_claim_fault *fault, struct ent_error *error) {
    if (!fault->message && error->code != ENT_ERROR_USAGE && error->code != ENT_ERROR_INPUT)
        return error->code;
    struct ent_claim_fault *kept = ent_arena_alloc(arena, 1, sizeof *kept);
    if (!kept)
        return ent_fail_memory(error);
    *kept = *fault;
    kept->message = ent_arena_string(arena, fault->message ? fault->message : error->message);
    kept->file = ent_arena_string(arena, fault->file);
    *out = kept;
    return kept->message && kept->file ? ENT_OK : ent_fail_memory(error);
}

void ent_claim_fault_tell(const struct ent_claim_fault *fault, struct ent_error *error) {
    ent_fail_at(error, ENT_ERROR_INPUT, fault->file, fault->line, "%s", fault->message);
    if (fault->text)
        ent_claim_point(error, fault->text, fault->place);
}
