/* arima_search.c: see arima_search.h. R. Hyndman, Y. Khandakar, Automatic time series forecasting: the
 * forecast package for R, Journal of Statistical Software 27(3) (2008): four models to begin with, then one
 * step at a time in p, q, P, Q and the constant, as long as AICc falls. Orders with a root near the unit
 * circle are refused. Long series are searched by conditional sums of squares, and the best is fitted anew by
 * exact likelihood. */
#include "arima/arima_search.h"

#include "base/alloc.h"
#include "base/err.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_MODELS = 94 };
/* Values times states of the filter, from which on the search is by conditional sums of squares. */
static const double long_series = 25000;
/* Differences of AICc that a search to few digits can't tell. */
static const double too_close = 0.05;

typedef struct search {
    glo_arima_fitter *fitter;
    glo_arima_order most;
    glo_arima_effort effort;
    glo_arima_fit best;
    int count;
    glo_arima_fit tried[MOST_MODELS];
} search;

static int same(const glo_arima_order *a, const glo_arima_order *b) {
    return a->p == b->p && a->q == b->q && a->P == b->P && a->Q == b->Q && a->constant == b->constant;
}

/* Fits an order unless it was; 1 where it is the best so far. */
static int improves(search *s, glo_arima_order order) {
    for (int i = 0; i < s->count; i++)
        if (same(&s->tried[i].order, &order))
            return 0;
    if (s->count >= MOST_MODELS)
        return 0;
    glo_arima_fit *fit = &s->tried[s->count++];
    const glo_arima_fit *near = isfinite(s->best.aicc) ? &s->best : NULL;
    if (!glo_arima_estimate(s->fitter, &order, near, s->effort, fit) || !fit->steady)
        fit->aicc = INFINITY;
    if (!(fit->aicc < s->best.aicc))
        return 0;
    s->best = *fit;
    return 1;
}

/* One round over the neighbours; 1 as soon as one is better. */
static int step(search *s) {
    static const struct {
        int p, q, P, Q;
    } moves[] = {{0, 0, -1, 0},  {0, 0, 0, -1}, {0, 0, 1, 0},  {0, 0, 0, 1},  {0, 0, -1, -1}, {0, 0, -1, 1},
                 {0, 0, 1, -1},  {0, 0, 1, 1},  {-1, 0, 0, 0}, {0, -1, 0, 0}, {1, 0, 0, 0},   {0, 1, 0, 0},
                 {-1, -1, 0, 0}, {-1, 1, 0, 0}, {1, -1, 0, 0}, {1, 1, 0, 0}};
    const glo_arima_order *most = &s->most;
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        glo_arima_order o = s->best.order;
        o.p += moves[i].p;
        o.q += moves[i].q;
        o.P += moves[i].P;
        o.Q += moves[i].Q;
        if (o.p < 0 || o.q < 0 || o.P < 0 || o.Q < 0 || o.p > most->p || o.q > most->q || o.P > most->P ||
            o.Q > most->Q)
            continue;
        if (improves(s, o))
            return 1;
    }
    if (!most->constant)
        return 0;
    glo_arima_order o = s->best.order;
    o.constant = !o.constant;
    return improves(s, o);
}

static int least(int a, int b) {
    return a < b ? a : b;
}

/* The highest orders that a series of this length bears. */
static glo_arima_order bounds(const glo_arima_data *data, const glo_arima_order *differences) {
    glo_arima_order most = *differences;
    int third = (int)((data->count - data->gaps) / 3);
    most.p = most.q = least(GLO_ARIMA_ORDER, third);
    most.P = most.Q = 0;
    if (most.season > 1) {
        most.P = most.Q = least(GLO_ARIMA_SEASONAL_ORDER, third / most.season);
        if (most.P > 0)
            most.p = most.q = least(most.p, most.season - 1);
    }
    most.constant = most.d + most.D <= 1;
    return most;
}

static void explore(search *s) {
    glo_arima_order start = s->most, none = s->most;
    none.p = none.q = none.P = none.Q = 0;
    s->best.aicc = INFINITY;
    start.p = least(2, start.p);
    start.q = least(2, start.q);
    start.P = least(1, start.P);
    start.Q = least(1, start.Q);
    /* From the plain to the rich, so that the rich begin from what the plain found. */
    improves(s, none);
    glo_arima_order ar = none, ma = none, plain = none;
    ar.p = least(1, start.p);
    ar.P = start.P;
    ma.q = least(1, start.q);
    ma.Q = start.Q;
    plain.constant = 0;
    improves(s, ar);
    improves(s, ma);
    improves(s, start);
    improves(s, plain);
    while (isfinite(s->best.aicc) && step(s))
        ;
}

/* The best that is left of those tried; NULL where none is. */
static glo_arima_fit *best_left(search *s) {
    glo_arima_fit *best = NULL;
    for (int i = 0; i < s->count; i++)
        if (isfinite(s->tried[i].aicc) && (!best || s->tried[i].aicc < best->aicc))
            best = &s->tried[i];
    return best;
}

/* The best fit anew to the last digits, and those that the search could not tell from it; the next best where
 * that is refused. */
static int settle(search *s, glo_arima_fit *out) {
    glo_arima_fit *tried, fine;
    int found = 0;
    while ((tried = best_left(s)) && !(found && tried->aicc > out->aicc + too_close)) {
        glo_arima_order order = tried->order;
        if (glo_arima_estimate(s->fitter, &order, tried, GLO_ARIMA_FINE, &fine) && fine.steady &&
            isfinite(fine.aicc) && !(found && out->aicc <= fine.aicc)) {
            *out = fine;
            found = 1;
        }
        tried->aicc = INFINITY;
    }
    return found;
}

int glo_arima_search(const glo_arima_data *data, const glo_arima_order *differences, glo_arima_fit *out) {
    search *s;
    if (glo_alloc_array(1, sizeof *s, &s) < 0)
        return GLO_ENOMEM;
    s->most = bounds(data, differences);
    int status = glo_arima_fitter_new(data, &s->most, &s->fitter);
    if (status == GLO_OK) {
        double states = s->most.p + s->most.P * s->most.season + 1;
        double columns = (double)(1 + data->gaps);
        s->effort = (double)s->fitter->count * states * columns > long_series ? GLO_ARIMA_CONDITIONAL
                                                                              : GLO_ARIMA_COARSE;
        explore(s);
        if (!settle(s, out)) {
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
