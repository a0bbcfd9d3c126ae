/* test_ingarch.c: autoregression of counts: parameters that are known are found again, quantiles are those of
 * the distribution that was drawn from. */
#include "odd_samples.h"

#include "counts/ingarch.h"
#include "numeric/draws.h"

enum { LONG = 4000 };

static void make(double *y, size_t count, double b, double a, double c, double kappa, double swing) {
    glo_draws draws = {.seed = 11};
    double log_m = c / (1 - a - b), before = exp(log_m);
    for (size_t t = 0; t < count; t++) {
        log_m = b * log_m + a * log(before + 1) + c + swing * cos(0.5235987755982988 * (double)(t % 12));
        before = y[t] = glo_draws_negative_binomial(&draws, exp(log_m), kappa);
    }
}

static void test_draws(void **state) {
    (void)state;
    static const double cases[][2] = {{0.7, 0}, {12, 0}, {80, 0}, {3, 0.5}, {50, 0.1}, {2, 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        glo_draws draws = {.seed = 3, .stream = i};
        double mean = cases[i][0], variance = mean + cases[i][1] * mean * mean, sum = 0, squares = 0;
        enum { DRAWS = 40000 };
        for (int d = 0; d < DRAWS; d++) {
            double value = glo_draws_negative_binomial(&draws, mean, cases[i][1]);
            assert_true(value >= 0 && value == floor(value));
            sum += value;
            squares += (value - mean) * (value - mean);
        }
        assert_near(sum / DRAWS, mean, 5 * sqrt(variance / DRAWS));
        assert_near(squares / DRAWS / variance, 1, 0.08);
    }
}

static void test_poisson_is_found_again(void **state) {
    (void)state;
    static double y[LONG], fitted[LONG];
    make(y, LONG, 0.4, 0.3, 0.4, 0, 0);
    forecast f = {.fit.fitted = fitted};
    glo_quantiles out = {1, LEVELS, levels, f.values, f.mean};
    assert_int_equal(glo_ingarch(&(glo_sample){.values = y, .count = LONG, .season = 1, .is_count = 1},
                                 &(glo_method_options){.seed = 1}, &out, &f.fit),
                     GLO_OK);
    assert_int_equal(strncmp(f.fit.model, "INGARCH(1,1) Poisson", 20), 0);
    /* The means that were drawn from, from the same recursion. */
    double log_m = 0.4 / 0.3, before = exp(log_m), off = 0;
    for (int t = 0; t < LONG; t++) {
        log_m = 0.4 * log_m + 0.3 * log(before + 1) + 0.4;
        before = y[t];
        off += fabs(fitted[t] / exp(log_m) - 1) / LONG;
    }
    assert_true(off < 0.03);
}

static void test_spread_and_season_are_seen(void **state) {
    (void)state;
    static double y[LONG];
    make(y, 480, 0.2, 0.3, 0.8, 0.3, 0.5);
    glo_sample sample = {.values = y, .count = 480, .season = 12, .is_count = 1};
    forecast f = run(glo_ingarch, sample, NULL, 12);
    assert_sound(&f, sample, 12, "made");
    assert_true(strstr(f.fit.model, "negative binomial") && strstr(f.fit.model, "harmonic"));
    assert_true(f.mean[0] > 1.5 * f.mean[6]);
    assert_true(isfinite(f.fit.aicc));
}

/* Quantiles of independent Poisson counts of mean 4 are 1, 2, 4, 7 and 8 (R: qpois). */
static void test_quantiles(void **state) {
    (void)state;
    static double y[LONG];
    make(y, 2000, 0, 0, log(4), 0, 0);
    forecast f =
        run(glo_ingarch, (glo_sample){.values = y, .count = 2000, .season = 1, .is_count = 1}, NULL, 3);
    static const double wanted[LEVELS] = {1, 2, 4, 7, 8};
    for (int i = 0; i < LEVELS; i++)
        assert_near(quantile(&f, 2, i), wanted[i], i == 2 ? 0 : 1);
    assert_near(f.mean[2], 4, 0.2);
}

static void test_names_and_seeds(void **state) {
    (void)state;
    static double y[LONG];
    make(y, 144, 0.3, 0.3, 0.5, 0.2, 0.3);
    glo_sample sample = {.values = y, .count = 144, .season = 12, .is_count = 1};
    forecast chosen = run(glo_ingarch, sample, NULL, 12),
             named = run(glo_ingarch, sample, chosen.fit.model, 12);
    assert_memory_equal(chosen.values, named.values, 12 * LEVELS * sizeof(double));
    forecast other = {.status = 0};
    glo_quantiles out = {12, LEVELS, levels, other.values, other.mean};
    assert_int_equal(glo_ingarch(&sample, &(glo_method_options){.seed = 8}, &out, &other.fit), GLO_OK);
    assert_memory_not_equal(chosen.mean, other.mean, 12 * sizeof(double));
    assert_int_equal(run(glo_ingarch, sample, "Poisson", 1).status, GLO_EINVAL);
    double below[20] = {-1};
    assert_string_equal(
        run(glo_ingarch, (glo_sample){.values = below, .count = 20, .season = 1}, NULL, 1).fit.note,
        "values below 0 are not counts: mean forecast");
}

static void test_odd_samples(void **state) {
    (void)state;
    assert_survives(glo_ingarch, NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_draws),
        cmocka_unit_test(test_poisson_is_found_again),
        cmocka_unit_test(test_spread_and_season_are_seen),
        cmocka_unit_test(test_quantiles),
        cmocka_unit_test(test_names_and_seeds),
        cmocka_unit_test(test_odd_samples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
