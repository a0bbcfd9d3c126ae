/* betweenness.c: betweenness and shortest distances of a random network beside igraph's own on the same network: seconds of each and the
 * largest relative difference.
 *
 *   betweenness NODES LINKS [length|steps] [threads] [ours|igraph|both]
 *
 * igraph looks through whole networks on one thread; "ours" prints our seconds alone, for scripts/bench.
 */
#include "network/graph.h"

#include <igraph.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SOURCES = 20 };

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static uint64_t state = 2026;
static uint32_t next(uint32_t below) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((state >> 33) % below);
}

static double difference(const double *a, const double *b, size_t count) {
    double most = 0;
    for (size_t i = 0; i < count; i++) {
        if (a[i] != b[i])
            most = fmax(most, fabs(a[i] - b[i]) / fmax(1, fabs(b[i])));
    }
    return most;
}

static void make_theirs(const glo_edges *edges, igraph_t *graph, igraph_vector_t *weights) {
    igraph_vector_int_t ends;
    igraph_vector_int_init(&ends, (igraph_integer_t)(2 * edges->count));
    igraph_vector_init(weights, (igraph_integer_t)edges->count);
    for (size_t e = 0; e < edges->count; e++) {
        VECTOR(ends)[2 * e] = edges->from[e];
        VECTOR(ends)[2 * e + 1] = edges->to[e];
        VECTOR(*weights)[e] = edges->lengths ? edges->lengths[e] : 1;
    }
    igraph_create(graph, &ends, (igraph_integer_t)edges->nodes, edges->is_directed);
    igraph_vector_int_destroy(&ends);
}

static void compare(const glo_edges *edges, const double *by_node) {
    igraph_t graph;
    igraph_vector_t weights, found;
    igraph_matrix_t rows;
    make_theirs(edges, &graph, &weights);
    igraph_vector_init(&found, 0);
    igraph_matrix_init(&rows, 0, 0);
    double started = now();
    igraph_betweenness(&graph, &found, igraph_vss_all(), edges->is_directed,
                       edges->lengths ? &weights : NULL);
    printf("igraph betweenness %.3f\n", now() - started);
    if (by_node)
        printf("largest difference %.3g\n", difference(by_node, VECTOR(found), edges->nodes));
    uint32_t sources[SOURCES];
    double *distances = malloc(SOURCES * edges->nodes * sizeof *distances), most = 0;
    for (uint32_t i = 0; i < SOURCES; i++)
        sources[i] = i;
    started = now();
    if (!distances || glo_graph_distances(edges, sources, SOURCES, NULL, distances) < 0)
        exit(1);
    printf("distances from %d nodes %.3f\n", SOURCES, now() - started);
    /* Bellman and Ford's method, which is not the one that distances are found by. */
    igraph_distances_bellman_ford(&graph, &rows, igraph_vss_range(0, SOURCES), igraph_vss_all(), &weights,
                                  IGRAPH_OUT);
    for (size_t i = 0; i < SOURCES; i++) {
        for (size_t j = 0; j < edges->nodes; j++) {
            double theirs = MATRIX(rows, (igraph_integer_t)i, (igraph_integer_t)j);
            most = fmax(most, difference(&distances[i * edges->nodes + j], &theirs, 1));
        }
    }
    printf("largest difference of distances %.3g\n", most);
    free(distances);
    igraph_matrix_destroy(&rows);
    igraph_vector_destroy(&found);
    igraph_vector_destroy(&weights);
    igraph_destroy(&graph);
}

int main(int argc, char **argv) {
    size_t nodes = argc > 1 ? strtoul(argv[1], NULL, 10) : 2000,
           links = argc > 2 ? strtoul(argv[2], NULL, 10) : 10000;
    int threads = argc > 4 ? atoi(argv[4]) : 0;
    const char *what = argc > 5 ? argv[5] : "both";
    uint32_t *from = malloc(links * sizeof *from), *to = malloc(links * sizeof *to);
    double *lengths = malloc(links * sizeof *lengths), *by_node = malloc(nodes * sizeof *by_node);
    if (!from || !to || !lengths || !by_node || nodes == 0)
        return 1;
    for (size_t e = 0; e < links; e++) {
        from[e] = next((uint32_t)nodes);
        to[e] = next((uint32_t)nodes);
        lengths[e] = 0.1 * (1 + next(1000));
    }
    glo_edges edges = {nodes, links, from, to, lengths, true};
    if (argc > 3 && strcmp(argv[3], "steps") == 0)
        edges.lengths = NULL;
    glo_job job = {.threads = threads};
    if (strcmp(what, "igraph") != 0) {
        double started = now();
        if (glo_graph_betweenness(&edges, &job, by_node, NULL) < 0)
            return 1;
        printf("betweenness %.3f\n", now() - started);
    }
    if (strcmp(what, "ours") != 0)
        compare(&edges, strcmp(what, "both") == 0 ? by_node : NULL);
    free(from);
    free(to);
    free(lengths);
    free(by_node);
    return 0;
}
