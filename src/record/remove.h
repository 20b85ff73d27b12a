/* Taking a release out of the record again. */
#ifndef ENT_RECORD_REMOVE_H
#define ENT_RECORD_REMOVE_H

#include "record/read.h"

struct ent_removed {
    long facts, roll_calls, rejected; /* rows that went */
    bool last_of_source;              /* the source went with it */
    long free_bytes;                  /* inside the file, for what is added next: it does not shrink */
};

/* Removes everything of one release in one transaction: facts, ballots, coverage, extents, files, rules, rejected rows,
 * and the names (of items, columns, reporters, types, strands) that only it used. Adding a release and removing it leaves
 * the content that was there. With `dry_run` only the rows are counted: reading is enough. An unknown release is ENT_ERROR_USAGE with the ones that
 * are there. */
int ent_record_remove(struct ent_record *record, const char *source, const char *version, bool dry_run,
                      struct ent_removed *out, struct ent_error *error);

#endif
