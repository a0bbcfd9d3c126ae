/* geometry.c: reads, checks and writes outlines. Example and reference in geometry.h. */
#include "io/geometry.h"

#include "base/alloc.h"
#include "base/err.h"
#include "io/json_reader.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define UNITS 1e7 /* a position is kept in whole units of a ten-millionth of a degree */

/* What an array holds: positions hold numbers, rings hold positions, and so on. */
enum { NOTHING, POSITION, RING, POLYGON, MULTIPOLYGON, DEEPEST };

typedef struct glo_position {
    int32_t lon, lat;
} glo_position;

typedef struct glo_outline {
    glo_position *positions;
    size_t count, room;
    size_t *ring_ends; /* into positions */
    size_t rings, ring_room;
    size_t *polygon_ends; /* into rings */
    size_t polygons, polygon_room;
    char type[24];
    int in_type, in_coordinates;
    int kinds[GLO_JSON_DEEPEST + 1]; /* of the open arrays, by depth */
    double numbers[2];
    size_t given; /* numbers of the position at hand */
} glo_outline;

static glo_status out_of_range(double lon, double lat) {
    if (fabs(lon) > 180 || fabs(lat) > 90)
        return glo_fail(
            GLO_EINVAL,
            "%.10g, %.10g is not a longitude and latitude: the file is in another coordinate system "
            "(Lambert, RD ...); convert it to WGS 84 first: ogr2ogr -t_srs EPSG:4326 new.geojson "
            "old.geojson",
            lon, lat);
    return GLO_OK;
}

static glo_status end_position(glo_outline *outline) {
    if (outline->given < 2)
        return glo_fail(GLO_EINVAL, "a position needs a longitude and a latitude");
    glo_status status = out_of_range(outline->numbers[0], outline->numbers[1]);
    if (status == GLO_OK)
        status =
            glo_alloc_grow(&outline->positions, &outline->room, outline->count + 1, sizeof(glo_position));
    if (status == GLO_OK)
        outline->positions[outline->count++] = (glo_position){(int32_t)lround(outline->numbers[0] * UNITS),
                                                              (int32_t)lround(outline->numbers[1] * UNITS)};
    return status;
}

static glo_status end_ring(glo_outline *outline) {
    size_t from = outline->rings ? outline->ring_ends[outline->rings - 1] : 0;
    const glo_position *first = &outline->positions[from], *last = &outline->positions[outline->count - 1];
    if (outline->count - from < 4)
        return glo_fail(GLO_EINVAL, "a ring needs at least four positions, this one has %zu",
                        outline->count - from);
    if (first->lon != last->lon || first->lat != last->lat)
        return glo_fail(GLO_EINVAL, "a ring does not close: it starts at %.7g, %.7g and ends at %.7g, %.7g",
                        first->lon / UNITS, first->lat / UNITS, last->lon / UNITS, last->lat / UNITS);
    glo_status status =
        glo_alloc_grow(&outline->ring_ends, &outline->ring_room, outline->rings + 1, sizeof(size_t));
    if (status == GLO_OK)
        outline->ring_ends[outline->rings++] = outline->count;
    return status;
}

static glo_status end_polygon(glo_outline *outline) {
    glo_status status =
        glo_alloc_grow(&outline->polygon_ends, &outline->polygon_room, outline->polygons + 1, sizeof(size_t));
    if (status == GLO_OK)
        outline->polygon_ends[outline->polygons++] = outline->rings;
    return status;
}

/* The kind of an array is one more than that of what it holds, which must all be of one kind. */
static glo_status end_array(glo_outline *outline, size_t depth) {
    int kind = outline->kinds[depth], *around = &outline->kinds[depth - 1];
    if (kind == NOTHING)
        return glo_fail(GLO_EINVAL, "the coordinates have an empty list");
    if (kind >= DEEPEST || (*around != NOTHING && *around != kind + 1))
        return glo_fail(GLO_EINVAL, "the coordinates are not lists of rings of positions");
    *around = kind + 1;
    if (kind == POSITION)
        return end_position(outline);
    if (kind == RING)
        return end_ring(outline);
    return kind == POLYGON ? end_polygon(outline) : GLO_OK;
}

static glo_status take_number(glo_outline *outline, const glo_json_event *event) {
    char text[48];
    int *kind = &outline->kinds[event->depth];
    if (event->length >= sizeof text)
        return glo_fail(GLO_EINVAL, "a coordinate has %zu digits", event->length);
    if (*kind != NOTHING && *kind != POSITION)
        return glo_fail(GLO_EINVAL, "the coordinates are not lists of rings of positions");
    if (*kind == NOTHING)
        outline->given = 0;
    *kind = POSITION;
    memcpy(text, event->text, event->length);
    text[event->length] = '\0';
    if (outline->given < 2)
        outline->numbers[outline->given] = strtod(text, NULL);
    outline->given++;
    return GLO_OK;
}

static glo_status take_coordinates(glo_outline *outline, const glo_json_event *event) {
    switch (event->kind) {
    case GLO_JSON_ARRAY:
        outline->kinds[event->depth + 1] = NOTHING;
        return GLO_OK;
    case GLO_JSON_ARRAY_END:
        if (event->depth == 1) {
            outline->in_coordinates = 0;
            outline->kinds[0] = NOTHING;
            outline->kinds[1] = NOTHING;
        }
        return end_array(outline, event->depth + 1);
    case GLO_JSON_NUMBER:
        return take_number(outline, event);
    default:
        return glo_fail(GLO_EINVAL, "a coordinate is not a number");
    }
}

static glo_status on_event(void *context, const glo_json_event *event) {
    glo_outline *outline = context;
    if (outline->in_coordinates)
        return take_coordinates(outline, event);
    if (event->kind == GLO_JSON_KEY && event->depth == 1) {
        outline->in_type = glo_json_is(event, "type");
        if (glo_json_is(event, "coordinates")) {
            if (outline->count)
                return glo_fail(GLO_EINVAL, "the coordinates are given twice");
            outline->in_coordinates = 1;
        }
    } else if (event->kind == GLO_JSON_TEXT && event->depth == 1 && outline->in_type) {
        snprintf(outline->type, sizeof outline->type, "%.*s", (int)(event->length < 20 ? event->length : 20),
                 event->text);
    }
    return GLO_OK;
}

/* Twice the signed area: positive when the ring turns counterclockwise, 0 where it goes back the way it came. Seen from the first
 * position, where the products of rings a few degrees wide are exact. */
static double turn_of(const glo_position *ring, size_t count) {
    const double lon = ring[0].lon, lat = ring[0].lat;
    double area = 0;
    for (size_t i = 0; i + 1 < count; i++)
        area += (ring[i].lon - lon) * (ring[i + 1].lat - lat) - (ring[i + 1].lon - lon) * (ring[i].lat - lat);
    return area;
}

static void put_degrees(glo_buf *out, int32_t units) {
    char text[24];
    int64_t size = units < 0 ? -(int64_t)units : units;
    int length = snprintf(text, sizeof text, "%s%" PRId64 ".%07" PRId64, units < 0 ? "-" : "",
                          size / 10000000, size % 10000000);
    while (text[length - 1] == '0')
        length--;
    glo_buf_bytes(out, text, (size_t)(text[length - 1] == '.' ? length - 1 : length));
}

static void put_ring(const glo_position *ring, size_t count, int backwards, glo_buf *out) {
    glo_buf_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        const glo_position *position = &ring[backwards ? count - 1 - i : i];
        glo_buf_text(out, i ? ",[" : "[");
        put_degrees(out, position->lon);
        glo_buf_char(out, ',');
        put_degrees(out, position->lat);
        glo_buf_char(out, ']');
    }
    glo_buf_char(out, ']');
}

static void put_polygon(const glo_outline *outline, size_t polygon, glo_buf *out) {
    size_t first = polygon ? outline->polygon_ends[polygon - 1] : 0;
    glo_buf_char(out, '[');
    for (size_t r = first; r < outline->polygon_ends[polygon]; r++) {
        size_t from = r ? outline->ring_ends[r - 1] : 0, count = outline->ring_ends[r] - from;
        const double turn = turn_of(outline->positions + from, count);
        if (r > first)
            glo_buf_char(out, ',');
        const bool is_backwards = r == first ? turn < 0 : turn > 0; /* what has no area stays as it is */
        put_ring(outline->positions + from, count, is_backwards, out);
    }
    glo_buf_char(out, ']');
}

static glo_status put_outline(const glo_outline *outline, glo_buf *out) {
    int several = strcmp(outline->type, "MultiPolygon") == 0;
    if (!several && strcmp(outline->type, "Polygon") != 0)
        return glo_fail(GLO_EINVAL, "%s%s is not an area: a Polygon or MultiPolygon is needed",
                        outline->type[0] ? "a " : "a geometry without a type", outline->type);
    if (outline->polygons == 0 || (!several && outline->polygons != 1))
        return glo_fail(GLO_EINVAL, "the coordinates are not those of a %s", outline->type);
    glo_buf_format(out, "{\"type\":\"%s\",\"coordinates\":%s", outline->type, several ? "[" : "");
    for (size_t i = 0; i < outline->polygons; i++) {
        if (i)
            glo_buf_char(out, ',');
        put_polygon(outline, i, out);
    }
    glo_buf_text(out, several ? "]}" : "}");
    return glo_buf_status(out);
}

glo_status glo_geometry_read(const char *text, size_t length, glo_buf *out) {
    glo_outline outline = {0};
    glo_source source;
    glo_status status = glo_source_bytes(text, length, &source);
    if (status < 0)
        return status;
    status = glo_json_read(&source, "geometry", NULL, on_event, &outline);
    if (status == GLO_ECORRUPT)
        status = GLO_EINVAL; /* the fault of a line, not of the file */
    if (status == GLO_OK)
        status = put_outline(&outline, out);
    glo_source_close(&source);
    free(outline.positions);
    free(outline.ring_ends);
    free(outline.polygon_ends);
    return status;
}
