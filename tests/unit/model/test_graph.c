/* Tests of core/model/graph.c, equations.c, check_units.c, compile.c and machine.c: graphs, their equations and what is refused of
 * them; models whose course is known. */
#include "graphs.h"

#include "near.h"

#include <math.h>
#include <string.h>

/* Teacup and SIR: the community's shared tests of system dynamics (SDXorg/test-models), their expected output. */

static glo_model *teacup(glo_model_node *out) {
    glo_model *g = new_graph();
    *out = stock_of(g, "tea", 180);
    glo_model_node gap = both(g, GLO_OP_SUBTRACT, *out, number(g, 70));
    flows(g, *out, both(g, GLO_OP_DIVIDE, gap, number(g, 10)), -1);
    return g;
}

static void test_teacup(void **state) {
    (void)state;
    glo_model_node tea;
    glo_model *g = teacup(&tea);
    const glo_clock clock = {.dt = 0.125, .steps = 240, .every = 1};
    assert_near(value_at(g, &clock, tea, 0), 180, 0);
    assert_near(value_at(g, &clock, tea, 1), 178.625, 1e-9);
    assert_near(value_at(g, &clock, tea, 240), 75.374, 5e-4);
    const glo_clock fourth_order = {.dt = 0.125, .steps = 240, .every = 240, .method = GLO_RK4};
    assert_near(value_at(g, &fourth_order, tea, 1), 70 + 110 * exp(-3), 1e-6); /* the solution itself */
    glo_model_free(g);
}

static void test_sir(void **state) {
    (void)state;
    glo_model *g = new_graph();
    glo_model_node s = stock_of(g, "susceptible", 1000), i = stock_of(g, "infectious", 5),
                   r = stock_of(g, "recovered", 0);
    glo_model_node people = number(g, 1000);
    glo_model_node share = both(g, GLO_OP_DIVIDE, both(g, GLO_OP_MULTIPLY, s, number(g, 0.3)), people);
    glo_model_node infected = both(g, GLO_OP_MULTIPLY, share, i),
                   recovered = both(g, GLO_OP_DIVIDE, i, number(g, 5));
    flows(g, s, infected, -1);
    flows(g, i, infected, 1);
    flows(g, i, recovered, -1);
    flows(g, r, recovered, 1);
    const glo_clock clock = {.dt = 0.03125, .steps = 3200, .every = 3200};
    double end[3] = {value_at(g, &clock, s, 1), value_at(g, &clock, i, 1), value_at(g, &clock, r, 1)};
    assert_near(end[0], 412.158, 5e-4);
    assert_near(end[1], 2.07135, 1e-5);
    assert_near(end[2], 590.771, 5e-4);
    glo_model_free(g);
}

static void test_equations(void **state) {
    (void)state;
    glo_model *g = new_graph();
    glo_model_node a = uncertain(g, "arrivals", GLO_NORMAL, 100, 10), w = stock_of(g, "waiting", 2000);
    flows(g, w, a, 1);
    flows(g, w, both(g, GLO_OP_MULTIPLY, both(g, GLO_OP_ADD, w, number(g, 1)), number(g, 0.5)), -1);
    assert_int_equal(glo_model_unit(g, w, "people"), GLO_OK);
    named(g, "x", both(g, GLO_OP_SUBTRACT, number(g, 1), both(g, GLO_OP_SUBTRACT, a, w)));
    named(g, "y", both(g, GLO_OP_POWER, both(g, GLO_OP_POWER, a, number(g, 2)), number(g, 3)));
    glo_buf text = {0};
    glo_model_equations(g, &text);
    assert_string_equal(text.data, "arrivals = normal(mean 100, sd 10)\n"
                                   "waiting' = arrivals - (waiting + 1) * 0.5, at the start 2000   [people]\n"
                                   "x = 1 - (arrivals - waiting)\n"
                                   "y = (arrivals ^ 2) ^ 3\n");
    glo_buf_dispose(&text);
    glo_model *copy;
    char hash[GLO_SHA256_HEX], other[GLO_SHA256_HEX];
    assert_int_equal(glo_model_copy(g, &copy), GLO_OK);
    assert_int_equal(glo_model_hash(g, hash), GLO_OK);
    assert_int_equal(glo_model_hash(copy, other), GLO_OK);
    assert_string_equal(hash, other);
    named(copy, "z", number(copy, 0.1 + 0.2)); /* apart from 0.3 in the last digit */
    assert_int_equal(glo_model_hash(copy, other), GLO_OK);
    assert_string_not_equal(hash, other);
    glo_model_free(copy);
    glo_model_free(g);
}

static void assert_refused(const glo_model *g, glo_model_node output, const char *words) {
    const glo_clock clock = {.dt = 1, .steps = 4, .every = 1, .unit = "month"};
    glo_program *program = NULL;
    assert_int_equal(glo_program_new(g, &clock, &output, 1, &program), GLO_EINVAL);
    assert_null(program);
    if (!strstr(glo_message(), words))
        fail_msg("\"%s\" does not say \"%s\"", glo_message(), words);
}

static void test_loops(void **state) {
    (void)state;
    glo_model *g = new_graph();
    glo_model_node a = quantity(g, "a"), time = apply(g, GLO_OP_TIME, NULL, 0);
    glo_model_node b = named(g, "b", both(g, GLO_OP_ADD, a, time));
    assert_int_equal(glo_model_define(g, a, both(g, GLO_OP_MULTIPLY, b, number(g, 2))), GLO_OK);
    assert_refused(g, a, "a loop without a stock or a delay: a -> b -> a");
    glo_model_node x = quantity(g, "x"), y = quantity(g, "y");
    assert_int_equal(glo_model_stock(g, x, y), GLO_OK);
    assert_int_equal(glo_model_stock(g, y, x), GLO_OK);
    assert_refused(g, x, "the values at the start need each other");
    glo_model_node lost = named(g, "found", quantity(g, "lost"));
    assert_refused(g, lost, "'lost' is used and not defined");
    assert_int_equal(glo_model_define(g, a, b), GLO_EEXISTS);
    glo_model_free(g);
}

static void test_units(void **state) {
    (void)state;
    glo_model *g = new_graph();
    glo_model_node people = number(g, 5), money = number(g, 6), month = number(g, 2);
    assert_int_equal(glo_model_unit(g, people, "people"), GLO_OK);
    assert_int_equal(glo_model_unit(g, money, "EUR"), GLO_OK);
    assert_int_equal(glo_model_unit(g, month, "months"), GLO_OK);
    assert_refused(g, named(g, "sum", both(g, GLO_OP_ADD, people, money)), "'sum' do not fit");
    glo_model_node stock = stock_of(g, "waiting", 1);
    assert_int_equal(glo_model_unit(g, stock, "people"), GLO_OK);
    glo_model_undefine(g, quantity(g, "sum"));
    named(g, "sum", both(g, GLO_OP_ADD, people, number(g, 3))); /* a bare number fits */
    flows(g, stock, both(g, GLO_OP_DIVIDE, people, month), 1);
    const glo_clock clock = {.dt = 1, .steps = 4, .every = 1, .unit = "month"};
    assert_near(value_at(g, &clock, stock, 4), 11, 0);
    flows(g, stock, people, -1);
    assert_refused(g, stock, "an outflow is in people, where it needs people/month");
    glo_model_free(g);
    g = new_graph();
    glo_model_node length = number(g, 3);
    assert_int_equal(glo_model_unit(g, length, "km"), GLO_OK);
    assert_refused(g, named(g, "e", apply(g, GLO_OP_EXP, &length, 1)), "exp");
    glo_model_free(g);
}

static void test_parameters(void **state) {
    (void)state;
    glo_model *g = new_graph();
    assert_refused(g, uncertain(g, "arrivals", GLO_NORMAL, 3, -2),
                   "'arrivals': sd of normal must be 0 or more, got -2");
    glo_model_free(g);
}

static void test_running_graph_stays(void **state) {
    (void)state;
    glo_model *g = new_graph();
    glo_model_node x = quantity(g, "x"), n;
    glo_model_hold(g);
    assert_int_equal(glo_model_constant(g, 2, &n), GLO_EBUSY);
    assert_int_equal(glo_model_define(g, x, x), GLO_EBUSY);
    glo_model_release(g);
    assert_int_equal(glo_model_constant(g, 2, &n), GLO_OK);
    glo_model_free(g);
}

/* Values of an expression at times 0, 0.1 ... as they are written out. */
static void assert_course(glo_model *g, glo_model_node x, double dt, const double *wanted, size_t count) {
    const glo_clock clock = {.dt = dt, .steps = count - 1, .every = 1};
    for (size_t i = 0; i < count; i++)
        assert_near(value_at(g, &clock, x, i), wanted[i], 1e-12);
}

static void test_time_functions(void **state) {
    (void)state;
    glo_model *g = new_graph();
    glo_model_node step = both(g, GLO_OP_STEP, number(g, 5), number(g, 0.3));
    assert_course(g, step, 0.1, (double[]){0, 0, 0, 5, 5}, 5); /* though 3 x 0.1 is above 0.3 */
    glo_model_node late = both(g, GLO_OP_STEP, number(g, 5), number(g, 0.7));
    assert_course(g, late, 0.1, (double[]){0, 0, 0, 0, 0, 0, 0, 5}, 8); /* though 7 x 0.1 is below 0.7... */
    glo_model_node ramp =
        apply(g, GLO_OP_RAMP, (glo_model_node[]){number(g, 2), number(g, 1), number(g, 3)}, 3);
    assert_course(g, ramp, 1, (double[]){0, 0, 2, 4, 4}, 5);
    glo_model_node pulse =
        apply(g, GLO_OP_PULSE, (glo_model_node[]){number(g, 3), number(g, 1), number(g, 1), number(g, 0)}, 4);
    assert_course(g, pulse, 0.5, (double[]){0, 0, 3, 3, 0, 0}, 6);
    glo_model_node train =
        apply(g, GLO_OP_PULSE, (glo_model_node[]){number(g, 3), number(g, 1), number(g, 1), number(g, 2)}, 4);
    assert_course(g, train, 1, (double[]){0, 3, 0, 3, 0, 3}, 6);
    glo_model_node time = apply(g, GLO_OP_TIME, NULL, 0), line;
    assert_int_equal(glo_model_lookup(g, time, (double[]){1, 3}, (double[]){10, 30}, 2, false, &line),
                     GLO_OK);
    assert_course(g, line, 1, (double[]){10, 10, 20, 30, 30}, 5);
    assert_int_equal(glo_model_lookup(g, time, (double[]){1, 3}, (double[]){10, 30}, 2, true, &line), GLO_OK);
    assert_course(g, line, 1, (double[]){0, 10, 20, 30, 40}, 5);
    assert_int_equal(glo_model_lookup(g, time, (double[]){3, 1}, (double[]){1, 2}, 2, true, &line),
                     GLO_EINVAL);
    glo_model_node delay = apply(g, GLO_OP_DELAY, (glo_model_node[]){time, number(g, 2), number(g, -1)}, 3);
    assert_course(g, delay, 1, (double[]){-1, -1, 0, 1, 2}, 5);
    assert_course(g, apply(g, GLO_OP_INITIAL, &delay, 1), 1, (double[]){-1, -1, -1}, 3);
    glo_model_free(g);
}

/* A delay closes a loop, as a stock does: x = 1 + x a step before. */
static void test_delay_in_a_loop(void **state) {
    (void)state;
    glo_model *g = new_graph();
    glo_model_node x = quantity(g, "x");
    glo_model_node before = apply(g, GLO_OP_DELAY, (glo_model_node[]){x, number(g, 1), number(g, 0)}, 3);
    assert_int_equal(glo_model_define(g, x, both(g, GLO_OP_ADD, before, number(g, 1))), GLO_OK);
    assert_course(g, x, 1, (double[]){1, 2, 3, 4}, 4);
    glo_model_free(g);
}

/* A smooth of a step is 1 - exp(-t / T); a third-order delay passes on all that came in. */
static void test_chains(void **state) {
    (void)state;
    glo_model *g = new_graph();
    glo_model_node step = both(g, GLO_OP_STEP, number(g, 1), number(g, 0)), smooth, delayed;
    assert_int_equal(glo_model_smooth(g, "s", step, number(g, 5), 1, number(g, 0), &smooth), GLO_OK);
    const glo_clock clock = {.dt = 0.0625, .steps = 160, .every = 160, .method = GLO_RK4};
    assert_near(value_at(g, &clock, smooth, 1), 1 - exp(-2), 1e-6);
    glo_model_node once = apply(
        g, GLO_OP_PULSE, (glo_model_node[]){number(g, 8), number(g, 0), number(g, 0.5), number(g, 0)}, 4);
    assert_int_equal(glo_model_material_delay(g, "d", once, number(g, 3), 3, GLO_NO_MODEL_NODE, &delayed),
                     GLO_OK);
    glo_model_node out = stock_of(g, "out", 0);
    flows(g, out, delayed, 1);
    const glo_clock longer = {.dt = 0.0625, .steps = 800, .every = 800};
    assert_near(value_at(g, &longer, out, 1), 8 * 3 + 8 * 0.5, 1e-3); /* held at the start, and came in */
    glo_model_free(g);
}

static void test_periods(void **state) {
    (void)state;
    glo_model *g = new_graph();
    glo_model_node time = apply(g, GLO_OP_TIME, NULL, 0), stock = stock_of(g, "w", 10);
    flows(g, stock, number(g, 2), 1);
    const glo_clock clock = {.dt = 0.25, .steps = 12, .every = 4, .is_by_period = true};
    assert_near(value_at(g, &clock, stock, 0), 12, 1e-12);   /* at the end of the period */
    assert_near(value_at(g, &clock, time, 1), 1.375, 1e-12); /* its mean over 1, 1.25, 1.5, 1.75 */
    glo_model_free(g);
}

/* A function of the caller's: the first input less the second, or a failure. */
static glo_status difference(void *context, size_t function, const char *quantity,
                             const double *const *inputs, size_t input_count, size_t count, double *out) {
    size_t *calls = context;
    assert_int_equal(function, 5);
    assert_int_equal(input_count, 2);
    assert_string_equal(quantity, "y");
    (*calls)++;
    if (*calls > 100)
        return glo_fail(GLO_EINVAL, "enough of it");
    for (size_t k = 0; k < count; k++)
        out[k] = inputs[0][k] - inputs[1][k];
    return GLO_OK;
}

static void test_calls(void **state) {
    (void)state;
    const glo_clock clock = {.dt = 1, .steps = 4, .every = 1, .is_by_period = true};
    glo_model *g = new_graph();
    glo_model_node x = uncertain(g, "x", GLO_NORMAL, 10, 2), made, time = apply(g, GLO_OP_TIME, NULL, 0);
    assert_int_equal(glo_model_call(g, 5, "f", (glo_model_node[]){x, time}, 2, &made), GLO_OK);
    glo_model_node y = named(g, "y", made),
                   zero = named(g, "zero", both(g, GLO_OP_SUBTRACT, both(g, GLO_OP_ADD, y, time), x));
    glo_program *program;
    assert_int_equal(glo_program_new(g, &clock, &zero, 1, &program), GLO_OK);
    assert_int_equal(glo_program_calls(program), 4);
    glo_job job = {.threads = 2};
    assert_int_equal(glo_program_threads(program, &job), 1);
    glo_run_spec spec = {.sampling = {.seed = 7, .draws = 1000}, .shard = 1, .shards = 1};
    glo_results *results;
    assert_int_equal(glo_run_program(program, &spec, &job, &results), GLO_EINVAL); /* nobody answers */
    size_t calls = 0;
    glo_program_answer(program, difference, &calls);
    assert_int_equal(glo_run_program(program, &spec, &job, &results), GLO_OK);
    assert_int_equal(calls, 3 * 4); /* blocks, the first of them twice */
    assert_near(glo_results_most(results, 0, 3), 0, 1e-14);
    glo_results_free(results);
    calls = 98;
    assert_int_equal(glo_run_program(program, &spec, &job, &results), GLO_EINVAL);
    assert_string_equal(glo_message(), "enough of it");
    glo_model_node many[GLO_CALL_INPUTS + 1] = {x, x, x, x, x, x, x, x};
    assert_int_equal(glo_model_call(g, 1, "f", many, GLO_CALL_INPUTS + 1, &made), GLO_EINVAL);
    glo_program_free(program);
    glo_model_free(g);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_calls),
                                       cmocka_unit_test(test_teacup),
                                       cmocka_unit_test(test_sir),
                                       cmocka_unit_test(test_equations),
                                       cmocka_unit_test(test_loops),
                                       cmocka_unit_test(test_units),
                                       cmocka_unit_test(test_parameters),
                                       cmocka_unit_test(test_running_graph_stays),
                                       cmocka_unit_test(test_time_functions),
                                       cmocka_unit_test(test_delay_in_a_loop),
                                       cmocka_unit_test(test_chains),
                                       cmocka_unit_test(test_periods)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
