/* changes.c: the change points of every series of a frame. Columns and example in detect/changes.h. */
#include "detect/changes.h"

#include "base/alloc.h"
#include "base/parallel.h"
#include "changes/seasonal.h"
#include "changes/segmentation.h"
#include "panel/columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *glo_change_cost_name(glo_change_cost cost) {
    static const char *const names[GLO_COSTS] = {"mean", "mean_variance", "trend", "poisson",
                                                 "negative_binomial"};
    return names[cost];
}

typedef struct segment {
    size_t from, to, values; /* periods of the track */
    glo_segment_fit fit;
    double cost, gain;
} segment;

typedef struct division {
    segment *segments;
    size_t count, missing;
    bool is_short, is_unadjusted;
} division;

typedef struct work {
    const glo_panel *panel;
    const glo_changes_spec *spec;
    const glo_job *job;
    division *divisions; /* of each series */
} work;

/* ---- one series ---- */

static glo_segmentation_spec rules_of(const glo_changes_spec *spec, size_t count) {
    double parameters = (double)glo_segment_parameters(spec->cost),
           logarithm = log((double)(count > 0 ? count : 1));
    double penalty = spec->is_mbic ? (parameters + 2) * logarithm : (parameters + 1) * logarithm;
    return (glo_segmentation_spec){.penalty = isnan(spec->penalty) ? penalty : spec->penalty,
                                   .minimum = spec->minimum,
                                   .is_mbic = spec->is_mbic};
}

static void describe(const glo_segment_cost *cost, const glo_segmentation_spec *rules, const size_t *ends,
                     division *out) {
    for (size_t i = 0, begin = 0; i < out->count; begin = ends[i++]) {
        segment *s = &out->segments[i];
        *s = (segment){.from = cost->period[begin],
                       .to = cost->period[ends[i] - 1],
                       .values = ends[i] - begin,
                       .fit = glo_segment_fit_of(cost, begin, ends[i]),
                       .cost = glo_segment_cost_of(cost, begin, ends[i]),
                       .gain = NAN};
        if (i > 0) {
            size_t before = i > 1 ? ends[i - 2] : 0;
            s->gain = glo_segment_price(cost, rules, before, ends[i]) -
                      glo_segment_price(cost, rules, before, begin) -
                      glo_segment_price(cost, rules, begin, ends[i]) - rules->penalty;
        }
    }
}

static bool is_of_counts(glo_change_cost cost) {
    return cost == GLO_COST_POISSON || cost == GLO_COST_NEGATIVE_BINOMIAL;
}

/* The values of a series, seasonally adjusted where that is asked for: of counts by ratios, so that none is below 0. */
static glo_status take_values(const work *w, const glo_track *track, division *out, double **out_values) {
    double *values;
    glo_status status = glo_alloc_array(track->count + 1, sizeof *values, &values);
    bool is_adjusted = true;
    if (status < 0)
        return status;
    if (w->spec->has_season)
        status = glo_seasonally_adjust(track->values, track->count, track->first, w->panel->span,
                                       is_of_counts(w->spec->cost), values, &is_adjusted);
    else if (track->count > 0)
        memcpy(values, track->values, track->count * sizeof *values);
    out->is_unadjusted = !is_adjusted;
    *out_values = values;
    return status;
}

static glo_status divide(void *context, size_t i) {
    work *w = context;
    const glo_track *track = &w->panel->tracks[i];
    division *out = &w->divisions[i];
    glo_segment_cost cost;
    size_t *ends;
    double *values = NULL;
    glo_status status = take_values(w, track, out, &values);
    if (status == GLO_OK)
        status = glo_segment_cost_new(w->spec->cost, values, track->count, w->spec->overdispersion, &cost);
    free(values);
    if (status < 0)
        return status;
    glo_segmentation_spec rules = rules_of(w->spec, cost.count);
    out->missing = track->count - cost.count;
    out->is_short = cost.count < 2 * rules.minimum;
    status = glo_alloc_array(cost.count + 1, sizeof *ends, &ends);
    if (status == GLO_OK)
        status = glo_segment(&cost, &rules, w->job, ends, &out->count);
    if (status == GLO_OK)
        status = glo_alloc_array(out->count, sizeof *out->segments, &out->segments);
    if (status == GLO_OK)
        describe(&cost, &rules, ends, out);
    free(ends);
    glo_segment_cost_dispose(&cost);
    return status;
}

static glo_status check_counts(const glo_panel *panel, glo_change_cost cost) {
    if (!is_of_counts(cost))
        return GLO_OK;
    for (size_t i = 0; i < panel->count; i++) {
        for (size_t t = 0; t < panel->tracks[i].count; t++) {
            if (panel->tracks[i].values[t] < 0) {
                char period[GLO_DATE_SIZE];
                int32_t first = glo_span_first(panel->tracks[i].first + (int32_t)t, panel->span);
                glo_date_format(first, panel->span, period);
                return glo_fail(
                    GLO_EINVAL,
                    "the cost \"%s\" is of counts, and that of %s is %g: use \"mean\", \"mean_variance\" or "
                    "\"trend\"",
                    glo_change_cost_name(cost), period, panel->tracks[i].values[t]);
            }
        }
    }
    return GLO_OK;
}

/* ---- the frame ---- */

enum { LEVEL, LEVEL_BEFORE, CHANGE, TREND, DEVIATION, GAIN, COST, REALS };

typedef struct table {
    const work *from;
    size_t rows;
    glo_column *keys[GLO_MOST_KEYS], *segment, *first, *last, *periods, *reals[REALS], *method;
} table;

static glo_status add_period(table *t, const char *name, glo_frame_builder *builder, glo_column **out) {
    glo_span span = t->from->panel->span;
    glo_status status = glo_column_new(span <= GLO_WEEK ? GLO_TYPE_DAY : GLO_TYPE_MONTH, t->rows, out);
    if (status < 0)
        return status;
    (*out)->span = span;
    return glo_frame_builder_add(builder, name, *out);
}

static glo_status new_columns(table *t, glo_frame_builder *builder) {
    static const char *const names[REALS] = {"level", "level_before", "change_percent", "trend", "deviation",
                                             "gain",  "cost"};
    const char *unit = glo_frame_column(t->from->panel->frame, t->from->panel->value)->unit;
    glo_status status = glo_add_keys(t->from->panel, t->rows, builder, t->keys);
    if (status == GLO_OK)
        status = glo_add_column(builder, "segment", GLO_TYPE_INTEGER, t->rows, NULL, &t->segment);
    if (status == GLO_OK)
        status = add_period(t, "from", builder, &t->first);
    if (status == GLO_OK)
        status = add_period(t, "to", builder, &t->last);
    if (status == GLO_OK)
        status = glo_add_column(builder, "periods", GLO_TYPE_INTEGER, t->rows, NULL, &t->periods);
    for (size_t i = 0; i < REALS && status == GLO_OK; i++)
        status = glo_add_column(builder, names[i], GLO_TYPE_REAL, t->rows,
                                i == LEVEL || i == LEVEL_BEFORE ? unit : NULL, &t->reals[i]);
    return status == GLO_OK ? glo_add_column(builder, "method", GLO_TYPE_TEXT, t->rows, NULL, &t->method)
                            : status;
}

static void set_period(glo_column *column, size_t row, int32_t index, glo_span span) {
    int32_t day = glo_span_first(index, span);
    column->times[row] = column->type == GLO_TYPE_DAY ? day : glo_month_of_day(day);
}

static glo_status write_row(table *t, const glo_track *track, const segment *s, size_t number, size_t row) {
    glo_span span = t->from->panel->span;
    const char *method = glo_change_cost_name(t->from->spec->cost);
    double before = number > 0 ? s[-1].fit.level : NAN;
    double reals[REALS] = {
        s->fit.level, before,           before > 0 ? 100 * (s->fit.level / before - 1) : NAN,
        s->fit.trend, s->fit.deviation, s->gain,
        s->cost};
    glo_status status = glo_set_keys(t->from->panel, track, t->keys, row);
    t->segment->integers[row] = (int64_t)number + 1;
    t->periods->integers[row] = (int64_t)s->values;
    set_period(t->first, row, track->first + (int32_t)s->from, span);
    set_period(t->last, row, track->first + (int32_t)s->to, span);
    if (status == GLO_OK)
        status = glo_column_set_text(t->method, row, method, strlen(method));
    for (size_t i = 0; i < REALS && status == GLO_OK; i++)
        status = glo_set_real(t->reals[i], row, reals[i]);
    return status;
}

static void tell(const work *w, size_t *out_rows, glo_changes_note *note) {
    *note = (glo_changes_note){.series = w->panel->count,
                               .gaps = w->panel->gaps,
                               .cut = w->panel->cut,
                               .is_zero_filled = w->spec->panel.gaps_are_zero,
                               .span = w->panel->span};
    for (size_t i = 0; i < w->panel->count; i++) {
        const division *d = &w->divisions[i];
        note->segments += d->count;
        note->changed += d->count > 1;
        note->too_short += d->is_short;
        note->missing += d->missing;
        note->unadjusted += d->is_unadjusted;
    }
    *out_rows = note->segments;
}

static glo_status make_frame(const work *w, glo_provenance *provenance, glo_frame **out,
                             glo_changes_note *out_note) {
    table t = {.from = w};
    glo_frame_builder builder = {0};
    tell(w, &t.rows, out_note);
    glo_status status = new_columns(&t, &builder);
    for (size_t i = 0, row = 0; i < w->panel->count; i++) {
        for (size_t k = 0; k < w->divisions[i].count && status == GLO_OK; k++)
            status = write_row(&t, &w->panel->tracks[i], &w->divisions[i].segments[k], k, row++);
    }
    if (status < 0) {
        glo_frame_builder_dispose(&builder);
        return status;
    }
    return glo_frame_new(&builder, glo_frame_marking(w->panel->frame), provenance, out);
}

glo_status glo_changes(const glo_frame *frame, const glo_changes_spec *spec, const glo_job *job,
                       glo_provenance *provenance, glo_frame **out, glo_changes_note *out_note) {
    glo_panel panel;
    glo_changes_note note;
    glo_status status = glo_panel_read(frame, &spec->panel, &panel);
    if (status < 0)
        return status;
    work w = {.panel = &panel, .spec = spec, .job = job};
    status = check_counts(&panel, spec->cost);
    if (status == GLO_OK && spec->has_season && glo_season_length(panel.span) == 0)
        status = glo_fail(GLO_EINVAL, "%ss have no season: leave season out", glo_span_name(panel.span));
    if (status == GLO_OK)
        status = glo_alloc_array(panel.count, sizeof *w.divisions, &w.divisions);
    if (status == GLO_OK)
        status = glo_run_parallel(job, "change points", panel.count, divide, &w);
    if (status == GLO_OK)
        status = make_frame(&w, provenance, out, &note);
    if (status == GLO_OK)
        *out_note = note;
    for (size_t i = 0; w.divisions && i < panel.count; i++)
        free(w.divisions[i].segments);
    free(w.divisions);
    glo_panel_dispose(&panel);
    return status;
}
