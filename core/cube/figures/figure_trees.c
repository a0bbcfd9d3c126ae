/* figure_trees.c: totals beside their parts up both trees: step 5 of figures.h. */
#include "base/alloc.h"
#include "base/err.h"
#include "figures/figure_groups.h"

#include <stdlib.h>
#include <string.h>

typedef struct nesting {
    glo_grouping by;
    glo_figure *masks; /* what is taken off where only a part is known; sorted into the items at the end */
    size_t mask_count, mask_room;
} nesting;

static uint32_t parent_of(const nesting *n, uint32_t node) {
    return glo_grouping_parent(&n->by, node);
}

/* Whether the zone has a figure of the same time on a narrower phenomenon. */
static bool has_part(const nesting *n, const glo_figure *item) {
    uint32_t end = glo_tree_nodes(n->by.f->pass->plan->spec->phenomena)[item->node].end;
    for (size_t k = 0; k < n->by.node_count; k++) {
        if (n->by.nodes[k] > item->node && n->by.nodes[k] < end &&
            glo_grouping_find(&n->by, n->by.nodes[k], item))
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
    n->by.f->pass->accumulator.note.overlaps += !item->is_cap;
    if (glo_alloc_grow(&n->masks, &n->mask_room, n->mask_count + 1, sizeof *n->masks) < 0)
        return GLO_ENOMEM;
    n->masks[n->mask_count++] = mask;
    return GLO_OK;
}

/* What lies below the zone and is its own total's part, taken off that. */
static glo_status take_part(nesting *n, uint32_t zone, const glo_figure *item, int is_mask) {
    for (uint32_t node = item->node; node != GLO_NO_NODE; node = parent_of(n, node)) {
        glo_figure *total = glo_grouping_find(&n->by, node, item);
        if (total)
            return glo_figure_subtract_sums(total->sums, item->sums);
    }
    return !is_mask && (!item->adds || item->is_cap) && has_part(n, item) ? add_mask(n, zone, item) : GLO_OK;
}

/* Figures of the zone on narrower phenomena, taken off those on wider ones: with what lies below they come to what
 * was published. */
static glo_status take_own_parts(nesting *n, const glo_figure *item) {
    for (uint32_t node = parent_of(n, item->node); node != GLO_NO_NODE; node = parent_of(n, node)) {
        glo_figure *total = glo_grouping_find(&n->by, node, item);
        if (total)
            return glo_figure_subtract_sums(total->sums, item->published);
    }
    return GLO_OK;
}

static void note_totals(nesting *n, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        const glo_figure *item = &n->by.f->items[i];
        if (item->adds || memcmp(item->sums, item->published, sizeof item->sums) == 0)
            continue;
        n->by.f->pass->accumulator.note.totals++;
        if (item->sums[GLO_SUM_COUNT] <
            -item->published[GLO_SUM_EXTRA]) /* the least of the parts, above it */
            n->by.f->pass->accumulator.note.exceeded++;
    }
}

/* Resolves the zone whose figures are items[from] to items[to - 1]; those of zones below it are items[to] to
 * items[end - 1], resolved before. */
static glo_status resolve_zone(nesting *n, size_t from, size_t to, size_t end) {
    glo_figures *f = n->by.f;
    uint32_t zone = f->items[from].zone, zone_end = glo_tree_nodes(f->pass->plan->spec->zones)[zone].end;
    glo_status status = GLO_OK;
    glo_grouping_make(&n->by, from, to);
    for (size_t i = to; status == GLO_OK && i < end; i++)
        status = take_part(n, zone, &f->items[i], 0);
    for (size_t m = 0; status == GLO_OK && m < n->mask_count; m++) {
        const glo_figure mask = n->masks[m];
        if (mask.zone > zone && mask.zone < zone_end && mask.category == f->items[from].category)
            status = take_part(n, zone, &mask, 1);
    }
    for (size_t i = from; status == GLO_OK && i < to; i++) {
        if (!f->items[i].adds || f->items[i].is_cap)
            status = take_own_parts(n, &f->items[i]);
        else
            status = take_part(n, zone, &f->items[i], 0);
    }
    note_totals(n, from, to);
    glo_grouping_clear(&n->by);
    return status;
}

/* The zones of one category, the last first. */
static glo_status resolve_category(nesting *n, size_t from, size_t to) {
    glo_figures *f = n->by.f;
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

glo_status glo_figures_resolve_trees(glo_figures *f) {
    nesting n = {0};
    glo_status status = glo_grouping_init(&n.by, f);
    for (size_t from = 0, to; status == GLO_OK && from < f->count; from = to) {
        for (to = from + 1; to < f->count && f->items[to].category == f->items[from].category; to++)
            ;
        status = resolve_category(&n, from, to);
    }
    for (size_t m = 0; status == GLO_OK && m < n.mask_count; m++)
        status = glo_figures_add(f, &n.masks[m]);
    glo_grouping_dispose(&n.by);
    free(n.masks);
    return status;
}
