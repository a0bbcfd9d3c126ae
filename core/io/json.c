/* json.c: a frame as one JSON object. Its form is in json.h. */
#include "io/json.h"

#include "base/alloc.h"
#include "base/err.h"
#include "base/text.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FLUSH_AT = 64 * 1024, STEP_ROWS = 4096 };

/* \n or \u202e; beyond 16 bits two surrogates. */
static void put_escape(glo_buf *out, int point) {
    static const char letters[] = "\b\t\n\f\r\"\\", escapes[] = "btnfr\"\\";
    const char *found = point > 0 && point < 0x80 ? strchr(letters, point) : NULL;
    if (found)
        glo_buf_format(out, "\\%c", escapes[found - letters]);
    else if (point < 0x10000)
        glo_buf_format(out, "\\u%04x", (unsigned)point);
    else
        glo_buf_format(out, "\\u%04x\\u%04x", 0xD800U + (((unsigned)point - 0x10000) >> 10),
                       0xDC00U + ((unsigned)point & 0x3FF));
}

static bool is_plain(unsigned char c) {
    return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

/* UTF-8 with what JSON asks to be escaped, and what a reader could not see: JSON may end up on a terminal. */
static void put_good(glo_buf *out, const char *text, size_t length) {
    size_t from = 0;
    for (size_t at = 0; at < length;) {
        int point;
        if (is_plain((unsigned char)text[at])) {
            at++;
            continue;
        }
        size_t bytes = glo_text_point(text + at, length - at, &point);
        if (point == '"' || point == '\\' || !glo_text_point_is_visible(point)) {
            glo_buf_bytes(out, text + from, at - from);
            put_escape(out, point);
            from = at + bytes;
        }
        at += bytes;
    }
    glo_buf_bytes(out, text + from, length - from);
}

void glo_json_text(glo_buf *out, const char *text, size_t length) {
    size_t bad;
    glo_buf_char(out, '"');
    while (!glo_text_is_utf8(text, length, &bad)) {
        put_good(out, text, bad);
        glo_buf_text(out, "\xEF\xBF\xBD");
        text += bad + 1;
        length -= bad + 1;
    }
    put_good(out, text, length);
    glo_buf_char(out, '"');
}

static void put_text_or_null(glo_buf *out, const char *text) {
    if (text)
        glo_json_text(out, text, strlen(text));
    else
        glo_buf_text(out, "null");
}

static void put_cell(glo_buf *out, const glo_column *column, size_t row) {
    char text[GLO_REAL_SIZE];
    int no_number = column->type == GLO_TYPE_REAL && !isfinite(column->reals[row]);
    if (glo_column_is_null(column, row) || no_number) {
        glo_buf_text(out, "null");
        return;
    }
    switch (column->type) {
    case GLO_TYPE_INTEGER:
        glo_buf_format(out, "%" PRId64, column->integers[row]);
        break;
    case GLO_TYPE_REAL:
        glo_buf_bytes(out, text, glo_real_format(column->reals[row], text));
        break;
    case GLO_TYPE_TEXT:
        glo_json_text(out, glo_column_text(column, row), glo_words_length(column->words, column->codes[row]));
        break;
    case GLO_TYPE_DAY:
    case GLO_TYPE_MONTH:
        glo_date_format(glo_column_day(column, row), column->span, text);
        glo_json_text(out, text, strlen(text));
        break;
    }
}

/* The members that say how the frame may be handled and where it came from. */
static void put_origin(glo_buf *out, const glo_frame *frame) {
    char marking[GLO_MARKING_SIZE];
    glo_buf provenance = {0};
    glo_marking_format(glo_frame_marking(frame), marking);
    glo_provenance_format(glo_frame_provenance(frame), &provenance);
    if (provenance.length > 0 && provenance.data[provenance.length - 1] == '\n')
        provenance.data[provenance.length - 1] = '\0';
    glo_buf_text(out, "\"marking\":");
    put_text_or_null(out, marking);
    glo_buf_text(out, ",\"provenance\":");
    put_text_or_null(out, provenance.data);
    glo_buf_dispose(&provenance);
}

static void put_head(glo_buf *out, const glo_frame *frame) {
    glo_buf_char(out, '{');
    put_origin(out, frame);
    glo_buf_text(out, ",\"columns\":[");
    for (size_t i = 0; i < glo_frame_columns(frame); i++) {
        const glo_column *column = glo_frame_column(frame, i);
        glo_buf_text(out, i ? ",{\"name\":" : "{\"name\":");
        put_text_or_null(out, glo_frame_name(frame, i));
        glo_buf_format(out, ",\"type\":\"%s\"", glo_type_name(column->type));
        if (column->type == GLO_TYPE_DAY || column->type == GLO_TYPE_MONTH)
            glo_buf_format(out, ",\"span\":\"%s\"", glo_span_name(column->span));
        glo_buf_text(out, ",\"unit\":");
        put_text_or_null(out, column->unit);
        glo_buf_char(out, '}');
    }
    glo_buf_text(out, "],\n\"rows\":[");
}

/* The names of the columns as they stand before each cell: {"a": and ,"b": and so on, one after the other. */
static glo_status make_keys(const glo_frame *frame, glo_buf *out_keys, size_t **out_ends) {
    size_t columns = glo_frame_columns(frame), *ends;
    if (glo_alloc_array(columns, sizeof *ends, &ends) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < columns; i++) {
        glo_buf_char(out_keys, i ? ',' : '{');
        put_text_or_null(out_keys, glo_frame_name(frame, i));
        glo_buf_char(out_keys, ':');
        ends[i] = out_keys->length;
    }
    *out_ends = ends;
    return glo_buf_status(out_keys);
}

static void put_row(glo_buf *out, const glo_frame *frame, size_t row, const glo_buf *keys,
                    const size_t *ends) {
    size_t from = 0;
    glo_buf_text(out, row ? ",\n" : "\n");
    for (size_t i = 0; i < glo_frame_columns(frame); from = ends[i++]) {
        glo_buf_bytes(out, keys->data + from, ends[i] - from);
        put_cell(out, glo_frame_column(frame, i), row);
    }
    glo_buf_char(out, '}');
}

glo_status glo_json_write_frame(const glo_frame *frame, const glo_job *job, glo_sink sink) {
    glo_buf out = {0}, keys = {0};
    size_t rows = glo_frame_rows(frame), *ends = NULL;
    glo_status status = make_keys(frame, &keys, &ends);
    put_head(&out, frame);
    for (size_t row = 0; row < rows && status == GLO_OK; row++) {
        if (row % STEP_ROWS == 0)
            status = glo_job_step(job, "writing JSON", row, rows);
        if (status == GLO_OK)
            put_row(&out, frame, row, &keys, ends);
        if (status == GLO_OK && out.length >= FLUSH_AT)
            status = glo_sink_flush(sink, &out);
    }
    glo_buf_text(&out, "\n]}\n");
    if (status == GLO_OK)
        status = glo_sink_flush(sink, &out);
    glo_buf_dispose(&out);
    glo_buf_dispose(&keys);
    free(ends);
    return status;
}

static void put_units(glo_buf *out, const glo_frame *frame) {
    const char *between = ",\n\"units\":{";
    for (size_t i = 0; i < glo_frame_columns(frame); i++) {
        const char *unit = glo_frame_column(frame, i)->unit;
        if (!unit)
            continue;
        glo_buf_text(out, between);
        put_text_or_null(out, glo_frame_name(frame, i));
        glo_buf_char(out, ':');
        put_text_or_null(out, unit);
        between = ",";
    }
    glo_buf_text(out, strcmp(between, ",") == 0 ? "}" : "");
}

/* The features' properties are the rows, so that the keys of a row serve here too, without the geometry's. */
static void put_feature(glo_buf *out, const glo_frame *frame, size_t row, size_t geometry) {
    const glo_column *outlines = glo_frame_column(frame, geometry);
    const char *outline = glo_column_is_null(outlines, row) ? "null" : glo_column_text(outlines, row);
    int first = 1;
    glo_buf_text(out,
                 row ? ",\n{\"type\":\"Feature\",\"geometry\":" : "\n{\"type\":\"Feature\",\"geometry\":");
    glo_buf_text(out, outline);
    glo_buf_text(out, ",\"properties\":{");
    for (size_t i = 0; i < glo_frame_columns(frame); i++) {
        if (i == geometry)
            continue;
        glo_buf_text(out, first ? "" : ",");
        put_text_or_null(out, glo_frame_name(frame, i));
        glo_buf_char(out, ':');
        put_cell(out, glo_frame_column(frame, i), row);
        first = 0;
    }
    glo_buf_text(out, "}}");
}

glo_status glo_geojson_write_frame(const glo_frame *frame, size_t geometry, const glo_job *job,
                                   glo_sink sink) {
    glo_buf out = {0};
    size_t rows = glo_frame_rows(frame);
    glo_status status = GLO_OK;
    if (glo_frame_column(frame, geometry)->type != GLO_TYPE_TEXT)
        return glo_fail(GLO_EINVAL, "the geometry is not a column of text");
    glo_buf_text(&out, "{\"type\":\"FeatureCollection\",");
    put_origin(&out, frame);
    put_units(&out, frame);
    glo_buf_text(&out, ",\n\"features\":[");
    for (size_t row = 0; row < rows && status == GLO_OK; row++) {
        if (row % 512 == 0)
            status = glo_job_step(job, "writing GeoJSON", row, rows);
        if (status == GLO_OK)
            put_feature(&out, frame, row, geometry);
        if (status == GLO_OK && out.length >= FLUSH_AT)
            status = glo_sink_flush(sink, &out);
    }
    glo_buf_text(&out, "\n]}\n");
    if (status == GLO_OK)
        status = glo_sink_flush(sink, &out);
    glo_buf_dispose(&out);
    return status;
}
