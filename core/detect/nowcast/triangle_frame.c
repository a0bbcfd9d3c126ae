/* triangle_frame.c: reporting triangles as a frame: a row per period and delay. */
#include "nowcast/triangle.h"

#include "base/alloc.h"
#include "base/err.h"
#include "panel/columns.h"

#include <math.h>
#include <stdlib.h>

typedef struct table {
    const glo_triangles *from;
    double *known;
    size_t rows, row;
    glo_column *keys[GLO_MOST_KEYS], *period, *delay, *known_on, *count;
} table;

static glo_status new_columns(table *t, glo_frame_builder *builder) {
    const glo_panel *panel = &t->from->panel;
    glo_status status = glo_add_keys(panel, t->rows, builder, t->keys);
    if (status == GLO_OK)
        status = glo_add_period(panel->span, t->rows, builder, &t->period);
    if (status == GLO_OK)
        status = glo_add_column(builder, "delay", GLO_TYPE_INTEGER, t->rows, glo_span_name(panel->span),
                                &t->delay);
    if (status == GLO_OK && t->from->facet)
        status = glo_add_column(builder, "known_on", GLO_TYPE_DAY, t->rows, NULL, &t->known_on);
    if (status == GLO_OK)
        status = glo_add_column(builder, "count", GLO_TYPE_INTEGER, t->rows, t->from->count->unit, &t->count);
    return status;
}

static void fill_row(table *t, int32_t period, size_t delay, double count) {
    glo_set_period(t->period, t->row, period);
    t->delay->integers[t->row] = (int64_t)delay;
    if (t->known_on)
        t->known_on->times[t->row] = glo_cuts_day(&t->from->spec->cuts, period, (int32_t)delay);
    t->count->integers[t->row] = (int64_t)count;
}

/* Counts the rows of a series, or writes them. */
static glo_status visit(table *t, size_t series, bool writes) {
    const glo_triangles *all = t->from;
    glo_status status = GLO_OK;
    const glo_track keys = {.row = glo_triangles_row(all, series)};
    glo_triangles_fill(all, series, t->known);
    for (size_t p = 0; p < all->periods; p++) {
        for (size_t d = 0; d + 1 < all->columns && status == GLO_OK; d++) {
            double count = t->known[p * all->columns + d];
            if (isnan(count))
                continue;
            if (writes) {
                status = glo_set_keys(&all->panel, &keys, t->keys, t->row);
                fill_row(t, all->first + (int32_t)p, d, count);
            }
            t->row++;
        }
    }
    return status;
}

static glo_status visit_all(table *t, const glo_job *job, bool writes) {
    glo_status status = GLO_OK;
    t->row = 0;
    for (size_t i = 0; i < t->from->count_of_series && status == GLO_OK; i++) {
        status = visit(t, i, writes);
        if (status == GLO_OK)
            status = glo_job_step(job, "making the reporting triangle", i, t->from->count_of_series);
    }
    t->rows = t->row;
    return status;
}

glo_status glo_triangle_frame(const glo_frame *frame, const glo_triangle_spec *spec, const glo_job *job,
                              glo_provenance *provenance, glo_frame **out) {
    glo_triangles all;
    glo_frame_builder builder = {0};
    glo_status status = glo_triangles_read(frame, spec, &all);
    table t = {.from = &all};
    if (status == GLO_OK)
        status = glo_alloc_array(all.periods * all.columns, sizeof *t.known, &t.known);
    if (status == GLO_OK)
        status = visit_all(&t, job, false);
    if (status == GLO_OK)
        status = new_columns(&t, &builder);
    if (status == GLO_OK)
        status = visit_all(&t, job, true);
    if (status == GLO_OK)
        status = glo_frame_new(&builder, glo_frame_marking(frame), provenance, out);
    else
        glo_frame_builder_dispose(&builder);
    free(t.known);
    glo_triangles_dispose(&all);
    return status;
}
