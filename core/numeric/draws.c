/* draws.c: random counts. References and example in draws.h. */
#include "numeric/draws.h"

#include "numeric/normal.h"
#include "numeric/philox.h"

#include <math.h>

double glo_draws_uniform(glo_draws *draws) {
    if (draws->left == 0) {
        glo_philox(draws->seed, draws->stream, draws->counter++, draws->bits);
        draws->left = 4;
    }
    return glo_philox_uniform(draws->bits[--draws->left]);
}

double glo_draws_poisson(glo_draws *draws, double mean) {
    if (!(mean > 0))
        return 0;
    double u = glo_draws_uniform(draws);
    if (mean >= 30) {
        double z = glo_normal_quantile(u);
        return fmax(0, floor(mean + sqrt(mean) * z + (z * z - 1) / 6 + 0.5));
    }
    double chance = exp(-mean), below = chance;
    int count = 0;
    while (u > below && count < 200) {
        count++;
        chance *= mean / count;
        below += chance;
    }
    return count;
}

double glo_draws_gamma(glo_draws *draws, double shape) {
    double raised = shape < 1 ? shape + 1 : shape, d = raised - 1.0 / 3, c = 1 / sqrt(9 * d);
    for (;;) {
        double z = glo_normal_quantile(glo_draws_uniform(draws)), v = 1 + c * z;
        if (v <= 0)
            continue;
        v = v * v * v;
        if (log(glo_draws_uniform(draws)) < 0.5 * z * z + d - d * v + d * log(v)) {
            double made = d * v;
            return shape < 1 ? made * pow(glo_draws_uniform(draws), 1 / shape) : made;
        }
    }
}

double glo_draws_beta(glo_draws *draws, double a, double b) {
    if (!(a > 0) || !(b > 0))
        return a > 0 ? 1 : 0;
    double x = glo_draws_gamma(draws, a), y = glo_draws_gamma(draws, b);
    return x + y > 0 ? x / (x + y) : a / (a + b);
}

double glo_draws_negative_binomial(glo_draws *draws, double mean, double kappa) {
    if (kappa < 1e-8)
        return glo_draws_poisson(draws, mean);
    return glo_draws_poisson(draws, mean * kappa * glo_draws_gamma(draws, 1 / kappa));
}

/* ---- binomial ---- */

/* By adding up the chances of 0, 1, 2 ... */
static uint32_t binomial_by_inversion(glo_draws *draws, uint32_t trials, double p) {
    double odds = p / (1 - p), chance = exp(trials * log1p(-p)), below = chance, u = glo_draws_uniform(draws);
    uint32_t count = 0;
    while (u > below && count < trials && chance > 0) {
        chance *= odds * (double)(trials - count) / (double)(count + 1);
        below += chance;
        count++;
    }
    return count;
}

/* ln k! - (k + 1/2) ln(k + 1) + (k + 1) - ln sqrt(2 pi). */
static double stirling_rest(double k) {
    static const double first[] = {0.08106146679532726, 0.04134069595540929, 0.02767792568499834,
                                   0.02079067210376509, 0.01664469118982119, 0.01387612882307075,
                                   0.01189670994589177, 0.01041126526197209, 0.009255462182712733,
                                   0.008330563433362871};
    if (k < 10)
        return first[(int)k];
    double square = (k + 1) * (k + 1);
    return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / (k + 1);
}

/* Hormann's transformed rejection with squeeze, for a mean of 10 and more and p up to a half. */
static uint32_t binomial_by_rejection(glo_draws *draws, uint32_t trials, double p) {
    double n = trials, sd = sqrt(n * p * (1 - p)), b = 1.15 + 2.53 * sd, a = -0.0873 + 0.0248 * b + 0.01 * p;
    double centre = n * p + 0.5, squeeze = 0.92 - 4.2 / b;
    for (;;) {
        double u = glo_draws_uniform(draws) - 0.5, v = glo_draws_uniform(draws), us = 0.5 - fabs(u);
        double k = floor((2 * a / us + b) * u + centre);
        if (us >= 0.07 && v <= squeeze)
            return (uint32_t)k;
        if (k < 0 || k > n)
            continue;
        double odds = p / (1 - p), mode = floor((n + 1) * p);
        double bound = (mode + 0.5) * log((mode + 1) / (odds * (n - mode + 1))) +
                       (n + 1) * log((n - mode + 1) / (n - k + 1)) +
                       (k + 0.5) * log(odds * (n - k + 1) / (k + 1)) + stirling_rest(mode) +
                       stirling_rest(n - mode) - stirling_rest(k) - stirling_rest(n - k);
        if (log(v * (2.83 + 5.1 / b) * sd / (a / (us * us) + b)) <= bound)
            return (uint32_t)k;
    }
}

uint32_t glo_draws_binomial(glo_draws *draws, uint32_t trials, double p) {
    if (!(p > 0) || trials == 0)
        return 0;
    if (p >= 1)
        return trials;
    if (p > 0.5)
        return trials - glo_draws_binomial(draws, trials, 1 - p);
    return trials * p < 10 ? binomial_by_inversion(draws, trials, p)
                           : binomial_by_rejection(draws, trials, p);
}
