/* likelihood.c: densities, cumulative shares and what is made of them. Contract in likelihood.h; formulas of the families in
 * docs/methods.md.
 */
#include "fit/likelihood.h"

#include "base/alloc.h"
#include "numeric/beta.h"
#include "numeric/elementary.h"
#include "numeric/gamma.h"
#include "numeric/normal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LOG_ROOT_2PI 0.91893853320467274178

double log_beta(double a, double b) {
    return glo_log_gamma(a) + glo_log_gamma(b) - glo_log_gamma(a + b);
}

static double log_density(const glo_distribution *d, double x) {
    const double *p = d->parameter;
    switch (d->family) {
    case GLO_UNIFORM:
        return -glo_log(p[1] - p[0]);
    case GLO_NORMAL:
        return -0.5 * (x - p[0]) * (x - p[0]) / (p[1] * p[1]) - glo_log(p[1]) - LOG_ROOT_2PI;
    case GLO_LOGNORMAL: {
        double z = (glo_log(x) - p[0]) / p[1];
        return -0.5 * z * z - glo_log(p[1]) - LOG_ROOT_2PI - glo_log(x);
    }
    case GLO_EXPONENTIAL:
        return -x / p[0] - glo_log(p[0]);
    case GLO_WEIBULL: {
        double z = glo_log(x) - glo_log(p[1]);
        return glo_log(p[0]) - glo_log(p[1]) + (p[0] - 1) * z - glo_exp(p[0] * z);
    }
    case GLO_BETA:
        return (p[0] - 1) * glo_log(x) + (p[1] - 1) * glo_log(1 - x) - log_beta(p[0], p[1]);
    case GLO_GAMMA:
        return (p[0] - 1) * glo_log(x) - x / p[1] - p[0] * glo_log(p[1]) - glo_log_gamma(p[0]);
    case GLO_POISSON:
        return x * glo_log(p[0]) - p[0] - glo_log_gamma(x + 1);
    case GLO_NEGATIVE_BINOMIAL:
        return glo_log_gamma(x + p[1]) - glo_log_gamma(p[1]) - glo_log_gamma(x + 1) -
               p[1] * glo_log(1 + p[0] / p[1]) - x * glo_log(1 + p[1] / p[0]);
    default:
        return NAN;
    }
}

double log_likelihood(const glo_distribution *d, const double *x, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += log_density(d, x[i]);
    return sum;
}

/* P(X <= x). */
static double share(const glo_distribution *d, double x) {
    const double *p = d->parameter;
    switch (d->family) {
    case GLO_UNIFORM:
        return (x - p[0]) / (p[1] - p[0]);
    case GLO_NORMAL:
        return glo_normal_cdf((x - p[0]) / p[1]);
    case GLO_LOGNORMAL:
        return glo_normal_cdf((glo_log(x) - p[0]) / p[1]);
    case GLO_EXPONENTIAL:
        return 1 - glo_exp(-x / p[0]);
    case GLO_WEIBULL:
        return 1 - glo_exp(-glo_exp(p[0] * (glo_log(x) - glo_log(p[1]))));
    case GLO_BETA:
        return glo_beta_lower(x, p[0], p[1]);
    case GLO_GAMMA:
        return glo_gamma_lower(x / p[1], p[0]);
    case GLO_POISSON:
        return x < 0 ? 0 : glo_gamma_upper(p[0], x + 1);
    case GLO_NEGATIVE_BINOMIAL:
        return x < 0 ? 0 : 1 - glo_beta_upper(p[1] / (p[1] + p[0]), p[0] / (p[1] + p[0]), p[1], x + 1);
    default:
        return NAN;
    }
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* At each value, and just below it: of whole numbers that is the one before. */
glo_status kolmogorov_distance(const glo_distribution *d, const double *x, size_t count, double *out) {
    double *sorted, most = 0;
    bool is_whole = glo_family_of(d->family)->is_whole;
    if (glo_alloc_array(count, sizeof *sorted, &sorted) < 0)
        return GLO_ENOMEM;
    memcpy(sorted, x, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, by_value);
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && sorted[end] == sorted[i];)
            end++;
        double at = share(d, sorted[i]), below = is_whole ? share(d, sorted[i] - 1) : at;
        most =
            fmax(most, fmax(fabs((double)end / (double)count - at), fabs(below - (double)i / (double)count)));
    }
    free(sorted);
    *out = most;
    return GLO_OK;
}
