/* rolling_origin.c: the members of a combination at past origins. Example in rolling_origin.h.
 *
 * Reference: L. J. Tashman, "Out-of-sample tests of forecasting accuracy", International Journal of
 * Forecasting 16 (2000). */
#include "forecast/rolling_origin.h"

#include "base/alloc.h"
#include "base/err.h"

#include <math.h>

enum {
    MIN_ORIGINS = 3,   /* origins, for weights and calibration */
    MIN_OUTCOMES = 12, /* outcomes, for calibration */
    SHORT = 3,         /* steps: up to here twice the origins, for as many outcomes */
    MAX_STEPS = 36,    /* steps evaluated of weeks and hours */
};

/* The last origin lies a horizon back; the others before it, as far apart as the history allows, up to a
 * horizon. */
static void choose_origins(glo_candidates *w) {
    size_t season = w->sample->season > 1 ? (size_t)w->sample->season : 1, n = w->sample->count;
    size_t minimum = season > 1 ? 2 * season + season / 2 + 2 : 10;
    size_t longest = season > 12 ? MAX_STEPS : season > 1 ? season + season / 2 : 6;
    w->steps = w->spec->horizon < longest ? w->spec->horizon : longest;
    size_t most = w->steps <= SHORT ? GLO_MOST_LOOKBACKS : GLO_MOST_LOOKBACKS / 2;
    w->origin_count = 0;
    if (n < minimum + w->steps)
        return;
    w->stride = (n - minimum - w->steps) / (most - 1);
    w->stride = w->stride > w->steps ? w->steps : w->stride > 0 ? w->stride : 1;
    for (size_t back = w->steps; w->origin_count < most && n >= minimum + back; back += w->stride) {
        if (!isnan(w->sample->values[n - back - 1]))
            w->ends[w->origin_count++] = n - back;
    }
    if (w->origin_count < MIN_ORIGINS || w->origin_count * w->steps < MIN_OUTCOMES)
        w->origin_count = 0;
}

double glo_independent_origins(const glo_candidates *w, size_t origins) {
    return origins == 0 ? 0 : 1 + (double)(origins - 1) * (double)w->stride / (double)w->steps;
}

double *glo_past_block(const glo_candidates *w, size_t origin, size_t member) {
    return w->past + (origin * w->member_count + member) * glo_block_size(w, w->steps);
}

static glo_status fit_past(glo_candidates *w) {
    for (size_t o = 0; o < w->origin_count; o++) {
        for (size_t m = 0; m < w->member_count; m++) {
            glo_fit made;
            int status = glo_candidate_fit(w, w->members[m], w->models[m], w->ends[o], w->steps,
                                           glo_past_block(w, o, m), &made);
            if (status == GLO_ENOMEM || status == GLO_ECANCELLED)
                return status;
            if (status != 1) /* not fitted: no forecast of it at the origin */
                glo_past_block(w, o, m)[0] = NAN;
        }
    }
    return GLO_OK;
}

double glo_outcome(const glo_candidates *w, size_t origin, size_t step) {
    return w->sample->values[w->ends[origin] + step];
}

glo_status glo_rolling_fit(glo_candidates *w) {
    choose_origins(w);
    if (w->origin_count == 0)
        return GLO_OK;
    size_t block = glo_block_size(w, w->steps);
    if (glo_alloc_array(w->origin_count * w->member_count * block, sizeof(double), &w->past) < 0 ||
        glo_alloc_array(w->origin_count * block, sizeof(double), &w->pooled) < 0)
        return GLO_ENOMEM;
    return fit_past(w);
}
