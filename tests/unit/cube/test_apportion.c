/* test_apportion.c: the largest-remainder method. */
#include "support.h"

#include "apportion.h"

static void check(int64_t total, const uint64_t *weights, size_t count, const int64_t *expected) {
    int64_t parts[8];
    assert_ok(glo_apportion(total, weights, count, parts));
    for (size_t i = 0; i < count; i++)
        assert_int_equal(parts[i], expected[i]);
}

static void test_largest_remainders_get_the_rest(void **state) {
    (void)state;
    check(10, (uint64_t[]){1, 1, 1}, 3, (int64_t[]){4, 3, 3});
    check(11, (uint64_t[]){1, 1, 1}, 3, (int64_t[]){4, 4, 3});
    check(7, (uint64_t[]){6, 4}, 2, (int64_t[]){4, 3});
    check(1, (uint64_t[]){2, 3}, 2, (int64_t[]){0, 1});
    check(0, (uint64_t[]){2, 3}, 2, (int64_t[]){0, 0});
    check(-10, (uint64_t[]){1, 1, 1}, 3, (int64_t[]){-4, -3, -3});
    check(5, (uint64_t[]){0, 1}, 2, (int64_t[]){0, 5});
    check(5, (uint64_t[]){9}, 1, (int64_t[]){5});
}

static void test_no_weight_gets_nothing(void **state) {
    (void)state;
    check(3, (uint64_t[]){1, 0, 1}, 3, (int64_t[]){2, 0, 1});
}

static void test_the_largest_numbers(void **state) {
    (void)state;
    uint64_t half = UINT64_C(1) << 61;
    check(INT64_MAX, (uint64_t[]){half, half}, 2, (int64_t[]){INT64_MAX / 2 + 1, INT64_MAX / 2});
    check(INT64_MIN, (uint64_t[]){1}, 1, (int64_t[]){INT64_MIN});
}

static void test_shares_become_weights(void **state) {
    (void)state;
    assert_int_equal(glo_apportion_weight(1), UINT64_C(1) << 52);
    assert_int_equal(glo_apportion_weight(0), 0);
    check(5, (uint64_t[]){glo_apportion_weight(0.6), glo_apportion_weight(0.4)}, 2, (int64_t[]){3, 2});
}

static void test_weights_must_make_sense(void **state) {
    (void)state;
    int64_t parts[2];
    assert_int_equal(glo_apportion(1, (uint64_t[]){0, 0}, 2, parts), GLO_EINVAL);
    assert_int_equal(glo_apportion(1, (uint64_t[]){UINT64_MAX, 2}, 2, parts), GLO_EINVAL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_largest_remainders_get_the_rest),
        cmocka_unit_test(test_no_weight_gets_nothing),
        cmocka_unit_test(test_the_largest_numbers),
        cmocka_unit_test(test_shares_become_weights),
        cmocka_unit_test(test_weights_must_make_sense),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
