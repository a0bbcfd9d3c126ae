/* sensitivity.c: Sobol indices from blocks of two samples. References and example in model/sensitivity.h. */
#include "model/sensitivity.h"

#include "base/alloc.h"
#include "base/parallel.h"
#include "instructions.h"
#include "numeric/exact_sum.h"
#include "numeric/student.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { PARTS = 20 };

/* Of one part of the draws: of f(A) and f(B), and for each input. */
typedef struct part_sums {
    glo_exact_sum value, square;
    glo_exact_sum *first, *total; /* by input: f(B) (f(AB) - f(A)), (f(A) - f(AB))^2 */
} part_sums;

typedef struct worker {
    struct sobol *of;
    glo_machine *a, *b, *mixed;
    double values[3][GLO_BLOCK]; /* of A, B, and A with a column of B */
    part_sums parts[PARTS];
} worker;

typedef struct sobol {
    const glo_program *program;
    size_t output, row, inputs;
    glo_sampling sampling;
    const glo_job *job;
    pthread_t caller;
    uint64_t blocks;
    double middle; /* of the first block: sums about it lose no digits */
    atomic_uint_fast64_t next;
    worker *workers;
    size_t worker_count;
    bool *columns; /* of all workers: which input is of B; all for B itself */
} sobol;

typedef struct taker {
    const sobol *of;
    double *out;
} taker;

static void take(void *context, size_t output, size_t row, const double *values, bool is_number) {
    const taker *t = context;
    bool is_constant = t->of->program->outputs[output].is_constant;
    if (output != t->of->output || (row != t->of->row && !is_constant))
        return;
    for (size_t i = 0; i < GLO_BLOCK; i++)
        t->out[i] = values[is_number ? 0 : i];
}

static glo_status evaluate(const sobol *s, glo_machine *machine, uint64_t block, double *out) {
    return glo_machine_block(machine, block, take, &(taker){s, out});
}

static glo_status add_block(worker *w, uint64_t block) {
    const sobol *s = w->of;
    part_sums *p = &w->parts[block % PARTS];
    double *a = w->values[0], *b = w->values[1], *mixed = w->values[2];
    bool *column = s->columns + (size_t)(w - s->workers) * 2 * s->inputs + s->inputs;
    double value = 0, square = 0;
    glo_status status = evaluate(s, w->a, block, a);
    if (status == GLO_OK)
        status = evaluate(s, w->b, block, b);
    if (status < 0)
        return status;
    for (size_t k = 0; k < GLO_BLOCK; k++) {
        double x = a[k] - s->middle, y = b[k] - s->middle;
        value += x + y;
        square += x * x + y * y;
    }
    glo_exact_sum_add(&p->value, value);
    glo_exact_sum_add(&p->square, square);
    for (size_t i = 0; i < s->inputs; i++) {
        double first = 0, total = 0;
        memset(column, 0, s->inputs * sizeof *column);
        column[i] = true;
        status = evaluate(s, w->mixed, block, mixed);
        if (status < 0)
            return status;
        for (size_t k = 0; k < GLO_BLOCK; k++) {
            double change = mixed[k] - a[k];
            first += (b[k] - s->middle) * change;
            total += change * change;
        }
        glo_exact_sum_add(&p->first[i], first);
        glo_exact_sum_add(&p->total[i], total);
    }
    return GLO_OK;
}

static glo_status work(void *context, size_t i) {
    sobol *s = context;
    uint64_t block;
    while ((block = atomic_fetch_add(&s->next, 1)) < s->blocks) {
        glo_status status = pthread_equal(s->caller, pthread_self())
                                ? glo_job_step(s->job, "sensitivity", block, s->blocks)
                                : glo_job_check(s->job);
        if (status == GLO_OK)
            status = add_block(&s->workers[i], block);
        if (status < 0)
            return status;
    }
    return GLO_OK;
}

static glo_status make_worker(sobol *s, worker *w) {
    bool *b = s->columns + (size_t)(w - s->workers) * 2 * s->inputs, *mixed = b + s->inputs;
    glo_sampling of_a = s->sampling, of_b = s->sampling, of_mixed = s->sampling;
    memset(b, 1, s->inputs * sizeof *b);
    of_b.alternate = b;
    of_mixed.alternate = mixed;
    w->of = s;
    for (int i = 0; i < PARTS; i++) {
        if (glo_alloc_array(s->inputs, sizeof(glo_exact_sum), &w->parts[i].first) < 0 ||
            glo_alloc_array(s->inputs, sizeof(glo_exact_sum), &w->parts[i].total) < 0)
            return GLO_ENOMEM;
    }
    if (glo_machine_new(s->program, &of_a, &w->a) < 0 || glo_machine_new(s->program, &of_b, &w->b) < 0)
        return GLO_ENOMEM;
    return glo_machine_new(s->program, &of_mixed, &w->mixed);
}

static void free_workers(sobol *s) {
    for (size_t i = 0; s->workers && i < s->worker_count; i++) {
        worker *w = &s->workers[i];
        glo_machine_free(w->a);
        glo_machine_free(w->b);
        glo_machine_free(w->mixed);
        for (int k = 0; k < PARTS; k++) {
            free(w->parts[k].first);
            free(w->parts[k].total);
        }
    }
    free(s->workers);
    free(s->columns);
}

/* All parts but the workers' own are added up into those of the first. */
static void add_workers(sobol *s) {
    for (size_t i = 1; i < s->worker_count; i++) {
        for (int k = 0; k < PARTS; k++) {
            part_sums *to = &s->workers[0].parts[k], *from = &s->workers[i].parts[k];
            glo_exact_sum_merge(&to->value, &from->value);
            glo_exact_sum_merge(&to->square, &from->square);
            for (size_t input = 0; input < s->inputs; input++) {
                glo_exact_sum_merge(&to->first[input], &from->first[input]);
                glo_exact_sum_merge(&to->total[input], &from->total[input]);
            }
        }
    }
}

static double blocks_of(const sobol *s, int part) {
    uint64_t blocks = s->blocks / PARTS + ((uint64_t)part < s->blocks % PARTS ? 1 : 0);
    return (double)blocks;
}

/* The index of all draws, and half its interval from how far those of the parts are from each other. */
static void index_of(const sobol *s, size_t input, bool is_total, double *out, double *out_error) {
    double sums[4] = {0}, estimates[PARTS], mean = 0, square = 0;
    const part_sums *parts = s->workers[0].parts;
    for (int k = 0; k < PARTS; k++) {
        double n = blocks_of(s, k) * GLO_BLOCK, value = glo_exact_sum_value(&parts[k].value);
        double of_squares = glo_exact_sum_value(&parts[k].square);
        double change = glo_exact_sum_value(is_total ? &parts[k].total[input] : &parts[k].first[input]);
        double variance = (of_squares - value * value / (2 * n)) / (2 * n);
        estimates[k] = change / n / (is_total ? 2 : 1) / variance;
        sums[0] += n;
        sums[1] += value;
        sums[2] += of_squares;
        sums[3] += change;
    }
    double variance = (sums[2] - sums[1] * sums[1] / (2 * sums[0])) / (2 * sums[0]);
    for (int k = 0; k < PARTS; k++)
        mean += estimates[k] / PARTS;
    for (int k = 0; k < PARTS; k++)
        square += (estimates[k] - mean) * (estimates[k] - mean) / (PARTS - 1);
    *out = variance > 0 ? sums[3] / sums[0] / (is_total ? 2 : 1) / variance : NAN;
    *out_error = variance > 0 ? glo_student_quantile(0.975, PARTS - 1) * sqrt(square / PARTS) : NAN;
}

static glo_status run_all(sobol *s) {
    s->worker_count = glo_program_threads(s->program, s->job);
    if (glo_alloc_array(s->worker_count, sizeof *s->workers, &s->workers) < 0 ||
        glo_alloc_array(s->worker_count * 2 * s->inputs, sizeof *s->columns, &s->columns) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < s->worker_count; i++) {
        if (make_worker(s, &s->workers[i]) < 0)
            return GLO_ENOMEM;
    }
    glo_status status = evaluate(s, s->workers[0].a, 0, s->workers[0].values[0]);
    if (status < 0)
        return status;
    for (size_t k = 0; k < GLO_BLOCK; k++)
        s->middle += s->workers[0].values[0][k] / GLO_BLOCK;
    glo_job quiet = s->job ? *s->job : (glo_job){.threads = 1};
    quiet.progress = NULL;
    return glo_run_parallel(&quiet, "sensitivity", s->worker_count, work, s);
}

glo_status glo_sobol_indices(const glo_program *program, size_t output, size_t row,
                             const glo_sobol_spec *spec, const glo_job *job, glo_sobol_index *out) {
    uint64_t least = (uint64_t)PARTS * GLO_BLOCK;
    if (spec->draws < least || spec->draws > (uint64_t)1 << 40)
        return glo_fail(GLO_EINVAL, "sensitivity needs at least %llu draws", (unsigned long long)least);
    if (program->group.count > 0)
        return glo_fail(GLO_EINVAL, "Sobol indices are of independent quantities: without correlations");
    if (output >= program->output_count || row >= glo_program_rows(program))
        return glo_fail(GLO_EINVAL, "the program has no such output or row");
    sobol s = {.program = program, .output = output, .row = row, .inputs = program->input_count, .job = job};
    s.blocks = spec->draws / GLO_BLOCK;
    s.sampling = (glo_sampling){.seed = spec->seed, .draws = s.blocks * GLO_BLOCK};
    s.caller = pthread_self();
    glo_status status = run_all(&s);
    if (status == GLO_OK) {
        add_workers(&s);
        for (size_t i = 0; i < s.inputs; i++) {
            index_of(&s, i, false, &out[i].first, &out[i].first_error);
            index_of(&s, i, true, &out[i].total, &out[i].total_error);
        }
    }
    free_workers(&s);
    return status;
}
