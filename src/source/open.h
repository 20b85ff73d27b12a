/* From a path to a table: stream, then the reader that the content asks for. */
#ifndef ENT_SOURCE_OPEN_H
#define ENT_SOURCE_OPEN_H

#include "source/delimited.h"
#include "source/stream.h"

struct ent_open_options {
    struct ent_stream_want want;     /* member of an archive */
    struct ent_stream_limits limits; /* zeros: the defaults */
    char separator;
    bool plain_quotes;
    const char *comment;
    const char *const *header; /* see delimited.h */
    size_t header_count;
    const char *dated;
    const char *const *above;
    size_t above_count;
    const char *object; /* data frame inside an R file; NULL: the first */
};

/* Close with table->close. The arena must outlive the table. */
int ent_open_table(struct ent_table **out, const char *path, const struct ent_open_options *options,
                   struct ent_arena *arena, struct ent_error *error);

#endif
