/* supervise.h: starts a program that works for long and by itself, waits for its end, and says how it ended: its exit code or the
 * signal, why it was stopped, how long it took, the memory it needed. What it says goes into files.
 *
 * The program has a process group of its own, which is stopped as a whole: asked by SIGTERM, five seconds later ended by SIGKILL.
 *
 * Example:
 *   const char *const command[] = {"glocal", "run", "weekly.lua", NULL};
 *   glo_ending ending;
 *   status = glo_supervise(&(glo_supervised){.command = command, .folder = "out", .output = "log", .errors = "errors",
 *                                            .seconds = 3600, .lock = -1}, job, &ending);
 */
#ifndef GLO_BASE_SUPERVISE_H
#define GLO_BASE_SUPERVISE_H

#include "base/err.h"
#include "base/job.h"

#include <stdint.h>

typedef struct glo_supervised {
    const char *const *command;     /* the program, found by $PATH, and its arguments; ends with NULL */
    const char *const *environment; /* as in glo_process (process.h) */
    const char *folder;             /* where it works; NULL: here */
    const char *output, *errors;    /* the files that take what it says; made anew */
    double seconds;                 /* after which it is stopped; 0: never */
    int lock; /* a file that it holds open too, so that a lock of it lasts until both have ended; -1: none */
} glo_supervised;

typedef enum glo_stop {
    GLO_STOP_NONE,      /* it ended by itself */
    GLO_STOP_TIME,      /* its time was up */
    GLO_STOP_CANCELLED, /* the job was cancelled */
    GLO_STOP_TERMINATED /* this process got SIGTERM or SIGHUP meanwhile, which is kept pending for the caller to see: glo_supervise
                           takes it and says so here */
} glo_stop;

typedef struct glo_ending {
    glo_stop stop;
    int code, signal; /* one of them; signal 0: it exited with the code */
    double seconds;
    uint64_t memory; /* bytes, of its largest process */
} glo_ending;

/* GLO_ENOTFOUND where there is no such program or folder; GLO_EIO. Where it was started, GLO_OK, however it ended. */
glo_status glo_supervise(const glo_supervised *program, const glo_job *job, glo_ending *out);

#endif
