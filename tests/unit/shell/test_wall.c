/* test_wall.c: behind the wall of core/shell/wall.c the system calls that open, start, connect, look into others or change the
 * machine are refused to C itself, whatever Lua holds; and what a pack needs works. Each look is a child of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "wall.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Of kernels later than the headers. */
#ifndef SYS_fchmodat2
#define SYS_fchmodat2 452
#endif

static const char *store; /* whose files stay open */
static int to_parent, parent;
static char text[64];
static int pair[2];
static unsigned stands;
static struct { uint64_t flags, mode, resolve; } how;

#define ADDRESS(p) ((long)(uintptr_t)(p))

typedef struct attempt {
    const char *name;
    long number, arguments[6];
} attempt;

/* What no pack may do that was granted nothing. Addresses that make no sense are never looked at: the filter comes before. Where
 * it fails, nothing here harms the machine. */
static const attempt refused[] = {
    {"open", SYS_open, {ADDRESS("/etc/passwd"), O_RDONLY}},
    {"open to write", SYS_open, {ADDRESS("/tmp/glocal-wall"), O_WRONLY | O_CREAT, 0600}},
    {"openat", SYS_openat, {AT_FDCWD, ADDRESS("/etc/passwd"), O_RDONLY}},
    {"openat of a folder", SYS_openat, {AT_FDCWD, ADDRESS("/"), O_RDONLY | O_DIRECTORY}},
    {"openat of a path alone", SYS_openat, {AT_FDCWD, ADDRESS("/"), O_PATH}},
    {"openat without a name", SYS_openat, {AT_FDCWD, ADDRESS("/tmp"), O_TMPFILE | O_RDWR, 0600}},
    {"openat of memory", SYS_openat, {AT_FDCWD, ADDRESS("/proc/self/mem"), O_RDWR}},
    {"openat2", SYS_openat2, {AT_FDCWD, ADDRESS("/etc/passwd"), ADDRESS(&how), sizeof how}},
    {"creat", SYS_creat, {ADDRESS("/tmp/glocal-wall"), 0600}},
    {"open_by_handle_at", SYS_open_by_handle_at, {AT_FDCWD, 0, 0}},
    {"name_to_handle_at", SYS_name_to_handle_at, {AT_FDCWD, ADDRESS("/"), 0, 0, 0}},
    {"memfd_create", SYS_memfd_create, {ADDRESS("x"), 0}},
    {"memfd_secret", SYS_memfd_secret, {0}},
    {"shmget", SYS_shmget, {0, 4096, 0600}},
    {"shmat", SYS_shmat, {0, 0, 0}},
    {"msgget", SYS_msgget, {0, 0600}},
    {"semget", SYS_semget, {0, 1, 0600}},
    {"mq_open", SYS_mq_open, {ADDRESS("/x"), O_RDWR | O_CREAT, 0600, 0}},
    {"execve", SYS_execve, {ADDRESS("/bin/true"), 0, 0}},
    {"execveat", SYS_execveat, {AT_FDCWD, ADDRESS("/bin/true"), 0, 0, 0}},
    {"execveat of a descriptor", SYS_execveat, {0, ADDRESS(""), 0, 0, AT_EMPTY_PATH}},
    {"fork", SYS_fork, {0}},
    {"vfork", SYS_vfork, {0}},
    {"clone", SYS_clone, {SIGCHLD, 0, 0, 0, 0}},
    {"clone with a namespace", SYS_clone, {CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0}},
    {"clone3", SYS_clone3, {0, 0}},
    {"unshare", SYS_unshare, {CLONE_NEWUSER}},
    {"setns", SYS_setns, {0, 0}},
    {"socket", SYS_socket, {AF_INET, SOCK_STREAM, 0}},
    {"socket of the machine", SYS_socket, {AF_UNIX, SOCK_STREAM, 0}},
    {"socket of the kernel", SYS_socket, {AF_NETLINK, SOCK_RAW, 0}},
    {"raw socket", SYS_socket, {AF_PACKET, SOCK_RAW, 0}},
    {"socketpair", SYS_socketpair, {AF_UNIX, SOCK_STREAM, 0, ADDRESS(pair)}},
    {"connect", SYS_connect, {0, 0, 0}},
    {"bind", SYS_bind, {0, 0, 0}},
    {"listen", SYS_listen, {0, 1}},
    {"accept", SYS_accept, {0, 0, 0}},
    {"accept4", SYS_accept4, {0, 0, 0, 0}},
    {"sendto", SYS_sendto, {1, ADDRESS("x"), 1, 0, 0, 0}},
    {"sendmsg", SYS_sendmsg, {1, 0, 0}},
    {"recvmsg", SYS_recvmsg, {0, 0, 0}},
    {"ptrace of the parent", SYS_ptrace, {PTRACE_ATTACH, 1, 0, 0}},
    {"ptrace of itself", SYS_ptrace, {PTRACE_TRACEME, 0, 0, 0}},
    {"process_vm_readv", SYS_process_vm_readv, {1, 0, 0, 0, 0, 0}},
    {"process_vm_writev", SYS_process_vm_writev, {1, 0, 0, 0, 0, 0}},
    {"kcmp", SYS_kcmp, {1, 1, 0, 0, 0}},
    {"pidfd_open", SYS_pidfd_open, {1, 0}},
    {"pidfd_getfd", SYS_pidfd_getfd, {0, 0, 0}},
    {"pidfd_send_signal", SYS_pidfd_send_signal, {0, 0, 0, 0}},
    {"kill of the parent", SYS_kill, {-2, 0}},
    {"kill of all", SYS_kill, {-1, 0}},
    {"tkill", SYS_tkill, {-2, 0}},
    {"tgkill of another", SYS_tgkill, {-2, -2, 0}},
    {"rt_sigqueueinfo", SYS_rt_sigqueueinfo, {-2, 0, 0}},
    {"io_uring_setup", SYS_io_uring_setup, {4, 0}},
    {"io_uring_enter", SYS_io_uring_enter, {0, 0, 0, 0, 0, 0}},
    {"io_uring_register", SYS_io_uring_register, {0, 0, 0, 0}},
    {"io_setup", SYS_io_setup, {1, 0}},
    {"mount", SYS_mount, {ADDRESS("none"), ADDRESS("/tmp/glocal-wall"), ADDRESS("tmpfs"), 0, 0}},
    {"umount2", SYS_umount2, {ADDRESS("/tmp/glocal-wall"), 0}},
    {"fsopen", SYS_fsopen, {ADDRESS("tmpfs"), 0}},
    {"open_tree", SYS_open_tree, {AT_FDCWD, ADDRESS("/"), 0}},
    {"move_mount", SYS_move_mount, {0, 0, 0, 0, 0}},
    {"pivot_root", SYS_pivot_root, {ADDRESS("/"), ADDRESS("/")}},
    {"chroot", SYS_chroot, {ADDRESS("/")}},
    {"chdir", SYS_chdir, {ADDRESS("/")}},
    {"bpf", SYS_bpf, {0, 0, 0}},
    {"perf_event_open", SYS_perf_event_open, {0, 0, -1, -1, 0}},
    {"userfaultfd", SYS_userfaultfd, {0}},
    {"keyctl", SYS_keyctl, {0, 0, 0, 0, 0}},
    {"add_key", SYS_add_key, {0, 0, 0, 0, 0}},
    {"request_key", SYS_request_key, {0, 0, 0, 0}},
    {"seccomp", SYS_seccomp, {0, 0, 0}},
    {"prctl", SYS_prctl, {4, 1, 0, 0, 0}},
    {"personality", SYS_personality, {0}},
    {"modify_ldt", SYS_modify_ldt, {0, 0, 0}},
    {"init_module", SYS_init_module, {0, 0, 0}},
    {"finit_module", SYS_finit_module, {0, 0, 0}},
    {"kexec_load", SYS_kexec_load, {0, 0, 0, 0}},
    {"reboot", SYS_reboot, {0, 0, 0, 0}},
    {"swapon", SYS_swapon, {ADDRESS("/x"), 0}},
    {"sethostname", SYS_sethostname, {ADDRESS("x"), -1}},
    {"settimeofday", SYS_settimeofday, {0, 0}},
    {"clock_settime", SYS_clock_settime, {0, 0}},
    {"setuid", SYS_setuid, {0}},
    {"capset", SYS_capset, {0, 0}},
    {"setpriority", SYS_setpriority, {0, 0, 0}},
    {"prlimit64 of the parent", SYS_prlimit64, {0, 7, ADDRESS(text), 0}},
    {"unlink", SYS_unlink, {ADDRESS("/tmp/glocal-wall")}},
    {"unlinkat", SYS_unlinkat, {AT_FDCWD, ADDRESS("/tmp/glocal-wall"), 0}},
    {"rename", SYS_rename, {ADDRESS("/tmp/glocal-wall"), ADDRESS("/tmp/glocal-wall2")}},
    {"renameat2", SYS_renameat2, {AT_FDCWD, ADDRESS("/tmp/a"), AT_FDCWD, ADDRESS("/tmp/b"), 0}},
    {"link", SYS_link, {ADDRESS("/etc/passwd"), ADDRESS("/tmp/glocal-wall")}},
    {"symlink", SYS_symlink, {ADDRESS("/etc/passwd"), ADDRESS("/tmp/glocal-wall")}},
    {"mkdir", SYS_mkdir, {ADDRESS("/tmp/glocal-wall"), 0700}},
    {"rmdir", SYS_rmdir, {ADDRESS("/tmp/glocal-wall")}},
    {"mknod", SYS_mknod, {ADDRESS("/tmp/glocal-wall"), S_IFIFO | 0600, 0}},
    {"chmod", SYS_chmod, {ADDRESS("/tmp/glocal-wall"), 0777}},
    {"chown", SYS_chown, {ADDRESS("/tmp/glocal-wall"), 0, 0}},
    {"truncate", SYS_truncate, {ADDRESS("/tmp/glocal-wall"), 0}},
    {"utimensat", SYS_utimensat, {AT_FDCWD, ADDRESS("/tmp/glocal-wall"), 0, 0}},
    {"setxattr", SYS_setxattr, {ADDRESS("/tmp/glocal-wall"), ADDRESS("user.x"), ADDRESS("x"), 1, 0}},
    {"getdents64", SYS_getdents64, {0, ADDRESS(text), sizeof text}},
    {"inotify_init1", SYS_inotify_init1, {0}},
    {"fanotify_init", SYS_fanotify_init, {0, 0}},
    {"sendfile", SYS_sendfile, {1, 0, 0, 0}},
    {"splice", SYS_splice, {0, 0, 1, 0, 1, 0}},
    {"copy_file_range", SYS_copy_file_range, {0, 0, 1, 0, 1, 0}},
    {"ioctl that types", SYS_ioctl, {0, 0x5412, ADDRESS("x")}},
    {"fcntl of an owner", SYS_fcntl, {0, F_SETOWN, 1}},
    {"mmap of code", SYS_mmap, {0, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0}},
    {"mprotect to code", SYS_mprotect, {0, 4096, PROT_READ | PROT_EXEC}},
    {"pkey_mprotect", SYS_pkey_mprotect, {0, 4096, PROT_EXEC, 0}},
    {"remap_file_pages", SYS_remap_file_pages, {0, 0, 0, 0, 0}},
    {"a call of no kernel yet", 900, {0}},
};

static const attempt refused_to_readers[] = {
    {"open to write", SYS_open, {ADDRESS("/tmp/glocal-wall"), O_WRONLY | O_CREAT, 0600}},
    {"openat to write", SYS_openat, {AT_FDCWD, ADDRESS("/dev/null"), O_RDWR}},
    {"openat to append", SYS_openat, {AT_FDCWD, ADDRESS("/dev/null"), O_WRONLY | O_APPEND}},
    {"openat without a name", SYS_openat, {AT_FDCWD, ADDRESS("/tmp"), O_TMPFILE | O_RDWR, 0600}},
    {"openat that empties", SYS_openat, {AT_FDCWD, ADDRESS("/dev/null"), O_RDONLY | O_TRUNC}},
    {"openat2", SYS_openat2, {AT_FDCWD, ADDRESS("/etc/passwd"), ADDRESS(&how), sizeof how}},
    {"unlink", SYS_unlink, {ADDRESS("/tmp/glocal-wall")}},
    {"execve", SYS_execve, {ADDRESS("/bin/true"), 0, 0}},
    {"fork", SYS_fork, {0}},
    {"socket", SYS_socket, {AF_INET, SOCK_STREAM, 0}},
};

static void tell(const char *what) {
    ssize_t written = write(to_parent, what, strlen(what));
    (void)written;
}

static long take(const attempt *a) {
    const long *with = a->arguments;
    return syscall(a->number, with[0] == -2 ? parent : with[0], with[1] == -2 ? parent : with[1], with[2],
                   with[3], with[4], with[5]);
}

static void take_all(const attempt *list, size_t count) {
    for (size_t i = 0; i < count; i++) {
        errno = 0;
        long got = take(&list[i]);
        if (got != -1 || (errno != EPERM && errno != ENOSYS && errno != EACCES)) {
            char line[100];
            snprintf(line, sizeof line, "%s: %ld (%s)\n", list[i].name, got, strerror(errno));
            tell(line);
        }
    }
}

static void none_of_it(void) {
    take_all(refused, sizeof refused / sizeof *refused);
}

static void *count_in_thread(void *counter) {
    free(malloc(1 << 20));
    ++*(int *)counter;
    return counter;
}

/* What a pack needs: memory, threads, time, chance, what is open. */
static void all_of_it(void) {
    enum { THREADS = 4, LARGE = 64 << 20 };
    pthread_t threads[THREADS];
    int counters[THREADS] = {0};
    char *large = malloc(LARGE);
    struct timespec now;
    if (!large)
        tell("memory\n");
    else
        memset(large, 1, LARGE);
    free(large);
    for (int i = 0; i < THREADS; i++) {
        if (pthread_create(&threads[i], NULL, count_in_thread, &counters[i]) != 0) {
            tell("a thread\n");
            return;
        }
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    if (!counters[0] || !counters[THREADS - 1])
        tell("threads that work\n");
    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now) != 0)
        tell("the time\n");
    if (getentropy(text, sizeof text) != 0)
        tell("chance\n");
}

static int opened;

static void open_files(void) {
    if (pread(opened, text, 1, 0) != 1)
        tell("reading what is open\n");
    struct stat about;
    if (fstat(opened, &about) != 0)
        tell("the size of what is open\n");
    struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET, .l_len = 1};
    if (fcntl(opened, F_SETLK, &lock) != 0)
        tell("a lock\n");
    if (mmap(NULL, 1, PROT_READ, MAP_SHARED, opened, 0) == MAP_FAILED)
        tell("mapping what is open\n");
}

static void readers(void) {
    take_all(refused_to_readers, sizeof refused_to_readers / sizeof *refused_to_readers);
    if (open("/etc/passwd", O_RDONLY) < 0)
        tell("reading a file\n");
}

static void writers(void) {
    int file = open("/tmp", O_TMPFILE | O_RDWR, 0600);
    if (file < 0 && errno != EOPNOTSUPP)
        tell("writing a file\n");
    take_all(refused_to_readers + 7, 3); /* starting programs and the network */
}

static void *try_in_thread(void *unused) {
    if (syscall(SYS_openat, AT_FDCWD, ADDRESS("/etc/passwd"), O_RDONLY) >= 0)
        tell("a thread opens a file\n");
    return unused;
}

static void in_threads(void) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, try_in_thread, NULL) == 0)
        pthread_join(thread, NULL);
}

static int is_there(void) {
    int ended = 0;
    pid_t child = fork();
    if (child == 0)
        _exit((int)wall_raise(0, NULL));
    waitpid(child, &ended, 0);
    return WIFEXITED(ended) ? WEXITSTATUS(ended) : 0;
}

/* Runs it in a child behind the wall: what it told, which is nothing where all is well. */
static void behind(unsigned allowed, void (*look)(void)) {
    static char told[1 << 14];
    int ends[2], ended = 0;
    size_t length = 0;
    if (!(stands & WALL_SECCOMP))
        skip();
    assert_int_equal(pipe(ends), 0);
    parent = getpid();
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        to_parent = STDOUT_FILENO;
        dup2(ends[1], to_parent);
        signal(SIGALRM, SIG_DFL);
        if (!(wall_raise(allowed, store) & WALL_SECCOMP))
            tell("no wall\n");
        look();
        _exit(0);
    }
    close(ends[1]);
    for (ssize_t got;
         length + 1 < sizeof told && (got = read(ends[0], told + length, sizeof told - 1 - length)) > 0;)
        length += (size_t)got;
    told[length] = '\0';
    close(ends[0]);
    waitpid(child, &ended, 0);
    assert_string_equal(told, "");
    assert_true(WIFEXITED(ended) && WEXITSTATUS(ended) == 0);
}

static void refuses(void **state) {
    (void)state;
    assert_true(sizeof refused / sizeof *refused > 100);
    behind(0, none_of_it);
    behind(0, in_threads);
    assert_int_not_equal(access("/tmp/glocal-wall", F_OK), 0);
}

static void lets_a_pack_work(void **state) {
    (void)state;
    opened = open("/proc/self/exe", O_RDONLY);
    behind(0, all_of_it);
    behind(0, open_files);
    close(opened);
}

static void store_alone(void) {
    char beside[64];
    snprintf(beside, sizeof beside, "%s-shm", store);
    if (open(store, O_RDONLY) < 0)
        tell("the store\n");
    if (open(beside, O_RDWR) < 0)
        tell("beside the store\n");
    if (open(store, O_RDWR) >= 0)
        tell("the store is written\n");
    if (open("/etc/passwd", O_RDONLY) >= 0 || open("/proc/self/mem", O_RDONLY) >= 0 ||
        open("/", O_RDONLY) >= 0)
        tell("another file\n");
    take_all(refused_to_readers, sizeof refused_to_readers / sizeof *refused_to_readers);
}

static void opens_the_store(void **state) {
    char path[] = "/tmp/glocal-wall-XXXXXX", beside[64];
    (void)state;
    if (!(stands & WALL_LANDLOCK))
        skip();
    int file = mkstemp(path);
    snprintf(beside, sizeof beside, "%s-shm", path);
    int other = open(beside, O_RDWR | O_CREAT, 0600);
    store = path;
    behind(0, store_alone);
    store = NULL;
    close(file);
    close(other);
    unlink(path);
    unlink(beside);
}

static void opens_what_was_granted(void **state) {
    (void)state;
    behind(WALL_READS, readers);
    behind(WALL_READS | WALL_WRITES, writers);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(refuses), cmocka_unit_test(lets_a_pack_work),
                                       cmocka_unit_test(opens_the_store),
                                       cmocka_unit_test(opens_what_was_granted)};
    stands = (unsigned)is_there();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
