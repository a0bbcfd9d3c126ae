/* effects.h: the effect of each regressor on each series, as a frame: keys, regressor, lag (periods; 0: known
 * up to the horizon), coefficient (the change of the series per unit) with low and high (95 %), gain
 * (reduction of the past error of the combination, 0.1: 10 %), kept (1: selected, else 0). Null where not
 * estimable.
 *
 * Example:  int status = glo_effects_frame(&panel, &choice, predictions, &spec, provenance, &out);
 */
#ifndef GLO_SERIES_EFFECTS_H
#define GLO_SERIES_EFFECTS_H

#include "forecast/predict.h"
#include "regression/regressors.h"

/* `predictions` are in the order of the tracks. */
glo_status glo_effects_frame(const glo_panel *panel, const glo_regressor_choice *choice,
                             const glo_prediction *predictions, const glo_regressors_spec *spec,
                             glo_provenance *provenance, glo_frame **out);

#endif
