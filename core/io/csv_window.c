/* csv_window.c: fills the window, and tells which of its bytes are text. Example in csv_window.h. */
#include "csv_window.h"

#include "base/err.h"
#include "base/text.h"

#include <stdint.h>
#include <stdlib.h>

glo_status glo_csv_grow_window(glo_csv_reader *reader, size_t room) {
    char *window = realloc(reader->window, room + GLO_CSV_SENTINEL);
    if (!window)
        return glo_fail(GLO_ENOMEM, "out of memory (a window of %zu bytes)", room);
    reader->window = window;
    reader->room = room;
    return GLO_OK;
}

size_t glo_csv_good_bytes(const char *text, size_t length) {
    const uint64_t high = 0x8080808080808080u, ones = 0x0101010101010101u;
    size_t at = 0;
    for (;;) {
        while (at + 8 <= length) {
            uint64_t word;
            memcpy(&word, text + at, 8);
            if (((word | (word - ones)) & high) != 0)
                break; /* a byte above 7F, or a NUL */
            at += 8;
        }
        if (at >= length)
            return length;
        unsigned char lead = (unsigned char)text[at];
        size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (lead == 0 || bytes > length - at || (bytes > 1 && !glo_text_is_utf8(text + at, bytes, NULL)))
            return at;
        at += bytes;
    }
}

glo_status glo_csv_fill(glo_csv_reader *reader) {
    size_t left = reader->end - reader->at;
    if (left && reader->at)
        memmove(reader->window, reader->window + reader->at, left);
    reader->checked = reader->checked > reader->at ? reader->checked - reader->at : 0;
    reader->at = 0;
    reader->end = left;
    if (reader->room - left < GLO_DECODE_BLOCK / 2 && glo_csv_grow_window(reader, reader->room * 2) < 0)
        return GLO_ENOMEM;
    size_t got;
    glo_status status = glo_decoder_read(reader->decoder, reader->window + left, reader->room - left, &got);
    if (status < 0)
        return status;
    reader->ended = got == 0;
    reader->end += got;
    memset(reader->window + reader->end, '\n', GLO_CSV_SENTINEL);
    reader->checked += glo_csv_good_bytes(reader->window + reader->checked, reader->end - reader->checked);
    return GLO_OK;
}

void glo_csv_raw(const glo_csv_record *record, glo_buf *out) {
    const char *text = record->raw;
    size_t left = record->raw_length;
    while (left > 0) {
        size_t good = glo_csv_good_bytes(text, left);
        glo_buf_bytes(out, text, good);
        text += good;
        left -= good;
        if (left > 0) {
            glo_buf_text(out, "\xEF\xBF\xBD");
            text++;
            left--;
        }
    }
}
