/* Tests of core/model/sampling/: Sobol's sequence against points of another implementation and the properties it is defined by; the
 * reordering of Iman and Conover. */
#include "graphs.h"
#include "kernels.h"
#include "near.h"
#include "sampling/rank_order.h"
#include "sampling/sobol.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int degree_of(unsigned polynomial) {
    int degree = 0;
    while (polynomial >> (degree + 1))
        degree++;
    return degree;
}

static unsigned times(unsigned a, unsigned b, unsigned polynomial, int degree) {
    unsigned product = 0;
    for (; b; b >>= 1) {
        product ^= b & 1 ? a : 0;
        a <<= 1;
        a ^= a >> degree & 1 ? polynomial : 0;
    }
    return product;
}

/* The order of x modulo the polynomial: 2^degree - 1 for a primitive one. */
static unsigned order_of_x(unsigned polynomial, int degree) {
    unsigned power = degree == 1 ? 1 : 2, order = 1;
    for (; power != 1; order++)
        power = times(power, 2, polynomial, degree);
    return order;
}

static void test_sobol_table(void **state) {
    (void)state;
    const uint16_t *initial = sobol_initial;
    for (int i = 0; i < SOBOL_DIMENSIONS - 1; i++) {
        int degree = degree_of(sobol_polynomial[i]);
        assert_int_equal(order_of_x(sobol_polynomial[i], degree), (1u << degree) - 1);
        assert_true(i == 0 || sobol_polynomial[i] > sobol_polynomial[i - 1]);
        for (int k = 0; k < degree; k++, initial++)
            assert_true(*initial % 2 == 1 && *initial < 2u << k);
    }
    assert_int_equal(initial - sobol_initial, SOBOL_INITIAL);
}

/* Points 1, 2, 4, 8 ... of which all others are made: of 10 dimensions and the 501st and the last, by boost::random::sobol (1.74), where
 * they are points 1, 3, 7 and 15 in the order of Gray's code. */
static void test_sobol_points(void **state) {
    (void)state;
    static const size_t dimensions[12] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 500, 1110};
    static const double expected[4][12] = {
        {0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5},
        {0.25, 0.75, 0.75, 0.75, 0.25, 0.25, 0.75, 0.25, 0.25, 0.25, 0.75, 0.25},
        {0.125, 0.625, 0.375, 0.125, 0.125, 0.375, 0.625, 0.625, 0.625, 0.875, 0.625, 0.625},
        {0.0625, 0.9375, 0.5625, 0.3125, 0.6875, 0.1875, 0.8125, 0.3125, 0.3125, 0.6875, 0.0625, 0.9375}};
    sobol *s;
    double points[16];
    assert_int_equal(glo_sobol_new(GLO_SOBOL_PLAIN, SOBOL_DIMENSIONS, &s), GLO_OK);
    for (size_t d = 0; d < 12; d++) {
        glo_sobol_fill(s, dimensions[d], 0, 16, points);
        for (size_t k = 0; k < 4; k++)
            assert_near(points[(size_t)1 << k], expected[k][d], 1e-15);
        assert_near(points[0], 0, 1e-15);
    }
    glo_sobol_free(s);
}

/* Property A: of the first 2^d points, each of the 2^d boxes with half of every side has one. So the first binary digits of the
 * direction numbers make a regular matrix over the field of two, in every leading square of it. */
static void test_sobol_property_a(void **state) {
    (void)state;
    enum { MOST = 41 }; /* direction numbers that the sequence has */
    sobol *s;
    uint64_t row[MOST];
    assert_int_equal(glo_sobol_new(GLO_SOBOL_PLAIN, MOST, &s), GLO_OK);
    for (size_t d = 0; d < MOST; d++) {
        row[d] = 0;
        for (size_t k = 0; k < MOST; k++) {
            double point;
            glo_sobol_fill(s, d, (uint64_t)1 << k, 1, &point);
            row[d] |= (uint64_t)(point >= 0.5) << k;
        }
        for (size_t c = 0; c < d; c++)
            row[d] ^= row[d] >> c & 1 ? row[c] : 0;
        assert_true(row[d] >> d & 1);
    }
    glo_sobol_free(s);
}

static void test_sobol_strata(void **state) {
    (void)state;
    sobol *s;
    assert_int_equal(glo_sobol_new(7, SOBOL_DIMENSIONS, &s), GLO_OK);
    for (size_t d = 0; d < SOBOL_DIMENSIONS; d++) {
        uint8_t seen[8 * GLO_BLOCK] = {0};
        for (uint64_t from = 0; from < 8; from++) {
            double u[GLO_BLOCK];
            glo_sobol_fill(s, d, (from + 8) * GLO_BLOCK, GLO_BLOCK, u);
            for (size_t k = 0; k < GLO_BLOCK; k++) {
                assert_true(u[k] > 0 && u[k] < 1);
                assert_int_equal(seen[(size_t)(u[k] * 8 * GLO_BLOCK)]++, 0);
            }
        }
    }
    glo_sobol_free(s);
}

/* The most points of an elementary interval, less the least, over all forms of them with 2^depth in the cube; 0: a net. */
static void assert_net(const sobol *s, size_t dimensions, int t, int m) {
    double u[4][GLO_BLOCK];
    int depth = m - t;
    size_t points = (size_t)1 << m;
    for (size_t d = 0; d < dimensions; d++)
        glo_sobol_fill(s, d, 3 * points, points, u[d]);
    for (int form = 0; form < 1 << (3 * (int)(dimensions - 1)); form++) {
        int digits[4] = {form & 7, form >> 3 & 7, form >> 6 & 7, 0}, sum = 0;
        for (size_t d = 0; d + 1 < dimensions; d++)
            sum += digits[d];
        if (sum > depth)
            continue;
        digits[dimensions - 1] = depth - sum;
        uint16_t found[GLO_BLOCK] = {0};
        for (size_t k = 0; k < points; k++) {
            size_t at = 0;
            for (size_t d = 0; d < dimensions; d++)
                at = (at << digits[d]) + (size_t)ldexp(u[d][k], digits[d]);
            found[at]++;
        }
        for (size_t i = 0; i < (size_t)1 << depth; i++)
            assert_int_equal(found[i], 1 << t);
    }
}

/* t is the sum of the degrees less 1: 0, 0, 1 and 3 for one to four dimensions (Sobol 1967); scrambling keeps it. */
static void test_sobol_nets(void **state) {
    (void)state;
    static const uint64_t seeds[] = {GLO_SOBOL_PLAIN, 1, 2, 99};
    for (size_t i = 0; i < 4; i++) {
        sobol *s;
        assert_int_equal(glo_sobol_new(seeds[i], 4, &s), GLO_OK);
        assert_net(s, 2, 0, 7);
        assert_net(s, 3, 1, 8);
        assert_net(s, 4, 3, 9);
        glo_sobol_free(s);
    }
}

/* Over many seeds a point is uniform, and two dimensions of it do not go together. */
static void test_sobol_seeds(void **state) {
    (void)state;
    enum { SEEDS = 4000 };
    double mean = 0, square = 0, product = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        sobol *s;
        double a[8], b[8];
        assert_int_equal(glo_sobol_new(seed, 2, &s), GLO_OK);
        glo_sobol_fill(s, 0, 0, 8, a);
        glo_sobol_fill(s, 1, 0, 8, b);
        mean += a[5] / SEEDS;
        square += a[5] * a[5] / SEEDS;
        product += (a[5] - 0.5) * (b[5] - 0.5) / SEEDS;
        glo_sobol_free(s);
    }
    assert_near(mean, 0.5, 4 * sqrt(1.0 / 12 / SEEDS));
    assert_near(square, 1.0 / 3, 4 * sqrt(4.0 / 45 / SEEDS));
    assert_near(product, 0, 4.0 / 12 / sqrt(SEEDS));
}

/* --- rank correlation --------------------------------------------------------------------------------------- */

typedef struct ranked {
    double value;
    size_t draw;
} ranked;

static int by_value(const void *a, const void *b) {
    double x = ((const ranked *)a)->value, y = ((const ranked *)b)->value;
    return (x > y) - (x < y);
}

static void ranks_of(const glo_results *r, size_t output, size_t count, double *out) {
    ranked *list = malloc(count * sizeof *list);
    assert_non_null(list);
    for (size_t k = 0; k < count; k++)
        list[k] = (ranked){glo_results_value(r, output, 0, k), k};
    qsort(list, count, sizeof *list, by_value);
    for (size_t k = 0; k < count; k++)
        out[list[k].draw] = (double)k;
    free(list);
}

static double spearman(const double *a, const double *b, size_t count) {
    double n = (double)count, sum = 0;
    for (size_t k = 0; k < count; k++)
        sum += (a[k] - b[k]) * (a[k] - b[k]);
    return 1 - 6 * sum / (n * (n * n - 1));
}

/* Spearman's correlations of so many draws of `inputs` distributions are within `within` of what was asked for. */
static void assert_rank_correlations(size_t inputs, const double (*wanted)[4], size_t draws,
                                     glo_sampling_kind kind, double within) {
    static const char *const names[4] = {"a", "b", "c", "d"};
    static const glo_family families[4] = {GLO_NORMAL, GLO_GAMMA, GLO_UNIFORM, GLO_LOGNORMAL};
    const glo_clock clock = {.dt = 1, .steps = 1, .every = 1, .is_by_period = true};
    glo_model *g = new_graph();
    glo_model_node outputs[4];
    double *ranks[4];
    for (size_t i = 0; i < inputs; i++)
        outputs[i] = uncertain(g, names[i], families[i], 1, 2);
    for (size_t i = 0; i < inputs; i++) {
        for (size_t k = i + 1; k < inputs; k++)
            assert_int_equal(glo_model_correlate(g, glo_model_input(g, outputs[i], 0),
                                                 glo_model_input(g, outputs[k], 0), wanted[i][k]),
                             GLO_OK);
    }
    glo_program *program;
    glo_results *results;
    glo_run_spec spec = {.sampling = {.kind = kind, .seed = 5, .draws = draws}, .shard = 1, .shards = 1};
    assert_int_equal(glo_program_new(g, &clock, outputs, inputs, &program), GLO_OK);
    assert_int_equal(glo_run_program(program, &spec, NULL, &results), GLO_OK);
    for (size_t i = 0; i < inputs; i++) {
        ranks[i] = malloc(draws * sizeof(double));
        assert_non_null(ranks[i]);
        ranks_of(results, i, draws, ranks[i]);
    }
    for (size_t i = 0; i < inputs; i++) {
        for (size_t k = i + 1; k < inputs; k++)
            assert_near(spearman(ranks[i], ranks[k], draws), wanted[i][k], within);
    }
    for (size_t i = 0; i < inputs; i++)
        free(ranks[i]);
    glo_results_free(results);
    glo_program_free(program);
    glo_model_free(g);
}

static void test_rank_correlations(void **state) {
    (void)state;
    static const double two[4][4] = {{1, 0.9}, {0.9, 1}}, against[4][4] = {{1, -0.6}, {-0.6, 1}},
                        four[4][4] = {
                            {1, 0.5, -0.3, 0.2}, {0.5, 1, 0.1, 0}, {-0.3, 0.1, 1, 0.7}, {0.2, 0, 0.7, 1}};
    static const glo_sampling_kind kinds[] = {GLO_RANDOM, GLO_LATIN_HYPERCUBE, GLO_SOBOL};
    for (int i = 0; i < 3; i++) {
        assert_rank_correlations(2, two, 100000, kinds[i], 0.01);
        assert_rank_correlations(2, against, 100000, kinds[i], 0.01);
        assert_rank_correlations(4, four, 100000, kinds[i], 0.01);
    }
    assert_rank_correlations(2, two, 300000, GLO_RANDOM, 0.01); /* by the copula */
    /* few draws: independent ones would be off by 0.03 on average */
    assert_rank_correlations(4, four, 1000, GLO_RANDOM, 0.03);
    assert_rank_correlations(4, four, 500, GLO_LATIN_HYPERCUBE, 0.03);
    assert_rank_correlations(2, two, 5, GLO_RANDOM, 1);
}

/* Reordering moves numbers and changes none of them. */
static void test_rank_order_keeps_values(void **state) {
    (void)state;
    enum { COUNT = 500 };
    rank_order *o;
    const double factor[4] = {1, 0, 0.6, 0.8};
    double out[GLO_BLOCK];
    assert_int_equal(glo_rank_order_new(2, &o), GLO_OK);
    assert_false(glo_rank_order_suits(o, 19));
    assert_true(glo_rank_order_suits(o, 20));
    for (size_t j = 0; j < 2; j++) {
        double *room = glo_rank_order_room(o, j, 0, 0, COUNT);
        for (size_t k = 0; k < GLO_BLOCK; k++)
            room[k] = fmod((double)(k + 1) * (j ? 0.6180339887 : 0.7548776662), 1);
        glo_rank_order_rank(o, j, COUNT);
        assert_null(glo_rank_order_room(o, j, 0, 0, COUNT));
    }
    assert_true(glo_rank_order_apply(o, 0, factor, COUNT, out));
    for (size_t k = 0; k < GLO_BLOCK; k++)
        assert_true(out[k] == fmod((double)(k + 1) * 0.7548776662, 1));
    assert_true(glo_rank_order_apply(o, 1, factor + 2, COUNT, out));
    for (size_t k = 0; k < GLO_BLOCK; k++) {
        double wanted = fmod((double)(k + 1) * 0.6180339887, 1);
        size_t found = 0;
        for (size_t i = 0; i < GLO_BLOCK; i++)
            found += out[i] == wanted;
        assert_int_equal(found, 1);
        assert_true(k < COUNT || out[k] == wanted);
    }
    glo_rank_order_free(o);
}

/* Every order of a small hypercube is as likely as the others. */
static void test_latin_hypercube_orders(void **state) {
    (void)state;
    enum { SEEDS = 4800, DRAWS = 4, ORDERS = 24 };
    const glo_clock clock = {.dt = 1, .steps = 1, .every = 1, .is_by_period = true};
    glo_model *g = new_graph();
    glo_model_node x = uncertain(g, "x", GLO_UNIFORM, 0, DRAWS);
    glo_program *program;
    int found[256] = {0}, orders = 0;
    double statistic = 0;
    assert_int_equal(glo_program_new(g, &clock, &x, 1, &program), GLO_OK);
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        glo_run_spec spec = {
            .sampling = {.kind = GLO_LATIN_HYPERCUBE, .seed = seed, .draws = DRAWS}, .shard = 1, .shards = 1};
        glo_results *results;
        int order = 0;
        assert_int_equal(glo_run_program(program, &spec, NULL, &results), GLO_OK);
        for (size_t k = 0; k < DRAWS; k++)
            order = order * DRAWS + (int)glo_results_value(results, 0, 0, k);
        found[order]++;
        glo_results_free(results);
    }
    for (int i = 0; i < 256; i++) {
        double off = found[i] - (double)SEEDS / ORDERS;
        orders += found[i] > 0;
        statistic += found[i] > 0 ? off * off / ((double)SEEDS / ORDERS) : 0;
    }
    assert_int_equal(orders, ORDERS);
    assert_true(statistic < 49.7); /* chi-square of 23 degrees of freedom at 0.999 */
    glo_program_free(program);
    glo_model_free(g);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sobol_table),
        cmocka_unit_test(test_sobol_points),
        cmocka_unit_test(test_sobol_property_a),
        cmocka_unit_test(test_sobol_strata),
        cmocka_unit_test(test_sobol_nets),
        cmocka_unit_test(test_sobol_seeds),
        cmocka_unit_test(test_latin_hypercube_orders),
        cmocka_unit_test(test_rank_correlations),
        cmocka_unit_test(test_rank_order_keeps_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
