/* keep.c: which regressors are in the combination: those that rolling origins show to help. Example in
 * candidate.h.
 *
 * Regressors are tried one after the other, in their order, beside those that were kept. A regression on them
 * is fitted now and at the origins, and averaged with the combination of the other methods, by the inverse
 * squares of their mean absolute errors. (It is not a member like the others: the middle half would cut off
 * the one method that knows something the others don't.) The regressor is kept where its coefficient differs
 * from 0 (95 %) and that average, each origin with the weights that the other origins give, was nearer to
 * what came than the combination without it.
 *
 * Reference: J. M. Bates and C. W. J. Granger, "The combination of forecasts", Operational Research Quarterly
 * 20 (1969). */
#include "forecast/candidate.h"

#include "base/alloc.h"
#include "base/err.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TIE 1e-6 /* a gain up to which there is none */
static const double normal_95 = 1.959963984540054;

/* A regression on some of the regressors: its forecasts now and at the origins. */
typedef struct attempt {
    size_t which[GLO_MOST_REGRESSORS], count;
    double *now, *past; /* a block; [origin] blocks */
    double coefficients[GLO_MOST_REGRESSORS], errors[GLO_MOST_REGRESSORS];
    double error; /* of the average with the rest */
} attempt;

typedef struct keeping {
    glo_candidates *w;
    const glo_method_entry *regression;
    attempt best, next; /* best.count 0: without */
} keeping;

static double *block_of(const keeping *k, double *past, size_t origin) {
    return past + origin * glo_block_size(k->w, k->w->steps);
}

static double median_at(const keeping *k, double *past, size_t origin, size_t step) {
    return block_of(k, past, origin)[k->w->steps + step * k->w->points + k->w->points / 2];
}

/* Whether both have a forecast at the origin. */
static int has_both(const keeping *k, double *past, size_t origin) {
    return !isnan(block_of(k, k->w->pooled, origin)[0]) && !isnan(block_of(k, past, origin)[0]);
}

/* ---- the average ---- */

/* What the regression weighs in the average, from all origins but one. */
static double share_of(const keeping *k, double *past, size_t left_out) {
    double without = 0, with = 0;
    for (size_t o = 0; o < k->w->origin_count; o++) {
        for (size_t h = 0; o != left_out && has_both(k, past, o) && h < k->w->steps; h++) {
            double y = glo_outcome(k->w, o, h);
            if (isnan(y))
                continue;
            without += fabs(y - median_at(k, k->w->pooled, o, h));
            with += fabs(y - median_at(k, past, o, h));
        }
    }
    double sum = without * without + with * with;
    return sum > 0 && isfinite(sum) ? without * without / sum : 0;
}

/* The mean absolute error at the origins; `past` NULL: without a regression. */
static double error_of(const keeping *k, double *past) {
    double sum = 0;
    size_t count = 0;
    for (size_t o = 0; o < k->w->origin_count; o++) {
        if (isnan(block_of(k, k->w->pooled, o)[0]))
            continue;
        double share = past && has_both(k, past, o) ? share_of(k, past, o) : 0;
        for (size_t h = 0; h < k->w->steps; h++) {
            double y = glo_outcome(k->w, o, h), median = median_at(k, k->w->pooled, o, h);
            if (isnan(y))
                continue;
            if (share > 0)
                median += share * (median_at(k, past, o, h) - median);
            sum += fabs(y - median);
            count++;
        }
    }
    return count ? sum / (double)count : NAN;
}

static void mix(double *into, const double *with, double share, size_t count) {
    for (size_t i = 0; i < count; i++)
        into[i] += share * (with[i] - into[i]);
}

static void mix_in(keeping *k) {
    glo_candidates *w = k->w;
    double share = share_of(k, k->best.past, w->origin_count);
    for (size_t o = 0; o < w->origin_count; o++) {
        if (has_both(k, k->best.past, o))
            mix(block_of(k, w->pooled, o), block_of(k, k->best.past, o), share, glo_block_size(w, w->steps));
    }
    mix(w->together, k->best.now, share, glo_block_size(w, w->spec->horizon));
}

/* ---- trying ---- */

static int new_attempt(const keeping *k, attempt *out) {
    size_t now = glo_block_size(k->w, k->w->spec->horizon);
    int status = glo_alloc_array(now + k->w->origin_count * glo_block_size(k->w, k->w->steps), sizeof(double),
                                 &out->now);
    out->past = status == GLO_OK ? out->now + now : NULL;
    return status;
}

/* Fits the regression on k->next's regressors, of a model or one that is chosen, now and at the origins; 1, 0
 * where it can't be, or a failure.
 */
static int fit_next(keeping *k, const char *model) {
    attempt *a = &k->next;
    glo_regressor regressors[GLO_MOST_REGRESSORS];
    glo_predict_spec spec = *k->w->spec;
    glo_candidates w = *k->w;
    glo_fit made, past;
    for (size_t i = 0; i < a->count; i++)
        regressors[i] = k->w->spec->regressors[a->which[i]];
    spec.regressors = regressors;
    spec.regressor_count = a->count;
    w.spec = &spec;
    w.coefficients = a->coefficients;
    w.errors = a->errors;
    int status = glo_candidate_fit(&w, k->regression, model, w.sample->count, w.spec->horizon, a->now, &made);
    w.coefficients = w.errors = NULL;
    for (size_t o = 0; status == 1 && o < w.origin_count; o++) {
        double *block = block_of(k, a->past, o);
        int fitted = glo_candidate_fit(&w, k->regression, made.model, w.ends[o], w.steps, block, &past);
        if (fitted == GLO_ENOMEM || fitted == GLO_ECANCELLED)
            return fitted;
        if (fitted != 1)
            block[0] = NAN;
    }
    return status == GLO_ENOMEM || status == GLO_ECANCELLED ? status : status == 1;
}

static void tell(const keeping *k, const attempt *a, size_t i) {
    glo_effect *effect = &k->w->effects[a->which[i]];
    effect->coefficient = a->coefficients[i];
    effect->error = a->errors[i];
}

/* What a regressor must be better than: the combination, and its average with a regression on nothing, so
 * that what ARIMA does for the average is not taken for what the regressor does. */
static int start(keeping *k) {
    const char *model = NULL; /* where ARIMA is a member its orders are chosen already */
    for (size_t m = 0; m < k->w->member_count; m++) {
        if (strcmp(k->w->members[m]->name, "arima") == 0)
            model = k->w->fits[m].model;
    }
    int status = fit_next(k, model);
    k->best.error = error_of(k, NULL);
    if (status == 1)
        k->best.error = fmin(k->best.error, error_of(k, k->next.past));
    return status < 0 ? status : GLO_OK;
}

static int try_one(keeping *k, size_t regressor) {
    attempt *next = &k->next;
    memcpy(next->which, k->best.which, sizeof next->which);
    next->count = k->best.count;
    next->which[next->count++] = regressor;
    int status = fit_next(k, NULL);
    size_t last = next->count - 1;
    if (status != 1 || isnan(next->coefficients[last]))
        return status < 0 ? status : GLO_OK;
    next->error = error_of(k, next->past);
    glo_effect *effect = &k->w->effects[regressor];
    effect->gain = k->best.error > 0 ? 1 - next->error / k->best.error : 0;
    effect->kept = effect->gain > TIE && fabs(next->coefficients[last]) > normal_95 * next->errors[last];
    tell(k, next, last);
    if (effect->kept) {
        attempt better = *next;
        *next = k->best;
        k->best = better;
    }
    return GLO_OK;
}

int glo_keep_regressors(glo_candidates *w) {
    size_t count = w->spec->regressor_count;
    keeping k = {.w = w, .regression = glo_method_named("regression")};
    if (count == 0 || w->origin_count == 0 || w->spec->method->method)
        return GLO_OK;
    int status = new_attempt(&k, &k.best);
    if (status == GLO_OK)
        status = new_attempt(&k, &k.next);
    if (status == GLO_OK)
        status = start(&k);
    for (size_t i = 0; status == GLO_OK && i < count && k.best.count < GLO_MOST_REGRESSORS; i++)
        status = try_one(&k, i);
    w->kept = k.best.count;
    for (size_t i = 0; status == GLO_OK && i < k.best.count; i++)
        tell(&k, &k.best, i);
    if (status == GLO_OK && k.best.count > 0)
        mix_in(&k);
    free(k.best.now);
    free(k.next.now);
    return status;
}
