/* future.h: regressors known up to the horizon: events and figures, as values by period. Their frames are
 * described in regressors.h. The events of one name are one regressor of a series: the union of the dates of
 * those rows that apply to it. Series to which the same rows apply share it.
 *
 * Example:
 *   glo_future future;
 *   int status = glo_future_read(events, figures, &panel, 12, &future);
 *   if (glo_future_is_of(&future, 0, &panel, &panel.tracks[3])) ... future.items[0].values ...
 *   glo_future_dispose(&future);
 */
#ifndef GLO_SERIES_FUTURE_H
#define GLO_SERIES_FUTURE_H

#include "panel/panel.h"

#include <stdbool.h>

enum { GLO_MOST_FIGURES = 16 };

typedef struct glo_future_regressor {
    char *name;
    const glo_panel *panel; /* whose keys limit it; NULL: an event's */
    size_t row;             /* of its keys; an event's first row of that name */
    int32_t first;          /* its first period */
    size_t count;
    const double *values;
    unsigned char *applies; /* of an event: per row of the events whether it is one of its dates */
    double *shares;         /* of an event: its values */
} glo_future_regressor;

typedef struct glo_future {
    const glo_frame *events; /* borrowed, as the figures are; each may be NULL */
    glo_future_regressor *items;
    size_t count, room;
    glo_panel figures[GLO_MOST_FIGURES]; /* of every column of numbers */
    size_t figure_count;
} glo_future;

/* Up to `horizon` periods behind the panel's last. GLO_EINVAL says what is wrong with the frames; disposed of
 * in any case. */
glo_status glo_future_read(const glo_frame *events, const glo_frame *figures, const glo_panel *panel,
                           size_t horizon, glo_future *out);
void glo_future_dispose(glo_future *future);

/* Whether a regressor applies to the series: the keys it has are those of the series. */
bool glo_future_is_of(const glo_future *future, size_t item, const glo_panel *panel, const glo_track *track);

#endif
