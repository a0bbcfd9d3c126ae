/* breaks_text.c: breaks in words. Example in breaks_text.h. */
#include "sample/breaks_text.h"

#include <math.h>

static void add_date(int32_t period, glo_span span, glo_buf *text) {
    char date[GLO_DATE_SIZE];
    glo_buf_bytes(text, date, glo_date_format(glo_span_first(period, span), span, date));
}

static void add_break(const glo_breaks *breaks, const glo_break *each, int32_t first, glo_span span,
                      glo_buf *text) {
    int32_t period = first + (int32_t)each->at;
    add_date(period, span, text);
    if (each->length > 1) {
        glo_buf_text(text, " to ");
        add_date(period + (int32_t)each->length - 1, span, text);
    }
    if (breaks->are_ratios)
        glo_buf_format(text, " (%+.0f %%)", 100 * expm1(each->size));
    else
        glo_buf_format(text, " (%+.3g)", each->size);
}

/* Outliers, or shifts; nothing where there are none. */
static void add_kind(const glo_breaks *breaks, int are_shifts, int32_t first, glo_span span, glo_buf *text) {
    size_t count = 0, said = 0;
    int are_many = 0;
    for (size_t b = 0; b < breaks->count; b++) {
        count += (size_t)((breaks->found[b].length == 0) == are_shifts);
        are_many |= breaks->found[b].length > 1;
    }
    if (count == 0)
        return;
    if (text->length > 0)
        glo_buf_text(text, "; ");
    if (are_shifts)
        glo_buf_text(text, count > 1 ? "level shifts " : "level shift ");
    else
        glo_buf_text(text, count > 1 || are_many ? "outliers " : "outlier ");
    for (size_t b = 0; b < breaks->count; b++) {
        if ((breaks->found[b].length == 0) != are_shifts)
            continue;
        glo_buf_text(text, said++ ? ", " : "");
        add_break(breaks, &breaks->found[b], first, span, text);
    }
}

void glo_breaks_text(const glo_breaks *breaks, int32_t first, glo_span span, glo_buf *text) {
    add_kind(breaks, 0, first, span, text);
    add_kind(breaks, 1, first, span, text);
}
