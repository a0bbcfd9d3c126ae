/* test_graph.c: distances and betweenness against Floyd's method and a count of paths, closures against all choices tried. */
#include "network/graph.h"
#include "network/interdict.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { NODES = 8, LINKS = 18 };

static uint32_t state = 7;
static uint32_t next(uint32_t below) {
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % below;
}

typedef struct example {
    uint32_t from[LINKS], to[LINKS];
    double lengths[LINKS];
    glo_edges edges;
} example;

static void make(example *x) {
    for (size_t e = 0; e < LINKS; e++) {
        x->from[e] = next(NODES);
        x->to[e] = next(NODES);
        x->lengths[e] = 1 + next(50);
    }
    x->edges = (glo_edges){NODES, LINKS, x->from, x->to, x->lengths, true};
}

static void floyd(const example *x, uint32_t without, double out[NODES][NODES]) {
    for (size_t i = 0; i < NODES; i++) {
        for (size_t j = 0; j < NODES; j++)
            out[i][j] = i == j ? 0 : INFINITY;
    }
    for (size_t e = 0; e < LINKS; e++) {
        if (!(without >> e & 1))
            out[x->from[e]][x->to[e]] = fmin(out[x->from[e]][x->to[e]], x->lengths[e]);
    }
    for (size_t k = 0; k < NODES; k++) {
        for (size_t i = 0; i < NODES; i++) {
            for (size_t j = 0; j < NODES; j++)
                out[i][j] = fmin(out[i][j], out[i][k] + out[k][j]);
        }
    }
}

static void test_distances(void **unused) {
    (void)unused;
    for (int trial = 0; trial < 20; trial++) {
        example x;
        double expected[NODES][NODES], found[NODES * NODES];
        const uint32_t all[NODES] = {0, 1, 2, 3, 4, 5, 6, 7};
        make(&x);
        floyd(&x, 0, expected);
        assert_int_equal(GLO_OK, glo_graph_distances(&x.edges, all, NODES, NULL, found));
        for (size_t i = 0; i < NODES; i++) {
            for (size_t j = 0; j < NODES; j++)
                assert_true(found[i * NODES + j] == expected[i][j]);
        }
    }
}

/* A path of five: 0 3 4 3 0 by hand; each link of a star of one centre and four others carries 4. */
static void test_betweenness(void **unused) {
    (void)unused;
    const uint32_t a[4] = {0, 1, 2, 3}, b[4] = {1, 2, 3, 4}, centre[4] = {0, 0, 0, 0};
    double found[5], links[4];
    glo_edges path = {5, 4, a, b, NULL, false}, star = {5, 4, centre, b, NULL, false};
    const double expected[5] = {0, 3, 4, 3, 0};
    assert_int_equal(GLO_OK, glo_graph_betweenness(&path, NULL, found, NULL));
    for (size_t i = 0; i < 5; i++)
        assert_true(found[i] == expected[i]);
    assert_int_equal(GLO_OK, glo_graph_betweenness(&star, NULL, NULL, links));
    for (size_t e = 0; e < 4; e++)
        assert_true(links[e] == 4);
    atomic_bool cancel = true;
    glo_job job = {.threads = 1, .cancel = &cancel};
    assert_int_equal(GLO_ECANCELLED, glo_graph_betweenness(&path, &job, found, NULL));
}

/* All sets of up to three links. */
static double best_closure(const example *x, size_t most, double budget, const double *costs) {
    double best = 0;
    for (uint32_t set = 0; set < 1u << LINKS; set++) {
        double distances[NODES][NODES], cost = 0;
        if ((size_t)__builtin_popcount(set) > most)
            continue;
        for (size_t e = 0; e < LINKS; e++)
            cost += set >> e & 1 ? costs[e] : 0;
        if (cost > budget)
            continue;
        floyd(x, set, distances);
        best = fmax(best, distances[0][NODES - 1]);
    }
    return best;
}

static void test_interdict(void **unused) {
    (void)unused;
    for (int trial = 0; trial < 6; trial++) {
        example x;
        double costs[LINKS], before[NODES][NODES];
        uint32_t closed[3];
        make(&x);
        for (size_t e = 0; e < LINKS; e++)
            costs[e] = 1 + next(3);
        const bool is_source[NODES] = {true}, is_target[NODES] = {[NODES - 1] = true};
        glo_interdiction spec = {.edges = &x.edges,
                                 .costs = costs,
                                 .most = 3,
                                 .budget = 4,
                                 .is_source = is_source,
                                 .is_target = is_target};
        glo_interdicted found;
        floyd(&x, 0, before);
        assert_int_equal(GLO_OK, glo_interdict(&spec, NULL, closed, &found));
        assert_true(found.before == before[0][NODES - 1]);
        assert_true(found.after == best_closure(&x, 3, 4, costs));
    }
}

/* A square with a tail: 4 - 3, 3 in the square 0 1 2 3. */
static void test_losses_and_cut(void **unused) {
    (void)unused;
    const uint32_t a[5] = {0, 1, 2, 3, 3}, b[5] = {1, 2, 3, 0, 4};
    const double capacity[5] = {3, 2, 7, 4, 9};
    uint32_t pieces[5], lost[5];
    bool is_cut[5];
    double value;
    glo_edges edges = {5, 5, a, b, capacity, false};
    assert_int_equal(GLO_OK, glo_graph_losses(&edges, NULL, pieces, lost, NULL, NULL));
    assert_int_equal(2, pieces[3]);
    assert_int_equal(1, lost[3]);
    assert_int_equal(0, lost[0]);
    assert_int_equal(GLO_OK, glo_graph_min_cut(&edges, 0, 4, NULL, &value, is_cut));
    assert_true(value == 6); /* 0-3 and the less of the two on the other way */
    assert_true(!is_cut[0] && is_cut[1] && !is_cut[2] && is_cut[3] && !is_cut[4]);
}

static void test_paths(void **unused) {
    (void)unused;
    const uint32_t a[5] = {0, 1, 0, 2, 1}, b[5] = {1, 3, 2, 3, 0}; /* with a circle 0 1 0 */
    const double lengths[5] = {1, 1, 2, 2, 0};
    glo_paths paths;
    glo_edges edges = {4, 5, a, b, lengths, true};
    assert_int_equal(GLO_OK, glo_graph_paths(&edges, 0, 3, 10, NULL, &paths));
    assert_int_equal(2, paths.count);
    assert_int_equal(2, paths.starts[1]);
    assert_int_equal(0, paths.edges[0]);
    assert_int_equal(1, paths.edges[1]);
    assert_int_equal(2, paths.edges[2]);
    glo_paths_dispose(&paths);
    atomic_bool cancel = true;
    glo_job job = {.threads = 1, .cancel = &cancel};
    double value;
    bool is_cut[5];
    glo_status status = glo_graph_paths(&edges, 0, 3, 10, &job, &paths);
    assert_true(status == GLO_OK || status == GLO_ECANCELLED); /* small ones are done before they look */
    if (status == GLO_OK)
        glo_paths_dispose(&paths);
    status = glo_graph_min_cut(&edges, 0, 3, &job, &value, is_cut);
    assert_true(status == GLO_OK || status == GLO_ECANCELLED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_distances), cmocka_unit_test(test_betweenness),
        cmocka_unit_test(test_interdict), cmocka_unit_test(test_losses_and_cut),
        cmocka_unit_test(test_paths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
