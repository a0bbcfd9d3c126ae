/* test_mse.c: multiple systems estimation: two lists in closed form, models without an estimate, the same bits with any threads.
 * The published totals of the United Kingdom and the Netherlands are in tests/spec/network/mse_spec.lua. */
#include "capture/mse.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void fill(glo_capture_table *table, size_t lists, const double *counts) {
    assert_int_equal(GLO_OK, glo_capture_table_new(lists, table));
    memcpy(table->counts, counts, table->cells * sizeof *counts);
    glo_capture_table_sum(table);
}

/* Two lists: unseen = only one x only the other / both (Lincoln and Petersen). */
static void test_two_lists(void **unused) {
    (void)unused;
    const double counts[4] = {0, 50, 40, 10};
    glo_capture_table table;
    glo_mse_fit fit;
    fill(&table, 2, counts);
    assert_int_equal(GLO_OK, glo_mse_fit_model(&table, 0, 0.95, &fit));
    assert_true(fit.exists && fabs(fit.unseen - 200) < 1e-6);
    assert_true(fabs(fit.log_se - sqrt(1.0 / 50 + 1.0 / 40 + 1.0 / 10)) < 1e-6);
    assert_int_equal(GLO_OK, glo_mse_fit_model(&table, 1, 0.95, &fit));
    assert_false(fit.is_identified); /* four parameters of three counts */
    glo_capture_table_dispose(&table);
}

/* Lists 0 and 1 never together: with the pair in the model those histories drop out; without overlap at all there is no estimate. */
static void test_sparse(void **unused) {
    (void)unused;
    const double never[8] = {0, 30, 20, 0, 25, 6, 5, 0}, apart[8] = {0, 30, 20, 0, 25, 0, 0, 0};
    glo_capture_table table;
    glo_mse_fit fit;
    uint64_t pair = (uint64_t)1 << glo_mse_pair(3, 0, 1);
    fill(&table, 3, never);
    assert_int_equal(GLO_OK, glo_mse_fit_model(&table, pair, 0.95, &fit));
    assert_true(fit.exists && fit.parameters == 5);
    glo_capture_table_dispose(&table);
    fill(&table, 3, apart);
    assert_int_equal(GLO_OK, glo_mse_fit_model(&table, 0, 0.95, &fit));
    assert_true(!fit.exists && isinf(fit.limit) && fit.limit > 0);
    glo_capture_table_dispose(&table);
}

/* Cormack, Chang and Smith (2000): c is within a, so that the parameter of the pair is infinite, but the total is not: 218. */
static void test_limit(void **unused) {
    (void)unused;
    /* histories dcba from 0001 to 1111 */
    const double counts[16] = {0, 14, 1, 53, 0, 3, 0, 5, 2, 12, 0, 29, 0, 24, 0, 72};
    const uint64_t pairs = 1u << 0 | 1u << 1 | 1u << 5; /* ab, ac, cd */
    glo_capture_table table;
    glo_mse_fit fit;
    fill(&table, 4, counts);
    assert_int_equal(GLO_OK, glo_mse_fit_model(&table, pairs, 0.95, &fit));
    assert_true(fit.is_identified && !fit.exists);
    assert_true(fit.limit > 217.5 && fit.limit < 218.5);
    glo_capture_table_dispose(&table);
}

/* A list without a case, as a draw of the bootstrap may have, changes nothing but the number of parameters. */
static void test_empty_list(void **unused) {
    (void)unused;
    const double two[4] = {0, 50, 40, 10}, three[8] = {0, 50, 40, 10, 0, 0, 0, 0};
    glo_capture_table small, large;
    glo_mse_fit a, b;
    fill(&small, 2, two);
    fill(&large, 3, three);
    for (uint64_t pair = 1; pair <= 2; pair++) {
        assert_int_equal(GLO_OK, glo_mse_fit_model(&small, 0, 0.95, &a));
        assert_int_equal(GLO_OK, glo_mse_fit_model(&large, (uint64_t)1 << pair, 0.95, &b));
        assert_true(b.exists && a.total == b.total && a.low == b.low && a.high == b.high);
        assert_int_equal(a.parameters + 2, b.parameters);
    }
    glo_capture_table_dispose(&small);
    glo_capture_table_dispose(&large);
}

/* Most draws without an estimate: no interval, and how many failed. */
static void test_failed_draws(void **unused) {
    (void)unused;
    const double counts[4] = {0, 50, 40, 10}; /* three parameters of three counts: the pair makes it four */
    const uint64_t pair = 1;
    glo_capture_table table;
    glo_mse_interval it;
    glo_mse_bootstrap spec = {
        .candidates = &pair, .candidate_count = 1, .level = 0.95, .draws = 20, .seed = 1};
    fill(&table, 2, counts);
    assert_int_equal(GLO_OK, glo_mse_bootstrap_interval(&table, 300, &spec, NULL, &it));
    assert_int_equal(20, it.failed);
    assert_true(isnan(it.low) && isnan(it.high));
    glo_capture_table_dispose(&table);
}

static void test_threads(void **unused) {
    (void)unused;
    const double counts[16] = {0, 60, 45, 6, 70, 9, 7, 1, 30, 3, 4, 0, 8, 1, 0, 1};
    glo_capture_table table;
    glo_mse_fit one[5], three[5];
    glo_mse_interval a, b;
    glo_job job = {.threads = 3};
    size_t found, tried, without;
    glo_mse_bootstrap spec = {
        .method = GLO_MSE_STEPWISE, .threshold = 0.02, .level = 0.9, .draws = 50, .seed = 3};
    memset(one, 0, sizeof one);
    memset(three, 0, sizeof three);
    fill(&table, 4, counts);
    assert_int_equal(GLO_OK, glo_mse_best(&table, 15, 0.9, NULL, 5, one, &found, &tried, &without));
    assert_int_equal(5, found);
    assert_int_equal(64, tried);
    assert_int_equal(GLO_OK, glo_mse_best(&table, 15, 0.9, &job, 5, three, &found, &tried, &without));
    for (size_t k = 0; k < 5; k++) {
        assert_true(one[k].pairs == three[k].pairs && one[k].total == three[k].total);
        assert_true(k == 0 || one[k - 1].bic <= one[k].bic);
    }
    assert_int_equal(GLO_OK, glo_mse_bootstrap_interval(&table, one[0].total, &spec, NULL, &a));
    assert_int_equal(GLO_OK, glo_mse_bootstrap_interval(&table, one[0].total, &spec, &job, &b));
    assert_true(a.low == b.low && a.high == b.high && a.low < a.high);
    glo_capture_table_dispose(&table);
}

/* Potential victims in the Netherlands, 2010 to 2015 (Silverman 2020): steps from main effects alone end at BIC 312.8 and a total of
 * 43585; the best of all 32768 models has 310.4 and 116667. */
static void test_search(void **unused) {
    (void)unused;
    const double counts[64] = {0,   352, 1299, 0, 403, 1, 1, 0, 4466, 18, 44, 0, 59, 4, 0, 0,
                               650, 3,   0,    0, 2,   0, 0, 0, 82,   0,  0,  0, 2,  0, 0, 0,
                               632, 16,  4,    0, 57,  0, 0, 0, 125,  4,  0,  0, 7,  0, 0, 0,
                               2,   0,   0,    0, 0,   0, 0, 0, 1,    0,  0,  0, 0,  0, 0, 0};
    glo_capture_table table;
    glo_mse_fit all[2], met[2];
    size_t found, tried, without;
    fill(&table, 6, counts);
    assert_int_equal(GLO_OK, glo_mse_best(&table, 15, 0.95, NULL, 1, all, &found, &tried, &without));
    assert_int_equal(32768, tried);
    assert_int_equal(GLO_OK, glo_mse_best(&table, 0, 0.95, NULL, 1, met, &found, &tried, &without));
    assert_true(all[0].pairs == met[0].pairs && fabs(met[0].bic - 310.44165) < 1e-4);
    assert_true(fabs(met[0].total - 116667.018) < 1e-2 && tried < 32768 / 4);
    glo_capture_table_dispose(&table);
}

static void test_pairs(void **unused) {
    (void)unused;
    for (size_t lists = 2; lists <= GLO_MOST_LISTS; lists++) {
        for (size_t pair = 0; pair < glo_mse_pairs(lists); pair++) {
            size_t i, j;
            glo_mse_lists_of(lists, pair, &i, &j);
            assert_true(i < j && j < lists);
            assert_int_equal(pair, glo_mse_pair(lists, i, j));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two_lists),    cmocka_unit_test(test_sparse),
        cmocka_unit_test(test_limit),        cmocka_unit_test(test_empty_list),
        cmocka_unit_test(test_failed_draws), cmocka_unit_test(test_threads),
        cmocka_unit_test(test_search),       cmocka_unit_test(test_pairs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
