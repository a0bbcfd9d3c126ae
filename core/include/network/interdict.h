/* interdict.h: which few links or nodes to close so that the best path left from any source to any target is as long as it can be made
 * within a budget.
 *
 * Exact: a better closure must close something on the best path that is open now, so a search tree that branches over the items on
 * that path, each kept open once its branch is done, meets every closure that matters.
 *
 * Example:
 *   glo_interdiction spec = {.edges = &edges, .costs = costs, .most = 3, .budget = 5, .is_source = s, .is_target = t};
 *   status = glo_interdict(&spec, job, closed, &answer);   // answer.before, answer.after, answer.count
 *
 * References: E. Israeli, R. K. Wood, "Shortest-path network interdiction", Networks 40 (2002); the branching is that of K. Malik,
 * A. K. Mittal, S. K. Gupta, "The k most vital arcs in the shortest path problem", Operations Research Letters 8 (1989).
 *
 * core/network includes base and numeric.
 */
#ifndef GLO_NETWORK_INTERDICT_H
#define GLO_NETWORK_INTERDICT_H

#include "network/graph.h"

enum { GLO_MOST_CLOSURES = 20 };

typedef struct glo_interdiction {
    const glo_edges *edges;
    bool closes_nodes;                 /* items are nodes; else edges */
    const double *costs;               /* of closing an item; INFINITY: it can't be closed */
    size_t most;                       /* items at most */
    double budget;                     /* their costs at most; INFINITY: any */
    const bool *is_source, *is_target; /* by node; these are never closed */
} glo_interdiction;

typedef struct glo_interdicted {
    size_t count;
    double cost, before, after; /* lengths; INFINITY: no path */
    uint64_t searches;          /* shortest paths that were looked for */
} glo_interdicted;

/* `closed` has room for `most` items. */
glo_status glo_interdict(const glo_interdiction *spec, const glo_job *job, uint32_t *closed,
                         glo_interdicted *out);

#endif
