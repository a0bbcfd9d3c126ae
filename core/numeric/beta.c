/* beta.c: the incomplete beta function by its continued fraction. References and example in beta.h. */
#include "numeric/beta.h"

#include "numeric/elementary.h"
#include "numeric/gamma.h"

#include <math.h>
#include <stdbool.h>

#define TINY 1e-300
#define STEPS 100000

/* x^a y^b / B(a, b), with y = 1 - x. */
static double front(double x, double y, double a, double b) {
    double n = a + b;
    double log_of = glo_stirling_error(n) - glo_stirling_error(a) - glo_stirling_error(b) -
                    glo_deviance(a, n * x) - glo_deviance(b, n * y);
    return glo_exp(log_of) * sqrt(a * b / (2 * M_PI * n));
}

static double guarded(double value) {
    return fabs(value) < TINY ? TINY : value;
}

/* The fraction converges fast for x below (a + 1) / (a + b + 2). */
static double fraction(double x, double a, double b) {
    double c = 1, d = 1 / guarded(1 - (a + b) * x / (a + 1)), h = d;
    for (int k = 1; k < STEPS; k++) {
        double even = k * (b - k) * x / ((a + 2 * k - 1) * (a + 2 * k));
        d = 1 / guarded(1 + even * d);
        c = guarded(1 + even / c);
        h *= d * c;
        double odd = -(a + k) * (a + b + k) * x / ((a + 2 * k) * (a + 2 * k + 1));
        d = 1 / guarded(1 + odd * d);
        c = guarded(1 + odd / c);
        h *= d * c;
        if (fabs(d * c - 1) < 1e-16)
            break;
    }
    return h;
}

static double share_below(double x, double y, double a, double b) {
    if (x <= 0 || y <= 0)
        return x <= 0 ? 0 : 1;
    if (x < (a + 1) / (a + b + 2))
        return front(x, y, a, b) * fraction(x, a, b) / a;
    return 1 - front(x, y, a, b) * fraction(y, b, a) / b;
}

double glo_beta_lower(double x, double a, double b) {
    return share_below(x, 1 - x, a, b);
}

double glo_beta_upper(double x, double rest, double a, double b) {
    return share_below(rest, x, b, a);
}

/* The quantile of a p that is at most 1/2, with its distance from 1. */
static double lower_quantile(double p, double a, double b) {
    double low = 0, high = 1;
    /* the first term of the series, P = x^a / (a B(a, b)), and the mean */
    double log_front = glo_log_gamma(a + b) - glo_log_gamma(a) - glo_log_gamma(b) - glo_log(a);
    double x = glo_exp((glo_log(p) - log_front) / a), mean = a / (a + b);
    if (x < 1e-290)
        return x < 1e-300 ? 0 : x;
    if (!(x < mean))
        x = mean;
    for (int i = 0; i < 200; i++) {
        double share = share_below(x, 1 - x, a, b),
               slope = front(x, 1 - x, a, b) / (1 - x); /* of P by ln x */
        double error = glo_log(share / p);
        if (error > 0)
            high = x;
        else
            low = x;
        double step = -error * share / slope, next = x * glo_exp(step > 2 ? 2 : step < -2 ? -2 : step);
        if (!(next > low && next < high))
            next = 0.5 * (low + high);
        bool is_settled = fabs(next - x) <= (i > 3 ? 1e-12 : 2e-16) * x || high - low <= 2e-16 * x;
        x = next;
        if (is_settled)
            break;
    }
    return x;
}

double glo_beta_quantile(double p, double a, double b) {
    if (!(p >= 0 && p <= 1) || !(a > 0) || !(b > 0))
        return NAN;
    if (p == 0 || p == 1)
        return p;
    return p <= 0.5 ? lower_quantile(p, a, b) : 1 - lower_quantile(1 - p, b, a);
}
