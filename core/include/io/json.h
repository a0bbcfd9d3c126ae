/* json.h: a frame as one JSON object. Reference: RFC 8259.
 *
 * Numbers are written as in csv_writer.h; nulls and reals that are no number are null; days and months are
 * texts by their span, which the column tells. Text that is not UTF-8 gets U+FFFD for each wrong byte.
 *
 * Example:  glo_json_write_frame(frame, job, glo_sink_stream(stdout));
 *   ->
 *   {"marking":"TLP:AMBER","provenance":"rollup{...}","columns":[{"name":"n","type":"integer","unit":null}],
 *   "rows":[
 *   {"n":1},
 *   {"n":null}
 *   ]}
 */
#ifndef GLO_IO_JSON_H
#define GLO_IO_JSON_H

#include "base/job.h"
#include "base/sink.h"
#include "frame/frame.h"

/* Sends some 64 kB at a time. `job` may be NULL. The sink's failure, GLO_ENOMEM, GLO_ECANCELLED. */
glo_status glo_json_write_frame(const glo_frame *frame, const glo_job *job, glo_sink sink);

/* Appends `length` bytes of text as a JSON string, in quotes. */
void glo_json_text(glo_buf *out, const char *text, size_t length);

/* The frame as a GeoJSON FeatureCollection (RFC 7946), its marking and provenance beside the features: each
 * row is a feature whose geometry is the JSON text in `geometry` (a text column; null: not located), whose
 * properties are the other columns. Fails as glo_json_write_frame does; GLO_EINVAL where that column is not
 * text. */
glo_status glo_geojson_write_frame(const glo_frame *frame, size_t geometry, const glo_job *job,
                                   glo_sink sink);

#endif
