/* figure_ranges.c: ranges that an exact total bounds: step 4 of figures.h.
 *
 * Parts of a total T, figures of its source, zone and time on narrower phenomena, are disjoint or they overlap (a victim of two
 * forms is in both). Where they are disjoint, L is the least they come to, and T - L is what all of them together may be above
 * it: so no part, and no sum of parts, is more than that above its least.
 *
 * Whether they are disjoint is told by the periods of the same source, zone and phenomenon, all that the cells hold, as a
 * source may change its way of counting: least parts above the total overlap, and two or more exact parts that come to an exact total are
 * disjoint. The nearest period that tells decides, of two as near the later. Where none does, they are disjoint if L <= T.
 *
 * BE: the forms of 2016 come to more than the total, those of 2018 to 115 of 115, so 2017 has disjoint ones: of 121 victims, of
 * which labour 65 and sexual 55, other "<5" is 0 or 1. NL: those of 2017 overlap, and no year before 2022 tells anything else, so
 * the 63 to 100 of 2018 stay, although the others leave no more than 68 of the total.
 */
#include "base/alloc.h"
#include "base/err.h"
#include "figures/figure_groups.h"

#include <stdlib.h>
#include <string.h>

/* What a period tells of the parts of a total. */
typedef struct evidence {
    uint32_t zone, node, category; /* category of the past: of its source too (figure_list.h) */
    int32_t first;
    bool overlap; /* else they are disjoint */
} evidence;

typedef struct ranges {
    glo_grouping by;
    evidence *known; /* by category, zone, node and first day */
    size_t known_count, known_room;
    glo_figure *caps;
    size_t cap_count, cap_room;
    int64_t *
        extras; /* per phenomenon: what the upper bounds of the parts at and below it come to above their least */
} ranges;

/* ---- the parts of a total ---- */

/* Of the figures of a phenomenon, the first that does not begin before `day`. */
static size_t find_begin(const glo_grouping *by, uint32_t node, int32_t day) {
    size_t low = by->groups[node].from, high = by->groups[node].to;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by->f->items[middle].first < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_part_of(const glo_grouping *by, const glo_figure *part, const glo_figure *total) {
    for (uint32_t node = glo_grouping_parent(by, part->node); node != GLO_NO_NODE;
         node = glo_grouping_parent(by, node)) {
        const glo_figure *nearest = glo_grouping_find(by, node, part);
        if (nearest)
            return nearest == total && glo_figure_is_same_source(part, total);
    }
    return false;
}

typedef glo_status (*part_fn)(ranges *r, glo_figure *part, void *state);

/* Calls for each part of the total, which is of the k-th phenomenon: figures on narrower ones, none between. */
static glo_status each_part(ranges *r, const glo_grouping *by, size_t k, const glo_figure *total,
                            part_fn call, void *state) {
    uint32_t end = glo_tree_nodes(by->f->pass->plan->spec->phenomena)[total->node].end;
    glo_status status = GLO_OK;
    for (size_t p = k + 1; p < by->node_count && by->nodes[p] < end; p++) {
        const glo_figure_group *g = &by->groups[by->nodes[p]];
        for (size_t i = find_begin(by, by->nodes[p], total->first);
             status == GLO_OK && i < g->to && by->f->items[i].last <= total->last; i++) {
            if (is_part_of(by, &by->f->items[i], total))
                status = call(r, &by->f->items[i], state);
        }
    }
    return status;
}

typedef struct tally {
    int64_t least; /* what the parts come to at least */
    size_t ranges, above_zero;
} tally;

static glo_status add_part(ranges *r, glo_figure *part, void *state) {
    tally *t = state;
    (void)r;
    t->ranges += part->sums[GLO_SUM_EXTRA] != 0;
    t->above_zero += part->sums[GLO_SUM_COUNT] > 0;
    return __builtin_add_overflow(t->least, part->sums[GLO_SUM_COUNT], &t->least) ? glo_block_fail_overflow()
                                                                                  : GLO_OK;
}

/* ---- whether they overlap ---- */

static int compare_evidence(const void *a, const void *b) {
    const evidence *x = a, *y = b;
    const int64_t keys[][2] = {
        {x->category, y->category}, {x->zone, y->zone}, {x->node, y->node}, {x->first, y->first}};
    return glo_figure_compare_keys(keys, sizeof keys / sizeof keys[0]);
}

static glo_status hear_total(ranges *r, const glo_grouping *past, size_t k, const glo_figure *total) {
    tally t = {0};
    if (total->sums[GLO_SUM_EXTRA] != 0)
        return GLO_OK;
    glo_status status = each_part(r, past, k, total, add_part, &t);
    bool overlap = t.least > total->sums[GLO_SUM_COUNT],
         disjoint = t.ranges == 0 && t.above_zero > 1 && t.least == total->sums[GLO_SUM_COUNT];
    if (status < 0 || !(overlap || disjoint))
        return status;
    if (glo_alloc_grow(&r->known, &r->known_room, r->known_count + 1, sizeof *r->known) < 0)
        return GLO_ENOMEM;
    r->known[r->known_count++] = (evidence){total->zone, total->node, total->category, total->first, overlap};
    return GLO_OK;
}

static bool is_same_zone(const glo_figure *a, const glo_figure *b) {
    return a->category == b->category && a->zone == b->zone;
}

/* The figures of the zone at `from` end before this one. */
static size_t zone_end(const glo_figures *f, size_t from) {
    size_t to = from + 1;
    while (to < f->count && is_same_zone(&f->items[from], &f->items[to]))
        to++;
    return to;
}

static glo_status hear_zones(ranges *r, glo_grouping *past) {
    glo_figures *f = past->f;
    glo_status status = GLO_OK;
    for (size_t from = 0, to; status == GLO_OK && from < f->count; from = to) {
        to = zone_end(f, from);
        if ((status = glo_accumulator_stop(&f->pass->accumulator)) < 0)
            break;
        glo_grouping_make(past, from, to);
        for (size_t k = 0; status == GLO_OK && k < past->node_count; k++) {
            const glo_figure_group *g = &past->groups[past->nodes[k]];
            for (size_t i = g->from; status == GLO_OK && i < g->to; i++)
                status = hear_total(r, past, k, &f->items[i]);
        }
        glo_grouping_clear(past);
    }
    if (r->known_count > 0)
        qsort(r->known, r->known_count, sizeof *r->known, compare_evidence);
    return status;
}

static glo_status find_evidence(ranges *r) {
    glo_figures past = {.pass = r->by.f->pass};
    glo_grouping by = {0};
    glo_status status = glo_figures_collect_past(&past);
    if (status == GLO_OK && past.count > 0 && (status = glo_figures_resolve_nodes(&past)) == GLO_OK &&
        (status = glo_grouping_init(&by, &past)) == GLO_OK)
        status = hear_zones(r, &by);
    glo_grouping_dispose(&by);
    free(past.items);
    free(past.own);
    free(past.preferred);
    return status;
}

static bool is_of(const evidence *known, const evidence *wanted) {
    return known->category == wanted->category && known->zone == wanted->zone && known->node == wanted->node;
}

/* What the nearest period tells, of two as near the later. */
static bool do_parts_overlap(const ranges *r, const glo_figure *total) {
    const evidence wanted = {total->zone, total->node,
                             glo_figure_past_category(r->by.f->pass->plan, total->category, total->source),
                             total->first, false};
    size_t low = 0, high = r->known_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_evidence(&r->known[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    const evidence *before = low > 0 && is_of(&r->known[low - 1], &wanted) ? &r->known[low - 1] : NULL,
                   *after = low < r->known_count && is_of(&r->known[low], &wanted) ? &r->known[low] : NULL;
    if (!before || !after)
        return before ? before->overlap : after && after->overlap;
    int32_t at = glo_span_index(total->first, total->span);
    int32_t since = at - glo_span_index(before->first, total->span),
            until = glo_span_index(after->first, total->span) - at;
    return until <= since ? after->overlap : before->overlap;
}

/* ---- narrowing ---- */

static glo_status cap_part(ranges *r, glo_figure *part, void *state) {
    const int64_t *left = state;
    glo_pass *pass = r->by.f->pass;
    uint8_t flags = pass->plan->phenomenon_flags[part->node];
    pass->accumulator.handlings[part->handling] = 1;
    if (part->sums[GLO_SUM_EXTRA] > *left) {
        part->sums[GLO_SUM_EXTRA] = part->published[GLO_SUM_EXTRA] = *left;
        pass->accumulator.note.narrowed += (flags & GLO_NODE_OUTPUT) != 0;
    }
    return GLO_OK;
}

static glo_status add_extra(ranges *r, glo_figure *part, void *state) {
    (void)state;
    int64_t *extra = &r->extras[part->node];
    return __builtin_add_overflow(*extra, part->sums[GLO_SUM_EXTRA], extra) ? glo_block_fail_overflow()
                                                                            : GLO_OK;
}

static glo_status add_cap(ranges *r, uint32_t node, const glo_figure *total, int64_t excess) {
    if (glo_alloc_grow(&r->caps, &r->cap_room, r->cap_count + 1, sizeof *r->caps) < 0)
        return GLO_ENOMEM;
    glo_figure *cap = &r->caps[r->cap_count++];
    *cap = *total;
    cap->node = node;
    cap->adds = cap->is_cap = cap->is_asked = 1;
    memset(cap->sums, 0, sizeof cap->sums);
    cap->sums[GLO_SUM_EXTRA] = -excess;
    memcpy(cap->published, cap->sums, sizeof cap->published);
    return GLO_OK;
}

/* Several parts under one phenomenon that is asked, or several months of one: together they are within what the total leaves
 * as well. */
static glo_status cap_sums(ranges *r, size_t k, const glo_figure *total, int64_t left) {
    const glo_plan *plan = r->by.f->pass->plan;
    glo_status status = each_part(r, &r->by, k, total, add_extra, NULL);
    for (uint32_t node = glo_tree_nodes(plan->spec->phenomena)[total->node].end; node-- > total->node + 1;) {
        int64_t extra = r->extras[node];
        r->extras[node] = 0;
        if (status == GLO_OK && extra > left && plan->phenomenon_flags[node] & GLO_NODE_IN) {
            status = add_cap(r, node, total, extra - left);
            extra = left;
        }
        int64_t *above = &r->extras[glo_grouping_parent(&r->by, node)];
        if (status == GLO_OK && __builtin_add_overflow(*above, extra, above))
            status = glo_block_fail_overflow();
    }
    r->extras[total->node] = 0;
    return status;
}

static glo_status narrow_parts(ranges *r, size_t k, const glo_figure *total) {
    tally t = {0};
    int64_t left;
    if (total->sums[GLO_SUM_EXTRA] != 0)
        return GLO_OK;
    glo_status status = each_part(r, &r->by, k, total, add_part, &t);
    if (status < 0 || t.ranges == 0)
        return status;
    if (__builtin_sub_overflow(total->sums[GLO_SUM_COUNT], t.least, &left))
        return glo_block_fail_overflow();
    if (left < 0 || do_parts_overlap(r, total))
        return GLO_OK;
    r->by.f->pass->accumulator.handlings[total->handling] = 1;
    status = each_part(r, &r->by, k, total, cap_part, &left);
    return status == GLO_OK && t.ranges > 1 ? cap_sums(r, k, total, left) : status;
}

static glo_status narrow_zone(ranges *r, size_t from, size_t to) {
    const glo_figure *items = r->by.f->items;
    size_t count = 0;
    glo_status status = GLO_OK;
    for (size_t i = from; i < to; i++)
        count += !items[i].adds && items[i].sums[GLO_SUM_EXTRA] != 0;
    if (count == 0)
        return GLO_OK;
    glo_grouping_make(&r->by, from, to);
    for (size_t k = 0; status == GLO_OK && k < r->by.node_count; k++) {
        const glo_figure_group *g = &r->by.groups[r->by.nodes[k]];
        for (size_t i = g->from; status == GLO_OK && i < g->to; i++)
            status = narrow_parts(r, k, &items[i]);
    }
    glo_grouping_clear(&r->by);
    return status;
}

static int compare_zones(const void *a, const void *b) {
    const glo_figure *x = a, *y = b;
    const int64_t keys[][2] = {{x->category, y->category}, {x->zone, y->zone}};
    return glo_figure_compare_keys(keys, sizeof keys / sizeof keys[0]);
}

/* What is not asked has done its work; caps join the figures of their zone. */
static glo_status settle(ranges *r) {
    glo_figures *f = r->by.f;
    size_t kept = 0;
    glo_status status = GLO_OK;
    for (size_t i = 0; i < f->count; i++) {
        if (f->items[i].is_asked)
            f->items[kept++] = f->items[i];
    }
    f->count = kept;
    for (size_t c = 0; status == GLO_OK && c < r->cap_count; c++)
        status = glo_figures_add(f, &r->caps[c]);
    if (r->cap_count > 0)
        qsort(f->items, f->count, sizeof *f->items, compare_zones);
    return status;
}

glo_status glo_figures_narrow_ranges(glo_figures *f) {
    ranges r = {0};
    if (!f->has_ranges)
        return GLO_OK;
    glo_status status = glo_grouping_init(&r.by, f);
    if (status == GLO_OK)
        status = glo_alloc_array(glo_tree_count(f->pass->plan->spec->phenomena), sizeof *r.extras, &r.extras);
    if (status == GLO_OK)
        status = find_evidence(&r);
    for (size_t from = 0, to; status == GLO_OK && from < f->count; from = to) {
        to = zone_end(f, from);
        if ((status = glo_accumulator_stop(&f->pass->accumulator)) == GLO_OK)
            status = narrow_zone(&r, from, to);
    }
    if (status == GLO_OK)
        status = settle(&r);
    glo_grouping_dispose(&r.by);
    free(r.known);
    free(r.caps);
    free(r.extras);
    return status;
}
