/* differencing.c: see differencing.h.
 *
 * D. Kwiatkowski, P. Phillips, P. Schmidt, Y. Shin, Testing the null hypothesis of stationarity against the
 * alternative of a unit root, Journal of Econometrics 54 (1992) 159-178. The strength of the season and its
 * threshold: X. Wang, K. Smith, R. Hyndman, Characteristic-based clustering for time series data (2006), and
 * Hyndman and Athanasopoulos, Forecasting: principles and practice, 9.1. */
#include "arima/differencing.h"

#include "base/alloc.h"
#include "base/err.h"
#include "sample/stl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double kpss_critical = 0.463, strength_critical = 0.64;
enum { SEASONAL_WINDOW = 11 };

size_t glo_difference(const double *values, size_t count, int lag, int times, double *out) {
    if (out != values)
        memmove(out, values, count * sizeof *out);
    for (int round = 0; round < times; round++) {
        count = count > (size_t)lag ? count - (size_t)lag : 0;
        for (size_t i = 0; i < count; i++)
            out[i] = out[i + (size_t)lag] - out[i];
    }
    return count;
}

bool glo_is_constant(const double *values, size_t count) {
    double low = INFINITY, high = -INFINITY, size = 0;
    for (size_t i = 0; i < count; i++) {
        low = fmin(low, values[i]);
        high = fmax(high, values[i]);
        size = fmax(size, fabs(values[i]));
    }
    return !(high - low > 1e-10 * size);
}

double glo_kpss(const double *values, size_t count) {
    double n = (double)count, mean = 0, sum = 0, squares = 0, partial = 0;
    for (size_t i = 0; i < count; i++)
        mean += values[i] / n;
    for (size_t i = 0; i < count; i++) {
        double rest = values[i] - mean;
        sum += rest;
        partial += sum * sum;
        squares += rest * rest;
    }
    double variance = squares / n;
    size_t lags = (size_t)(3 * sqrt(n) / 13);
    for (size_t lag = 1; lag <= lags; lag++) {
        double products = 0;
        for (size_t i = lag; i < count; i++)
            products += (values[i] - mean) * (values[i - lag] - mean);
        variance += 2 / n * (1 - (double)lag / (double)(lags + 1)) * products;
    }
    return variance > 0 ? partial / (n * n * variance) : NAN;
}

int glo_differences(const double *values, size_t count, int most) {
    double *work;
    if (glo_alloc_array(count, sizeof *work, &work) < 0)
        return GLO_ENOMEM;
    memcpy(work, values, count * sizeof *work);
    int d = 0;
    while (d < most && count > 2 && !glo_is_constant(work, count) && glo_kpss(work, count) > kpss_critical) {
        count = glo_difference(work, count, 1, 1, work);
        d++;
    }
    free(work);
    return d;
}

static double variance_of(const double *values, size_t count) {
    double n = (double)count, mean = 0, sum = 0;
    for (size_t i = 0; i < count; i++)
        mean += values[i] / n;
    for (size_t i = 0; i < count; i++)
        sum += (values[i] - mean) * (values[i] - mean);
    return sum / (n - 1);
}

glo_status glo_seasonal_strength(const double *values, size_t count, int period, double *out) {
    double *workspace;
    if (glo_alloc_array(count * 2, sizeof *workspace, &workspace) < 0)
        return GLO_ENOMEM;
    double *seasonal = workspace, *rest = workspace + count;
    glo_status status = glo_stl(values, count, period, SEASONAL_WINDOW, seasonal, rest);
    if (status == GLO_OK) {
        for (size_t i = 0; i < count; i++) {
            double detrended = values[i] - rest[i];
            rest[i] = detrended - seasonal[i];
            seasonal[i] = detrended;
        }
        double whole = variance_of(seasonal, count);
        *out = whole > 0 ? fmax(0, fmin(1, 1 - variance_of(rest, count) / whole)) : 0;
    }
    free(workspace);
    return status;
}

int glo_seasonal_differences(const double *values, size_t count, int period) {
    if (period < 2 || count <= 2 * (size_t)period || glo_is_constant(values, count))
        return 0;
    double strength = 0;
    glo_status status = glo_seasonal_strength(values, count, period, &strength);
    return status < 0 ? status : strength > strength_critical;
}
