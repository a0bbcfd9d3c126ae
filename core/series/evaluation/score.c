/* score.c: scores of one forecast. Definitions and references in score.h. */
#include "series/score.h"

#include "numeric/normal.h"

#include <math.h>
#include <stdbool.h>

#define SMALLEST 1e-18 /* a probability that no longer changes a sum */
#define MOST_TERMS 1e6 /* of a sum over whole numbers; wider distributions are brought to a coarser unit */

double glo_quantile_score(double y, double probability, double quantile) {
    return 2 * ((y <= quantile) - probability) * (quantile - y);
}

double glo_interval_score(double y, double low, double high, double alpha) {
    return (high - low) + 2 / alpha * fmax(0, low - y) + 2 / alpha * fmax(0, y - high);
}

/* ---- weighted interval score ---- */

static bool mirrors(double a, double b) {
    return fabs(a + b - 1) < 1e-9;
}

glo_wis glo_wis_score(double y, const double *probabilities, const double *quantiles, size_t count) {
    glo_wis sum = {0, 0, 0, 0};
    double weight = 0;
    for (size_t i = 0; i < count; i++) {
        double p = probabilities[i], q = quantiles[i];
        if (mirrors(p, p)) {
            sum.over += fmax(0, q - y) / 2;
            sum.under += fmax(0, y - q) / 2;
            weight += 0.5;
        }
        for (size_t j = count; p < 0.5 && j-- > i + 1;) {
            if (!mirrors(p, probabilities[j]))
                continue;
            sum.dispersion += p * (quantiles[j] - q);
            sum.over += fmax(0, q - y);
            sum.under += fmax(0, y - quantiles[j]);
            weight += 1;
            break;
        }
    }
    if (weight == 0)
        return (glo_wis){NAN, NAN, NAN, NAN};
    sum.dispersion /= weight;
    sum.over /= weight;
    sum.under /= weight;
    sum.wis = sum.dispersion + sum.over + sum.under;
    return sum;
}

/* ---- probability integral transform ---- */

/* z at y on the line through the quantiles i and k. */
static double along(double y, const double *probabilities, const double *quantiles, size_t i, size_t k) {
    double low = glo_normal_quantile(probabilities[i]), high = glo_normal_quantile(probabilities[k]);
    return low + (high - low) * (y - quantiles[i]) / (quantiles[k] - quantiles[i]);
}

double glo_pit_normal_score(double y, const double *probabilities, const double *quantiles, size_t count) {
    size_t below = 0, upto = 0; /* quantiles below y, and at most y */
    if (count == 0)
        return NAN;
    while (below < count && quantiles[below] < y)
        below++;
    for (upto = below; upto < count && quantiles[upto] == y;)
        upto++;
    if (upto > below)
        return (glo_normal_quantile(probabilities[below]) + glo_normal_quantile(probabilities[upto - 1])) / 2;
    if (below > 0 && below < count)
        return along(y, probabilities, quantiles, below - 1, below);
    if (quantiles[0] == quantiles[count - 1])
        return below == 0 ? -INFINITY : INFINITY;
    size_t outer = below == 0 ? 0 : count - 1, inner = outer;
    while (quantiles[inner] == quantiles[outer])
        inner = below == 0 ? inner + 1 : inner - 1;
    return inner < outer ? along(y, probabilities, quantiles, inner, outer)
                         : along(y, probabilities, quantiles, outer, inner);
}

/* ---- continuous ranked probability score ---- */

double glo_crps_normal(double y, double mean, double sd) {
    if (!(sd > 0))
        return fabs(y - mean);
    double z = (y - mean) / sd;
    double density = exp(-z * z / 2) / sqrt(2 * M_PI), below = erfc(-z * M_SQRT1_2) / 2;
    return sd * (z * (2 * below - 1) + 2 * density - 1 / sqrt(M_PI));
}

/* ln P(X = k); size INFINITY is Poisson. */
static double log_probability(double k, double mean, double size) {
    if (mean <= 0)
        return k == 0 ? 0 : -INFINITY;
    if (isinf(size))
        return k * log(mean) - mean - lgamma(k + 1);
    return lgamma(k + size) - lgamma(size) - lgamma(k + 1) - size * log1p(mean / size) -
           k * log1p(size / mean);
}

static double ratio(double k, double mean, double size) { /* P(X = k + 1) / P(X = k) */
    if (isinf(size))
        return mean / (k + 1);
    return (k + size) / (k + 1) * (mean / (mean + size));
}

/* The sum over whole numbers k of (F(k) - 1{y <= k})^2. Terms below the smallest number that matters are 0
 * or 1. */
static double crps_by_sum(double y, double mean, double size) {
    double sd = sqrt(mean + (isinf(size) ? 0 : mean * mean / size));
    double first = fmax(0, floor(mean - 12 * sd)), sum = 0;
    if (y < 0) {
        sum = -y; /* F is 0 below 0 and the indicator 1 */
        y = 0;
    }
    if (y < first) {
        sum += first - y;
        y = first;
    }
    double k = first, p = exp(log_probability(k, mean, size)), below = p, last = 0;
    for (;; k++) {
        last = y <= k ? below - 1 : below;
        sum += last * last;
        if (k > mean && p < SMALLEST)
            break;
        p *= ratio(k, mean, size);
        below = fmin(1, below + p);
    }
    return y > k + 1 ? sum + (y - k - 1) : sum;
}

static double crps_count(double y, double mean, double size) {
    if (!(mean >= 0) || isinf(mean) || !(size > 0) || isnan(y))
        return NAN;
    double variance = mean + (isinf(size) ? 0 : mean * mean / size), terms = 24 * sqrt(variance);
    if (terms <= MOST_TERMS)
        return crps_by_sum(y, mean, size);
    /* A unit so much larger that the sum has fewer terms, with the relative variance kept. Where that is less
     * than a Poisson's, the distribution is a normal one to all digits that matter. */
    double unit = terms / MOST_TERMS, smaller = mean / unit, rest = variance / mean / mean - 1 / smaller;
    if (rest <= 0)
        return glo_crps_normal(y, mean, sqrt(variance));
    return unit * crps_by_sum(floor(y / unit), smaller, 1 / rest);
}

double glo_crps_poisson(double y, double mean) {
    return crps_count(y, mean, INFINITY);
}

double glo_crps_negative_binomial(double y, double mean, double size) {
    return crps_count(y, mean, size);
}

double glo_crps_sample(double y, const double *rising, size_t count) {
    double n = (double)count, distance = 0, spread = 0;
    for (size_t i = 0; i < count; i++) {
        distance += fabs(rising[i] - y);
        spread += (2 * (double)i + 1 - n) * rising[i];
    }
    return distance / n - spread / (n * n);
}

double glo_crps_quantiles(double y, const double *probabilities, const double *quantiles, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        double from = i == 0 ? 0 : (probabilities[i - 1] + probabilities[i]) / 2;
        double to = i + 1 == count ? 1 : (probabilities[i] + probabilities[i + 1]) / 2;
        sum += (to - from) * glo_quantile_score(y, probabilities[i], quantiles[i]);
    }
    return count > 0 ? sum : NAN;
}

/* ---- log and Brier scores ---- */

double glo_log_score_normal(double y, double mean, double sd) {
    if (!(sd > 0))
        return y == mean ? -INFINITY : INFINITY;
    double z = (y - mean) / sd;
    return z * z / 2 + log(sd) + log(2 * M_PI) / 2;
}

double glo_log_score_poisson(double y, double mean) {
    return y < 0 || y != floor(y) ? INFINITY : -log_probability(y, mean, INFINITY);
}

double glo_log_score_negative_binomial(double y, double mean, double size) {
    return y < 0 || y != floor(y) ? INFINITY : -log_probability(y, mean, size);
}

double glo_log_score_event(int happened, double probability) {
    return -log(happened ? probability : 1 - probability);
}

double glo_brier_score(int happened, double probability) {
    double miss = probability - (happened != 0);
    return miss * miss;
}
