/* allocate.c: draws of a run allocated to zones. Formula and contract in model/allocate.h.
 *
 * Zones are worked out in parallel, each by itself. The sums of shares by draw are found first: shares are drawn once for them and
 * once more for their zone, which is cheaper than to keep them all.
 *
 * PERT (D. G. Malcolm and others, Operations Research 7, 1959) takes the middle value for the mode; here it is the mean, for a weight
 * is what is expected.
 *
 * Quantiles by selection: C. A. R. Hoare, "Algorithm 65: find", Communications of the ACM 4 (1961).
 */
#include "model/allocate.h"

#include "base/alloc.h"
#include "base/parallel.h"
#include "compiler.h"
#include "model/distribution.h"
#include "numeric/vector.h"
#include "results.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CONCENTRATION 6.0 /* a + b of the beta distributions, as PERT has */
#define MEAN_STEP 1e-4    /* of the distance between the bounds */
#define MEAN_LEAST 0.02   /* the same: a mean nearer to a bound is taken there */

typedef struct allocation {
    const glo_results *results;
    const glo_allocate_spec *spec;
    size_t draws, rows; /* rows of the answer */
    uint64_t *streams;  /* [source * zone_count + zone] */
    size_t *shapes;     /* the same: the number of its sampler */
    glo_sampler **samplers;
    size_t sampler_count, sampler_room;
    double *sums;  /* [source * draws + draw] of shares */
    size_t *order; /* of the probabilities, rising */
    double *out;
} allocation;

/* --- shares ------------------------------------------------------------------------------------------------- */

static bool is_drawn(const allocation *a, const glo_share *s) {
    return !a->spec->are_certain && s->high > s->low;
}

/* The shares of a zone before they are divided, by draw; `room` and `out` have an even number of draws. */
static void draw_shares(const allocation *a, size_t source, size_t zone, double *room, double *out) {
    size_t number = source * a->spec->zone_count + zone;
    const glo_share *s = &a->spec->shares[number];
    if (!is_drawn(a, s)) {
        for (size_t d = 0; d < a->draws; d++)
            out[d] = s->weight;
        return;
    }
    glo_vector_uniform(glo_results_seed(a->results), a->streams[number], 0, (a->draws + 1) & ~(size_t)1,
                       room);
    for (size_t d = 0; d < a->draws; d += GLO_SAMPLER_MOST) {
        size_t count = a->draws - d < GLO_SAMPLER_MOST ? a->draws - d : GLO_SAMPLER_MOST;
        glo_sampler_draw(a->samplers[a->shapes[number]], room + d, count, out + d);
    }
    for (size_t d = 0; d < a->draws; d++)
        out[d] = s->low + (s->high - s->low) * out[d];
}

static glo_status sum_source(void *context, size_t source) {
    const allocation *a = context;
    double *room, *sum = a->sums + source * a->draws;
    if (glo_alloc_array(2 * (a->draws + 1), sizeof *room, &room) < 0)
        return GLO_ENOMEM;
    double *share = room + a->draws + 1;
    glo_status status = GLO_OK;
    for (size_t zone = 0; status == GLO_OK && zone < a->spec->zone_count; zone++) {
        if (a->spec->shares[source * a->spec->zone_count + zone].high <= 0)
            continue;
        draw_shares(a, source, zone, room, share);
        for (size_t d = 0; d < a->draws; d++)
            sum[d] += share[d];
    }
    free(room);
    return status;
}

/* The shares of a zone as they count: of all zones and what is left they come to 1. */
static void shares_of(const allocation *a, size_t source, size_t zone, double *room, double *out) {
    const double *sum = a->sums + source * a->draws;
    if (zone == a->spec->zone_count) {
        for (size_t d = 0; d < a->draws; d++)
            out[d] = fmax(0, 1 - sum[d]);
        return;
    }
    draw_shares(a, source, zone, room, out);
    for (size_t d = 0; d < a->draws; d++)
        out[d] /= fmax(1, sum[d]);
}

/* --- figures ------------------------------------------------------------------------------------------------ */

/* Adds a source's part of a zone in a row. */
static void add_part(const allocation *a, size_t output, size_t row, const double *shares, double *sum) {
    if (glo_is_certain_result(a->results, output)) {
        double number = glo_results_value(a->results, output, row, 0);
        for (size_t d = 0; d < a->draws; d++)
            sum[d] += shares[d] * number;
        return;
    }
    const double *drawn = glo_cell_of(a->results, output, row)->values;
    for (size_t d = 0; d < a->draws; d++)
        sum[d] += shares[d] * drawn[d];
}

/* Puts the value that would stand at `k` in sorted order there, no larger one before it and no smaller one behind. */
static void select_value(double *v, ptrdiff_t from, ptrdiff_t to, ptrdiff_t k) {
    while (from < to) {
        double pivot = v[k];
        ptrdiff_t i = from, j = to;
        do {
            while (v[i] < pivot)
                i++;
            while (v[j] > pivot)
                j--;
            if (i <= j) {
                double swapped = v[i];
                v[i++] = v[j];
                v[j--] = swapped;
            }
        } while (i <= j);
        if (j < k)
            from = i;
        if (k < i)
            to = j;
    }
}

/* Hyndman and Fan's type 7, as all quantiles of a run. */
static void take_quantiles(const allocation *a, double *v, size_t count, double *out) {
    size_t from = 0;
    for (size_t i = 0; i < a->spec->p_count; i++) {
        double h = (double)(count - 1) * a->spec->p[a->order[i]], below = floor(h);
        size_t k = (size_t)below;
        select_value(v, (ptrdiff_t)from, (ptrdiff_t)count - 1, (ptrdiff_t)k);
        from = k;
        double next = v[k];
        if (h > below) {
            next = v[k + 1];
            for (size_t j = k + 2; j < count; j++)
                next = v[j] < next ? v[j] : next;
        }
        out[a->order[i]] = v[k] + (h - below) * (next - v[k]);
    }
}

/* Summarises the draws of a figure; disorders them. */
static void summarise(const allocation *a, double *v, double *out) {
    size_t count = 0, above = 0;
    double sum = 0, squares = 0;
    for (size_t d = 0; d < a->draws; d++) {
        if (!isfinite(v[d]))
            continue;
        sum += v[d];
        above += v[d] > 0;
        v[count++] = v[d];
    }
    double mean = sum / (double)count;
    for (size_t d = 0; d < count; d++)
        squares += (v[d] - mean) * (v[d] - mean);
    out[GLO_ALLOCATED_COUNT] = (double)count;
    out[GLO_ALLOCATED_MEAN] = mean;
    out[GLO_ALLOCATED_SD] = count > 1 ? sqrt(squares / (double)(count - 1)) : count ? 0 : NAN;
    out[GLO_ALLOCATED_ABOVE] = (double)above / (double)count;
    for (size_t i = 0; count == 0 && i < a->spec->p_count; i++)
        out[GLO_ALLOCATED + i] = NAN;
    if (count > 0)
        take_quantiles(a, v, count, out + GLO_ALLOCATED);
}

static glo_status allocate_zone(void *context, size_t zone) {
    const allocation *a = context;
    const glo_allocate_spec *s = a->spec;
    double *shares, *sum;
    size_t width = GLO_ALLOCATED + s->p_count;
    if (glo_alloc_array(s->source_count * (a->draws + 1), sizeof *shares, &shares) < 0)
        return GLO_ENOMEM;
    if (glo_alloc_array(a->draws + 1, sizeof *sum, &sum) < 0) {
        free(shares);
        return GLO_ENOMEM;
    }
    for (size_t i = 0; i < s->source_count; i++)
        shares_of(a, i, zone, sum, shares + i * (a->draws + 1));
    memset(sum, 0, a->draws * sizeof *sum);
    for (size_t row = 0; row < s->rows; row++) {
        for (size_t i = 0; i < s->source_count; i++)
            add_part(a, s->outputs[i], s->first + row, shares + i * (a->draws + 1), sum);
        if (s->is_total && row + 1 < s->rows)
            continue;
        summarise(a, sum, a->out + (zone * a->rows + (s->is_total ? 0 : row)) * width);
        memset(sum, 0, a->draws * sizeof *sum);
    }
    free(shares);
    free(sum);
    return GLO_OK;
}

/* --- the whole ---------------------------------------------------------------------------------------------- */

static glo_status check_shares(const glo_allocate_spec *s) {
    for (size_t source = 0; source < s->source_count; source++) {
        double sum = 0;
        for (size_t zone = 0; zone < s->zone_count; zone++) {
            const glo_share *share = &s->shares[source * s->zone_count + zone];
            if (!(share->low >= 0 && share->low <= share->weight && share->weight <= share->high))
                return glo_fail(GLO_EINVAL, "the weight of '%s', %g, must lie between its bounds, %g and %g",
                                share->key, share->weight, share->low, share->high);
            sum += share->weight;
        }
        if (sum > 1 + 1e-9)
            return glo_fail(GLO_EINVAL, "the weights of a quantity add up to %g, more than 1", sum);
    }
    return GLO_OK;
}

static glo_status check_results(const glo_results *r, const glo_allocate_spec *s) {
    if (!glo_results_are_exact(r))
        return glo_fail(GLO_EINVAL,
                        "local zones need every draw, and %llu draws of %zu figures are more than the %llu "
                        "values that a run keeps: run fewer draws, or name the quantities in outputs=",
                        (unsigned long long)r->spec.sampling.draws, r->cell_count,
                        (unsigned long long)GLO_KEPT_MOST);
    return check_shares(s);
}

/* The beta distribution on 0 to 1 of mean `mean`; one that is there already, where one has the same. */
static glo_status find_sampler(allocation *a, double mean, double *means, size_t *out) {
    for (size_t i = 0; i < a->sampler_count; i++) {
        if (means[i] == mean) {
            *out = i;
            return GLO_OK;
        }
    }
    const glo_distribution beta = {.family = GLO_BETA,
                                   .parameter = {CONCENTRATION * mean, CONCENTRATION * (1 - mean), 0, 1}};
    if (glo_alloc_grow(&a->samplers, &a->sampler_room, a->sampler_count + 1, sizeof *a->samplers) < 0)
        return GLO_ENOMEM;
    glo_status status = glo_sampler_new(&beta, &a->samplers[a->sampler_count]);
    if (status < 0)
        return status;
    means[a->sampler_count] = mean;
    *out = a->sampler_count++;
    return GLO_OK;
}

/* Where the weight stands between its bounds, in steps so small that they do not matter: shares of one shape share a sampler. */
static double mean_of_share(const glo_share *s) {
    double mean = round((s->weight - s->low) / (s->high - s->low) / MEAN_STEP) * MEAN_STEP;
    return fmin(fmax(mean, MEAN_LEAST), 1 - MEAN_LEAST);
}

static glo_status make_samplers(allocation *a, const glo_job *job) {
    size_t count = a->spec->source_count * a->spec->zone_count;
    double *means;
    if (glo_alloc_array(count + 1, sizeof *a->shapes, &a->shapes) < 0 ||
        glo_alloc_array(count + 1, sizeof *means, &means) < 0)
        return GLO_ENOMEM;
    glo_status status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < count; i++) {
        if (is_drawn(a, &a->spec->shares[i])) {
            status = glo_job_step(job, "shares", i, count);
            if (status == GLO_OK)
                status = find_sampler(a, mean_of_share(&a->spec->shares[i]), means, &a->shapes[i]);
        }
    }
    free(means);
    return status;
}

static glo_status make_streams(allocation *a) {
    size_t count = a->spec->source_count * a->spec->zone_count;
    if (glo_alloc_array(count + 1, sizeof *a->streams, &a->streams) < 0)
        return GLO_ENOMEM;
    glo_status status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < count; i++) {
        if (is_drawn(a, &a->spec->shares[i]))
            a->streams[i] = glo_stream_of_key(a->spec->shares[i].key, &status);
    }
    return status;
}

static glo_status make_order(allocation *a) {
    size_t count = a->spec->p_count;
    if (glo_alloc_array(count + 1, sizeof *a->order, &a->order) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < count; i++) {
        size_t k = i;
        for (; k > 0 && a->spec->p[a->order[k - 1]] > a->spec->p[i]; k--)
            a->order[k] = a->order[k - 1];
        a->order[k] = i;
    }
    return GLO_OK;
}

static uint64_t count_scaled(const allocation *a) {
    uint64_t scaled = 0;
    for (size_t d = 0; d < a->draws; d++) {
        bool is_scaled = false;
        for (size_t i = 0; i < a->spec->source_count; i++)
            is_scaled = is_scaled || a->sums[i * a->draws + d] > 1 + 1e-9;
        scaled += is_scaled;
    }
    return scaled;
}

glo_status glo_allocate_draws(const glo_results *results, const glo_allocate_spec *spec, const glo_job *job,
                              double *out, uint64_t *out_scaled) {
    glo_status status = check_results(results, spec);
    if (status < 0)
        return status;
    allocation a = {.results = results, .spec = spec, .draws = glo_results_kept(results), .out = out};
    a.rows = spec->is_total ? 1 : spec->rows;
    status = glo_alloc_array(spec->source_count * a.draws + 1, sizeof *a.sums, &a.sums);
    if (status == GLO_OK)
        status = make_streams(&a);
    if (status == GLO_OK)
        status = make_samplers(&a, job);
    if (status == GLO_OK)
        status = make_order(&a);
    if (status == GLO_OK)
        status = glo_run_parallel(job, "shares", spec->source_count, sum_source, &a);
    if (status == GLO_OK)
        status = glo_run_parallel(job, "zones", spec->zone_count + 1, allocate_zone, &a);
    if (status == GLO_OK)
        *out_scaled = count_scaled(&a);
    for (size_t i = 0; i < a.sampler_count; i++)
        glo_sampler_free(a.samplers[i]);
    free(a.samplers);
    free(a.shapes);
    free(a.streams);
    free(a.sums);
    free(a.order);
    return status;
}
