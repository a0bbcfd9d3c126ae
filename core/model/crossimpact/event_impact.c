/* event_impact.c: trials of events that change each other's odds. How and an example in model/event_impact.h. */
#include "model/event_impact.h"

#include "base/alloc.h"
#include "base/parallel.h"
#include "numeric/draws.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 4096 }; /* trials to a piece of work */

typedef struct trials {
    const glo_event_impact_spec *spec;
    uint64_t *happened; /* by piece, then event */
} trials;

/* `order` is some order of the events, and stays one. */
static void run_trial(const glo_event_impact_spec *spec, size_t trial, double *odds, size_t *order,
                      uint64_t *happened) {
    glo_draws draws = {.seed = spec->seed, .stream = trial};
    for (size_t i = 0; i < spec->events; i++) {
        odds[i] = spec->initial[i] / (1 - spec->initial[i]);
        order[i] = i;
    }
    for (size_t left = spec->events; left > 0; left--) {
        size_t at = (size_t)(glo_draws_uniform(&draws) * (double)left), event = order[at];
        bool is_so = glo_draws_uniform(&draws) < odds[event] / (1 + odds[event]);
        const double *factors = (is_so ? spec->if_so : spec->if_not) + event * spec->events;
        order[at] = order[left - 1];
        happened[event] += is_so;
        for (size_t i = 0; i + 1 < left; i++)
            odds[order[i]] *= factors[order[i]];
    }
}

static glo_status run_block(void *context, size_t block) {
    const trials *t = context;
    const glo_event_impact_spec *spec = t->spec;
    double *odds = NULL;
    size_t *order = NULL;
    glo_status status = glo_alloc_array(spec->events, sizeof *odds, &odds);
    if (status == GLO_OK)
        status = glo_alloc_array(spec->events, sizeof *order, &order);
    for (size_t trial = block * BLOCK; trial < (block + 1) * BLOCK && trial < spec->draws && status == GLO_OK;
         trial++)
        run_trial(spec, trial, odds, order, t->happened + block * spec->events);
    free(odds);
    free(order);
    return status;
}

glo_status glo_event_impact(const glo_event_impact_spec *spec, const glo_job *job, uint64_t *out_happened) {
    trials t = {.spec = spec};
    size_t blocks = (spec->draws + BLOCK - 1) / BLOCK;
    if (glo_alloc_array(blocks * spec->events, sizeof *t.happened, &t.happened) < 0)
        return GLO_ENOMEM;
    glo_status status = glo_run_parallel(job, "trying", blocks, run_block, &t);
    if (status == GLO_OK) {
        memset(out_happened, 0, spec->events * sizeof *out_happened);
        for (size_t i = 0; i < blocks * spec->events; i++)
            out_happened[i % spec->events] += t.happened[i];
    }
    free(t.happened);
    return status;
}
