/* graphs.h: what the tests of core/model share: short ways to write a graph.
 *
 * Example:  glo_model_node flow = over(g, minus(g, tea, number(g, 70)), number(g, 10));
 */
#ifndef TESTS_MODEL_GRAPHS_H
#define TESTS_MODEL_GRAPHS_H

#include "model/run.h"

#include "cmocka_here.h"

static inline glo_model *new_graph(void) {
    glo_model *g;
    assert_int_equal(glo_model_new(&g), GLO_OK);
    return g;
}

static inline glo_model_node number(glo_model *g, double value) {
    glo_model_node n;
    assert_int_equal(glo_model_constant(g, value, &n), GLO_OK);
    return n;
}

static inline glo_model_node quantity(glo_model *g, const char *name) {
    glo_model_node n;
    assert_int_equal(glo_model_variable(g, name, &n), GLO_OK);
    return n;
}

static inline glo_model_node apply(glo_model *g, glo_model_op op, const glo_model_node *inputs,
                                   size_t count) {
    glo_model_node n;
    assert_int_equal(glo_model_apply(g, op, inputs, count, &n), GLO_OK);
    return n;
}

static inline glo_model_node both(glo_model *g, glo_model_op op, glo_model_node a, glo_model_node b) {
    return apply(g, op, (glo_model_node[]){a, b}, 2);
}

static inline glo_model_node named(glo_model *g, const char *name, glo_model_node value) {
    glo_model_node n = quantity(g, name);
    assert_int_equal(glo_model_define(g, n, value), GLO_OK);
    return n;
}

static inline glo_model_node stock_of(glo_model *g, const char *name, double start) {
    glo_model_node n = quantity(g, name);
    assert_int_equal(glo_model_stock(g, n, number(g, start)), GLO_OK);
    return n;
}

static inline void flows(glo_model *g, glo_model_node stock, glo_model_node flow, int sign) {
    assert_int_equal(glo_model_flow(g, stock, flow, sign), GLO_OK);
}

static inline glo_model_node uncertain(glo_model *g, const char *name, glo_family family, double a,
                                       double b) {
    glo_model_node parameters[4] = {number(g, a), number(g, b), number(g, 0), number(g, 0)}, n;
    glo_distribution d = {.family = family};
    assert_int_equal(glo_model_distribution(g, &d, parameters, false, name, &n), GLO_OK);
    return named(g, name, n);
}

/* Runs it with one output. */
static inline glo_results *run_of(const glo_model *g, const glo_clock *clock, glo_model_node output,
                                  uint64_t draws, glo_program **out_program) {
    glo_results *results;
    glo_run_spec spec = {.sampling = {.seed = 7, .draws = draws}, .shard = 1, .shards = 1};
    assert_int_equal(glo_program_new(g, clock, &output, 1, out_program), GLO_OK);
    assert_int_equal(glo_run_program(*out_program, &spec, NULL, &results), GLO_OK);
    return results;
}

/* The one value of a model without chance, in a row. */
static inline double value_at(const glo_model *g, const glo_clock *clock, glo_model_node output, size_t row) {
    glo_program *program;
    glo_results *results = run_of(g, clock, output, 1, &program);
    double value = glo_results_mean(results, 0, row);
    glo_results_free(results);
    glo_program_free(program);
    return value;
}

#endif
