/* test_process.c: input and output of any length, exit codes, no shell, environment, cancelling. */
#include "base/err.h"
#include "base/process.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int run(const char *const *command, const char *input, glo_buf *out, int *code) {
    glo_buf errors = {0};
    glo_process process = {command, input, strlen(input), NULL, {0}};
    int status = glo_process_run(&process, NULL, out, &errors, code);
    glo_buf_dispose(&errors);
    return status;
}

static void test_bytes_both_ways(void **state) {
    (void)state;
    enum { LENGTH = 3000000 }; /* more than any pipe holds */
    char *input = malloc(LENGTH);
    assert_non_null(input);
    for (size_t i = 0; i < LENGTH; i++)
        input[i] = (char)(i % 251);
    glo_buf out = {0}, errors = {0};
    const char *const command[] = {"cat", NULL};
    glo_process process = {command, input, LENGTH, NULL, {0}};
    int code = -1;
    assert_int_equal(glo_process_run(&process, NULL, &out, &errors, &code), GLO_OK);
    assert_int_equal(code, 0);
    assert_int_equal(out.length, LENGTH);
    assert_memory_equal(out.data, input, LENGTH);
    assert_int_equal(errors.length, 0);
    glo_buf_dispose(&out);
    glo_buf_dispose(&errors);
    free(input);
}

static void test_arguments_are_no_shell_text(void **state) {
    (void)state;
    const char *const command[] = {"echo", "-n", "$(id); `id` > x", NULL};
    glo_buf out = {0};
    int code = -1;
    assert_int_equal(run(command, "", &out, &code), GLO_OK);
    assert_string_equal(out.data, "$(id); `id` > x");
    glo_buf_dispose(&out);
}

static void test_codes(void **state) {
    (void)state;
    const char *const fails[] = {"sh", "-c", "exit 3", NULL};
    const char *const dies[] = {"sh", "-c", "kill -TERM $$", NULL};
    const char *const missing[] = {"no-such-program-here", NULL};
    glo_buf out = {0};
    int code = -1;
    assert_int_equal(run(fails, "", &out, &code), GLO_OK);
    assert_int_equal(code, 3);
    assert_int_equal(run(dies, "", &out, &code), GLO_OK);
    assert_int_equal(code, 128 + SIGTERM);
    assert_int_equal(run(missing, "", &out, &code), GLO_ENOTFOUND);
    assert_string_equal(glo_message(), "the program 'no-such-program-here' was not found");
    glo_buf_dispose(&out);
}

/* A program that does not read its input does not end ours by SIGPIPE. */
static void test_input_not_wanted(void **state) {
    (void)state;
    const char *const command[] = {"true", NULL};
    size_t length = 1 << 20;
    char *input = calloc(1, length);
    assert_non_null(input);
    glo_buf out = {0}, errors = {0};
    glo_process process = {command, input, length, NULL, {0}};
    int code = -1;
    assert_int_equal(glo_process_run(&process, NULL, &out, &errors, &code), GLO_OK);
    assert_int_equal(code, 0);
    free(input);
}

static void test_environment(void **state) {
    (void)state;
    setenv("GLOCAL_TEST_KEPT", "kept", 1);
    setenv("GLOCAL_TEST_GONE", "gone", 1);
    const char *const command[] = {"sh", "-c", "echo -n $GLOCAL_TEST_KEPT-$GLOCAL_TEST_GONE-$LC_ALL", NULL};
    const char *const environment[] = {"GLOCAL_TEST_GONE=", "LC_ALL=C.UTF-8", NULL};
    glo_buf out = {0}, errors = {0};
    glo_process process = {command, "", 0, environment, {0}};
    int code = -1;
    assert_int_equal(glo_process_run(&process, NULL, &out, &errors, &code), GLO_OK);
    assert_string_equal(out.data, "kept--C.UTF-8");
    glo_buf_dispose(&out);
    glo_buf_dispose(&errors);
}

/* A text that is no variable is refused, not read past its end. */
static void test_no_variable(void **state) {
    (void)state;
    const char *const command[] = {"true", NULL}, *const environment[] = {"LC_ALL=C", "LC_ALL", NULL};
    glo_buf out = {0}, errors = {0};
    int code = -1;
    glo_process process = {command, "", 0, environment, {0}};
    assert_int_equal(glo_process_run(&process, NULL, &out, &errors, &code), GLO_EINVAL);
    assert_non_null(strstr(glo_message(), "'LC_ALL' is not NAME=VALUE"));
    assert_int_equal(code, -1);
}

static void *cancel_soon(void *flag) {
    usleep(50000);
    atomic_store((atomic_bool *)flag, 1);
    return NULL;
}

/* The shell's own child goes with it: nothing is left that holds the pipes. */
static void test_cancel(void **state) {
    (void)state;
    const char *const command[] = {"sh", "-c", "sleep 600 & sleep 600", NULL};
    atomic_bool cancel = 0;
    glo_job job = {.cancel = &cancel};
    glo_buf out = {0}, errors = {0};
    glo_process process = {command, "", 0, NULL, {0}};
    pthread_t thread;
    int code = -1;
    assert_int_equal(pthread_create(&thread, NULL, cancel_soon, &cancel), 0);
    assert_int_equal(glo_process_run(&process, &job, &out, &errors, &code), GLO_ECANCELLED);
    assert_int_equal(code, -1);
    pthread_join(thread, NULL);
}

static void test_file_limit(void **state) {
    (void)state;
    char path[] = "/tmp/glo-process-XXXXXX", script[128];
    close(mkstemp(path));
    snprintf(script, sizeof script, "exec head -c 1000000 /dev/zero > %s", path);
    const char *const command[] = {"sh", "-c", script, NULL};
    glo_process process = {.command = command, .input = "", .limits = {.file = 65536}};
    glo_buf out = {0}, errors = {0};
    struct stat info;
    int code = -1;
    assert_int_equal(glo_process_run(&process, NULL, &out, &errors, &code), GLO_OK);
    assert_int_equal(code, 128 + SIGXFSZ);
    assert_int_equal(stat(path, &info), 0);
    assert_true(info.st_size <= 65536);
    unlink(path);
    glo_buf_dispose(&out);
    glo_buf_dispose(&errors);
}

/* From the first instruction on: a program may reserve what memory there is as soon as it starts. */
static void test_limits_hold_at_once(void **state) {
    (void)state;
    const char *const command[] = {"sh", "-c", "ulimit -v; ulimit -t", NULL};
    glo_process process = {
        .command = command, .input = "", .limits = {.memory = UINT64_C(1) << 30, .seconds = 77}};
    for (int i = 0; i < 50; i++) {
        glo_buf out = {0}, errors = {0};
        int code = -1;
        assert_int_equal(glo_process_run(&process, NULL, &out, &errors, &code), GLO_OK);
        assert_int_equal(code, 0);
        assert_int_equal(out.length, strlen("1048576\n77\n"));
        assert_memory_equal(out.data, "1048576\n77\n", out.length);
        glo_buf_dispose(&out);
        glo_buf_dispose(&errors);
    }
}

/* A program that writes for ever is ended, and not waited for. */
static void test_output_limit(void **state) {
    (void)state;
    const char *const command[] = {"cat", "/dev/zero", NULL};
    glo_process process = {.command = command, .input = "", .limits = {.output = 100000}};
    glo_buf out = {0}, errors = {0};
    int code = -1;
    assert_int_equal(glo_process_run(&process, NULL, &out, &errors, &code), GLO_EFULL);
    assert_true(out.length > 100000 && out.length < 300000);
    assert_int_equal(code, -1);
    glo_buf_dispose(&out);
    glo_buf_dispose(&errors);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes_both_ways), cmocka_unit_test(test_arguments_are_no_shell_text),
        cmocka_unit_test(test_codes),           cmocka_unit_test(test_input_not_wanted),
        cmocka_unit_test(test_environment),     cmocka_unit_test(test_no_variable),
        cmocka_unit_test(test_cancel),          cmocka_unit_test(test_file_limit),
        cmocka_unit_test(test_output_limit),    cmocka_unit_test(test_limits_hold_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
