/* gzip, whose checksums are verified: libarchive 3.6 reads past a wrong CRC and past what stands behind the end. */
#ifndef ENT_SOURCE_GUNZIP_H
#define ENT_SOURCE_GUNZIP_H

#include <stdbool.h>

#include "source/bytes.h"
#include "source/stream.h"

/* Bytes of `source` (owned, also after a failure): unpacked when they begin as gzip does, else as they are. *packed says
 * which. `path` is for messages and must outlive it. */
int ent_gunzip_open(struct ent_bytes **out, struct ent_bytes *source, const char *path,
                    const struct ent_stream_limits *limits, bool *packed, struct ent_error *error);

#endif
