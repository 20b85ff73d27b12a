/* SQL of a user's own over an open record: one statement that reads, with limits. */
#ifndef ENT_RECORD_QUERY_H
#define ENT_RECORD_QUERY_H

#include "record/record.h"

struct ent_query_limits {
    bool (*stop)(void *data); /* asked now and then; true ends the query. The library has no clock of its own */
    void *stop_data;
    long megabytes; /* of memory that SQLite may take, 0: no limit */
    long rows;      /* how many to hand over, 0: all */
};

/* What the rows go to. Either may return a status other than ENT_OK to end the query with it. */
struct ent_query_sink {
    int (*head)(void *data, sqlite3_stmt *statement, struct ent_error *error);
    int (*row)(void *data, sqlite3_stmt *statement, struct ent_error *error);
    void *data;
};

/* Runs one statement over the tables of the record and the views of views.sql. Whatever writes, attaches, sets or loads
 * is refused (ENT_ERROR_USAGE with what it was), as is a query over its limits. *more tells that the limit of rows cut
 * it. The record can be asked other things afterwards, but not by this connection's other users at the same time. */
int ent_record_query(struct ent_record *record, const char *sql, const struct ent_query_limits *limits,
                     const struct ent_query_sink *sink, bool *more, struct ent_error *error);

/* The views with their columns: what there is to ask. */
int ent_record_views(struct ent_record *record, const struct ent_query_sink *sink, struct ent_error *error);

#endif
