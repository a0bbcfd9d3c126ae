/* loglinear.c: Poisson log-linear models of capture histories by iteratively reweighted least squares, and whether their estimate
 * exists.
 *
 * A term is a set of lists, and a history has it where it is on all of them. So the cross product of two terms is the sum of
 * the weights over the histories that contain both sets: one transform of sums over supersets gives all of them.
 *
 * Example:  status = glo_loglinear_fit(&work, &table, 1u << glo_mse_pair(6, 0, 2), 0.95, &fit);
 *
 * References: in capture/mse.h. Existence: the estimate is finite where counts that are all positive have the same sums over the
 * terms as those observed (Fienberg and Rinaldo, 2012), which is a linear program.
 */
#include "loglinear.h"

#include "base/alloc.h"
#include "numeric/linear.h"
#include "numeric/linear_program.h"
#include "numeric/normal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ITERATIONS = 200 };
/* Relative change of the deviance at which the fit ends. The value of R's glm, and as there the standard errors are those of the last
 * regression: so published intervals come out to their last digit. */
static const double CONVERGED = 1e-8;
static const double NEW = 1e-9; /* a term with less that is new is collinear */
/* Change of the logarithm of a fitted count in the last step, from which on existence is looked into. Where there is no estimate, some
 * count shrinks by e or more in every step (its working response is its logarithm less 1), however small the deviance's change. */
static const double STILL_MOVING = 0.1;

glo_status glo_capture_table_new(size_t lists, glo_capture_table *out) {
    glo_capture_table table = {.lists = lists, .cells = (size_t)1 << (lists <= GLO_MOST_LISTS ? lists : 0)};
    if (lists < 2 || lists > GLO_MOST_LISTS)
        return glo_fail(GLO_EINVAL, "multiple systems estimation takes 2 to %d lists, got %zu",
                        GLO_MOST_LISTS, lists);
    if (glo_alloc_array(table.cells, sizeof(double), &table.counts) < 0 ||
        glo_alloc_array(table.cells, sizeof(double), &table.together) < 0) {
        glo_capture_table_dispose(&table);
        return GLO_ENOMEM;
    }
    *out = table;
    return GLO_OK;
}

void glo_capture_table_dispose(glo_capture_table *table) {
    free(table->counts);
    free(table->together);
    table->counts = table->together = NULL;
}

/* sums[set] becomes the sum over all histories that contain the set. */
static void over_supersets(double *sums, size_t lists) {
    for (size_t i = 0; i < lists; i++) {
        for (size_t set = 0; set < (size_t)1 << lists; set++) {
            if (!(set >> i & 1))
                sums[set] += sums[set | (size_t)1 << i];
        }
    }
}

void glo_capture_table_sum(glo_capture_table *table) {
    table->counts[0] = 0;
    memcpy(table->together, table->counts, table->cells * sizeof(double));
    over_supersets(table->together, table->lists);
    table->seen = table->together[0];
}

size_t glo_mse_pairs(size_t lists) {
    return lists * (lists - 1) / 2;
}

size_t glo_mse_pair(size_t lists, size_t i, size_t j) {
    return i * lists - i * (i + 1) / 2 + (j - i - 1);
}

void glo_mse_lists_of(size_t lists, size_t pair, size_t *out_i, size_t *out_j) {
    size_t i = 0;
    for (; pair >= lists - 1 - i; i++)
        pair -= lists - 1 - i;
    *out_i = i;
    *out_j = i + 1 + pair;
}

static uint32_t set_of_pair(size_t lists, size_t pair) {
    size_t i, j;
    glo_mse_lists_of(lists, pair, &i, &j);
    return (uint32_t)1 << i | (uint32_t)1 << j;
}

/* A term of the model: finite where cases are on all its lists, else at minus infinity, and histories with it drop out. */
static void add_term(glo_loglinear *work, const glo_capture_table *table, uint32_t set, size_t *empty) {
    if (table->together[set] > 0) {
        work->terms[work->count++] = set;
        return;
    }
    (*empty)++;
    for (size_t cell = 0; cell < table->cells; cell++) {
        if ((cell & set) == set)
            work->is_in[cell] = false;
    }
}

/* The finite terms, and the histories that count. Returns how many parameters are at minus infinity. */
static size_t lay_out(glo_loglinear *work, const glo_capture_table *table, uint64_t pairs) {
    size_t empty = 0;
    work->count = 0;
    work->terms[work->count++] = 0;
    for (size_t cell = 0; cell < table->cells; cell++)
        work->is_in[cell] = cell > 0;
    for (size_t i = 0; i < table->lists; i++)
        add_term(work, table, (uint32_t)1 << i, &empty);
    for (size_t pair = 0; pair < glo_mse_pairs(table->lists); pair++) {
        if (pairs >> pair & 1)
            add_term(work, table, set_of_pair(table->lists, pair), &empty);
    }
    return empty;
}

/* The cross products of the terms under the weights, upper triangle, and its factor; the rank. */
static size_t factor(glo_loglinear *work, const glo_capture_table *table) {
    over_supersets(work->weights, table->lists);
    for (size_t a = 0; a < work->count; a++) {
        for (size_t b = a; b < work->count; b++)
            work->cross[a * GLO_MOST_PARAMETERS + b] = work->weights[work->terms[a] | work->terms[b]];
    }
    return glo_cholesky(work->cross, work->count, GLO_MOST_PARAMETERS, NEW);
}

static bool is_identified(glo_loglinear *work, const glo_capture_table *table) {
    for (size_t cell = 0; cell < table->cells; cell++)
        work->weights[cell] = work->is_in[cell];
    return factor(work, table) == work->count;
}

/* values[set] becomes the sum over all subsets of the set. */
static void over_subsets(double *values, size_t lists) {
    for (size_t i = 0; i < lists; i++) {
        for (size_t set = 0; set < (size_t)1 << lists; set++) {
            if (set >> i & 1)
                values[set] += values[set & ~((size_t)1 << i)];
        }
    }
}

/* The linear predictor of every history into work->scores: a term adds to the histories that contain it. */
static void predict(glo_loglinear *work, const glo_capture_table *table) {
    memset(work->scores, 0, table->cells * sizeof *work->scores);
    for (size_t a = 0; a < work->count; a++)
        work->scores[work->terms[a]] = work->effects[a];
    over_subsets(work->scores, table->lists);
}

static double deviance_of(const glo_loglinear *work, const glo_capture_table *table) {
    double sum = 0;
    for (size_t cell = 1; cell < table->cells; cell++) {
        double y = table->counts[cell], m = work->means[cell];
        if (work->is_in[cell])
            sum += (y > 0 ? y * log(y / m) : 0) - (y - m);
    }
    return fmax(2 * sum, 0); /* a saturated model's may round to less */
}

/* One step: a regression of the working response under the fitted counts. False where it can't be solved. */
static bool step(glo_loglinear *work, const glo_capture_table *table, bool is_first) {
    for (size_t cell = 0; cell < table->cells; cell++) {
        if (!work->is_in[cell]) {
            work->weights[cell] = work->scores[cell] = work->means[cell] = 0;
            continue;
        }
        double y = table->counts[cell];
        double m = is_first ? y + 0.1 : work->means[cell];
        if (is_first)
            work->linear[cell] = log(m);
        work->weights[cell] = m;
        work->scores[cell] = m * work->linear[cell] + (y - m);
    }
    over_supersets(work->scores, table->lists);
    if (factor(work, table) < work->count)
        return false;
    double intercept = is_first ? 0 : work->effects[0];
    for (size_t a = 0; a < work->count; a++)
        work->effects[a] = work->scores[work->terms[a]];
    glo_solve_upper_transposed(work->cross, work->count, GLO_MOST_PARAMETERS, work->effects);
    glo_solve_upper(work->cross, work->count, GLO_MOST_PARAMETERS, work->effects);
    predict(work, table);
    work->moved = 0;
    work->drift = work->effects[0] - intercept;
    for (size_t cell = 1; cell < table->cells; cell++) {
        if (!work->is_in[cell])
            continue;
        double eta = work->scores[cell];
        work->moved = fmax(work->moved, fabs(eta - work->linear[cell]));
        work->linear[cell] = eta;
        work->means[cell] = exp(eta);
    }
    return true;
}

static bool converge(glo_loglinear *work, const glo_capture_table *table, double *out_deviance) {
    double last = INFINITY;
    for (int i = 0; i < MOST_ITERATIONS; i++) {
        if (!step(work, table, i == 0))
            return false;
        double deviance = deviance_of(work, table);
        *out_deviance = deviance;
        if (!isfinite(deviance))
            return false;
        if (fabs(deviance - last) <= CONVERGED * (fabs(deviance) + 0.1))
            return true;
        last = deviance;
    }
    return false;
}

/* Maximise the smallest of counts with the sums observed. */
static glo_status find_existence(const glo_loglinear *work, const glo_capture_table *table, bool *out) {
    glo_linear_program *program;
    glo_linear_program_answer answer = {0};
    double *values;
    size_t cells = table->cells;
    if (glo_alloc_array(cells + 1, sizeof *values, &values) < 0)
        return GLO_ENOMEM;
    glo_status status =
        glo_linear_program_new(cells + 1, work->count + cells, work->count * cells + 2 * cells, &program);
    if (status < 0) {
        free(values);
        return status;
    }
    int least = glo_linear_program_column(program, 0, table->seen + 1, -1, false);
    for (size_t a = 0; a < work->count; a++) {
        double sum = table->together[work->terms[a]];
        glo_linear_program_row(program, sum, sum);
    }
    for (size_t cell = 1; cell < cells; cell++) {
        if (!work->is_in[cell])
            continue;
        int column = glo_linear_program_column(program, 0, INFINITY, 0, false);
        for (size_t a = 0; a < work->count; a++) {
            if ((cell & work->terms[a]) == work->terms[a])
                glo_linear_program_set(program, (int)a, column, 1);
        }
        int row = glo_linear_program_row(program, 0, INFINITY);
        glo_linear_program_set(program, row, column, 1);
        glo_linear_program_set(program, row, least, -1);
    }
    status = glo_linear_program_solve(program, &(glo_linear_program_limits){0}, NULL, values, &answer);
    if (status == GLO_OK)
        *out = answer.is_solved && -answer.cost > 1e-7;
    glo_linear_program_free(program);
    free(values);
    return status;
}

static double log_likelihood(const glo_loglinear *work, const glo_capture_table *table) {
    double sum = 0;
    for (size_t cell = 1; cell < table->cells; cell++) {
        double y = table->counts[cell], m = work->means[cell];
        if (work->is_in[cell])
            sum += (y > 0 ? y * log(m) : 0) - m - lgamma(y + 1);
    }
    return sum;
}

/* The standard error of the intercept: the first element of the inverse of R'R is that of (R')^-1 squared. */
static double intercept_se(const glo_loglinear *work) {
    double column[GLO_MOST_PARAMETERS] = {1}, sum = 0;
    glo_solve_upper_transposed(work->cross, work->count, GLO_MOST_PARAMETERS, column);
    for (size_t a = 0; a < work->count; a++)
        sum += column[a] * column[a];
    return sqrt(sum);
}

/* Where the likelihood runs to without an estimate: the intercept may come to rest though other parameters do not. */
static double limit_of(const glo_loglinear *work, const glo_capture_table *table) {
    if (fabs(work->drift) <= STILL_MOVING)
        return table->seen + exp(work->effects[0]);
    return work->drift > 0 ? INFINITY : table->seen;
}

glo_status glo_loglinear_fit(glo_loglinear *work, const glo_capture_table *table, uint64_t pairs,
                             double level, glo_mse_fit *out) {
    glo_mse_fit fit = {.pairs = pairs};
    glo_status status = GLO_OK;
    size_t empty = lay_out(work, table, pairs);
    fit.parameters = work->count + empty;
    fit.is_identified = is_identified(work, table);
    bool converges = fit.is_identified && converge(work, table, &fit.deviance);
    fit.exists = converges;
    if (fit.exists && work->moved > STILL_MOVING)
        status = find_existence(work, table, &fit.exists);
    fit.limit = fit.is_identified && !fit.exists ? limit_of(work, table) : NAN;
    if (status == GLO_OK && fit.exists) {
        double z = glo_normal_quantile(0.5 + level / 2);
        fit.unseen = exp(work->effects[0]);
        fit.log_se = intercept_se(work);
        fit.total = table->seen + fit.unseen;
        fit.low = table->seen + exp(work->effects[0] - z * fit.log_se);
        fit.high = table->seen + exp(work->effects[0] + z * fit.log_se);
        fit.log_likelihood = log_likelihood(work, table);
        fit.aic = 2 * (double)fit.parameters - 2 * fit.log_likelihood;
        fit.bic = log(table->seen) * (double)fit.parameters - 2 * fit.log_likelihood;
    }
    if (status == GLO_OK)
        *out = fit;
    return status;
}

glo_status glo_mse_fit_model(const glo_capture_table *table, uint64_t pairs, double level, glo_mse_fit *out) {
    glo_loglinear *work;
    if (glo_alloc_array(1, sizeof *work, &work) < 0)
        return GLO_ENOMEM;
    glo_status status = glo_loglinear_fit(work, table, pairs, level, out);
    free(work);
    return status;
}
