/* selection.c: which nodes are summed and which get rows. Example in selection.h. */
#include "selection.h"

#include "base/alloc.h"
#include "base/err.h"
#include "base/text.h"

#include <stdlib.h>

static glo_status mark_roots(const glo_tree *tree, const glo_selection *selection, uint8_t *flags) {
    const glo_node *nodes = glo_tree_nodes(tree);
    uint32_t count = glo_tree_count(tree);
    uint8_t mark = GLO_NODE_IN | (selection->mode == GLO_SELECT_ROOTS ? GLO_NODE_OUTPUT : 0);
    for (size_t i = 0; i < selection->root_count; i++) {
        uint32_t root = selection->roots[i];
        if (root >= count)
            return glo_fail(GLO_EINVAL, "root %u is not in the tree of %u nodes", root, count);
        flags[root] |= mark;
    }
    for (uint32_t node = 0; node < count; node++) {
        uint32_t parent = nodes[node].parent;
        if (parent == GLO_NO_NODE && selection->root_count == 0)
            flags[node] |= mark;
        if (parent != GLO_NO_NODE)
            flags[node] |= flags[parent] & GLO_NODE_IN;
    }
    return GLO_OK;
}

static glo_status mark_kinds(const glo_tree *tree, const glo_selection *selection, uint8_t *flags) {
    const glo_node *nodes = glo_tree_nodes(tree);
    for (size_t i = 0; i < selection->kind_count; i++) {
        uint32_t kind;
        if (!glo_tree_find_kind(tree, selection->kinds[i], &kind)) {
            glo_nearest nearest = {.wanted = selection->kinds[i]};
            for (uint32_t k = 0; k < glo_tree_kinds(tree); k++)
                glo_nearest_offer(&nearest, glo_tree_kind(tree, k));
            return glo_fail(GLO_EINVAL, "there are no nodes of the kind '%s'%s", selection->kinds[i],
                            glo_nearest_hint(&nearest));
        }
        for (uint32_t node = 0; node < glo_tree_count(tree); node++) {
            if (flags[node] & GLO_NODE_IN && nodes[node].kind == kind)
                flags[node] |= GLO_NODE_OUTPUT;
        }
    }
    return GLO_OK;
}

static void mark_above_and_below(const glo_tree *tree, uint8_t *flags) {
    const glo_node *nodes = glo_tree_nodes(tree);
    uint32_t count = glo_tree_count(tree);
    for (uint32_t node = 0; node < count; node++) {
        uint32_t parent = nodes[node].parent;
        if (parent != GLO_NO_NODE && flags[parent] & (GLO_NODE_OUTPUT | GLO_NODE_HAS_ABOVE))
            flags[node] |= GLO_NODE_HAS_ABOVE;
    }
    for (uint32_t node = count; node-- > 0;) {
        uint32_t parent = nodes[node].parent;
        if (parent != GLO_NO_NODE && flags[node] & (GLO_NODE_OUTPUT | GLO_NODE_HAS_BELOW))
            flags[parent] |= GLO_NODE_HAS_BELOW;
    }
}

static void mark_related(const glo_tree *tree, uint8_t *flags) {
    const glo_node *nodes = glo_tree_nodes(tree);
    for (uint32_t top = 0; top < glo_tree_count(tree); top = nodes[top].end) {
        uint8_t some = 0;
        for (uint32_t node = top; node < nodes[top].end; node++)
            some |= flags[node] & GLO_NODE_IN;
        for (uint32_t node = top; some && node < nodes[top].end; node++)
            flags[node] |= flags[node] & GLO_NODE_IN ? 0 : GLO_NODE_RELATED;
    }
}

glo_status glo_selection_flags(const glo_tree *tree, const glo_selection *selection, uint8_t **out) {
    uint8_t *flags;
    if (glo_alloc_array(glo_tree_count(tree), 1, &flags) < 0)
        return GLO_ENOMEM;
    glo_status status = mark_roots(tree, selection, flags);
    if (status == GLO_OK && selection->mode == GLO_SELECT_KINDS)
        status = mark_kinds(tree, selection, flags);
    if (status < 0) {
        free(flags);
        return status;
    }
    for (uint32_t node = 0; node < glo_tree_count(tree); node++) {
        if (flags[node] & GLO_NODE_IN &&
            (selection->mode == GLO_SELECT_EVERY ||
             (selection->mode == GLO_SELECT_LEAVES && glo_tree_is_leaf(tree, node))))
            flags[node] |= GLO_NODE_OUTPUT;
    }
    mark_above_and_below(tree, flags);
    mark_related(tree, flags);
    *out = flags;
    return GLO_OK;
}
