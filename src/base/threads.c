#include "base/threads.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

struct shared {
    size_t pieces;
    ent_piece piece;
    void *data;
    atomic_size_t next;
    atomic_bool failed;
};

struct worker {
    struct shared *shared;
    pthread_t thread;
    int number, status;
    size_t failed_at;
    struct ent_error error;
};

int ent_threads_count(int wanted) {
    long processors = wanted > 0 ? wanted : sysconf(_SC_NPROCESSORS_ONLN);
    if (processors < 1)
        return 1;
    return processors > ENT_THREADS_MOST ? ENT_THREADS_MOST : (int)processors;
}

static void *work(void *data) {
    struct worker *worker = data;
    struct shared *shared = worker->shared;
    while (!atomic_load(&shared->failed)) {
        size_t index = atomic_fetch_add(&shared->next, 1);
        if (index >= shared->pieces)
            break;
        worker->status = shared->piece(shared->data, index, worker->number, &worker->error);
        if (worker->status != ENT_OK) {
            worker->failed_at = index;
            atomic_store(&shared->failed, true);
            break;
        }
    }
    return NULL;
}

int ent_threads_run(int threads, size_t pieces, ent_piece piece, void *data, struct ent_error *error) {
    struct shared shared = {.pieces = pieces, .piece = piece, .data = data};
    struct worker workers[ENT_THREADS_MOST];
    int started = 1, status = ENT_OK;
    size_t lowest = pieces;
    for (int i = 0; i < threads && i < ENT_THREADS_MOST; i++)
        workers[i] = (struct worker){.shared = &shared, .number = i, .status = ENT_OK};
    while (started < threads && started < ENT_THREADS_MOST && (size_t)started < pieces &&
           pthread_create(&workers[started].thread, NULL, work, &workers[started]) == 0)
        started++;
    work(&workers[0]);
    for (int i = 1; i < started; i++)
        pthread_join(workers[i].thread, NULL);
    for (int i = 0; i < started; i++)
        if (workers[i].status != ENT_OK && workers[i].failed_at < lowest) {
            lowest = workers[i].failed_at;
            status = workers[i].status;
            if (error)
                *error = workers[i].error;
        }
    return status;
}
