/* chart.c: likelihood-ratio charts of counts. Formulas and references in chart.h. */
#include "glr/chart.h"

#include <math.h>

enum { MOST_STEPS = 100 };
#define CONVERGED 1e-10 /* of the change, beside 1 or itself: the statistic is flat there */
#define FARTHEST_BOUND 1e12

void glo_chart_use(glo_chart *chart, double *numbers, size_t periods) {
    double **parts[GLO_CHART_NUMBERS] = {&chart->y,     &chart->mu,    &chart->before,
                                         &chart->bound, &chart->sum_y, &chart->sum_mu};
    for (size_t i = 0; i < GLO_CHART_NUMBERS; i++)
        *parts[i] = numbers + i * periods;
    glo_chart_restart(chart);
}

void glo_chart_restart(glo_chart *chart) {
    chart->count = 0;
    chart->statistic = 0;
    chart->since = 0;
}

static void put(glo_chart *chart, double y, double mu, double before) {
    size_t n = chart->count;
    chart->y[n] = y;
    chart->mu[n] = mu;
    chart->before[n] = before;
    chart->sum_y[n] = y + (n > 0 ? chart->sum_y[n - 1] : 0);
    chart->sum_mu[n] = mu + (n > 0 ? chart->sum_mu[n - 1] : 0);
}

/* ---- the ratio of the periods k .. n ---- */

static double changed_mean(const glo_chart *chart, size_t i, double change) {
    return chart->is_epidemic ? chart->mu[i] + change * chart->before[i] : chart->mu[i] * exp(change);
}

static double ratio_of(const glo_chart *chart, size_t k, size_t n, double change) {
    double a = chart->overdispersion, sum = 0;
    for (size_t i = k; i <= n; i++) {
        double y = chart->y[i], mu = chart->mu[i], changed = changed_mean(chart, i, change);
        sum += y > 0 ? y * log(changed / mu) : 0;
        sum -= a > 0 ? (y + 1 / a) * log1p(a * (changed - mu) / (1 + a * mu)) : changed - mu;
    }
    return sum;
}

/* The slope of the ratio in the change, and minus its curvature. */
static double slope_of(const glo_chart *chart, size_t k, size_t n, double change, double *curvature) {
    double a = chart->overdispersion, slope = 0, factor = chart->is_epidemic ? 1 : exp(change);
    *curvature = 0;
    for (size_t i = k; i <= n; i++) {
        double y = chart->y[i], before = chart->before[i];
        if (chart->is_epidemic) {
            double mu = chart->mu[i] + change * before, variance = mu * (1 + a * mu);
            slope += before * (y - mu) / variance;
            *curvature += before * before * (variance + (y - mu) * (1 + 2 * a * mu)) / (variance * variance);
        } else {
            double mu = chart->mu[i] * factor, spread = 1 + a * mu;
            slope += (y - mu) / spread;
            *curvature += mu * (1 + a * y) / (spread * spread);
        }
    }
    return slope;
}

/* The change where the slope is 0, away from 0 in the direction of `sign`, beyond which it is not in the data's favour. */
static double best_change(const glo_chart *chart, size_t k, size_t n, double sign, double first) {
    double low = 0, high = first, curvature;
    while (sign * slope_of(chart, k, n, sign * high, &curvature) > 0 && high < FARTHEST_BOUND) {
        low = high;
        high *= 2;
    }
    double at = high;
    for (int i = 0; i < MOST_STEPS; i++) {
        double slope = sign * slope_of(chart, k, n, sign * at, &curvature);
        *(slope > 0 ? &low : &high) = at;
        double next = at + slope / curvature;
        if (!(next > low && next < high))
            next = (low + high) / 2;
        double moved = fabs(next - at);
        at = next;
        if (moved <= CONVERGED * (1 + at))
            break;
    }
    return sign * at;
}

/* A mean of 0 explains periods without cases best. */
static double ratio_without_cases(const glo_chart *chart, size_t k, size_t n) {
    double a = chart->overdispersion, sum = 0;
    for (size_t i = k; i <= n; i++)
        sum += a > 0 ? log1p(a * chart->mu[i]) / a : chart->mu[i];
    return sum;
}

static double best_ratio(const glo_chart *chart, size_t k, size_t n, glo_direction direction) {
    double y = chart->sum_y[n] - (k > 0 ? chart->sum_y[k - 1] : 0);
    double mu = chart->sum_mu[n] - (k > 0 ? chart->sum_mu[k - 1] : 0), curvature;
    if (chart->overdispersion == 0 && !chart->is_epidemic) {
        if ((direction == GLO_UP && y <= mu) || (direction == GLO_DOWN && y >= mu))
            return 0;
        return y > 0 ? y * log(y / mu) - y + mu : mu;
    }
    double slope = slope_of(chart, k, n, 0, &curvature);
    if (slope == 0 || (direction == GLO_UP && slope < 0) || (direction == GLO_DOWN && slope > 0))
        return 0;
    if (chart->is_epidemic)
        return slope > 0 ? ratio_of(chart, k, n, best_change(chart, k, n, 1, 1)) : 0;
    if (y == 0)
        return ratio_without_cases(chart, k, n);
    double first = fmax(fabs(log(y / mu)), 1e-3);
    return fmax(0, ratio_of(chart, k, n, best_change(chart, k, n, slope > 0 ? 1 : -1, first)));
}

/* ---- the statistic ---- */

/* Which k the last period n allows: [low, high); false: none. */
static bool changes_at(const glo_chart *chart, size_t n, size_t *low, size_t *high) {
    *low = chart->window > 0 && n > chart->window ? n - chart->window : 0;
    *high = n + 2 > chart->least ? n + 2 - chart->least : 0;
    return *high > *low;
}

static double greatest_ratio(glo_chart *chart, size_t n) {
    double own = best_ratio(chart, n, n, chart->direction), best = 0;
    size_t low, high;
    chart->bound[n] = 0;
    chart->since = n + 1;
    for (size_t k = 0; k <= n; k++)
        chart->bound[k] += own;
    if (!changes_at(chart, n, &low, &high))
        return 0;
    for (size_t k = high; k-- > low;) {
        if (chart->bound[k] > best) {
            chart->bound[k] = best_ratio(chart, k, n, chart->direction);
            if (chart->bound[k] > best) {
                best = chart->bound[k];
                chart->since = k;
            }
        }
    }
    return best;
}

double glo_chart_add(glo_chart *chart, double y, double mu, double before) {
    put(chart, y, mu, before);
    size_t n = chart->count++;
    if (isnan(chart->log_ratio)) {
        chart->statistic = greatest_ratio(chart, n);
        return chart->statistic;
    }
    chart->statistic = fmax(0, chart->statistic + ratio_of(chart, n, n, chart->log_ratio));
    if (chart->statistic == 0)
        chart->since = n + 1;
    return chart->statistic;
}

/* ---- the bounds ---- */

static double ratio_with(glo_chart *chart, size_t k, double y, glo_direction direction) {
    size_t n = chart->count;
    put(chart, y, chart->mu[n], chart->before[n]);
    return best_ratio(chart, k, n, direction);
}

/* The count at which the ratio is `limit`, between one where it is not above and one where it is: regula falsi (Illinois) until a
 * step no longer moves. */
static double crossing(glo_chart *chart, size_t k, double limit, double below, double above,
                       glo_direction direction) {
    double at_below = ratio_with(chart, k, below, direction) - limit;
    double at_above = ratio_with(chart, k, above, direction) - limit;
    double at = below;
    int side = 0;
    for (int i = 0; i < MOST_STEPS; i++) {
        double last = at;
        at = (below * at_above - above * at_below) / (at_above - at_below);
        double value = ratio_with(chart, k, at, direction) - limit;
        if (fabs(at - last) <= CONVERGED * fmax(1, at) || value == 0)
            break;
        if (value > 0) {
            above = at;
            at_above = value;
            at_below /= side == 1 ? 2 : 1;
            side = 1;
        } else {
            below = at;
            at_below = value;
            at_above /= side == -1 ? 2 : 1;
            side = -1;
        }
    }
    return at;
}

/* The least count that raises the ratio of any k above the limit; NaN: none does. */
static double upper_bound(glo_chart *chart, double limit) {
    size_t n = chart->count, low, high;
    double bound = NAN;
    if (!changes_at(chart, n, &low, &high))
        return NAN;
    for (size_t k = high; k-- > low;) {
        double above = bound;
        if (isnan(bound)) {
            above = fmax(1, 2 * chart->mu[n]);
            while (above < FARTHEST_BOUND && ratio_with(chart, k, above, GLO_UP) <= limit)
                above *= 2;
            if (above >= FARTHEST_BOUND)
                continue;
        } else {
            double before = k < n ? chart->bound[k] : 0;
            if (before + ratio_with(chart, n, bound, GLO_UP) <= limit ||
                ratio_with(chart, k, bound, GLO_UP) <= limit)
                continue;
        }
        if (ratio_with(chart, k, 0, GLO_UP) > limit)
            return 0;
        bound = crossing(chart, k, limit, 0, above, GLO_UP);
    }
    return bound;
}

/* The greatest count that raises the ratio of any k above the limit by being low; 0: none does. */
static double lower_bound(glo_chart *chart, double limit) {
    size_t n = chart->count, low, high;
    double bound = 0;
    if (!changes_at(chart, n, &low, &high))
        return NAN;
    for (size_t k = high; k-- > low;) {
        double above = fmax(1, chart->mu[n]);
        if (ratio_with(chart, k, bound, GLO_DOWN) <= limit)
            continue;
        while (ratio_with(chart, k, above, GLO_DOWN) > limit && above < FARTHEST_BOUND)
            above *= 2;
        bound = crossing(chart, k, limit, above, bound, GLO_DOWN);
    }
    return bound;
}

/* Of a given change the ratio is linear in the count. */
static void known_bounds(glo_chart *chart, double limit, double *lower, double *upper) {
    double r = chart->log_ratio, a = chart->overdispersion, mu = chart->mu[chart->count],
           changed = mu * exp(r);
    double spread = a > 0 ? log1p(a * (changed - mu) / (1 + a * mu)) : 0;
    double needed = (limit - chart->statistic + (a > 0 ? spread / a : changed - mu)) / (r - spread);
    *(r > 0 ? upper : lower) = fmax(0, needed);
}

void glo_chart_bounds(glo_chart *chart, double mu, double before, double limit, double *lower,
                      double *upper) {
    *lower = *upper = NAN;
    put(chart, 0, mu, before);
    if (!isnan(chart->log_ratio)) {
        known_bounds(chart, limit, lower, upper);
        return;
    }
    if (chart->direction != GLO_DOWN)
        *upper = upper_bound(chart, limit);
    if (chart->direction != GLO_UP)
        *lower = lower_bound(chart, limit);
}
