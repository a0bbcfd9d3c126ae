/* reconcile.c: the methods of reconcile.h. */
#include "series/reconcile.h"

#include "base/alloc.h"
#include "base/err.h"
#include "base/text.h"
#include "reconciliation/projection.h"
#include "reconciliation/shrinkage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[] = {"bottom_up",  "top_down", "middle_out", "ols",
                                    "structural", "variance", "mint"};

glo_status glo_reconciliation_parse(const char *name, glo_reconciliation *out) {
    glo_nearest nearest = {.wanted = name};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) == 0) {
            *out = (glo_reconciliation)i;
            return GLO_OK;
        }
        glo_nearest_offer(&nearest, names[i]);
    }
    const char *hint = glo_nearest_hint(&nearest);
    return glo_fail(GLO_EINVAL, "unknown method '%s'%s", name,
                    *hint ? hint
                          : ": use bottom_up, top_down, middle_out, ols, structural, variance or mint");
}

/* A way to reconcile one step, set up once. */
typedef struct reconciler {
    const glo_hierarchy *h;
    const glo_reconcile_options *options;
    uint8_t *is_anchor;  /* per node: where top-down starts */
    double *proportions; /* by the past: of its anchor, per leaf */
    uint32_t *leaf_anchor;
    double *variances;
    glo_covariance common;
    glo_projection *projection;
} reconciler;

static void plan_dispose(reconciler *plan) {
    free(plan->is_anchor);
    free(plan->proportions);
    free(plan->leaf_anchor);
    free(plan->variances);
    glo_covariance_dispose(&plan->common);
    glo_projection_free(plan->projection);
}

/* ---- top-down ---- */

/* The anchor nearest to the top on the chain of a leaf; GLO_NO_PLACE where there is none. */
static uint32_t anchor_of(const reconciler *plan, size_t leaf) {
    uint32_t found = GLO_NO_PLACE;
    for (uint32_t node = plan->h->leaf_node[leaf]; node != GLO_NO_PLACE; node = plan->h->parent[node]) {
        if (plan->is_anchor[node])
            found = node;
    }
    return found;
}

static glo_status set_anchors(reconciler *plan) {
    const glo_hierarchy *h = plan->h;
    if (glo_alloc_array(h->nodes, sizeof *plan->is_anchor, &plan->is_anchor) < 0)
        return GLO_ENOMEM;
    for (size_t node = 0; node < h->nodes; node++) {
        plan->is_anchor[node] = plan->options->method == GLO_TOP_DOWN
                                    ? h->parent[node] == GLO_NO_PLACE
                                    : plan->options->anchors && plan->options->anchors[node];
    }
    for (size_t leaf = 0; leaf < h->leaves; leaf++) {
        if (anchor_of(plan, leaf) == GLO_NO_PLACE)
            return glo_fail(GLO_EINVAL, "series %u lies under no series of the middle level",
                            h->leaf_node[leaf] + 1);
    }
    return GLO_OK;
}

/* What top-down by forecasts needs to know of a node. */
typedef struct share {
    double parts;    /* the sum of its children on the chains */
    double children; /* how many these are */
    int seen;
} share;

static double part(double value, double whole, double count) {
    return whole != 0 ? value / whole : 1 / count; /* of nothing, all have alike */
}

/* A node gets the part of its parent's value that it has of the sum over the parent's children on the chains.
 */
static glo_status by_forecasts(const reconciler *plan, const double *base, double *out_leaves) {
    const glo_hierarchy *h = plan->h;
    share *shares;
    if (glo_alloc_array(h->nodes, sizeof *shares, &shares) < 0)
        return GLO_ENOMEM;
    for (size_t leaf = 0; leaf < h->leaves; leaf++) {
        for (uint32_t node = h->leaf_node[leaf]; node != GLO_NO_PLACE && !shares[node].seen;
             node = h->parent[node]) {
            shares[node].seen = 1;
            if (h->parent[node] == GLO_NO_PLACE)
                break;
            shares[h->parent[node]].parts += base[node];
            shares[h->parent[node]].children++;
        }
    }
    for (size_t leaf = 0; leaf < h->leaves; leaf++) {
        uint32_t anchor = anchor_of(plan, leaf);
        double whole = base[anchor];
        for (uint32_t node = h->leaf_node[leaf]; node != anchor; node = h->parent[node])
            whole *= part(base[node], shares[h->parent[node]].parts, shares[h->parent[node]].children);
        out_leaves[leaf] = whole;
    }
    free(shares);
    return GLO_OK;
}

/* ---- by the past ---- */

/* The sums of the leaves below each anchor, at one time. */
static void anchor_sums(const reconciler *plan, const double *leaves, double *out_sums, double *out_counts) {
    const glo_hierarchy *h = plan->h;
    memset(out_sums, 0, h->nodes * sizeof *out_sums);
    memset(out_counts, 0, h->nodes * sizeof *out_counts);
    for (size_t leaf = 0; leaf < h->leaves; leaf++) {
        out_sums[plan->leaf_anchor[leaf]] += leaves[leaf];
        out_counts[plan->leaf_anchor[leaf]]++;
    }
}

/* A missing value is 0. Averages are over the times at which anything is known of the anchor. */
static void add_time(const reconciler *plan, const double *past, double *leaves, double *sums,
                     double *counts) {
    const glo_hierarchy *h = plan->h;
    for (size_t leaf = 0; leaf < h->leaves; leaf++) {
        double value = past[h->leaf_node[leaf]];
        leaves[leaf] = isnan(value) ? 0 : value;
    }
    if (plan->options->proportions == GLO_OF_AVERAGES) {
        for (size_t leaf = 0; leaf < h->leaves; leaf++)
            plan->proportions[leaf] += leaves[leaf];
        return;
    }
    anchor_sums(plan, leaves, sums, counts);
    for (size_t leaf = 0; leaf < h->leaves; leaf++) {
        if (sums[plan->leaf_anchor[leaf]] != 0)
            plan->proportions[leaf] += leaves[leaf] / sums[plan->leaf_anchor[leaf]];
    }
}

static glo_status set_proportions(reconciler *plan) {
    const glo_hierarchy *h = plan->h;
    double *leaves;
    if (glo_alloc_array(h->leaves, sizeof *plan->proportions, &plan->proportions) < 0 ||
        glo_alloc_array(h->leaves, sizeof *plan->leaf_anchor, &plan->leaf_anchor) < 0 ||
        glo_alloc_array(h->leaves + 2 * h->nodes, sizeof *leaves, &leaves) < 0)
        return GLO_ENOMEM;
    double *sums = leaves + h->leaves, *counts = sums + h->nodes;
    for (size_t leaf = 0; leaf < h->leaves; leaf++)
        plan->leaf_anchor[leaf] = anchor_of(plan, leaf);
    for (size_t t = 0; t < plan->options->history_times; t++)
        add_time(plan, plan->options->history + t * h->nodes, leaves, sums, counts);
    anchor_sums(plan, plan->proportions, sums, counts); /* so that they add up to 1 */
    for (size_t leaf = 0; leaf < h->leaves; leaf++) {
        uint32_t anchor = plan->leaf_anchor[leaf];
        plan->proportions[leaf] = part(plan->proportions[leaf], sums[anchor], counts[anchor]);
    }
    free(leaves);
    return GLO_OK;
}

static glo_status top_down(const reconciler *plan, const double *base, double *out_leaves) {
    if (!plan->proportions)
        return by_forecasts(plan, base, out_leaves);
    for (size_t leaf = 0; leaf < plan->h->leaves; leaf++)
        out_leaves[leaf] = base[plan->leaf_anchor[leaf]] * plan->proportions[leaf];
    return GLO_OK;
}

/* ---- one step ---- */

static glo_status plan_init(const glo_hierarchy *h, const glo_reconcile_options *o, const glo_job *job,
                            reconciler *out) {
    *out = (reconciler){.h = h, .options = o};
    if (o->method == GLO_BOTTOM_UP)
        return GLO_OK;
    if (o->method == GLO_TOP_DOWN || o->method == GLO_MIDDLE_OUT) {
        glo_status anchored = set_anchors(out);
        return anchored == GLO_OK && o->history ? set_proportions(out) : anchored;
    }
    if (o->method == GLO_MINT && !o->residuals)
        return glo_fail(GLO_EINVAL, "mint needs the residuals of all series");
    if (o->method == GLO_VARIANCE && !o->residuals && !o->variances)
        return glo_fail(GLO_EINVAL, "variance needs the variances or the residuals of all series");
    glo_status status = GLO_OK;
    if (o->method == GLO_MINT) {
        status = glo_shrink(o->residuals, h->nodes, o->times, &out->common);
        return status < 0 ? status
                          : glo_projection_new(h, out->common.variances, &out->common, o->nonnegative, job,
                                               &out->projection);
    }
    if (glo_alloc_array(h->nodes, sizeof *out->variances, &out->variances) < 0)
        return GLO_ENOMEM;
    if (o->method == GLO_VARIANCE && !o->variances)
        status = glo_residual_variances(o->residuals, h->nodes, o->times, out->variances);
    else
        for (size_t node = 0; node < h->nodes; node++) {
            double leaves = (double)(h->node_begin[node + 1] - h->node_begin[node]);
            out->variances[node] = o->method == GLO_OLS          ? 1
                                   : o->method == GLO_STRUCTURAL ? leaves
                                                                 : o->variances[node];
        }
    return status < 0 ? status
                      : glo_projection_new(h, out->variances, NULL, o->nonnegative, job, &out->projection);
}

static glo_status leaves_of(const reconciler *plan, const double *base, double *out_leaves) {
    const glo_hierarchy *h = plan->h;
    if (plan->projection)
        return glo_projection_apply(plan->projection, base, out_leaves);
    if (plan->is_anchor) {
        if (top_down(plan, base, out_leaves) < 0)
            return GLO_ENOMEM;
    } else {
        for (size_t leaf = 0; leaf < h->leaves; leaf++)
            out_leaves[leaf] = base[h->leaf_node[leaf]];
    }
    for (size_t leaf = 0; leaf < h->leaves && plan->options->nonnegative; leaf++)
        out_leaves[leaf] = out_leaves[leaf] > 0 ? out_leaves[leaf] : 0;
    return GLO_OK;
}

static glo_status check_base(const glo_hierarchy *h, const double *base, size_t steps) {
    for (size_t i = 0; i < steps * h->nodes; i++) {
        if (!isfinite(base[i]))
            return glo_fail(GLO_EINVAL, "series %zu has no finite forecast %zu steps ahead", i % h->nodes + 1,
                            i / h->nodes + 1);
    }
    return GLO_OK;
}

glo_status glo_reconcile(const glo_hierarchy *hierarchy, const glo_reconcile_options *options,
                         const double *base, size_t steps, const glo_job *job, double *out,
                         glo_reconcile_note *out_note) {
    reconciler plan = {0};
    double *leaves = NULL;
    glo_reconcile_note note = {.lambda = NAN};
    glo_status status = check_base(hierarchy, base, steps);
    if (status == GLO_OK)
        status = plan_init(hierarchy, options, job, &plan);
    if (status == GLO_OK)
        status = glo_alloc_array(hierarchy->leaves, sizeof *leaves, &leaves);
    for (size_t step = 0; step < steps && status == GLO_OK; step++) {
        const double *from = base + step * hierarchy->nodes;
        status = leaves_of(&plan, from, leaves);
        for (size_t leaf = 0; leaf < hierarchy->leaves && options->nonnegative; leaf++)
            note.held_at_zero += leaves[leaf] == 0 && from[hierarchy->leaf_node[leaf]] != 0;
        if (status == GLO_OK) {
            glo_hierarchy_sum(hierarchy, leaves, out + step * hierarchy->nodes);
            status = glo_job_step(job, "reconcile", step + 1, steps);
        }
    }
    if (options->method == GLO_MINT)
        note.lambda = plan.common.lambda;
    if (status == GLO_OK && out_note)
        *out_note = note;
    free(leaves);
    plan_dispose(&plan);
    return status;
}
