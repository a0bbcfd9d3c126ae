/* tail.c: how far out the tail of the flexible Farrington holds: of many histories without outbreaks, the chance that the next count
 * has a tail of at most t, over t. At most 1 is what false-discovery control rests on.
 *
 *   build/release/bench/tail [HISTORIES]        default: 60 a scenario
 *
 * Scenarios: seven baselines, each without and with a trend and with none, one or two waves a year, as in the simulations of A. Noufaily
 * and others, Statistics in Medicine 32 (2013), and a grid of means and dispersions without either. What chance a count has is known
 * of a simulated series, so that no tail is counted: of each history the lowest count with a tail of at most t is sought, and its
 * true probability added up.
 */
#include "detect/detector.h"
#include "noufaily.h"
#include "numeric/count_distribution.h"
#include "numeric/draws.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WEEKS = 340, LEVELS = 3 };
static const double levels[LEVELS] = {1e-3, 1e-4, 3e-6};

static double tail_of(double *counts, double count, glo_detector_room *room) {
    glo_watched series = {.counts = counts, .count = WEEKS, .span = GLO_WEEK, .first = 2500, .per_year = 52};
    glo_judgement judgement;
    double was = counts[WEEKS - 1];
    counts[WEEKS - 1] = count;
    if (glo_farrington_flexible.judge(&series, &glo_farrington_flexible.defaults, WEEKS - 1, room,
                                      &judgement) < 0)
        exit(1);
    counts[WEEKS - 1] = was;
    return judgement.tail;
}

/* Above `low`, which has a higher tail. */
static double lowest_count(double *counts, double low, double level, glo_detector_room *room) {
    double high = low + 1;
    while (tail_of(counts, high, room) > level) {
        low = high;
        high += fmax(1, ceil(high / 4));
    }
    while (high - low > 1) {
        double middle = floor((low + high) / 2);
        *(tail_of(counts, middle, room) > level ? &low : &high) = middle;
    }
    return high;
}

/* The chance over the level, averaged over histories; how many had no tail. */
static size_t study(const glo_scenario *scenario, size_t number, size_t histories, double out[LEVELS]) {
    glo_detector_room room = {0};
    size_t without = 0;
    memset(out, 0, LEVELS * sizeof *out);
    for (size_t k = 0; k < histories; k++) {
        double counts[WEEKS], mean = 0;
        glo_draws draws = {.seed = 5, .stream = number * 1000000 + k};
        for (size_t week = 0; week < WEEKS; week++) {
            mean = glo_scenario_mean(scenario, week, k * 7);
            counts[week] = glo_draws_negative_binomial(&draws, mean, (scenario->dispersion - 1) / mean);
        }
        if (isnan(tail_of(counts, 0, &room))) {
            without++;
            continue;
        }
        double lowest = 0;
        for (size_t l = 0; l < LEVELS; l++) {
            lowest = lowest_count(counts, fmax(0, lowest - 1), levels[l], &room);
            out[l] += glo_count_upper_tail(lowest, mean, scenario->dispersion) / levels[l];
        }
    }
    for (size_t l = 0; l < LEVELS; l++)
        out[l] /= (double)(histories - without > 0 ? histories - without : 1);
    glo_detector_room_dispose(&room);
    return without;
}

int main(int argc, char **argv) {
    static const double means[] = {0.005, 0.02, 0.05, 0.2, 1, 5, 20, 100}, dispersions[] = {1, 1.3, 2, 4, 8};
    size_t histories = argc > 1 ? (size_t)atol(argv[1]) : 60;
    double of[LEVELS], highest[LEVELS] = {0}, mean[LEVELS] = {0};
    for (size_t i = 0; i < GLO_SCENARIOS; i++) {
        glo_scenario scenario = glo_scenario_of(i);
        study(&scenario, i, histories, of);
        for (size_t l = 0; l < LEVELS; l++) {
            highest[l] = fmax(highest[l], of[l]);
            mean[l] += of[l] / GLO_SCENARIOS;
        }
    }
    puts("42 scenarios: P(tail <= t) / t");
    for (size_t l = 0; l < LEVELS; l++)
        printf("  t = %-6g highest %.2f, mean %.2f\n", levels[l], highest[l], mean[l]);
    printf("by mean and dispersion, t = %g and %g; histories without a tail\n", levels[1], levels[2]);
    for (size_t i = 0; i < sizeof means / sizeof *means; i++) {
        for (size_t k = 0; k < sizeof dispersions / sizeof *dispersions; k++) {
            glo_scenario scenario = {.level = log(means[i]), .dispersion = dispersions[k]};
            size_t without = study(&scenario, 100 + i * 10 + k, histories, of);
            printf("  %8g %4g  %6.2f %6.2f  %zu\n", means[i], dispersions[k], of[1], of[2], without);
        }
    }
    return 0;
}
