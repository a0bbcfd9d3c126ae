/* ets_interval.h: the forecast distribution of a fitted model: means and quantiles.
 *
 * Normal, with the exact variance, where there is a formula (Hyndman et al. 2008, chapter 6): error A without
 * M parts; error M with trend N or A and season N or A; error M with trend N or A and season M. By 5,000
 * simulated paths otherwise. The parameters are taken as known.
 *
 * Example:  glo_ets_forecast(&(glo_ets_fitted){&model, parameters, state, variance, scale, is_count, seed},
 * out);
 */
#ifndef GLO_SERIES_ETS_INTERVAL_H
#define GLO_SERIES_ETS_INTERVAL_H

#include "sample/method.h"
#include "smoothing/ets_model.h"

#include <stdbool.h>

typedef struct glo_ets_fitted {
    const glo_ets_model *model;
    const double *parameters;
    glo_ets_state state;
    double variance; /* of the error, relative where it is M */
    double scale;    /* of what comes out */
    int is_count;
    uint64_t seed;
} glo_ets_fitted;

/* 1 where the quantiles are simulated. */
bool glo_ets_is_simulated(const glo_ets_model *model);
glo_status glo_ets_forecast(const glo_ets_fitted *outlook, glo_quantiles *out);

#endif
