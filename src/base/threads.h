/* Independent pieces of one piece of work on several threads: POSIX threads, which the C library has anyway, so that a
 * program that needs none starts no slower. Who takes which piece is a matter of chance; a caller whose pieces write to
 * places of their own gets the same bytes from any number of threads. */
#ifndef ENT_BASE_THREADS_H
#define ENT_BASE_THREADS_H

#include <stddef.h>

#include "base/error.h"

enum { ENT_THREADS_MOST = 64 };

/* How many threads a wish means: itself, or the number of processors for 0; 1 to ENT_THREADS_MOST. */
int ent_threads_count(int wanted);

/* One piece, `index` of 0 to pieces - 1, on thread `worker` of 0 to threads - 1 (for scratch memory of its own). */
typedef int (*ent_piece)(void *data, size_t index, int worker, struct ent_error *error);

/* Does all pieces on `threads` threads, the caller's among them; where no more threads can be had, on fewer. After a
 * failure no new piece is begun; the failure of the lowest piece that failed is passed up. */
int ent_threads_run(int threads, size_t pieces, ent_piece piece, void *data, struct ent_error *error);

#endif
