/* figure_sort.c: sorts the figures by node. Cells come run by run, each by day, so that the list consists of stretches of one
 * node that are sorted already: these are put in order as wholes, and only those that interleave (two batches of one run) are
 * sorted figure by figure. Comparisons: one per figure, and n log n of the stretches. Declared in figure_list.h.
 */
#include "base/alloc.h"
#include "figures/figure_list.h"

#include <stdlib.h>
#include <string.h>

/* By category, zone and phenomenon; within a node events first, then the preferred source, its coarsest figures before
 * its finer ones; of figures of one time those recorded at the zone itself first, the latest batch first. */
static int compare_figures(const void *a, const void *b) {
    const glo_figure *x = a, *y = b;
    const int64_t keys[][2] = {{x->category, y->category}, {x->zone, y->zone},   {x->node, y->node},
                               {y->adds, x->adds},         {x->rank, y->rank},   {x->source, y->source},
                               {y->span, x->span},         {x->first, y->first}, {x->was_moved, y->was_moved},
                               {x->recorded, y->recorded}, {y->batch, x->batch}};
    return glo_figure_compare_keys(keys, sizeof keys / sizeof keys[0]);
}

static bool is_same_node(const glo_figure *a, const glo_figure *b) {
    return a->node == b->node && a->zone == b->zone && a->category == b->category;
}

typedef struct stretch {
    const glo_figure *first, *end; /* sorted from `first` on, before `end` */
} stretch;

static int compare_stretches(const void *a, const void *b) {
    return compare_figures(((const stretch *)a)->first, ((const stretch *)b)->first);
}

static glo_status find_stretches(const glo_figures *f, stretch **out, size_t *out_count) {
    size_t room = 0;
    *out_count = 0;
    for (size_t i = 0; i < f->count; i++) {
        const glo_figure *item = &f->items[i];
        if (i == 0 || !is_same_node(item - 1, item) || compare_figures(item - 1, item) > 0) {
            if (glo_alloc_grow(out, &room, *out_count + 1, sizeof **out) < 0)
                return GLO_ENOMEM;
            (*out)[(*out_count)++].first = item;
        }
        (*out)[*out_count - 1].end = item + 1;
    }
    return GLO_OK;
}

/* Copies the stretches, in order of their first figures, and sorts those that interleave. */
static void merge(const stretch *list, size_t count, glo_figure *to) {
    for (size_t from = 0, next; from < count; from = next) {
        const glo_figure *last = list[from].end - 1;
        glo_figure *begin = to;
        for (next = from; next < count && (next == from || compare_figures(list[next].first, last) < 0);
             next++) {
            size_t length = (size_t)(list[next].end - list[next].first);
            memcpy(to, list[next].first, length * sizeof *to);
            to += length;
            if (compare_figures(list[next].end - 1, last) > 0)
                last = list[next].end - 1;
        }
        if (next > from + 1)
            qsort(begin, (size_t)(to - begin), sizeof *begin, compare_figures);
    }
}

glo_status glo_figures_sort(glo_figures *f) {
    stretch *list = NULL;
    glo_figure *sorted = NULL;
    size_t count = 0;
    glo_status status = find_stretches(f, &list, &count);
    if (status == GLO_OK && count > 1 &&
        (status = glo_alloc_array(f->count, sizeof *sorted, &sorted)) == GLO_OK) {
        qsort(list, count, sizeof *list, compare_stretches);
        merge(list, count, sorted);
        free(f->items);
        f->items = sorted;
        f->room = f->count;
    }
    free(list);
    return status;
}
