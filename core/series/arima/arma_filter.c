/* arma_filter.c: see arma_filter.h. The Kalman filter of the state-space form of an ARMA process, with the
 * covariance of the state never formed: from a stationary start its change from step to step has rank one, so
 * that a vector carries it (Morf, Sidhu and Kailath 1974; Pearlman 1980; Melard 1984). A step costs a few
 * passes over the state instead of its square, and once the variance has settled the gain is left alone. With
 * state a, transition T, Z = (1, 0 ...), variance F, gain K = T P Z', and P' - P = M L L', l = Z L:
 *
 *   F' = F + M l^2,    K' = K + M l T L,    L' = T L - K l / F,    M' = M F / F',    from L = K, M = -1 / F
 */
#include "arima/arma_filter.h"

#include "base/simd.h"

#include <math.h>
#include <string.h>

/* The variance has settled on 1: what is left changes a log-likelihood by less than its rounding. */
static const double settled = 1e-13;

GLO_WIDE static void predict(double *restrict state, const double *restrict phi, const double *restrict gain,
                             double innovation, int states) {
    double first = state[0];
    for (int i = 0; i < states; i++)
        state[i] = phi[i] * first + state[i + 1] + gain[i] * innovation;
}

GLO_WIDE static void update(double *restrict change, double *restrict gain, const double *restrict phi,
                            double first, double share, double weight, int states) {
    for (int i = 0; i < states; i++) {
        double moved = phi[i] * first + change[i + 1];
        change[i] = moved - gain[i] * share;
        gain[i] += moved * weight;
    }
}

bool glo_arma_filter(const glo_arma *arma, const double *values, size_t count, size_t columns,
                     double *standardised, double *states, double *scratch, double *deviations,
                     double *log_determinant) {
    int r = arma->states;
    size_t width = (size_t)r + 1;
    double *gain = scratch, *change = scratch + width;
    memcpy(gain, arma->gain, width * sizeof *gain);
    memcpy(change, arma->gain, width * sizeof *change);
    memset(states, 0, columns * width * sizeof *states);
    double variance = arma->variance, weight = -1 / variance, product = 1, sum = 0;
    int is_changing = 1;
    for (size_t t = 0; t < count; t++) {
        double deviation = sqrt(variance);
        for (size_t c = 0; c < columns; c++) {
            double *state = states + c * width, innovation = values[c * count + t] - state[0];
            standardised[c * count + t] = innovation / deviation;
            predict(state, arma->phi, gain, innovation / variance, r);
        }
        if (deviations)
            deviations[t] = deviation;
        product *= variance;
        if (product > 1e200 || product < 1e-200) {
            sum += log(product);
            product = 1;
        }
        if (!is_changing)
            continue;
        double first = change[0], next = variance + weight * first * first;
        if (!(next > 1e-3))
            return false;
        update(change, gain, arma->phi, first, first / variance, weight * first, r);
        weight *= variance / next;
        variance = next;
        if (fabs(variance - 1) < settled) {
            /* The covariance of other states may still be changing. */
            double largest = 0;
            for (int i = 0; i < r; i++)
                largest = fmax(largest, fabs(change[i]));
            is_changing = !(largest * largest * fabs(weight) < settled);
        }
    }
    *log_determinant = sum + log(product);
    return true;
}
