/* mse.h: multiple systems estimation: how many there are in all, seen by a list or not, from which lists saw whom together.
 *
 * A capture history says which lists a case is on. Counts of histories are Poisson, log-linear in the lists and in pairs of lists;
 * the intercept is the logarithm of the expected count on no list. A pair of lists in the model that never have a case in
 * common has its parameter at minus infinity: the histories with both drop out of the likelihood (Chan, Silverman and Vincent).
 * A model is told by its pairs, a bit of `pairs` each: glo_mse_pair(lists, i, j) is the bit of lists i < j.
 *
 * Example:
 *   glo_capture_table table;                                    // counts[h] cases with history h, bit i set: on list i
 *   glo_status status = glo_capture_table_new(6, &table);
 *   table.counts[1 | 4] = 19;  ...  glo_capture_table_sum(&table);
 *   status = glo_mse_stepwise(&table, 0.02, 0.95, job, order, &count, &fit);
 *   fit.total, fit.low, fit.high;  glo_capture_table_dispose(&table);
 *
 * References: L. Chan, B. W. Silverman, K. Vincent, "Multiple systems estimation for sparse capture data: inferential challenges
 * when there are nonoverlapping lists", Journal of the American Statistical Association 116 (2021); S. E. Fienberg,
 * A. Rinaldo, "Maximum likelihood estimation in log-linear models", Annals of Statistics 40 (2012); T. J. DiCiccio, B. Efron,
 * "Bootstrap confidence intervals", Statistical Science 11 (1996); B. W. Silverman, L. Chan, K. Vincent, "Bootstrapping multiple
 * systems estimates to account for model selection", Statistics and Computing 34 (2024).
 *
 * The main header of core/capture, which includes base and numeric.
 */
#ifndef GLO_CAPTURE_MSE_H
#define GLO_CAPTURE_MSE_H

#include "base/err.h"
#include "base/job.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GLO_MOST_LISTS = 10, GLO_MOST_PAIRS = GLO_MOST_LISTS * (GLO_MOST_LISTS - 1) / 2 };

typedef struct glo_capture_table {
    size_t lists;
    size_t cells;     /* 2^lists; cell 0 is that of nobody seen, and stays 0 */
    double *counts;   /* by history */
    double *together; /* by set of lists: cases on all of them; filled by glo_capture_table_sum */
    double seen;      /* all cases */
} glo_capture_table;

/* A table of zeros. GLO_EINVAL for fewer than 2 or more than GLO_MOST_LISTS lists, GLO_ENOMEM. */
glo_status glo_capture_table_new(size_t lists, glo_capture_table *out);
void glo_capture_table_dispose(glo_capture_table *table);
void glo_capture_table_sum(glo_capture_table *table);

/* The number of the pair of lists i < j, and back; how many pairs there are. */
size_t glo_mse_pair(size_t lists, size_t i, size_t j);
void glo_mse_lists_of(size_t lists, size_t pair, size_t *i, size_t *j);
size_t glo_mse_pairs(size_t lists);

/* How a model fits. A model that is not identified or has no finite estimate says so and has no figures. */
typedef struct glo_mse_fit {
    uint64_t pairs;
    bool is_identified; /* the parameters can be told from each other */
    bool exists;        /* the extended maximum likelihood estimate is finite */
    size_t parameters;  /* those at minus infinity too */
    double unseen, log_se;
    double total, low, high; /* by the normal approximation of the logarithm of the unseen */
    double
        limit; /* without an estimate: the total that the likelihood runs to, INFINITY for one; NaN where not identified */
    double deviance, log_likelihood;
    double aic, bic; /* bic with the logarithm of the number of cases seen */
} glo_mse_fit;

/* One model. A list without a case has its parameter at minus infinity, as a pair has: it changes nothing. GLO_ENOMEM. */
glo_status glo_mse_fit_model(const glo_capture_table *table, uint64_t pairs, double level, glo_mse_fit *out);

/* Forward from the main effects: the pair with the smallest one-sided Poisson p of its number of cases in common, while that is below
 * `threshold` and the estimate of the larger model exists. `order` has room for all pairs. */
glo_status glo_mse_stepwise(const glo_capture_table *table, double threshold, double level,
                            const glo_job *job, size_t *order, size_t *out_count, glo_mse_fit *out);

/* How many models a search by steps starts from. */
enum { GLO_MSE_STARTS = 24 };

/* The `most` best models by BIC, the best first, of all 2^pairs where pairs are at most `exhaustive`; else of those that searches
 * by single steps forward and backward meet, from main effects, all pairs and others by chance. `out_tried` counts models,
 * `out_without` those without an estimate. */
glo_status glo_mse_best(const glo_capture_table *table, size_t exhaustive, double level, const glo_job *job,
                        size_t most, glo_mse_fit *best, size_t *out_found, size_t *out_tried,
                        size_t *out_without);

/* How a model is found anew in each sample of the bootstrap: by steps, or the best by BIC among candidates, of which one is a fixed
 * model (Silverman, Chan and Vincent, 2024). */
typedef enum glo_mse_method { GLO_MSE_AMONG, GLO_MSE_STEPWISE } glo_mse_method;

typedef struct glo_mse_bootstrap {
    glo_mse_method method;
    const uint64_t *candidates; /* of GLO_MSE_AMONG: the pairs of each; borrowed */
    size_t candidate_count;
    double threshold; /* of GLO_MSE_STEPWISE */
    double level;
    size_t draws;
    uint64_t seed;
} glo_mse_bootstrap;

typedef struct glo_mse_interval {
    double percentile_low, percentile_high; /* of the draws */
    double low, high;                       /* bias-corrected and accelerated */
    double bias, acceleration;
    size_t
        infinite;  /* draws whose likelihood runs to an infinite total; so is a bound that falls among them */
    size_t failed; /* draws without an estimate, left out */
} glo_mse_interval;

/* Cases drawn anew with replacement; the total of the sample is `total`. Bounds are NaN where more than half of the draws have no
 * estimate. GLO_EINVAL for more than 4e9 cases. */
glo_status glo_mse_bootstrap_interval(const glo_capture_table *table, double total,
                                      const glo_mse_bootstrap *spec, const glo_job *job,
                                      glo_mse_interval *out);

#endif
