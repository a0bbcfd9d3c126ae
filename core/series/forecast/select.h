/* select.h: forward selection of regressors by their gain at past origins.
 *
 * Example:  int status = glo_select_regressors(&w);     w.selected; w.effects[i].is_selected
 */
#ifndef GLO_SERIES_SELECT_H
#define GLO_SERIES_SELECT_H

#include "forecast/candidate.h"

/* Averages a regression on the selected regressors into `together` and `pooled`, and fills in their effects.
 * GLO_ENOMEM, GLO_ECANCELLED. */
glo_status glo_select_regressors(glo_candidates *w);

#endif
