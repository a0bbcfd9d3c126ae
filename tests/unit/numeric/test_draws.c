/* test_draws.c: random counts have the distribution that they are drawn from. */
#include "near.h"

#include "numeric/draws.h"

#include <string.h>

/* Pearson's chi-square of binomial draws against their chances, where at least five are expected, in standard deviations. */
static double misfit(uint32_t trials, double p, uint64_t stream) {
    enum { DRAWS = 40000, MOST = 2000 };
    static double observed[MOST];
    glo_draws draws = {.seed = 5, .stream = stream};
    memset(observed, 0, sizeof observed);
    for (int i = 0; i < DRAWS; i++) {
        uint32_t count = glo_draws_binomial(&draws, trials, p);
        assert_true(count <= trials && count < MOST);
        observed[count]++;
    }
    double sum = 0, cells = 0;
    for (uint32_t k = 0; k <= trials && k < MOST; k++) {
        double chance = exp(lgamma(trials + 1.0) - lgamma(k + 1.0) - lgamma(trials - k + 1.0) + k * log(p) +
                            (trials - k) * log1p(-p));
        if (chance * DRAWS < 5)
            continue;
        sum += (observed[k] - chance * DRAWS) * (observed[k] - chance * DRAWS) / (chance * DRAWS);
        cells++;
    }
    return (sum - cells) / sqrt(2 * cells);
}

static void test_binomial(void **state) {
    (void)state;
    static const struct {
        uint32_t trials;
        double p;
    } known[] = {{1, 0.3},     {12, 0.04},    {40, 0.2},      {40, 0.26},   {40, 0.5},      {60, 0.81},
                 {300, 0.035}, {5000, 0.002}, {5000, 0.0021}, {5000, 0.03}, {2000000, 3e-4}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        assert_true(misfit(known[i].trials, known[i].p, i) < 4);
    glo_draws draws = {.seed = 1};
    assert_int_equal(0, glo_draws_binomial(&draws, 9, 0));
    assert_int_equal(9, glo_draws_binomial(&draws, 9, 1));
    assert_int_equal(0, glo_draws_binomial(&draws, 0, 0.4));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_binomial)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
