/* Who said something: what stands behind the dash of a statement. */
#ifndef ENT_CLAIM_SPEAKER_H
#define ENT_CLAIM_SPEAKER_H

#include "base/arena.h"
#include "base/day.h"

/* "director, state institute in Shanghai (CHN), 2019-01-20": each part after the first may be left out. Each is NULL
 * where it was not given; what is written in no such parts is all role. */
struct ent_speaker {
    const char *role;         /* "director"; of an office-holder the name of the office, or the name */
    const char *body;         /* "state institute in Shanghai" */
    const char *state;        /* whose body it is, in any usual form: a code or a name */
    bool has_said;            /* the day is the speaker's own, else the dateline's */
    struct ent_interval said; /* when it was said */
};

/* Takes the parts of `text` (trimmed). Nothing is broken here: a state that nobody knows is found when it is looked up.
 * Returns ENT_ERROR_MEMORY or ENT_OK; memory is the arena's. */
int ent_speaker_parse(struct ent_speaker *out, struct ent_arena *arena, const char *text);

#endif
