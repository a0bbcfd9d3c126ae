/* gamma.c: incomplete gamma functions by series and continued fraction. References and example in gamma.h. */
#include "numeric/gamma.h"

#include "numeric/elementary.h"
#include "numeric/normal.h"

#include <math.h>
#include <stdbool.h>

#define HALF_LOG_2PI 0.91893853320467274178
#define TINY 1e-300
#define STEPS 100000 /* of a series: some sqrt(shape) are needed, 1e8 at most */

double glo_stirling_error(double x) {
    if (x < 16) {
        double product = 1, at = x; /* Gamma(x + 1) = Gamma(at + 1) / product, at >= 16 */
        while (at < 16)
            product *= ++at;
        double above = glo_stirling_error(at);
        return above + (at + 0.5) * glo_log(at) - at - glo_log(product) - (x + 0.5) * glo_log(x) + x;
    }
    static const double s[] = {1.0 / 12,   1.0 / 360,      1.0 / 1260, 1.0 / 1680,
                               1.0 / 1188, 691.0 / 360360, 1.0 / 156,  3617.0 / 122400};
    double square = x * x, sum = 0;
    for (int i = 7; i >= 0; i--)
        sum = s[i] - sum / square;
    return sum / x;
}

double glo_log_gamma(double x) {
    return (x - 0.5) * glo_log(x) - x + HALF_LOG_2PI + glo_stirling_error(x);
}

double glo_deviance(double x, double m) {
    double difference = x - m, v = difference / (x + m);
    if (fabs(v) >= 0.1)
        return x * glo_log(x / m) + m - x;
    double sum = difference * v, term = 2 * x * v, square = v * v;
    for (int k = 3; k < 60; k += 2) {
        term *= square;
        double next = sum + term / k;
        if (next == sum)
            break;
        sum = next;
    }
    return sum;
}

/* x^shape e^-x / Gamma(shape + 1). */
static double front(double x, double shape) {
    return glo_exp(-glo_deviance(shape, x) - glo_stirling_error(shape)) / sqrt(2 * M_PI * shape);
}

static double by_series(double x, double shape) {
    double sum = 1, term = 1;
    for (int k = 1; k < STEPS && term > 1e-17 * sum; k++) {
        term *= x / (shape + k);
        sum += term;
    }
    return front(x, shape) * sum;
}

/* The upper share, by Lentz's method. */
static double by_fraction(double x, double shape) {
    double b = x + 1 - shape, c = 1 / TINY, d = 1 / b, h = d;
    for (int k = 1; k < STEPS; k++) {
        double a = -k * (k - shape);
        b += 2;
        d = a * d + b;
        d = 1 / (fabs(d) < TINY ? TINY : d);
        c = b + a / c;
        c = fabs(c) < TINY ? TINY : c;
        double factor = d * c;
        h *= factor;
        if (fabs(factor - 1) < 1e-16)
            break;
    }
    return front(x, shape) * shape * h;
}

double glo_gamma_lower(double x, double shape) {
    if (!(x > 0))
        return x <= 0 ? 0 : NAN;
    if (x == HUGE_VAL)
        return 1;
    return x < shape + 1 ? by_series(x, shape) : 1 - by_fraction(x, shape);
}

double glo_gamma_upper(double x, double shape) {
    if (!(x > 0))
        return x <= 0 ? 1 : NAN;
    if (x == HUGE_VAL)
        return 0;
    return x < shape + 1 ? 1 - by_series(x, shape) : by_fraction(x, shape);
}

/* Near enough for the first step: Wilson and Hilferty's cube, or the first term of the series. */
static double start(double p, double shape) {
    double z = glo_normal_quantile(p), c = 1 / (9 * shape), root = 1 - c + z * sqrt(c);
    double small = glo_exp((glo_log(p) + glo_log_gamma(shape + 1)) / shape);
    return root > 0.3 && shape > 0.5 ? shape * root * root * root : small;
}

double glo_gamma_quantile(double p, double shape) {
    if (!(p >= 0 && p <= 1) || !(shape > 0))
        return NAN;
    if (p == 0 || p == 1)
        return p == 0 ? 0 : HUGE_VAL;
    double x = start(p, shape), low = 0, high = HUGE_VAL, target = p <= 0.5 ? p : 1 - p;
    if (x < 1e-290)
        return x < 1e-300 ? 0 : x; /* the first term is the whole of it */
    for (int i = 0; i < 200; i++) {
        /* Newton's step for ln P, or ln Q, by ln x: both are nearly straight there */
        double share = p <= 0.5 ? glo_gamma_lower(x, shape) : glo_gamma_upper(x, shape);
        double slope = front(x, shape) * shape; /* of P by ln x */
        double error = glo_log(share / target) * (p <= 0.5 ? 1 : -1);
        if (error > 0)
            high = x;
        else
            low = x;
        double step = -error * share / slope, next = x * glo_exp(step > 2 ? 2 : step < -2 ? -2 : step);
        if (!(next > low && next < high))
            next = high == HUGE_VAL ? 2 * x : 0.5 * (low + high);
        bool is_settled = fabs(next - x) <= (i > 3 ? 1e-12 : 2e-16) * x || high - low <= 2e-16 * x;
        x = next;
        if (is_settled)
            break;
    }
    return x;
}
