/* What the benchmark programs share: clocks, peak memory, an end with a message. */
#ifndef ENT_BENCH_H
#define ENT_BENCH_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

struct bench_took {
    double wall, cpu; /* seconds; cpu is of all threads */
};

static inline _Noreturn void bench_stop(const char *what) {
    fprintf(stderr, "bench: %s\n", what);
    exit(1);
}

static inline double bench_clock(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static inline struct bench_took bench_start(void) {
    return (struct bench_took){bench_clock(CLOCK_MONOTONIC), bench_clock(CLOCK_PROCESS_CPUTIME_ID)};
}

static inline struct bench_took bench_end(struct bench_took start) {
    struct bench_took now = bench_start();
    return (struct bench_took){now.wall - start.wall, now.cpu - start.cpu};
}

/* The most memory that this process had so far, in MB. */
static inline double bench_peak(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

#endif
