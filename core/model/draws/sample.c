/* sample.c: draws of some outputs, block by block over threads. Contract and example in model/sample.h.
 *
 * A block's values depend on its number alone, and each has a place of its own, so that it does not matter which thread had it.
 */
#include "model/sample.h"

#include "base/alloc.h"
#include "base/parallel.h"
#include "instructions.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>

typedef struct sample {
    const glo_program *program;
    const glo_sampling *sampling;
    const glo_sample_cell *cells;
    size_t count, workers;
    uint64_t blocks;
    const glo_job *job;
    pthread_t caller;
    double *out;
} sample;

typedef struct taker {
    const sample *of;
    uint64_t first; /* draw of the block */
    size_t count;
} taker;

static void take(void *context, size_t output, size_t row, const double *values, bool is_number) {
    const taker *t = context;
    const sample *s = t->of;
    for (size_t i = 0; i < s->count; i++) {
        if (s->cells[i].output != output || s->cells[i].row != row)
            continue;
        double *out = s->out + i * s->sampling->draws + t->first;
        for (size_t k = 0; k < t->count; k++)
            out[k] = values[is_number ? 0 : k];
    }
}

static glo_status work(void *context, size_t worker) {
    const sample *s = context;
    glo_machine *machine;
    glo_status status = glo_machine_new(s->program, s->sampling, &machine);
    if (status < 0)
        return status;
    for (uint64_t block = worker; status == GLO_OK && block < s->blocks; block += s->workers) {
        taker t = {.of = s, .first = block * GLO_BLOCK, .count = GLO_BLOCK};
        if (s->sampling->draws - t.first < GLO_BLOCK)
            t.count = (size_t)(s->sampling->draws - t.first);
        status = glo_machine_block(machine, block, take, &t);
        if (status < 0)
            break;
        status = pthread_equal(s->caller, pthread_self())
                     ? glo_job_step(s->job, "simulating", block, s->blocks)
                     : glo_job_check(s->job);
    }
    glo_machine_free(machine);
    return status;
}

glo_status glo_program_sample(const glo_program *program, const glo_sampling *sampling,
                              const glo_sample_cell *cells, size_t count, const glo_job *job, double *out) {
    for (size_t i = 0; i < count; i++) {
        if (cells[i].output >= program->output_count || cells[i].row >= glo_program_rows(program))
            return glo_fail(GLO_EINVAL, "the program has no such output or row");
    }
    sample s = {
        .program = program, .sampling = sampling, .cells = cells, .count = count, .job = job, .out = out};
    s.blocks = (sampling->draws + GLO_BLOCK - 1) / GLO_BLOCK;
    s.workers = glo_program_threads(program, job); /* one where Lua is called */
    s.caller = pthread_self();
    glo_job quiet = job ? *job : (glo_job){.threads = 1};
    quiet.progress = NULL;
    return glo_run_parallel(&quiet, "simulating", s.workers, work, &s);
}

/* --- the nearest draws -------------------------------------------------------------------------------------- */

typedef struct near_draw {
    double distance;
    size_t draw;
} near_draw;

static int by_distance(const void *a, const void *b) {
    const near_draw *x = a, *y = b;
    if (x->distance != y->distance)
        return x->distance < y->distance ? -1 : 1;
    return x->draw < y->draw ? -1 : x->draw > y->draw;
}

glo_status glo_nearest_draws(const double *const *values, const double *target, size_t count, size_t draws,
                             size_t keep, size_t *out_draws, double *out_distances, size_t *out_not_finite) {
    near_draw *all;
    size_t not_finite = 0;
    if (glo_alloc_array(draws, sizeof *all, &all) < 0)
        return GLO_ENOMEM;
    for (size_t d = 0; d < draws; d++) {
        double sum = 0;
        for (size_t i = 0; i < count; i++) {
            double difference = values[i][d] - target[i];
            sum += difference * difference;
        }
        not_finite += isfinite(sum) ? 0 : 1;
        all[d] = (near_draw){isfinite(sum) ? sqrt(sum / (double)count) : (double)INFINITY, d};
    }
    qsort(all, draws, sizeof *all, by_distance);
    for (size_t i = 0; i < keep && i < draws; i++) {
        out_draws[i] = all[i].draw;
        out_distances[i] = all[i].distance;
    }
    free(all);
    *out_not_finite = not_finite;
    return GLO_OK;
}
