/* job.h: what long work is handed: how many threads, where to report progress, and when to stop.
 *
 * A loop calls glo_job_step() every few thousand items (well under 100 ms of work) and returns its code when
 * that is not GLO_OK. `cancel` may be set from a signal handler or another thread. A NULL job means: one
 * thread, silent, never cancelled.
 *
 * Example:
 *   for (size_t i = 0; i < n; i++) {
 *       if (i % 4096 == 0 && (status = glo_job_step(job, "rollup", i, n)) < 0) return status;
 *       ...
 *   }
 */
#ifndef GLO_BASE_JOB_H
#define GLO_BASE_JOB_H

#include "base/err.h"

#include <stdatomic.h>
#include <stdint.h>

typedef struct glo_job {
    int threads;               /* 0: as many as there are cores */
    const atomic_bool *cancel; /* may be NULL; borrowed */
    void (*progress)(void *context, const char *what, uint64_t done,
                     uint64_t total); /* may be NULL; total 0: unknown */
    void *context;
} glo_job;

/* GLO_OK, or GLO_ECANCELLED with the message "cancelled". Reports progress on the way. */
glo_status glo_job_step(const glo_job *job, const char *what, uint64_t done, uint64_t total);

/* The same without reporting progress, for what runs beside the thread that reports it. */
glo_status glo_job_check(const glo_job *job);

/* The number of threads to use, at least 1. */
int glo_job_threads(const glo_job *job);

#endif
