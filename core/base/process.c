/* process.c: runs another program. Example in process.h. */
#include "base/process.h"

#include "base/alloc.h"
#include "base/err.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { INPUT, OUTPUT, ERRORS, PIPES };
enum { PATIENCE = 20 }; /* milliseconds between two looks at the cancel flag */

extern char **environ;

/* Our own ends of the three pipes, and the child's; -1 where closed. */
typedef struct glo_pipes {
    int ours[PIPES], theirs[PIPES];
} glo_pipes;

static void close_end(int *end) {
    if (*end >= 0)
        close(*end);
    *end = -1;
}

static void close_all(int ends[PIPES]) {
    for (int i = 0; i < PIPES; i++)
        close_end(&ends[i]);
}

/* Sockets, since a write to one that was closed can be told not to raise SIGPIPE. */
static glo_status open_pipes(glo_pipes *pipes) {
    *pipes = (glo_pipes){{-1, -1, -1}, {-1, -1, -1}};
    for (int i = 0; i < PIPES; i++) {
        int pair[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0) {
            int error = errno;
            close_all(pipes->ours);
            close_all(pipes->theirs);
            return glo_fail(glo_status_of_errno(error), "can't open a pipe: %s", strerror(error));
        }
        pipes->ours[i] = pair[0];
        pipes->theirs[i] = pair[1];
    }
    return GLO_OK;
}

static bool is_replaced(const char *entry, const char *const *replacing) {
    for (; replacing && *replacing; replacing++) {
        size_t name = strcspn(*replacing, "=") + 1;
        if (strncmp(entry, *replacing, name) == 0)
            return true;
    }
    return false;
}

glo_status glo_process_environment(const char *const *replacing, char ***out) {
    size_t count = 1, n = 0;
    char **list = NULL;
    for (char **entry = environ; *entry; entry++)
        count++;
    for (const char *const *entry = replacing; entry && *entry; entry++, count++) {
        if (!strchr(*entry, '='))
            return glo_fail(GLO_EINVAL, "'%s' is not NAME=VALUE, which a variable of the environment is",
                            *entry);
    }
    glo_status status = glo_alloc_array(count, sizeof *list, &list);
    if (status < 0)
        return status;
    for (char **entry = environ; *entry; entry++) {
        if (!is_replaced(*entry, replacing))
            list[n++] = *entry;
    }
    for (const char *const *entry = replacing; entry && *entry; entry++) {
        if (strchr(*entry, '=')[1] != '\0')
            list[n++] = (char *)(uintptr_t)*entry; /* posix_spawn does not write to it */
    }
    list[n] = NULL;
    *out = list;
    return GLO_OK;
}

static glo_status spawn(const glo_process *process, glo_pipes *pipes, pid_t *out) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t raised, none;
    char **list = NULL;
    glo_status status = glo_process_environment(process->environment, &list);
    if (status < 0)
        return status;
    sigemptyset(&none);
    sigemptyset(&raised);
    sigaddset(&raised, SIGINT);
    sigaddset(&raised, SIGPIPE);
    sigaddset(&raised, SIGXFSZ);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    for (int i = 0; i < PIPES; i++)
        posix_spawn_file_actions_adddup2(&actions, pipes->theirs[i], i);
    posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigdefault(&attributes, &raised);
    posix_spawnattr_setsigmask(&attributes, &none);
    int error = posix_spawnp(out, process->command[0], &actions, &attributes,
                             (char *const *)(uintptr_t)process->command, list);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    free(list);
    if (error == ENOENT)
        return glo_fail(GLO_ENOTFOUND, "the program '%s' was not found", process->command[0]);
    if (error)
        return glo_fail(GLO_EIO, "can't run '%s': %s", process->command[0], strerror(error));
    return GLO_OK;
}

/* Hands over what the child will take now; closes its input after the last byte, or when it listens no more.
 */
static void feed(const glo_process *process, glo_pipes *pipes, size_t *given) {
    ssize_t n = send(pipes->ours[INPUT], process->input + *given, process->length - *given,
                     MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n > 0)
        *given += (size_t)n;
    if ((n < 0 && errno != EAGAIN && errno != EINTR) || *given == process->length)
        close_end(&pipes->ours[INPUT]);
}

static void take(int *end, glo_buf *buf) {
    char block[65536];
    ssize_t n = recv(*end, block, sizeof block, MSG_DONTWAIT);
    if (n > 0)
        glo_buf_bytes(buf, block, (size_t)n);
    else if (n == 0 || (errno != EAGAIN && errno != EINTR))
        close_end(end);
}

/* Whether what was taken may grow further. */
static glo_status check_taken(const glo_process *process, const glo_buf *out, const glo_buf *errors) {
    const uint64_t most = process->limits.output;
    if (glo_buf_status(out) < 0 || glo_buf_status(errors) < 0)
        return glo_fail(GLO_ENOMEM, "out of memory");
    if (most > 0 && (out->length > most || errors->length > most))
        return glo_fail(GLO_EFULL, "'%s' writes more than the %llu bytes that are taken of it",
                        process->command[0], (unsigned long long)most);
    return GLO_OK;
}

/* Until the child has closed its output, or the job is cancelled. */
static glo_status exchange(const glo_process *process, const glo_job *job, glo_pipes *pipes, glo_buf *out,
                           glo_buf *errors) {
    size_t given = 0;
    if (process->length == 0)
        close_end(&pipes->ours[INPUT]);
    while (pipes->ours[OUTPUT] >= 0 || pipes->ours[ERRORS] >= 0) {
        struct pollfd waits[PIPES] = {{pipes->ours[INPUT], POLLOUT, 0},
                                      {pipes->ours[OUTPUT], POLLIN, 0},
                                      {pipes->ours[ERRORS], POLLIN, 0}};
        glo_status status = glo_job_step(job, process->command[0], 0, 0);
        if (status < 0)
            return status;
        if (poll(waits, PIPES, PATIENCE) < 0)
            continue; /* a signal */
        if (waits[INPUT].revents)
            feed(process, pipes, &given);
        if (waits[OUTPUT].revents)
            take(&pipes->ours[OUTPUT], out);
        if (waits[ERRORS].revents)
            take(&pipes->ours[ERRORS], errors);
        status = check_taken(process, out, errors);
        if (status < 0)
            return status;
    }
    return GLO_OK;
}

/* The child has closed its output, but may still be at work. */
static glo_status await_end(pid_t child, const glo_job *job, int *out_code) {
    int ended = 0, status = GLO_OK;
    for (pid_t got; (got = waitpid(child, &ended, WNOHANG)) != child;) {
        if (got < 0 && errno != EINTR)
            return glo_fail(GLO_EIO, "can't wait for a program: %s", strerror(errno));
        status = status == GLO_OK ? glo_job_step(job, NULL, 0, 0) : status;
        if (status < 0)
            kill(-child, SIGKILL);
        poll(NULL, 0, 1);
    }
    *out_code = WIFEXITED(ended) ? WEXITSTATUS(ended) : 128 + WTERMSIG(ended);
    return status;
}

static void limit(pid_t child, int resource, uint64_t most) {
    const struct rlimit bound = {(rlim_t)most, (rlim_t)most};
    if (most > 0)
        prlimit(child, (__rlimit_resource_t)resource, &bound, NULL);
}

/* Right after its start: a program has nothing yet worth limiting. */
static void set_limits(pid_t child, const glo_process_limits *limits) {
    limit(child, RLIMIT_AS, limits->memory);
    limit(child, RLIMIT_FSIZE, limits->file);
    limit(child, RLIMIT_CPU, limits->seconds);
}

glo_status glo_process_run(const glo_process *process, const glo_job *job, glo_buf *out, glo_buf *errors,
                           int *out_code) {
    /* Drawing tells no progress: it would flicker. */
    glo_job quiet = {.cancel = job ? job->cancel : NULL};
    glo_pipes pipes;
    pid_t child;
    int code = 0, status = open_pipes(&pipes);
    if (status < 0)
        return status;
    status = spawn(process, &pipes, &child);
    close_all(pipes.theirs);
    if (status < 0) {
        close_all(pipes.ours);
        return status;
    }
    set_limits(child, &process->limits);
    status = exchange(process, &quiet, &pipes, out, errors);
    close_all(pipes.ours);
    if (status < 0)
        kill(-child, SIGKILL);
    glo_status waited = await_end(child, status < 0 ? NULL : &quiet, &code);
    if (status == GLO_OK)
        status = waited;
    if (status == GLO_OK)
        *out_code = code;
    return status;
}
