/* selection.h: a glo_selection as flags per node. Used by rollup.c.
 *
 * Example:  uint8_t *flags; glo_selection_flags(tree, &selection, &flags);  if (flags[node] & GLO_NODE_OUTPUT) ...
 */
#ifndef GLO_CUBE_SELECTION_H
#define GLO_CUBE_SELECTION_H

#include "cube/rollup.h"

enum {
    GLO_NODE_IN = 1,        /* in the subtree of a root */
    GLO_NODE_OUTPUT = 2,    /* gets rows */
    GLO_NODE_HAS_ABOVE = 4, /* an ancestor, in the subtree of a root, gets rows */
    GLO_NODE_HAS_BELOW = 8, /* a descendant gets rows */
    GLO_NODE_RELATED = 16   /* in no root's subtree, but under the same top node as one that is */
};

/* GLO_EINVAL for a root that is no node, and for a kind that the tree does not have (names the nearest). */
glo_status glo_selection_flags(const glo_tree *tree, const glo_selection *selection, uint8_t **out);

#endif
