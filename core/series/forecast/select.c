/* select.c: forward selection of regressors by rolling-origin evaluation. Example in select.h.
 *
 * The candidate regressors are tried one after the other, in their order, beside those selected so far. A
 * regression on them is fitted now and at the origins, and averaged with the combination of the other methods
 * by the inverse squares of their mean absolute errors. (It is not a member like the others: the midmean
 * would trim the one method that has information the others lack.) A regressor is selected where its
 * coefficient differs from 0 (95 %) and that average, each origin weighted by the errors at the other
 * origins, had a smaller error than the combination without it.
 *
 * Reference: J. M. Bates and C. W. J. Granger, "The combination of forecasts", Operational Research Quarterly
 * 20 (1969). */
#include "forecast/select.h"

#include "base/alloc.h"
#include "base/err.h"
#include "forecast/rolling_origin.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MIN_GAIN 1e-6 /* share of the error: less is rounding */
static const double normal_95 = 1.959963984540054;

/* A regression on some of the regressors: its forecasts now and at the origins. */
typedef struct trial {
    size_t which[GLO_MOST_REGRESSORS], count;
    double *now, *backtest; /* forecasts: now; [origin] at the origins */
    double coefficients[GLO_MOST_REGRESSORS], errors[GLO_MOST_REGRESSORS];
    double error; /* of the average with the rest */
} trial;

typedef struct selection {
    glo_candidates *w;
    const glo_method_entry *regression;
    trial best, next; /* best.count 0: without */
} selection;

static double *block_of(const selection *s, double *backtest, size_t origin) {
    return backtest + origin * glo_block_size(s->w, s->w->steps);
}

static double median_at(const selection *s, double *backtest, size_t origin, size_t step) {
    return block_of(s, backtest, origin)[s->w->steps + step * s->w->points + s->w->points / 2];
}

/* Whether both have a forecast at the origin. */
static bool has_both(const selection *s, double *backtest, size_t origin) {
    return !isnan(block_of(s, s->w->pooled, origin)[0]) && !isnan(block_of(s, backtest, origin)[0]);
}

/* ---- the average ---- */

/* The weight of the regression in the average, from all origins but one. */
static double weight_of(const selection *s, double *backtest, size_t left_out) {
    double without = 0, with = 0;
    for (size_t o = 0; o < s->w->origin_count; o++) {
        for (size_t h = 0; o != left_out && has_both(s, backtest, o) && h < s->w->steps; h++) {
            double y = glo_outcome(s->w, o, h);
            if (isnan(y))
                continue;
            without += fabs(y - median_at(s, s->w->pooled, o, h));
            with += fabs(y - median_at(s, backtest, o, h));
        }
    }
    double sum = without * without + with * with;
    return sum > 0 && isfinite(sum) ? without * without / sum : 0;
}

/* The mean absolute error at the origins; `backtest` NULL: without a regression. */
static double error_of(const selection *s, double *backtest) {
    double sum = 0;
    size_t count = 0;
    for (size_t o = 0; o < s->w->origin_count; o++) {
        if (isnan(block_of(s, s->w->pooled, o)[0]))
            continue;
        double weight = backtest && has_both(s, backtest, o) ? weight_of(s, backtest, o) : 0;
        for (size_t h = 0; h < s->w->steps; h++) {
            double y = glo_outcome(s->w, o, h), median = median_at(s, s->w->pooled, o, h);
            if (isnan(y))
                continue;
            if (weight > 0)
                median += weight * (median_at(s, backtest, o, h) - median);
            sum += fabs(y - median);
            count++;
        }
    }
    return count ? sum / (double)count : NAN;
}

static void mix(double *into, const double *with, double weight, size_t count) {
    for (size_t i = 0; i < count; i++)
        into[i] += weight * (with[i] - into[i]);
}

static void average_in(selection *s) {
    glo_candidates *w = s->w;
    double weight = weight_of(s, s->best.backtest, w->origin_count);
    for (size_t o = 0; o < w->origin_count; o++) {
        if (has_both(s, s->best.backtest, o))
            mix(block_of(s, w->pooled, o), block_of(s, s->best.backtest, o), weight,
                glo_block_size(w, w->steps));
    }
    mix(w->together, s->best.now, weight, glo_block_size(w, w->spec->horizon));
}

/* ---- forward selection ---- */

static glo_status new_trial(const selection *s, trial *out) {
    size_t now = glo_block_size(s->w, s->w->spec->horizon);
    glo_status status = glo_alloc_array(now + s->w->origin_count * glo_block_size(s->w, s->w->steps),
                                        sizeof(double), &out->now);
    out->backtest = status == GLO_OK ? out->now + now : NULL;
    return status;
}

/* Fits the regression on s->next's regressors, of a model or one that is chosen, now and at the origins; 1, 0
 * where it can't be, or a failure.
 */
static int fit_next(selection *s, const char *model) {
    trial *a = &s->next;
    glo_regressor regressors[GLO_MOST_REGRESSORS];
    glo_predict_spec spec = *s->w->spec;
    glo_candidates w = *s->w;
    glo_fit made, past;
    for (size_t i = 0; i < a->count; i++)
        regressors[i] = s->w->spec->regressors[a->which[i]];
    spec.regressors = regressors;
    spec.regressor_count = a->count;
    w.spec = &spec;
    w.coefficients = a->coefficients;
    w.errors = a->errors;
    int status = glo_candidate_fit(&w, s->regression, model, w.sample->count, w.spec->horizon, a->now, &made);
    w.coefficients = w.errors = NULL;
    for (size_t o = 0; status == 1 && o < w.origin_count; o++) {
        double *block = block_of(s, a->backtest, o);
        int fitted = glo_candidate_fit(&w, s->regression, made.model, w.ends[o], w.steps, block, &past);
        if (fitted == GLO_ENOMEM || fitted == GLO_ECANCELLED)
            return fitted;
        if (fitted != 1)
            block[0] = NAN;
    }
    return status == GLO_ENOMEM || status == GLO_ECANCELLED ? status : status == 1;
}

static void report(const selection *s, const trial *a, size_t i) {
    glo_effect *effect = &s->w->effects[a->which[i]];
    effect->coefficient = a->coefficients[i];
    effect->error = a->errors[i];
}

/* The error to beat: of the combination, and of its average with plain ARIMA, so that the gain of the average
 * from ARIMA alone is not credited to the regressor. */
static glo_status start(selection *s) {
    const char *model = NULL; /* where ARIMA is a member its orders are chosen already */
    for (size_t m = 0; m < s->w->member_count; m++) {
        if (strcmp(s->w->members[m]->name, "arima") == 0)
            model = s->w->fits[m].model;
    }
    int status = fit_next(s, model);
    s->best.error = error_of(s, NULL);
    if (status == 1)
        s->best.error = fmin(s->best.error, error_of(s, s->next.backtest));
    return status < 0 ? status : GLO_OK;
}

static glo_status try_one(selection *s, size_t regressor) {
    trial *next = &s->next;
    memcpy(next->which, s->best.which, sizeof next->which);
    next->count = s->best.count;
    next->which[next->count++] = regressor;
    int status = fit_next(s, NULL);
    size_t last = next->count - 1;
    if (status != 1 || isnan(next->coefficients[last]))
        return status < 0 ? status : GLO_OK;
    next->error = error_of(s, next->backtest);
    glo_effect *effect = &s->w->effects[regressor];
    effect->gain = s->best.error > 0 ? 1 - next->error / s->best.error : 0;
    effect->is_selected =
        effect->gain > MIN_GAIN && fabs(next->coefficients[last]) > normal_95 * next->errors[last];
    report(s, next, last);
    if (effect->is_selected) {
        trial better = *next;
        *next = s->best;
        s->best = better;
    }
    return GLO_OK;
}

glo_status glo_select_regressors(glo_candidates *w) {
    size_t count = w->spec->regressor_count;
    selection s = {.w = w, .regression = glo_method_named("regression")};
    if (count == 0 || w->origin_count == 0 || w->spec->method->method)
        return GLO_OK;
    glo_status status = new_trial(&s, &s.best);
    if (status == GLO_OK)
        status = new_trial(&s, &s.next);
    if (status == GLO_OK)
        status = start(&s);
    for (size_t i = 0; status == GLO_OK && i < count && s.best.count < GLO_MOST_REGRESSORS; i++)
        status = try_one(&s, i);
    w->selected = s.best.count;
    for (size_t i = 0; status == GLO_OK && i < s.best.count; i++)
        report(&s, &s.best, i);
    if (status == GLO_OK && s.best.count > 0)
        average_in(&s);
    free(s.best.now);
    free(s.next.now);
    return status;
}
