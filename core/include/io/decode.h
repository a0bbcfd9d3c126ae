/* decode.h: bytes from a file, from memory or from any other source, passed on as UTF-8. The main header of core/io,
 * which reads and writes formats (CSV, JSON, gzip, xlsx, GeoJSON) and knows no store. Includes base, frame and cells;
 * included by store, exchange and lua. Readers pull from a glo_source, writers push to a glo_sink (base/sink.h).
 *
 * The encoding is declared or found out: by a byte order mark, by the zero bytes of UTF-16, else UTF-8 as
 * long as it looks like it. Bytes are decided on when the first one beyond ASCII comes by: a block in which
 * wrong sequences outnumber the right ones is Windows-1252. What can't be decoded comes out as the byte FF,
 * which no UTF-8 has, so that the reader can refuse just that line. Reference: WHATWG, Encoding Standard;
 * iconv(3).
 *
 * Example:
 *   glo_source source;
 *   if (glo_source_file("detections.csv", &source) == GLO_OK) status = glo_decoder_new(&source, NULL, &decoder);
 */
#ifndef GLO_IO_DECODE_H
#define GLO_IO_DECODE_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

/* Where bytes come from. `read` puts up to `room` bytes at `out` and says how many; 0 is the end; a failure
 * is a negative GLO_E* with its message set. `close` may be NULL. */
typedef struct glo_source {
    glo_status (*read)(void *context, char *out, size_t room, size_t *out_got);
    void (*close)(void *context);
    void *context;
    uint64_t size; /* 0: unknown */
} glo_source;

glo_status glo_source_file(const char *path, glo_source *out); /* GLO_ENOTFOUND ... name the file */
glo_status glo_source_bytes(const void *bytes, size_t length, glo_source *out); /* borrows the bytes */
void glo_source_close(glo_source *source);

typedef struct glo_decoder glo_decoder;

#define GLO_DECODE_BLOCK (256 * 1024)

/* Takes the source over, also when it fails. `encoding`: "utf-8", "utf-16le", "utf-16be", "utf-16",
 * "latin-1", "windows-1252" and their usual other names, or NULL to find out. GLO_EINVAL lists them. */
glo_status glo_decoder_new(glo_source *source, const char *encoding, glo_decoder **out);
void glo_decoder_free(glo_decoder *decoder);

/* The next run of bytes, 0 of them at the end. `room` is at least GLO_DECODE_BLOCK at the first call, later
 * at least 16. */
glo_status glo_decoder_read(glo_decoder *decoder, char *out, size_t room, size_t *out_got);

const char *glo_decoder_encoding(const glo_decoder *decoder); /* as decided so far */
const char *glo_decoder_fault(const glo_decoder *decoder);    /* "not valid UTF-8" ... */

#endif
