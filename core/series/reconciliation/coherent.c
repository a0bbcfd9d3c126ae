/* coherent.c: quantiles of coherent futures, by the errors that all series made at the same times. See
 * glo_reconcile_quantiles in reconcile.h. */
#include "series/reconcile.h"

#include "base/alloc.h"
#include "base/err.h"
#include "numeric/normal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_VALUES = 16000000 }; /* in memory at a time: 128 MB */

typedef struct ranked {
    double value;
    size_t time;
} ranked;

static int by_value(const void *a, const void *b) {
    const ranked *x = a, *y = b;
    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return (x->time > y->time) - (x->time < y->time);
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Per time and node the standard normal score of the error's rank among those of the node. */
static glo_status scores_of(const double *residuals, size_t nodes, size_t times, double *out) {
    ranked *order;
    if (glo_alloc_array(times, sizeof *order, &order) < 0)
        return GLO_ENOMEM;
    for (size_t node = 0; node < nodes; node++) {
        for (size_t t = 0; t < times; t++) {
            double r = residuals[t * nodes + node];
            order[t] = (ranked){isnan(r) ? 0 : r, t};
        }
        qsort(order, times, sizeof *order, by_value);
        for (size_t rank = 0; rank < times; rank++) /* equal errors share their middle rank */
            for (size_t last = rank; last < times && order[last].value == order[rank].value; last++) {
                if (last + 1 < times && order[last + 1].value == order[rank].value)
                    continue;
                double score = glo_normal_quantile(((double)(rank + last) / 2 + 0.5) / (double)times);
                for (size_t i = rank; i <= last; i++)
                    out[order[i].time * nodes + node] = score;
                rank = last;
            }
    }
    free(order);
    return GLO_OK;
}

/* The quantile at a normal score, linear in scores between those known and past them. */
static double value_at(double score, const double *known, const double *values, size_t count) {
    if (count == 1)
        return values[0];
    size_t i = 1;
    while (i + 1 < count && score > known[i])
        i++;
    return values[i - 1] + (score - known[i - 1]) / (known[i] - known[i - 1]) * (values[i] - values[i - 1]);
}

typedef struct futures {
    const glo_hierarchy *h;
    const glo_reconcile_options *options;
    const double *scores; /* NULL: errors are added */
    const double *known;  /* normal scores of the probabilities */
    const double *probabilities;
    size_t count;
} futures;

/* The incoherent futures of one step: out[time * nodes + node]. */
static void draw(const futures *f, const double *base, const double *quantiles, double *out) {
    size_t nodes = f->h->nodes;
    for (size_t at = 0; at < f->options->times * nodes; at++) {
        double error = f->options->residuals[at];
        if (f->scores)
            out[at] = value_at(f->scores[at], f->known, quantiles + at % nodes * f->count, f->count);
        else
            out[at] = base[at % nodes] + (isnan(error) ? 0 : error);
    }
}

/* Leaves below 0 become 0 and all is added up again. */
static void lift(const glo_hierarchy *h, double *values, double *leaves) {
    for (size_t leaf = 0; leaf < h->leaves; leaf++)
        leaves[leaf] = fmax(0, values[h->leaf_node[leaf]]);
    glo_hierarchy_sum(h, leaves, values);
}

static void quantiles_of(const futures *f, const double *values, double *sorted, double *out) {
    size_t nodes = f->h->nodes, times = f->options->times;
    for (size_t node = 0; node < nodes; node++) {
        for (size_t t = 0; t < times; t++)
            sorted[t] = values[t * nodes + node];
        qsort(sorted, times, sizeof *sorted, by_size);
        for (size_t p = 0; p < f->count; p++) {
            /* Hazen's plotting positions, as the ranks were given */
            double at = fmin((double)times - 1, fmax(0, f->probabilities[p] * (double)times - 0.5));
            size_t low = (size_t)at, high = low + 1 < times ? low + 1 : low;
            out[node * f->count + p] = sorted[low] + (at - (double)low) * (sorted[high] - sorted[low]);
        }
    }
}

/* `together` steps at once: as many as `values` holds. */
static glo_status run(const futures *f, const double *base, size_t steps, size_t together,
                      const double *quantiles, const glo_job *job, double *values, double *spare,
                      double *out) {
    size_t nodes = f->h->nodes, times = f->options->times;
    glo_reconcile_options options = *f->options;
    options.nonnegative = 0;
    for (size_t first = 0; first < steps; first += together) {
        size_t here = steps - first < together ? steps - first : together;
        for (size_t i = 0; i < here; i++)
            draw(f, base + (first + i) * nodes, quantiles ? quantiles + (first + i) * nodes * f->count : NULL,
                 values + i * times * nodes);
        glo_status status = glo_reconcile(f->h, &options, values, here * times, job, values, NULL);
        if (status < 0)
            return status;
        for (size_t i = 0; i < here * times && f->options->nonnegative; i++)
            lift(f->h, values + i * nodes, spare);
        for (size_t i = 0; i < here; i++)
            quantiles_of(f, values + i * times * nodes, spare, out + (first + i) * nodes * f->count);
    }
    return GLO_OK;
}

glo_status glo_reconcile_quantiles(const glo_hierarchy *hierarchy, const glo_reconcile_options *options,
                                   const double *base, size_t steps, const double *probabilities,
                                   size_t count, const double *quantiles, const glo_job *job, double *out) {
    size_t nodes = hierarchy->nodes, times = options->times;
    if (!options->residuals || times < 2)
        return glo_fail(GLO_EINVAL, "coherent quantiles need the residuals of all series at 2 times or more");
    for (size_t p = 0; p < count; p++) {
        if (!(probabilities[p] > 0 && probabilities[p] < 1) ||
            (p > 0 && probabilities[p] <= probabilities[p - 1]))
            return glo_fail(GLO_EINVAL, "probabilities must rise between 0 and 1");
    }
    for (size_t at = 0; at < times * nodes; at++) {
        if (isinf(options->residuals[at]))
            return glo_fail(GLO_EINVAL, "series %zu has an infinite residual", at % nodes + 1);
    }
    size_t together = MOST_VALUES / (times * nodes + 1) + 1;
    together = together < steps ? together : steps;
    double *values = NULL, *spare = NULL, *scores = NULL, *known = NULL;
    glo_status status = glo_alloc_array(together * times * nodes, sizeof *values, &values);
    if (status == GLO_OK)
        status = glo_alloc_array(nodes + times, sizeof *spare, &spare);
    if (status == GLO_OK)
        status = glo_alloc_array(count, sizeof *known, &known);
    if (status == GLO_OK && quantiles) {
        for (size_t p = 0; p < count; p++)
            known[p] = glo_normal_quantile(probabilities[p]);
        status = glo_alloc_array(times * nodes, sizeof *scores, &scores);
        if (status == GLO_OK)
            status = scores_of(options->residuals, nodes, times, scores);
    }
    futures f = {hierarchy, options, scores, known, probabilities, count};
    if (status == GLO_OK)
        status = run(&f, base, steps, together, quantiles, job, values, spare, out);
    free(values);
    free(spare);
    free(scores);
    free(known);
    return status;
}
