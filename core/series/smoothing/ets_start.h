/* ets_start.h: where the search for the first states starts: season by classical decomposition, level and
 * slope by a line through the first values of what is left (Hyndman et al. 2008, section 2.6.1).
 *
 * Example:
 *   double workspace[144], seasonal[12]; // the values, the season
 *   glo_ets_start start = {.seasonal = seasonal};
 *   glo_ets_start_at(&data, 'M', 12, workspace, &start);
 */
#ifndef GLO_SERIES_ETS_START_H
#define GLO_SERIES_ETS_START_H

#include "smoothing/ets_model.h"

typedef struct glo_ets_start {
    double mean, level, slope; /* without a trend; with one */
    double *seasonal;
} glo_ets_start;

void glo_ets_start_at(const glo_ets_data *data, char season, int period, double *workspace,
                      glo_ets_start *start);
/* The states among the parameters of a model; the smoothing parameters are left alone. */
void glo_ets_start_parameters(const glo_ets_model *model, const glo_ets_start *start, double *parameters);

#endif
