/* m4.c: the classic benchmarks of the M4 competition, by the definitions of its script, over a training and a
 * test file as the competition publishes them; and how long each method takes per series.
 *
 *   build/release/bench/m4 Hourly-train.csv Hourly-test.csv 24
 *
 * One row per method: mean sMAPE (in per cent), mean MASE, the share of outcomes inside the 80 % and 95 %
 * intervals where the method has them, milliseconds per series.
 *
 * Source: S. Makridakis, E. Spiliotis, V. Assimakopoulos, "The M4 competition: 100,000 time series and 61
 * forecasting methods", International Journal of Forecasting 36 (2020).
 */
#include "base/err.h"
#include "benchmark/naive.h"
#include "competition_file.h"
#include "numeric/simplex.h"
#include "sample/season.h"
#include "smoothing/ces.h"
#include "smoothing/ses.h"
#include "smoothing/theta.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_AHEAD = 64, LEVELS = 5 };
static const double levels[LEVELS] = {0.025, 0.1, 0.5, 0.9, 0.975};

/* --- Holt's linear trend, alpha and beta (and phi) by least squares; for given ones the errors are linear in
 * the first level and trend, which are solved for. Bounds as in the script's tool. */
typedef struct holt {
    const double *values;
    size_t count;
    int damped;
    double level, trend; /* after the last value */
} holt;

static double holt_squares(void *data, const double *at) {
    holt *h = data;
    double alpha = at[0], beta = at[1], phi = h->damped ? at[2] : 1;
    if (!(alpha >= 1e-4 && alpha <= 0.9999 && beta >= 1e-4 && beta <= alpha &&
          (!h->damped || (phi >= 0.8 && phi <= 0.98))))
        return INFINITY;
    /* Three runs side by side: of the values from (0, 0), and of zeros from (1, 0) and from (0, 1). */
    double level[3] = {0, 1, 0}, trend[3] = {0, 0, 1}, s[3][3] = {{0}};
    for (size_t t = 0; t < h->count; t++) {
        double value[3] = {h->values[t] - h->values[0], 0, 0}, error[3];
        for (int i = 0; i < 3; i++) {
            double forecast = level[i] + phi * trend[i];
            error[i] = value[i] - forecast;
            level[i] = forecast + alpha * error[i];
            trend[i] = phi * trend[i] + beta * error[i];
        }
        for (int i = 0; i < 3; i++) {
            for (int j = i; j < 3; j++)
                s[i][j] += error[i] * error[j];
        }
    }
    double det = s[1][1] * s[2][2] - s[1][2] * s[1][2], a = 0, b = 0;
    if (det > 1e-14 * s[1][1] * s[2][2]) {
        a = -(s[0][1] * s[2][2] - s[0][2] * s[1][2]) / det;
        b = -(s[0][2] * s[1][1] - s[0][1] * s[1][2]) / det;
    } else {
        a = s[1][1] > 0 ? -s[0][1] / s[1][1] : 0;
    }
    h->level = level[0] + a * level[1] + b * level[2] + h->values[0];
    h->trend = trend[0] + a * trend[1] + b * trend[2];
    return s[0][0] + a * a * s[1][1] + b * b * s[2][2] + 2 * (a * s[0][1] + b * s[0][2] + a * b * s[1][2]);
}

static void holt_forecast(const double *values, size_t count, int damped, size_t horizon, double *mean) {
    holt h = {.values = values, .count = count, .damped = damped};
    static const double starts[][3] = {
        {0.5, 0.05, 0.95}, {0.9, 0.5, 0.9}, {0.1, 0.01, 0.97}, {0.99, 0.001, 0.85}};
    double best[3] = {0.5, 0.05, 0.95}, least = INFINITY;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        double at[3] = {starts[i][0], starts[i][1], starts[i][2]}, step[3] = {0.05, 0.01, 0.02};
        double found = glo_simplex_minimum(holt_squares, &h, damped ? 3 : 2, at, step, 500);
        if (found < least) {
            least = found;
            memcpy(best, at, sizeof best);
        }
    }
    holt_squares(&h, best);
    double damping = damped ? best[2] : 1, power = 1, sum = 0;
    for (size_t i = 0; i < horizon; i++) {
        power *= damping;
        sum += power;
        mean[i] = h.level + sum * h.trend;
    }
}

/* ---- the benchmarks ---- */
typedef struct tally {
    const char *name;
    double smape, mase, inside80, inside95, seconds;
    int has_interval;
} tally;

enum {
    NAIVE,
    SNAIVE,
    NAIVE2,
    SES,
    HOLT,
    DAMPED,
    CLASSIC,
    COMB,
    THETA,
    DYNAMIC,
    CES,
    CROSTON,
    SPARSE,
    INGARCH,
    METHODS
};
static tally tallies[METHODS] = {{.name = "Naive"},         {.name = "sNaive"}, {.name = "Naive2"},
                                 {.name = "SES"},           {.name = "Holt"},   {.name = "Damped"},
                                 {.name = "Theta"},         {.name = "Comb"},   {.name = "Theta (R)"},
                                 {.name = "dynamic Theta"}, {.name = "CES"},    {.name = "Croston"},
                                 {.name = "sparse"},        {.name = "INGARCH"}};

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void score(tally *t, const double *mean, const series *future, double naive_error) {
    double smape = 0, mase = 0;
    for (size_t h = 0; h < future->count; h++) {
        double y = future->values[h], error = fabs(y - mean[h]);
        smape += error * 200 / (fabs(y) + fabs(mean[h])) / (double)future->count;
        mase += error / naive_error / (double)future->count;
    }
    t->smape += smape;
    t->mase += mase;
}

static void run(tally *t, glo_method method, const char *model, glo_sample sample, const series *future,
                double naive_error) {
    double values[MOST_AHEAD * LEVELS], mean[MOST_AHEAD];
    glo_fit fit = {0};
    glo_quantiles out = {future->count, LEVELS, levels, values, mean};
    double start = now();
    int status = method(&sample, &(glo_method_options){.seed = 1, .model = model}, &out, &fit);
    t->seconds += now() - start;
    if (status < 0) {
        fprintf(stderr, "%s: %s\n", t->name, glo_message());
        exit(1);
    }
    for (size_t h = 0; h < future->count; h++) {
        double y = future->values[h], *q = &values[h * LEVELS];
        mean[h] = fmax(0, mean[h]); /* the competition's series are not negative */
        t->inside80 += (y >= q[1] && y <= q[3]) / (double)future->count;
        t->inside95 += (y >= q[0] && y <= q[4]) / (double)future->count;
    }
    t->has_interval = 1;
    score(t, mean, future, naive_error);
}

static void benchmarks(const series *past, const series *future, int season) {
    size_t n = past->count, lag = (size_t)season, horizon = future->count;
    double naive_error = 0;
    for (size_t i = lag; i < n; i++)
        naive_error += fabs(past->values[i] - past->values[i - lag]) / (double)(n - lag);
    double *adjusted = malloc(n * sizeof *adjusted), *index = malloc(lag * sizeof *index);
    for (size_t i = 0; i < lag; i++)
        index[i] = 1;
    if (glo_is_seasonal(past->values, n, season))
        glo_decompose(past->values, n, season, 1, index);
    for (size_t i = 0; i < n; i++)
        adjusted[i] = past->values[i] / index[i % lag];

    double mean[METHODS][MOST_AHEAD];
    double start = now();
    glo_ses s = glo_ses_fit(adjusted, n);
    tallies[SES].seconds += now() - start;
    start = now();
    holt_forecast(adjusted, n, 0, horizon, mean[HOLT]);
    tallies[HOLT].seconds += now() - start;
    start = now();
    holt_forecast(adjusted, n, 1, horizon, mean[DAMPED]);
    tallies[DAMPED].seconds += now() - start;
    for (size_t h = 0; h < horizon; h++) {
        double factor = index[(n + h) % lag];
        mean[NAIVE2][h] = adjusted[n - 1] * factor;
        mean[SES][h] = s.last * factor;
        mean[HOLT][h] *= factor;
        mean[DAMPED][h] *= factor;
        mean[COMB][h] = (mean[SES][h] + mean[HOLT][h] + mean[DAMPED][h]) / 3;
    }
    static const int own[] = {NAIVE2, SES, HOLT, DAMPED, COMB};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        score(&tallies[own[i]], mean[own[i]], future, naive_error);

    glo_sample sample = {.values = past->values, .count = n, .season = season};
    run(&tallies[NAIVE], glo_naive, NULL, sample, future, naive_error);
    run(&tallies[SNAIVE], glo_seasonal_naive, NULL, sample, future, naive_error);
    run(&tallies[CLASSIC], glo_theta, "classic", sample, future, naive_error);
    run(&tallies[THETA], glo_theta, NULL, sample, future, naive_error);
    run(&tallies[DYNAMIC], glo_dynamic_theta, NULL, sample, future, naive_error);
    run(&tallies[CES], glo_ces, NULL, sample, future, naive_error);
    free(adjusted);
    free(index);
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fprintf(stderr, "usage: m4 TRAIN.csv TEST.csv SEASON\n");
        return 2;
    }
    size_t count, tested;
    series *past = read_competition(argv[1], &count), *future = read_competition(argv[2], &tested);
    int season = atoi(argv[3]);
    if (count != tested || count == 0 || season < 1 || future[0].count > MOST_AHEAD) {
        fprintf(stderr, "m4: the two files do not belong together, or the season is not a whole number\n");
        return 2;
    }
    for (size_t i = 0; i < count; i++)
        benchmarks(&past[i], &future[i], season);
    printf("%zu series\n%-14s %8s %8s %6s %6s %10s\n", count, "method", "sMAPE", "MASE", "80 %", "95 %",
           "ms/series");
    for (int i = 0; i < METHODS; i++) {
        tally *t = &tallies[i];
        double n = (double)count;
        if (t->smape == 0)
            continue;
        printf("%-14s %8.3f %8.3f ", t->name, t->smape / n, t->mase / n);
        if (t->has_interval)
            printf("%6.1f %6.1f ", 100 * t->inside80 / n, 100 * t->inside95 / n);
        else
            printf("%6s %6s ", "", "");
        printf("%10.4f\n", 1e3 * t->seconds / n);
    }
    return 0;
}
