/* test_order.c: rows in order: each type, nulls, both ways of sorting, cancelled. */
#include "frame/order.h"

#include "cmocka_here.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static uint32_t *numbered(size_t count) {
    uint32_t *rows = calloc(count, sizeof *rows);
    for (size_t i = 0; i < count; i++)
        rows[i] = (uint32_t)i;
    return rows;
}

/* Values that repeat and spread; a seventh of them null. */
static glo_column *column_of(glo_type type, size_t rows) {
    glo_column *column = NULL;
    char text[32];
    ASSERT_OK(glo_column_new(type, rows, &column));
    for (size_t i = 0; i < rows; i++) {
        int64_t value = (int64_t)(i * 7919 % 5003) - 2500;
        if (i % 7 == 3) {
            ASSERT_OK(glo_column_set_null(column, i));
        } else if (type == GLO_TYPE_INTEGER) {
            column->integers[i] = value * (int64_t)1e15;
        } else if (type == GLO_TYPE_REAL) {
            column->reals[i] = i % 11 == 5 ? NAN : i % 2 ? -0.0 : (double)value / 8;
        } else if (type == GLO_TYPE_TEXT) {
            int length = snprintf(text, sizeof text, "w%lld", (long long)value);
            ASSERT_OK(glo_column_set_text(column, i, text, (size_t)length));
        } else {
            column->times[i] = (int32_t)value;
        }
    }
    return column;
}

static int is_null(const glo_column *column, size_t row) {
    return glo_column_is_null(column, row) || (column->type == GLO_TYPE_REAL && isnan(column->reals[row]));
}

/* As SQL has it: nulls first. */
static int compare(const glo_column *column, size_t a, size_t b) {
    if (is_null(column, a) || is_null(column, b))
        return is_null(column, b) - is_null(column, a);
    return glo_column_compare(column, a, b);
}

static void check_sorted(const glo_order_key *keys, size_t key_count, const uint32_t *rows, size_t count) {
    for (size_t i = 1; i < count; i++) {
        int order = 0;
        for (size_t k = 0; k < key_count && order == 0; k++) {
            order = compare(keys[k].column, rows[i - 1], rows[i]);
            order = keys[k].descending ? -order : order;
        }
        if (order > 0 || (order == 0 && rows[i - 1] >= rows[i]))
            fail_msg("rows %u and %u at %zu are in the wrong order", rows[i - 1], rows[i], i);
    }
}

static void test_every_type(void **state) {
    (void)state;
    static const size_t sizes[] = {0, 1, 50, 20000}; /* compared, and distributed */
    for (size_t s = 0; s < 4; s++) {
        for (int type = GLO_TYPE_INTEGER; type <= GLO_TYPE_MONTH; type++) {
            for (int descending = 0; descending < 2; descending++) {
                glo_column *column = column_of((glo_type)type, sizes[s]);
                glo_order_key key = {column, descending};
                uint32_t *rows = numbered(sizes[s]);
                ASSERT_OK(glo_order_rows(&key, 1, 0, rows, sizes[s], NULL));
                check_sorted(&key, 1, rows, sizes[s]);
                free(rows);
                glo_column_free(column);
            }
        }
    }
}

static void test_keys(void **state) {
    (void)state;
    static const size_t sizes[] = {900, 9000};
    for (size_t s = 0; s < 2; s++) {
        glo_column *text = column_of(GLO_TYPE_TEXT, sizes[s]), *real = column_of(GLO_TYPE_REAL, sizes[s]);
        glo_order_key keys[] = {{text, 1}, {real, 0}};
        uint32_t *rows = numbered(sizes[s]);
        ASSERT_OK(glo_order_rows(keys, 2, 0, rows, sizes[s], NULL));
        check_sorted(keys, 2, rows, sizes[s]);
        free(rows);
        glo_column_free(text);
        glo_column_free(real);
    }
}

/* A hundred thousand words: grouped, they are not sorted, but equal rows stand together. */
static void test_grouped(void **state) {
    (void)state;
    enum { ROWS = 150000, WORDS = 100000 };
    glo_column *column = NULL;
    char text[32], *seen = calloc(WORDS, 1);
    ASSERT_OK(glo_column_new(GLO_TYPE_TEXT, ROWS, &column));
    for (size_t i = 0; i < ROWS; i++)
        ASSERT_OK(glo_column_set_text(column, i, text,
                                      (size_t)snprintf(text, sizeof text, "%zu", i * 7919 % WORDS)));
    uint32_t *rows = numbered(ROWS);
    ASSERT_OK(glo_order_rows(&(glo_order_key){column, 0}, 1, 1, rows, ROWS, NULL));
    for (size_t i = 0; i < ROWS; i++) {
        uint32_t code = column->codes[rows[i]];
        assert_false(seen[code] && code != column->codes[rows[i - 1]]);
        seen[code] = 1;
    }
    ASSERT_OK(glo_order_rows(&(glo_order_key){column, 0}, 1, 0, rows, ROWS, NULL));
    for (size_t i = 1; i < ROWS; i++)
        assert_true(glo_column_compare(column, rows[i - 1], rows[i]) <= 0);
    free(rows);
    free(seen);
    glo_column_free(column);
}

static void test_cancelled(void **state) {
    (void)state;
    atomic_bool cancel = true;
    glo_job job = {.cancel = &cancel};
    glo_column *column = column_of(GLO_TYPE_TEXT, 20000);
    uint32_t *rows = numbered(20000);
    assert_int_equal(glo_order_rows(&(glo_order_key){column, 0}, 1, 0, rows, 20000, &job), GLO_ECANCELLED);
    assert_int_equal(glo_order_rows(&(glo_order_key){column, 0}, 1, 1, rows, 20000, &job), GLO_ECANCELLED);
    free(rows);
    glo_column_free(column);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_type), cmocka_unit_test(test_keys),
                                       cmocka_unit_test(test_grouped), cmocka_unit_test(test_cancelled)};
    return cmocka_run_group_tests_name("frame/order", tests, NULL, NULL);
}
