/* effects.h: what each regressor does to each series, as a frame: keys, regressor, lag (periods; 0: known
 * ahead), coefficient (the change for one more of it) with low and high (95 %), gain (by how much it makes
 * the combination better, 0.1 is a tenth), kept (1 or 0). Null where it can't be told.
 *
 * Example:  int status = glo_effects_frame(&panel, &choice, predictions, &spec, provenance, &out);
 */
#ifndef GLO_SERIES_EFFECTS_H
#define GLO_SERIES_EFFECTS_H

#include "forecast/predict.h"
#include "regression/regressors.h"

/* `predictions` are in the order of the tracks. */
int glo_effects_frame(const glo_panel *panel, const glo_regressor_choice *choice,
                      const glo_prediction *predictions, const glo_regressors_spec *spec,
                      glo_provenance *provenance, glo_frame **out);

#endif
