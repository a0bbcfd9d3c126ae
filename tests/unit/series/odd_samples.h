/* odd_samples.h: what the tests of methods share: cmocka, a forecast in one call, and the samples that no
 * method may stumble over. */
#ifndef ODD_SAMPLES_H
#define ODD_SAMPLES_H

#include "near.h"

#include "base/err.h"
#include "sample/method.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_STEPS = 24, LEVELS = 5 };
static const double levels[LEVELS] = {0.025, 0.1, 0.5, 0.9, 0.975};

typedef struct forecast {
    double mean[MOST_STEPS], values[MOST_STEPS * LEVELS];
    glo_fit fit;
    int status;
} forecast;

static inline double quantile(const forecast *f, size_t step, int level) {
    return f->values[step * LEVELS + (size_t)level];
}

static inline forecast run(glo_method method, glo_sample sample, const char *model, size_t horizon) {
    forecast f = {.status = GLO_OK};
    glo_quantiles out = {
        .horizon = horizon, .count = LEVELS, .probabilities = levels, .values = f.values, .mean = f.mean};
    glo_method_options options = {.seed = 7, .model = model};
    f.status = method(&sample, &options, &out, &f.fit);
    return f;
}

/* Finite, in order, and of a count whole and not negative. */
static inline void assert_sound(const forecast *f, glo_sample sample, size_t horizon, const char *what) {
    if (f->status != GLO_OK)
        fail_msg("%s: status %d, %s", what, f->status, glo_message());
    if (f->fit.model[0] == '\0')
        fail_msg("%s: no model is named", what);
    for (size_t h = 0; h < horizon; h++) {
        if (!isfinite(f->mean[h]) || (sample.is_count && f->mean[h] < 0))
            fail_msg("%s: the mean of step %zu is %g", what, h, f->mean[h]);
        for (int i = 0; i < LEVELS; i++) {
            double q = quantile(f, h, i);
            if (!isfinite(q) || (i > 0 && q < quantile(f, h, i - 1)))
                fail_msg("%s: quantile %d of step %zu is %g after %g", what, i, h, q,
                         i ? quantile(f, h, i - 1) : 0);
            if (sample.is_count && (q < 0 || q != floor(q)))
                fail_msg("%s: quantile %d of step %zu is %g, of a count", what, i, h, q);
        }
    }
}

/* Runs the method over lengths 1 to 60 of each kind of odd sample, as figures and (where whole) as counts,
 * with seasons and without, the fitted values asked for; twice, for the same bits. */
static inline void assert_survives(glo_method method, const char *model) {
    enum { LENGTH = 60, KINDS = 12 };
    static const char *kinds[KINDS] = {
        "constant", "zero",   "huge",     "tiny",     "with missing values", "with a level shift",
        "rising",   "sparse", "seasonal", "negative", "one outlier",         "alternating and huge"};
    static const size_t lengths[] = {1, 2, 3, 4, 5, 7, 12, 13, 24, 25, 36, 37, 60};
    for (int kind = 0; kind < KINDS; kind++) {
        double y[LENGTH], fitted[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            double noise = (double)((i * 7919 + 13) % 31) / 31;
            double made[KINDS] = {5,
                                  0,
                                  1e300 * (0.5 + noise / 2),
                                  1e-300 * noise,
                                  i % 5 == 2 || i % 7 == 3 ? NAN : floor(9 * noise),
                                  floor(3 * noise) + (i > 30 ? 500 : 0),
                                  i,
                                  i % 9 == 4 ? floor(1 + 5 * noise) : 0,
                                  floor(20 + 15 * sin(i * 0.5235987755982988) + 3 * noise),
                                  -5 - noise,
                                  i == 20 ? 1e9 : floor(4 * noise),
                                  i % 2 ? 1e308 : -1e308};
            y[i] = made[kind];
        }
        for (size_t l = 0; l < sizeof lengths / sizeof *lengths; l++) {
            for (int variant = 0; variant < 4; variant++) {
                int whole = kind != 2 && kind != 3 && kind != 9 && kind != 11;
                glo_sample sample = {.values = y,
                                     .count = lengths[l],
                                     .season = variant & 1 ? 12 : 1,
                                     .season2 = variant & 1 ? 15 : 0,
                                     .is_count = (variant & 2) && whole};
                char what[128];
                snprintf(what, sizeof what, "%s, length %zu, season %d, %s", kinds[kind], lengths[l],
                         sample.season, sample.is_count ? "counts" : "figures");
                forecast first = {.fit.fitted = fitted}, second = {0};
                glo_method_options options = {.seed = 7, .model = model};
                glo_quantiles out = {MOST_STEPS, LEVELS, levels, first.values, first.mean};
                first.status = method(&sample, &options, &out, &first.fit);
                assert_sound(&first, sample, MOST_STEPS, what);
                for (size_t i = 0; i < sample.count; i++) {
                    if (isinf(fitted[i]))
                        fail_msg("%s: a fitted value is infinite", what);
                }
                second = run(method, sample, model, MOST_STEPS);
                assert_memory_equal(first.values, second.values, sizeof first.values);
            }
        }
    }
    double unknown[3] = {NAN, NAN, NAN};
    forecast none = run(method, (glo_sample){.values = unknown, .count = 3, .season = 1}, model, 3);
    assert_int_equal(none.status, GLO_EINVAL);
}

#endif
