/* fit.c: estimates by maximum likelihood. Contract and references in model/fit.h. */
#include "model/fit.h"

#include "fit/likelihood.h"
#include "numeric/digamma.h"
#include "numeric/elementary.h"

#include <math.h>

typedef struct sample {
    const double *x;
    size_t count;
    double mean, variance, least, most; /* the variance by n, not n - 1 */
    double log_mean, log_variance;      /* of the logarithms; NaN where a value is not above 0 */
    double log_rest;                    /* mean of ln(1 - x); NaN where one is not below 1 */
    bool is_whole;
} sample;

static double mean_of(const sample *s, double (*f)(double)) {
    double sum = 0;
    for (size_t i = 0; i < s->count; i++)
        sum += f(s->x[i]) / (double)s->count;
    return sum;
}

static double itself(double x) {
    return x;
}

static double log_of(double x) {
    return x > 0 ? glo_log(x) : NAN;
}

static double log_rest(double x) {
    return x < 1 ? glo_log(1 - x) : NAN;
}

static void describe(sample *s) {
    s->least = s->most = s->x[0];
    s->is_whole = true;
    s->mean = mean_of(s, itself);
    s->log_mean = mean_of(s, log_of);
    s->log_rest = mean_of(s, log_rest);
    for (size_t i = 0; i < s->count; i++) {
        double x = s->x[i], from_log = log_of(x) - s->log_mean;
        s->variance += (x - s->mean) * (x - s->mean) / (double)s->count;
        s->log_variance += from_log * from_log / (double)s->count;
        s->least = fmin(s->least, x);
        s->most = fmax(s->most, x);
        s->is_whole &= x == floor(x);
    }
}

/* --- one parameter by the root of a falling function ------------------------------------------------------------ */

typedef double falling(const sample *s, double x, double *slope);

/* Newton's steps in ln x, halves of the bracket where one would leave it. GLO_ENOTFOUND: no root from 1e-9 to 1e9. */
static glo_status find_root(falling *f, const sample *s, double start, double *out) {
    double at = fmin(fmax(glo_log(start), -20), 20), low = at, high = at, slope;
    while (low > -20.7 && !(f(s, glo_exp(low), &slope) > 0))
        low -= 1;
    while (high < 20.7 && !(f(s, glo_exp(high), &slope) < 0))
        high += 1;
    if (!(f(s, glo_exp(low), &slope) > 0) || !(f(s, glo_exp(high), &slope) < 0))
        return GLO_ENOTFOUND;
    for (int i = 0; i < 200; i++) {
        double x = glo_exp(at), value = f(s, x, &slope);
        if (value > 0)
            low = at;
        else
            high = at;
        double next = at - value / (slope * x);
        if (!(next > low && next < high))
            next = low + (high - low) / 2;
        double moved = fabs(next - at);
        at = next;
        if (moved <= 1e-15 * fmax(1, fabs(at)))
            break;
    }
    *out = glo_exp(at);
    return GLO_OK;
}

/* ln k - psi(k) = ln(mean) - mean of ln x. */
static double of_gamma_shape(const sample *s, double k, double *slope) {
    *slope = 1 / k - glo_trigamma(k);
    return glo_log(k) - glo_digamma(k) - (glo_log(s->mean) - s->log_mean);
}

/* 1/k + mean of ln x = sum of x^k ln x / sum of x^k; powers of x / most, so that none is too large. */
static double of_weibull_shape(const sample *s, double k, double *slope) {
    double sum = 0, first = 0, second = 0, top = glo_log(s->most);
    for (size_t i = 0; i < s->count; i++) {
        double z = glo_log(s->x[i]) - top, power = glo_exp(k * z);
        sum += power;
        first += power * z;
        second += power * z * z;
    }
    first /= sum;
    *slope = first * first - second / sum - 1 / (k * k);
    return 1 / k + s->log_mean - top - first;
}

/* The sum of psi(x + size) - psi(size), and n ln(size / (size + mean)). */
static double of_size(const sample *s, double size, double *slope) {
    double sum = 0, of_sum = 0, psi = glo_digamma(size), psi1 = glo_trigamma(size), n = (double)s->count;
    for (size_t i = 0; i < s->count; i++) {
        if (s->x[i] == 0)
            continue;
        sum += glo_digamma(s->x[i] + size) - psi;
        of_sum += glo_trigamma(s->x[i] + size) - psi1;
    }
    *slope = of_sum + n * (1 / size - 1 / (size + s->mean));
    return sum - n * glo_log(1 + s->mean / size);
}

/* --- two parameters ------------------------------------------------------------------------------------------- */

/* The mean log likelihood of a beta distribution, which is concave in both shapes. */
static double beta_likelihood(const sample *s, double a, double b) {
    return (a - 1) * s->log_mean + (b - 1) * s->log_rest - log_beta(a, b);
}

static glo_status fit_beta(const sample *s, double *p) {
    double common = s->mean * (1 - s->mean) / s->variance - 1;
    double a = fmax(s->mean * common, 0.1), b = fmax((1 - s->mean) * common, 0.1);
    for (int i = 0; i < 200; i++) {
        double of_sum = glo_digamma(a + b), second = glo_trigamma(a + b);
        double ga = s->log_mean - glo_digamma(a) + of_sum, gb = s->log_rest - glo_digamma(b) + of_sum;
        double haa = second - glo_trigamma(a), hbb = second - glo_trigamma(b);
        double determinant = haa * hbb - second * second;
        double da = (second * gb - hbb * ga) / determinant, db = (second * ga - haa * gb) / determinant;
        double now = beta_likelihood(s, a, b), step = 1;
        while (step > 1e-10 && !(a + step * da > 0 && b + step * db > 0 &&
                                 beta_likelihood(s, a + step * da, b + step * db) >= now - 1e-14 * fabs(now)))
            step /= 2;
        a += step * da;
        b += step * db;
        if (fabs(step * da) <= 1e-14 * a && fabs(step * db) <= 1e-14 * b)
            break;
    }
    p[0] = a;
    p[1] = b;
    p[2] = 0;
    p[3] = 1;
    return isfinite(a) && isfinite(b) ? GLO_OK : GLO_ENOTFOUND;
}

/* --- families ------------------------------------------------------------------------------------------------- */

/* Values that a family can have. */
typedef enum support { ANY, NOT_BELOW_0, ABOVE_0, BETWEEN_0_AND_1, COUNTS } support;

static const struct {
    bool is_fitted;
    support support;
    int estimated;
} fitted[GLO_FAMILIES] = {[GLO_UNIFORM] = {true, ANY, 2},
                          [GLO_NORMAL] = {true, ANY, 2},
                          [GLO_LOGNORMAL] = {true, ABOVE_0, 2},
                          [GLO_EXPONENTIAL] = {true, NOT_BELOW_0, 1},
                          [GLO_WEIBULL] = {true, ABOVE_0, 2},
                          [GLO_BETA] = {true, BETWEEN_0_AND_1, 2},
                          [GLO_GAMMA] = {true, ABOVE_0, 2},
                          [GLO_POISSON] = {true, COUNTS, 1},
                          [GLO_NEGATIVE_BINOMIAL] = {true, COUNTS, 2}};

bool glo_family_is_fitted(glo_family family) {
    return fitted[family].is_fitted;
}

static bool is_within(double x, support of) {
    switch (of) {
    case NOT_BELOW_0:
        return x >= 0;
    case ABOVE_0:
        return x > 0;
    case BETWEEN_0_AND_1:
        return x > 0 && x < 1;
    case COUNTS:
        return x >= 0 && x == floor(x) && x <= 1e12;
    default:
        return true;
    }
}

static glo_status check_values(glo_family family, const double *x, size_t count, const char *quantity) {
    static const char *const words[] = {"any", "0 or more", "above 0", "between 0 and 1",
                                        "whole numbers from 0 on"};
    const char *name = glo_family_of(family)->name;
    support of = fitted[family].support;
    if (!fitted[family].is_fitted)
        return glo_fail(
            GLO_EINVAL,
            "'%s': %s can't be fitted; normal, lognormal, gamma, weibull, exponential, beta, uniform, "
            "poisson and negative_binomial can",
            quantity, name);
    if (count < GLO_FIT_LEAST)
        return glo_fail(GLO_EINVAL, "'%s': a distribution is fitted to at least %d values, there %s %zu",
                        quantity, GLO_FIT_LEAST, count == 1 ? "is" : "are", count);
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(x[i]) || !is_within(x[i], of))
            return glo_fail(GLO_EINVAL, "'%s': values of %s are %s, value %zu is %g", quantity, name,
                            of == ANY ? "finite numbers" : words[of], i + 1, x[i]);
    }
    return GLO_OK;
}

static glo_status estimate(glo_family family, const sample *s, double *p) {
    p[0] = s->mean;
    switch (family) {
    case GLO_UNIFORM:
        p[0] = s->least;
        p[1] = s->most;
        return GLO_OK;
    case GLO_NORMAL:
        p[1] = sqrt(s->variance);
        return GLO_OK;
    case GLO_LOGNORMAL:
        p[0] = s->log_mean;
        p[1] = sqrt(s->log_variance);
        return GLO_OK;
    case GLO_WEIBULL: {
        glo_status status = find_root(of_weibull_shape, s, 1.28 / sqrt(s->log_variance), &p[0]);
        double sum = 0;
        for (size_t i = 0; status == GLO_OK && i < s->count; i++)
            sum += glo_exp(p[0] * (glo_log(s->x[i]) - glo_log(s->most))) / (double)s->count;
        p[1] = s->most * glo_exp(glo_log(sum) / p[0]);
        return status;
    }
    case GLO_GAMMA: {
        glo_status status = find_root(of_gamma_shape, s, s->mean * s->mean / s->variance, &p[0]);
        p[1] = s->mean / p[0];
        return status;
    }
    case GLO_BETA:
        return fit_beta(s, p);
    case GLO_NEGATIVE_BINOMIAL:
        return s->variance > s->mean
                   ? find_root(of_size, s, s->mean * s->mean / (s->variance - s->mean), &p[1])
                   : GLO_ENOTFOUND;
    default: /* exponential, Poisson */
        return GLO_OK;
    }
}

glo_status glo_fit_distribution(glo_family family, const double *values, size_t count, const char *quantity,
                                glo_fit *out) {
    sample s = {.x = values, .count = count};
    glo_fit made = {.distribution.family = family};
    glo_status status = check_values(family, values, count, quantity);
    if (status < 0)
        return status;
    describe(&s);
    if (!(s.variance > 0) && family != GLO_POISSON && family != GLO_EXPONENTIAL)
        return glo_fail(GLO_EINVAL, "'%s': all %zu values are %g: write the number itself", quantity, count,
                        s.mean);
    if (!(s.mean > 0) && (family == GLO_POISSON || family == GLO_EXPONENTIAL))
        return glo_fail(GLO_EINVAL, "'%s': all %zu values are 0: write the number itself", quantity, count);
    if (estimate(family, &s, made.distribution.parameter) < 0)
        return family == GLO_NEGATIVE_BINOMIAL
                   ? glo_fail(GLO_EINVAL,
                              "'%s': the values vary no more than a Poisson distribution (mean %g, variance "
                              "%g): use "
                              "poisson",
                              quantity, s.mean, s.variance)
                   : glo_fail(GLO_EINVAL, "'%s': the values are too close to each other for %s: use normal",
                              quantity, glo_family_of(family)->name);
    if (glo_distribution_check(&made.distribution, quantity) < 0)
        return GLO_EINVAL;
    made.log_likelihood = log_likelihood(&made.distribution, values, count);
    made.aic = 2 * fitted[family].estimated - 2 * made.log_likelihood;
    status = kolmogorov_distance(&made.distribution, values, count, &made.distance);
    if (status == GLO_OK)
        *out = made;
    return status;
}
