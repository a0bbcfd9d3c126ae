/* succession.h: where the figures of retired nodes go. Used by tree.c only.
 *
 * Example: A is retired and became B and C (0.6, 0.4), B is retired and became D: A's targets are C and D.
 */
#ifndef GLO_CUBE_SUCCESSION_H
#define GLO_CUBE_SUCCESSION_H

#include "cube/tree.h"

/* Gives every node its targets (see glo_tree_targets), each list sorted by code, and sets `moved`. Needs the
 * tree's nodes and look-ups; `successions` may be NULL. */
int glo_succession_resolve(const glo_tree *tree, glo_node *nodes, const glo_frame *successions,
                           glo_target **out_targets, size_t **out_starts);

#endif
