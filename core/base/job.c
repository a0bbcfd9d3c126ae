/* job.c: cancel, progress and threads of long work. Example in job.h. */
#include "base/job.h"

#include "base/err.h"

#include <stddef.h>
#include <unistd.h>

glo_status glo_job_check(const glo_job *job) {
    return job && job->cancel && atomic_load_explicit(job->cancel, memory_order_relaxed)
               ? glo_fail(GLO_ECANCELLED, "cancelled")
               : GLO_OK;
}

glo_status glo_job_step(const glo_job *job, const char *what, uint64_t done, uint64_t total) {
    glo_status status = glo_job_check(job);
    if (status == GLO_OK && job && job->progress)
        job->progress(job->context, what, done, total);
    return status;
}

int glo_job_threads(const glo_job *job) {
    if (!job)
        return 1;
    if (job->threads > 0)
        return job->threads;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 1 ? 1 : (int)cores;
}
