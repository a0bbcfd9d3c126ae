/* losses.c: what falls apart where a node of a network is lost: a walk around each node that can part others.
 *
 * Example:  status = glo_graph_losses(&edges, job, pieces, lost, NULL, NULL);
 * Reference: the parts of a graph without an articulation point (J. Hopcroft, R. Tarjan, "Efficient algorithms for graph
 * manipulation", Communications of the ACM 16 (1973)), counted by a walk through each.
 */
#include "adjacency.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

glo_status glo_adjacency_new(const glo_edges *edges, bool is_both, adjacency *out) {
    adjacency a = {0};
    size_t room = edges->count * (is_both ? 2 : 1);
    if (glo_alloc_array(edges->nodes + 2, sizeof *a.starts, &a.starts) < 0 ||
        glo_alloc_array(room, sizeof *a.heads, &a.heads) < 0 ||
        glo_alloc_array(room, sizeof *a.links, &a.links) < 0) {
        glo_adjacency_dispose(&a);
        return GLO_ENOMEM;
    }
    for (size_t e = 0; e < edges->count; e++) {
        a.starts[edges->from[e] + 2]++;
        if (is_both)
            a.starts[edges->to[e] + 2]++;
    }
    for (size_t i = 2; i < edges->nodes + 2; i++)
        a.starts[i] += a.starts[i - 1];
    for (size_t e = 0; e < edges->count; e++) {
        size_t at = a.starts[edges->from[e] + 1]++;
        a.heads[at] = edges->to[e];
        a.links[at] = (uint32_t)e;
        if (is_both) {
            at = a.starts[edges->to[e] + 1]++;
            a.heads[at] = edges->from[e];
            a.links[at] = (uint32_t)e;
        }
    }
    *out = a;
    return GLO_OK;
}

void glo_adjacency_dispose(adjacency *a) {
    free(a->starts);
    free(a->heads);
    free(a->links);
    *a = (adjacency){0};
}

typedef struct parts {
    const adjacency *around;
    uint32_t *piece; /* by node: its part in the walk around `without`, where stamp says so */
    uint32_t *stamp;
    uint32_t *queue;
} parts;

/* All that can be reached from `start` without a node; how many. */
static uint32_t flood(parts *p, uint32_t start, uint32_t without, uint32_t mark, uint32_t piece) {
    uint32_t count = 0, done = 0;
    p->queue[count++] = start;
    p->stamp[start] = mark;
    p->piece[start] = piece;
    while (done < count) {
        uint32_t node = p->queue[done++];
        for (size_t k = p->around->starts[node]; k < p->around->starts[node + 1]; k++) {
            uint32_t next = p->around->heads[k];
            if (next == without || p->stamp[next] == mark)
                continue;
            p->stamp[next] = mark;
            p->piece[next] = piece;
            p->queue[count++] = next;
        }
    }
    return count;
}

typedef struct visit {
    glo_status (*cut_off)(void *context, uint32_t node, uint32_t other);
    void *context;
    size_t nodes;
} visit;

static glo_status lose(parts *p, uint32_t node, const visit *v, uint32_t *pieces, uint32_t *lost) {
    uint32_t mark = node + 1, largest = 0, largest_piece = 0, all = 0;
    glo_status status = GLO_OK;
    *pieces = 0;
    for (size_t k = p->around->starts[node]; k < p->around->starts[node + 1]; k++) {
        uint32_t start = p->around->heads[k];
        if (start == node || p->stamp[start] == mark)
            continue;
        uint32_t size = flood(p, start, node, mark, *pieces);
        all += size;
        if (size > largest) {
            largest = size;
            largest_piece = *pieces;
        }
        ++*pieces;
    }
    *lost = all - largest;
    for (size_t other = 0; v->cut_off && *pieces > 1 && other < v->nodes && status == GLO_OK; other++) {
        if (p->stamp[other] == mark && p->piece[other] != largest_piece)
            status = v->cut_off(v->context, node, (uint32_t)other);
    }
    return status;
}

glo_status glo_graph_losses(const glo_edges *edges, const glo_job *job, uint32_t *pieces, uint32_t *lost,
                            glo_status (*cut_off)(void *context, uint32_t node, uint32_t other),
                            void *context) {
    adjacency around;
    parts p = {.around = &around};
    visit v = {.cut_off = cut_off, .context = context, .nodes = edges->nodes};
    glo_status status = glo_adjacency_new(edges, true, &around);
    if (status < 0)
        return status;
    status = glo_alloc_array(edges->nodes, sizeof *p.piece, &p.piece);
    if (status == GLO_OK)
        status = glo_alloc_array(edges->nodes, sizeof *p.stamp, &p.stamp);
    if (status == GLO_OK)
        status = glo_alloc_array(edges->nodes, sizeof *p.queue, &p.queue);
    for (size_t node = 0; node < edges->nodes && status == GLO_OK; node++) {
        status = glo_job_step(job, "losses of a network", node, edges->nodes);
        if (status == GLO_OK)
            status = lose(&p, (uint32_t)node, &v, &pieces[node], &lost[node]);
    }
    free(p.piece);
    free(p.stamp);
    free(p.queue);
    glo_adjacency_dispose(&around);
    return status;
}
