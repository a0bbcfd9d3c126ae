/* Tests of core/model/draws/: draws one by one, boxes that lead to cases of interest, the value of information, the nearest draws. */
#include "graphs.h"
#include "model/boxes.h"
#include "model/information.h"
#include "model/sample.h"
#include "near.h"
#include "numeric/normal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static glo_program *normal_program(glo_model *g) {
    glo_model_node x = uncertain(g, "x", GLO_NORMAL, 1, 8), z = uncertain(g, "z", GLO_NORMAL, 0, 6);
    glo_model_node w = stock_of(g, "w", 5);
    flows(g, w, x, 1);
    glo_model_node outputs[] = {x, z, w};
    const glo_clock clock = {.dt = 1, .steps = 3, .every = 1, .is_by_period = true};
    glo_program *program;
    assert_int_equal(glo_program_new(g, &clock, outputs, 3, &program), GLO_OK);
    return program;
}

static void same_draws_as_a_run_with_any_threads(void **state) {
    (void)state;
    enum { DRAWS = 3000 };
    glo_model *g = new_graph();
    glo_program *program = normal_program(g);
    const glo_sample_cell cells[] = {{.output = 0}, {.output = 2, .row = 1}, {.output = 2, .row = 2}};
    static double one[3 * DRAWS], two[3 * DRAWS];
    const glo_sampling sampling = {.seed = 7, .draws = DRAWS};
    assert_int_equal(glo_program_sample(program, &sampling, cells, 3, NULL, one), GLO_OK);
    assert_int_equal(glo_program_sample(program, &sampling, cells, 3, &(glo_job){.threads = 3}, two), GLO_OK);
    assert_memory_equal(one, two, sizeof one);
    glo_results *results;
    const glo_run_spec spec = {.sampling = sampling, .shard = 1, .shards = 1};
    assert_int_equal(glo_run_program(program, &spec, NULL, &results), GLO_OK);
    for (size_t d = 0; d < DRAWS; d++) {
        assert_near(one[d], glo_results_value(results, 0, 0, d), 0);
        assert_near(one[(size_t)2 * DRAWS + d], glo_results_value(results, 2, 2, d), 0);
        assert_near(one[DRAWS + d], 5 + 2 * one[d], 1e-12);
    }
    const glo_sample_cell outside = {.output = 2, .row = 3};
    assert_int_equal(glo_program_sample(program, &sampling, &outside, 1, NULL, one), GLO_EINVAL);
    glo_results_free(results);
    glo_program_free(program);
    glo_model_free(g);
}

/* Cases from 11 to 20 but 15, and 3. In the box from 11 on 9 of 10 are cases, in all 10 of 20: P(Bin(10, 1/2) >= 9) = 11 / 2^10. */
static void quasi_p_values_are_binomial(void **state) {
    (void)state;
    double x[20];
    bool is_case[20];
    for (int i = 0; i < 20; i++) {
        x[i] = i + 1;
        is_case[i] = (i + 1 >= 11 && i + 1 != 15) || i + 1 == 3;
    }
    const double *const inputs[] = {x};
    const glo_box_spec spec = {.peel = 0.05, .least_mass = 0.05, .significance = 0.05, .most_boxes = 1};
    glo_boxes *boxes;
    assert_int_equal(glo_find_boxes(inputs, 1, 20, is_case, &spec, NULL, &boxes), GLO_OK);
    const glo_box_step *box = &boxes->steps[boxes->count - 1];
    const glo_box_limit *limit = &boxes->limits[boxes->count - 1];
    assert_true(box->is_box);
    assert_int_equal(box->draws, 10);
    assert_int_equal(box->cases, 9);
    assert_near(limit->low, 11, 0);
    assert_true(isinf(limit->high));
    assert_near(limit->p_low, 11.0 / 1024, 1e-12);
    assert_near(limit->p_high, 1, 0);
    glo_boxes_free(boxes);
    glo_boxes *none;
    assert_int_equal(glo_find_boxes(inputs, 0, 20, is_case, &spec, NULL, &none), GLO_EINVAL);
    const glo_box_spec strict = {.peel = 0.05, .least_mass = 0.05, .significance = 0.01, .most_boxes = 1};
    assert_int_equal(glo_find_boxes(inputs, 1, 20, is_case, &strict, NULL, &boxes), GLO_OK);
    assert_false(boxes->steps[boxes->count - 1].is_box); /* might be chance: no box */
    glo_boxes_free(boxes);
}

/* Two boxes, the second found outside the first; a third input that does not matter has no limit. */
static void finds_boxes_that_are_there(void **state) {
    (void)state;
    enum { DRAWS = 40000 };
    glo_model *g = new_graph();
    glo_model_node nodes[] = {uncertain(g, "a", GLO_UNIFORM, 0, 1), uncertain(g, "b", GLO_UNIFORM, 0, 1),
                              uncertain(g, "c", GLO_UNIFORM, 0, 1)};
    const glo_clock clock = {.dt = 1, .steps = 1, .every = 1};
    glo_program *program;
    assert_int_equal(glo_program_new(g, &clock, nodes, 3, &program), GLO_OK);
    static double x[3 * DRAWS];
    static bool is_case[DRAWS];
    const glo_sample_cell cells[] = {{.output = 0}, {.output = 1}, {.output = 2}};
    const glo_sampling sampling = {.seed = 3, .draws = DRAWS};
    assert_int_equal(glo_program_sample(program, &sampling, cells, 3, NULL, x), GLO_OK);
    const double *const inputs[] = {x, x + DRAWS, x + 2 * (size_t)DRAWS};
    for (size_t d = 0; d < DRAWS; d++)
        is_case[d] = (inputs[0][d] > 0.6 && inputs[1][d] > 0.5) ||
                     (inputs[0][d] < 0.2 && inputs[1][d] < 0.5 && inputs[1][d] > 0.1);
    const glo_box_spec spec = {.peel = 0.05, .least_mass = 0.02, .significance = 0.001, .most_boxes = 2};
    glo_boxes *boxes;
    assert_int_equal(glo_find_boxes(inputs, 3, DRAWS, is_case, &spec, NULL, &boxes), GLO_OK);
    size_t found = 0;
    for (size_t i = 0; i < boxes->count; i++) {
        const glo_box_step *s = &boxes->steps[i];
        const glo_box_limit *l = boxes->limits + i * 3;
        if (!s->is_box)
            continue;
        found++;
        assert_true((double)s->cases / (double)s->draws > 0.9);
        assert_true(isinf(l[2].low) && isinf(l[2].high));
        assert_near(s->box == 1 ? l[0].low : l[0].high, s->box == 1 ? 0.6 : 0.2, 0.03);
        assert_near(s->box == 1 ? l[1].low : l[1].high, 0.5, 0.03);
    }
    assert_int_equal(found, 2);
    glo_boxes_free(boxes);
    const glo_box_spec wrong = {.peel = 0.5, .least_mass = 0.02, .significance = 0.05, .most_boxes = 1};
    assert_int_equal(glo_find_boxes(inputs, 3, DRAWS, is_case, &wrong, NULL, &boxes), GLO_EINVAL);
    const glo_box_spec far = {
        .peel = 0.05, .least_mass = 0.02, .significance = 0.05, .most_boxes = 1, .chosen = 1000};
    assert_int_equal(glo_find_boxes(inputs, 3, DRAWS, is_case, &far, NULL, &boxes), GLO_EINVAL);
    glo_program_free(program);
    glo_model_free(g);
}

/* E max(0, X) of a normal X less its mean: the unit normal loss integral (Raiffa and Schlaifer, 1961). */
static double normal_loss(double mean, double sd) {
    double z = mean / sd;
    return sd * (exp(-z * z / 2) / sqrt(2 * acos(-1)) - z * (1 - glo_normal_cdf(z)));
}

static void information_of_two_normal_decisions(void **state) {
    (void)state;
    enum { DRAWS = 100000 };
    glo_model *g = new_graph();
    glo_program *program = normal_program(g);
    static double values[2 * DRAWS], sum[DRAWS], nothing[DRAWS];
    const glo_sample_cell cells[] = {{.output = 0}, {.output = 1}};
    const glo_sampling sampling = {.seed = 11, .draws = DRAWS};
    assert_int_equal(glo_program_sample(program, &sampling, cells, 2, NULL, values), GLO_OK);
    for (size_t d = 0; d < DRAWS; d++)
        sum[d] = values[d] + values[DRAWS + d];
    const double *const utility[] = {nothing, sum};
    glo_information all, of_x, of_z;
    assert_int_equal(glo_value_of_information(utility, 2, DRAWS, NULL, &all), GLO_OK);
    assert_int_equal(glo_value_of_information(utility, 2, DRAWS, values, &of_x), GLO_OK);
    assert_int_equal(glo_value_of_information(utility, 2, DRAWS, values + DRAWS, &of_z), GLO_OK);
    assert_int_equal(all.best, 1);
    assert_near(all.value, normal_loss(1, 10), 3 * all.error);
    assert_near(of_x.value, normal_loss(1, 8), 3 * of_x.error);
    assert_near(of_z.value, normal_loss(1, 6), 3 * of_z.error);
    assert_true(all.error < 0.03 && of_x.blocks == 46);
    glo_program_free(program);
    glo_model_free(g);
}

static void nearest_draws_first(void **state) {
    (void)state;
    const double a[] = {0, 3, 1, (double)NAN, 1}, b[] = {0, 4, 1, 0, 1}, target[] = {0, 0};
    const double *const values[] = {a, b};
    size_t draws[5], not_finite;
    double distances[5];
    assert_int_equal(glo_nearest_draws(values, target, 2, 5, 5, draws, distances, &not_finite), GLO_OK);
    const size_t expected[] = {0, 2, 4, 1, 3};
    assert_memory_equal(draws, expected, sizeof expected);
    assert_near(distances[1], 1, 1e-15);
    assert_near(distances[3], sqrt(12.5), 1e-15);
    assert_true(isinf(distances[4]));
    assert_int_equal(not_finite, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_draws_as_a_run_with_any_threads), cmocka_unit_test(quasi_p_values_are_binomial),
        cmocka_unit_test(finds_boxes_that_are_there), cmocka_unit_test(information_of_two_normal_decisions),
        cmocka_unit_test(nearest_draws_first)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
