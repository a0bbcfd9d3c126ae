/* monte_carlo.c: the largest ratios by chance. What p is, and an example, in monte_carlo.h. */
#include "monte_carlo.h"

#include "null_model.h"

#include "base/alloc.h"
#include "base/parallel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define EULER 0.57721566490153286061
enum { WAVE = 8 * GLO_SCAN_LANES }; /* draws between looks whether it is enough */

typedef struct drawing {
    const search_plan *plan;
    const null_model *model;
    const glo_job *job;
    double *largest;
    size_t first, end; /* of the draws of this wave */
    double start;
} drawing;

static glo_status draw_batch(void *context, size_t batch) {
    drawing *d = context;
    size_t first = d->first + batch * GLO_SCAN_LANES, left = d->end - first;
    size_t lanes = left < GLO_SCAN_LANES ? left : GLO_SCAN_LANES;
    searcher r = {0};
    void *room = NULL;
    glo_status status = glo_searcher_new(d->plan, lanes, &r);
    if (status == GLO_OK)
        status = glo_alloc_array(glo_null_room(d->model), 1, &room);
    for (size_t lane = 0; lane < lanes && status == GLO_OK; lane++) {
        glo_null_draw(d->model, first + lane, &r, lane, room);
        status = glo_job_check(d->job);
    }
    free(room);
    if (status == GLO_OK)
        status = glo_search(&r, 0, d->plan->zones->centres, d->start, d->job);
    for (size_t lane = 0; lane < lanes && status == GLO_OK; lane++)
        d->largest[first + lane] = r.best[lane].llr;
    glo_searcher_dispose(&r);
    return status;
}

/* Equal counts may come to sums that differ in their last digits. */
static bool is_reached(double largest, double llr) {
    return largest >= llr - 1e-9 * fmax(1, llr);
}

/* After how many draws `wanted` of them reach the ratio; 0 where they do not. */
static size_t draws_until(const double *largest, size_t count, double llr, size_t wanted) {
    size_t reaching = 0;
    for (size_t i = 0; i < count; i++) {
        reaching += is_reached(largest[i], llr);
        if (reaching == wanted)
            return i + 1;
    }
    return 0;
}

/* What the largest ratio of a draw is above nearly always: a third of what as many independent windows would give. */
static double usual_least(const search_plan *plan) {
    return 0.3 * log((double)plan->zones->sets * (double)plan->windows + 1);
}

static glo_status draw_all(drawing *d, size_t draws, double observed, monte_carlo *mc) {
    size_t stop = d->plan->spec->early_stop, wave = stop > 0 ? WAVE : draws;
    glo_status status = GLO_OK;
    while (mc->draws < draws && !mc->has_stopped && status == GLO_OK) {
        d->first = mc->draws;
        d->end = draws - mc->draws < wave ? draws : mc->draws + wave;
        status = glo_run_parallel(d->job, "drawing",
                                  (d->end - d->first + GLO_SCAN_LANES - 1) / GLO_SCAN_LANES, draw_batch, d);
        mc->draws = d->end;
        size_t enough =
            stop > 0 && status == GLO_OK ? draws_until(mc->largest, mc->draws, observed, stop) : 0;
        if (enough > 0) {
            mc->draws = enough;
            mc->has_stopped = true;
        }
    }
    return status;
}

glo_status glo_monte_carlo(const search_plan *plan, double observed, const glo_job *job, monte_carlo *out) {
    null_model model;
    monte_carlo mc = {0};
    glo_status status = glo_null_model_new(plan->s, plan->spec, &model);
    if (status < 0)
        return status;
    status = glo_alloc_array(plan->spec->draws, sizeof *mc.largest, &mc.largest);
    drawing d = {
        .plan = plan, .model = &model, .job = job, .largest = mc.largest, .start = usual_least(plan)};
    if (status == GLO_OK)
        status = draw_all(&d, plan->spec->draws, observed, &mc);
    glo_null_model_dispose(&model);
    if (status < 0)
        glo_monte_carlo_dispose(&mc);
    else
        *out = mc;
    return status;
}

void glo_monte_carlo_dispose(monte_carlo *mc) {
    free(mc->largest);
    *mc = (monte_carlo){0};
}

static double gumbel_p(const monte_carlo *mc, double llr) {
    double mean = 0, squares = 0, n = (double)mc->draws;
    for (size_t i = 0; i < mc->draws; i++)
        mean += mc->largest[i] / n;
    for (size_t i = 0; i < mc->draws; i++)
        squares += (mc->largest[i] - mean) * (mc->largest[i] - mean);
    double scale = sqrt(6 * squares / (n - 1)) / 3.14159265358979323846;
    return -expm1(-exp(-(llr - mean + EULER * scale) / scale));
}

double glo_monte_carlo_p(const monte_carlo *mc, const glo_scan_spec *spec, double llr) {
    size_t reaching = 0;
    if (mc->draws == 0)
        return NAN;
    if (spec->is_gumbel)
        return mc->draws > 1 ? gumbel_p(mc, llr) : NAN;
    for (size_t i = 0; i < mc->draws; i++)
        reaching += is_reached(mc->largest[i], llr);
    if (mc->has_stopped)
        return (double)reaching / (double)mc->draws;
    return (double)(1 + reaching) / (double)(1 + mc->draws);
}

static int higher(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return a > b ? -1 : a < b;
}

double glo_monte_carlo_critical(const monte_carlo *mc) {
    double *sorted, critical = NAN;
    if (mc->draws < 19 || glo_alloc_array(mc->draws, sizeof *sorted, &sorted) < 0)
        return NAN;
    memcpy(sorted, mc->largest, mc->draws * sizeof *sorted);
    qsort(sorted, mc->draws, sizeof *sorted, higher);
    critical = sorted[(mc->draws + 1) / 20 - 1];
    free(sorted);
    return critical;
}
