/* prepare.c: missing values and scale. What is done and an example in prepare.h. */
#include "sample/prepare.h"

#include "base/alloc.h"
#include "base/err.h"
#include "sample/season.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void glo_fit_note(glo_fit *fit, const char *format, ...) {
    size_t used = strlen(fit->note);
    if (used > 0 && used + 3 < sizeof fit->note) {
        memcpy(fit->note + used, "; ", 3);
        used += 2;
    }
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(fit->note + used, sizeof fit->note - used, format, arguments);
    va_end(arguments);
}

void glo_note_missing(glo_fit *fit, const glo_sample *sample, size_t missing, const char *how) {
    size_t gaps = missing > sample->outliers ? missing - sample->outliers : 0;
    if (gaps > 0)
        glo_fit_note(fit, "%zu missing value%s%s", gaps, gaps == 1 ? "" : "s", how);
}

/* Straight lines between the known values, the nearest known one at the ends. */
static void interpolate(double *values, size_t count, const unsigned char *missing) {
    size_t before = count; /* none yet */
    for (size_t i = 0; i < count; i++) {
        if (!missing[i]) {
            before = i;
            continue;
        }
        size_t after = i;
        while (after < count && missing[after])
            after++;
        for (size_t j = i; j < after; j++) {
            if (before == count)
                values[j] = values[after];
            else if (after == count)
                values[j] = values[before];
            else
                values[j] = values[before] + (values[after] - values[before]) * (double)(j - before) /
                                                 (double)(after - before);
        }
        i = after - 1;
    }
}

/* Takes the season of the first filling out, fills again, and puts it back. */
static glo_status fill(double *values, size_t count, int season, const unsigned char *missing) {
    interpolate(values, count, missing);
    size_t length = season > 1 ? (size_t)season : 1;
    if (length == 1 || count < 2 * length)
        return GLO_OK;
    double *indices;
    if (glo_alloc_array(length, sizeof *indices, &indices) < 0)
        return GLO_ENOMEM;
    for (int round = 0; round < 3; round++) {
        glo_decompose(values, count, season, 0, indices);
        for (size_t i = 0; i < count; i++)
            values[i] -= indices[i % length];
        interpolate(values, count, missing);
        for (size_t i = 0; i < count; i++)
            values[i] += indices[i % length];
    }
    free(indices);
    return GLO_OK;
}

glo_status glo_prepare(const glo_sample *sample, glo_fit *fit, glo_prepared *out) {
    fit->model[0] = fit->note[0] = '\0';
    fit->likelihood = fit->aicc = NAN;
    double largest = 0;
    size_t known = 0;
    for (size_t i = 0; i < sample->count; i++) {
        if (isfinite(sample->values[i])) {
            known++;
            largest = fmax(largest, fabs(sample->values[i]));
        }
    }
    if (known == 0)
        return glo_fail(GLO_EINVAL, "there is no known value to forecast from");
    glo_prepared made = {.count = sample->count, .scale = 1, .filled = sample->count - known};
    /* Within this range squares of a long series are safe, and figures stay what the analyst knows. */
    if (largest > 1e100 || (largest > 0 && largest < 1e-100))
        made.scale = ldexp(1, ilogb(largest));
    if (glo_alloc_array(made.count, sizeof *made.values, &made.values) < 0)
        return GLO_ENOMEM;
    if (made.filled == 0) {
        for (size_t i = 0; i < made.count; i++)
            made.values[i] = sample->values[i] / made.scale;
        *out = made;
        return GLO_OK;
    }
    unsigned char *missing;
    if (glo_alloc_array(made.count, 1, &missing) < 0) {
        free(made.values);
        return GLO_ENOMEM;
    }
    for (size_t i = 0; i < made.count; i++) {
        if (isfinite(sample->values[i]))
            made.values[i] = sample->values[i] / made.scale;
        else
            missing[i] = 1;
    }
    glo_status status = fill(made.values, made.count, sample->season, missing);
    for (size_t i = 0; i < made.count; i++) { /* what was known is what it was, to the last bit */
        if (!missing[i])
            made.values[i] = sample->values[i] / made.scale;
    }
    /* A count that was filled in stays one. */
    for (size_t i = 0; sample->is_count && i < made.count; i++) {
        if (missing[i])
            made.values[i] = fmax(0, round(made.values[i] * made.scale) / made.scale);
    }
    free(missing);
    if (status < 0) {
        free(made.values);
        return status;
    }
    glo_note_missing(fit, sample, made.filled, " filled in");
    *out = made;
    return GLO_OK;
}

void glo_prepared_dispose(glo_prepared *prepared) {
    free(prepared->values);
    prepared->values = NULL;
}
