/* known.h: what is known ahead of the series of a panel: events and figures, as values by period. The frames
 * that they come in are described in regressors.h.
 *
 * Example:
 *   glo_known known;
 *   int status = glo_known_read(events, figures, &panel, 12, &known);
 *   if (glo_known_concerns(&known, 0, &panel, &panel.tracks[3])) ... known.items[0].values ...
 *   glo_known_dispose(&known);
 */
#ifndef GLO_SERIES_KNOWN_H
#define GLO_SERIES_KNOWN_H

#include "series/panel.h"

enum { GLO_MOST_FIGURES = 16 };

typedef struct glo_known_item {
    char *name;
    const glo_panel *panel; /* whose keys limit it; NULL: an event's */
    size_t row;             /* of its keys */
    int32_t first;          /* its first period */
    size_t count;
    const double *values;
} glo_known_item;

typedef struct glo_known {
    const glo_frame *events; /* borrowed, as the figures are; each may be NULL */
    glo_known_item *items;
    size_t count;
    glo_panel figures[GLO_MOST_FIGURES]; /* of every column of numbers */
    size_t figure_count;
    double *shares; /* the values of all events */
} glo_known;

/* Up to `horizon` periods behind the panel's last. GLO_EINVAL says what is wrong with the frames; disposed of
 * in any case. */
int glo_known_read(const glo_frame *events, const glo_frame *figures, const glo_panel *panel, size_t horizon,
                   glo_known *out);
void glo_known_dispose(glo_known *known);

/* Whether an item is one of the series': it has its keys, as far as it has any. */
int glo_known_concerns(const glo_known *known, size_t item, const glo_panel *panel, const glo_track *track);

#endif
