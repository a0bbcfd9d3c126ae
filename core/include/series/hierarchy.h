/* hierarchy.h: which series are the sums of which. A node is one series: a place on each of one or more trees
 * (zone, phenomenon, period), crossed. A node lies in another when its place does on every tree; a leaf is a
 * node in which no other lies. The value of a node is the sum of its leaves: that is the summing matrix, kept
 * sparse, by node and by leaf.
 *
 * Example: a total with two parts, on one tree where 1 and 2 lie in 0
 *   uint32_t parents[] = {GLO_NO_PLACE, 0, 0}, places[] = {0, 1, 2};
 *   glo_hierarchy h;
 *   glo_hierarchy_init(&(glo_axis){3, parents}, 1, places, 3, &h, NULL);       h.leaves -> 2
 *
 * Reference: R. J. Hyndman, R. A. Ahmed, G. Athanasopoulos and H. L. Shang, "Optimal combination forecasts
 * for hierarchical time series" (2011); R. J. Hyndman, A. J. Lee and E. Wang, "Fast computation of reconciled
 * forecasts for hierarchical and grouped time series" (2016).
 */
#ifndef GLO_SERIES_HIERARCHY_H
#define GLO_SERIES_HIERARCHY_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

#define GLO_NO_PLACE UINT32_MAX

/* A forest: the parent of each place, GLO_NO_PLACE at a root; no circles. */
typedef struct glo_axis {
    uint32_t count;
    const uint32_t *parents;
} glo_axis;

typedef struct glo_hierarchy {
    size_t nodes, leaves;
    uint32_t *leaf_node;   /* the node that a leaf is */
    size_t *node_begin;    /* the leaves of node n: node_leaves[node_begin[n] .. node_begin[n + 1]) */
    uint32_t *node_leaves; /* a leaf has itself */
    size_t *leaf_begin;    /* and the other way round */
    uint32_t *leaf_nodes;
    uint32_t *parent; /* one chain up to a root: along the last tree first; GLO_NO_PLACE at its end */
} glo_hierarchy;

/* places[node * axis_count + axis]. GLO_EINVAL, with the two nodes in `out_fault` (may be NULL): two nodes at
 * one place, or two leaves that share a part for which there is no node (municipality and all phenomena
 * beside country and one phenomenon): it would count twice. */
glo_status glo_hierarchy_init(const glo_axis *axes, size_t axis_count, const uint32_t *places, size_t nodes,
                              glo_hierarchy *out, size_t out_fault[2]);
void glo_hierarchy_dispose(glo_hierarchy *hierarchy);

/* Values of leaves to values of nodes, and the sum over the nodes of each leaf (the transpose). */
void glo_hierarchy_sum(const glo_hierarchy *hierarchy, const double *leaves, double *out_nodes);
void glo_hierarchy_gather(const glo_hierarchy *hierarchy, const double *nodes, double *out_leaves);

#endif
