/* columns.c: columns of frames that are made of a panel. Example in columns.h. */
#include "panel/columns.h"

#include "base/err.h"

glo_status glo_add_column(glo_frame_builder *builder, const char *name, glo_type type, size_t rows,
                          const char *unit, glo_column **out) {
    glo_status status = glo_column_new(type, rows, out);
    if (status == GLO_OK && (status = glo_column_set_unit(*out, unit)) < 0)
        glo_column_free(*out);
    return status < 0 ? status : glo_frame_builder_add(builder, name, *out);
}

glo_status glo_add_period(glo_span span, size_t rows, glo_frame_builder *builder, glo_column **out) {
    glo_status status = glo_column_new(span <= GLO_WEEK ? GLO_TYPE_DAY : GLO_TYPE_MONTH, rows, out);
    if (status < 0)
        return status;
    (*out)->span = span;
    return glo_frame_builder_add(builder, "period", *out);
}

void glo_set_period(glo_column *column, size_t row, int32_t period) {
    int32_t day = glo_span_first(period, column->span);
    column->times[row] = column->type == GLO_TYPE_DAY ? day : glo_month_of_day(day);
}

glo_status glo_add_keys(const glo_panel *panel, size_t rows, glo_frame_builder *builder,
                        glo_column *out[GLO_MOST_KEYS]) {
    glo_status status = GLO_OK;
    for (size_t k = 0; status == GLO_OK && k < panel->key_count; k++) {
        const glo_column *column = glo_frame_column(panel->frame, panel->keys[k]);
        status = glo_column_new_text(column->words, rows, &out[k]);
        if (status == GLO_OK)
            status = glo_frame_builder_add(builder, glo_frame_name(panel->frame, panel->keys[k]), out[k]);
    }
    return status;
}

glo_status glo_set_keys(const glo_panel *panel, const glo_track *track, glo_column *const *keys, size_t row) {
    glo_status status = GLO_OK;
    for (size_t k = 0; status == GLO_OK && k < panel->key_count; k++) {
        const glo_column *column = glo_frame_column(panel->frame, panel->keys[k]);
        keys[k]->codes[row] = column->codes[track->row];
        if (glo_column_is_null(column, track->row))
            status = glo_column_set_null(keys[k], row);
    }
    return status;
}
