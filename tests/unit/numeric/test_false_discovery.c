/* test_false_discovery.c: against R's p.adjust (R 4.2.2), and what the values must keep to. */
#include "near.h"

#include "numeric/false_discovery.h"

static void test_reference(void **state) {
    (void)state;
    const double p[] = {.01, .02, .03, .04, .05, NAN, .5};
    const double bh[] = {.06, .06, .06, .06, .06, NAN, .5}, by[] = {.147, .147, .147, .147, .147, NAN, 1};
    double q[7];
    assert_int_equal(GLO_OK, glo_false_discovery(p, 7, GLO_BENJAMINI_HOCHBERG, q));
    for (size_t i = 0; i < 7; i++) {
        if (isnan(bh[i]))
            assert_true(isnan(q[i]));
        else
            assert_near(q[i], bh[i], 1e-15);
    }
    assert_int_equal(GLO_OK, glo_false_discovery(p, 7, GLO_BENJAMINI_YEKUTIELI, q));
    for (size_t i = 0; i < 7; i++) {
        if (!isnan(by[i]))
            assert_near(q[i], by[i], 1e-15);
    }
}

/* p.adjust(c(.8, .001, .03, .2, .001, .04), "BH") */
static void test_order_and_ties(void **state) {
    (void)state;
    double p[] = {.8, .001, .03, .2, .001, .04};
    const double bh[] = {.8, .003, .06, .24, .003, .06};
    assert_int_equal(GLO_OK, glo_false_discovery(p, 6, GLO_BENJAMINI_HOCHBERG, p)); /* in place */
    for (size_t i = 0; i < 6; i++)
        assert_near(p[i], bh[i], 1e-15);
}

static void test_nothing(void **state) {
    (void)state;
    double q = 7;
    assert_int_equal(GLO_OK, glo_false_discovery(NULL, 0, GLO_BENJAMINI_HOCHBERG, &q));
    assert_near(q, 7, 0);
    assert_int_equal(GLO_OK, glo_false_discovery((double[]){.3}, 1, GLO_BENJAMINI_YEKUTIELI, &q));
    assert_near(q, .3, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_reference),
                                       cmocka_unit_test(test_order_and_ties), cmocka_unit_test(test_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
