/* theta.c: the standard Theta method. Formulas and references in theta.h. */
#include "series/theta.h"

#include "base/err.h"
#include "series/prepare.h"
#include "series/quantiles.h"
#include "series/season.h"
#include "series/smoothing.h"

#include <math.h>
#include <stdio.h>

/* The slope of the line through the values. */
static double slope_of(const double *values, size_t count) {
    double middle = ((double)count - 1) / 2, above = 0, below = 0;
    for (size_t i = 0; i < count; i++) {
        double t = (double)i - middle;
        above += t * (values[i] - values[0]);
        below += t * t;
    }
    return below > 0 ? above / below : 0;
}

/* One step ahead the line adds its drift as far as it has been smoothed in. */
static double drift_of(double slope, double alpha, double steps, double ahead) {
    return slope / 2 * (ahead + (1 - pow(1 - alpha, steps)) / alpha);
}

static void set_fitted(const glo_prepared *y, const glo_season *season, glo_smoothing s, double slope,
                       double *fitted) {
    double level = s.first;
    for (size_t t = 0; t < y->count; t++) {
        double factor, addend;
        glo_season_at(season, t, &factor, &addend);
        fitted[t] =
            glo_finite(((level + drift_of(slope, s.alpha, (double)t, 0)) * factor + addend) * y->scale);
        level += s.alpha * (y->values[t] - level);
    }
}

int glo_theta(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out, glo_fit *fit) {
    (void)options;
    glo_prepared y;
    int status = glo_prepare(sample, fit, &y);
    if (status < 0)
        return status;
    glo_season season;
    status = glo_season_remove(y.values, y.count, sample->season, &season);
    if (status < 0) {
        glo_prepared_dispose(&y);
        return status;
    }
    size_t n = y.count;
    glo_smoothing s = glo_smooth(y.values, n);
    double slope = slope_of(y.values, n), sd = n > 2 ? sqrt(s.squares / (double)(n - 2)) : 0;
    if (n < 4)
        glo_fit_note(fit, "%zu value%s: too short to tell how sure this is", n, n == 1 ? "" : "s");
    snprintf(fit->model, sizeof fit->model, season.length > 1 ? "Theta, season %zu %s" : "Theta",
             season.length, season.multiplicative ? "multiplicative" : "additive");
    for (size_t h = 0; h < out->horizon; h++) {
        double factor, addend, mean = s.last + drift_of(slope, s.alpha, (double)n, (double)h);
        double grown = sd * sqrt(1 + (double)h * s.alpha * s.alpha);
        glo_season_at(&season, n + h, &factor, &addend);
        glo_quantiles_normal(out, h,
                             (glo_spread){mean * factor + addend, grown * factor, y.scale, sample->is_count});
    }
    if (fit->fitted)
        set_fitted(&y, &season, s, slope, fit->fitted);
    glo_season_dispose(&season);
    glo_prepared_dispose(&y);
    return GLO_OK;
}
