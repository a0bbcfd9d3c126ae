/* supervise.c: a program under supervision. Example in supervise.h. */
#include "base/supervise.h"

#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE = 20000000 }; /* nanoseconds between two looks at the child, the time and the cancel flag */
enum { GRACE = 5 };           /* seconds between SIGTERM and SIGKILL */

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void prepare_files(posix_spawn_file_actions_t *actions, const glo_supervised *program) {
    const int flags = O_WRONLY | O_CREAT | O_TRUNC;
    posix_spawn_file_actions_init(actions);
    posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(actions, STDOUT_FILENO, program->output, flags, 0600);
    posix_spawn_file_actions_addopen(actions, STDERR_FILENO, program->errors, flags, 0600);
    if (program->lock >= 0) /* to itself: the child keeps it where it runs another program */
        posix_spawn_file_actions_adddup2(actions, program->lock, program->lock);
    if (program->folder)
        posix_spawn_file_actions_addchdir_np(actions, program->folder);
}

static void prepare_signals(posix_spawnattr_t *attributes) {
    static const int usual[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGXFSZ, SIGQUIT};
    sigset_t raised, none;
    sigemptyset(&none);
    sigemptyset(&raised);
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
        sigaddset(&raised, usual[i]);
    posix_spawnattr_init(attributes);
    posix_spawnattr_setflags(attributes,
                             POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setpgroup(attributes, 0);
    posix_spawnattr_setsigdefault(attributes, &raised);
    posix_spawnattr_setsigmask(attributes, &none);
}

static glo_status spawn(const glo_supervised *program, pid_t *out) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    struct stat folder;
    char **environment = NULL;
    if (program->folder && (stat(program->folder, &folder) != 0 || !S_ISDIR(folder.st_mode)))
        return glo_fail(GLO_ENOTFOUND, "there is no folder '%s' to work in", program->folder);
    glo_status status = glo_process_environment(program->environment, &environment);
    if (status < 0)
        return status;
    prepare_files(&actions, program);
    prepare_signals(&attributes);
    int error = posix_spawnp(out, program->command[0], &actions, &attributes,
                             (char *const *)(uintptr_t)program->command, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    free(environment);
    if (error == ENOENT)
        return glo_fail(GLO_ENOTFOUND, "the program '%s' was not found", program->command[0]);
    return error ? glo_fail(glo_status_of_errno(error), "can't run '%s': %s", program->command[0],
                            strerror(error))
                 : GLO_OK;
}

/* Waits a moment; whether one of the signals that would end this process came meanwhile. */
static bool was_terminated(const sigset_t *ending) {
    return sigtimedwait(ending, NULL, &(struct timespec){.tv_nsec = PATIENCE}) > 0;
}

/* Looks until the child has ended, and stops it where it must. */
static glo_status await(const glo_supervised *program, const glo_job *job, const sigset_t *signals,
                        pid_t child, glo_ending *ending) {
    const glo_job quiet = {.cancel = job ? job->cancel : NULL};
    const double begun = now();
    double stopped = 0;
    struct rusage usage;
    int ended = 0;
    for (pid_t got; (got = wait4(child, &ended, WNOHANG, &usage)) != child;) {
        if (got < 0 && errno != EINTR)
            return glo_fail(GLO_EIO, "can't wait for '%s': %s", program->command[0], strerror(errno));
        if (ending->stop == GLO_STOP_NONE && was_terminated(signals))
            ending->stop = GLO_STOP_TERMINATED;
        else if (ending->stop == GLO_STOP_NONE && glo_job_step(&quiet, NULL, 0, 0) < 0)
            ending->stop = GLO_STOP_CANCELLED;
        else if (ending->stop == GLO_STOP_NONE && program->seconds > 0 && now() - begun > program->seconds)
            ending->stop = GLO_STOP_TIME;
        if (ending->stop == GLO_STOP_NONE)
            continue;
        if (stopped == 0) {
            stopped = now();
            kill(-child, SIGTERM);
        } else if (now() - stopped > GRACE) {
            kill(-child, SIGKILL);
        }
        nanosleep(&(struct timespec){.tv_nsec = PATIENCE}, NULL);
    }
    kill(-child, SIGKILL); /* what it started and left */
    ending->seconds = now() - begun;
    ending->memory = (uint64_t)usage.ru_maxrss * 1024;
    ending->code = WIFEXITED(ended) ? WEXITSTATUS(ended) : 0;
    ending->signal = WIFSIGNALED(ended) ? WTERMSIG(ended) : 0;
    return GLO_OK;
}

glo_status glo_supervise(const glo_supervised *program, const glo_job *job, glo_ending *out) {
    sigset_t signals, before;
    pid_t child;
    glo_ending ending = {0};
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    sigprocmask(SIG_BLOCK, &signals, &before);
    glo_status status = spawn(program, &child);
    if (status == GLO_OK)
        status = await(program, job, &signals, child, &ending);
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (status == GLO_OK)
        *out = ending;
    return status;
}
