/* A record in memory with the states of tests/files/small, put back as it was after every input. */
#ifndef ENT_SMALL_RECORD_H
#define ENT_SMALL_RECORD_H

#include <stdbool.h>

#include "source/add.h"

struct small_record {
    struct ent_record *record;
    unsigned char *image; /* as it was at first */
    long long length;
};

/* Ends the process when it cannot be made. */
void small_record_open(struct small_record *small);

/* The same without states. */
void small_record_open_empty(struct small_record *small);

/* The current content becomes what is put back. */
void small_record_keep(struct small_record *small);

/* Whether the content is byte for byte what it was. */
bool small_record_same(const struct small_record *small);
void small_record_restore(struct small_record *small);

/* The first number of a query. */
double small_record_ask(const struct small_record *small, const char *sql);

/* Why the sums of the newest release do not add up or its rejected rows are not listed; NULL when all is well. */
const char *small_record_miscount(const struct small_record *small);

#endif
