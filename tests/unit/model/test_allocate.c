/* Tests of core/model/allocate.c: zones add up in every draw, quantiles are those of the draws, shares are uncertain as stated, the
 * same bits with any threads. */
#include "graphs.h"
#include "model/allocate.h"
#include "near.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 3, ZONES = 4, DRAWS = 10000, P = 3 };
#define WIDTH (GLO_ALLOCATED + P)

static const double probabilities[P] = {0.5, 0.1, 0.9};

typedef struct example {
    glo_model *graph;
    glo_model_node outputs[2];
    glo_program *program;
    glo_results *results;
} example;

/* Two quantities: one uncertain, one that is the same in all draws. */
static void make_example(example *e, uint64_t draws, int threads) {
    glo_model *g = e->graph = new_graph();
    glo_model_node a = uncertain(g, "a", GLO_UNIFORM, 0, 1000);
    e->outputs[0] = named(g, "x", both(g, GLO_OP_MULTIPLY, a, apply(g, GLO_OP_TIME, NULL, 0)));
    e->outputs[1] = named(g, "fixed", number(g, 100));
    const glo_clock clock = {.dt = 1, .steps = ROWS, .every = 1, .is_by_period = true};
    assert_int_equal(glo_program_new(g, &clock, e->outputs, 2, &e->program), GLO_OK);
    glo_run_spec spec = {
        .sampling = {.kind = GLO_RANDOM, .seed = 7, .draws = draws}, .shard = 1, .shards = 1};
    glo_job job = {.threads = threads};
    assert_int_equal(glo_run_program(e->program, &spec, &job, &e->results), GLO_OK);
}

static void free_example(example *e) {
    glo_results_free(e->results);
    glo_program_free(e->program);
    glo_model_free(e->graph);
}

static const glo_share fixed_shares[ZONES] = {
    {0.5, 0.5, 0.5, "a"}, {0.25, 0.25, 0.25, "b"}, {0, 0, 0, "c"}, {0.05, 0.05, 0.05, "d"}};
static const glo_share drawn_shares[ZONES] = {
    {0.4, 0.1, 0.7, "a"}, {0.2, 0.1, 0.6, "b"}, {0, 0, 0, "c"}, {0.1, 0, 0.2, "d"}};

static double *allocate(const example *e, const glo_allocate_spec *spec, int threads, uint64_t *scaled) {
    double *out = calloc((ZONES + 1) * ROWS * WIDTH, sizeof *out);
    glo_job job = {.threads = threads};
    assert_int_equal(glo_allocate_draws(e->results, spec, &job, out, scaled), GLO_OK);
    return out;
}

static const double *figure(const double *out, size_t zone, size_t row, size_t rows) {
    return out + (zone * rows + row) * WIDTH;
}

static void shares_without_uncertainty_scale_the_quantiles(void **state) {
    (void)state;
    example e;
    make_example(&e, DRAWS, 2);
    size_t output = 0;
    glo_allocate_spec spec = {.outputs = &output,
                              .source_count = 1,
                              .shares = fixed_shares,
                              .zone_count = ZONES,
                              .rows = ROWS,
                              .p = probabilities,
                              .p_count = P};
    uint64_t scaled = 9;
    double *out = allocate(&e, &spec, 2, &scaled);
    assert_int_equal(scaled, 0);
    const double left[] = {0.5, 0.25, 0, 0.05, 0.2};
    for (size_t row = 0; row < ROWS; row++) {
        double q[P];
        assert_int_equal(glo_results_quantiles(e.results, 0, row, probabilities, P, q), GLO_OK);
        for (size_t zone = 0; zone <= ZONES; zone++) {
            const double *f = figure(out, zone, row, ROWS);
            assert_near(f[GLO_ALLOCATED_MEAN], left[zone] * glo_results_mean(e.results, 0, row), 1e-8);
            assert_near(f[GLO_ALLOCATED_SD], left[zone] * glo_results_sd(e.results, 0, row), 1e-8);
            for (size_t i = 0; i < P; i++)
                assert_near(f[GLO_ALLOCATED + i], left[zone] * q[i], 1e-8);
        }
    }
    free(out);
    free_example(&e);
}

/* Shares of a fixed 100: mean and sd of the beta distribution by their closed forms, quantiles by R 4.2.2's qbeta(p, 3, 3) and
 * qbeta(p, 12/7, 30/7). */
static void a_share_is_beta_with_its_weight_as_mean(void **state) {
    (void)state;
    example e;
    make_example(&e, DRAWS, 1);
    size_t output = 1;
    const glo_share two[ZONES] = {
        {0.4, 0.1, 0.7, "a"}, {0.015, 0.005, 0.04, "b"}, {0, 0, 0, "c"}, {0, 0, 0, "d"}};
    glo_allocate_spec spec = {.outputs = &output,
                              .source_count = 1,
                              .shares = two,
                              .zone_count = ZONES,
                              .rows = ROWS,
                              .p = probabilities,
                              .p_count = P};
    uint64_t scaled;
    double *out = allocate(&e, &spec, 1, &scaled);
    const double *f = figure(out, 0, 0, ROWS), *g = figure(out, 1, 0, ROWS);
    assert_near(f[GLO_ALLOCATED_MEAN], 40, 0.4);
    assert_near(f[GLO_ALLOCATED_SD], 60 * sqrt(0.25 / 7), 0.3);
    assert_near(f[GLO_ALLOCATED], 10 + 60 * 0.5, 0.6);
    assert_near(f[GLO_ALLOCATED + 1], 10 + 60 * 0.246636453288467, 0.7);
    assert_near(g[GLO_ALLOCATED_MEAN], 1.5, 0.02);
    assert_near(g[GLO_ALLOCATED_SD], 3.5 * sqrt(10.0 / 49 / 7), 0.02);
    assert_near(g[GLO_ALLOCATED], 0.5 + 3.5 * 0.260777484791203, 0.03);
    assert_near(g[GLO_ALLOCATED + 2], 0.5 + 3.5 * 0.528248611571072, 0.05);
    free(out);
    free_example(&e);
}

static void zones_add_up_and_threads_do_not_matter(void **state) {
    (void)state;
    example e;
    make_example(&e, DRAWS, 2);
    const size_t outputs[2] = {0, 1};
    glo_share shares[2 * ZONES];
    memcpy(shares, drawn_shares, sizeof drawn_shares);
    memcpy(shares + ZONES, fixed_shares, sizeof fixed_shares);
    glo_allocate_spec spec = {.outputs = outputs,
                              .source_count = 2,
                              .shares = shares,
                              .zone_count = ZONES,
                              .rows = ROWS,
                              .p = probabilities,
                              .p_count = P};
    uint64_t scaled, again;
    double *out = allocate(&e, &spec, 1, &scaled), *two = allocate(&e, &spec, 3, &again);
    assert_true(scaled > 0 && scaled < DRAWS / 2);
    assert_int_equal(scaled, again);
    assert_memory_equal(out, two, (ZONES + 1) * ROWS * WIDTH * sizeof *out);
    for (size_t row = 0; row < ROWS; row++) {
        double sum = 0;
        for (size_t zone = 0; zone <= ZONES; zone++)
            sum += figure(out, zone, row, ROWS)[GLO_ALLOCATED_MEAN];
        assert_near(sum, 100 + glo_results_mean(e.results, 0, row), 1e-8);
    }
    spec.is_total = true;
    double *total = allocate(&e, &spec, 2, &scaled), sum = 0;
    for (size_t row = 0; row < ROWS; row++)
        sum += figure(out, 1, row, ROWS)[GLO_ALLOCATED_MEAN];
    assert_near(figure(total, 1, 0, 1)[GLO_ALLOCATED_MEAN], sum, 1e-8);
    free(out);
    free(two);
    free(total);
    free_example(&e);
}

static void what_cannot_be_allocated_is_refused(void **state) {
    (void)state;
    example e;
    make_example(&e, DRAWS, 1);
    size_t output = 0;
    glo_share shares[ZONES];
    memcpy(shares, fixed_shares, sizeof shares);
    glo_allocate_spec spec = {
        .outputs = &output, .source_count = 1, .shares = shares, .zone_count = ZONES, .rows = ROWS};
    double out[(ZONES + 1) * ROWS * WIDTH];
    uint64_t scaled;
    shares[0].weight = shares[0].high = 0.9;
    assert_int_equal(glo_allocate_draws(e.results, &spec, NULL, out, &scaled), GLO_EINVAL);
    shares[0] = (glo_share){0.1, 0.2, 0.3, "a"};
    assert_int_equal(glo_allocate_draws(e.results, &spec, NULL, out, &scaled), GLO_EINVAL);
    assert_non_null(strstr(glo_message(), "'a', 0.1, must lie between its bounds, 0.2 and 0.3"));
    free_example(&e);
    make_example(&e, 2 * GLO_KEPT_MOST, 2);
    memcpy(shares, fixed_shares, sizeof shares);
    assert_int_equal(glo_allocate_draws(e.results, &spec, NULL, out, &scaled), GLO_EINVAL);
    free_example(&e);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_without_uncertainty_scale_the_quantiles),
        cmocka_unit_test(a_share_is_beta_with_its_weight_as_mean),
        cmocka_unit_test(zones_add_up_and_threads_do_not_matter),
        cmocka_unit_test(what_cannot_be_allocated_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
