/* simplex.c: the minimum of a function of a few variables (Nelder-Mead). Reference and example in simplex.h.
 */
#include "numeric/simplex.h"

#include <math.h>
#include <string.h>

enum { MOST = GLO_SIMPLEX_MOST };

typedef struct point {
    double at[MOST], value;
} point;

typedef struct search {
    glo_simplex_function function;
    void *data;
    size_t count;
    int calls; /* left */
} search;

static double value_at(search *s, const double *at) {
    s->calls--;
    double value = s->function(s->data, at);
    return isnan(value) ? INFINITY : value;
}

/* The point that lies `by` times as far from `middle` as `from` does, on the other side where negative. */
static point moved(search *s, const double *middle, const point *from, double by) {
    point p;
    for (size_t i = 0; i < s->count; i++)
        p.at[i] = middle[i] + by * (from->at[i] - middle[i]);
    p.value = value_at(s, p.at);
    return p;
}

/* Puts the last point where it belongs among the others, which are in order. */
static void settle(point *points, size_t last) {
    point p = points[last];
    size_t i = last;
    for (; i > 0 && points[i - 1].value > p.value; i--)
        points[i] = points[i - 1];
    points[i] = p;
}

static void descend(search *s, point *points, double tolerance) {
    size_t n = s->count;
    while (s->calls > 0) {
        double least = points[0].value, most = points[n].value;
        if (most - least <= tolerance * (fabs(least) + 1e-300))
            return;
        double middle[MOST] = {0};
        for (size_t p = 0; p < n; p++) {
            for (size_t i = 0; i < n; i++)
                middle[i] += points[p].at[i] / (double)n;
        }
        point next = moved(s, middle, &points[n], -1);
        if (next.value < least) {
            point further = moved(s, middle, &points[n], -2);
            next = further.value < next.value ? further : next;
        } else if (next.value >= points[n - 1].value) {
            point nearer = moved(s, middle, next.value < most ? &next : &points[n], 0.5);
            if (nearer.value < fmin(next.value, most)) {
                next = nearer;
            } else {
                for (size_t p = 1; p <= n; p++) {
                    points[p] = moved(s, points[0].at, &points[p], 0.5);
                    settle(points, p);
                }
                continue;
            }
        }
        points[n] = next;
        settle(points, n);
    }
}

double glo_simplex_minimum(glo_simplex_function function, void *data, size_t count, double *at,
                           const double *step, int calls) {
    search s = {function, data, count, calls};
    point points[MOST + 1];
    memcpy(points[0].at, at, count * sizeof *at);
    points[0].value = value_at(&s, at);
    for (int round = 0; round < 4; round++) {
        double before = points[0].value;
        for (size_t p = 1; p <= count; p++) {
            points[p] = points[0];
            points[p].at[p - 1] += round % 2 == 0 ? step[p - 1] : -step[p - 1];
            points[p].value = value_at(&s, points[p].at);
        }
        for (size_t p = 1; p <= count; p++)
            settle(points, p);
        descend(&s, points, 1e-10);
        if (s.calls <= 0 || before - points[0].value <= 1e-8 * fabs(before))
            break;
    }
    memcpy(at, points[0].at, count * sizeof *at);
    return points[0].value;
}
