/* series_order.h: the rows of a frame in the order of its series. Mostly those of a series stand together: stretches of rows are put in
 * order, not rows.
 *
 * Example:
 *   series_order order;
 *   status = glo_series_order(panel, rows, &order);
 *   for (begin = 0; begin < rows; begin = end) end = glo_series_end(panel, &order, begin, rows);   order.rows[begin .. end - 1]
 *   glo_series_order_dispose(&order);
 */
#ifndef GLO_PANEL_SERIES_ORDER_H
#define GLO_PANEL_SERIES_ORDER_H

#include "panel/panel.h"

typedef struct series_order {
    uint32_t *rows;
    uint8_t *is_start; /* per row: its keys are not those of the row before */
} series_order;

/* Rows of a series follow each other, in their own order. GLO_ENOMEM. */
glo_status glo_series_order(const glo_panel *panel, size_t rows, series_order *out);
void glo_series_order_dispose(series_order *o);

/* Where the series ends that begins at place `begin` of the order. */
size_t glo_series_end(const glo_panel *panel, const series_order *o, size_t begin, size_t rows);

#endif
