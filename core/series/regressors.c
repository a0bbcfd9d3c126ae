/* regressors.c: leaders, events and figures made ready for the series of a panel. Example in regressors.h. */
#include "series/regressors.h"

#include "base/alloc.h"
#include "base/err.h"
#include "series/event.h"
#include "series/lead_search.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LEADERS = 3, MOST_FIGURES = 16 };
#define SURE 0.05 /* the share of false finds among the leaders chosen */

/* An event or a figure: a column of values by period, for the series whose keys it has. */
typedef struct known {
    char *name;
    const glo_panel *panel; /* whose keys limit it; NULL: an event's */
    size_t row;             /* of its keys */
    int32_t first;          /* its first period */
    size_t count;
    const double *values;
} known;

struct glo_regressor_pool {
    const glo_regressors_spec *spec;
    glo_panel figures[MOST_FIGURES], leaders;
    size_t figure_count;
    known *known;
    size_t known_count;
    char **leader_names; /* of every track of leaders */
    double *events;      /* the values of all events */
};

/* ---- events ---- */

static const glo_column *column_named(const glo_frame *frame, const char *name) {
    size_t at;
    return glo_frame_find(frame, name, &at) == GLO_OK ? glo_frame_column(frame, at) : NULL;
}

static int read_date(const glo_column *column, size_t row, int32_t *out_first, int32_t *out_last) {
    const char *text = glo_column_text(column, row);
    glo_span span;
    int status = glo_date_parse(text, strlen(text), GLO_ORDER_ISO, out_first, &span);
    *out_last = status == GLO_OK ? glo_span_last(*out_first, span) : 0;
    return status;
}

static int read_event(const glo_frame *frame, size_t row, glo_event *out) {
    const glo_column *from = column_named(frame, "from"), *to = column_named(frame, "to"),
                     *every = column_named(frame, "every"), *name = column_named(frame, "name");
    int32_t unused;
    if (!name || !from || name->type != GLO_TYPE_TEXT || from->type != GLO_TYPE_TEXT ||
        (to && to->type != GLO_TYPE_TEXT) || (every && every->type != GLO_TYPE_TEXT))
        return glo_fail(GLO_EINVAL, "events need columns of text: name, from, to, every");
    *out = (glo_event){.name = glo_column_text(name, row), .to = GLO_NO_END};
    out->is_yearly = every && !glo_column_is_null(every, row);
    int status = read_date(from, row, &out->from, &unused);
    if (status == GLO_OK && to && !glo_column_is_null(to, row))
        status = read_date(to, row, &unused, &out->to);
    if (status == GLO_OK && out->to < out->from)
        return glo_fail(GLO_EINVAL, "the event '%s' ends before it begins", out->name);
    if (status == GLO_OK && out->is_yearly && out->to == GLO_NO_END)
        return glo_fail(GLO_EINVAL, "the event '%s' comes back every year: say when it ends, with to",
                        out->name);
    return status;
}

static int read_events(glo_regressor_pool *pool, const glo_panel *panel, size_t horizon) {
    const glo_frame *frame = pool->spec->events;
    size_t rows = frame ? glo_frame_rows(frame) : 0;
    int32_t first = panel->last;
    for (size_t i = 0; i < panel->count; i++) {
        if (panel->tracks[i].count > 0 && panel->tracks[i].first < first)
            first = panel->tracks[i].first;
    }
    size_t count = (size_t)(panel->last - first) + 1 + horizon;
    int status = glo_alloc_array(rows * count, sizeof *pool->events, &pool->events);
    for (size_t row = 0; status == GLO_OK && row < rows; row++) {
        glo_event event;
        known *k = &pool->known[pool->known_count++];
        double *values = pool->events + row * count;
        *k = (known){.row = row, .first = first, .count = count, .values = values};
        status = read_event(frame, row, &event);
        if (status == GLO_OK)
            status = glo_alloc_text(event.name, &k->name);
        for (size_t i = 0; status == GLO_OK && i < count; i++)
            values[i] = glo_event_share(&event, first + (int32_t)i, panel->span);
    }
    return status;
}

/* Whether an event is one of the series': it has its keys, as far as it has any. */
static int event_concerns(const glo_frame *events, size_t row, const glo_panel *panel,
                          const glo_track *track) {
    for (size_t k = 0; k < panel->key_count; k++) {
        const glo_column *own = glo_frame_column(panel->frame, panel->keys[k]),
                         *asked = column_named(events, glo_frame_name(panel->frame, panel->keys[k]));
        if (asked && asked->type == GLO_TYPE_TEXT && !glo_column_is_null(asked, row) &&
            strcmp(glo_column_text(asked, row), glo_column_text(own, track->row)) != 0)
            return 0;
    }
    return 1;
}

/* ---- figures ---- */

static const char *period_text(int32_t period, glo_span span, char out[GLO_DATE_SIZE]) {
    glo_date_format(glo_span_first(period, span), span, out);
    return out;
}

static int check_figure(const glo_panel *panel, const glo_panel *figure, const char *name, size_t horizon) {
    char one[GLO_DATE_SIZE], other[GLO_DATE_SIZE];
    if (figure->span != panel->span)
        return glo_fail(GLO_EINVAL, "the regressors are by %s, the figures by %s: use the same period",
                        glo_span_name(figure->span), glo_span_name(panel->span));
    int32_t last = panel->last + (int32_t)horizon;
    for (size_t i = 0; i < figure->count; i++) {
        const glo_track *track = &figure->tracks[i];
        int32_t end = track->first + (int32_t)track->count - 1;
        if (track->count == 0 || end < last)
            return glo_fail(
                GLO_EINVAL,
                "the regressor '%s' ends with %s and the forecast goes to %s: give its figures up "
                "to there, or a shorter horizon",
                name, track->count ? period_text(end, panel->span, one) : "nothing",
                period_text(last, panel->span, other));
        for (size_t t = 0; t < track->count; t++) {
            if (isnan(track->values[t]))
                return glo_fail(GLO_EINVAL, "the regressor '%s' has no figure for %s", name,
                                period_text(track->first + (int32_t)t, panel->span, one));
        }
    }
    return GLO_OK;
}

/* The keys of the figures must be keys of the panel, and each must be that of a series. */
static int check_keys(const glo_panel *panel, const glo_panel *figure) {
    for (size_t k = 0; k < figure->key_count; k++) {
        const char *name = glo_frame_name(figure->frame, figure->keys[k]);
        int is_known = 0;
        for (size_t j = 0; j < panel->key_count; j++)
            is_known |= strcmp(name, glo_frame_name(panel->frame, panel->keys[j])) == 0;
        if (!is_known)
            return glo_fail(GLO_EINVAL,
                            "the regressors have a column '%s' that the figures don't have: leave it out, as "
                            "in x:select{\"period\", ...}",
                            name);
    }
    for (size_t i = 0; i < panel->count; i++) {
        for (size_t j = 0; j < figure->count; j++) {
            if (glo_panel_same(panel, &panel->tracks[i], figure, &figure->tracks[j]))
                return GLO_OK;
        }
    }
    return glo_fail(GLO_EINVAL, "the regressors have other keys than the figures: none is of one of their "
                                "series");
}

static int add_figure(glo_regressor_pool *pool, const glo_panel *panel, const char *name, size_t horizon) {
    glo_panel_spec spec = {.value = name, .cutoff = GLO_NO_CUTOFF};
    glo_panel *figure = &pool->figures[pool->figure_count];
    int status = glo_panel_read(pool->spec->figures, &spec, figure);
    if (status < 0)
        return status;
    pool->figure_count++;
    status = check_figure(panel, figure, name, horizon);
    if (status == GLO_OK)
        status = check_keys(panel, figure);
    for (size_t i = 0; status == GLO_OK && i < figure->count; i++) {
        const glo_track *track = &figure->tracks[i];
        known *k = &pool->known[pool->known_count++];
        *k = (known){NULL, figure, track->row, track->first, track->count, track->values};
        status = glo_alloc_text(name, &k->name);
    }
    return status;
}

static int is_figure(const glo_frame *frame, size_t column) {
    glo_type type = glo_frame_column(frame, column)->type;
    return (type == GLO_TYPE_INTEGER || type == GLO_TYPE_REAL) &&
           strcmp(glo_frame_name(frame, column), "year") != 0;
}

static int read_figures(glo_regressor_pool *pool, const glo_panel *panel, size_t horizon) {
    const glo_frame *frame = pool->spec->figures;
    size_t columns = frame ? glo_frame_columns(frame) : 0, found = 0;
    for (size_t c = 0; c < columns; c++)
        found += (size_t)is_figure(frame, c);
    if (frame && (found == 0 || found > MOST_FIGURES))
        return glo_fail(GLO_EINVAL, "the regressors have %zu columns of numbers: expected 1 to %d", found,
                        MOST_FIGURES);
    int status = GLO_OK;
    for (size_t c = 0; status == GLO_OK && c < columns; c++) {
        if (is_figure(frame, c))
            status = add_figure(pool, panel, glo_frame_name(frame, c), horizon);
    }
    return status;
}

/* ---- leaders ---- */

/* "RT-CMED migration.crossing.sea" */
static int name_leader(const glo_panel *leaders, const glo_track *track, char **out) {
    char name[200] = "";
    size_t length = 0;
    for (size_t k = 0; k < leaders->key_count && length < sizeof name; k++)
        length +=
            (size_t)snprintf(name + length, sizeof name - length, "%s%s", k ? " " : "",
                             glo_column_text(glo_frame_column(leaders->frame, leaders->keys[k]), track->row));
    return glo_alloc_text(name[0] ? name : glo_frame_name(leaders->frame, leaders->value), out);
}

static int read_leaders(glo_regressor_pool *pool, const glo_panel *panel) {
    const glo_regressors_spec *spec = pool->spec;
    if (!spec->leaders)
        return GLO_OK;
    int status = glo_panel_read(spec->leaders, &spec->leader, &pool->leaders);
    if (status < 0)
        return status;
    if (pool->leaders.span != panel->span)
        return glo_fail(GLO_EINVAL,
                        "the leaders are by %s, the figures by %s: roll both up by the same period",
                        glo_span_name(pool->leaders.span), glo_span_name(panel->span));
    status = glo_alloc_array(pool->leaders.count, sizeof *pool->leader_names, &pool->leader_names);
    for (size_t i = 0; status == GLO_OK && i < pool->leaders.count; i++)
        status = name_leader(&pool->leaders, &pool->leaders.tracks[i], &pool->leader_names[i]);
    return status;
}

/* ---- the pool ---- */

int glo_regressor_pool_new(const glo_regressors_spec *spec, const glo_panel *panel, size_t horizon,
                           glo_regressor_pool **out) {
    glo_regressor_pool *pool;
    if (glo_alloc_array(1, sizeof *pool, &pool) < 0)
        return GLO_ENOMEM;
    pool->spec = spec;
    size_t most = (spec->events ? glo_frame_rows(spec->events) : 0) +
                  (spec->figures ? glo_frame_rows(spec->figures) * MOST_FIGURES : 0);
    int status = glo_alloc_array(most, sizeof *pool->known, &pool->known);
    if (status == GLO_OK)
        status = read_events(pool, panel, horizon);
    if (status == GLO_OK)
        status = read_figures(pool, panel, horizon);
    if (status == GLO_OK)
        status = read_leaders(pool, panel);
    if (status < 0) {
        glo_regressor_pool_free(pool);
        return status;
    }
    *out = pool;
    return GLO_OK;
}

void glo_regressor_pool_free(glo_regressor_pool *pool) {
    if (!pool)
        return;
    for (size_t i = 0; i < pool->known_count; i++)
        free(pool->known[i].name);
    for (size_t i = 0; pool->leader_names && i < pool->leaders.count; i++)
        free(pool->leader_names[i]);
    for (size_t i = 0; i < pool->figure_count; i++)
        glo_panel_dispose(&pool->figures[i]);
    glo_panel_dispose(&pool->leaders);
    free(pool->leader_names);
    free(pool->known);
    free(pool->events);
    free(pool);
}

/* ---- choosing ---- */

static int concerns(const glo_regressor_pool *pool, const known *k, const glo_panel *panel,
                    const glo_track *track) {
    glo_track like = {.row = k->row};
    return k->panel ? glo_panel_same(panel, track, k->panel, &like)
                    : event_concerns(pool->spec->events, k->row, panel, track);
}

/* Writes the regressors of one series to `out` (NULL: counts them); `leads` in order of p. */
static size_t regressors_of_track(const glo_regressor_pool *pool, const glo_panel *panel, size_t i,
                                  const glo_panel *leaders, const glo_leads *leads, glo_regressor *out) {
    const glo_track *track = &panel->tracks[i];
    size_t count = 0, lead_count = 0;
    for (size_t n = 0; n < pool->known_count; n++) {
        const known *k = &pool->known[n];
        if (!concerns(pool, k, panel, track))
            continue;
        if (out)
            out[count] = (glo_regressor){.name = k->name,
                                         .values = k->values,
                                         .count = k->count,
                                         .first = (int64_t)k->first - track->first};
        count++;
    }
    for (size_t n = 0; n < leads->count && lead_count < MOST_LEADERS; n++) {
        const glo_lead *lead = &leads->found[n];
        if (lead->local != i || !(lead->gain > 0))
            continue;
        const glo_track *leader = &leaders->tracks[lead->leader];
        int64_t first = (int64_t)leader->first - track->first;
        if (out)
            out[count] = (glo_regressor){.name = pool->leader_names[lead->leader],
                                         .values = leader->values,
                                         .count = leader->count,
                                         .first = first,
                                         .lag = lead->lag,
                                         .beyond = first + (int64_t)leader->count - (int64_t)track->count};
        count++;
        lead_count++;
    }
    return count;
}

/* What leads the series of `panel`, from what both know. */
static int search(const glo_regressor_pool *pool, const glo_panel *panel, int32_t at, const glo_job *job,
                  glo_panel *leaders, glo_leads *out) {
    int status = glo_panel_cut(&pool->leaders, at, leaders);
    glo_lead_spec spec = {.local = panel, .leader = leaders, .max_lag = pool->spec->max_lag, .most_q = SURE};
    return status < 0 ? status : glo_lead_search(&spec, job, out);
}

int glo_regressor_choose(const glo_regressor_pool *pool, const glo_panel *panel, int32_t at,
                         const glo_job *job, glo_regressor_choice *out) {
    glo_panel leaders = {0}, known_then = {0};
    glo_leads leads = {0};
    glo_regressor_choice made = {0};
    int status = glo_panel_cut(panel, at, &known_then);
    if (status == GLO_OK && pool->spec->leaders)
        status = search(pool, &known_then, at, job, &leaders, &leads);
    if (status == GLO_OK)
        status = glo_alloc_array(panel->count + 1, sizeof *made.begin, &made.begin);
    for (size_t i = 0; status == GLO_OK && i < panel->count; i++)
        made.begin[i + 1] = made.begin[i] + regressors_of_track(pool, &known_then, i, &leaders, &leads, NULL);
    if (status == GLO_OK)
        status = glo_alloc_array(made.begin[panel->count], sizeof *made.all, &made.all);
    for (size_t i = 0; status == GLO_OK && i < panel->count; i++)
        regressors_of_track(pool, &known_then, i, &leaders, &leads, made.all + made.begin[i]);
    free(leads.found);
    glo_panel_dispose(&leaders);
    glo_panel_dispose(&known_then);
    if (status < 0)
        glo_regressor_choice_dispose(&made);
    else
        *out = made;
    return status;
}

void glo_regressor_choice_dispose(glo_regressor_choice *choice) {
    free(choice->all);
    free(choice->begin);
    *choice = (glo_regressor_choice){0};
}

size_t glo_regressors_of(const glo_regressor_choice *choice, size_t track, const glo_regressor **out) {
    if (!choice->begin)
        return 0;
    *out = choice->all + choice->begin[track];
    return choice->begin[track + 1] - choice->begin[track];
}

glo_marking glo_regressors_marking(const glo_regressors_spec *spec, glo_marking with) {
    const glo_frame *frames[] = {spec->leaders, spec->events, spec->figures};
    for (size_t i = 0; i < 3; i++) {
        if (frames[i])
            with = glo_marking_join(with, glo_frame_marking(frames[i]));
    }
    return with;
}
