/* totals.c: facts summed up a tree, unknown staying unknown. Rules in tree.h at glo_tree_totals. */
#include "base/alloc.h"
#include "base/err.h"
#include "cube/tree.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static int64_t distance(int64_t a, int64_t b) {
    return a > b ? a - b : b - a;
}

/* Whether year `a` is to be taken over year `b` when asked for `year`: the nearest, of two the earlier. */
static bool is_better(int64_t a, int64_t b, int64_t year) {
    int64_t here = distance(a, year), there = distance(b, year);
    return here < there || (here == there && a <= b);
}

/* Whether a fact of year `a` says nothing of `year`; one without a year (0) always does. */
static bool is_too_far(int64_t a, int64_t year, int64_t within) {
    return within > 0 && a != 0 && distance(a, year) > within;
}

/* Each node's own fact into `out`, NaN where it has none. */
static glo_status read_facts(const glo_tree *tree, const glo_frame *facts, int64_t year, int64_t within,
                             int64_t *years, double *out) {
    const glo_column *zone, *when, *value;
    glo_status status;
    if ((status = glo_frame_need(facts, "zone", GLO_TYPE_INTEGER, &zone)) < 0 ||
        (status = glo_frame_need(facts, "year", GLO_TYPE_INTEGER, &when)) < 0 ||
        (status = glo_frame_need(facts, "value", GLO_TYPE_REAL, &value)) < 0)
        return status;
    for (uint32_t node = 0; node < glo_tree_count(tree); node++) {
        out[node] = NAN;
        years[node] = 0;
    }
    for (size_t i = 0; i < glo_frame_rows(facts); i++) {
        uint32_t node;
        if (glo_column_is_null(value, i) || isnan(value->reals[i]) ||
            is_too_far(when->integers[i], year, within) || !glo_tree_find_id(tree, zone->integers[i], &node))
            continue;
        if (isnan(out[node]) || is_better(when->integers[i], years[node], year)) {
            out[node] = value->reals[i];
            years[node] = when->integers[i];
        }
    }
    return GLO_OK;
}

static bool is_ignored(const glo_tree *tree, const glo_node *node, const char *const *ignored,
                       size_t ignored_count) {
    for (size_t i = 0; i < ignored_count; i++) {
        if (strcmp(glo_tree_kind(tree, node->kind), ignored[i]) == 0)
            return true;
    }
    return node->retired;
}

typedef struct sums {
    const glo_node *nodes;
    const uint8_t *counts; /* per node: whether it counts into its parent */
    double *values;
    int64_t *years;
    int64_t year;
} sums;

/* The sum of the node's children that count, its year the farthest of theirs; whether the node has anything to say: a
 * child that counts, or no children at all where it should have its own fact. */
static void sum_children(const sums *s, uint32_t node, int *out_says) {
    const glo_node *nodes = s->nodes;
    double sum = 0;
    int any = 0, children = 0;
    for (uint32_t child = node + 1; child < nodes[node].end; child = nodes[child].end) {
        children = 1;
        if (!s->counts[child])
            continue;
        sum += s->values[child]; /* NaN stays NaN */
        if (!any || distance(s->years[child], s->year) > distance(s->years[node], s->year))
            s->years[node] = s->years[child];
        any = 1;
    }
    *out_says = any || (!children && !nodes[node].displaced);
    s->values[node] = any ? sum : NAN;
}

glo_status glo_tree_totals_near(const glo_tree *tree, const glo_frame *facts, int64_t year, int64_t within,
                                const char *const *ignored, size_t ignored_count, double *out,
                                int64_t *out_years) {
    uint32_t count = glo_tree_count(tree);
    const glo_node *nodes = glo_tree_nodes(tree);
    uint8_t *counts;
    glo_status status = glo_alloc_array(count, sizeof *counts, &counts);
    if (status < 0)
        return status;
    sums s = {nodes, counts, out, out_years, year};
    status = read_facts(tree, facts, year, within, out_years, out);
    /* Children have higher numbers than their parent, so they are done before it. */
    for (uint32_t node = count; status == GLO_OK && node-- > 0;) {
        int says = 1;
        if (isnan(out[node]))
            sum_children(&s, node, &says);
        counts[node] = (uint8_t)(says && !is_ignored(tree, &nodes[node], ignored, ignored_count));
    }
    free(counts);
    return status;
}

glo_status glo_tree_totals(const glo_tree *tree, const glo_frame *facts, int64_t year,
                           const char *const *ignored, size_t ignored_count, double *out) {
    int64_t *years;
    glo_status status = glo_alloc_array(glo_tree_count(tree), sizeof *years, &years);
    if (status < 0)
        return status;
    status = glo_tree_totals_near(tree, facts, year, 0, ignored, ignored_count, out, years);
    free(years);
    return status;
}
