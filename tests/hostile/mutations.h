/* What can happen to a file, and what must be true of the reader's answer then. */
#ifndef ENT_HOSTILE_MUTATIONS_H
#define ENT_HOSTILE_MUTATIONS_H

#include "kinds.h"

/* One file on its way: tables, then text, then bytes as they are packed. */
struct victim {
    const struct kind *kind;
    struct ent_arena *arena;
    struct ent_random *random;
    struct table *tables;
    size_t count;
    struct dialect dialect;
    enum encoding encoding;
    enum packing packing;
    int r_version; /* 0: text; else 2 or 3 */
    bool rda;
    struct bytes bytes; /* of the first file */
};

/* What must be true. Nothing set: an error with words, or a success whose sums add up and whose rejects are listed. */
struct promise {
    bool fails, passes;
    bool same_facts;     /* a success stores what the clean file stores */
    long read;           /* rows of the first file that must have been read; -1: not known */
    long rejected;       /* at least so many more than in the clean file */
    long duplicates;     /* exactly so many; -1: not known */
    bool loud;           /* an error, a reject, or a note in the report */
    const char *words;   /* in the error's message */
};

struct mutation {
    const char *name;
    bool tables_known; /* needs a kind with clean tables */
    bool text;         /* only for text, not for R files */
    void (*cells)(struct victim *victim, struct promise *promise); /* before it is written; may be NULL */
    void (*text_bytes)(struct victim *victim, struct promise *promise); /* before it is packed */
    void (*packed_bytes)(struct victim *victim, struct promise *promise);
};
extern const struct mutation mutations[];
extern const size_t mutation_count;

#endif
