/* totals.c: facts summed up a tree, unknown staying unknown. Rules in tree.h at glo_tree_totals. */
#include "base/alloc.h"
#include "base/err.h"
#include "cube/tree.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Whether year `a` is to be taken over year `b` when asked for `year`: the latest up to it, else the
 * earliest. */
static bool is_better(int64_t a, int64_t b, int64_t year) {
    if (a <= year && b <= year)
        return a >= b;
    return a <= year || (b > year && a <= b);
}

/* Each node's own fact into `out`, NaN where it has none. */
static glo_status read_facts(const glo_tree *tree, const glo_frame *facts, int64_t year, int64_t *years,
                             double *out) {
    const glo_column *zone, *when, *value;
    glo_status status;
    if ((status = glo_frame_need(facts, "zone", GLO_TYPE_INTEGER, &zone)) < 0 ||
        (status = glo_frame_need(facts, "year", GLO_TYPE_INTEGER, &when)) < 0 ||
        (status = glo_frame_need(facts, "value", GLO_TYPE_REAL, &value)) < 0)
        return status;
    for (uint32_t node = 0; node < glo_tree_count(tree); node++)
        out[node] = NAN;
    for (size_t i = 0; i < glo_frame_rows(facts); i++) {
        uint32_t node;
        if (glo_column_is_null(value, i) || isnan(value->reals[i]) ||
            !glo_tree_find_id(tree, zone->integers[i], &node))
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

/* The sum of the node's children that count; whether the node has anything to say: a child that counts, or no
 * children at all where it should have its own fact. */
static double sum_children(const glo_node *nodes, uint32_t node, const uint8_t *counts, const double *facts,
                           int *out_says) {
    double sum = 0;
    int any = 0, children = 0;
    for (uint32_t child = node + 1; child < nodes[node].end; child = nodes[child].end) {
        children = 1;
        if (counts[child]) {
            sum += facts[child]; /* NaN stays NaN */
            any = 1;
        }
    }
    *out_says = any || (!children && !nodes[node].displaced);
    return any ? sum : NAN;
}

glo_status glo_tree_totals(const glo_tree *tree, const glo_frame *facts, int64_t year,
                           const char *const *ignored, size_t ignored_count, double *out) {
    uint32_t count = glo_tree_count(tree);
    const glo_node *nodes = glo_tree_nodes(tree);
    int64_t *years;
    uint8_t *counts = NULL; /* per node: whether it counts into its parent */
    glo_status status = glo_alloc_array(count, sizeof *years, &years);
    if (status < 0)
        return status;
    if ((status = glo_alloc_array(count, sizeof *counts, &counts)) == GLO_OK)
        status = read_facts(tree, facts, year, years, out);
    free(years);
    /* Children have higher numbers than their parent, so they are done before it. */
    for (uint32_t node = count; status == GLO_OK && node-- > 0;) {
        int says = 1;
        if (isnan(out[node]))
            out[node] = sum_children(nodes, node, counts, out, &says);
        counts[node] = (uint8_t)(says && !is_ignored(tree, &nodes[node], ignored, ignored_count));
    }
    free(counts);
    return status;
}
