/* panel.c: finds the series of a frame. Example in panel.h. */
#include "panel/panel.h"

#include "base/alloc.h"
#include "base/err.h"
#include "base/text.h"
#include "series_order.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ABSURD 1e15 /* beyond it neighbouring whole numbers can't be distinguished */
#define MOST_PERIODS 200000

/* ---- columns ---- */

static bool is_number(const glo_column *column) {
    return column->type == GLO_TYPE_INTEGER || column->type == GLO_TYPE_REAL;
}

static bool is_time_type(const glo_column *column) {
    return column->type == GLO_TYPE_DAY || column->type == GLO_TYPE_MONTH;
}

static glo_status find_time(glo_panel *panel) {
    static const char *const names[] = {"period", "month", "day", "week", "quarter", "year", "date"};
    const glo_frame *frame = panel->frame;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        for (size_t c = 0; c < glo_frame_columns(frame); c++) {
            if (strcmp(glo_frame_name(frame, c), names[i]) == 0 &&
                glo_frame_column(frame, c)->type != GLO_TYPE_REAL) {
                panel->time = c;
                return GLO_OK;
            }
        }
    }
    for (size_t c = 0; c < glo_frame_columns(frame); c++) {
        if (is_time_type(glo_frame_column(frame, c))) {
            panel->time = c;
            return GLO_OK;
        }
    }
    return glo_fail(GLO_EINVAL, "the frame has no column of periods: forecasts need one, as "
                                "rollup{every=\"month\"} gives it");
}

static glo_status find_value(glo_panel *panel, const char *asked) {
    static const char *const names[] = {"count", "estimate", "value", "weighted", "events"};
    const glo_frame *frame = panel->frame;
    if (asked) {
        glo_status status = glo_frame_find(frame, asked, &panel->value);
        if (status == GLO_OK && !is_number(glo_frame_column(frame, panel->value)))
            return glo_fail(GLO_EINVAL, "the column '%s' holds %s, not numbers", asked,
                            glo_type_name(glo_frame_column(frame, panel->value)->type));
        return status;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        for (size_t c = 0; c < glo_frame_columns(frame); c++) {
            if (strcmp(glo_frame_name(frame, c), names[i]) == 0 && is_number(glo_frame_column(frame, c))) {
                panel->value = c;
                return GLO_OK;
            }
        }
    }
    size_t found = 0;
    for (size_t c = 0; c < glo_frame_columns(frame); c++) {
        if (c != panel->time && is_number(glo_frame_column(frame, c))) {
            panel->value = c;
            found++;
        }
    }
    return found == 1 ? GLO_OK
           : found    ? glo_fail(GLO_EINVAL,
                                 "the frame has several columns of numbers: say which, as in "
                                    "{value=\"%s\"}",
                                 glo_frame_name(frame, panel->value))
                      : glo_fail(GLO_EINVAL, "the frame has no column of numbers");
}

static glo_status find_keys(glo_panel *panel) {
    for (size_t c = 0; c < glo_frame_columns(panel->frame); c++) {
        if (c == panel->time || glo_frame_column(panel->frame, c)->type != GLO_TYPE_TEXT)
            continue;
        if (panel->key_count == GLO_MOST_KEYS)
            return glo_fail(GLO_EINVAL, "the frame has more than %d columns of text", GLO_MOST_KEYS);
        panel->keys[panel->key_count++] = c;
    }
    return GLO_OK;
}

/* ---- rows ---- */

typedef struct point {
    uint32_t row;
    int32_t period;
} point;

/* "zone BE, phenomenon drugs" */
static void describe(const glo_panel *panel, size_t row, char *out, size_t size) {
    size_t length = 0;
    out[0] = 0;
    for (size_t k = 0; k < panel->key_count && length < size; k++) {
        const glo_column *column = glo_frame_column(panel->frame, panel->keys[k]);
        length +=
            (size_t)snprintf(out + length, size - length, "%s%s %s", k ? ", " : " for ",
                             glo_frame_name(panel->frame, panel->keys[k]), glo_column_text(column, row));
    }
}

static glo_status read_day(const glo_panel *panel, const glo_column *column, size_t row, int32_t *out_day,
                           glo_span *out_span) {
    char text[32];
    if (glo_column_is_null(column, row))
        return glo_fail(GLO_EINVAL, "row %zu has no %s", row + 1, glo_frame_name(panel->frame, panel->time));
    if (is_time_type(column)) {
        *out_day = glo_column_day(column, row);
        *out_span = column->span;
        return GLO_OK;
    }
    if (column->type == GLO_TYPE_INTEGER)
        snprintf(text, sizeof text, "%lld", (long long)column->integers[row]);
    else
        snprintf(text, sizeof text, "%s", glo_column_text(column, row));
    if (glo_date_parse(text, strlen(text), GLO_ORDER_ISO, out_day, out_span) < 0)
        return glo_fail(GLO_EINVAL,
                        "row %zu: '%s' is no period; periods are written 2024, 2024-Q1, 2024-01, 2024-W05 or "
                        "2024-01-31",
                        row + 1, text);
    return GLO_OK;
}

/* Fills `periods` with the number of each row's period. */
static glo_status read_times(glo_panel *panel, int32_t *periods) {
    const glo_column *column = glo_frame_column(panel->frame, panel->time);
    size_t rows = glo_frame_rows(panel->frame);
    for (size_t row = 0; row < rows; row++) {
        int32_t day = 0;
        glo_span span = GLO_ALL;
        glo_status status = read_day(panel, column, row, &day, &span);
        if (status < 0)
            return status;
        if (span == GLO_ALL)
            return glo_fail(GLO_EINVAL, "the frame has one period for all time: a series needs periods");
        if (row == 0)
            panel->span = span;
        if (span != panel->span)
            return glo_fail(GLO_EINVAL,
                            "row %zu is a %s where the first is a %s: one frame, one length of period",
                            row + 1, glo_span_name(span), glo_span_name(panel->span));
        periods[row] = glo_span_index(day, span);
    }
    return GLO_OK;
}

static glo_status check_values(glo_panel *panel) {
    const glo_column *column = glo_frame_column(panel->frame, panel->value);
    int has_negative = 0;
    for (size_t row = 0; row < column->rows; row++) {
        double value = glo_column_number(column, row);
        if (isnan(value))
            continue;
        if (fabs(value) > ABSURD) {
            char keys[160], number[32];
            describe(panel, row, keys, sizeof keys);
            snprintf(number, sizeof number, isinf(value) ? "infinite" : "%g", value);
            return glo_fail(GLO_EINVAL,
                            "row %zu: the %s is %s%s, which is no figure to go by; mend it or make it "
                            "null",
                            row + 1, glo_frame_name(panel->frame, panel->value), number, keys);
        }
        has_negative |= value < 0;
    }
    panel->is_nonnegative = !has_negative;
    panel->is_count = !has_negative && column->type == GLO_TYPE_INTEGER;
    return GLO_OK;
}

static int compare_points(const void *a, const void *b) {
    const point *x = a, *y = b;
    if (x->period != y->period)
        return x->period < y->period ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

uint64_t glo_panel_hash(const glo_panel *panel, size_t row) { /* FNV-1a over the texts, each with its end */
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t k = 0; k < panel->key_count; k++) {
        const char *text = glo_column_text(glo_frame_column(panel->frame, panel->keys[k]), row);
        do {
            hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
        } while (*text++);
    }
    return hash;
}

/* The points of one series, in order of time, each period once. */
static glo_status order_points(glo_panel *panel, point *points, size_t count) {
    int is_ordered = 1;
    for (size_t i = 1; i < count; i++)
        is_ordered &= points[i - 1].period < points[i].period;
    if (is_ordered)
        return GLO_OK;
    size_t steps_back = 0;
    for (size_t i = 1; i < count; i++)
        steps_back += points[i - 1].period > points[i].period;
    panel->unordered += steps_back > 0;
    qsort(points, count, sizeof *points, compare_points);
    for (size_t i = 1; i < count; i++) {
        if (points[i].period == points[i - 1].period) {
            char keys[160], date[GLO_DATE_SIZE];
            describe(panel, points[i].row, keys, sizeof keys);
            glo_date_format(glo_span_first(points[i].period, panel->span), panel->span, date);
            return glo_fail(GLO_EINVAL,
                            "%s comes twice%s: rows %u and %u; add them up first, or add the column that "
                            "tells them apart",
                            date, keys, points[i - 1].row + 1, points[i].row + 1);
        }
    }
    return GLO_OK;
}

static double gap_value(const glo_panel_spec *spec) {
    return spec->gaps_are_zero ? 0 : NAN;
}

static int32_t longest_gap(const point *points, size_t count) {
    int32_t longest = 0;
    for (size_t i = 1; i < count; i++) {
        int32_t gap = points[i].period - points[i - 1].period - 1;
        longest = gap > longest ? gap : longest;
    }
    return longest;
}

/* Where a series begins whose gaps are zeros: where the figures do, unless it has no rows for more than twice
 * as long as ever after and it is not said that it was zero. Then the source reported later. */
static int32_t start_of(const glo_panel *panel, const glo_panel_spec *spec, const point *points,
                        size_t count) {
    int32_t first = points[0].period;
    glo_zeros_before before = spec->covered.zeros_before;
    if (!spec->gaps_are_zero || panel->earliest == INT32_MIN || before == GLO_ZEROS_NOT_SAID)
        return first;
    bool is_zero = before == GLO_ZEROS_CERTAIN || first - panel->earliest <= 2 * longest_gap(points, count);
    return is_zero ? panel->earliest : first;
}

static int32_t last_whole(int32_t day, glo_span span) {
    int32_t period = glo_span_index(day, span);
    return glo_span_last(glo_span_first(period, span), span) > day ? period - 1 : period;
}

static int32_t first_whole(int32_t day, glo_span span) {
    int32_t period = glo_span_index(day, span);
    return glo_span_first(period, span) < day ? period + 1 : period;
}

static bool has_certain_end(const glo_panel *panel, const glo_panel_spec *spec) {
    return spec->covered.is_known && spec->covered.zeros_to != GLO_DAY_MIN &&
           last_whole(spec->covered.zeros_to, panel->span) >= panel->last;
}

/* Where a series ends whose gaps are zeros: with the others, unless its rows stop for more than twice as long
 * as they ever did before. Then the source has stopped reporting. */
static int32_t end_of(const glo_panel *panel, const glo_panel_spec *spec, const point *points, size_t count) {
    int32_t last = points[count - 1].period;
    if (has_certain_end(panel, spec))
        return panel->last;
    return panel->last - last > 2 * longest_gap(points, count) ? last : panel->last;
}

/* The values of one series from its points, from `room` on; gives how many of the room were used. */
static size_t lay_out(glo_panel *panel, const glo_panel_spec *spec, const point *points, size_t count,
                      glo_track *track, double *room) {
    const glo_column *column = glo_frame_column(panel->frame, panel->value);
    while (count > 0 && points[count - 1].period > panel->last)
        count--;
    size_t begin = 0, outside = 0;
    while (outside < count && points[outside].period < panel->earliest)
        outside++;
    begin = outside;
    while (begin < count && isnan(glo_column_number(column, points[begin].row)))
        begin++;
    if (begin == count)
        return 0;
    track->first =
        begin > outside ? points[begin].period : start_of(panel, spec, points + begin, count - begin);
    int32_t end =
        spec->gaps_are_zero ? end_of(panel, spec, points + begin, count - begin) : points[count - 1].period;
    track->count = (size_t)(end - track->first) + 1;
    track->values = room;
    for (size_t i = 0; i < track->count; i++)
        room[i] = gap_value(spec);
    panel->gaps += track->count - (count - begin);
    for (size_t i = begin; i < count; i++)
        room[points[i].period - track->first] = glo_column_number(column, points[i].row);
    while (isnan(room[track->count - 1])) /* the first is known */
        track->count--;
    return track->count;
}

static int compare_tracks(const void *a, const void *b) {
    const glo_track *x = a, *y = b;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* Counts a row that is not read: of a period that is not whole, or after the cutoff. */
static bool is_outside(glo_panel *panel, int32_t period, int32_t latest, int32_t limit) {
    bool is_cut = period < panel->earliest || period > latest;
    panel->cut += is_cut;
    panel->left_out += !is_cut && period > limit;
    return is_cut || period > limit;
}

static glo_status no_period(const glo_panel_spec *spec, const glo_panel *panel) {
    char date[GLO_DATE_SIZE];
    if (panel->cut > 0)
        return glo_fail(GLO_EINVAL, "no period is whole: from and to cut the only %s%s",
                        glo_span_name(panel->span), panel->cut == 1 ? "" : "s");
    glo_date_format(spec->cutoff, GLO_DAY, date);
    return glo_fail(GLO_EINVAL, "the frame has no period that ends by %s, the cutoff", date);
}

/* The first and the last whole period: up to the last row, or as far as gaps are zeros for certain. */
static glo_status find_ends(glo_panel *panel, const glo_panel_spec *spec, const int32_t *periods,
                            size_t rows) {
    const glo_covered *covered = &spec->covered;
    bool has_any = false;
    int32_t limit = INT32_MAX, latest = INT32_MAX;
    panel->earliest = INT32_MIN;
    if (spec->cutoff != GLO_NO_CUTOFF)
        limit = last_whole(spec->cutoff, panel->span);
    if (covered->is_known && covered->first != GLO_DAY_MIN)
        panel->earliest = first_whole(covered->first, panel->span);
    if (covered->is_known && covered->last != GLO_DAY_MAX)
        latest = last_whole(covered->last, panel->span);
    for (size_t row = 0; row < rows; row++) {
        if (is_outside(panel, periods[row], latest, limit))
            continue;
        panel->last = !has_any || periods[row] > panel->last ? periods[row] : panel->last;
        has_any = true;
    }
    if (!has_any)
        return no_period(spec, panel);
    if (spec->gaps_are_zero && covered->is_known && covered->zeros_to != GLO_DAY_MIN) {
        int32_t end = last_whole(covered->zeros_to, panel->span);
        end = end > latest ? latest : end > limit ? limit : end;
        panel->last = end > panel->last ? end : panel->last;
    }
    return GLO_OK;
}

static glo_status read_tracks(glo_panel *panel, const glo_panel_spec *spec, const int32_t *periods,
                              const series_order *in, point *points, size_t rows) {
    const uint32_t *order = in->rows;
    size_t total = 0, begin = 0;
    for (int pass = 0; pass < 2; pass++) { /* how much room, then the values */
        size_t used = 0;
        panel->count = 0;
        for (begin = 0; begin < rows;) {
            size_t end = glo_series_end(panel, in, begin, rows);
            if (pass == 0) {
                for (size_t i = begin; i < end; i++)
                    points[i] = (point){order[i], periods[order[i]]};
                glo_status status = order_points(panel, points + begin, end - begin);
                if (status < 0)
                    return status;
                int32_t start = points[begin].period;
                if (spec->gaps_are_zero && panel->earliest != INT32_MIN && panel->earliest < start)
                    start = panel->earliest;
                int64_t length = (int64_t)panel->last - start + 1;
                if (length > MOST_PERIODS)
                    return glo_fail(GLO_EINVAL, "a series of %lld periods is longer than %d",
                                    (long long)length, MOST_PERIODS);
                total += length > 0 ? (size_t)length : 0;
            } else {
                glo_track *track = &panel->tracks[panel->count];
                track->row = order[begin];
                track->hash = glo_panel_hash(panel, track->row);
                used += lay_out(panel, spec, points + begin, end - begin, track, panel->values + used);
            }
            panel->count++;
            begin = end;
        }
        if (pass == 0 && (glo_alloc_array(total, sizeof(double), &panel->values) < 0 ||
                          glo_alloc_array(panel->count, sizeof(glo_track), &panel->tracks) < 0))
            return GLO_ENOMEM;
    }
    qsort(panel->tracks, panel->count, sizeof *panel->tracks, compare_tracks);
    return GLO_OK;
}

static glo_status read_rows(glo_panel *panel, const glo_panel_spec *spec) {
    size_t rows = glo_frame_rows(panel->frame);
    int32_t *periods = NULL;
    series_order order = {0};
    point *points = NULL;
    glo_status status = glo_alloc_array(rows, sizeof *periods, &periods);
    if (status == GLO_OK)
        status = glo_alloc_array(rows, sizeof *points, &points);
    if (status == GLO_OK)
        status = read_times(panel, periods);
    if (status == GLO_OK)
        status = find_ends(panel, spec, periods, rows);
    if (status == GLO_OK)
        status = glo_series_order(panel, rows, &order);
    if (status == GLO_OK)
        status = read_tracks(panel, spec, periods, &order, points, rows);
    free(periods);
    glo_series_order_dispose(&order);
    free(points);
    return status;
}

glo_status glo_panel_read(const glo_frame *frame, const glo_panel_spec *spec, glo_panel *out) {
    static const int seasons[] = {7, 52, 12, 4, 1};
    glo_panel panel = {.frame = frame};
    if (glo_frame_rows(frame) == 0)
        return glo_fail(GLO_EINVAL, "the frame has no rows: there is nothing to go by");
    glo_status status = find_time(&panel);
    if (status == GLO_OK)
        status = find_value(&panel, spec->value);
    if (status == GLO_OK)
        status = find_keys(&panel);
    if (status == GLO_OK)
        status = check_values(&panel);
    if (status == GLO_OK)
        status = read_rows(&panel, spec);
    if (status < 0) {
        glo_panel_dispose(&panel);
        return status;
    }
    panel.season = seasons[panel.span];
    panel.season2 = panel.span == GLO_DAY ? 365 : 0;
    *out = panel;
    return GLO_OK;
}

void glo_panel_dispose(glo_panel *panel) {
    free(panel->tracks);
    free(panel->values);
    panel->tracks = NULL;
    panel->values = NULL;
}

static bool has_negative(const glo_panel *panel) {
    for (size_t i = 0; i < panel->count; i++) {
        for (size_t t = 0; t < panel->tracks[i].count; t++) {
            if (panel->tracks[i].values[t] < 0)
                return 1;
        }
    }
    return 0;
}

glo_status glo_panel_cut(const glo_panel *panel, int32_t at, glo_panel *out) {
    glo_panel cut = *panel;
    cut.values = NULL;
    if (glo_alloc_array(panel->count, sizeof *cut.tracks, &cut.tracks) < 0)
        return GLO_ENOMEM;
    cut.last = at < panel->last ? at : panel->last;
    for (size_t i = 0; i < panel->count; i++) {
        glo_track *track = &cut.tracks[i];
        *track = panel->tracks[i];
        int64_t known = (int64_t)cut.last - track->first + 1;
        if (known < (int64_t)track->count)
            track->count = known > 0 ? (size_t)known : 0;
        while (track->count > 0 && isnan(track->values[track->count - 1]))
            track->count--;
    }
    cut.is_nonnegative = panel->is_nonnegative || !has_negative(&cut); /* as far as is known then */
    *out = cut;
    return GLO_OK;
}

bool glo_panel_is_same(const glo_panel *a, const glo_track *x, const glo_panel *b, const glo_track *y) {
    for (size_t i = 0; i < a->key_count; i++) {
        for (size_t j = 0; j < b->key_count; j++) {
            if (strcmp(glo_frame_name(a->frame, a->keys[i]), glo_frame_name(b->frame, b->keys[j])) == 0 &&
                strcmp(glo_column_text(glo_frame_column(a->frame, a->keys[i]), x->row),
                       glo_column_text(glo_frame_column(b->frame, b->keys[j]), y->row)) != 0)
                return 0;
        }
    }
    return 1;
}

const glo_track *glo_panel_find(const glo_panel *panel, const glo_track *like) {
    for (size_t i = 0; i < panel->count; i++) {
        if (panel->tracks[i].hash == like->hash)
            return &panel->tracks[i];
    }
    return NULL;
}
