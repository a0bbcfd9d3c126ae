/* test_interval_support.c: histories without variation have an interval of the levels that their length
 * supports. */
#include "cmocka_here.h"

#include "forecast/predict.h"

#include <math.h>

static const double levels[] = {80, 95};

/* How many levels have an interval, forecast by the naive method from `count` equal values. */
static int supported(double value, size_t count, int is_count, char note[160]) {
    double values[64];
    for (size_t i = 0; i < count; i++)
        values[i] = value;
    glo_predict_spec spec = {.method = glo_method_named("naive"),
                             .horizon = 2,
                             .levels = levels,
                             .level_count = 2,
                             .calibrate = 1,
                             .is_nonnegative = is_count};
    glo_sample sample = {.values = values, .count = count, .season = 1, .is_count = is_count};
    glo_prediction p;
    ASSERT_OK(glo_predict(&spec, &sample, 1, &p));
    int found = 0;
    for (size_t l = 0; l < 2; l++) {
        assert_int_equal(isnan(p.low[l]), isnan(p.high[l]));
        assert_true(isnan(p.low[l]) || (p.low[l] == value && p.high[l] == value));
        found += !isnan(p.low[l]);
    }
    assert_int_equal(p.has_no_interval, found == 0);
    assert_true(p.median[1] == value);
    strcpy(note, p.fit.note);
    glo_prediction_dispose(&p);
    return found;
}

static void test_equal_values(void **state) {
    (void)state;
    char note[160];
    assert_int_equal(supported(7, 1, 1, note), 0);
    assert_string_equal(note, "one value: no interval");
    assert_int_equal(supported(7.5, 8, 0, note), 0);
    assert_string_equal(note, "all 8 values are the same: no interval");
    assert_int_equal(supported(7.5, 9, 0, note), 1);
    assert_string_equal(note, "all 9 values are the same: no 95 % interval");
    assert_int_equal(supported(7, 38, 1, note), 1);
    assert_int_equal(supported(7, 39, 1, note), 2);
    assert_string_equal(note, "");
}

static void test_zeros_of_counts(void **state) {
    (void)state;
    char note[160];
    assert_int_equal(supported(0, 3, 1, note), 0);
    assert_int_equal(supported(0, 4, 1, note), 1);
    assert_int_equal(supported(0, 18, 1, note), 1);
    assert_int_equal(supported(0, 19, 1, note), 2);
    assert_int_equal(supported(0, 19, 0, note), 1); /* a number that may be negative */
}

static void test_values_that_vary(void **state) {
    (void)state;
    const double values[] = {5, 9, 4};
    glo_predict_spec spec = {
        .method = glo_method_named("naive"), .horizon = 1, .levels = levels, .level_count = 2};
    glo_sample sample = {.values = values, .count = 3, .season = 1};
    glo_prediction p;
    ASSERT_OK(glo_predict(&spec, &sample, 1, &p));
    assert_true(p.low[1] < p.low[0] && p.low[0] < 4 && p.high[1] > p.high[0]);
    assert_false(p.has_no_interval);
    glo_prediction_dispose(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_equal_values),
                                       cmocka_unit_test(test_zeros_of_counts),
                                       cmocka_unit_test(test_values_that_vary)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
