/* Failures as values: every function that can fail returns an int status and fills an error that the caller owns. */
#ifndef ENT_BASE_ERROR_H
#define ENT_BASE_ERROR_H

#include "entente.h"

/* Returns `code` after writing the formatted message into `error` (which may be NULL); clears file and line. */
int ent_fail(struct ent_error *error, int code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The same, naming the place in a file; line 0 means the whole file. */
int ent_fail_at(struct ent_error *error, int code, const char *file, long line, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* The one failure whose message is always the same. */
int ent_fail_memory(struct ent_error *error);

/* Passes a failure up. The only macro of the project that changes control flow. */
#define ENT_TRY(expression)                                                                                            \
    do {                                                                                                               \
        int ent_try_status = (expression);                                                                             \
        if (ent_try_status != ENT_OK)                                                                                  \
            return ent_try_status;                                                                                     \
    } while (0)

#endif
