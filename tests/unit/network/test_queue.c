/* test_queue.c: Erlang C against published values, and the simulation against it and against formulas.
 *
 * 5 servers under load 4: 0.554112554 (exactly 128/231); 10 under load 8: 0.409180151, mean waits 0.554112554 and 0.204590075
 * service times. M/D/1: half the wait of M/M/1 (Pollaczek and Khinchine). Two priorities of M/M/1 without interruption: A. Cobham
 * (1954): W1 = R / (1 - rho1), W2 = W1 / (1 - rho), R = rho / mu. */
#include "network/queue.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_formula(void **unused) {
    (void)unused;
    assert_true(fabs(glo_erlang_c(5, 4) - 128.0 / 231) < 1e-15);
    assert_true(fabs(glo_erlang_c(10, 8) - 0.409180151) < 5e-10);
    assert_true(glo_erlang_c(1, 0.3) == 0.3);
    assert_true(glo_erlang_c(4, 4) == 1);
    assert_true(glo_erlang_c(0, 1) == 1);
}

static glo_queue one_hour(const double *arrivals, const uint32_t *desks) {
    static const double all[1] = {1}, never[1] = {INFINITY};
    return (glo_queue){.classes = 1,
                       .shares = all,
                       .deadlines = never,
                       .service = 1,
                       .service_cv = 1,
                       .slots = 1,
                       .arrivals = arrivals,
                       .desks = desks,
                       .cycles = 4000,
                       .warm_up = 400,
                       .runs = 20,
                       .seed = 1};
}

static void test_steady(void **unused) {
    (void)unused;
    const double arrivals[1] = {4}, half[1] = {0.5};
    const uint32_t five[1] = {5}, one[1] = {1};
    glo_queue queue = one_hour(arrivals, five);
    glo_queue_result result, again;
    glo_queue_note note;
    double backlog;
    assert_int_equal(GLO_OK, glo_queue_simulate(&queue, NULL, &result, &backlog, &note));
    assert_true(fabs(result.wait - 128.0 / 231) < 4 * result.wait_se);
    assert_true(result.wait_se < 0.02);
    assert_true(fabs(note.busy - 0.8) < 0.01);
    glo_job job = {.threads = 3};
    assert_int_equal(GLO_OK, glo_queue_simulate(&queue, &job, &again, &backlog, &note));
    assert_memory_equal(&result, &again, sizeof result);
    queue = one_hour(half, one);
    queue.service_cv = 0;
    assert_int_equal(GLO_OK, glo_queue_simulate(&queue, NULL, &result, &backlog, &note));
    assert_true(fabs(result.wait - 0.5) < 4 * result.wait_se); /* M/M/1 waits 1 */
}

static void test_priorities(void **unused) {
    (void)unused;
    const double arrivals[1] = {0.7}, shares[2] = {3.0 / 7, 4.0 / 7}, deadlines[2] = {8, 24};
    const uint32_t one[1] = {1};
    glo_queue queue = one_hour(arrivals, one);
    glo_queue_result results[2];
    glo_queue_note note;
    double backlog;
    queue.classes = 2;
    queue.shares = shares;
    queue.deadlines = deadlines;
    assert_int_equal(GLO_OK, glo_queue_simulate(&queue, NULL, results, &backlog, &note));
    assert_true(fabs(results[0].wait - 0.7 / 0.7) < 4 * results[0].wait_se);
    assert_true(fabs(results[1].wait - 1 / 0.3) < 4 * results[1].wait_se);
}

/* Desks that are closed take nothing, and what comes then waits for the opening. */
static void test_hours(void **unused) {
    (void)unused;
    const double arrivals[2] = {1, 1};
    const uint32_t desks[2] = {0, 50};
    glo_queue queue = one_hour(arrivals, desks);
    glo_queue_result result;
    glo_queue_note note;
    double backlog[2];
    queue.slots = 2;
    queue.service = 0.01;
    assert_int_equal(GLO_OK, glo_queue_simulate(&queue, NULL, &result, backlog, &note));
    assert_true(fabs(result.wait - 0.25) < 5 * result.wait_se); /* half of them wait half an hour */
    assert_true(fabs(backlog[0] - 1) < 0.05 && backlog[1] == 0);
}

static void test_absurd(void **unused) {
    (void)unused;
    const double arrivals[1] = {1e12};
    const uint32_t desks[1] = {1};
    glo_queue queue = one_hour(arrivals, desks);
    glo_queue_result result;
    glo_queue_note note;
    double backlog;
    assert_int_equal(GLO_EINVAL, glo_queue_simulate(&queue, NULL, &result, &backlog, &note));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_formula), cmocka_unit_test(test_steady), cmocka_unit_test(test_priorities),
        cmocka_unit_test(test_hours),   cmocka_unit_test(test_absurd),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
