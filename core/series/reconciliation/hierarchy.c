/* hierarchy.c: the summing matrix from places on crossed trees. See hierarchy.h. */
#include "series/hierarchy.h"

#include "base/alloc.h"
#include "base/err.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_AXES = 3 };

/* Nodes by their places: a hash table with open addressing. */
typedef struct index_of_nodes {
    const glo_axis *axes;
    size_t axis_count, nodes, mask;
    const uint32_t *places;
    uint32_t *slots; /* node + 1; 0: empty */
} index_of_nodes;

static size_t hash(const uint32_t *place, size_t count) {
    uint64_t h = 0x9e3779b97f4a7c15u;
    for (size_t i = 0; i < count; i++) {
        h = (h ^ place[i]) * 0xff51afd7ed558ccdu;
        h ^= h >> 32;
    }
    return (size_t)h;
}

/* The slot of the node at that place, or the empty one where it would be. */
static uint32_t *slot_of(const index_of_nodes *index, const uint32_t *place) {
    size_t size = index->axis_count * sizeof *place;
    for (size_t at = hash(place, index->axis_count) & index->mask;; at = (at + 1) & index->mask) {
        uint32_t node = index->slots[at];
        if (node == 0 || memcmp(index->places + (node - 1) * index->axis_count, place, size) == 0)
            return &index->slots[at];
    }
}

static glo_status fill_index(index_of_nodes *index, size_t out_fault[2]) {
    size_t room = 4;
    while (room < 2 * index->nodes)
        room *= 2;
    index->mask = room - 1;
    if (glo_alloc_array(room, sizeof *index->slots, &index->slots) < 0)
        return GLO_ENOMEM;
    for (size_t node = 0; node < index->nodes; node++) {
        uint32_t *slot = slot_of(index, index->places + node * index->axis_count);
        if (*slot != 0) {
            out_fault[0] = *slot - 1;
            out_fault[1] = node;
            return glo_fail(GLO_EINVAL, "two series are at the same place: %zu and %zu", out_fault[0] + 1,
                            node + 1);
        }
        *slot = (uint32_t)node + 1;
    }
    return GLO_OK;
}

/* Calls `visit` for every node at a place that holds `place`, itself included, the last axis climbing first.
 * Stops where it returns non-zero. */
typedef int (*visitor)(void *context, uint32_t node);

static bool climb(const index_of_nodes *index, uint32_t *place, size_t axis, visitor visit, void *context) {
    if (axis == index->axis_count || axis == MOST_AXES) {
        uint32_t node = *slot_of(index, place);
        return node != 0 ? visit(context, node - 1) : false;
    }
    uint32_t own = place[axis];
    int stop = 0;
    for (uint32_t at = own; !stop && at != GLO_NO_PLACE; at = index->axes[axis].parents[at]) {
        place[axis] = at;
        stop = climb(index, place, axis + 1, visit, context);
    }
    place[axis] = own;
    return stop;
}

static bool visit_above(const index_of_nodes *index, size_t node, visitor visit, void *context) {
    uint32_t place[MOST_AXES];
    memcpy(place, index->places + node * index->axis_count, index->axis_count * sizeof *place);
    return climb(index, place, 0, visit, context);
}

typedef struct marking {
    uint32_t self, found;
    uint8_t *is_holder;
} marking;

static int mark_holder(void *context, uint32_t node) {
    marking *marked = context;
    if (node == marked->self)
        return 0;
    marked->is_holder[node] = 1;
    if (marked->found == GLO_NO_PLACE)
        marked->found = node;
    return 0;
}

typedef struct listing {
    uint32_t *nodes;
    size_t count, room;
    glo_status status;
} listing;

static int add_node(void *context, uint32_t node) {
    listing *list = context;
    list->status = glo_alloc_grow(&list->nodes, &list->room, list->count + 1, sizeof *list->nodes);
    if (list->status < 0)
        return 1;
    list->nodes[list->count++] = node;
    return 0;
}

/* ---- leaves that share a part ---- */

static bool lies_in(const glo_axis *axis, uint32_t place, uint32_t holder) {
    while (place != GLO_NO_PLACE && place != holder)
        place = axis->parents[place];
    return place == holder;
}

static bool overlap(const index_of_nodes *index, size_t a, size_t b) {
    for (size_t axis = 0; axis < index->axis_count; axis++) {
        uint32_t x = index->places[a * index->axis_count + axis],
                 y = index->places[b * index->axis_count + axis];
        if (!lies_in(&index->axes[axis], x, y) && !lies_in(&index->axes[axis], y, x))
            return false;
    }
    return true;
}

/* Each leaf against those that stand on the first tree where it stands, or above. */
static glo_status check_leaves(const index_of_nodes *index, const glo_hierarchy *h, size_t out_fault[2]) {
    if (index->axis_count < 2)
        return GLO_OK;
    size_t places = index->axes[0].count;
    uint32_t *first, *next; /* leaves by their place on the first tree */
    if (glo_alloc_array(places, sizeof *first, &first) < 0)
        return GLO_ENOMEM;
    if (glo_alloc_array(h->leaves, sizeof *next, &next) < 0) {
        free(first);
        return GLO_ENOMEM;
    }
    glo_status status = GLO_OK;
    for (uint32_t leaf = 0; leaf < h->leaves; leaf++) {
        uint32_t at = index->places[h->leaf_node[leaf] * index->axis_count];
        next[leaf] = first[at];
        first[at] = leaf + 1;
    }
    for (uint32_t leaf = 0; leaf < h->leaves && status == GLO_OK; leaf++) {
        size_t a = h->leaf_node[leaf];
        uint32_t at = index->places[a * index->axis_count];
        for (; at != GLO_NO_PLACE && status == GLO_OK; at = index->axes[0].parents[at]) {
            for (uint32_t other = first[at]; other != 0; other = next[other - 1]) {
                size_t b = h->leaf_node[other - 1];
                if (a == b || !overlap(index, a, b))
                    continue;
                out_fault[0] = a;
                out_fault[1] = b;
                status = glo_fail(GLO_EINVAL, "series %zu and %zu share a part that has no series of its own",
                                  a + 1, b + 1);
                break;
            }
        }
    }
    free(first);
    free(next);
    return status;
}

/* ---- building ---- */

static glo_status find_leaves(const index_of_nodes *index, glo_hierarchy *h) {
    uint8_t *is_holder;
    if (glo_alloc_array(index->nodes, sizeof *is_holder, &is_holder) < 0)
        return GLO_ENOMEM;
    for (size_t node = 0; node < index->nodes; node++) {
        marking marked = {(uint32_t)node, GLO_NO_PLACE, is_holder};
        visit_above(index, node, mark_holder, &marked);
        h->parent[node] = marked.found;
    }
    for (size_t node = 0; node < index->nodes; node++) {
        if (!is_holder[node])
            h->leaf_node[h->leaves++] = (uint32_t)node;
    }
    free(is_holder);
    return GLO_OK;
}

static glo_status link_leaves(const index_of_nodes *index, glo_hierarchy *h) {
    listing list = {0};
    for (size_t leaf = 0; leaf < h->leaves; leaf++) {
        visit_above(index, h->leaf_node[leaf], add_node, &list);
        if (list.status < 0) {
            free(list.nodes);
            return list.status;
        }
        h->leaf_begin[leaf + 1] = list.count;
    }
    h->leaf_nodes = list.nodes;
    if (glo_alloc_array(list.count, sizeof *h->node_leaves, &h->node_leaves) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < list.count; i++)
        h->node_begin[list.nodes[i] + 1]++;
    for (size_t node = 0; node < h->nodes; node++)
        h->node_begin[node + 1] += h->node_begin[node];
    for (size_t leaf = h->leaves; leaf-- > 0;) { /* from the back, so that the ends may serve as cursors */
        for (size_t i = h->leaf_begin[leaf]; i < h->leaf_begin[leaf + 1]; i++)
            h->node_leaves[--h->node_begin[list.nodes[i] + 1]] = (uint32_t)leaf;
    }
    /* node_begin[n + 1] is now where n begins: shift down, and close with the total */
    memmove(h->node_begin, h->node_begin + 1, h->nodes * sizeof *h->node_begin);
    h->node_begin[h->nodes] = list.count;
    return GLO_OK;
}

static glo_status build(index_of_nodes *index, glo_hierarchy *h, size_t out_fault[2]) {
    glo_status status = fill_index(index, out_fault);
    if (status == GLO_OK)
        status = glo_alloc_array(h->nodes, sizeof *h->parent, &h->parent);
    if (status == GLO_OK)
        status = glo_alloc_array(h->nodes, sizeof *h->leaf_node, &h->leaf_node);
    if (status == GLO_OK)
        status = glo_alloc_array(h->nodes + 1, sizeof *h->node_begin, &h->node_begin);
    if (status == GLO_OK)
        status = glo_alloc_array(h->nodes + 1, sizeof *h->leaf_begin, &h->leaf_begin);
    if (status == GLO_OK)
        status = find_leaves(index, h);
    if (status == GLO_OK)
        status = check_leaves(index, h, out_fault);
    return status == GLO_OK ? link_leaves(index, h) : status;
}

glo_status glo_hierarchy_init(const glo_axis *axes, size_t axis_count, const uint32_t *places, size_t nodes,
                              glo_hierarchy *out, size_t out_fault[2]) {
    size_t unwanted[2];
    if (axis_count == 0 || axis_count > MOST_AXES || nodes >= UINT32_MAX)
        return glo_fail(GLO_EINVAL, "a hierarchy stands on 1 to %d trees", MOST_AXES);
    for (size_t i = 0; i < nodes * axis_count; i++) {
        if (places[i] >= axes[i % axis_count].count)
            return glo_fail(GLO_EINVAL, "series %zu has no place on tree %zu", i / axis_count + 1,
                            i % axis_count + 1);
    }
    index_of_nodes index = {.axes = axes, .axis_count = axis_count, .nodes = nodes, .places = places};
    glo_hierarchy h = {.nodes = nodes};
    glo_status status = build(&index, &h, out_fault ? out_fault : unwanted);
    free(index.slots);
    if (status < 0)
        glo_hierarchy_dispose(&h);
    else
        *out = h;
    return status;
}

void glo_hierarchy_dispose(glo_hierarchy *hierarchy) {
    free(hierarchy->leaf_node);
    free(hierarchy->node_begin);
    free(hierarchy->node_leaves);
    free(hierarchy->leaf_begin);
    free(hierarchy->leaf_nodes);
    free(hierarchy->parent);
    *hierarchy = (glo_hierarchy){0};
}

void glo_hierarchy_sum(const glo_hierarchy *hierarchy, const double *leaves, double *out_nodes) {
    for (size_t node = 0; node < hierarchy->nodes; node++) {
        double sum = 0;
        for (size_t i = hierarchy->node_begin[node]; i < hierarchy->node_begin[node + 1]; i++)
            sum += leaves[hierarchy->node_leaves[i]];
        out_nodes[node] = sum;
    }
}

void glo_hierarchy_gather(const glo_hierarchy *hierarchy, const double *nodes, double *out_leaves) {
    for (size_t leaf = 0; leaf < hierarchy->leaves; leaf++) {
        double sum = 0;
        for (size_t i = hierarchy->leaf_begin[leaf]; i < hierarchy->leaf_begin[leaf + 1]; i++)
            sum += nodes[hierarchy->leaf_nodes[i]];
        out_leaves[leaf] = sum;
    }
}
