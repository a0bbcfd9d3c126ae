/* test_reconcile.c: forecasts that add up: published answers, R's matrices, and what must hold for any
 * forecasts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/err.h"
#include "numeric/philox.h"
#include "reconciliation/projection.h"
#include "reconciliation/shrinkage.h"
#include "series/reconcile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NONE GLO_NO_PLACE
enum { NODES = 7 };

static void near(double found, double expected, double tolerance) {
    if (!(fabs(found - expected) <= tolerance))
        fail_msg("%.12g is not %.12g", found, expected);
}

static void near_all(const double *found, const double *expected, size_t count, double tolerance) {
    for (size_t i = 0; i < count; i++)
        near(found[i], expected[i], tolerance);
}

/* A total, A and B under it, two leaves under each. */
static const uint32_t parents[NODES] = {NONE, 0, 0, 1, 1, 2, 2};
static const uint32_t in_order[NODES] = {0, 1, 2, 3, 4, 5, 6};
static const double base[NODES] = {100, 55, 40, 30, 20, 25, 18};
static const double residuals[6 * NODES] = {3, 1,  2, -1, 2,  0, 1, -4, -2, -1, -1, -2, 0,  -2,
                                            5, 3,  1, 2,  1,  2, 0, -1, 1,  -2, 1,  -1, -1, -1,
                                            2, -1, 3, 0,  -2, 1, 2, -3, -2, -2, -1, 0,  1,  -2};
static glo_hierarchy small;

static int set_up(void **state) {
    (void)state;
    return glo_hierarchy_init(&(glo_axis){NODES, parents}, 1, in_order, NODES, &small, NULL);
}

static int tear_down(void **state) {
    (void)state;
    glo_hierarchy_dispose(&small);
    return 0;
}

static void check(const glo_reconcile_options *options, const double *from, const double *expected) {
    double out[NODES];
    assert_int_equal(glo_reconcile(&small, options, from, 1, NULL, out, NULL), GLO_OK);
    near_all(out, expected, NODES, 2e-8);
}

static void test_summing(void **state) {
    (void)state;
    double leaves[] = {1, 2, 3, 4}, nodes[NODES], gathered[4];
    assert_int_equal(small.leaves, 4);
    glo_hierarchy_sum(&small, leaves, nodes);
    near_all(nodes, (double[]){10, 3, 7, 1, 2, 3, 4}, NODES, 0);
    glo_hierarchy_gather(&small, nodes, gathered);
    near_all(gathered, (double[]){14, 15, 20, 21}, 4, 0);
}

/* The reference answers that ship with the project's issues; the last by R's matrices, as in hts::MinT. */
static void test_reference_answers(void **state) {
    (void)state;
    double variances[] = {16, 9, 8, 4, 3, 5, 2};
    check(&(glo_reconcile_options){.method = GLO_OLS}, base,
          (double[]){97.57142857, 54.95238095, 42.61904762, 32.47619048, 22.47619048, 24.80952381,
                     17.80952381});
    check(&(glo_reconcile_options){.method = GLO_STRUCTURAL}, base,
          (double[]){96, 53.5, 42.5, 31.75, 21.75, 24.75, 17.75});
    check(
        &(glo_reconcile_options){.method = GLO_VARIANCE, .variances = variances}, base,
        (double[]){95.80073931, 53.22091181, 42.5798275, 31.84052104, 21.38039078, 24.69987678, 17.87995071});
    check(&(glo_reconcile_options){.method = GLO_MINT, .residuals = residuals, .times = 6}, base,
          (double[]){95.4671728953, 53.2820134450, 42.1851594503, 30.9903900055, 22.2916234395, 24.6976837784,
                     17.4874756719});
}

static void test_shrinkage(void **state) { /* R: the formula over all pairs */
    (void)state;
    glo_covariance w;
    assert_int_equal(glo_shrink(residuals, NODES, 6, &w), GLO_OK);
    near(w.lambda, 0.675365823628418, 1e-14);
    double first = w.variances[0], shared = 0;
    for (size_t f = 0; f < w.factors; f++) {
        first += w.loadings[f * NODES] * w.loadings[f * NODES];
        shared += w.loadings[f * NODES] * w.loadings[f * NODES + 1];
    }
    near(first, 64.0 / 6, 1e-13);
    near(shared, (1 - w.lambda) * 29.0 / 6, 1e-13);
    glo_covariance_dispose(&w);
    double zero[NODES * 3] = {0};
    assert_int_equal(glo_shrink(zero, NODES, 3, &w), GLO_EINVAL);
    assert_int_equal(glo_shrink(residuals, NODES, 1, &w), GLO_EINVAL);
    zero[3] = INFINITY;
    assert_int_equal(glo_shrink(zero, NODES, 3, &w), GLO_EINVAL);
}

static void test_shares(void **state) {
    (void)state;
    double past[] = {80, 50, 30, 40, 10, 10, 20};
    /* Two times. Averages of AA, AB, BA, BB: 35, 15, 25, 25 of 100. Parts: 0.5 0.125 0.125 0.25, then
     * 30 20 40 30 of 120; their means 0.375 0.14583.. 0.22916.. 0.25. A missing value is 0. */
    double twice[] = {80, 50, 30, 40, 10, 10, 20, 120, 50, 70, 30, 20, 40, 30};
    double gap[] = {80, 50, 30, 40, 10, NAN, 30};
    uint8_t middle[NODES] = {0, 1, 1};
    check(&(glo_reconcile_options){.method = GLO_BOTTOM_UP}, base, (double[]){93, 50, 43, 30, 20, 25, 18});
    double a = 100 * 55 / 95.0, b = 100 * 40 / 95.0;
    check(&(glo_reconcile_options){.method = GLO_TOP_DOWN}, base,
          (double[]){100, a, b, a * 0.6, a * 0.4, b * 25 / 43, b * 18 / 43});
    check(&(glo_reconcile_options){.method = GLO_TOP_DOWN, .history = past, .history_times = 1}, base,
          (double[]){100, 62.5, 37.5, 50, 12.5, 12.5, 25});
    check(&(glo_reconcile_options){.method = GLO_TOP_DOWN, .history = twice, .history_times = 2}, base,
          (double[]){100, 50, 50, 35, 15, 25, 25});
    check(
        &(glo_reconcile_options){
            .method = GLO_TOP_DOWN, .history = twice, .history_times = 2, .proportions = GLO_AVERAGE},
        base, (double[]){100, 37.5 + 175 / 12.0, 275 / 12.0 + 25, 37.5, 175 / 12.0, 275 / 12.0, 25});
    check(&(glo_reconcile_options){.method = GLO_MIDDLE_OUT,
                                   .anchors = middle,
                                   .history = twice,
                                   .history_times = 2,
                                   .proportions = GLO_AVERAGE},
          base,
          (double[]){95, 55, 40, 55 * 0.7, 55 * 0.3, 40 * (1 / 3.0 + 4 / 7.0) / 2,
                     40 * (2 / 3.0 + 3 / 7.0) / 2});
    check(&(glo_reconcile_options){.method = GLO_TOP_DOWN, .history = gap, .history_times = 1}, base,
          (double[]){100, 62.5, 37.5, 50, 12.5, 0, 37.5});
    check(&(glo_reconcile_options){.method = GLO_MIDDLE_OUT, .anchors = middle}, base,
          (double[]){95, 55, 40, 33, 22, 40 * 25.0 / 43, 40 * 18.0 / 43});
    check(&(glo_reconcile_options){.method = GLO_TOP_DOWN}, (double[]){8, 0, 0, 0, 0, 0, 0},
          (double[]){8, 4, 4, 2, 2, 2, 2});
    double out[NODES];
    middle[2] = 0;
    glo_reconcile_options o = {.method = GLO_MIDDLE_OUT, .anchors = middle};
    assert_int_equal(glo_reconcile(&small, &o, base, 1, NULL, out, NULL), GLO_EINVAL);
    assert_non_null(strstr(glo_message(), "series 6 lies under no series of the middle level"));
}

/* R: the best over all sets of leaves held at 0. */
static void test_nonnegative(void **state) {
    (void)state;
    double from[] = {10, 2, 3, 4, -6, 5, -1};
    check(&(glo_reconcile_options){.method = GLO_OLS, .nonnegative = 1}, from,
          (double[]){8.5, 3.75, 4.75, 3.75, 0, 4.75, 0});
    check(&(glo_reconcile_options){.method = GLO_STRUCTURAL, .nonnegative = 1}, from,
          (double[]){8.25, 3.625, 4.625, 3.625, 0, 4.625, 0});
    check(&(glo_reconcile_options){.method = GLO_MINT, .nonnegative = 1, .residuals = residuals, .times = 6},
          from, (double[]){9.19518813414, 4.18184642360, 5.01334171054, 4.18184642360, 0, 5.01334171054, 0});
    check(&(glo_reconcile_options){.method = GLO_BOTTOM_UP, .nonnegative = 1}, from,
          (double[]){9, 4, 5, 4, 0, 5, 0});
    check(&(glo_reconcile_options){.method = GLO_OLS, .nonnegative = 1},
          (double[]){-9, -1, -1, -1, -1, -1, -1}, (double[]){0, 0, 0, 0, 0, 0, 0});
}

/* ---- crossed trees ---- */

enum { ZONES = 13, KINDS = 5, CROSSED = ZONES * KINDS, TIMES = 9 };
static uint32_t zone_parents[ZONES], kind_parents[KINDS] = {NONE, 0, 0, 1, 1}, crossed_places[2 * CROSSED];
static glo_hierarchy crossed;

static double random_number(uint64_t counter) {
    uint32_t bits[4];
    glo_philox(11, 1, counter, bits);
    return glo_philox_uniform(bits[0]) * 2 - 1;
}

static int set_up_crossed(void **state) {
    (void)state;
    for (uint32_t zone = 0; zone < ZONES; zone++)
        zone_parents[zone] = zone == 0 ? NONE : (zone - 1) / 3;
    for (uint32_t i = 0; i < CROSSED; i++) {
        crossed_places[2 * i] = i / KINDS;
        crossed_places[2 * i + 1] = i % KINDS;
    }
    glo_axis axes[] = {{ZONES, zone_parents}, {KINDS, kind_parents}};
    return glo_hierarchy_init(axes, 2, crossed_places, CROSSED, &crossed, NULL);
}

static int tear_down_crossed(void **state) {
    (void)state;
    glo_hierarchy_dispose(&crossed);
    return 0;
}

static double at(const double *values, size_t zone, size_t kind) {
    return values[zone * KINDS + kind];
}

static void assert_coherent(const double *values) {
    for (size_t kind = 0; kind < KINDS; kind++) {
        for (size_t zone = 0; zone < 4; zone++) {
            double sum = 0;
            for (size_t child = 3 * zone + 1; child <= 3 * zone + 3; child++)
                sum += at(values, child, kind);
            near(at(values, zone, kind), sum, 1e-9);
        }
    }
    for (size_t zone = 0; zone < ZONES; zone++) {
        near(at(values, zone, 0), at(values, zone, 1) + at(values, zone, 2), 1e-9);
        near(at(values, zone, 1), at(values, zone, 3) + at(values, zone, 4), 1e-9);
    }
}

static const glo_reconciliation all[] = {GLO_BOTTOM_UP,  GLO_TOP_DOWN, GLO_OLS,
                                         GLO_STRUCTURAL, GLO_VARIANCE, GLO_MINT};

static void fill(double *values, size_t count, uint64_t stream) {
    for (size_t i = 0; i < count; i++)
        values[i] = random_number(stream * 100000 + i);
}

static void test_crossed_trees_add_up(void **state) {
    (void)state;
    assert_int_equal(crossed.leaves, 9 * 3);
    double errors[TIMES * CROSSED], from[2 * CROSSED], out[2 * CROSSED], again[CROSSED];
    fill(errors, TIMES * CROSSED, 1);
    fill(from, 2 * CROSSED, 2);
    for (size_t m = 0; m < sizeof all / sizeof *all; m++) {
        for (int nonnegative = 0; nonnegative < 2; nonnegative++) {
            glo_reconcile_options o = {
                .method = all[m], .nonnegative = nonnegative, .residuals = errors, .times = TIMES};
            assert_int_equal(glo_reconcile(&crossed, &o, from, 2, NULL, out, NULL), GLO_OK);
            assert_coherent(out);
            assert_coherent(out + CROSSED);
            for (size_t i = 0; i < 2 * CROSSED && nonnegative; i++)
                assert_true(out[i] >= 0);
            /* what is coherent stays as it is */
            assert_int_equal(glo_reconcile(&crossed, &o, out, 1, NULL, again, NULL), GLO_OK);
            near_all(again, out, CROSSED, 1e-8);
        }
    }
}

/* The least squares against their definition: no coherent move makes the weighted distance smaller, and where
 * a leaf is held at 0, none that lets it grow. */
static void test_is_nearest(void **state) {
    (void)state;
    double errors[TIMES * CROSSED], from[CROSSED], out[CROSSED], leaves[27], move[27], moved[CROSSED];
    fill(errors, TIMES * CROSSED, 3);
    fill(from, CROSSED, 4);
    glo_covariance w;
    assert_int_equal(glo_shrink(errors, CROSSED, TIMES, &w), GLO_OK);
    /* W as a matrix and W^-1 (y - Sb) by elimination */
    static double matrix[CROSSED][CROSSED + 1];
    for (int nonnegative = 0; nonnegative < 2; nonnegative++) {
        glo_reconcile_options o = {
            .method = GLO_MINT, .nonnegative = nonnegative, .residuals = errors, .times = TIMES};
        glo_reconcile_note note;
        assert_int_equal(glo_reconcile(&crossed, &o, from, 1, NULL, out, &note), GLO_OK);
        near(note.lambda, w.lambda, 0);
        assert_true(nonnegative == (note.held_at_zero > 0));
        for (size_t i = 0; i < CROSSED; i++) {
            for (size_t j = 0; j < CROSSED; j++) {
                matrix[i][j] = i == j ? w.variances[i] : 0;
                for (size_t f = 0; f < w.factors; f++)
                    matrix[i][j] += w.loadings[f * CROSSED + i] * w.loadings[f * CROSSED + j];
            }
            matrix[i][CROSSED] = from[i] - out[i];
        }
        for (size_t k = 0; k < CROSSED; k++) {
            for (size_t i = 0; i < CROSSED; i++) {
                double ratio = matrix[i][k] / matrix[k][k];
                for (size_t j = k; j <= CROSSED && i != k; j++)
                    matrix[i][j] -= ratio * matrix[k][j];
            }
        }
        for (size_t leaf = 0; leaf < crossed.leaves; leaf++) {
            double slope = 0; /* of the distance, as the leaf grows */
            memset(move, 0, sizeof move);
            move[leaf] = 1;
            glo_hierarchy_sum(&crossed, move, moved);
            for (size_t i = 0; i < CROSSED; i++)
                slope -= moved[i] * matrix[i][CROSSED] / matrix[i][i];
            leaves[leaf] = out[crossed.leaf_node[leaf]];
            if (nonnegative && leaves[leaf] == 0)
                assert_true(slope >= -1e-8);
            else
                near(slope, 0, 1e-8);
        }
    }
    glo_covariance_dispose(&w);
}

static void test_what_has_no_place(void **state) {
    (void)state;
    glo_hierarchy h;
    size_t fault[2];
    glo_axis axes[] = {{ZONES, zone_parents}, {KINDS, kind_parents}};
    uint32_t twice[] = {0, 0, 1, 1, 0, 0}, crossing[] = {0, 0, 1, 0, 0, 1}, outside[] = {0, KINDS};
    assert_int_equal(glo_hierarchy_init(axes, 2, twice, 3, &h, fault), GLO_EINVAL);
    assert_true(fault[0] == 0 && fault[1] == 2);
    /* zone 1 of all kinds, and kind 1 of all zones: kind 1 in zone 1 would count twice */
    assert_int_equal(glo_hierarchy_init(axes, 2, crossing, 3, &h, fault), GLO_EINVAL);
    assert_true(fault[0] + fault[1] == 3);
    assert_int_equal(glo_hierarchy_init(axes, 2, outside, 1, &h, fault), GLO_EINVAL);
    assert_int_equal(glo_hierarchy_init(axes, 0, outside, 1, &h, fault), GLO_EINVAL);
    assert_int_equal(glo_hierarchy_init(axes, 2, outside, 0, &h, fault), GLO_OK);
    glo_hierarchy_dispose(&h);
}

static void test_bad_input(void **state) {
    (void)state;
    double bad[NODES], out[NODES], variances[NODES] = {1, 1, 1, 1, 0, 1, 1};
    memcpy(bad, base, sizeof bad);
    bad[4] = NAN;
    glo_reconcile_options o = {.method = GLO_OLS};
    assert_int_equal(glo_reconcile(&small, &o, bad, 1, NULL, out, NULL), GLO_EINVAL);
    assert_non_null(strstr(glo_message(), "series 5 has no finite forecast"));
    o.method = GLO_MINT;
    assert_int_equal(glo_reconcile(&small, &o, base, 1, NULL, out, NULL), GLO_EINVAL);
    o.method = GLO_VARIANCE;
    assert_int_equal(glo_reconcile(&small, &o, base, 1, NULL, out, NULL), GLO_EINVAL);
    o.variances = variances;
    assert_int_equal(glo_reconcile(&small, &o, base, 1, NULL, out, NULL), GLO_EINVAL);
    glo_reconciliation method;
    assert_int_equal(glo_reconciliation_parse("mintt", &method), GLO_EINVAL);
    assert_non_null(strstr(glo_message(), "did you mean 'mint'?"));
    assert_int_equal(glo_reconciliation_parse("structural", &method), GLO_OK);
    assert_int_equal(method, GLO_STRUCTURAL);
}

static void test_huge_and_tiny(void **state) {
    (void)state;
    double out[NODES], scaled[NODES];
    const double sizes[] = {1e300, 1e-300};
    for (size_t s = 0; s < 2; s++) {
        for (size_t i = 0; i < NODES; i++)
            scaled[i] = base[i] * sizes[s] / 100;
        glo_reconcile_options o = {.method = GLO_STRUCTURAL, .nonnegative = 1};
        assert_int_equal(glo_reconcile(&small, &o, scaled, 1, NULL, out, NULL), GLO_OK);
        for (size_t i = 0; i < NODES; i++)
            assert_true(isfinite(out[i]) && out[i] > 0);
        near(out[0] / sizes[s], 0.96, 1e-9);
    }
}

/* ---- quantiles ---- */

static void test_quantiles(void **state) {
    (void)state;
    enum { N = 400 };
    static double errors[N * NODES], out[2 * NODES * 3], given[2 * NODES * 3], from[2 * NODES];
    double p[] = {0.1, 0.5, 0.9};
    double leaves[4];
    for (size_t t = 0; t < N; t++) { /* leaves that err alike: the total's spread is the sum of theirs */
        double common = 3 * random_number(500000 + t);
        for (size_t leaf = 0; leaf < 4; leaf++)
            leaves[leaf] = common;
        glo_hierarchy_sum(&small, leaves, errors + t * NODES);
    }
    memcpy(from, base, sizeof base);
    memcpy(from + NODES, base, sizeof base);
    glo_reconcile_options o = {.method = GLO_STRUCTURAL, .residuals = errors, .times = N, .nonnegative = 1};
    assert_int_equal(glo_reconcile_quantiles(&small, &o, from, 2, p, 3, NULL, NULL, out), GLO_OK);
    for (size_t q = 0; q < 3; q++) {
        near(out[3 * 3 + q] - 31.75, (out[q] - 96) / 4, 1e-9);
        near(out[(NODES + 3) * 3 + q], out[3 * 3 + q], 0);
    }
    near(out[2] - out[0], 4 * 3 * 1.6, 0.8); /* of uniform errors between -12 and 12 */
    /* Base quantiles of twice that spread that are coherent already, with the same ranks: they come back. */
    for (size_t i = 0; i < 2 * NODES * 3; i++) {
        double coherent[] = {96, 53.5, 42.5, 31.75, 21.75, 24.75, 17.75}, held[] = {4, 2, 2, 1, 1, 1, 1};
        given[i] = coherent[i / 3 % NODES] + held[i / 3 % NODES] * ((double)(i % 3) - 1);
    }
    assert_int_equal(glo_reconcile_quantiles(&small, &o, from, 2, p, 3, given, NULL, out), GLO_OK);
    near_all(out, given, 2 * NODES * 3, 0.02);
    /* Never negative. */
    memset(from, 0, sizeof from);
    assert_int_equal(glo_reconcile_quantiles(&small, &o, from, 2, p, 3, NULL, NULL, out), GLO_OK);
    for (size_t i = 0; i < 2 * NODES; i++)
        assert_true(out[3 * i] >= 0 && out[3 * i] <= out[3 * i + 1] && out[3 * i + 1] <= out[3 * i + 2]);
    o.times = 1;
    assert_int_equal(glo_reconcile_quantiles(&small, &o, from, 2, p, 3, NULL, NULL, out), GLO_EINVAL);
    o.times = N;
    p[2] = 1;
    assert_int_equal(glo_reconcile_quantiles(&small, &o, from, 2, p, 3, NULL, NULL, out), GLO_EINVAL);
}

int main(void) {
    const struct CMUnitTest on_small[] = {
        cmocka_unit_test(test_summing),       cmocka_unit_test(test_reference_answers),
        cmocka_unit_test(test_shrinkage),     cmocka_unit_test(test_shares),
        cmocka_unit_test(test_nonnegative),   cmocka_unit_test(test_bad_input),
        cmocka_unit_test(test_huge_and_tiny), cmocka_unit_test(test_quantiles),
    };
    const struct CMUnitTest on_crossed[] = {
        cmocka_unit_test(test_crossed_trees_add_up),
        cmocka_unit_test(test_is_nearest),
        cmocka_unit_test(test_what_has_no_place),
    };
    int failed = cmocka_run_group_tests(on_small, set_up, tear_down);
    return failed + cmocka_run_group_tests(on_crossed, set_up_crossed, tear_down_crossed);
}
