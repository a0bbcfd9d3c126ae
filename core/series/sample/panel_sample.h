/* panel_sample.h: a series of a panel as a sample.
 *
 * Example:  glo_sample sample = glo_panel_sample(&panel, track, track->count);
 */
#ifndef GLO_SERIES_PANEL_SAMPLE_H
#define GLO_SERIES_PANEL_SAMPLE_H

#include "panel/panel.h"
#include "sample/method.h"

/* Its first `known` values. */
static inline glo_sample glo_panel_sample(const glo_panel *panel, const glo_track *track, size_t known) {
    return (glo_sample){.values = track->values,
                        .count = known,
                        .season = panel->season,
                        .season2 = panel->season2,
                        .is_count = panel->is_count};
}

#endif
