/* accuracy.c: point forecasts against outcomes. Definitions and references in accuracy.h. */
#include "evaluation/accuracy.h"

#include <math.h>

glo_scale glo_naive_scale(const double *history, size_t count, int season) {
    size_t lag = season > 1 && (size_t)season < count ? (size_t)season : 1, pairs = 0;
    glo_scale scale = {0, 0};
    for (size_t t = lag; t < count; t++) {
        double step = history[t] - history[t - lag];
        if (isnan(step))
            continue;
        scale.absolute += fabs(step);
        scale.squared += step * step;
        pairs++;
    }
    if (pairs == 0)
        return (glo_scale){NAN, NAN};
    scale.absolute /= (double)pairs;
    scale.squared /= (double)pairs;
    return scale;
}

double glo_smape_term(double actual, double forecast) {
    double half = fabs(actual) / 2 + fabs(forecast) / 2; /* halves, so that the largest numbers have a sum */
    return half > 0 ? 200 * (fabs(actual / 2 - forecast / 2) / half) : 0;
}

glo_accuracy glo_accuracy_of(const double *actual, const double *forecast, size_t count, glo_scale scale) {
    glo_accuracy sum = {0};
    double squares = 0;
    for (size_t i = 0; i < count; i++) {
        double miss = forecast[i] - actual[i];
        if (isnan(miss))
            continue;
        sum.count++;
        sum.mae += fabs(miss);
        squares += miss * miss;
        sum.smape += glo_smape_term(actual[i], forecast[i]);
        sum.bias += miss;
    }
    double n = sum.count > 0 ? (double)sum.count : NAN;
    sum.mae /= n;
    sum.rmse = sqrt(squares / n);
    sum.smape /= n;
    sum.bias /= n;
    sum.mase = scale.absolute > 0 ? sum.mae / scale.absolute : NAN;
    sum.rmsse = scale.squared > 0 ? sum.rmse / sqrt(scale.squared) : NAN;
    return sum;
}

double glo_owa(double smape, double mase, double reference_smape, double reference_mase) {
    return (smape / reference_smape + mase / reference_mase) / 2;
}
