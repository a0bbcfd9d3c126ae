/* distinct.c: the different values of a column. Example in distinct.h. */
#include "frame/distinct.h"

#include "base/alloc.h"

#include <stdlib.h>

#define MOST_APART 10000000

/* Where the value of a row lies among those that there can be. */
static size_t place_of(const glo_column *column, size_t row, int32_t first) {
    return column->type == GLO_TYPE_TEXT ? column->codes[row] : (size_t)((int64_t)column->times[row] - first);
}

static glo_status range_of(const glo_column *column, int32_t *out_first, size_t *out_count) {
    int32_t first = INT32_MAX, last = INT32_MIN;
    if (column->type == GLO_TYPE_TEXT)
        return *out_first = 0, *out_count = glo_words_count(column->words), GLO_OK;
    if (column->type != GLO_TYPE_DAY && column->type != GLO_TYPE_MONTH)
        return glo_fail(GLO_EINVAL, "distinct values are found of texts, days and months");
    for (size_t row = 0; row < column->rows; row++) {
        if (glo_column_is_null(column, row))
            continue;
        first = column->times[row] < first ? column->times[row] : first;
        last = column->times[row] > last ? column->times[row] : last;
    }
    if ((int64_t)last - first > MOST_APART)
        return glo_fail(GLO_EINVAL, "the times lie too far apart");
    *out_first = first;
    *out_count = last < first ? 0 : (size_t)((int64_t)last - first) + 1;
    return GLO_OK;
}

glo_status glo_column_distinct(const glo_column *column, size_t **out_rows, size_t *out_count) {
    int32_t first = 0;
    size_t range = 0, count = 0, *rows = NULL;
    bool *is_seen = NULL;
    glo_status status = range_of(column, &first, &range);
    if (status == GLO_OK)
        status = glo_alloc_array(range, sizeof *is_seen, &is_seen);
    if (status == GLO_OK)
        status = glo_alloc_array(range, sizeof *rows, &rows);
    for (size_t row = 0; status == GLO_OK && row < column->rows && count < range; row++) {
        if (glo_column_is_null(column, row))
            continue;
        size_t place = place_of(column, row, first);
        if (!is_seen[place])
            rows[count++] = row;
        is_seen[place] = true;
    }
    free(is_seen);
    if (status < 0)
        return free(rows), status;
    *out_rows = rows;
    *out_count = count;
    return GLO_OK;
}
