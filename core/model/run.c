/* run.c: blocks of draws over threads. Example and contract in model/run.h.
 *
 * Threads take the next few blocks until none is left, each adds to summaries of its own, and these are added up at the end: sums
 * are exact and bins are counts, so it does not matter who took which block.
 */
#include "model/run.h"

#include "base/alloc.h"
#include "base/parallel.h"
#include "results.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 8 }; /* blocks that a thread takes at a time: a few ms, so that Ctrl-C is heard */
#define ROUND ((uint64_t)1 << 22) /* blocks before 32-bit bins are emptied: 2^31 draws */
#define DRAWS_MOST ((uint64_t)1 << 40)

/* --- workers ------------------------------------------------------------------------------------------------ */

typedef struct worker {
    struct run *run;
    glo_machine *machine, *against;
    double *others; /* what the other variant gave in this block, by cell */
    summary *cells;
    uint32_t *bins;
    uint64_t *faults;
    uint64_t block;
    size_t count; /* of draws in the block */
} worker;

typedef struct run {
    glo_results *results;
    const glo_job *job;
    pthread_t caller;
    uint64_t from, to;   /* blocks of this round */
    uint64_t begin, end; /* of the shard */
    atomic_uint_fast64_t next;
    worker *workers;
    size_t worker_count;
} run;

static size_t draws_in(const glo_results *r, uint64_t block) {
    uint64_t from = block * GLO_BLOCK, draws = r->spec.sampling.draws;
    return from >= draws ? 0 : draws - from < GLO_BLOCK ? (size_t)(draws - from) : GLO_BLOCK;
}

static size_t cell_number(const glo_results *r, size_t output, size_t row) {
    return (size_t)(glo_cell_of(r, output, row) - r->cells);
}

/* The rows that a value holds for: more than one where it is the same in all rows here, and not in the other variant. */
static size_t rows_of(const worker *w, const glo_program *from, size_t output) {
    const glo_results *r = w->run->results;
    return from->outputs[output].is_constant && !glo_results_is_constant(r, output) ? r->rows : 1;
}

static void take_other_row(worker *w, size_t output, size_t row, const double *values, bool is_number) {
    double *out = w->others + cell_number(w->run->results, output, row) * GLO_BLOCK;
    if (is_number)
        glo_fill(out, *values, GLO_BLOCK);
    else
        memcpy(out, values, GLO_BLOCK * sizeof *out);
}

static void take_other(void *context, size_t output, size_t row, const double *values, bool is_number) {
    worker *w = context;
    size_t rows = rows_of(w, w->run->results->spec.against, output);
    for (size_t i = 0; i < rows; i++)
        take_other_row(w, output, row + i, values, is_number);
}

/* The values of a block, less those of the other variant where there is one. */
static const double *settled(const worker *w, size_t number, const double *values, bool is_number,
                             double *room) {
    if (!w->against && !is_number)
        return values;
    for (size_t i = 0; i < GLO_BLOCK; i++)
        room[i] = values[is_number ? 0 : i] - (w->against ? w->others[number * GLO_BLOCK + i] : 0);
    return room;
}

static void take_row(worker *w, size_t output, size_t row, const double *given, bool is_number) {
    glo_results *r = w->run->results;
    double room[GLO_BLOCK];
    size_t number = cell_number(r, output, row);
    cell *c = &r->cells[number];
    if (glo_is_certain_result(r, output) && w->block != w->run->begin)
        return; /* known from the first block */
    const double *values = settled(w, number, given, is_number, room);
    summary_take(&w->cells[number], &c->scale, values, w->count);
    uint64_t from = w->block * GLO_BLOCK;
    for (size_t i = 0; from < r->kept && i < w->count; i++)
        c->values[from + i] = values[i];
}

static void take(void *context, size_t output, size_t row, const double *values, bool is_number) {
    worker *w = context;
    size_t rows = rows_of(w, w->run->results->program, output);
    for (size_t i = 0; i < rows; i++)
        take_row(w, output, row + i, values, is_number);
}

static glo_status run_block(worker *w, uint64_t block) {
    glo_results *r = w->run->results;
    glo_status status = GLO_OK;
    w->block = block;
    w->count = draws_in(r, block);
    if (w->against)
        status = glo_machine_block(w->against, block, take_other, w);
    if (status == GLO_OK)
        status = glo_machine_block(w->machine, block, take, w);
    if (status < 0)
        return status;
    for (size_t i = 0; i < r->program->fault_count; i++)
        w->faults[i] += glo_machine_faults(w->machine, i, w->count);
    return GLO_OK;
}

static glo_status step_job(const run *u, uint64_t block) {
    if (pthread_equal(u->caller, pthread_self()))
        return glo_job_step(u->job, "simulating", block - u->begin, u->end - u->begin);
    return glo_job_check(u->job);
}

static glo_status work(void *context, size_t i) {
    run *u = context;
    worker *w = &u->workers[i];
    uint64_t block;
    while ((block = atomic_fetch_add(&u->next, CHUNK)) < u->to) {
        glo_status status = step_job(u, block);
        if (status < 0)
            return status;
        for (uint64_t k = block; status == GLO_OK && k < block + CHUNK && k < u->to; k++)
            status = run_block(w, k);
        if (status < 0)
            return status;
    }
    return GLO_OK;
}

static void free_workers(run *u) {
    for (size_t i = 0; u->workers && i < u->worker_count; i++) {
        glo_machine_free(u->workers[i].machine);
        glo_machine_free(u->workers[i].against);
        free(u->workers[i].others);
        free(u->workers[i].cells);
        free(u->workers[i].bins);
        free(u->workers[i].faults);
    }
    free(u->workers);
}

static glo_status make_worker(worker *w, run *u) {
    const glo_results *r = u->results;
    size_t bins = r->is_exact ? 0 : 2 * SUMMARY_BINS;
    w->run = u;
    glo_sampling sampling = r->spec.sampling;
    sampling.pairs_with = r->spec.against;
    glo_status status = glo_machine_new(r->program, &sampling, &w->machine);
    if (status == GLO_OK && r->spec.against)
        status = glo_machine_new(r->spec.against, &r->spec.sampling, &w->against);
    if (status < 0)
        return status;
    if ((w->against && glo_alloc_array(r->cell_count * GLO_BLOCK, sizeof *w->others, &w->others) < 0) ||
        glo_alloc_array(r->cell_count, sizeof *w->cells, &w->cells) < 0 ||
        glo_alloc_array(r->cell_count * bins, sizeof *w->bins, &w->bins) < 0 ||
        glo_alloc_array(r->program->fault_count, sizeof *w->faults, &w->faults) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < r->cell_count; i++) {
        w->cells[i].bins = r->is_exact ? NULL : w->bins + i * bins;
        summary_clear(&w->cells[i]);
    }
    return GLO_OK;
}

/* What a worker found goes into the results. */
static void add_worker(run *u, worker *w) {
    glo_results *r = u->results;
    for (size_t i = 0; i < r->cell_count; i++) {
        whole_add(&r->cells[i].whole, &w->cells[i]);
        if (w->cells[i].bins)
            memset(w->cells[i].bins, 0, 2 * SUMMARY_BINS * sizeof *w->cells[i].bins);
        summary_clear(&w->cells[i]);
    }
    for (size_t i = 0; i < r->program->fault_count; i++) {
        r->faults[i] += w->faults[i];
        w->faults[i] = 0;
    }
}

/* --- the first block ---------------------------------------------------------------------------------------- */

static void take_first_row(worker *w, size_t output, size_t row, const double *given, bool is_number) {
    double room[GLO_BLOCK];
    const glo_results *r = w->run->results;
    size_t number = cell_number(r, output, row);
    memcpy(r->firsts + number * r->first_count, settled(w, number, given, is_number, room),
           r->first_count * sizeof(double));
}

static void take_first(void *context, size_t output, size_t row, const double *values, bool is_number) {
    worker *w = context;
    size_t rows = rows_of(w, w->run->results->program, output);
    for (size_t i = 0; i < rows; i++)
        take_first_row(w, output, row + i, values, is_number);
}

/* Every shard looks at the first draws of the whole run, so that all have the same bins. */
static glo_status set_scales(run *u) {
    glo_results *r = u->results;
    worker *w = &u->workers[0];
    glo_status status = GLO_OK;
    w->block = 0;
    w->count = draws_in(r, 0);
    if (w->against)
        status = glo_machine_block(w->against, 0, take_other, w);
    if (status == GLO_OK)
        status = glo_machine_block(w->machine, 0, take_first, w);
    for (size_t i = 0; status == GLO_OK && i < r->cell_count; i++)
        scale_set(&r->cells[i].scale, r->firsts + i * r->first_count, w->count);
    return status;
}

/* --- runs --------------------------------------------------------------------------------------------------- */

static glo_status run_rounds(run *u) {
    glo_status status = GLO_OK;
    for (u->from = u->begin; status == GLO_OK && u->from < u->end; u->from = u->to) {
        u->to = u->end - u->from > ROUND ? u->from + ROUND : u->end;
        atomic_store(&u->next, u->from);
        glo_job quiet = u->job ? *u->job : (glo_job){.threads = 1};
        quiet.progress = NULL;
        status = glo_run_parallel(&quiet, "simulating", u->worker_count, work, u);
        for (size_t i = 0; status == GLO_OK && i < u->worker_count; i++)
            add_worker(u, &u->workers[i]);
    }
    return status;
}

static glo_status check_spec(const glo_program *program, const glo_run_spec *spec) {
    const glo_program *other = spec->against;
    if (spec->sampling.draws == 0 || spec->sampling.draws > DRAWS_MOST)
        return glo_fail(GLO_EINVAL, "draws must be from 1 to 2^40");
    if (spec->shards == 0 || spec->shard == 0 || spec->shard > spec->shards)
        return glo_fail(GLO_EINVAL, "a shard is one of 1 to %llu", (unsigned long long)spec->shards);
    if (other && (other->output_count != program->output_count ||
                  glo_program_rows(other) != glo_program_rows(program)))
        return glo_fail(GLO_EINVAL, "two variants are compared over the same quantities and times");
    return GLO_OK;
}

/* Shard k of n has the blocks from (k - 1) / n of them to k / n. */
static uint64_t split(uint64_t blocks, uint64_t k, uint64_t n) {
    return blocks / n * k + blocks % n * k / n;
}

static glo_status run_shard(run *u) {
    glo_results *r = u->results;
    const glo_run_spec *spec = &r->spec;
    uint64_t blocks = (spec->sampling.draws + GLO_BLOCK - 1) / GLO_BLOCK;
    u->begin = split(blocks, spec->shard - 1, spec->shards);
    u->end = split(blocks, spec->shard, spec->shards);
    u->worker_count = glo_program_threads(r->program, u->job);
    if (spec->against && glo_program_threads(spec->against, u->job) < u->worker_count)
        u->worker_count = 1;
    if (u->worker_count > (u->end - u->begin) / CHUNK + 1)
        u->worker_count = (size_t)((u->end - u->begin) / CHUNK + 1);
    if (glo_alloc_array(u->worker_count, sizeof *u->workers, &u->workers) < 0)
        return GLO_ENOMEM;
    glo_status status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < u->worker_count; i++)
        status = make_worker(&u->workers[i], u);
    if (status == GLO_OK)
        status = set_scales(u);
    if (status == GLO_OK)
        status = run_rounds(u);
    return status < 0 ? status : glo_results_add_range(r, (range){u->begin, u->end});
}

glo_status glo_run_program(const glo_program *program, const glo_run_spec *spec, const glo_job *job,
                           glo_results **out) {
    glo_status status = check_spec(program, spec);
    if (status < 0)
        return status;
    glo_results *made;
    if (glo_alloc_array(1, sizeof *made, &made) < 0)
        return GLO_ENOMEM;
    made->program = program;
    made->spec = *spec;
    made->rows = glo_program_rows(program);
    made->outputs = program->output_count;
    run u = {.results = made, .job = job, .caller = pthread_self()};
    status = glo_results_make_cells(made);
    if (status == GLO_OK)
        status = run_shard(&u);
    free_workers(&u);
    if (status < 0) {
        glo_results_free(made);
        return status;
    }
    *out = made;
    return GLO_OK;
}
