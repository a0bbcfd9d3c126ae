/* rows.c: rows of CSV for the importer. Example in rows.h. */
#include "exchange/rows.h"

#include "base/err.h"

#include <string.h>

enum { FLUSH_AT = 256 * 1024 };

static int needs_quotes(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (text[i] == ',' || text[i] == '"' || text[i] == '\n' || text[i] == '\r')
            return 1;
    }
    return 0;
}

void glo_rows_field(glo_rows *rows, const char *text, size_t length) {
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

static int end_line(glo_rows *rows) {
    glo_buf_char(&rows->line, '\n');
    rows->fields = 0;
    rows->begun = rows->line.length;
    int status = glo_buf_status(&rows->line);
    if (status == GLO_OK && rows->line.length >= FLUSH_AT) {
        status = glo_sink_flush(rows->sink, &rows->line);
        rows->begun = 0;
    }
    return status;
}

int glo_rows_end(glo_rows *rows, const char *refused) {
    const char *text = refused ? refused : GLO_ROWS_REFUSED;
    glo_rows_field(rows, text, strlen(text));
    return end_line(rows);
}

int glo_rows_skip(glo_rows *rows) {
    rows->line.length = rows->begun;
    return end_line(rows);
}

int glo_rows_finish(glo_rows *rows, int status) {
    if (status == GLO_OK)
        status = glo_sink_flush(rows->sink, &rows->line);
    glo_buf_dispose(&rows->line);
    return status;
}
