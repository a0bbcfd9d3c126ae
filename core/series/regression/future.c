/* future.c: events and figures known up to the horizon, read from frames. Example in future.h. */
#include "regression/future.h"

#include "base/alloc.h"
#include "base/err.h"
#include "regression/event.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- events ---- */

static const glo_column *column_named(const glo_frame *frame, const char *name) {
    size_t at;
    return glo_frame_find(frame, name, &at) == GLO_OK ? glo_frame_column(frame, at) : NULL;
}

static glo_status read_date(const glo_column *column, size_t row, int32_t *out_first, int32_t *out_last) {
    const char *text = glo_column_text(column, row);
    glo_span span;
    glo_status status = glo_date_parse(text, strlen(text), GLO_ORDER_ISO, out_first, &span);
    *out_last = status == GLO_OK ? glo_span_last(*out_first, span) : 0;
    return status;
}

static glo_status read_event(const glo_frame *frame, size_t row, glo_event *out) {
    const glo_column *from = column_named(frame, "from"), *to = column_named(frame, "to"),
                     *every = column_named(frame, "every"), *name = column_named(frame, "name");
    int32_t unused;
    if (!name || !from || name->type != GLO_TYPE_TEXT || from->type != GLO_TYPE_TEXT ||
        (to && to->type != GLO_TYPE_TEXT) || (every && every->type != GLO_TYPE_TEXT))
        return glo_fail(GLO_EINVAL, "events need columns of text: name, from, to, every");
    *out = (glo_event){.name = glo_column_text(name, row), .to = GLO_NO_END};
    out->is_yearly = every && !glo_column_is_null(every, row);
    glo_status status = read_date(from, row, &out->from, &unused);
    if (status == GLO_OK && to && !glo_column_is_null(to, row))
        status = read_date(to, row, &unused, &out->to);
    if (status == GLO_OK && out->to < out->from)
        return glo_fail(GLO_EINVAL, "the event '%s' ends before it begins", out->name);
    if (status == GLO_OK && out->is_yearly && out->to == GLO_NO_END)
        return glo_fail(GLO_EINVAL, "the event '%s' comes back every year: say when it ends, with to",
                        out->name);
    return status;
}

static glo_status read_events(glo_future *list, const glo_panel *panel, size_t horizon) {
    const glo_frame *frame = list->events;
    size_t rows = frame ? glo_frame_rows(frame) : 0;
    int32_t first = panel->last;
    for (size_t i = 0; i < panel->count; i++) {
        if (panel->tracks[i].count > 0 && panel->tracks[i].first < first)
            first = panel->tracks[i].first;
    }
    size_t count = (size_t)(panel->last - first) + 1 + horizon;
    glo_status status = glo_alloc_array(rows * count, sizeof *list->shares, &list->shares);
    for (size_t row = 0; status == GLO_OK && row < rows; row++) {
        glo_event event;
        glo_future_regressor *k = &list->items[list->count++];
        double *values = list->shares + row * count;
        *k = (glo_future_regressor){.row = row, .first = first, .count = count, .values = values};
        status = read_event(frame, row, &event);
        if (status == GLO_OK)
            status = glo_alloc_text(event.name, &k->name);
        for (size_t i = 0; status == GLO_OK && i < count; i++)
            values[i] = glo_event_share(&event, first + (int32_t)i, panel->span);
    }
    return status;
}

static bool is_event_of(const glo_frame *events, size_t row, const glo_panel *panel, const glo_track *track) {
    for (size_t k = 0; k < panel->key_count; k++) {
        const glo_column *own = glo_frame_column(panel->frame, panel->keys[k]),
                         *asked = column_named(events, glo_frame_name(panel->frame, panel->keys[k]));
        if (asked && asked->type == GLO_TYPE_TEXT && !glo_column_is_null(asked, row) &&
            strcmp(glo_column_text(asked, row), glo_column_text(own, track->row)) != 0)
            return 0;
    }
    return 1;
}

/* ---- figures ---- */

static const char *period_text(int32_t period, glo_span span, char out[GLO_DATE_SIZE]) {
    glo_date_format(glo_span_first(period, span), span, out);
    return out;
}

static glo_status check_figure(const glo_panel *panel, const glo_panel *figure, const char *name,
                               size_t horizon) {
    char one[GLO_DATE_SIZE], other[GLO_DATE_SIZE];
    if (figure->span != panel->span)
        return glo_fail(GLO_EINVAL, "the regressors are by %s, the figures by %s: use the same period",
                        glo_span_name(figure->span), glo_span_name(panel->span));
    int32_t last = panel->last + (int32_t)horizon;
    for (size_t i = 0; i < figure->count; i++) {
        const glo_track *track = &figure->tracks[i];
        int32_t end = track->first + (int32_t)track->count - 1;
        if (track->count == 0 || end < last)
            return glo_fail(
                GLO_EINVAL,
                "the regressor '%s' ends with %s and the forecast goes to %s: give its figures up "
                "to there, or a shorter horizon",
                name, track->count ? period_text(end, panel->span, one) : "nothing",
                period_text(last, panel->span, other));
        for (size_t t = 0; t < track->count; t++) {
            if (isnan(track->values[t]))
                return glo_fail(GLO_EINVAL, "the regressor '%s' has no figure for %s", name,
                                period_text(track->first + (int32_t)t, panel->span, one));
        }
    }
    return GLO_OK;
}

/* The keys of the figures must be keys of the panel, and each must be that of a series. */
static glo_status check_keys(const glo_panel *panel, const glo_panel *figure) {
    for (size_t k = 0; k < figure->key_count; k++) {
        const char *name = glo_frame_name(figure->frame, figure->keys[k]);
        int is_known = 0;
        for (size_t j = 0; j < panel->key_count; j++)
            is_known |= strcmp(name, glo_frame_name(panel->frame, panel->keys[j])) == 0;
        if (!is_known)
            return glo_fail(GLO_EINVAL,
                            "the regressors have a column '%s' that the figures don't have: leave it out, as "
                            "in x:select{\"period\", ...}",
                            name);
    }
    for (size_t i = 0; i < panel->count; i++) {
        for (size_t j = 0; j < figure->count; j++) {
            if (glo_panel_is_same(panel, &panel->tracks[i], figure, &figure->tracks[j]))
                return GLO_OK;
        }
    }
    return glo_fail(GLO_EINVAL, "the regressors have other keys than the figures: none is of one of their "
                                "series");
}

static glo_status add_figure(glo_future *list, const glo_frame *frame, const glo_panel *panel,
                             const char *name, size_t horizon) {
    glo_panel_spec spec = {.value = name, .cutoff = GLO_NO_CUTOFF};
    glo_panel *figure = &list->figures[list->figure_count];
    glo_status status = glo_panel_read(frame, &spec, figure);
    if (status < 0)
        return status;
    list->figure_count++;
    status = check_figure(panel, figure, name, horizon);
    if (status == GLO_OK)
        status = check_keys(panel, figure);
    for (size_t i = 0; status == GLO_OK && i < figure->count; i++) {
        const glo_track *track = &figure->tracks[i];
        glo_future_regressor *k = &list->items[list->count++];
        *k = (glo_future_regressor){NULL, figure, track->row, track->first, track->count, track->values};
        status = glo_alloc_text(name, &k->name);
    }
    return status;
}

static bool is_figure(const glo_frame *frame, size_t column) {
    glo_type type = glo_frame_column(frame, column)->type;
    return (type == GLO_TYPE_INTEGER || type == GLO_TYPE_REAL) &&
           strcmp(glo_frame_name(frame, column), "year") != 0;
}

static glo_status read_figures(glo_future *list, const glo_frame *frame, const glo_panel *panel,
                               size_t horizon) {
    size_t columns = frame ? glo_frame_columns(frame) : 0, found = 0;
    for (size_t c = 0; c < columns; c++)
        found += (size_t)is_figure(frame, c);
    if (frame && (found == 0 || found > GLO_MOST_FIGURES))
        return glo_fail(GLO_EINVAL, "the regressors have %zu columns of numbers: expected 1 to %d", found,
                        GLO_MOST_FIGURES);
    glo_status status = GLO_OK;
    for (size_t c = 0; status == GLO_OK && c < columns; c++) {
        if (is_figure(frame, c))
            status = add_figure(list, frame, panel, glo_frame_name(frame, c), horizon);
    }
    return status;
}

/* ---- both ---- */

glo_status glo_future_read(const glo_frame *events, const glo_frame *figures, const glo_panel *panel,
                           size_t horizon, glo_future *out) {
    *out = (glo_future){.events = events};
    size_t most =
        (events ? glo_frame_rows(events) : 0) + (figures ? glo_frame_rows(figures) * GLO_MOST_FIGURES : 0);
    glo_status status = glo_alloc_array(most, sizeof *out->items, &out->items);
    if (status == GLO_OK)
        status = read_events(out, panel, horizon);
    return status < 0 ? status : read_figures(out, figures, panel, horizon);
}

void glo_future_dispose(glo_future *future) {
    for (size_t i = 0; i < future->count; i++)
        free(future->items[i].name);
    for (size_t i = 0; i < future->figure_count; i++)
        glo_panel_dispose(&future->figures[i]);
    free(future->items);
    free(future->shares);
    *future = (glo_future){0};
}

bool glo_future_is_of(const glo_future *future, size_t item, const glo_panel *panel, const glo_track *track) {
    const glo_future_regressor *k = &future->items[item];
    glo_track like = {.row = k->row};
    return k->panel ? glo_panel_is_same(panel, track, k->panel, &like)
                    : is_event_of(future->events, k->row, panel, track);
}
