/* What one release says otherwise than another. */
#ifndef ENT_RECORD_DIFF_H
#define ENT_RECORD_DIFF_H

#include "record/read.h"

enum ent_diff_kind { ENT_DIFF_CHANGED, ENT_DIFF_DROPPED, ENT_DIFF_ADDED };

/* A fact with a value in one of the two releases or both; what is missing in words counts as not there. */
struct ent_diff_row {
    enum ent_diff_kind kind;
    ent_state a, b;
    int item, reporter, year;
    bool present_borders;
    double before, after; /* of a spell or event: its types as a number; NaN where it is not there */
    double relative;      /* |after / before - 1|; NaN where that means nothing */
    long line_before, line_after;
};

struct ent_diff {
    struct ent_diff_row *rows; /* changed by size, the largest first; then dropped, then added, in order of the facts */
    size_t count;
    long same, changed, dropped, added;
    double median, largest; /* of the relative changes; NaN where there are none */
};

/* Compares the facts of one strand; ballots are not facts. Memory is the arena's. */
int ent_record_diff(struct ent_record *record, struct ent_arena *arena, int strand, int before, int after,
                    struct ent_diff *out, struct ent_error *error);

/* Leaves of a source this release alone, for everything that is asked of the record from now on; a source that is not to be
 * seen at all has none (release -1). What is in the file stays. */
int ent_record_only(struct ent_record *record, const char *source, int release, struct ent_error *error);

#endif
