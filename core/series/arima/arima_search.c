/* arima_search.c: see arima_search.h. R. Hyndman, Y. Khandakar, Automatic time series forecasting: the
 * forecast package for R, Journal of Statistical Software 27(3) (2008): four models to begin with, then one
 * step at a time in p, q, P, Q and the constant, as long as AICc falls. Orders with a root near the
 * unit circle are rejected. Long series are searched by conditional sums of squares, and the best is fitted
 * anew by exact likelihood. */
#include "arima/arima_search.h"

#include "base/alloc.h"
#include "base/err.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_MODELS = 94 }; /* orders fitted in one search, as in R's auto.arima */
/* Values times states of the filter, from which on the search is by conditional sums of squares. */
static const double long_series = 25000;
/* AICc above the best within which the approximate search refits an order exactly. */
static const double aicc_tolerance = 0.05;

typedef struct search {
    glo_arima_fitter *fitter;
    glo_arima_order most;
    glo_arima_effort effort;
    glo_arima_fit best;
    int count;
    glo_arima_fit tried[MAX_MODELS];
} search;

static bool is_same(const glo_arima_order *a, const glo_arima_order *b) {
    return a->p == b->p && a->q == b->q && a->P == b->P && a->Q == b->Q && a->constant == b->constant;
}

/* Fits an order unless it was; 1 where it is the best so far. */
static bool try_order(search *s, glo_arima_order order) {
    for (int i = 0; i < s->count; i++)
        if (is_same(&s->tried[i].order, &order))
            return false;
    if (s->count >= MAX_MODELS)
        return false;
    glo_arima_fit *fit = &s->tried[s->count++];
    const glo_arima_fit *near = isfinite(s->best.aicc) ? &s->best : NULL;
    if (!glo_arima_estimate(s->fitter, &order, near, s->effort, fit) || !fit->is_stationary_and_invertible)
        fit->aicc = INFINITY;
    if (!(fit->aicc < s->best.aicc))
        return false;
    s->best = *fit;
    return true;
}

/* One round over the neighbouring orders; 1 as soon as one is better. */
static bool try_neighbours(search *s) {
    static const struct {
        int p, q, P, Q;
    } neighbours[] = {{0, 0, -1, 0},  {0, 0, 0, -1}, {0, 0, 1, 0},  {0, 0, 0, 1},
                      {0, 0, -1, -1}, {0, 0, -1, 1}, {0, 0, 1, -1}, {0, 0, 1, 1},
                      {-1, 0, 0, 0},  {0, -1, 0, 0}, {1, 0, 0, 0},  {0, 1, 0, 0},
                      {-1, -1, 0, 0}, {-1, 1, 0, 0}, {1, -1, 0, 0}, {1, 1, 0, 0}};
    const glo_arima_order *most = &s->most;
    for (size_t i = 0; i < sizeof neighbours / sizeof *neighbours; i++) {
        glo_arima_order o = s->best.order;
        o.p += neighbours[i].p;
        o.q += neighbours[i].q;
        o.P += neighbours[i].P;
        o.Q += neighbours[i].Q;
        if (o.p < 0 || o.q < 0 || o.P < 0 || o.Q < 0 || o.p > most->p || o.q > most->q || o.P > most->P ||
            o.Q > most->Q)
            continue;
        if (try_order(s, o))
            return true;
    }
    if (!most->constant)
        return false;
    glo_arima_order o = s->best.order;
    o.constant = !o.constant;
    return try_order(s, o);
}

static int min_int(int a, int b) {
    return a < b ? a : b;
}

/* The highest orders that a series of this length bears. */
static glo_arima_order bounds(const glo_arima_data *data, const glo_arima_order *differences) {
    glo_arima_order most = *differences;
    int third = (int)((data->count - data->gaps) / 3);
    most.p = most.q = min_int(GLO_ARIMA_ORDER, third);
    most.P = most.Q = 0;
    if (most.season > 1) {
        most.P = most.Q = min_int(GLO_ARIMA_SEASONAL_ORDER, third / most.season);
        if (most.P > 0)
            most.p = most.q = min_int(most.p, most.season - 1);
    }
    most.constant = most.d + most.D <= 1;
    return most;
}

static void search_stepwise(search *s) {
    glo_arima_order start = s->most, none = s->most;
    none.p = none.q = none.P = none.Q = 0;
    s->best.aicc = INFINITY;
    start.p = min_int(2, start.p);
    start.q = min_int(2, start.q);
    start.P = min_int(1, start.P);
    start.Q = min_int(1, start.Q);
    /* From small to large orders, so that the large ones get warm starts. */
    try_order(s, none);
    glo_arima_order ar = none, ma = none, plain = none;
    ar.p = min_int(1, start.p);
    ar.P = start.P;
    ma.q = min_int(1, start.q);
    ma.Q = start.Q;
    plain.constant = 0;
    try_order(s, ar);
    try_order(s, ma);
    try_order(s, start);
    try_order(s, plain);
    while (isfinite(s->best.aicc) && try_neighbours(s))
        ;
}

/* The best that is left of those tried; NULL where none is. */
static glo_arima_fit *best_untested(search *s) {
    glo_arima_fit *best = NULL;
    for (int i = 0; i < s->count; i++)
        if (isfinite(s->tried[i].aicc) && (!best || s->tried[i].aicc < best->aicc))
            best = &s->tried[i];
    return best;
}

/* Refits the best order exactly, and those within the tolerance of it; the next best where that is rejected.
 */
static bool refit_best(search *s, glo_arima_fit *out) {
    glo_arima_fit *tried, fine;
    int found = 0;
    while ((tried = best_untested(s)) && !(found && tried->aicc > out->aicc + aicc_tolerance)) {
        glo_arima_order order = tried->order;
        if (glo_arima_estimate(s->fitter, &order, tried, GLO_ARIMA_FINE, &fine) &&
            fine.is_stationary_and_invertible && isfinite(fine.aicc) && !(found && out->aicc <= fine.aicc)) {
            *out = fine;
            found = 1;
        }
        tried->aicc = INFINITY;
    }
    return found;
}

glo_status glo_arima_search(const glo_arima_data *data, const glo_arima_order *differences,
                            glo_arima_fit *out) {
    search *s;
    if (glo_alloc_array(1, sizeof *s, &s) < 0)
        return GLO_ENOMEM;
    s->most = bounds(data, differences);
    glo_status status = glo_arima_fitter_new(data, &s->most, &s->fitter);
    if (status == GLO_OK) {
        double states = s->most.p + s->most.P * s->most.season + 1;
        double columns = (double)(1 + data->gaps);
        s->effort = (double)s->fitter->count * states * columns > long_series ? GLO_ARIMA_CONDITIONAL
                                                                              : GLO_ARIMA_COARSE;
        search_stepwise(s);
        if (!refit_best(s, out)) {
            /* Too short for a criterion: no coefficients, and the variance of the differences. */
            memset(out, 0, sizeof *out);
            out->order = *differences;
            out->order.constant = differences->d + differences->D == 0;
            if (!glo_arima_evaluate(s->fitter, out))
                out->likelihood = NAN;
        }
        glo_arima_fitter_free(s->fitter);
        status = glo_job_check(data->job);
    }
    free(s);
    return status;
}
