/* test_process.c: programs run without a shell, within their limits, until cancelled. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/process.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int run(const char *const *words, const glo_process_limits *limits, const glo_job *job,
               char said[256]) {
    glo_buf errors = {0};
    glo_process_limits none = {0};
    int status = glo_process_run(words, limits ? limits : &none, job, &errors);
    snprintf(said, 256, "%s", errors.data ? errors.data : "");
    glo_buf_dispose(&errors);
    return status;
}

static void test_outcomes(void **state) {
    (void)state;
    char said[256];
    const char *const good[] = {"true", NULL}, *const bad[] = {"false", NULL};
    const char *const none[] = {"no-such-program", NULL};
    const char *const talks[] = {"sh", "-c", "echo out; echo why >&2; exit 3", NULL};
    assert_int_equal(run(good, NULL, NULL, said), GLO_OK);
    assert_int_equal(run(bad, NULL, NULL, said), GLO_EIO);
    assert_int_equal(run(none, NULL, NULL, said), GLO_ENOTFOUND);
    assert_non_null(strstr(glo_message(), "no-such-program"));
    assert_int_equal(run(talks, NULL, NULL, said), GLO_EIO);
    assert_string_equal(said, "why\n");
}

/* A word is a word, whatever it holds. */
static void test_no_shell(void **state) {
    (void)state;
    char said[256];
    const char *const words[] = {"ls", "-d", "; echo '$(id)' \"`id`\" >&2", NULL};
    assert_int_equal(run(words, NULL, NULL, said), GLO_EIO);
    assert_non_null(strstr(said, "$(id)"));
    assert_null(strstr(said, "uid="));
}

static void test_much_said(void **state) {
    (void)state;
    glo_buf errors = {0};
    glo_process_limits none = {0};
    const char *const words[] = {"sh", "-c", "head -c 100000 /dev/zero | tr '\\0' x >&2", NULL};
    assert_int_equal(glo_process_run(words, &none, NULL, &errors), GLO_OK);
    assert_int_equal(errors.length, 4096);
    glo_buf_dispose(&errors);
}

static void test_file_limit(void **state) {
    (void)state;
    char said[256], path[] = "/tmp/glo-process-XXXXXX", command[128];
    struct stat info;
    close(mkstemp(path));
    snprintf(command, sizeof command, "exec head -c 1000000 /dev/zero > %s", path);
    const char *const words[] = {"sh", "-c", command, NULL};
    glo_process_limits limits = {.file = 65536};
    assert_int_equal(run(words, &limits, NULL, said), GLO_EFULL);
    assert_int_equal(stat(path, &info), 0);
    assert_true(info.st_size <= 65536);
    unlink(path);
}

static void test_cancel(void **state) {
    (void)state;
    char said[256];
    atomic_bool cancel;
    atomic_init(&cancel, 1);
    glo_job job = {.cancel = &cancel};
    const char *const words[] = {"sleep", "600", NULL};
    assert_int_equal(run(words, NULL, &job, said), GLO_ECANCELLED);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_outcomes), cmocka_unit_test(test_no_shell),
                                       cmocka_unit_test(test_much_said), cmocka_unit_test(test_file_limit),
                                       cmocka_unit_test(test_cancel)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
