/* design.h: the regressors of a sample laid out as a design matrix, with nothing in it that is not known
 * where the sample ends.
 *
 * A leading series with lag k tells the first k steps ahead, and those up to which it is known beyond the
 * sample's end; after that it is forecast by the dynamic optimised Theta method from what is known of it, and
 * `spread` has the standard deviations of that. Missing values of a leading series are filled in. The
 * sample's steps before all regressors are known are left out, and so is a regressor that begins only in its
 * second half, or that does not vary, or that is too short.
 *
 * Example:
 *   glo_design design;
 *   if (glo_design_new(sample, regressors, 2, 12, &design) == GLO_OK) { design.values ...
 * glo_design_dispose(&design); }
 */
#ifndef GLO_SERIES_DESIGN_H
#define GLO_SERIES_DESIGN_H

#include "sample/method.h"

typedef struct glo_design {
    size_t first;            /* the first step of the sample at which all columns are known */
    size_t count;            /* columns */
    size_t *which;           /* the regressor of each */
    double *values;          /* column after column: sample.count - first each */
    double *future, *spread; /* horizon each */
    double *room;
} glo_design;

/* GLO_EINVAL (a regressor known ahead that does not reach), GLO_ENOMEM. */
glo_status glo_design_new(const glo_sample *sample, const glo_regressor *regressors, size_t regressor_count,
                          size_t horizon, glo_design *out);
void glo_design_dispose(glo_design *design);

#endif
