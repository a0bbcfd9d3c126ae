/* test_predict.c: intervals learn from the past, combinations from their members; made-up methods show which.
 */
#include "arima/arima.h"
#include "base/err.h"
#include "base/parallel.h"
#include "forecast/predict.h"
#include "series/forecast.h"

#include <setjmp.h>
#include <stdarg.h>
/* cmocka needs them */
#include <cmocka.h>

#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Forecasts 100 with quantiles that are `width` normal-like steps wide; the width is the model's name. */
static int fixed(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                 glo_fit *fit) {
    (void)sample;
    double width = options->model ? atof(options->model) : 1;
    for (size_t h = 0; h < out->horizon; h++) {
        out->mean[h] = 100;
        for (size_t p = 0; p < out->count; p++)
            out->values[h * out->count + p] = 100 + width * (out->probabilities[p] - 0.5);
    }
    snprintf(fit->model, sizeof fit->model, "fixed");
    return GLO_OK;
}

static int no_number(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                     glo_fit *fit) {
    int status = fixed(sample, options, out, fit);
    out->mean[0] = NAN;
    return status;
}

/* 100 with a spread of 40 either way, evenly. */
static void even_values(double *out, size_t count) {
    for (size_t i = 0; i < count; i++)
        out[i] = 60 + 80 * fmod((double)i * 0.6180339887498949, 1);
}

static glo_prediction predict(const char *width, int calibrate, const double *values, size_t count,
                              int is_count) {
    static const double levels[] = {80};
    const glo_method_entry entry = {.name = "fixed", .method = fixed};
    glo_predict_spec spec = {.method = &entry,
                             .model = width,
                             .horizon = 6,
                             .levels = levels,
                             .level_count = 1,
                             .calibrate = calibrate,
                             .is_nonnegative = is_count};
    glo_sample sample = {.values = values, .count = count, .season = 1, .is_count = is_count};
    glo_prediction out;
    assert_int_equal(glo_predict(&spec, &sample, 1, &out), GLO_OK);
    return out;
}

static double width_of(const char *model, int calibrate) {
    double values[120];
    even_values(values, 120);
    glo_prediction p = predict(model, calibrate, values, 120, 0);
    double width = p.high[0] - p.low[0];
    glo_prediction_dispose(&p);
    return width;
}

/* The outcomes lie evenly within 40 of 100: an interval of 80 % is 64 wide. */
static void test_calibration(void **state) {
    (void)state;
    assert_true(fabs(width_of("80", 0) - 64) < 1e-9);
    assert_true(fabs(width_of("40", 0) - 32) < 1e-9);
    double right = width_of("80", 1), narrow = width_of("40", 1), wide = width_of("160", 1);
    assert_true(right > 56 && right < 72);
    assert_true(narrow > 38 && narrow < 64); /* a good part of the way, as few origins allow */
    assert_true(wide < 118 && wide > 64);
}

/* Eight values, too few for past origins: step h is inflated by (1 + 3/2 min(1, h / 8)) t / z, t that of
 * three degrees of freedom, 1.637744 at 0.9 in the tables. */
static void test_widened(void **state) {
    (void)state;
    double values[8];
    even_values(values, 8);
    glo_prediction p = predict("80", 1, values, 8, 0), own = predict("80", 0, values, 8, 0);
    for (size_t h = 0; h < 6; h++) {
        double growth = 1 + 1.5 * (double)(h + 1) / 8;
        assert_true(fabs(own.high[h] - 132) < 1e-9);
        assert_true(fabs(p.high[h] - 100 - 32 * growth * 1.637744 / 1.281552) < 1e-4);
        assert_true(fabs(p.low[h] + p.high[h] - 200) < 1e-9);
    }
    glo_prediction_dispose(&p);
    glo_prediction_dispose(&own);
}

/* A method that is asked to stop while it is at work: nothing more is fitted. */
static atomic_bool stop;
static int fits;
static int stopping(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                    glo_fit *fit) {
    atomic_store(&stop, 1);
    fits++;
    return fixed(sample, options, out, fit);
}

static void test_cancelled(void **state) {
    (void)state;
    static const double levels[] = {80};
    double values[120];
    even_values(values, 120);
    const glo_method_entry entry = {.name = "stopping", .method = stopping};
    const glo_job job = {.cancel = &stop};
    glo_predict_spec spec = {.method = &entry, .horizon = 6, .levels = levels, .level_count = 1, .job = &job};
    glo_sample sample = {.values = values, .count = 120, .season = 1};
    glo_prediction out;
    assert_int_equal(glo_predict(&spec, &sample, 1, &out), GLO_ECANCELLED);
    assert_int_equal(fits, 1);
    glo_method_options options = {.job = &job};
    double mean[6], quantiles[6], half = 0.5;
    glo_quantiles room = {
        .horizon = 6, .count = 1, .probabilities = &half, .values = quantiles, .mean = mean};
    glo_fit fit = {.fitted = NULL};
    assert_int_equal(glo_arima(&sample, &options, &room, &fit), GLO_ECANCELLED);
}

static void test_coverage(void **state) {
    (void)state;
    double values[120];
    even_values(values, 120);
    glo_prediction p = predict("160", 0, values, 120, 0);
    assert_int_equal(p.coverage.origins, 6);
    assert_int_equal(p.coverage.outcomes, 36);
    assert_int_equal(p.coverage.covered[0], 36); /* 100 +- 64 holds them all */
    assert_false(p.is_calibrated);
    glo_prediction_dispose(&p);
    p = predict("20", 0, values, 120, 0); /* 100 +- 8: a fifth */
    assert_true(p.coverage.covered[0] >= 4 && p.coverage.covered[0] <= 11);
    glo_prediction_dispose(&p);
    p = predict("160", 1, values, 8, 0);
    assert_int_equal(p.coverage.outcomes, 0);
    assert_false(p.is_calibrated);
    glo_prediction_dispose(&p);
}

/* Counts: whole quantiles, none below zero, the median inside. */
static void test_counts(void **state) {
    (void)state;
    double values[60];
    for (size_t i = 0; i < 60; i++)
        values[i] = (double)(i * 7 % 5);
    glo_prediction p = predict("500", 1, values, 60, 1);
    for (size_t h = 0; h < 6; h++) {
        assert_true(p.low[h] >= 0 && p.low[h] <= p.median[h] && p.median[h] <= p.high[h]);
        assert_true(p.low[h] == floor(p.low[h]) && p.high[h] == floor(p.high[h]) &&
                    p.median[h] == floor(p.median[h]));
    }
    glo_prediction_dispose(&p);
}

static void test_no_number(void **state) {
    (void)state;
    static const double levels[] = {80};
    const glo_method_entry entry = {.name = "none", .method = no_number};
    glo_predict_spec spec = {.method = &entry, .horizon = 2, .levels = levels, .level_count = 1};
    double values[] = {1, 2, 3};
    glo_sample sample = {.values = values, .count = 3, .season = 1};
    glo_prediction out;
    assert_int_equal(glo_predict(&spec, &sample, 1, &out), GLO_OK);
    assert_string_equal(out.fit.note, "none could not be fitted: seasonal naive used instead");
    assert_true(out.median[0] == 3 && out.mean[1] == 3);
    glo_prediction_dispose(&out);
}

/* The combination lies among its members, and what a series is does not change with the levels asked for. */
static void test_combination(void **state) {
    (void)state;
    static const double narrow[] = {50}, several[] = {50, 80, 95};
    double values[144];
    for (size_t i = 0; i < 144; i++)
        values[i] = 200 + (double)i + 30 * sin((double)i * M_PI / 6) + (double)(i * 31 % 11);
    glo_sample sample = {.values = values, .count = 144, .season = 12};
    glo_predict_spec spec = {.method = glo_method_named("combination"),
                             .horizon = 12,
                             .levels = narrow,
                             .level_count = 1,
                             .calibrate = 1};
    glo_prediction a, b;
    assert_int_equal(glo_predict(&spec, &sample, 1, &a), GLO_OK);
    spec.levels = several;
    spec.level_count = 3;
    assert_int_equal(glo_predict(&spec, &sample, 1, &b), GLO_OK);
    assert_memory_equal(a.median, b.median, sizeof(double[12]));
    for (size_t h = 0; h < 12; h++) {
        double expected = 200 + (double)(144 + h) + 30 * sin((double)(144 + h) * M_PI / 6) + 5;
        assert_true(fabs(b.median[h] - expected) < 40);
        assert_true(b.low[h * 3 + 2] <= b.low[h * 3 + 1] && b.low[h * 3 + 1] <= b.low[h * 3]);
        assert_true(b.high[h * 3 + 2] >= b.high[h * 3 + 1] && b.high[h * 3 + 1] >= b.high[h * 3]);
    }
    glo_prediction_dispose(&a);
    glo_prediction_dispose(&b);
}

static void test_levels(void **state) {
    (void)state;
    double levels[] = {95, 80, 95};
    size_t count = 3;
    assert_int_equal(glo_check_levels(levels, &count), GLO_OK);
    assert_int_equal(count, 2);
    assert_true(levels[0] == 80 && levels[1] == 95);
    const double wrong[] = {0, 100, 150, -5, 0.8, NAN};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        levels[0] = wrong[i];
        count = 1;
        assert_int_equal(glo_check_levels(levels, &count), GLO_EINVAL);
    }
    assert_int_equal(glo_check_horizon(0), GLO_EINVAL);
    assert_int_equal(glo_check_horizon(10000), GLO_EINVAL);
    assert_int_equal(glo_check_horizon(1000), GLO_OK);
}

static int count_up(void *context, size_t i) {
    if (i == 700)
        return glo_fail(GLO_EINVAL, "number 700");
    atomic_fetch_add((atomic_size_t *)context, 1);
    return GLO_OK;
}

static void test_parallel(void **state) {
    (void)state;
    atomic_size_t done = 0;
    glo_job job = {.threads = 3};
    assert_int_equal(glo_run_parallel(&job, "test", 500, count_up, &done), GLO_OK);
    assert_int_equal(atomic_load(&done), 500);
    assert_int_equal(glo_run_parallel(&job, "test", 0, count_up, &done), GLO_OK);
    assert_int_equal(glo_run_parallel(&job, "test", 1000000, count_up, &done), GLO_EINVAL);
    assert_string_equal(glo_message(), "number 700");
    assert_true(atomic_load(&done) < 1000000);
    atomic_bool cancel = 1;
    job.cancel = &cancel;
    assert_int_equal(glo_run_parallel(&job, "test", 500, count_up, &done), GLO_ECANCELLED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_calibration), cmocka_unit_test(test_widened), cmocka_unit_test(test_cancelled),
        cmocka_unit_test(test_coverage),    cmocka_unit_test(test_counts),  cmocka_unit_test(test_no_number),
        cmocka_unit_test(test_combination), cmocka_unit_test(test_levels),  cmocka_unit_test(test_parallel),
    };
    return cmocka_run_group_tests_name("series/predict", tests, NULL, NULL);
}
