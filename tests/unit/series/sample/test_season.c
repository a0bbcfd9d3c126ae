/* test_season.c: the test for a season and classical decomposition; the answers are those of R 4.2.2
 * (decompose). */
#include "airpassengers.h"
#include "nile.h"
#include "odd_samples.h"

#include "sample/season.h"

static void test_who_has_a_season(void **state) {
    (void)state;
    assert_true(glo_is_seasonal(airpassengers, 144, 12));
    assert_false(glo_is_seasonal(airpassengers, 35, 12)); /* less than three seasons */
    assert_false(glo_is_seasonal(airpassengers, 144, 1));
    assert_false(glo_is_seasonal(nile, 100, 12));
    double constant[48] = {0};
    assert_false(glo_is_seasonal(constant, 48, 12));
}

static void test_indices(void **state) {
    (void)state;
    double indices[12];
    assert_true(glo_decompose(airpassengers, 144, 12, 1, indices));
    assert_near(indices[0], 0.9102303674, 1e-9);
    assert_near(indices[6], 1.2265555429, 1e-9);
    assert_near(indices[11], 0.8988243900, 1e-9);
    assert_true(glo_decompose(airpassengers, 144, 12, 0, indices));
    assert_near(indices[1], -36.188131313, 1e-8);
    assert_near(indices[6], 63.830808081, 1e-8);
}

static void test_an_odd_season(void **state) {
    (void)state;
    double y[21], indices[7];
    static const double wanted[7] = {-3, -2, -1, 0, 1, 2, 3};
    for (int i = 0; i < 21; i++)
        y[i] = 10 + 2 * i + wanted[i % 7];
    assert_true(glo_decompose(y, 21, 7, 0, indices));
    for (int i = 0; i < 7; i++)
        assert_near(indices[i], wanted[i], 1e-12);
}

static void test_out_and_back(void **state) {
    (void)state;
    double y[144];
    memcpy(y, airpassengers, sizeof y);
    glo_season season;
    assert_int_equal(glo_season_remove(y, 144, 12, &season), GLO_OK);
    assert_true(season.multiplicative);
    for (size_t i = 0; i < 144; i++) {
        double factor, addend;
        glo_season_at(&season, i, &factor, &addend);
        assert_near(y[i] * factor + addend, airpassengers[i], 1e-10);
    }
    glo_season_dispose(&season);
    /* With a zero among them the season is additive. */
    memcpy(y, airpassengers, sizeof y);
    y[3] = 0;
    assert_int_equal(glo_season_remove(y, 144, 12, &season), GLO_OK);
    assert_false(season.multiplicative);
    assert_int_equal(season.length, 12);
    glo_season_dispose(&season);
}

static void test_what_has_no_ratios(void **state) {
    (void)state;
    double y[36], indices[12];
    for (int i = 0; i < 36; i++)
        y[i] = i % 12 == 0 ? 4 : 0;
    assert_false(glo_decompose(y, 36, 12, 1, indices)); /* indices of 0 can't be divided by */
    assert_near(indices[5], 1, 0);
    assert_false(glo_decompose(y, 23, 12, 0, indices)); /* less than two seasons */
    assert_near(indices[0], 0, 0);
}

static void test_zeros_that_come_back(void **state) {
    (void)state;
    double y[96];
    glo_zeros zeros;
    for (int i = 0; i < 96; i++) /* May to October, but for one zero in July and one year without June */
        y[i] = i % 12 < 4 || i % 12 > 9 || i == 30 ? 0.0 : i == 5 ? NAN : 20.0 + i % 3;
    assert_int_equal(glo_zeros_by_season(y, 96, 12, &zeros), GLO_OK);
    assert_true(zeros.are_seasonal);
    assert_int_equal(zeros.zeros, 49);
    assert_int_equal(zeros.known, 95);
    assert_int_equal(zeros.zeros_within, 1);
    assert_int_equal(zeros.known_within, 47);
    assert_int_equal(glo_zeros_by_season(y, 23, 12, &zeros), GLO_OK);
    assert_false(zeros.are_seasonal); /* one year and a bit */
    assert_int_equal(glo_zeros_by_season(y, 96, 1, &zeros), GLO_OK);
    assert_false(zeros.are_seasonal);
}

static void test_zeros_at_random(void **state) {
    (void)state;
    int seasonal = 0;
    uint64_t x = 1;
    for (int trial = 0; trial < 200; trial++) {
        double y[96];
        for (int i = 0; i < 96; i++) {
            x = x * 6364136223846793005u + 1442695040888963407u;
            y[i] = (x >> 33) % 10 < 6 ? 0 : 2;
        }
        glo_zeros zeros;
        assert_int_equal(glo_zeros_by_season(y, 96, 12, &zeros), GLO_OK);
        seasonal += zeros.are_seasonal;
    }
    assert_in_range(seasonal, 2, 20); /* 5 % */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_has_a_season),   cmocka_unit_test(test_indices),
        cmocka_unit_test(test_an_odd_season),      cmocka_unit_test(test_out_and_back),
        cmocka_unit_test(test_what_has_no_ratios), cmocka_unit_test(test_zeros_that_come_back),
        cmocka_unit_test(test_zeros_at_random),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
