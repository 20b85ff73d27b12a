/* The record: opening, creating and closing the one SQLite file; what every part of the record shares. */
#ifndef ENT_RECORD_RECORD_H
#define ENT_RECORD_RECORD_H

#include <sqlite3.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/day.h"
#include "base/error.h"

enum { ENT_RECORD_VERSION = 4 };

/* A row of table state, dense from 0. */
typedef int16_t ent_state;
#define ENT_NO_STATE ((ent_state)-1)

struct ent_record {
    sqlite3 *database;
    char *path;
    struct ent_states *states; /* loaded whole at open, immutable afterwards (see record/states.h) */
    struct ent_tables *tables; /* loaded at first use (see record/tables.h) */
    sqlite3_stmt *apart[4];    /* likewise, of whether they have reporters or two borders */
    struct ent_known_pairs *known; /* who has facts together, of the strands and releases that were asked for: facts.c */
    sqlite3_stmt *of_pair[4];  /* the query for facts of a pair, kept: panels ask it a hundred thousand times */
    struct ent_arena arena;    /* lives as long as the record */
    bool writes;               /* opened for writing */
    char identity[65];         /* of a record opened for reading: once it has been asked for; empty before */
    int migrated_from;         /* the schema version that opening for writing brought up; 0: none */
};

enum ent_record_mode {
    ENT_RECORD_READ,  /* must exist and be of this version */
    ENT_RECORD_WRITE, /* must exist; for adding; an older version is brought up */
    ENT_RECORD_CREATE /* an empty record with the schema; fails when the file exists */
};

/* Errors: ENT_ERROR_RECORD with what is wrong and what would help; ENT_ERROR_SYSTEM. */
int ent_record_open(struct ent_record **out, const char *path, enum ent_record_mode mode, struct ent_error *error);
void ent_record_close(struct ent_record *record);

/* Reads tables state… again; a writer calls it after it has filled them. */
int ent_record_reload_states(struct ent_record *record, struct ent_error *error);

/* ENT_ERROR_RECORD with what is wrong and what would help, else SQLite's own words. */
int ent_record_fail(struct ent_record *record, const char *doing, struct ent_error *error);

/* Prepares a statement; the caller finalizes it. */
int ent_record_prepare(struct ent_record *record, sqlite3_stmt **out, const char *sql, struct ent_error *error);

/* Runs statements that return no rows. */
int ent_record_run(struct ent_record *record, const char *sql, struct ent_error *error);

/* Hash of all that a verdict can depend on: releases with their checksums and recipes, states, groups. A record opened for
 * reading keeps that of the first call: a file of claims asks for it with every answer. */
int ent_record_identity(struct ent_record *record, char out[65], struct ent_error *error);

#endif
