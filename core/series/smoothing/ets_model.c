/* ets_model.c: the parts of a model, and where its parameters are admissible. */
#include "smoothing/ets_model.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

bool glo_ets_model_init(glo_ets_model *model, char error, char trend, int damped, char season, int period) {
    if ((error != 'A' && error != 'M') || !strchr("NAM", trend) || !strchr("NAM", season) || !trend ||
        !season || (damped && trend == 'N') || (season != 'N' && period < 2))
        return false;
    int n = 0;
    *model = (glo_ets_model){.error = error, .trend = trend, .season = season, .damped = damped};
    model->period = season == 'N' ? 1 : period;
    model->alpha = n++;
    model->beta = trend == 'N' ? -1 : n++;
    model->gamma = season == 'N' ? -1 : n++;
    model->phi = damped ? n++ : -1;
    model->level = n++;
    model->slope = trend == 'N' ? -1 : n++;
    model->seasonal = season == 'N' ? -1 : n;
    model->count = n + model->period - 1;
    return true;
}

void glo_ets_model_name(const glo_ets_model *model, char name[static GLO_ETS_NAME]) {
    snprintf(name, GLO_ETS_NAME, "ETS(%c,%c%s,%c)", model->error, model->trend, model->damped ? "d" : "",
             model->season);
}

/* Whether all roots of c[0] + c[1] z + ... + c[n] z^n (c[n] = 1) lie in the unit circle: Schur and Cohn's
 * step down. A hair outside is let through, as roots on the circle are. */
static bool roots_inside(double *c, double *next, int n) {
    for (; n > 0; n--) {
        double k = c[0];
        if (!(fabs(k) < 1 + 1e-10))
            return false;
        double rest = 1 - k * k;
        if (rest < 1e-12) /* on the circle: the polynomial is its own mirror, and says no more */
            return true;
        for (int i = 0; i < n; i++)
            next[i] = (c[i + 1] - k * c[n - 1 - i]) / rest;
        memcpy(c, next, (size_t)n * sizeof *c);
    }
    return true;
}

bool glo_ets_is_admissible(const glo_ets_model *model, const double *parameters, double *workspace) {
    double alpha = parameters[model->alpha], phi = model->phi < 0 ? 1 : parameters[model->phi];
    double beta = model->beta < 0 ? 0 : parameters[model->beta];
    if (model->gamma < 0)
        return alpha >= 1 - 1 / phi && alpha <= 1 + 1 / phi && beta >= alpha * (phi - 1) &&
               beta <= (1 + phi) * (2 - alpha);
    double gamma = parameters[model->gamma];
    int m = model->period;
    double *c = workspace, *next = workspace + m + 2;
    for (int i = 2; i < m; i++)
        c[i] = alpha + beta - alpha * phi;
    c[0] = phi * (1 - alpha - gamma);
    c[1] = alpha + beta - alpha * phi + gamma - 1;
    c[m] = alpha + beta - phi;
    c[m + 1] = 1;
    return roots_inside(c, next, m + 1);
}
