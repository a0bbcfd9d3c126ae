/* tally.c: the scores of a group of outcomes of a backtest. Definitions, example and references in tally.h.
 */
#include "evaluation/tally.h"

#include "base/alloc.h"
#include "base/err.h"
#include "evaluation/accuracy.h"
#include "series/compare.h"
#include "series/score.h"

#include <math.h>
#include <stdlib.h>

enum { DRAWS = 400 }; /* bootstrap replicates of the skill score */

/* ---- the steps of a group ---- */

static size_t steps_in(const glo_trial *t, const glo_group *group) {
    return (group->series_end - group->series) * t->origins * (group->step_end - group->step);
}

static size_t origin_of(const glo_trial *t, const glo_group *group, size_t i) {
    return i / (group->step_end - group->step) % t->origins;
}

/* The i-th step of the group, as `method` forecast it: series by series, origin by origin, so that neighbours
 * stand together. */
static size_t place_of(const glo_trial *t, const glo_group *group, size_t method, size_t i) {
    size_t steps = group->step_end - group->step, series = group->series + i / (steps * t->origins);
    return glo_trial_at(t, method, series, origin_of(t, group, i)) + group->step + i % steps;
}

/* |m - y| / a of the method and of another where both have one; else 0. */
static bool scaled_losses(const glo_trial *t, const glo_group *group, size_t other, size_t i, double *out,
                          double *out_other) {
    const glo_step *a = &t->steps[place_of(t, group, group->method, i)],
                   *b = &t->steps[place_of(t, group, other, i)];
    if (isnan(a->y) || isnan(b->y) || !(a->scale > 0))
        return false;
    *out = fabs(a->median - a->y) / a->scale;
    *out_other = fabs(b->median - b->y) / b->scale;
    return true;
}

/* ---- means ---- */

static void add_step(const glo_trial *t, size_t at, glo_tally *sum, size_t *scaled) {
    const glo_step *s = &t->steps[at];
    if (isnan(s->y))
        return;
    double error = s->median - s->y;
    sum->outcomes++;
    sum->scores[GLO_SCORE_MAE][0] += fabs(error);
    sum->scores[GLO_SCORE_RMSE][0] += error * error;
    sum->scores[GLO_SCORE_SMAPE][0] += glo_smape_term(s->y, s->median);
    sum->scores[GLO_SCORE_BIAS][0] += error;
    sum->scores[GLO_SCORE_DISPERSION][0] += s->dispersion;
    sum->scores[GLO_SCORE_OVER][0] += s->over;
    sum->scores[GLO_SCORE_UNDER][0] += s->under;
    sum->scores[GLO_SCORE_CRPS][0] += s->crps;
    if (s->scale > 0) {
        ++*scaled;
        sum->scores[GLO_SCORE_MASE][0] += fabs(error) / s->scale;
        sum->scores[GLO_SCORE_RMSSE][0] += error * error / s->squared_scale;
    }
    for (size_t l = 0; l < t->spec->level_count; l++) {
        const glo_bounds *b = &t->bounds[at * t->spec->level_count + l];
        sum->scores[GLO_SCORE_INTERVAL][l] +=
            glo_interval_score(s->y, b->low, b->high, 1 - t->spec->levels[l] / 100);
        sum->scores[GLO_SCORE_COVERAGE][l] += 100 * (s->y >= b->low && s->y <= b->high);
        sum->scores[GLO_SCORE_WIDTH][l] += b->high - b->low;
    }
}

static void take_means(const glo_trial *t, const glo_group *group, glo_tally *out) {
    size_t scaled = 0;
    *out = (glo_tally){0};
    for (size_t i = 0; i < steps_in(t, group); i++)
        add_step(t, place_of(t, group, group->method, i), out, &scaled);
    for (int kind = 0; kind < GLO_SCORE_KINDS; kind++) {
        size_t count = kind == GLO_SCORE_MASE || kind == GLO_SCORE_RMSSE ? scaled : out->outcomes;
        for (size_t part = 0; part < GLO_MOST_LEVELS; part++)
            out->scores[kind][part] /= (double)count;
    }
    double(*scores)[GLO_MOST_LEVELS] = out->scores;
    scores[GLO_SCORE_RMSE][0] = sqrt(scores[GLO_SCORE_RMSE][0]);
    scores[GLO_SCORE_RMSSE][0] = sqrt(scores[GLO_SCORE_RMSSE][0]);
    scores[GLO_SCORE_WIS][0] =
        scores[GLO_SCORE_DISPERSION][0] + scores[GLO_SCORE_OVER][0] + scores[GLO_SCORE_UNDER][0];
    /* The quantiles are the median and pairs that mirror each other: then the weighted interval score is the
     * mean quantile score, which is twice the pinball loss. */
    scores[GLO_SCORE_PINBALL][0] = scores[GLO_SCORE_WIS][0] / 2;
}

/* ---- comparisons ---- */

static double owa_of(const glo_trial *t, const glo_group *group) {
    double smape = 0, mase = 0, naive2_smape = 0, naive2_mase = 0, loss, other;
    size_t pairs = 0;
    for (size_t i = 0; i < steps_in(t, group); i++) {
        const glo_step *a = &t->steps[place_of(t, group, group->method, i)],
                       *b = &t->steps[place_of(t, group, t->naive2, i)];
        if (isnan(a->y) || isnan(b->y))
            continue;
        smape += glo_smape_term(a->y, a->median);
        naive2_smape += glo_smape_term(b->y, b->median);
        if (scaled_losses(t, group, t->naive2, i, &loss, &other)) {
            mase += loss;
            naive2_mase += other;
            pairs++;
        }
    }
    return pairs > 0 ? glo_owa(smape, mase, naive2_smape, naive2_mase) : NAN; /* the counts cancel out */
}

/* How many neighbouring origins have outcomes in common, steps ahead being as far as the group goes. */
static size_t overlap(const glo_trial *t, const glo_group *group) {
    return (group->step_end + t->spec->stride - 1) / t->spec->stride;
}

static glo_status skill_of(const glo_trial *t, const glo_group *group, const glo_job *job, double out[3]) {
    size_t all = steps_in(t, group), count = 0, steps = group->step_end - group->step;
    double *losses;
    if (glo_alloc_array(2 * all, sizeof(double), &losses) < 0)
        return GLO_ENOMEM;
    double *reference = losses + all;
    for (size_t i = 0; i < all; i++)
        count += (size_t)scaled_losses(t, group, t->seasonal_naive, i, &losses[count], &reference[count]);
    glo_skill skill = {NAN, NAN, NAN};
    /* Forecasts of one origin are correlated; of one step, those of overlapping origins are. */
    size_t block = steps > 1 ? steps : overlap(t, group);
    glo_status status =
        count > 0 ? glo_skill_of(losses, reference, count, block, DRAWS, 0.9, t->spec->seed, job, &skill)
                  : GLO_OK;
    free(losses);
    out[0] = skill.skill;
    out[1] = skill.low;
    out[2] = skill.high;
    return status == GLO_EINVAL ? GLO_OK : status; /* losses beyond all numbers: NaN */
}

static void compare(const glo_trial *t, const glo_group *group, double out[2]) {
    double sums[2][GLO_MOST_ORIGINS] = {{0}}, loss, other;
    size_t pairs[GLO_MOST_ORIGINS] = {0}, count = 0;
    for (size_t i = 0; i < steps_in(t, group); i++) {
        size_t origin = origin_of(t, group, i);
        if (!scaled_losses(t, group, t->reference, i, &loss, &other))
            continue;
        sums[0][origin] += loss;
        sums[1][origin] += other;
        pairs[origin]++;
    }
    for (size_t o = 0; o < t->origins; o++) {
        if (pairs[o] == 0)
            continue;
        sums[0][count] = sums[0][o] / (double)pairs[o];
        sums[1][count++] = sums[1][o] / (double)pairs[o];
    }
    glo_dm dm = {.statistic = NAN, .p = NAN};
    if (glo_dm_test(sums[0], sums[1], count, (int)overlap(t, group), &dm) < 0)
        dm = (glo_dm){.statistic = NAN, .p = NAN}; /* too few origins */
    out[0] = dm.statistic;
    out[1] = dm.p;
}

glo_status glo_tally_of(const glo_trial *t, const glo_group *group, const glo_job *job, glo_tally *out) {
    glo_status status = GLO_OK;
    take_means(t, group, out);
    for (size_t i = 0; status == GLO_OK && i < t->spec->score_count; i++) {
        glo_score_kind kind = t->spec->scores[i];
        if (kind == GLO_SCORE_OWA)
            out->scores[kind][0] = owa_of(t, group);
        else if (kind == GLO_SCORE_SKILL)
            status = skill_of(t, group, job, out->scores[kind]);
        else if (kind == GLO_SCORE_DM)
            compare(t, group, out->scores[kind]);
    }
    return status;
}
