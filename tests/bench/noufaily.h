/* noufaily.h: weekly baselines for simulations: seven, each without and with a trend, and with none, one or two waves a year.
 *
 *   log mean(t) = level + trend t + sum over the waves j of gamma1 cos(2 pi j t / 52) + gamma2 sin(2 pi j t / 52)
 *
 * negative binomial with that mean and a dispersion (variance over mean), as in A. Noufaily and others, "An improved algorithm for
 * outbreak detection in multiple surveillance systems", Statistics in Medicine 32 (2013). The values are after that paper, from the
 * rarest (0.1 a week) to the most frequent (150).
 */
#ifndef NOUFAILY_H
#define NOUFAILY_H

#include <math.h>
#include <stddef.h>

enum { GLO_BASELINES = 7, GLO_SCENARIOS = 6 * GLO_BASELINES };

typedef struct glo_scenario {
    double level, dispersion, trend, gamma1, gamma2;
    int waves;
} glo_scenario;

/* Scenario 0 to 41: baseline by baseline, waves 0 0 1 1 2 2, every second with the trend. */
static inline glo_scenario glo_scenario_of(size_t number) {
    static const glo_scenario baselines[GLO_BASELINES] = {
        {0.1, 1.5, 0.0025, 0.6, 0.6, 0}, {-2, 2, 0.005, 0.1, 0.3, 0}, {1.5, 1, 0.003, 0.2, -0.4, 0},
        {0.5, 5, 0.002, 0.5, 0.5, 0},    {2.5, 3, 0.001, 1, 0.1, 0},  {3.75, 1.1, 0.001, 0.1, -0.1, 0},
        {5, 1.2, 0.0001, 0.05, 0.01, 0},
    };
    glo_scenario scenario = baselines[number / 6];
    scenario.waves = (int)(number % 6 / 2);
    if (number % 2 == 0)
        scenario.trend = 0;
    return scenario;
}

/* `ahead`: weeks by which the year is turned. */
static inline double glo_scenario_mean(const glo_scenario *scenario, size_t week, size_t ahead) {
    double sum = scenario->level + scenario->trend * (double)week;
    for (int j = 1; j <= scenario->waves; j++) {
        double turn = 2 * 3.14159265358979323846 * j * (double)(week + ahead) / 52;
        sum += scenario->gamma1 * cos(turn) + scenario->gamma2 * sin(turn);
    }
    return exp(sum);
}

#endif
