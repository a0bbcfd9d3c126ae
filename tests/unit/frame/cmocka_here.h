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
    memcpy(column->integers, values, rows * sizeof *values);
    return column;
}

static inline glo_column *reals_of(const double *values, size_t rows) {
    glo_column *column = NULL;
    ASSERT_OK(glo_column_new(GLO_TYPE_REAL, rows, &column));
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

#endif
