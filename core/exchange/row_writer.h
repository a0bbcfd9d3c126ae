/* row_writer.h: the rows that a converter makes: CSV with a header, a record to a line, and a last column GLO_ROWS_REASON
 * (io/rows.h) in which it says why the importer must not take a row (store.h: glo_import_spec.rows). A blank line stands
 * for a row that was passed over, so that the lines keep the numbers of the file they come from.
 *
 * Example:
 *   glo_row_writer rows = {.sink = glo_sink_stream(file)};
 *   glo_row_writer_field(&rows, "zone", 4);  glo_row_writer_field(&rows, "count", 5);  glo_row_writer_end(&rows, NULL);
 *   glo_row_writer_field(&rows, "BE", 2);    glo_row_writer_field(&rows, "17", 2);     glo_row_writer_end(&rows, "");
 */
#ifndef GLO_EXCHANGE_ROW_WRITER_H
#define GLO_EXCHANGE_ROW_WRITER_H

#include "base/buf.h"
#include "base/sink.h"
#include "io/rows.h"

typedef struct glo_row_writer {
    glo_sink sink;
    glo_buf line; /* not yet sent */
    size_t begun; /* where the row at hand begins in it */
    size_t fields;
} glo_row_writer;

/* Line ends inside a text become blanks. */
void glo_row_writer_field(glo_row_writer *rows, const char *text, size_t length);
/* Ends the row: `reason` is why it can't be taken, or "". NULL ends the header. The sink's failure. */
glo_status glo_row_writer_end(glo_row_writer *rows, const char *reason);
/* Ends a row that has no last column, in rows that are read once more before the importer sees them. */
glo_status glo_row_writer_line(glo_row_writer *rows);
/* A row that is passed over: what was put in it is dropped. */
glo_status glo_row_writer_skip(glo_row_writer *rows);
/* Sends what is left, and releases. */
int glo_row_writer_finish(glo_row_writer *rows, int status);

#endif
