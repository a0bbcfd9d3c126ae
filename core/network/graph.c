/* graph.c: the graphs of graph.h by igraph. Its faults become codes, its interruptions those of the job. Example and
 * reference in the header.
 */
#include "network/graph.h"

#include "base/alloc.h"

#include <igraph.h>
#include <math.h>
#include <stdlib.h>

static _Thread_local const glo_job *running; /* the job of the call that igraph works for */
static _Thread_local const char *doing;

static igraph_error_t look(void *unused) {
    (void)unused;
    if (glo_job_check(running) == GLO_OK)
        return IGRAPH_SUCCESS;
    IGRAPH_FINALLY_FREE(); /* what igraph holds: its manual leaves that to the handler */
    return IGRAPH_INTERRUPTED;
}

static glo_status status_of(igraph_error_t code) {
    if (code == IGRAPH_SUCCESS)
        return GLO_OK;
    if (code == IGRAPH_INTERRUPTED)
        return glo_job_check(running) < 0 ? GLO_ECANCELLED : glo_fail(GLO_ECANCELLED, "cancelled");
    if (code == IGRAPH_ENOMEM)
        return glo_fail(GLO_ENOMEM, "out of memory");
    return glo_fail(GLO_EINVAL, "%s: %s", doing, igraph_strerror(code));
}

typedef struct session {
    igraph_t graph;
    igraph_vector_t weights;
    const igraph_vector_t *given; /* NULL: without weights */
} session;

static glo_status check(const glo_edges *edges) {
    if (edges->nodes > GLO_MOST_NODES || edges->count > GLO_MOST_EDGES)
        return glo_fail(GLO_EINVAL, "a network of %zu nodes and %zu links is too large: at most %d and %d",
                        edges->nodes, edges->count, GLO_MOST_NODES, GLO_MOST_EDGES);
    return GLO_OK;
}

static glo_status begin(session *s, const glo_edges *edges, const char *what, const glo_job *job) {
    igraph_vector_int_t ends;
    igraph_set_error_handler(igraph_error_handler_ignore);
    igraph_set_warning_handler(igraph_warning_handler_ignore);
    igraph_set_interruption_handler(look);
    igraph_set_progress_handler(NULL);
    running = job;
    doing = what;
    glo_status status = check(edges);
    if (status < 0)
        return status;
    s->given = NULL;
    if (edges->lengths) {
        status = status_of(igraph_vector_init(&s->weights, (igraph_integer_t)edges->count));
        if (status < 0)
            return status;
        for (size_t e = 0; e < edges->count; e++)
            VECTOR(s->weights)[e] = edges->lengths[e];
        s->given = &s->weights;
    }
    status = status_of(igraph_vector_int_init(&ends, (igraph_integer_t)(2 * edges->count)));
    if (status == GLO_OK) {
        for (size_t e = 0; e < edges->count; e++) {
            VECTOR(ends)[2 * e] = edges->from[e];
            VECTOR(ends)[2 * e + 1] = edges->to[e];
        }
        status =
            status_of(igraph_create(&s->graph, &ends, (igraph_integer_t)edges->nodes, edges->is_directed));
        igraph_vector_int_destroy(&ends);
    }
    if (status < 0 && s->given)
        igraph_vector_destroy(&s->weights);
    return status;
}

static void end(session *s) {
    igraph_destroy(&s->graph);
    if (s->given)
        igraph_vector_destroy(&s->weights);
    running = NULL;
}

glo_status glo_graph_distances(const glo_edges *edges, const uint32_t *sources, size_t count,
                               const glo_job *job, double *out) {
    session s;
    igraph_matrix_t row;
    glo_status status = begin(&s, edges, "shortest paths", job);
    if (status < 0)
        return status;
    status = status_of(igraph_matrix_init(&row, 0, 0));
    for (size_t i = 0; i < count && status == GLO_OK; i++) {
        status = glo_job_step(job, doing, i, count);
        if (status == GLO_OK)
            status = status_of(igraph_distances_dijkstra(&s.graph, &row,
                                                         igraph_vss_1((igraph_integer_t)sources[i]),
                                                         igraph_vss_all(), s.given, IGRAPH_OUT));
        for (size_t j = 0; j < edges->nodes && status == GLO_OK; j++)
            out[i * edges->nodes + j] = VECTOR(row.data)[j];
    }
    igraph_matrix_destroy(&row);
    end(&s);
    return status;
}

void glo_paths_dispose(glo_paths *paths) {
    free(paths->starts);
    free(paths->edges);
    *paths = (glo_paths){0};
}

static glo_status copy_paths(igraph_vector_int_list_t *found, glo_paths *out) {
    glo_paths paths = {.count = (size_t)igraph_vector_int_list_size(found)};
    size_t length = 0;
    glo_status status = glo_alloc_array(paths.count + 1, sizeof *paths.starts, &paths.starts);
    for (size_t k = 0; k < paths.count && status == GLO_OK; k++) {
        length += (size_t)igraph_vector_int_size(igraph_vector_int_list_get_ptr(found, (igraph_integer_t)k));
        paths.starts[k + 1] = length;
    }
    if (status == GLO_OK)
        status = glo_alloc_array(length, sizeof *paths.edges, &paths.edges);
    for (size_t k = 0; k < paths.count && status == GLO_OK; k++) {
        const igraph_vector_int_t *one = igraph_vector_int_list_get_ptr(found, (igraph_integer_t)k);
        for (size_t e = 0; e < paths.starts[k + 1] - paths.starts[k]; e++)
            paths.edges[paths.starts[k] + e] = (uint32_t)VECTOR(*one)[e];
    }
    if (status < 0)
        glo_paths_dispose(&paths);
    else
        *out = paths;
    return status;
}

glo_status glo_graph_paths(const glo_edges *edges, size_t from, size_t to, size_t most, const glo_job *job,
                           glo_paths *out) {
    session s;
    igraph_vector_int_list_t found;
    glo_status status = begin(&s, edges, "most likely paths", job);
    if (status < 0)
        return status;
    status = status_of(igraph_vector_int_list_init(&found, 0));
    if (status == GLO_OK) {
        status =
            status_of(igraph_get_k_shortest_paths(&s.graph, s.given, NULL, &found, (igraph_integer_t)most,
                                                  (igraph_integer_t)from, (igraph_integer_t)to, IGRAPH_OUT));
        if (status == GLO_OK)
            status = copy_paths(&found, out);
        igraph_vector_int_list_destroy(&found);
    }
    end(&s);
    return status;
}

glo_status glo_graph_min_cut(const glo_edges *edges, size_t from, size_t to, const glo_job *job,
                             double *value, bool *is_cut) {
    session s;
    igraph_vector_int_t cut;
    igraph_real_t flow = 0;
    glo_status status = begin(&s, edges, "minimum cut", job);
    if (status < 0)
        return status;
    status = status_of(igraph_vector_int_init(&cut, 0));
    if (status == GLO_OK) {
        status = status_of(igraph_maxflow(&s.graph, &flow, NULL, &cut, NULL, NULL, (igraph_integer_t)from,
                                          (igraph_integer_t)to, s.given, NULL));
        for (size_t e = 0; e < edges->count && status == GLO_OK; e++)
            is_cut[e] = false;
        for (igraph_integer_t k = 0; status == GLO_OK && k < igraph_vector_int_size(&cut); k++)
            is_cut[VECTOR(cut)[k]] = true;
        igraph_vector_int_destroy(&cut);
    }
    end(&s);
    if (status == GLO_OK)
        *value = flow;
    return status;
}
