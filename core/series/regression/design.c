/* design.c: the design matrix of a sample. Example in design.h. */
#include "regression/design.h"

#include "base/alloc.h"
#include "base/err.h"
#include "sample/prepare.h"
#include "smoothing/theta.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { MIN_VALUES = 8 }; /* values of a leading series from which it can be forecast */

/* How many of its values are known where the sample ends; the last of them is one. */
static size_t known_of(const glo_sample *sample, const glo_regressor *r) {
    if (r->lag == 0)
        return r->count;
    int64_t known = (int64_t)sample->count + r->beyond - r->first;
    size_t count = known <= 0 ? 0 : (size_t)known < r->count ? (size_t)known : r->count;
    while (count > 0 && isnan(r->values[count - 1]))
        count--;
    return count;
}

/* The first step of the sample at which the regressor is known. */
static size_t begin_of(const glo_regressor *r) {
    int64_t begin = r->first + (int64_t)r->lag;
    return begin > 0 ? (size_t)begin : 0;
}

static bool is_usable(const glo_sample *sample, const glo_regressor *r) {
    return begin_of(r) <= sample->count / 2 && known_of(sample, r) >= (r->lag ? MIN_VALUES : 1);
}

/* ---- one column ---- */

typedef struct column {
    const glo_sample *sample;
    const glo_regressor *regressor;
    size_t known, ahead; /* values known, and to be forecast after them */
    double *values;      /* both */
    double *spread;      /* of those ahead */
} column;

static glo_status forecast_ahead(column *c) {
    double probabilities[] = {0.15865525393145707, 0.8413447460685429}, *quantiles; /* one sd either side */
    if (glo_alloc_array(2 * c->ahead, sizeof *quantiles, &quantiles) < 0)
        return GLO_ENOMEM;
    glo_sample sample = {.values = c->values, .count = c->known, .season = c->sample->season};
    glo_quantiles out = {c->ahead, 2, probabilities, quantiles, c->values + c->known};
    glo_fit fit = {.fitted = NULL};
    glo_status status = glo_dynamic_theta(&sample, NULL, &out, &fit);
    for (size_t h = 0; status == GLO_OK && h < c->ahead; h++)
        c->spread[h] = fmax(0, (quantiles[2 * h + 1] - quantiles[2 * h]) / 2);
    free(quantiles);
    return status;
}

/* The known values of a leading series, interpolated, and its forecast. */
static glo_status extend(column *c, size_t horizon) {
    const glo_regressor *r = c->regressor;
    int64_t last = (int64_t)(c->sample->count + horizon) - 1 - (int64_t)r->lag - r->first;
    c->known = known_of(c->sample, r);
    c->ahead = last >= (int64_t)c->known ? (size_t)last + 1 - c->known : 0;
    if (glo_alloc_array(c->known + 2 * c->ahead, sizeof *c->values, &c->values) < 0)
        return GLO_ENOMEM;
    c->spread = c->values + c->known + c->ahead;
    glo_sample sample = {.values = r->values, .count = c->known, .season = c->sample->season};
    glo_fit fit = {.fitted = NULL};
    glo_prepared filled;
    glo_status status = glo_prepare(&sample, &fit, &filled);
    if (status < 0)
        return status;
    for (size_t i = 0; i < c->known; i++)
        c->values[i] = filled.values[i] * filled.scale;
    glo_prepared_dispose(&filled);
    return c->ahead > 0 ? forecast_ahead(c) : GLO_OK;
}

/* The column of a leading series from step `first` on. */
static glo_status add_leader(column *c, size_t first, size_t horizon, double *values, double *future,
                             double *spread) {
    const glo_regressor *r = c->regressor;
    size_t n = c->sample->count;
    glo_status status = extend(c, horizon);
    for (size_t t = first; status == GLO_OK && t < n + horizon; t++) {
        size_t at = (size_t)((int64_t)(t - r->lag) - r->first);
        if (t < n) {
            values[t - first] = c->values[at];
        } else {
            future[t - n] = c->values[at];
            spread[t - n] = at >= c->known ? c->spread[at - c->known] : 0;
        }
    }
    free(c->values);
    return status;
}

static glo_status add_future(const glo_sample *sample, const glo_regressor *r, size_t first, size_t horizon,
                             double *values, double *future) {
    size_t n = sample->count;
    for (size_t t = first; t < n + horizon; t++) {
        size_t at = (size_t)((int64_t)t - r->first);
        if (at >= r->count || isnan(r->values[at]))
            return glo_fail(GLO_EINVAL, "the regressor '%s' has no value %zu steps ahead", r->name,
                            t >= n ? t - n + 1 : 0);
        *(t < n ? &values[t - first] : &future[t - n]) = r->values[at];
    }
    return GLO_OK;
}

static bool is_varying(const double *values, size_t count) {
    for (size_t i = 1; i < count; i++)
        if (values[i] != values[0])
            return 1;
    return 0;
}

/* ---- all of them ---- */

glo_status glo_design_new(const glo_sample *sample, const glo_regressor *regressors, size_t regressor_count,
                          size_t horizon, glo_design *out) {
    glo_design d = {0};
    for (size_t i = 0; i < regressor_count; i++) {
        if (is_usable(sample, &regressors[i]) && begin_of(&regressors[i]) > d.first)
            d.first = begin_of(&regressors[i]);
    }
    while (d.first + 1 < sample->count && isnan(sample->values[d.first]))
        d.first++;
    size_t length = sample->count - d.first;
    glo_status status = glo_alloc_array(regressor_count * (length + 2 * horizon), sizeof(double), &d.room);
    if (status == GLO_OK)
        status = glo_alloc_array(regressor_count, sizeof *d.which, &d.which);
    d.values = d.room;
    d.future = d.values + regressor_count * length;
    d.spread = d.future + regressor_count * horizon;
    for (size_t i = 0; status == GLO_OK && i < regressor_count; i++) {
        const glo_regressor *r = &regressors[i];
        double *values = d.values + d.count * length, *future = d.future + d.count * horizon,
               *spread = d.spread + d.count * horizon;
        column c = {.sample = sample, .regressor = r};
        if (!is_usable(sample, r))
            continue;
        memset(spread, 0, horizon * sizeof *spread);
        status = r->lag ? add_leader(&c, d.first, horizon, values, future, spread)
                        : add_future(sample, r, d.first, horizon, values, future);
        if (status == GLO_OK && is_varying(values, length))
            d.which[d.count++] = i;
    }
    if (status < 0) {
        glo_design_dispose(&d);
        return status;
    }
    *out = d;
    return GLO_OK;
}

void glo_design_dispose(glo_design *design) {
    free(design->room);
    free(design->which);
    *design = (glo_design){0};
}
