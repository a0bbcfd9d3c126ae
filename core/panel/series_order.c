/* series_order.c: the rows of a frame, series by series. Example in series_order.h. */
#include "series_order.h"

#include "base/alloc.h"
#include "frame/order.h"

#include <stdlib.h>

static bool has_same_keys(const glo_panel *panel, size_t a, size_t b) {
    for (size_t k = 0; k < panel->key_count; k++) {
        const glo_column *column = glo_frame_column(panel->frame, panel->keys[k]);
        if (!column->nulls && column->codes[a] == column->codes[b])
            continue;
        if (glo_column_compare(column, a, b) != 0)
            return false;
    }
    return true;
}

void glo_series_order_dispose(series_order *o) {
    free(o->rows);
    free(o->is_start);
}

/* The first rows of all stretches, into `starts`: how many. */
static size_t find_stretches(const glo_panel *panel, size_t rows, uint8_t *is_start, uint32_t *starts) {
    size_t count = 0;
    for (size_t row = 0; row < rows; row++) {
        is_start[row] = row == 0 || !has_same_keys(panel, row - 1, row);
        if (is_start[row])
            starts[count++] = (uint32_t)row;
    }
    return count;
}

glo_status glo_series_order(const glo_panel *panel, size_t rows, series_order *out) {
    glo_order_key keys[GLO_MOST_KEYS];
    series_order o = {0};
    uint32_t *starts = NULL;
    for (size_t k = 0; k < panel->key_count; k++)
        keys[k] = (glo_order_key){glo_frame_column(panel->frame, panel->keys[k]), 0};
    glo_status status = glo_alloc_array(rows, sizeof *o.rows, &o.rows);
    if (status == GLO_OK)
        status = glo_alloc_array(rows, sizeof *o.is_start, &o.is_start);
    if (status == GLO_OK)
        status = glo_alloc_array(rows, sizeof *starts, &starts);
    size_t count = status == GLO_OK ? find_stretches(panel, rows, o.is_start, starts) : 0, filled = 0;
    if (status == GLO_OK && panel->key_count > 0)
        status = glo_order_rows(keys, panel->key_count, 1, starts, count, NULL);
    for (size_t i = 0; i < count && status == GLO_OK; i++) {
        size_t row = starts[i];
        do {
            o.rows[filled++] = (uint32_t)row++;
        } while (row < rows && !o.is_start[row]);
    }
    free(starts);
    if (status < 0)
        glo_series_order_dispose(&o);
    else
        *out = o;
    return status;
}

size_t glo_series_end(const glo_panel *panel, const series_order *o, size_t begin, size_t rows) {
    size_t end = begin + 1;
    while (end < rows && (!o->is_start[o->rows[end]] || has_same_keys(panel, o->rows[begin], o->rows[end])))
        end++;
    return end;
}
