/* chart.h: the likelihood-ratio charts of counts about a known in-control mean: how much likelier are the last counts if the mean
 * changed at some period k?
 *
 *   intercept   mu(t) r from k on                 epidemic   mu(t) + lambda y(t-1) from k on, lambda >= 0
 *   estimated   statistic(n) = max over k of max over the change of log L(k .. n, changed) - log L(k .. n)
 *   given       statistic(n) = max(0, statistic(n-1) + log-likelihood ratio of y(n)), the CUSUM of a known r
 *
 * Counts are Poisson, or negative binomial with variance mu + a mu^2. Only changes in the chart's direction count; k leaves `least`
 * periods or more, and no more than `window` before n.
 *
 * Exactness and speed: each k keeps an upper bound of its ratio, which one more count raises by no more than that count's own
 * ratio; only a k whose bound is above the best so far is maximised again, so that the maximum is exact and few are.
 *
 * Example:
 *   glo_chart chart = {.direction = GLO_UP, .log_ratio = NAN, .least = 1};
 *   glo_chart_use(&chart, numbers, room);
 *   statistic = glo_chart_add(&chart, 7, 2.1, 3);   // 7 cases where 2.1 are expected, after 3
 *
 * References: T. L. Lai, "Sequential changepoint detection in quality control and dynamical systems", JRSS B 57 (1995); M. Hoehle,
 * M. Paul, "Count data regression charts for the monitoring of surveillance time series", Computational Statistics and Data
 * Analysis 52 (2008).
 */
#ifndef GLO_DETECT_GLR_CHART_H
#define GLO_DETECT_GLR_CHART_H

#include "detect/detector.h"

enum { GLO_CHART_NUMBERS = 6 }; /* per period */

typedef struct glo_chart {
    double overdispersion; /* a; 0: Poisson */
    bool is_epidemic;
    glo_direction direction;
    double log_ratio;     /* of the change; NaN: estimated */
    size_t least, window; /* window 0: no end */
    /* since the last alarm */
    double *y, *mu, *before, *bound, *sum_y, *sum_mu;
    size_t count;
    double statistic;
    size_t since; /* the change that fits best began at the period of this number; `count` where none does */
} glo_chart;

/* Takes room for GLO_CHART_NUMBERS x `periods` numbers, and begins. */
void glo_chart_use(glo_chart *chart, double *numbers, size_t periods);
/* Begins anew, after an alarm or with a new series. */
void glo_chart_restart(glo_chart *chart);

/* One more count and its mean; the statistic. `before` is the count of the period before, 0 where there is none. */
double glo_chart_add(glo_chart *chart, double y, double mu, double before);

/* The counts beyond which the next period would raise an alarm: below `lower` (0: none), above `upper`; NaN where no count does. */
void glo_chart_bounds(glo_chart *chart, double mu, double before, double limit, double *lower, double *upper);

#endif
