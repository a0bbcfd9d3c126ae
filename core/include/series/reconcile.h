/* reconcile.h: forecasts that add up. Base forecasts of the series of a hierarchy are made coherent: each is
 * then the sum of its leaves, exactly as summed, and where asked none is negative.
 *
 *   bottom-up    the leaves as they are
 *   top-down     the forecasts at the top, cut by the proportions of the forecasts below, step by step down
 *                one chain, or by those of the past
 *   middle-out   top-down from anchors in the middle, bottom-up above them
 *   ols, structural, variance, mint
 *                the coherent values nearest to the base forecasts: all weighed alike, by the number of their
 *                leaves, by the variance of their errors, or by the shrunk covariance of their errors
 *
 * Example:
 *   glo_reconcile_options o = {.method = GLO_STRUCTURAL, .nonnegative = 1};
 *   glo_reconcile(&h, &o, base, 12, NULL, out, NULL);      base[step * h.nodes + node], out likewise
 *
 * References: those of projection.h and shrinkage.h; C. W. Gross and J. E. Sohl, "Disaggregation methods to
 * expedite product line forecasting" (1990); G. Athanasopoulos, R. A. Ahmed and R. J. Hyndman, "Hierarchical
 * forecasts for Australian domestic tourism" (2009); G. Athanasopoulos et al., "Forecasting with temporal
 * hierarchies" (2017).
 */
#ifndef GLO_SERIES_RECONCILE_H
#define GLO_SERIES_RECONCILE_H

#include "base/err.h"
#include "base/job.h"
#include "series/hierarchy.h"

typedef enum glo_reconciliation {
    GLO_BOTTOM_UP,
    GLO_TOP_DOWN,
    GLO_MIDDLE_OUT,
    GLO_OLS,
    GLO_STRUCTURAL,
    GLO_VARIANCE,
    GLO_MINT
} glo_reconciliation;

/* Which part of the anchor a leaf has by the past: the mean of its values over the mean of the anchor's
 * (Gross and Sohl's F), or the mean of its parts over the times (their A). */
typedef enum glo_proportions { GLO_OF_AVERAGES, GLO_AVERAGE } glo_proportions;

typedef struct glo_reconcile_options {
    glo_reconciliation method;
    int nonnegative;
    const double *variances; /* of the errors, per node; NULL: from the residuals */
    const double *residuals; /* residuals[time * nodes + node], NaN where missing; what mint needs */
    size_t times;
    const double *history; /* the past: history[time * nodes + node]; NULL: proportions of the forecasts */
    size_t history_times;
    glo_proportions proportions;
    const uint8_t *anchors; /* per node, of middle-out */
} glo_reconcile_options;

/* What was found on the way. */
typedef struct glo_reconcile_note {
    double lambda;       /* of mint; else NaN */
    size_t held_at_zero; /* leaves that are 0 where their base forecast was not, over all steps */
} glo_reconcile_note;

/* "bottom_up", "top_down", ... ; GLO_EINVAL names the nearest. */
glo_status glo_reconciliation_parse(const char *name, glo_reconciliation *out);

/* GLO_EINVAL for a forecast that is not finite, for mint without residuals, for variance without either, for
 * a leaf that no anchor holds. `out` may be `base`. `out_note` may be NULL. */
glo_status glo_reconcile(const glo_hierarchy *hierarchy, const glo_reconcile_options *options,
                         const double *base, size_t steps, const glo_job *job, double *out,
                         glo_reconcile_note *out_note);

/* Quantiles of the joint distribution of all series, which are those of coherent futures. There is a future
 * per time of the residuals: each series errs in it as it erred at that time beside the others. Without
 * `quantiles` the error is added as it is; with them, quantiles[(step * nodes + node) * count + p] of the
 * base forecasts at rising probabilities, the error only tells by its rank which of them comes true, so that
 * spread and skew are those of the base forecasts. Each future is reconciled, and out[(step * nodes + node) *
 * count + p] are the quantiles over futures; never decreasing, and never negative where asked (a future's
 * negative leaves are then taken as 0).
 *
 * References: A. Panagiotelis, P. Gamakumara, G. Athanasopoulos and R. J. Hyndman, "Probabilistic forecast
 * reconciliation" (2023); J. Jeon, A. Panagiotelis and F. Petropoulos, "Probabilistic forecast reconciliation
 * with applications to wind power and electric load" (2019). */
glo_status glo_reconcile_quantiles(const glo_hierarchy *hierarchy, const glo_reconcile_options *options,
                                   const double *base, size_t steps, const double *probabilities,
                                   size_t count, const double *quantiles, const glo_job *job, double *out);

#endif
