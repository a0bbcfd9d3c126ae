/* csv_writer.c: a frame as CSV. What it writes: csv_writer.h. */
#include "io/csv_writer.h"

#include "base/err.h"
#include "io/csv_guard.h"
#include "io/csv_heading.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { FLUSH_AT = 64 * 1024, STEP_ROWS = 4096 };

/* How cells are written. */
typedef struct style {
    const char *special; /* characters of which a text is quoted */
    char delimiter;
    bool is_raw;
} style;

static void put_text(glo_buf *out, const char *text, size_t length, const style *how) {
    const bool is_guarded = !how->is_raw && glo_csv_needs_guard(text, length);
    if (strcspn(text, how->special) == length) {
        if (is_guarded)
            glo_buf_char(out, '\'');
        glo_buf_bytes(out, text, length);
        return;
    }
    glo_buf_char(out, '"');
    if (is_guarded)
        glo_buf_char(out, '\'');
    for (const char *quote; (quote = memchr(text, '"', length)) != NULL;) {
        size_t part = (size_t)(quote - text) + 1;
        glo_buf_bytes(out, text, part);
        glo_buf_char(out, '"');
        text += part;
        length -= part;
    }
    glo_buf_bytes(out, text, length);
    glo_buf_char(out, '"');
}

static void put_integer(glo_buf *out, int64_t value) {
    char digits[24];
    size_t at = sizeof digits;
    uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do
        digits[--at] = (char)('0' + left % 10);
    while ((left /= 10) > 0);
    if (value < 0)
        digits[--at] = '-';
    glo_buf_bytes(out, digits + at, sizeof digits - at);
}

static void put_cell(glo_buf *out, const glo_column *column, size_t row, const style *how) {
    char text[GLO_REAL_SIZE];
    if (glo_column_is_null(column, row))
        return;
    switch (column->type) {
    case GLO_TYPE_INTEGER:
        put_integer(out, column->integers[row]);
        break;
    case GLO_TYPE_REAL:
        if (isfinite(column->reals[row]))
            glo_buf_bytes(out, text, glo_real_format(column->reals[row], text));
        break;
    case GLO_TYPE_TEXT:
        put_text(out, glo_column_text(column, row), glo_words_length(column->words, column->codes[row]), how);
        break;
    case GLO_TYPE_DAY:
    case GLO_TYPE_MONTH:
        glo_buf_bytes(out, text, glo_date_format(glo_column_day(column, row), column->span, text));
        break;
    }
}

static void put_row(glo_buf *out, const glo_frame *frame, size_t row, const style *how,
                    const char *line_end) {
    size_t columns = glo_frame_columns(frame), start = out->length;
    for (size_t i = 0; i < columns; i++) {
        if (i > 0)
            glo_buf_char(out, how->delimiter);
        put_cell(out, glo_frame_column(frame, i), row, how);
    }
    if (out->length == start)
        glo_buf_text(out, "\"\""); /* one empty column: a blank line would be no row */
    glo_buf_text(out, line_end);
}

glo_status glo_csv_write_frame(const glo_frame *frame, const glo_csv_write_options *options,
                               const glo_job *job, glo_sink sink) {
    char delimiter = options && options->delimiter ? options->delimiter : ',';
    const char special[] = {delimiter, '"', '\n', '\r', '\0'};
    const style how = {special, delimiter, options && options->raw};
    const char *line_end = options && options->crlf ? "\r\n" : "\n";
    size_t rows = glo_frame_rows(frame), columns = glo_frame_columns(frame);
    if (strchr("\"\r\n", delimiter) || (delimiter & 0x80))
        return glo_fail(GLO_EINVAL, "a delimiter is one ASCII character, not a quote or a line end");
    glo_buf out = {0};
    glo_status status = GLO_OK;
    if (options && options->marking)
        glo_csv_heading_put(&out, frame, options->units, line_end);
    for (size_t i = 0; i < columns; i++) {
        const char *name = glo_frame_name(frame, i);
        if (i > 0)
            glo_buf_char(&out, delimiter);
        put_text(&out, name, strlen(name), &how);
    }
    glo_buf_text(&out, columns ? line_end : "");
    for (size_t row = 0; row < rows && status == GLO_OK; row++) {
        if (row % STEP_ROWS == 0)
            status = glo_job_step(job, "writing CSV", row, rows);
        if (status == GLO_OK)
            put_row(&out, frame, row, &how, line_end);
        if (status == GLO_OK && out.length >= FLUSH_AT)
            status = glo_sink_flush(sink, &out);
    }
    if (status == GLO_OK)
        status = glo_sink_flush(sink, &out);
    glo_buf_dispose(&out);
    return status;
}
