/* test_minimum.c: minima that are known. */
#include "near.h"

#include "numeric/minimum.h"

static double banana(const double *x, void *context) {
    (void)context;
    return 100 * pow(x[1] - x[0] * x[0], 2) + pow(1 - x[0], 2);
}

static double fenced(const double *x, void *context) {
    (void)context;
    return x[0] > 0 ? x[0] - log(x[0]) : INFINITY;
}

static void test_known(void **state) {
    (void)state;
    double x[] = {-1.2, 1};
    assert_near(glo_minimum(banana, NULL, 2, 1e-14, 300, x), 0, 1e-9);
    assert_near(x[0], 1, 1e-4);
    assert_near(x[1], 1, 1e-4);
    double y[] = {6};
    assert_near(glo_minimum(fenced, NULL, 1, 1e-14, 100, y), 1, 1e-9);
    double outside[] = {-1};
    assert_true(isinf(glo_minimum(fenced, NULL, 1, 1e-14, 100, outside)));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_known)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
