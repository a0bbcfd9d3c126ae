/* permute.c: values permuted over places. Each permutation, and each place's permutations, have a stream of Philox of their own,
 * so that threads do not change what they are. Declared in moran.h. */
#include "association/moran.h"

#include "base/alloc.h"
#include "base/parallel.h"
#include "numeric/draws.h"

#include <stdlib.h>
#include <string.h>

/* One of `count`. */
static size_t draw_index(glo_draws *draws, size_t count) {
    return (size_t)(glo_draws_uniform(draws) * (double)count);
}

/* ---- the whole map ---- */

#define BLOCK 50 /* permutations to a piece of work */

typedef struct shuffle {
    const glo_neighbours *weights;
    const double *z;
    size_t draws;
    uint64_t seed;
    double *sums; /* of cross products, by permutation */
} shuffle;

/* Fisher and Yates, as in D. E. Knuth, The Art of Computer Programming, volume 2, algorithm P. */
static void permute(glo_draws *draws, double *values, size_t count) {
    for (size_t left = count; left > 1; left--) {
        size_t at = draw_index(draws, left);
        double held = values[at];
        values[at] = values[left - 1];
        values[left - 1] = held;
    }
}

static glo_status shuffle_block(void *context, size_t block) {
    shuffle *s = context;
    size_t places = s->weights->places, end = (block + 1) * BLOCK;
    double *values;
    if (glo_alloc_array(places, sizeof *values, &values) < 0)
        return GLO_ENOMEM;
    for (size_t draw = block * BLOCK; draw < end && draw < s->draws; draw++) {
        glo_draws draws = {.seed = s->seed, .stream = draw};
        memcpy(values, s->z, places * sizeof *values);
        permute(&draws, values, places);
        for (size_t i = 0; i < places; i++)
            s->sums[draw] += values[i] * glo_neighbours_lag(s->weights, values, i);
    }
    free(values);
    return GLO_OK;
}

glo_status glo_moran_permute(const glo_neighbours *weights, const double *z, size_t draws, uint64_t seed,
                             const glo_job *job, glo_tail *out) {
    shuffle s = {.weights = weights, .z = z, .draws = draws, .seed = seed};
    double observed = 0;
    if (glo_alloc_array(draws, sizeof *s.sums, &s.sums) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < weights->places; i++)
        observed += z[i] * glo_neighbours_lag(weights, z, i);
    glo_status status = glo_run_parallel(job, "permuting", (draws + BLOCK - 1) / BLOCK, shuffle_block, &s);
    if (status == GLO_OK) {
        *out = (glo_tail){0};
        for (size_t draw = 0; draw < draws; draw++)
            glo_tail_add(out, observed, s.sums[draw]);
    }
    free(s.sums);
    return status;
}

/* ---- place by place ---- */

typedef struct lags {
    const glo_neighbours *weights;
    const double *values;
    bool is_product;
    glo_alternative alternative;
    size_t draws;
    uint64_t seed;
    const glo_job *job;
    glo_tail *tails;
} lags;

/* The lag of a place whose neighbours are drawn from `others` without replacement; puts them back as they were. */
static double draw_lag(const lags *l, size_t place, glo_draws *draws, double *others, size_t *taken) {
    const glo_neighbours *w = l->weights;
    size_t count = 0, left = w->places - 1;
    double lag = 0;
    for (size_t k = w->begin[place]; k < w->begin[place + 1]; k++) {
        if (w->place[k] == place) {
            lag += w->weight[k] * l->values[place];
            continue;
        }
        size_t at = count + draw_index(draws, left - count);
        double held = others[at];
        others[at] = others[count];
        others[count] = held;
        taken[count++] = at;
        lag += w->weight[k] * held;
    }
    while (count-- > 0) {
        double held = others[count];
        others[count] = others[taken[count]];
        others[taken[count]] = held;
    }
    return lag;
}

static glo_status permute_place(void *context, size_t place) {
    const lags *l = context;
    const glo_neighbours *w = l->weights;
    double *others = NULL, factor = l->is_product ? l->values[place] : 1;
    double observed = factor * glo_neighbours_lag(w, l->values, place);
    size_t *taken = NULL;
    glo_tail tail = {.is_sequential = true};
    glo_draws draws = {.seed = l->seed, .stream = place};
    glo_status status = glo_alloc_array(w->places, sizeof *others, &others);
    if (status == GLO_OK)
        status = glo_alloc_array(glo_neighbours_count(w, place), sizeof *taken, &taken);
    if (status == GLO_OK) {
        memcpy(others, l->values, place * sizeof *others);
        memcpy(others + place, l->values + place + 1, (w->places - place - 1) * sizeof *others);
    }
    for (size_t draw = 0; draw < l->draws && status == GLO_OK && !glo_tail_is_settled(&tail, l->alternative);
         draw++) {
        glo_tail_add(&tail, observed, factor * draw_lag(l, place, &draws, others, taken));
        if (draw % 1024 == 0)
            status = glo_job_check(l->job);
    }
    l->tails[place] = tail;
    free(others);
    free(taken);
    return status;
}

glo_status glo_lags_permute(const glo_neighbours *weights, const double *values, bool is_product,
                            glo_alternative alternative, size_t draws, uint64_t seed, const glo_job *job,
                            glo_tail *out) {
    lags l = {.weights = weights,
              .values = values,
              .is_product = is_product,
              .alternative = alternative,
              .draws = draws,
              .seed = seed,
              .job = job,
              .tails = out};
    return glo_run_parallel(job, "permuting", weights->places, permute_place, &l);
}
