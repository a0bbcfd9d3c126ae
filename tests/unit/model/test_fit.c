/* Tests of core/model/fit/: estimates and likelihoods against R 4.2.2: MASS 7.3-58.2 fitdistr and theta.ml, and the roots of the same
 * equations by uniroot to 1e-15. */
#include "model/fit.h"
#include "near.h"

#include "base/err.h"

#include <math.h>
#include <string.h>

static const double amounts[] = {812, 1040, 955, 1310, 722, 1188, 905, 1002, 876, 1415, 990, 1105};
static const double counts[] = {4, 0, 7, 2, 11, 3, 5, 0, 9, 1, 6, 2, 14, 3};
static const double shares[] = {0.12, 0.35, 0.5, 0.22, 0.41, 0.65, 0.3, 0.18};

typedef struct answer {
    glo_family family;
    const double *values;
    size_t count;
    double parameter[2], log_likelihood, distance; /* 0: not compared */
} answer;

#define VALUES(of) (of), sizeof(of) / sizeof((of)[0])

static const answer answers[] = {
    {GLO_NORMAL, VALUES(amounts), {1026.66666666667, 192.9850310833}, -80.1786139193737, 0.139125662174805},
    {GLO_LOGNORMAL, VALUES(amounts), {6.91677220093562, 0.18547437426829}, -79.8104662026794, 0},
    {GLO_GAMMA, VALUES(amounts), {29.0667856210618, 35.3209563675574}, -79.8797536327076, 0.114345433006288},
    {GLO_WEIBULL, VALUES(amounts), {5.57406201638751, 1108.30796716535}, -80.659117623846, 0},
    {GLO_EXPONENTIAL, VALUES(amounts), {1026.66666666667, 0}, -95.2088710475941, 0},
    {GLO_POISSON, VALUES(counts), {4.78571428571429, 0}, -45.6375635395031, 0},
    {GLO_NEGATIVE_BINOMIAL,
     VALUES(counts),
     {4.78571428571429, 1.58071170843736},
     -36.9274101625671,
     0.0471696288577182},
    {GLO_BETA, VALUES(shares), {2.7115684072447, 5.2034112463108}, 3.63731346778293, 0},
};

static void test_answers(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        const answer *a = &answers[i];
        glo_fit fit;
        assert_int_equal(glo_fit_distribution(a->family, a->values, a->count, "x", &fit), GLO_OK);
        for (int k = 0; k < 2 && a->parameter[k] != 0; k++)
            assert_near(fit.distribution.parameter[k] / a->parameter[k], 1,
                        a->family == GLO_BETA ? 1e-6 : 1e-10);
        assert_near(fit.log_likelihood, a->log_likelihood, 1e-10);
        assert_near(fit.aic, 2 * (a->parameter[1] != 0 ? 2 : 1) - 2 * a->log_likelihood, 1e-9);
        if (a->distance > 0)
            assert_near(fit.distance, a->distance, 1e-10);
    }
}

/* At the quantiles of a distribution the estimates are close to its parameters, over wide ranges of shapes. */
static void test_recovers(void **state) {
    (void)state;
    enum { COUNT = 4000 };
    static const glo_family families[] = {GLO_GAMMA, GLO_WEIBULL, GLO_LOGNORMAL};
    static const double shapes[] = {0.3, 1, 4, 60};
    double x[COUNT];
    for (size_t f = 0; f < 3; f++) {
        for (size_t s = 0; s < 4; s++) {
            glo_distribution d = {.family = families[f], .parameter = {shapes[s], 250}};
            if (d.family == GLO_LOGNORMAL)
                d.parameter[1] = 0.7;
            for (size_t i = 0; i < COUNT; i++)
                x[i] = glo_distribution_quantile(&d, ((double)i + 0.5) / COUNT);
            glo_fit fit;
            assert_int_equal(glo_fit_distribution(d.family, x, COUNT, "x", &fit), GLO_OK);
            assert_near(fit.distribution.parameter[0] / d.parameter[0], 1, 0.01);
            assert_near(fit.distribution.parameter[1] / d.parameter[1], 1, 0.01);
            assert_true(fit.distance < 0.01);
        }
    }
}

/* No other parameters are likelier. */
static void test_is_a_maximum(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        const answer *a = &answers[i];
        glo_fit fit, scaled;
        double x[16];
        assert_int_equal(glo_fit_distribution(a->family, a->values, a->count, "x", &fit), GLO_OK);
        if (a->family == GLO_POISSON || a->family == GLO_NEGATIVE_BINOMIAL || a->family == GLO_BETA)
            continue;
        /* in another unit: the same shape, the likelihood less n ln(unit) */
        for (size_t k = 0; k < a->count; k++)
            x[k] = a->values[k] * 1e-7;
        assert_int_equal(glo_fit_distribution(a->family, x, a->count, "x", &scaled), GLO_OK);
        assert_near(scaled.log_likelihood, fit.log_likelihood + (double)a->count * 7 * log(10), 1e-7);
        assert_near(scaled.distance, fit.distance, 1e-9);
    }
}

static void assert_refused(glo_family family, const double *x, size_t count, const char *words) {
    glo_fit fit;
    assert_int_equal(glo_fit_distribution(family, x, count, "delay", &fit), GLO_EINVAL);
    if (!strstr(glo_message(), words))
        fail_msg("'%s' does not say '%s'", glo_message(), words);
}

static void test_refuses(void **state) {
    (void)state;
    static const double same[] = {3, 3, 3, 3, 3}, zero[] = {1, 2, 0, 4, 5}, even[] = {5, 5, 5, 5, 6};
    assert_refused(GLO_GAMMA, same, 4, "'delay': a distribution is fitted to at least 5 values, there are 4");
    assert_refused(GLO_GAMMA, same, 5, "all 5 values are 3");
    assert_refused(GLO_LOGNORMAL, zero, 5, "values of lognormal are above 0, value 3 is 0");
    assert_refused(GLO_BETA, same, 5, "values of beta are between 0 and 1, value 1 is 3");
    assert_refused(GLO_POISSON, amounts + 11, 1, "there is 1");
    assert_refused(GLO_POISSON, shares, 8, "whole numbers from 0 on, value 1 is 0.12");
    assert_refused(GLO_NEGATIVE_BINOMIAL, even, 5, "vary no more than a Poisson distribution");
    assert_refused(GLO_TRIANGULAR, zero, 5, "triangular can't be fitted");
    assert_refused(GLO_NORMAL, (const double[]){1, 2, NAN, 3, 4}, 5, "finite numbers, value 3 is nan");
    assert_refused(GLO_POISSON, (const double[]){0, 0, 0, 0, 0}, 5, "all 5 values are 0");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_answers), cmocka_unit_test(test_recovers),
                                       cmocka_unit_test(test_is_a_maximum), cmocka_unit_test(test_refuses)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
