/* leads.c: the frame of leads. Formulas and references in leads.h. */
#include "series/leads.h"

#include "base/err.h"
#include "leading/lead_search.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the frame ---- */

static glo_status add_keys(glo_frame_builder *builder, const glo_panel *panel, const char *prefix,
                           const glo_lead *findings, size_t rows, int is_leader) {
    glo_status status = GLO_OK;
    for (size_t k = 0; status == GLO_OK && k < panel->key_count; k++) {
        char name[128];
        glo_column *column;
        const glo_column *from = glo_frame_column(panel->frame, panel->keys[k]);
        status = glo_column_new_text(from->words, rows, &column);
        for (size_t i = 0; status == GLO_OK && i < rows; i++) {
            size_t row = panel->tracks[is_leader ? findings[i].leader : findings[i].local].row;
            column->codes[i] = from->codes[row];
        }
        snprintf(name, sizeof name, "%s%s", prefix, glo_frame_name(panel->frame, panel->keys[k]));
        if (status == GLO_OK)
            status = glo_frame_builder_add(builder, name, column);
    }
    return status;
}

static glo_status add_reals(glo_frame_builder *builder, const char *name, const glo_lead *findings,
                            size_t rows, size_t offset) {
    glo_column *column;
    glo_status status = glo_column_new(GLO_TYPE_REAL, rows, &column);
    for (size_t i = 0; status == GLO_OK && i < rows; i++) {
        memcpy(&column->reals[i], (const char *)&findings[i] + offset, sizeof(double));
        if (isnan(column->reals[i]))
            status = glo_column_set_null(column, i);
    }
    return status < 0 ? status : glo_frame_builder_add(builder, name, column);
}

static glo_status add_whole(glo_frame_builder *builder, const char *name, const glo_lead *findings,
                            size_t rows, size_t offset, const char *unit) {
    glo_column *column;
    glo_status status = glo_column_new(GLO_TYPE_INTEGER, rows, &column);
    for (size_t i = 0; status == GLO_OK && i < rows; i++) {
        size_t value;
        memcpy(&value, (const char *)&findings[i] + offset, sizeof value);
        column->integers[i] = (int64_t)value;
    }
    if (status == GLO_OK)
        status = glo_column_set_unit(column, unit);
    return status < 0 ? status : glo_frame_builder_add(builder, name, column);
}

static glo_status make_frame(const glo_panel *local, const glo_panel *leader, const glo_lead *f, size_t rows,
                             glo_provenance *provenance, glo_frame **out) {
    glo_frame_builder builder = {0};
    glo_status status = add_keys(&builder, local, "", f, rows, 0);
    if (status == GLO_OK)
        status = add_keys(&builder, leader, "lead_", f, rows, 1);
    if (status == GLO_OK)
        status = add_whole(&builder, "lag", f, rows, offsetof(glo_lead, lag), glo_span_name(local->span));
    if (status == GLO_OK)
        status = add_reals(&builder, "correlation", f, rows, offsetof(glo_lead, correlation));
    if (status == GLO_OK)
        status = add_reals(&builder, "p", f, rows, offsetof(glo_lead, p));
    if (status == GLO_OK)
        status = add_reals(&builder, "q", f, rows, offsetof(glo_lead, q));
    if (status == GLO_OK)
        status = add_reals(&builder, "gain", f, rows, offsetof(glo_lead, gain));
    if (status == GLO_OK)
        status = add_whole(&builder, "periods", f, rows, offsetof(glo_lead, periods), NULL);
    if (status < 0) {
        glo_frame_builder_dispose(&builder);
        return status;
    }
    glo_marking marking = glo_marking_join(glo_frame_marking(local->frame), glo_frame_marking(leader->frame));
    return glo_frame_new(&builder, marking, provenance, out);
}

glo_status glo_leads_of(const glo_frame *local, const glo_frame *leader, const glo_leads_spec *spec,
                        const glo_job *job, glo_provenance *provenance, glo_frame **out,
                        glo_leads_note *out_note) {
    glo_panel here, far = {0};
    glo_leads leads = {0};
    glo_status status = glo_panel_read(local, &spec->local, &here);
    if (status < 0)
        return status;
    status = glo_panel_read(leader, &spec->leader, &far);
    glo_lead_spec what = {&here, &far, spec->max_lag, spec->every_lag, 1};
    if (status == GLO_OK)
        status = glo_lead_search(&what, job, &leads);
    if (status == GLO_OK)
        status = make_frame(&here, &far, leads.found, leads.count, provenance, out);
    if (status == GLO_OK)
        *out_note = (glo_leads_note){leads.pairs, leads.tested, leads.pairs - leads.tested / spec->max_lag};
    free(leads.found);
    glo_panel_dispose(&here);
    glo_panel_dispose(&far);
    return status;
}
