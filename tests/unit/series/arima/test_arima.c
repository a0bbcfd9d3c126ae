/* test_arima.c: seasonal ARIMA and regression with ARIMA errors; the answers are those of R 4.2.2's
 * forecast 8.20 (Arima, auto.arima). R gives the differenced states a wide prior instead of none: its
 * likelihoods of differenced series differ from the exact ones in the third decimal. */
#include "airpassengers.h"
#include "nile.h"
#include "odd_samples.h"
#include "wwwusage.h"

#include "arima/arima.h"

#include <stdlib.h>

static const glo_sample yearly = {.values = nile, .count = 100, .season = 1},
                        monthly = {.values = airpassengers, .count = 144, .season = 12};
static const glo_sample minutes = {.values = wwwusage, .count = 100, .season = 1};
#define AIRLINE "log ARIMA(0,1,1)(0,1,1)[12]"

static void test_chosen(void **state) {
    (void)state;
    forecast f = run(glo_arima, minutes, NULL, 3);
    assert_sound(&f, minutes, 3, "WWWusage");
    assert_string_equal(f.fit.model, "ARIMA(1,1,1)");
    assert_near(f.fit.aicc, 514.5521, 2e-4);
    assert_near(f.fit.likelihood, -254.1497357, 1e-4);
    assert_near(f.mean[2], 217.6788612, 1e-4);
    assert_near(quantile(&f, 0, 1), 214.8288222, 1e-4);
    assert_near(quantile(&f, 2, 4), 241.1791557, 2e-4);

    f = run(glo_arima, monthly, NULL, 12);
    assert_string_equal(f.fit.model, "ARIMA(2,1,1)(0,1,0)[12]");
    assert_near(f.fit.aicc, 1018.165, 2e-3);

    f = run(glo_arima, yearly, NULL, 3);
    assert_string_equal(f.fit.model, "ARIMA(1,1,1)");
    assert_near(f.fit.aicc, 1267.507, 1e-3);
}

static void test_logarithms(void **state) {
    (void)state;
    forecast f = run(glo_arima, monthly, AIRLINE, 3);
    assert_sound(&f, monthly, 3, "airline");
    assert_string_equal(f.fit.model, AIRLINE);
    assert_near(f.fit.likelihood, 244.6995306, 5e-3);
    assert_near(log(quantile(&f, 0, 2)), 6.110185743, 1e-5);
    assert_near(log(quantile(&f, 0, 0)), 6.037607185, 1e-4);
    assert_near(log(quantile(&f, 2, 4)), 6.266779434, 1e-4);
    /* The mean of a lognormal: exp(mu + s^2 / 2). */
    double sd = log(quantile(&f, 0, 4) / quantile(&f, 0, 2)) / 1.959963984540054;
    assert_near(f.mean[0], quantile(&f, 0, 2) * exp(sd * sd / 2), 1e-9);
    double y[] = {4, 2, 0, 5};
    f = run(glo_arima, (glo_sample){.values = y, .count = 4, .season = 1}, "log", 1);
    assert_int_equal(f.status, GLO_EINVAL);
    assert_string_equal(glo_message(), "logarithms need values above 0: value 3 is 0");
}

static void test_missing_values(void **state) {
    (void)state;
    double y[144];
    memcpy(y, airpassengers, sizeof y);
    y[19] = y[20] = y[49] = y[99] = NAN;
    forecast f = run(glo_arima, (glo_sample){.values = y, .count = 144, .season = 12}, AIRLINE, 2);
    assert_near(f.fit.likelihood, 235.6683590, 5e-3);
    assert_near(log(quantile(&f, 0, 2)), 6.110111639, 1e-5);
    assert_near(log(quantile(&f, 1, 2)), 6.054162057, 1e-5);
    assert_near(log(quantile(&f, 0, 0)), 6.037323273, 1e-4);
    assert_string_equal(f.fit.note, "4 missing values");

    memcpy(y, nile, sizeof nile);
    y[4] = y[49] = y[50] = NAN;
    double fitted[100];
    glo_sample gaps = {.values = y, .count = 100, .season = 1};
    f = run(glo_arima, gaps, "ARIMA(1,0,1) with mean", 2);
    assert_near(f.fit.likelihood, -619.2923449, 1e-6);
    assert_near(f.fit.aicc, 1247.019472, 1e-5);
    assert_near(f.mean[0], 802.992, 2e-2);
    /* What is filled in may not matter, nor which values the prepared sample begins with. */
    glo_fit fit = {.fitted = fitted};
    forecast out;
    glo_quantiles q = {2, LEVELS, levels, out.values, out.mean};
    assert_int_equal(glo_arima(&gaps, &(glo_method_options){.model = "ARIMA(1,0,1) with mean"}, &q, &fit),
                     GLO_OK);
    assert_true(isnan(fitted[4]) && isnan(fitted[50]) && isfinite(fitted[0]) && isfinite(fitted[5]));
}

/* A drift is uncertain: with a random walk its variance is s^2 / (n - 1), so that step h has s^2 (h + h^2 /
 * (n - 1)), as the drift method says. */
static void test_drift_is_uncertain(void **state) {
    (void)state;
    forecast f = run(glo_arima, yearly, "ARIMA(0,1,0) with drift", 3);
    assert_near(f.mean[2], 728.4848485, 1e-6);
    double s2 = 0, slope = (nile[99] - nile[0]) / 99;
    for (int i = 1; i < 100; i++)
        s2 += pow(nile[i] - nile[i - 1] - slope, 2) / 98;
    for (int h = 1; h <= 3; h++)
        assert_near((quantile(&f, (size_t)h - 1, 4) - f.mean[h - 1]) / 1.959963984540054,
                    sqrt(s2 * (h + h * h / 99.0)), 1e-6);
    double whole[] = {5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27};
    f = run(glo_arima, (glo_sample){.values = whole, .count = 12, .season = 1}, NULL, 3);
    assert_near(f.mean[2], 33, 1e-6);
}

static void test_regression(void **state) {
    (void)state;
    double dam[100], ahead[] = {1, 1}, coefficient, error;
    for (int i = 0; i < 100; i++)
        dam[i] = i >= 28; /* Aswan, 1899 */
    glo_regressors regressors = {1, dam, ahead, &coefficient, &error, NULL};
    forecast f = {0};
    glo_quantiles out = {2, LEVELS, levels, f.values, f.mean};
    assert_int_equal(glo_arima_regression(&yearly, &regressors,
                                          &(glo_method_options){.model = "ARIMA(1,0,0) with mean"}, &out,
                                          &f.fit),
                     GLO_OK);
    assert_near(coefficient, -249.07505, 1e-2);
    assert_near(error, 32.80,
                0.6); /* R's is from the curvature, ours from least squares with degrees of freedom */
    assert_near(f.fit.aicc, 1257.5, 0.05);
    assert_near(f.mean[0], 831.9714346, 1e-2);
    assert_near(f.mean[1], 846.6529925, 1e-2);

    /* The same twice says nothing new; alone it must be found again. */
    double twice[200], twice_ahead[] = {1, 1, 1, 1}, both[2];
    memcpy(twice, dam, sizeof dam);
    memcpy(twice + 100, dam, sizeof dam);
    glo_regressors same = {2, twice, twice_ahead, both, NULL, NULL};
    glo_fit fit = {.fitted = NULL};
    assert_int_equal(glo_arima_regression(&yearly, &same,
                                          &(glo_method_options){.model = "ARIMA(1,0,0) with mean"}, &out,
                                          &fit),
                     GLO_OK);
    assert_near(both[0] + both[1], coefficient, 1e-4);
    assert_string_equal(fit.note, "collinear regressors dropped");

    dam[7] = NAN;
    assert_int_equal(glo_arima_regression(&yearly, &regressors, NULL, &out, &fit), GLO_EINVAL);
    assert_string_equal(glo_message(), "regressor 1 has no value at step 8");
}

static void test_counts(void **state) {
    (void)state;
    double y[48];
    for (int i = 0; i < 48; i++)
        y[i] = (i * 7919 + 13) % 5;
    glo_sample sample = {.values = y, .count = 48, .season = 12, .is_count = 1};
    forecast f = run(glo_arima, sample, NULL, 24);
    assert_sound(&f, sample, 24, "small counts");
    assert_near(quantile(&f, 0, 0), 0, 0);
}

static void assert_refused(const char *model, const char *message) {
    forecast f = run(glo_arima, yearly, model, 2);
    assert_int_equal(f.status, GLO_EINVAL);
    assert_string_equal(glo_message(), message);
}

static void test_names(void **state) {
    (void)state;
    forecast f = run(glo_arima, monthly, "arima( 0, 1, 1)(0,1,1)", 2);
    assert_string_equal(f.fit.model, "ARIMA(0,1,1)(0,1,1)[12]");
    f = run(glo_arima, yearly, "ARIMA(1,0,0) with non-zero mean", 2);
    assert_string_equal(f.fit.model, "ARIMA(1,0,0) with mean");
    f = run(glo_arima, (glo_sample){.values = airpassengers, .count = 10, .season = 12},
            "ARIMA(0,1,1)(0,1,1)[12]", 2);
    assert_int_equal(f.status, GLO_OK);
    assert_true(strncmp(f.fit.note, "too short for ARIMA(0,1,1)(0,1,1)[12]", 37) == 0);
    assert_refused("ARMA", "'ARMA' is not an ARIMA: write it as ARIMA(0,1,1)(0,1,1)[12]");
    assert_refused(
        "ARIMA(0,1,1)(0,1,1)",
        "'ARIMA(0,1,1)(0,1,1)' is seasonal, the series has no season: write its length, such as [12]");
    assert_refused("ARIMA(6,0,0)", "'ARIMA(6,0,0)': p and q go up to 5, P and Q to 2, d to 2, D to 1");
    assert_refused("ARIMA(0,2,1) with drift",
                   "'ARIMA(0,2,1) with drift': a drift goes with one difference, here there are 2");
    assert_refused("ARIMA(0,1,1) with mean",
                   "'ARIMA(0,1,1) with mean': a mean can't be estimated after differencing; "
                   "with one difference there may be a drift");
    assert_refused(
        "ARIMA(0,1,1) and more",
        "'ARIMA(0,1,1) and more': expected 'with mean', 'with drift' or nothing where 'and more' stands");
}

static void test_odd_samples(void **state) {
    (void)state;
    assert_survives(glo_arima, NULL);
    assert_survives(glo_arima, "ARIMA(1,1,1)");
    assert_survives(glo_arima, "ARIMA(2,0,1)(1,1,1)[4]");
    assert_survives(glo_arima, "ARIMA(0,0,0)");
}

/* An AR(1) of 0.06 can hardly be told from an MA(1): by conditional sums of squares, by which a series as
 * long as this is searched, the MA(1) comes first here, by exact likelihood the AR(1). Models that close are
 * settled by exact likelihood. */
static void test_close_models(void **state) {
    (void)state;
    enum { LONG = 4300 };
    static double y[LONG];
    uint64_t random = 88172645463372766u;
    double x = 0;
    for (int t = -5; t < LONG; t++) {
        double z = 0;
        for (int j = 0; j < (t < 0 ? 1 : 12); j++) { /* nearly normal */
            random ^= random << 13, random ^= random >> 7, random ^= random << 17;
            z += (double)(random >> 11) * 0x1p-53 - 0.5;
        }
        if (t >= 0) {
            x = 0.06 * x + z;
            y[t] = round(100 + 10 * x);
        }
    }
    glo_sample sample = {.values = y, .count = LONG, .season = 1};
    forecast ar = run(glo_arima, sample, "ARIMA(1,0,0) with mean", 1),
             ma = run(glo_arima, sample, "ARIMA(0,0,1) with mean", 1),
             chosen = run(glo_arima, sample, NULL, 1);
    assert_true(ar.fit.aicc < ma.fit.aicc);
    assert_string_equal(chosen.fit.model, ar.fit.model);
    assert_near(chosen.fit.aicc, ar.fit.aicc, 1e-3);
}

/* Half of a long series is missing: filled in for the choice, exact in the end; and a season of a year of
 * weeks. */
static void test_long(void **state) {
    (void)state;
    enum { LONG = 520 };
    double y[LONG];
    for (int i = 0; i < LONG; i++)
        y[i] = 100 + 30 * sin(i * 6.283185307179586 / 52) + (double)((i * 7919 + 13) % 31) / 3;
    glo_sample weeks = {.values = y, .count = LONG, .season = 52};
    forecast f = run(glo_arima, weeks, NULL, 24);
    assert_sound(&f, weeks, 24, "weeks");
    for (int h = 0; h < 24; h++)
        assert_near(f.mean[h], 105 + 30 * sin((LONG + h) * 6.283185307179586 / 52), 8);
    for (int i = 1; i < LONG - 1; i += 2)
        y[i] = NAN;
    weeks.season = 1;
    f = run(glo_arima, weeks, NULL, 24);
    assert_sound(&f, weeks, 24, "half of the weeks");
    assert_string_equal(f.fit.note, "259 missing values; interpolated for order selection");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_chosen),         cmocka_unit_test(test_logarithms),
        cmocka_unit_test(test_missing_values), cmocka_unit_test(test_drift_is_uncertain),
        cmocka_unit_test(test_regression),     cmocka_unit_test(test_counts),
        cmocka_unit_test(test_names),          cmocka_unit_test(test_odd_samples),
        cmocka_unit_test(test_long),           cmocka_unit_test(test_close_models),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
