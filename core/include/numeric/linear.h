/* linear.h: small dense linear systems: a Cholesky and a QR factorisation, and the solves with the upper
 * triangle R that both leave. R'R = A for a symmetric A; QR = X for the columns of a regression.
 *
 * Example:
 *   double r[4], b[2];                                  // least squares of y on the two columns of x:
 *   size_t rank = glo_qr(x, rows, 2, rows, 1e-9, r, 2); // x is Q now
 *   glo_qr_project(x, rows, 2, rows, y, b);             // b is Q'y, y the residuals
 *   glo_solve_upper(r, 2, 2, b);                        // b is the coefficients
 *   if (glo_cholesky(a, n, n, 0) < n)                   // A b = c, with c in b:
 *       return glo_fail(GLO_EINVAL, "not positive definite");
 *   glo_solve_upper_transposed(a, n, n, b);
 *   glo_solve_upper(a, n, n, b);
 *
 * Shapes: A and R are n x n by rows, row i at a + i * stride; only the upper triangle is read and written. X
 * and Q are by columns, column j at x + j * stride. n may be 0.
 *
 * Rank: a column, of X or of what A holds the cross products of, is collinear where at most a share
 * `tolerance` of it is new after the columns before it. That is no error: its row of R and its column of Q
 * become 0, the solves give 0 for it, and the rank does not count it, so that of two collinear regressors the
 * first stays. Who needs a definite A compares the rank with n. Nothing is allocated and nothing fails; a NaN
 * gives a lower rank or NaN.
 *
 * Each element is summed in the order of the formula: the same bits on any processor, with any threads.
 *
 * By hand and not LAPACK, which was measured: Cholesky of order 5 to 43 and QR of 144 x 1 to 144 x 30, as the
 * methods of core/series have them, take a quarter to three quarters of the time of the reference LAPACK.
 * OpenBLAS needs more at small orders and gains beyond (Cholesky from order 43, QR from 12 columns), with
 * other bits on other processors. Neither drops a collinear column without moving others.
 *
 * References: G. H. Golub, C. F. Van Loan, Matrix Computations (4th ed., 2013), 3.1 (triangular systems), 4.2
 * (Cholesky), 5.2 (modified Gram-Schmidt); A. Bjorck, "Solving linear least squares problems by Gram-Schmidt
 * orthogonalization", BIT 7 (1967): stable where y is projected as one more column, as here.
 *
 * core/numeric includes base only; series, detect and model may include it.
 */
#ifndef GLO_NUMERIC_LINEAR_H
#define GLO_NUMERIC_LINEAR_H

#include <stddef.h>

/* R in A's place; the rank. The share is of the square: what is left of a[j][j], over a[j][j]. */
size_t glo_cholesky(double *a, size_t n, size_t stride, double tolerance);

/* Q in X's place, R (rows `r_stride` apart); the rank. The share is of the length of the column. */
size_t glo_qr(double *x, size_t rows, size_t columns, size_t stride, double tolerance, double *r,
              size_t r_stride);

/* Q'y into `out` (`columns` numbers), and the residuals of the regression in y's place. */
void glo_qr_project(const double *q, size_t rows, size_t columns, size_t stride, double *y, double *out);

/* x with R x = b, in b's place. With an n below the order of R: of the regression on the first n columns. */
void glo_solve_upper(const double *r, size_t n, size_t stride, double *b);

/* x with R'x = b, in b's place. */
void glo_solve_upper_transposed(const double *r, size_t n, size_t stride, double *b);

#endif
