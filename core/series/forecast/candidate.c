/* candidate.c: the members of a combination, fitted to one series. Example in candidate.h. */
#include "forecast/candidate.h"

#include "base/alloc.h"
#include "base/err.h"
#include "forecast/inflate.h"
#include "forecast/off_season.h"
#include "sample/prepare.h"
#include "sample/season.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define MOSTLY_ZERO 0.35 /* share of zeros above which counts are intermittent; docs/methods.md */

size_t glo_block_size(const glo_candidates *w, size_t steps) {
    return steps * (1 + w->points);
}

static void set_probabilities(glo_candidates *w) {
    size_t levels = w->spec->level_count;
    w->points = 2 * levels + 1;
    for (size_t l = 0; l < levels; l++) {
        double tail = (1 - w->spec->levels[l] / 100) / 2;
        w->probabilities[levels - 1 - l] = tail;
        w->probabilities[levels + 1 + l] = 1 - tail;
    }
    w->probabilities[levels] = 0.5;
}

/* Makes quantiles non-decreasing and, where asked, non-negative; false where a number is not finite. */
static bool make_valid(const glo_candidates *w, double *block, size_t steps) {
    for (size_t i = 0; i < glo_block_size(w, steps); i++) {
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

/* Events and future figures are there to explain breaks of a series; leaders are not. */
static bool has_events(const glo_predict_spec *spec) {
    for (size_t i = 0; i < spec->regressor_count; i++) {
        if (spec->regressors[i].lag == 0)
            return 1;
    }
    return 0;
}

glo_status glo_candidate_adjust(glo_candidates *w, const glo_method_entry *entry, size_t known,
                                glo_preadjusted *out) {
    glo_sample sample = *w->sample;
    sample.count = known;
    *out = (glo_preadjusted){.sample = sample};
    if (entry->is_unadjusted)
        return GLO_OK;
    int year = !(entry->models_year && sample.season2 == 0);
    glo_preadjusted *adjusted = &w->adjusted[year];
    if (adjusted->sample.count != known) {
        glo_preadjusted_dispose(adjusted);
        glo_status status = glo_preadjust(&sample, w->spec->breaks && !has_events(w->spec), year, adjusted);
        if (status < 0)
            return status;
    }
    *out = *adjusted; /* owned by w */
    return GLO_OK;
}

int glo_candidate_fit(glo_candidates *w, const glo_method_entry *entry, const char *model, size_t known,
                      size_t steps, double *block, glo_fit *out) {
    glo_preadjusted adjusted;
    glo_method_options options = {.seed = glo_seed_mix(w->seed, known),
                                  .model = model,
                                  .regressors = w->spec->regressors,
                                  .regressor_count = w->spec->regressor_count,
                                  .job = w->spec->job};
    glo_quantiles quantiles = {.horizon = steps,
                               .count = w->points,
                               .probabilities = w->probabilities,
                               .values = block + steps,
                               .mean = block};
    *out = (glo_fit){.likelihood = NAN, .aicc = NAN, .coefficients = w->coefficients, .errors = w->errors};
    glo_status status = glo_job_check(w->spec->job);
    if (status < 0 || (status = glo_candidate_adjust(w, entry, known, &adjusted)) < 0 ||
        (status = entry->method(&adjusted.sample, &options, &quantiles, out)) < 0)
        return status;
    glo_preadjust_restore(&adjusted, &quantiles);
    if (adjusted.year.count > 0)
        glo_fit_note(out, "annual seasonality modelled separately with %d harmonic%s", adjusted.year.count,
                     adjusted.year.count == 1 ? "" : "s");
    if (w->spec->calibrate)
        glo_inflate(w->probabilities, w->spec->level_count, known, steps, block + steps);
    if (w->has_off_season)
        glo_off_season_set(w->sample->values, known, w->sample->season, w->probabilities, w->points, steps,
                           block);
    return make_valid(w, block, steps);
}

static void add_member(glo_candidates *w, const char *name) {
    const glo_method_entry *entry = glo_method_named(name);
    if (entry && w->member_count < GLO_MOST_MEMBERS)
        w->members[w->member_count++] = entry;
}

typedef enum member_set { FEW, SHORT_SEASON, INTERMITTENT, OFF_SEASON, USUAL } member_set;

/* By their names; docs/methods.md, Combination. */
static const char *const members_of[][GLO_MOST_MEMBERS] = {
    [FEW] = {"naive"},
    [SHORT_SEASON] = {"snaive"}, /* the others need three seasons to see one */
    [INTERMITTENT] = {"tsb", "sba", "empirical", "ingarch"},
    [OFF_SEASON] = {"ets", "dotm", "ces", "arima", "comb", "snaive"},
    [USUAL] = {"ets", "dotm", "ces", "arima", "comb"},
};

static bool is_off_season(const glo_zeros *zeros) {
    return zeros->are_seasonal && (double)zeros->zeros_within <= MOSTLY_ZERO * (double)zeros->known_within;
}

/* Counts with many zeros are intermittent, but for zeros that come back in the same phases: of these only the
 * ones within the season count. */
static glo_status suitable_members(const glo_sample *s, member_set *out) {
    glo_zeros zeros, of_year = {0};
    glo_status status = glo_zeros_by_season(s->values, s->count, s->season, &zeros);
    if (status == GLO_OK && s->season2 > 0)
        status = glo_zeros_by_season(s->values, s->count, s->season2, &of_year);
    if (zeros.known < 4)
        *out = FEW;
    else if (!s->is_count || (double)zeros.zeros <= MOSTLY_ZERO * (double)zeros.known ||
             is_off_season(&of_year))
        *out = USUAL; /* with the year as harmonics */
    else if (!is_off_season(&zeros))
        *out = INTERMITTENT;
    else
        *out = s->count < 3 * (size_t)s->season ? SHORT_SEASON : OFF_SEASON;
    return status;
}

static glo_status choose_members(glo_candidates *w) {
    member_set set;
    glo_status status = suitable_members(w->sample, &set);
    if (status < 0)
        return status;
    w->has_off_season = set == SHORT_SEASON || set == OFF_SEASON;
    for (size_t i = 0; i < GLO_MOST_MEMBERS && members_of[set][i]; i++)
        add_member(w, members_of[set][i]);
    return GLO_OK;
}

/* A series that a method can't fit must not fail the thousands beside it: the seasonal naive, and a note. */
static glo_status fall_back(glo_candidates *w) {
    const glo_method_entry *naive = glo_method_named("snaive");
    glo_fit made;
    int status = glo_candidate_fit(w, naive, NULL, w->sample->count, w->spec->horizon, w->now, &made);
    if (status != 1)
        return status < 0 ? status : glo_fail(GLO_EINVAL, "no method gave a forecast of this series");
    w->members[0] = naive;
    w->models[0] = NULL;
    w->weights[0] = 1;
    w->member_count = 1;
    w->fits[0] = made;
    snprintf(w->fits[0].note, sizeof w->fits[0].note, "%s could not be fitted: seasonal naive used instead",
             w->spec->method->name);
    return GLO_OK;
}

glo_status glo_candidates_fit(glo_candidates *w) {
    size_t fitted = 0, whole = glo_block_size(w, w->spec->horizon);
    int status = glo_alloc_array((w->member_count + 1) * whole, sizeof(double), &w->now);
    if (status < 0)
        return status;
    w->together = w->now + w->member_count * whole;
    for (size_t m = 0; m < w->member_count; m++) {
        double *block = w->now + fitted * whole;
        glo_fit *made = &w->fits[fitted];
        const char *model = w->spec->model && w->spec->method->method ? w->spec->model : w->members[m]->model;
        status = glo_candidate_fit(w, w->members[m], model, w->sample->count, w->spec->horizon, block, made);
        if (status == GLO_ENOMEM || status == GLO_ECANCELLED || (status < 0 && w->spec->model))
            return status;
        if (status != 1)
            continue;
        w->members[fitted] = w->members[m];
        w->models[fitted] = w->members[m]->can_reuse_model && !model ? made->model : model;
        w->weights[fitted] = 1;
        fitted++;
    }
    w->member_count = fitted;
    return fitted ? GLO_OK : fall_back(w);
}

glo_status glo_candidates_choose(glo_candidates *w) {
    set_probabilities(w);
    if (!w->spec->method->method)
        return choose_members(w);
    w->members[w->member_count++] = w->spec->method;
    return GLO_OK;
}

void glo_candidates_dispose(glo_candidates *w) {
    for (int year = 0; year < 2; year++)
        glo_preadjusted_dispose(&w->adjusted[year]);
    free(w->now);
    free(w->past);
    free(w->pooled);
    w->now = w->past = w->pooled = NULL;
}
