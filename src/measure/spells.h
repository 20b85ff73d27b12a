/* Spells and events of a specification with their days, where a series has only years: for counts, beginnings and ends,
 * and what came first. */
#ifndef ENT_MEASURE_SPELLS_H
#define ENT_MEASURE_SPELLS_H

#include "measure/support.h"

/* Rows of one item (a war, a dispute; rows without an item are of one) that overlap or follow on each other without a
 * day between are one spell: a source that lists a war year by year has one war. An event is one row. */
struct ent_spell {
    ent_state a, b;
    int item, entity;
    ent_day from, to; /* to is the first day after; ENT_DAY_OPEN: still so when the list ended */
    enum ent_precision precision, to_precision; /* of its first and of its last row */
    const struct ent_fact *first;               /* its first row */
};

struct ent_spells {
    struct ent_spell *items; /* in order of from, then of the rows */
    size_t count;
    bool events;       /* rows are events, not spells */
    bool any_recalled; /* there are rows that only a recalled figure holds: they are left out, and never decide */
    struct ent_basis basis;
    const char *caution; /* what a reader of the strand must know, or NULL */
};

/* Whether a measure says yes or no, or counts, because of rows with days. */
bool ent_measure_has_spells(const struct ent_measure *measure);

/* Of the request's state or pair. With `partners`, those of a measure of two states that touch the request's `a`:
 * ENT_PARTNERS_SECOND where the partner is the second, the one that something is done to, ENT_PARTNERS_FIRST where `a`
 * itself is, ENT_PARTNERS_EITHER both. `last` is the last day that may be seen: what begins later is left out, what
 * ends later has an open end. Memory is the context's arena. */
enum ent_partners { ENT_PARTNERS_NONE, ENT_PARTNERS_SECOND, ENT_PARTNERS_FIRST, ENT_PARTNERS_EITHER };
int ent_spells_read(struct ent_context *context, const struct ent_request *request, enum ent_partners partners,
                    ent_day last, struct ent_spells *out, struct ent_error *error);

/* The empty series of a state with any partner: what the source covers of it, and its release. */
int ent_spells_series(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                      struct ent_error *error);

/* The period that a day stands for. */
struct ent_interval ent_period(ent_day day, enum ent_precision precision);

/* Whether a spell touches [from, to), whatever day of its first and last period it began and ended on; an event,
 * whether it is in it. And whether it may. */
bool ent_spell_surely(const struct ent_spell *spell, bool event, ent_day from, ent_day to);
bool ent_spell_maybe(const struct ent_spell *spell, bool event, ent_day from, ent_day to);

/* Whether the source would list what happened to these states in the year: NONE where it would, UNKNOWN where it knows
 * only what it lists, else NOT_COVERED or NO_STATE. b may be ENT_NO_STATE. */
int ent_spells_cover(struct ent_context *context, const struct ent_spells *spells, ent_state a, ent_state b, int year,
                     enum ent_kind *out, struct ent_error *error);

#endif
