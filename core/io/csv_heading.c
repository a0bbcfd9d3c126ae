/* csv_heading.c: the comment before the header of a CSV file. Its form and example: csv_heading.h. */
#include "io/csv_heading.h"

#include "base/err.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static void put_escaped(glo_buf *out, const char *text) {
    for (; *text; text++) {
        if (strchr("%;:\r\n", *text))
            glo_buf_format(out, "%%%02X", (unsigned char)*text);
        else
            glo_buf_char(out, *text);
    }
}

static bool has_units(const glo_frame *frame) {
    for (size_t i = 0; i < glo_frame_columns(frame); i++) {
        if (glo_frame_column(frame, i)->unit)
            return true;
    }
    return false;
}

void glo_csv_heading_put(glo_buf *out, const glo_frame *frame, int with_units, const char *line_end) {
    glo_marking marking = glo_frame_marking(frame);
    char text[GLO_MARKING_SIZE];
    const bool names_units = with_units && has_units(frame);
    if (marking.tlp == GLO_TLP_CLEAR && !marking.codes && !names_units)
        return;
    glo_marking_format(marking, text);
    glo_buf_format(out, "# %s", text);
    for (size_t i = 0; names_units && i < glo_frame_columns(frame); i++) {
        const char *unit = glo_frame_column(frame, i)->unit;
        if (!unit)
            continue;
        glo_buf_text(out, "; ");
        put_escaped(out, glo_frame_name(frame, i));
        glo_buf_text(out, ": ");
        put_escaped(out, unit);
    }
    glo_buf_text(out, line_end);
}

glo_status glo_csv_heading_marking(const char *heading, glo_marking *out) {
    char text[GLO_MARKING_SIZE];
    size_t length = strcspn(heading, ";");
    while (length > 0 && strchr(" \t", heading[length - 1]))
        length--;
    if (length < sizeof text) {
        memcpy(text, heading, length);
        text[length] = '\0';
        if (glo_marking_parse(text, out) == GLO_OK)
            return GLO_OK;
    }
    return glo_fail(GLO_EINVAL, "the first line says '%.*s', which is no marking",
                    (int)(length < 80 ? length : 80), heading);
}
