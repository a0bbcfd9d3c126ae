/* known_outbreaks.h: the periods of known outbreaks, which no baseline may hold: counts that were no endemic ones would raise the
 * bound of later periods.
 *
 * A frame of outbreaks has a row each: the keys of the series as text under the names that the panel's keys have, `first` and
 * `last` day. A period that an outbreak touches is one of it.
 *
 * Example:
 *   bool **marks;
 *   status = glo_known_outbreaks(panel, outbreaks, &marks, &count);     marks[series][period], marks[series] NULL: none
 *   glo_known_outbreaks_free(marks, panel->count);
 */
#ifndef GLO_DETECT_KNOWN_OUTBREAKS_H
#define GLO_DETECT_KNOWN_OUTBREAKS_H

#include "panel/panel.h"

#include <stdbool.h>

/* `outbreaks` NULL: there are none. *out_count: how many of them are in a series of the panel. GLO_ENOMEM; GLO_ENOTFOUND for a
 * frame without these columns. */
glo_status glo_known_outbreaks(const glo_panel *panel, const glo_frame *outbreaks, bool ***out,
                               size_t *out_count);
void glo_known_outbreaks_free(bool **marks, size_t series);

#endif
