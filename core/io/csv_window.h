/* csv_window.h: the sliding window that CSV is read out of, shared by the opening (csv_open.c) and the records (csv_reader.c).
 *
 * The window holds decoded bytes [at, end) followed by a run of newlines as a sentinel, so that a scan needs no bounds. What
 * does not fit is moved to the front and more is read behind it.
 *
 * Example:
 *   if (reader->at == reader->end && (status = glo_csv_fill(reader)) < 0) return status;
 */
#ifndef GLO_IO_CSV_WINDOW_H
#define GLO_IO_CSV_WINDOW_H

#include "io/csv_reader.h"

#include <stdbool.h>
#include <string.h>

enum { GLO_CSV_SENTINEL = 16 };

struct glo_csv_reader {
    glo_decoder *decoder;
    char delimiter;
    size_t line_limit;
    char *window;
    size_t room; /* without the sentinel */
    size_t at, end;
    size_t checked; /* window[at, checked) is UTF-8 without a NUL */
    int ended;      /* the source has no more */
    int skip_line;  /* the rest of a line is to be dropped */
    int skip_lf;    /* the last line ended in a CR at the end of the window: a LF belongs to it */
    uint64_t line;  /* of window[at] */
    glo_csv_field *fields;
    size_t field_room;
    char *unquoted; /* at least as large as the window when in use */
    size_t unquoted_used, unquoted_room;
    char **names;
    size_t name_count;
    uint64_t header_line;
    char *heading;
};

glo_status glo_csv_grow_window(glo_csv_reader *reader, size_t room);

/* Drops what was read, reads on. */
glo_status glo_csv_fill(glo_csv_reader *reader);

/* How many bytes from `text` on are UTF-8 without a NUL. */
size_t glo_csv_good_bytes(const char *text, size_t length);

/* Goes on behind the line end at `stop`, `lines` further down. */
static inline void glo_csv_pass_line_end(glo_csv_reader *reader, const char *stop, uint64_t lines) {
    const char *end = reader->window + reader->end, *next = stop < end ? stop + 1 : end;
    if (stop < end && *stop == '\r') {
        reader->skip_lf = next == end;
        next += next < end && *next == '\n';
    }
    reader->at = (size_t)(next - reader->window);
    reader->line += lines;
}

/* The first line end within `length` bytes, or NULL. */
static inline const char *glo_csv_line_end(const char *text, size_t length) {
    const char *lf = memchr(text, '\n', length);
    const char *cr = memchr(text, '\r', lf ? (size_t)(lf - text) : length);
    return cr ? cr : lf;
}

static inline bool glo_csv_is_blank(const char *text, const char *end) {
    while (text < end && (*text == ' ' || *text == '\t'))
        text++;
    return text == end;
}

#endif
