/* count_distribution.c: Poisson and negative binomial. Reference in count_distribution.h. */
#include "numeric/count_distribution.h"

#include "numeric/normal.h"

#include <math.h>

/* A sum begins this many standard deviations below the mean: what lies below is less than 1e-30, and no term underflows. */
#define REACH 12.0

typedef struct distribution {
    double mean, size, success; /* size 0: Poisson */
    double deviation;
} distribution;

static distribution distribution_of(double mean, double dispersion) {
    distribution d = {.mean = mean, .deviation = sqrt(mean)};
    if (dispersion > 1) {
        d.size = mean / (dispersion - 1);
        d.success = 1 / dispersion;
        d.deviation = sqrt(mean * dispersion);
    }
    return d;
}

static double density(const distribution *d, double k) {
    if (k < 0)
        return 0;
    if (d->mean == 0)
        return k == 0;
    if (d->size == 0)
        return exp(k * log(d->mean) - d->mean - lgamma(k + 1));
    return exp(lgamma(k + d->size) - lgamma(d->size) - lgamma(k + 1) + d->size * log(d->success) +
               k * log1p(-d->success));
}

/* P(k + 1) / P(k). */
static double ratio(const distribution *d, double k) {
    return d->size == 0 ? d->mean / (k + 1) : (k + d->size) / (k + 1) * (1 - d->success);
}

/* Beyond this many standard deviations of work the counts are so high that the distribution is normal but for its skewness:
 * the first terms of Cornish and Fisher are exact to a count in ten million. */
#define SUMMED 1e4

static double far_quantile(const distribution *d, double p) {
    double z = glo_normal_quantile(p), variance = d->deviation * d->deviation;
    double skewness = (2 * variance / d->mean - 1) / d->deviation;
    return fmax(0, ceil(d->mean + d->deviation * (z + (z * z - 1) / 6 * skewness) - 0.5));
}

double glo_count_quantile(double p, double mean, double dispersion) {
    if (!(p >= 0 && p < 1) || !(mean >= 0) || isinf(mean))
        return NAN;
    distribution d = distribution_of(mean, dispersion);
    if (d.deviation > SUMMED)
        return far_quantile(&d, p);
    double k = fmax(0, floor(mean - REACH * d.deviation));
    double each = density(&d, k), sum = each, last = mean + 1000 * (d.deviation + 1);
    /* a hair below p, so that a p that is a sum itself gives its own k */
    double wanted = p * (1 - 1e-14);
    while (sum < wanted && k < last) {
        each *= ratio(&d, k);
        k++;
        sum += each;
    }
    return k;
}

static double sum_upward(const distribution *d, double k) {
    double each = density(d, k), sum = each;
    while (each > sum * 1e-17 || k < d->mean) {
        each *= ratio(d, k);
        k++;
        sum += each;
        if (each == 0)
            break;
    }
    return sum;
}

double glo_count_upper_tail(double k, double mean, double dispersion) {
    if (isnan(k) || !(mean >= 0) || isinf(mean))
        return NAN;
    k = ceil(k);
    if (k <= 0)
        return 1;
    distribution d = distribution_of(mean, dispersion);
    if (d.deviation > SUMMED)
        return 1 - glo_normal_cdf((k - 0.5 - mean) / d.deviation);
    if (k > mean)
        return fmin(1, sum_upward(&d, k));
    double sum = 0;
    for (double below = k - 1, each = density(&d, below); below >= 0 && each > sum * 1e-17; below--) {
        sum += each;
        each = below > 0 ? each / ratio(&d, below - 1) : 0;
    }
    return fmax(0, 1 - sum);
}
