/* test_column.c: cells, nulls, units, order, taking rows. */
#include "frame/column.h"

#include "cmocka_here.h"

#include <math.h>

static void test_nulls(void **state) {
    (void)state;
    glo_column *column = integers_of((const int64_t[]){5, 0, -3}, 3);
    assert_false(glo_column_is_null(column, 0));
    ASSERT_OK(glo_column_set_null(column, 1));
    assert_true(glo_column_is_null(column, 1));
    assert_false(glo_column_is_null(column, 2));
    assert_true(isnan(glo_column_number(column, 1)));
    assert_float_equal(glo_column_number(column, 2), -3, 0);
    glo_column_free(column);
    glo_column_free(NULL);
}

static void test_text(void **state) {
    (void)state;
    glo_column *column = texts_of((const char *const[]){"b", NULL, "a", "b"}, 4);
    assert_string_equal(glo_column_text(column, 0), "b");
    assert_string_equal(glo_column_text(column, 1), "");
    assert_int_equal(column->codes[0], column->codes[3]);
    assert_true(isnan(glo_column_number(column, 0)));
    glo_column_free(column);
}

static void test_order(void **state) {
    (void)state;
    glo_column *texts = texts_of((const char *const[]){"b", NULL, "a", "b"}, 4);
    assert_int_equal(glo_column_compare(texts, 0, 2), 1);
    assert_int_equal(glo_column_compare(texts, 2, 0), -1);
    assert_int_equal(glo_column_compare(texts, 0, 3), 0);
    assert_int_equal(glo_column_compare(texts, 1, 0), 1); /* nulls last */
    assert_int_equal(glo_column_compare(texts, 1, 1), 0);
    glo_column_free(texts);
    glo_column *numbers = integers_of((const int64_t[]){INT64_MIN, INT64_MAX, 0}, 3);
    assert_int_equal(glo_column_compare(numbers, 0, 1), -1);
    assert_int_equal(glo_column_compare(numbers, 1, 2), 1);
    glo_column_free(numbers);
}

static void test_days_and_months(void **state) {
    (void)state;
    glo_column *column;
    ASSERT_OK(glo_column_new(GLO_TYPE_MONTH, 1, &column));
    assert_int_equal(column->span, GLO_MONTH);
    column->times[0] = (2024 - 1970) * 12;
    assert_int_equal(glo_column_day(column, 0), glo_day_of_civil(2024, 1, 1));
    glo_column_free(column);
    ASSERT_OK(glo_column_new(GLO_TYPE_DAY, 1, &column));
    assert_int_equal(column->span, GLO_DAY);
    column->times[0] = 19753;
    assert_int_equal(glo_column_day(column, 0), 19753);
    glo_column_free(column);
}

static void test_take(void **state) {
    (void)state;
    glo_column *column = texts_of((const char *const[]){"b", NULL, "a"}, 3), *taken;
    ASSERT_OK(glo_column_set_unit(column, "code"));
    ASSERT_OK(glo_column_take(column, (const size_t[]){2, 1, 1, 0}, 4, &taken));
    glo_column_free(column);
    assert_int_equal(taken->rows, 4);
    assert_string_equal(glo_column_text(taken, 0), "a");
    assert_true(glo_column_is_null(taken, 1) && glo_column_is_null(taken, 2));
    assert_string_equal(glo_column_text(taken, 3), "b");
    assert_string_equal(taken->unit, "code");
    glo_column_free(taken);
}

static void test_take_nothing(void **state) {
    (void)state;
    glo_column *column = integers_of((const int64_t[]){1}, 1), *taken;
    ASSERT_OK(glo_column_take(column, NULL, 0, &taken));
    assert_int_equal(taken->rows, 0);
    glo_column_free(taken);
    glo_column_free(column);
}

static void test_unit(void **state) {
    (void)state;
    glo_column *column = integers_of((const int64_t[]){1}, 1);
    assert_null(column->unit);
    ASSERT_OK(glo_column_set_unit(column, "cents"));
    ASSERT_OK(glo_column_set_unit(column, "persons"));
    assert_string_equal(column->unit, "persons");
    ASSERT_OK(glo_column_set_unit(column, ""));
    assert_null(column->unit);
    glo_column_free(column);
}

static void test_held(void **state) {
    (void)state;
    glo_column *column = integers_of((const int64_t[]){1, 2, 3}, 3),
               *other = integers_of((const int64_t[]){4}, 1);
    size_t before = glo_column_held();
    ASSERT_OK(glo_column_hold(column));
    ASSERT_OK(glo_column_hold(column)); /* counts once */
    assert_int_equal(glo_column_held() - before, 3 * sizeof(int64_t));
    glo_column_allow(glo_column_held() + sizeof(int64_t) - 1);
    assert_int_equal(glo_column_hold(other), GLO_ENOMEM);
    glo_column_free(column);
    ASSERT_OK(glo_column_hold(other)); /* there is room now */
    glo_column_allow(SIZE_MAX);
    glo_column_free(other);
    assert_int_equal(glo_column_held(), before);
}

static void test_held_texts(void **state) {
    (void)state;
    enum { ROWS = 100, LENGTH = 1000 };
    char text[LENGTH];
    glo_column *column, *other;
    size_t before = glo_column_held();
    ASSERT_OK(glo_column_new(GLO_TYPE_TEXT, ROWS, &column));
    memset(text, 'x', sizeof text);
    for (size_t i = 0; i < ROWS; i++) {
        text[0] = (char)('0' + i);
        ASSERT_OK(glo_column_set_text(column, i, text, sizeof text));
    }
    glo_column_allow(before + ROWS * LENGTH); /* for the texts alone, and not their codes */
    assert_int_equal(glo_column_hold(column), GLO_ENOMEM);
    assert_int_equal(glo_column_held(), before);
    glo_column_allow(SIZE_MAX);
    ASSERT_OK(glo_column_hold(column));
    size_t held = glo_column_held() - before;
    assert_true(held >= ROWS * (LENGTH + sizeof(uint32_t)) && held < 3 * ROWS * LENGTH);
    ASSERT_OK(glo_column_new_text(column->words, 1, &other));
    ASSERT_OK(glo_column_hold(other)); /* the texts count once */
    assert_int_equal(glo_column_held() - before, held + sizeof(uint32_t));
    glo_column_free(column);
    assert_true(glo_column_held() - before > ROWS * LENGTH); /* as long as one column has them */
    glo_column_free(other);
    assert_int_equal(glo_column_held(), before);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nulls),      cmocka_unit_test(test_text),
        cmocka_unit_test(test_order),      cmocka_unit_test(test_days_and_months),
        cmocka_unit_test(test_take),       cmocka_unit_test(test_take_nothing),
        cmocka_unit_test(test_unit),       cmocka_unit_test(test_held),
        cmocka_unit_test(test_held_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
