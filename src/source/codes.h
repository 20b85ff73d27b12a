/* Which state a source means by a code or a name in a span of time. Looser than the record's own look-up on purpose: a
 * source may use a code in years in which the lists do not have the state, and the row is about that state all the
 * same. */
#ifndef ENT_SOURCE_CODES_H
#define ENT_SOURCE_CODES_H

#include "record/states.h"

enum ent_code_kind {
    ENT_CODE_STATE,
    ENT_CODE_OTHER,  /* an aggregate, a territory: known, and not a state */
    ENT_CODE_UNKNOWN /* nobody knows it */
};

struct ent_codes;

/* Schemes are those of the record ("cow", "gw", "iso2", "iso3", …), "name" for names in any usual form, and "entente"
 * for the record's own codes. */
int ent_codes_load(struct ent_codes **out, struct ent_record *record, struct ent_error *error);
void ent_codes_free(struct ent_codes *codes);

/* *other receives what the code is when it is no state. `scheme` must outlive the codes. */
enum ent_code_kind ent_codes_find(struct ent_codes *codes, const char *scheme, const char *text, ent_day from,
                                  ent_day to, ent_state *state, const char **other);

/* A code that moved from one state to another inside [from, to): who had it when, in order of time. The count is 0 where
 * the code did not move. */
struct ent_code_piece {
    ent_state state;
    ent_day from, to;
};
size_t ent_codes_pieces(struct ent_codes *codes, const char *scheme, const char *text, ent_day from, ent_day to,
                        struct ent_code_piece *out, size_t room);

/* The day up to which the state stands under another government or within other borders; ENT_DAY_EARLY where none. */
ent_day ent_codes_last_break(const struct ent_codes *codes, ent_state state);

#endif
