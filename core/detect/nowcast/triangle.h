/* triangle.h: the reporting triangles of a frame, one at a time, as a matrix: a line per period, a column per delay.
 *
 * Example:
 *   glo_triangles all;
 *   if (glo_triangles_read(frame, &spec, &all) == GLO_OK) { ... glo_triangles_fill(&all, i, known); }
 *   glo_triangles_dispose(&all);
 */
#ifndef GLO_DETECT_NOWCAST_TRIANGLE_H
#define GLO_DETECT_NOWCAST_TRIANGLE_H

#include "detect/nowcast.h"
#include "panel/panel.h"

enum { GLO_MOST_DELAYS = 1000 };

typedef struct glo_triangles {
    const glo_triangle_spec *spec;
    glo_panel panel; /* of it the frame, the keys and the span */
    const glo_column *delay, *facet, *count;
    int32_t first, last;     /* periods */
    size_t periods, columns; /* delays 0 to columns - 2, and what is known now */
    size_t *rows, *begins;   /* the rows of series i are rows[begins[i]] to rows[begins[i + 1]] */
    int32_t *row_periods;
    size_t count_of_series;
} glo_triangles;

glo_status glo_triangles_read(const glo_frame *frame, const glo_triangle_spec *spec, glo_triangles *out);
void glo_triangles_dispose(glo_triangles *triangles);
/* What was known of each period at each delay, and now: NaN where it is not known. */
void glo_triangles_fill(const glo_triangles *triangles, size_t series, double *known);
/* A row with the keys of a series. */
size_t glo_triangles_row(const glo_triangles *triangles, size_t series);

#endif
