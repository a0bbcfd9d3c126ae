/* panel.h: a frame as the series it holds: one for each combination of its columns of text (zone, phenomenon,
 * facet
 * ...), at equal steps of its time column.
 *
 * Time is the column `period`, else the first column of days or months, else a column of text or whole
 * numbers that is called month, day, week, quarter, year or date. The figure is the column asked for, else
 * the first of count, estimate, value, weighted, events, else the only column of numbers. Rows may come in
 * any order. A period without a row is a gap: 0 or missing, as asked. A series begins with its first row and
 * ends with its last; where gaps are zeros it begins with the first whole period that the figures cover and
 * goes on to the end of the others, unless it had no rows for more than twice as long as ever between two and
 * it is not said that it was zero (glo_covered). A null is a missing value. Refused: a period twice in one series,
 * an infinite or absurd figure.
 *
 * Example:
 *   glo_panel panel;
 *   glo_panel_spec spec = {.gaps_are_zero = 1};
 *   if (glo_panel_read(frame, &spec, &panel) == GLO_OK) { panel.tracks[0].values ...
 * glo_panel_dispose(&panel); }
 *
 * The main header of core/panel, which includes base and frame; series and detect include it.
 */
#ifndef GLO_PANEL_PANEL_H
#define GLO_PANEL_PANEL_H

#include "base/date.h"
#include "frame/frame.h"

#include <stdbool.h>

enum { GLO_MOST_KEYS = 16 };
#define GLO_NO_CUTOFF INT32_MAX

/* The days that the figures cover, as the call that made them said: GLO_DAY_MIN and GLO_DAY_MAX where it did
 * not. A period that they cut is not whole and left out. */
typedef enum glo_zeros_before { GLO_ZEROS_NOT_SAID, GLO_ZEROS_LIKELY, GLO_ZEROS_CERTAIN } glo_zeros_before;

typedef struct glo_covered {
    int is_known; /* else nothing below counts */
    int32_t first, last;
    glo_zeros_before zeros_before; /* where gaps are zeros: those before the first row of a series too? */
    int32_t zeros_to; /* and those after the last row, to this day; GLO_DAY_MIN: not for certain */
} glo_covered;

/* How a frame is read as series. */
typedef struct glo_panel_spec {
    const char *value; /* the column of figures; NULL: chosen */
    int gaps_are_zero; /* periods without a row are 0; else missing values */
    int32_t cutoff;    /* last day of the data: periods that end later are left out; GLO_NO_CUTOFF: none */
    glo_covered covered;
} glo_panel_spec;

typedef struct glo_track {
    size_t row;     /* a row of the frame with its keys: the first */
    uint64_t hash;  /* of its keys: a seed of its own, whatever series stand beside it */
    int32_t first;  /* the number of its first period (glo_span_index) */
    size_t count;   /* 0: nothing is known of it */
    double *values; /* NaN: missing */
} glo_track;

typedef struct glo_panel {
    const glo_frame *frame; /* borrowed */
    glo_span span;
    int season, season2;
    size_t keys[GLO_MOST_KEYS], key_count;
    size_t time, value; /* columns */
    glo_track *tracks;  /* in the order of their first rows */
    size_t count;
    int32_t last;     /* the number of the last period that any series knows */
    int32_t earliest; /* the first whole period that the figures cover; INT32_MIN where it is not said */
    int is_count, is_nonnegative;
    size_t gaps, left_out, unordered; /* periods without a row; rows after the cutoff; series out of order */
    size_t cut;                       /* rows of periods that are not whole: left out */
    double *values;                   /* of all series */
} glo_panel;

glo_status glo_panel_read(const glo_frame *frame, const glo_panel_spec *spec, glo_panel *out);
void glo_panel_dispose(glo_panel *panel);

/* The panel as it stood at the end of a period: tracks of its own over the same values, each up to its last
 * known one. Dispose of it before the panel. GLO_ENOMEM. */
glo_status glo_panel_cut(const glo_panel *panel, int32_t at, glo_panel *out);
/* A hash of the keys of a row: what chance is drawn by, so that a series has its own whatever stand beside it. */
uint64_t glo_panel_hash(const glo_panel *panel, size_t row);
/* Whether two series have the same keys, as far as both panels have them. */
bool glo_panel_is_same(const glo_panel *a, const glo_track *x, const glo_panel *b, const glo_track *y);
/* The series with the same keys in another panel of the same keys, or NULL. */
const glo_track *glo_panel_find(const glo_panel *panel, const glo_track *like);

#endif
