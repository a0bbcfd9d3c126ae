/* row_writer.c: rows of CSV for the importer. Example in row_writer.h. */
#include "row_writer.h"

#include "base/err.h"

#include <stdbool.h>
#include <string.h>

enum { FLUSH_AT = 256 * 1024 };

static bool needs_quotes(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (text[i] == ',' || text[i] == '"' || text[i] == '\n' || text[i] == '\r')
            return true;
    }
    return false;
}

void glo_row_writer_field(glo_row_writer *rows, const char *text, size_t length) {
    if (rows->fields++)
        glo_buf_char(&rows->line, ',');
    if (!needs_quotes(text, length)) {
        glo_buf_bytes(&rows->line, text, length);
        return;
    }
    glo_buf_char(&rows->line, '"');
    for (size_t from = 0, i = 0; i <= length; i++) {
        if (i < length && text[i] != '"' && text[i] != '\n' && text[i] != '\r')
            continue;
        glo_buf_bytes(&rows->line, text + from, i - from);
        if (i < length)
            glo_buf_text(&rows->line, text[i] == '"' ? "\"\"" : " ");
        from = i + 1;
    }
    glo_buf_char(&rows->line, '"');
}

glo_status glo_row_writer_line(glo_row_writer *rows) {
    glo_buf_char(&rows->line, '\n');
    rows->fields = 0;
    rows->begun = rows->line.length;
    glo_status status = glo_buf_status(&rows->line);
    if (status == GLO_OK && rows->line.length >= FLUSH_AT) {
        status = glo_sink_flush(rows->sink, &rows->line);
        rows->begun = 0;
    }
    return status;
}

glo_status glo_row_writer_end(glo_row_writer *rows, const char *reason) {
    const char *text = reason ? reason : GLO_ROWS_REASON;
    glo_row_writer_field(rows, text, strlen(text));
    return glo_row_writer_line(rows);
}

glo_status glo_row_writer_skip(glo_row_writer *rows) {
    rows->line.length = rows->begun;
    return glo_row_writer_line(rows);
}

int glo_row_writer_finish(glo_row_writer *rows, int status) {
    if (status == GLO_OK)
        status = glo_sink_flush(rows->sink, &rows->line);
    glo_buf_dispose(&rows->line);
    return status;
}
