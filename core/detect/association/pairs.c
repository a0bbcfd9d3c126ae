/* pairs.c: counts pairs of events by bands. Example in pairs.h. */
#include "association/pairs.h"

#include "association/neighbours.h"
#include "base/alloc.h"
#include "base/parallel.h"
#include "numeric/draws.h"

#include <stdlib.h>
#include <string.h>

#define BLOCK 8               /* permutations to a piece of work */
#define MOST_CELLS (16 << 20) /* places x periods of a table, 64 MB for each thread */
#define NO_BAND SIZE_MAX

typedef struct near_pair {
    uint32_t a, b; /* a <= b; a == b: pairs of events of one place */
    size_t band;
} near_pair;

typedef struct count_plan {
    const glo_pairs *pairs;
    const glo_job *job;
    size_t *begin; /* of each place's events */
    near_pair *near;
    size_t near_count, near_room;
    size_t periods;      /* times are below it */
    size_t lags;         /* that are in a band: 0 .. lags - 1 */
    size_t *band_of_lag; /* of each */
    bool has_table;
    size_t cells;       /* distance_count x lag_count */
    uint64_t *permuted; /* by draw, then cell */
} count_plan;

static size_t band_of(const double *bounds, size_t count, double value) {
    for (size_t i = 0; i < count; i++) {
        if (value <= bounds[i])
            return i;
    }
    return NO_BAND;
}

/* ---- the plan ---- */

static glo_status add_near(count_plan *plan, uint32_t a, uint32_t b) {
    const glo_pairs *p = plan->pairs;
    double distance = a == b ? 0 : glo_distance(p->x[a], p->y[a], p->x[b], p->y[b], p->is_great_circle);
    size_t band = band_of(p->distances, p->distance_count, distance);
    if (band == NO_BAND)
        return GLO_OK;
    if (glo_alloc_grow(&plan->near, &plan->near_room, plan->near_count + 1, sizeof *plan->near) < 0)
        return GLO_ENOMEM;
    plan->near[plan->near_count++] = (near_pair){a, b, band};
    return GLO_OK;
}

static glo_status find_near(count_plan *plan) {
    glo_status status = GLO_OK;
    for (uint32_t a = 0; a < plan->pairs->places && status == GLO_OK; a++) {
        status = a % 16 == 0 ? glo_job_check(plan->job) : GLO_OK;
        for (uint32_t b = a; b < plan->pairs->places && status == GLO_OK; b++)
            status = add_near(plan, a, b);
    }
    return status;
}

static void find_periods(count_plan *plan) {
    const glo_pairs *p = plan->pairs;
    for (size_t e = 0; e < p->events; e++) {
        if ((size_t)p->time[e] >= plan->periods)
            plan->periods = (size_t)p->time[e] + 1;
        plan->begin[p->place[e] + 1]++;
    }
    for (size_t i = 0; i < p->places; i++)
        plan->begin[i + 1] += plan->begin[i];
    double longest = p->lags[p->lag_count - 1];
    plan->lags = longest < (double)plan->periods ? (size_t)longest + 1 : plan->periods;
}

/* The cheaper way of counting. */
static bool is_table_cheaper(const count_plan *plan) {
    double direct = 0,
           table = (double)plan->near_count * (double)plan->periods * (2 * (double)plan->lags - 1);
    for (size_t i = 0; i < plan->near_count; i++) {
        const near_pair *n = &plan->near[i];
        direct += (double)(plan->begin[n->a + 1] - plan->begin[n->a]) *
                  (double)(plan->begin[n->b + 1] - plan->begin[n->b]);
    }
    return plan->pairs->places * plan->periods <= MOST_CELLS &&
           table < 4 * direct; /* its loops are plain sums */
}

static void plan_dispose(count_plan *plan) {
    free(plan->begin);
    free(plan->near);
    free(plan->band_of_lag);
    free(plan->permuted);
}

static glo_status make_plan(count_plan *plan) {
    const glo_pairs *p = plan->pairs;
    plan->cells = p->distance_count * p->lag_count;
    glo_status status = glo_alloc_array(p->places + 1, sizeof *plan->begin, &plan->begin);
    if (status == GLO_OK)
        status = find_near(plan);
    if (status == GLO_OK)
        find_periods(plan);
    if (status == GLO_OK)
        status = glo_alloc_array(plan->lags, sizeof *plan->band_of_lag, &plan->band_of_lag);
    for (size_t lag = 0; lag < plan->lags && status == GLO_OK; lag++)
        plan->band_of_lag[lag] = band_of(p->lags, p->lag_count, (double)lag);
    plan->has_table = status == GLO_OK && is_table_cheaper(plan);
    return status == GLO_OK ? glo_alloc_array(p->draws * plan->cells, sizeof *plan->permuted, &plan->permuted)
                            : status;
}

/* ---- event by event ---- */

static void count_direct(const count_plan *plan, const near_pair *n, const int32_t *time, uint64_t *counts) {
    for (size_t e = plan->begin[n->a]; e < plan->begin[n->a + 1]; e++) {
        for (size_t f = n->a == n->b ? e + 1 : plan->begin[n->b]; f < plan->begin[n->b + 1]; f++) {
            size_t lag = (size_t)abs(time[e] - time[f]);
            if (lag < plan->lags)
                counts[plan->band_of_lag[lag]]++;
        }
    }
}

/* ---- by counts of places and periods ---- */

static uint64_t product(const uint32_t *a, const uint32_t *b, size_t count) {
    uint64_t sum = 0;
    for (size_t t = 0; t < count; t++)
        sum += (uint64_t)a[t] * b[t];
    return sum;
}

/* Pairs at a lag, of two places or of one. */
static uint64_t at_lag(const uint32_t *a, const uint32_t *b, size_t periods, size_t lag) {
    if (a != b)
        return product(a, b + lag, periods - lag) + (lag > 0 ? product(b, a + lag, periods - lag) : 0);
    uint64_t sum = product(a, a + lag, periods - lag);
    if (lag > 0)
        return sum;
    for (size_t t = 0; t < periods; t++)
        sum -= a[t];
    return sum / 2;
}

static void fill_table(const count_plan *plan, const int32_t *time, uint32_t *table) {
    memset(table, 0, plan->pairs->places * plan->periods * sizeof *table);
    for (size_t e = 0; e < plan->pairs->events; e++)
        table[plan->pairs->place[e] * plan->periods + (size_t)time[e]]++;
}

static void count_table(const count_plan *plan, const near_pair *n, const uint32_t *table, uint64_t *counts) {
    const uint32_t *a = table + n->a * plan->periods, *b = table + n->b * plan->periods;
    for (size_t lag = 0; lag < plan->lags; lag++)
        counts[plan->band_of_lag[lag]] += at_lag(a, b, plan->periods, lag);
}

/* ---- all bands ---- */

/* `table` is NULL where pairs are counted event by event. */
static glo_status count_all(const count_plan *plan, const int32_t *time, uint32_t *table, uint64_t *counts) {
    size_t lag_count = plan->pairs->lag_count;
    if (table)
        fill_table(plan, time, table);
    for (size_t i = 0; i < plan->near_count; i++) {
        const near_pair *n = &plan->near[i];
        if (i % 256 == 0 && glo_job_check(plan->job) < 0)
            return GLO_ECANCELLED;
        if (table)
            count_table(plan, n, table, counts + n->band * lag_count);
        else
            count_direct(plan, n, time, counts + n->band * lag_count);
    }
    return GLO_OK;
}

static glo_status new_table(const count_plan *plan, uint32_t **out) {
    *out = NULL;
    return plan->has_table ? glo_alloc_array(plan->pairs->places * plan->periods, sizeof **out, out) : GLO_OK;
}

/* Fisher and Yates. */
static void permute_times(const count_plan *plan, size_t draw, int32_t *time) {
    glo_draws draws = {.seed = plan->pairs->seed, .stream = draw};
    memcpy(time, plan->pairs->time, plan->pairs->events * sizeof *time);
    for (size_t left = plan->pairs->events; left > 1; left--) {
        size_t at = (size_t)(glo_draws_uniform(&draws) * (double)left);
        int32_t held = time[at];
        time[at] = time[left - 1];
        time[left - 1] = held;
    }
}

static glo_status permute_block(void *context, size_t block) {
    count_plan *plan = context;
    int32_t *time = NULL;
    uint32_t *table = NULL;
    glo_status status = glo_alloc_array(plan->pairs->events, sizeof *time, &time);
    if (status == GLO_OK)
        status = new_table(plan, &table);
    for (size_t draw = block * BLOCK;
         draw < (block + 1) * BLOCK && draw < plan->pairs->draws && status == GLO_OK; draw++) {
        permute_times(plan, draw, time);
        status = count_all(plan, time, table, plan->permuted + draw * plan->cells);
    }
    free(time);
    free(table);
    return status;
}

static uint64_t pairs_of(uint64_t events) {
    return events / 2 * (events - 1) + (events % 2 ? (events - 1) / 2 : 0);
}

/* Pairs in each band of distance, whatever their times; and in each band of lag, whatever their places. */
static glo_status expect(const count_plan *plan, double *expected) {
    const glo_pairs *p = plan->pairs;
    uint32_t *by_period;
    double *near, *late, all = (double)pairs_of(p->events);
    glo_status status = glo_alloc_array(plan->periods, sizeof *by_period, &by_period);
    if (status < 0)
        return status;
    if ((status = glo_alloc_array(p->distance_count + p->lag_count, sizeof *near, &near)) < 0) {
        free(by_period);
        return status;
    }
    late = near + p->distance_count;
    for (size_t e = 0; e < p->events; e++)
        by_period[p->time[e]]++;
    for (size_t lag = 0; lag < plan->lags; lag++)
        late[plan->band_of_lag[lag]] += (double)at_lag(by_period, by_period, plan->periods, lag);
    for (size_t i = 0; i < plan->near_count; i++) {
        const near_pair *n = &plan->near[i];
        size_t a = plan->begin[n->a + 1] - plan->begin[n->a], b = plan->begin[n->b + 1] - plan->begin[n->b];
        near[n->band] += n->a == n->b ? (double)pairs_of(a) : (double)a * (double)b;
    }
    for (size_t d = 0; d < p->distance_count; d++) {
        for (size_t l = 0; l < p->lag_count; l++)
            expected[d * p->lag_count + l] = all > 0 ? near[d] * (late[l] / all) : 0;
    }
    free(near);
    free(by_period);
    return GLO_OK;
}

static glo_status count_observed(const count_plan *plan, uint64_t *observed) {
    uint32_t *table;
    memset(observed, 0, plan->cells * sizeof *observed);
    glo_status status = new_table(plan, &table);
    if (status == GLO_OK)
        status = count_all(plan, plan->pairs->time, table, observed);
    free(table);
    return status;
}

glo_status glo_pairs_count(const glo_pairs *pairs, const glo_job *job, uint64_t *observed, double *expected,
                           glo_tail *tails) {
    count_plan plan = {.pairs = pairs, .job = job};
    glo_status status = make_plan(&plan);
    if (status == GLO_OK)
        status = count_observed(&plan, observed);
    if (status == GLO_OK)
        status = expect(&plan, expected);
    if (status == GLO_OK)
        status = glo_run_parallel(job, "permuting times", (pairs->draws + BLOCK - 1) / BLOCK, permute_block,
                                  &plan);
    for (size_t cell = 0; cell < plan.cells && status == GLO_OK; cell++) {
        tails[cell] = (glo_tail){0};
        for (size_t draw = 0; draw < pairs->draws; draw++)
            glo_tail_add(&tails[cell], (double)observed[cell],
                         (double)plan.permuted[draw * plan.cells + cell]);
    }
    plan_dispose(&plan);
    return status;
}
