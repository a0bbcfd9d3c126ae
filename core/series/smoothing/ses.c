/* ses.c: simple exponential smoothing by least squares. Reference and example in ses.h. */
#include "smoothing/ses.h"

#include "numeric/lanes.h"

#include <math.h>

typedef struct series {
    const double *values;
    size_t count;
    double origin; /* taken off all values, so that little is lost in the squares */
} series;

/* Error t is r(t) - (1 - alpha)^t first: least squares of r on the powers. */
static void sse(const void *data, const double alpha[GLO_LANES], double out[GLO_LANES]) {
    const series *y = data;
    double level[GLO_LANES] = {0}, power[GLO_LANES], rr[GLO_LANES] = {0}, rp[GLO_LANES] = {0},
           pp[GLO_LANES] = {0};
    for (int i = 0; i < GLO_LANES; i++)
        power[i] = 1;
    for (size_t t = 0; t < y->count; t++) {
        double value = y->values[t] - y->origin;
        for (int i = 0; i < GLO_LANES; i++) {
            double r = value - level[i];
            rr[i] += r * r;
            rp[i] += r * power[i];
            pp[i] += power[i] * power[i];
            level[i] += alpha[i] * r;
            power[i] *= 1 - alpha[i];
            power[i] = power[i] < 1e-100 ? 0 : power[i]; /* numbers below the normal range are slow */
        }
    }
    for (int i = 0; i < GLO_LANES; i++)
        out[i] = rr[i] - rp[i] * rp[i] / pp[i];
}

glo_ses glo_ses_fit(const double *values, size_t count) {
    series y = {values, count, values[0]};
    double alpha = glo_lanes_minimum(sse, &y, 1e-4, 0.9999);
    double level = 0, power = 1, rp = 0, pp = 0;
    for (size_t t = 0; t < count; t++) {
        double r = values[t] - y.origin - level;
        rp += r * power;
        pp += power * power;
        level += alpha * r;
        power *= 1 - alpha;
    }
    glo_ses out = {.alpha = alpha, .first = y.origin + rp / pp};
    out.last = out.first;
    for (size_t t = 0; t < count; t++) {
        double error = values[t] - out.last;
        out.sse += error * error;
        out.last += alpha * error;
    }
    return out;
}
