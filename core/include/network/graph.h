/* graph.h: weighted graphs: distances, the best paths, betweenness, minimum cuts, and what falls apart where a node is lost. igraph does
 * the work in core/network/graph.c alone, without its random numbers; betweenness, which it computes on one thread, and what falls
 * apart are our own.
 *
 * Example:
 *   glo_edges edges = {.nodes = 3, .count = 2, .from = from, .to = to, .lengths = lengths, .is_directed = true};
 *   glo_status status = glo_graph_betweenness(&edges, job, by_node, by_edge);
 *
 * Reference: G. Csardi, T. Nepusz, "The igraph software package for complex network research", InterJournal Complex Systems (2006),
 * version 0.10.
 *
 * core/network includes base and numeric.
 */
#ifndef GLO_NETWORK_GRAPH_H
#define GLO_NETWORK_GRAPH_H

#include "base/err.h"
#include "base/job.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GLO_MOST_NODES = 1000000, GLO_MOST_EDGES = 10000000, GLO_MOST_PATHS = 1000 };

typedef struct glo_edges {
    size_t nodes, count;
    const uint32_t *from, *to;
    const double *lengths; /* none below 0; NULL: each is 1 */
    bool is_directed;
} glo_edges;

/* From each source to all nodes, a row of `out` by source; INFINITY where there is no path. GLO_ECANCELLED, GLO_ENOMEM. */
glo_status glo_graph_distances(const glo_edges *edges, const uint32_t *sources, size_t count,
                               const glo_job *job, double *out);

/* The `most` shortest paths without a node twice, the shortest first. Each is a list of edges; all are in one array that the caller frees,
 * path k from starts[k] to starts[k + 1]. */
typedef struct glo_paths {
    size_t count;
    size_t *starts; /* count + 1 */
    uint32_t *edges;
} glo_paths;
glo_status glo_graph_paths(const glo_edges *edges, size_t from, size_t to, size_t most, const glo_job *job,
                           glo_paths *out);
void glo_paths_dispose(glo_paths *paths);

/* How many shortest paths between all pairs of others lead over a node, and over an edge; each pair counts 1 in all. Either may be NULL.
 * Parallel edges are different paths; lengths within 1e-10 of their sum are equal. Sources go over the job's threads. GLO_ECANCELLED,
 * GLO_ENOMEM, GLO_EINVAL for a graph that is too large. */
glo_status glo_graph_betweenness(const glo_edges *edges, const glo_job *job, double *by_node,
                                 double *by_edge);

/* The edges whose capacities (`lengths`) add up to the least without which there is no path; `is_cut` by edge. */
glo_status glo_graph_min_cut(const glo_edges *edges, size_t from, size_t to, const glo_job *job,
                             double *value, bool *is_cut);

/* Without a node, which others can no longer reach most of those that they reached before? Directions do not count. `pieces` by node: into how
 * many parts its surroundings fall; `lost` by node: the others outside the largest part. `cut_off` may be NULL; else it is
 * called for each of those. */
glo_status glo_graph_losses(const glo_edges *edges, const glo_job *job, uint32_t *pieces, uint32_t *lost,
                            glo_status (*cut_off)(void *context, uint32_t node, uint32_t other),
                            void *context);

#endif
