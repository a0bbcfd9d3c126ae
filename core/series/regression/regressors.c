/* regressors.c: leaders, events and figures made ready for the series of a panel. Example in regressors.h. */
#include "regression/regressors.h"

#include "base/alloc.h"
#include "base/err.h"
#include "leading/lead_search.h"
#include "regression/future.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST_LEADERS = 3 }; /* of one series */
#define MAX_Q 0.05         /* false discovery rate of the leaders chosen; docs/methods.md */

struct glo_regressor_pool {
    const glo_regressors_spec *spec;
    glo_future future;
    glo_panel leaders;
    char **leader_names; /* of every track of leaders */
};

/* ---- leaders ---- */

/* "RT-CMED migration.crossing.sea" */
static glo_status name_leader(const glo_panel *leaders, const glo_track *track, char **out) {
    char name[200] = "";
    size_t length = 0;
    for (size_t k = 0; k < leaders->key_count && length < sizeof name; k++)
        length +=
            (size_t)snprintf(name + length, sizeof name - length, "%s%s", k ? " " : "",
                             glo_column_text(glo_frame_column(leaders->frame, leaders->keys[k]), track->row));
    return glo_alloc_text(name[0] ? name : glo_frame_name(leaders->frame, leaders->value), out);
}

static glo_status read_leaders(glo_regressor_pool *pool, const glo_panel *panel) {
    const glo_regressors_spec *spec = pool->spec;
    if (!spec->leaders)
        return GLO_OK;
    glo_status status = glo_panel_read(spec->leaders, &spec->leader, &pool->leaders);
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

glo_status glo_regressor_pool_new(const glo_regressors_spec *spec, const glo_panel *panel, size_t horizon,
                                  glo_regressor_pool **out) {
    glo_regressor_pool *pool;
    if (glo_alloc_array(1, sizeof *pool, &pool) < 0)
        return GLO_ENOMEM;
    pool->spec = spec;
    glo_status status = glo_future_read(spec->events, spec->figures, panel, horizon, &pool->future);
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
    for (size_t i = 0; pool->leader_names && i < pool->leaders.count; i++)
        free(pool->leader_names[i]);
    glo_panel_dispose(&pool->leaders);
    free(pool->leader_names);
    glo_future_dispose(&pool->future);
    free(pool);
}

/* ---- choosing ---- */

/* Writes the regressors of one series to `out` (NULL: counts them); `leads` in order of p. */
static size_t regressors_of_track(const glo_regressor_pool *pool, const glo_panel *panel, size_t i,
                                  const glo_panel *leaders, const glo_leads *leads, glo_regressor *out) {
    const glo_track *track = &panel->tracks[i];
    size_t count = 0, lead_count = 0;
    for (size_t n = 0; n < pool->future.count; n++) {
        const glo_future_regressor *k = &pool->future.items[n];
        if (!glo_future_is_of(&pool->future, n, panel, track))
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
static glo_status search(const glo_regressor_pool *pool, const glo_panel *panel, int32_t at,
                         const glo_job *job, glo_panel *leaders, glo_leads *out) {
    glo_status status = glo_panel_cut(&pool->leaders, at, leaders);
    glo_lead_spec spec = {.local = panel, .leader = leaders, .max_lag = pool->spec->max_lag, .max_q = MAX_Q};
    return status < 0 ? status : glo_lead_search(&spec, job, out);
}

glo_status glo_regressor_choose(const glo_regressor_pool *pool, const glo_panel *panel, int32_t at,
                                const glo_job *job, glo_regressor_choice *out) {
    glo_panel leaders = {0}, known_then = {0};
    glo_leads leads = {0};
    glo_regressor_choice made = {0};
    glo_status status = glo_panel_cut(panel, at, &known_then);
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
