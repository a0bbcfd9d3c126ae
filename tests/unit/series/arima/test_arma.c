/* test_arma.c: the fast filter against what it stands for: the covariance matrix of an ARMA process, written
 * out, and its Cholesky factor. */
#include "odd_samples.h"

#include "arima/arma.h"
#include "arima/arma_filter.h"

enum { N = 40, LAGS = 40 };

/* Covariances by the moving average of infinite order. */
static void covariances(const double *ar, int p, const double *ma, int q, double *out) {
    enum { LONG = 6000 };
    static double psi[LONG];
    for (int j = 0; j < LONG; j++) {
        psi[j] = j == 0 ? 1 : j <= q ? ma[j - 1] : 0;
        for (int i = 1; i <= p && i <= j; i++)
            psi[j] += ar[i - 1] * psi[j - i];
    }
    for (int k = 0; k < N; k++) {
        out[k] = 0;
        for (int j = 0; j + k < LONG; j++)
            out[k] += psi[j] * psi[j + k];
    }
}

/* Whitens by the Cholesky factor of the Toeplitz matrix of covariances. */
static double whiten(const double *covariance, const double *w, double *out) {
    static double l[N][N];
    double determinant = 0;
    for (int i = 0; i < N; i++) {
        double rest = w[i];
        for (int j = 0; j <= i; j++) {
            double sum = covariance[i - j];
            for (int k = 0; k < j; k++)
                sum -= l[i][k] * l[j][k];
            l[i][j] = i == j ? sqrt(sum) : sum / l[j][j];
        }
        for (int k = 0; k < i; k++)
            rest -= l[i][k] * out[k];
        out[i] = rest / l[i][i];
        determinant += 2 * log(l[i][i]);
    }
    return determinant;
}

static void check(glo_arima_order order, const double *coefficients) {
    glo_arma arma;
    assert_int_equal(glo_arma_init(LAGS, &arma), GLO_OK);
    glo_arma_set(&arma, &order, coefficients);
    assert_int_equal(glo_arma_start(&arma), 1);
    double ar[LAGS] = {0}, ma[LAGS] = {0}, covariance[N], w[N], wanted[N], white[N], states[LAGS + 2],
           scratch[2 * LAGS + 4], determinant;
    for (int i = 0; i < arma.ar.count; i++)
        ar[arma.ar.lag[i] - 1] = arma.ar.value[i];
    for (int i = 0; i < arma.ma.count; i++)
        ma[arma.ma.lag[i] - 1] = arma.ma.value[i];
    for (int i = 0; i < N; i++)
        w[i] = (double)((i * 7919 + 13) % 31) / 10 - 1.5;
    covariances(ar, LAGS, ma, LAGS, covariance);
    assert_near(arma.variance, covariance[0], 1e-9 * covariance[0]);
    double expected = whiten(covariance, w, wanted);
    assert_int_equal(glo_arma_filter(&arma, w, N, 1, white, states, scratch, NULL, &determinant), 1);
    assert_near(determinant, expected, 1e-8);
    for (int i = 0; i < N; i++)
        assert_near(white[i], wanted[i], 1e-8);
    glo_arma_dispose(&arma);
}

static void test_filter(void **state) {
    (void)state;
    check((glo_arima_order){.season = 1}, NULL);
    check((glo_arima_order){.p = 1, .season = 1}, (double[]){0.9});
    check((glo_arima_order){.q = 1, .season = 1}, (double[]){-0.95});
    check((glo_arima_order){.p = 2, .q = 3, .season = 1}, (double[]){0.4, 0.3, 0.5, -0.2, 0.3});
    check((glo_arima_order){.q = 1, .Q = 1, .season = 12}, (double[]){-0.4, -0.6});
    check((glo_arima_order){.p = 1, .q = 1, .P = 1, .Q = 2, .season = 12},
          (double[]){0.5, -0.3, 0.8, 0.4, 0.2});
    check((glo_arima_order){.p = 2, .P = 2, .Q = 1, .season = 4}, (double[]){0.5, 0.2, 0.3, 0.4, 0.6});
    /* Terms of both factors meet at the same lag. */
    check((glo_arima_order){.p = 4, .P = 1, .season = 4}, (double[]){0.1, 0.1, 0.1, 0.2, 0.5});
}

static void test_constraint(void **state) {
    (void)state;
    double unconstrained[] = {0.5, -1.2, 2, 0.1}, coefficients[4];
    glo_arma_constrain(unconstrained, 4, coefficients);
    assert_true(glo_arma_has_roots_beyond(coefficients, 4, 1));
    assert_true(glo_arma_has_roots_beyond((double[]){0.98}, 1, 1.01));
    assert_false(glo_arma_has_roots_beyond((double[]){0.995}, 1, 1.01));
    /* 1 - z + 0.5 z^2: roots 1 +- i, of size 1.414. */
    assert_true(glo_arma_has_roots_beyond((double[]){1, -0.5}, 2, 1.41));
    assert_false(glo_arma_has_roots_beyond((double[]){1, -0.5}, 2, 1.42));
}

static void test_not_stationary(void **state) {
    (void)state;
    glo_arma arma;
    assert_int_equal(glo_arma_init(LAGS, &arma), GLO_OK);
    glo_arma_set(&arma, &(glo_arima_order){.p = 1, .season = 1}, (double[]){1.0});
    assert_int_equal(glo_arma_start(&arma), 0);
    glo_arma_dispose(&arma);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_filter),
        cmocka_unit_test(test_constraint),
        cmocka_unit_test(test_not_stationary),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
