/* test_moran.c: spatial association on a lattice of 3 x 4 against R spdep 1.2-7 (moran.test, localmoran, localG), neighbours, and
 * permutations. The reference answers for the tracts of New York are in tests/spec/warning/association_spec.lua. */
#include "near.h"

#include "association/getis_ord.h"
#include "association/moran.h"

static const double x[12] = {0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3},
                    y[12] = {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2};
static const double values[12] = {9, 8, 3, 1, 7, 9, 4, 2, 6, 5, 2, 0};

static glo_neighbours rook(bool has_self, bool is_binary) {
    glo_neighbours w;
    assert_int_equal(GLO_OK, glo_neighbours_within(x, y, 12, 1, false, NULL, &w));
    if (has_self)
        assert_int_equal(GLO_OK, glo_neighbours_add_self(&w));
    if (!is_binary)
        glo_neighbours_standardise(&w);
    return w;
}

static void test_global(void **state) {
    (void)state;
    const double statistic[] = {0.64008179959100198, 0.58607001082641641};
    const double variance[] = {0.05068575304060991, 0.04707283571437707};
    for (int is_binary = 0; is_binary < 2; is_binary++) {
        glo_neighbours w = rook(false, is_binary);
        double z[12], m2 = glo_deviations(values, 12, z);
        glo_moran m;
        assert_int_equal(GLO_OK, glo_moran_global(&w, z, m2, &m));
        assert_near(m.statistic, statistic[is_binary], 1e-14);
        assert_near(m.expected, -1.0 / 11, 1e-15);
        assert_near(m.variance, variance[is_binary], 1e-14);
        glo_neighbours_dispose(&w);
    }
}

static void test_local(void **state) {
    (void)state;
    const size_t places[] = {0, 5, 11};
    const double wanted[][3] = {{1.3558282208588954, 0.8260624371471256, 1.699167642061980},
                                {0.6380368098159507, 0.3212465033349933, 1.458306157261338},
                                {1.3742331288343561, 0.9224809003471079, 1.658437930481588}};
    glo_neighbours w = rook(false, false);
    double z[12], m2 = glo_deviations(values, 12, z);
    for (size_t i = 0; i < 3; i++) {
        glo_moran m = glo_moran_local(&w, z, m2, places[i]);
        assert_near(m.statistic, wanted[i][0], 1e-14);
        assert_near(m.variance, wanted[i][1], 1e-14);
        assert_near(m.z, wanted[i][2], 1e-14);
    }
    glo_neighbours_dispose(&w);
}

static void test_getis_ord(void **state) {
    (void)state;
    const size_t places[] = {0, 5, 11};
    const double gi[] = {1.699167642061980, 1.458306157261339, -1.658437930481588};
    const double gi_star[] = {2.121079325511536, 1.800866477591810, -2.121079325511536};
    double z[12];
    glo_deviations(values, 12, z);
    for (int has_self = 0; has_self < 2; has_self++) {
        glo_neighbours w = rook(has_self, true);
        for (size_t i = 0; i < 3; i++)
            assert_near(glo_getis_ord_at(&w, values, z, places[i]).z, (has_self ? gi_star : gi)[i], 1e-14);
        glo_neighbours_dispose(&w);
    }
}

static void test_neighbours(void **state) {
    (void)state;
    glo_neighbours w;
    assert_int_equal(GLO_OK, glo_neighbours_nearest(x, y, 12, 3, false, NULL, &w));
    assert_int_equal(3,
                     glo_neighbours_count(&w, 0)); /* right, below, and of those at 1.41 and 2 the nearer */
    assert_int_equal(1, w.place[0]);
    assert_int_equal(4, w.place[1]);
    assert_int_equal(5, w.place[2]);
    glo_neighbours_dispose(&w);
    assert_int_equal(GLO_EINVAL, glo_neighbours_nearest(x, y, 12, 12, false, NULL, &w));
    const uint32_t pairs[][2] = {{2, 0}, {0, 2}, {1, 1}, {1, 2}, {UINT32_MAX, 0}};
    assert_int_equal(GLO_OK, glo_neighbours_paired(pairs, 5, 4, &w));
    assert_int_equal(1, glo_neighbours_count(&w, 0));
    assert_int_equal(1, glo_neighbours_count(&w, 1));
    assert_int_equal(2, glo_neighbours_count(&w, 2));
    assert_int_equal(0, glo_neighbours_count(&w, 3));
    assert_near(glo_neighbours_weight(&w, 2, 1), 1, 0);
    assert_near(glo_neighbours_weight(&w, 1, 0), 0, 0);
    glo_neighbours_dispose(&w);
}

/* Antwerp and Brussels, from their coordinates. */
static void test_distance(void **state) {
    (void)state;
    assert_near(glo_distance(4.40, 51.22, 4.35, 50.85, true), 41.29, 0.01);
    assert_near(glo_distance(0, 0, 180, 0, true), M_PI * 6371.0088, 1e-6);
    assert_near(glo_distance(0, 0, 3, 4, false), 5, 0);
}

/* R's moran.mc has p = 0.00011 with 99,999 permutations. */
static void test_permutation(void **state) {
    (void)state;
    glo_neighbours w = rook(false, false);
    double z[12];
    glo_deviations(values, 12, z);
    glo_tail tail;
    assert_int_equal(GLO_OK, glo_moran_permute(&w, z, 99999, 1, NULL, &tail));
    assert_near(glo_tail_p(&tail, GLO_GREATER), 0.00011, 0.0001);
    assert_near(glo_tail_p(&tail, GLO_LESS), 1, 0.001);
    glo_neighbours_dispose(&w);
}

/* The corner's two neighbours are 8 and 7 of the other eleven values: as much or more have {9, 8}, {9, 7}, {8, 7}, 3 of 55. */
static void test_conditional_permutation(void **state) {
    (void)state;
    glo_neighbours w = rook(false, true);
    double z[12];
    glo_deviations(values, 12, z);
    glo_tail tails[12], again[12];
    assert_int_equal(GLO_OK, glo_lags_permute(&w, z, true, GLO_GREATER, 999999, 1, NULL, tails));
    assert_true(glo_tail_is_settled(&tails[0], GLO_GREATER));
    assert_near(glo_tail_p(&tails[0], GLO_GREATER), 3.0 / 55, 3 * 3.0 / 55 / 10);
    glo_job two = {.threads = 2};
    assert_int_equal(GLO_OK, glo_lags_permute(&w, z, true, GLO_GREATER, 999999, 1, &two, again));
    for (size_t i = 0; i < 12; i++) {
        assert_int_equal(tails[i].draws, again[i].draws);
        assert_int_equal(tails[i].as_large, again[i].as_large);
    }
    glo_neighbours_dispose(&w);
}

static void test_tails(void **state) {
    (void)state;
    glo_tail tail = {.draws = 999, .as_large = 9, .as_small = 995};
    assert_near(glo_tail_p(&tail, GLO_GREATER), 0.01, 1e-15);
    assert_near(glo_tail_p(&tail, GLO_LESS), 0.996, 1e-15);
    assert_near(glo_tail_p(&tail, GLO_TWO_SIDED), 0.02, 1e-15);
    assert_true(isnan(glo_tail_p(&(glo_tail){0}, GLO_GREATER)));
    assert_near(glo_normal_p(1.959963984540054, GLO_TWO_SIDED), 0.05, 1e-15);
    assert_near(glo_normal_p(1.7934600123148063, GLO_GREATER), 0.036449699554005288, 1e-15);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_global),
        cmocka_unit_test(test_local),
        cmocka_unit_test(test_getis_ord),
        cmocka_unit_test(test_neighbours),
        cmocka_unit_test(test_distance),
        cmocka_unit_test(test_permutation),
        cmocka_unit_test(test_conditional_permutation),
        cmocka_unit_test(test_tails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
