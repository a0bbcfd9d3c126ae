/* wall.c: the second wall of `glocal run --pack`, of two that the kernel has: seccomp, which refuses system calls, and Landlock,
 * which refuses files and what is on the network. Both hold for the rest of the process's life.
 *
 * Calls are refused unless they stand in a list here, so that what a later kernel brings is refused too. Most give EPERM;
 * clone3 and openat2, whose arguments no filter can read, give ENOSYS, so that the C library takes the older ones.
 *
 * Example in wall.h.
 *
 * Reference: seccomp(2), landlock(7), seccomp_rule_add(3); linux/landlock.h, of which the later parts are named here, as Debian's
 * headers lag behind its kernels.
 */
#include "wall.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* ---- seccomp ---- */

/* Computing, memory, threads, time, and what is open. */
static const int computing[] = {
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(readv),
    SCMP_SYS(writev),
    SCMP_SYS(pread64),
    SCMP_SYS(pwrite64),
    SCMP_SYS(preadv),
    SCMP_SYS(pwritev),
    SCMP_SYS(lseek),
    SCMP_SYS(_llseek),
    SCMP_SYS(close),
    SCMP_SYS(fstat),
    SCMP_SYS(fstat64),
    SCMP_SYS(stat),
    SCMP_SYS(stat64),
    SCMP_SYS(lstat),
    SCMP_SYS(lstat64),
    SCMP_SYS(newfstatat),
    SCMP_SYS(fstatat64),
    SCMP_SYS(statx),
    SCMP_SYS(fstatfs),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getcwd),
    SCMP_SYS(fsync),
    SCMP_SYS(fdatasync),
    SCMP_SYS(ftruncate),
    SCMP_SYS(ftruncate64),
    SCMP_SYS(fallocate),
    SCMP_SYS(flock),
    SCMP_SYS(fadvise64),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(select),
    SCMP_SYS(pselect6),
    SCMP_SYS(dup),
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(mincore),
    SCMP_SYS(msync),
    SCMP_SYS(membarrier),
    SCMP_SYS(futex),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(getcpu),
    SCMP_SYS(gettid),
    SCMP_SYS(getpid),
    SCMP_SYS(getppid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(uname),
    SCMP_SYS(sysinfo),
    SCMP_SYS(getrusage),
    SCMP_SYS(times),
    SCMP_SYS(getrandom),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(timer_create),
    SCMP_SYS(timer_settime),
    SCMP_SYS(timer_gettime),
    SCMP_SYS(timer_delete),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigpending),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
};

static const int opening[] = {SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(getdents64)};

/* Files that are to be made, named, changed and removed. */
static const int writing[] = {
    SCMP_SYS(creat),           SCMP_SYS(truncate), SCMP_SYS(mkdir),     SCMP_SYS(mkdirat),
    SCMP_SYS(rmdir),           SCMP_SYS(rename),   SCMP_SYS(renameat),  SCMP_SYS(renameat2),
    SCMP_SYS(unlink),          SCMP_SYS(unlinkat), SCMP_SYS(chmod),     SCMP_SYS(fchmod),
    SCMP_SYS(fchmodat),        SCMP_SYS(umask),    SCMP_SYS(utimensat), SCMP_SYS(getdents64),
    SCMP_SYS(copy_file_range), SCMP_SYS(sendfile),
};

/* Calls of this machine alone: one that it does not have gives no error, as there is nothing to allow. */
static bool add_all(scmp_filter_ctx filter, const int *calls, size_t count) {
    for (size_t i = 0; i < count; i++) {
        int status = seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0);
        if (status < 0 && status != -EDOM && status != -EEXIST)
            return false;
    }
    return true;
}

/* Conditions on the argument of that number; libseccomp's own macros leave a field without a value, which clang warns of. */
static struct scmp_arg_cmp equal(unsigned argument, scmp_datum_t value) {
    return (struct scmp_arg_cmp){.arg = argument, .op = SCMP_CMP_EQ, .datum_a = value};
}

static struct scmp_arg_cmp masked_equal(unsigned argument, scmp_datum_t mask, scmp_datum_t value) {
    return (struct scmp_arg_cmp){
        .arg = argument, .op = SCMP_CMP_MASKED_EQ, .datum_a = mask, .datum_b = value};
}

static bool add_when(scmp_filter_ctx filter, int call, struct scmp_arg_cmp condition) {
    int status = seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, condition);
    return status >= 0 || status == -EDOM || status == -EEXIST;
}

/* Memory that is no code, threads but no processes, locks but no owners, limits that are read. */
static bool add_conditions(scmp_filter_ctx filter) {
    enum { THREAD = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD };
    static const int commands[] = {F_GETFD,  F_SETFD,     F_GETFL,     F_GETLK,      F_SETLK,
                                   F_SETLKW, F_OFD_GETLK, F_OFD_SETLK, F_OFD_SETLKW, F_DUPFD_CLOEXEC};
    static const unsigned long terminal[] = {0x5401 /* TCGETS */, 0x5413 /* TIOCGWINSZ */,
                                             0x541B /* FIONREAD */};
    bool well = add_when(filter, SCMP_SYS(mmap), masked_equal(2, PROT_EXEC, 0)) &&
                add_when(filter, SCMP_SYS(mprotect), masked_equal(2, PROT_EXEC, 0)) &&
                add_when(filter, SCMP_SYS(clone), masked_equal(0, THREAD, THREAD)) &&
                add_when(filter, SCMP_SYS(prlimit64), equal(2, 0)) &&
                add_when(filter, SCMP_SYS(tgkill), equal(0, (scmp_datum_t)getpid()));
    for (size_t i = 0; well && i < sizeof commands / sizeof *commands; i++)
        well = add_when(filter, SCMP_SYS(fcntl), equal(1, (scmp_datum_t)commands[i]));
    for (size_t i = 0; well && i < sizeof terminal / sizeof *terminal; i++)
        well = add_when(filter, SCMP_SYS(ioctl), equal(1, terminal[i]));
    return well && seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) >= 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(openat2), 0) >= 0;
}

/* open and openat for reading: nothing is made or cut off. */
static bool add_reading(scmp_filter_ctx filter) {
    enum { CHANGES = O_ACCMODE | O_CREAT | O_TRUNC };
    static const int listing[] = {SCMP_SYS(getdents64)};
    return add_when(filter, SCMP_SYS(open), masked_equal(1, CHANGES, O_RDONLY)) &&
           add_when(filter, SCMP_SYS(openat), masked_equal(2, CHANGES, O_RDONLY)) &&
           add_all(filter, listing, 1);
}

/* `opens`: which files may be opened is decided by Landlock. */
static bool raise_seccomp(unsigned allowed, bool opens) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!filter)
        return false;
    bool well = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1) == 0 &&
                add_all(filter, computing, sizeof computing / sizeof *computing) && add_conditions(filter);
    if (well && allowed & WALL_WRITES)
        well = add_all(filter, writing, sizeof writing / sizeof *writing) &&
               add_all(filter, opening, sizeof opening / sizeof *opening);
    else if (well && opens)
        well = add_all(filter, opening, sizeof opening / sizeof *opening);
    else if (well && allowed & WALL_READS)
        well = add_reading(filter);
    well = well && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return well;
}

/* ---- Landlock ---- */

/* Of the versions after that of the headers. */
enum { HAS_REFER = 2, HAS_TRUNCATE, HAS_NETWORK, HAS_DEVICES, HAS_SCOPES };
static const uint64_t REFER = 1 << 13, TRUNCATE = 1 << 14, IOCTL_DEVICE = 1 << 15;

typedef struct rules {
    uint64_t files, network, scopes;
} rules;

static uint64_t all_of_files(long version) {
    return (REFER - 1) | (version >= HAS_REFER ? REFER : 0) | (version >= HAS_TRUNCATE ? TRUNCATE : 0) |
           (version >= HAS_DEVICES ? IOCTL_DEVICE : 0);
}

static bool allow_below(int set, const char *path, uint64_t rights) {
    struct landlock_path_beneath_attr below = {.allowed_access = rights};
    below.parent_fd = open(path, O_PATH | O_CLOEXEC);
    if (below.parent_fd < 0)
        return false;
    bool well = syscall(SYS_landlock_add_rule, set, LANDLOCK_RULE_PATH_BENEATH, &below, 0) == 0;
    close(below.parent_fd);
    return well;
}

/* What lies beside the store is there when a connection has read it; the list of readers is written by each. */
static bool allow_store(int set, unsigned allowed, const char *store) {
    static const struct {
        const char *ending;
        bool is_written;
    } files[] = {{"", false}, {"-wal", false}, {"-shm", true}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[PATH_MAX];
        uint64_t rights = LANDLOCK_ACCESS_FS_READ_FILE;
        if (files[i].is_written || allowed & WALL_WRITES_STORE)
            rights |= LANDLOCK_ACCESS_FS_WRITE_FILE;
        if (snprintf(path, sizeof path, "%s%s", store, files[i].ending) >= (int)sizeof path ||
            (!allow_below(set, path, rights) && i == 0))
            return false;
    }
    return true;
}

static bool raise_landlock(unsigned allowed, const char *store) {
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1)
        return false;
    rules handled = {.files = all_of_files(version)};
    size_t size = sizeof handled.files;
    if (version >= HAS_NETWORK) { /* no port is bound or reached */
        handled.network = 3;
        size += sizeof handled.network;
    }
    if (version >= HAS_SCOPES) { /* no socket or signal outside */
        handled.scopes = 3;
        size += sizeof handled.scopes;
    }
    int set = (int)syscall(SYS_landlock_create_ruleset, &handled, size, 0);
    if (set < 0)
        return false;
    const uint64_t reads = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
    bool well = true;
    if (allowed & WALL_WRITES)
        well = allow_below(set, "/", handled.files & ~(uint64_t)LANDLOCK_ACCESS_FS_EXECUTE);
    else if (allowed & WALL_READS)
        well = allow_below(set, "/", reads);
    if (well && store && !(allowed & WALL_WRITES))
        well = allow_store(set, allowed, store);
    well = well && syscall(SYS_landlock_restrict_self, set, 0) == 0;
    close(set);
    return well;
}

/* ---- what was left open ---- */

/* Sockets, pipes and devices above the standard three: whoever started us left them. */
static void close_inherited(void) {
    DIR *folder = opendir("/proc/self/fd");
    if (!folder)
        return;
    for (const struct dirent *each; (each = readdir(folder));) {
        struct stat about;
        int number = (int)strtol(each->d_name, NULL, 10);
        if (number > STDERR_FILENO && number != dirfd(folder) && fstat(number, &about) == 0 &&
            !S_ISREG(about.st_mode))
            close(number);
    }
    closedir(folder);
}

unsigned wall_raise(unsigned allowed, const char *store) {
    close_inherited();
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return 0;
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); /* no other program of this user looks in */
    unsigned stands = raise_landlock(allowed, store) ? WALL_LANDLOCK : 0;
    return raise_seccomp(allowed, store && stands) ? stands | WALL_SECCOMP : stands;
}
