/* fill_column.h: the typed column of a column of texts.
 *
 * Example:
 *   glo_column *column, *high;
 *   status = glo_column_fill(&table, 0, GLO_KIND_RANGE, &form, &column, &high, &note.columns[0]);
 */
#ifndef GLO_EXCHANGE_FILL_COLUMN_H
#define GLO_EXCHANGE_FILL_COLUMN_H

#include "read/column_kind.h"

/* How figures and dates are written. */
typedef struct glo_written_form {
    const glo_table_options *options;
    glo_number_form numbers;
    glo_date_order order;
    const glo_type *told; /* NULL: the type was found out */
} glo_written_form;

/* `out_high` is NULL but for ranges. GLO_EINVAL names line and column. A column of periods of several lengths stays text and says
 * so in the note, unless its type was told. */
glo_status glo_column_fill(const glo_text_columns *table, size_t index, glo_column_kind kind,
                           const glo_written_form *form, glo_column **out, glo_column **out_high,
                           glo_table_column *note);

#endif
