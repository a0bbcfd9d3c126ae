/* process.c: runs another program. Example in process.h. */
#include "base/process.h"

#include "base/alloc.h"
#include "base/err.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
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

static void limit(int resource, uint64_t most) {
    const struct rlimit bound = {(rlim_t)most, (rlim_t)most};
    if (most > 0)
        setrlimit((__rlimit_resource_t)resource, &bound);
}

/* In the child, between fork and exec: system calls only, as another thread may have held any lock. The limits
 * hold from its first instruction on: a program that looks how much memory there is would else reserve what it
 * is then denied. */
static _Noreturn void become(const glo_process *process, const glo_pipes *pipes, char *const *environment,
                             int fault) {
    static const int raised[] = {SIGINT, SIGPIPE, SIGXFSZ};
    sigset_t none;
    sigemptyset(&none);
    for (size_t i = 0; i < sizeof raised / sizeof raised[0]; i++)
        signal(raised[i], SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setpgid(0, 0);
    bool is_ready = true;
    for (int i = 0; i < PIPES; i++)
        is_ready = is_ready && dup2(pipes->theirs[i], i) == i;
    limit(RLIMIT_AS, process->limits.memory);
    limit(RLIMIT_FSIZE, process->limits.file);
    limit(RLIMIT_CPU, process->limits.seconds);
    if (is_ready)
        execvpe(process->command[0], (char *const *)(uintptr_t)process->command, environment);
    int error = errno;
    const ssize_t told = write(fault, &error, sizeof error);
    _exit(told == (ssize_t)sizeof error ? 127 : 126);
}

/* The child, or -1; `fault` is a pipe that the child closes by becoming the program, or tells why it can't. */
static pid_t start(const glo_process *process, const glo_pipes *pipes, char *const *environment,
                   const int fault[2]) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before); /* no handler of ours runs in the child */
    const pid_t child = fork();
    if (child == 0)
        become(process, pipes, environment, fault[1]);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return child;
}

static glo_status spawn(const glo_process *process, glo_pipes *pipes, pid_t *out) {
    char **list = NULL;
    int fault[2], error = 0;
    glo_status status = glo_process_environment(process->environment, &list);
    if (status < 0)
        return status;
    if (pipe2(fault, O_CLOEXEC) < 0) {
        free(list);
        return glo_fail(glo_status_of_errno(errno), "can't open a pipe: %s", strerror(errno));
    }
    const pid_t child = start(process, pipes, list, fault);
    if (child < 0)
        error = errno;
    free(list);
    close(fault[1]);
    ssize_t got = 0;
    while (child > 0 && (got = read(fault[0], &error, sizeof error)) < 0 && errno == EINTR)
        ;
    close(fault[0]);
    if (got > 0)
        waitpid(child, NULL, 0);
    if (error == ENOENT)
        return glo_fail(GLO_ENOTFOUND, "the program '%s' was not found", process->command[0]);
    if (error)
        return glo_fail(GLO_EIO, "can't run '%s': %s", process->command[0], strerror(error));
    *out = child;
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

glo_status glo_process_run(const glo_process *process, const glo_job *job, glo_buf *out, glo_buf *errors,
                           int *out_code) {
    /* Drawing tells no progress: it would flicker. */
    glo_job quiet = {.cancel = job ? job->cancel : NULL};
    glo_pipes pipes;
    pid_t child = -1;
    int code = 0, status = open_pipes(&pipes);
    if (status < 0)
        return status;
    status = spawn(process, &pipes, &child);
    close_all(pipes.theirs);
    if (status < 0) {
        close_all(pipes.ours);
        return status;
    }
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
