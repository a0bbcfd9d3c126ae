/* distribution.c: the families, their bounds and their quantile functions. References and example in
 * model/distribution.h. */
#include "model/distribution.h"

#include "base/text.h"
#include "numeric/beta.h"
#include "numeric/elementary.h"
#include "numeric/gamma.h"
#include "numeric/normal.h"

#include <math.h>
#include <string.h>

static const glo_family_info families[GLO_FAMILIES] = {
    [GLO_UNIFORM] = {"uniform", {"low", "high"}, 2, 2, {0}, false, false},
    [GLO_NORMAL] = {"normal", {"mean", "sd"}, 2, 2, {0}, false, false},
    [GLO_LOGNORMAL] = {"lognormal", {"meanlog", "sdlog"}, 2, 2, {0}, false, false},
    [GLO_TRIANGULAR] = {"triangular", {"low", "mode", "high"}, 3, 3, {0}, false, false},
    [GLO_EXPONENTIAL] = {"exponential", {"mean"}, 1, 1, {0}, false, false},
    [GLO_WEIBULL] = {"weibull", {"shape", "scale"}, 2, 2, {0}, false, false},
    [GLO_PERT] = {"pert", {"low", "mode", "high", "weight"}, 4, 3, {0, 0, 0, 4}, false, false},
    [GLO_BETA] = {"beta", {"a", "b", "low", "high"}, 4, 2, {0, 0, 0, 1}, false, false},
    [GLO_GAMMA] = {"gamma", {"shape", "scale"}, 2, 1, {0, 1}, false, false},
    [GLO_BERNOULLI] = {"bernoulli", {"probability"}, 1, 1, {0}, true, false},
    [GLO_BINOMIAL] = {"binomial", {"trials", "probability"}, 2, 2, {0}, true, false},
    [GLO_POISSON] = {"poisson", {"mean"}, 1, 1, {0}, true, false},
    [GLO_NEGATIVE_BINOMIAL] = {"negative_binomial", {"mean", "size"}, 2, 2, {0}, true, false},
    [GLO_DISCRETE] = {"discrete", {0}, 0, 0, {0}, false, true},
    [GLO_EMPIRICAL] = {"empirical", {0}, 0, 0, {0}, false, true},
    [GLO_QUANTILES] = {"quantiles", {0}, 0, 0, {0}, false, true},
};

const glo_family_info *glo_family_of(glo_family family) {
    return &families[family];
}

glo_status glo_family_find(const char *name, glo_family *out) {
    for (int i = 0; i < GLO_FAMILIES; i++) {
        if (strcmp(families[i].name, name) == 0) {
            *out = (glo_family)i;
            return GLO_OK;
        }
    }
    glo_nearest nearest = {.wanted = name};
    for (int i = 0; i < GLO_FAMILIES; i++)
        glo_nearest_offer(&nearest, families[i].name);
    return glo_fail(GLO_ENOTFOUND, "no distribution is called \"%s\"%s", name, glo_nearest_hint(&nearest));
}

/* What is wrong with the parameters, or NULL; `which` is the number of the parameter. */
static const char *fault_of(const glo_distribution *d, int *which) {
    const double *p = d->parameter;
    for (*which = 0; *which < families[d->family].count; ++*which) {
        if (!isfinite(p[*which]))
            return "a finite number";
    }
#define NEED(i, condition, words)                                                                            \
    if (!(condition)) {                                                                                      \
        *which = i;                                                                                          \
        return words;                                                                                        \
    }
    switch (d->family) {
    case GLO_UNIFORM:
        NEED(1, p[1] >= p[0], "low or more");
        break;
    case GLO_NORMAL:
    case GLO_LOGNORMAL:
        NEED(1, p[1] >= 0, "0 or more");
        break;
    case GLO_PERT:
        NEED(3, p[3] > 0, "above 0");
        NEED(2, p[2] > p[0], "above low");
        NEED(1, p[1] >= p[0] && p[1] <= p[2], "from low to high");
        break;
    case GLO_TRIANGULAR:
        NEED(2, p[2] > p[0], "above low");
        NEED(1, p[1] >= p[0] && p[1] <= p[2], "from low to high");
        break;
    case GLO_EXPONENTIAL:
        NEED(0, p[0] > 0, "above 0");
        break;
    case GLO_POISSON:
        NEED(0, p[0] >= 0 && p[0] <= 1e12, "from 0 to 1e12");
        break;
    case GLO_WEIBULL:
    case GLO_GAMMA:
        NEED(0, p[0] > 0 && p[0] <= 1e9, "above 0 and at most 1e9");
        NEED(1, p[1] > 0, "above 0");
        break;
    case GLO_BETA:
        NEED(0, p[0] > 0 && p[0] <= 1e9, "above 0 and at most 1e9");
        NEED(1, p[1] > 0 && p[1] <= 1e9, "above 0 and at most 1e9");
        NEED(3, p[3] > p[2], "above low");
        break;
    case GLO_BERNOULLI:
        NEED(0, p[0] >= 0 && p[0] <= 1, "from 0 to 1");
        break;
    case GLO_BINOMIAL:
        NEED(0, p[0] >= 0 && p[0] <= 1e12 && p[0] == floor(p[0]), "a whole number from 0 to 1e12");
        NEED(1, p[1] >= 0 && p[1] <= 1, "from 0 to 1");
        break;
    case GLO_NEGATIVE_BINOMIAL:
        NEED(0, p[0] >= 0 && p[0] <= 1e12, "from 0 to 1e12");
        NEED(1, p[1] > 0 && p[1] <= 1e9, "above 0 and at most 1e9");
        break;
    case GLO_DISCRETE:
    case GLO_EMPIRICAL:
    case GLO_QUANTILES:
        break;
    }
#undef NEED
    return NULL;
}

static glo_status check_values(const glo_distribution *d, const char *quantity) {
    const char *family = families[d->family].name;
    double sum = 0;
    if (d->count == 0)
        return glo_fail(GLO_EINVAL, "'%s': %s needs values", quantity, family);
    for (size_t i = 0; i < d->count; i++) {
        if (!isfinite(d->values[i]))
            return glo_fail(GLO_EINVAL, "'%s': value %zu of %s is no finite number", quantity, i + 1, family);
        if (d->family != GLO_DISCRETE && i > 0 && d->values[i] < d->values[i - 1])
            return glo_fail(GLO_EINVAL, "'%s': the values of %s must rise, value %zu does not", quantity,
                            family, i + 1);
        if (d->family == GLO_DISCRETE) {
            if (!(d->weights[i] >= 0) || !isfinite(d->weights[i]))
                return glo_fail(GLO_EINVAL, "'%s': probability %zu must be 0 or more, got %g", quantity,
                                i + 1, d->weights[i]);
            sum += d->weights[i];
        }
        if (d->family == GLO_QUANTILES &&
            !(d->weights[i] > (i > 0 ? d->weights[i - 1] : 0) && d->weights[i] < 1))
            return glo_fail(
                GLO_EINVAL,
                "'%s': the probabilities of quantiles must rise between 0 and 1, number %zu is %g", quantity,
                i + 1, d->weights[i]);
    }
    if (d->family == GLO_DISCRETE && fabs(sum - 1) > 1e-6)
        return glo_fail(GLO_EINVAL, "'%s': the probabilities of discrete must add up to 1, they add up to %g",
                        quantity, sum);
    return GLO_OK;
}

glo_status glo_distribution_check(const glo_distribution *d, const char *quantity) {
    int which;
    const char *bounds = fault_of(d, &which);
    if (bounds)
        return glo_fail(GLO_EINVAL, "'%s': %s of %s must be %s, got %g", quantity,
                        families[d->family].parameter[which], families[d->family].name, bounds,
                        d->parameter[which]);
    return families[d->family].has_values ? check_values(d, quantity) : GLO_OK;
}

bool glo_distribution_is_valid(const glo_distribution *d) {
    int which;
    return fault_of(d, &which) == NULL;
}

/* P(X <= k), or P(X > k), of a whole-number family. */
static double count_share(const glo_distribution *d, double k, bool is_upper) {
    const double *p = d->parameter;
    if (k < 0)
        return is_upper;
    if (d->family == GLO_POISSON)
        return is_upper ? glo_gamma_lower(p[0], k + 1) : glo_gamma_upper(p[0], k + 1);
    if (d->family == GLO_BINOMIAL) {
        if (k >= p[0])
            return !is_upper;
        return is_upper ? glo_beta_upper(1 - p[1], p[1], p[0] - k, k + 1)
                        : glo_beta_lower(1 - p[1], p[0] - k, k + 1);
    }
    double success = p[1] / (p[1] + p[0]), failure = p[0] / (p[1] + p[0]);
    return is_upper ? glo_beta_upper(success, failure, p[1], k + 1)
                    : 1 - glo_beta_upper(success, failure, p[1], k + 1);
}

/* The smallest k with P(X <= k) >= u, from a first guess outwards in growing steps, then by halves. */
static double count_quantile(const glo_distribution *d, double u) {
    const double *p = d->parameter;
    double mean = d->family == GLO_BINOMIAL ? p[0] * p[1] : p[0], variance = mean;
    if (d->family == GLO_BINOMIAL)
        variance = mean * (1 - p[1]);
    if (d->family == GLO_NEGATIVE_BINOMIAL)
        variance = mean + mean * mean / p[1];
    if (variance == 0)
        return mean;
#define REACHES(k) (u <= 0.5 ? count_share(d, k, false) >= u : count_share(d, k, true) <= 1 - u)
    double guess = floor(mean + sqrt(variance) * glo_normal_quantile(u)), low, high, step = 1;
    if (guess < 0)
        guess = 0;
    if (REACHES(guess)) {
        for (high = guess, low = guess - 1; low >= 0 && REACHES(low); step *= 2) {
            high = low;
            low -= step;
        }
        low = low < -1 ? -1 : low;
    } else {
        for (low = guess, high = guess + 1; !REACHES(high); step *= 2) {
            low = high;
            high += step;
        }
    }
    while (high - low > 1) {
        double middle = floor(0.5 * (low + high));
        if (REACHES(middle))
            high = middle;
        else
            low = middle;
    }
#undef REACHES
    return high;
}

static double triangular_quantile(const double *p, double u) {
    double width = p[2] - p[0];
    if (u * width <= p[1] - p[0])
        return p[0] + sqrt(u * width * (p[1] - p[0]));
    return p[2] - sqrt((1 - u) * width * (p[2] - p[1]));
}

static double discrete_quantile(const glo_distribution *d, double u) {
    double sum = 0;
    for (size_t i = 0; i < d->count; i++) {
        sum += d->weights[i];
        if (u <= sum)
            return d->values[i];
    }
    return d->values[d->count - 1];
}

glo_distribution glo_distribution_set(const glo_distribution *d, size_t set) {
    glo_distribution one = *d;
    if (d->sets > 0) {
        one.values += set * d->count;
        one.weights += set * d->count;
        one.sets = 0;
    }
    return one;
}

static double quantiles_quantile(const glo_distribution *d, double u) {
    if (d->count == 1)
        return d->values[0];
    size_t i = 1;
    while (i + 1 < d->count && u > d->weights[i])
        i++;
    double from = glo_normal_quantile(d->weights[i - 1]), to = glo_normal_quantile(d->weights[i]);
    double x = d->values[i - 1] +
               (d->values[i] - d->values[i - 1]) * ((glo_normal_quantile(u) - from) / (to - from));
    return x < 0 && d->is_not_negative ? 0 : x;
}

double glo_distribution_quantile(const glo_distribution *d, double u) {
    const double *p = d->parameter;
    if (!glo_distribution_is_valid(d))
        return NAN;
    switch (d->family) {
    case GLO_UNIFORM:
        return p[0] + (p[1] - p[0]) * u;
    case GLO_NORMAL:
        return p[0] + p[1] * glo_normal_quantile(u);
    case GLO_LOGNORMAL:
        return glo_exp(p[0] + p[1] * glo_normal_quantile(u));
    case GLO_TRIANGULAR:
        return triangular_quantile(p, u);
    case GLO_EXPONENTIAL:
        return -p[0] * log1p(-u);
    case GLO_WEIBULL:
        return p[1] * glo_exp(glo_log(-log1p(-u)) / p[0]);
    case GLO_PERT: {
        double width = p[2] - p[0];
        return p[0] + width * glo_beta_quantile(u, 1 + p[3] * (p[1] - p[0]) / width,
                                                1 + p[3] * (p[2] - p[1]) / width);
    }
    case GLO_BETA:
        return p[2] + (p[3] - p[2]) * glo_beta_quantile(u, p[0], p[1]);
    case GLO_GAMMA:
        return p[1] * glo_gamma_quantile(u, p[0]);
    case GLO_BERNOULLI:
        return u > 1 - p[0];
    case GLO_BINOMIAL:
    case GLO_POISSON:
    case GLO_NEGATIVE_BINOMIAL:
        return count_quantile(d, u);
    case GLO_DISCRETE:
        return discrete_quantile(d, u);
    case GLO_EMPIRICAL: {
        double i = ceil(u * (double)d->count);
        return d->values[i < 1 ? 0 : i > (double)d->count ? d->count - 1 : (size_t)i - 1];
    }
    case GLO_QUANTILES:
        return quantiles_quantile(d, u);
    }
    return NAN;
}

/* P(X <= x), or P(X > x), of a family with a density; x is inside its ends. */
static double density_share(const glo_distribution *d, double x, bool is_upper) {
    const double *p = d->parameter;
    double below, width;
    switch (d->family) {
    case GLO_NORMAL:
    case GLO_LOGNORMAL: {
        double z = ((d->family == GLO_LOGNORMAL ? glo_log(x) : x) - p[0]) / p[1];
        return glo_normal_cdf(is_upper ? -z : z);
    }
    case GLO_EXPONENTIAL:
        return is_upper ? glo_exp(-x / p[0]) : -expm1(-x / p[0]);
    case GLO_WEIBULL: {
        double hazard = pow(x / p[1], p[0]);
        return is_upper ? glo_exp(-hazard) : -expm1(-hazard);
    }
    case GLO_GAMMA:
        return is_upper ? glo_gamma_upper(x / p[1], p[0]) : glo_gamma_lower(x / p[1], p[0]);
    case GLO_BETA:
        width = p[3] - p[2];
        return is_upper ? glo_beta_upper((x - p[2]) / width, (p[3] - x) / width, p[0], p[1])
                        : glo_beta_lower((x - p[2]) / width, p[0], p[1]);
    case GLO_PERT: {
        width = p[2] - p[0];
        double a = 1 + p[3] * (p[1] - p[0]) / width, b = 1 + p[3] * (p[2] - p[1]) / width;
        return is_upper ? glo_beta_upper((x - p[0]) / width, (p[2] - x) / width, a, b)
                        : glo_beta_lower((x - p[0]) / width, a, b);
    }
    case GLO_TRIANGULAR:
        width = p[2] - p[0];
        if (x <= p[1]) {
            below = p[1] > p[0] ? (x - p[0]) * (x - p[0]) / (width * (p[1] - p[0])) : 0;
            return is_upper ? 1 - below : below;
        }
        below = (p[2] - x) * (p[2] - x) / (width * (p[2] - p[1]));
        return is_upper ? below : 1 - below;
    default: /* GLO_UNIFORM */
        width = p[1] - p[0];
        return (is_upper ? p[1] - x : x - p[0]) / width;
    }
}

/* The lowest and the highest value of a family with a density; the same where all its draws are. */
static void ends_of(const glo_distribution *d, double *low, double *high) {
    const double *p = d->parameter;
    *low = 0;
    *high = HUGE_VAL;
    switch (d->family) {
    case GLO_UNIFORM:
        *low = p[0];
        *high = p[1];
        break;
    case GLO_NORMAL:
        *low = p[1] > 0 ? -HUGE_VAL : p[0];
        *high = p[1] > 0 ? HUGE_VAL : p[0];
        break;
    case GLO_LOGNORMAL:
        if (p[1] == 0)
            *low = *high = glo_exp(p[0]);
        break;
    case GLO_TRIANGULAR:
    case GLO_PERT:
        *low = p[0];
        *high = p[2];
        break;
    case GLO_BETA:
        *low = p[2];
        *high = p[3];
        break;
    default:
        break;
    }
}

double glo_distribution_share(const glo_distribution *d, double x, bool is_upper) {
    const double *p = d->parameter;
    if (families[d->family].has_values || !glo_distribution_is_valid(d) || isnan(x))
        return NAN;
    if (d->family == GLO_BERNOULLI) {
        double below = x < 0 ? 0 : x < 1 ? 1 - p[0] : 1, above = x < 0 ? 1 : x < 1 ? p[0] : 0;
        return is_upper ? above : below;
    }
    if (families[d->family].is_whole) {
        if (x == HUGE_VAL || (p[0] == 0 && x >= 0))
            return !is_upper;
        return count_share(d, floor(x), is_upper);
    }
    double low, high;
    ends_of(d, &low, &high);
    if (x >= high || x < low)
        return (x >= high) != is_upper;
    return density_share(d, x, is_upper);
}
