/* run_length.c: average run lengths in control, and the limits for them. Methods and references in run_length.h. */
#include "glr/run_length.h"

#include "base/alloc.h"
#include "numeric/draws.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_DENOMINATOR = 40, MOST_STATES = 2000 };

glo_fraction glo_fraction_near(double value, double error) {
    glo_fraction best = {0, 0};
    double least = INFINITY;
    for (size_t d = 1; d <= MOST_DENOMINATOR; d++) {
        double n = round(value * (double)d), distance = fabs(n / (double)d - value);
        if (distance < least) {
            least = distance;
            best = (glo_fraction){(size_t)n, d};
        }
        if (least <= error)
            break;
    }
    return best;
}

/* ---- CUSUM ---- */

/* P(Y <= y) for y = 0 .. count - 1. */
static void distribution(double mean, size_t count, double *out) {
    double sum = 0;
    for (size_t y = 0; y < count; y++) {
        sum += exp((double)y * log(mean) - mean - lgamma((double)y + 1));
        out[y] = sum;
    }
}

/* P(next state <= j | state i), of states in units of 1 / d. */
static double up_to(const double *cdf, glo_fraction k, size_t i, size_t j) {
    int64_t reach = (int64_t)j - (int64_t)i + (int64_t)k.numerator;
    return reach < 0 ? 0 : cdf[(size_t)reach / k.denominator];
}

/* Gaussian elimination without pivoting, which a matrix I - P needs not; the solution is in b's place. */
static void solve(double *a, size_t n, double *b) {
    for (size_t k = 0; k < n; k++) {
        for (size_t i = k + 1; i < n; i++) {
            double factor = a[i * n + k] / a[k * n + k];
            if (factor == 0)
                continue;
            for (size_t j = k; j < n; j++)
                a[i * n + j] -= factor * a[k * n + j];
            b[i] -= factor * b[k];
        }
    }
    for (size_t i = n; i-- > 0;) {
        for (size_t j = i + 1; j < n; j++)
            b[i] -= a[i * n + j] * b[j];
        b[i] /= a[i * n + i];
    }
}

glo_status glo_cusum_run_length(double mean, glo_fraction k, size_t limit, double *out) {
    size_t n = limit, counts = (limit + k.numerator) / k.denominator + 1;
    double *numbers;
    if (glo_alloc_array(n * n + n + counts, sizeof *numbers, &numbers) < 0)
        return GLO_ENOMEM;
    double *a = numbers, *b = numbers + n * n, *cdf = b + n;
    distribution(mean, counts, cdf);
    for (size_t i = 0; i < n; i++) {
        b[i] = 1;
        for (size_t j = 0; j < n; j++) {
            double p = up_to(cdf, k, i, j) - (j > 0 ? up_to(cdf, k, i, j - 1) : 0);
            a[i * n + j] = (i == j) - p;
        }
    }
    solve(a, n, b);
    *out = b[0];
    free(numbers);
    return GLO_OK;
}

glo_status glo_cusum_limit(double mean, glo_fraction k, double run_length, size_t *out) {
    size_t low = 0, high = 1; /* the run length is below at low, and not at high */
    double length = 0;
    for (;; high *= 2) {
        if (high > MOST_STATES)
            return glo_fail(GLO_EINVAL, "no limit gives a run length of %g with a drift of so little",
                            run_length);
        glo_status status = glo_cusum_run_length(mean, k, high, &length);
        if (status < 0)
            return status;
        if (!(length < run_length))
            break;
        low = high;
    }
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        glo_status status = glo_cusum_run_length(mean, k, middle, &length);
        if (status < 0)
            return status;
        *(length < run_length ? &low : &high) = middle;
    }
    return *out = high, GLO_OK;
}

/* ---- GLR ---- */

enum { PATHS = 400, RECORDS = 64 };

/* When a path rose above all before. */
typedef struct record {
    double value;
    size_t period;
} record;

typedef struct paths {
    record *records;     /* RECORDS of each path, rising */
    size_t count[PATHS]; /* of them */
    size_t length;       /* of a path */
} paths;

static void follow(glo_chart *chart, const double *means, size_t count, uint64_t seed, size_t path,
                   paths *all) {
    glo_draws draws = {.seed = seed, .stream = path};
    double before = 0, highest = 0;
    record *records = all->records + path * RECORDS;
    size_t n = 0;
    glo_chart_restart(chart);
    for (size_t t = 0; t < all->length; t++) {
        double mean = means[t % count];
        double y = glo_draws_negative_binomial(&draws, mean, chart->overdispersion);
        double statistic = glo_chart_add(chart, y, mean, before);
        before = y;
        if (statistic <= highest)
            continue;
        highest = statistic;
        /* where records are many the last ones matter */
        if (n == RECORDS) {
            for (size_t i = 1; i < RECORDS; i++)
                records[i - 1] = records[i];
            n--;
        }
        records[n++] = (record){statistic, t + 1};
    }
    all->count[path] = n;
}

static double run_length_at(const paths *all, double limit) {
    double periods = 0, alarms = 0;
    for (size_t path = 0; path < PATHS; path++) {
        const record *records = all->records + path * RECORDS;
        size_t i = 0;
        while (i < all->count[path] && records[i].value <= limit)
            i++;
        bool is_alarm = i < all->count[path];
        periods += (double)(is_alarm ? records[i].period : all->length);
        alarms += is_alarm;
    }
    return alarms > 0 ? periods / alarms : INFINITY;
}

glo_status glo_chart_limit(const glo_chart *model, const double *means, size_t count, double run_length,
                           uint64_t seed, double *out) {
    glo_chart chart = *model;
    paths all = {.length = (size_t)ceil(2 * run_length)};
    double *numbers;
    if (glo_alloc_array(GLO_CHART_NUMBERS * (all.length + 1), sizeof *numbers, &numbers) < 0)
        return GLO_ENOMEM;
    if (glo_alloc_array(PATHS * RECORDS, sizeof *all.records, &all.records) < 0)
        return free(numbers), GLO_ENOMEM;
    glo_chart_use(&chart, numbers, all.length + 1);
    for (size_t path = 0; path < PATHS; path++)
        follow(&chart, means, count, seed, path, &all);
    double low = 0, high = 1;
    while (run_length_at(&all, high) < run_length)
        high *= 2;
    for (int i = 0; i < 60; i++) {
        double middle = (low + high) / 2;
        *(run_length_at(&all, middle) < run_length ? &low : &high) = middle;
    }
    free(numbers);
    free(all.records);
    return *out = high, GLO_OK;
}
