/* arima.c: automatic ARIMA over monthly series: twelve steps with their 80 % and 95 % intervals.
 *
 *   arima data/observed/fr_offences.csv    144 months of each of the first eight series
 *
 * Prints one line per series, "index aicc model", and at the end the median of the processor's seconds per
 * series. arima.R does the same by auto.arima. */
#include "arima/arima.h"
#include "base/err.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MONTHS = 144, SERIES = 8, REPEATS = 5, HORIZON = 12, LEVELS = 4 };

typedef struct series {
    int index, count;
    double values[4096];
} series;

static series all[64];

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The rows are in the order of time: month,zone,phenomenon,index,count. */
static int read_series(const char *file) {
    FILE *in = fopen(file, "r");
    char line[1024];
    int count = 0;
    if (!in || !fgets(line, sizeof line, in))
        return 0;
    while (fgets(line, sizeof line, in)) {
        const char *value = strrchr(line, ',');
        const char *before = value;
        while (before && before > line && *--before != ',')
            ;
        int index = before ? (int)strtol(before + 1, NULL, 10) : 0, i = 0;
        while (i < count && all[i].index != index)
            i++;
        if (i == count && count < 64)
            all[count++].index = index;
        if (value && i < 64 && all[i].count < 4096)
            all[i].values[all[i].count++] = strtod(value + 1, NULL);
    }
    fclose(in);
    return count;
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

int main(int argc, char **argv) {
    int count = argc > 1 ? read_series(argv[1]) : 0, done = 0;
    double times[SERIES];
    for (int i = 0; i < count && done < SERIES; i++) {
        if (all[i].count < MONTHS)
            continue;
        static const double probabilities[LEVELS] = {0.025, 0.1, 0.9, 0.975};
        double values[HORIZON * LEVELS], mean[HORIZON], runs[REPEATS];
        glo_quantiles out = {HORIZON, LEVELS, probabilities, values, mean};
        glo_sample sample = {.values = all[i].values + all[i].count - MONTHS, .count = MONTHS, .season = 12};
        glo_fit fit = {.fitted = NULL};
        for (int r = 0; r < REPEATS; r++) {
            double start = seconds();
            if (glo_arima(&sample, &(glo_method_options){.seed = 1}, &out, &fit) < 0) {
                fprintf(stderr, "arima: %s\n", glo_message());
                return 1;
            }
            runs[r] = seconds() - start;
        }
        qsort(runs, REPEATS, sizeof *runs, by_size);
        times[done++] = runs[REPEATS / 2];
        fprintf(stderr, "%d %.4f %s\n", all[i].index, fit.aicc, fit.model);
    }
    if (done == 0) {
        fprintf(stderr, "arima: no series of %d months\n", MONTHS);
        return 2;
    }
    qsort(times, (size_t)done, sizeof *times, by_size);
    printf("%.6f\n", (times[(done - 1) / 2] + times[done / 2]) / 2);
    return 0;
}
