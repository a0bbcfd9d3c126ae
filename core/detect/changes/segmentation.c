/* segmentation.c: exact penalised segmentation. Recursion and references in segmentation.h. */
#include "changes/segmentation.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>

enum { CHECKED = 1000 }; /* values between two looks at Ctrl-C */

/* Costs of many values differ in their last digits by rounding: only what is worse by more is pruned. */
#define ROUNDING 1e-9

typedef struct candidates {
    size_t *at;      /* where the last segment may begin */
    size_t *dropped; /* the first end for which it can't be any more; SIZE_MAX: none yet */
    size_t count;
} candidates;

typedef struct tables {
    double *best;   /* F(t) */
    size_t *before; /* where the last segment up to t begins */
    candidates open;
} tables;

double glo_segment_price(const glo_segment_cost *cost, const glo_segmentation_spec *spec, size_t begin,
                         size_t end) {
    double price = glo_segment_cost_of(cost, begin, end);
    return spec->is_mbic ? price + log((double)(end - begin) / (double)cost->count) : price;
}

/* Drops the candidates whose time has come, in place. */
static void drop(candidates *open, size_t end) {
    size_t kept = 0;
    for (size_t i = 0; i < open->count; i++) {
        if (open->dropped[i] <= end)
            continue;
        open->at[kept] = open->at[i];
        open->dropped[kept++] = open->dropped[i];
    }
    open->count = kept;
}

static void solve(const glo_segment_cost *cost, const glo_segmentation_spec *spec, tables *t, double *without,
                  size_t end) {
    candidates *open = &t->open;
    t->best[end] = INFINITY;
    if (end >= 2 * spec->minimum) {
        open->at[open->count] = end - spec->minimum;
        open->dropped[open->count++] = SIZE_MAX;
    }
    drop(open, end);
    for (size_t i = 0; i < open->count; i++) {
        without[i] = t->best[open->at[i]] + glo_segment_price(cost, spec, open->at[i], end);
        if (without[i] + spec->penalty < t->best[end]) {
            t->best[end] = without[i] + spec->penalty;
            t->before[end] = open->at[i];
        }
    }
    for (size_t i = 0; i < open->count; i++) {
        if (open->dropped[i] == SIZE_MAX && without[i] > t->best[end] + ROUNDING * (1 + fabs(t->best[end])))
            open->dropped[i] = end + spec->minimum;
    }
}

static size_t trace(const tables *t, size_t count, size_t *ends) {
    size_t segments = 0, end = count;
    for (size_t at = count; at > 0; at = t->before[at])
        segments++;
    for (size_t i = segments; i-- > 0; end = t->before[end])
        ends[i] = end;
    return segments;
}

glo_status glo_segment(const glo_segment_cost *cost, const glo_segmentation_spec *spec, const glo_job *job,
                       size_t *ends, size_t *out_count) {
    size_t n = cost->count;
    double *numbers;
    size_t *places;
    glo_status status = GLO_OK;
    if (n == 0)
        return *out_count = 0, GLO_OK;
    if (glo_alloc_array(2 * (n + 1), sizeof *numbers, &numbers) < 0)
        return GLO_ENOMEM;
    if (glo_alloc_array(3 * (n + 1), sizeof *places, &places) < 0)
        return free(numbers), GLO_ENOMEM;
    tables t = {numbers, places, {places + n + 1, places + 2 * (n + 1), 1}};
    t.best[0] = -spec->penalty; /* the first segment is no change */
    t.open.dropped[0] = SIZE_MAX;
    for (size_t end = spec->minimum < n ? spec->minimum : n; end <= n && status == GLO_OK; end++) {
        solve(cost, spec, &t, numbers + n + 1, end);
        if (end % CHECKED == 0)
            status = glo_job_check(job);
    }
    if (status == GLO_OK)
        *out_count = trace(&t, n, ends);
    free(numbers);
    free(places);
    return status;
}
