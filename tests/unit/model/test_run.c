/* Tests of core/model/run.c, results.c, summary.c and uniforms.c: the same bits with any threads and any split, answers against
 * the values themselves, faults counted. */
#include "graphs.h"
#include "kernels.h"
#include "model/sensitivity.h"
#include "near.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 6 };

/* Uncertain arrivals into a stock, a count, an event, and something that divides by zero in some draws. */
typedef struct example {
    glo_model *graph;
    glo_model_node outputs[4];
    glo_program *program;
} example;

static void make_example(example *e, double mean) {
    glo_model *g = e->graph = new_graph();
    glo_model_node a = uncertain(g, "arrivals", GLO_NORMAL, mean, 10),
                   rate = uncertain(g, "rate", GLO_UNIFORM, 0.05, 0.2);
    glo_model_node hits = uncertain(g, "hits", GLO_POISSON, 2, 0), w = stock_of(g, "waiting", 500);
    flows(g, w, a, 1);
    flows(g, w, both(g, GLO_OP_MULTIPLY, w, rate), -1);
    e->outputs[0] = w;
    e->outputs[1] = named(g, "double", both(g, GLO_OP_MULTIPLY, hits, number(g, 2)));
    e->outputs[2] = named(g, "share", both(g, GLO_OP_DIVIDE, w, hits));
    e->outputs[3] = named(g, "fixed", apply(g, GLO_OP_TIME, NULL, 0));
    const glo_clock clock = {.dt = 1, .steps = ROWS, .every = 1, .is_by_period = true};
    assert_int_equal(glo_program_new(g, &clock, e->outputs, 4, &e->program), GLO_OK);
}

static void free_example(example *e) {
    glo_program_free(e->program);
    glo_model_free(e->graph);
}

static glo_results *run_shard(const example *e, uint64_t draws, uint64_t shard, uint64_t shards, int threads,
                              glo_sampling_kind kind) {
    glo_run_spec spec = {
        .sampling = {.kind = kind, .seed = 7, .draws = draws}, .shard = shard, .shards = shards};
    glo_job job = {.threads = threads};
    glo_results *results;
    assert_int_equal(glo_run_program(e->program, &spec, &job, &results), GLO_OK);
    return results;
}

/* Everything that may be asked of results, bit for bit. */
static void assert_same(const glo_results *a, const glo_results *b) {
    static const double p[] = {0, 0.05, 0.5, 0.95, 0.999, 1};
    assert_int_equal(glo_results_draws(a), glo_results_draws(b));
    for (size_t i = 0; i < 4; i++) {
        for (size_t row = 0; row < ROWS; row++) {
            double qa[6], qb[6];
            double of_a[] = {glo_results_mean(a, i, row), glo_results_sd(a, i, row),
                             glo_results_least(a, i, row), glo_results_most(a, i, row),
                             glo_results_share(a, i, row, 700, false)};
            double of_b[] = {glo_results_mean(b, i, row), glo_results_sd(b, i, row),
                             glo_results_least(b, i, row), glo_results_most(b, i, row),
                             glo_results_share(b, i, row, 700, false)};
            assert_memory_equal(of_a, of_b, sizeof of_a);
            assert_int_equal(glo_results_count(a, i, row), glo_results_count(b, i, row));
            assert_int_equal(glo_results_not_finite(a, i, row), glo_results_not_finite(b, i, row));
            assert_int_equal(glo_results_quantiles(a, i, row, p, 6, qa), GLO_OK);
            assert_int_equal(glo_results_quantiles(b, i, row, p, 6, qb), GLO_OK);
            assert_memory_equal(qa, qb, sizeof qa);
        }
    }
    for (size_t i = 0; i < glo_program_faults(glo_results_program(a)); i++)
        assert_int_equal(glo_results_faults(a, i), glo_results_faults(b, i));
}

static void assert_any_split(const example *e, uint64_t draws, glo_sampling_kind kind) {
    glo_results *whole = run_shard(e, draws, 1, 1, 1, kind);
    for (int threads = 2; threads <= 3; threads++) {
        glo_results *again = run_shard(e, draws, 1, 1, threads, kind);
        assert_same(whole, again);
        glo_results_free(again);
    }
    for (uint64_t shards = 2; shards <= 7; shards += 5) {
        glo_results *sum = run_shard(e, draws, shards, shards, 2, kind); /* the last first */
        for (uint64_t k = shards - 1; k > 0; k--) {
            glo_results *part = run_shard(e, draws, k, shards, 1, kind);
            assert_int_equal(glo_results_merge(sum, part), GLO_OK);
            glo_results_free(part);
        }
        assert_same(whole, sum);
        glo_results *copy;
        assert_int_equal(glo_results_copy(sum, &copy), GLO_OK);
        assert_same(whole, copy);
        glo_results_free(copy);
        glo_results_free(sum);
    }
    glo_results_free(whole);
}

static void test_same_bits(void **state) {
    (void)state;
    example e;
    make_example(&e, 100);
    assert_any_split(&e, 300001, GLO_RANDOM); /* a histogram */
    assert_any_split(&e, 5001, GLO_RANDOM);   /* all values kept */
    assert_any_split(&e, 5001, GLO_LATIN_HYPERCUBE);
    assert_any_split(&e, 5001, GLO_SOBOL);
    assert_any_split(&e, 100, GLO_RANDOM); /* less than a block: shards without draws */
    free_example(&e);
}

static void test_merge_refuses(void **state) {
    (void)state;
    example e;
    make_example(&e, 100);
    glo_results *a = run_shard(&e, 5000, 1, 2, 1, GLO_RANDOM), *b = run_shard(&e, 5001, 2, 2, 1, GLO_RANDOM);
    assert_int_equal(glo_results_merge(a, b), GLO_EINVAL); /* of another number of draws */
    assert_int_equal(glo_results_merge(a, a), GLO_EINVAL); /* the same draws twice */
    glo_results_free(a);
    glo_results_free(b);
    free_example(&e);
}

/* Quantiles and shares of the histogram beside those of the values themselves. */
static void test_histogram(void **state) {
    (void)state;
    example e;
    make_example(&e, 100);
    const uint64_t draws = GLO_KEPT_MOST / (2 * ROWS + ROWS + 1); /* the most of which all are kept */
    glo_results *exact = run_shard(&e, draws, 1, 1, 1, GLO_RANDOM),
                *binned = run_shard(&e, draws + 1, 1, 1, 1, GLO_RANDOM);
    assert_true(glo_results_are_exact(exact));
    assert_false(glo_results_are_exact(binned));
    static const double p[] = {0.001, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999};
    for (size_t row = 0; row < ROWS; row++) {
        double a[7], b[7], sd = glo_results_sd(exact, 0, row);
        assert_int_equal(glo_results_quantiles(exact, 0, row, p, 7, a), GLO_OK);
        assert_int_equal(glo_results_quantiles(binned, 0, row, p, 7, b), GLO_OK);
        for (int k = 0; k < 7; k++)
            assert_near(b[k], a[k], 0.003 * sd);
        assert_near(glo_results_mean(binned, 0, row), glo_results_mean(exact, 0, row), 1e-4 * sd);
        assert_near(glo_results_share(binned, 0, row, a[1], false), 0.05, 1e-4);
        assert_int_equal(glo_results_quantiles(exact, 1, row, p, 7, a), GLO_OK); /* whole numbers: exactly */
        assert_int_equal(glo_results_quantiles(binned, 1, row, p, 7, b), GLO_OK);
        assert_memory_equal(a, b, sizeof a);
        assert_near(glo_results_share(binned, 1, row, 4, false), glo_results_share(exact, 1, row, 4, false),
                    1e-5);
        assert_near(glo_results_share(binned, 1, row, 4, true), glo_results_share(exact, 1, row, 4, true),
                    1e-5);
    }
    glo_results_free(exact);
    glo_results_free(binned);
    free_example(&e);
}

static void test_faults(void **state) {
    (void)state;
    example e;
    make_example(&e, 100);
    glo_results *r = run_shard(&e, 100000, 1, 1, 2, GLO_RANDOM);
    double zeros = glo_results_share(r, 1, 0, 0, false); /* of hits */
    assert_near(zeros, exp(-2), 0.005);
    assert_int_equal(glo_results_not_finite(r, 2, 0), (uint64_t)(zeros * 100000 + 0.5));
    assert_int_equal(glo_results_count(r, 2, 0) + glo_results_not_finite(r, 2, 0), 100000);
    uint64_t found = 0;
    for (size_t i = 0; i < glo_program_faults(e.program); i++) {
        const char *quantity, *what = glo_program_fault(e.program, i, &quantity);
        if (strcmp(what, "division by zero") == 0 && strcmp(quantity, "share") == 0)
            found = glo_results_faults(r, i);
    }
    assert_int_equal(found, glo_results_not_finite(r, 2, 0));
    glo_results_free(r);
    free_example(&e);
}

/* A stock from which more flows than it holds is a warning: its draws count, with any number of threads. */
static void test_overdraft(void **state) {
    (void)state;
    glo_model *g = new_graph();
    glo_model_node w = stock_of(g, "waiting", 1), rate = uncertain(g, "rate", GLO_UNIFORM, 0.5, 1.5);
    flows(g, w, both(g, GLO_OP_MULTIPLY, w, rate), -1);
    const glo_clock clock = {.dt = 1, .steps = 3, .every = 1};
    glo_program *program;
    glo_results *r = run_of(g, &clock, w, 100000, &program);
    assert_int_equal(glo_program_faults(program), 1);
    const char *quantity, *what = glo_program_fault(program, 0, &quantity);
    assert_string_equal(quantity, "waiting");
    assert_non_null(strstr(what, "more flows out than there is"));
    assert_true(glo_program_is_warning(program, 0));
    assert_int_equal(glo_results_count(r, 0, 3), 100000);
    assert_near((double)glo_results_faults(r, 0), 50000, 600); /* those with a rate above 1 */
    glo_run_spec spec = {
        .sampling = {.kind = GLO_RANDOM, .seed = 1, .draws = 100000}, .shard = 1, .shards = 1};
    uint64_t found[2];
    for (int threads = 1; threads <= 2; threads++) {
        glo_job job = {.threads = threads};
        glo_results *again;
        assert_int_equal(glo_run_program(program, &spec, &job, &again), GLO_OK);
        found[threads - 1] = glo_results_faults(again, 0);
        glo_results_free(again);
    }
    assert_int_equal(found[0], found[1]);
    glo_results_free(r);
    glo_program_free(program);
    glo_model_free(g);
}

/* A division that a condition kept from being used is no fault. */
static void test_guarded_division(void **state) {
    (void)state;
    glo_model *g = new_graph();
    glo_model_node hits = uncertain(g, "hits", GLO_POISSON, 2, 0), zero = number(g, 0);
    glo_model_node ratio = both(g, GLO_OP_DIVIDE, number(g, 1), hits),
                   is_any = both(g, GLO_OP_ABOVE, hits, zero);
    glo_model_node safe = named(g, "safe", apply(g, GLO_OP_IF, (glo_model_node[]){is_any, ratio, zero}, 3));
    const glo_clock clock = {.dt = 1, .steps = 1, .every = 1};
    glo_program *program;
    glo_results *r = run_of(g, &clock, safe, 10000, &program);
    assert_int_equal(glo_results_not_finite(r, 0, 0), 0);
    for (size_t i = 0; i < glo_program_faults(program); i++)
        assert_int_equal(glo_results_faults(r, i), 0);
    glo_results_free(r);
    glo_program_free(program);
    glo_model_free(g);
}

/* A model that differs in one input has the same draws of the others: the difference has no noise of theirs. */
static void test_common_random_numbers(void **state) {
    (void)state;
    example a, b;
    make_example(&a, 100);
    make_example(&b, 110);
    glo_run_spec spec = {
        .sampling = {.seed = 7, .draws = 20000}, .shard = 1, .shards = 1, .against = a.program};
    glo_results *r;
    assert_int_equal(glo_run_program(b.program, &spec, NULL, &r), GLO_OK);
    assert_near(glo_results_mean(r, 0, 0), 10, 1e-9); /* ten more in the first period, in each draw */
    assert_near(glo_results_sd(r, 0, 0), 0, 1e-9);
    assert_near(glo_results_mean(r, 1, 0), 0, 0);
    glo_results_free(r);
    free_example(&a);
    free_example(&b);
}

static void test_latin_hypercube(void **state) {
    (void)state;
    glo_model *g = new_graph();
    glo_model_node u = uncertain(g, "u", GLO_UNIFORM, 0, 1);
    const glo_clock clock = {.dt = 1, .steps = 1, .every = 1};
    glo_program *program;
    enum { DRAWS = 1000 };
    glo_run_spec spec = {
        .sampling = {.kind = GLO_LATIN_HYPERCUBE, .seed = 3, .draws = DRAWS}, .shard = 1, .shards = 1};
    glo_results *r;
    bool seen[DRAWS] = {false};
    assert_int_equal(glo_program_new(g, &clock, &u, 1, &program), GLO_OK);
    assert_int_equal(glo_run_program(program, &spec, NULL, &r), GLO_OK);
    for (size_t i = 0; i < DRAWS; i++) {
        size_t slice = (size_t)(glo_results_value(r, 0, 0, i) * DRAWS);
        assert_true(slice < DRAWS && !seen[slice]);
        seen[slice] = true;
    }
    glo_results_free(r);
    glo_program_free(program);
    glo_model_free(g);
}

/* Ishigami's function, whose indices are known: 0.313905 0.442411 0, in all 0.557589 0.442411 0.243684. */
static void test_sobol_indices(void **state) {
    (void)state;
    static const double first[] = {0.313905, 0.442411, 0}, total[] = {0.557589, 0.442411, 0.243684};
    glo_model *g = new_graph();
    glo_model_node x[3] = {uncertain(g, "x1", GLO_UNIFORM, -M_PI, M_PI),
                           uncertain(g, "x2", GLO_UNIFORM, -M_PI, M_PI),
                           uncertain(g, "x3", GLO_UNIFORM, -M_PI, M_PI)};
    glo_model_node s1 = apply(g, GLO_OP_SIN, &x[0], 1), s2 = apply(g, GLO_OP_SIN, &x[1], 1);
    glo_model_node second = both(g, GLO_OP_MULTIPLY, number(g, 7), both(g, GLO_OP_POWER, s2, number(g, 2)));
    glo_model_node fourth =
        both(g, GLO_OP_MULTIPLY, number(g, 0.1), both(g, GLO_OP_POWER, x[2], number(g, 4)));
    glo_model_node y = named(
        g, "y", both(g, GLO_OP_ADD, both(g, GLO_OP_ADD, s1, second), both(g, GLO_OP_MULTIPLY, fourth, s1)));
    const glo_clock clock = {.dt = 1, .steps = 1, .every = 1};
    glo_program *program;
    glo_sobol_index found[3], again[3];
    const glo_sobol_spec spec = {.seed = 7, .draws = 262144}, few = {.seed = 7, .draws = 1000};
    glo_job job = {.threads = 3};
    assert_int_equal(glo_program_new(g, &clock, &y, 1, &program), GLO_OK);
    assert_int_equal(glo_sobol_indices(program, 0, 0, &spec, NULL, found), GLO_OK);
    assert_int_equal(glo_sobol_indices(program, 0, 0, &spec, &job, again), GLO_OK);
    assert_memory_equal(found, again, sizeof found);
    for (size_t i = 0; i < 3; i++) {
        size_t n = (size_t)(glo_program_input_name(program, i)[1] - '1'); /* x1, x2, x3 */
        assert_true(found[i].first_error < 0.015 && found[i].total_error < 0.015);
        assert_near(found[i].first, first[n], 1.5 * found[i].first_error);
        assert_near(found[i].total, total[n], 1.5 * found[i].total_error);
    }
    assert_int_equal(glo_sobol_indices(program, 0, 0, &few, NULL, found), GLO_EINVAL);
    glo_program_free(program);
    glo_model_free(g);
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double rank_of(const double *sorted, size_t count, double value) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (sorted[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    return (double)low;
}

/* Spearman's, of the values that are kept. */
static double rank_correlation(const glo_results *r, size_t a, size_t b, size_t count) {
    double *sorted = malloc(2 * count * sizeof *sorted), sum = 0, n = (double)count;
    assert_non_null(sorted);
    for (size_t i = 0; i < count; i++) {
        sorted[i] = glo_results_value(r, a, 0, i);
        sorted[count + i] = glo_results_value(r, b, 0, i);
    }
    qsort(sorted, count, sizeof *sorted, by_value);
    qsort(sorted + count, count, sizeof *sorted, by_value);
    for (size_t i = 0; i < count; i++) {
        double gap = rank_of(sorted, count, glo_results_value(r, a, 0, i)) -
                     rank_of(sorted + count, count, glo_results_value(r, b, 0, i));
        sum += gap * gap;
    }
    free(sorted);
    return 1 - 6 * sum / (n * (n * n - 1));
}

static void test_correlations(void **state) {
    (void)state;
    enum { DRAWS = 100000 };
    glo_model *g = new_graph();
    glo_model_node out[3] = {uncertain(g, "a", GLO_NORMAL, 0, 1), uncertain(g, "b", GLO_GAMMA, 0.5, 1),
                             uncertain(g, "c", GLO_UNIFORM, 0, 1)};
    glo_model_node drawn[3];
    for (int i = 0; i < 3; i++)
        drawn[i] = glo_model_input(g, out[i], 0);
    const glo_clock clock = {.dt = 1, .steps = 1, .every = 1};
    glo_run_spec spec = {.sampling = {.seed = 11, .draws = DRAWS}, .shard = 1, .shards = 1};
    glo_program *program = NULL;
    glo_results *r;
    assert_int_equal(glo_model_correlate(g, drawn[0], drawn[1], 0.7), GLO_OK);
    assert_int_equal(glo_model_correlate(g, drawn[2], drawn[0], -0.4), GLO_OK);
    assert_int_equal(glo_program_new(g, &clock, out, 3, &program), GLO_OK);
    assert_int_equal(glo_run_program(program, &spec, NULL, &r), GLO_OK);
    assert_near(rank_correlation(r, 0, 1, DRAWS), 0.7, 0.01);
    assert_near(rank_correlation(r, 0, 2, DRAWS), -0.4, 0.01);
    assert_near(rank_correlation(r, 1, 2, DRAWS), 0, 0.01);
    double middle[3];
    assert_int_equal(glo_results_quantiles(r, 1, 0, (double[]){0.1, 0.5, 0.9}, 3, middle), GLO_OK);
    const glo_distribution gamma = {.family = GLO_GAMMA, .parameter = {0.5, 1}};
    assert_near(middle[1], glo_distribution_quantile(&gamma, 0.5),
                0.01); /* each keeps its own distribution */
    assert_near(middle[2], glo_distribution_quantile(&gamma, 0.9), 0.02);
    glo_results_free(r);
    glo_program_free(program);
    assert_int_equal(glo_model_correlate(g, drawn[1], drawn[2], 0.95), GLO_OK);
    assert_int_equal(glo_program_new(g, &clock, out, 3, &program), GLO_EINVAL);
    assert_non_null(strstr(glo_message(), "'a', 'b', 'c' are not possible together"));
    assert_int_equal(glo_model_correlate(g, drawn[1], drawn[2], 1.5), GLO_EINVAL);
    assert_int_equal(glo_model_correlate(g, out[1], drawn[2], 0.5), GLO_EINVAL);
    glo_model_free(g);
}

static void test_cancels(void **state) {
    (void)state;
    example e;
    make_example(&e, 100);
    atomic_bool cancel = true;
    glo_job job = {.threads = 2, .cancel = &cancel};
    glo_run_spec spec = {.sampling = {.seed = 7, .draws = 1000000}, .shard = 1, .shards = 1};
    glo_results *r = NULL;
    assert_int_equal(glo_run_program(e.program, &spec, &job, &r), GLO_ECANCELLED);
    assert_null(r);
    spec.sampling.draws = 0;
    assert_int_equal(glo_run_program(e.program, &spec, NULL, &r), GLO_EINVAL);
    free_example(&e);
}

/* Each loop, with vectors and numbers in either place, and in any register width, gives what the operation gives of numbers. */
static void test_kernels(void **state) {
    (void)state;
    static const double some[] = {-2.5, -1, 0, 0.5, 1, 3, 7.25, 1e300};
    double a[64], b[64], out[64];
    for (int i = 0; i < 64; i++) {
        a[i] = some[i / 8];
        b[i] = some[i % 8];
    }
    for (int op = 0; op < GLO_OPS; op++) {
        if (!glo_binary_kernel((glo_model_op)op, GLO_FORM_VV))
            continue;
        glo_binary_kernel((glo_model_op)op, GLO_FORM_VV)(out, a, b, 64);
        for (int i = 0; i < 64; i++) {
            double wanted = glo_apply_to_numbers((glo_model_op)op, (double[]){a[i], b[i]}), vs[8], sv[8];
            assert_true(out[i] == wanted || (isnan(out[i]) && isnan(wanted)));
            glo_binary_kernel((glo_model_op)op, GLO_FORM_VS)(vs, a + i / 8 * 8, &b[i], 8);
            glo_binary_kernel((glo_model_op)op, GLO_FORM_SV)(sv, &a[i], b, 8);
            assert_true(vs[0] == wanted || (isnan(vs[0]) && isnan(wanted)));
            assert_true(sv[i % 8] == wanted || (isnan(sv[i % 8]) && isnan(wanted)));
        }
    }
    assert_near(glo_apply_to_numbers(GLO_OP_MODULO, (double[]){-1, 3}), 2, 0);
    assert_near(glo_apply_to_numbers(GLO_OP_ROUND, (double[]){2.5}), 3, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_same_bits),
                                       cmocka_unit_test(test_merge_refuses),
                                       cmocka_unit_test(test_histogram),
                                       cmocka_unit_test(test_faults),
                                       cmocka_unit_test(test_overdraft),
                                       cmocka_unit_test(test_guarded_division),
                                       cmocka_unit_test(test_common_random_numbers),
                                       cmocka_unit_test(test_latin_hypercube),
                                       cmocka_unit_test(test_cancels),
                                       cmocka_unit_test(test_sobol_indices),
                                       cmocka_unit_test(test_correlations),
                                       cmocka_unit_test(test_kernels)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
