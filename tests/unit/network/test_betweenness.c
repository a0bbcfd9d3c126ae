/* test_betweenness.c: betweenness against igraph's own, by nodes and by links, with and without lengths and directions; the same bits on
 * any number of threads; links of no length.
 *
 * Reference: igraph 0.10, igraph_betweenness and igraph_edge_betweenness, on graphs made here. scripts/bench compares larger ones.
 */
#include "network/graph.h"

#include <igraph.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { NODES = 300, LINKS = 1500 };

static uint32_t state = 11;
static uint32_t next(uint32_t below) {
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % below;
}

static uint32_t from[LINKS], to[LINKS];
static double lengths[LINKS];

/* Few different lengths, so that many ways are equally long: 0.1 + 0.2 and 0.3 among them. Loops and parallel links happen. */
static glo_edges make(bool has_lengths, bool is_directed) {
    for (size_t e = 0; e < LINKS; e++) {
        from[e] = next(NODES);
        to[e] = next(NODES);
        lengths[e] = 0.1 * (1 + next(9));
    }
    return (glo_edges){NODES, LINKS, from, to, has_lengths ? lengths : NULL, is_directed};
}

static void ask_igraph(const glo_edges *edges, double *by_node, double *by_edge) {
    igraph_t graph;
    igraph_vector_int_t ends;
    igraph_vector_t weights, found;
    igraph_vector_int_init(&ends, (igraph_integer_t)(2 * edges->count));
    igraph_vector_init(&weights, (igraph_integer_t)edges->count);
    igraph_vector_init(&found, 0);
    for (size_t e = 0; e < edges->count; e++) {
        VECTOR(ends)[2 * e] = edges->from[e];
        VECTOR(ends)[2 * e + 1] = edges->to[e];
        VECTOR(weights)[e] = edges->lengths ? edges->lengths[e] : 1;
    }
    igraph_create(&graph, &ends, (igraph_integer_t)edges->nodes, edges->is_directed);
    igraph_betweenness(&graph, &found, igraph_vss_all(), edges->is_directed,
                       edges->lengths ? &weights : NULL);
    memcpy(by_node, VECTOR(found), edges->nodes * sizeof *by_node);
    igraph_edge_betweenness(&graph, &found, edges->is_directed, edges->lengths ? &weights : NULL);
    memcpy(by_edge, VECTOR(found), edges->count * sizeof *by_edge);
    igraph_vector_destroy(&found);
    igraph_vector_destroy(&weights);
    igraph_vector_int_destroy(&ends);
    igraph_destroy(&graph);
}

static void assert_near(const double *a, const double *b, size_t count) {
    for (size_t i = 0; i < count; i++)
        assert_true(fabs(a[i] - b[i]) <= 1e-9 * fmax(1, fabs(b[i])));
}

static void test_against_igraph(void **unused) {
    (void)unused;
    for (int kind = 0; kind < 4; kind++) {
        double nodes[NODES], links[LINKS], their_nodes[NODES], their_links[LINKS];
        glo_edges edges = make(kind & 1, kind & 2);
        assert_int_equal(GLO_OK, glo_graph_betweenness(&edges, NULL, nodes, links));
        ask_igraph(&edges, their_nodes, their_links);
        assert_near(nodes, their_nodes, NODES);
        assert_near(links, their_links, LINKS);
    }
}

static void test_threads(void **unused) {
    (void)unused;
    double one[NODES], three[NODES];
    glo_edges edges = make(true, true);
    glo_job alone = {.threads = 1}, job = {.threads = 3};
    assert_int_equal(GLO_OK, glo_graph_betweenness(&edges, &alone, one, NULL));
    assert_int_equal(GLO_OK, glo_graph_betweenness(&edges, &job, three, NULL));
    assert_memory_equal(one, three, sizeof one);
}

/* 0 to 3 straight or by 1 or by 1 and 2, all of length 5: of links without length the fewest, so 1 alone is between. */
static void test_no_length(void **unused) {
    (void)unused;
    const uint32_t a[4] = {0, 1, 1, 2}, b[4] = {1, 3, 2, 3};
    const double length[4] = {5, 0, 0, 0}, expected[4] = {0, 2, 0, 0};
    double found[4];
    glo_edges edges = {4, 4, a, b, length, true};
    assert_int_equal(GLO_OK, glo_graph_betweenness(&edges, NULL, found, NULL));
    for (size_t i = 0; i < 4; i++)
        assert_true(found[i] == expected[i]);
}

static void test_refusals(void **unused) {
    (void)unused;
    double found[NODES];
    glo_edges edges = make(false, false), large = edges, empty = {1, 0, from, to, NULL, true};
    large.nodes = GLO_MOST_NODES + 1;
    assert_int_equal(GLO_EINVAL, glo_graph_betweenness(&large, NULL, found, NULL));
    atomic_bool cancel = true;
    glo_job job = {.threads = 2, .cancel = &cancel};
    assert_int_equal(GLO_ECANCELLED, glo_graph_betweenness(&edges, &job, found, NULL));
    assert_int_equal(GLO_OK, glo_graph_betweenness(&empty, NULL, found, NULL));
    assert_true(found[0] == 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_against_igraph),
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_no_length),
        cmocka_unit_test(test_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
