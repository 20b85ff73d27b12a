/* Delimited text as it is found in the world: comma, semicolon, tab or pipe; quotes with doubled quotes; any line end;
 * UTF-8 with or without a mark, UTF-16 with one, else Windows-1252 with a note. What is no table is refused by what it
 * is: an empty file, a web page, a pointer of git's large file storage, JSON, binary bytes. */
#ifndef ENT_SOURCE_DELIMITED_H
#define ENT_SOURCE_DELIMITED_H

#include "source/table.h"

struct ent_delimited_options {
    char separator;      /* 0: the one that the header line has most of */
    const char *comment; /* lines that begin with this are skipped; NULL: none */
    bool plain_quotes;   /* quotes are letters like others (tables of the pack) */
    const char *const *header; /* the header line is the first that has these columns; none: the first line */
    size_t header_count;
    const char *const *above; /* beginnings of a line before the header whose rest is kept; none: nothing is */
    size_t above_count;
    const char *dated; /* first word of a line before the header whose second is a date; NULL: none */
    const char *head;    /* bytes that were read already to look at the content */
    size_t head_length;
};

enum {
    ENT_DELIMITED_LONGEST = 4 * 1024 * 1024, /* bytes of one row; beyond it a quote was surely left open */
    ENT_DELIMITED_FIELDS = 16384             /* of one row: as many as a spreadsheet has */
};

int ent_delimited_open(struct ent_table **out, struct ent_bytes *bytes, const char *name,
                       const struct ent_delimited_options *options, struct ent_arena *arena, struct ent_error *error);

#endif
