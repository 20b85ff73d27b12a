#include "claim/speaker.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"

/* ", 2019-01-20" at the end. */
static void take_date(struct ent_speaker *out, char *text) {
    char *comma = strrchr(text, ',');
    char *part = comma ? ent_text_trim(comma + 1) : NULL;
    out->has_said = part && ent_interval_parse(part, &out->said);
    if (out->has_said)
        *comma = '\0';
}

/* "(CHN)" at the end. */
static const char *take_state(char *text) {
    size_t length = strlen(text);
    char *bracket = length && text[length - 1] == ')' ? strrchr(text, '(') : NULL;
    if (!bracket)
        return NULL;
    text[length - 1] = '\0';
    char *state = ent_text_trim(bracket + 1);
    if (!*state) {
        text[length - 1] = ')';
        return NULL;
    }
    *bracket = '\0';
    return state;
}

int ent_speaker_parse(struct ent_speaker *out, struct ent_arena *arena, const char *text) {
    char *rest = ent_arena_string(arena, text);
    *out = (struct ent_speaker){0};
    if (!rest)
        return ENT_ERROR_MEMORY;
    rest = ent_text_trim(rest);
    take_date(out, rest);
    rest = ent_text_trim(rest);
    out->state = take_state(rest);
    char *comma = strchr(rest, ',');
    if (comma)
        *comma = '\0';
    const char *role = ent_text_trim(rest), *body = comma ? ent_text_trim(comma + 1) : "";
    out->role = *role ? role : NULL;
    out->body = *body ? body : NULL;
    return ENT_OK;
}
