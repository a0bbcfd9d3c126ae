/* delays_frame.c: the delays of reports, by groups of periods, so that a change over time shows. */
#include "base/alloc.h"
#include "base/err.h"
#include "nowcast/delays.h"
#include "panel/columns.h"

#include <math.h>
#include <stdlib.h>

typedef struct table {
    const glo_triangles *from;
    glo_span by;
    double *known;
    glo_delay_sums all, group;
    glo_column *keys[GLO_MOST_KEYS], *period, *delay, *share, *reports;
    size_t rows, row;
    bool writes;
} table;

static int32_t group_of(const table *t, size_t period) {
    int32_t day = glo_span_first(t->from->first + (int32_t)period, t->from->panel.span);
    return t->by == GLO_ALL ? 0 : glo_span_index(day, t->by);
}

static glo_status new_columns(table *t, glo_frame_builder *builder) {
    const glo_panel *panel = &t->from->panel;
    glo_status status = glo_add_keys(panel, t->rows, builder, t->keys);
    if (status == GLO_OK && t->by < GLO_ALL)
        status = glo_add_period(t->by, t->rows, builder, &t->period);
    if (status == GLO_OK)
        status = glo_add_column(builder, "delay", GLO_TYPE_INTEGER, t->rows, glo_span_name(panel->span),
                                &t->delay);
    if (status == GLO_OK)
        status = glo_add_column(builder, "share", GLO_TYPE_REAL, t->rows, NULL, &t->share);
    if (status == GLO_OK)
        status =
            glo_add_column(builder, "reports", GLO_TYPE_REAL, t->rows, t->from->count->unit, &t->reports);
    return status;
}

/* The share reported by a delay; hazards of which the group has none are those of all. */
static double share_of(const table *t, size_t delay) {
    double share = 1;
    for (size_t x = delay + 1; x <= t->all.most; x++)
        share *= 1 - glo_hazard(t->group.of[GLO_FILLED][x] > 0 ? &t->group : &t->all, x);
    return share;
}

static glo_status write_group(table *t, size_t series, size_t period) {
    const glo_track keys = {.row = glo_triangles_row(t->from, series)};
    glo_status status = GLO_OK;
    for (size_t d = 0; d <= t->all.most && status == GLO_OK; d++, t->row++) {
        if (!t->writes)
            continue;
        status = glo_set_keys(&t->from->panel, &keys, t->keys, t->row);
        if (t->period)
            glo_set_period(t->period, t->row, group_of(t, period));
        t->delay->integers[t->row] = (int64_t)d;
        t->reports->reals[t->row] = t->group.reports;
        if (status == GLO_OK)
            status = glo_set_real(t->share, t->row, share_of(t, d));
    }
    return status;
}

/* A group has rows where a delay of it is known. */
static glo_status visit_series(table *t, size_t series) {
    const glo_triangles *all = t->from;
    glo_status status = GLO_OK;
    glo_triangles_fill(all, series, t->known);
    glo_delay_sums_clear(&t->all);
    glo_delay_sums_take(&t->all, all, t->known, 0, all->periods, false);
    for (size_t begin = 0, end; begin < all->periods && status == GLO_OK; begin = end) {
        for (end = begin + 1; end < all->periods && group_of(t, end) == group_of(t, begin);)
            end++;
        glo_delay_sums_clear(&t->group);
        glo_delay_sums_take(&t->group, all, t->known, begin, end - 1, false);
        bool has_delays = false;
        for (size_t x = 1; x <= t->all.most; x++)
            has_delays |= t->group.of[GLO_FILLED][x] > 0;
        if (has_delays)
            status = write_group(t, series, begin);
    }
    return status;
}

static glo_status visit(table *t, const glo_job *job, bool writes) {
    glo_status status = GLO_OK;
    t->row = 0;
    t->writes = writes;
    for (size_t i = 0; i < t->from->count_of_series && status == GLO_OK; i++) {
        status = visit_series(t, i);
        if (status == GLO_OK)
            status = glo_job_step(job, "reading delays", i, t->from->count_of_series);
    }
    t->rows = t->row;
    return status;
}

glo_status glo_delays_frame(const glo_frame *frame, const glo_triangle_spec *spec, glo_span by,
                            const glo_job *job, glo_provenance *provenance, glo_frame **out) {
    glo_triangles all;
    glo_frame_builder builder = {0};
    glo_status status = glo_triangles_read(frame, spec, &all);
    table t = {.from = &all, .by = by};
    size_t most = all.columns > 2 ? all.columns - 2 : 0;
    if (status == GLO_OK && by < all.panel.span)
        status = glo_fail(GLO_EINVAL, "delays of %ss are grouped by %s or longer",
                          glo_span_name(all.panel.span), glo_span_name(all.panel.span));
    if (status == GLO_OK)
        status = glo_alloc_array(all.periods * all.columns, sizeof *t.known, &t.known);
    if (status == GLO_OK)
        status = glo_delay_sums_init(&t.all, most);
    if (status == GLO_OK)
        status = glo_delay_sums_init(&t.group, most);
    if (status == GLO_OK)
        status = visit(&t, job, false);
    if (status == GLO_OK)
        status = new_columns(&t, &builder);
    if (status == GLO_OK)
        status = visit(&t, job, true);
    if (status == GLO_OK)
        status = glo_frame_new(&builder, glo_frame_marking(frame), provenance, out);
    else
        glo_frame_builder_dispose(&builder);
    free(t.known);
    glo_delay_sums_dispose(&t.all);
    glo_delay_sums_dispose(&t.group);
    glo_triangles_dispose(&all);
    return status;
}
