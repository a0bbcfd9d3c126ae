/* test_supervise.c: how a program under supervision ends, and what is known of it. */
#include "base/supervise.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static char output[64], errors[64];

static glo_status run(const char *text, double seconds, const glo_job *job, glo_ending *out) {
    const char *const command[] = {"sh", "-c", text, NULL};
    const char *const environment[] = {"GIVEN=as it is", NULL};
    return glo_supervise(&(glo_supervised){.command = command,
                                           .environment = environment,
                                           .folder = "/tmp",
                                           .output = output,
                                           .errors = errors,
                                           .seconds = seconds,
                                           .lock = -1},
                         job, out);
}

static const char *text_of(const char *path) {
    static char text[256];
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

static void test_ends(void **state) {
    (void)state;
    glo_ending ending;
    assert_int_equal(run("echo \"$GIVEN\"; pwd; echo no >&2; exit 7", 0, NULL, &ending), GLO_OK);
    assert_int_equal(ending.code, 7);
    assert_int_equal(ending.signal, 0);
    assert_int_equal(ending.stop, GLO_STOP_NONE);
    assert_true(ending.memory > 0);
    assert_string_equal(text_of(output), "as it is\n/tmp\n");
    assert_string_equal(text_of(errors), "no\n");
    assert_int_equal(run("kill -9 $$", 0, NULL, &ending), GLO_OK);
    assert_int_equal(ending.signal, SIGKILL);
}

/* It would never end. */
static void test_stopped(void **state) {
    (void)state;
    glo_ending ending;
    assert_int_equal(run("while :; do :; done", 0.05, NULL, &ending), GLO_OK);
    assert_int_equal(ending.stop, GLO_STOP_TIME);
    assert_int_equal(ending.signal, SIGTERM);
    atomic_bool cancel = true;
    const glo_job job = {.cancel = &cancel};
    assert_int_equal(run("while :; do :; done", 0, &job, &ending), GLO_OK);
    assert_int_equal(ending.stop, GLO_STOP_CANCELLED);
    assert_int_equal(run("kill -TERM $PPID; while :; do :; done", 0, NULL, &ending), GLO_OK);
    assert_int_equal(ending.stop, GLO_STOP_TERMINATED);
    assert_int_equal(run("trap '' TERM; while :; do :; done", 0.05, NULL, &ending), GLO_OK);
    assert_int_equal(ending.signal, SIGKILL);
}

static void test_not_started(void **state) {
    (void)state;
    glo_ending ending = {.code = 77};
    const char *const command[] = {"no-such-program", NULL};
    glo_supervised program = {.command = command, .output = output, .errors = errors, .lock = -1};
    assert_int_equal(glo_supervise(&program, NULL, &ending), GLO_ENOTFOUND);
    program.folder = "/nowhere";
    assert_int_equal(glo_supervise(&program, NULL, &ending), GLO_ENOTFOUND);
    assert_non_null(strstr(glo_message(), "/nowhere"));
    assert_int_equal(ending.code, 77);
}

/* What it started holds the lock still when we have closed ours. */
static void test_lock(void **state) {
    (void)state;
    glo_ending ending;
    char path[80];
    snprintf(path, sizeof path, "%s.lock", output);
    const int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600), other = open(path, O_RDWR | O_CLOEXEC);
    assert_int_equal(flock(lock, LOCK_EX | LOCK_NB), 0);
    char text[64];
    snprintf(text, sizeof text, "test -e /proc/self/fd/%d", lock);
    const char *const command[] = {"sh", "-c", text, NULL};
    const glo_supervised program = {.command = command, .output = output, .errors = errors, .lock = lock};
    assert_int_equal(glo_supervise(&program, NULL, &ending), GLO_OK);
    assert_int_equal(ending.code, 0);
    assert_int_equal(flock(other, LOCK_EX | LOCK_NB), -1);
    close(lock);
    assert_int_equal(flock(other, LOCK_EX | LOCK_NB), 0);
    close(other);
    unlink(path);
}

static int make_files(void **state) {
    (void)state;
    snprintf(output, sizeof output, "/tmp/test_supervise.%d.out", (int)getpid());
    snprintf(errors, sizeof errors, "/tmp/test_supervise.%d.err", (int)getpid());
    return 0;
}

static int remove_files(void **state) {
    (void)state;
    unlink(output);
    unlink(errors);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_ends), cmocka_unit_test(test_stopped),
                                       cmocka_unit_test(test_not_started), cmocka_unit_test(test_lock)};
    return cmocka_run_group_tests(tests, make_files, remove_files);
}
