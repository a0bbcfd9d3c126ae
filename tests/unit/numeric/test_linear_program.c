/* test_linear_program.c: a knapsack whose optimum is known, and what becomes of a program that GLPK has no memory for. */
#include "base/err.h"
#include "numeric/linear_program.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The most valuable of 1, 6, 10, 16 weighing 1, 2, 3, 5 within 7: the 2nd and the 4th, 22. */
static void test_knapsack(void **unused) {
    (void)unused;
    const double value[4] = {1, 6, 10, 16}, weight[4] = {1, 2, 3, 5}, expected[4] = {0, 1, 0, 1};
    double found[4];
    glo_linear_program *program;
    glo_linear_program_answer answer;
    assert_int_equal(GLO_OK, glo_linear_program_new(4, 1, 4, &program));
    int row = glo_linear_program_row(program, -INFINITY, 7);
    for (size_t j = 0; j < 4; j++)
        glo_linear_program_set(program, row, glo_linear_program_column(program, 0, 1, -value[j], true),
                               weight[j]);
    assert_int_equal(
        GLO_OK, glo_linear_program_solve(program, &(glo_linear_program_limits){0}, NULL, found, &answer));
    assert_true(answer.is_optimal && answer.cost == -22);
    for (size_t j = 0; j < 4; j++)
        assert_true(found[j] == expected[j]);
    glo_linear_program_free(program);
}

/* GLPK would end the process; here the call fails, and the next one works. */
static void test_memory(void **unused) {
    (void)unused;
    enum { SIZE = 30000 };
    glo_linear_program *program;
    glo_linear_program_answer answer = {.nodes = 77};
    double *found = test_malloc(SIZE * sizeof *found);
    assert_int_equal(GLO_OK, glo_linear_program_new(SIZE, SIZE, SIZE, &program));
    for (int j = 0; j < SIZE; j++) {
        int column = glo_linear_program_column(program, 0, INFINITY, 1, false);
        glo_linear_program_set(program, glo_linear_program_row(program, 1, INFINITY), column, 1);
    }
    const glo_linear_program_limits tight = {.megabytes = 1}, wide = {0};
    assert_int_equal(GLO_ENOMEM, glo_linear_program_solve(program, &tight, NULL, found, &answer));
    assert_string_equal("the linear program needs more than 1 MB of memory", glo_message());
    assert_int_equal(77, answer.nodes);
    assert_int_equal(GLO_OK, glo_linear_program_solve(program, &wide, NULL, found, &answer));
    assert_true(answer.is_optimal && answer.cost == SIZE);
    glo_linear_program_free(program);
    test_free(found);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_knapsack), cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
