#include "report/patience.h"

#include <stdio.h>
#include <unistd.h>

static double seconds(const struct timespec *from, const struct timespec *to) {
    return (double)(to->tv_sec - from->tv_sec) + (double)(to->tv_nsec - from->tv_nsec) / 1e9;
}

static void show(void *context, const char *what, long done, long of) {
    struct ent_patience *patience = context;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (seconds(&patience->begun, &now) < 1 || seconds(&patience->shown, &now) < 0.2)
        return;
    if (of > 0)
        fprintf(stderr, "\rentente: %s, %ld of %ld %s\033[K", what, done, of, patience->unit);
    else
        fprintf(stderr, "\rentente: %s, %ld %s\033[K", what, done, patience->unit);
    fflush(stderr);
    patience->shown = now;
    patience->any = true;
}

ent_progress ent_patience_begin(struct ent_patience *patience, const char *unit, bool asked) {
    *patience = (struct ent_patience){.unit = unit};
    clock_gettime(CLOCK_MONOTONIC, &patience->begun);
    return asked || isatty(STDERR_FILENO) ? show : NULL;
}

void ent_patience_end(struct ent_patience *patience) {
    if (patience->any)
        fputs("\r\033[K", stderr);
    patience->any = false;
}
