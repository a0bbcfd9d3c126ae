/* columns.h: the columns that frames made of a panel have in common: the keys of a series, and figures.
 *
 * Example:
 *   glo_column *keys[GLO_MOST_KEYS], *gain;
 *   int status = glo_add_keys(panel, rows, &builder, keys);
 *   if (status == GLO_OK) status = glo_add_column(&builder, "gain", GLO_TYPE_REAL, rows, NULL, &gain);
 *   ... status = glo_set_keys(panel, track, keys, row);  status = glo_set_real(gain, row, NAN); ...
 */
#ifndef GLO_PANEL_COLUMNS_H
#define GLO_PANEL_COLUMNS_H

#include "panel/panel.h"

#include <math.h>

/* A column of the builder's, for the caller to fill. `unit` may be NULL. */
glo_status glo_add_column(glo_frame_builder *builder, const char *name, glo_type type, size_t rows,
                          const char *unit, glo_column **out);

/* A column `period` of that length, and a period (glo_span_index) into a row of it. */
glo_status glo_add_period(glo_span span, size_t rows, glo_frame_builder *builder, glo_column **out);
void glo_set_period(glo_column *column, size_t row, int32_t period);

/* A column for each key of the panel, under its name. */
glo_status glo_add_keys(const glo_panel *panel, size_t rows, glo_frame_builder *builder,
                        glo_column *out[GLO_MOST_KEYS]);

/* The keys of a series into a row of them. */
glo_status glo_set_keys(const glo_panel *panel, const glo_track *track, glo_column *const *keys, size_t row);

/* A real number, null where it is none. */
static inline glo_status glo_set_real(glo_column *column, size_t row, double value) {
    if (!isfinite(value))
        return glo_column_set_null(column, row);
    column->reals[row] = value;
    return GLO_OK;
}

#endif
