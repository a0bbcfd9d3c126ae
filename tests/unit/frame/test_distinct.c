/* test_distinct.c: the different values of columns of texts and of times. */
#include "near.h"

#include "frame/distinct.h"

#include <stdlib.h>

static void test_texts(void **state) {
    (void)state;
    static const char *const texts[] = {"b", "a", "b", NULL, "c", "a"};
    glo_column *column;
    size_t *rows, count;
    assert_int_equal(GLO_OK, glo_column_new(GLO_TYPE_TEXT, 6, &column));
    for (size_t i = 0; i < 6; i++) {
        if (texts[i])
            assert_int_equal(GLO_OK, glo_column_set_text(column, i, texts[i], 1));
        else
            assert_int_equal(GLO_OK, glo_column_set_null(column, i));
    }
    assert_int_equal(GLO_OK, glo_column_distinct(column, &rows, &count));
    assert_int_equal(3, count);
    assert_int_equal(0, rows[0]);
    assert_int_equal(1, rows[1]);
    assert_int_equal(4, rows[2]);
    free(rows);
    glo_column_free(column);
}

static void test_times(void **state) {
    (void)state;
    glo_column *column;
    size_t *rows, count;
    assert_int_equal(GLO_OK, glo_column_new(GLO_TYPE_DAY, 4, &column));
    int32_t days[] = {700, -3, 700, 0};
    for (size_t i = 0; i < 4; i++)
        column->times[i] = days[i];
    assert_int_equal(GLO_OK, glo_column_distinct(column, &rows, &count));
    assert_int_equal(3, count);
    assert_int_equal(3, rows[2]);
    free(rows);
    column->times[1] = INT32_MIN;
    assert_int_equal(GLO_EINVAL, glo_column_distinct(column, &rows, &count));
    glo_column_free(column);
    assert_int_equal(GLO_OK, glo_column_new(GLO_TYPE_MONTH, 0, &column));
    assert_int_equal(GLO_OK, glo_column_distinct(column, &rows, &count));
    assert_int_equal(0, count);
    free(rows);
    glo_column_free(column);
    assert_int_equal(GLO_OK, glo_column_new(GLO_TYPE_REAL, 1, &column));
    assert_int_equal(GLO_EINVAL, glo_column_distinct(column, &rows, &count));
    glo_column_free(column);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_texts), cmocka_unit_test(test_times)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
