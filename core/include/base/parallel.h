/* parallel.h: many independent pieces of work over the threads of a job.
 *
 * Example:  int status = glo_run_parallel(job, "forecasting", series, forecast_one, &context);
 */
#ifndef GLO_BASE_PARALLEL_H
#define GLO_BASE_PARALLEL_H

#include "base/job.h"

#include <stddef.h>

/* Runs `work(context, i)` for every i below `count` over the job's threads; stops at the first failure, whose
 * message is then this thread's. The caller's thread alone reports progress. */
glo_status glo_run_parallel(const glo_job *job, const char *what, size_t count,
                            glo_status (*work)(void *context, size_t i), void *context);

#endif
