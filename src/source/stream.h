/* A file as a stream of plain bytes: its compression and archive are found by content, never by name. Memory does not
 * grow with the file. A tarball's member that is itself compressed (an R file) is opened all the way down. */
#ifndef ENT_SOURCE_STREAM_H
#define ENT_SOURCE_STREAM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/hash.h"
#include "source/bytes.h"

/* Guards against archives made to fill a disk or memory; zeros mean the defaults (8 GiB; 10,000 times after 64 MiB).
 * They hold for every layer: what a compression gives, and what members that are passed over hold. */
struct ent_stream_limits {
    uint64_t bytes, ratio_after;
    unsigned ratio;
};
enum {
    ENT_STREAM_MEMBERS = 65536, /* of one archive */
    ENT_STREAM_NAME = 1024,     /* bytes of a member's name; a longer one, or one with control characters, is no member */
    ENT_STREAM_DEEPEST = 4      /* times that gzip may stand inside gzip */
};

struct ent_stream_identity {
    char file_sha256[ENT_HASH_TEXT];    /* of the file as it was given */
    char member_sha256[ENT_HASH_TEXT];  /* of the member as the archive holds it; the file's where it is no archive */
    char content_sha256[ENT_HASH_TEXT]; /* of the bytes that are read, decompressed */
    const char *member;                 /* NULL where the file is no archive */
};

/* Wanted members of an archive: shell patterns for the last part of a path ("cow_nmc.rda"), the first that fits wins.
 */
struct ent_stream_want {
    const char *const *patterns;
    size_t count;
};

/* Fails when a layer that was fed `in` bytes has given more than it may. */
int ent_stream_check_limits(const struct ent_stream_limits *limits, const char *path, uint64_t in, uint64_t given,
                            struct ent_error *error);

/* Opens `path`; close with bytes->close. An archive with one file needs no pattern; with several and no fit the error
 * lists what is in it. *member (may be NULL) receives the member's path in the arena. */
int ent_stream_open(struct ent_bytes **out, const char *path, const struct ent_stream_want *want,
                    const struct ent_stream_limits *limits, struct ent_arena *arena, const char **member,
                    struct ent_error *error);

/* Reads the whole file once for its checksums. */
int ent_stream_identify(struct ent_stream_identity *out, const char *path, const struct ent_stream_want *want,
                        const struct ent_stream_limits *limits, struct ent_arena *arena, struct ent_error *error);

/* Whether the archive at `path` has a member that one of the patterns fits (false for a plain file). */
bool ent_stream_has_member(const char *path, const struct ent_stream_want *want);

/* The part of a path after its last slash. */
const char *ent_path_name(const char *path);

#endif
