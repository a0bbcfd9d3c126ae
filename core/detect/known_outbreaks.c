/* known_outbreaks.c: which periods are those of known outbreaks. Example in known_outbreaks.h. */
#include "known_outbreaks.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

typedef struct outbreaks {
    const glo_panel *panel;
    const glo_column *keys[GLO_MOST_KEYS], *first, *last;
} outbreaks;

static glo_status find_columns(const glo_panel *panel, const glo_frame *frame, outbreaks *out) {
    out->panel = panel;
    glo_status status = glo_frame_need(frame, "first", GLO_TYPE_DAY, &out->first);
    if (status == GLO_OK)
        status = glo_frame_need(frame, "last", GLO_TYPE_DAY, &out->last);
    for (size_t i = 0; status == GLO_OK && i < panel->key_count; i++)
        status =
            glo_frame_need(frame, glo_frame_name(panel->frame, panel->keys[i]), GLO_TYPE_TEXT, &out->keys[i]);
    return status;
}

static bool is_of_series(const outbreaks *o, const glo_track *track, size_t row) {
    for (size_t i = 0; i < o->panel->key_count; i++) {
        const glo_column *key = glo_frame_column(o->panel->frame, o->panel->keys[i]);
        if (glo_column_is_null(key, track->row) != glo_column_is_null(o->keys[i], row) ||
            strcmp(glo_column_text(key, track->row), glo_column_text(o->keys[i], row)) != 0)
            return false;
    }
    return true;
}

/* Marks the periods of a series that the outbreak of a row touches; whether there is any. */
static bool mark(const outbreaks *o, const glo_track *track, size_t row, bool *marks) {
    const glo_span span = o->panel->span;
    const int64_t from = (int64_t)glo_span_index(o->first->times[row], span) - track->first,
                  to = (int64_t)glo_span_index(o->last->times[row], span) - track->first;
    bool is_any = false;
    for (int64_t i = from > 0 ? from : 0; i <= to && i < (int64_t)track->count; i++)
        is_any = marks[i] = true;
    return is_any;
}

static glo_status mark_series(const outbreaks *o, size_t series, bool **marks, bool *is_met) {
    const glo_track *track = &o->panel->tracks[series];
    for (size_t row = 0; row < o->first->rows; row++) {
        if (track->count == 0 || !is_of_series(o, track, row))
            continue;
        if (!*marks && glo_alloc_array(track->count, sizeof **marks, marks) < 0)
            return GLO_ENOMEM;
        is_met[row] |= mark(o, track, row, *marks);
    }
    return GLO_OK;
}

glo_status glo_known_outbreaks(const glo_panel *panel, const glo_frame *frame, bool ***out,
                               size_t *out_count) {
    outbreaks o = {0};
    bool **marks = NULL, *is_met = NULL;
    glo_status status = glo_alloc_array(panel->count, sizeof *marks, &marks);
    const size_t rows = frame ? glo_frame_rows(frame) : 0;
    if (status == GLO_OK)
        status = glo_alloc_array(rows, sizeof *is_met, &is_met);
    if (status == GLO_OK && rows > 0)
        status = find_columns(panel, frame, &o);
    for (size_t i = 0; status == GLO_OK && rows > 0 && i < panel->count; i++)
        status = mark_series(&o, i, &marks[i], is_met);
    size_t count = 0;
    for (size_t row = 0; status == GLO_OK && row < rows; row++)
        count += is_met[row];
    free(is_met);
    if (status < 0) {
        glo_known_outbreaks_free(marks, panel->count);
        return status;
    }
    *out = marks;
    *out_count = count;
    return GLO_OK;
}

void glo_known_outbreaks_free(bool **marks, size_t series) {
    for (size_t i = 0; marks && i < series; i++)
        free(marks[i]);
    free(marks);
}
