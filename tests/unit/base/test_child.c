/* test_child.c: what a function in a child process gives, says, and does to itself. */
#include "base/child.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/time.h>
#include <unistd.h>

static int changed;

static glo_status succeed(void *context) {
    *(int *)context = 7;
    return GLO_OK;
}

static glo_status refuse(void *context) {
    return glo_fail(GLO_EFULL, "no room for %s", (const char *)context);
}

static glo_status die(void *context) {
    (void)context;
    signal(SIGABRT, SIG_DFL);
    raise(SIGABRT);
    return GLO_OK;
}

static glo_status leave(void *context) {
    (void)context;
    _exit(3);
}

static glo_status sleep_long(void *context) {
    (void)context;
    sleep(60);
    return GLO_OK;
}

static void test_status(void **state) {
    (void)state;
    assert_int_equal(glo_child_run(succeed, &changed, "a test", NULL), GLO_OK);
    assert_int_equal(changed, 0); /* its memory is its own */
    assert_int_equal(glo_child_run(refuse, (char[]){"it"}, "a test", NULL), GLO_EFULL);
    assert_string_equal(glo_message(), "no room for it");
}

static void test_death(void **state) {
    (void)state;
    assert_int_equal(glo_child_run(die, NULL, "a test", NULL), GLO_ENOMEM);
    assert_string_equal(glo_message(), "a test failed: out of memory");
    assert_int_equal(glo_child_run(leave, NULL, "a test", NULL), GLO_ENOMEM);
}

static atomic_bool cancel;

static void cancel_now(int signal_number) {
    (void)signal_number;
    atomic_store(&cancel, true);
}

static void test_cancel(void **state) {
    (void)state;
    const glo_job job = {.cancel = &cancel};
    const struct itimerval soon = {.it_value.tv_usec = 20000};
    atomic_store(&cancel, false);
    signal(SIGALRM, cancel_now);
    setitimer(ITIMER_REAL, &soon, NULL);
    assert_int_equal(glo_child_run(sleep_long, NULL, "a test", &job), GLO_ECANCELLED);
    signal(SIGALRM, SIG_DFL);
}

static glo_status leave_a_trace(void *context) {
    return write(*(int *)context, "x", 1) == 1 ? GLO_OK : GLO_EIO;
}

/* A child that is quick would have done its work before anyone looked. */
static void test_cancelled_before(void **state) {
    (void)state;
    const glo_job job = {.cancel = &cancel};
    int ends[2];
    char trace;
    assert_int_equal(pipe2(ends, O_NONBLOCK), 0);
    atomic_store(&cancel, true);
    assert_int_equal(glo_child_run(leave_a_trace, &ends[1], "a test", &job), GLO_ECANCELLED);
    usleep(20000);
    assert_int_equal(read(ends[0], &trace, 1), -1);
    close(ends[0]);
    close(ends[1]);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_status), cmocka_unit_test(test_death),
                                       cmocka_unit_test(test_cancel),
                                       cmocka_unit_test(test_cancelled_before)};
    return cmocka_run_group_tests_name("base/child", tests, NULL, NULL);
}
