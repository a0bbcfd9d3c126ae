/* compare.c: tests and intervals over losses. References in compare.h. */
#include "series/compare.h"

#include "base/alloc.h"
#include "base/err.h"
#include "numeric/philox.h"
#include "numeric/student.h"

#include <math.h>
#include <stdlib.h>

static double autocovariance(const double *a, const double *b, size_t count, double mean, size_t lag) {
    double sum = 0;
    for (size_t t = lag; t < count; t++)
        sum += (a[t] - b[t] - mean) * (a[t - lag] - b[t - lag] - mean);
    return sum / (double)count;
}

glo_status glo_dm_test(const double *a, const double *b, size_t count, int horizon, glo_dm *out) {
    if (horizon < 1)
        return glo_fail(GLO_EINVAL, "the horizon must be 1 or more, got %d", horizon);
    if (count < 3 || count <= (size_t)horizon)
        return glo_fail(GLO_EINVAL, "a test needs more outcomes: there are %zu, for a horizon of %d", count,
                        horizon);
    double n = (double)count, mean = 0, largest = 0;
    for (size_t t = 0; t < count; t++) {
        if (!isfinite(a[t]) || !isfinite(b[t]))
            return glo_fail(GLO_EINVAL, "loss %zu is not a number", t + 1);
        mean += (a[t] - b[t]) / n;
        largest = fmax(largest, fmax(fabs(a[t]), fabs(b[t])));
    }
    double first = autocovariance(a, b, count, mean, 0), variance = first, h = horizon;
    for (size_t lag = 1; lag < (size_t)horizon; lag++)
        variance += 2 * autocovariance(a, b, count, mean, lag);
    glo_dm found = {.count = count, .difference = mean};
    if (!(variance > 0)) {
        variance = first;
        h = 1;
        found.fell_back = horizon > 1;
    }
    if (sqrt(first) <= 1e-14 * largest) { /* the same difference at every outcome, or none at all */
        int same = fabs(mean) <= 1e-14 * largest;
        found.statistic = same ? 0 : copysign(INFINITY, mean);
        found.p = same;
    } else {
        found.statistic = mean / sqrt(variance / n) * sqrt((n + 1 - 2 * h + h * (h - 1) / n) / n);
        found.p = 2 * glo_student_p(-fabs(found.statistic), count - 1);
    }
    *out = found;
    return GLO_OK;
}

/* ---- skill ---- */

static double skill(double loss, double reference) {
    return reference > 0 ? 1 - loss / reference : loss > 0 ? -INFINITY : 0;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double quantile_of(const double *rising, size_t count, double p) {
    double at = p * (double)(count - 1);
    size_t low = (size_t)at;
    if (low + 1 >= count || rising[low] == rising[low + 1])
        return rising[low < count ? low : count - 1];
    return rising[low] + (at - (double)low) * (rising[low + 1] - rising[low]);
}

static double resampled(const double *losses, const double *reference, size_t count, size_t block,
                        uint64_t seed, uint64_t stream) {
    double loss = 0, other = 0;
    uint64_t drawn = 0;
    uint32_t random[4];
    for (size_t filled = 0; filled < count; drawn++) {
        if (drawn % 4 == 0)
            glo_philox(seed, stream, drawn / 4, random);
        size_t start = (size_t)(((uint64_t)random[drawn % 4] * count) >> 32);
        for (size_t i = 0; i < block && filled < count; i++, filled++) {
            size_t at = (start + i) % count;
            loss += losses[at];
            other += reference[at];
        }
    }
    return skill(loss, other);
}

glo_status glo_skill_of(const double *losses, const double *reference, size_t count, size_t block,
                        size_t draws, double level, uint64_t seed, const glo_job *job, glo_skill *out) {
    if (count == 0 || block == 0 || draws == 0 || count > UINT32_MAX || !(level > 0 && level < 1))
        return glo_fail(GLO_EINVAL,
                        "skill needs outcomes, blocks and draws of 1 or more, and a level between 0 and 1");
    double loss = 0, other = 0, *found;
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(losses[i]) || !isfinite(reference[i]))
            return glo_fail(GLO_EINVAL, "loss %zu is not a number", i + 1);
        loss += losses[i];
        other += reference[i];
    }
    if (glo_alloc_array(draws, sizeof *found, &found) < 0)
        return GLO_ENOMEM;
    glo_status status = GLO_OK;
    for (size_t draw = 0; draw < draws && status == GLO_OK; draw++) {
        found[draw] = resampled(losses, reference, count, block < count ? block : count, seed, draw);
        if (draw % 16 == 0)
            status = glo_job_step(job, "bootstrap", draw, draws);
    }
    if (status == GLO_OK) {
        qsort(found, draws, sizeof *found, by_size);
        *out = (glo_skill){skill(loss, other), quantile_of(found, draws, (1 - level) / 2),
                           quantile_of(found, draws, (1 + level) / 2)};
    }
    free(found);
    return status;
}
