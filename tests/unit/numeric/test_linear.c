/* test_linear.c: linear systems with published answers.
 *
 * Longley: NIST, Statistical Reference Datasets, linear regression, "Longley" (certified to 15 digits; the
 * columns are close to collinear). Hilbert: M.-D. Choi, "Tricks or treats with the Hilbert matrix", American
 * Mathematical Monthly 90 (1983): its inverse is whole numbers. Lauchli: P. Lauchli, Numerische Mathematik 3
 * (1961): columns that can be told apart, but not by their cross products. */
#include "near.h"

#include "numeric/linear.h"

#include <string.h>

enum { YEARS = 16, TERMS = 7 };

/* Employment; deflator, gross national product, unemployed, armed forces, population, year. */
static const double longley[YEARS][TERMS] = {
    {60323, 83.0, 234289, 2356, 1590, 107608, 1947},  {61122, 88.5, 259426, 2325, 1456, 108632, 1948},
    {60171, 88.2, 258054, 3682, 1616, 109773, 1949},  {61187, 89.5, 284599, 3351, 1650, 110929, 1950},
    {63221, 96.2, 328975, 2099, 3099, 112075, 1951},  {63639, 98.1, 346999, 1932, 3594, 113270, 1952},
    {64989, 99.0, 365385, 1870, 3547, 115094, 1953},  {63761, 100.0, 363112, 3578, 3350, 116219, 1954},
    {66019, 101.2, 397469, 2904, 3048, 117388, 1955}, {67857, 104.6, 419180, 2822, 2857, 118734, 1956},
    {68169, 108.4, 442769, 2936, 2798, 120445, 1957}, {66513, 110.8, 444546, 4681, 2637, 121950, 1958},
    {68655, 112.6, 482704, 3813, 2552, 123366, 1959}, {69564, 114.2, 502601, 3931, 2514, 125368, 1960},
    {69331, 115.7, 518173, 4806, 2572, 127852, 1961}, {70551, 116.9, 554894, 4007, 2827, 130081, 1962},
};
static const double coefficients[TERMS] = {-3482258.63459582, 15.0618722713733,  -0.358191792925910E-01,
                                           -2.02022980381683, -1.03322686717359, -0.511041056535807E-01,
                                           1829.15146461355};
static const double errors[TERMS] = {890420.383607373,  84.9149257747669,  0.334910077722432E-01,
                                     0.488399681651699, 0.214274163161675, 0.226073200069370,
                                     455.478499142212};

static void test_longley(void **state) {
    (void)state;
    double x[TERMS * YEARS], y[YEARS], r[TERMS * TERMS], b[TERMS], squares = 0;
    for (size_t t = 0; t < YEARS; t++) {
        y[t] = longley[t][0];
        for (size_t j = 0; j < TERMS; j++)
            x[j * YEARS + t] = j == 0 ? 1 : longley[t][j];
    }
    assert_int_equal(glo_qr(x, YEARS, TERMS, YEARS, 1e-9, r, TERMS), TERMS);
    glo_qr_project(x, YEARS, TERMS, YEARS, y, b);
    glo_solve_upper(r, TERMS, TERMS, b);
    for (size_t t = 0; t < YEARS; t++)
        squares += y[t] * y[t];
    assert_near(squares, 836424.055505915, 1e-3);
    double sd = sqrt(squares / (YEARS - TERMS));
    for (size_t j = 0; j < TERMS; j++) {
        double unit[TERMS] = {0}, sum = 0;
        assert_near(b[j], coefficients[j], 1e-7 * fabs(coefficients[j]));
        unit[j] = 1;
        glo_solve_upper_transposed(r, TERMS, TERMS, unit);
        for (size_t i = 0; i < TERMS; i++)
            sum += unit[i] * unit[i];
        assert_near(sd * sqrt(sum), errors[j], 1e-7 * errors[j]);
    }
}

enum { ORDER = 5, WIDE = ORDER + 2 };

static void test_hilbert(void **state) {
    (void)state;
    static const double inverse[ORDER][ORDER] = {{25, -300, 1050, -1400, 630},
                                                 {-300, 4800, -18900, 26880, -12600},
                                                 {1050, -18900, 79380, -117600, 56700},
                                                 {-1400, 26880, -117600, 179200, -88200},
                                                 {630, -12600, 56700, -88200, 44100}};
    double a[ORDER][WIDE], determinant = 1;
    for (size_t i = 0; i < ORDER; i++)
        for (size_t j = 0; j < WIDE; j++) /* below the diagonal and beyond the order nothing is read */
            a[i][j] = j >= i && j < ORDER ? 1.0 / (double)(i + j + 1) : NAN;
    assert_int_equal(glo_cholesky(a[0], ORDER, WIDE, 0), ORDER);
    for (size_t i = 0; i < ORDER; i++)
        determinant *= a[i][i] * a[i][i];
    assert_near(determinant * 266716800000, 1, 1e-10);
    for (size_t j = 0; j < ORDER; j++) {
        double b[ORDER] = {0};
        b[j] = 1;
        glo_solve_upper_transposed(a[0], ORDER, WIDE, b);
        glo_solve_upper(a[0], ORDER, WIDE, b);
        for (size_t i = 0; i < ORDER; i++)
            assert_near(b[i], inverse[j][i], 1e-10 * fabs(inverse[j][i]));
    }
}

/* 1, t, 2 + 3 t, t^2 and y = 1 + 2 t + t^2: the third is made up of the first two. */
enum { ROWS = 6, COLUMNS = 4 };

static void set_collinear(double *x, double *y) {
    for (size_t t = 0; t < ROWS; t++) {
        double at = (double)t;
        x[t] = 1;
        x[ROWS + t] = at;
        x[2 * ROWS + t] = 2 + 3 * at;
        x[3 * ROWS + t] = at * at;
        y[t] = 1 + 2 * at + at * at;
    }
}

static void assert_collinear(const double *b) {
    assert_near(b[0], 1, 1e-9);
    assert_near(b[1], 2, 1e-9);
    assert_true(b[2] == 0);
    assert_near(b[3], 1, 1e-9);
}

static void test_collinear_columns(void **state) {
    (void)state;
    double x[COLUMNS * ROWS], y[ROWS], r[COLUMNS * COLUMNS], b[COLUMNS];
    set_collinear(x, y);
    assert_int_equal(glo_qr(x, ROWS, COLUMNS, ROWS, 1e-9, r, COLUMNS), COLUMNS - 1);
    glo_qr_project(x, ROWS, COLUMNS, ROWS, y, b);
    for (size_t t = 0; t < ROWS; t++)
        assert_near(y[t], 0, 1e-12);
    glo_solve_upper(r, COLUMNS, COLUMNS, b);
    assert_collinear(b);
    double unit[COLUMNS] = {0, 0, 1, 0};
    glo_solve_upper_transposed(r, COLUMNS, COLUMNS, unit);
    for (size_t j = 0; j < COLUMNS; j++)
        assert_true(unit[j] == 0);
}

static void test_collinear_products(void **state) {
    (void)state;
    double x[COLUMNS * ROWS], y[ROWS], a[COLUMNS][COLUMNS] = {{0}}, b[COLUMNS] = {0}, few[2] = {0};
    set_collinear(x, y);
    for (size_t t = 0; t < ROWS; t++)
        for (size_t i = 0; i < COLUMNS; i++) {
            b[i] += x[i * ROWS + t] * y[t];
            for (size_t j = i; j < COLUMNS; j++)
                a[i][j] += x[i * ROWS + t] * x[j * ROWS + t];
        }
    assert_int_equal(glo_cholesky(a[0], COLUMNS, COLUMNS, 1e-9), COLUMNS - 1);
    glo_solve_upper_transposed(a[0], COLUMNS, COLUMNS, b);
    memcpy(few, b, sizeof few);
    glo_solve_upper(a[0], COLUMNS, COLUMNS, b);
    assert_collinear(b);
    /* On the first two columns alone: the line through 1, 4, 9, 16, 25, 36 is -7/3 + 7 t. */
    glo_solve_upper(a[0], 2, COLUMNS, few);
    assert_near(few[0], -7.0 / 3, 1e-12);
    assert_near(few[1], 7, 1e-12);
}

static void test_lauchli(void **state) {
    (void)state;
    const double small = 1e-8;
    double x[] = {1, small, 0, 1, 0, small}, r[4], a[] = {1 + small * small, 1, 0, 1 + small * small};
    assert_int_equal(glo_cholesky(a, 2, 2, 1e-9), 1);
    assert_int_equal(glo_qr(x, 3, 2, 3, 1e-9, r, 2), 2);
    assert_near(r[3], small * sqrt(2), 1e-15);
    double again[] = {1, small, 0, 1, 0, small};
    assert_int_equal(glo_qr(again, 3, 2, 3, 1e-7, r, 2), 1);
}

static void test_not_definite(void **state) {
    (void)state;
    double indefinite[] = {1, 2, 0, 1}, negative[] = {-4}, nothing[] = {NAN};
    assert_int_equal(glo_cholesky(indefinite, 2, 2, 0), 1);
    assert_int_equal(glo_cholesky(negative, 1, 1, 0), 0);
    assert_int_equal(glo_cholesky(nothing, 1, 1, 0), 0);
    assert_int_equal(glo_cholesky(NULL, 0, 0, 0), 0);
    assert_int_equal(glo_qr(NULL, 0, 0, 0, 0, NULL, 0), 0);
    double zeros[] = {0, 0}, r[1];
    assert_int_equal(glo_qr(zeros, 2, 1, 2, 0, r, 1), 0);
    assert_true(r[0] == 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_longley),           cmocka_unit_test(test_hilbert),
        cmocka_unit_test(test_collinear_columns), cmocka_unit_test(test_collinear_products),
        cmocka_unit_test(test_lauchli),           cmocka_unit_test(test_not_definite)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
