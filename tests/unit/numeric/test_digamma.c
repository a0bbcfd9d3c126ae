/* Tests of core/numeric/digamma.c: answers of R 4.2.2, and the recurrence. */
#include "near.h"
#include "numeric/digamma.h"

static void test_answers(void **state) {
    (void)state;
    static const double x[] = {0.1, 1, 1.5, 9.9, 100},
                        first[] = {-10.4237549404111, -0.577215664901532, 0.0364899739785769,
                                   2.24118031660638, 4.60016185273809},
                        second[] = {101.433299150793, 1.64493406684823, 0.934802200544679, 0.106283041628741,
                                    0.0100501666633336};
    for (int i = 0; i < 5; i++) {
        assert_near(glo_digamma(x[i]), first[i], 1e-13 * (1 + fabs(first[i])));
        assert_near(glo_trigamma(x[i]) / second[i], 1, 1e-13);
    }
}

static void test_recurrence(void **state) {
    (void)state;
    for (int i = 0; i < 80; i++) {
        double x = 0.01 + 0.37 * i;
        assert_near(glo_digamma(x + 1) - glo_digamma(x), 1 / x, 1e-13 * (1 + 1 / x));
        assert_near(glo_trigamma(x) - glo_trigamma(x + 1), 1 / (x * x), 1e-13 * (1 + 1 / (x * x)));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_answers), cmocka_unit_test(test_recurrence)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
