/* warn.c: every series of a frame under surveillance. Columns and example in warn.h. */
#include "detect/warn.h"

#include "base/alloc.h"
#include "base/parallel.h"
#include "panel/columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct surveillance {
    const glo_panel *panel;
    const glo_warn_spec *spec;
    int32_t first, last;        /* numbers of periods */
    glo_judgement **judgements; /* of each series; NULL: none of its periods was asked for */
} surveillance;

/* ---- one series ---- */

/* Which of its periods are judged: [*begin, *end). */
static size_t range_of(const surveillance *s, size_t series, size_t *begin) {
    const glo_track *track = &s->panel->tracks[series];
    int64_t first = (int64_t)s->first - track->first, last = (int64_t)s->last - track->first;
    *begin = first > 0 ? (size_t)first : 0;
    if (track->count == 0 || last < (int64_t)*begin || *begin >= track->count)
        return 0;
    size_t end = last + 1 < (int64_t)track->count ? (size_t)(last + 1) : track->count;
    return end - *begin;
}

static size_t periods_a_year(glo_span span) {
    return span == GLO_DAY       ? 365
           : span == GLO_WEEK    ? 52
           : span == GLO_MONTH   ? 12
           : span == GLO_QUARTER ? 4
                                 : 1;
}

static glo_status judge_one(void *context, size_t i) {
    surveillance *s = context;
    const glo_track *track = &s->panel->tracks[i];
    size_t begin, count = range_of(s, i, &begin);
    if (count == 0)
        return GLO_OK;
    if (glo_alloc_array(count, sizeof *s->judgements[i], &s->judgements[i]) < 0)
        return GLO_ENOMEM;
    glo_watched series = {.counts = track->values,
                          .count = track->count,
                          .span = s->panel->span,
                          .first = track->first,
                          .per_year = periods_a_year(s->panel->span)};
    glo_detector_options options = s->spec->options;
    options.from = begin;
    glo_detector_room room = {0};
    glo_status status = GLO_OK;
    for (size_t k = 0; k < count && status == GLO_OK; k++)
        status = s->spec->detector->judge(&series, &options, begin + k, &room, &s->judgements[i][k]);
    glo_detector_room_dispose(&room);
    return status;
}

static glo_status check_counts(const glo_panel *panel) {
    for (size_t i = 0; i < panel->count; i++) {
        for (size_t t = 0; t < panel->tracks[i].count; t++) {
            if (panel->tracks[i].values[t] < 0) {
                char period[GLO_DATE_SIZE];
                int32_t index = panel->tracks[i].first + (int32_t)t;
                glo_date_format(glo_span_first(index, panel->span), panel->span, period);
                return glo_fail(GLO_EINVAL, "detectors judge counts, and that of %s is %g", period,
                                panel->tracks[i].values[t]);
            }
        }
    }
    return GLO_OK;
}

/* ---- the frame ---- */

enum { OBSERVED, EXPECTED, UPPER, SCORE, P, LOWER, DISPERSION, TREND, REALS };

typedef struct table {
    const surveillance *from;
    size_t rows;
    glo_column *keys[GLO_MOST_KEYS], *period, *reals[REALS], *alarm, *method, *history, *down_weighted,
        *reason;
} table;

static bool is_judged(const glo_judgement *judgement) {
    return !isnan(judgement->upper);
}

static bool has_row(const table *t, const glo_judgement *judgement) {
    return t->from->spec->details || is_judged(judgement);
}

static const double *real_of(const glo_judgement *judgement, size_t which) {
    const double *fields[REALS] = {&judgement->observed,   &judgement->expected, &judgement->upper,
                                   &judgement->score,      &judgement->p,        &judgement->lower,
                                   &judgement->dispersion, &judgement->trend};
    return fields[which];
}

static glo_status add_period(table *t, glo_frame_builder *builder) {
    glo_span span = t->from->panel->span;
    glo_status status = glo_column_new(span <= GLO_WEEK ? GLO_TYPE_DAY : GLO_TYPE_MONTH, t->rows, &t->period);
    if (status < 0)
        return status;
    t->period->span = span;
    return glo_frame_builder_add(builder, "period", t->period);
}

static glo_status new_columns(table *t, glo_frame_builder *builder) {
    static const char *const names[REALS] = {"observed", "expected", "upper",      "score",
                                             "p",        "lower",    "dispersion", "trend"};
    const char *unit = glo_frame_column(t->from->panel->frame, t->from->panel->value)->unit;
    glo_status status = glo_add_keys(t->from->panel, t->rows, builder, t->keys);
    if (status == GLO_OK)
        status = add_period(t, builder);
    for (size_t i = 0; i <= P && status == GLO_OK; i++)
        status =
            glo_add_column(builder, names[i], GLO_TYPE_REAL, t->rows, i <= UPPER ? unit : NULL, &t->reals[i]);
    if (status == GLO_OK)
        status = glo_add_column(builder, "alarm", GLO_TYPE_INTEGER, t->rows, NULL, &t->alarm);
    if (status == GLO_OK)
        status = glo_add_column(builder, "method", GLO_TYPE_TEXT, t->rows, NULL, &t->method);
    if (status < 0 || !t->from->spec->details)
        return status;
    for (size_t i = LOWER; i < REALS && status == GLO_OK; i++)
        status = glo_add_column(builder, names[i], GLO_TYPE_REAL, t->rows, NULL, &t->reals[i]);
    if (status == GLO_OK)
        status = glo_add_column(builder, "history", GLO_TYPE_INTEGER, t->rows, NULL, &t->history);
    if (status == GLO_OK)
        status = glo_add_column(builder, "down_weighted", GLO_TYPE_INTEGER, t->rows, NULL, &t->down_weighted);
    if (status == GLO_OK)
        status = glo_add_column(builder, "reason", GLO_TYPE_TEXT, t->rows, NULL, &t->reason);
    return status;
}

static glo_status write_details(table *t, const glo_judgement *judgement, size_t row) {
    t->history->integers[row] = (int64_t)judgement->history;
    t->down_weighted->integers[row] = (int64_t)judgement->down_weighted;
    return judgement->reason
               ? glo_column_set_text(t->reason, row, judgement->reason, strlen(judgement->reason))
               : glo_column_set_null(t->reason, row);
}

static glo_status write_row(table *t, const glo_track *track, size_t at, const glo_judgement *judgement,
                            size_t row) {
    glo_span span = t->from->panel->span;
    int32_t day = glo_span_first(track->first + (int32_t)at, span);
    glo_status status = glo_set_keys(t->from->panel, track, t->keys, row);
    t->period->times[row] = t->period->type == GLO_TYPE_DAY ? day : glo_month_of_day(day);
    const char *method = t->from->spec->detector->name;
    t->alarm->integers[row] = judgement->alarm;
    if (status == GLO_OK)
        status = glo_column_set_text(t->method, row, method, strlen(method));
    for (size_t i = 0; i < REALS && status == GLO_OK; i++) {
        if (t->reals[i])
            status = glo_set_real(t->reals[i], row, *real_of(judgement, i));
    }
    return status == GLO_OK && t->from->spec->details ? write_details(t, judgement, row) : status;
}

static glo_status write_rows(table *t) {
    const surveillance *s = t->from;
    glo_status status = GLO_OK;
    size_t row = 0;
    for (size_t i = 0; i < s->panel->count; i++) {
        size_t begin, count = range_of(s, i, &begin);
        for (size_t k = 0; k < count && status == GLO_OK; k++) {
            if (has_row(t, &s->judgements[i][k]))
                status = write_row(t, &s->panel->tracks[i], begin + k, &s->judgements[i][k], row++);
        }
    }
    return status;
}

/* A reason is one of the detectors' own texts. */
static void count_reason(glo_warn_note *note, const char *reason) {
    note->unjudged++;
    for (size_t i = 0; i < GLO_WARN_REASONS; i++) {
        if (!note->reasons[i].text)
            note->reasons[i].text = reason;
        if (strcmp(note->reasons[i].text, reason) == 0) {
            note->reasons[i].periods++;
            return;
        }
    }
}

static void tell(table *t, glo_warn_note *note) {
    const surveillance *s = t->from;
    *note = (glo_warn_note){.series = s->panel->count,
                            .gaps = s->panel->gaps,
                            .cut = s->panel->cut,
                            .is_zero_filled = s->spec->panel.gaps_are_zero,
                            .span = s->panel->span};
    for (size_t i = 0; i < s->panel->count; i++) {
        size_t begin, count = range_of(s, i, &begin);
        note->unknown += count == 0;
        for (size_t k = 0; k < count; k++) {
            const glo_judgement *judgement = &s->judgements[i][k];
            t->rows += has_row(t, judgement);
            note->judged += is_judged(judgement);
            note->alarms += judgement->alarm;
            if (!is_judged(judgement))
                count_reason(note, judgement->reason ? judgement->reason : "it has no bound");
        }
    }
}

static glo_status make_frame(const surveillance *s, glo_provenance *provenance, glo_frame **out,
                             glo_warn_note *out_note) {
    table t = {.from = s};
    glo_frame_builder builder = {0};
    glo_warn_note note;
    tell(&t, &note);
    glo_status status = new_columns(&t, &builder);
    if (status == GLO_OK)
        status = write_rows(&t);
    if (status < 0) {
        glo_frame_builder_dispose(&builder);
        return status;
    }
    *out_note = note;
    return glo_frame_new(&builder, glo_frame_marking(s->panel->frame), provenance, out);
}

glo_status glo_warn(const glo_frame *frame, const glo_warn_spec *spec, const glo_job *job,
                    glo_provenance *provenance, glo_frame **out, glo_warn_note *out_note) {
    glo_panel panel;
    glo_status status = glo_panel_read(frame, &spec->panel, &panel);
    if (status < 0)
        return status;
    surveillance s = {.panel = &panel, .spec = spec};
    s.first = glo_span_index(spec->first, panel.span);
    s.first += glo_span_first(s.first, panel.span) < spec->first;
    s.last = glo_span_index(spec->last, panel.span);
    status = check_counts(&panel);
    if (status == GLO_OK)
        status = glo_alloc_array(panel.count, sizeof *s.judgements, &s.judgements);
    if (status == GLO_OK)
        status = glo_run_parallel(job, "warning", panel.count, judge_one, &s);
    if (status == GLO_OK)
        status = make_frame(&s, provenance, out, out_note);
    for (size_t i = 0; s.judgements && i < panel.count; i++)
        free(s.judgements[i]);
    free(s.judgements);
    glo_panel_dispose(&panel);
    return status;
}
