/* rows.h: the rows that a converter makes: CSV with a header, a record to a line, and a last column "refused"
 * in which it says why the importer must not take a row (store.h: glo_import_spec.rows). A blank line stands
 * for a row that was passed over, so that the lines keep the numbers of the file they come from.
 *
 * Example:
 *   glo_rows rows = {.sink = glo_sink_stream(file)};
 *   glo_rows_field(&rows, "zone", 4);  glo_rows_field(&rows, "count", 5);  glo_rows_end(&rows, NULL);
 *   glo_rows_field(&rows, "BE", 2);    glo_rows_field(&rows, "17", 2);     glo_rows_end(&rows, "");
 */
#ifndef GLO_EXCHANGE_ROWS_H
#define GLO_EXCHANGE_ROWS_H

#include "base/buf.h"
#include "base/sink.h"

#define GLO_ROWS_REFUSED "refused"

typedef struct glo_rows {
    glo_sink sink;
    glo_buf line; /* not yet sent */
    size_t begun; /* where the row at hand begins in it */
    size_t fields;
} glo_rows;

/* Line ends inside a text become blanks. */
void glo_rows_field(glo_rows *rows, const char *text, size_t length);
/* Ends the row: `refused` is why it can't be taken, or "". NULL ends the header. The sink's failure. */
int glo_rows_end(glo_rows *rows, const char *refused);
/* A row that is passed over: what was put in it is dropped. */
int glo_rows_skip(glo_rows *rows);
/* Sends what is left, and releases. */
int glo_rows_finish(glo_rows *rows, int status);

#endif
