/* marked_rows.c: a frame of rows that each say their own marking. Declared in db.h.
 *
 * Example:  "select title, handling from signal"  ->  title, marking ("TLP:AMBER"), the frame as strict as its rows
 */
#include "base/err.h"
#include "db.h"

#include <string.h>

/* The packed markings of a column as texts; joins them. */
static glo_status write_markings(const glo_column *packed, glo_marking *all, glo_column **out) {
    glo_column *column = NULL;
    glo_status status = glo_column_new(GLO_TYPE_TEXT, packed->rows, &column);
    for (size_t row = 0; status == GLO_OK && row < packed->rows; row++) {
        char text[GLO_MARKING_SIZE];
        const glo_marking marking = glo_marking_unpack(packed->integers[row]);
        glo_marking_format(marking, text);
        status = glo_column_set_text(column, row, text, strlen(text));
        *all = glo_marking_join(*all, marking);
    }
    if (status == GLO_OK)
        *out = column;
    else
        glo_column_free(column);
    return status;
}

glo_status glo_mark_by_rows(const glo_frame *frame, glo_frame **out) {
    glo_frame_builder builder = {0};
    glo_marking marking = {0, 0};
    glo_status status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < glo_frame_columns(frame); i++) {
        const char *name = glo_frame_name(frame, i);
        const glo_column *column = glo_frame_column(frame, i);
        glo_column *next = NULL;
        if (strcmp(name, "handling") != 0) {
            next = glo_column_share((glo_column *)column);
        } else if ((status = write_markings(column, &marking, &next)) == GLO_OK) {
            name = "marking";
        }
        if (status == GLO_OK)
            status = glo_frame_builder_add(&builder, name, next);
    }
    if (status < 0) {
        glo_frame_builder_dispose(&builder);
        return status;
    }
    return glo_frame_new(&builder, marking, glo_frame_provenance(frame), out);
}
