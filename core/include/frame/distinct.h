/* distinct.h: the different values of a column of texts, days or months.
 *
 * Example:
 *   size_t *rows, count;
 *   if (glo_column_distinct(column, &rows, &count) == GLO_OK) puts(glo_column_text(column, rows[0]));
 *   free(rows);
 */
#ifndef GLO_FRAME_DISTINCT_H
#define GLO_FRAME_DISTINCT_H

#include "base/err.h"
#include "frame/column.h"

/* The first row of each value, in order of rows; nulls are no value. `*out_rows` is freed by the caller. GLO_EINVAL for numbers,
 * and for times more than ten million days or months apart. */
glo_status glo_column_distinct(const glo_column *column, size_t **out_rows, size_t *out_count);

#endif
