/* warn.c: every series of a frame under surveillance. Columns and example in warn.h. */
#include "detect/warn.h"

#include "base/alloc.h"
#include "base/parallel.h"
#include "known_outbreaks.h"
#include "panel/columns.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct surveillance {
    const glo_panel *panel;
    const glo_warn_spec *spec;
    int32_t first, last, start; /* numbers of periods */
    bool **outbreaks;           /* of each series, by period; NULL: none known */
    size_t outbreak_count;
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

/* A detector whose statistic goes on from period to period begins at the spec's `start`, which may lie before the first one judged. */
static glo_status judge_onward(const surveillance *s, const glo_watched *series,
                               glo_detector_options *options, size_t begin, size_t count,
                               glo_detector_room *room, glo_judgement *out) {
    glo_judgement *all;
    int64_t start = (int64_t)s->start - series->first;
    options->from = start < 0 ? 0 : (size_t)start < begin ? (size_t)start : begin;
    if (glo_alloc_array(begin + count - options->from, sizeof *all, &all) < 0)
        return GLO_ENOMEM;
    glo_status status = s->spec->detector->judge_all(series, options, begin + count, room, all);
    memcpy(out, all + (begin - options->from), count * sizeof *out);
    free(all);
    return status;
}

static bool has_text(const glo_panel *panel, const glo_track *track, const char *name, const char *text) {
    for (size_t k = 0; k < panel->key_count; k++) {
        if (strcmp(glo_frame_name(panel->frame, panel->keys[k]), name) == 0)
            return strcmp(glo_column_text(glo_frame_column(panel->frame, panel->keys[k]), track->row),
                          text) == 0;
    }
    return false;
}

/* The first period since the last change of what the series counts: 0 where there was none. */
static size_t last_change(const surveillance *s, const glo_track *track) {
    size_t last = 0;
    for (size_t i = 0; i < s->spec->change_count; i++) {
        const glo_warn_change *change = &s->spec->changes[i];
        int64_t at = (int64_t)glo_span_index(change->day, s->panel->span) - track->first;
        if (at > (int64_t)last && has_text(s->panel, track, change->column, change->value))
            last = (size_t)at;
    }
    return last < track->count ? last : track->count;
}

/* Marks what came before a change beside the known outbreaks, so that no baseline holds it. */
static glo_status mark_before(size_t change, const bool *outbreaks, size_t count, bool **out) {
    glo_status status = change > 0 ? glo_alloc_array(count, sizeof **out, out) : GLO_OK;
    for (size_t i = 0; status == GLO_OK && change > 0 && i < count; i++)
        (*out)[i] = i < change || (outbreaks && outbreaks[i]);
    return status;
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
    size_t change = last_change(s, track);
    bool *is_before = NULL;
    glo_status status = mark_before(change, s->outbreaks[i], track->count, &is_before);
    series.is_outbreak = s->outbreaks[i];
    if (status == GLO_OK && s->spec->detector->judge_all)
        status = judge_onward(s, &series, &options, begin, count, &room, s->judgements[i]);
    for (size_t k = 0; k < count && status == GLO_OK && !s->spec->detector->judge_all; k++) {
        series.is_outbreak = change > 0 && begin + k >= change ? is_before : s->outbreaks[i];
        status = s->spec->detector->judge(&series, &options, begin + k, &room, &s->judgements[i][k]);
    }
    free(is_before);
    glo_detector_room_dispose(&room);
    return status;
}

static glo_status fail_for(const glo_panel *panel, const glo_track *track, const char *period, double count) {
    char keys[160];
    size_t length = 0;
    keys[0] = 0;
    for (size_t k = 0; k < panel->key_count && length < sizeof keys; k++) {
        const glo_column *column = glo_frame_column(panel->frame, panel->keys[k]);
        length += (size_t)snprintf(keys + length, sizeof keys - length, "%s%s %s", k ? ", " : " (",
                                   glo_frame_name(panel->frame, panel->keys[k]),
                                   glo_column_text(column, track->row));
    }
    return glo_fail(GLO_EINVAL, "detectors judge counts, and that of %s%s%s is %g: mend it or make it null",
                    period, keys, panel->key_count > 0 ? ")" : "", count);
}

static glo_status check_counts(const glo_panel *panel) {
    for (size_t i = 0; i < panel->count; i++) {
        for (size_t t = 0; t < panel->tracks[i].count; t++) {
            if (panel->tracks[i].values[t] < 0) {
                char period[GLO_DATE_SIZE];
                int32_t index = panel->tracks[i].first + (int32_t)t;
                glo_date_format(glo_span_first(index, panel->span), panel->span, period);
                return fail_for(panel, &panel->tracks[i], period, panel->tracks[i].values[t]);
            }
        }
    }
    return GLO_OK;
}

/* ---- the frame ---- */

enum { OBSERVED, EXPECTED, UPPER, SCORE, P, LOWER, DISPERSION, TREND, LIMIT, REALS };

typedef struct table {
    const surveillance *from;
    size_t rows;
    glo_column *keys[GLO_MOST_KEYS], *period, *reals[REALS], *alarm, *method, *tail, *history, *down_weighted,
        *lasting, *reason;
} table;

static bool is_judged(const glo_judgement *judgement) {
    bool has_bound = !isnan(judgement->upper) || !isnan(judgement->lower);
    return has_bound || (!isnan(judgement->score) && !judgement->reason);
}

static bool has_row(const table *t, const glo_judgement *judgement) {
    return t->from->spec->details || is_judged(judgement);
}

static double real_of(const glo_judgement *judgement, size_t which) {
    switch (which) {
    case OBSERVED:
        return judgement->observed;
    case EXPECTED:
        return judgement->expected;
    case UPPER:
        return judgement->upper;
    case SCORE:
        return judgement->score;
    case P:
        return judgement->p;
    case LOWER:
        return judgement->lower;
    case DISPERSION:
        return judgement->dispersion;
    case TREND:
        return judgement->trend;
    default:
        return judgement->limit;
    }
}

static glo_status new_columns(table *t, glo_frame_builder *builder) {
    static const char *const names[REALS] = {"observed", "expected",   "upper", "score", "p",
                                             "lower",    "dispersion", "trend", "limit"};
    const char *unit = glo_frame_column(t->from->panel->frame, t->from->panel->value)->unit;
    glo_status status = glo_add_keys(t->from->panel, t->rows, builder, t->keys);
    if (status == GLO_OK)
        status = glo_add_period(t->from->panel->span, t->rows, builder, &t->period);
    for (size_t i = 0; i <= P && status == GLO_OK; i++)
        status =
            glo_add_column(builder, names[i], GLO_TYPE_REAL, t->rows, i <= UPPER ? unit : NULL, &t->reals[i]);
    if (status == GLO_OK && t->from->spec->options.direction != GLO_UP)
        status = glo_add_column(builder, names[LOWER], GLO_TYPE_REAL, t->rows, unit, &t->reals[LOWER]);
    if (status == GLO_OK)
        status = glo_add_column(builder, "alarm", GLO_TYPE_INTEGER, t->rows, NULL, &t->alarm);
    if (status == GLO_OK)
        status = glo_add_column(builder, "method", GLO_TYPE_TEXT, t->rows, NULL, &t->method);
    if (status == GLO_OK && t->from->spec->tail)
        status = glo_add_column(builder, "tail", GLO_TYPE_REAL, t->rows, NULL, &t->tail);
    if (status < 0 || !t->from->spec->details)
        return status;
    for (size_t i = LOWER; i < REALS && status == GLO_OK; i++)
        status = t->reals[i] ? GLO_OK
                             : glo_add_column(builder, names[i], GLO_TYPE_REAL, t->rows, NULL, &t->reals[i]);
    if (status == GLO_OK)
        status = glo_add_column(builder, "history", GLO_TYPE_INTEGER, t->rows, NULL, &t->history);
    if (status == GLO_OK)
        status = glo_add_column(builder, "down_weighted", GLO_TYPE_INTEGER, t->rows, NULL, &t->down_weighted);
    if (status == GLO_OK)
        status = glo_add_column(builder, "lasting", GLO_TYPE_INTEGER, t->rows, NULL, &t->lasting);
    if (status == GLO_OK)
        status = glo_add_column(builder, "reason", GLO_TYPE_TEXT, t->rows, NULL, &t->reason);
    return status;
}

static glo_status write_details(table *t, const glo_judgement *judgement, size_t row) {
    t->history->integers[row] = (int64_t)judgement->history;
    t->down_weighted->integers[row] = (int64_t)judgement->down_weighted;
    t->lasting->integers[row] = (int64_t)judgement->lasting;
    return judgement->reason
               ? glo_column_set_text(t->reason, row, judgement->reason, strlen(judgement->reason))
               : glo_column_set_null(t->reason, row);
}

static glo_status write_row(table *t, const glo_track *track, size_t at, const glo_judgement *judgement,
                            size_t row) {
    glo_status status = glo_set_keys(t->from->panel, track, t->keys, row);
    glo_set_period(t->period, row, track->first + (int32_t)at);
    t->alarm->integers[row] = judgement->alarm;
    if (row > 0)
        t->method->codes[row] = t->method->codes[0]; /* all rows have the one method */
    for (size_t i = 0; i < REALS && status == GLO_OK; i++) {
        if (t->reals[i])
            status = glo_set_real(t->reals[i], row, real_of(judgement, i));
    }
    if (status == GLO_OK && t->tail)
        status = glo_set_real(t->tail, row, judgement->tail);
    return status == GLO_OK && t->from->spec->details ? write_details(t, judgement, row) : status;
}

static glo_status write_rows(table *t) {
    const surveillance *s = t->from;
    const char *method = s->spec->detector->name;
    glo_status status = t->rows > 0 ? glo_column_set_text(t->method, 0, method, strlen(method)) : GLO_OK;
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
static void count_reason(glo_warn_note *note, const char *reason, bool is_judged) {
    for (size_t i = 0; i < GLO_WARN_REASONS; i++) {
        if (!note->reasons[i].text)
            note->reasons[i] = (struct glo_warn_reason){.text = reason, .is_judged = is_judged};
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
                            .outbreaks = s->outbreak_count,
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
            note->unjudged += !is_judged(judgement);
            if (!is_judged(judgement))
                count_reason(note, judgement->reason ? judgement->reason : "it has no bound", false);
            else if (judgement->instead)
                count_reason(note, judgement->instead, true);
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
    glo_marking marking = glo_frame_marking(s->panel->frame);
    if (s->spec->outbreaks)
        marking = glo_marking_join(marking, glo_frame_marking(s->spec->outbreaks));
    return glo_frame_new(&builder, marking, provenance, out);
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
    s.start = spec->start < spec->first ? glo_span_index(spec->start, panel.span) : s.first;
    status = check_counts(&panel);
    if (status == GLO_OK)
        status = glo_known_outbreaks(&panel, spec->outbreaks, &s.outbreaks, &s.outbreak_count);
    if (status == GLO_OK)
        status = glo_alloc_array(panel.count, sizeof *s.judgements, &s.judgements);
    if (status == GLO_OK)
        status = glo_run_parallel(job, "warning", panel.count, judge_one, &s);
    if (status == GLO_OK)
        status = make_frame(&s, provenance, out, out_note);
    for (size_t i = 0; s.judgements && i < panel.count; i++)
        free(s.judgements[i]);
    free(s.judgements);
    glo_known_outbreaks_free(s.outbreaks, panel.count);
    glo_panel_dispose(&panel);
    return status;
}
