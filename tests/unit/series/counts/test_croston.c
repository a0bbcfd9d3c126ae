/* test_croston.c: Croston, SBA, TSB and the empirical distribution. The answer for Croston is that of R's
 * forecast 8.20 (croston, alpha 0.1). */
#include "odd_samples.h"

#include "counts/croston.h"
#include "counts/empirical.h"

static const double demand[12] = {0, 0, 3, 0, 0, 0, 2, 0, 1, 0, 0, 4};
static const glo_sample sparse = {.values = demand, .count = 12, .season = 1, .is_count = 1};

static void test_croston(void **state) {
    (void)state;
    forecast f = run(glo_croston, sparse, NULL, 3);
    assert_sound(&f, sparse, 3, "Croston");
    assert_near(f.mean[0], 0.949180876, 1e-9);
    assert_near(f.mean[2], 0.949180876, 1e-9);
    assert_near(run(glo_sba, sparse, NULL, 1).mean[0], 0.949180876 * 0.95, 1e-9);
    /* A value comes with a chance of 1 / 2.991, the sizes weigh 1 (4), 0.9 (1), 0.81 (2), 0.729 (3). */
    assert_near(quantile(&f, 0, 2), 0, 0);
    assert_near(quantile(&f, 0, 3), 3, 0); /* (0.9 - 1 + 1 / 2.991) x 2.991 = 0.70 of the weight of 3.44 */
    assert_near(quantile(&f, 0, 4), 4, 0);
}

static void test_tsb(void **state) {
    (void)state;
    double size = 2.5, chance = 4.0 / 12;
    for (int t = 0; t < 12; t++) {
        size += demand[t] > 0 ? 0.1 * (demand[t] - size) : 0;
        chance += 0.1 * ((demand[t] > 0) - chance);
    }
    assert_near(run(glo_tsb, sparse, NULL, 1).mean[0], size * chance, 1e-12);
}

/* What is no longer there fades from TSB, and not from Croston. */
static void test_what_is_over(void **state) {
    (void)state;
    double y[60] = {0};
    for (int i = 0; i < 20; i += 2)
        y[i] = 4;
    glo_sample sample = {.values = y, .count = 60, .season = 1, .is_count = 1};
    assert_true(run(glo_croston, sample, NULL, 1).mean[0] > 1.5);
    assert_true(run(glo_tsb, sample, NULL, 1).mean[0] < 0.05);
}

static void test_optimised(void **state) {
    (void)state;
    double y[80];
    for (int i = 0; i < 80; i++)
        y[i] = i % 3 ? 0 : (i < 40 ? 2 : 20); /* a step: what learns faster errs less */
    glo_sample sample = {.values = y, .count = 80, .season = 1, .is_count = 1};
    forecast fixed = run(glo_croston, sample, NULL, 1), best = run(glo_croston, sample, "optimised", 1);
    assert_string_equal(best.fit.model, "Croston optimised");
    assert_true(fabs(best.mean[0] - 20.0 / 3) < fabs(fixed.mean[0] - 20.0 / 3));
    assert_int_equal(run(glo_sba, sample, "fast", 1).status, GLO_EINVAL);
}

static void test_zeros_and_negatives_are_said(void **state) {
    (void)state;
    double zero[6] = {0}, below[6] = {1, -1, 2, 0, 0, 3};
    assert_string_equal(
        run(glo_tsb, (glo_sample){.values = zero, .count = 6, .season = 1, .is_count = 1}, NULL, 1).fit.note,
        "all values are 0: forecast 0");
    assert_string_equal(
        run(glo_sba, (glo_sample){.values = below, .count = 6, .season = 1}, NULL, 1).fit.note,
        "SBA not defined below 0: last value carried forward");
}

static void test_empirical(void **state) {
    (void)state;
    double y[100];
    for (int i = 0; i < 100; i++)
        y[i] = (i * 37) % 100; /* each of 0 to 99 once, in no order */
    forecast f =
        run(glo_empirical, (glo_sample){.values = y, .count = 100, .season = 1, .is_count = 1}, NULL, 2);
    assert_string_equal(f.fit.model, "empirical, lambda 1");
    assert_near(quantile(&f, 0, 1), 9, 0); /* the smallest at or below which a tenth lies */
    assert_near(quantile(&f, 1, 3), 89, 0);
    assert_near(f.mean[0], 49.5, 1e-9);
}

static void test_empirical_season_and_shift(void **state) {
    (void)state;
    double y[96];
    for (int i = 0; i < 96; i++)
        y[i] = i % 12 == 6 ? 8 + i % 5 : i % 4 == 1;
    forecast f =
        run(glo_empirical, (glo_sample){.values = y, .count = 96, .season = 12, .is_count = 1}, NULL, 12);
    assert_true(f.mean[6] > 3 * f.mean[5]);
    assert_true(quantile(&f, 6, 3) >= 8 && quantile(&f, 5, 2) <= 1);
    for (int i = 0; i < 96; i++)
        y[i] = (i < 60 ? 50 : 0) + i % 3;
    forecast after =
        run(glo_empirical, (glo_sample){.values = y, .count = 96, .season = 1, .is_count = 1}, NULL, 1);
    assert_string_equal(after.fit.model, "empirical, lambda 0.9");
    assert_true(quantile(&after, 0, 2) <= 2);
}

static void test_odd_samples(void **state) {
    (void)state;
    assert_survives(glo_croston, NULL);
    assert_survives(glo_sba, NULL);
    assert_survives(glo_tsb, NULL);
    assert_survives(glo_tsb, "optimised");
    assert_survives(glo_empirical, NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_croston),
        cmocka_unit_test(test_tsb),
        cmocka_unit_test(test_what_is_over),
        cmocka_unit_test(test_optimised),
        cmocka_unit_test(test_zeros_and_negatives_are_said),
        cmocka_unit_test(test_empirical),
        cmocka_unit_test(test_empirical_season_and_shift),
        cmocka_unit_test(test_odd_samples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
