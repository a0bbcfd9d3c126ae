/* test_comb.c: the mean of its parts, of what is left without the season. */
#include "base/err.h"
#include "sample/season.h"
#include "smoothing/comb.h"
#include "smoothing/ets.h"

#include <setjmp.h>
#include <stdarg.h>
/* cmocka needs them */
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "airpassengers.h"
#include "nile.h"

enum { HORIZON = 4, POINTS = 3 };
static const double probabilities[POINTS] = {0.1, 0.5, 0.9};

typedef struct forecast {
    double mean[HORIZON], values[HORIZON * POINTS], fitted[144];
    glo_fit fit;
} forecast;

static forecast run(glo_method method, const char *model, const double *values, size_t count, int season) {
    forecast f = {.mean = {0}};
    glo_quantiles out = {HORIZON, POINTS, probabilities, f.values, f.mean};
    double fitted[144];
    f.fit.fitted = fitted;
    glo_sample sample = {.values = values, .count = count, .season = season};
    assert_int_equal(method(&sample, &(glo_method_options){.seed = 1, .model = model}, &out, &f.fit), GLO_OK);
    memcpy(f.fitted, fitted, count * sizeof *fitted);
    f.fit.fitted = NULL;
    return f;
}

static void check_mean(const forecast *comb, const double *values, size_t count, const double *factors,
                       size_t season) {
    forecast parts[] = {run(glo_ets, "ANN", values, count, 1), run(glo_ets, "AAN", values, count, 1),
                        run(glo_ets, "AAdN", values, count, 1)};
    for (size_t h = 0; h < HORIZON; h++) {
        double factor = factors[(count + h) % season], mean = 0, high = 0;
        for (size_t i = 0; i < 3; i++) {
            mean += parts[i].mean[h] / 3;
            high += parts[i].values[h * POINTS + 2] / 3;
        }
        assert_true(fabs(comb->mean[h] - mean * factor) < 1e-6 * fabs(mean));
        assert_true(fabs(comb->values[h * POINTS + 2] - high * factor) < 1e-6 * fabs(high));
    }
    double fitted =
        (parts[0].fitted[50] + parts[1].fitted[50] + parts[2].fitted[50]) / 3 * factors[50 % season];
    assert_true(fabs(comb->fitted[50] - fitted) < 1e-6 * fabs(fitted));
}

static void test_without_season(void **state) {
    (void)state;
    double one[] = {1};
    forecast comb = run(glo_comb, NULL, nile, 100, 1);
    assert_string_equal(comb.fit.model, "Comb");
    check_mean(&comb, nile, 100, one, 1);
}

static void test_with_season(void **state) {
    (void)state;
    double adjusted[144], indices[12];
    assert_true(glo_decompose(airpassengers, 144, 12, 1, indices));
    for (size_t t = 0; t < 144; t++)
        adjusted[t] = airpassengers[t] / indices[t % 12];
    forecast comb = run(glo_comb, NULL, airpassengers, 144, 12);
    assert_string_equal(comb.fit.model, "Comb, season 12 multiplicative");
    check_mean(&comb, adjusted, 144, indices, 12);
}

static void test_models(void **state) {
    (void)state;
    double mean[1], values[POINTS];
    glo_quantiles out = {1, POINTS, probabilities, values, mean};
    glo_fit fit = {.fitted = NULL};
    glo_sample sample = {.values = nile, .count = 100, .season = 1};
    assert_int_equal(glo_comb(&sample, &(glo_method_options){.model = "ses"}, &out, &fit), GLO_EINVAL);
    assert_string_equal(glo_message(), "comb has no models to choose from, got 'ses'");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_without_season),
        cmocka_unit_test(test_with_season),
        cmocka_unit_test(test_models),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
