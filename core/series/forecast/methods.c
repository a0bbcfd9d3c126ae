/* methods.c: the table of forecasting methods. A method is a row here and a file of its own. Example in
 * methods.h. */
#include "forecast/method_table.h"

#include "arima/arima.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"
#include "benchmark/naive.h"
#include "counts/croston.h"
#include "counts/empirical.h"
#include "counts/ingarch.h"
#include "regression/regression.h"
#include "smoothing/ces.h"
#include "smoothing/comb.h"
#include "smoothing/ets.h"
#include "smoothing/theta.h"

#include <string.h>

static const glo_method_entry methods[] = {
    {"combination", NULL, NULL, false, false, false,
     "weighted midmean of several methods, weights from past errors on the series"},
    {"naive", glo_naive, NULL, false, true, false, "last value carried forward"},
    {"snaive", glo_seasonal_naive, NULL, false, true, false, "value of the same season one cycle earlier"},
    {"naive2", glo_naive2, NULL, false, true, false, "naive on seasonally adjusted values (Naive 2 of M4)"},
    {"drift", glo_drift, NULL, false, true, false,
     "random walk with drift: line from the first value to the last, extended"},
    {"mean", glo_mean_method, NULL, false, true, false, "mean of all values"},
    {"ets", glo_ets, NULL, true, false, false,
     "exponential smoothing: error, trend and season chosen by AICc"},
    {"ses", glo_ets, "ANN", false, false, false, "simple exponential smoothing"},
    {"holt", glo_ets, "AAN", false, false, false, "exponential smoothing with a linear trend (Holt)"},
    {"damped", glo_ets, "AAdN", false, false, false, "exponential smoothing with a damped trend"},
    {"comb", glo_comb, NULL, false, false, false,
     "mean of ses, holt and damped on seasonally adjusted values"},
    {"theta", glo_theta, NULL, false, false, false,
     "Theta method: half the linear trend plus simple exponential smoothing"},
    {"dotm", glo_dynamic_theta, "DOTM", false, false, false, "dynamic optimised Theta"},
    {"ces", glo_ces, NULL, true, false, false, "complex exponential smoothing"},
    {"arima", glo_arima, NULL, true, false, true, "seasonal ARIMA, chosen stepwise by AICc"},
    {"regression", glo_regression, NULL, true, true, false,
     "ARIMA with leading series, events and figures as regressors"},
    {"croston", glo_croston, NULL, false, false, false, "Croston's method for counts with many zeros"},
    {"sba", glo_sba, NULL, false, false, false, "Croston's method, bias-corrected (Syntetos and Boylan)"},
    {"tsb", glo_tsb, NULL, false, false, false,
     "size and probability of occurrence smoothed separately (Teunter, Syntetos and Babai)"},
    {"empirical", glo_empirical, NULL, false, false, false,
     "empirical distribution of past counts, recent ones weighted more"},
    {"ingarch", glo_ingarch, NULL, true, false, false,
     "INGARCH: autoregression of counts, Poisson or negative binomial"},
};
enum { METHODS = sizeof methods / sizeof methods[0] };

const glo_method_entry *glo_method_at(size_t i) {
    return i < METHODS ? &methods[i] : NULL;
}

const char *glo_method_name(const glo_method_entry *method) {
    return method->name;
}

const char *glo_method_about(const glo_method_entry *method) {
    return method->about;
}

const glo_method_entry *glo_method_named(const char *name) {
    for (size_t i = 0; i < METHODS; i++) {
        if (strcmp(methods[i].name, name) == 0)
            return &methods[i];
    }
    return NULL;
}

glo_status glo_method_find(const char *name, const glo_method_entry **out) {
    if ((*out = glo_method_named(name)))
        return GLO_OK;
    glo_nearest nearest = {name, NULL, 0};
    glo_buf list = {0};
    for (size_t i = 0; i < METHODS; i++) {
        glo_nearest_offer(&nearest, methods[i].name);
        glo_buf_text(&list, i ? ", " : "");
        glo_buf_text(&list, methods[i].name);
    }
    glo_status status =
        nearest.best ? glo_fail(GLO_ENOTFOUND, "there is no method '%s'%s", name, glo_nearest_hint(&nearest))
                     : glo_fail(GLO_ENOTFOUND, "there is no method '%s': use %s", name,
                                list.data ? list.data : "another");
    glo_buf_dispose(&list);
    return status;
}
