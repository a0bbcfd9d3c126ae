/* test_discovery.c: false-discovery control over two trees: Benjamini and Hochberg's where there is none, one alert a movement, at
 * the strongest node, and the rate itself on simulated counts. */
#include "near.h"

#include "detect/discovery.h"
#include "numeric/count_distribution.h"
#include "numeric/draws.h"
#include "predictive_tail.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TOP GLO_NO_PARENT

static const glo_discovery_tree one = {(const size_t[]){TOP}, 1};

static void test_without_a_tree(void **state) {
    (void)state;
    /* the 15 p-values of Benjamini and Hochberg (1995), table 1: at 0.05 the first four are found */
    static const double p[] = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                               0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
    enum { N = sizeof p / sizeof *p };
    size_t tops[N];
    glo_tested nodes[N];
    glo_discovered found[N];
    for (size_t i = 0; i < N; i++) {
        tops[i] = TOP;
        nodes[i] = (glo_tested){N - 1 - i, 0, p[i], 0};
    }
    glo_discovery_tree zones = {tops, N};
    assert_int_equal(GLO_OK, glo_discover(&zones, &one, nodes, N, 0.05, found));
    for (size_t i = 0; i < N; i++) {
        double adjusted = 1; /* R: p.adjust(p, "BH") */
        for (size_t k = i; k < N; k++)
            adjusted = fmin(adjusted, p[k] * N / (double)(k + 1));
        assert_near(found[i].q, adjusted, 1e-12);
        assert_int_equal(found[i].is_raised, i < 4);
    }
}

/* A country of two regions of two districts each, by a group of two kinds. */
static const glo_discovery_tree zones = {(const size_t[]){TOP, 0, 0, 1, 1, 2, 2}, 7};
static const glo_discovery_tree phenomena = {(const size_t[]){TOP, 0, 0}, 3};
enum { NODES = 21 };

static void fill(glo_tested *nodes) {
    for (size_t i = 0; i < NODES; i++)
        nodes[i] = (glo_tested){i / 3, i % 3, 0.5, 0};
}

static size_t raised(const glo_discovered *found) {
    size_t count = 0;
    for (size_t i = 0; i < NODES; i++)
        count += found[i].is_raised;
    return count;
}

static void test_once_where_it_is_strongest(void **state) {
    (void)state;
    glo_tested nodes[NODES];
    glo_discovered found[NODES];
    fill(nodes);
    nodes[3 * 3 + 1].p = 1e-9; /* district 3, kind 1, and all above it */
    nodes[1 * 3 + 1].p = 1e-6;
    nodes[0 * 3 + 1].p = 1e-4;
    nodes[3 * 3 + 0].p = 1e-5;
    nodes[0].p = 1e-3;
    assert_int_equal(GLO_OK, glo_discover(&zones, &phenomena, nodes, NODES, 0.05, found));
    assert_true(found[3 * 3 + 1].is_raised);
    assert_int_equal(1, raised(found));
    assert_true(found[0].q <= 0.05);
    /* two districts that move a little, and their region much */
    fill(nodes);
    nodes[3 * 3 + 1].p = nodes[4 * 3 + 1].p = 1e-4;
    nodes[1 * 3 + 1].p = 1e-8;
    assert_int_equal(GLO_OK, glo_discover(&zones, &phenomena, nodes, NODES, 0.05, found));
    assert_true(found[1 * 3 + 1].is_raised);
    assert_int_equal(1, raised(found));
    /* two that have nothing in common are two */
    nodes[5 * 3 + 2].p = 1e-5;
    assert_int_equal(GLO_OK, glo_discover(&zones, &phenomena, nodes, NODES, 0.05, found));
    assert_true(found[5 * 3 + 2].is_raised);
    assert_int_equal(2, raised(found));
}

/* G: one branch of zones beside the path with a node on the same phenomenon, so that twice the level may be spent. */
static void test_branches_add_up(void **state) {
    (void)state;
    glo_tested nodes[NODES];
    glo_discovered found[NODES];
    fill(nodes);
    nodes[3 * 3 + 1].p = nodes[5 * 3 + 1].p = 1.5 * 0.05 / NODES;
    assert_int_equal(GLO_OK, glo_discover(&zones, &phenomena, nodes, NODES, 0.05, found));
    assert_near(found[3 * 3 + 1].q, 0.05 * 1.5 / 2, 1e-12);
    assert_int_equal(2, raised(found));
    nodes[5 * 3 + 1].p = 0.5; /* alone it is not enough */
    assert_int_equal(GLO_OK, glo_discover(&zones, &phenomena, nodes, NODES, 0.05, found));
    assert_int_equal(0, raised(found));
    assert_near(found[3 * 3 + 1].q, 0.05 * 1.5, 1e-12);
}

static void test_what_is_not_tested(void **state) {
    (void)state;
    glo_tested nodes[NODES];
    glo_discovered found[NODES];
    fill(nodes);
    for (size_t i = 0; i < NODES; i++)
        nodes[i].p = NAN;
    assert_int_equal(GLO_OK, glo_discover(&zones, &phenomena, nodes, NODES, 0.05, found));
    assert_true(isnan(found[4].q));
    assert_int_equal(0, raised(found));
    nodes[4].p = 0.04; /* one test: its p is its q */
    assert_int_equal(GLO_OK, glo_discover(&zones, &phenomena, nodes, NODES, 0.05, found));
    assert_near(found[4].q, 0.04, 1e-15);
    assert_int_equal(1, raised(found));
    assert_int_equal(GLO_OK, glo_discover(&zones, &phenomena, nodes, 0, 0.05, found));
}

/* Poisson leaves of known means, summed up; p is P(Y >= y). `moved`: two leaves of which have more. The false discovery rate of the
 * alerts, and how many are found. */
static double rate_of(double level, double mean, bool moved, double *out_found) {
    enum { STORES = 4000 };
    double rate = 0, all = 0;
    for (size_t store = 0; store < STORES; store++) {
        glo_tested nodes[NODES];
        glo_discovered found[NODES];
        double counts[7][3] = {{0}}, means[7][3] = {{0}};
        glo_draws draws = {.seed = 11 + moved, .stream = store};
        for (size_t z = 3; z < 7; z++) {
            for (size_t p = 1; p < 3; p++) {
                double more = moved && p == 1 && z < 5 ? 4 * sqrt(mean) : 0;
                double count = glo_draws_poisson(&draws, mean + more);
                for (size_t up = z; up != TOP; up = zones.parents[up]) {
                    counts[up][p] += count, counts[up][0] += count;
                    means[up][p] += mean, means[up][0] += mean;
                }
            }
        }
        for (size_t i = 0; i < NODES; i++)
            nodes[i] = (glo_tested){i / 3, i % 3,
                                    glo_count_upper_tail(counts[i / 3][i % 3], means[i / 3][i % 3], 1), 0};
        assert_int_equal(GLO_OK, glo_discover(&zones, &phenomena, nodes, NODES, level, found));
        double wrong = 0;
        for (size_t i = 0; i < NODES; i++) {
            size_t z = i / 3, p = i % 3;
            bool is_true = moved && p < 2 && (z < 2 || z == 3 || z == 4);
            wrong += found[i].is_raised && !is_true;
        }
        size_t count = raised(found);
        rate += count > 0 ? wrong / (double)count : 0;
        all += (double)count;
    }
    *out_found = all / STORES;
    return rate / STORES;
}

static void test_rate(void **state) {
    (void)state;
    double found;
    for (int i = 0; i < 3; i++) {
        double mean = (double[]){0.3, 3, 40}[i];
        /* 4000 stores: a standard error of 0.0034 at 0.05 and 0.006 at 0.2 */
        assert_true(rate_of(0.05, mean, false, &found) < 0.05 + 3 * 0.0034);
        assert_true(rate_of(0.2, mean, false, &found) < 0.2 + 3 * 0.0063);
        assert_true(rate_of(0.2, mean, true, &found) < 0.2 + 3 * 0.0063);
        assert_true(found > 0.3); /* and it finds what moved */
    }
    assert_true(rate_of(0.2, 40, false, &found) > 0.02); /* it is no test that never finds */
}

/* The exact conditional test: two Poisson counts of the same mean, one of n periods. */
static void test_tail(void **state) {
    (void)state;
    double counts[100];
    for (size_t i = 0; i < 100; i++)
        counts[i] = i % 2 ? 3 : 1; /* variance below the mean: dispersion 1 */
    glo_predictive expected = {.mean = 2, .variance = 1.0 / 200, .dispersion = 1, .history = 1000000000};
    double exact = 0; /* P(B >= 9), B binomial (200 + 9, 1 / 101) */
    for (int k = 9; k <= 209; k++)
        exact += exp(lgamma(210) - lgamma(k + 1) - lgamma(210 - k) + k * log(1.0 / 101) +
                     (209 - k) * log(100.0 / 101));
    assert_near(glo_predictive_tail(&expected, 9), exact,
                1e-3 * exact); /* the limit of the dispersion is all but 1 */
    assert_true(glo_predictive_plain_tail(counts, 100, 9) > exact);
    assert_near(glo_predictive_plain_tail(counts, 100, 0), 1, 0);
    memset(counts, 0, sizeof counts);
    /* nothing in 100 periods: one now is no news, and it takes some to be */
    assert_true(glo_predictive_plain_tail(counts, 100, 1) > 0.009);
    assert_true(glo_predictive_plain_tail(counts, 100, 25) < 1e-4);
    for (double y = 0; y < 50; y++)
        assert_true(glo_predictive_tail(&expected, y + 1) < glo_predictive_tail(&expected, y));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_without_a_tree),
        cmocka_unit_test(test_once_where_it_is_strongest),
        cmocka_unit_test(test_branches_add_up),
        cmocka_unit_test(test_what_is_not_tested),
        cmocka_unit_test(test_rate),
        cmocka_unit_test(test_tail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
