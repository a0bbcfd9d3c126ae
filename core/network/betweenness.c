/* betweenness.c: the betweenness of graph.h by Brandes' accumulation: from each source the lengths of the shortest paths, then how many
 * there are to each node, then, from the farthest node back, what each passes on. The sources are dealt out in blocks of a fixed number
 * whose sums are added in order, so that threads change no bit.
 *
 * Lengths that differ by less than EPSILON of their sum are equal, as igraph has it: of two paths of 0.1 + 0.2 and 0.3 neither is
 * longer. Links of no length are counted beside it, so that each step leads farther: the paths with the fewest of them are the shortest.
 *
 * Example in the header.
 * References: U. Brandes, "A faster algorithm for betweenness centrality", Journal of Mathematical Sociology 25 (2001); for links,
 * U. Brandes, "On variants of shortest-path betweenness centrality and their generic computation", Social Networks 30 (2008).
 */
#include "adjacency.h"

#include "base/alloc.h"
#include "base/parallel.h"

#include <math.h>
#include <stdlib.h>

enum {
    MOST_BLOCKS = 64,
    MOST_SUMS = 50000000, /* of all blocks: 400 MB */
    FANOUT = 4            /* of the heap */
};
static const double EPSILON = 1e-10; /* that of igraph 0.10's shortest paths */

typedef struct heap_item {
    double length;
    uint32_t node, zeros;
} heap_item;

typedef struct plan {
    const glo_edges *edges;
    const glo_job *job;
    adjacency around;
    double *lengths; /* by place of `around`; NULL: each is 1 */
    size_t blocks;
    bool is_of_nodes, is_of_edges;
    double *by_node, *by_edge; /* by block */
} plan;

/* A node as it is seen from the source; together, as they are looked at together. */
typedef struct node_state {
    double length, paths, passed;
    uint32_t zeros; /* links of no length on the way */
    uint32_t place; /* in the order in which nodes are settled; UINT32_MAX: not yet */
} node_state;

typedef struct walker {
    const plan *p;
    node_state *nodes;
    uint32_t *order;
    size_t *
        tight; /* the links of shortest paths by node in their order, their places in `around`, up to ends[place] */
    size_t *ends;
    heap_item *heap;
    size_t settled, heaped, tights;
    double *by_node, *by_edge;
} walker;

/* Below 0, 0 or above: a length before another, or as long. */
static int compare(double length, uint32_t zeros, const node_state *there) {
    double difference = length - there->length;
    if (difference != 0 && !(length > 0 && fabs(difference) < EPSILON * (length + there->length)))
        return difference < 0 ? -1 : 1;
    return (zeros > there->zeros) - (zeros < there->zeros);
}

static bool is_before(const heap_item *a, const heap_item *b) {
    return a->length < b->length || (a->length == b->length && a->zeros < b->zeros);
}

static void push(walker *w, heap_item item) {
    size_t at = w->heaped++;
    while (at > 0 && is_before(&item, &w->heap[(at - 1) / FANOUT])) {
        w->heap[at] = w->heap[(at - 1) / FANOUT];
        at = (at - 1) / FANOUT;
    }
    w->heap[at] = item;
}

static heap_item pop(walker *w) {
    heap_item top = w->heap[0], last = w->heap[--w->heaped];
    size_t at = 0;
    for (;;) {
        size_t first = FANOUT * at + 1, least = first;
        if (first >= w->heaped)
            break;
        for (size_t child = first + 1; child < first + FANOUT && child < w->heaped; child++) {
            if (is_before(&w->heap[child], &w->heap[least]))
                least = child;
        }
        if (!is_before(&w->heap[least], &last))
            break;
        w->heap[at] = w->heap[least];
        at = least;
    }
    w->heap[at] = last;
    return top;
}

static void settle(walker *w, uint32_t node) {
    w->nodes[node].place = (uint32_t)w->settled;
    w->order[w->settled++] = node;
}

static void walk_by_length(walker *w, uint32_t source) {
    const adjacency *around = &w->p->around;
    w->heaped = 0;
    push(w, (heap_item){0, source, 0});
    while (w->heaped > 0) {
        uint32_t node = pop(w).node;
        if (w->nodes[node].place != UINT32_MAX)
            continue;
        settle(w, node);
        const node_state here = w->nodes[node];
        for (size_t k = around->starts[node]; k < around->starts[node + 1]; k++) {
            node_state *head = &w->nodes[around->heads[k]];
            double length = here.length + w->p->lengths[k];
            uint32_t zeros = here.zeros + (w->p->lengths[k] == 0);
            if (head->place != UINT32_MAX || compare(length, zeros, head) >= 0)
                continue;
            head->length = length;
            head->zeros = zeros;
            push(w, (heap_item){length, around->heads[k], zeros});
        }
    }
}

/* How many shortest paths lead to each node, and over which links; nodes come in the order of their distance. */
static void count_by_length(walker *w) {
    const adjacency *around = &w->p->around;
    for (size_t i = 0; i < w->settled; i++) {
        uint32_t node = w->order[i];
        const node_state here = w->nodes[node];
        for (size_t k = around->starts[node]; k < around->starts[node + 1]; k++) {
            node_state *head = &w->nodes[around->heads[k]];
            double length = here.length + w->p->lengths[k];
            uint32_t zeros = here.zeros + (w->p->lengths[k] == 0);
            if (head->place <= here.place || compare(length, zeros, head) != 0)
                continue;
            head->paths += here.paths;
            w->tight[w->tights++] = k;
        }
        w->ends[i] = w->tights;
    }
}

/* The same for steps, in one go: the level of a node is its length. */
static void walk_by_steps(walker *w, uint32_t source) {
    const adjacency *around = &w->p->around;
    settle(w, source);
    for (size_t done = 0; done < w->settled; done++) {
        uint32_t node = w->order[done];
        const node_state here = w->nodes[node];
        for (size_t k = around->starts[node]; k < around->starts[node + 1]; k++) {
            node_state *head = &w->nodes[around->heads[k]];
            if (head->place == UINT32_MAX) {
                head->length = here.length + 1;
                settle(w, around->heads[k]);
            } else if (head->length <= here.length) {
                continue;
            }
            head->paths += here.paths;
            w->tight[w->tights++] = k;
        }
        w->ends[done] = w->tights;
    }
}

static void pass_back(walker *w) {
    const adjacency *around = &w->p->around;
    for (size_t i = w->settled; i-- > 0;) {
        uint32_t node = w->order[i];
        double sum = 0;
        for (size_t k = i > 0 ? w->ends[i - 1] : 0; k < w->ends[i]; k++) {
            const node_state *head = &w->nodes[around->heads[w->tight[k]]];
            double part = w->nodes[node].paths / head->paths * (1 + head->passed);
            sum += part;
            if (w->by_edge)
                w->by_edge[around->links[w->tight[k]]] += part;
        }
        w->nodes[node].passed = sum;
        if (w->by_node && i > 0)
            w->by_node[node] += sum;
    }
}

static void walk(walker *w, uint32_t source) {
    for (size_t i = 0; i < w->p->edges->nodes; i++)
        w->nodes[i] = (node_state){.length = INFINITY, .place = UINT32_MAX};
    w->settled = w->tights = 0;
    w->nodes[source].length = 0;
    w->nodes[source].paths = 1;
    if (w->p->lengths) {
        walk_by_length(w, source);
        count_by_length(w);
    } else {
        walk_by_steps(w, source);
    }
    pass_back(w);
}

static void dispose_walker(walker *w) {
    free(w->nodes);
    free(w->order);
    free(w->tight);
    free(w->ends);
    free(w->heap);
}

static glo_status init_walker(walker *w) {
    const size_t nodes = w->p->edges->nodes, arcs = w->p->around.starts[nodes];
    if (glo_alloc_array(nodes, sizeof *w->nodes, &w->nodes) < 0 ||
        glo_alloc_array(nodes, sizeof *w->order, &w->order) < 0 ||
        glo_alloc_array(arcs, sizeof *w->tight, &w->tight) < 0 ||
        glo_alloc_array(nodes, sizeof *w->ends, &w->ends) < 0 ||
        glo_alloc_array(w->p->lengths ? arcs + 1 : 1, sizeof *w->heap, &w->heap) < 0)
        return GLO_ENOMEM;
    return GLO_OK;
}

static glo_status walk_block(void *context, size_t block) {
    const plan *p = context;
    const size_t nodes = p->edges->nodes;
    walker w = {.p = p,
                .by_node = p->is_of_nodes ? p->by_node + block * nodes : NULL,
                .by_edge = p->is_of_edges ? p->by_edge + block * p->edges->count : NULL};
    glo_status status = init_walker(&w);
    size_t past = nodes * (block + 1) / p->blocks;
    for (size_t source = nodes * block / p->blocks; source < past && status == GLO_OK; source++) {
        status = glo_job_check(p->job);
        if (status == GLO_OK)
            walk(&w, (uint32_t)source);
    }
    dispose_walker(&w);
    return status;
}

/* Paths are counted from both their ends where links lead both ways. */
static void add_up(const plan *p, const double *sums, size_t items, double *out) {
    for (size_t i = 0; i < items; i++) {
        double sum = 0;
        for (size_t block = 0; block < p->blocks; block++)
            sum += sums[block * items + i];
        out[i] = p->edges->is_directed ? sum : sum / 2;
    }
}

glo_status glo_graph_betweenness(const glo_edges *edges, const glo_job *job, double *by_node,
                                 double *by_edge) {
    if (edges->nodes > GLO_MOST_NODES || edges->count > GLO_MOST_EDGES)
        return glo_fail(GLO_EINVAL, "a network of %zu nodes and %zu links is too large: at most %d and %d",
                        edges->nodes, edges->count, GLO_MOST_NODES, GLO_MOST_EDGES);
    plan p = {.edges = edges, .job = job, .is_of_nodes = by_node != NULL, .is_of_edges = by_edge != NULL};
    size_t items = (by_node ? edges->nodes : 0) + (by_edge ? edges->count : 0);
    p.blocks = edges->nodes < MOST_BLOCKS ? edges->nodes : MOST_BLOCKS;
    if (p.blocks * items > MOST_SUMS)
        p.blocks = 1 + MOST_SUMS / items;
    glo_status status = glo_adjacency_new(edges, !edges->is_directed, &p.around);
    if (status < 0)
        return status;
    size_t arcs = p.around.starts[edges->nodes];
    if ((edges->lengths && glo_alloc_array(arcs, sizeof *p.lengths, &p.lengths) < 0) ||
        (by_node && glo_alloc_array(p.blocks * edges->nodes, sizeof *p.by_node, &p.by_node) < 0) ||
        (by_edge && glo_alloc_array(p.blocks * edges->count, sizeof *p.by_edge, &p.by_edge) < 0))
        status = GLO_ENOMEM;
    for (size_t k = 0; status == GLO_OK && edges->lengths && k < arcs; k++)
        p.lengths[k] = edges->lengths[p.around.links[k]];
    if (status == GLO_OK)
        status = glo_run_parallel(job, "betweenness", p.blocks, walk_block, &p);
    if (status == GLO_OK && by_node)
        add_up(&p, p.by_node, edges->nodes, by_node);
    if (status == GLO_OK && by_edge)
        add_up(&p, p.by_edge, edges->count, by_edge);
    free(p.lengths);
    free(p.by_node);
    free(p.by_edge);
    glo_adjacency_dispose(&p.around);
    return status;
}
