/* parallel.c: threads that take the next piece of work until none is left. */
#include "base/parallel.h"

#include "base/alloc.h"
#include "base/err.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct shared {
    const glo_job *job;
    const char *what;
    size_t count;
    glo_status (*work)(void *context, size_t i);
    void *context;
    atomic_size_t next, done;
    atomic_int failed;
} shared;

typedef struct worker {
    shared *with;
    pthread_t thread;
    glo_status status;
    char message[256];
} worker;

static void run_worker(worker *w, int reports) {
    shared *s = w->with;
    size_t i;
    while (w->status == GLO_OK && !atomic_load(&s->failed) &&
           (i = atomic_fetch_add(&s->next, 1)) < s->count) {
        if (reports)
            w->status = glo_job_step(s->job, s->what, atomic_load(&s->done), s->count);
        else
            w->status = glo_job_check(s->job);
        if (w->status == GLO_OK)
            w->status = s->work(s->context, i);
        atomic_fetch_add(&s->done, 1);
    }
    if (w->status < 0) {
        atomic_store(&s->failed, 1);
        snprintf(w->message, sizeof w->message, "%s", glo_message());
    }
}

static void *run_thread(void *argument) {
    run_worker(argument, 0);
    return NULL;
}

glo_status glo_run_parallel(const glo_job *job, const char *what, size_t count,
                            glo_status (*work)(void *context, size_t i), void *context) {
    shared s = {.job = job, .what = what, .count = count, .work = work, .context = context};
    size_t threads = (size_t)glo_job_threads(job), started = 1;
    worker *workers;
    if (threads > count)
        threads = count ? count : 1;
    if (glo_alloc_array(threads, sizeof *workers, &workers) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < threads; i++)
        workers[i].with = &s;
    while (started < threads &&
           pthread_create(&workers[started].thread, NULL, run_thread, &workers[started]) == 0)
        started++;
    run_worker(&workers[0], 1);
    for (size_t i = 1; i < started; i++)
        pthread_join(workers[i].thread, NULL);
    glo_status status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < started; i++) {
        if (workers[i].status < 0)
            status = glo_fail(workers[i].status, "%s", workers[i].message);
    }
    free(workers);
    return status;
}
