/* test_glr.c: the likelihood-ratio charts against the answers of R surveillance 1.20.3 (algo.glrpois, algo.glrnb), against the maximum
 * over every period and change searched in full, and bounds against the counts that raise an alarm. */
#include "near.h"

#include "detect/detector.h"
#include "glr/chart.h"
#include "numeric/draws.h"
#include "salmonella.h"

#include <string.h>

enum { AGONA = sizeof agona / sizeof *agona, FIRST = 281, JUDGED = AGONA - FIRST };

static const glo_watched series = {.counts = agona, .count = AGONA, .span = GLO_ALL, .per_year = 52};

static void judge_all(const glo_detector *detector, const glo_detector_options *options, glo_judgement *out) {
    glo_detector_room room = {0};
    assert_int_equal(GLO_OK, detector->judge_all(&series, options, AGONA, &room, out));
    glo_detector_room_dispose(&room);
}

static void expect_alarms(const glo_judgement *judgements, const size_t *weeks) {
    for (size_t i = 0; i < JUDGED; i++) {
        assert_int_equal(judgements[i].alarm, *weeks == FIRST + 1 + i);
        weeks += *weeks == FIRST + 1 + i;
    }
    assert_int_equal(0, *weeks);
}

/* algo.glrpois(salmonella.agona, range = 282:312, c.ARL = 5, mu0 = rep(2, 31)), ret "value" and "cases". A mu0 of length one, which R
 * takes without a word, is read beyond its end and so no answer. */
static void test_known_mean(void **state) {
    (void)state;
    glo_judgement judged[JUDGED];
    glo_detector_options options = glo_glr_poisson.defaults;
    options.in_control_mean = 2;
    options.from = FIRST;
    judge_all(&glo_glr_poisson, &options, judged);
    const double statistics[] = {0,
                                 0.77258872224,
                                 4.12761002846,
                                 6.70471587208,
                                 0,
                                 0.77258872224,
                                 3.16290731874,
                                 3.86217004542,
                                 3.09035488896,
                                 3.8629436112,
                                 5.34922937701,
                                 1.58145365937};
    const double cases[] = {8, 8, 8, 5, 8, 8, 8, 6, 5, 6, 5, 8, 7, 8, 8, 6,
                            7, 8, 8, 7, 7, 7, 5, 4, 5, 7, 7, 7, 7, 8, 8};
    for (size_t i = 0; i < sizeof statistics / sizeof *statistics; i++)
        assert_near(judged[i].score * 5, statistics[i], 1e-10 * fmax(1, statistics[i]));
    for (size_t i = 0; i < JUDGED; i++)
        assert_near(ceil(judged[i].upper), cases[i], 0);
    expect_alarms(judged, (size_t[]){285, 292, 294, 295, 0});
}

/* mu0 estimated (S = 1), theta 1.2, ret "cases". */
static void test_known_ratio(void **state) {
    (void)state;
    glo_judgement judged[JUDGED];
    glo_detector_options options = glo_glr_poisson.defaults;
    options.from = FIRST;
    options.ratio = exp(1.2);
    judge_all(&glo_glr_poisson, &options, judged);
    const double cases[] = {8.74279557, 9.10569919, 9.49894603, 8.25104182, 8.44404898, 10.81436924};
    const double means[] = {2.36684394, 2.55454325, 2.75793654};
    for (size_t i = 0; i < 6; i++)
        assert_near(judged[i].upper, cases[i], 1e-7 * cases[i]);
    for (size_t i = 0; i < 3; i++)
        assert_near(judged[i].expected, means[i], 1e-7);
}

/* algo.glrnb with mu0 = rep(2, 31), alpha = 0.2: estimated, and theta 1.2 with ret "cases". */
static void test_negative_binomial(void **state) {
    (void)state;
    glo_judgement judged[JUDGED];
    glo_detector_options options = glo_glr_nb.defaults;
    options.in_control_mean = 2;
    options.overdispersion = 0.2;
    options.from = FIRST;
    judge_all(&glo_glr_nb, &options, judged);
    const double statistics[] = {0,
                                 0.510758867712,
                                 2.61284275819,
                                 4.22588498964,
                                 2.99224120895,
                                 3.49048353764,
                                 5.00348333958,
                                 0.510758867712,
                                 0.296288366657,
                                 0.74942155904};
    for (size_t i = 0; i < sizeof statistics / sizeof *statistics; i++)
        assert_near(judged[i].score * 5, statistics[i], 1e-10 * fmax(1, statistics[i]));
    expect_alarms(judged, (size_t[]){288, 294, 304, 0});
    options.ratio = exp(1.2);
    judge_all(&glo_glr_nb, &options, judged);
    const double cases[] = {10.9087677377, 10.9087677377, 10.5862774129,
                            7.263787088,   4.94129676313, 7.61880643826};
    for (size_t i = 0; i < 6; i++)
        assert_near(judged[i].upper, cases[i], 1e-9 * cases[i]);
    expect_alarms(judged, (size_t[]){293, 295, 0});
}

/* dir = "dec", mu0 = rep(5, 31); a count of 0 alone is not looked at by R in weeks that no alarm turns on. */
static void test_falls(void **state) {
    (void)state;
    glo_judgement judged[JUDGED];
    glo_detector_options options = glo_glr_poisson.defaults;
    options.in_control_mean = 5;
    options.direction = GLO_DOWN;
    options.from = FIRST;
    judge_all(&glo_glr_poisson, &options, judged);
    const double statistics[] = {1.16741853625, 0.935046257404, 0.139689032671, 0.0254274066365,
                                 2.39056208757};
    for (size_t i = 0; i < sizeof statistics / sizeof *statistics; i++)
        assert_near(judged[i].score * 5, statistics[i], 1e-10);
    expect_alarms(judged, (size_t[]){306, 311, 0});
    for (size_t i = 0; i < JUDGED; i++) {
        assert_true(isnan(judged[i].upper));
        assert_int_equal(judged[i].alarm, judged[i].observed < judged[i].lower);
    }
}

/* A mean with its overdispersion by maximum likelihood: MASS's glm.nb of the 281 weeks before, converged to 1e-15. */
static void test_estimated_overdispersion(void **state) {
    (void)state;
    glo_judgement judged[JUDGED];
    glo_detector_options options = glo_glr_nb.defaults;
    options.from = FIRST;
    judge_all(&glo_glr_nb, &options, judged);
    double overdispersion = (judged[0].dispersion - 1) / judged[0].expected;
    assert_near(overdispersion, 0.300129390191, 1e-7);
    const double statistics[] = {0, 0.200621042922, 1.19025979048, 1.77816205962, 0.91588138167};
    for (size_t i = 0; i < 5; i++)
        assert_near(judged[i].score * 5, statistics[i], 1e-6 * fmax(1, statistics[i]));
}

/* ---- exactness ---- */

static double ratio_of(const glo_chart *c, const double *y, const double *mu, size_t k, size_t n,
                       double change) {
    double a = c->overdispersion, sum = 0;
    for (size_t i = k; i <= n; i++) {
        double changed = c->is_epidemic ? mu[i] + change * (i > 0 ? y[i - 1] : 0) : mu[i] * exp(change);
        sum += y[i] > 0 ? y[i] * log(changed / mu[i]) : 0;
        sum -= a > 0 ? (y[i] + 1 / a) * log((1 + a * changed) / (1 + a * mu[i])) : changed - mu[i];
    }
    return sum;
}

/* The greatest ratio of k .. n by golden sections between two changes. */
static double search(const glo_chart *c, const double *y, const double *mu, size_t k, size_t n, double low,
                     double high) {
    const double golden = 0.6180339887498949;
    double best = fmax(ratio_of(c, y, mu, k, n, low), ratio_of(c, y, mu, k, n, high));
    for (int i = 0; i < 90; i++) {
        double left = high - golden * (high - low), right = low + golden * (high - low);
        double at_left = ratio_of(c, y, mu, k, n, left), at_right = ratio_of(c, y, mu, k, n, right);
        best = fmax(best, fmax(at_left, at_right));
        if (at_left < at_right)
            low = left;
        else
            high = right;
    }
    return best;
}

static double full_search(const glo_chart *c, const double *y, const double *mu, size_t n) {
    double best = 0, high = c->is_epidemic ? 40 : 6;
    for (size_t k = 0; k <= n && n - k + 1 >= c->least; k++) {
        if (c->window > 0 && k + c->window < n)
            continue;
        if (c->direction != GLO_DOWN)
            best = fmax(best, search(c, y, mu, k, n, 0, high));
        if (c->direction != GLO_UP)
            best = fmax(best, search(c, y, mu, k, n, -30, 0));
    }
    return best;
}

enum { LENGTH = 40 };

static void test_exact(void **state) {
    (void)state;
    glo_draws draws = {.seed = 3};
    double numbers[GLO_CHART_NUMBERS * LENGTH], y[LENGTH], mu[LENGTH];
    for (int trial = 0; trial < 60; trial++) {
        glo_chart chart = {.overdispersion = trial % 2 ? 0.25 : 0,
                           .is_epidemic = trial % 5 == 4,
                           .direction = trial % 5 == 4 ? GLO_UP : (glo_direction)(trial % 3),
                           .log_ratio = NAN,
                           .least = (size_t)(1 + trial % 4),
                           .window = trial % 7 == 0 ? 12 : 0};
        glo_chart_use(&chart, numbers, LENGTH);
        for (size_t n = 0; n < LENGTH; n++) {
            mu[n] = 3 + 2 * sin((double)n / 4);
            y[n] = glo_draws_negative_binomial(&draws, n < 20 ? mu[n] : 2 * mu[n], 0.2);
            double found = glo_chart_add(&chart, y[n], mu[n], n > 0 ? y[n - 1] : 0);
            double full = full_search(&chart, y, mu, n);
            assert_near(found, full, 1e-8 * fmax(1, full));
        }
    }
}

/* One more case than the bound leaves raises an alarm, and one less than it none. */
static void test_bounds(void **state) {
    (void)state;
    glo_draws draws = {.seed = 5};
    double numbers[GLO_CHART_NUMBERS * LENGTH], copy[GLO_CHART_NUMBERS * LENGTH], lower, upper;
    size_t seen = 0;
    for (int trial = 0; trial < 60; trial++) {
        glo_chart chart = {.overdispersion = trial % 2 ? 0.1 : 0,
                           .is_epidemic = trial % 5 == 4,
                           .direction = trial % 5 == 4 ? GLO_UP : (glo_direction)(trial % 3),
                           .log_ratio = trial % 6 == 5 ? log(1.8) : NAN,
                           .least = (size_t)(1 + trial % 3)};
        if (!isnan(chart.log_ratio)) {
            chart.direction = GLO_UP;
            chart.is_epidemic = false;
        }
        glo_chart_use(&chart, numbers, LENGTH);
        double before = 0;
        for (size_t n = 0; n < LENGTH && chart.statistic <= 4; n++) {
            glo_chart_bounds(&chart, 4, before, 4, &lower, &upper);
            for (int side = 0; side < 4; side++) {
                double bound = side < 2 ? upper : lower, y = bound + (side % 2 ? 1e-6 : -1e-6);
                if (isnan(bound) || y < 0)
                    continue;
                glo_chart tried = chart;
                memcpy(copy, numbers, sizeof copy);
                glo_chart_use(&tried, copy, LENGTH);
                tried.count = chart.count;
                tried.statistic = chart.statistic;
                if ((glo_chart_add(&tried, y, 4, before) > 4) != (side == 1 || side == 2))
                    fail_msg("trial %d, %d before: %g at %g, bounds %g and %g", trial, (int)n,
                             tried.statistic, y, lower, upper);
                seen++;
            }
            double y = glo_draws_poisson(&draws, 4);
            glo_chart_add(&chart, y, 4, before);
            before = y;
        }
    }
    assert_true(seen > 2000);
}

/* ---- what cannot be judged ---- */

static void test_without_a_mean(void **state) {
    (void)state;
    double zeros[120] = {0}, few[30];
    for (size_t i = 0; i < 30; i++)
        few[i] = 3;
    zeros[119] = 4;
    glo_watched all[] = {{.counts = zeros, .count = 120, .span = GLO_ALL, .per_year = 52},
                         {.counts = few, .count = 30, .span = GLO_ALL, .per_year = 52}};
    const char *const reasons[] = {"no mean above 0", "less than a year is known"};
    glo_detector_room room = {0};
    for (size_t i = 0; i < 2; i++) {
        glo_judgement judged[10];
        glo_detector_options options = glo_glr_poisson.defaults;
        options.from = all[i].count - 10;
        assert_int_equal(GLO_OK, glo_glr_poisson.judge_all(&all[i], &options, all[i].count, &room, judged));
        for (size_t k = 0; k < 10; k++) {
            assert_false(judged[k].alarm);
            assert_true(isnan(judged[k].score));
            assert_non_null(strstr(judged[k].reason, reasons[i]));
        }
    }
    glo_detector_room_dispose(&room);
}

/* judge gives what judge_all does. */
static void test_one_by_one(void **state) {
    (void)state;
    glo_judgement judged[JUDGED], one;
    glo_detector_room room = {0};
    const glo_detector *const detectors[] = {&glo_glr_poisson, &glo_cusum};
    for (size_t d = 0; d < 2; d++) {
        glo_detector_options options = detectors[d]->defaults;
        options.from = FIRST;
        judge_all(detectors[d], &options, judged);
        for (size_t i = 0; i < JUDGED; i++) {
            assert_int_equal(GLO_OK, detectors[d]->judge(&series, &options, FIRST + i, &room, &one));
            assert_near(one.upper, judged[i].upper, 0);
            assert_near(one.score, judged[i].score, 0);
            assert_int_equal(one.alarm, judged[i].alarm);
        }
    }
    glo_detector_room_dispose(&room);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_known_mean),
                                       cmocka_unit_test(test_known_ratio),
                                       cmocka_unit_test(test_negative_binomial),
                                       cmocka_unit_test(test_falls),
                                       cmocka_unit_test(test_estimated_overdispersion),
                                       cmocka_unit_test(test_exact),
                                       cmocka_unit_test(test_bounds),
                                       cmocka_unit_test(test_without_a_mean),
                                       cmocka_unit_test(test_one_by_one)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
