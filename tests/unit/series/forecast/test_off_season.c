/* test_off_season.c: phases of the year in which nothing ever happened are forecast as 0, and no others. */
#include "forecast/off_season.h"

#include "cmocka_here.h"

#include <math.h>

static const double probabilities[] = {0.01, 0.5, 0.99};
enum { POINTS = 3, STEPS = 4 };

static void set(const double *y, size_t known, double block[STEPS * (1 + POINTS)]) {
    for (int i = 0; i < STEPS * (1 + POINTS); i++)
        block[i] = 5;
    glo_off_season_set(y, known, 4, probabilities, POINTS, STEPS, block);
}

static void test_only_phases_without_any(void **state) {
    (void)state;
    /* quarters: the first always 0, the second 0 but for once, the others never */
    const double y[] = {0, 0, 7, 8, 0, 0, 9, 7, 0, 1, 8, 8};
    double block[STEPS * (1 + POINTS)];
    set(y, 12, block);
    assert_true(block[0] == 0 && block[1] == 5 && block[2] == 5 && block[3] == 5);
    const double *first = block + STEPS;
    assert_true(first[0] == 0 && first[1] == 0);
    assert_true(first[2] == 5); /* three zeros say nothing of 1 in 100 */
    assert_true(block[STEPS + POINTS] == 5);
}

static void test_many_zeros_reach_further(void **state) {
    (void)state;
    double y[400], block[STEPS * (1 + POINTS)];
    for (int i = 0; i < 400; i++)
        y[i] = i % 4 == 0 ? 0 : 9;
    set(y, 400, block); /* 100 zeros: 1 in 102 */
    assert_true(block[STEPS + 2] == 0);
    set(y, 399, block); /* the step ahead is the fourth quarter */
    assert_true(block[0] == 5 && block[1] == 0);
}

static void test_one_season_says_nothing(void **state) {
    (void)state;
    const double y[] = {0, 1, 2, 3, NAN, 5};
    double block[STEPS * (1 + POINTS)];
    set(y, 6, block);
    for (int i = 0; i < STEPS * (1 + POINTS); i++)
        assert_true(block[i] == 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_only_phases_without_any),
                                       cmocka_unit_test(test_many_zeros_reach_further),
                                       cmocka_unit_test(test_one_season_says_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
