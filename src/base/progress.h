/* How long work tells how far it is. */
#ifndef ENT_BASE_PROGRESS_H
#define ENT_BASE_PROGRESS_H

/* Called now and then with what is worked on and how much of it is done; `of` is how much there is, 0 where nobody knows
 * yet. NULL for silence. */
typedef void (*ent_progress)(void *context, const char *what, long done, long of);

#endif
