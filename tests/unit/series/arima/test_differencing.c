/* test_differencing.c: the KPSS statistic, the decomposition by loess and the strength of the season; the
 * answers are those of R's urca 1.3 (ur.kpss), stl and forecast 8.20 (mstl, nsdiffs). */
#include "airpassengers.h"
#include "nile.h"
#include "odd_samples.h"
#include "wwwusage.h"

#include "arima/differencing.h"
#include "sample/stl.h"

static void test_kpss(void **state) {
    (void)state;
    assert_near(glo_kpss(wwwusage, 100), 0.7219743181, 1e-9);
    assert_near(glo_kpss(nile, 100), 1.315226463, 1e-8);
    assert_int_equal(glo_differences(wwwusage, 100, 2), 1);
    assert_int_equal(glo_differences(nile, 28, 2), 0); /* before the dam */
    assert_int_equal(glo_differences((double[]){3, 3, 3, 3}, 4, 2), 0);
    assert_true(isnan(glo_kpss((double[]){3, 3, 3, 3}, 4)));
}

static void test_decomposition(void **state) {
    (void)state;
    double seasonal[144], trend[144], strength;
    assert_int_equal(glo_stl(airpassengers, 144, 12, 11, seasonal, trend), GLO_OK);
    assert_near(trend[0], 123.1450569, 1e-6);
    assert_near(seasonal[0], -16.97707409, 1e-6);
    assert_near(trend[1], 123.7250692, 1e-6);
    assert_near(seasonal[1], -17.17763334, 1e-6);
    assert_int_equal(glo_seasonal_strength(airpassengers, 144, 12, &strength), GLO_OK);
    assert_near(strength, 0.94067249031, 1e-9);
    assert_int_equal(glo_seasonal_differences(airpassengers, 144, 12), 1);
    assert_int_equal(glo_seasonal_differences(airpassengers, 24, 12), 0); /* two periods tell nothing */
    assert_int_equal(glo_seasonal_differences(nile, 100, 12), 0);
}

static void test_difference(void **state) {
    (void)state;
    double y[] = {1, 4, 9, 16, 25, 36};
    assert_int_equal(glo_difference(y, 6, 1, 2, y), 4);
    for (int i = 0; i < 4; i++)
        assert_near(y[i], 2, 0);
    double z[] = {1, 2, 11, 12, 21, 22};
    assert_int_equal(glo_difference(z, 6, 2, 1, z), 4);
    assert_true(glo_is_constant(z, 4));
    assert_int_equal(glo_difference(z, 1, 2, 1, z), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kpss),
        cmocka_unit_test(test_decomposition),
        cmocka_unit_test(test_difference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
