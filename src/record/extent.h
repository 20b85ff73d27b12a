/* What a release really holds, by strand and state: the first and the last day with a value, how many, and the years
 * between that have none. Computed from the facts while they are written; what the source claims to know is coverage. */
#ifndef ENT_RECORD_EXTENT_H
#define ENT_RECORD_EXTENT_H

#include "record/read.h"

enum { ENT_EXTENT_WORDS = 36, ENT_EXTENT_YEARS = ENT_EXTENT_WORDS * 64 }; /* years 0 to 2303 can be holes */

struct ent_extent {
    int release, strand;
    ent_state state;
    ent_day first, last;         /* of all that stands in the file about the state; last is after it */
    ent_day first_seen, last_seen; /* of what has a value; ENT_DAY_OPEN and ENT_DAY_EARLY where nothing has */
    long seen, unknown;          /* facts with a value (or none), facts that are missing */
    uint64_t years[ENT_EXTENT_WORDS];
};

/* Growing list of extents, one of a (release, strand, state). */
struct ent_extents {
    struct ent_extent *items;
    size_t count, capacity;
    size_t *slots; /* open addressing: index + 1 */
    size_t slot_count;
};

void ent_extents_release(struct ent_extents *extents);

/* One fact about a state; -1 when memory is out. */
int ent_extents_saw(struct ent_extents *extents, int release, int strand, ent_state state, ent_day from, ent_day to,
                    enum ent_kind kind);

/* Years between the first and the last seen one that have no value, though the list ("": any list) counts the state. */
long ent_extent_holes(const struct ent_extent *extent, const struct ent_states *states, const char *list);

/* Writes the extents into the record's table, after the coverage, whose list bounds the holes; strands whose years are
 * not a series have none. */
int ent_extents_write(const struct ent_extents *extents, struct ent_record *record, struct ent_error *error);

/* Those of everything that is in the record, read again from its facts and ballots (for a migration). */
int ent_extents_read_all(struct ent_extents *extents, struct ent_record *record, struct ent_error *error);

#endif
