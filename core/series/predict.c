/* predict.c: one series, one method or the combination, its intervals calibrated. Example and references in
 * predict.h. */
#include "series/predict.h"

#include "base/alloc.h"
#include "base/err.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_MEMBERS = 8,
    MOST_ORIGINS = 12,
    MOST_POINTS = 2 * GLO_MOST_LEVELS + 1,
    ENOUGH_ORIGINS = 3,   /* to weigh and to calibrate */
    ENOUGH_OUTCOMES = 12, /* to calibrate */
};
#define PULL 8.0      /* how many origins "as it is" is worth when factors and weights are learned */
#define NARROWEST 0.6 /* of a factor */
#define WIDEST 3.0
#define MOSTLY_ZERO 0.35 /* the share of zeros from which counts are sparse */

uint64_t glo_seed_mix(uint64_t seed, uint64_t with) { /* the finaliser of splitmix64 */
    uint64_t x = seed + 0x9e3779b97f4a7c15u * (with + 1);
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

static int compare_doubles(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int glo_check_levels(double *levels, size_t *count) {
    if (*count == 0 || *count > GLO_MOST_LEVELS)
        return glo_fail(GLO_EINVAL, "expected 1 to %d levels, such as {80, 95}, got %zu", GLO_MOST_LEVELS,
                        *count);
    for (size_t i = 0; i < *count; i++) {
        if (!(levels[i] > 0 && levels[i] < 100))
            return glo_fail(GLO_EINVAL, "a level lies between 0 and 100 (per cent), such as 80 or 95, got %g",
                            levels[i]);
        if (levels[i] < 1)
            return glo_fail(GLO_EINVAL, "levels are per cent: write %g, not %g", levels[i] * 100, levels[i]);
    }
    qsort(levels, *count, sizeof *levels, compare_doubles);
    size_t kept = 1;
    for (size_t i = 1; i < *count; i++) {
        if (levels[i] > levels[kept - 1])
            levels[kept++] = levels[i];
    }
    *count = kept;
    return GLO_OK;
}

int glo_check_horizon(int64_t horizon) {
    return horizon >= 1 && horizon <= GLO_MOST_HORIZON
               ? GLO_OK
               : glo_fail(GLO_EINVAL, "expected 1 to %d periods ahead, got %lld", GLO_MOST_HORIZON,
                          (long long)horizon);
}

/* ---- the work on one series ---- */

/* Forecasts of every member at every origin, and now. A block holds `steps` means, then `steps` rows of
 * quantiles. */
typedef struct work {
    const glo_predict_spec *spec;
    const glo_sample *sample;
    uint64_t seed;
    const glo_method_entry *members[MOST_MEMBERS];
    const char *models[MOST_MEMBERS]; /* to fit at the origins */
    glo_fit fits[MOST_MEMBERS];
    double weights[MOST_MEMBERS];
    size_t member_count;
    size_t points; /* probabilities: the lows from the widest on, the median, the highs */
    double probabilities[MOST_POINTS];
    size_t ends[MOST_ORIGINS]; /* how many values each origin knows */
    size_t origin_count, steps;
    double *now;    /* member_count blocks of horizon */
    double *past;   /* [origin][member] blocks of steps */
    double *pooled; /* [origin] blocks of steps: the combination */
} work;

static size_t block_size(const work *w, size_t steps) {
    return steps * (1 + w->points);
}

static void set_probabilities(work *w) {
    size_t levels = w->spec->level_count;
    w->points = 2 * levels + 1;
    for (size_t l = 0; l < levels; l++) {
        double tail = (1 - w->spec->levels[l] / 100) / 2;
        w->probabilities[levels - 1 - l] = tail;
        w->probabilities[levels + 1 + l] = 1 - tail;
    }
    w->probabilities[levels] = 0.5;
}

/* Quantiles that never decrease, nothing below zero that can't be; 0 where a number is not one. */
static int mend(const work *w, double *block, size_t steps) {
    for (size_t i = 0; i < block_size(w, steps); i++) {
        if (!isfinite(block[i]))
            return 0;
        if (w->spec->is_nonnegative && block[i] < 0)
            block[i] = 0;
    }
    for (size_t h = 0; h < steps; h++) {
        double *q = block + steps + h * w->points;
        for (size_t p = 1; p < w->points; p++)
            q[p] = fmax(q[p], q[p - 1]);
    }
    return 1;
}

static int fit(const work *w, const glo_method_entry *entry, const char *model, size_t known, size_t steps,
               double *block, glo_fit *out) {
    glo_sample sample = *w->sample;
    sample.count = known;
    glo_method_options options = {.seed = glo_seed_mix(w->seed, known), .model = model};
    glo_quantiles quantiles = {.horizon = steps,
                               .count = w->points,
                               .probabilities = w->probabilities,
                               .values = block + steps,
                               .mean = block};
    *out = (glo_fit){.likelihood = NAN, .aicc = NAN};
    int status = entry->method(&sample, &options, &quantiles, out);
    return status < 0 ? status : mend(w, block, steps);
}

/* ---- members ---- */

static void add_member(work *w, const char *name) {
    const glo_method_entry *entry = glo_method_named(name);
    if (entry && w->member_count < MOST_MEMBERS)
        w->members[w->member_count++] = entry;
}

static void choose_members(work *w) {
    static const char *const usual[] = {"ets", "dotm", "ces", "arima"};
    static const char *const sparse[] = {"tsb", "sba", "empirical", "ingarch"};
    const glo_sample *s = w->sample;
    size_t zeros = 0, known = 0;
    for (size_t i = 0; i < s->count; i++) {
        known += (size_t)!isnan(s->values[i]);
        zeros += (size_t)(s->values[i] == 0);
    }
    int is_sparse = s->is_count && (double)zeros > MOSTLY_ZERO * (double)known;
    if (known < 4) {
        add_member(w, "naive");
        return;
    }
    for (size_t i = 0; i < 4; i++)
        add_member(w, is_sparse ? sparse[i] : usual[i]);
    if (w->member_count < 3) { /* a small build: what is always there */
        add_member(w, "ses");
        add_member(w, "drift");
        add_member(w, s->season > 1 ? "snaive" : "naive");
    }
}

/* One series that a method can't do must not fail the thousands beside it: the seasonal naive, and a note. */
static int fall_back(work *w) {
    const glo_method_entry *naive = glo_method_named("snaive");
    glo_fit made;
    int status = fit(w, naive, NULL, w->sample->count, w->spec->horizon, w->now, &made);
    if (status != 1)
        return status < 0 ? status : glo_fail(GLO_EINVAL, "no method gave a forecast of this series");
    w->members[0] = naive;
    w->models[0] = NULL;
    w->weights[0] = 1;
    w->member_count = 1;
    w->fits[0] = made;
    snprintf(w->fits[0].note, sizeof w->fits[0].note, "%s could not be fitted: the seasonal naive stands in",
             w->spec->method->name);
    return GLO_OK;
}

/* Fits every member on all there is; those that fail or give what is no number are out. A model that was
 * asked for by name must be possible. */
static int fit_now(work *w) {
    size_t kept = 0;
    int status = GLO_OK;
    for (size_t m = 0; m < w->member_count; m++) {
        double *block = w->now + kept * block_size(w, w->spec->horizon);
        glo_fit *made = &w->fits[kept];
        const char *model = w->spec->model && w->spec->method->method ? w->spec->model : w->members[m]->model;
        status = fit(w, w->members[m], model, w->sample->count, w->spec->horizon, block, made);
        if (status == GLO_ENOMEM || status == GLO_ECANCELLED || (status < 0 && w->spec->model))
            return status;
        if (status != 1)
            continue;
        w->members[kept] = w->members[m];
        w->models[kept] = w->members[m]->keeps_model && !model ? made->model : model;
        w->weights[kept] = 1;
        kept++;
    }
    w->member_count = kept;
    return kept ? GLO_OK : fall_back(w);
}

/* ---- origins ---- */

static void choose_origins(work *w) {
    size_t season = w->sample->season > 1 ? (size_t)w->sample->season : 1, n = w->sample->count;
    size_t least = season > 1 ? 2 * season + season / 2 + 2 : 10;
    w->steps = w->spec->horizon;
    size_t longest = season > 12 ? 13 : season > 1 ? season + season / 2 : 6;
    if (w->steps > longest)
        w->steps = longest;
    size_t most = w->steps <= 3 ? MOST_ORIGINS : 6, stride = w->steps > 3 ? w->steps / 3 : 1;
    w->origin_count = 0;
    for (size_t back = w->steps; w->origin_count < most && n >= least + back; back += stride) {
        if (!isnan(w->sample->values[n - back - 1]))
            w->ends[w->origin_count++] = n - back;
    }
    if (w->origin_count < ENOUGH_ORIGINS || w->origin_count * w->steps < ENOUGH_OUTCOMES)
        w->origin_count = 0;
}

static double *past_block(const work *w, size_t origin, size_t member) {
    return w->past + (origin * w->member_count + member) * block_size(w, w->steps);
}

static int fit_past(work *w) {
    for (size_t o = 0; o < w->origin_count; o++) {
        for (size_t m = 0; m < w->member_count; m++) {
            glo_fit made;
            int status =
                fit(w, w->members[m], w->models[m], w->ends[o], w->steps, past_block(w, o, m), &made);
            if (status == GLO_ENOMEM || status == GLO_ECANCELLED)
                return status;
            if (status != 1) /* it could not: the origin then says nothing about it */
                past_block(w, o, m)[0] = NAN;
        }
    }
    return GLO_OK;
}

static double outcome(const work *w, size_t origin, size_t step) {
    return w->sample->values[w->ends[origin] + step];
}

/* ---- combination ---- */

/* The weighted mean of the middle half of the weight. */
static double midmean(const double *values, const double *weights, size_t count) {
    size_t order[MOST_MEMBERS];
    double total = 0, below = 0, sum = 0;
    for (size_t i = 0; i < count; i++) {
        size_t at = i;
        for (; at > 0 && values[order[at - 1]] > values[i]; at--)
            order[at] = order[at - 1];
        order[at] = i;
        total += weights[i];
    }
    for (size_t i = 0; i < count; i++) {
        double from = fmax(below, 0.25 * total), above = below + weights[order[i]],
               to = fmin(above, 0.75 * total);
        if (to > from)
            sum += (to - from) * values[order[i]];
        below = above;
    }
    return sum / (0.5 * total);
}

/* blocks[m] of `steps` each into one; members with weight 0 are left out. */
static void combine(const work *w, double *const *blocks, const double *weights, size_t steps, double *out) {
    double values[MOST_MEMBERS];
    for (size_t i = 0; i < block_size(w, steps); i++) {
        for (size_t m = 0; m < w->member_count; m++)
            values[m] = blocks[m][i];
        out[i] = w->member_count == 1 ? values[0] : midmean(values, weights, w->member_count);
    }
}

/* A member weighs by the inverse square of its mean absolute error, drawn towards equal weights. */
static void learn_weights(work *w) {
    double errors[MOST_MEMBERS] = {0}, least = INFINITY;
    for (size_t m = 0; m < w->member_count; m++) {
        size_t count = 0;
        for (size_t o = 0; o < w->origin_count; o++) {
            const double *block = past_block(w, o, m);
            for (size_t h = 0; h < w->steps && !isnan(block[0]); h++) {
                double y = outcome(w, o, h);
                if (isnan(y))
                    continue;
                errors[m] += fabs(y - block[w->steps + h * w->points + w->points / 2]);
                count++;
            }
        }
        errors[m] = count ? errors[m] / (double)count : INFINITY;
        least = fmin(least, errors[m]);
    }
    if (!(least > 0) || isinf(least))
        return; /* nothing to tell them apart by */
    double pull = PULL / (PULL + (double)w->origin_count);
    for (size_t m = 0; m < w->member_count; m++) {
        double ratio = least / errors[m];
        w->weights[m] = pull + (1 - pull) * ratio * ratio;
    }
}

static int combine_past(work *w) {
    double *blocks[MOST_MEMBERS], weights[MOST_MEMBERS];
    for (size_t o = 0; o < w->origin_count; o++) {
        double total = 0;
        for (size_t m = 0; m < w->member_count; m++) {
            blocks[m] = past_block(w, o, m);
            weights[m] = isnan(blocks[m][0]) ? 0 : w->weights[m];
            if (weights[m] == 0)
                memset(blocks[m], 0, block_size(w, w->steps) * sizeof(double));
            total += weights[m];
        }
        double *into = w->pooled + o * block_size(w, w->steps);
        if (total > 0)
            combine(w, blocks, weights, w->steps, into);
        else
            into[0] = NAN;
    }
    return GLO_OK;
}

/* ---- calibration ---- */

/* Counts come in steps of one, so an interval of counts reaches half a step further on each side. */
static double half_step(const work *w) {
    return w->sample->is_count ? 0.5 : 0;
}

/* How far the outcome lies from the median, in half-widths of the level; -1 where it is not known. */
static double stretch_of(const work *w, size_t origin, size_t step, size_t level) {
    const double *block = w->pooled + origin * block_size(w, w->steps);
    double y = outcome(w, origin, step);
    if (isnan(y) || isnan(block[0]))
        return -1;
    const double *q = block + w->steps + step * w->points;
    size_t middle = w->points / 2;
    double width = (y > q[middle] ? q[middle + 1 + level] - q[middle] : q[middle] - q[middle - 1 - level]);
    width += half_step(w);
    double distance = fabs(y - q[middle]);
    return distance == 0 ? 0 : width > 0 ? fmin(distance / width, 1e6) : 1e6;
}

/* The conformal factor of a level from all origins but one. */
static double factor_of(const work *w, size_t level, size_t left_out, double *room) {
    size_t count = 0, origins = 0;
    for (size_t o = 0; o < w->origin_count; o++) {
        if (o == left_out)
            continue;
        origins++;
        for (size_t h = 0; h < w->steps; h++) {
            double stretch = stretch_of(w, o, h, level);
            if (stretch >= 0)
                room[count++] = stretch;
        }
    }
    if (count == 0)
        return 1;
    qsort(room, count, sizeof *room, compare_doubles);
    size_t rank = (size_t)ceil((double)(count + 1) * w->spec->levels[level] / 100);
    double factor = room[rank > count ? count - 1 : rank - 1];
    factor = fmin(fmax(factor, NARROWEST), WIDEST);
    return exp(log(factor) * (double)origins / ((double)origins + PULL));
}

static int calibrate(const work *w, double *factors, glo_achieved *achieved) {
    double *room;
    if (glo_alloc_array(w->origin_count * w->steps + 1, sizeof *room, &room) < 0)
        return GLO_ENOMEM;
    for (size_t l = 0; l < w->spec->level_count; l++) {
        size_t outcomes = 0, held = 0;
        for (size_t o = 0; o < w->origin_count; o++) {
            double factor = w->spec->calibrate ? factor_of(w, l, o, room) : 1;
            for (size_t h = 0; h < w->steps; h++) {
                double stretch = stretch_of(w, o, h, l);
                outcomes += stretch >= 0;
                held += stretch >= 0 && stretch <= factor;
            }
        }
        achieved->held[l] = held;
        achieved->outcomes = outcomes;
        factors[l] = w->spec->calibrate ? factor_of(w, l, w->origin_count, room) : 1;
    }
    achieved->origins = w->origin_count;
    free(room);
    return GLO_OK;
}

/* ---- the result ---- */

static void name_combination(const work *w, glo_fit *fit_out) {
    size_t length = (size_t)snprintf(fit_out->model, sizeof fit_out->model, "combination: ");
    for (size_t m = 0; m < w->member_count && length < sizeof fit_out->model; m++)
        length += (size_t)snprintf(fit_out->model + length, sizeof fit_out->model - length, "%s%s",
                                   m ? " " : "", w->members[m]->name);
    fit_out->likelihood = fit_out->aicc = NAN;
    for (size_t m = 0; m < w->member_count && !fit_out->note[0]; m++)
        memcpy(fit_out->note, w->fits[m].note, sizeof fit_out->note);
}

static double whole(const work *w, double value) {
    return w->sample->is_count ? round(value) : value;
}

static void write_steps(const work *w, const double *block, const double *factors, glo_prediction *out) {
    size_t levels = w->spec->level_count, middle = w->points / 2, horizon = w->spec->horizon;
    double half = half_step(w);
    for (size_t h = 0; h < horizon; h++) {
        const double *q = block + horizon + h * w->points;
        out->mean[h] = block[h];
        out->median[h] = whole(w, q[middle]);
        double low = out->median[h], high = out->median[h]; /* wider levels hold the narrower */
        for (size_t l = 0; l < levels; l++) {
            double down = q[middle] - q[middle - 1 - l] + half, up = q[middle + 1 + l] - q[middle] + half;
            double bottom = whole(w, q[middle] - fmax(0, factors[l] * down - half));
            double top = whole(w, q[middle] + fmax(0, factors[l] * up - half));
            low = fmin(low, w->spec->is_nonnegative ? fmax(0, bottom) : bottom);
            high = fmax(high, top);
            out->low[h * levels + l] = low;
            out->high[h * levels + l] = high;
        }
    }
}

static int new_prediction(const glo_predict_spec *spec, glo_prediction *out) {
    *out = (glo_prediction){.horizon = spec->horizon, .level_count = spec->level_count};
    if (glo_alloc_array(spec->horizon * (2 + 2 * spec->level_count), sizeof(double), &out->room) < 0)
        return GLO_ENOMEM;
    out->mean = out->room;
    out->median = out->mean + spec->horizon;
    out->low = out->median + spec->horizon;
    out->high = out->low + spec->horizon * spec->level_count;
    return GLO_OK;
}

void glo_prediction_dispose(glo_prediction *prediction) {
    free(prediction->room);
    prediction->room = NULL;
}

static int look_back(work *w) {
    choose_origins(w);
    if (w->origin_count == 0)
        return GLO_OK;
    size_t block = block_size(w, w->steps);
    if (glo_alloc_array(w->origin_count * w->member_count * block, sizeof(double), &w->past) < 0 ||
        glo_alloc_array(w->origin_count * block, sizeof(double), &w->pooled) < 0)
        return GLO_ENOMEM;
    int status = fit_past(w);
    if (status < 0)
        return status;
    if (w->member_count > 1)
        learn_weights(w);
    return combine_past(w);
}

static int predict(work *w, glo_prediction *out) {
    double *blocks[MOST_MEMBERS], factors[GLO_MOST_LEVELS], *together;
    size_t block = block_size(w, w->spec->horizon);
    if (glo_alloc_array((w->member_count + 1) * block, sizeof(double), &w->now) < 0)
        return GLO_ENOMEM;
    together = w->now + w->member_count * block;
    int status = fit_now(w);
    if (status < 0 || (status = look_back(w)) < 0)
        return status;
    for (size_t l = 0; l < w->spec->level_count; l++)
        factors[l] = 1;
    if (w->origin_count > 0 && (status = calibrate(w, factors, &out->achieved)) < 0)
        return status;
    out->is_calibrated = w->spec->calibrate && w->origin_count > 0;
    for (size_t m = 0; m < w->member_count; m++)
        blocks[m] = w->now + m * block;
    combine(w, blocks, w->weights, w->spec->horizon, together);
    out->fit = w->fits[0];
    if (!w->spec->method->method) {
        out->fit = (glo_fit){.note = ""};
        name_combination(w, &out->fit);
    }
    out->fit.fitted = NULL;
    write_steps(w, together, factors, out);
    return GLO_OK;
}

int glo_predict(const glo_predict_spec *spec, const glo_sample *sample, uint64_t seed, glo_prediction *out) {
    work w = {.spec = spec, .sample = sample, .seed = seed};
    glo_prediction made;
    set_probabilities(&w);
    if (spec->method->method)
        w.members[w.member_count++] = spec->method;
    else
        choose_members(&w);
    int status = new_prediction(spec, &made);
    if (status == GLO_OK)
        status = predict(&w, &made);
    free(w.now);
    free(w.past);
    free(w.pooled);
    if (status < 0)
        glo_prediction_dispose(&made);
    else
        *out = made;
    return status;
}
