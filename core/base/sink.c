/* sink.c: where a writer sends its bytes, and numbers as shortest decimals. Example in sink.h. */
#include "base/sink.h"

#include "base/err.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static glo_status write_buf(void *context, const char *bytes, size_t length) {
    glo_buf_bytes(context, bytes, length);
    return glo_buf_status(context);
}

static glo_status write_stream(void *context, const char *bytes, size_t length) {
    if (fwrite(bytes, 1, length, context) != length)
        return glo_fail(glo_status_of_errno(errno), "can't write: %s", strerror(errno));
    return GLO_OK;
}

glo_sink glo_sink_buf(glo_buf *buf) {
    return (glo_sink){write_buf, buf};
}

glo_sink glo_sink_stream(FILE *stream) {
    return (glo_sink){write_stream, stream};
}

glo_status glo_sink_flush(glo_sink sink, glo_buf *buf) {
    glo_status status = glo_buf_status(buf);
    if (status == GLO_OK && buf->length > 0)
        status = sink.write(sink.context, buf->data, buf->length);
    glo_buf_clear(buf);
    return status;
}

/* Most figures are whole, or have few decimals: an integer below 2^53 divided by a power of ten below 10^22
 * gives the double nearest to that decimal, so equality says that the decimal reads back as the value (W. D.
 * Clinger, How to Read Floating Point Numbers Accurately, 1990, section 3). */
static int format_short(double value, char out[GLO_REAL_SIZE]) {
    static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
    double size = fabs(value);
    for (int decimals = 0; decimals <= 6; decimals++) {
        double scaled = nearbyint(size * powers[decimals]);
        if (scaled >= 1e15)
            return 0;
        if (scaled / powers[decimals] != size)
            continue;
        int at = GLO_REAL_SIZE;
        char digits[GLO_REAL_SIZE];
        unsigned long long left = (unsigned long long)scaled;
        for (int i = 0; i <= decimals || left > 0; i++) {
            if (i == decimals && i > 0)
                digits[--at] = '.';
            digits[--at] = (char)('0' + left % 10);
            left /= 10;
        }
        if (value < 0)
            digits[--at] = '-';
        memcpy(out, digits + at, (size_t)(GLO_REAL_SIZE - at));
        out[GLO_REAL_SIZE - at] = '\0';
        return GLO_REAL_SIZE - at;
    }
    return 0;
}

size_t glo_real_format(double value, char out[GLO_REAL_SIZE]) {
    int length = isfinite(value) ? format_short(value, out) : 0;
    if (isnan(value)) /* never "-nan" */
        length = snprintf(out, GLO_REAL_SIZE, "nan");
    for (int digits = 15; length == 0; digits++) {
        length = snprintf(out, GLO_REAL_SIZE, "%.*g", digits, value);
        if (digits < 17 && isfinite(value) && strtod(out, NULL) != value)
            length = 0;
    }
    return (size_t)length;
}
