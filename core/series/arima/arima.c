/* arima.c: a sample goes in, a forecast comes out: logarithms, gaps, differences, short series. See arima.h.
 */
#include "arima/arima.h"

#include "arima/arima_fit.h"
#include "arima/arima_forecast.h"
#include "arima/arima_search.h"
#include "arima/differencing.h"
#include "base/alloc.h"
#include "base/err.h"
#include "benchmark/naive.h"
#include "numeric/normal.h"
#include "sample/prepare.h"
#include "sample/quantiles.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_SEASON = 400, MOST_SEARCHED_GAPS = 3 };
/* Values times squared columns, from which on the gaps no longer take part in finding the coefficients. */
static const double costly_gaps = 2e6;

/* The state of one call. */
typedef struct task {
    const glo_sample *sample;         /* as given */
    const glo_regressors *regressors; /* NULL: none */
    glo_arima_order wanted;           /* its orders where it is named, else season and log */
    int choose;
    glo_quantiles *out;
    glo_fit *fit;
    double *logs; /* NULL, or the logarithms */
    glo_prepared y;
    size_t *gap;
    glo_arima_data data;
} task;

static glo_status take_logarithms(task *t) {
    const glo_sample *s = t->sample;
    glo_status status = glo_alloc_array(s->count, sizeof *t->logs, &t->logs);
    for (size_t i = 0; status == GLO_OK && i < s->count; i++) {
        if (isfinite(s->values[i]) && !(s->values[i] > 0))
            status =
                glo_fail(GLO_EINVAL, "logarithms need values above 0: value %zu is %g", i + 1, s->values[i]);
        else
            t->logs[i] = isfinite(s->values[i]) ? log(s->values[i]) : NAN;
    }
    return status;
}

static glo_status check_regressors(const task *t) {
    const glo_regressors *r = t->regressors;
    for (size_t i = 0; r && i < r->count * t->sample->count; i++)
        if (!isfinite(r->values[i]))
            return glo_fail(GLO_EINVAL, "regressor %zu has no value at step %zu", i / t->sample->count + 1,
                            i % t->sample->count + 1);
    for (size_t i = 0; r && i < r->count * t->out->horizon; i++)
        if (!isfinite(r->future[i]))
            return glo_fail(GLO_EINVAL, "regressor %zu has no value %zu steps ahead", i / t->out->horizon + 1,
                            i % t->out->horizon + 1);
    return GLO_OK;
}

/* Reads the options and fills in what is given; the sample without gaps is in t->y. */
static glo_status prepare(task *t, const char *name) {
    glo_sample sample = *t->sample;
    int season = sample.season > LONGEST_SEASON ? 1 : sample.season;
    glo_status status = glo_arima_parse(name, season, &t->wanted, &t->choose);
    if (status == GLO_OK)
        status = check_regressors(t);
    if (status == GLO_OK && t->wanted.log)
        status = take_logarithms(t);
    if (status < 0)
        return status;
    if (t->logs) {
        sample.values = t->logs;
        sample.is_count = 0;
    }
    status = glo_prepare(&sample, t->fit, &t->y);
    if (status < 0)
        return status;
    t->fit->note[0] = '\0';
    t->data.count = t->y.count;
    t->data.series = t->y.values;
    if (t->regressors) {
        t->data.regressors = t->regressors->count;
        t->data.regressor = t->regressors->values;
    }
    status = glo_alloc_array(t->y.filled, sizeof *t->gap, &t->gap);
    for (size_t i = 0; status == GLO_OK && i < t->y.count; i++)
        if (!isfinite(sample.values[i]))
            t->gap[t->data.gaps++] = i;
    t->data.gap = t->gap;
    glo_note_missing(t->fit, &sample, t->data.gaps, "");
    if (season != sample.season)
        glo_fit_note(t->fit, "season of %d steps too long: not modelled", sample.season);
    if (sample.season2 > 1)
        glo_fit_note(t->fit, "season of %d steps not modelled", sample.season2);
    return status;
}

/* The residuals of the series regressed on a constant and the regressors. */
static glo_status without_regressors(const glo_arima_data *data, double *out) {
    memcpy(out, data->series, data->count * sizeof *out);
    if (data->regressors == 0)
        return GLO_OK;
    glo_arima_data plain = *data;
    plain.gaps = 0;
    glo_arima_fit fit = {.order = {.season = 1, .constant = 1}};
    glo_arima_fitter *fitter;
    glo_status status = glo_arima_fitter_new(&plain, &fit.order, &fitter);
    if (status < 0)
        return status;
    if (glo_arima_evaluate(fitter, &fit)) /* white noise: the residuals are in the first column */
        memcpy(out, fitter->standardised, data->count * sizeof *out);
    glo_arima_fitter_free(fitter);
    return GLO_OK;
}

static glo_status choose_differences(const task *t, glo_arima_order *out) {
    double *work;
    if (glo_alloc_array(t->data.count, sizeof *work, &work) < 0)
        return GLO_ENOMEM;
    int status = without_regressors(&t->data, work), season = t->wanted.season;
    *out = (glo_arima_order){.season = season, .log = t->wanted.log};
    if (status == GLO_OK)
        status = glo_seasonal_differences(work, t->data.count, season);
    if (status >= 0) {
        out->D = status;
        size_t left = glo_difference(work, t->data.count, season, out->D, work);
        status = glo_differences(work, left, 2);
    }
    if (status >= 0)
        out->d = status;
    free(work);
    return status < 0 ? status : GLO_OK;
}

/* Selects the orders, with the gaps interpolated where there are many. */
static glo_status choose(task *t, glo_arima_fit *out) {
    glo_arima_order differences;
    glo_status status = choose_differences(t, &differences);
    if (status < 0)
        return status;
    glo_arima_data data = t->data;
    if (data.gaps > MOST_SEARCHED_GAPS) {
        data.gaps = 0;
        glo_fit_note(t->fit, "interpolated for order selection");
    }
    return glo_arima_search(&data, &differences, out);
}

/* The fit, standing in a fitter from which it can forecast. *out_fitter is NULL where there is no likelihood.
 */
static glo_status estimate(task *t, glo_arima_fit *fit, glo_arima_fitter **out_fitter) {
    glo_arima_fitter *fitter;
    *out_fitter = NULL;
    if (t->choose) {
        glo_status status = choose(t, fit);
        if (status < 0 || isnan(fit->likelihood))
            return status;
    }
    const glo_arima_order *order = t->choose ? &fit->order : &t->wanted;
    if (t->data.count <= (size_t)glo_arima_lost(order))
        return GLO_OK;
    glo_status status = glo_arima_fitter_new(&t->data, order, &fitter);
    if (status < 0)
        return status;
    double columns = (double)(t->data.gaps + t->data.regressors + 1);
    int found = 1, refine = !t->choose || t->data.gaps > MOST_SEARCHED_GAPS;
    if (refine && (double)t->data.count * columns * columns < costly_gaps) {
        glo_arima_order of = *order;
        found = glo_arima_estimate(fitter, &of, t->choose ? fit : NULL, GLO_ARIMA_FINE, fit);
    } else if (!t->choose) { /* many gaps: coefficients from the series with them filled in */
        glo_arima_data filled = t->data;
        glo_arima_fitter *other;
        filled.gaps = 0;
        status = glo_arima_fitter_new(&filled, order, &other);
        if (status == GLO_OK)
            found = glo_arima_estimate(other, order, NULL, GLO_ARIMA_FINE, fit);
        glo_arima_fitter_free(status == GLO_OK ? other : NULL);
    }
    if (status == GLO_OK)
        status = glo_job_check(t->data.job);
    if (status == GLO_OK && found && glo_arima_evaluate(fitter, fit)) {
        *out_fitter = fitter;
        return GLO_OK;
    }
    glo_arima_fitter_free(fitter);
    return status;
}

/* Quantiles of step h from mean and standard deviation, of the logarithms where they were taken. */
static void write_step(const task *t, size_t h, double mean, double variance) {
    glo_spread spread = {mean, sqrt(fmax(variance, 0)), t->y.scale, t->sample->is_count};
    if (!t->logs) {
        glo_quantiles_normal(t->out, h, spread);
        return;
    }
    glo_quantiles *out = t->out;
    spread.is_count = 0;
    glo_quantiles_normal(out, h, spread);
    double sd = spread.sd * t->y.scale;
    out->mean[h] = glo_finite(exp(out->mean[h] + sd * sd / 2));
    for (size_t i = 0; i < out->count; i++) {
        double value = glo_finite(exp(out->values[h * out->count + i]));
        out->values[h * out->count + i] = t->sample->is_count ? fmax(0, ceil(value - 0.5)) : value;
    }
}

/* The uncertainty of future regressors: the variance of each, taken as independent of the others and of the
 * errors, times the square of its coefficient. */
static glo_status add_spread(const task *t, const glo_arima_fitter *fitter, const glo_arima_fit *fit,
                             double *variance) {
    const glo_regressors *r = t->regressors;
    size_t horizon = t->out->horizon;
    double *coefficients;
    if (!r || !r->spread)
        return GLO_OK;
    if (glo_alloc_array(fitter->columns, sizeof *coefficients, &coefficients) < 0)
        return GLO_ENOMEM;
    glo_arima_solve(fitter, &fit->order, coefficients);
    for (size_t i = 0; i < r->count; i++) {
        double per_unit = coefficients[t->data.gaps + i];
        for (size_t h = 0; h < horizon; h++)
            variance[h] += pow(per_unit * r->spread[i * horizon + h], 2);
    }
    free(coefficients);
    return GLO_OK;
}

static glo_status write_forecast(task *t, glo_arima_fitter *fitter, const glo_arima_fit *fit) {
    size_t horizon = t->out->horizon;
    double *mean;
    if (glo_alloc_array(2 * horizon, sizeof *mean, &mean) < 0)
        return GLO_ENOMEM;
    double *variance = mean + horizon;
    glo_status status = glo_arima_forecast(fitter, fit, horizon, t->regressors ? t->regressors->future : NULL,
                                           mean, variance);
    if (status == GLO_OK)
        status = add_spread(t, fitter, fit, variance);
    for (size_t h = 0; status == GLO_OK && h < horizon; h++)
        write_step(t, h, mean[h], variance[h]);
    free(mean);
    if (t->fit->fitted) {
        glo_arima_fitted(fitter, fit, t->fit->fitted);
        for (size_t i = 0; i < t->y.count; i++) {
            double *value = &t->fit->fitted[i];
            *value =
                isnan(*value) ? NAN : glo_finite(t->logs ? exp(*value * t->y.scale) : *value * t->y.scale);
        }
    }
    return status;
}

static glo_status write_coefficients(const task *t, const glo_arima_fitter *fitter,
                                     const glo_arima_fit *fit) {
    const glo_regressors *r = t->regressors;
    size_t count = fitter->columns;
    double *all;
    if (!r || r->count == 0 || (!r->coefficients && !r->errors))
        return GLO_OK;
    if (glo_alloc_array(2 * count, sizeof *all, &all) < 0)
        return GLO_ENOMEM;
    glo_arima_solve(fitter, &fit->order, all);
    glo_arima_standard_errors(fitter, fit, all + count);
    for (size_t i = 0; i < r->count; i++) {
        if (r->coefficients)
            r->coefficients[i] = all[t->data.gaps + i] * t->y.scale;
        if (r->errors)
            r->errors[i] = all[count + t->data.gaps + i] * t->y.scale;
    }
    free(all);
    return GLO_OK;
}

static void report(task *t, const glo_arima_fitter *fitter, const glo_arima_fit *fit) {
    glo_arima_name(&fit->order, t->fit->model, sizeof t->fit->model);
    /* The likelihood in the sample's own units. */
    double shift = (double)fitter->observations * log(t->y.scale);
    t->fit->likelihood = fit->likelihood - shift;
    t->fit->aicc = isfinite(fit->aicc) ? fit->aicc + 2 * shift : NAN;
    if (!fit->is_stationary_and_invertible)
        glo_fit_note(t->fit, "a root near the unit circle: intervals may be too narrow");
    if (t->data.regressors && fitter->rank < t->data.regressors + (size_t)fit->order.constant)
        glo_fit_note(t->fit, "collinear regressors dropped");
}

/* Too few values for an ARIMA: the last one carried forward or, of a constant series, the level. */
static glo_status fall_back(task *t, int is_constant) {
    char note[sizeof t->fit->note];
    memcpy(note, t->fit->note, sizeof note);
    glo_status status = (is_constant ? glo_mean_method : glo_naive)(t->sample, NULL, t->out, t->fit);
    if (status < 0)
        return status;
    snprintf(t->fit->model, sizeof t->fit->model, "%s",
             is_constant ? "ARIMA(0,0,0) with mean" : "ARIMA(0,1,0)");
    char *own = t->fit->note;
    own[0] = '\0';
    if (note[0])
        glo_fit_note(t->fit, "%s", note);
    glo_fit_note(t->fit, "%s",
                 t->y.count == 1 ? "one value: no interval"
                 : is_constant   ? "all values are the same"
                                 : "too short for ARIMA: last value carried forward");
    return GLO_OK;
}

static glo_status forecast(task *t) {
    int is_constant = glo_is_constant(t->y.values, t->y.count);
    size_t known = t->y.count - t->data.gaps;
    if (t->data.regressors > 0 && known < t->data.regressors + 6) {
        glo_fit_note(t->fit, "too short for %zu regressor%s: dropped", t->data.regressors,
                     t->data.regressors == 1 ? "" : "s");
        t->data.regressors = 0;
        t->regressors = NULL;
    }
    if (known < 3 || is_constant)
        return fall_back(t, is_constant);
    glo_arima_fit fit;
    glo_arima_fitter *fitter;
    glo_status status = estimate(t, &fit, &fitter);
    if (status == GLO_OK && !fitter && !t->choose) {
        char name[64];
        glo_arima_name(&t->wanted, name, sizeof name);
        glo_fit_note(t->fit, "too short for %s", name);
        t->choose = 1;
        status = estimate(t, &fit, &fitter);
    }
    if (status < 0)
        return status;
    if (!fitter)
        return fall_back(t, 0);
    report(t, fitter, &fit);
    status = write_coefficients(t, fitter, &fit);
    if (status == GLO_OK)
        status = write_forecast(t, fitter, &fit);
    glo_arima_fitter_free(fitter);
    return status;
}

glo_status glo_arima_regression(const glo_sample *sample, const glo_regressors *regressors,
                                const glo_method_options *options, glo_quantiles *out, glo_fit *fit) {
    task t = {.sample = sample, .regressors = regressors, .out = out, .fit = fit};
    t.data.job = options ? options->job : NULL;
    for (size_t i = 0; regressors && i < regressors->count; i++) {
        if (regressors->coefficients)
            regressors->coefficients[i] = 0;
        if (regressors->errors)
            regressors->errors[i] = 0;
    }
    glo_status status = prepare(&t, options ? options->model : NULL);
    if (status == GLO_OK)
        status = forecast(&t);
    glo_prepared_dispose(&t.y);
    free(t.gap);
    free(t.logs);
    return status;
}

glo_status glo_arima(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                     glo_fit *fit) {
    return glo_arima_regression(sample, NULL, options, out, fit);
}
