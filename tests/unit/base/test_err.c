/* test_err.c: messages, names, errno; one message per thread. */
#include "base/err.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <errno.h>
#include <pthread.h>
#include <string.h>

static void test_fail_sets_the_message(void **state) {
    (void)state;
    assert_int_equal(glo_fail(GLO_EINVAL, "rows must not be negative, got %d", -3), GLO_EINVAL);
    assert_string_equal(glo_message(), "rows must not be negative, got -3");
}

static void test_message_within_a_message(void **state) {
    (void)state;
    (void)glo_fail(GLO_EIO, "inner");
    (void)glo_fail(GLO_EIO, "outer: %s", glo_message());
    assert_string_equal(glo_message(), "outer: inner");
}

/* A message quotes files, and is one line that moves no cursor. */
static void test_message_is_visible(void **state) {
    (void)state;
    (void)glo_fail(GLO_EINVAL, "unknown zone '%s'", "\x1b[2J\n\u202e\xff");
    assert_string_equal(glo_message(), "unknown zone '\\u{1B}[2J\\u{A}\\u{202E}\\xFF'");
    (void)glo_fail(GLO_EINVAL, "%1022s\u00e9", "x"); /* cut within a character: without it */
    assert_int_equal(strlen(glo_message()), 1022);
}

static void test_long_message_is_cut(void **state) {
    (void)state;
    (void)glo_fail(GLO_EIO, "%5000s", "x");
    assert_true(strlen(glo_message()) < 5000);
}

static void test_names_differ(void **state) {
    (void)state;
    assert_string_equal(glo_status_name(GLO_OK), "ok");
    assert_string_equal(glo_status_name(GLO_ENOTFOUND), "not_found");
    assert_string_equal(glo_status_name(-99), "unknown");
    for (int a = GLO_ESQL; a <= GLO_OK; a++) {
        assert_string_not_equal(glo_status_name(a), "unknown");
        for (int b = GLO_ESQL; b < a; b++)
            assert_string_not_equal(glo_status_name(a), glo_status_name(b));
    }
}

static void test_errno(void **state) {
    (void)state;
    assert_int_equal(glo_status_of_errno(ENOENT), GLO_ENOTFOUND);
    assert_int_equal(glo_status_of_errno(EROFS), GLO_EREADONLY);
    assert_int_equal(glo_status_of_errno(ENOSPC), GLO_EFULL);
    assert_int_equal(glo_status_of_errno(EISDIR), GLO_EIO);
}

static void *fail_elsewhere(void *unused) {
    (void)glo_fail(GLO_EIO, "elsewhere");
    return unused;
}

static void test_each_thread_has_its_own(void **state) {
    (void)state;
    pthread_t thread;
    (void)glo_fail(GLO_EIO, "here");
    assert_int_equal(pthread_create(&thread, NULL, fail_elsewhere, NULL), 0);
    pthread_join(thread, NULL);
    assert_string_equal(glo_message(), "here");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fail_sets_the_message),
        cmocka_unit_test(test_message_within_a_message),
        cmocka_unit_test(test_message_is_visible),
        cmocka_unit_test(test_long_message_is_cut),
        cmocka_unit_test(test_names_differ),
        cmocka_unit_test(test_errno),
        cmocka_unit_test(test_each_thread_has_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
