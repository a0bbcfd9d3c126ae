/* linear.c: Cholesky, QR and triangular solves. Example, shapes and references in linear.h.
 *
 * Loops go along rows of R and along columns of Q, which lie together in memory: subtracting a multiple of
 * one from another keeps the order of every element's sum, so that the compiler may use vectors and the bits
 * stay the same. */
#include "numeric/linear.h"

#include <math.h>

/* into -= b from. */
static inline void subtract(double *restrict into, const double *restrict from, double b, size_t count) {
    for (size_t i = 0; i < count; i++)
        into[i] -= b * from[i];
}

static inline double dot(const double *a, const double *b, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += a[i] * b[i];
    return sum;
}

static inline void fill(double *at, double value, size_t count) {
    for (size_t i = 0; i < count; i++)
        at[i] = value;
}

size_t glo_cholesky(double *a, size_t n, size_t stride, double tolerance) {
    size_t rank = 0;
    for (size_t j = 0; j < n; j++) {
        double *row = a + j * stride + j, least = fmax(tolerance * *row, 0);
        for (size_t k = 0; k < j; k++)
            subtract(row, a + k * stride + j, a[k * stride + j], n - j);
        if (!(*row > least)) {
            fill(row, 0, n - j);
            continue;
        }
        double diagonal = sqrt(*row);
        *row = diagonal;
        for (size_t i = 1; i < n - j; i++)
            row[i] /= diagonal;
        rank++;
    }
    return rank;
}

/* The length of column j of X before anything was subtracted from it: that of what is left and of column j of
 * R. */
static double whole_length(const double *r, size_t r_stride, size_t j, double left) {
    double squares = 0;
    for (size_t i = 0; i < j; i++)
        squares += r[i * r_stride + j] * r[i * r_stride + j];
    return sqrt(squares + left * left);
}

size_t glo_qr(double *x, size_t rows, size_t columns, size_t stride, double tolerance, double *r,
              size_t r_stride) {
    size_t rank = 0;
    for (size_t j = 0; j < columns; j++) {
        double *column = x + j * stride, *row = r + j * r_stride, length = sqrt(dot(column, column, rows));
        if (!(length > tolerance * whole_length(r, r_stride, j, length) && length > 0)) {
            fill(column, 0, rows);
            fill(row + j, 0, columns - j);
            continue;
        }
        for (size_t i = 0; i < rows; i++)
            column[i] /= length;
        row[j] = length;
        for (size_t l = j + 1; l < columns; l++)
            glo_qr_project(column, rows, 1, stride, x + l * stride, row + l);
        rank++;
    }
    return rank;
}

void glo_qr_project(const double *q, size_t rows, size_t columns, size_t stride, double *y, double *out) {
    for (size_t j = 0; j < columns; j++) {
        const double *column = q + j * stride;
        out[j] = dot(column, y, rows);
        subtract(y, column, out[j], rows);
    }
}

void glo_solve_upper(const double *r, size_t n, size_t stride, double *b) {
    for (size_t i = n; i-- > 0;) {
        const double *row = r + i * stride;
        double sum = b[i];
        for (size_t j = i + 1; j < n; j++)
            sum -= row[j] * b[j];
        b[i] = row[i] > 0 ? sum / row[i] : 0;
    }
}

void glo_solve_upper_transposed(const double *r, size_t n, size_t stride, double *b) {
    for (size_t i = 0; i < n; i++) {
        const double *row = r + i * stride;
        b[i] = row[i] > 0 ? b[i] / row[i] : 0;
        subtract(b + i + 1, row + i + 1, b[i], n - i - 1);
    }
}
