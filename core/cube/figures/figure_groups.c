/* figure_groups.c: the figures of a zone by phenomenon. What it is for is in figure_groups.h. */
#include "figures/figure_groups.h"

#include "base/alloc.h"

#include <stdlib.h>

glo_status glo_grouping_init(glo_grouping *g, glo_figures *f) {
    uint32_t phenomena = glo_tree_count(f->pass->plan->spec->phenomena);
    *g = (glo_grouping){.f = f};
    glo_status status = glo_alloc_array(phenomena, sizeof *g->groups, &g->groups);
    return status < 0 ? status : glo_alloc_array(phenomena, sizeof *g->nodes, &g->nodes);
}

void glo_grouping_dispose(glo_grouping *g) {
    free(g->groups);
    free(g->nodes);
}

static int compare_times(const void *a, const void *b) {
    const glo_figure *x = a, *y = b;
    const int64_t keys[][2] = {
        {x->node, y->node}, {y->adds, x->adds}, {x->first, y->first}, {x->rank, y->rank}};
    return glo_figure_compare_keys(keys, sizeof keys / sizeof keys[0]);
}

void glo_grouping_make(glo_grouping *g, size_t from, size_t to) {
    glo_figure *items = g->f->items;
    qsort(items + from, to - from, sizeof *items, compare_times);
    g->node_count = 0;
    for (size_t i = from; i < to; i++) {
        glo_figure_group *group = &g->groups[items[i].node];
        if (items[i].adds)
            continue;
        if (group->to == group->from) {
            *group = (glo_figure_group){i, i};
            g->nodes[g->node_count++] = items[i].node;
        }
        group->to = i + 1;
    }
}

void glo_grouping_clear(glo_grouping *g) {
    for (size_t k = 0; k < g->node_count; k++)
        g->groups[g->nodes[k]] = (glo_figure_group){0, 0};
    g->node_count = 0;
}

glo_figure *glo_grouping_find(const glo_grouping *g, uint32_t node, const glo_figure *part) {
    size_t low = g->groups[node].from, high = g->groups[node].to, from = low;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (g->f->items[middle].first <= part->last)
            low = middle + 1;
        else
            high = middle;
    }
    glo_figure *last = low > from ? &g->f->items[low - 1] : NULL;
    return last && last->last >= part->first ? last : NULL;
}

uint32_t glo_grouping_parent(const glo_grouping *g, uint32_t node) {
    return glo_tree_nodes(g->f->pass->plan->spec->phenomena)[node].parent;
}
