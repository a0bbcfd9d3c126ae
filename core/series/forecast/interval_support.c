/* interval_support.c: removes intervals that the history does not support. Rule and example in
 * interval_support.h. */
#include "forecast/interval_support.h"

#include "sample/prepare.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What the history says of how far a further value may lie from the forecast. */
typedef struct history {
    size_t known;
    bool is_constant;
} history;

static history history_of(const glo_sample *sample) {
    history h = {.is_constant = true};
    double first = NAN;
    for (size_t i = 0; i < sample->count; i++) {
        if (isnan(sample->values[i]))
            continue;
        first = h.known++ == 0 ? sample->values[i] : first;
        h.is_constant &= sample->values[i] == first;
    }
    return h;
}

/* Whether one value may be an interval by itself, where no variation was seen. A further value lies within
 * the range of n earlier ones with probability (n - 1) / (n + 1), or n / (n + 1) where it can't lie below. */
static bool supports_a_point(const history *h, double level, bool is_lowest) {
    double n = (double)h->known;
    return (is_lowest ? n : n - 1) / (n + 1) >= level / 100;
}

static bool has_spread(const double *q, size_t points) {
    for (size_t p = 1; p < points; p++) {
        if (q[p] > q[0])
            return true;
    }
    return false;
}

/* Removes the intervals that the history does not support. */
static void remove_unsupported(const glo_candidates *w, const history *past, const double *block,
                               glo_prediction *out) {
    size_t levels = w->spec->level_count, horizon = w->spec->horizon;
    for (size_t h = 0; h < horizon; h++) {
        const double *q = block + horizon + h * w->points;
        bool is_lowest = w->spec->is_nonnegative && q[w->points / 2] <= 0;
        for (size_t l = 0; l < levels; l++) {
            if (past->known > 1 &&
                (has_spread(q, w->points) || supports_a_point(past, w->spec->levels[l], is_lowest)))
                continue;
            out->low[h * levels + l] = out->high[h * levels + l] = NAN;
        }
    }
}

/* Why the first step has no interval of some levels, before what a method says of anything else. */
static void note_unsupported(const glo_candidates *w, const history *past, glo_prediction *out) {
    size_t levels = w->spec->level_count, missing = 0;
    char which[32] = "";
    for (size_t l = 0; l < levels; l++) {
        if (isnan(out->low[l]) && missing++ == 0)
            snprintf(which, sizeof which, " %g %%", w->spec->levels[l]);
    }
    if (missing == 0)
        return;
    out->has_no_interval = missing == levels;
    out->has_no_interval = missing == levels;
    const char *what = out->has_no_interval ? "" : which;
    char own[sizeof out->fit.note];
    memcpy(own, out->fit.note, sizeof own);
    out->fit.note[0] = 0;
    if (past->known == 1)
        glo_fit_note(&out->fit, "one value: no%s interval", what);
    else if (past->is_constant)
        glo_fit_note(&out->fit, "all %zu values are the same: no%s interval", past->known, what);
    else
        glo_fit_note(&out->fit, "no error in %zu values: no%s interval", past->known, what);
    if (own[0] && !strstr(own, "interval") && !strstr(own, "the same"))
        glo_fit_note(&out->fit, "%s", own);
}

void glo_keep_supported_intervals(const glo_candidates *w, const double *block, glo_prediction *out) {
    history past = history_of(w->sample);
    remove_unsupported(w, &past, block, out);
    note_unsupported(w, &past, out);
}
