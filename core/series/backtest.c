/* backtest.c: forecasts at origins in the past, held against what came. Example and reference in backtest.h.
 */
#include "series/backtest.h"

#include "base/alloc.h"
#include "base/err.h"
#include "series/accuracy.h"
#include "series/compare.h"
#include "series/forecast.h"
#include "series/score.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST_KNOWN = 4, DRAWS = 400 }; /* values an origin needs; of the bootstrap */

/* One method at one origin of one series, one step ahead: the outcome, the forecast, the scale of the
 * history. */
typedef struct step {
    double y, median, scale, wis;
    double low[GLO_MOST_LEVELS], high[GLO_MOST_LEVELS];
} step;

typedef struct trial {
    const glo_backtest_spec *spec;
    glo_panel truth, *known; /* per origin, or NULL */
    const glo_method_entry *methods[GLO_MOST_METHODS + 1];
    size_t method_count; /* the seasonal naive last where it was not asked for */
    size_t reference;    /* the seasonal naive */
    size_t origins;
    int32_t at[GLO_MOST_ORIGINS]; /* the number of the last period known */
    step *steps;                  /* [method][series][origin][horizon]; NaN where there is nothing */
} trial;

static step *steps_of(const trial *t, size_t method, size_t series, size_t origin) {
    return t->steps + ((method * t->truth.count + series) * t->origins + origin) * t->spec->horizon;
}

/* ---- origins ---- */

static int choose_origins(trial *t) {
    const glo_backtest_spec *spec = t->spec;
    int32_t first = INT32_MAX, horizon = (int32_t)spec->horizon, stride = (int32_t)spec->stride;
    for (size_t i = 0; i < t->truth.count; i++) {
        if (t->truth.tracks[i].count > 0 && t->truth.tracks[i].first < first)
            first = t->truth.tracks[i].first;
    }
    t->origins = 0;
    int32_t last = t->truth.last - horizon;
    int32_t room = first == INT32_MAX ? -1 : last - (first + LEAST_KNOWN - 1);
    if (room < 0)
        return glo_fail(
            GLO_EINVAL,
            "the series are too short to look back on: %zu periods ahead need at least %zu periods, and the "
            "longest has %d",
            spec->horizon, spec->horizon + LEAST_KNOWN,
            first == INT32_MAX ? 0 : (int)(t->truth.last - first + 1));
    size_t most = (size_t)(room / stride) + 1;
    t->origins = most < spec->origins ? most : spec->origins;
    for (size_t o = 0; o < t->origins; o++)
        t->at[o] = last - stride * (int32_t)(t->origins - 1 - o);
    return GLO_OK;
}

int glo_backtest_origins(const glo_frame *frame, const glo_backtest_spec *spec, int32_t out[GLO_MOST_ORIGINS],
                         size_t *out_count) {
    trial t = {.spec = spec};
    int status = glo_panel_read(frame, &spec->panel, &t.truth);
    if (status < 0)
        return status;
    status = choose_origins(&t);
    for (size_t o = 0; status == GLO_OK && o < t.origins; o++)
        out[o] = glo_span_last(glo_span_first(t.at[o], t.truth.span), t.truth.span);
    *out_count = t.origins;
    glo_panel_dispose(&t.truth);
    return status;
}

/* ---- one forecast ---- */

/* How many values of the series are known at the origin; the last is one. */
static size_t known_at(const glo_track *track, int32_t at) {
    if (track->count == 0 || at < track->first)
        return 0;
    size_t known = (size_t)(at - track->first) + 1;
    if (known > track->count)
        known = track->count;
    while (known > 0 && isnan(track->values[known - 1]))
        known--;
    return known;
}

static double outcome_at(const glo_track *track, int32_t period) {
    int64_t at = (int64_t)period - track->first;
    return at < 0 || (size_t)at >= track->count ? NAN : track->values[at];
}

static double wis_of(const trial *t, const step *s) {
    double probabilities[2 * GLO_MOST_LEVELS + 1], quantiles[2 * GLO_MOST_LEVELS + 1];
    size_t levels = t->spec->level_count;
    for (size_t l = 0; l < levels; l++) {
        double tail = (1 - t->spec->levels[l] / 100) / 2;
        probabilities[levels - 1 - l] = tail;
        quantiles[levels - 1 - l] = s->low[l];
        probabilities[levels + 1 + l] = 1 - tail;
        quantiles[levels + 1 + l] = s->high[l];
    }
    probabilities[levels] = 0.5;
    quantiles[levels] = s->median;
    return glo_wis_score(s->y, probabilities, quantiles, 2 * levels + 1).wis;
}

static void keep_steps(const trial *t, const glo_track *track, size_t origin, const glo_prediction *p,
                       size_t lag, double scale, step *out) {
    size_t levels = t->spec->level_count;
    for (size_t h = 0; h < t->spec->horizon; h++) {
        step *s = &out[h];
        s->y = outcome_at(track, t->at[origin] + 1 + (int32_t)h);
        s->median = p->median[h + lag];
        s->scale = scale;
        for (size_t l = 0; l < levels; l++) {
            s->low[l] = p->low[(h + lag) * levels + l];
            s->high[l] = p->high[(h + lag) * levels + l];
        }
        s->wis = isnan(s->y) ? NAN : wis_of(t, s);
    }
}

/* The methods at one origin of one series; item = series * origins + origin. */
static int try_one(void *context, size_t item) {
    trial *t = context;
    size_t series = item / t->origins, origin = item % t->origins;
    const glo_track *track = &t->truth.tracks[series], *known = track;
    const glo_panel *panel = t->known ? &t->known[origin] : &t->truth;
    for (size_t m = 0; m < t->method_count; m++) {
        step *out = steps_of(t, m, series, origin);
        for (size_t h = 0; h < t->spec->horizon; h++)
            out[h].y = NAN;
    }
    if (t->known && !(known = glo_panel_find(panel, track)))
        return GLO_OK;
    size_t count = known_at(known, t->at[origin]);
    if (count < LEAST_KNOWN)
        return GLO_OK;
    size_t lag = (size_t)(t->at[origin] - (known->first + (int32_t)count - 1));
    glo_sample sample = glo_panel_sample(panel, known, count);
    double scale = glo_naive_scale(known->values, count, sample.season).absolute;
    for (size_t m = 0; m < t->method_count; m++) {
        glo_predict_spec spec = {.method = t->methods[m],
                                 .horizon = t->spec->horizon + lag,
                                 .levels = t->spec->levels,
                                 .level_count = t->spec->level_count,
                                 .calibrate = t->spec->calibrate && m < t->spec->method_count,
                                 .is_nonnegative = panel->is_nonnegative};
        glo_prediction p;
        int status = glo_predict(&spec, &sample, glo_seed_mix(t->spec->seed, track->hash), &p);
        if (status == GLO_ENOMEM || status == GLO_ECANCELLED)
            return status;
        if (status < 0)
            continue;
        keep_steps(t, track, origin, &p, lag, scale, steps_of(t, m, series, origin));
        glo_prediction_dispose(&p);
    }
    return GLO_OK;
}

/* ---- scores ---- */

typedef struct tally {
    size_t outcomes, scaled, held[GLO_MOST_LEVELS];
    double absolute, squared, smape, mase, bias, wis, width[GLO_MOST_LEVELS];
} tally;

static void count_step(const trial *t, const step *s, tally *sum) {
    if (isnan(s->y))
        return;
    double error = s->median - s->y, size = fabs(s->median) + fabs(s->y);
    sum->outcomes++;
    sum->absolute += fabs(error);
    sum->squared += error * error;
    sum->bias += error;
    sum->smape += size > 0 ? 200 * fabs(error) / size : 0;
    sum->wis += s->wis;
    if (s->scale > 0) {
        sum->mase += fabs(error) / s->scale;
        sum->scaled++;
    }
    for (size_t l = 0; l < t->spec->level_count; l++) {
        sum->held[l] += s->y >= s->low[l] && s->y <= s->high[l];
        sum->width[l] += s->high[l] - s->low[l];
    }
}

enum { SCORES = 6 };
static const char *const score_names[SCORES] = {"mae", "rmse", "smape", "mase", "bias", "wis"};

typedef struct table {
    const trial *from;
    size_t rows;
    glo_column *method, *horizon, *keys[GLO_MOST_KEYS], *outcomes, *scores[SCORES];
    glo_column *coverage[GLO_MOST_LEVELS], *width[GLO_MOST_LEVELS], *skill[3];
} table;

static int set_real(glo_column *column, size_t row, double value) {
    if (!isfinite(value))
        return glo_column_set_null(column, row);
    column->reals[row] = value;
    return GLO_OK;
}

static int write_tally(table *out, size_t row, const tally *sum) {
    double n = (double)sum->outcomes;
    double scores[SCORES] = {sum->absolute / n, sqrt(sum->squared / n),
                             sum->smape / n,    sum->mase / (double)sum->scaled,
                             sum->bias / n,     sum->wis / n};
    int status = GLO_OK;
    out->outcomes->integers[row] = (int64_t)sum->outcomes;
    for (size_t i = 0; status == GLO_OK && i < SCORES; i++)
        status = set_real(out->scores[i], row, scores[i]);
    for (size_t l = 0; status == GLO_OK && l < out->from->spec->level_count; l++) {
        status = set_real(out->coverage[l], row, 100 * (double)sum->held[l] / n);
        if (status == GLO_OK)
            status = set_real(out->width[l], row, sum->width[l] / n);
    }
    return status;
}

/* Losses of a method and of the seasonal naive where both have one, series by series and origin by origin, so
 * that neighbours stand together. */
static int write_skill(table *out, size_t row, size_t method) {
    const trial *t = out->from;
    size_t all = t->truth.count * t->origins * t->spec->horizon, count = 0;
    double *losses, *reference;
    if (glo_alloc_array(2 * all, sizeof(double), &losses) < 0)
        return GLO_ENOMEM;
    reference = losses + all;
    const step *a = steps_of(t, method, 0, 0), *b = steps_of(t, t->reference, 0, 0);
    for (size_t i = 0; i < all; i++) {
        if (isnan(a[i].y) || isnan(b[i].y) || !(a[i].scale > 0))
            continue;
        losses[count] = fabs(a[i].y - a[i].median) / a[i].scale;
        reference[count++] = fabs(b[i].y - b[i].median) / b[i].scale;
    }
    glo_skill skill = {NAN, NAN, NAN};
    size_t block = t->spec->horizon < count ? t->spec->horizon : count;
    if (count == 0 ||
        glo_skill_of(losses, reference, count, block, DRAWS, 0.9, t->spec->seed, NULL, &skill) < 0)
        skill = (glo_skill){NAN, NAN, NAN};
    free(losses);
    double values[3] = {skill.skill, skill.low, skill.high};
    int status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < 3; i++)
        status = set_real(out->skill[i], row, values[i]);
    return status;
}

static void add_up(const trial *t, size_t method, size_t series, size_t from, size_t to, tally *sum) {
    for (size_t o = 0; o < t->origins; o++) {
        const step *steps = steps_of(t, method, series, o);
        for (size_t h = from; h < to; h++)
            count_step(t, &steps[h], sum);
    }
}

static int write_row(table *out, size_t *row, size_t method, const tally *sum) {
    const char *name = out->from->methods[method]->name;
    int status = glo_column_set_text(out->method, *row, name, strlen(name));
    if (status == GLO_OK)
        status = write_tally(out, *row, sum);
    ++*row;
    return status;
}

static int write_by_series(table *out, size_t *row, size_t method) {
    const trial *t = out->from;
    int status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < t->truth.count; i++) {
        tally sum = {0};
        add_up(t, method, i, 0, t->spec->horizon, &sum);
        for (size_t k = 0; status == GLO_OK && k < t->truth.key_count; k++) {
            const glo_column *column = glo_frame_column(t->truth.frame, t->truth.keys[k]);
            out->keys[k]->codes[*row] = column->codes[t->truth.tracks[i].row];
            if (glo_column_is_null(column, t->truth.tracks[i].row))
                status = glo_column_set_null(out->keys[k], *row);
        }
        if (status == GLO_OK)
            status = write_row(out, row, method, &sum);
    }
    return status;
}

static int write_method(table *out, size_t *row, size_t method) {
    const trial *t = out->from;
    size_t horizon = t->spec->horizon, groups = t->spec->by == GLO_BY_HORIZON ? horizon : 1;
    int status = GLO_OK;
    if (t->spec->by == GLO_BY_SERIES)
        return write_by_series(out, row, method);
    for (size_t g = 0; status == GLO_OK && g < groups; g++) {
        tally sum = {0};
        for (size_t i = 0; i < t->truth.count; i++)
            add_up(t, method, i, groups > 1 ? g : 0, groups > 1 ? g + 1 : horizon, &sum);
        if (out->horizon)
            out->horizon->integers[*row] = (int64_t)g + 1;
        if (out->skill[0])
            status = write_skill(out, *row, method);
        if (status == GLO_OK)
            status = write_row(out, row, method, &sum);
    }
    return status;
}

static int add_column(glo_frame_builder *builder, const char *name, glo_type type, size_t rows,
                      const char *unit, glo_column **out) {
    int status = glo_column_new(type, rows, out);
    if (status == GLO_OK && (status = glo_column_set_unit(*out, unit)) < 0)
        glo_column_free(*out);
    return status < 0 ? status : glo_frame_builder_add(builder, name, *out);
}

static int add_scores(table *t, glo_frame_builder *builder) {
    static const char *const skills[] = {"skill", "skill_low", "skill_high"};
    const glo_backtest_spec *spec = t->from->spec;
    char name[32];
    int status = add_column(builder, "outcomes", GLO_TYPE_INTEGER, t->rows, NULL, &t->outcomes);
    for (size_t i = 0; status == GLO_OK && i < SCORES; i++)
        status =
            add_column(builder, score_names[i], GLO_TYPE_REAL, t->rows, i == 2 ? "%" : NULL, &t->scores[i]);
    for (size_t l = 0; status == GLO_OK && l < spec->level_count; l++) {
        snprintf(name, sizeof name, "coverage_%g", spec->levels[l]);
        status = add_column(builder, name, GLO_TYPE_REAL, t->rows, "%", &t->coverage[l]);
        snprintf(name, sizeof name, "width_%g", spec->levels[l]);
        if (status == GLO_OK)
            status = add_column(builder, name, GLO_TYPE_REAL, t->rows, NULL, &t->width[l]);
    }
    for (size_t i = 0; status == GLO_OK && spec->by == GLO_BY_METHOD && i < 3; i++)
        status = add_column(builder, skills[i], GLO_TYPE_REAL, t->rows, NULL, &t->skill[i]);
    return status;
}

static int add_columns(table *t, glo_frame_builder *builder) {
    const glo_panel *truth = &t->from->truth;
    const glo_backtest_spec *spec = t->from->spec;
    int status = add_column(builder, "method", GLO_TYPE_TEXT, t->rows, NULL, &t->method);
    if (status == GLO_OK && spec->by == GLO_BY_HORIZON)
        status = add_column(builder, "horizon", GLO_TYPE_INTEGER, t->rows, glo_span_name(truth->span),
                            &t->horizon);
    for (size_t k = 0; status == GLO_OK && spec->by == GLO_BY_SERIES && k < truth->key_count; k++) {
        const glo_column *column = glo_frame_column(truth->frame, truth->keys[k]);
        status = glo_column_new_text(column->words, t->rows, &t->keys[k]);
        if (status == GLO_OK)
            status = glo_frame_builder_add(builder, glo_frame_name(truth->frame, truth->keys[k]), t->keys[k]);
    }
    return status < 0 ? status : add_scores(t, builder);
}

static int make_frame(const trial *trial_done, glo_provenance *provenance, glo_frame **out) {
    const glo_backtest_spec *spec = trial_done->spec;
    table t = {.from = trial_done};
    glo_frame_builder builder = {0};
    size_t row = 0;
    t.rows = spec->method_count * (spec->by == GLO_BY_HORIZON  ? spec->horizon
                                   : spec->by == GLO_BY_SERIES ? trial_done->truth.count
                                                               : 1);
    int status = add_columns(&t, &builder);
    for (size_t m = 0; status == GLO_OK && m < spec->method_count; m++)
        status = write_method(&t, &row, m);
    if (status < 0) {
        glo_frame_builder_dispose(&builder);
        return status;
    }
    glo_marking marking = glo_frame_marking(trial_done->truth.frame);
    for (size_t o = 0; spec->known && o < trial_done->origins; o++)
        marking = glo_marking_join(marking, glo_frame_marking(spec->known[o]));
    return glo_frame_new(&builder, marking, provenance, out);
}

/* ---- all of it ---- */

static void choose_methods(trial *t) {
    const glo_method_entry *naive = glo_method_named("snaive");
    t->reference = SIZE_MAX;
    for (size_t m = 0; m < t->spec->method_count; m++) {
        t->methods[m] = t->spec->methods[m];
        if (t->methods[m] == naive)
            t->reference = m;
    }
    t->method_count = t->spec->method_count;
    if (t->reference == SIZE_MAX) {
        t->reference = t->method_count;
        t->methods[t->method_count++] = naive;
    }
}

static int read_known(trial *t) {
    if (!t->spec->known)
        return GLO_OK;
    int status = glo_alloc_array(t->origins, sizeof *t->known, &t->known);
    for (size_t o = 0; status == GLO_OK && o < t->origins; o++) {
        glo_panel_spec spec = t->spec->panel;
        spec.cutoff = glo_span_last(glo_span_first(t->at[o], t->truth.span), t->truth.span);
        if (glo_frame_rows(t->spec->known[o]) == 0)
            continue; /* nothing was known yet */
        status = glo_panel_read(t->spec->known[o], &spec, &t->known[o]);
        if (status == GLO_OK && t->known[o].span != t->truth.span)
            status = glo_fail(GLO_EINVAL, "what was known then is by %s, what came by %s",
                              glo_span_name(t->known[o].span), glo_span_name(t->truth.span));
    }
    return status;
}

static void make_note(const trial *t, glo_backtest_note *out) {
    *out = (glo_backtest_note){.series = t->truth.count, .origins = t->origins};
    for (size_t i = 0; i < t->truth.count; i++) {
        tally sum = {0};
        add_up(t, 0, i, 0, t->spec->horizon, &sum);
        out->used += sum.outcomes > 0;
        out->outcomes += sum.outcomes;
    }
}

int glo_backtest(const glo_frame *frame, const glo_backtest_spec *spec, const glo_job *job,
                 glo_provenance *provenance, glo_frame **out, glo_backtest_note *out_note) {
    trial t = {.spec = spec};
    int status = glo_check_horizon((int64_t)spec->horizon);
    if (status < 0 || (status = glo_panel_read(frame, &spec->panel, &t.truth)) < 0)
        return status;
    choose_methods(&t);
    status = choose_origins(&t);
    if (status == GLO_OK)
        status = read_known(&t);
    if (status == GLO_OK)
        status = glo_alloc_array(t.method_count * t.truth.count * t.origins * spec->horizon, sizeof *t.steps,
                                 &t.steps);
    if (status == GLO_OK)
        status = glo_run_parallel(job, "backtest", t.truth.count * t.origins, try_one, &t);
    if (status == GLO_OK)
        status = make_frame(&t, provenance, out);
    if (status == GLO_OK)
        make_note(&t, out_note);
    for (size_t o = 0; t.known && o < t.origins; o++)
        glo_panel_dispose(&t.known[o]);
    free(t.known);
    free(t.steps);
    glo_panel_dispose(&t.truth);
    return status;
}
