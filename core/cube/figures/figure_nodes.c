/* figure_nodes.c: one figure per node, source and time, then one source per node and month: steps 1 to 3 of figures.h. */
#include "base/alloc.h"
#include "base/err.h"
#include "figures/figure_list.h"

#include <stdlib.h>
#include <string.h>

/* ---- one node: later batches, coarser spans, preferred sources ---- */

static bool is_same_node(const glo_figure *a, const glo_figure *b) {
    return a->category == b->category && a->zone == b->zone && a->node == b->node;
}

/* Whether some day from `first` to `last` is set; or sets them all. */
static bool test_days(const glo_figures *f, const uint64_t *bits, int32_t first, int32_t last) {
    for (int64_t day = (int64_t)first - f->low, end = (int64_t)last - f->low; day <= end;) {
        uint64_t mask = UINT64_MAX << day % 64;
        if (day / 64 == end / 64)
            mask &= UINT64_MAX >> (63 - end % 64);
        if (bits[day / 64] & mask)
            return true;
        day = (day / 64 + 1) * 64;
    }
    return false;
}

static void set_days(const glo_figures *f, uint64_t *bits, int32_t first, int32_t last) {
    for (int64_t day = (int64_t)first - f->low, end = (int64_t)last - f->low; day <= end;) {
        uint64_t mask = UINT64_MAX << day % 64;
        if (day / 64 == end / 64)
            mask &= UINT64_MAX >> (63 - end % 64);
        bits[day / 64] |= mask;
        day = (day / 64 + 1) * 64;
    }
}

static glo_status make_bits(glo_figures *f) {
    int32_t low = INT32_MAX, high = INT32_MIN;
    for (size_t i = 0; i < f->count; i++) {
        int32_t first = glo_figure_reported_first(&f->items[i]),
                last = glo_figure_reported_last(&f->items[i]);
        low = first < low ? first : low;
        high = last > high ? last : high;
    }
    f->low = low;
    f->words = f->count > 0 ? (size_t)((int64_t)high - low) / 64 + 1 : 0;
    glo_status status = glo_alloc_array(f->words, sizeof *f->own, &f->own);
    return status < 0 ? status : glo_alloc_array(f->words, sizeof *f->preferred, &f->preferred);
}

/* Whether `later` repeats what `item` says: the same time, from the same source. */
static bool is_repeated(const glo_figure *item, const glo_figure *later) {
    return !item->adds && !later->adds && glo_figure_is_same_source(item, later) &&
           item->span == later->span && item->first == later->first;
}

/* Whether a zone and one that later became part of it both were there at the time of a figure, and so were apart. */
static bool were_apart(const glo_figures *f, const glo_figure *former) {
    const glo_tree *zones = f->pass->plan->spec->zones;
    const glo_node *nodes = glo_tree_nodes(zones);
    uint32_t recorded;
    return nodes[former->zone].first_day <= former->first &&
           glo_tree_find_id(zones, former->recorded, &recorded) && nodes[recorded].last_day >= former->first;
}

/* One figure per source, span and time of a node: those of one batch and zone, and of zones that became this one, are
 * added up. An earlier batch gives way; and so does what stood at a former zone, where the zone has a figure of that time
 * although it came later: that one is of its extent today. How many are left of `count`. */
static glo_status drop_superseded(glo_figures *f, glo_figure *node, size_t count, size_t *out_count) {
    size_t kept = 0;
    int32_t recorded = 0;
    int64_t batch = 0;
    glo_status status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < count; i++) {
        glo_figure *item = kept > 0 ? &node[kept - 1] : NULL;
        if (!item || !is_repeated(item, &node[i])) {
            node[kept++] = node[i];
        } else if (node[i].recorded == recorded ? node[i].batch != batch
                                                : !item->was_moved && !were_apart(f, &node[i])) {
            f->pass->accumulator.note.superseded += node[i].is_asked;
            continue;
        } else if ((status = glo_figure_add_sums(item->sums, node[i].sums)) == GLO_OK) {
            status = glo_figure_add_sums(item->published, node[i].sums);
        }
        recorded = node[i].recorded;
        batch = node[i].batch;
    }
    *out_count = kept;
    return status;
}

static glo_status note_alternative(glo_figures *f, const glo_figure *dropped, int32_t taken) {
    glo_rollup_note *note = &f->pass->accumulator.note;
    if (!dropped->is_asked)
        return GLO_OK;
    if (note->alternatives++ == 0) {
        note->alternative_source = dropped->source;
        note->preferred_source = taken;
    }
    return glo_plan_tally(&note->alternative_count, dropped->sums[GLO_SUM_COUNT]);
}

/* Steps 1 to 3 over the figures of one node; how many are left. Days are cleared before and after. */
static glo_status resolve_node(glo_figures *f, glo_figure *node, size_t count, size_t *out_count) {
    size_t kept = 0, source_from = 0;
    int32_t taken = node[0].source;
    glo_status status = drop_superseded(f, node, count, &count);
    for (size_t i = 0; status == GLO_OK && i < count; i++) {
        glo_figure item = node[i];
        if (item.adds) {
            node[kept++] = item;
            continue;
        }
        if (i > 0 && !glo_figure_is_same_source(&node[i - 1], &item)) { /* what it reported is known now */
            memset(f->own, 0, f->words * sizeof *f->own);
            for (size_t k = source_from; k < kept; k++)
                set_days(f, f->preferred, glo_figure_reported_first(&node[k]),
                         glo_figure_reported_last(&node[k]));
            if (kept > source_from)
                taken = node[kept - 1].source;
            source_from = kept;
        }
        if (test_days(f, f->preferred, item.first, item.last)) {
            status = note_alternative(f, &item, taken);
        } else if (test_days(f, f->own, item.first, item.last)) {
            f->pass->accumulator.note.finer += item.is_asked;
        } else {
            set_days(f, f->own, item.first, item.last);
            node[kept++] = item;
        }
    }
    memset(f->own, 0, f->words * sizeof *f->own);
    memset(f->preferred, 0, f->words * sizeof *f->preferred);
    *out_count = kept;
    return status;
}

glo_status glo_figures_resolve_nodes(glo_figures *f) {
    size_t kept = 0, left;
    glo_status status = glo_figures_sort(f);
    if (status == GLO_OK)
        status = make_bits(f);
    for (size_t from = 0, to; status == GLO_OK && from < f->count; from = to) {
        for (to = from + 1; to < f->count && is_same_node(&f->items[from], &f->items[to]); to++)
            ;
        status = from % 4096 == 0 ? glo_accumulator_stop(&f->pass->accumulator) : GLO_OK;
        left = to - from;
        if (status == GLO_OK && left > 1)
            status = resolve_node(f, f->items + from, left, &left);
        memmove(f->items + kept, f->items + from, left * sizeof *f->items);
        kept += left;
    }
    f->count = kept;
    return status;
}
