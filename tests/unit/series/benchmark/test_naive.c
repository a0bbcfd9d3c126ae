/* test_naive.c: naive, seasonal naive, naive 2, drift and mean; the answers are those of R's forecast 8.20
 * (naive, snaive, rwf) and, for the mean, of the textbook's formula. */
#include "airpassengers.h"
#include "nile.h"
#include "odd_samples.h"

#include "benchmark/naive.h"
#include "sample/prepare.h"

static const glo_sample yearly = {.values = nile, .count = 100, .season = 1},
                        monthly = {.values = airpassengers, .count = 144, .season = 12};

static void test_naive(void **state) {
    (void)state;
    forecast f = run(glo_naive, yearly, NULL, 3);
    assert_sound(&f, yearly, 3, "Nile");
    assert_near(f.mean[0], 740, 0);
    assert_near(quantile(&f, 0, 1), 525.5648449, 1e-6);
    assert_near(quantile(&f, 2, 4), 1308.026529, 1e-5);
}

static void test_seasonal_naive(void **state) {
    (void)state;
    forecast f = run(glo_seasonal_naive, monthly, NULL, 14);
    assert_sound(&f, monthly, 14, "AirPassengers");
    assert_near(f.mean[0], 417, 0);
    assert_near(f.mean[13], 391, 0);
    assert_near(quantile(&f, 0, 0), 345.8224478, 1e-6);
    assert_near(quantile(&f, 13, 3), 456.8182061, 1e-6);
    forecast less =
        run(glo_seasonal_naive, (glo_sample){.values = airpassengers, .count = 7, .season = 12}, NULL, 3);
    assert_near(less.mean[2], airpassengers[6], 0);
    assert_string_equal(less.fit.note, "less than one season: last value carried forward");
}

/* The benchmark of the M4 competition as its authors wrote it in R: acf, decompose, naive. */
static void test_naive2(void **state) {
    (void)state;
    forecast f = run(glo_naive2, monthly, NULL, 14);
    assert_sound(&f, monthly, 14, "AirPassengers");
    assert_string_equal(f.fit.model, "naive, season 12 multiplicative");
    assert_near(f.mean[0], 437.482029956, 1e-8);
    assert_near(f.mean[6], 589.516706990, 1e-8);
    assert_near(f.mean[11], 432, 1e-9);
    assert_near(f.mean[13], 424.694904581, 1e-8);
    assert_near(quantile(&f, 0, 1), 424.802413612, 1e-8);
    assert_near(quantile(&f, 13, 3), 470.750983715, 1e-8);
    forecast flat = run(glo_naive2, yearly, NULL, 2); /* without a season: naive */
    assert_near(flat.mean[1], 740, 0);
    assert_string_equal(flat.fit.model, "naive");
}

static void test_drift(void **state) {
    (void)state;
    forecast f = run(glo_drift, yearly, NULL, 3);
    assert_near(f.mean[2], 728.4848485, 1e-6);
    assert_near(quantile(&f, 0, 1), 519.6064002, 1e-6);
    assert_near(quantile(&f, 2, 4), 1307.834324, 1e-2);
}

static void test_mean(void **state) {
    (void)state;
    forecast f = run(glo_mean_method, yearly, NULL, 2);
    assert_near(f.mean[1], 919.35, 1e-9);
    assert_near(quantile(&f, 1, 4), 919.35 + 1.959963984540054 * 169.2275010 * sqrt(1.01), 1e-5);
}

static void test_missing_values_are_filled_in_and_said(void **state) {
    (void)state;
    double y[144];
    memcpy(y, airpassengers, sizeof y);
    y[100] = y[101] = y[102] = NAN;
    forecast f =
        run(glo_seasonal_naive, (glo_sample){.values = y, .count = 103 + 12, .season = 12}, NULL, 12);
    assert_string_equal(f.fit.note, "3 missing values filled in");
    forecast short_of =
        run(glo_seasonal_naive, (glo_sample){.values = y, .count = 105, .season = 12}, NULL, 12);
    /* May, June and July 1957 were 355, 422 and 465, and a straight line over them would give 376 to 439: the
     * season is in what was filled in. */
    assert_near(short_of.mean[7], 355, 25);
    assert_near(short_of.mean[9], 465, 25);
}

/* Taking the season out and putting it back must not touch the known values. */
static void test_known_values_stay_as_they_are(void **state) {
    (void)state;
    double y[48];
    for (int i = 0; i < 48; i++)
        y[i] = i == 20 ? NAN : (i * 7) % 12 + 0.1 * i;
    glo_fit fit = {.fitted = NULL};
    glo_prepared ready;
    assert_int_equal(glo_prepare(&(glo_sample){.values = y, .count = 48, .season = 12}, &fit, &ready),
                     GLO_OK);
    for (int i = 0; i < 48; i++)
        assert_true(i == 20 || ready.values[i] == y[i]);
    glo_prepared_dispose(&ready);
}

static void test_odd_samples(void **state) {
    (void)state;
    assert_survives(glo_naive, NULL);
    assert_survives(glo_seasonal_naive, NULL);
    assert_survives(glo_naive2, NULL);
    assert_survives(glo_drift, NULL);
    assert_survives(glo_mean_method, NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_naive),
        cmocka_unit_test(test_seasonal_naive),
        cmocka_unit_test(test_naive2),
        cmocka_unit_test(test_drift),
        cmocka_unit_test(test_mean),
        cmocka_unit_test(test_missing_values_are_filled_in_and_said),
        cmocka_unit_test(test_known_values_stay_as_they_are),
        cmocka_unit_test(test_odd_samples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
