/* minimum.c: see minimum.h. BFGS with forward differences and a backtracking line search (Nocedal and Wright,
 * Numerical Optimization, 2006, chapters 3 and 6). */
#include "numeric/minimum.h"

#include <math.h>
#include <string.h>

static const double width = 1e-7, longest = 1.5;

static void slope(glo_objective f, void *context, int size, const double *x, double at, double *out) {
    double moved[GLO_MINIMUM_SIZE];
    memcpy(moved, x, (size_t)size * sizeof *x);
    for (int i = 0; i < size; i++) {
        moved[i] = x[i] + width;
        double step = moved[i] - x[i], value = f(moved, context);
        if (!isfinite(value)) { /* at the edge: look the other way */
            moved[i] = x[i] - width;
            step = moved[i] - x[i];
            value = f(moved, context);
        }
        out[i] = isfinite(value) ? (value - at) / step : 0;
        moved[i] = x[i];
    }
}

static double dot(const double *a, const double *b, int size) {
    double sum = 0;
    for (int i = 0; i < size; i++)
        sum += a[i] * b[i];
    return sum;
}

typedef double matrix[GLO_MINIMUM_SIZE][GLO_MINIMUM_SIZE];

static void identity(matrix inverse, int size, double scale) {
    for (int i = 0; i < size; i++)
        for (int j = 0; j < size; j++)
            inverse[i][j] = i == j ? scale : 0;
}

/* The inverse Hessian learns from a step and the change of slope over it. */
static void learn(matrix inverse, int size, const double *step, const double *change, int first) {
    double curvature = dot(step, change, size), turned[GLO_MINIMUM_SIZE];
    if (!(curvature > 1e-14 * dot(change, change, size)))
        return;
    if (first)
        identity(inverse, size, curvature / dot(change, change, size));
    for (int i = 0; i < size; i++)
        turned[i] = dot(inverse[i], change, size);
    double scale = 1 + dot(change, turned, size) / curvature;
    for (int i = 0; i < size; i++)
        for (int j = 0; j < size; j++)
            inverse[i][j] +=
                (scale * step[i] * step[j] - turned[i] * step[j] - step[i] * turned[j]) / curvature;
}

/* A point along `direction` that is lower enough, into x; its value, or `value` where there is none. */
static double search(glo_objective f, void *context, int size, double value, double downhill,
                     const double *direction, double *x) {
    double length = sqrt(dot(direction, direction, size)), share = length > longest ? longest / length : 1;
    double moved[GLO_MINIMUM_SIZE];
    for (int tries = 0; tries < 30; tries++) {
        for (int i = 0; i < size; i++)
            moved[i] = x[i] + share * direction[i];
        double now = f(moved, context);
        if (now <= value + 1e-4 * share * downhill) {
            memcpy(x, moved, (size_t)size * sizeof *x);
            return now;
        }
        double next =
            isfinite(now) ? -downhill * share * share / (2 * (now - value - downhill * share)) : share / 4;
        share = fmax(share / 10, fmin(next, share / 2));
    }
    return value;
}

double glo_minimum(glo_objective f, void *context, int size, double tolerance, int steps, double *x) {
    double value = f(x, context), gradient[GLO_MINIMUM_SIZE], next[GLO_MINIMUM_SIZE];
    if (size == 0 || !isfinite(value))
        return value;
    matrix inverse;
    identity(inverse, size, 1);
    slope(f, context, size, x, value, gradient);
    int fresh = 1;
    for (int count = 0; count < steps; count++) {
        double direction[GLO_MINIMUM_SIZE], before[GLO_MINIMUM_SIZE];
        for (int i = 0; i < size; i++)
            direction[i] = -dot(inverse[i], gradient, size);
        double downhill = dot(direction, gradient, size);
        if (-downhill / 2 < tolerance)
            break;
        memcpy(before, x, (size_t)size * sizeof *x);
        double now = search(f, context, size, value, downhill, direction, x);
        if (!(now < value)) {
            if (fresh)
                break;
            identity(inverse, size, 1); /* what was learned has led astray */
            fresh = 1;
            continue;
        }
        value = now;
        slope(f, context, size, x, value, next);
        double step[GLO_MINIMUM_SIZE], change[GLO_MINIMUM_SIZE];
        for (int i = 0; i < size; i++) {
            step[i] = x[i] - before[i];
            change[i] = next[i] - gradient[i];
        }
        learn(inverse, size, step, change, fresh);
        memcpy(gradient, next, (size_t)size * sizeof *next);
        fresh = 0;
    }
    return value;
}
