/* test_series.c: series and periods of a frame by number. */
#include "frame/series.h"

#include "base/err.h"
#include "cmocka_here.h"

#include <string.h>

static glo_column *texts(const char *const *list, size_t count) {
    glo_column *column;
    assert_int_equal(glo_column_new(GLO_TYPE_TEXT, count, &column), GLO_OK);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(
            glo_column_set_text(column, i, list[i] ? list[i] : "", list[i] ? strlen(list[i]) : 0), GLO_OK);
        if (!list[i])
            assert_int_equal(glo_column_set_null(column, i), GLO_OK);
    }
    return column;
}

/* A null is a key of its own, beside the empty text and beside what stands in another column. */
static void test_series(void **state) {
    (void)state;
    enum { ROWS = 6 };
    static const char *const zones[ROWS] = {"BE", "NL", "BE", NULL, "BE", ""};
    static const char *const kinds[ROWS] = {"a", "a", "a", "a", "b", "a"};
    static const int32_t months[ROWS] = {600, 600, 601, 599, 600, 612};
    glo_frame_builder builder = {0};
    glo_frame *frame;
    glo_column *time;
    uint32_t series[ROWS];
    int32_t periods[ROWS];
    assert_int_equal(glo_column_new(GLO_TYPE_MONTH, ROWS, &time), GLO_OK);
    memcpy(time->times, months, sizeof months);
    time->span = GLO_QUARTER;
    assert_int_equal(glo_column_set_null(time, 4), GLO_OK);
    glo_frame_builder_add(&builder, "zone", texts(zones, ROWS));
    glo_frame_builder_add(&builder, "kind", texts(kinds, ROWS));
    glo_frame_builder_add(&builder, "period", time);
    assert_int_equal(glo_frame_new(&builder, (glo_marking){0, 0}, NULL, &frame), GLO_OK);
    const glo_column *period = glo_frame_column(frame, 2);
    assert_int_equal(glo_frame_series(frame, (const size_t[]){0, 1}, 2, period, series, periods), GLO_OK);
    static const uint32_t expected[ROWS] = {1, 2, 1, 3, 4, 5};
    assert_memory_equal(series, expected, sizeof expected);
    assert_int_equal(periods[2], periods[0]); /* one quarter */
    assert_int_equal(periods[3], periods[0] - 1);
    assert_int_equal(periods[5], periods[0] + 4);
    assert_int_equal(periods[4], GLO_NO_PERIOD);
    assert_int_equal(glo_frame_series(frame, (const size_t[]){2}, 1, period, series, periods), GLO_EINVAL);
    assert_string_equal(glo_message(), "the column 'period' is month, not text");
    glo_frame_free(frame);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_series)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
