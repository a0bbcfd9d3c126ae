/* ets.c: exponential smoothing: candidate models, selection by AICc, the forecast. Models and sources in
 * ets.h and ets_model.h. */
#include "smoothing/ets.h"

#include "base/alloc.h"
#include "base/err.h"
#include "sample/prepare.h"
#include "sample/quantiles.h"
#include "smoothing/ets_fit.h"
#include "smoothing/ets_interval.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_CANDIDATES = 15, /* models of one form: 3 seasons, 3 trends, 2 errors, less those never selected */
    MIN_VALUES = 5,      /* values from which a model is fitted */
    MAX_SEASON = 24,     /* steps of a season that an open form models, as in R's ets */
    SCREENING_STEPS = 8, /* Gauss-Newton steps for every candidate */
    NEAR_BEST = 30,      /* AICc above the best: such candidates are refitted from other starts */
    MAX_FITTING_STEPS = 200,
};

/* The form as asked for, such as "MAdM": a letter per component, 'Z' where it is left to selection. */
typedef struct ets_form {
    char error, trend, season;
    int damped; /* -1: open */
} ets_form;

static bool is_one_of(char letter, const char *letters) {
    return letter != '\0' && strchr(letters, letter) != NULL;
}

static glo_status parse_form(const char *name, ets_form *out) {
    static const struct {
        const char *name, *model;
    } aliases[] = {{"ses", "ANN"}, {"holt", "AAN"}, {"damped", "AAdN"}, {"auto", "ZZZ"}};
    if (!name || !*name)
        name = "ZZZ";
    const char *text = name;
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (strcmp(name, aliases[i].name) == 0)
            text = aliases[i].model;
    char letters[GLO_ETS_NAME] = "";
    if (strncmp(text, "ETS(", 4) == 0) { /* as a fit reports it */
        size_t n = 0;
        for (const char *c = text + 4; *c && *c != ')' && n < sizeof letters - 1; c++)
            if (*c != ',')
                letters[n++] = *c;
        text = letters;
    }
    size_t length = strlen(text), at = 2;
    ets_form form = {.error = text[0]};
    if (length >= 3 && length <= 4) {
        form.trend = text[1];
        form.damped = text[2] == 'd' && length == 4;
        if (form.damped)
            at = 3;
        form.season = text[at];
    }
    if (length != at + 1 || !is_one_of(form.error, "AMZ") || !is_one_of(form.trend, "NAMZ") ||
        !is_one_of(form.season, "NAMZ") || (form.damped && !is_one_of(form.trend, "AM")))
        return glo_fail(
            GLO_EINVAL,
            "there is no exponential smoothing model '%s': expected an error A or M, a trend N, A, "
            "Ad, M or Md and a season N, A or M, such as 'MAdM'; Z leaves a part open",
            name);
    if (form.trend == 'Z')
        form.damped = -1;
    *out = form;
    return GLO_OK;
}

static bool has_open_part(const ets_form *form) {
    return form->error == 'Z' || form->trend == 'Z' || form->season == 'Z';
}

/* The candidate models, from the fewest parameters to the most. An open form leaves out an additive error
 * with a multiplicative component, whose variance is infinite, and multiplicative trends, which explode. */
static size_t candidates(const ets_form *form, const glo_ets_data *data, int period, glo_ets_model *models) {
    size_t count = 0;
    for (const char *season = "NAM"; *season; season++)
        for (const char *trend = "NADME"; *trend; trend++) /* D: A damped, E: M damped */
            for (const char *error = "AM"; *error; error++) {
                char kind = *trend == 'D' ? 'A' : *trend == 'E' ? 'M' : *trend;
                int damped = *trend == 'D' || *trend == 'E';
                if ((form->error != 'Z' && form->error != *error) ||
                    (form->season != 'Z' && form->season != *season) ||
                    (form->trend == 'Z' ? kind == 'M' : form->trend != kind || form->damped != damped))
                    continue;
                int multiplicative = *error == 'M' || kind == 'M' || *season == 'M';
                if ((multiplicative && !data->positive) || (*season != 'N' && period < 2))
                    continue;
                if (has_open_part(form) && ((*error == 'A' && (kind == 'M' || *season == 'M')) ||
                                            (*error == 'M' && kind == 'M' && *season == 'A')))
                    continue;
                glo_ets_model model;
                if (!glo_ets_model_init(&model, *error, kind, damped, *season, period) ||
                    data->known < (size_t)model.count + 3)
                    continue;
                models[count++] = model;
            }
    return count;
}

typedef struct search {
    glo_ets_data data;
    glo_ets_start starts[3]; /* without a season, additive, multiplicative */
    glo_ets_fit *fits[MAX_CANDIDATES];
    size_t count;
} search;

static const glo_ets_start *start_of(const search *s, const glo_ets_model *model) {
    return &s->starts[model->season == 'N' ? 0 : model->season == 'A' ? 1 : 2];
}

/* A heuristic lower bound of the AICc that a fit may reach: several times the reduction predicted for its
 * next step. */
static double aicc_bound(const glo_ets_fit *fit) {
    return fit->aicc - (fit->is_converged ? 0 : 8 * fit->predicted_reduction + 0.5);
}

/* By AICc, which the fit keeps from its last step on; then as they were made. */
static int compare_fits(const void *a, const void *b) {
    const glo_ets_fit *x = *(glo_ets_fit *const *)a, *y = *(glo_ets_fit *const *)b;
    if (x->aicc != y->aicc)
        return x->aicc < y->aicc ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

/* Refits from the other starting values, as likelihoods have several maxima, and keeps the best. */
static glo_status try_other_starts(search *s, size_t i, double min_aicc) {
    glo_ets_fit *other;
    if (glo_ets_fit_new(&s->fits[i]->model, &other) < 0)
        return GLO_ENOMEM;
    for (int which = 1; which < GLO_ETS_STARTS; which++) {
        if (!glo_ets_fit_start(other, &s->data, start_of(s, &other->model), which))
            continue;
        glo_ets_fit_improve(other, &s->data, SCREENING_STEPS);
        if (aicc_bound(other) > fmin(min_aicc, s->fits[i]->aicc))
            continue;
        glo_ets_fit_improve(other, &s->data, MAX_FITTING_STEPS);
        if (other->best.derivatives.deviance < s->fits[i]->best.derivatives.deviance) {
            glo_ets_fit *worse = s->fits[i];
            s->fits[i] = other;
            other = worse;
        }
    }
    glo_ets_fit_free(other);
    return GLO_OK;
}

/* A few steps for every candidate; then to convergence those that may still be the best, by AICc so far; then
 * those near the best from other starts. Ties go to the fewest parameters. */
static glo_status choose(search *s, size_t *out) {
    double min_aicc = INFINITY;
    for (size_t i = 0; i < s->count; i++) {
        for (int which = 0; which < GLO_ETS_STARTS; which++)
            if (glo_ets_fit_start(s->fits[i], &s->data, start_of(s, &s->fits[i]->model), which))
                break;
        glo_ets_fit_improve(s->fits[i], &s->data, SCREENING_STEPS);
    }
    qsort(s->fits, s->count, sizeof *s->fits, compare_fits);
    for (size_t i = 0; i < s->count; i++) {
        glo_ets_fit *fit = s->fits[i];
        if (aicc_bound(fit) <= min_aicc)
            glo_ets_fit_improve(fit, &s->data, MAX_FITTING_STEPS);
        min_aicc = fmin(min_aicc, fit->aicc);
    }
    *out = 0;
    for (size_t i = 0; i < s->count; i++) {
        if (s->count > 1 && s->fits[i]->aicc > min_aicc + NEAR_BEST)
            continue;
        if (try_other_starts(s, i, s->count > 1 ? min_aicc : INFINITY) < 0)
            return GLO_ENOMEM;
        min_aicc = fmin(min_aicc, s->fits[i]->aicc);
    }
    for (size_t i = 1; i < s->count; i++)
        if (s->fits[i]->aicc < s->fits[*out]->aicc)
            *out = i;
    return GLO_OK;
}

/* Too short for any model: the last value carried forward, with the variance of the first differences. */
static void last_value(const glo_sample *sample, const search *s, double scale, glo_quantiles *out,
                       glo_fit *fit) {
    double sse = 0, last = 0, sd;
    size_t seen = 0;
    for (size_t t = 0; t < s->data.count; t++) {
        if (fit->fitted)
            fit->fitted[t] = seen > 0 ? last * scale : NAN;
        if (isnan(s->data.values[t]))
            continue;
        if (seen++ > 0)
            sse += (s->data.values[t] - last) * (s->data.values[t] - last);
        last = s->data.values[t];
    }
    sd = seen > 1 ? sqrt(sse / (double)(seen - 1)) : 0;
    if (seen == 1 && sample->is_count) /* as of a Poisson distribution */
        sd = sqrt(fmax(1, last * scale)) / scale;
    for (size_t h = 0; h < out->horizon; h++)
        glo_quantiles_normal(out, h, (glo_spread){last, sd * sqrt((double)(h + 1)), scale, sample->is_count});
    snprintf(fit->model, sizeof fit->model, "naive");
    glo_fit_note(fit,
                 seen == 1 ? "one value: carried forward"
                           : "%zu values: too few for a model, last value carried forward",
                 seen);
}

static void constant(const glo_sample *sample, double value, glo_quantiles *out, glo_fit *fit) {
    for (size_t h = 0; h < out->horizon; h++)
        glo_quantiles_normal(out, h, (glo_spread){value, 0, 1, sample->is_count});
    for (size_t t = 0; fit->fitted && t < sample->count; t++)
        fit->fitted[t] = value;
    snprintf(fit->model, sizeof fit->model, "ETS(A,N,N)");
    glo_fit_note(fit, "all values are the same");
}

static glo_status report(const glo_sample *sample, const glo_method_options *options, const search *s,
                         const glo_ets_fit *chosen, double scale, glo_quantiles *out, glo_fit *fit) {
    const glo_ets_model *model = &chosen->model;
    double sse, deviance, *seasonal, known = (double)s->data.known;
    if (glo_alloc_array(2 * (size_t)model->period, sizeof *seasonal, &seasonal) < 0)
        return GLO_ENOMEM;
    glo_ets_state state = {.seasonal = seasonal};
    glo_status status = GLO_OK;
    memset(seasonal, 0, 2 * (size_t)model->period * sizeof *seasonal);
    if (!glo_ets_run(model, &s->data, chosen->best.parameters, fit->fitted, &state, &sse, &deviance)) {
        status = glo_fail(GLO_EINVAL, "exponential smoothing found no parameters for this series");
    } else {
        for (size_t t = 0; fit->fitted && t < sample->count; t++)
            fit->fitted[t] *= scale;
        deviance += 2 * known * log(scale);
        fit->likelihood = -deviance / 2;
        fit->aicc = chosen->aicc + 2 * known * log(scale);
        glo_ets_model_name(model, fit->model);
        status = glo_ets_forecast(&(glo_ets_fitted){.model = model,
                                                    .parameters = chosen->best.parameters,
                                                    .state = state,
                                                    .variance = sse / (known - model->count),
                                                    .scale = scale,
                                                    .is_count = sample->is_count,
                                                    .seed = options->seed},
                                  out);
    }
    free(seasonal);
    return status;
}

/* The values scaled to a size near 1, by a power of two; values that aren't finite are missing. */
static double scaled(const glo_sample *sample, glo_ets_data *data, double *values, int *is_constant) {
    double largest = 0, first = NAN, scale = 1;
    for (size_t t = 0; t < sample->count; t++)
        if (isfinite(sample->values[t]))
            largest = fmax(largest, fabs(sample->values[t]));
    if (largest > 0)
        scale = ldexp(1, ilogb(largest));
    *data = (glo_ets_data){.values = values, .count = sample->count, .positive = 1};
    *is_constant = 1;
    for (size_t t = 0; t < sample->count; t++) {
        values[t] = isfinite(sample->values[t]) ? sample->values[t] / scale : NAN;
        if (isnan(values[t]))
            continue;
        if (data->known++ == 0)
            first = values[t];
        data->positive &= values[t] > 0;
        *is_constant &= values[t] == first;
    }
    return scale;
}

static glo_status fit_all(search *s, const ets_form *form, int period, glo_fit *fit) {
    if (has_open_part(form) && period > MAX_SEASON) {
        period = 1;
        glo_fit_note(fit, "season of more than %d steps not modelled", MAX_SEASON);
    }
    glo_ets_model models[MAX_CANDIDATES];
    size_t count = candidates(form, &s->data, s->data.count > (size_t)period ? period : 1, models);
    double *workspace;
    if (glo_alloc_array(s->data.count + 2 * (size_t)period, sizeof *workspace, &workspace) < 0)
        return GLO_ENOMEM;
    for (int i = 0; i < 3; i++) {
        s->starts[i].seasonal = workspace + s->data.count + (i == 2 ? period : 0);
        if (i == 0 || period > 1)
            glo_ets_start_at(&s->data, "NAM"[i], period, workspace, &s -> starts[i]);
    }
    glo_status status = GLO_OK;
    for (size_t i = 0; i < count && status == GLO_OK; i++) {
        status = glo_ets_fit_new(&models[i], &s->fits[i]);
        if (status == GLO_OK)
            s->fits[s->count++]->order = (int)i;
    }
    size_t best = 0;
    if (status == GLO_OK)
        status = choose(s, &best);
    if (status == GLO_OK && s->count > 0) {
        glo_ets_fit *first = s->fits[0];
        s->fits[0] = best < s->count ? s->fits[best] : first;
        if (best < s->count)
            s->fits[best] = first;
    }
    free(workspace);
    return status;
}

static void free_fits(search *s) {
    while (s->count > 0)
        glo_ets_fit_free(s->fits[--s->count]);
}

glo_status glo_ets(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                   glo_fit *fit) {
    ets_form form;
    fit->model[0] = fit->note[0] = '\0';
    fit->likelihood = fit->aicc = NAN;
    if (parse_form(options->model, &form) < 0)
        return GLO_EINVAL;
    search s = {.count = 0};
    double *values;
    int is_constant, period = sample->season > 1 ? sample->season : 1;
    if (glo_alloc_array(sample->count, sizeof *values, &values) < 0)
        return GLO_ENOMEM;
    double scale = scaled(sample, &s.data, values, &is_constant);
    glo_status status = GLO_OK;
    if (s.data.known == 0)
        status = glo_fail(GLO_EINVAL, "there is no known value to forecast from");
    else if (!s.data.positive && !has_open_part(&form) &&
             (form.error == 'M' || form.trend == 'M' || form.season == 'M'))
        status = glo_fail(GLO_EINVAL, "model '%s' needs values above 0", options->model);
    else if (s.data.known < MIN_VALUES)
        last_value(sample, &s, scale, out, fit);
    else if (is_constant)
        constant(sample, values[0] * scale, out, fit);
    else {
        glo_note_missing(fit, sample, s.data.count - s.data.known, " skipped");
        status = fit_all(&s, &form, period, fit);
        if (status == GLO_OK && (s.count == 0 || !isfinite(s.fits[0]->best.derivatives.deviance))) {
            glo_fit_note(fit, "%s model '%s'",
                         s.count == 0 ? "too short for" : "no admissible parameters for",
                         options->model ? options->model : "ZZZ");
            free_fits(&s);
            status = fit_all(&s, &(ets_form){.error = 'A', .trend = 'N', .season = 'N'}, 1, fit);
        }
        if (status == GLO_OK)
            status = report(sample, options, &s, s.fits[0], scale, out, fit);
    }
    free_fits(&s);
    free(values);
    return status;
}
