/* totals.c: facts summed up a tree, unknown staying unknown. Rules in tree.h at glo_tree_totals.
 *
 * A fact of a node that has moved goes where its figures go, by the same weights: it joins the target's own fact of
 * that year, or stands for it where the target has none and every node that moved there has one. So the population
 * of a merged municipality is that of its parts in the years before it existed.
 */
#include "base/alloc.h"
#include "base/err.h"
#include "cube/tree.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static int64_t distance(int64_t a, int64_t b) {
    return a > b ? a - b : b - a;
}

/* Whether year `a` is to be taken over year `b` when asked for `year`: the nearest, of two the earlier. */
static bool is_better(int64_t a, int64_t b, int64_t year) {
    int64_t here = distance(a, year), there = distance(b, year);
    return here < there || (here == there && a <= b);
}

/* Whether a fact of year `a` says nothing of `year`; one without a year (0) always does. */
static bool is_too_far(int64_t a, int64_t year, int64_t within) {
    return within > 0 && a != 0 && distance(a, year) > within;
}

/* A fact on its way to a node to which others moved. */
typedef struct followed_fact {
    uint32_t node;
    int64_t year;
    double value;
    size_t order; /* of arrival: sums must not depend on how a sort treats equals */
    bool is_own;
} followed_fact;

typedef struct reading {
    const glo_tree *tree;
    int64_t year; /* asked for */
    double *values;
    int64_t *years;
    uint32_t *sources; /* per node, how many moved there */
    followed_fact *followed;
    size_t followed_count, followed_room;
} reading;

static void take_if_better(reading *r, uint32_t node, int64_t year, double value) {
    if (isnan(r->values[node]) || is_better(year, r->years[node], r->year)) {
        r->values[node] = value;
        r->years[node] = year;
    }
}

static void count_sources(reading *r) {
    for (uint32_t node = 0; node < glo_tree_count(r->tree); node++) {
        const glo_target *targets;
        size_t count = glo_tree_nodes(r->tree)[node].moved ? glo_tree_targets(r->tree, node, &targets) : 0;
        for (size_t i = 0; i < count; i++)
            r->sources[targets[i].node]++;
    }
}

static glo_status follow(reading *r, uint32_t node, int64_t year, double value, bool is_own) {
    if (glo_alloc_grow(&r->followed, &r->followed_room, r->followed_count + 1, sizeof *r->followed) < 0)
        return GLO_ENOMEM;
    r->followed[r->followed_count] = (followed_fact){node, year, value, r->followed_count, is_own};
    r->followed_count++;
    return GLO_OK;
}

/* The node's own fact, and what of it goes to its targets. */
static glo_status take_fact(reading *r, uint32_t node, int64_t year, double value) {
    const glo_target *targets;
    double sum = 0;
    if (r->sources[node] > 0)
        return follow(r, node, year, value, true);
    take_if_better(r, node, year, value);
    if (!glo_tree_nodes(r->tree)[node].moved)
        return GLO_OK;
    size_t count = glo_tree_targets(r->tree, node, &targets);
    for (size_t i = 0; i < count; i++)
        sum += (double)targets[i].weight;
    for (size_t i = 0; i < count; i++) {
        double part = value * ((double)targets[i].weight / sum);
        if (follow(r, targets[i].node, year, part, false) < 0)
            return GLO_ENOMEM;
    }
    return GLO_OK;
}

static int compare_followed(const void *a, const void *b) {
    const followed_fact *x = a, *y = b;
    if (x->node != y->node)
        return x->node < y->node ? -1 : 1;
    if (x->year != y->year)
        return x->year < y->year ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

/* Adds up what came to a node for a year; parts without the whole are no fact, unless the node has its own. */
static void join_followed(reading *r) {
    const followed_fact *facts = r->followed;
    if (r->followed_count > 0)
        qsort(r->followed, r->followed_count, sizeof *r->followed, compare_followed);
    for (size_t from = 0, to; from < r->followed_count; from = to) {
        uint32_t parts = 0;
        bool has_own = false;
        double sum = 0;
        for (to = from; to < r->followed_count && facts[to].node == facts[from].node &&
                        facts[to].year == facts[from].year;
             to++) {
            sum += facts[to].value;
            has_own = has_own || facts[to].is_own;
            parts += !facts[to].is_own;
        }
        if (has_own || parts == r->sources[facts[from].node])
            take_if_better(r, facts[from].node, facts[from].year, sum);
    }
}

/* Each node's fact of the nearest year into `values`, NaN where it has none. */
static glo_status read_facts(reading *r, const glo_frame *facts, int64_t within) {
    const glo_column *zone, *when, *value;
    glo_status status;
    if ((status = glo_frame_need(facts, "zone", GLO_TYPE_INTEGER, &zone)) < 0 ||
        (status = glo_frame_need(facts, "year", GLO_TYPE_INTEGER, &when)) < 0 ||
        (status = glo_frame_need(facts, "value", GLO_TYPE_REAL, &value)) < 0)
        return status;
    for (uint32_t node = 0; node < glo_tree_count(r->tree); node++) {
        r->values[node] = NAN;
        r->years[node] = 0;
    }
    count_sources(r);
    for (size_t i = 0; i < glo_frame_rows(facts); i++) {
        uint32_t node;
        if (glo_column_is_null(value, i) || isnan(value->reals[i]) ||
            is_too_far(when->integers[i], r->year, within) ||
            !glo_tree_find_id(r->tree, zone->integers[i], &node))
            continue;
        if ((status = take_fact(r, node, when->integers[i], value->reals[i])) < 0)
            return status;
    }
    join_followed(r);
    return GLO_OK;
}

static bool is_ignored(const glo_tree *tree, const glo_node *node, const char *const *ignored,
                       size_t ignored_count) {
    for (size_t i = 0; i < ignored_count; i++) {
        if (strcmp(glo_tree_kind(tree, node->kind), ignored[i]) == 0)
            return true;
    }
    return node->retired;
}

typedef struct sums {
    const glo_node *nodes;
    const uint8_t *counts; /* per node: whether it counts into its parent */
    double *values;
    int64_t *years;
    int64_t year;
} sums;

/* The sum of the node's children that count, its year the farthest of theirs; whether the node has anything to say: a
 * child that counts, or no children at all where it should have its own fact. */
static void sum_children(const sums *s, uint32_t node, int *out_says) {
    const glo_node *nodes = s->nodes;
    double sum = 0;
    int any = 0, children = 0;
    for (uint32_t child = node + 1; child < nodes[node].end; child = nodes[child].end) {
        children = 1;
        if (!s->counts[child])
            continue;
        sum += s->values[child]; /* NaN stays NaN */
        if (!any || distance(s->years[child], s->year) > distance(s->years[node], s->year))
            s->years[node] = s->years[child];
        any = 1;
    }
    *out_says = any || (!children && !nodes[node].displaced);
    s->values[node] = any ? sum : NAN;
}

glo_status glo_tree_totals_near(const glo_tree *tree, const glo_frame *facts, int64_t year, int64_t within,
                                const char *const *ignored, size_t ignored_count, double *out,
                                int64_t *out_years) {
    uint32_t count = glo_tree_count(tree);
    const glo_node *nodes = glo_tree_nodes(tree);
    uint8_t *counts = NULL;
    reading r = {.tree = tree, .year = year, .values = out, .years = out_years};
    glo_status status = glo_alloc_array(count, sizeof *r.sources, &r.sources);
    if (status == GLO_OK)
        status = glo_alloc_array(count, sizeof *counts, &counts);
    if (status == GLO_OK)
        status = read_facts(&r, facts, within);
    sums s = {nodes, counts, out, out_years, year};
    /* Children have higher numbers than their parent, so they are done before it. */
    for (uint32_t node = count; status == GLO_OK && node-- > 0;) {
        int says = 1;
        if (isnan(out[node]))
            sum_children(&s, node, &says);
        counts[node] = (uint8_t)(says && !is_ignored(tree, &nodes[node], ignored, ignored_count));
    }
    free(counts);
    free(r.sources);
    free(r.followed);
    return status;
}

glo_status glo_tree_totals(const glo_tree *tree, const glo_frame *facts, int64_t year,
                           const char *const *ignored, size_t ignored_count, double *out) {
    int64_t *years;
    glo_status status = glo_alloc_array(glo_tree_count(tree), sizeof *years, &years);
    if (status < 0)
        return status;
    status = glo_tree_totals_near(tree, facts, year, 0, ignored, ignored_count, out, years);
    free(years);
    return status;
}
