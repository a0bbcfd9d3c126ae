/* coverage.h: how many past outcomes fell within the prediction intervals, from the rolling origins of a
 * forecast.
 *
 * Each origin is tested with the calibration factors of the others. The origins share outcomes, weights and
 * the choice of model, so this is more lenient than a backtest (backtest.h), which does all of it anew at
 * each origin.
 *
 * Example:  share = (double)coverage.covered[0] / (double)coverage.outcomes;
 */
#ifndef GLO_SERIES_COVERAGE_H
#define GLO_SERIES_COVERAGE_H

#include "series/options.h"

typedef struct glo_coverage {
    size_t origins, outcomes;
    size_t covered[GLO_MOST_LEVELS]; /* outcomes within the interval of each level */
} glo_coverage;

#endif
