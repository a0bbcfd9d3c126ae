/* off_season.c: forecasts in phases in which nothing ever happened. Formula and example in off_season.h. */
#include "forecast/off_season.h"

#include <math.h>
#include <stdbool.h>

/* The zeros of a phase; 0 unless it has two at least and nothing else. */
static size_t zeros_of_phase(const double *values, size_t known, size_t season, size_t phase) {
    size_t zeros = 0;
    for (size_t i = phase; i < known; i += season) {
        if (!isnan(values[i]) && values[i] != 0)
            return 0;
        zeros += (size_t)(values[i] == 0);
    }
    return zeros >= 2 ? zeros : 0;
}

void glo_off_season_set(const double *values, size_t known, int season, const double *probabilities,
                        size_t points, size_t steps, double *block) {
    size_t length = season > 1 ? (size_t)season : 1, zeros = 0;
    for (size_t phase = 0; phase < length; phase++)
        zeros += zeros_of_phase(values, known, length, phase);
    double highest = 1 - 1 / ((double)zeros + 2);
    for (size_t h = 0; h < steps; h++) {
        if (zeros_of_phase(values, known, length, (known + h) % length) == 0)
            continue;
        block[h] = 0;
        for (size_t p = 0; p < points && probabilities[p] < highest; p++)
            block[steps + h * points + p] = 0;
    }
}
