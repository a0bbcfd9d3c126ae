/* figure_trees.c: totals beside their parts up both trees, and the ranges that totals bound: steps 4 and 5 of figures.h. */
#include "base/alloc.h"
#include "base/err.h"
#include "figures/figure_list.h"

#include <stdlib.h>
#include <string.h>

/* ---- the trees: a total stands beside its parts ---- */

/* Figures of a zone on one phenomenon, events apart: items[from] to items[to - 1], by time; none meets another. */
typedef struct group {
    size_t from, to;
} group;

typedef struct nesting {
    glo_figures *f;
    group *groups;   /* per phenomenon, of the zone at hand; empty where to == from */
    uint32_t *nodes; /* those with a group, ascending */
    size_t node_count;
    glo_figure *masks; /* what is taken off where only a part is known; sorted into the items at the end */
    size_t mask_count, mask_room;
} nesting;

/* The figure of a group whose time meets that of `part`; NULL when there is none. */
static glo_figure *find_total(const nesting *n, uint32_t node, const glo_figure *part) {
    size_t low = n->groups[node].from, high = n->groups[node].to, from = low;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (n->f->items[middle].first <= part->last)
            low = middle + 1;
        else
            high = middle;
    }
    glo_figure *last = low > from ? &n->f->items[low - 1] : NULL;
    return last && last->last >= part->first ? last : NULL;
}

static uint32_t parent_of(const nesting *n, uint32_t node) {
    return glo_tree_nodes(n->f->pass->plan->spec->phenomena)[node].parent;
}

/* Whether the zone has a figure of the same time on a narrower phenomenon. */
static bool has_part(const nesting *n, const glo_figure *item) {
    uint32_t end = glo_tree_nodes(n->f->pass->plan->spec->phenomena)[item->node].end;
    for (size_t k = 0; k < n->node_count; k++) {
        if (n->nodes[k] > item->node && n->nodes[k] < end && find_total(n, n->nodes[k], item))
            return true;
    }
    return false;
}

static glo_status add_mask(nesting *n, uint32_t zone, const glo_figure *item) {
    glo_figure mask = *item;
    mask.zone = zone;
    memset(mask.published, 0, sizeof mask.published);
    for (int s = 0; s < GLO_SUMS; s++) {
        if (item->sums[s] == INT64_MIN)
            return glo_block_fail_overflow();
        mask.sums[s] = -item->sums[s];
    }
    n->f->pass->accumulator.note.overlaps++;
    if (glo_alloc_grow(&n->masks, &n->mask_room, n->mask_count + 1, sizeof *n->masks) < 0)
        return GLO_ENOMEM;
    n->masks[n->mask_count++] = mask;
    return GLO_OK;
}

/* What lies below the zone and is its own total's part, taken off that. */
static glo_status take_part(nesting *n, uint32_t zone, const glo_figure *item, int is_mask) {
    for (uint32_t node = item->node; node != GLO_NO_NODE; node = parent_of(n, node)) {
        glo_figure *total = find_total(n, node, item);
        if (total)
            return glo_figure_subtract_sums(total->sums, item->sums);
    }
    return !is_mask && !item->adds && has_part(n, item) ? add_mask(n, zone, item) : GLO_OK;
}

/* Figures of the zone on narrower phenomena, taken off those on wider ones: with what lies below they come to what
 * was published. */
static glo_status take_own_parts(nesting *n, const glo_figure *item) {
    for (uint32_t node = parent_of(n, item->node); node != GLO_NO_NODE; node = parent_of(n, node)) {
        glo_figure *total = find_total(n, node, item);
        if (total)
            return glo_figure_subtract_sums(total->sums, item->published);
    }
    return GLO_OK;
}

static void note_totals(nesting *n, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        const glo_figure *item = &n->f->items[i];
        if (item->adds || memcmp(item->sums, item->published, sizeof item->sums) == 0)
            continue;
        n->f->pass->accumulator.note.totals++;
        if (item->sums[GLO_SUM_COUNT] <
            -item->published[GLO_SUM_EXTRA]) /* the least of the parts, above it */
            n->f->pass->accumulator.note.exceeded++;
    }
}

static int compare_times(const void *a, const void *b) {
    const glo_figure *x = a, *y = b;
    const int64_t keys[][2] = {
        {x->node, y->node}, {y->adds, x->adds}, {x->first, y->first}, {x->rank, y->rank}};
    return glo_figure_compare_keys(keys, sizeof keys / sizeof keys[0]);
}

/* Groups the figures items[from] to items[to - 1], all of one zone. */
static void make_groups(nesting *n, size_t from, size_t to) {
    glo_figure *items = n->f->items;
    qsort(items + from, to - from, sizeof *items, compare_times);
    n->node_count = 0;
    for (size_t i = from; i < to; i++) {
        group *g = &n->groups[items[i].node];
        if (items[i].adds)
            continue;
        if (g->to == g->from) {
            *g = (group){i, i};
            n->nodes[n->node_count++] = items[i].node;
        }
        g->to = i + 1;
    }
}

static void clear_groups(nesting *n) {
    for (size_t k = 0; k < n->node_count; k++)
        n->groups[n->nodes[k]] = (group){0, 0};
}

/* Resolves the zone whose figures are items[from] to items[to - 1]; those of zones below it are items[to] to
 * items[end - 1], resolved before. */
static glo_status resolve_zone(nesting *n, size_t from, size_t to, size_t end) {
    glo_figures *f = n->f;
    uint32_t zone = f->items[from].zone, zone_end = glo_tree_nodes(f->pass->plan->spec->zones)[zone].end;
    glo_status status = GLO_OK;
    make_groups(n, from, to);
    for (size_t i = to; status == GLO_OK && i < end; i++)
        status = take_part(n, zone, &f->items[i], 0);
    for (size_t m = 0; status == GLO_OK && m < n->mask_count; m++) {
        const glo_figure mask = n->masks[m];
        if (mask.zone > zone && mask.zone < zone_end && mask.category == f->items[from].category)
            status = take_part(n, zone, &mask, 1);
    }
    for (size_t i = from; status == GLO_OK && i < to; i++) {
        if (!f->items[i].adds)
            status = take_own_parts(n, &f->items[i]);
        else
            status = take_part(n, zone, &f->items[i], 0);
    }
    note_totals(n, from, to);
    clear_groups(n);
    return status;
}

/* The zones of one category, the last first. */
static glo_status resolve_category(nesting *n, size_t from, size_t to) {
    glo_figures *f = n->f;
    const glo_node *zones = glo_tree_nodes(f->pass->plan->spec->zones);
    glo_status status = GLO_OK;
    for (size_t last = to; status == GLO_OK && last > from;) {
        size_t first = last - 1, end = last;
        uint32_t zone = f->items[first].zone;
        while (first > from && f->items[first - 1].zone == zone)
            first--;
        while (end < to && f->items[end].zone < zones[zone].end)
            end++;
        if ((status = glo_accumulator_stop(&f->pass->accumulator)) == GLO_OK)
            status = resolve_zone(n, first, last, end);
        last = first;
    }
    return status;
}

/* ---- ranges that an exact total bounds ---- */

/* Of the figures of a phenomenon, the first that does not begin before `day`. */
static size_t find_begin(const nesting *n, uint32_t node, int32_t day) {
    size_t low = n->groups[node].from, high = n->groups[node].to;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (n->f->items[middle].first < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_part_of(const nesting *n, const glo_figure *part, const glo_figure *total) {
    for (uint32_t node = parent_of(n, part->node); node != GLO_NO_NODE; node = parent_of(n, node)) {
        const glo_figure *nearest = find_total(n, node, part);
        if (nearest)
            return nearest == total && glo_figure_is_same_source(part, total);
    }
    return false;
}

typedef glo_status (*part_fn)(nesting *n, glo_figure *part, int64_t *state);

/* Calls for each part of a total: figures of its source and time on narrower phenomena, none between. */
static glo_status each_part(nesting *n, size_t k, const glo_figure *total, part_fn call, int64_t *state) {
    uint32_t end = glo_tree_nodes(n->f->pass->plan->spec->phenomena)[total->node].end;
    glo_status status = GLO_OK;
    for (size_t p = k + 1; p < n->node_count && n->nodes[p] < end; p++) {
        const group *g = &n->groups[n->nodes[p]];
        for (size_t i = find_begin(n, n->nodes[p], total->first);
             status == GLO_OK && i < g->to && n->f->items[i].last <= total->last; i++) {
            if (is_part_of(n, &n->f->items[i], total))
                status = call(n, &n->f->items[i], state);
        }
    }
    return status;
}

static glo_status take_least(nesting *n, glo_figure *part, int64_t *left) {
    (void)n;
    return __builtin_sub_overflow(*left, part->sums[GLO_SUM_COUNT], left) ? glo_block_fail_overflow()
                                                                          : GLO_OK;
}

static glo_status cap_part(nesting *n, glo_figure *part, int64_t *left) {
    uint8_t flags = n->f->pass->plan->phenomenon_flags[part->node];
    n->f->pass->accumulator.handlings[part->handling] = 1;
    if (part->sums[GLO_SUM_EXTRA] > *left) {
        part->sums[GLO_SUM_EXTRA] = part->published[GLO_SUM_EXTRA] = *left;
        n->f->pass->accumulator.note.narrowed += (flags & GLO_NODE_OUTPUT) != 0;
    }
    return GLO_OK;
}

static glo_status note_range(nesting *n, glo_figure *part, int64_t *ranges) {
    (void)n;
    *ranges += part->sums[GLO_SUM_EXTRA] != 0;
    return GLO_OK;
}

/* Parts are disjoint where the least of them do not exceed the total: none is more than the least of the others leave. */
static glo_status narrow_parts(nesting *n, size_t k, const glo_figure *total) {
    int64_t left = total->sums[GLO_SUM_COUNT], ranges = 0;
    if (total->sums[GLO_SUM_EXTRA] != 0)
        return GLO_OK;
    glo_status status = each_part(n, k, total, note_range, &ranges);
    if (status == GLO_OK && ranges > 0)
        status = each_part(n, k, total, take_least, &left);
    if (status < 0 || ranges == 0 || left < 0)
        return status;
    n->f->pass->accumulator.handlings[total->handling] = 1;
    return each_part(n, k, total, cap_part, &left);
}

static glo_status narrow_zone(nesting *n, size_t from, size_t to) {
    int64_t ranges = 0;
    glo_status status = GLO_OK;
    for (size_t i = from; i < to; i++)
        ranges += !n->f->items[i].adds && n->f->items[i].sums[GLO_SUM_EXTRA] != 0;
    if (ranges == 0)
        return GLO_OK;
    make_groups(n, from, to);
    for (size_t k = 0; status == GLO_OK && k < n->node_count; k++) {
        const group *g = &n->groups[n->nodes[k]];
        for (size_t i = g->from; status == GLO_OK && i < g->to; i++)
            status = narrow_parts(n, k, &n->f->items[i]);
    }
    clear_groups(n);
    return status;
}

/* Narrows ranges, zone by zone; then what is not asked has done its work. */
static glo_status narrow_ranges(nesting *n) {
    glo_figures *f = n->f;
    size_t kept = 0;
    glo_status status = GLO_OK;
    if (!f->has_ranges)
        return GLO_OK;
    for (size_t from = 0, to; status == GLO_OK && from < f->count; from = to) {
        for (to = from + 1; to < f->count && f->items[to].category == f->items[from].category &&
                            f->items[to].zone == f->items[from].zone;
             to++)
            ;
        if ((status = glo_accumulator_stop(&f->pass->accumulator)) == GLO_OK)
            status = narrow_zone(n, from, to);
    }
    for (size_t i = 0; i < f->count; i++) {
        if (f->items[i].is_asked)
            f->items[kept++] = f->items[i];
    }
    f->count = kept;
    return status;
}

glo_status glo_figures_resolve_trees(glo_figures *f) {
    nesting n = {.f = f};
    uint32_t phenomena = glo_tree_count(f->pass->plan->spec->phenomena);
    glo_status status = glo_alloc_array(phenomena, sizeof *n.groups, &n.groups);
    if (status == GLO_OK)
        status = glo_alloc_array(phenomena, sizeof *n.nodes, &n.nodes);
    if (status == GLO_OK)
        status = narrow_ranges(&n);
    for (size_t from = 0, to; status == GLO_OK && from < f->count; from = to) {
        for (to = from + 1; to < f->count && f->items[to].category == f->items[from].category; to++)
            ;
        status = resolve_category(&n, from, to);
    }
    for (size_t m = 0; status == GLO_OK && m < n.mask_count; m++)
        status = glo_figures_add(f, &n.masks[m]);
    free(n.groups);
    free(n.nodes);
    free(n.masks);
    return status;
}
