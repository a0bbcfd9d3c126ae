/* succession.h: where the figures of retired nodes go. Used by tree.c; knows nothing of it but
 * the types of its header.
 *
 * Example: A is retired and became B and C (0.6, 0.4), B is retired and became D: A's targets are C and D.
 */
#ifndef GLO_CUBE_SUCCESSION_H
#define GLO_CUBE_SUCCESSION_H

#include "cube/tree.h"

/* What is needed of the nodes of a tree that is being made. */
typedef struct glo_succession_nodes {
    uint32_t count;
    glo_node *nodes;        /* `moved` is set */
    const uint32_t *of_id;  /* node + 1 of each id, 0 where there is none */
    size_t id_count;        /* of of_id */
    const glo_words *codes; /* word n is the code of node n */
} glo_succession_nodes;

/* Gives every node its targets (see glo_tree_targets), each list sorted by code, and sets `moved`.
 * `successions` may be NULL. */
glo_status glo_succession_resolve(const glo_succession_nodes *nodes, const glo_frame *successions,
                                  glo_target **out_targets, size_t **out_starts);

#endif
