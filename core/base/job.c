/* job.c: cancel, progress and threads of long work. Example in job.h. */
#include "base/job.h"

#include "base/err.h"

#include <stddef.h>
#include <unistd.h>

int glo_job_step(const glo_job *job, const char *what, uint64_t done, uint64_t total) {
    if (!job)
        return GLO_OK;
    if (job->cancel && atomic_load_explicit(job->cancel, memory_order_relaxed))
        return glo_fail(GLO_ECANCELLED, "cancelled");
    if (job->progress)
        job->progress(job->context, what, done, total);
    return GLO_OK;
}

int glo_job_threads(const glo_job *job) {
    if (!job)
        return 1;
    if (job->threads > 0)
        return job->threads;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 1 ? 1 : (int)cores;
}
