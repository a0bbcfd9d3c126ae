/* test_ces.c: complex exponential smoothing, against its definition, term by term. */
#include "airpassengers.h"
#include "nile.h"
#include "odd_samples.h"

#include "numeric/draws.h"
#include "smoothing/ces.h"

static const glo_sample yearly = {.values = nile, .count = 100, .season = 1},
                        monthly = {.values = airpassengers, .count = 144, .season = 12};

/* The sum of squared errors of the model without a season, for given parameters and first states. */
static double squares_of(double a0, double a1, double level, double potential) {
    double sum = 0;
    for (int t = 0; t < 100; t++) {
        double error = nile[t] - level, before = level;
        sum += error * error;
        level = before - (1 - a1) * potential + (a0 - a1) * error;
        potential = before + (1 - a0) * potential + (a0 + a1) * error;
    }
    return sum;
}

static void test_the_least_is_found(void **state) {
    (void)state;
    double fitted[100], found = 0, least = INFINITY;
    forecast f = {.fit.fitted = fitted};
    glo_quantiles out = {1, LEVELS, levels, f.values, f.mean};
    assert_int_equal(glo_ces(&yearly, &(glo_method_options){0}, &out, &f.fit), GLO_OK);
    assert_string_equal(f.fit.model, "CES(none)");
    for (int t = 0; t < 100; t++)
        found += (nile[t] - fitted[t]) * (nile[t] - fitted[t]);
    /* The grid keeps to what does not grow: a0 + a1 of at least 2. */
    for (double a0 = 1; a0 < 2; a0 += 0.05) {
        for (double a1 = 0.9; a1 < 1.1; a1 += 0.02) {
            for (double level = 700; level < 1300 && a0 + a1 >= 2.001; level += 100) {
                for (double potential = -500; potential < 1500; potential += 250)
                    least = fmin(least, squares_of(a0, a1, level, potential));
            }
        }
    }
    if (!(found <= least) || found < 0.9 * least)
        fail_msg("%.8g, and %.8g on the grid", found, least);
    assert_near(f.fit.likelihood, -50 * (log(2 * 3.14159265358979 * found / 100) + 1), 1e-6);
}

static void test_season(void **state) {
    (void)state;
    forecast f = run(glo_ces, monthly, NULL, 12);
    assert_sound(&f, monthly, 12, "AirPassengers");
    assert_string_not_equal(f.fit.model, "CES(none)");
    /* July 1961 lies above July 1960 (622), November below October: the season is there, and the growth. */
    assert_true(f.mean[6] > 600 && f.mean[6] < 720);
    assert_true(f.mean[10] < f.mean[9] && f.mean[10] < 0.8 * f.mean[6]);
    assert_true(quantile(&f, 11, 4) - quantile(&f, 11, 0) > quantile(&f, 0, 4) - quantile(&f, 0, 0));
}

static void test_named(void **state) {
    (void)state;
    forecast bare = run(glo_ces, monthly, "partial", 12), whole = run(glo_ces, monthly, "CES(partial)", 12);
    assert_string_equal(bare.fit.model, "CES(partial)");
    assert_memory_equal(bare.values, whole.values, 12 * LEVELS * sizeof(double));
    assert_int_equal(run(glo_ces, monthly, "half", 12).status, GLO_EINVAL);
    assert_string_equal(run(glo_ces, yearly, "simple", 1).fit.note,
                        "fewer than three seasons of data: seasonality not modelled");
}

/* The season and the level must not drive each other up: no forecast lies far outside of what was seen. */
static void test_nothing_grows_without_bounds(void **state) {
    (void)state;
    static double y[700];
    for (uint64_t stream = 0; stream < 6; stream++) {
        glo_draws draws = {.seed = 4, .stream = stream};
        for (size_t t = 0; t < 700; t++)
            y[t] = glo_draws_negative_binomial(&draws, 40 + 30 * sin(0.2617993877991494 * (double)(t % 24)),
                                               0.2);
        glo_sample sample = {.values = y, .count = 700, .season = 24};
        forecast f = run(glo_ces, sample, "partial", 24);
        for (size_t h = 0; h < 24; h++) {
            if (!(f.mean[h] > -50 && f.mean[h] < 200))
                fail_msg("series %d, step %zu: %g", (int)stream, h, f.mean[h]);
        }
    }
}

static void test_constant(void **state) {
    (void)state;
    double y[30];
    for (int i = 0; i < 30; i++)
        y[i] = 7;
    forecast f = run(glo_ces, (glo_sample){.values = y, .count = 30, .season = 1}, NULL, 12);
    assert_near(f.mean[11], 7, 1e-9);
}

static void test_odd_samples(void **state) {
    (void)state;
    assert_survives(glo_ces, NULL);
    assert_survives(glo_ces, "partial");
    assert_survives(glo_ces, "simple");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_least_is_found),
        cmocka_unit_test(test_season),
        cmocka_unit_test(test_named),
        cmocka_unit_test(test_constant),
        cmocka_unit_test(test_nothing_grows_without_bounds),
        cmocka_unit_test(test_odd_samples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
