/* test_score.c: scores, accuracy, tests and skill, against published and independently computed answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/err.h"
#include "evaluation/accuracy.h"
#include "numeric/student.h"
#include "series/compare.h"
#include "series/score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void near(double found, double expected, double tolerance) {
    if (!(fabs(found - expected) <= tolerance))
        fail_msg("%.12g is not %.12g", found, expected);
}

/* R scoringRules: crps_norm, crps_pois, crps_nbinom; the normal ones also by Gneiting and Raftery (2007),
 * eq. 21. */
static void test_crps(void **state) {
    (void)state;
    near(glo_crps_normal(0, 0, 1), 0.2336949773, 5e-11);
    near(glo_crps_normal(1, 0, 1), 0.6024413576, 5e-11);
    near(glo_crps_normal(3, 2, 1.5), 0.6070745662, 5e-11);
    near(glo_crps_normal(3, 2, 0), 1, 0);
    near(glo_crps_poisson(3, 2.5), 0.4576085205, 5e-11);
    near(glo_crps_poisson(0, 2.5), 1.631217301, 5e-10);
    near(glo_crps_poisson(10, 2.5), 6.631371523, 5e-10);
    near(glo_crps_negative_binomial(3, 4, 2), 0.7315555556, 5e-11);
}

static void test_crps_of_wide_and_narrow_counts(void **state) {
    (void)state;
    near(glo_crps_poisson(0, 0), 0, 0);
    near(glo_crps_poisson(5, 0), 5, 1e-12);
    near(glo_crps_poisson(-2, 0), 2, 1e-12);
    /* far from the distribution, the score is the distance less half the mean difference */
    near(glo_crps_poisson(1000, 2.5) - glo_crps_poisson(500, 2.5), 500, 1e-9);
    near(glo_crps_poisson(0, 1e6) - glo_crps_poisson(1000, 1e6), 1000, 1e-6);
    /* as the size grows, the negative binomial is a Poisson; as the mean does, a Poisson is normal */
    near(glo_crps_negative_binomial(3, 2.5, 1e9), glo_crps_poisson(3, 2.5), 1e-7);
    near(glo_crps_poisson(1e12, 1e12) / glo_crps_normal(1e12, 1e12, 1e6), 1, 1e-6);
    near(glo_crps_poisson(1e8, 1e8) / glo_crps_normal(1e8, 1e8, 1e4), 1, 1e-4);
    /* size 1 and a huge mean is an exponential: crps at 0 is mean / 2, by its mean difference */
    near(glo_crps_negative_binomial(0, 1e9, 1) / 5e8, 1, 1e-3);
    near(glo_crps_negative_binomial(0, 1e4, 1) / 5e3, 1, 1e-3);
    assert_true(isnan(glo_crps_poisson(1, INFINITY)));
    assert_true(isnan(glo_crps_negative_binomial(1, 2, 0)));
}

static void test_crps_of_samples(void **state) {
    (void)state;
    double one[] = {4}, three[] = {1, 2, 6};
    near(glo_crps_sample(7, one, 1), 3, 1e-15);
    /* mean distance to 3 is 2, mean difference over all pairs 20/9, half of it 10/9 */
    near(glo_crps_sample(3, three, 3), 2 - 10.0 / 9, 1e-15);
    /* evenly spread quantiles of a normal distribution approach its score */
    enum { MANY = 999 };
    double p[MANY], q[MANY];
    for (int i = 0; i < MANY; i++) {
        p[i] = (i + 1) / 1000.0;
        double low = -9, high = 9;
        for (int k = 0; k < 80; k++) {
            double z = (low + high) / 2;
            *(erfc(-z * M_SQRT1_2) / 2 < p[i] ? &low : &high) = z;
        }
        q[i] = low;
    }
    near(glo_crps_quantiles(1, p, q, MANY), 0.6024413576, 1e-4);
    assert_true(isnan(glo_crps_quantiles(1, p, q, 0)));
}

static void test_intervals(void **state) {
    (void)state;
    double p[] = {0.025, 0.25, 0.5, 0.75, 0.975}, q[] = {5, 8, 10, 13, 20};
    glo_wis found = glo_wis_score(12, p, q, 5);
    near(found.wis, 1.05, 1e-15);
    near(found.dispersion + found.over + found.under, found.wis, 1e-15);
    near(found.dispersion, 0.65, 1e-15); /* (0.25 x 5 + 0.025 x 15) / 2.5 */
    near(found.under, 0.4, 1e-15);       /* half of 12 - 10, / 2.5 */
    near(found.over, 0, 0);
    near(glo_wis_score(4, p, q, 5).over, ((10 - 4) / 2.0 + 4 + 1) / 2.5, 1e-15);
    double sum = 0; /* the mean quantile score is the weighted interval score */
    for (int i = 0; i < 5; i++)
        sum += glo_quantile_score(12, p[i], q[i]) / 5;
    near(sum, 1.05, 1e-15);
    assert_true(isnan(glo_wis_score(1, p, q, 2).wis));
    near(glo_interval_score(12, 8, 13, 0.5), 5, 0);
    near(glo_interval_score(14, 8, 13, 0.5), 5 + 4, 0);
    near(glo_interval_score(6, 8, 13, 0.2), 5 + 20, 1e-14);
    near(glo_quantile_score(12, 0.9, 10), 3.6, 1e-15);
    near(glo_quantile_score(8, 0.9, 10), 0.4, 1e-15);
}

static void test_probabilities(void **state) {
    (void)state;
    near(glo_brier_score(1, 0.7), 0.09, 1e-15);
    near(glo_brier_score(0, 0.7), 0.49, 1e-15);
    near(glo_log_score_event(1, 0.25), 2 * M_LN2, 1e-15);
    assert_true(isinf(glo_log_score_event(0, 1)));
    near(glo_log_score_normal(1, 0, 2), 0.125 + log(2) + 0.918938533204673, 1e-12);
    near(glo_log_score_poisson(3, 2.5), -log(2.5 * 2.5 * 2.5 / 6 * exp(-2.5)), 1e-13);
    /* 3 with mean 4, size 2: 4 x (1/3)^2 x (2/3)^3 */
    near(glo_log_score_negative_binomial(3, 4, 2), -log(4.0 / 9 * 8 / 27), 1e-13);
    assert_true(isinf(glo_log_score_poisson(-1, 2)) && isinf(glo_log_score_poisson(1.5, 2)));
}

static void test_accuracy(void **state) {
    (void)state;
    double history[] = {1, 3, 2, 5, 4, 6}, actual[] = {10, NAN, 0, 4}, forecast[] = {8, 1, 0, 7};
    glo_scale scale = glo_naive_scale(history, 6, 2); /* differences 1 2 2 1 */
    near(scale.absolute, 1.5, 0);
    near(scale.squared, 2.5, 0);
    glo_accuracy a = glo_accuracy_of(actual, forecast, 4, scale);
    assert_int_equal(a.count, 3);
    near(a.mae, 5.0 / 3, 1e-15);
    near(a.rmse, sqrt(13.0 / 3), 1e-15);
    near(a.bias, 1.0 / 3, 1e-15);
    near(a.smape, (200 * 2 / 18.0 + 0 + 200 * 3 / 11.0) / 3, 1e-13);
    near(a.mase, 10.0 / 9, 1e-15);
    near(a.rmsse, sqrt(13.0 / 3 / 2.5), 1e-15);
    near(glo_naive_scale(history, 2, 12).absolute, 2, 0); /* shorter than a season: steps of one */
    assert_true(isnan(glo_naive_scale(history, 1, 1).absolute));
    double flat[] = {2, 2, 2};
    assert_true(isnan(glo_accuracy_of(actual, forecast, 4, glo_naive_scale(flat, 3, 1)).mase));
    assert_true(isnan(glo_accuracy_of(actual, forecast, 0, scale).mae));
    near(glo_smape_term(1e308, -1e308), 200, 1e-12);
    near(glo_owa(8, 2, 10, 4), 0.65, 1e-15);
}

static void test_student(void **state) { /* R: pt(2, c(1, 2, 5, 10, 59)) */
    (void)state;
    near(glo_student_p(2, 1), 0.8524163823495667, 1e-14);
    near(glo_student_p(2, 2), 0.9082482904638630, 1e-14);
    near(glo_student_p(2, 5), 0.9490302605850709, 1e-14);
    near(glo_student_p(-2, 10), 0.0366940173853703, 1e-14);
    near(glo_student_p(0, 7), 0.5, 1e-15);
    near(glo_student_p(INFINITY, 7), 1, 0);
    near(glo_student_quantile(0.975, 5), 2.5705818366147395, 1e-8); /* R: qt */
    near(glo_student_quantile(0.9, 3), 1.6377443536962102, 1e-8);
    near(glo_student_quantile(0.995, 1), 63.65674116287399, 1e-6);
    near(glo_student_quantile(0.025, 100), -1.983971518523552, 1e-8);
    near(glo_student_quantile(0.975, 101), 1.983731002885281, 1e-8);
    near(glo_student_quantile(0.5, 3), 0, 0);
    assert_true(isinf(glo_student_quantile(1, 3)) && isnan(glo_student_quantile(0.3, 0)));
}

/* R forecast 8.20: dm.test(a, b, h=1 and 3, power=2). */
static void test_diebold_mariano(void **state) {
    (void)state;
    double a[] = {1.2, -0.7, 0.3, 2.1, -1.5, 0.8, -0.2, 1.9, -2.4, 0.6, 1.1, -0.9};
    double b[] = {0.9, -1.1, 0.8, 1.4, -1.9, 1.6, -0.7, 2.5, -1.8, 1.3, 0.4, -1.6};
    for (int i = 0; i < 12; i++) {
        a[i] *= a[i];
        b[i] *= b[i];
    }
    glo_dm dm;
    assert_int_equal(glo_dm_test(a, b, 12, 1, &dm), GLO_OK);
    near(dm.statistic, -0.701773922329761, 1e-12);
    near(dm.p, 0.497399901295295, 1e-12);
    assert_int_equal(glo_dm_test(a, b, 12, 3, &dm), GLO_OK);
    near(dm.statistic, -0.884900686970913, 1e-12);
    near(dm.p, 0.395141580274031, 1e-12);
    assert_int_equal(glo_dm_test(a, a, 12, 3, &dm), GLO_OK);
    near(dm.p, 1, 0);
    double more[12];
    for (int i = 0; i < 12; i++)
        more[i] = a[i] + 1;
    assert_int_equal(glo_dm_test(more, a, 12, 1, &dm), GLO_OK);
    assert_true(isinf(dm.statistic) && dm.statistic > 0 && dm.p == 0);
    /* differences that swing: the variance over 2 lags is negative, that of one is taken */
    double swing[12], zero[12] = {0};
    for (int i = 0; i < 12; i++)
        swing[i] = i % 2 == 0 ? 1 : 0;
    assert_int_equal(glo_dm_test(swing, zero, 12, 2, &dm), GLO_OK);
    assert_int_equal(dm.fell_back, 1);
    assert_true(isfinite(dm.statistic));
    assert_int_equal(glo_dm_test(a, b, 2, 1, &dm), GLO_EINVAL);
    assert_int_equal(glo_dm_test(a, b, 12, 12, &dm), GLO_EINVAL);
    a[3] = NAN;
    assert_int_equal(glo_dm_test(a, b, 12, 1, &dm), GLO_EINVAL);
    assert_non_null(strstr(glo_message(), "loss 4"));
}

static void test_skill(void **state) {
    (void)state;
    double losses[200], reference[200];
    for (int i = 0; i < 200; i++) {
        losses[i] = 1 + i % 7;
        reference[i] = 2 * losses[i] + (i % 3 - 1);
    }
    glo_skill one, two;
    assert_int_equal(glo_skill_of(losses, reference, 200, 6, 1000, 0.9, 7, NULL, &one), GLO_OK);
    assert_int_equal(glo_skill_of(losses, reference, 200, 6, 1000, 0.9, 7, NULL, &two), GLO_OK);
    assert_memory_equal(&one, &two, sizeof one);
    assert_true(one.low < one.skill && one.skill < one.high);
    near(one.skill, 0.5, 0.01);
    assert_true(one.high - one.low < 0.05);
    assert_int_equal(glo_skill_of(losses, reference, 200, 6, 1000, 0.9, 8, NULL, &two), GLO_OK);
    assert_true(one.low != two.low);
    assert_int_equal(glo_skill_of(losses, losses, 200, 500, 10, 0.9, 7, NULL, &one), GLO_OK);
    near(one.skill, 0, 0);
    near(one.high - one.low, 0, 0);
    assert_int_equal(glo_skill_of(losses, reference, 0, 1, 10, 0.9, 7, NULL, &one), GLO_EINVAL);
    assert_int_equal(glo_skill_of(losses, reference, 5, 1, 10, 1, 7, NULL, &one), GLO_EINVAL);
}

/* z at the quantiles is that of their probabilities, linear between and beyond; ties are in their middle. */
static void test_pit(void **state) {
    (void)state;
    const double p[] = {0.025, 0.5, 0.975}, q[] = {5, 10, 20};
    double outer = 1.959963984540054;
    near(glo_pit_normal_score(5, p, q, 3), -outer, 1e-12);
    near(glo_pit_normal_score(10, p, q, 3), 0, 1e-12);
    near(glo_pit_normal_score(15, p, q, 3), outer / 2, 1e-12);
    near(glo_pit_normal_score(30, p, q, 3), 2 * outer, 1e-12);
    near(glo_pit_normal_score(0, p, q, 3), -2 * outer, 1e-12);
    const double low[] = {0, 0, 4}, same[] = {3, 3, 3};
    near(glo_pit_normal_score(0, p, low, 3), -outer / 2, 1e-12);
    near(glo_pit_normal_score(8, p, low, 3), 2 * outer, 1e-12);
    near(glo_pit_normal_score(3, p, same, 3), 0, 1e-12);
    assert_true(glo_pit_normal_score(4, p, same, 3) == INFINITY);
    assert_true(isnan(glo_pit_normal_score(4, p, q, 0)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_crps),
        cmocka_unit_test(test_pit),
        cmocka_unit_test(test_crps_of_wide_and_narrow_counts),
        cmocka_unit_test(test_crps_of_samples),
        cmocka_unit_test(test_intervals),
        cmocka_unit_test(test_probabilities),
        cmocka_unit_test(test_accuracy),
        cmocka_unit_test(test_student),
        cmocka_unit_test(test_diebold_mariano),
        cmocka_unit_test(test_skill),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
