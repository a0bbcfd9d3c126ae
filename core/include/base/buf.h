/* buf.h: a growable run of bytes, always ended by a NUL that does not count.
 *
 * The first append that fails makes the buffer "broken": later appends do nothing and glo_buf_status() says so,
 * so a writer checks once at its end. `data` is never NULL after the first append that succeeded.
 *
 * Example:
 *   glo_buf b = {0};
 *   glo_buf_text(&b, "zone ");
 *   glo_buf_format(&b, "%d", 5345);
 *   if (glo_buf_status(&b) == GLO_OK) puts(b.data);
 *   glo_buf_dispose(&b);
 */
#ifndef GLO_BASE_BUF_H
#define GLO_BASE_BUF_H

#include "base/err.h"

#include <stddef.h>

typedef struct glo_buf {
    char *data;
    size_t length;
    size_t capacity;
    glo_status status; /* GLO_OK, or GLO_ENOMEM once an append failed */
} glo_buf;

void glo_buf_bytes(glo_buf *buf, const void *bytes, size_t length);
void glo_buf_text(glo_buf *buf, const char *text);
void glo_buf_char(glo_buf *buf, char c);
void glo_buf_repeat(glo_buf *buf, char c, size_t times);
void glo_buf_format(glo_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void glo_buf_clear(glo_buf *buf); /* empties it, keeps the memory */
glo_status glo_buf_status(const glo_buf *buf);
void glo_buf_dispose(glo_buf *buf);

#endif
