/* ces.h: complex exponential smoothing. The level is coupled with an unobserved information potential, so
 * that one model covers stationary and trending series.
 *
 *   y(t) = level(t - 1) + e(t)
 *   level(t)     = level(t - 1) - (1 - a1) potential(t - 1) + (a0 - a1) e(t)
 *   potential(t) = level(t - 1) + (1 - a0) potential(t - 1) + (a0 + a1) e(t)
 *
 * Seasons: "none"; "simple", in which t - 1 is a season before, so that each phase has a pair of its own;
 * "partial", in which a season is added, season(t) = season(t - m) + b e(t). a0, a1 (and b) are those of the
 * least squared error, in the stability region; the first states, in which the errors are linear,
 * are solved for (of "partial" the season is that of the classical decomposition). The season is chosen by
 * AICc; `options->model` names one. The interval is normal, by the response of the states to one error.
 *
 * Example:  glo_ces(&sample, &(glo_method_options){0}, &out, &fit);
 *
 * Reference: I. Svetunkov, N. Kourentzes, J. K. Ord, "Complex exponential smoothing", Naval Research
 * Logistics 69 (2022).
 */
#ifndef GLO_SERIES_CES_H
#define GLO_SERIES_CES_H

#include "sample/method.h"

glo_status glo_ces(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                   glo_fit *fit);

#endif
