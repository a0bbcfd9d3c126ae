/* total.h: columns of a wide table that are the sum of others: they are left out, else all would be counted twice, and
 * held against the sum first. Not for other folders.
 *
 * A column is such a total by its name (Total, Totaal, Gesamt ...). Of a header of two rows the lower "Total" sums the
 * columns below the same upper name, the upper "Total" those above the same lower one. Of one row it sums all, or
 * those since the total before it: what fits more rows is taken. A cell may be a range ("<5") or missing; then the
 * total may be anything that they allow.
 *
 * Example:
 *   glo_totals totals = {0};
 *   glo_totals_find(&columns, marks, is_used, &totals);     takes the totals out of the marks
 *   glo_totals_check(&totals, fields, line);         for each row
 *   glo_totals_say(&totals, &columns, &text);               "the column 'Total' left out: the sum of the others in 24 rows"
 */
#ifndef GLO_EXCHANGE_TOTAL_H
#define GLO_EXCHANGE_TOTAL_H

#include "base/buf.h"
#include "shape/columns.h"

typedef struct glo_total_fit { /* one reading of which columns it sums */
    char *parts;               /* per column, whether it is one */
    int64_t rows, differing;
    uint64_t line; /* the first that differs, and how */
    double said, low, high;
} glo_total_fit;

typedef struct glo_total {
    size_t column;
    glo_total_fit fits[2];
} glo_total;

typedef struct glo_totals {
    glo_total *items;
    size_t count, columns;
} glo_totals;

/* Among the marked columns and those just outside of them that are not used. */
glo_status glo_totals_find(const glo_columns *columns, char *marks, const char *is_used, glo_totals *out);
void glo_totals_check(glo_totals *totals, const glo_csv_field *fields, uint64_t line);
void glo_totals_say(const glo_totals *totals, const glo_columns *columns, glo_buf *out);
void glo_totals_dispose(glo_totals *totals);

/* A figure as it is written in any usual form, as what it may be at least and at most; false: it is none. */
bool glo_figure_range(const glo_csv_field *field, double *out_low, double *out_high);

#endif
