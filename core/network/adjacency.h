/* adjacency.h: the links of each node in one array, for the walks that igraph has not.
 *
 * Example:  for (size_t k = a.starts[node]; k < a.starts[node + 1]; k++) sum += lengths[a.links[k]];
 */
#ifndef GLO_NETWORK_ADJACENCY_H
#define GLO_NETWORK_ADJACENCY_H

#include "network/graph.h"

typedef struct adjacency {
    size_t *starts;          /* nodes + 1 */
    uint32_t *heads, *links; /* the node at the other end, the number of the edge */
} adjacency;

/* Both ways where `is_both`. GLO_ENOMEM. */
glo_status glo_adjacency_new(const glo_edges *edges, bool is_both, adjacency *out);
void glo_adjacency_dispose(adjacency *a);

#endif
