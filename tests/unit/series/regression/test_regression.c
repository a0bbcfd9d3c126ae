/* test_regression.c: dynamic regression and what goes into it; the answers are those of R 4.2.2's
 * forecast 8.20 (Arima with xreg). Nothing behind an origin may be seen there. */
#include "airpassengers.h"
#include "nile.h"
#include "odd_samples.h"
#include "wwwusage.h"

#include "forecast/predict.h"
#include "regression/design.h"
#include "regression/event.h"
#include "regression/regression.h"

#include <stdlib.h>

static forecast regress(glo_sample sample, const glo_regressor *regressors, size_t count, const char *model,
                        size_t horizon, double *coefficients, double *errors) {
    forecast f = {.fit = {.coefficients = coefficients, .errors = errors}};
    glo_quantiles out = {horizon, LEVELS, levels, f.values, f.mean};
    glo_method_options options = {.model = model, .regressors = regressors, .regressor_count = count};
    f.status = glo_regression(&sample, &options, &out, &f.fit);
    return f;
}

/* WWWusage with a step in its second half: known ahead. */
static void test_step(void **state) {
    (void)state;
    double step[103], coefficient, error;
    for (int i = 0; i < 103; i++)
        step[i] = i >= 49;
    glo_regressor regressor = {.name = "step", .values = step, .count = 103};
    forecast f = regress((glo_sample){.values = wwwusage, .count = 100, .season = 1}, &regressor, 1,
                         "ARIMA(3,1,0)", 3, &coefficient, &error);
    assert_int_equal(f.status, GLO_OK);
    assert_string_equal(f.fit.model, "regression, ARIMA(3,1,0)");
    assert_near(coefficient, 1.390084, 2e-3);
    assert_near(error, 1.793010215, 0.05); /* R's is from the curvature */
    assert_near(f.mean[0], 219.6713821, 2e-3);
    assert_near(f.mean[2], 218.3173576, 5e-3);
    /* The model goes by its own name too, as it must at the origins. */
    forecast again = regress((glo_sample){.values = wwwusage, .count = 100, .season = 1}, &regressor, 1,
                             f.fit.model, 3, &coefficient, &error);
    assert_memory_equal(f.values, again.values, sizeof f.values);
}

/* Nile with the dam of 1899, orders chosen: auto.arima(xreg = dam) takes (0,0,1) too. */
static void test_chosen(void **state) {
    (void)state;
    double dam[103], coefficient, error;
    for (int i = 0; i < 103; i++)
        dam[i] = i >= 28;
    glo_regressor regressor = {.name = "dam", .values = dam, .count = 103};
    forecast f = regress((glo_sample){.values = nile, .count = 100, .season = 1}, &regressor, 1, NULL, 3,
                         &coefficient, &error);
    assert_string_equal(f.fit.model, "regression, ARIMA(0,0,1) with mean");
    assert_near(coefficient, -248.874447156, 1e-2);
    assert_near(error, 32.0911, 0.7);
    assert_near(f.fit.aicc, 1257.44, 0.01);
    assert_near(f.mean[0], 834.7085785, 5e-3);
    assert_near(f.mean[1], 849.5291275, 5e-3);
}

/* Nile on WWWusage three years before: the first three steps have no leader, the three ahead are known. */
static void test_leader(void **state) {
    (void)state;
    double coefficient, error;
    glo_sample sample = {.values = nile, .count = 100, .season = 1};
    glo_regressor leader = {.name = "x", .values = wwwusage, .count = 100, .lag = 3};
    forecast f = regress(sample, &leader, 1, "ARIMA(1,0,0) with mean", 6, &coefficient, &error);
    assert_int_equal(f.status, GLO_OK);
    assert_near(coefficient, -0.943472358, 1e-4);
    assert_near(error, 0.7202, 0.02);
    assert_near(f.mean[0], 786.8570316, 1e-2);
    assert_near(f.mean[1], 812.5315063, 1e-2);
    assert_near(f.mean[2], 825.0841106, 1e-2);
    /* From the fourth on the leader itself is forecast, which makes the interval wider. */
    double known[103];
    memcpy(known, wwwusage, 100 * sizeof *known);
    for (int i = 100; i < 103; i++)
        known[i] = wwwusage[99];
    glo_regressor further = {.name = "x", .values = known, .count = 103, .lag = 3, .beyond = 3};
    forecast g = regress(sample, &further, 1, "ARIMA(1,0,0) with mean", 6, NULL, NULL);
    double half_f = quantile(&f, 5, 4) - f.mean[5], half_g = quantile(&g, 5, 4) - g.mean[5];
    assert_true(half_f > half_g * 1.0001);
    assert_near(quantile(&f, 2, 4) - f.mean[2], quantile(&g, 2, 4) - g.mean[2], 1e-9);
}

static void test_design(void **state) {
    (void)state;
    double leader[30], event[36], flat[36], late[20];
    for (int i = 0; i < 30; i++)
        leader[i] = 100 + i;
    leader[7] = NAN;
    for (int i = 0; i < 36; i++) {
        event[i] = i >= 20;
        flat[i] = 1;
    }
    for (int i = 0; i < 20; i++)
        late[i] = i;
    double values[30];
    for (int i = 0; i < 30; i++)
        values[i] = i * i;
    glo_regressor regressors[] = {
        {.name = "leader", .values = leader, .count = 30, .first = -1, .lag = 4, .beyond = -2},
        {.name = "flat", .values = flat, .count = 36},
        {.name = "event", .values = event, .count = 36},
        {.name = "late", .values = late, .count = 20, .first = 16},
    };
    glo_design d;
    assert_int_equal(
        glo_design_new(&(glo_sample){.values = values, .count = 30, .season = 1}, regressors, 4, 6, &d),
        GLO_OK);
    assert_int_equal(d.first, 3); /* the leader begins a step before the sample, four steps ahead */
    assert_int_equal(d.count, 2); /* what is flat, or begins in the second half, tells nothing */
    assert_int_equal(d.which[1], 2);
    assert_near(d.values[0], 100, 0);
    assert_near(d.values[7], 107, 1e-9); /* filled in */
    /* Known up to 2 steps before the end, which reaches 2 steps ahead; then it is forecast. */
    assert_near(d.future[0], 127, 0);
    assert_near(d.future[1], 128, 0);
    assert_true(d.spread[1] == 0 && d.spread[2] >= 0 && d.future[2] > 120 && d.future[2] < 140);
    assert_near(d.values[27 + 16], 0, 0);
    assert_near(d.values[27 + 17], 1, 0);
    glo_design_dispose(&d);
    regressors[2].count = 33;
    assert_int_equal(
        glo_design_new(&(glo_sample){.values = values, .count = 30, .season = 1}, regressors + 2, 1, 6, &d),
        GLO_EINVAL);
    assert_string_equal(glo_message(), "the regressor 'event' has no value 4 steps ahead");
}

static void test_none(void **state) {
    (void)state;
    glo_sample sample = {.values = airpassengers, .count = 144, .season = 12};
    forecast f = regress(sample, NULL, 0, NULL, 3, NULL, NULL);
    assert_string_equal(f.fit.model, "ARIMA(2,1,1)(0,1,0)[12]");
    assert_string_equal(f.fit.note, "no regressors: plain ARIMA");
    double flat[147] = {0}, coefficient = 1;
    glo_regressor regressor = {.name = "flat", .values = flat, .count = 147};
    f = regress(sample, &regressor, 1, NULL, 3, &coefficient, NULL);
    assert_string_equal(f.fit.note, "no usable regressor: plain ARIMA");
    assert_true(isnan(coefficient));
    assert_survives(glo_regression, NULL);
}

/* ---- in the combination ---- */

enum { STEPS = 100, AHEAD = 6 };

/* A series that follows the changes of a leader three steps before, and a series of its own. */
static void follow(uint32_t seed, double *leader, double *other, double *y) {
    uint32_t state_of = seed;
    double changes[STEPS + AHEAD] = {0}, x = 400, level = 500, noise = 300;
    for (int i = 0; i < STEPS + AHEAD; i++) {
        double random[3];
        for (int r = 0; r < 3; r++) {
            state_of = state_of * 1664525u + 1013904223u;
            random[r] = (double)(state_of >> 8) / 16777216 - 0.5;
        }
        changes[i] = random[0] * 40;
        leader[i] = x += changes[i];
        other[i] = noise += random[1] * 30;
        y[i] = level += (i >= 3 ? 0.8 * changes[i - 3] : 0) + random[2] * 15;
    }
}

static glo_prediction predict(const double *y, const glo_regressor *regressors, size_t count) {
    static const double wide[] = {80, 95};
    const glo_method_entry combination = {.name = "combination"};
    glo_predict_spec spec = {.method = &combination,
                             .horizon = AHEAD,
                             .levels = wide,
                             .level_count = 2,
                             .calibrate = 1,
                             .regressors = regressors,
                             .regressor_count = count};
    glo_prediction out;
    assert_int_equal(glo_predict(&spec, &(glo_sample){.values = y, .count = STEPS, .season = 1}, 1, &out),
                     GLO_OK);
    return out;
}

static double error_of(const glo_prediction *p, const double *y) {
    double sum = 0;
    for (size_t h = 0; h < AHEAD; h++)
        sum += fabs(p->median[h] - y[STEPS + h]) / AHEAD;
    return sum;
}

static void test_kept(void **state) {
    (void)state;
    double leader[STEPS + AHEAD], other[STEPS + AHEAD], y[STEPS + AHEAD];
    follow(12345, leader, other, y);
    glo_regressor regressors[] = {{.name = "other", .values = other, .count = STEPS, .lag = 2},
                                  {.name = "leader", .values = leader, .count = STEPS, .lag = 3}};
    glo_prediction without = predict(y, NULL, 0), with = predict(y, regressors, 2);
    assert_false(with.effects[0].is_selected);
    assert_true(with.effects[1].is_selected && with.effects[1].gain > 0.1);
    assert_true(fabs(with.effects[1].coefficient - 0.8) < 2 * with.effects[1].error);
    assert_string_equal(with.fit.model, "combination: ets dotm ces arima comb regression");
    /* One that is not kept changes nothing, to the last bit. */
    glo_prediction useless = predict(y, regressors, 1);
    assert_memory_equal(useless.median, without.median, AHEAD * sizeof(double));
    assert_memory_equal(useless.high, without.high, 2 * AHEAD * sizeof(double));
    glo_prediction_dispose(&useless);
    glo_prediction_dispose(&without);
    glo_prediction_dispose(&with);
}

/* Scored against the outcomes, over many series. */
static void test_better(void **state) {
    (void)state;
    double leader[STEPS + AHEAD], other[STEPS + AHEAD], y[STEPS + AHEAD], before = 0, after = 0;
    for (uint32_t seed = 1; seed <= 24; seed++) {
        follow(seed * 7919, leader, other, y);
        glo_regressor regressor = {.name = "leader", .values = leader, .count = STEPS, .lag = 3};
        glo_prediction without = predict(y, NULL, 0), with = predict(y, &regressor, 1);
        before += error_of(&without, y);
        after += error_of(&with, y);
        glo_prediction_dispose(&without);
        glo_prediction_dispose(&with);
    }
    assert_true(after < 0.7 * before); /* 0.61 */
}

/* What a leader does after it is known must not be seen, though it stands there. */
static void test_no_leak(void **state) {
    (void)state;
    double leader[STEPS + AHEAD], other[STEPS + AHEAD], y[STEPS + AHEAD];
    follow(12345, leader, other, y);
    glo_regressor regressor = {.name = "leader", .values = leader, .count = STEPS + AHEAD, .lag = 3};
    glo_prediction before = predict(y, &regressor, 1);
    assert_true(before.effects[0].is_selected);
    for (int i = STEPS; i < STEPS + AHEAD; i++)
        leader[i] += 1000;
    glo_prediction after = predict(y, &regressor, 1);
    assert_memory_equal(before.median, after.median, AHEAD * sizeof(double));
    assert_memory_equal(before.high, after.high, 2 * AHEAD * sizeof(double));
    glo_prediction_dispose(&after);
    leader[STEPS - 1] += 1000; /* this is known */
    after = predict(y, &regressor, 1);
    assert_true(before.median[5] != after.median[5]);
    glo_prediction_dispose(&before);
    glo_prediction_dispose(&after);
}

static int32_t day(int year, int month, int of) {
    return glo_day_of_civil(year, month, of);
}

static double share(const glo_event *event, int32_t in, glo_span span) {
    return glo_event_share(event, 1, glo_span_index(in, span), span);
}

static void test_event(void **state) {
    (void)state;
    glo_event span = {.from = day(2015, 9, 16), .to = day(2016, 2, 29)};
    assert_near(share(&span, day(2015, 8, 1), GLO_MONTH), 0, 0);
    assert_near(share(&span, day(2015, 9, 1), GLO_MONTH), 0.5, 1e-12);
    assert_near(share(&span, day(2016, 2, 1), GLO_MONTH), 1, 0);
    assert_near(share(&span, day(2016, 3, 1), GLO_MONTH), 0, 0);
    assert_near(share(&span, day(2016, 1, 1), GLO_QUARTER), 60.0 / 91, 1e-12);
    glo_event step = {.from = day(2019, 7, 1), .to = GLO_NO_END};
    assert_near(share(&step, day(2019, 6, 30), GLO_DAY), 0, 0);
    assert_near(share(&step, day(2119, 1, 1), GLO_YEAR), 1, 0);
    glo_event winter = {.from = day(2015, 12, 1), .to = day(2016, 1, 31), .is_yearly = 1};
    assert_near(share(&winter, day(2015, 1, 1), GLO_MONTH), 0, 0); /* not before it first came */
    assert_near(share(&winter, day(2016, 1, 1), GLO_MONTH), 1, 0);
    assert_near(share(&winter, day(2030, 1, 1), GLO_MONTH), 1, 0);
    assert_near(share(&winter, day(2030, 12, 1), GLO_MONTH), 1, 0);
    assert_near(share(&winter, day(2030, 7, 1), GLO_MONTH), 0, 0);
}

static void test_several_dates(void **state) {
    (void)state;
    const glo_event cups[] = {{.from = day(2016, 6, 6), .to = day(2016, 6, 11)},
                              {.from = day(2016, 6, 10), .to = day(2016, 6, 15)},
                              {.from = day(2014, 6, 15), .to = day(2014, 6, 20), .is_yearly = 1},
                              {.from = day(2018, 5, 1), .to = GLO_NO_END}};
    int32_t june = glo_span_index(day(2016, 6, 1), GLO_MONTH);
    assert_near(glo_event_share(cups, 2, june, GLO_MONTH), 10.0 / 30, 1e-12); /* a day counts once */
    assert_near(glo_event_share(cups, 3, june, GLO_MONTH), 15.0 / 30, 1e-12);
    assert_near(glo_event_share(cups, 3, june + 12, GLO_MONTH), 6.0 / 30, 1e-12);
    assert_near(glo_event_share(cups, 4, june + 24, GLO_MONTH), 1, 0);
    assert_near(glo_event_share(cups, 0, june, GLO_MONTH), 0, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_step),          cmocka_unit_test(test_chosen),  cmocka_unit_test(test_leader),
        cmocka_unit_test(test_design),        cmocka_unit_test(test_none),    cmocka_unit_test(test_kept),
        cmocka_unit_test(test_better),        cmocka_unit_test(test_no_leak), cmocka_unit_test(test_event),
        cmocka_unit_test(test_several_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
