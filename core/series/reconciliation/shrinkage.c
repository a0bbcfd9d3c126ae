/* shrinkage.c: the Schaefer-Strimmer estimate in series x times^2 steps. References in shrinkage.h. */
#include "reconciliation/shrinkage.h"

#include "base/alloc.h"
#include "base/err.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LEAST_LAMBDA 1e-6 /* below it the factors alone carry the weights, and rounding what is left */

glo_status glo_residual_variances(const double *residuals, size_t series, size_t times, double *out) {
    double smallest = INFINITY;
    for (size_t i = 0; i < series; i++) {
        double sum = 0;
        size_t known = 0;
        for (size_t t = 0; t < times; t++) {
            double r = residuals[t * series + i];
            if (isnan(r))
                continue;
            sum += r * r;
            known++;
        }
        if (isinf(sum))
            return glo_fail(GLO_EINVAL, "the residuals of series %zu are too large", i + 1);
        out[i] = known > 0 ? sum / (double)known : 0;
        if (out[i] > 0)
            smallest = fmin(smallest, out[i]);
    }
    if (isinf(smallest))
        return glo_fail(GLO_EINVAL, "the residuals are 0 throughout: they tell nothing of how series err");
    for (size_t i = 0; i < series; i++) {
        if (out[i] == 0)
            out[i] = smallest * 1e-6;
    }
    return GLO_OK;
}

/* Residuals divided by their root mean square over all times, so that each series has the same length. */
static void standardise(const double *residuals, size_t series, size_t times, double *scale, double *out) {
    memset(scale, 0, series * sizeof *scale);
    for (size_t at = 0; at < series * times; at++) {
        out[at] = isnan(residuals[at]) ? 0 : residuals[at];
        scale[at % series] += out[at] * out[at];
    }
    for (size_t i = 0; i < series; i++)
        scale[i] = scale[i] > 0 ? sqrt((double)times / scale[i]) : 0;
    for (size_t at = 0; at < series * times; at++)
        out[at] *= scale[at % series];
}

/* With x the standardised residuals: sum over pairs of r_ij^2 is |X'X|^2 / n^2, and of Var(r_ij) as below;
 * both without the pairs i = j, and both by sums over times, of which there are few. */
static double lambda_of(const double *x, size_t series, size_t times) {
    double n = (double)times, fourth = 0, products = 0, own_fourth = 0, own_products = 0;
    for (size_t t = 0; t < times; t++) {
        double squares = 0;
        for (size_t i = 0; i < series; i++) {
            double square = x[t * series + i] * x[t * series + i];
            squares += square;
            own_fourth += square * square;
        }
        fourth += squares * squares;
        for (size_t u = 0; u <= t; u++) {
            double dot = 0;
            for (size_t i = 0; i < series; i++)
                dot += x[t * series + i] * x[u * series + i];
            products += (u < t ? 2 : 1) * dot * dot;
        }
    }
    for (size_t i = 0; i < series; i++) {
        double square = 0;
        for (size_t t = 0; t < times; t++)
            square += x[t * series + i] * x[t * series + i];
        own_products += square * square;
    }
    double shared = products - own_products;
    double variance = ((fourth - own_fourth) - shared / n) / (n * (n - 1)), squared = shared / (n * n);
    if (!(squared > 0))
        return 1;
    return fmin(1, fmax(LEAST_LAMBDA, variance / squared));
}

glo_status glo_shrink(const double *residuals, size_t series, size_t times, glo_covariance *out) {
    if (times < 2)
        return glo_fail(GLO_EINVAL, "the covariance of errors needs residuals of 2 times or more, got %zu",
                        times);
    glo_covariance w = {.series = series, .factors = times};
    double *scale = NULL;
    glo_status status = glo_alloc_array(series, sizeof *w.variances, &w.variances);
    if (status == GLO_OK)
        status = glo_alloc_array(series * times, sizeof *w.loadings, &w.loadings);
    if (status == GLO_OK)
        status = glo_alloc_array(series, sizeof *scale, &scale);
    if (status == GLO_OK)
        status = glo_residual_variances(residuals, series, times, w.variances);
    if (status < 0) {
        free(scale);
        glo_covariance_dispose(&w);
        return status;
    }
    standardise(residuals, series, times, scale, w.loadings);
    free(scale);
    w.lambda = lambda_of(w.loadings, series, times);
    double common = sqrt((1 - w.lambda) / (double)times);
    for (size_t at = 0; at < series * times; at++)
        w.loadings[at] *= common * sqrt(w.variances[at % series]);
    for (size_t i = 0; i < series; i++)
        w.variances[i] *= w.lambda;
    if (w.lambda >= 1)
        w.factors = 0;
    *out = w;
    return GLO_OK;
}

void glo_covariance_dispose(glo_covariance *covariance) {
    free(covariance->variances);
    free(covariance->loadings);
    *covariance = (glo_covariance){0};
}
