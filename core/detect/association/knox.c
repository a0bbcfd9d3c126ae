/* knox.c: near repeats of each map of a frame, as a frame. Columns and example in detect/knox.h. */
#include "detect/knox.h"

#include "association/pairs.h"
#include "association/places.h"
#include "base/alloc.h"
#include "panel/columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_EVENTS 10000000 /* each permutation moves them all */

/* The events of a frame: in the order of its rows. */
typedef struct event_rows {
    const glo_frame *figures;
    const glo_knox_spec *spec;
    const glo_job *job;
    glo_places places;
    uint32_t *place_of, *map_of; /* of each row */
    int64_t *count;              /* events of each row that take part */
    int32_t *period;
    glo_knox_note note;
    double *results; /* by map and cell: observed, expected, p */
    size_t *events;  /* of each map */
} event_rows;

enum { OBSERVED, EXPECTED, P, RESULTS };

static size_t cells_of(const glo_knox_spec *spec) {
    return spec->distance_count * spec->lag_count;
}

/* ---- the events ---- */

/* Without coordinates only events of one place are known to be near. */
static bool needs_place(const glo_knox_spec *spec) {
    return spec->distance_count > 1 || spec->distances[0] > 0;
}

static glo_status read_count(const glo_column *value, size_t row, double *out) {
    *out = value ? glo_column_number(value, row) : 1;
    if (isnan(*out))
        return GLO_OK;
    if (*out < 0 || *out != floor(*out) || *out > MOST_EVENTS)
        return glo_fail(GLO_EINVAL, "near repeats are of counted events, and row %zu has %g", row + 1, *out);
    return GLO_OK;
}

static glo_status read_row(event_rows *e, const glo_column *value, const glo_column *time, size_t row) {
    double count;
    glo_status status = read_count(value, row, &count);
    if (status < 0)
        return status;
    if (isnan(count) || glo_column_is_null(time, row)) {
        e->note.missing++;
        return GLO_OK;
    }
    if (needs_place(e->spec) && isnan(e->places.x[e->place_of[row]])) {
        e->note.unplaced += (size_t)count;
        return GLO_OK;
    }
    e->period[row] = glo_span_index(glo_column_day(time, row), time->span);
    e->count[row] = (int64_t)count;
    e->events[e->map_of[row]] += (size_t)count;
    e->note.events += (size_t)count;
    if (e->events[e->map_of[row]] > MOST_EVENTS)
        return glo_fail(GLO_EINVAL, "more than %d events: take a shorter time or a smaller area",
                        MOST_EVENTS);
    return GLO_OK;
}

static glo_status read_rows(event_rows *e) {
    const glo_column *value = NULL, *time;
    size_t at, rows = glo_frame_rows(e->figures);
    glo_status status = glo_frame_find(e->figures, e->spec->time, &at);
    if (status < 0)
        return status;
    time = glo_frame_column(e->figures, at);
    if (time->type != GLO_TYPE_DAY && time->type != GLO_TYPE_MONTH)
        return glo_fail(GLO_EINVAL, "the column '%s' is %s, not days or months", e->spec->time,
                        glo_type_name(time->type));
    e->note.span = time->span;
    if (e->spec->map.value)
        status = glo_number_column(e->figures, e->spec->map.value, &value);
    if (status == GLO_OK)
        status = glo_alloc_array(rows, sizeof *e->count, &e->count);
    if (status == GLO_OK)
        status = glo_alloc_array(rows, sizeof *e->period, &e->period);
    if (status == GLO_OK)
        status = glo_alloc_array(e->places.map_count, sizeof *e->events, &e->events);
    for (size_t row = 0; row < rows && status == GLO_OK; row++)
        status = read_row(e, value, time, row);
    return status;
}

/* ---- one map ---- */

typedef struct event {
    uint32_t place;
    int32_t time;
} event;

static int by_place(const void *a, const void *b) {
    const event *left = a, *right = b;
    if (left->place != right->place)
        return left->place < right->place ? -1 : 1;
    return (left->time > right->time) - (left->time < right->time);
}

/* The events of a map in order of their places, times from 0. */
static void gather(const event_rows *e, uint32_t map, event *events) {
    size_t count = 0;
    int32_t first = INT32_MAX;
    for (size_t row = 0; row < glo_frame_rows(e->figures); row++) {
        if (e->map_of[row] != map || e->count[row] == 0)
            continue;
        first = e->period[row] < first ? e->period[row] : first;
        for (int64_t n = 0; n < e->count[row]; n++)
            events[count++] = (event){e->place_of[row], e->period[row]};
    }
    for (size_t i = 0; i < count; i++)
        events[i].time -= first;
    qsort(events, count, sizeof *events, by_place);
}

/* Only places with events are numbered. */
static glo_status fill_pairs(const event_rows *e, uint32_t map, glo_pairs *pairs, double *x, double *y) {
    event *events;
    if (glo_alloc_array(pairs->events, sizeof *events, &events) < 0)
        return GLO_ENOMEM;
    gather(e, map, events);
    for (size_t i = 0; i < pairs->events; i++) {
        if (i == 0 || events[i].place != events[i - 1].place) {
            x[pairs->places] = e->places.x[events[i].place];
            y[pairs->places++] = e->places.y[events[i].place];
        }
        pairs->place[i] = (uint32_t)(pairs->places - 1);
        pairs->time[i] = events[i].time;
    }
    free(events);
    return GLO_OK;
}

static glo_status count_pairs(event_rows *e, size_t map, glo_pairs *pairs) {
    size_t cells = cells_of(e->spec);
    uint64_t *observed = NULL;
    double *expected = NULL, *out = e->results + map * cells * RESULTS;
    glo_tail *tails = NULL;
    glo_status status = glo_alloc_array(cells, sizeof *observed, &observed);
    if (status == GLO_OK)
        status = glo_alloc_array(cells, sizeof *expected, &expected);
    if (status == GLO_OK)
        status = glo_alloc_array(cells, sizeof *tails, &tails);
    if (status == GLO_OK)
        status = glo_pairs_count(pairs, e->job, observed, expected, tails);
    for (size_t cell = 0; cell < cells && status == GLO_OK; cell++) {
        out[cell * RESULTS + OBSERVED] = (double)observed[cell];
        out[cell * RESULTS + EXPECTED] = expected[cell];
        out[cell * RESULTS + P] = glo_tail_p(&tails[cell], GLO_GREATER);
    }
    free(observed);
    free(expected);
    free(tails);
    return status;
}

static glo_status judge_map(event_rows *e, size_t map) {
    const glo_knox_spec *spec = e->spec;
    size_t events = e->events[map];
    double *x = NULL, *y = NULL;
    if (events < 2) {
        e->note.alone++;
        return GLO_OK;
    }
    glo_pairs pairs = {.events = events,
                       .is_great_circle = spec->is_great_circle,
                       .distances = spec->distances,
                       .distance_count = spec->distance_count,
                       .lags = spec->lags,
                       .lag_count = spec->lag_count,
                       .draws = spec->draws,
                       .seed = spec->seed};
    glo_status status = glo_alloc_array(events, sizeof *pairs.place, &pairs.place);
    if (status == GLO_OK)
        status = glo_alloc_array(events, sizeof *pairs.time, &pairs.time);
    if (status == GLO_OK)
        status = glo_alloc_array(e->places.count, sizeof *x, &x);
    if (status == GLO_OK)
        status = glo_alloc_array(e->places.count, sizeof *y, &y);
    pairs.x = x;
    pairs.y = y;
    if (status == GLO_OK)
        status = fill_pairs(e, (uint32_t)map, &pairs, x, y);
    if (status == GLO_OK)
        status = count_pairs(e, map, &pairs);
    free(x);
    free(y);
    free(pairs.place);
    free(pairs.time);
    return status;
}

static glo_status judge_maps(event_rows *e) {
    size_t count = e->places.map_count * cells_of(e->spec) * RESULTS;
    glo_status status = glo_alloc_array(count, sizeof *e->results, &e->results);
    for (size_t i = 0; i < count && status == GLO_OK; i++)
        e->results[i] = NAN;
    for (size_t map = 0; map < e->places.map_count && status == GLO_OK; map++)
        status = judge_map(e, map);
    return status;
}

/* ---- the frame ---- */

static glo_status add_keys(const event_rows *e, size_t rows, glo_frame_builder *builder) {
    size_t *taken, cells = cells_of(e->spec);
    if (glo_alloc_array(rows, sizeof *taken, &taken) < 0)
        return GLO_ENOMEM;
    for (size_t row = 0; row < rows; row++)
        taken[row] = e->places.maps[row / cells].row;
    glo_status status = GLO_OK;
    for (size_t k = 0; k < e->spec->map.key_count && status == GLO_OK; k++) {
        size_t at;
        glo_column *column;
        status = glo_frame_find(e->figures, e->spec->map.keys[k], &at);
        if (status == GLO_OK)
            status = glo_column_take(glo_frame_column(e->figures, at), taken, rows, &column);
        if (status == GLO_OK)
            status = glo_frame_builder_add(builder, e->spec->map.keys[k], column);
    }
    free(taken);
    return status;
}

typedef double (*cell_value)(const event_rows *e, size_t row);

static const double *result_of(const event_rows *e, size_t row) {
    return e->results + row * RESULTS;
}

static size_t distance_band(const event_rows *e, size_t row) {
    return row % cells_of(e->spec) / e->spec->lag_count;
}

static double distance_to(const event_rows *e, size_t row) {
    return e->spec->distances[distance_band(e, row)];
}

static double distance_from(const event_rows *e, size_t row) {
    size_t band = distance_band(e, row);
    return band > 0 ? e->spec->distances[band - 1] : 0;
}

static double lag_to(const event_rows *e, size_t row) {
    return floor(e->spec->lags[row % e->spec->lag_count]);
}

/* Lags are whole: the first of a band is one above the last of the band before. */
static double lag_from(const event_rows *e, size_t row) {
    size_t band = row % e->spec->lag_count;
    return band > 0 ? floor(e->spec->lags[band - 1]) + 1 : 0;
}

static double events_of(const event_rows *e, size_t row) {
    size_t map = row / cells_of(e->spec);
    return (double)e->events[map];
}

static double observed_of(const event_rows *e, size_t row) {
    return result_of(e, row)[OBSERVED];
}

static double expected_of(const event_rows *e, size_t row) {
    return result_of(e, row)[EXPECTED];
}

static double ratio_of(const event_rows *e, size_t row) {
    return observed_of(e, row) / expected_of(e, row); /* no number where none is expected: null */
}

static double p_of(const event_rows *e, size_t row) {
    return result_of(e, row)[P];
}

/* A column of whole numbers where `is_whole`. */
static glo_status add_column(const event_rows *e, size_t rows, const char *name, bool is_whole,
                             const char *unit, cell_value value, glo_frame_builder *builder) {
    glo_column *column;
    glo_status status =
        glo_add_column(builder, name, is_whole ? GLO_TYPE_INTEGER : GLO_TYPE_REAL, rows, unit, &column);
    for (size_t row = 0; row < rows && status == GLO_OK; row++) {
        double cell = value(e, row);
        if (!is_whole)
            status = glo_set_real(column, row, cell);
        else if (isnan(cell))
            status = glo_column_set_null(column, row);
        else
            column->integers[row] = (int64_t)cell;
    }
    return status;
}

static glo_status add_q(event_rows *e, size_t rows, glo_frame_builder *builder) {
    double *q;
    glo_column *column;
    if (glo_alloc_array(rows, sizeof *q, &q) < 0)
        return GLO_ENOMEM;
    for (size_t row = 0; row < rows; row++)
        q[row] = p_of(e, row);
    glo_status status = glo_false_discovery(q, rows, e->spec->control, q);
    if (status == GLO_OK)
        status = glo_add_column(builder, "q", GLO_TYPE_REAL, rows, NULL, &column);
    for (size_t row = 0; row < rows && status == GLO_OK; row++) {
        e->note.alarms += q[row] <= e->spec->alpha;
        status = glo_set_real(column, row, q[row]);
    }
    free(q);
    return status;
}

static glo_status add_columns(event_rows *e, size_t rows, glo_frame_builder *builder) {
    const char *distance = e->spec->is_great_circle ? "km" : NULL;
    const struct {
        const char *name;
        bool is_whole;
        const char *unit;
        cell_value value;
    } columns[] = {{"distance_from", false, distance, distance_from},
                   {"distance_to", false, distance, distance_to},
                   {"lag_from", true, NULL, lag_from},
                   {"lag_to", true, NULL, lag_to},
                   {"events", true, NULL, events_of},
                   {"observed", true, NULL, observed_of},
                   {"expected", false, NULL, expected_of},
                   {"ratio", false, NULL, ratio_of},
                   {"p", false, NULL, p_of}};
    glo_status status = add_keys(e, rows, builder);
    for (size_t i = 0; i < sizeof columns / sizeof *columns && status == GLO_OK; i++)
        status = add_column(e, rows, columns[i].name, columns[i].is_whole, columns[i].unit, columns[i].value,
                            builder);
    return status == GLO_OK ? add_q(e, rows, builder) : status;
}

static glo_status make_frame(event_rows *e, glo_marking marking, glo_provenance *provenance,
                             glo_frame **out) {
    glo_frame_builder builder = {0};
    size_t rows = e->places.map_count * cells_of(e->spec);
    glo_status status = add_columns(e, rows, &builder);
    if (status < 0) {
        glo_frame_builder_dispose(&builder);
        return status;
    }
    return glo_frame_new(&builder, marking, provenance, out);
}

/* ---- the whole ---- */

static glo_status check_bounds(const double *bounds, size_t count, const char *what) {
    if (count == 0)
        return glo_fail(GLO_EINVAL, "%s needs at least one upper bound", what);
    for (size_t i = 0; i < count; i++) {
        if (!(bounds[i] >= 0) || !isfinite(bounds[i]))
            return glo_fail(GLO_EINVAL, "%s: the bound %g is below 0 or no number", what, bounds[i]);
        if (i > 0 && !(bounds[i] > bounds[i - 1]))
            return glo_fail(GLO_EINVAL, "%s: bounds must rise, and %g follows %g", what, bounds[i],
                            bounds[i - 1]);
    }
    return GLO_OK;
}

glo_status glo_knox(const glo_frame *figures, const glo_frame *places, const glo_knox_spec *spec,
                    const glo_job *job, glo_provenance *provenance, glo_frame **out,
                    glo_knox_note *out_note) {
    event_rows e = {.figures = figures, .spec = spec, .job = job};
    size_t rows = glo_frame_rows(figures);
    glo_marking marking = glo_frame_marking(figures);
    if (places)
        marking = glo_marking_join(marking, glo_frame_marking(places));
    glo_status status = check_bounds(spec->distances, spec->distance_count, "distance");
    if (status == GLO_OK)
        status = check_bounds(spec->lags, spec->lag_count, "lag");
    if (status == GLO_OK)
        status = glo_alloc_array(rows, sizeof *e.place_of, &e.place_of);
    if (status == GLO_OK)
        status = glo_alloc_array(rows, sizeof *e.map_of, &e.map_of);
    if (status == GLO_OK)
        status = glo_places_number(figures, places ? places : figures, &spec->map, e.place_of, e.map_of,
                                   &e.places);
    if (status == GLO_OK)
        status = read_rows(&e);
    if (status == GLO_OK)
        status = judge_maps(&e);
    e.note.places = e.places.count;
    e.note.maps = e.places.map_count;
    if (status == GLO_OK)
        status = make_frame(&e, marking, provenance, out);
    if (status == GLO_OK)
        *out_note = e.note;
    free(e.place_of);
    free(e.map_of);
    free(e.count);
    free(e.period);
    free(e.events);
    free(e.results);
    glo_places_dispose(&e.places);
    return status;
}
