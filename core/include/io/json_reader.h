/* json_reader.h: JSON read as a run of events, in memory that does not grow with the file. The parser is
 * yajl's.
 *
 * Example:
 *   static int on_event(void *context, const glo_json_event *event) {
 *       if (event->kind == GLO_JSON_KEY && event->depth == 1) ... event->text, event->length ...
 *       return GLO_OK;
 *   }
 *   status = glo_json_read(&source, "shapes.geojson", job, on_event, context);
 *
 * Reference: RFC 8259.
 */
#ifndef GLO_IO_JSON_READER_H
#define GLO_IO_JSON_READER_H

#include "base/buf.h"
#include "base/err.h"
#include "base/job.h"
#include "io/decode.h"

#include <stdbool.h>

typedef enum glo_json_kind {
    GLO_JSON_OBJECT,
    GLO_JSON_OBJECT_END,
    GLO_JSON_ARRAY,
    GLO_JSON_ARRAY_END,
    GLO_JSON_KEY,
    GLO_JSON_TEXT,
    GLO_JSON_NUMBER, /* text: as it is written */
    GLO_JSON_TRUE,
    GLO_JSON_FALSE,
    GLO_JSON_NULL
} glo_json_kind;

typedef struct glo_json_event {
    glo_json_kind kind;
    const char *text; /* of a key, text or number; borrowed, not ended by NUL */
    size_t length;
    size_t depth; /* how many objects and arrays it lies in; of an end: as of its beginning */
} glo_json_event;

/* Anything but GLO_OK ends the reading: GLO_JSON_STOP as if the file ended there, a negative code as a
 * failure. */
#define GLO_JSON_STOP 1
typedef int (*glo_json_handler)(void *context, const glo_json_event *event);

#define GLO_JSON_DEEPEST 200

/* Reads one JSON value to its end. `name` is for messages. GLO_ECORRUPT says what is wrong and at which byte;
 * the source's and the handler's failures. The source stays the caller's. */
glo_status glo_json_read(const glo_source *source, const char *name, const glo_job *job,
                         glo_json_handler handler, void *context);

/* The same of several values one after the other, as in a file of JSON lines: each has depth 0. */
glo_status glo_json_read_values(const glo_source *source, const char *name, const glo_job *job,
                                glo_json_handler handler, void *context);

/* Writes events as JSON again, without blanks: for keeping a part of what is read. */
typedef struct glo_json_copy {
    glo_buf text;
    int after_value; /* a comma is due before the next value */
} glo_json_copy;
void glo_json_copy_event(glo_json_copy *copy, const glo_json_event *event);

/* Whether the event is the key or text of that name. */
bool glo_json_is(const glo_json_event *event, const char *name);

#endif
