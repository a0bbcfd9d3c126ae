/* sink.h: where a writer sends its bytes: a buffer, a stream, or whatever a callback makes of them; and the
 * shortest decimal that reads back as the same number, for whoever writes numbers.
 *
 * Example:
 *   glo_buf text = {0};
 *   glo_sink sink = glo_sink_buf(&text);
 *   status = sink.write(sink.context, "zone", 4);
 */
#ifndef GLO_BASE_SINK_H
#define GLO_BASE_SINK_H

#include "base/buf.h"

#include <stddef.h>
#include <stdio.h>

/* `write` takes all `length` bytes or returns a negative GLO_E* with its message set. Borrows `context`. */
typedef struct glo_sink {
    glo_status (*write)(void *context, const char *bytes, size_t length);
    void *context;
} glo_sink;

glo_sink glo_sink_buf(glo_buf *buf);
glo_sink glo_sink_stream(FILE *stream); /* GLO_EFULL, GLO_EIO; the caller still checks fclose() */

/* Sends what is in `buf` and empties it. */
glo_status glo_sink_flush(glo_sink sink, glo_buf *buf);

#define GLO_REAL_SIZE 32
/* The shortest decimal that reads back as `value`: 0.1, 1e+300, -3. "nan", "inf", "-inf". Returns its length.
 */
size_t glo_real_format(double value, char out[GLO_REAL_SIZE]);

#endif
