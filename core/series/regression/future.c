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

static bool has_name_of(const glo_column *names, size_t a, size_t b) {
    return strcmp(glo_column_text(names, a), glo_column_text(names, b)) == 0;
}

/* Marks the rows of the name of row `of` that apply to the series; false where there are none. */
static bool find_rows(const glo_frame *frame, size_t of, const glo_panel *panel, const glo_track *track,
                      unsigned char *applies) {
    const glo_column *names = column_named(frame, "name");
    size_t rows = glo_frame_rows(frame), found = 0;
    for (size_t row = 0; row < rows; row++) {
        applies[row] = has_name_of(names, row, of) && is_event_of(frame, row, panel, track);
        found += applies[row];
    }
    return found > 0;
}

static glo_status new_item(glo_future *list, glo_future_regressor **out) {
    if (glo_alloc_grow(&list->items, &list->room, list->count + 1, sizeof *list->items) < 0)
        return GLO_ENOMEM;
    *out = &list->items[list->count++];
    **out = (glo_future_regressor){0};
    return GLO_OK;
}

typedef struct event_list {
    const glo_event *events; /* by row */
    glo_event *dates;        /* room for those of one regressor */
    unsigned char *applies;  /* room for one per row */
    size_t rows;
    int32_t first; /* periods for which there are values */
    size_t count;
} event_list;

/* Adds the event of the rows that apply, those of the name of row `of`. */
static glo_status add_event(glo_future *list, const event_list *all, size_t of, glo_span span) {
    glo_future_regressor *k;
    size_t dates = 0;
    glo_status status = new_item(list, &k);
    if (status < 0)
        return status;
    *k = (glo_future_regressor){.row = of, .first = all->first, .count = all->count};
    if (glo_alloc_array(all->rows, 1, &k->applies) < 0 ||
        glo_alloc_array(all->count, sizeof *k->shares, &k->shares) < 0)
        return GLO_ENOMEM;
    memcpy(k->applies, all->applies, all->rows);
    for (size_t row = 0; row < all->rows; row++) {
        if (all->applies[row])
            all->dates[dates++] = all->events[row];
    }
    for (size_t i = 0; i < all->count; i++)
        k->shares[i] = glo_event_share(all->dates, dates, all->first + (int32_t)i, span);
    k->values = k->shares;
    return glo_alloc_text(all->events[of].name, &k->name);
}

/* The regressors of one name: one for each set of rows that applies to any series. */
static glo_status add_name(glo_future *list, const event_list *all, size_t of, const glo_panel *panel) {
    size_t begin = list->count;
    for (size_t i = 0; i < panel->count; i++) {
        bool is_known = !find_rows(list->events, of, panel, &panel->tracks[i], all->applies);
        for (size_t n = begin; n < list->count && !is_known; n++)
            is_known = memcmp(list->items[n].applies, all->applies, all->rows) == 0;
        glo_status status = is_known ? GLO_OK : add_event(list, all, of, panel->span);
        if (status < 0)
            return status;
    }
    return GLO_OK;
}

static bool is_first_of_name(const glo_frame *frame, size_t row) {
    const glo_column *names = column_named(frame, "name");
    for (size_t before = 0; before < row; before++) {
        if (has_name_of(names, before, row))
            return false;
    }
    return true;
}

static void find_periods(event_list *all, const glo_panel *panel, size_t horizon) {
    all->first = panel->last;
    for (size_t i = 0; i < panel->count; i++) {
        if (panel->tracks[i].count > 0 && panel->tracks[i].first < all->first)
            all->first = panel->tracks[i].first;
    }
    all->count = (size_t)(panel->last - all->first) + 1 + horizon;
}

static glo_status read_events(glo_future *list, const glo_panel *panel, size_t horizon) {
    const glo_frame *frame = list->events;
    event_list all = {.rows = frame ? glo_frame_rows(frame) : 0};
    glo_event *events = NULL;
    find_periods(&all, panel, horizon);
    glo_status status = glo_alloc_array(2 * all.rows, sizeof *events, &events);
    if (status == GLO_OK)
        status = glo_alloc_array(all.rows, 1, &all.applies);
    for (size_t row = 0; status == GLO_OK && row < all.rows; row++)
        status = read_event(frame, row, &events[row]);
    all.events = events;
    all.dates = events + all.rows;
    for (size_t row = 0; status == GLO_OK && row < all.rows; row++) {
        if (is_first_of_name(frame, row))
            status = add_name(list, &all, row, panel);
    }
    free(events);
    free(all.applies);
    return status;
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
        glo_future_regressor *k;
        if ((status = new_item(list, &k)) < 0)
            break;
        k->panel = figure;
        k->row = track->row;
        k->first = track->first;
        k->count = track->count;
        k->values = track->values;
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
    glo_status status = read_events(out, panel, horizon);
    return status < 0 ? status : read_figures(out, figures, panel, horizon);
}

void glo_future_dispose(glo_future *future) {
    for (size_t i = 0; i < future->count; i++) {
        free(future->items[i].name);
        free(future->items[i].applies);
        free(future->items[i].shares);
    }
    for (size_t i = 0; i < future->figure_count; i++)
        glo_panel_dispose(&future->figures[i]);
    free(future->items);
    *future = (glo_future){0};
}

/* Whether the dates of an event are all those of its name that apply to the series. */
static bool has_dates_of(const glo_frame *events, const glo_future_regressor *k, const glo_panel *panel,
                         const glo_track *track) {
    const glo_column *names = column_named(events, "name");
    bool any = false;
    for (size_t row = 0; row < glo_frame_rows(events); row++) {
        bool applies = has_name_of(names, row, k->row) && is_event_of(events, row, panel, track);
        if (applies != (k->applies[row] != 0))
            return false;
        any |= applies;
    }
    return any;
}

bool glo_future_is_of(const glo_future *future, size_t item, const glo_panel *panel, const glo_track *track) {
    const glo_future_regressor *k = &future->items[item];
    glo_track like = {.row = k->row};
    return k->panel ? glo_panel_is_same(panel, track, k->panel, &like)
                    : has_dates_of(future->events, k, panel, track);
}
