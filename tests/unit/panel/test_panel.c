/* test_panel.c: where a series begins and ends: the days covered, the cutoff, periods that are cut. */
#include "cmocka_here.h"

#include "panel/panel.h"

#include <math.h>

/* Months of 2023 by number, with counts. */
static glo_frame *months(const int *numbers, const int64_t *counts, size_t rows) {
    glo_frame_builder builder = {0};
    glo_column *period = NULL;
    ASSERT_OK(glo_column_new(GLO_TYPE_MONTH, rows, &period));
    for (size_t i = 0; i < rows; i++)
        period->times[i] = glo_month_of_day(glo_day_of_civil(2023, numbers[i], 1));
    glo_frame_builder_add(&builder, "period", period);
    glo_frame_builder_add(&builder, "count", integers_of(counts, rows));
    return frame_of(&builder, (glo_marking){GLO_TLP_CLEAR, 0});
}

static const int numbers[] = {3, 5, 8};
static const int64_t counts[] = {1, 2, 3};

/* Reads them and says where the series begins and ends, as months of 2023. */
static glo_panel read(const glo_panel_spec *spec, int *first, int *last) {
    glo_panel panel;
    glo_frame *frame = months(numbers, counts, 3);
    ASSERT_OK(glo_panel_read(frame, spec, &panel));
    int32_t january = glo_span_index(glo_day_of_civil(2023, 1, 1), GLO_MONTH);
    *first = (int)(panel.tracks[0].first - january) + 1;
    *last = *first + (int)panel.tracks[0].count - 1;
    glo_panel_dispose(&panel);
    glo_frame_free(frame);
    return panel;
}

static glo_covered covered(int from_month, int from_day, int to_month, int to_day) {
    return (glo_covered){.is_known = 1,
                         .first = glo_day_of_civil(2023, from_month, from_day),
                         .last = glo_day_of_civil(2023, to_month, to_day),
                         .zeros_to = GLO_DAY_MIN};
}

static void test_from_the_first_row_to_the_last(void **state) {
    (void)state;
    int first, last;
    glo_panel_spec spec = {.gaps_are_zero = 1, .cutoff = glo_day_of_civil(2023, 12, 31)};
    glo_panel panel = read(&spec, &first, &last);
    assert_true(first == 3 && last == 8);
    assert_int_equal(panel.gaps, 3);
    assert_int_equal(panel.cut, 0);
}

static void test_zeros_that_are_certain(void **state) {
    (void)state;
    int first, last;
    glo_panel_spec spec = {.gaps_are_zero = 1, .cutoff = GLO_NO_CUTOFF, .covered = covered(1, 1, 11, 30)};
    spec.covered.zeros_before = GLO_ZEROS_CERTAIN;
    spec.covered.zeros_to = glo_day_of_civil(2023, 12, 31); /* beyond what is covered */
    glo_panel panel = read(&spec, &first, &last);
    assert_true(first == 1 && last == 11);
    assert_int_equal(panel.gaps, 8);
    spec.covered.zeros_to = glo_day_of_civil(2023, 10, 30); /* October is not over */
    read(&spec, &first, &last);
    assert_int_equal(last, 9);
    spec.gaps_are_zero = 0;
    read(&spec, &first, &last);
    assert_true(first == 3 && last == 8);
}

static void test_zeros_that_are_likely(void **state) {
    (void)state;
    int first, last;
    glo_panel_spec spec = {.gaps_are_zero = 1, .cutoff = GLO_NO_CUTOFF, .covered = covered(1, 1, 11, 30)};
    read(&spec, &first, &last);
    assert_int_equal(first, 3);
    spec.covered.zeros_before = GLO_ZEROS_LIKELY;
    read(&spec, &first, &last); /* two months before the first, two at most between others */
    assert_int_equal(first, 1);
    spec.covered.first = glo_day_of_civil(2022, 10, 1);
    read(&spec, &first, &last); /* five are more than twice as many */
    assert_int_equal(first, 3);
}

static void test_periods_that_are_cut(void **state) {
    (void)state;
    int first, last;
    glo_panel_spec spec = {.cutoff = GLO_NO_CUTOFF, .covered = covered(3, 2, 8, 30)};
    glo_panel panel = read(&spec, &first, &last);
    assert_true(first == 5 && last == 5);
    assert_int_equal(panel.cut, 2);
    glo_frame *frame = months(numbers, counts, 1);
    assert_int_equal(glo_panel_read(frame, &spec, &panel), GLO_EINVAL);
    assert_string_equal(glo_message(), "no period is whole: from and to cut the only month");
    glo_frame_free(frame);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_from_the_first_row_to_the_last), cmocka_unit_test(test_zeros_that_are_certain),
        cmocka_unit_test(test_zeros_that_are_likely), cmocka_unit_test(test_periods_that_are_cut)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
