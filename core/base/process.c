/* process.c: fork, limits, exec, wait. Example in process.h. */
#include "base/process.h"

#include "base/err.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ERRORS_KEPT = 4096, POLL_MS = 50, NO_PROGRAM = 127, NO_START = 126 };

static struct rlimit at_most(uint64_t most) {
    rlim_t bound = most ? (rlim_t)most : RLIM_INFINITY;
    return (struct rlimit){bound, bound};
}

/* In the child, between fork and exec: only what is safe there. */
static void become(const char *const *words, const glo_process_limits *limits, int errors) {
    int nothing = open("/dev/null", O_RDWR);
    if (nothing < 0 || dup2(nothing, 0) < 0 || dup2(nothing, 1) < 0 || dup2(errors, 2) < 0)
        _exit(NO_START);
    setpgid(0, 0); /* Ctrl-C is for us: we end it ourselves */
    signal(SIGXFSZ, SIG_DFL);
    signal(SIGPIPE, SIG_DFL);
    const struct rlimit memory = at_most(limits->memory), file = at_most(limits->file),
                        seconds = at_most(limits->seconds);
    setrlimit(RLIMIT_AS, &memory);
    setrlimit(RLIMIT_FSIZE, &file);
    setrlimit(RLIMIT_CPU, &seconds);
    execvp(words[0], (char *const *)(uintptr_t)words);
    _exit(errno == ENOENT ? NO_PROGRAM : NO_START);
}

static void keep(glo_buf *errors, const char *bytes, size_t length) {
    size_t room = errors->length < ERRORS_KEPT ? ERRORS_KEPT - errors->length : 0;
    glo_buf_bytes(errors, bytes, length < room ? length : room);
}

/* Reads stderr until it is closed, looking every 50 ms whether to go on. */
static int listen_to(int pipe, const char *name, const glo_job *job, glo_buf *errors) {
    char bytes[1024];
    for (;;) {
        struct pollfd wanted = {.fd = pipe, .events = POLLIN};
        int status = glo_job_step(job, name, 0, 0);
        if (status < 0)
            return status;
        int ready = poll(&wanted, 1, POLL_MS);
        if (ready < 0 && errno != EINTR)
            return glo_fail(GLO_EIO, "can't read from %s: %s", name, strerror(errno));
        if (ready <= 0)
            continue;
        ssize_t got = read(pipe, bytes, sizeof bytes);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return GLO_OK;
        keep(errors, bytes, (size_t)got);
    }
}

static int outcome(int code, const char *name) {
    if (WIFEXITED(code) && WEXITSTATUS(code) == 0)
        return GLO_OK;
    if (WIFEXITED(code) && WEXITSTATUS(code) == NO_PROGRAM)
        return glo_fail(GLO_ENOTFOUND, "there is no program '%s'", name);
    if (WIFSIGNALED(code) &&
        (WTERMSIG(code) == SIGXFSZ || WTERMSIG(code) == SIGXCPU || WTERMSIG(code) == SIGKILL))
        return glo_fail(GLO_EFULL, "%s was stopped: it took too much time or wrote too much", name);
    return glo_fail(GLO_EIO, "%s failed", name);
}

int glo_process_run(const char *const *words, const glo_process_limits *limits, const glo_job *job,
                    glo_buf *out_errors) {
    int ends[2], code = 0;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return glo_fail(GLO_EIO, "can't start %s: %s", words[0], strerror(errno));
    pid_t child = fork();
    if (child == 0)
        become(words, limits, ends[1]);
    if (child > 0)
        setpgid(child, child); /* here too: it may be cancelled before it has done so itself */
    close(ends[1]);
    if (child < 0) {
        close(ends[0]);
        return glo_fail(GLO_EIO, "can't start %s: %s", words[0], strerror(errno));
    }
    int status = listen_to(ends[0], words[0], job, out_errors);
    if (status < 0)
        kill(-child, SIGKILL);
    close(ends[0]);
    while (waitpid(child, &code, 0) < 0 && errno == EINTR) {
    }
    if (status == GLO_OK)
        status = outcome(code, words[0]);
    return status == GLO_OK ? glo_buf_status(out_errors) : status;
}
