/* test_child.c: what a function in a child process gives, says, and does to itself. */
#include "base/child.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <signal.h>
#include <stdbool.h>
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

static void test_cancel(void **state) {
    (void)state;
    atomic_bool cancel = true;
    const glo_job job = {.cancel = &cancel};
    assert_int_equal(glo_child_run(sleep_long, NULL, "a test", &job), GLO_ECANCELLED);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_status), cmocka_unit_test(test_death),
                                       cmocka_unit_test(test_cancel)};
    return cmocka_run_group_tests_name("base/child", tests, NULL, NULL);
}
