/* comb.c: three smoothings of the seasonally adjusted values, averaged. Formula and reference in comb.h. */
#include "smoothing/comb.h"

#include "base/alloc.h"
#include "base/err.h"
#include "sample/prepare.h"
#include "sample/quantiles.h"
#include "sample/season.h"
#include "smoothing/ets.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const parts[] = {"ANN", "AAN", "AAdN"};
enum { PARTS = sizeof parts / sizeof parts[0] };

/* What one part gives is added here, a PARTS-th of it. */
typedef struct sum {
    double *mean, *values, *fitted; /* fitted: NULL where it is not asked for */
    double *part_fitted;
    size_t count;
} sum;

static glo_status new_sum(const glo_quantiles *out, size_t count, int wants_fitted, sum *of) {
    size_t values = out->horizon * out->count;
    *of = (sum){.count = count};
    glo_status status = glo_alloc_array(out->horizon + values + 2 * count + 1, sizeof(double), &of->mean);
    if (status < 0)
        return status;
    memset(of->mean, 0, (out->horizon + values + count) * sizeof(double));
    of->values = of->mean + out->horizon;
    if (wants_fitted) {
        of->fitted = of->values + values;
        of->part_fitted = of->fitted + count;
    }
    return GLO_OK;
}

static glo_status add_part(const glo_sample *adjusted, const char *model, uint64_t seed, glo_quantiles *out,
                           sum *of) {
    glo_fit made = {.fitted = of->part_fitted};
    glo_status status = glo_ets(adjusted, &(glo_method_options){.seed = seed, .model = model}, out, &made);
    for (size_t h = 0; status == GLO_OK && h < out->horizon; h++) {
        of->mean[h] += out->mean[h] / PARTS;
        for (size_t p = 0; p < out->count; p++)
            of->values[h * out->count + p] += out->values[h * out->count + p] / PARTS;
    }
    for (size_t t = 0; status == GLO_OK && of->fitted && t < of->count; t++)
        of->fitted[t] += of->part_fitted[t] / PARTS;
    return status;
}

static void write_out(const glo_prepared *y, const glo_season *season, const sum *of, int is_count,
                      glo_quantiles *out, glo_fit *fit) {
    double factor, addend;
    for (size_t h = 0; h < out->horizon; h++) {
        glo_season_at(season, y->count + h, &factor, &addend);
        out->mean[h] = glo_finite((of->mean[h] * factor + addend) * y->scale);
        for (size_t p = 0; p < out->count; p++) {
            double value = glo_finite((of->values[h * out->count + p] * factor + addend) * y->scale);
            out->values[h * out->count + p] = is_count ? fmax(0, round(value)) : value;
        }
    }
    for (size_t t = 0; fit->fitted && t < of->count; t++) {
        glo_season_at(season, t, &factor, &addend);
        fit->fitted[t] = glo_finite((of->fitted[t] * factor + addend) * y->scale);
    }
}

glo_status glo_comb(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                    glo_fit *fit) {
    if (options && options->model)
        return glo_fail(GLO_EINVAL, "comb has no models to choose from, got '%s'", options->model);
    glo_prepared y;
    glo_status status = glo_prepare(sample, fit, &y);
    if (status < 0)
        return status;
    glo_season season = {0};
    sum of = {0};
    status = glo_season_remove(y.values, y.count, sample->season, &season);
    if (status == GLO_OK)
        status = new_sum(out, y.count, fit->fitted != NULL, &of);
    glo_sample adjusted = {.values = y.values, .count = y.count, .season = 1};
    for (size_t i = 0; status == GLO_OK && i < PARTS; i++)
        status = add_part(&adjusted, parts[i], options ? options->seed : 0, out, &of);
    if (status == GLO_OK) {
        write_out(&y, &season, &of, sample->is_count, out, fit);
        snprintf(fit->model, sizeof fit->model, season.length > 1 ? "Comb, season %zu %s" : "Comb",
                 season.length, season.multiplicative ? "multiplicative" : "additive");
    }
    free(of.mean);
    glo_season_dispose(&season);
    glo_prepared_dispose(&y);
    return status;
}
