/* process.h: runs another program without a shell: its arguments are a list, its input and output are bytes.
 *
 * The child has a process group of its own, so that Ctrl-C reaches it through us: where the job is cancelled
 * it is killed, with what it started. SIGPIPE is never raised here.
 *
 * Example:
 *   const char *const command[] = {"gnuplot", "-d", NULL};
 *   const char *const environment[] = {"LC_ALL=C.UTF-8", NULL};
 *   status = glo_process_run(&(glo_process){command, script, length, environment}, job, &out, &errors, &code);
 */
#ifndef GLO_BASE_PROCESS_H
#define GLO_BASE_PROCESS_H

#include "base/buf.h"
#include "base/err.h"
#include "base/job.h"

#include <stdint.h>

/* 0: no limit. What meets one is ended by a signal: SIGXFSZ, SIGXCPU, or as it handles a lack of memory. */
typedef struct glo_process_limits {
    uint64_t memory;  /* bytes of address space */
    uint64_t file;    /* bytes of any file that it writes */
    uint64_t seconds; /* of processor time */
    uint64_t output;  /* bytes that are taken of what it tells us: more is GLO_EFULL */
} glo_process_limits;

typedef struct glo_process {
    const char *const *command; /* the program, found by $PATH, and its arguments; ends with NULL */
    const char *input;
    size_t length;
    const char *const *environment; /* NAME=VALUE in place of ours; NAME= takes it away; ends with NULL; may
                                       be NULL */
    glo_process_limits limits;
} glo_process;

/* Waits for the end of the program. `out` and `errors` are appended to; `out_code` is its exit code, 128 + n
 * where signal n ended it. GLO_ENOTFOUND where there is no such program, GLO_ECANCELLED, GLO_EIO,
 * GLO_EFULL, GLO_ENOMEM. */
glo_status glo_process_run(const glo_process *process, const glo_job *job, glo_buf *out, glo_buf *errors,
                           int *out_code);

/* The environment of this process with the entries of `replacing` (as in glo_process) in place of ours: a list that borrows its
 * texts, to be freed. GLO_EINVAL for an entry that is not NAME=VALUE. */
glo_status glo_process_environment(const char *const *replacing, char ***out);

#endif
