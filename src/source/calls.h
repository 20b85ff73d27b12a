/* Roll calls while the files of a release are read. What describes them (names, titles, resolutions) goes into a
 * temporary table of SQLite as it comes, so that memory does not grow with it; a roll call takes the 8 bytes of its
 * place in the order of days here. The ones asked for last are remembered, so that a file in order asks SQLite once for
 * each. */
#ifndef ENT_SOURCE_CALLS_H
#define ENT_SOURCE_CALLS_H

#include "source/job.h"

/* A state's ballots are put together in memory, one state after the other: 26 bytes for each roll call of the release.
 * The Assembly had about 7,000 in its first 80 years. */
enum { ENT_ROLL_CALLS = 262144 };

struct ent_call {
    uint32_t index; /* in the order of the file */
    ent_day day;    /* after the recipe's rules */
    ent_day file_day;
    long line;        /* where it is described */
    uint64_t content; /* hash of what its row says */
};

struct ent_calls;

int ent_calls_new(struct ent_calls **out, struct ent_job *job);
/* Takes the temporary table away, too, unless the transaction failed and will. */
void ent_calls_free(struct ent_calls *calls);

/* Adds the roll call of the current row after applying the recipe's rules on days; one that is there already (same name
 * and day of the file) is counted as a duplicate or a contradiction and *good is false. */
int ent_calls_add(struct ent_calls *calls, const struct ent_roll_call *head, uint64_t content, struct ent_call *out,
                  bool *good);

/* Takes back the roll call of that name, which was added last, before any ballot of it was put aside. */
int ent_calls_take_back(struct ent_calls *calls, const char *name);

/* The roll call of that name and, unless it is NULL, day of the file. */
int ent_calls_find(struct ent_calls *calls, const char *name, const ent_day *file_day, struct ent_call *out,
                   bool *found);

/* Marks an issue (a bit) of a roll call; *marked_before says that it was. */
int ent_calls_mark(struct ent_calls *calls, const struct ent_call *call, long issue, bool *marked_before);

/* What a roll call is called, as far as it fits: for messages. */
int ent_calls_name(struct ent_calls *calls, uint32_t index, char *buffer, size_t size);

/* Writes all of them in order of days (roll calls of a day in the order of the file). */
int ent_calls_write(struct ent_calls *calls);

size_t ent_calls_count(const struct ent_calls *calls);
/* Once they are written: the roll call at a position, and its day. */
uint32_t ent_calls_at(const struct ent_calls *calls, size_t position, ent_day *day);

#endif
