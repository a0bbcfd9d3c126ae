/* process.h: runs another program and waits for it: no shell in between, so that a file's name is never more
 * than a name; bounded in memory, time and what it may write.
 *
 * Example:
 *   const char *const words[] = {"xlsx2csv", "--", "figures.xlsx", "rows.csv", NULL};
 *   glo_process_limits limits = {.memory = 1 << 30, .file = 1 << 30, .seconds = 600};
 *   status = glo_process_run(words, &limits, job, &errors);      errors: what it said on stderr
 */
#ifndef GLO_BASE_PROCESS_H
#define GLO_BASE_PROCESS_H

#include "base/buf.h"
#include "base/job.h"

#include <stdint.h>

typedef struct glo_process_limits {
    uint64_t memory;  /* bytes of address space; 0: no limit */
    uint64_t file;    /* bytes of any file it writes; 0: no limit */
    unsigned seconds; /* of processor time; 0: no limit */
} glo_process_limits;

/* Runs `words` (found in $PATH, ended by NULL) with no stdin and its stdout thrown away; `out_errors` gets
 * the first 4 kB of what it says on stderr. GLO_OK when it ends with 0; GLO_ENOTFOUND when there is no such
 * program; GLO_EFULL when it met a limit; GLO_ECANCELLED, and it is ended; else GLO_EIO. */
int glo_process_run(const char *const *words, const glo_process_limits *limits, const glo_job *job,
                    glo_buf *out_errors);

#endif
