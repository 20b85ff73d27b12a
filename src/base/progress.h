/* How long work tells how far it is. */
#ifndef ENT_BASE_PROGRESS_H
#define ENT_BASE_PROGRESS_H

/* Called now and then with the rows (or what else is counted) done so far; NULL for silence. */
typedef void (*ent_progress)(void *context, const char *what, long rows);

#endif
