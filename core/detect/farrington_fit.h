/* farrington_fit.h: what Farrington's detectors, classic and flexible, have in common: the history of a period, the regression with
 * past outbreaks weighed down, the decision about a trend, and the bounds.
 *
 * The steps, of the first and of the second reference:
 *   1. quasi-Poisson regression of the history (quasi_poisson.h); phi = max(1, its dispersion)
 *   2. Anscombe residuals s = 1.5 (y^(2/3) mu^(-1/6) - mu^(1/2)) / sqrt(phi (1 - h)); weights proportional to s^-2 where
 *      s > threshold, else equal, scaled to sum n; fit again
 *   3. the trend stays where there are three years, its p is below `trend_p`, and the expected count is not above the
 *      highest of the history; else fit without
 *   4. tau = phi + var(mu) / mu;  bounds (mu^(2/3) -+ z sqrt(4/9 mu^(1/3) tau))^(3/2)
 *
 * Example:
 *   glo_farrington_fit fit;
 *   if ((status = glo_farrington_begin(series, options, 35, room, &fit)) < 0) return status;
 *   glo_farrington_add(series, at - 52, 0, &fit); ...
 *   if (glo_farrington_predict(&fit, 0, glo_period_time(series, at), 0, false)) use(fit.mean);
 *
 * References: C. P. Farrington and others, "A statistical algorithm for the early detection of outbreaks of infectious disease",
 * Journal of the Royal Statistical Society A 159 (1996); A. Noufaily and others, "An improved algorithm for outbreak
 * detection in multiple surveillance systems", Statistics in Medicine 32 (2013).
 */
#ifndef GLO_DETECT_FARRINGTON_FIT_H
#define GLO_DETECT_FARRINGTON_FIT_H

#include "detector_parts.h"
#include "predictive_tail.h"
#include "quasi_poisson.h"

typedef struct glo_farrington_fit {
    const glo_detector_options *options;
    glo_quasi_poisson model;
    double *y, *time, *offset,
        *omega; /* of the history; omega: the weights by which past outbreaks count less */
    unsigned char *group;
    double dispersion; /* by the weights of the regression, at least 1 */
    double
        plain_dispersion; /* of what the model predicts: by omega, where past outbreaks count less; may be below 1 */
    size_t down_weighted;
    double eta, mean, variance; /* of the period judged, the variance but for the dispersion */
    glo_predictive unweighted;  /* of it, by the first regression */
    size_t at_group;            /* of the period judged */
    double at_time, at_offset;
} glo_farrington_fit;

/* Makes room for a history of at most `count` periods, with none in it. */
glo_status glo_farrington_begin(const glo_watched *series, const glo_detector_options *options, size_t count,
                                glo_detector_room *room, glo_farrington_fit *out);
/* Adds period `i` to the history unless it is missing or a known outbreak. */
void glo_farrington_add(const glo_watched *series, size_t i, size_t group, glo_farrington_fit *fit);

/* Fits, with or without a trend, and predicts the period at `time` of `group`. False: the regression does not converge.
 * `uses_omega` says by which weights the trend and the prediction are judged. */
bool glo_farrington_predict(glo_farrington_fit *fit, size_t group, double time, double offset,
                            bool uses_omega);

/* Bounds, p and score from mu with its standard error; z: of the bounds. */
void glo_farrington_delta(double mu, double se, double phi, double z, glo_judgement *out);

/* P of a count as high, by the regression without weights: its dispersion is not too low for counts that are high by chance. Of a
 * history with few cases also without season and trend, whichever is higher. */
double glo_farrington_tail(const glo_farrington_fit *fit, double observed);

/* The judgement by the plain mean of the history, where the regression does not do. GLO_OK. */
glo_status glo_farrington_plain(const glo_farrington_fit *fit, const glo_watched *series, size_t at,
                                glo_judgement *out);

/* The alarm: a score above 1, unless there are too few cases of late. */
void glo_farrington_alarm(const glo_watched *series, const glo_detector_options *options, size_t at,
                          glo_judgement *out);

#endif
