/* test_summary.c: one column in a few numbers. */
#include "frame/summary.h"

#include "cmocka_here.h"

#include <math.h>

static void test_numbers(void **state) {
    (void)state;
    glo_column *column = integers_of((const int64_t[]){5, -3, 0, 12, 13, 13}, 6);
    ASSERT_OK(glo_column_set_null(column, 2));
    glo_summary s;
    ASSERT_OK(glo_column_summarize(column, NULL, &s));
    assert_int_equal(s.nulls, 1);
    assert_int_equal(s.lowest, 1);
    assert_int_equal(s.highest, 4); /* the first of two */
    assert_int_equal(s.bins[0], 1);
    assert_int_equal(s.bins[8], 1);  /* 5 is half way from -3 to 13 */
    assert_int_equal(s.bins[15], 3); /* 12 lies at 15 sixteenths */
    glo_column_free(column);
}

static void test_what_is_not_finite(void **state) {
    (void)state;
    glo_column *column = reals_of((const double[]){NAN, 1, INFINITY, 2}, 4);
    glo_summary s;
    ASSERT_OK(glo_column_summarize(column, NULL, &s));
    assert_int_equal(s.lowest, 1);
    assert_int_equal(s.highest, 2);
    uint64_t counted = 0;
    for (int i = 0; i < GLO_SUMMARY_BINS; i++)
        counted += s.bins[i];
    assert_int_equal(counted, 2);
    glo_column_free(column);
}

static void test_one_value(void **state) {
    (void)state;
    glo_column *column = reals_of((const double[]){7, 7}, 2);
    glo_summary s;
    ASSERT_OK(glo_column_summarize(column, NULL, &s));
    assert_int_equal(s.bins[0], 2);
    glo_column_free(column);
}

static void test_texts(void **state) {
    (void)state;
    static const char *const texts[] = {"BE", "NL", "LU", "NL", NULL, "FR", "LU", "NL", "DE"};
    glo_column *column = texts_of(texts, 9);
    glo_summary s;
    ASSERT_OK(glo_column_summarize(column, NULL, &s));
    assert_int_equal(s.nulls, 1);
    assert_int_equal(s.distinct, 5);
    static const char *const common[] = {"NL", "LU", "BE"};
    static const int counts[] = {3, 2, 1};
    for (int i = 0; i < GLO_SUMMARY_COMMON; i++) {
        assert_string_equal(glo_words_text(column->words, s.common[i].code), common[i]);
        assert_int_equal(s.common[i].count, counts[i]);
    }
    glo_column_free(column);
}

static void test_nothing_there(void **state) {
    (void)state;
    glo_column *column = integers_of(NULL, 0);
    glo_summary s;
    ASSERT_OK(glo_column_summarize(column, NULL, &s));
    assert_int_equal(s.nulls, 0);
    glo_column_free(column);
    column = reals_of((const double[]){0}, 1);
    ASSERT_OK(glo_column_set_null(column, 0));
    ASSERT_OK(glo_column_summarize(column, NULL, &s));
    assert_int_equal(s.nulls, 1);
    assert_int_equal(s.bins[0], 0);
    glo_column_free(column);
}

static void test_is_cancelled(void **state) {
    (void)state;
    glo_column *column = NULL;
    ASSERT_OK(glo_column_new(GLO_TYPE_INTEGER, 1 << 18, &column));
    const atomic_bool cancel = 1;
    glo_summary s;
    assert_int_equal(glo_column_summarize(column, &(glo_job){.cancel = &cancel}, &s), GLO_ECANCELLED);
    glo_column_free(column);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),       cmocka_unit_test(test_what_is_not_finite),
        cmocka_unit_test(test_one_value),     cmocka_unit_test(test_texts),
        cmocka_unit_test(test_nothing_there), cmocka_unit_test(test_is_cancelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
