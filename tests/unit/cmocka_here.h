/* cmocka_here.h: cmocka with the headers it needs, and a small frame to test with. */
#ifndef GLO_TESTS_CMOCKA_HERE_H
#define GLO_TESTS_CMOCKA_HERE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/err.h"
#include "frame/frame.h"

#include <string.h>

#define ASSERT_OK(call)                                                                                      \
    do {                                                                                                     \
        if ((call) < 0)                                                                                      \
            fail_msg("%s: %s", #call, glo_message());                                                        \
    } while (0)

static inline glo_column *integers_of(const int64_t *values, size_t rows) {
    glo_column *column = NULL;
    ASSERT_OK(glo_column_new(GLO_TYPE_INTEGER, rows, &column));
    if (rows)
        memcpy(column->integers, values, rows * sizeof *values);
    return column;
}

static inline glo_column *reals_of(const double *values, size_t rows) {
    glo_column *column = NULL;
    ASSERT_OK(glo_column_new(GLO_TYPE_REAL, rows, &column));
    if (rows)
        memcpy(column->reals, values, rows * sizeof *values);
    return column;
}

/* NULL texts are nulls. */
static inline glo_column *texts_of(const char *const *values, size_t rows) {
    glo_column *column = NULL;
    ASSERT_OK(glo_column_new(GLO_TYPE_TEXT, rows, &column));
    for (size_t i = 0; i < rows; i++) {
        if (values[i])
            ASSERT_OK(glo_column_set_text(column, i, values[i], strlen(values[i])));
        else
            ASSERT_OK(glo_column_set_null(column, i));
    }
    return column;
}

static inline glo_frame *frame_of(glo_frame_builder *builder, glo_marking marking) {
    glo_frame *frame = NULL;
    ASSERT_OK(glo_frame_new(builder, marking, NULL, &frame));
    return frame;
}

/* One column of each type, a null in most, texts that need care: three rows, TLP:AMBER H1. */
static inline glo_frame *mixed_frame(void) {
    glo_frame_builder builder = {0};
    glo_column *column = texts_of((const char *const[]){"Li\xC3\xA8ge", "a, \"b\"\nc", NULL}, 3);
    glo_frame_builder_add(&builder, "zone", column);
    column = integers_of((const int64_t[]){11431406, -7, 0}, 3);
    ASSERT_OK(glo_column_set_null(column, 2));
    glo_frame_builder_add(&builder, "count", column);
    column = reals_of((const double[]){0.1, 1.0 / 0.0, 1234.5}, 3);
    ASSERT_OK(glo_column_set_unit(column, "per 100 000"));
    glo_frame_builder_add(&builder, "rate", column);
    ASSERT_OK(glo_column_new(GLO_TYPE_DAY, 3, &column));
    column->times[0] = 19753;
    ASSERT_OK(glo_column_set_null(column, 1));
    glo_frame_builder_add(&builder, "day", column);
    ASSERT_OK(glo_column_new(GLO_TYPE_MONTH, 3, &column));
    column->span = GLO_QUARTER;
    for (int i = 0; i < 3; i++)
        column->times[i] = 648 + 3 * i;
    glo_frame_builder_add(&builder, "quarter", column);
    return frame_of(&builder, (glo_marking){GLO_TLP_AMBER, 2});
}

#endif
