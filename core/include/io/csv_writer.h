/* csv_writer.h: a frame as CSV. Reference: RFC 4180, but lines end in LF unless asked otherwise.
 *
 * Texts are quoted only where they must be, and those that a spreadsheet would take for formulas guarded (csv_guard.h); nulls, and reals that are no number, are empty; integers are
 * plain, reals the shortest decimal that reads back as the same number; days and months are written by their
 * span.
 *
 * Example:
 *   glo_csv_write_frame(frame, &(glo_csv_write_options){.delimiter = ';'}, job, glo_sink_stream(stdout));
 */
#ifndef GLO_IO_CSV_WRITER_H
#define GLO_IO_CSV_WRITER_H

#include "base/job.h"
#include "base/sink.h"
#include "frame/frame.h"

typedef struct glo_csv_write_options {
    char delimiter; /* 0: a comma */
    int crlf;       /* lines end in CR LF */
    int marking;    /* a first line "# TLP:AMBER" where the marking is not CLEAR; RFC 4180 has no comments */
    int units; /* and the units of the columns in that line (csv_heading.h), for a marking of CLEAR too */
    int raw;   /* no text is guarded */
} glo_csv_write_options;

/* Sends some 64 kB at a time. `options` and `job` may be NULL. The sink's failure, GLO_EINVAL for a wrong
 * delimiter, GLO_ENOMEM, GLO_ECANCELLED. */
glo_status glo_csv_write_frame(const glo_frame *frame, const glo_csv_write_options *options,
                               const glo_job *job, glo_sink sink);

#endif
