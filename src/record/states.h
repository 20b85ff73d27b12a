/* States of the record, in memory: codes, names, membership of lists, breaks, crosswalk by date. */
#ifndef ENT_RECORD_STATES_H
#define ENT_RECORD_STATES_H

#include "record/record.h"

struct ent_break {
    ent_day day;
    const char *label; /* "USSR → Russia" */
};

size_t ent_states_count(const struct ent_states *states);
const char *ent_states_code(const struct ent_states *states, ent_state state); /* "?" for ENT_NO_STATE */
const char *ent_states_name(const struct ent_states *states, ent_state state); /* the usual name today */

/* The name at a day ("Soviet Union" in 1956); the usual name where no former name covers the day. */
const char *ent_states_name_at(const struct ent_states *states, ent_state state, ent_day day);

/* Whether the list ("cow", "gw") counts the state on some day of [from, to). An empty list counts every state. */
bool ent_states_exist(const struct ent_states *states, const char *list, ent_state state, ent_day from, ent_day to);

/* Whether any list counts the state in [from, to): one that both lists leave out does not exist then. A unit that no
 * list ever counts is taken as given. */
bool ent_states_counted(const struct ent_states *states, ent_state state, ent_day from, ent_day to);

/* On how many days of [from, to) the list counts the state, and with `other` both of them; an open end of the span is
 * the caller's to close. */
long ent_states_days(const struct ent_states *states, const char *list, ent_state state, ent_state other, ent_day from,
                     ent_day to);

/* Breaks of a state, in order of days; *count receives their number. */
const struct ent_break *ent_states_breaks(const struct ent_states *states, ent_state state, size_t *count);

/* The state that a scheme ("cow", "gw", "iso2", "iso3", "cow-abbreviation", …) means by a code on a day;
 * ENT_NO_STATE when it knows none. An empty code never matches. */
ent_state ent_states_from_code(const struct ent_states *states, const char *scheme, const char *code, ent_day day);

/* The code of a state in a scheme on a day; NULL when it has none. */
const char *ent_states_to_code(const struct ent_states *states, const char *scheme, ent_state state, ent_day day);

/* A state by any usual form: code, COW number or abbreviation, name, former name, adjective, capital, in any case.
 * `day` settles forms that moved from one state to another ("Germany" is never in doubt; COW 345 is); ENT_DAY_OPEN
 * means today. When nothing fits: ENT_ERROR_USAGE whose message names up to three near forms ("did you mean"). */
int ent_states_find(const struct ent_states *states, const char *text, ent_day day, ent_state *out,
                    struct ent_error *error);

#endif
