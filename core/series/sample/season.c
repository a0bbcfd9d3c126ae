/* season.c: the test of the M4 competition and classical decomposition. References and example in season.h.
 */
#include "sample/season.h"

#include "base/alloc.h"
#include "base/err.h"

#include <math.h>
#include <stdlib.h>

bool glo_is_seasonal(const double *values, size_t count, int season) {
    size_t length = season > 1 ? (size_t)season : 1;
    if (length == 1 || count < 3 * length)
        return 0;
    double mean = 0, variance = 0, squares = 0, r = 0;
    for (size_t i = 0; i < count; i++)
        mean += values[i] / (double)count;
    for (size_t i = 0; i < count; i++)
        variance += (values[i] - mean) * (values[i] - mean);
    if (!(variance > 0))
        return 0;
    for (size_t lag = 1; lag <= length; lag++) {
        double sum = 0;
        for (size_t i = lag; i < count; i++)
            sum += (values[i] - mean) * (values[i - lag] - mean);
        r = sum / variance;
        if (lag < length)
            squares += r * r;
    }
    return fabs(r) > 1.645 * sqrt((1 + 2 * squares) / (double)count);
}

/* The 0.95 quantile of chi-squared by Wilson and Hilferty: within 0.5 % from 2 degrees of freedom on. */
static double chi_squared_95(double freedom) {
    double t = 2 / (9 * freedom);
    return freedom * pow(1 - t + 1.645 * sqrt(t), 3);
}

glo_status glo_zeros_by_season(const double *values, size_t count, int season, glo_zeros *out) {
    size_t length = season > 1 ? (size_t)season : 1;
    size_t *zeros, *known;
    *out = (glo_zeros){0};
    if (glo_alloc_array(2 * length, sizeof *zeros, &zeros) < 0)
        return GLO_ENOMEM;
    known = zeros + length;
    for (size_t i = 0; i < count; i++) {
        zeros[i % length] += (size_t)(values[i] == 0);
        known[i % length] += (size_t)!isnan(values[i]);
        out->zeros += (size_t)(values[i] == 0);
        out->known += (size_t)!isnan(values[i]);
    }
    double share = out->known ? (double)out->zeros / (double)out->known : 0, statistic = 0;
    for (size_t phase = 0; phase < length; phase++) {
        double n = (double)known[phase], difference = (double)zeros[phase] - n * share;
        if (n > 0 && share > 0 && share < 1)
            statistic += difference * difference / (n * share * (1 - share));
        if (2 * zeros[phase] <= known[phase]) {
            out->zeros_within += zeros[phase];
            out->known_within += known[phase];
        }
    }
    out->are_seasonal = length > 1 && count >= 2 * length && statistic > chi_squared_95((double)length - 1);
    free(zeros);
    return GLO_OK;
}

static int neutral(double *indices, size_t length, int multiplicative) {
    for (size_t i = 0; i < length; i++)
        indices[i] = multiplicative ? 1 : 0;
    return 0;
}

bool glo_decompose(const double *values, size_t count, int season, int multiplicative, double *indices) {
    size_t length = season > 1 ? (size_t)season : 1, half = length / 2;
    if (length == 1 || count < 2 * length)
        return neutral(indices, length, multiplicative);
    for (size_t phase = 0; phase < length; phase++) {
        double sum = 0;
        size_t terms = 0;
        for (size_t i = phase < half ? phase + length : phase; i + half < count; i += length) {
            /* An even season has half a step of overlap at either end. */
            double trend = length % 2 == 0 ? 0.5 * (values[i - half] + values[i + half])
                                           : values[i - half] + values[i + half];
            for (size_t j = i - half + 1; j < i + half; j++)
                trend += values[j];
            trend /= (double)length;
            if (multiplicative && !(trend > 0))
                return neutral(indices, length, multiplicative);
            sum += multiplicative ? values[i] / trend : values[i] - trend;
            terms++;
        }
        indices[phase] = terms > 0 ? sum / (double)terms : (multiplicative ? 1 : 0);
    }
    double mean = 0;
    for (size_t i = 0; i < length; i++)
        mean += indices[i] / (double)length;
    for (size_t i = 0; i < length; i++) {
        indices[i] = multiplicative ? indices[i] / mean : indices[i] - mean;
        if (multiplicative && !(indices[i] > 1e-10 && isfinite(indices[i])))
            return neutral(indices, length, multiplicative);
    }
    return true;
}

glo_status glo_season_remove(double *values, size_t count, int season, glo_season *out) {
    *out = (glo_season){.length = 1, .multiplicative = 1};
    if (!glo_is_seasonal(values, count, season))
        return GLO_OK;
    size_t length = (size_t)season;
    double *indices;
    if (glo_alloc_array(length, sizeof *indices, &indices) < 0)
        return GLO_ENOMEM;
    int multiplicative = 1;
    for (size_t i = 0; i < count; i++)
        multiplicative &= values[i] > 0;
    if (!(multiplicative && glo_decompose(values, count, season, 1, indices))) {
        multiplicative = 0;
        glo_decompose(values, count, season, 0, indices);
    }
    for (size_t i = 0; i < count; i++) {
        double index = indices[i % length];
        values[i] = multiplicative ? values[i] / index : values[i] - index;
    }
    *out = (glo_season){.length = length, .multiplicative = multiplicative, .indices = indices};
    return GLO_OK;
}

void glo_season_at(const glo_season *season, size_t t, double *factor, double *addend) {
    double index = season->indices ? season->indices[t % season->length] : 1;
    *factor = season->indices && !season->multiplicative ? 1 : index;
    *addend = season->indices && !season->multiplicative ? index : 0;
}

void glo_season_dispose(glo_season *season) {
    free(season->indices);
    season->indices = NULL;
}
