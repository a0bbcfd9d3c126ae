/* stl.c: see stl.h. R. B. Cleveland, W. S. Cleveland, J. E. McRae, I. Terpenning, STL: a seasonal-trend
 * decomposition procedure based on loess, Journal of Official Statistics 6 (1990) 3-73, without robustness
 * weights. */
#include "sample/stl.h"

#include "base/alloc.h"
#include "base/err.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef struct span {
    int window, jump, degree; /* degree 0: a level; 1: a line */
} span;

static int odd(int number) {
    return number % 2 ? number : number + 1;
}

/* The loess fit at `at` (0-based, may lie one step outside) from values[left..right]; 0 where no weight is
 * left. */
static bool loess_at(const double *values, int count, span s, double at, int left, int right, double *weights,
                     double *out) {
    double reach = fmax(at - left, right - at), total = 0, centre = 0;
    int beyond = s.window > count ? (s.window - count) / 2 : 0;
    reach += beyond;
    for (int j = left; j <= right; j++) {
        double distance = fabs(j - at), ratio = distance / reach, rest = 1 - ratio * ratio * ratio;
        weights[j] = distance > 0.999 * reach ? 0 : distance > 0.001 * reach ? rest * rest * rest : 1;
        total += weights[j];
    }
    if (!(total > 0))
        return false;
    for (int j = left; j <= right; j++) {
        weights[j] /= total;
        centre += weights[j] * j;
    }
    if (s.degree > 0 && reach > 0) {
        double spread = 0;
        for (int j = left; j <= right; j++)
            spread += weights[j] * (j - centre) * (j - centre);
        if (sqrt(spread) > 0.001 * (count - 1)) {
            double slope = (at - centre) / spread;
            for (int j = left; j <= right; j++)
                weights[j] *= slope * (j - centre) + 1;
        }
    }
    double sum = 0;
    for (int j = left; j <= right; j++)
        sum += weights[j] * values[j];
    *out = sum;
    return true;
}

/* Smooths `count` values, fitting at every jump-th and drawing lines between. */
static void loess(const double *values, int count, span s, double *weights, double *out) {
    if (count < 2) {
        out[0] = values[0];
        return;
    }
    int jump = s.jump < count - 1 ? s.jump : count - 1, half = (s.window + 1) / 2, last = 0;
    for (int i = 0; i < count; i += jump) {
        int left = 0, right = count - 1;
        if (s.window < count) {
            left = i < half ? 0 : i >= count - half + 1 ? count - s.window : i - half + 1;
            right = left + s.window - 1;
        }
        if (!loess_at(values, count, s, i, left, right, weights, &out[i]))
            out[i] = values[i];
        last = i;
    }
    for (int i = 0; jump > 1 && i + jump < count; i += jump)
        for (int j = 1; j < jump; j++)
            out[i + j] = out[i] + (out[i + jump] - out[i]) / jump * j;
    if (last < count - 1) {
        int left = s.window < count ? count - s.window : 0;
        if (!loess_at(values, count, s, count - 1, left, count - 1, weights, &out[count - 1]))
            out[count - 1] = values[count - 1];
        for (int j = last + 1; j < count - 1; j++)
            out[j] = out[last] + (out[count - 1] - out[last]) / (count - 1 - last) * (j - last);
    }
}

/* Each calendar position smoothed over the years and drawn on by one period at both ends. */
static void smooth_cycles(const double *values, int count, int period, span s, double *scratch, double *out) {
    double *cycle = scratch, *smooth = scratch + count, *weights = smooth + count;
    for (int phase = 0; phase < period; phase++) {
        int length = (count - phase - 1) / period + 1;
        for (int i = 0; i < length; i++)
            cycle[i] = values[i * period + phase];
        loess(cycle, length, s, weights, smooth);
        double before, after;
        int right = s.window < length ? s.window - 1 : length - 1,
            left = s.window < length ? length - s.window : 0;
        if (!loess_at(cycle, length, s, -1, 0, right, weights, &before))
            before = smooth[0];
        if (!loess_at(cycle, length, s, length, left, length - 1, weights, &after))
            after = smooth[length - 1];
        out[phase] = before;
        for (int i = 0; i < length; i++)
            out[(i + 1) * period + phase] = smooth[i];
        out[(length + 1) * period + phase] = after;
    }
}

static void moving_average(const double *values, int count, int length, double *out) {
    double sum = 0;
    for (int i = 0; i < length; i++)
        sum += values[i];
    out[0] = sum / length;
    for (int i = length; i < count; i++) {
        sum += values[i] - values[i - length];
        out[i - length + 1] = sum / length;
    }
}

glo_status glo_stl(const double *values, size_t count, int period, int window, double *seasonal,
                   double *trend) {
    int n = (int)count, wide = n + 2 * period;
    span season = {.window = window, .jump = (window + 9) / 10, .degree = 0};
    span slow = {.window = odd((int)ceil(1.5 * period / (1 - 1.5 / window))), .degree = 1};
    span low = {.window = odd(period), .degree = 1};
    slow.jump = (slow.window + 9) / 10;
    low.jump = (low.window + 9) / 10;
    double *workspace;
    if (glo_alloc_array((size_t)wide * 6, sizeof *workspace, &workspace) < 0)
        return GLO_ENOMEM;
    double *work = workspace, *cycles = work + wide, *passed = cycles + wide, *scratch = passed + wide;
    memset(trend, 0, count * sizeof *trend);
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < n; i++)
            work[i] = values[i] - trend[i];
        smooth_cycles(work, n, period, season, scratch, cycles);
        moving_average(cycles, wide, period, passed);
        moving_average(passed, wide - period + 1, period, work);
        moving_average(work, wide - 2 * period + 2, 3, passed);
        loess(passed, n, low, scratch, work);
        for (int i = 0; i < n; i++) {
            seasonal[i] = cycles[i + period] - work[i];
            passed[i] = values[i] - seasonal[i];
        }
        loess(passed, n, slow, scratch, trend);
    }
    free(workspace);
    return GLO_OK;
}
