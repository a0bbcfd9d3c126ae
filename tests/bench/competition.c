/* competition.c: forecasts of any method, as `forecast` gives them, over a training and a test file as the M4
 * competition publishes them; and how long they take.
 *
 *   build/release/bench/competition Hourly-train.csv Hourly-test.csv 24 combination ets theta
 *   build/release/bench/competition -t 1 ...      on one thread (default: as many as there are cores)
 *
 * One row per method: mean sMAPE (in per cent), mean MASE, the share of outcomes inside the 80 % and 95 %
 * intervals, seconds in all. sMAPE and MASE as the competition defines them, of the mean of the forecast.
 *
 * Source: S. Makridakis, E. Spiliotis, V. Assimakopoulos, "The M4 competition: 100,000 time series and 61
 * forecasting methods", International Journal of Forecasting 36 (2020).
 */
#include "base/err.h"
#include "competition_file.h"
#include "forecast/predict.h"
#include "series/methods.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct entry { /* of one series */
    double smape, mase, inside80, inside95;
} entry;

typedef struct run {
    const glo_method_entry *method;
    const series *past, *future;
    int season;
    entry *entries;
} run;

static const double levels[] = {80, 95};

static double naive_error(const series *past, int season) {
    size_t lag = past->count > (size_t)season ? (size_t)season : 1;
    double sum = 0;
    for (size_t i = lag; i < past->count; i++)
        sum += fabs(past->values[i] - past->values[i - lag]);
    return sum / (double)(past->count - lag);
}

static int forecast_one(void *context, size_t i) {
    run *r = context;
    const series *past = &r->past[i], *future = &r->future[i];
    int is_nonnegative = 1;
    for (size_t t = 0; t < past->count; t++)
        is_nonnegative &= past->values[t] >= 0;
    glo_sample sample = {.values = past->values, .count = past->count, .season = r->season};
    glo_predict_spec spec = {.method = r->method,
                             .horizon = future->count,
                             .levels = levels,
                             .level_count = 2,
                             .calibrate = 1,
                             .breaks = 1,
                             .is_nonnegative = is_nonnegative};
    glo_prediction p;
    int status = glo_predict(&spec, &sample, glo_seed_mix(1, i), &p);
    if (status < 0)
        return status;
    entry *e = &r->entries[i];
    double scale = naive_error(past, r->season), n = (double)future->count;
    for (size_t h = 0; h < future->count; h++) {
        double y = future->values[h], error = fabs(y - p.mean[h]), size = fabs(y) + fabs(p.mean[h]);
        e->smape += size > 0 ? 200 * error / size / n : 0;
        e->mase += scale > 0 ? error / scale / n : 0;
        e->inside80 += (y >= p.low[2 * h] && y <= p.high[2 * h]) / n;
        e->inside95 += (y >= p.low[2 * h + 1] && y <= p.high[2 * h + 1]) / n;
    }
    glo_prediction_dispose(&p);
    return GLO_OK;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int compete(run *r, size_t count, const glo_job *job) {
    double start = now(), n = (double)count;
    entry sum = {0};
    memset(r->entries, 0, count * sizeof *r->entries);
    int status = glo_run_parallel(job, "forecast", count, forecast_one, r);
    if (status < 0) {
        fprintf(stderr, "competition: %s: %s\n", r->method->name, glo_message());
        return 1;
    }
    double seconds = now() - start;
    for (size_t i = 0; i < count; i++) {
        sum.smape += r->entries[i].smape / n;
        sum.mase += r->entries[i].mase / n;
        sum.inside80 += r->entries[i].inside80 / n;
        sum.inside95 += r->entries[i].inside95 / n;
    }
    printf("%-14s %8.3f %8.3f %6.1f %6.1f %10.2f\n", r->method->name, sum.smape, sum.mase, 100 * sum.inside80,
           100 * sum.inside95, seconds);
    fflush(stdout);
    return 0;
}

int main(int argc, char **argv) {
    glo_job job = {.threads = 0};
    if (argc > 2 && strcmp(argv[1], "-t") == 0) {
        job.threads = atoi(argv[2]);
        argv += 2;
        argc -= 2;
    }
    if (argc < 5) {
        fprintf(stderr, "usage: competition [-t THREADS] TRAIN.csv TEST.csv SEASON METHOD ...\n");
        return 2;
    }
    size_t count, tested;
    run r = {.season = atoi(argv[3])};
    r.past = read_competition(argv[1], &count);
    r.future = read_competition(argv[2], &tested);
    if (count != tested || count == 0 || r.season < 1) {
        fprintf(stderr,
                "competition: the two files do not belong together, or the season is not a whole number\n");
        return 2;
    }
    r.entries = calloc(count, sizeof *r.entries);
    printf("%zu series\n%-14s %8s %8s %6s %6s %10s\n", count, "method", "sMAPE", "MASE", "80 %", "95 %",
           "seconds");
    for (int i = 4; i < argc; i++) {
        if (glo_method_find(argv[i], &r.method) < 0) {
            fprintf(stderr, "competition: %s\n", glo_message());
            return 2;
        }
        if (compete(&r, count, &job))
            return 1;
    }
    return 0;
}
