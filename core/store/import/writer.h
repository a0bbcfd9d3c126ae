/* writer.h: the second thread of an import: inserts observations and rejected lines while the first one reads
 * on.
 *
 * The reading thread fills buffers and hands them over; the writer inserts each with one INSERT ... SELECT
 * from a virtual table over the buffer, which spares SQLite the binding and stepping of every row. Between
 * start and finish the reading thread may look names up on the same connection: SQLite makes it wait for the
 * buffer that is being inserted. It must not ask for the last row id or rely on the connection's error
 * message, which are the writer's.
 *
 * Example:
 *   glo_writer_start(store, batch, &writer);
 *   while (lines) { glo_writer_take(writer, &buffer); fill(buffer); glo_writer_give(writer, buffer); }
 *   status = glo_writer_finish(writer, status);      waits for what was given, frees the writer
 */
#ifndef GLO_STORE_WRITER_H
#define GLO_STORE_WRITER_H

#include "db.h"
#include "import/rejects.h"

/* An observation, ready to be inserted: ids of the store, value in its smallest unit. */
typedef struct glo_observation {
    int32_t day, zone, phenomenon, source, facet;
    uint8_t span, credibility; /* credibility 0: NULL */
    uint8_t handling;          /* a packed marking ... */
    uint8_t has_handling;      /* ... where the line has its own, else NULL */
    uint8_t has_value;
    int64_t count, count_high, value; /* count_high equal to count: NULL */
} glo_observation;

enum { GLO_ROW_BUFFER_ROWS = 8192 };

/* What some row of a buffer has beyond day, zone, phenomenon, source and count. */
enum {
    GLO_HOLDS_SPAN = 1, /* one that is not a day */
    GLO_HOLDS_FACET = 2,
    GLO_HOLDS_HIGH = 4, /* a count_high that differs from its count */
    GLO_HOLDS_VALUE = 8,
    GLO_HOLDS_CREDIBILITY = 16,
    GLO_HOLDS_HANDLING = 32
};

typedef struct glo_row_buffer {
    glo_observation rows[GLO_ROW_BUFFER_ROWS];
    size_t count;
    unsigned holds; /* so that the writer asks only for what is there */
    glo_rejects rejects;
} glo_row_buffer;

/* Adds a row to a buffer that is not full. */
static inline void glo_row_buffer_put(glo_row_buffer *buffer, const glo_observation *row) {
    buffer->rows[buffer->count++] = *row;
    buffer->holds |=
        (row->span != 0 ? GLO_HOLDS_SPAN : 0u) | (row->facet != 0 ? GLO_HOLDS_FACET : 0u) |
        (row->count_high != row->count ? GLO_HOLDS_HIGH : 0u) | (row->has_value ? GLO_HOLDS_VALUE : 0u) |
        (row->credibility ? GLO_HOLDS_CREDIBILITY : 0u) | (row->has_handling ? GLO_HOLDS_HANDLING : 0u);
}

typedef struct glo_writer glo_writer;

glo_status glo_writer_start(glo_store *store, int64_t batch, glo_writer **out);
/* An empty buffer; waits for one. The writer's failure, if it failed. */
glo_status glo_writer_take(glo_writer *writer, glo_row_buffer **out);
void glo_writer_give(glo_writer *writer, glo_row_buffer *buffer);
/* With status GLO_OK waits until all that was given is inserted, else only until the writer stops; returns
 * the first failure of both. */
glo_status glo_writer_finish(glo_writer *writer, glo_status status);

#endif
