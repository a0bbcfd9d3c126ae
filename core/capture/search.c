/* search.c: which pairs of lists a model has: forward by the p of what two lists have in common, or the best by BIC.
 *
 * Example:  status = glo_mse_stepwise(&table, 0.02, 0.95, job, order, &count, &fit);
 *
 * Reference: Chan, Silverman and Vincent (2021): on the null hypothesis that a pair has no effect, the cases that its two lists have
 * in common are Poisson with the mean that the model without it fits.
 */
#include "loglinear.h"

#include "base/alloc.h"
#include "base/parallel.h"
#include "numeric/draws.h"
#include "numeric/gamma.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The smaller of P(X <= k) and P(X >= k) of a Poisson count. */
static double one_sided_p(double k, double mean) {
    if (!(mean > 0))
        return 1;
    double below = glo_gamma_upper(mean, k + 1);
    double above = k > 0 ? glo_gamma_lower(mean, k) : 1;
    return fmin(below, above);
}

static double fitted_together(const glo_loglinear *work, const glo_capture_table *table, size_t pair) {
    size_t i, j;
    double sum = 0;
    glo_mse_lists_of(table->lists, pair, &i, &j);
    uint32_t set = (uint32_t)1 << i | (uint32_t)1 << j;
    for (size_t cell = 1; cell < table->cells; cell++)
        sum += (cell & set) == set ? work->means[cell] : 0;
    return sum;
}

static double pair_p(const glo_loglinear *work, const glo_capture_table *table, size_t pair) {
    size_t i, j;
    glo_mse_lists_of(table->lists, pair, &i, &j);
    return one_sided_p(table->together[(size_t)1 << i | (size_t)1 << j], fitted_together(work, table, pair));
}

/* The pair with the smallest p that gives a model with an estimate, or GLO_MOST_PAIRS; its fit in *trial. */
static glo_status next_pair(glo_loglinear *work, glo_loglinear *other, const glo_capture_table *table,
                            uint64_t pairs, double threshold, double level, glo_mse_fit *trial,
                            size_t *out_pair) {
    double p[GLO_MOST_PAIRS];
    size_t count = glo_mse_pairs(table->lists);
    *out_pair = GLO_MOST_PAIRS;
    if (count == 0)
        return GLO_OK;
    for (size_t pair = 0; pair < count; pair++)
        p[pair] = pairs >> pair & 1 ? INFINITY : pair_p(work, table, pair);
    for (;;) {
        size_t best = 0;
        for (size_t pair = 1; pair < count; pair++)
            best = p[pair] < p[best] ? pair : best;
        if (!(p[best] < threshold))
            return GLO_OK;
        glo_status status = glo_loglinear_fit(other, table, pairs | (uint64_t)1 << best, level, trial);
        if (status < 0)
            return status;
        if (trial->exists) {
            *out_pair = best;
            return GLO_OK;
        }
        p[best] = INFINITY;
    }
}

static glo_status stepwise_in(glo_loglinear *works, const glo_capture_table *table, double threshold,
                              double level, const glo_job *job, size_t *order, size_t *out_count,
                              glo_mse_fit *out) {
    glo_loglinear *work = &works[0], *other = &works[1];
    glo_mse_fit fit, trial;
    size_t count = 0, pair = GLO_MOST_PAIRS;
    glo_status status = glo_loglinear_fit(work, table, 0, level, &fit);
    while (status == GLO_OK && fit.exists) {
        status = glo_job_check(job);
        if (status == GLO_OK)
            status = next_pair(work, other, table, fit.pairs, threshold, level, &trial, &pair);
        if (status < 0 || pair == GLO_MOST_PAIRS)
            break;
        order[count++] = pair;
        fit = trial;
        glo_loglinear *swap = work;
        work = other;
        other = swap;
    }
    if (status == GLO_OK) {
        *out = fit;
        *out_count = count;
    }
    return status;
}

glo_status glo_mse_stepwise(const glo_capture_table *table, double threshold, double level,
                            const glo_job *job, size_t *order, size_t *out_count, glo_mse_fit *out) {
    glo_loglinear *works;
    if (glo_alloc_array(2, sizeof *works, &works) < 0)
        return GLO_ENOMEM;
    glo_status status = stepwise_in(works, table, threshold, level, job, order, out_count, out);
    free(works);
    return status;
}

/* ---- the best by BIC ---- */

/* Models are tried in pieces, a piece to a thread; each keeps its own best, merged in the order of the pieces, so that the threads
 * change nothing. A piece is PIECE models of all, or a climb from one start. */
enum { PIECE = 512 };
/* Of the pairs in the models that climbs start from; found on the lists of the Netherlands and the United Kingdom, where a climb
 * from main effects alone ends at a total that is a third of that of the best model. */
static const double FEW = 0.15, HALF = 0.5;

typedef struct ranking {
    glo_mse_fit *fits; /* the best first */
    size_t count, most;
    uint64_t *met; /* models, times 2, plus 1 for one without an estimate */
    size_t met_count, met_capacity;
} ranking;

static bool is_better(const glo_mse_fit *a, const glo_mse_fit *b) {
    return a->bic < b->bic || (a->bic == b->bic && a->pairs < b->pairs);
}

static void rank(ranking *r, const glo_mse_fit *fit) {
    size_t at = r->count;
    while (at > 0 && is_better(fit, &r->fits[at - 1]))
        at--;
    bool is_known =
        at > 0 && r->fits[at - 1].pairs == fit->pairs; /* a search comes by a model more than once */
    if (at == r->most || is_known)
        return;
    r->count += r->count < r->most;
    memmove(&r->fits[at + 1], &r->fits[at], (r->count - at - 1) * sizeof *fit);
    r->fits[at] = *fit;
}

static glo_status note_met(ranking *r, const uint64_t *met, size_t count) {
    glo_status status = glo_alloc_grow(&r->met, &r->met_capacity, r->met_count + count, sizeof *r->met);
    if (status == GLO_OK && count > 0) {
        memcpy(&r->met[r->met_count], met, count * sizeof *met);
        r->met_count += count;
    }
    return status;
}

/* A model without an estimate has an infinite BIC. */
static glo_status try_model(glo_loglinear *work, const glo_capture_table *table, uint64_t pairs, double level,
                            ranking *r, glo_mse_fit *fit) {
    glo_status status = glo_loglinear_fit(work, table, pairs, level, fit);
    if (status < 0)
        return status;
    uint64_t met = pairs << 1 | !fit->exists;
    if (fit->exists)
        rank(r, fit);
    else
        fit->bic = INFINITY;
    return note_met(r, &met, 1);
}

typedef struct search {
    const glo_capture_table *table;
    const glo_job *job;
    double level;
    ranking *pieces;
} search;

static glo_status try_piece(void *context, size_t piece) {
    search *s = context;
    glo_loglinear *work;
    glo_mse_fit fit;
    glo_status status = GLO_OK;
    size_t models = (size_t)1 << glo_mse_pairs(s->table->lists), first = piece * PIECE;
    if (glo_alloc_array(1, sizeof *work, &work) < 0)
        return GLO_ENOMEM;
    for (size_t model = first; model < models && model < first + PIECE && status == GLO_OK; model++)
        status = try_model(work, s->table, model, s->level, &s->pieces[piece], &fit);
    free(work);
    return status;
}

/* Main effects, all pairs, then few or half of the pairs by chance. */
static uint64_t start_of(size_t start, size_t pairs) {
    glo_draws draws = {.seed = 1, .stream = start};
    uint64_t model = 0;
    double share = start == 0 ? 0 : start == 1 ? 1 : start % 2 == 0 ? FEW : HALF;
    for (size_t pair = 0; pair < pairs; pair++)
        model |= (uint64_t)(glo_draws_uniform(&draws) < share) << pair;
    return model;
}

/* From a start, the best of the models that differ in one pair, until none is better. */
static glo_status climb(void *context, size_t start) {
    search *s = context;
    ranking *r = &s->pieces[start];
    size_t pairs = glo_mse_pairs(s->table->lists);
    glo_loglinear *work;
    glo_mse_fit now, fit, best;
    bool is_rising = true;
    if (glo_alloc_array(1, sizeof *work, &work) < 0)
        return GLO_ENOMEM;
    glo_status status = try_model(work, s->table, start_of(start, pairs), s->level, r, &now);
    while (is_rising && status == GLO_OK) {
        best = now;
        for (size_t pair = 0; pair < pairs && status == GLO_OK; pair++) {
            status = glo_job_check(s->job);
            if (status == GLO_OK)
                status = try_model(work, s->table, now.pairs ^ (uint64_t)1 << pair, s->level, r, &fit);
            if (status == GLO_OK && is_better(&fit, &best))
                best = fit;
        }
        is_rising = status == GLO_OK && isfinite(best.bic) && best.pairs != now.pairs;
        now = best;
    }
    free(work);
    return status;
}

static glo_status run_pieces(const search *given, size_t count, glo_status (*work)(void *, size_t),
                             ranking *all) {
    search s = *given;
    glo_status status = glo_alloc_array(count, sizeof *s.pieces, &s.pieces);
    for (size_t i = 0; i < count && status == GLO_OK; i++) {
        s.pieces[i].most = all->most;
        status = glo_alloc_array(all->most, sizeof *s.pieces[i].fits, &s.pieces[i].fits);
    }
    if (status == GLO_OK)
        status = glo_run_parallel(s.job, "models of lists", count, work, &s);
    for (size_t i = 0; s.pieces && i < count; i++) {
        for (size_t k = 0; k < s.pieces[i].count && status == GLO_OK; k++)
            rank(all, &s.pieces[i].fits[k]);
        if (status == GLO_OK)
            status = note_met(all, s.pieces[i].met, s.pieces[i].met_count);
        free(s.pieces[i].met);
        free(s.pieces[i].fits);
    }
    free(s.pieces);
    return status;
}

static int by_model(const void *a, const void *b) {
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* How many different models were met, and how many of them have no estimate. */
static void count_met(ranking *r, size_t *tried, size_t *without) {
    *tried = *without = 0;
    if (r->met_count > 0)
        qsort(r->met, r->met_count, sizeof *r->met, by_model);
    for (size_t i = 0; i < r->met_count; i++) {
        if (i > 0 && r->met[i] == r->met[i - 1])
            continue;
        *tried += 1;
        *without += r->met[i] & 1;
    }
}

glo_status glo_mse_best(const glo_capture_table *table, size_t exhaustive, double level, const glo_job *job,
                        size_t most, glo_mse_fit *best, size_t *out_found, size_t *out_tried,
                        size_t *out_without) {
    ranking all = {.fits = best, .most = most};
    search s = {.table = table, .job = job, .level = level};
    size_t pairs = glo_mse_pairs(table->lists);
    glo_status status = pairs <= exhaustive
                            ? run_pieces(&s, (((size_t)1 << pairs) + PIECE - 1) / PIECE, try_piece, &all)
                            : run_pieces(&s, GLO_MSE_STARTS, climb, &all);
    if (status == GLO_OK) {
        *out_found = all.count;
        count_met(&all, out_tried, out_without);
    }
    free(all.met);
    return status;
}
