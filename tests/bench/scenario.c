/* scenario.c: the model of scenario.lua as one writes it by hand in C with GSL: draw by draw, all months of a draw in registers, then
 * quantiles of each month by sorting.
 *
 *   build/release/bench/scenario_gsl 1000000
 *
 * Prints the results of the last month, then the seconds.
 */
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MONTHS = 24 };

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static double triangular(const gsl_rng *rng, double low, double mode, double high) {
    double u = gsl_rng_uniform_pos(rng), width = high - low;
    return u * width < mode - low ? low + sqrt(u * width * (mode - low))
                                  : high - sqrt((1 - u) * width * (high - mode));
}

static void simulate(const gsl_rng *rng, const double *sine, size_t draws, size_t i, double *out) {
    double arrivals = gsl_ran_lognormal(rng, 7, 0.19), growth = 0.01 + gsl_ran_gaussian_ziggurat(rng, 0.01);
    double rate = triangular(rng, 0.05, 0.1, 0.2), waiting = 2000 + gsl_ran_gaussian_ziggurat(rng, 150);
    double refused = gsl_ran_flat(rng, 0.1, 0.3), closed = gsl_rng_uniform(rng) < 0.3;
    double effect = gsl_ran_flat(rng, 0.4, 0.9), capacity = 900 + gsl_ran_gaussian_ziggurat(rng, 90);
    double leaving = gsl_ran_exponential(rng, 0.03), season = 0.2 + gsl_ran_gaussian_ziggurat(rng, 0.05);
    for (int month = 0; month < MONTHS; month++) {
        double shut = month >= 5 ? 1 - closed * effect : 1;
        double inflow = arrivals * (1 + growth * month) * (1 + season * sine[month]) * shut * (1 - refused);
        double decided = waiting * rate < capacity ? waiting * rate : capacity;
        waiting += inflow - decided - waiting * leaving;
        out[(size_t)month * draws + i] = waiting;
    }
}

int main(int argc, char **argv) {
    size_t draws = argc > 1 ? strtoull(argv[1], NULL, 10) : 1000000;
    double *waiting = malloc(draws * MONTHS * sizeof *waiting), sine[MONTHS], result[5] = {0};
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    if (!waiting || !rng)
        return 1;
    gsl_rng_set(rng, 7);
    for (int month = 0; month < MONTHS; month++)
        sine[month] = sin(month * M_PI / 6);
    double began = seconds();
    for (size_t i = 0; i < draws; i++)
        simulate(rng, sine, draws, i, waiting);
    for (int month = 0; month < MONTHS; month++) {
        double *values = waiting + (size_t)month * draws;
        result[0] = gsl_stats_mean(values, 1, draws);
        result[1] = gsl_stats_sd(values, 1, draws);
        gsl_sort(values, 1, draws);
        result[2] = gsl_stats_quantile_from_sorted_data(values, 1, draws, 0.025);
        result[3] = gsl_stats_quantile_from_sorted_data(values, 1, draws, 0.5);
        result[4] = gsl_stats_quantile_from_sorted_data(values, 1, draws, 0.975);
    }
    double took = seconds() - began;
    printf("%.17g %.17g %.17g %.17g\n%.6f\n", result[0], result[1], result[2], result[4], took);
    gsl_rng_free(rng);
    free(waiting);
    return 0;
}
