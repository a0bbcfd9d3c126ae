/* buf.c: a growable run of bytes. Example in buf.h. */
#include "base/buf.h"

#include "base/alloc.h"
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static glo_status make_room(glo_buf *buf, size_t more) {
    if (buf->status == GLO_OK)
        buf->status = glo_alloc_grow(&buf->data, &buf->capacity, buf->length + more + 1, 1);
    return buf->status;
}

void glo_buf_bytes(glo_buf *buf, const void *bytes, size_t length) {
    if (make_room(buf, length) < 0)
        return;
    if (length)
        memcpy(buf->data + buf->length, bytes, length);
    buf->length += length;
    buf->data[buf->length] = '\0';
}

void glo_buf_text(glo_buf *buf, const char *text) {
    glo_buf_bytes(buf, text, strlen(text));
}

void glo_buf_char(glo_buf *buf, char c) {
    glo_buf_bytes(buf, &c, 1);
}

void glo_buf_repeat(glo_buf *buf, char c, size_t times) {
    if (make_room(buf, times) < 0)
        return;
    memset(buf->data + buf->length, c, times);
    buf->length += times;
    buf->data[buf->length] = '\0';
}

void glo_buf_format(glo_buf *buf, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length >= 0 && make_room(buf, (size_t)length) == GLO_OK) {
        vsnprintf(buf->data + buf->length, (size_t)length + 1, format, again);
        buf->length += (size_t)length;
    }
    va_end(again);
}

void glo_buf_clear(glo_buf *buf) {
    buf->length = 0;
    if (buf->data)
        buf->data[0] = '\0';
}

glo_status glo_buf_status(const glo_buf *buf) {
    return buf->status;
}

void glo_buf_dispose(glo_buf *buf) {
    free(buf->data);
    *buf = (glo_buf){0};
}
