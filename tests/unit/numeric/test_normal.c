/* test_normal.c: the standard normal distribution; the answers are those of R's qnorm and pnorm. */
#include "near.h"

#include "numeric/normal.h"

static void test_quantiles(void **state) {
    (void)state;
    assert_near(glo_normal_quantile(0.975), 1.95996398454005423552, 1e-15);
    assert_near(glo_normal_quantile(0.9), 1.28155156554460046697, 1e-15);
    assert_near(glo_normal_quantile(0.25), -0.67448975019608174320, 1e-15); /* AS 241's own example */
    assert_near(glo_normal_quantile(0.001), -3.09023230616781354152, 1e-14);
    assert_near(glo_normal_quantile(1e-20), -9.26234008979841, 1e-13);
    assert_true(glo_normal_quantile(0.5) == 0);
    assert_true(isinf(glo_normal_quantile(0)) && glo_normal_quantile(0) < 0);
    assert_true(isinf(glo_normal_quantile(1)) && glo_normal_quantile(1) > 0);
    assert_true(isnan(glo_normal_quantile(1.5)) && isnan(glo_normal_quantile(-0.5)) &&
                isnan(glo_normal_quantile(NAN)));
}

static void test_quantile_is_the_inverse(void **state) {
    (void)state;
    for (double p = 1e-12; p < 0.5; p *= 1.3)
        assert_near(glo_normal_cdf(glo_normal_quantile(p)) / p, 1, 1e-12);
    assert_near(glo_normal_cdf(1), 0.84134474606854292578, 1e-15);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quantiles),
        cmocka_unit_test(test_quantile_is_the_inverse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
