/* test_segmentation.c: exact segmentation against the full dynamic programme on random series of every cost, and the published
 * change points of the Nile. */
#include "near.h"

#include "changes/segmentation.h"
#include "numeric/draws.h"

#include <stdlib.h>
#include <string.h>

/* Annual flow of the Nile at Aswan, 1871 to 1970 (G. W. Cobb, Biometrika 65, 1978; R's data set Nile). */
static const double nile[100] = {
    1120, 1160, 963,  1210, 1160, 1160, 813,  1230, 1370, 1140, 995,  935,  1110, 994, 1020, 960,  1180,
    799,  958,  1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774,  840,  874, 694,  940,  833,
    701,  916,  692,  1020, 1050, 969,  831,  726,  456,  824,  702,  1120, 1100, 832, 764,  821,  768,
    845,  864,  862,  698,  845,  744,  796,  1040, 759,  781,  865,  845,  944,  984, 897,  822,  1010,
    771,  676,  649,  846,  812,  742,  801,  1040, 860,  874,  848,  890,  744,  749, 838,  1050, 918,
    986,  797,  923,  975,  815,  1020, 906,  901,  1170, 912,  746,  919,  718,  714, 740};

static size_t segments_of(glo_change_cost kind, const double *values, size_t count, double penalty,
                          size_t minimum, size_t *ends) {
    glo_segment_cost cost;
    size_t found;
    glo_segmentation_spec spec = {.penalty = penalty, .minimum = minimum};
    assert_int_equal(GLO_OK, glo_segment_cost_new(kind, values, count, NAN, &cost));
    assert_int_equal(GLO_OK, glo_segment(&cost, &spec, NULL, ends, &found));
    glo_segment_cost_dispose(&cost);
    return found;
}

/* The Aswan dam: every analysis of this series has one change, after 1898 (Cobb 1978; strucchange's breakpoints: 28). */
static void test_nile(void **state) {
    (void)state;
    size_t ends[100];
    const glo_change_cost costs[] = {GLO_COST_MEAN, GLO_COST_MEAN_VARIANCE};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(2, segments_of(costs[i], nile, 100, 3 * log(100), 5, ends));
        assert_int_equal(28, ends[0]);
        assert_int_equal(100, ends[1]);
    }
    glo_segment_cost cost;
    assert_int_equal(GLO_OK, glo_segment_cost_new(GLO_COST_MEAN, nile, 100, NAN, &cost));
    assert_near(glo_segment_fit_of(&cost, 0, 28).level, 1097.75, 1e-9);
    assert_near(glo_segment_fit_of(&cost, 28, 100).level, 849.972222222222, 1e-9);
    /* the residual sums of squares that strucchange's breakpoints(Nile ~ 1) gives: 2835156.75 and 1597457.194 */
    double all = glo_segment_cost_of(&cost, 0, 100) * cost.variance;
    double cut = (glo_segment_cost_of(&cost, 0, 28) + glo_segment_cost_of(&cost, 28, 100)) * cost.variance;
    assert_near(all, 2835156.75, 1e-3);
    assert_near(cut, 1597457.194, 1e-3);
    glo_segment_cost_dispose(&cost);
}

/* The least sum of prices and penalties by looking at every last segment, without pruning. */
static double full_programme(const glo_segment_cost *cost, const glo_segmentation_spec *spec) {
    size_t n = cost->count;
    double *best = calloc(n + 1, sizeof *best), least;
    best[0] = -spec->penalty;
    for (size_t end = 1; end <= n; end++) {
        best[end] = INFINITY;
        for (size_t begin = 0; begin < end; begin++) {
            if (end - begin >= spec->minimum || (begin == 0 && end == n))
                best[end] =
                    fmin(best[end], best[begin] + glo_segment_price(cost, spec, begin, end) + spec->penalty);
        }
    }
    least = best[n];
    free(best);
    return least;
}

static double price_of(const glo_segment_cost *cost, const glo_segmentation_spec *spec, const size_t *ends,
                       size_t count) {
    double sum = -spec->penalty;
    for (size_t i = 0, begin = 0; i < count; begin = ends[i++]) {
        assert_true(ends[i] - begin >= spec->minimum || count == 1);
        sum += glo_segment_price(cost, spec, begin, ends[i]) + spec->penalty;
    }
    return sum;
}

/* Counts about levels that change at random, some of them missing; every fourth series has a spread or a slope. */
static size_t random_series(glo_draws *draws, double *out) {
    size_t count = 5 + (size_t)(glo_draws_uniform(draws) * 115);
    double level = 5, slope = 0;
    for (size_t i = 0; i < count; i++) {
        if (glo_draws_uniform(draws) < 0.06) {
            level = exp(4 * glo_draws_uniform(draws));
            slope = glo_draws_uniform(draws) < 0.3 ? 2 * glo_draws_uniform(draws) - 1 : 0;
        }
        level = fmax(0.2, level + slope);
        out[i] = glo_draws_negative_binomial(draws, level, 0.1);
        if (glo_draws_uniform(draws) < 0.03)
            out[i] = NAN;
    }
    return count;
}

static void test_against_full_programme(void **state) {
    (void)state;
    glo_draws draws = {.seed = 14};
    double values[120];
    size_t ends[120], found, changed = 0;
    for (int trial = 0; trial < 1200; trial++) {
        size_t count = random_series(&draws, values);
        glo_change_cost kind = (glo_change_cost)(trial % GLO_COSTS);
        glo_segment_cost cost;
        assert_int_equal(GLO_OK, glo_segment_cost_new(kind, values, count, NAN, &cost));
        glo_segmentation_spec spec = {
            .penalty = (trial % 7) * 2.5, .minimum = (size_t)(3 + trial % 11), .is_mbic = trial % 3 == 0};
        assert_int_equal(GLO_OK, glo_segment(&cost, &spec, NULL, ends, &found));
        if (cost.count > 0) {
            double least = full_programme(&cost, &spec);
            assert_int_equal(cost.count, ends[found - 1]);
            assert_near(price_of(&cost, &spec, ends, found), least, 1e-7 * (1 + fabs(least)));
        }
        changed += found > 1;
        glo_segment_cost_dispose(&cost);
    }
    assert_true(changed > 600);
}

static void test_costs(void **state) {
    (void)state;
    const double counts[] = {3, 5, 0, 4, NAN, 8};
    glo_segment_cost cost;
    assert_int_equal(GLO_OK, glo_segment_cost_new(GLO_COST_POISSON, counts, 6, NAN, &cost));
    assert_int_equal(5, cost.count);
    assert_near(glo_segment_cost_of(&cost, 0, 5), -2 * (20 * log(4) - 20), 1e-12);
    assert_near(glo_segment_cost_of(&cost, 2, 3), 0, 0);
    glo_segment_cost_dispose(&cost);
    assert_int_equal(GLO_OK, glo_segment_cost_new(GLO_COST_NEGATIVE_BINOMIAL, counts, 6, 0.5, &cost));
    assert_near(glo_segment_cost_of(&cost, 0, 5), -2 * (20 * log(4) - (20 + 5 / 0.5) * log(1 + 0.5 * 4)),
                1e-12);
    glo_segment_cost_dispose(&cost);
    const double line[] = {2, 4, 6, NAN, 10, 12};
    assert_int_equal(GLO_OK, glo_segment_cost_new(GLO_COST_TREND, line, 6, NAN, &cost));
    assert_near(glo_segment_cost_of(&cost, 0, 5), 0, 1e-9);
    assert_near(glo_segment_fit_of(&cost, 0, 5).trend, 2, 1e-12);
    assert_near(glo_segment_fit_of(&cost, 0, 5).level, 7, 1e-12);
    glo_segment_cost_dispose(&cost);
}

/* All the same, all zeros, nothing known: one segment or none, whatever the cost. */
static void test_nothing_to_find(void **state) {
    (void)state;
    double same[40], zeros[40] = {0}, nothing[40];
    size_t ends[40];
    for (size_t i = 0; i < 40; i++) {
        same[i] = 7;
        nothing[i] = NAN;
    }
    for (glo_change_cost kind = 0; kind < GLO_COSTS; kind++) {
        assert_int_equal(1, segments_of(kind, same, 40, 1, 3, ends));
        assert_int_equal(1, segments_of(kind, zeros, 40, 1, 3, ends));
        assert_int_equal(0, segments_of(kind, nothing, 40, 1, 3, ends));
        assert_int_equal(1, segments_of(kind, nile, 2, 1, 3, ends));
        assert_int_equal(2, ends[0]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_nile),
                                       cmocka_unit_test(test_against_full_programme),
                                       cmocka_unit_test(test_costs), cmocka_unit_test(test_nothing_to_find)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
