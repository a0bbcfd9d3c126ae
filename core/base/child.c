/* child.c: a function in a child process. Example in child.h. */
#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE = 5 }; /* milliseconds between two looks at the child and the cancel flag */

/* What the child says at its end; small enough that a pipe takes it at once. */
typedef struct outcome {
    glo_status status;
    char message[1024];
} outcome;

/* Never returns: neither what the parent does at its end nor its buffers are the child's. */
static void work_in_child(glo_status (*work)(void *context), void *context, int to) {
    outcome end = {GLO_OK, ""};
    const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
    signal(SIGINT, SIG_IGN); /* the parent hears it, and kills */
    for (int i = 0; nowhere >= 0 && i <= 2; i++)
        dup2(nowhere, i);
    end.status = work(context);
    if (end.status < 0)
        snprintf(end.message, sizeof end.message, "%s", glo_message());
    _exit(write(to, &end, sizeof end) == (ssize_t)sizeof end ? 0 : 1);
}

static glo_status wait_for(pid_t child, const char *what, const glo_job *job) {
    glo_status status = GLO_OK;
    int ended = 0;
    for (pid_t got; (got = waitpid(child, &ended, WNOHANG)) != child;) {
        if (got < 0 && errno != EINTR)
            return glo_fail(GLO_EIO, "%s: can't wait for it: %s", what, strerror(errno));
        if (status == GLO_OK && (status = glo_job_step(job, what, 0, 0)) < 0)
            kill(child, SIGKILL);
        poll(NULL, 0, PATIENCE);
    }
    if (status == GLO_OK && !(WIFEXITED(ended) && WEXITSTATUS(ended) == 0))
        status = glo_fail(GLO_ENOMEM, "%s failed: out of memory", what);
    return status;
}

glo_status glo_child_run(glo_status (*work)(void *context), void *context, const char *what,
                         const glo_job *job) {
    int ends[2];
    outcome end = {GLO_OK, ""};
    /* A child that is quick would have done its work before wait_for looks. */
    glo_status status = glo_job_step(job, what, 0, 0);
    if (status < 0)
        return status;
    if (pipe2(ends, O_CLOEXEC) < 0)
        return glo_fail(glo_status_of_errno(errno), "%s: can't open a pipe: %s", what, strerror(errno));
    const pid_t child = fork();
    if (child == 0)
        work_in_child(work, context, ends[1]);
    if (child < 0)
        status = glo_fail(GLO_ENOMEM, "%s failed: out of memory", what);
    close(ends[1]);
    if (status == GLO_OK)
        status = wait_for(child, what, job);
    if (status == GLO_OK && read(ends[0], &end, sizeof end) != (ssize_t)sizeof end)
        status = glo_fail(GLO_EIO, "%s failed", what);
    close(ends[0]);
    return status == GLO_OK && end.status < 0 ? glo_fail(end.status, "%s", end.message) : status;
}
