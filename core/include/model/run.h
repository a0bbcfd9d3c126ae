/* run.h: runs a program over many draws, on all threads, and keeps what is asked of the results later: quantiles, means, chances.
 *
 * Memory does not grow with the draws: of each quantity in each row, exact sums and a histogram are kept (core/model/summary.h),
 * some 30 kB for each thread. Where all values are few (at most GLO_KEPT_MOST) they are kept themselves, and quantiles are exact.
 * The same bits come out with any number of threads, and from shards merged in any order.
 *
 * Example:
 *   glo_run_spec spec = {.sampling = {.seed = 7, .draws = 1000000}, .shard = 1, .shards = 1};
 *   glo_results *results;
 *   if (glo_run_program(program, &spec, job, &results) < 0) ...
 *   glo_results_quantiles(results, output, row, (double[]){0.05, 0.95}, 2, bounds);
 *
 * core/model includes base, numeric and frame.
 */
#ifndef GLO_MODEL_RUN_H
#define GLO_MODEL_RUN_H

#include "base/job.h"
#include "model/machine.h"

#define GLO_KEPT_MOST ((uint64_t)4 << 20)

typedef struct glo_run_spec {
    glo_sampling sampling;
    uint64_t shard, shards; /* this is part `shard` of `shards`, from 1 on; 1 of 1: all draws */
    /* Another variant of the same model, with the same outputs and rows: what is kept is this one less that one, draw by draw. NULL:
     * none. Borrowed. */
    const glo_program *against;
} glo_run_spec;

typedef struct glo_results glo_results;

/* GLO_ECANCELLED, GLO_ENOMEM, GLO_EINVAL. The program must live as long as the results. */
glo_status glo_run_program(const glo_program *program, const glo_run_spec *spec, const glo_job *job,
                           glo_results **out);
void glo_results_free(glo_results *results);

/* The same results once more, which may be merged with others. */
glo_status glo_results_copy(const glo_results *results, glo_results **out);

/* Adds the draws of another shard of the same run. GLO_EINVAL for shards of another run, and for draws that are in both. */
glo_status glo_results_merge(glo_results *results, const glo_results *other);

const glo_program *glo_results_program(const glo_results *results);
uint64_t glo_results_draws(const glo_results *results);  /* that are in it */
uint64_t glo_results_wanted(const glo_results *results); /* of the whole run */
uint64_t glo_results_seed(const glo_results *results);
bool glo_results_are_exact(const glo_results *results);                  /* all values are kept */
bool glo_results_is_constant(const glo_results *results, size_t output); /* in time: the same in all rows */
/* So many draws had the fault (model/program.h). */
uint64_t glo_results_faults(const glo_results *results, size_t fault);

/* Of an output in a row; a quantity that is the same in all rows has the same answer in each. */
uint64_t glo_results_count(const glo_results *results, size_t output, size_t row); /* of finite values */
uint64_t glo_results_not_finite(const glo_results *results, size_t output,
                                size_t row); /* left out of all else */
double glo_results_mean(const glo_results *results, size_t output, size_t row);
double glo_results_sd(const glo_results *results, size_t output, size_t row);
double glo_results_least(const glo_results *results, size_t output, size_t row);
double glo_results_most(const glo_results *results, size_t output, size_t row);
/* GLO_ENOMEM. */
glo_status glo_results_quantiles(const glo_results *results, size_t output, size_t row, const double *p,
                                 size_t count, double *out);
/* The share of draws at or below x, or (is_below) below it. */
double glo_results_share(const glo_results *results, size_t output, size_t row, double x, bool is_below);
/* Draw `draw` of the first ones (all where they are exact, else glo_machine_block_size()). */
size_t glo_results_kept(const glo_results *results);
double glo_results_value(const glo_results *results, size_t output, size_t row, size_t draw);

#endif
