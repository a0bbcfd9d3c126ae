/* backtest.c: the frame of a backtest. Example and reference in backtest.h. */
#include "series/backtest.h"

#include "base/err.h"
#include "evaluation/tally.h"
#include "panel/columns.h"

#include <math.h>
#include <string.h>

typedef struct table {
    const glo_trial *from;
    const glo_job *job;
    size_t rows, row; /* all of them; the next */
    glo_column *method, *horizon, *keys[GLO_MOST_KEYS], *outcomes;
    glo_column *scores[GLO_SCORE_KINDS][GLO_MOST_LEVELS];
} table;

/* ---- rows ---- */

static glo_status write_group(table *out, const glo_group *group) {
    const glo_backtest_spec *spec = out->from->spec;
    const char *name = glo_method_name(out->from->methods[group->method]);
    glo_tally sum;
    glo_status status = glo_job_step(out->job, "scores", out->row, out->rows);
    if (status == GLO_OK)
        status = glo_tally_of(out->from, group, out->job, &sum);
    if (status == GLO_OK)
        status = glo_column_set_text(out->method, out->row, name, strlen(name));
    if (status == GLO_OK && out->horizon)
        out->horizon->integers[out->row] = (int64_t)group->step_end;
    if (status == GLO_OK && spec->by == GLO_BY_SERIES)
        status =
            glo_set_keys(&out->from->truth, &out->from->truth.tracks[group->series], out->keys, out->row);
    if (status == GLO_OK)
        out->outcomes->integers[out->row] = (int64_t)sum.outcomes;
    for (size_t i = 0; i < spec->score_count; i++) {
        glo_score_kind kind = spec->scores[i];
        for (size_t part = 0; status == GLO_OK && part < glo_score_parts(kind, spec->level_count); part++)
            status = glo_set_real(out->scores[kind][part], out->row, sum.scores[kind][part]);
    }
    out->row++;
    return status;
}

static glo_status write_method(table *out, size_t method) {
    const glo_backtest_spec *spec = out->from->spec;
    size_t series = out->from->truth.count, groups = out->rows / spec->method_count;
    glo_status status = GLO_OK;
    for (size_t g = 0; status == GLO_OK && g < groups; g++) {
        glo_group group = {.method = method, .series_end = series, .step_end = spec->horizon};
        if (spec->by == GLO_BY_HORIZON) {
            group.step = g;
            group.step_end = g + 1;
        } else if (spec->by == GLO_BY_SERIES) {
            group.series = g;
            group.series_end = g + 1;
        }
        status = write_group(out, &group);
    }
    return status;
}

/* ---- columns ---- */

static glo_status add_scores(table *t, glo_frame_builder *builder) {
    const glo_backtest_spec *spec = t->from->spec;
    char name[GLO_SCORE_COLUMN_SIZE];
    glo_status status = glo_add_column(builder, "outcomes", GLO_TYPE_INTEGER, t->rows, NULL, &t->outcomes);
    for (size_t i = 0; i < spec->score_count; i++) {
        glo_score_kind kind = spec->scores[i];
        for (size_t part = 0; status == GLO_OK && part < glo_score_parts(kind, spec->level_count); part++) {
            glo_score_column(kind, part, spec->levels, name);
            status = glo_add_column(builder, name, GLO_TYPE_REAL, t->rows, glo_score_unit(kind),
                                    &t->scores[kind][part]);
        }
    }
    return status;
}

static glo_status add_columns(table *t, glo_frame_builder *builder) {
    const glo_panel *truth = &t->from->truth;
    const glo_backtest_spec *spec = t->from->spec;
    glo_status status = glo_add_column(builder, "method", GLO_TYPE_TEXT, t->rows, NULL, &t->method);
    if (status == GLO_OK && spec->by == GLO_BY_HORIZON)
        status = glo_add_column(builder, "horizon", GLO_TYPE_INTEGER, t->rows, glo_span_name(truth->span),
                                &t->horizon);
    if (status == GLO_OK && spec->by == GLO_BY_SERIES)
        status = glo_add_keys(truth, t->rows, builder, t->keys);
    return status < 0 ? status : add_scores(t, builder);
}

static glo_status make_frame(const glo_trial *trial, const glo_job *job, glo_provenance *provenance,
                             glo_frame **out) {
    const glo_backtest_spec *spec = trial->spec;
    size_t groups = spec->by == GLO_BY_HORIZON  ? spec->horizon
                    : spec->by == GLO_BY_SERIES ? trial->truth.count
                                                : 1;
    table t = {.from = trial, .job = job, .rows = spec->method_count * groups};
    glo_frame_builder builder = {0};
    glo_status status = add_columns(&t, &builder);
    for (size_t m = 0; status == GLO_OK && m < spec->method_count; m++)
        status = write_method(&t, m);
    if (status < 0) {
        glo_frame_builder_dispose(&builder);
        return status;
    }
    glo_marking marking = glo_regressors_marking(&spec->regressors, glo_frame_marking(trial->truth.frame));
    for (size_t o = 0; spec->known && o < trial->origins; o++)
        marking = glo_marking_join(marking, glo_frame_marking(spec->known[o]));
    return glo_frame_new(&builder, marking, provenance, out);
}

/* ---- the whole backtest ---- */

static void make_note(const glo_trial *t, glo_backtest_note *out) {
    *out = (glo_backtest_note){.series = t->truth.count, .origins = t->origins, .cut = t->truth.cut};
    size_t steps = t->origins * t->spec->horizon; /* of a series */
    for (size_t i = 0; i < t->truth.count; i++) {
        size_t outcomes = 0;
        for (size_t s = 0; s < steps; s++)
            outcomes += isnan(t->steps[glo_trial_at(t, 0, i, 0) + s].y) ? 0 : 1;
        out->used += outcomes > 0;
        out->outcomes += outcomes;
    }
}

glo_status glo_backtest_origins(const glo_frame *frame, const glo_backtest_spec *spec,
                                int32_t out[GLO_MOST_ORIGINS], size_t *out_count) {
    return glo_trial_origins(frame, spec, out, out_count);
}

glo_status glo_backtest(const glo_frame *frame, const glo_backtest_spec *spec, const glo_job *job,
                        glo_provenance *provenance, glo_frame **out, glo_backtest_note *out_note) {
    glo_trial trial;
    glo_status status = glo_trial_run(frame, spec, job, &trial);
    if (status == GLO_OK)
        status = make_frame(&trial, job, provenance, out);
    if (status == GLO_OK)
        make_note(&trial, out_note);
    glo_trial_dispose(&trial);
    return status;
}
