/* projection.c: weighted least squares over a hierarchy. The method and its references are in projection.h.
 */
#include "reconciliation/projection.h"

#include "base/alloc.h"
#include "base/err.h"
#include "numeric/linear.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PRECISE 1e-28    /* of the squared residual, against that of the right-hand side */
#define NEGLIGIBLE 1e-10 /* of the largest value: below it, a negative one is rounding */
enum { MOST_STEPS = 5000, MOST_EXCHANGES = 200, PATIENCE = 3 };

struct glo_projection {
    const glo_hierarchy *h;
    size_t factors;
    const double *loadings; /* F, a column of nodes per factor */
    double *precision;      /* 1 / variance, per node */
    double *diagonal;       /* of S' D^-1 S, per leaf */
    double *gain;           /* (S' D^-1 S)^-1 S' D^-1 F, a column of leaves per factor */
    double *left;           /* D^-1 E, a column of nodes per factor */
    double *inner;          /* R with R'R = I + E' D^-1 E */
    int nonnegative;
    double *pull;  /* S' D^-1 F, for b >= 0 */
    double *outer; /* R with R'R = I + F' D^-1 F */
};

/* Vectors to work with. */
typedef struct workspace {
    double *nodes, *base, *rest, *direction, *image, *scaled, *factors, *wanted, *gradient;
    uint8_t *fixed; /* leaves held at 0 */
    void *memory;
} workspace;

static glo_status workspace_open(const glo_projection *p, workspace *d) {
    size_t n = p->h->nodes, l = p->h->leaves;
    double *at;
    if (glo_alloc_array(2 * n + 6 * l + p->factors + 1, sizeof *at, &at) < 0)
        return GLO_ENOMEM;
    d->memory = at;
    d->nodes = at;
    d->base = at + n;
    d->rest = d->base + n;
    d->direction = d->rest + l;
    d->image = d->direction + l;
    d->scaled = d->image + l;
    d->wanted = d->scaled + l;
    d->gradient = d->wanted + l;
    d->factors = d->gradient + l;
    if (glo_alloc_array(l, sizeof *d->fixed, &d->fixed) < 0) {
        free(d->memory);
        return GLO_ENOMEM;
    }
    return GLO_OK;
}

static void workspace_close(workspace *d) {
    free(d->memory);
    free(d->fixed);
}

static double dot(const double *a, const double *b, size_t count) {
    double even = 0, odd = 0, sums[4] = {0, 0, 0, 0};
    size_t i = 0;
    for (; i + 4 <= count; i += 4) { /* four sums, in a fixed order: the processor adds them side by side */
        for (size_t k = 0; k < 4; k++)
            sums[k] += a[i + k] * b[i + k];
    }
    for (; i < count; i++)
        even += a[i] * b[i];
    odd = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    return even + odd;
}

static void add_scaled(double *into, double factor, const double *from, size_t count) {
    for (size_t i = 0; i < count; i++)
        into[i] += factor * from[i];
}

/* ---- small symmetric systems ---- */

/* R with R'R = A, in A's place. */
static glo_status factorise(double *a, size_t n) {
    if (glo_cholesky(a, n, n, 0) < n)
        return glo_fail(GLO_EINVAL, "the residuals vary too much in size to weigh the series by");
    return GLO_OK;
}

static void solve_factors(const double *r, size_t n, double *x) {
    glo_solve_upper_transposed(r, n, n, x);
    glo_solve_upper(r, n, n, x);
}

/* I + A' B for two sets of columns, of which only the upper half is filled. */
static void gram(const double *a, const double *b, size_t rows, size_t columns, double *out) {
    for (size_t i = 0; i < columns; i++) {
        for (size_t j = i; j < columns; j++)
            out[i * columns + j] = dot(b + i * rows, a + j * rows, rows) + (i == j);
    }
}

/* ---- conjugate gradients ---- */

/* S' D^-1 v for values of nodes, which are used up. */
static void weigh_and_gather(const glo_projection *p, double *nodes, double *out_leaves) {
    for (size_t i = 0; i < p->h->nodes; i++)
        nodes[i] *= p->precision[i];
    glo_hierarchy_gather(p->h, nodes, out_leaves);
}

/* out = H x, with H = S' W^-1 S where the factors count, else S' D^-1 S. */
static void multiply(const glo_projection *p, int with_factors, const double *x, double *out, workspace *d) {
    size_t leaves = p->h->leaves;
    glo_hierarchy_sum(p->h, x, d->nodes);
    weigh_and_gather(p, d->nodes, out);
    if (!with_factors || p->factors == 0)
        return;
    for (size_t f = 0; f < p->factors; f++)
        d->factors[f] = dot(p->pull + f * leaves, x, leaves);
    solve_factors(p->outer, p->factors, d->factors);
    for (size_t f = 0; f < p->factors; f++)
        add_scaled(out, -d->factors[f], p->pull + f * leaves, leaves);
}

/* Solves H x = wanted over the leaves that are not fixed, from the x that is there; fixed ones must be 0 in
 * it. */
static void solve(const glo_projection *p, int with_factors, const uint8_t *fixed, const double *wanted,
                  double *x, workspace *d) {
    size_t leaves = p->h->leaves;
    multiply(p, with_factors, x, d->rest, d);
    double goal = 0, size = 0;
    for (size_t i = 0; i < leaves; i++) {
        int is_free = !(fixed && fixed[i]);
        d->rest[i] = is_free ? wanted[i] - d->rest[i] : 0;
        d->scaled[i] = d->rest[i] / p->diagonal[i];
        goal += wanted[i] * wanted[i] / p->diagonal[i];
        size += d->rest[i] * d->scaled[i];
    }
    memcpy(d->direction, d->scaled, leaves * sizeof *d->direction);
    for (int step = 0; step < MOST_STEPS && size > PRECISE * goal; step++) {
        multiply(p, with_factors, d->direction, d->image, d);
        if (fixed) {
            for (size_t i = 0; i < leaves; i++)
                d->image[i] = fixed[i] ? 0 : d->image[i];
        }
        double curve = dot(d->direction, d->image, leaves);
        if (!(curve > 0))
            break;
        double reach = size / curve, before = size;
        for (size_t i = 0; i < leaves; i++) {
            x[i] += reach * d->direction[i];
            d->rest[i] -= reach * d->image[i];
            d->scaled[i] = d->rest[i] / p->diagonal[i];
        }
        size = dot(d->rest, d->scaled, leaves);
        for (size_t i = 0; i < leaves; i++)
            d->direction[i] = d->scaled[i] + size / before * d->direction[i];
    }
}

/* The projection by the diagonal alone. */
static void project(const glo_projection *p, const double *base, double *out, workspace *d) {
    memcpy(d->nodes, base, p->h->nodes * sizeof *base);
    weigh_and_gather(p, d->nodes, d->wanted);
    memset(out, 0, p->h->leaves * sizeof *out);
    solve(p, 0, NULL, d->wanted, out, d);
}

/* ---- setting up ---- */

static glo_status take_factors(glo_projection *p, const glo_covariance *common, const glo_job *job) {
    size_t nodes = p->h->nodes, leaves = p->h->leaves, k = common->factors;
    double *left;
    workspace d;
    glo_status status = glo_alloc_array(k * leaves, sizeof *p->gain, &p->gain);
    if (status == GLO_OK)
        status = glo_alloc_array(k * nodes, sizeof *left, &p->left);
    if (status == GLO_OK)
        status = glo_alloc_array(k * k, sizeof *p->inner, &p->inner);
    if (status < 0 || (status = workspace_open(p, &d)) < 0)
        return status;
    for (size_t f = 0; f < k && status == GLO_OK; f++) {
        const double *loading = p->loadings + f * nodes;
        left = p->left + f * nodes;
        project(p, loading, p->gain + f * leaves, &d);
        glo_hierarchy_sum(p->h, p->gain + f * leaves, left);
        for (size_t i = 0; i < nodes; i++)
            left[i] = (loading[i] - left[i]) * sqrt(p->precision[i]);
        status = glo_job_step(job, "reconcile: common errors", f, k);
    }
    workspace_close(&d);
    if (status < 0)
        return status;
    gram(p->left, p->left, nodes, k, p->inner);
    for (size_t at = 0; at < k * nodes; at++)
        p->left[at] *= sqrt(p->precision[at % nodes]);
    return factorise(p->inner, k);
}

static glo_status take_pull(glo_projection *p, const glo_job *job) {
    size_t nodes = p->h->nodes, leaves = p->h->leaves, k = p->factors;
    double *weighted = NULL;
    glo_status status = glo_alloc_array(k * leaves, sizeof *p->pull, &p->pull);
    if (status == GLO_OK)
        status = glo_alloc_array(k * k, sizeof *p->outer, &p->outer);
    if (status == GLO_OK)
        status = glo_alloc_array(k * nodes, sizeof *weighted, &weighted);
    for (size_t at = 0; status == GLO_OK && at < k * nodes; at++)
        weighted[at] = p->loadings[at] * p->precision[at % nodes];
    for (size_t f = 0; f < k && status == GLO_OK; f++) {
        glo_hierarchy_gather(p->h, weighted + f * nodes, p->pull + f * leaves);
        status = glo_job_step(job, "reconcile: common errors", f, k);
    }
    if (status == GLO_OK) {
        gram(p->loadings, weighted, nodes, k, p->outer);
        status = factorise(p->outer, k);
    }
    free(weighted);
    return status;
}

glo_status glo_projection_new(const glo_hierarchy *hierarchy, const double *variances,
                              const glo_covariance *common, int nonnegative, const glo_job *job,
                              glo_projection **out) {
    for (size_t i = 0; i < hierarchy->nodes; i++) {
        if (!(variances[i] > 0) || isinf(variances[i]))
            return glo_fail(GLO_EINVAL, "the variance of series %zu must be above 0, got %g", i + 1,
                            variances[i]);
    }
    glo_projection *p;
    if (glo_alloc_array(1, sizeof *p, &p) < 0)
        return GLO_ENOMEM;
    *p = (glo_projection){.h = hierarchy, .nonnegative = nonnegative};
    if (common) {
        p->factors = common->factors;
        p->loadings = common->loadings;
    }
    glo_status status = glo_alloc_array(hierarchy->nodes, sizeof *p->precision, &p->precision);
    if (status == GLO_OK)
        status = glo_alloc_array(hierarchy->leaves, sizeof *p->diagonal, &p->diagonal);
    if (status == GLO_OK) {
        for (size_t i = 0; i < hierarchy->nodes; i++)
            p->precision[i] = 1 / variances[i];
        glo_hierarchy_gather(hierarchy, p->precision, p->diagonal);
        if (p->factors > 0)
            status = take_factors(p, common, job);
    }
    if (status == GLO_OK && nonnegative && p->factors > 0)
        status = take_pull(p, job);
    if (status < 0)
        glo_projection_free(p);
    else
        *out = p;
    return status;
}

void glo_projection_free(glo_projection *projection) {
    if (!projection)
        return;
    free(projection->precision);
    free(projection->diagonal);
    free(projection->gain);
    free(projection->left);
    free(projection->inner);
    free(projection->pull);
    free(projection->outer);
    free(projection);
}

/* ---- values that are never negative ---- */

/* S' W^-1 y, what H b must equal at the leaves that are free. */
static void want(const glo_projection *p, const double *base, workspace *d) {
    size_t nodes = p->h->nodes, leaves = p->h->leaves;
    memcpy(d->nodes, base, nodes * sizeof *base);
    weigh_and_gather(p, d->nodes, d->wanted);
    if (p->factors == 0)
        return;
    for (size_t f = 0; f < p->factors; f++) /* d->nodes is D^-1 y now */
        d->factors[f] = dot(p->loadings + f * nodes, d->nodes, nodes);
    solve_factors(p->outer, p->factors, d->factors);
    for (size_t f = 0; f < p->factors; f++)
        add_scaled(d->wanted, -d->factors[f], p->pull + f * leaves, leaves);
}

/* Changes the side of every leaf that is on the wrong one, or of the last of them only. Returns how many are.
 */
static size_t exchange(size_t leaves, const double *x, const double *gradient, double bound, int all,
                       uint8_t *fixed) {
    size_t wrong = 0, last = 0;
    for (size_t i = 0; i < leaves; i++) {
        if (fixed[i] ? gradient[i] >= -bound : x[i] >= -bound)
            continue;
        wrong++;
        last = i;
        if (all)
            fixed[i] = !fixed[i];
    }
    if (wrong > 0 && !all)
        fixed[last] = !fixed[last];
    return wrong;
}

static size_t count_wrong(size_t leaves, const double *x, const double *gradient, double bound,
                          const uint8_t *fixed) {
    size_t wrong = 0;
    for (size_t i = 0; i < leaves; i++)
        wrong += fixed[i] ? gradient[i] < -bound : x[i] < -bound;
    return wrong;
}

static void lift(const glo_projection *p, const double *base, double *x, workspace *d) {
    size_t leaves = p->h->leaves, least = leaves + 1;
    double largest = 0;
    for (size_t i = 0; i < leaves; i++)
        largest = fmax(largest, fabs(x[i]));
    double bound = NEGLIGIBLE * largest;
    int patience = PATIENCE;
    memset(d->gradient, 0, leaves * sizeof *d->gradient);
    if (count_wrong(leaves, x, d->gradient, bound, d->fixed) == 0)
        return;
    want(p, base, d);
    for (int round = 0; round < MOST_EXCHANGES; round++) {
        size_t wrong = count_wrong(leaves, x, d->gradient, bound, d->fixed);
        if (wrong == 0)
            break;
        if (wrong < least) {
            least = wrong;
            patience = PATIENCE;
        } else {
            patience--;
        }
        exchange(leaves, x, d->gradient, bound, patience >= 0, d->fixed);
        for (size_t i = 0; i < leaves; i++)
            x[i] = d->fixed[i] ? 0 : x[i];
        solve(p, 1, d->fixed, d->wanted, x, d);
        multiply(p, 1, x, d->gradient, d);
        for (size_t i = 0; i < leaves; i++)
            d->gradient[i] = (d->gradient[i] - d->wanted[i]) / p->diagonal[i];
    }
}

/* The power of two that brings the largest of the values near 1, so that squares neither overflow nor vanish.
 */
static int exponent_of(const double *values, size_t count) {
    double largest = 0;
    for (size_t i = 0; i < count; i++)
        largest = fmax(largest, fabs(values[i]));
    return largest > 0 ? ilogb(largest) : 0;
}

static void take_out_common(const glo_projection *p, const double *base, double *out, workspace *d) {
    size_t nodes = p->h->nodes, leaves = p->h->leaves;
    glo_hierarchy_sum(p->h, out, d->nodes);
    for (size_t i = 0; i < nodes; i++)
        d->nodes[i] = base[i] - d->nodes[i];
    for (size_t f = 0; f < p->factors; f++)
        d->factors[f] = dot(p->left + f * nodes, d->nodes, nodes);
    solve_factors(p->inner, p->factors, d->factors);
    for (size_t f = 0; f < p->factors; f++)
        add_scaled(out, -d->factors[f], p->gain + f * leaves, leaves);
}

glo_status glo_projection_apply(const glo_projection *projection, const double *base, double *out) {
    const glo_projection *p = projection;
    workspace d;
    if (workspace_open(p, &d) < 0)
        return GLO_ENOMEM;
    int exponent = exponent_of(base, p->h->nodes);
    for (size_t i = 0; i < p->h->nodes; i++)
        d.base[i] = scalbn(base[i], -exponent);
    project(p, d.base, out, &d);
    if (p->factors > 0)
        take_out_common(p, d.base, out, &d);
    if (p->nonnegative)
        lift(p, d.base, out, &d);
    for (size_t i = 0; i < p->h->leaves; i++)
        out[i] = p->nonnegative && out[i] <= 0 ? 0 : scalbn(out[i], exponent);
    workspace_close(&d);
    return GLO_OK;
}
