/* test_run_length.c: average run lengths against R surveillance's arlCusum and findH, and simulated ones against exact ones. */
#include "near.h"

#include "detect/detector.h"
#include "glr/run_length.h"
#include "numeric/draws.h"

/* R: arlCusum(h, k, theta)$ARL, which asks for h and k with one decimal. */
static void test_against_arl_cusum(void **state) {
    (void)state;
    static const struct {
        double mean;
        glo_fraction k;
        size_t limit;
        double run_length;
    } answers[] = {{2.4, {3, 1}, 10, 548.362265529},
                   {0.9, {12, 10}, 55, 224.070217644},
                   {2, {26, 10}, 43, 60.0550212411},
                   {4, {5, 1}, 3, 14.3209435329}};
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        double run_length;
        assert_int_equal(GLO_OK,
                         glo_cusum_run_length(answers[i].mean, answers[i].k, answers[i].limit, &run_length));
        assert_near(run_length, answers[i].run_length, 1e-8 * answers[i].run_length);
    }
}

/* R: findH(ARL0 = 500, theta0 = 7) is h 13, k 8.3, ARL 500.563479066; one step of 0.1 less falls short of 500. */
static void test_limit(void **state) {
    (void)state;
    size_t limit;
    double run_length;
    glo_fraction k = {83, 10};
    assert_int_equal(GLO_OK, glo_cusum_limit(7, k, 500, &limit));
    assert_int_equal(130, limit);
    assert_int_equal(GLO_OK, glo_cusum_run_length(7, k, limit, &run_length));
    assert_near(run_length, 500.563479066, 1e-6);
    assert_int_equal(GLO_OK, glo_cusum_run_length(7, k, limit - 1, &run_length));
    assert_true(run_length < 500);
}

static void test_fraction(void **state) {
    (void)state;
    assert_int_equal(10, glo_fraction_near(8.3, 1e-9).denominator);
    assert_int_equal(83, glo_fraction_near(8.3, 1e-9).numerator);
    assert_int_equal(7, glo_fraction_near(22.0 / 7, 1e-9).denominator);
    glo_fraction pi = glo_fraction_near(3.14159265, 0.002);
    assert_int_equal(7, pi.denominator);
}

/* The chart of a known ratio is the CUSUM with reference value mu (r - 1) / log r and limit h log r: its simulated limit is that
 * of the chain within the error of the simulation. */
static void test_simulation(void **state) {
    (void)state;
    double ratio = 1.5, mean = 2.5, reference = mean * (ratio - 1) / log(ratio), exact, limit;
    glo_fraction k = glo_fraction_near(reference, 1e-4);
    glo_chart chart = {.log_ratio = log(ratio), .least = 1};
    assert_int_equal(GLO_OK, glo_chart_limit(&chart, &mean, 1, 200, 7, &limit));
    double states = ceil(limit / log(ratio) * (double)k.denominator);
    assert_int_equal(GLO_OK, glo_cusum_run_length(mean, k, (size_t)states, &exact));
    assert_near(exact, 200, 40);
    double again;
    assert_int_equal(GLO_OK, glo_chart_limit(&chart, &mean, 1, 200, 7, &again));
    assert_near(again, limit, 0);
}

static double mean_run(glo_chart *chart, double limit) {
    double numbers[GLO_CHART_NUMBERS * 2000], periods = 0;
    for (uint64_t path = 0; path < 400; path++) {
        glo_draws draws = {.seed = 99, .stream = path};
        glo_chart_use(chart, numbers, 2000);
        for (size_t t = 0; t < 2000; t++) {
            periods++;
            if (glo_chart_add(chart, glo_draws_negative_binomial(&draws, 3, chart->overdispersion), 3, 0) >
                limit)
                break;
        }
    }
    return periods / 400;
}

/* Other paths than those that found the limit run as long as asked for, estimated change or known. The statistic of counts about one
 * mean takes certain values only, so the run length jumps: at the limit it is not less, just below it not more. */
static void test_found_limit_holds(void **state) {
    (void)state;
    double mean = 3, limit;
    const glo_chart charts[] = {{.log_ratio = NAN, .least = 1},
                                {.log_ratio = NAN, .least = 1, .overdispersion = 0.3},
                                {.log_ratio = log(2), .least = 1}};
    for (size_t c = 0; c < 3; c++) {
        glo_chart chart = charts[c];
        assert_int_equal(GLO_OK, glo_chart_limit(&chart, &mean, 1, 60, 1, &limit));
        double at = mean_run(&chart, limit + 1e-9), below = mean_run(&chart, limit - 1e-6);
        if (at < 60 - 10 || below > 60 + 10)
            fail_msg("chart %d runs %g at its limit %g, %g below it", (int)c, at, limit, below);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_against_arl_cusum), cmocka_unit_test(test_limit),
                                       cmocka_unit_test(test_fraction), cmocka_unit_test(test_simulation),
                                       cmocka_unit_test(test_found_limit_holds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
