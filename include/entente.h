/* entente: checks statements about relations between states against the public record.
 *
 * The public C API. Handles are opaque; what a pointer to a pointer receives is the caller's to free; what is returned
 * as a const pointer is borrowed. Every function that can fail returns one of `enum ent_status` and fills a
 * `struct ent_error` that the caller owns (NULL is allowed). The library has no globals, prints nothing, never exits,
 * and reads neither the clock nor the environment. */
#ifndef ENTENTE_H
#define ENTENTE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ENT_VERSION "0.1.0"

enum ent_status {
    ENT_OK = 0,
    ENT_ERROR_USAGE,  /* the request cannot be understood: a broken claim, an unknown measure, state or option */
    ENT_ERROR_INPUT,  /* a file that was given cannot be read as what it should be */
    ENT_ERROR_RECORD, /* the record is missing, damaged, locked or of another schema */
    ENT_ERROR_MEMORY,
    ENT_ERROR_SYSTEM /* the operating system refused: disk full, no permission */
};

struct ent_error {
    int code;
    long line; /* 1-based line in `file`, 0 when no line is to blame */
    char file[256];
    char message[768];
};

#ifdef __cplusplus
}
#endif

#endif
