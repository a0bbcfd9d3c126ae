/* test_job.c: steps, cancelling, progress, threads. */
#include "base/err.h"
#include "base/job.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <string.h>

static void keep_done(void *context, const char *what, uint64_t done, uint64_t total) {
    assert_string_equal(what, "rollup");
    assert_int_equal(total, 10);
    *(uint64_t *)context = done;
}

static void test_step(void **state) {
    (void)state;
    uint64_t seen = 0;
    atomic_bool cancel = 0;
    glo_job job = {.cancel = &cancel, .progress = keep_done, .context = &seen};
    assert_int_equal(glo_job_step(&job, "rollup", 7, 10), GLO_OK);
    assert_int_equal(seen, 7);
    atomic_store(&cancel, 1);
    assert_int_equal(glo_job_step(&job, "rollup", 8, 10), GLO_ECANCELLED);
    assert_string_equal(glo_message(), "cancelled");
    assert_int_equal(seen, 7);
    assert_int_equal(glo_job_check(&job), GLO_ECANCELLED);
    atomic_store(&cancel, 0);
    assert_int_equal(glo_job_check(&job), GLO_OK);
}

static void test_no_job(void **state) {
    (void)state;
    assert_int_equal(glo_job_step(NULL, "rollup", 1, 2), GLO_OK);
    assert_int_equal(glo_job_check(NULL), GLO_OK);
    assert_int_equal(glo_job_threads(NULL), 1);
}

static void test_threads(void **state) {
    (void)state;
    glo_job job = {.threads = 3};
    assert_int_equal(glo_job_threads(&job), 3);
    job.threads = 0;
    assert_true(glo_job_threads(&job) >= 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_step),
        cmocka_unit_test(test_no_job),
        cmocka_unit_test(test_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
