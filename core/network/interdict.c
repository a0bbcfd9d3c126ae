/* interdict.c: the search of interdict.h over shortest paths by Dijkstra's method with a binary heap. Example and references in the
 * header.
 */
#include "network/interdict.h"

#include "adjacency.h"
#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { KEPT = 1, CLOSED = 2 };

typedef struct heap_item {
    double length;
    uint32_t node;
} heap_item;

typedef struct searcher {
    const glo_interdiction *spec;
    const glo_job *job;
    adjacency around;
    double *length;
    uint32_t *via, *parent; /* the edge and the node that each node is reached by */
    bool *is_done;
    heap_item *heap;
    size_t heaped;
    uint8_t *state; /* by item */
    uint32_t closed[GLO_MOST_CLOSURES];
    size_t count;
    double cost;
    uint32_t *best;
    glo_interdicted found;
    bool has_found;
} searcher;

static bool is_before(heap_item a, heap_item b) {
    return a.length < b.length || (a.length == b.length && a.node < b.node);
}

static void push(searcher *s, heap_item item) {
    size_t at = s->heaped++;
    while (at > 0 && is_before(item, s->heap[(at - 1) / 2])) {
        s->heap[at] = s->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    s->heap[at] = item;
}

static heap_item pop(searcher *s) {
    heap_item top = s->heap[0], last = s->heap[--s->heaped];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= s->heaped)
            break;
        if (child + 1 < s->heaped && is_before(s->heap[child + 1], s->heap[child]))
            child++;
        if (!is_before(s->heap[child], last))
            break;
        s->heap[at] = s->heap[child];
        at = child;
    }
    s->heap[at] = last;
    return top;
}

static bool is_closed(const searcher *s, uint32_t edge, uint32_t head) {
    return s->state[s->spec->closes_nodes ? head : edge] == CLOSED;
}

/* The nearest target that is open, or UINT32_MAX. */
static uint32_t find_way(searcher *s) {
    const glo_edges *edges = s->spec->edges;
    s->heaped = 0;
    s->found.searches++;
    for (size_t i = 0; i < edges->nodes; i++) {
        s->length[i] = INFINITY;
        s->is_done[i] = false;
        s->via[i] = UINT32_MAX;
        if (s->spec->is_source[i]) {
            s->length[i] = 0;
            push(s, (heap_item){0, (uint32_t)i});
        }
    }
    while (s->heaped > 0) {
        uint32_t node = pop(s).node;
        if (s->is_done[node])
            continue;
        s->is_done[node] = true;
        if (s->spec->is_target[node])
            return node;
        for (size_t k = s->around.starts[node]; k < s->around.starts[node + 1]; k++) {
            uint32_t head = s->around.heads[k], edge = s->around.links[k];
            double length = s->length[node] + (edges->lengths ? edges->lengths[edge] : 1);
            if (is_closed(s, edge, head) || !(length < s->length[head]))
                continue;
            s->length[head] = length;
            s->via[head] = edge;
            s->parent[head] = node;
            push(s, (heap_item){length, head});
        }
    }
    return UINT32_MAX;
}

/* The items on the way to a node that may still be closed; how many. */
static size_t items_on_way(const searcher *s, uint32_t node, uint32_t *items) {
    size_t count = 0;
    while (s->via[node] != UINT32_MAX) {
        bool is_end = s->spec->is_source[node] || s->spec->is_target[node];
        uint32_t item = s->spec->closes_nodes ? node : s->via[node];
        if (!(s->spec->closes_nodes && is_end) && s->state[item] == 0 && isfinite(s->spec->costs[item]) &&
            s->cost + s->spec->costs[item] <= s->spec->budget)
            items[count++] = item;
        node = s->parent[node];
    }
    return count;
}

static void judge(searcher *s, double length) {
    bool is_better = !s->has_found || length > s->found.after ||
                     (length == s->found.after &&
                      (s->cost < s->found.cost || (s->cost == s->found.cost && s->count < s->found.count)));
    if (!is_better)
        return;
    if (!s->has_found)
        s->found.before = length;
    s->has_found = true;
    s->found.after = length;
    s->found.cost = s->cost;
    s->found.count = s->count;
    memcpy(s->best, s->closed, s->count * sizeof *s->best);
}

static glo_status branch(searcher *s) {
    glo_status status = glo_job_step(s->job, "closures", s->found.searches, 0);
    if (status < 0)
        return status;
    uint32_t target = find_way(s);
    judge(s, target == UINT32_MAX ? INFINITY : s->length[target]);
    if (target == UINT32_MAX || s->count == s->spec->most)
        return GLO_OK;
    uint32_t *items;
    if (glo_alloc_array(s->spec->edges->nodes, sizeof *items, &items) < 0)
        return GLO_ENOMEM;
    size_t count = items_on_way(s, target, items);
    for (size_t k = 0; k < count && status == GLO_OK; k++) {
        double cost = s->spec->costs[items[k]];
        s->closed[s->count++] = items[k];
        s->cost += cost;
        s->state[items[k]] = CLOSED;
        status = branch(s);
        s->state[items[k]] = KEPT; /* the branches that follow keep it open */
        s->cost -= cost;
        s->count--;
    }
    for (size_t k = 0; k < count; k++)
        s->state[items[k]] = 0;
    free(items);
    return status;
}

glo_status glo_interdict(const glo_interdiction *spec, const glo_job *job, uint32_t *closed,
                         glo_interdicted *out) {
    const glo_edges *edges = spec->edges;
    searcher s = {.spec = spec, .job = job, .best = closed};
    if (spec->most > GLO_MOST_CLOSURES)
        return glo_fail(GLO_EINVAL, "at most %d closures, got %zu", GLO_MOST_CLOSURES, spec->most);
    glo_status status = glo_adjacency_new(edges, !edges->is_directed, &s.around);
    if (status < 0)
        return status;
    if (glo_alloc_array(edges->nodes, sizeof *s.length, &s.length) < 0 ||
        glo_alloc_array(edges->nodes, sizeof *s.via, &s.via) < 0 ||
        glo_alloc_array(edges->nodes, sizeof *s.parent, &s.parent) < 0 ||
        glo_alloc_array(edges->nodes, sizeof *s.is_done, &s.is_done) < 0 ||
        glo_alloc_array(2 * edges->count + edges->nodes + 1, sizeof *s.heap, &s.heap) < 0 ||
        glo_alloc_array(spec->closes_nodes ? edges->nodes : edges->count, sizeof *s.state, &s.state) < 0)
        status = GLO_ENOMEM;
    if (status == GLO_OK)
        status = branch(&s);
    if (status == GLO_OK)
        *out = s.found;
    free(s.length);
    free(s.via);
    free(s.parent);
    free(s.is_done);
    free(s.heap);
    free(s.state);
    glo_adjacency_dispose(&s.around);
    return status;
}
