/* ets.c: exponential smoothing: which models are tried, which one is chosen, what is said of it. Models and
 * sources in ets.h and ets_model.h. */
#include "smoothing/ets.h"

#include "base/alloc.h"
#include "base/err.h"
#include "sample/prepare.h"
#include "sample/quantiles.h"
#include "smoothing/ets_fit.h"
#include "smoothing/ets_interval.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CANDIDATES = 15, FEWEST = 5, LONGEST = 24, SCREEN = 8, NEAR = 30, MOST_STEPS = 200 };

/* What is asked: a letter of each part, 'Z' where it is open. */
typedef struct wish {
    char error, trend, season;
    int damped; /* -1: open */
} wish;

static int is_one_of(char letter, const char *letters) {
    return letter != '\0' && strchr(letters, letter) != NULL;
}

static int read_wish(const char *name, wish *out) {
    static const struct {
        const char *name, *model;
    } others[] = {{"ses", "ANN"}, {"holt", "AAN"}, {"damped", "AAdN"}, {"auto", "ZZZ"}};
    if (!name || !*name)
        name = "ZZZ";
    const char *text = name;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(name, others[i].name) == 0)
            text = others[i].model;
    char letters[GLO_ETS_NAME] = "";
    if (strncmp(text, "ETS(", 4) == 0) { /* as the fit itself writes it */
        size_t n = 0;
        for (const char *c = text + 4; *c && *c != ')' && n < sizeof letters - 1; c++)
            if (*c != ',')
                letters[n++] = *c;
        text = letters;
    }
    size_t length = strlen(text), at = 2;
    wish w = {.error = text[0]};
    if (length >= 3 && length <= 4) {
        w.trend = text[1];
        w.damped = text[2] == 'd' && length == 4;
        if (w.damped)
            at = 3;
        w.season = text[at];
    }
    if (length != at + 1 || !is_one_of(w.error, "AMZ") || !is_one_of(w.trend, "NAMZ") ||
        !is_one_of(w.season, "NAMZ") || (w.damped && !is_one_of(w.trend, "AM")))
        return glo_fail(
            GLO_EINVAL,
            "there is no exponential smoothing model '%s': expected an error A or M, a trend N, A, "
            "Ad, M or Md and a season N, A or M, such as 'MAdM'; Z leaves a part open",
            name);
    if (w.trend == 'Z')
        w.damped = -1;
    *out = w;
    return GLO_OK;
}

static int is_open(const wish *w) {
    return w->error == 'Z' || w->trend == 'Z' || w->season == 'Z';
}

/* The models to try, from the fewest parameters to the most. Where there is a choice those with an additive
 * error and a multiplicative part are left out, whose variance is infinite, and multiplicative trends, which
 * run away. */
static size_t candidates(const wish *w, const glo_ets_data *data, int period, glo_ets_model *models) {
    size_t count = 0;
    for (const char *season = "NAM"; *season; season++)
        for (const char *trend = "NADME"; *trend; trend++) /* D: A damped, E: M damped */
            for (const char *error = "AM"; *error; error++) {
                char kind = *trend == 'D' ? 'A' : *trend == 'E' ? 'M' : *trend;
                int damped = *trend == 'D' || *trend == 'E';
                if ((w->error != 'Z' && w->error != *error) || (w->season != 'Z' && w->season != *season) ||
                    (w->trend == 'Z' ? kind == 'M' : w->trend != kind || w->damped != damped))
                    continue;
                int multiplicative = *error == 'M' || kind == 'M' || *season == 'M';
                if ((multiplicative && !data->positive) || (*season != 'N' && period < 2))
                    continue;
                if (is_open(w) && ((*error == 'A' && (kind == 'M' || *season == 'M')) ||
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
    glo_ets_fit *fits[CANDIDATES];
    size_t count;
} search;

static const glo_ets_start *start_of(const search *s, const glo_ets_model *model) {
    return &s->starts[model->season == 'N' ? 0 : model->season == 'A' ? 1 : 2];
}

/* How much less AICc a fit may still come to: a few times what its next step promises. */
static double hope(const glo_ets_fit *fit) {
    return fit->done ? 0 : 8 * fit->promise + 0.5;
}

/* By AICc, which the fit keeps from its last step on; then as they were made. */
static int compare_fits(const void *a, const void *b) {
    const glo_ets_fit *x = *(glo_ets_fit *const *)a, *y = *(glo_ets_fit *const *)b;
    if (x->aicc != y->aicc)
        return x->aicc < y->aicc ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

/* From the starts that remain too: likelihoods have several tops. The fit keeps the best of them. */
static int try_others(search *s, size_t i, double least) {
    glo_ets_fit *other;
    if (glo_ets_fit_new(&s->fits[i]->model, &other) < 0)
        return GLO_ENOMEM;
    for (int which = 1; which < GLO_ETS_STARTS; which++) {
        if (!glo_ets_fit_start(other, &s->data, start_of(s, &other->model), which))
            continue;
        glo_ets_fit_improve(other, &s->data, SCREEN);
        if (other->aicc - hope(other) > fmin(least, s->fits[i]->aicc))
            continue;
        glo_ets_fit_improve(other, &s->data, MOST_STEPS);
        if (other->best.slopes.deviance < s->fits[i]->best.slopes.deviance) {
            glo_ets_fit *worse = s->fits[i];
            s->fits[i] = other;
            other = worse;
        }
    }
    glo_ets_fit_free(other);
    return GLO_OK;
}

/* A few steps for every model; then those that may still come out first to the end, the most promising first;
 * then the near ones from other starts. Ties go to the fewest parameters. */
static int choose(search *s, size_t *out) {
    double least = INFINITY;
    for (size_t i = 0; i < s->count; i++) {
        for (int which = 0; which < GLO_ETS_STARTS; which++)
            if (glo_ets_fit_start(s->fits[i], &s->data, start_of(s, &s->fits[i]->model), which))
                break;
        glo_ets_fit_improve(s->fits[i], &s->data, SCREEN);
    }
    qsort(s->fits, s->count, sizeof *s->fits, compare_fits);
    for (size_t i = 0; i < s->count; i++) {
        glo_ets_fit *fit = s->fits[i];
        if (fit->aicc - hope(fit) <= least)
            glo_ets_fit_improve(fit, &s->data, MOST_STEPS);
        least = fmin(least, fit->aicc);
    }
    *out = 0;
    for (size_t i = 0; i < s->count; i++) {
        if (s->count > 1 && s->fits[i]->aicc > least + NEAR)
            continue;
        if (try_others(s, i, s->count > 1 ? least : INFINITY) < 0)
            return GLO_ENOMEM;
        least = fmin(least, s->fits[i]->aicc);
    }
    for (size_t i = 1; i < s->count; i++)
        if (s->fits[i]->aicc < s->fits[*out]->aicc)
            *out = i;
    return GLO_OK;
}

/* Too short for any model: the last value, the steps so far, and nothing more to say. */
static void last_value(const glo_sample *sample, const search *s, double scale, glo_quantiles *out,
                       glo_fit *fit) {
    double squares = 0, last = 0, sd;
    size_t seen = 0;
    for (size_t t = 0; t < s->data.count; t++) {
        if (fit->fitted)
            fit->fitted[t] = seen > 0 ? last * scale : NAN;
        if (isnan(s->data.values[t]))
            continue;
        if (seen++ > 0)
            squares += (s->data.values[t] - last) * (s->data.values[t] - last);
        last = s->data.values[t];
    }
    sd = seen > 1 ? sqrt(squares / (double)(seen - 1)) : 0;
    if (seen == 1 && sample->is_count) /* as if of a Poisson distribution */
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

static int tell(const glo_sample *sample, const glo_method_options *options, const search *s,
                const glo_ets_fit *chosen, double scale, glo_quantiles *out, glo_fit *fit) {
    const glo_ets_model *model = &chosen->model;
    double squares, deviance, *seasonal, known = (double)s->data.known;
    if (glo_alloc_array(2 * (size_t)model->period, sizeof *seasonal, &seasonal) < 0)
        return GLO_ENOMEM;
    glo_ets_state state = {.seasonal = seasonal};
    int status = GLO_OK;
    memset(seasonal, 0, 2 * (size_t)model->period * sizeof *seasonal);
    if (!glo_ets_run(model, &s->data, chosen->best.parameters, fit->fitted, &state, &squares, &deviance)) {
        status = glo_fail(GLO_EINVAL, "exponential smoothing found no parameters for this series");
    } else {
        for (size_t t = 0; fit->fitted && t < sample->count; t++)
            fit->fitted[t] *= scale;
        deviance += 2 * known * log(scale);
        fit->likelihood = -deviance / 2;
        fit->aicc = chosen->aicc + 2 * known * log(scale);
        glo_ets_model_name(model, fit->model);
        status = glo_ets_forecast(&(glo_ets_outlook){.model = model,
                                                     .parameters = chosen->best.parameters,
                                                     .state = state,
                                                     .variance = squares / (known - model->count),
                                                     .scale = scale,
                                                     .is_count = sample->is_count,
                                                     .seed = options->seed},
                                  out);
    }
    free(seasonal);
    return status;
}

/* The values brought to a size near 1, by a power of two; where they aren't finite they are missing. */
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

static int fit_all(search *s, const wish *w, int period, glo_fit *fit) {
    if (is_open(w) && period > LONGEST) {
        period = 1;
        glo_fit_note(fit, "season of more than %d steps not modelled", LONGEST);
    }
    glo_ets_model models[CANDIDATES];
    size_t count = candidates(w, &s->data, s->data.count > (size_t)period ? period : 1, models);
    double *room;
    if (glo_alloc_array(s->data.count + 2 * (size_t)period, sizeof *room, &room) < 0)
        return GLO_ENOMEM;
    for (int i = 0; i < 3; i++) {
        s->starts[i].seasonal = room + s->data.count + (i == 2 ? period : 0);
        if (i == 0 || period > 1)
            glo_ets_start_at(&s->data, "NAM"[i], period, room, &s -> starts[i]);
    }
    int status = GLO_OK;
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
    free(room);
    return status;
}

static void forget(search *s) {
    while (s->count > 0)
        glo_ets_fit_free(s->fits[--s->count]);
}

int glo_ets(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out, glo_fit *fit) {
    wish w;
    fit->model[0] = fit->note[0] = '\0';
    fit->likelihood = fit->aicc = NAN;
    if (read_wish(options->model, &w) < 0)
        return GLO_EINVAL;
    search s = {.count = 0};
    double *values;
    int is_constant, period = sample->season > 1 ? sample->season : 1;
    if (glo_alloc_array(sample->count, sizeof *values, &values) < 0)
        return GLO_ENOMEM;
    double scale = scaled(sample, &s.data, values, &is_constant);
    int status = GLO_OK;
    if (s.data.known == 0)
        status = glo_fail(GLO_EINVAL, "there is no known value to forecast from");
    else if (!s.data.positive && !is_open(&w) && (w.error == 'M' || w.trend == 'M' || w.season == 'M'))
        status =
            glo_fail(GLO_EINVAL, "model '%s' needs values above 0", options->model);
    else if (s.data.known < FEWEST)
        last_value(sample, &s, scale, out, fit);
    else if (is_constant)
        constant(sample, values[0] * scale, out, fit);
    else {
        glo_note_missing(fit, sample, s.data.count - s.data.known, " skipped");
        status = fit_all(&s, &w, period, fit);
        if (status == GLO_OK && (s.count == 0 || !isfinite(s.fits[0]->best.slopes.deviance))) {
            glo_fit_note(fit, "%s model '%s'", s.count == 0 ? "too short for" : "no admissible parameters for",
                         options->model ? options->model : "ZZZ");
            forget(&s);
            status = fit_all(&s, &(wish){.error = 'A', .trend = 'N', .season = 'N'}, 1, fit);
        }
        if (status == GLO_OK)
            status = tell(sample, options, &s, s.fits[0], scale, out, fit);
    }
    forget(&s);
    free(values);
    return status;
}
