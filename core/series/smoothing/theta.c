/* theta.c: the standard Theta method. Formulas and references in theta.h. */
#include "smoothing/theta.h"

#include "base/alloc.h"
#include "base/err.h"
#include "sample/prepare.h"
#include "sample/quantiles.h"
#include "sample/season.h"
#include "smoothing/ses.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

/* The line through the values (at 0, and its slope), and what the smoothing gave. */
typedef struct split {
    glo_ses smoothing;
    double start, slope;
    int classic; /* smoothed is the theta line 2, not the values */
} split;

static void draw_line(const double *values, size_t count, split *out) {
    double middle = ((double)count - 1) / 2, above = 0, below = 0, mean = 0;
    for (size_t i = 0; i < count; i++) {
        double t = (double)i - middle;
        above += t * (values[i] - values[0]);
        below += t * t;
        mean += values[i] / (double)count;
    }
    out->slope = below > 0 ? above / below : 0;
    out->start = mean - out->slope * middle;
}

/* Of the theta line 2. */
static double doubled(const split *s, double value, size_t t) {
    return 2 * value - (s->start + s->slope * (double)t);
}

/* The forecast of time `steps + ahead`, `level` being that of the smoothing after `steps` values. */
static double forecast(const split *s, double level, size_t steps, size_t ahead) {
    double t = (double)steps, alpha = s->smoothing.alpha;
    if (s->classic)
        return (level + s->start + s->slope * (t + (double)ahead)) / 2;
    return level + s->slope / 2 * ((double)ahead + (1 - pow(1 - alpha, t)) / alpha);
}

static glo_status split_up(const double *values, size_t count, int classic, split *out) {
    *out = (split){.classic = classic};
    draw_line(values, count, out);
    if (!classic) {
        out->smoothing = glo_ses_fit(values, count);
        return GLO_OK;
    }
    double *line2;
    if (glo_alloc_array(count, sizeof *line2, &line2) < 0)
        return GLO_ENOMEM;
    for (size_t t = 0; t < count; t++)
        line2[t] = doubled(out, values[t], t);
    out->smoothing = glo_ses_fit(line2, count);
    free(line2);
    return GLO_OK;
}

static void set_fitted(const glo_prepared *y, const glo_season *season, const split *s, double *fitted) {
    double level = s->smoothing.first;
    for (size_t t = 0; t < y->count; t++) {
        double factor, addend;
        glo_season_at(season, t, &factor, &addend);
        fitted[t] = glo_finite((forecast(s, level, t, 0) * factor + addend) * y->scale);
        level += s->smoothing.alpha * ((s->classic ? doubled(s, y->values[t], t) : y->values[t]) - level);
    }
}

static void write_out(const glo_sample *sample, const glo_prepared *y, const glo_season *season,
                      const split *s, glo_quantiles *out, glo_fit *fit) {
    size_t n = y->count;
    double alpha = s->smoothing.alpha, sd = n > 2 ? sqrt(s->smoothing.sse / (double)(n - 2)) : 0;
    sd = s->classic ? sd / 2 : sd; /* an error of the line 2 counts half in the mean of the two */
    if (n < 4)
        glo_fit_note(fit, n == 1 ? "one value: no interval" : "%zu values: interval unreliable", n);
    const char *name = s->classic ? "Theta classic" : "Theta",
               *kind = season->multiplicative ? "multiplicative" : "additive";
    snprintf(fit->model, sizeof fit->model, season->length > 1 ? "%s, season %zu %s" : "%s", name,
             season->length, kind);
    for (size_t h = 0; h < out->horizon; h++) {
        double factor, addend, mean = forecast(s, s->smoothing.last, n, h),
                               grown = sd * sqrt(1 + (double)h * alpha * alpha);
        glo_season_at(season, n + h, &factor, &addend);
        glo_spread spread = {mean * factor + addend, grown * factor, y->scale, sample->is_count};
        glo_quantiles_normal(out, h, spread);
    }
    if (fit->fitted)
        set_fitted(y, season, s, fit->fitted);
}

glo_status glo_theta(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                     glo_fit *fit) {
    const char *model = options ? options->model : NULL;
    if (model && strcasecmp(model, "classic") != 0)
        return glo_fail(GLO_EINVAL, "unknown Theta model '%s', the only other one is classic", model);
    glo_prepared y;
    glo_status status = glo_prepare(sample, fit, &y);
    if (status < 0)
        return status;
    glo_season season = {0};
    split s;
    status = glo_season_remove(y.values, y.count, sample->season, &season);
    if (status == GLO_OK)
        status = split_up(y.values, y.count, model != NULL, &s);
    if (status == GLO_OK)
        write_out(sample, &y, &season, &s, out, fit);
    glo_season_dispose(&season);
    glo_prepared_dispose(&y);
    return status;
}
