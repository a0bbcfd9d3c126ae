/* nowcast.c: every series of a frame corrected for late reports, over threads. Columns and example in detect/nowcast.h. */
#include "detect/nowcast.h"

#include "base/alloc.h"
#include "base/err.h"
#include "base/parallel.h"
#include "nowcast/correct.h"
#include "panel/columns.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define ALL_REPORTED 0.99 /* by the last delay, where none is asked for */

typedef struct corrected {
    glo_delay_sums own;
    glo_correction *rows;
    bool is_pooled;
} corrected;

typedef struct nowcasting {
    const glo_nowcast_spec *spec;
    glo_triangles all;
    glo_delay_sums pooled;
    double *shares; /* drawn by the delays of all */
    corrected *series;
    size_t most, begin,
        window_begin; /* the last delay; the first row, and the first of the delays, among the periods */
    bool is_short;
} nowcasting;

static bool is_drawn(const nowcasting *n) {
    return n->spec->method == GLO_NOWCAST_BAYES;
}

static size_t rows_of(const nowcasting *n) {
    return n->all.periods - n->begin;
}

/* ---- the delays ---- */

static glo_status fill(const nowcasting *n, size_t series, double **out) {
    if (glo_alloc_array(n->all.periods * n->all.columns, sizeof **out, out) < 0)
        return GLO_ENOMEM;
    glo_triangles_fill(&n->all, series, *out);
    return GLO_OK;
}

static glo_status sum_one(void *context, size_t i) {
    nowcasting *n = context;
    double *known;
    glo_status status = fill(n, i, &known);
    if (status < 0)
        return status;
    glo_delay_sums_clear(&n->series[i].own);
    glo_delay_sums_take(&n->series[i].own, &n->all, known, n->window_begin, n->all.periods, is_drawn(n));
    free(known);
    return GLO_OK;
}

static glo_status sum_all(nowcasting *n, const glo_job *job) {
    glo_status status = glo_run_parallel(job, "reading delays", n->all.count_of_series, sum_one, n);
    glo_delay_sums_clear(&n->pooled);
    for (size_t i = 0; i < n->all.count_of_series && status == GLO_OK; i++)
        glo_delay_sums_join(&n->pooled, &n->series[i].own);
    return status;
}

static glo_status fail_without_delays(const nowcasting *n) {
    char first[GLO_DATE_SIZE], last[GLO_DATE_SIZE];
    glo_date_format(glo_span_first(n->all.first, n->all.panel.span), n->all.panel.span, first);
    glo_date_format(glo_span_first(n->all.last, n->all.panel.span), n->all.panel.span, last);
    return glo_fail(
        GLO_EINVAL,
        "no delay of a report is known: of no %s from %s to %s is it known how much was reported at two "
        "times",
        glo_span_name(n->all.panel.span), first, last);
}

/* The last delay: what is asked for, else by which nearly all is reported; no longer than the history of reports. */
static glo_status find_most(nowcasting *n) {
    size_t longest = 0, most = n->spec->max_delay > 0 ? (size_t)n->spec->max_delay : 0;
    for (size_t x = 1; x <= n->pooled.most; x++)
        longest = n->pooled.of[GLO_FILLED][x] > 0 ? x : longest;
    if (longest == 0)
        return fail_without_delays(n);
    if (most == 0) {
        n->pooled.most = longest; /* what is beyond has no hazard */
        for (most = 1; most < longest && glo_share_reported(&n->pooled, most) < ALL_REPORTED;)
            most++;
        n->is_short = most == longest && longest < n->all.columns - 2;
    } else {
        n->is_short = longest < most;
    }
    n->most = most < longest ? most : longest;
    return GLO_OK;
}

/* Sums at the last delay that there could be, then at the one that is chosen. */
static glo_status estimate(nowcasting *n, const glo_job *job) {
    const size_t count = n->all.count_of_series;
    n->most = n->all.columns - 2;
    if (n->most > n->all.periods - 1)
        n->most = n->all.periods - 1;
    if (n->most == 0)
        return fail_without_delays(n);
    if (glo_alloc_array(count, sizeof *n->series, &n->series) < 0 ||
        glo_delay_sums_init(&n->pooled, n->most) < 0)
        return GLO_ENOMEM;
    glo_status status = GLO_OK;
    for (size_t i = 0; i < count && status == GLO_OK; i++)
        status = glo_delay_sums_init(&n->series[i].own, n->most);
    const size_t window = (size_t)n->spec->window;
    n->window_begin = n->all.periods > window + 1 ? n->all.periods - 1 - window : 0;
    if (status == GLO_OK)
        status = sum_all(n, job);
    if (status == GLO_OK)
        status = find_most(n);
    for (size_t i = 0; i < count && status == GLO_OK; i++)
        n->series[i].own.most = n->most;
    n->pooled.most = n->most;
    if (status == GLO_OK)
        status = sum_all(n, job);
    size_t back = n->spec->complete && window + 1 > n->most ? window + 1 : n->most;
    n->begin = n->all.periods > back ? n->all.periods - back : 0;
    return status;
}

/* ---- one series ---- */

static double prior_mean(const nowcasting *n, const corrected *c) {
    if (n->spec->prior_mean > 0)
        return n->spec->prior_mean;
    double counts = c->own.complete > 0 ? c->own.final : c->own.reports;
    double periods = c->own.complete > 0 ? c->own.complete : (double)n->all.periods;
    return (counts + 0.5) / (periods + 0.5);
}

/* What needs no correction, or can't have one. */
static void keep(const nowcasting *n, double known, double share, glo_correction *out) {
    *out = (glo_correction){.known = known, .expected = known, .share = share};
    for (size_t q = 0; q <= 2 * n->spec->level_count; q++)
        out->quantiles[q] = known;
}

/* What a series is corrected by: the sums of its delays, draws of the shares reported, draws of its own, and room for them. */
typedef struct correcting {
    const glo_delay_sums *sums;
    const double *shares;
    double mean;
    glo_draws draws;
    double *room;
} correcting;

static void correct_row(const nowcasting *n, correcting *by, const double *line, glo_correction *out) {
    int32_t age = glo_known_to(&n->all, line);
    double known = age < 0 ? NAN : line[n->all.columns - 1];
    if (age < 0 || (size_t)age >= n->most)
        keep(n, known, age < 0 ? NAN : 1, out);
    else if (n->spec->method == GLO_NOWCAST_LAWLESS)
        glo_correct_lawless(by->sums, n->spec, known, age, out);
    else
        glo_correct_bayes(by->sums, n->spec, by->shares, by->mean, &by->draws, known, age, by->room, out);
}

static glo_status correct_one(void *context, size_t i) {
    nowcasting *n = context;
    corrected *c = &n->series[i];
    uint64_t hash = glo_panel_hash(&n->all.panel, glo_triangles_row(&n->all, i));
    double *known = NULL, *room = NULL, *shares = NULL;
    correcting by = {.sums = c->is_pooled ? &n->pooled : &c->own,
                     .mean = prior_mean(n, c),
                     .draws = {.seed = n->spec->seed, .stream = hash}};
    glo_status status = glo_alloc_array(rows_of(n), sizeof *c->rows, &c->rows);
    if (status == GLO_OK)
        status = glo_alloc_array(n->spec->draws, sizeof *room, &room);
    if (status == GLO_OK && is_drawn(n) && !c->is_pooled)
        status = glo_draw_shares(by.sums, n->spec, ~hash, &shares);
    if (status == GLO_OK)
        status = fill(n, i, &known);
    by.room = room;
    by.shares = c->is_pooled ? n->shares : shares;
    for (size_t r = 0; r < rows_of(n) && status == GLO_OK; r++)
        correct_row(n, &by, known + (n->begin + r) * n->all.columns, &c->rows[r]);
    free(known);
    free(room);
    free(shares);
    return status;
}

/* Which series take the delays of all, and draws of these. */
static glo_status pool(nowcasting *n) {
    size_t pooled = 0;
    for (size_t i = 0; i < n->all.count_of_series; i++) {
        n->series[i].is_pooled = n->all.count_of_series > 1 && n->series[i].own.reports < n->spec->least;
        pooled += n->series[i].is_pooled;
    }
    return pooled > 0 && is_drawn(n) ? glo_draw_shares(&n->pooled, n->spec, 0, &n->shares) : GLO_OK;
}

/* ---- the frame ---- */

enum { KNOWN, EXPECTED, LOWER, UPPER, SHARE, REALS };

typedef struct table {
    const nowcasting *from;
    glo_column *keys[GLO_MOST_KEYS], *period, *reals[REALS], *quantiles[GLO_QUANTILES];
} table;

static glo_status new_columns(table *t, size_t rows, glo_frame_builder *builder) {
    static const char *const names[REALS] = {"known", "expected", "lower", "upper", "share_reported"};
    const nowcasting *n = t->from;
    const char *unit = n->all.count->unit;
    char name[32];
    glo_status status = glo_add_keys(&n->all.panel, rows, builder, t->keys);
    if (status == GLO_OK)
        status = glo_add_period(n->all.panel.span, rows, builder, &t->period);
    for (size_t i = 0; i < REALS && status == GLO_OK; i++)
        status =
            glo_add_column(builder, names[i], GLO_TYPE_REAL, rows, i < SHARE ? unit : NULL, &t->reals[i]);
    const size_t middle = n->spec->level_count;
    for (size_t i = 0; i <= 2 * middle && status == GLO_OK; i++) {
        double level = i == middle ? 0 : n->spec->levels[i < middle ? middle - 1 - i : i - middle - 1];
        snprintf(name, sizeof name, i < middle ? "low_%g" : i > middle ? "high_%g" : "median", level);
        status = glo_add_column(builder, name, GLO_TYPE_REAL, rows, unit, &t->quantiles[i]);
    }
    return status;
}

static glo_status write_row(table *t, size_t series, size_t r, size_t row) {
    const nowcasting *n = t->from;
    const glo_correction *c = &n->series[series].rows[r];
    const size_t last = 2 * n->spec->level_count;
    const glo_track keys = {.row = glo_triangles_row(&n->all, series)};
    const double reals[REALS] = {c->known, c->expected, c->quantiles[0], c->quantiles[last], c->share};
    glo_status status = glo_set_keys(&n->all.panel, &keys, t->keys, row);
    glo_set_period(t->period, row, n->all.first + (int32_t)(n->begin + r));
    for (size_t i = 0; i < REALS && status == GLO_OK; i++)
        status = glo_set_real(t->reals[i], row, reals[i]);
    for (size_t i = 0; i <= last && status == GLO_OK; i++)
        status = glo_set_real(t->quantiles[i], row, c->quantiles[i]);
    return status;
}

static void tell(const nowcasting *n, glo_nowcast_note *out) {
    const glo_span span = n->all.panel.span;
    *out = (glo_nowcast_note){.series = n->all.count_of_series,
                              .max_delay = (int32_t)n->most,
                              .window = n->spec->window,
                              .first = glo_span_first(n->all.first + (int32_t)n->begin, span),
                              .last = glo_span_first(n->all.last, span),
                              .is_short = n->is_short,
                              .corrections = n->pooled.corrections,
                              .corrected_by = n->pooled.corrected_by,
                              .dispersion = glo_delay_dispersion(&n->pooled)};
    for (size_t i = 0; i < n->all.count_of_series; i++) {
        bool is_known = false;
        out->pooled += n->series[i].is_pooled;
        for (size_t r = 0; r < rows_of(n); r++) {
            const glo_correction *c = &n->series[i].rows[r];
            is_known |= !isnan(c->known);
            out->to_come += isnan(c->known) ? 0 : c->expected - c->known;
        }
        out->unknown += !is_known;
    }
}

static glo_status make_frame(const nowcasting *n, glo_provenance *provenance, glo_frame **out) {
    table t = {.from = n};
    glo_frame_builder builder = {0};
    const size_t rows = rows_of(n);
    glo_status status = new_columns(&t, rows * n->all.count_of_series, &builder);
    for (size_t i = 0; i < n->all.count_of_series; i++) {
        for (size_t r = 0; r < rows && status == GLO_OK; r++)
            status = write_row(&t, i, r, i * rows + r);
    }
    if (status < 0) {
        glo_frame_builder_dispose(&builder);
        return status;
    }
    return glo_frame_new(&builder, glo_frame_marking(n->all.panel.frame), provenance, out);
}

static void dispose(nowcasting *n) {
    for (size_t i = 0; n->series && i < n->all.count_of_series; i++) {
        glo_delay_sums_dispose(&n->series[i].own);
        free(n->series[i].rows);
    }
    free(n->series);
    free(n->shares);
    glo_delay_sums_dispose(&n->pooled);
    glo_triangles_dispose(&n->all);
}

glo_status glo_nowcast(const glo_frame *frame, const glo_nowcast_spec *spec, const glo_job *job,
                       glo_provenance *provenance, glo_frame **out, glo_nowcast_note *out_note) {
    nowcasting n = {.spec = spec};
    glo_status status = glo_triangles_read(frame, &spec->triangle, &n.all);
    if (status == GLO_OK && n.all.periods < 2)
        status = glo_fail(GLO_EINVAL, "a nowcast needs two periods at least of which reports are known");
    if (status == GLO_OK)
        status = estimate(&n, job);
    if (status == GLO_OK)
        status = pool(&n);
    if (status == GLO_OK)
        status = glo_run_parallel(job, "nowcasting", n.all.count_of_series, correct_one, &n);
    if (status == GLO_OK) {
        glo_nowcast_note note;
        tell(&n, &note);
        if ((status = make_frame(&n, provenance, out)) == GLO_OK)
            *out_note = note;
    }
    dispose(&n);
    return status;
}
