/* test_count_distribution.c: quantiles and tails of Poisson and negative binomial against R 4.2.2 (qpois, qnbinom, ppois,
 * pnbinom), and that high means end. */
#include "near.h"

#include "numeric/count_distribution.h"

static void test_quantiles(void **state) {
    (void)state;
    assert_near(glo_count_quantile(0.95, 5, 1), 9, 0);
    assert_near(glo_count_quantile(0.05, 5, 1), 2, 0);
    assert_near(glo_count_quantile(0.95, 5, 1.5), 10, 0); /* qnbinom(.95, 10, 1 / 1.5) */
    assert_near(glo_count_quantile(0.95, 1e-9, 1), 0, 0);
    assert_near(glo_count_quantile(0.5, 0, 3), 0, 0);
    assert_near(glo_count_quantile(0.95, 2000, 1), 2074, 0);
    assert_near(glo_count_quantile(0.999, 40, 6), 104, 0);
    assert_true(isnan(glo_count_quantile(1, 5, 1)));
    assert_true(isnan(glo_count_quantile(0.5, -1, 1)));
    assert_true(isnan(glo_count_quantile(0.5, INFINITY, 1)));
}

static void test_tails(void **state) {
    (void)state;
    /* of the package surveillance: eta ln 5, y 11, phi 1.5 and phi 1 */
    assert_near(glo_count_upper_tail(11, 5, 1.5), 0.03763657, 5e-9);
    assert_near(glo_count_upper_tail(11, 5, 1), 0.01369527, 5e-9);
    assert_near(glo_count_upper_tail(0, 5, 1), 1, 0);
    assert_near(glo_count_upper_tail(1, 5, 1), 1 - exp(-5), 1e-15);
    assert_near(glo_count_upper_tail(60, 5, 1) / 1.5e-42, 1, 1); /* small, and not 0 */
}

/* Where summing would take long the two ways agree, and any mean ends. */
static void test_high_means(void **state) {
    (void)state;
    double below = glo_count_quantile(0.95, 9e7, 1), above = glo_count_quantile(0.95, 1.1e8, 1);
    assert_near((below - 9e7) / sqrt(9e7), (above - 1.1e8) / sqrt(1.1e8), 1e-4);
    assert_near(glo_count_upper_tail(below, 9e7, 1), 0.05, 5e-5);
    assert_true(glo_count_quantile(0.95, 1e30, 1e10) > 1e30);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_quantiles), cmocka_unit_test(test_tails),
                                       cmocka_unit_test(test_high_means)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
