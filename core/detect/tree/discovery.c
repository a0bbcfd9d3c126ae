/* discovery.c: the false discovery rate over two trees at once. Procedure, proof and example in discovery.h. */
#include "detect/discovery.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>

/* What of R lies where, by zone and phenomenon (zone * phenomena.count + phenomenon). */
typedef struct discovery {
    const glo_discovery_tree *zones, *phenomena;
    const glo_tested *nodes;
    size_t count, tested;
    uint32_t *below;               /* nodes of R at this pair or below it */
    uint32_t *zone_branches;       /* children of the zone with some of R, on the phenomenon or below */
    uint32_t *phenomenon_branches; /* children of the phenomenon with some of R, in the zone or below */
    size_t apart;                  /* pairs of tops with some of R */
    size_t *in;                    /* R */
    size_t in_count;
} discovery;

static size_t at(const discovery *d, size_t zone, size_t phenomenon) {
    return zone * d->phenomena->count + phenomenon;
}

static size_t above(const glo_discovery_tree *tree, size_t node) {
    return tree->parents[node];
}

/* The pair has its first node of R (`by` 1), or lost its last (-1). */
static void turn(discovery *d, size_t zone, size_t phenomenon, int by) {
    size_t upper_zone = above(d->zones, zone), upper = above(d->phenomena, phenomenon);
    if (upper_zone != GLO_NO_PARENT)
        d->zone_branches[at(d, upper_zone, phenomenon)] += (uint32_t)by;
    if (upper != GLO_NO_PARENT)
        d->phenomenon_branches[at(d, zone, upper)] += (uint32_t)by;
    if (upper_zone == GLO_NO_PARENT && upper == GLO_NO_PARENT)
        d->apart += (size_t)by;
}

/* Counts a node in, or out, at every pair that it lies below. */
static void count_in(discovery *d, const glo_tested *node, int by) {
    for (size_t z = node->zone; z != GLO_NO_PARENT; z = above(d->zones, z)) {
        for (size_t p = node->phenomenon; p != GLO_NO_PARENT; p = above(d->phenomena, p)) {
            uint32_t *below = &d->below[at(d, z, p)];
            *below += (uint32_t)by;
            if (*below == (by > 0 ? 1 : 0))
                turn(d, z, p, by);
        }
    }
}

/* G of a node of R. The branch that it lies in itself is among those counted. */
static double least_alerts(const discovery *d, const glo_tested *node) {
    size_t alerts = d->apart;
    for (size_t z = above(d->zones, node->zone); z != GLO_NO_PARENT; z = above(d->zones, z))
        alerts += d->zone_branches[at(d, z, node->phenomenon)] - 1;
    for (size_t p = above(d->phenomena, node->phenomenon); p != GLO_NO_PARENT; p = above(d->phenomena, p))
        alerts += d->phenomenon_branches[at(d, node->zone, p)] - 1;
    return (double)alerts;
}

/* The level at which a node of R could just stay. */
static double needed(const discovery *d, size_t i) {
    return d->nodes[i].p * (double)d->tested / least_alerts(d, &d->nodes[i]);
}

/* Takes out of R what needs at least `level`, or with `beyond` more than it; q of these is `level`. How many went. */
static size_t take_out(discovery *d, double level, bool beyond, double *levels, glo_discovered *out) {
    size_t kept = 0, before = d->in_count;
    for (size_t k = 0; k < before; k++)
        levels[k] = needed(d, d->in[k]);
    for (size_t k = 0; k < before; k++) {
        if (beyond ? levels[k] > level : levels[k] >= level) {
            out[d->in[k]].q = fmin(1, level);
            count_in(d, &d->nodes[d->in[k]], -1);
        } else {
            d->in[kept++] = d->in[k];
        }
    }
    d->in_count = kept;
    return before - kept;
}

static double highest(const discovery *d) {
    double most = 0;
    for (size_t k = 0; k < d->in_count; k++)
        most = fmax(most, needed(d, d->in[k]));
    return most;
}

/* q of every node: first those that no level up to 1 keeps, many at once; then one after another, from the highest level down. */
static void find_levels(discovery *d, double *levels, glo_discovered *out) {
    while (take_out(d, 1, true, levels, out) > 0)
        continue;
    for (double level = 1; d->in_count > 0;) {
        level = fmin(level, highest(d));
        take_out(d, level, false, levels, out);
    }
}

static bool is_within(const glo_discovery_tree *tree, size_t node, size_t top) {
    while (node != top && node != GLO_NO_PARENT)
        node = above(tree, node);
    return node == top;
}

static bool are_related(const glo_discovery_tree *tree, size_t a, size_t b) {
    return is_within(tree, a, b) || is_within(tree, b, a);
}

typedef struct candidate {
    const glo_tested *node;
    size_t i;
} candidate;

static int compare_strength(const void *a, const void *b) {
    const candidate *x = a, *y = b;
    if (x->node->p != y->node->p)
        return x->node->p < y->node->p ? -1 : 1;
    if (x->node->score != y->node->score && !isnan(x->node->score) && !isnan(y->node->score))
        return x->node->score > y->node->score ? -1 : 1;
    return x->i < y->i ? -1 : 1;
}

/* From the strongest on, those that overlap none before. */
static void raise_alerts(const discovery *d, candidate *candidates, double level, glo_discovered *out) {
    size_t count = 0, raised = 0;
    for (size_t i = 0; i < d->count; i++) {
        if (out[i].q <= level)
            candidates[count++] = (candidate){&d->nodes[i], i};
    }
    qsort(candidates, count, sizeof *candidates, compare_strength);
    for (size_t k = 0; k < count; k++) {
        const glo_tested *node = candidates[k].node;
        bool overlaps = false;
        for (size_t r = 0; r < raised && !overlaps; r++) {
            overlaps = are_related(d->zones, node->zone, candidates[r].node->zone) &&
                       are_related(d->phenomena, node->phenomenon, candidates[r].node->phenomenon);
        }
        if (!overlaps) {
            out[candidates[k].i].is_raised = true;
            candidates[raised++] = candidates[k];
        }
    }
}

static void begin(discovery *d, glo_discovered *out) {
    for (size_t i = 0; i < d->count; i++) {
        out[i] = (glo_discovered){.q = NAN};
        if (isnan(d->nodes[i].p))
            continue;
        d->in[d->in_count++] = i;
        count_in(d, &d->nodes[i], 1);
    }
    d->tested = d->in_count;
}

glo_status glo_discover(const glo_discovery_tree *zones, const glo_discovery_tree *phenomena,
                        const glo_tested *nodes, size_t count, double level, glo_discovered *out) {
    discovery d = {.zones = zones, .phenomena = phenomena, .nodes = nodes, .count = count};
    size_t pairs = zones->count * phenomena->count;
    candidate *candidates = NULL;
    double *levels = NULL;
    glo_status status = glo_alloc_array(pairs, sizeof *d.below, &d.below);
    if (status == GLO_OK)
        status = glo_alloc_array(pairs, sizeof *d.zone_branches, &d.zone_branches);
    if (status == GLO_OK)
        status = glo_alloc_array(pairs, sizeof *d.phenomenon_branches, &d.phenomenon_branches);
    if (status == GLO_OK)
        status = glo_alloc_array(count, sizeof *d.in, &d.in);
    if (status == GLO_OK)
        status = glo_alloc_array(count, sizeof *levels, &levels);
    if (status == GLO_OK)
        status = glo_alloc_array(count, sizeof *candidates, &candidates);
    if (status == GLO_OK) {
        begin(&d, out);
        find_levels(&d, levels, out);
        raise_alerts(&d, candidates, level, out);
    }
    free(d.below);
    free(d.zone_branches);
    free(d.phenomenon_branches);
    free(d.in);
    free(levels);
    free(candidates);
    return status;
}
