/* Progress as a person sees it: one line on standard error from the first second on, written over as work goes on and
 * gone at the end. */
#ifndef ENT_REPORT_PATIENCE_H
#define ENT_REPORT_PATIENCE_H

#include <stdbool.h>
#include <time.h>

#include "base/progress.h"

struct ent_patience {
    const char *unit; /* of what is counted: "rows", "states" */
    struct timespec begun, shown;
    bool any; /* a line stands there */
};

/* Begins; gives the function to call, which takes the patience as its context, or NULL where standard error is no
 * terminal and nobody asked. */
ent_progress ent_patience_begin(struct ent_patience *patience, const char *unit, bool asked);

/* Takes the line away. */
void ent_patience_end(struct ent_patience *patience);

#endif
