/* results.c: what a run left, shards of it together, and answers from it. Contract in model/run.h.
 *
 * Reference: R. J. Hyndman, Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996).
 */
#include "results.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_BYTES 2e9 /* of the results of a run */

/* --- cells -------------------------------------------------------------------------------------------------- */

bool glo_results_is_constant(const glo_results *r, size_t output) {
    const glo_program *against = r->spec.against;
    return r->program->outputs[output].is_constant && (!against || against->outputs[output].is_constant);
}

cell *glo_cell_of(const glo_results *r, size_t output, size_t row) {
    return &r->cells[r->first[output] + (glo_results_is_constant(r, output) ? 0 : row)];
}

bool glo_is_certain_result(const glo_results *r, size_t output) {
    const glo_program *against = r->spec.against;
    return glo_program_is_certain(r->program, output) &&
           (!against || glo_program_is_certain(against, output));
}

glo_status glo_results_make_cells(glo_results *r) {
    const glo_program *p = r->program;
    if (glo_alloc_array(r->outputs, sizeof *r->first, &r->first) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < r->outputs; i++) {
        r->first[i] = r->cell_count;
        r->cell_count += glo_results_is_constant(r, i) ? 1 : r->rows;
    }
    r->is_exact = r->spec.sampling.draws <= GLO_KEPT_MOST / (r->cell_count ? r->cell_count : 1);
    r->kept = r->is_exact ? (size_t)r->spec.sampling.draws : GLO_BLOCK;
    if (r->spec.sampling.draws < r->kept)
        r->kept = (size_t)r->spec.sampling.draws;
    r->first_count = r->spec.sampling.draws < GLO_BLOCK ? (size_t)r->spec.sampling.draws : GLO_BLOCK;
    size_t bins = r->is_exact ? 0 : 2 * SUMMARY_BINS;
    double bytes =
        (double)r->cell_count * (double)(sizeof(cell) + r->first_count * 8 + r->kept * 8 + bins * 16);
    if (bytes > MOST_BYTES)
        return glo_fail(GLO_EINVAL,
                        "%zu results of %zu quantities would take %.0f MB, %.0f are the most: ask for fewer "
                        "outputs, or save less often",
                        r->cell_count, r->outputs, bytes / 1e6, MOST_BYTES / 1e6);
    if (glo_alloc_array(r->cell_count, sizeof *r->cells, &r->cells) < 0 ||
        glo_alloc_array(r->cell_count * r->first_count, sizeof *r->firsts, &r->firsts) < 0 ||
        glo_alloc_array(r->cell_count * r->kept, sizeof *r->values, &r->values) < 0 ||
        glo_alloc_array(r->cell_count * bins, sizeof *r->bins, &r->bins) < 0 ||
        glo_alloc_array(p->fault_count, sizeof *r->faults, &r->faults) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < r->cell_count; i++) {
        r->cells[i].values = r->values + i * r->kept;
        r->cells[i].whole.bins = r->is_exact ? NULL : r->bins + i * bins;
        whole_clear(&r->cells[i].whole);
        for (size_t k = 0; k < r->kept; k++)
            r->cells[i].values[k] = NAN;
    }
    return GLO_OK;
}

void glo_results_free(glo_results *r) {
    if (!r)
        return;
    free(r->first);
    free(r->cells);
    free(r->firsts);
    free(r->values);
    free(r->bins);
    free(r->faults);
    free(r->ranges);
    free(r);
}

glo_status glo_results_add_range(glo_results *r, range added) {
    if (glo_alloc_grow(&r->ranges, &r->range_room, r->range_count + 1, sizeof *r->ranges) < 0)
        return GLO_ENOMEM;
    size_t i = r->range_count++;
    for (; i > 0 && r->ranges[i - 1].from > added.from; i--)
        r->ranges[i] = r->ranges[i - 1];
    r->ranges[i] = added;
    return GLO_OK;
}

/* The scales, which all shards of a run have in common. */
static void copy_scales(glo_results *to, const glo_results *from) {
    for (size_t i = 0; i < from->cell_count; i++) {
        to->cells[i].scale = from->cells[i].scale;
        to->cells[i].scale.first = to->firsts + i * to->first_count;
    }
    memcpy(to->firsts, from->firsts, from->cell_count * from->first_count * sizeof *from->firsts);
}

glo_status glo_results_copy(const glo_results *r, glo_results **out) {
    glo_results *made;
    if (glo_alloc_array(1, sizeof *made, &made) < 0)
        return GLO_ENOMEM;
    made->program = r->program;
    made->spec = r->spec;
    made->rows = r->rows;
    made->outputs = r->outputs;
    glo_status status = glo_results_make_cells(made);
    if (status == GLO_OK) {
        copy_scales(made, r);
        status = glo_results_merge(made, r);
    }
    if (status < 0)
        glo_results_free(made);
    else
        *out = made;
    return status;
}

glo_status glo_results_merge(glo_results *r, const glo_results *other) {
    if (r->cell_count != other->cell_count || r->spec.sampling.seed != other->spec.sampling.seed ||
        r->spec.sampling.kind != other->spec.sampling.kind ||
        r->spec.sampling.draws != other->spec.sampling.draws)
        return glo_fail(GLO_EINVAL,
                        "only shards of one run can be merged: the same model, seed, sampling and draws");
    for (size_t i = 0; i < r->range_count; i++) {
        for (size_t k = 0; k < other->range_count; k++) {
            if (r->ranges[i].from < other->ranges[k].to && other->ranges[k].from < r->ranges[i].to)
                return glo_fail(GLO_EINVAL, "both have the draws from %llu on: merge each shard once",
                                (unsigned long long)(other->ranges[k].from * GLO_BLOCK));
        }
    }
    for (size_t i = 0; i < other->range_count; i++) {
        if (glo_results_add_range(r, other->ranges[i]) < 0)
            return GLO_ENOMEM;
    }
    for (size_t i = 0; i < r->cell_count; i++) {
        whole_merge(&r->cells[i].whole, &other->cells[i].whole);
        for (size_t k = 0; k < r->kept; k++) {
            if (isnan(r->cells[i].values[k]))
                r->cells[i].values[k] = other->cells[i].values[k];
        }
    }
    for (size_t i = 0; i < r->program->fault_count; i++)
        r->faults[i] += other->faults[i];
    return GLO_OK;
}

/* --- answers ------------------------------------------------------------------------------------------------ */

const glo_program *glo_results_program(const glo_results *r) {
    return r->program;
}

uint64_t glo_results_draws(const glo_results *r) {
    uint64_t draws = 0;
    for (size_t i = 0; i < r->range_count; i++) {
        uint64_t to = r->ranges[i].to * GLO_BLOCK;
        draws += (to < r->spec.sampling.draws ? to : r->spec.sampling.draws) - r->ranges[i].from * GLO_BLOCK;
    }
    return draws;
}

uint64_t glo_results_wanted(const glo_results *r) {
    return r->spec.sampling.draws;
}

uint64_t glo_results_seed(const glo_results *r) {
    return r->spec.sampling.seed;
}

bool glo_results_are_exact(const glo_results *r) {
    return r->is_exact;
}

uint64_t glo_results_faults(const glo_results *r, size_t fault) {
    return r->faults[fault];
}

uint64_t glo_results_count(const glo_results *r, size_t output, size_t row) {
    const cell *c = glo_cell_of(r, output, row);
    return glo_is_certain_result(r, output) && c->whole.count ? glo_results_draws(r) : c->whole.count;
}

uint64_t glo_results_not_finite(const glo_results *r, size_t output, size_t row) {
    const cell *c = glo_cell_of(r, output, row);
    return glo_is_certain_result(r, output) && c->whole.not_finite ? glo_results_draws(r)
                                                                   : c->whole.not_finite;
}

double glo_results_mean(const glo_results *r, size_t output, size_t row) {
    const cell *c = glo_cell_of(r, output, row);
    return glo_is_certain_result(r, output) ? (c->whole.count ? c->scale.middle : NAN)
                                            : whole_mean(&c->whole, &c->scale);
}

double glo_results_sd(const glo_results *r, size_t output, size_t row) {
    const cell *c = glo_cell_of(r, output, row);
    return glo_is_certain_result(r, output) ? (c->whole.count ? 0 : NAN) : whole_sd(&c->whole);
}

double glo_results_least(const glo_results *r, size_t output, size_t row) {
    const cell *c = glo_cell_of(r, output, row);
    return c->whole.count ? c->whole.least : NAN;
}

double glo_results_most(const glo_results *r, size_t output, size_t row) {
    const cell *c = glo_cell_of(r, output, row);
    return c->whole.count ? c->whole.most : NAN;
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Of values that are sorted: Hyndman and Fan's type 7, as R; of whole numbers the smallest with that share at or below it. */
static double quantile_of(const double *sorted, size_t count, bool is_whole, double p) {
    if (count == 0)
        return NAN;
    double h = (double)(count - 1) * p, below = floor(h);
    if (is_whole) {
        double i = ceil(p * (double)count) - 1;
        return sorted[i < 0 ? 0 : i >= (double)count ? count - 1 : (size_t)i];
    }
    size_t i = (size_t)below;
    return i + 1 < count ? sorted[i] + (h - below) * (sorted[i + 1] - sorted[i]) : sorted[count - 1];
}

static glo_status sorted_values(const glo_results *r, const cell *c, double **out, size_t *out_count) {
    double *sorted;
    size_t count = 0;
    if (glo_alloc_array(r->kept, sizeof *sorted, &sorted) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < r->kept; i++) {
        if (isfinite(c->values[i]))
            sorted[count++] = c->values[i];
    }
    qsort(sorted, count, sizeof *sorted, by_value);
    *out = sorted;
    *out_count = count;
    return GLO_OK;
}

glo_status glo_results_quantiles(const glo_results *r, size_t output, size_t row, const double *p,
                                 size_t count, double *out) {
    const cell *c = glo_cell_of(r, output, row);
    double *sorted = NULL;
    size_t values = 0;
    bool is_certain = glo_is_certain_result(r, output);
    if (!is_certain && r->is_exact && sorted_values(r, c, &sorted, &values) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < count; i++) {
        if (is_certain)
            out[i] = glo_results_mean(r, output, row);
        else if (r->is_exact)
            out[i] = quantile_of(sorted, values, c->whole.is_whole, p[i]);
        else
            out[i] = whole_quantile(&c->whole, &c->scale, p[i]);
    }
    free(sorted);
    return GLO_OK;
}

double glo_results_share(const glo_results *r, size_t output, size_t row, double x, bool is_below) {
    const cell *c = glo_cell_of(r, output, row);
    size_t found = 0, all = 0;
    if (glo_is_certain_result(r, output))
        return c->whole.count ? (is_below ? c->scale.middle < x : c->scale.middle <= x) : NAN;
    if (!r->is_exact)
        return whole_share(&c->whole, &c->scale, x, is_below);
    for (size_t i = 0; i < r->kept; i++) {
        if (!isfinite(c->values[i]))
            continue;
        all++;
        if (is_below ? c->values[i] < x : c->values[i] <= x)
            found++;
    }
    return all ? (double)found / (double)all : NAN;
}

size_t glo_results_kept(const glo_results *r) {
    return r->kept;
}

double glo_results_value(const glo_results *r, size_t output, size_t row, size_t draw) {
    const cell *c = glo_cell_of(r, output, row);
    return glo_is_certain_result(r, output) && c->whole.count ? c->scale.middle : c->values[draw];
}
