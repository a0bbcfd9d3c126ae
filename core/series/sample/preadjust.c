/* preadjust.c: a series adjusted before a method is fitted. Example in preadjust.h. */
#include "sample/preadjust.h"

#include "base/alloc.h"
#include "base/err.h"

#include <stdlib.h>
#include <string.h>

static glo_status copy_values(const glo_sample *sample, glo_preadjusted *out) {
    glo_status status = glo_alloc_array(sample->count, sizeof *out->values, &out->values);
    if (status == GLO_OK) {
        memcpy(out->values, sample->values, sample->count * sizeof *out->values);
        out->sample.values = out->values;
    }
    return status;
}

static glo_status remove_breaks_and_year(const glo_sample *sample, int breaks, int year,
                                         glo_preadjusted *out) {
    glo_status status = breaks ? glo_breaks_find(sample, &out->breaks) : GLO_OK;
    if (status == GLO_OK && out->breaks.count > 0 && (status = copy_values(sample, out)) == GLO_OK)
        out->sample.outliers = glo_breaks_remove(sample, &out->breaks, out->values);
    if (status == GLO_OK && year)
        status = glo_harmonics_find(&out->sample, &out->year);
    out->sample.season2 = 0; /* taken out, or there is none */
    if (status < 0 || out->year.count == 0)
        return status;
    if (!out->values && (status = copy_values(sample, out)) < 0)
        return status;
    glo_harmonics_remove(&out->year, out->values, sample->count);
    out->sample.is_count = 0; /* what is left is not whole */
    if (sample->season2 == 0)
        out->sample.season = 1; /* it was this one */
    return GLO_OK;
}

glo_status glo_preadjust(const glo_sample *sample, int breaks, int year, glo_preadjusted *out) {
    *out = (glo_preadjusted){.sample = *sample};
    glo_status status = remove_breaks_and_year(sample, breaks, year, out);
    if (status < 0)
        glo_preadjusted_dispose(out);
    return status;
}

void glo_preadjust_restore(const glo_preadjusted *adjusted, glo_quantiles *quantiles) {
    if (adjusted->year.count == 0)
        return;
    for (size_t h = 0; h < quantiles->horizon; h++) {
        size_t at = adjusted->sample.count + h;
        quantiles->mean[h] = glo_harmonics_put_back(&adjusted->year, at, quantiles->mean[h]);
        for (size_t p = 0; p < quantiles->count; p++) {
            double *value = &quantiles->values[h * quantiles->count + p];
            *value = glo_harmonics_put_back(&adjusted->year, at, *value);
        }
    }
}

void glo_preadjusted_dispose(glo_preadjusted *adjusted) {
    free(adjusted->values);
    adjusted->values = NULL;
}
