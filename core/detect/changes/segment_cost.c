/* segment_cost.c: the cost of a segment. Formulas and references in segment_cost.h. */
#include "changes/segment_cost.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>

enum { WINDOW = 15, SUMS = 5 };
#define MEDIAN_OF_NORMAL 0.674489750196082 /* of its absolute value */
#define ROUNDING (1.0 / 12)                /* the variance of rounding to whole numbers */
#define LEAST_SHARE 1e-10                  /* of the variance of all: a segment's own is no less */

size_t glo_segment_parameters(glo_change_cost kind) {
    return kind == GLO_COST_MEAN_VARIANCE || kind == GLO_COST_TREND ? 2 : 1;
}

/* ---- what the segments share ---- */

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, size_t count) {
    qsort(values, count, sizeof *values, by_value);
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

/* The variance of one value, from differences whose variance is `factor` times that: by their median, or where most are 0 by
 * their mean square. */
static double variance_from(double *differences, size_t count, double factor) {
    double squares = 0;
    for (size_t i = 0; i < count; i++) {
        squares += differences[i] * differences[i];
        differences[i] = fabs(differences[i]);
    }
    double deviation = count > 0 ? median(differences, count) / MEDIAN_OF_NORMAL : 0;
    double variance = deviation > 0 ? deviation * deviation : squares / (double)(count > 0 ? count : 1);
    return variance > 0 ? variance / factor : 1;
}

static double common_variance(const double *y, size_t count, bool has_trend, double *room) {
    size_t lag = has_trend ? 2 : 1, used = count > lag ? count - lag : 0;
    for (size_t i = 0; i < used; i++)
        room[i] = has_trend ? y[i] - 2 * y[i + 1] + y[i + 2] : y[i + 1] - y[i];
    return variance_from(room, used, has_trend ? 6 : 2);
}

static double common_overdispersion(const double *y, size_t count, double *room) {
    size_t windows = 0, width = count < WINDOW ? count : WINDOW;
    for (size_t from = 0; from + width <= count; from++) {
        double sum = y[from], squares = 0;
        for (size_t i = from + 1; i < from + width; i++) {
            sum += y[i];
            squares += (y[i] - y[i - 1]) * (y[i] - y[i - 1]);
        }
        double mean = sum / (double)width, variance = width > 1 ? squares / (2 * (double)(width - 1)) : mean;
        if (mean > 0)
            room[windows++] = (variance - mean) / (mean * mean);
    }
    return windows > 0 ? fmax(0, median(room, windows)) : 0;
}

/* ---- making it ---- */

static bool is_of_counts(glo_change_cost kind) {
    return kind == GLO_COST_POISSON || kind == GLO_COST_NEGATIVE_BINOMIAL;
}

/* The known values one after the other, and whether all are whole. */
static bool take_known(const double *values, size_t count, glo_segment_cost *cost, double *out) {
    bool is_whole = true;
    for (size_t i = 0; i < count; i++) {
        if (isnan(values[i]))
            continue;
        is_whole = is_whole && values[i] == round(values[i]);
        cost->period[cost->count] = i;
        out[cost->count++] = values[i];
    }
    return is_whole;
}

static void add_up(glo_segment_cost *cost, const double *y, size_t count) {
    cost->origin = (double)count / 2;
    for (size_t i = 0; i < cost->count; i++) {
        double value = y[i] - cost->centre, t = (double)cost->period[i] - cost->origin;
        cost->y[i + 1] = cost->y[i] + value;
        cost->yy[i + 1] = cost->yy[i] + value * value;
        cost->t[i + 1] = cost->t[i] + t;
        cost->tt[i + 1] = cost->tt[i] + t * t;
        cost->ty[i + 1] = cost->ty[i] + t * value;
    }
}

glo_status glo_segment_cost_new(glo_change_cost kind, const double *values, size_t count,
                                double overdispersion, glo_segment_cost *out) {
    glo_segment_cost cost = {.kind = kind, .overdispersion = overdispersion, .variance = 1};
    double *known = NULL, mean = 0;
    if (glo_alloc_array(count + 1, sizeof *cost.period, &cost.period) < 0 ||
        glo_alloc_array(SUMS * (count + 1), sizeof *cost.y, &cost.y) < 0 ||
        glo_alloc_array(2 * count + 1, sizeof *known, &known) < 0) {
        free(known);
        glo_segment_cost_dispose(&cost);
        return GLO_ENOMEM;
    }
    double **parts[SUMS] = {&cost.y, &cost.yy, &cost.t, &cost.tt, &cost.ty}, *sums = cost.y;
    for (size_t i = 0; i < SUMS; i++)
        *parts[i] = sums + i * (count + 1);
    bool is_whole = take_known(values, count, &cost, known);
    for (size_t i = 0; i < cost.count; i++)
        mean += known[i] / (double)cost.count;
    cost.centre = is_of_counts(kind) ? 0 : mean;
    if (kind == GLO_COST_MEAN || kind == GLO_COST_TREND)
        cost.variance = common_variance(known, cost.count, kind == GLO_COST_TREND, known + count);
    if (kind == GLO_COST_NEGATIVE_BINOMIAL && isnan(overdispersion))
        cost.overdispersion = common_overdispersion(known, cost.count, known + count);
    add_up(&cost, known, count);
    cost.least_variance = is_whole ? ROUNDING : LEAST_SHARE * cost.yy[cost.count] / (double)(cost.count + 1);
    if (!(cost.least_variance > 0))
        cost.least_variance = ROUNDING;
    free(known);
    *out = cost;
    return GLO_OK;
}

void glo_segment_cost_dispose(glo_segment_cost *cost) {
    free(cost->period);
    free(cost->y);
    *cost = (glo_segment_cost){0};
}

/* ---- a segment ---- */

typedef struct moments {
    double n, mean, squares;          /* squares: about the mean */
    double time, time_squares, cross; /* time: its mean */
} moments;

static moments moments_of(const glo_segment_cost *cost, size_t begin, size_t end) {
    double n = (double)(end - begin), y = cost->y[end] - cost->y[begin], t = cost->t[end] - cost->t[begin];
    return (moments){.n = n,
                     .mean = y / n,
                     .squares = fmax(0, cost->yy[end] - cost->yy[begin] - y * y / n),
                     .time = t / n,
                     .time_squares = cost->tt[end] - cost->tt[begin] - t * t / n,
                     .cross = cost->ty[end] - cost->ty[begin] - t * y / n};
}

static double slope_of(const moments *m) {
    return m->time_squares > 0 ? m->cross / m->time_squares : 0;
}

static double count_cost(const glo_segment_cost *cost, const moments *m) {
    double sum = m->n * m->mean, k = cost->kind == GLO_COST_POISSON ? 0 : cost->overdispersion;
    if (sum == 0)
        return 0;
    return -2 * (sum * log(m->mean) - (k > 0 ? (sum + m->n / k) * log1p(k * m->mean) : sum));
}

double glo_segment_cost_of(const glo_segment_cost *cost, size_t begin, size_t end) {
    moments m = moments_of(cost, begin, end);
    switch (cost->kind) {
    case GLO_COST_MEAN:
        return m.squares / cost->variance;
    case GLO_COST_TREND:
        return fmax(0, m.squares - slope_of(&m) * m.cross) / cost->variance;
    case GLO_COST_MEAN_VARIANCE: {
        double variance = fmax(m.squares / m.n, cost->least_variance);
        return m.n * log(variance) + m.squares / variance;
    }
    default:
        return count_cost(cost, &m);
    }
}

glo_segment_fit glo_segment_fit_of(const glo_segment_cost *cost, size_t begin, size_t end) {
    moments m = moments_of(cost, begin, end);
    glo_segment_fit fit = {.level = m.mean + cost->centre, .trend = NAN, .deviation = sqrt(m.squares / m.n)};
    if (cost->kind == GLO_COST_TREND) {
        double middle = (double)(cost->period[begin] + cost->period[end - 1]) / 2 - cost->origin;
        fit.trend = slope_of(&m);
        fit.level += fit.trend * (middle - m.time);
        fit.deviation = sqrt(fmax(0, m.squares - fit.trend * m.cross) / m.n);
    }
    return fit;
}
