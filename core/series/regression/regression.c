/* regression.c: ARIMA with what is known beside a series. Example and reference in regression.h. */
#include "regression/regression.h"

#include "arima/arima.h"
#include "base/alloc.h"
#include "base/err.h"
#include "regression/design.h"
#include "sample/prepare.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PREFIX "regression, "

/* The coefficients of the columns, to the regressors they are of; NaN for those that have none. */
static void give_coefficients(const glo_design *design, size_t regressor_count, const double *of_columns,
                              double *out, const double *errors) {
    for (size_t i = 0; out && i < regressor_count; i++)
        out[i] = NAN;
    for (size_t c = 0; out && c < design->count; c++)
        out[design->which[c]] = errors[c] > 0 ? of_columns[c] : NAN;
}

static glo_status regress(const glo_sample *sample, const glo_design *design,
                          const glo_method_options *options, glo_quantiles *out, glo_fit *fit) {
    glo_sample rest = *sample;
    glo_fit made = {.fitted = fit->fitted ? fit->fitted + design->first : NULL};
    double *coefficients;
    if (glo_alloc_array(2 * design->count, sizeof *coefficients, &coefficients) < 0)
        return GLO_ENOMEM;
    double *errors = coefficients + design->count;
    glo_regressors columns = {.count = design->count,
                              .values = design->values,
                              .future = design->future,
                              .spread = design->spread,
                              .coefficients = coefficients,
                              .errors = errors};
    rest.values += design->first;
    rest.count -= design->first;
    glo_status status = glo_arima_regression(&rest, &columns, options, out, &made);
    if (status == GLO_OK) {
        give_coefficients(design, options->regressor_count, coefficients, fit->coefficients, errors);
        give_coefficients(design, options->regressor_count, errors, fit->errors, errors);
        snprintf(fit->model, sizeof fit->model, PREFIX "%.*s", (int)(sizeof fit->model - sizeof PREFIX),
                 made.model);
        memcpy(fit->note, made.note, sizeof fit->note);
        fit->likelihood = made.likelihood;
        fit->aicc = made.aicc;
    }
    for (size_t t = 0; fit->fitted && t < design->first; t++)
        fit->fitted[t] = NAN;
    free(coefficients);
    return status;
}

glo_status glo_regression(const glo_sample *sample, const glo_method_options *given, glo_quantiles *out,
                          glo_fit *fit) {
    glo_method_options options = given ? *given : (glo_method_options){0};
    glo_design design;
    if (options.model && strncmp(options.model, PREFIX, strlen(PREFIX)) == 0)
        options.model += strlen(PREFIX);
    glo_status status =
        glo_design_new(sample, options.regressors, options.regressor_count, out->horizon, &design);
    if (status < 0)
        return status;
    if (design.count > 0) {
        status = regress(sample, &design, &options, out, fit);
    } else {
        give_coefficients(&design, options.regressor_count, NULL, fit->coefficients, NULL);
        give_coefficients(&design, options.regressor_count, NULL, fit->errors, NULL);
        status = glo_arima(sample, &options, out, fit);
        if (status == GLO_OK)
            glo_fit_note(fit, options.regressor_count ? "no usable regressor: plain ARIMA"
                                                      : "no regressors: plain ARIMA");
    }
    glo_design_dispose(&design);
    return status;
}
