/* triangle.c: the reporting triangles of a frame. Example in triangle.h. */
#include "nowcast/triangle.h"

#include "base/alloc.h"
#include "base/err.h"
#include "frame/series.h"
#include "panel/columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CELLS = 50000000 };

/* ---- the columns of the frame ---- */

static const glo_column *find(const glo_frame *frame, const char *name) {
    for (size_t c = 0; c < glo_frame_columns(frame); c++) {
        if (strcmp(glo_frame_name(frame, c), name) == 0)
            return glo_frame_column(frame, c);
    }
    return NULL;
}

static bool is_time(const glo_column *column) {
    return column && (column->type == GLO_TYPE_DAY || column->type == GLO_TYPE_MONTH) &&
           column->span < GLO_ALL;
}

static glo_status find_columns(glo_triangles *t, const glo_column **out_period) {
    const glo_frame *frame = t->panel.frame;
    const glo_column *period = find(frame, "period");
    t->delay = find(frame, "delay");
    t->facet = t->delay ? NULL : find(frame, "facet");
    t->count = find(frame, "count");
    if (!is_time(period))
        return glo_fail(GLO_EINVAL, "a reporting triangle has a column period of days, weeks, months ...");
    if (!t->count || (t->count->type != GLO_TYPE_INTEGER && t->count->type != GLO_TYPE_REAL))
        return glo_fail(GLO_EINVAL, "a reporting triangle has a column count, of what was known by then");
    if (!(t->delay && t->delay->type == GLO_TYPE_INTEGER) && !(t->facet && t->facet->type == GLO_TYPE_TEXT))
        return glo_fail(GLO_EINVAL, "a reporting triangle has a column delay, whole numbers of periods");
    for (size_t c = 0; c < glo_frame_columns(frame); c++) {
        const glo_column *column = glo_frame_column(frame, c);
        if (column->type != GLO_TYPE_TEXT || column == t->facet)
            continue;
        if (t->panel.key_count == GLO_MOST_KEYS)
            return glo_fail(GLO_EINVAL, "the frame has more than %d columns of text", GLO_MOST_KEYS);
        t->panel.keys[t->panel.key_count++] = c;
    }
    t->panel.span = period->span;
    *out_period = period;
    return GLO_OK;
}

/* ---- its rows, by series ---- */

static glo_status group_rows(glo_triangles *t, const glo_column *period) {
    const size_t rows = glo_frame_rows(t->panel.frame);
    uint32_t *series;
    if (glo_alloc_array(rows, sizeof *series, &series) < 0)
        return GLO_ENOMEM;
    glo_status status = glo_alloc_array(rows, sizeof *t->row_periods, &t->row_periods);
    if (status == GLO_OK)
        status = glo_frame_series(t->panel.frame, t->panel.keys, t->panel.key_count, period, series,
                                  t->row_periods);
    for (size_t row = 0; status == GLO_OK && row < rows; row++)
        t->count_of_series = series[row] > t->count_of_series ? series[row] : t->count_of_series;
    if (status == GLO_OK && (glo_alloc_array(rows, sizeof *t->rows, &t->rows) < 0 ||
                             glo_alloc_array(t->count_of_series + 2, sizeof *t->begins, &t->begins) < 0))
        status = GLO_ENOMEM;
    if (status == GLO_OK) { /* a counting sort: begins[s] is first the end of series s - 1, then moves on */
        for (size_t row = 0; row < rows; row++)
            t->begins[series[row] + 1]++;
        for (size_t s = 1; s <= t->count_of_series + 1; s++)
            t->begins[s] += t->begins[s - 1];
        for (size_t row = 0; row < rows; row++)
            t->rows[t->begins[series[row]]++] = row;
    }
    free(series);
    return status;
}

static glo_status find_extent(glo_triangles *t) {
    const size_t rows = glo_frame_rows(t->panel.frame);
    int64_t most = t->delay ? 0 : t->spec->most;
    t->first = INT32_MAX;
    t->last = INT32_MIN;
    for (size_t row = 0; row < rows; row++) {
        int32_t period = t->row_periods[row];
        if (period == GLO_NO_PERIOD)
            return glo_fail(GLO_EINVAL, "row %zu has no period", row + 1);
        t->first = period < t->first ? period : t->first;
        t->last = period > t->last ? period : t->last;
        if (t->delay) {
            int64_t delay = t->delay->integers[row];
            if (glo_column_is_null(t->delay, row) || delay < 0 || delay > GLO_MOST_DELAYS)
                return glo_fail(GLO_EINVAL, "row %zu: a delay is a whole number of periods from 0 to %d",
                                row + 1, GLO_MOST_DELAYS);
            most = delay > most ? delay : most;
        }
    }
    if (t->facet)
        t->last = glo_cuts_last(&t->spec->cuts);
    if (t->spec->first > GLO_DAY_MIN)
        t->first = glo_span_index(t->spec->first, t->panel.span);
    t->columns = (size_t)most + 2;
    t->periods = rows > 0 && t->first <= t->last ? (size_t)(t->last - t->first) + 1 : 0;
    if (t->periods > MOST_CELLS / t->columns)
        return glo_fail(GLO_EINVAL,
                        "a triangle of %zu periods and %zu delays is too large: from= takes fewer",
                        t->periods, t->columns - 1);
    return GLO_OK;
}

/* Of a triangle that is given: counts of 0 and more, each period and delay once in a series. */
static glo_status check_given(const glo_triangles *t) {
    uint8_t *is_met;
    if (glo_alloc_array(t->periods * t->columns, sizeof *is_met, &is_met) < 0)
        return GLO_ENOMEM;
    glo_status status = GLO_OK;
    for (size_t i = 0; i < t->count_of_series && status == GLO_OK; i++) {
        memset(is_met, 0, t->periods * t->columns);
        for (size_t k = t->begins[i]; k < t->begins[i + 1] && status == GLO_OK; k++) {
            size_t row = t->rows[k], delay = (size_t)t->delay->integers[row];
            if (t->row_periods[row] < t->first)
                continue;
            uint8_t *met = &is_met[(size_t)(t->row_periods[row] - t->first) * t->columns + delay];
            double count = glo_column_number(t->count, row);
            if (count < 0 || isinf(count))
                status = glo_fail(GLO_EINVAL, "row %zu: a count known is 0 or more, not %g", row + 1, count);
            else if (*met)
                status = glo_fail(GLO_EINVAL, "row %zu: its period and delay %zu come twice in one series",
                                  row + 1, delay);
            *met = 1;
        }
    }
    free(is_met);
    return status;
}

glo_status glo_triangles_read(const glo_frame *frame, const glo_triangle_spec *spec, glo_triangles *out) {
    const glo_column *period = NULL;
    *out = (glo_triangles){.spec = spec, .panel = {.frame = frame}};
    glo_status status = find_columns(out, &period);
    if (status == GLO_OK && out->facet && period->span != spec->cuts.every)
        status = glo_fail(GLO_EINVAL, "the frame has %ss, and the delays are in %ss",
                          glo_span_name(period->span), glo_span_name(spec->cuts.every));
    if (status == GLO_OK)
        status = group_rows(out, period);
    if (status == GLO_OK)
        status = find_extent(out);
    return status == GLO_OK && out->delay ? check_given(out) : status;
}

void glo_triangles_dispose(glo_triangles *t) {
    free(t->rows);
    free(t->begins);
    free(t->row_periods);
    *t = (glo_triangles){0};
}

size_t glo_triangles_row(const glo_triangles *t, size_t series) {
    return t->rows[t->begins[series]];
}

/* ---- one series ---- */

/* The number that a facet is the text of: store/reported.h. */
enum { ADDED = 1, RETRACTED = 2, STOOD = 3 };

/* What came and went is added up over the delays; figures stood at each. */
static void fill_reported(const glo_triangles *t, size_t series, double *known) {
    const size_t columns = t->columns;
    for (size_t i = 0; i < t->periods * columns; i++)
        known[i] = t->spec->gaps_are_zero ? 0 : NAN;
    for (size_t i = t->begins[series]; i < t->begins[series + 1]; i++) {
        size_t row = t->rows[i];
        int32_t period = t->row_periods[row];
        long code = strtol(glo_column_text(t->facet, row), NULL, 10);
        if (period < t->first || period > t->last || code < 1 || (size_t)(code / 4) >= columns)
            continue;
        double count = glo_column_number(t->count, row),
               *line = known + (size_t)(period - t->first) * columns;
        if (code % 4 == RETRACTED)
            count = -count;
        size_t end = code % 4 == STOOD ? (size_t)(code / 4) + 1 : columns;
        for (size_t d = (size_t)(code / 4); d < end; d++)
            line[d] = (isnan(line[d]) ? 0 : line[d]) + count;
    }
}

/* What lies ahead is not known, nor what was known before anybody kept it. */
static void hide_unknown(const glo_triangles *t, double *known) {
    for (size_t p = 0; p < t->periods; p++) {
        double *line = known + p * t->columns;
        int32_t period = t->first + (int32_t)p, age = t->last - period;
        for (size_t d = 0; d + 1 < t->columns; d++) {
            if ((int32_t)d > age || glo_cuts_day(&t->spec->cuts, period, (int32_t)d) < t->spec->first_known)
                line[d] = NAN;
        }
    }
}

static void fill_given(const glo_triangles *t, size_t series, double *known) {
    for (size_t i = 0; i < t->periods * t->columns; i++)
        known[i] = NAN;
    for (size_t i = t->begins[series]; i < t->begins[series + 1]; i++) {
        size_t row = t->rows[i];
        int32_t period = t->row_periods[row];
        if (period >= t->first && period <= t->last)
            known[(size_t)(period - t->first) * t->columns + (size_t)t->delay->integers[row]] =
                glo_column_number(t->count, row);
    }
    for (size_t p = 0; p < t->periods; p++) { /* what is known now is what was known last */
        double *line = known + p * t->columns;
        for (size_t d = 0; d + 1 < t->columns; d++) {
            if (!isnan(line[d]))
                line[t->columns - 1] = line[d];
        }
    }
}

void glo_triangles_fill(const glo_triangles *t, size_t series, double *known) {
    if (t->delay) {
        fill_given(t, series, known);
        return;
    }
    fill_reported(t, series, known);
    hide_unknown(t, known);
}
