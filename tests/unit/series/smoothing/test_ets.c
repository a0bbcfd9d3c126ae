/* test_ets.c: exponential smoothing against R's ets, its derivatives against differences, and odd series.
 *
 * Reference answers: R 4.2.2, forecast 8.20. Series: AirPassengers (Box & Jenkins) and Nile, of R's data
 * sets. */
#include "smoothing/ets.h"
#include "smoothing/ets_fit.h"
#include "smoothing/ets_interval.h"

#include "base/err.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "airpassengers.h"
#include "nile.h"

enum { MOST = 40, FIVE = 5 };
static const double five[FIVE] = {0.025, 0.1, 0.5, 0.9, 0.975};

typedef struct answer {
    double values[MOST * FIVE], mean[MOST];
    glo_fit fit;
} answer;

static int ask(const glo_sample *sample, const char *model, size_t horizon, answer *out) {
    memset(out, 0, sizeof *out);
    glo_quantiles q = {horizon, FIVE, five, out->values, out->mean};
    return glo_ets(sample, &(glo_method_options){.seed = 1, .model = model}, &q, &out->fit);
}
static void assert_near(double value, double wanted, double within) {
    if (!(fabs(value - wanted) <= within))
        fail_msg("%.9g is not within %g of %.9g", value, within, wanted);
}
/* Finite, and rising with the probability. */
static void assert_sound(const answer *a, size_t horizon) {
    for (size_t h = 0; h < horizon; h++) {
        assert_true(isfinite(a->mean[h]));
        for (size_t i = 0; i < FIVE; i++) {
            assert_true(isfinite(a->values[h * FIVE + i]));
            assert_true(i == 0 || a->values[h * FIVE + i] >= a->values[h * FIVE + i - 1]);
        }
    }
}

static void test_nile_simple(void **state) {
    (void)state;
    answer a;
    glo_sample sample = {.values = nile, .count = 100, .season = 1};
    assert_int_equal(ask(&sample, "ses", 3, &a), GLO_OK);
    assert_string_equal(a.fit.model, "ETS(A,N,N)");
    assert_near(a.mean[0], 805.336329, 0.05);
    assert_near(a.values[1], 620.495892, 0.05);
    assert_near(a.values[3], 990.176766, 0.05);
    assert_near(a.values[0], 522.647276, 0.05);
    assert_near(a.values[4], 1088.02538, 0.05);
    assert_true(a.fit.likelihood >= -726.390518382 - 1e-4);
}

static void test_nile_holt(void **state) {
    (void)state;
    answer a;
    glo_sample sample = {.values = nile, .count = 100, .season = 1};
    assert_int_equal(ask(&sample, "holt", 3, &a), GLO_OK);
    assert_string_equal(a.fit.model, "ETS(A,A,N)");
    assert_true(a.fit.likelihood >= -725.956062245 - 1e-4);
    assert_near(a.mean[1] - a.mean[0], -3.16331746, 0.5); /* the slope hardly moves */
}

static void test_passengers(void **state) {
    (void)state;
    answer a;
    glo_sample sample = {.values = airpassengers, .count = 144, .season = 12};
    assert_int_equal(ask(&sample, "MAdM", 24, &a), GLO_OK);
    assert_string_equal(a.fit.model, "ETS(M,Ad,M)");
    /* R's search stops before the top: AICc 1400.63843 */
    assert_true(a.fit.aicc <= 1400.63843 && a.fit.aicc > 1399);
    static const double wanted[] = {441.801847, 434.118620, 496.630047};
    for (int h = 0; h < 3; h++)
        assert_near(a.mean[h] / wanted[h], 1, 0.005);
    assert_near(a.values[1], 419.625649, 0.5);
    assert_near(a.values[3], 463.978046, 0.5);
    assert_near(a.values[0], 407.886278, 0.5);
    assert_near(a.values[4], 475.717416, 0.5);
    assert_near(a.values[23 * FIVE + 1] / 361.8539, 1, 0.02); /* after more than a season */
    assert_near(a.values[23 * FIVE + 3] / 569.3021, 1, 0.02);
    double named = a.fit.aicc;
    assert_int_equal(ask(&sample, NULL, 24, &a), GLO_OK);
    assert_true(a.fit.aicc <= named);
    assert_sound(&a, 24);
}

/* Each formula of the mean and the variance against the recursion itself. What comes of it is of the fourth
 * degree in each error at most, so that the expectation over normal errors is that over the three points of
 * Gauss and Hermite, which is exact to the fifth: 0 with weight 2/3, -+ sqrt(3) sd with 1/6 (M. Abramowitz,
 * I. A. Stegun, Handbook of Mathematical Functions (1964), 25.4.46 and table 25.10). */
static void test_intervals_are_exact(void **state) {
    (void)state;
    static const char *const names[] = {"ANN", "AAN",  "AAdN", "ANA",  "AAA", "AAdA", "MNN",
                                        "MAN", "MAdN", "MNA",  "MAdA", "MNM", "MAM",  "MAdM"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *name = names[i];
        int damped = strchr(name, 'd') != NULL;
        glo_ets_model model;
        assert_true(glo_ets_model_init(&model, name[0], name[1], damped, name[2 + damped], 3));
        double p[16] = {0}, level = 10, slope = 0.3, phi = damped ? 0.9 : 1;
        double seasonal[3] = {1.2, 0.9, 0.9};
        if (model.season == 'A')
            seasonal[0] = 1, seasonal[1] = -0.5, seasonal[2] = -0.5;
        p[model.alpha] = 0.4;
        if (model.beta >= 0)
            p[model.beta] = 0.1;
        if (model.gamma >= 0)
            p[model.gamma] = 0.3;
        if (damped)
            p[model.phi] = phi;
        glo_ets_fitted o = {&model, p, {level, slope, seasonal}, model.error == 'M' ? 0.04 : 1, 1, 0, 1};
        enum { H = 7, PATHS = 2187 }; /* 3 to the power of H */
        double values[H * FIVE], mean[H], sum[H] = {0}, squares[H] = {0};
        assert_int_equal(glo_ets_forecast(&o, &(glo_quantiles){H, FIVE, five, values, mean}), GLO_OK);
        for (int path = 0; path < PATHS; path++) {
            double l = level, b = model.trend == 'N' ? 0 : slope, weight = 1, y[H],
                   s[3] = {seasonal[0], seasonal[1], seasonal[2]};
            for (int h = 0, points = path; h < H; h++, points /= 3) {
                double B = phi * b, q = l + B, *season = &s[h % 3];
                double f = model.season == 'N' ? q : model.season == 'A' ? q + *season : q * *season;
                double e = sqrt(3 * o.variance) * (points % 3 - 1) * (model.error == 'M' ? f : 1);
                weight *= points % 3 == 1 ? 2.0 / 3 : 1.0 / 6;
                y[h] = f + e;
                l = q + 0.4 * (model.season == 'M' ? e / *season : e);
                b = model.trend == 'N' ? 0 : B + 0.1 * (model.season == 'M' ? e / *season : e);
                *season += model.season == 'N' ? 0 : 0.3 * (model.season == 'M' ? e / q : e);
            }
            for (int h = 0; h < H; h++) {
                sum[h] += weight * y[h];
                squares[h] += weight * y[h] * y[h];
            }
        }
        for (int h = 0; h < H; h++) {
            double sd = (values[h * FIVE + 4] - values[h * FIVE]) / (2 * 1.959963984540054);
            assert_near(mean[h] / sum[h], 1, 1e-12);
            assert_near(sd / sqrt(squares[h] - sum[h] * sum[h]), 1, 1e-10);
        }
    }
}

/* The derivatives of the deviance against differences, for every kind of model, with a value missing. */
static void test_slopes(void **state) {
    (void)state;
    double y[40];
    for (int t = 0; t < 40; t++)
        y[t] = t == 17 ? NAN : airpassengers[t] / 128;
    glo_ets_data data = {.values = y, .count = 40, .known = 39, .positive = 1};
    int tried = 0;
    for (const char *error = "AM"; *error; error++)
        for (const char *trend = "NAM"; *trend; trend++)
            for (const char *season = "NAM"; *season; season++)
                for (int damped = 0; damped < 2; damped++) {
                    glo_ets_model model;
                    if (!glo_ets_model_init(&model, *error, *trend, damped, *season, 4))
                        continue;
                    double p[16] = {0}, room[256], g[16], h[256], none[256];
                    p[model.alpha] = 0.3;
                    p[model.level] = 1;
                    if (model.beta >= 0)
                        p[model.beta] = 0.1, p[model.slope] = *trend == 'M' ? 1.02 : 0.02;
                    if (damped)
                        p[model.phi] = 0.9;
                    for (int j = 0; model.gamma >= 0 && j < 3; j++)
                        p[model.gamma] = 0.2,
                        p[model.seasonal + j] = *season == 'M' ? 1.1 - 0.1 * j : 0.1 - 0.1 * j;
                    glo_ets_derivatives at = {.gradient = g, .hessian = h};
                    assert_true(glo_ets_derivatives_workspace(&model) <= 256);
                    assert_true(glo_ets_derivatives_at(&model, &data, p, room, &at));
                    for (int k = 0; k < model.count; k++) {
                        double told = 2 * 39 * g[k] / at.sse, was = p[k], step = 1e-6;
                        double spare[16];
                        glo_ets_derivatives up = {.gradient = spare, .hessian = none}, down = up;
                        p[k] = was + step;
                        assert_true(glo_ets_derivatives_at(&model, &data, p, room, &up));
                        p[k] = was - step;
                        assert_true(glo_ets_derivatives_at(&model, &data, p, room, &down));
                        p[k] = was;
                        double seen = (up.deviance - down.deviance) / (2 * step);
                        assert_near(told, seen, 1e-4 * fmax(1, fabs(seen)));
                        tried++;
                    }
                }
    assert_true(tried > 150);
}

static void test_admissible(void **state) {
    (void)state;
    glo_ets_model model;
    double room[64], p[32] = {0};
    assert_true(glo_ets_model_init(&model, 'A', 'A', 0, 'A', 12));
    assert_true(glo_ets_admissible_workspace(12) <= 64);
    p[model.alpha] = 0.3, p[model.beta] = 0.05, p[model.gamma] = 0.1;
    assert_true(glo_ets_is_admissible(&model, p, room));
    p[model.beta] = 3.9; /* above 2 (2 - alpha) whatever the season */
    assert_false(glo_ets_is_admissible(&model, p, room));
}

static void test_names(void **state) {
    (void)state;
    answer a;
    glo_sample sample = {.values = airpassengers, .count = 60, .season = 12};
    static const char *const good[][2] = {{"AMdN", "ETS(A,Md,N)"},   {"AAM", "ETS(A,A,M)"},
                                          {"damped", "ETS(A,Ad,N)"}, {"ETS(M,Ad,M)", "ETS(M,Ad,M)"},
                                          {"MMM", "ETS(M,M,M)"},     {"MNA", "ETS(M,N,A)"}};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_int_equal(ask(&sample, good[i][0], 12, &a), GLO_OK);
        assert_string_equal(a.fit.model, good[i][1]);
        assert_sound(&a, 12);
    }
    assert_int_equal(ask(&sample, "ZZN", 12, &a), GLO_OK);
    assert_int_equal(a.fit.model[strlen(a.fit.model) - 2], 'N');
    static const char *const bad[] = {"XAN", "A", "ANd", "ANdN", "AANN", "aan", "MAdMd", "ETS(", "ETS(A,N"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(ask(&sample, bad[i], 12, &a), GLO_EINVAL);
    assert_non_null(strstr(glo_message(), "no exponential smoothing model"));
    double some[30];
    for (int i = 0; i < 30; i++)
        some[i] = i % 5;
    sample = (glo_sample){.values = some, .count = 30, .season = 1};
    assert_int_equal(ask(&sample, "MNN", 12, &a), GLO_EINVAL);
    assert_non_null(strstr(glo_message(), "above 0"));
}

static void test_odd_series(void **state) {
    (void)state;
    double y[80];
    for (int kind = 0; kind < 11; kind++)
        for (size_t n = 1; n <= 80; n = n < 16 ? n + 1 : n * 2 + 1)
            for (int season = 1; season <= 52; season = season == 1 ? 4 : season == 4 ? 12 : season + 40)
                for (int is_count = 0; is_count < 2; is_count++) {
                    for (size_t t = 0; t < n; t++) {
                        double x = (double)((t * 7919 + 13) % 101);
                        double all[] = {5,
                                        0,
                                        1e300 * (x / 101 + 0.1),
                                        1e-300 * (x + 1),
                                        t % 3 && t + 1 < n ? NAN : x,
                                        t < n / 2 ? 1000 + x : 3,
                                        (double)t,
                                        t == 3 ? 1e6 : 1,
                                        -x,
                                        x + 1,
                                        t % 2 ? 1e300 : -1e300};
                        y[t] = is_count ? fabs(round(all[kind])) : all[kind];
                    }
                    answer a;
                    glo_sample sample = {.values = y, .count = n, .season = season, .is_count = is_count};
                    assert_int_equal(ask(&sample, NULL, MOST, &a), GLO_OK);
                    assert_sound(&a, MOST);
                    assert_true(a.fit.model[0] != '\0');
                    for (size_t i = 0; is_count && i < MOST * FIVE; i++)
                        assert_true(a.values[i] >= 0 && a.values[i] == floor(a.values[i]));
                }
}

/* A line through the first values that runs below zero is no start for a model of what is above it. */
static void test_steep_start(void **state) {
    (void)state;
    double y[96];
    for (int t = 0; t < 96; t++)
        y[t] = t < 24 ? 200000 * exp(-0.4 * t) + 20 + t % 3 : 20 + t % 5;
    answer a;
    static const char *const names[] = {"MAdM", "MAN", "MAM", "MMM", "MAdA"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        glo_sample sample = {.values = y, .count = 96, .season = 12};
        assert_int_equal(ask(&sample, names[i], 12, &a), GLO_OK);
        assert_sound(&a, 12);
    }
}

static void test_missing(void **state) {
    (void)state;
    double y[100], fitted[100];
    memcpy(y, nile, sizeof y);
    y[50] = y[51] = y[80] = NAN;
    answer a;
    memset(&a, 0, sizeof a);
    a.fit.fitted = fitted;
    glo_sample sample = {.values = y, .count = 100, .season = 1};
    glo_quantiles q = {12, FIVE, five, a.values, a.mean};
    assert_int_equal(glo_ets(&sample, &(glo_method_options){.model = "ANN"}, &q, &a.fit), GLO_OK);
    assert_string_equal(a.fit.note, "3 missing values skipped");
    /* The level is carried over what is missing, and moves with what is known by the same share of each
     * error. */
    assert_true(fitted[51] == fitted[50] && fitted[52] == fitted[50] && fitted[81] == fitted[80]);
    double alpha = (fitted[53] - fitted[52]) / (y[52] - fitted[52]), squares = 0;
    assert_true(alpha > 0.1 && alpha < 0.5);
    for (int t = 0; t < 100; t++) {
        if (isnan(y[t]))
            continue;
        squares += (y[t] - fitted[t]) * (y[t] - fitted[t]);
        assert_near(t < 99 ? fitted[t + 1] : a.mean[0], fitted[t] + alpha * (y[t] - fitted[t]), 1e-8);
    }
    assert_near(a.fit.likelihood, -0.5 * 97 * log(squares), 1e-8);
    assert_near((a.values[4] - a.values[0]) / (2 * 1.959963985), sqrt(squares / (97 - 2)), 1e-5);
}

static void test_same_bits(void **state) {
    (void)state;
    answer a, b;
    glo_sample sample = {.values = airpassengers, .count = 72, .season = 12};
    static const char *const names[] = {NULL, "AAM", "MMdM"};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(ask(&sample, names[i], 12, &a), GLO_OK);
        assert_int_equal(ask(&sample, names[i], 12, &b), GLO_OK);
        assert_memory_equal(a.values, b.values, sizeof a.values);
        assert_memory_equal(a.mean, b.mean, sizeof a.mean);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nile_simple), cmocka_unit_test(test_nile_holt),
        cmocka_unit_test(test_passengers),  cmocka_unit_test(test_intervals_are_exact),
        cmocka_unit_test(test_slopes),      cmocka_unit_test(test_admissible),
        cmocka_unit_test(test_names),       cmocka_unit_test(test_odd_series),
        cmocka_unit_test(test_missing),     cmocka_unit_test(test_steep_start),
        cmocka_unit_test(test_same_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
