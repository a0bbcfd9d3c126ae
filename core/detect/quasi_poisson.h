/* quasi_poisson.h: the regression under Farrington's detectors: log mu = the intercept of its group + trend * time + log
 * exposure, with the variance phi * mu.
 *
 * Iteratively reweighted least squares. With an intercept per group the normal equations are a diagonal and one more column, which
 * are solved group by group: a fit costs one pass over the counts per iteration.
 *
 * Example:
 *   glo_quasi_poisson fit = {.count = n, .y = y, .time = time, .group = group, .groups = 10, .has_trend = true, ...};
 *   if (glo_quasi_poisson_fit(&fit)) ... fit.intercepts, fit.slope, glo_quasi_poisson_dispersion(&fit, fit.working)
 *
 * References: P. McCullagh, J. A. Nelder, Generalized Linear Models (2nd ed., 1989), 2.5 (the iterations), 9.2 (quasi-likelihood).
 */
#ifndef GLO_DETECT_QUASI_POISSON_H
#define GLO_DETECT_QUASI_POISSON_H

#include <stdbool.h>
#include <stddef.h>

enum { GLO_MOST_GROUPS = 64 };

typedef struct glo_quasi_poisson {
    size_t count, groups;
    bool has_trend;
    const double *y, *time, *offset; /* offset NULL: none */
    const unsigned char *group;      /* from 0 */
    const double *weights;           /* NULL: 1 */
    double *log_y, *start; /* made of the counts by glo_quasi_poisson_begin, with room for `count` */
    /* of the fit; with room for `count` too */
    double *mu, *eta, *response;
    double *working; /* the weights of the last step */
    double intercepts[GLO_MOST_GROUPS], slope;
    double mass[GLO_MOST_GROUPS],
        mean_time[GLO_MOST_GROUPS]; /* of a group: sum of the weights, mean time by them */
    double time_mass;               /* sum of the weights times the squares of time within groups */
    size_t parameters;              /* that can be told */
} glo_quasi_poisson;

/* Once for a history, before the first fit. */
void glo_quasi_poisson_begin(glo_quasi_poisson *fit);

/* True when it converged, as R's glm does: the deviance moves by less than 1e-8 of itself within 25 steps. */
bool glo_quasi_poisson_fit(glo_quasi_poisson *fit);

/* Sum of weights times squared working residuals over the degrees of freedom; NaN where there are none. */
double glo_quasi_poisson_dispersion(const glo_quasi_poisson *fit, const double *weights);

/* x'(X'WX)^-1 x of a period of that group and time: the variance of eta, but for the dispersion. */
double glo_quasi_poisson_leverage(const glo_quasi_poisson *fit, size_t group, double time);

/* The variance of the slope, but for the dispersion. */
double glo_quasi_poisson_slope_variance(const glo_quasi_poisson *fit);

#endif
