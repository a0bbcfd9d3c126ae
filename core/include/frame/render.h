/* render.h: a frame as lines of text that fit a terminal.
 *
 * Numbers stand right with a space between thousands, text left; real numbers of one column have as many
 * decimals as the rows shown need, at most three that say something; nulls are a dot. What does not fit is
 * said: rows between the first and the last shown, columns left out. Looks only at the rows it shows.
 *
 * Example: at a width of 40
 *   glo_frame_render(frame, &(glo_render_options){.width = 40, .rows = 3}, &out);
 *   ->
 *     185 rows x 3 columns · TLP:AMBER
 *     zone       month    count
 *     BE-PZ5267  2024-01  1 204
 *     BE-PZ5268  2024-01      ·
 *     … 182 more rows …
 *     BE-PZ5459  2024-01     17
 */
#ifndef GLO_FRAME_RENDER_H
#define GLO_FRAME_RENDER_H

#include "base/buf.h"
#include "base/job.h"
#include "base/sink.h"
#include "frame/frame.h"

#include <stddef.h>

typedef struct glo_render_options {
    size_t width; /* columns of the terminal; 0: as wide as it takes */
    size_t rows;  /* rows to show; 0: all */
    int plain;    /* nothing beyond ASCII but what is in the frame itself */
    int colour;   /* ANSI: names bold, what is not data dim */
} glo_render_options;

/* Appends; the failure of `out` is returned: GLO_ENOMEM. Control characters in texts become blanks. */
glo_status glo_frame_render(const glo_frame *frame, const glo_render_options *options, glo_buf *out);

/* The same a piece at a time, so that memory does not grow with the rows. The sink's failures, and
 * GLO_ECANCELLED. */
glo_status glo_frame_render_to(const glo_frame *frame, const glo_render_options *options, const glo_job *job,
                               glo_sink sink);

#endif
