/* figures.c: the five steps of figures.h over an array of figures. */
#include "figures.h"

#include "apportion.h"
#include "base/alloc.h"
#include "base/date.h"
#include "base/err.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef struct figure {
    uint32_t zone, node, category;
    uint32_t rank; /* of its source: the lowest is preferred */
    int32_t source;
    int32_t first, last; /* days; of events the month, within the slot */
    int32_t slot;
    int32_t recorded; /* the id of the zone it was recorded at, which may have become another */
    glo_span span;
    uint8_t was_moved; /* recorded at a zone that became this one */
    uint8_t adds;      /* events: what they are part of takes them off, nothing else changes them */
    uint8_t is_asked;  /* its phenomenon is; else it only bounds those that are */
    uint8_t handling;
    int64_t batch;
    int64_t published[GLO_SUMS]; /* as its source gives it */
    int64_t sums[GLO_SUMS];      /* what its node gets: less what lies below */
} figure;

typedef struct figures {
    glo_pass *pass;
    figure *items;
    size_t count, room;
    /* Days that a node's figures cover, as bits from `low` on. */
    uint64_t *own, *preferred;
    int32_t low;
    size_t words;
    bool has_ranges; /* some figure asked is censored */
} figures;

static glo_status fail_overflow(void) {
    return glo_block_fail_overflow();
}

static glo_status add_sums(int64_t into[GLO_SUMS], const int64_t more[GLO_SUMS]) {
    int bad = 0;
    for (int s = 0; s < GLO_SUMS; s++)
        bad |= __builtin_add_overflow(into[s], more[s], &into[s]);
    return bad ? fail_overflow() : GLO_OK;
}

static glo_status subtract_sums(int64_t into[GLO_SUMS], const int64_t less[GLO_SUMS]) {
    int bad = 0;
    for (int s = 0; s < GLO_SUMS; s++)
        bad |= __builtin_sub_overflow(into[s], less[s], &into[s]);
    return bad ? fail_overflow() : GLO_OK;
}

/* ---- collecting ---- */

enum {
    JOINED = 8
}; /* how many figures back events of one month are looked for, as sources and gradings take turns */

/* A source that has a figure of a day or a week is taken to report in that month. */
static int32_t reported_first(const figure *item) {
    return item->span < GLO_MONTH ? glo_span_floor(item->first, GLO_MONTH) : item->first;
}
static int32_t reported_last(const figure *item) {
    return item->span < GLO_MONTH ? glo_span_last(glo_span_floor(item->last, GLO_MONTH), GLO_MONTH)
                                  : item->last;
}

/* Whether events can be kept as one figure: those of a zone, phenomenon and month that go the same way. */
static bool is_joined(const figure *a, const figure *b) {
    return a->adds && b->adds && a->zone == b->zone && a->node == b->node && a->category == b->category &&
           a->source == b->source && a->slot == b->slot && a->recorded == b->recorded && a->first == b->first;
}

static glo_status add_figure(figures *f, const figure *item) {
    if (glo_alloc_grow(&f->items, &f->room, f->count + 1, sizeof *f->items) < 0)
        return GLO_ENOMEM;
    f->items[f->count++] = *item;
    return GLO_OK;
}

static glo_status note_left_out(glo_rollup_note *note, glo_span span, const int64_t sums[GLO_SUMS]) {
    if (span > note->left_out_span)
        note->left_out_span = span;
    glo_status status = glo_plan_tally(&note->left_out_events, sums[GLO_SUM_EVENTS]);
    return status < 0 ? status : glo_plan_tally(&note->left_out_count, sums[GLO_SUM_COUNT]);
}

static glo_status scale_value(int64_t factor, int64_t *value) {
    return __builtin_mul_overflow(*value, factor, value) ? fail_overflow() : GLO_OK;
}

/* One cell of a run, if its class is not summed by the pass itself. */
static glo_status collect_cell(figures *f, const glo_run_slice *slice, const glo_entry *entry,
                               const glo_class *class, int32_t day, const int64_t sums[GLO_SUMS]) {
    const glo_plan *plan = f->pass->plan;
    int32_t slot = glo_periods_at(&plan->periods, day, class->span);
    uint32_t node;
    if (!glo_tree_find_id(plan->spec->phenomena, entry->run->phenomenon, &node))
        return GLO_OK;
    bool is_asked = plan->phenomenon_flags[node] & GLO_NODE_IN;
    if (slot == GLO_PERIOD_STRADDLES && is_asked)
        return note_left_out(&f->pass->accumulator.note, class->span, sums);
    if (slot < 0 || (!is_asked && class->mode != GLO_CLASS_FIGURES))
        return GLO_OK;
    figure item = {.zone = slice->group,
                   .node = node,
                   .category = class->category,
                   .rank = class->rank,
                   .source = class->source,
                   .first = day,
                   .last = glo_span_last(day, class->span),
                   .slot = slot,
                   .recorded = entry->run->zone,
                   .was_moved = entry->run->zone != glo_tree_nodes(plan->spec->zones)[slice->group].id,
                   .span = class->span,
                   .adds = class->mode != GLO_CLASS_FIGURES,
                   .is_asked = is_asked,
                   .handling = class->handling,
                   .batch = slice->batch};
    memcpy(item.sums, sums, sizeof item.sums);
    glo_status status = scale_value(class->value_factor, &item.sums[GLO_SUM_VALUE]);
    memcpy(item.published, item.sums, sizeof item.published);
    if (is_asked) {
        f->pass->accumulator.handlings[class->handling] = 1;
        f->has_ranges |= !item.adds && item.sums[GLO_SUM_EXTRA] != 0;
    }
    if (item.adds) {
        item.first = reported_first(&item);
        item.last = reported_last(&item);
        for (size_t back = 1; back <= f->count && back <= JOINED; back++) {
            figure *before = &f->items[f->count - back];
            if (status == GLO_OK && is_joined(before, &item))
                return add_sums(before->sums, item.sums) < 0 ? GLO_EINVAL
                                                             : add_sums(before->published, item.sums);
        }
    }
    return status < 0 ? status : add_figure(f, &item);
}

static glo_status collect_run(figures *f, const glo_run_slice *slice, const glo_entry *entry) {
    int32_t days[GLO_CHUNK];
    uint32_t kinds[GLO_CHUNK];
    int64_t sums[GLO_SUMS][GLO_CHUNK];
    static const int columns[GLO_SUMS] = {[GLO_SUM_EVENTS] = GLO_RUN_EVENTS,
                                          [GLO_SUM_COUNT] = GLO_RUN_COUNT,
                                          [GLO_SUM_EXTRA] = GLO_RUN_EXTRA,
                                          [GLO_SUM_VALUE] = GLO_RUN_VALUE};
    glo_status status = GLO_OK;
    for (uint32_t from = entry->from; status == GLO_OK && from < entry->to; from += GLO_CHUNK) {
        uint32_t left = entry->to - from, count = left < GLO_CHUNK ? left : GLO_CHUNK;
        status = glo_accumulator_stop(&f->pass->accumulator);
        glo_run_days(entry->run, entry->bytes, from, count, days);
        glo_run_kinds(entry->run, entry->bytes, from, count, kinds);
        for (int s = 0; s < GLO_SUMS; s++)
            glo_run_read(entry->run, entry->bytes, columns[s], from, count, sums[s]);
        for (uint32_t i = 0; status == GLO_OK && i < count; i++) {
            uint32_t number = slice->admission->class_of_kind[kinds[i]];
            const int64_t cell[GLO_SUMS] = {sums[0][i], sums[1][i], sums[2][i], sums[3][i]};
            if (number != GLO_NO_CLASS && slice->admission->classes[number].mode != GLO_CLASS_EVENTS)
                status = collect_cell(f, slice, entry, &slice->admission->classes[number], days[i], cell);
        }
    }
    return status;
}

typedef bool (*admit_fn)(const glo_plan *plan, const glo_run_slice *slice, uint32_t run, glo_entry *out);

static glo_status collect_admitted(figures *f, admit_fn admit) {
    const glo_plan *plan = f->pass->plan;
    glo_status status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < plan->slice_count; i++) {
        const glo_run_slice *slice = &plan->slices[i];
        glo_entry entry;
        for (uint32_t r = 0; slice->admission->has_figures && status == GLO_OK && r < slice->count; r++) {
            if (admit(plan, slice, r, &entry))
                status = collect_run(f, slice, &entry);
        }
    }
    return status;
}

/* Where a figure asked is censored, also those that may bound it: a row is the same whatever else is asked. */
static glo_status collect(figures *f) {
    glo_status status = collect_admitted(f, glo_plan_admit);
    return status == GLO_OK && f->has_ranges ? collect_admitted(f, glo_plan_admit_related) : status;
}

/* ---- zones that were split ---- */

static int compare_keys(const int64_t keys[][2], size_t count) {
    for (size_t k = 0; k < count; k++) {
        if (keys[k][0] != keys[k][1])
            return keys[k][0] < keys[k][1] ? -1 : 1;
    }
    return 0;
}

static int compare_for_split(const void *a, const void *b) {
    const figure *x = a, *y = b;
    const int64_t keys[][2] = {{x->zone, y->zone},   {x->category, y->category}, {x->node, y->node},
                               {x->rank, y->rank},   {x->source, y->source},     {x->span, y->span},
                               {x->first, y->first}, {x->batch, y->batch}};
    return compare_keys(keys, sizeof keys / sizeof keys[0]);
}

static bool is_same_year(const figure *a, const figure *b) {
    return a->zone == b->zone && a->category == b->category && a->node == b->node && a->rank == b->rank &&
           a->source == b->source && a->span == b->span && a->recorded == b->recorded &&
           glo_span_index(a->first, GLO_YEAR) == glo_span_index(b->first, GLO_YEAR);
}

/* The figures of one year of a split zone, one after the other; each target gets a figure beside each. */
static glo_status split_year(figures *f, const figure *year, size_t count) {
    const glo_target *targets;
    size_t target_count = glo_tree_targets(f->pass->plan->spec->zones, year->zone, &targets);
    int64_t *column = NULL, *parts = NULL;
    uint64_t *weights = NULL;
    figure *pieces = NULL;
    size_t piece_count = count * target_count;
    glo_status status = glo_alloc_array(count, sizeof *column, &column);
    if (status == GLO_OK)
        status = glo_alloc_array(piece_count, sizeof *parts, &parts);
    if (status == GLO_OK)
        status = glo_alloc_array(piece_count, sizeof *pieces, &pieces);
    if (status == GLO_OK)
        status = glo_alloc_array(target_count, sizeof *weights, &weights);
    for (size_t i = 0; status == GLO_OK && i < target_count; i++)
        weights[i] = targets[i].weight;
    for (size_t i = 0; status == GLO_OK && i < piece_count; i++) {
        pieces[i] = year[i / target_count];
        pieces[i].zone = targets[i % target_count].node;
    }
    for (int s = 0; status == GLO_OK && s < GLO_SUMS; s++) {
        for (size_t i = 0; i < count; i++)
            column[i] = year[i].sums[s];
        status = glo_apportion_sequence(column, count, weights, target_count, parts);
        for (size_t i = 0; status == GLO_OK && i < piece_count; i++)
            pieces[i].sums[s] = pieces[i].published[s] = parts[i];
    }
    for (size_t i = 0; status == GLO_OK && i < piece_count; i++) {
        const int64_t *sums = pieces[i].sums;
        if (f->pass->plan->zone_flags[pieces[i].zone] & GLO_NODE_IN &&
            (sums[0] | sums[1] | sums[2] | sums[3]))
            status = add_figure(f, &pieces[i]);
    }
    free(pieces);
    free(weights);
    free(parts);
    free(column);
    return status;
}

/* Hands the figures of split zones to their targets. */
static glo_status split_figures(figures *f) {
    const glo_node *zones = glo_tree_nodes(f->pass->plan->spec->zones);
    figure *whole;
    size_t split = 0, kept = 0;
    for (size_t i = 0; i < f->count; i++)
        split += zones[f->items[i].zone].moved;
    if (split == 0)
        return GLO_OK;
    if (glo_alloc_array(split, sizeof *whole, &whole) < 0)
        return GLO_ENOMEM;
    split = 0;
    for (size_t i = 0; i < f->count; i++) {
        if (zones[f->items[i].zone].moved)
            whole[split++] = f->items[i];
        else
            f->items[kept++] = f->items[i];
    }
    f->count = kept;
    qsort(whole, split, sizeof *whole, compare_for_split);
    glo_status status = GLO_OK;
    for (size_t from = 0, to; status == GLO_OK && from < split; from = to) {
        for (to = from + 1; to < split && is_same_year(&whole[from], &whole[to]); to++)
            ;
        status = split_year(f, whole + from, to - from);
    }
    free(whole);
    return status;
}

/* ---- one node: later batches, coarser spans, preferred sources ---- */

/* By category, zone and phenomenon; within a node events first, then the preferred source, its coarsest figures before
 * its finer ones; of figures of one time those recorded at the zone itself first, the latest batch first. */
static int compare_figures(const void *a, const void *b) {
    const figure *x = a, *y = b;
    const int64_t keys[][2] = {{x->category, y->category}, {x->zone, y->zone},   {x->node, y->node},
                               {y->adds, x->adds},         {x->rank, y->rank},   {x->source, y->source},
                               {y->span, x->span},         {x->first, y->first}, {x->was_moved, y->was_moved},
                               {x->recorded, y->recorded}, {y->batch, x->batch}};
    return compare_keys(keys, sizeof keys / sizeof keys[0]);
}

static bool is_same_node(const figure *a, const figure *b) {
    return a->category == b->category && a->zone == b->zone && a->node == b->node;
}

static bool is_same_source(const figure *a, const figure *b) {
    return a->rank == b->rank && a->source == b->source;
}

/* Whether some day from `first` to `last` is set; or sets them all. */
static bool test_days(const figures *f, const uint64_t *bits, int32_t first, int32_t last) {
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

static void set_days(const figures *f, uint64_t *bits, int32_t first, int32_t last) {
    for (int64_t day = (int64_t)first - f->low, end = (int64_t)last - f->low; day <= end;) {
        uint64_t mask = UINT64_MAX << day % 64;
        if (day / 64 == end / 64)
            mask &= UINT64_MAX >> (63 - end % 64);
        bits[day / 64] |= mask;
        day = (day / 64 + 1) * 64;
    }
}

static glo_status make_bits(figures *f) {
    int32_t low = INT32_MAX, high = INT32_MIN;
    for (size_t i = 0; i < f->count; i++) {
        int32_t first = reported_first(&f->items[i]), last = reported_last(&f->items[i]);
        low = first < low ? first : low;
        high = last > high ? last : high;
    }
    f->low = low;
    f->words = f->count > 0 ? (size_t)((int64_t)high - low) / 64 + 1 : 0;
    glo_status status = glo_alloc_array(f->words, sizeof *f->own, &f->own);
    return status < 0 ? status : glo_alloc_array(f->words, sizeof *f->preferred, &f->preferred);
}

/* Whether `later` repeats what `item` says: the same time, from the same source. */
static bool is_repeated(const figure *item, const figure *later) {
    return !item->adds && !later->adds && is_same_source(item, later) && item->span == later->span &&
           item->first == later->first;
}

/* One figure per source, span and time of a node: those of one batch and zone, and of zones that became this one, are
 * added up; an earlier batch, and what stood at a former zone, gives way. How many are left of `count`. */
static glo_status drop_superseded(figures *f, figure *node, size_t count, size_t *out_count) {
    size_t kept = 0;
    int32_t recorded = 0;
    int64_t batch = 0;
    glo_status status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < count; i++) {
        figure *item = kept > 0 ? &node[kept - 1] : NULL;
        if (!item || !is_repeated(item, &node[i])) {
            node[kept++] = node[i];
        } else if (node[i].recorded == recorded ? node[i].batch != batch : !item->was_moved) {
            f->pass->accumulator.note.superseded += node[i].is_asked;
            continue;
        } else if ((status = add_sums(item->sums, node[i].sums)) == GLO_OK) {
            status = add_sums(item->published, node[i].sums);
        }
        recorded = node[i].recorded;
        batch = node[i].batch;
    }
    *out_count = kept;
    return status;
}

static glo_status note_alternative(figures *f, const figure *dropped, int32_t taken) {
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
static glo_status resolve_node(figures *f, figure *node, size_t count, size_t *out_count) {
    size_t kept = 0, source_from = 0;
    int32_t taken = node[0].source;
    glo_status status = drop_superseded(f, node, count, &count);
    for (size_t i = 0; status == GLO_OK && i < count; i++) {
        figure item = node[i];
        if (item.adds) {
            node[kept++] = item;
            continue;
        }
        if (i > 0 && !is_same_source(&node[i - 1], &item)) { /* what it reported is known now */
            memset(f->own, 0, f->words * sizeof *f->own);
            for (size_t k = source_from; k < kept; k++)
                set_days(f, f->preferred, reported_first(&node[k]), reported_last(&node[k]));
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

static glo_status resolve_nodes(figures *f) {
    size_t kept = 0, left;
    glo_status status = make_bits(f);
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

/* ---- the trees: a total stands beside its parts ---- */

/* Figures of a zone on one phenomenon, events apart: items[from] to items[to - 1], by time; none meets another. */
typedef struct group {
    size_t from, to;
} group;

typedef struct nesting {
    figures *f;
    group *groups;   /* per phenomenon, of the zone at hand; empty where to == from */
    uint32_t *nodes; /* those with a group, ascending */
    size_t node_count;
    figure *masks; /* what is taken off where only a part is known; sorted into the items at the end */
    size_t mask_count, mask_room;
} nesting;

/* The figure of a group whose time meets that of `part`; NULL when there is none. */
static figure *find_total(const nesting *n, uint32_t node, const figure *part) {
    size_t low = n->groups[node].from, high = n->groups[node].to, from = low;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (n->f->items[middle].first <= part->last)
            low = middle + 1;
        else
            high = middle;
    }
    figure *last = low > from ? &n->f->items[low - 1] : NULL;
    return last && last->last >= part->first ? last : NULL;
}

static uint32_t parent_of(const nesting *n, uint32_t node) {
    return glo_tree_nodes(n->f->pass->plan->spec->phenomena)[node].parent;
}

/* Whether the zone has a figure of the same time on a narrower phenomenon. */
static bool has_part(const nesting *n, const figure *item) {
    uint32_t end = glo_tree_nodes(n->f->pass->plan->spec->phenomena)[item->node].end;
    for (size_t k = 0; k < n->node_count; k++) {
        if (n->nodes[k] > item->node && n->nodes[k] < end && find_total(n, n->nodes[k], item))
            return true;
    }
    return false;
}

static glo_status add_mask(nesting *n, uint32_t zone, const figure *item) {
    figure mask = *item;
    mask.zone = zone;
    memset(mask.published, 0, sizeof mask.published);
    for (int s = 0; s < GLO_SUMS; s++) {
        if (item->sums[s] == INT64_MIN)
            return fail_overflow();
        mask.sums[s] = -item->sums[s];
    }
    n->f->pass->accumulator.note.overlaps++;
    if (glo_alloc_grow(&n->masks, &n->mask_room, n->mask_count + 1, sizeof *n->masks) < 0)
        return GLO_ENOMEM;
    n->masks[n->mask_count++] = mask;
    return GLO_OK;
}

/* What lies below the zone and is its own total's part, taken off that. */
static glo_status take_part(nesting *n, uint32_t zone, const figure *item, int is_mask) {
    for (uint32_t node = item->node; node != GLO_NO_NODE; node = parent_of(n, node)) {
        figure *total = find_total(n, node, item);
        if (total)
            return subtract_sums(total->sums, item->sums);
    }
    return !is_mask && !item->adds && has_part(n, item) ? add_mask(n, zone, item) : GLO_OK;
}

/* Figures of the zone on narrower phenomena, taken off those on wider ones: with what lies below they come to what
 * was published. */
static glo_status take_own_parts(nesting *n, const figure *item) {
    for (uint32_t node = parent_of(n, item->node); node != GLO_NO_NODE; node = parent_of(n, node)) {
        figure *total = find_total(n, node, item);
        if (total)
            return subtract_sums(total->sums, item->published);
    }
    return GLO_OK;
}

static void note_totals(nesting *n, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        const figure *item = &n->f->items[i];
        if (item->adds || memcmp(item->sums, item->published, sizeof item->sums) == 0)
            continue;
        n->f->pass->accumulator.note.totals++;
        if (item->sums[GLO_SUM_COUNT] <
            -item->published[GLO_SUM_EXTRA]) /* the least of the parts, above it */
            n->f->pass->accumulator.note.exceeded++;
    }
}

static int compare_times(const void *a, const void *b) {
    const figure *x = a, *y = b;
    const int64_t keys[][2] = {
        {x->node, y->node}, {y->adds, x->adds}, {x->first, y->first}, {x->rank, y->rank}};
    return compare_keys(keys, sizeof keys / sizeof keys[0]);
}

/* Groups the figures items[from] to items[to - 1], all of one zone. */
static void make_groups(nesting *n, size_t from, size_t to) {
    figure *items = n->f->items;
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
    figures *f = n->f;
    uint32_t zone = f->items[from].zone, zone_end = glo_tree_nodes(f->pass->plan->spec->zones)[zone].end;
    glo_status status = GLO_OK;
    make_groups(n, from, to);
    for (size_t i = to; status == GLO_OK && i < end; i++)
        status = take_part(n, zone, &f->items[i], 0);
    for (size_t m = 0; status == GLO_OK && m < n->mask_count; m++) {
        const figure mask = n->masks[m];
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
    figures *f = n->f;
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

static bool is_part_of(const nesting *n, const figure *part, const figure *total) {
    for (uint32_t node = parent_of(n, part->node); node != GLO_NO_NODE; node = parent_of(n, node)) {
        const figure *nearest = find_total(n, node, part);
        if (nearest)
            return nearest == total && is_same_source(part, total);
    }
    return false;
}

typedef glo_status (*part_fn)(nesting *n, figure *part, int64_t *state);

/* Calls for each part of a total: figures of its source and time on narrower phenomena, none between. */
static glo_status each_part(nesting *n, size_t k, const figure *total, part_fn call, int64_t *state) {
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

static glo_status take_least(nesting *n, figure *part, int64_t *left) {
    (void)n;
    return __builtin_sub_overflow(*left, part->sums[GLO_SUM_COUNT], left) ? fail_overflow() : GLO_OK;
}

static glo_status cap_part(nesting *n, figure *part, int64_t *left) {
    uint8_t flags = n->f->pass->plan->phenomenon_flags[part->node];
    n->f->pass->accumulator.handlings[part->handling] = 1;
    if (part->sums[GLO_SUM_EXTRA] > *left) {
        part->sums[GLO_SUM_EXTRA] = part->published[GLO_SUM_EXTRA] = *left;
        n->f->pass->accumulator.note.narrowed += (flags & GLO_NODE_OUTPUT) != 0;
    }
    return GLO_OK;
}

static glo_status note_range(nesting *n, figure *part, int64_t *ranges) {
    (void)n;
    *ranges += part->sums[GLO_SUM_EXTRA] != 0;
    return GLO_OK;
}

/* Parts are disjoint where the least of them do not exceed the total: none is more than the least of the others leave. */
static glo_status narrow_parts(nesting *n, size_t k, const figure *total) {
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
    figures *f = n->f;
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

static glo_status resolve_trees(figures *f) {
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
        status = add_figure(f, &n.masks[m]);
    free(n.groups);
    free(n.nodes);
    free(n.masks);
    return status;
}

/* ---- the whole ---- */

static glo_status note_entered(glo_pass *pass, const figure *item) {
    glo_status status = glo_plan_tally(&pass->accumulator.note.events, item->published[GLO_SUM_EVENTS]);
    const double *weights = pass->plan->weights;
    if (status == GLO_OK && weights && isnan(weights[item->node])) {
        if (item->node < pass->accumulator.note.unweighted_phenomenon)
            pass->accumulator.note.unweighted_phenomenon = item->node;
        if ((status = glo_plan_tally(&pass->accumulator.note.unweighted_events,
                                     item->published[GLO_SUM_EVENTS])) == GLO_OK)
            status = glo_plan_tally(&pass->accumulator.note.unweighted_count, item->published[GLO_SUM_COUNT]);
    }
    return status;
}

static glo_status transfer_figures(figures *f) {
    glo_shared *shared = f->pass->shared;
    const glo_plan *plan = f->pass->plan;
    glo_status status = glo_alloc_grow(&shared->transfers, &shared->transfer_room,
                                       shared->transfer_count + f->count, sizeof *shared->transfers);
    for (size_t i = 0; status == GLO_OK && i < f->count; i++) {
        const figure *item = &f->items[i];
        glo_transfer *transfer = &shared->transfers[shared->transfer_count++];
        *transfer = (glo_transfer){.zone = item->zone,
                                   .line = plan->line_of_phenomenon[item->node] * plan->category_count +
                                           item->category,
                                   .slot = (size_t)item->slot};
        memcpy(transfer->sums, item->sums, sizeof transfer->sums);
        status = note_entered(f->pass, item);
    }
    return status;
}

glo_status glo_figures_resolve(glo_pass *pass) {
    figures f = {.pass = pass};
    glo_status status = collect(&f);
    if (status == GLO_OK)
        status = split_figures(&f);
    if (status == GLO_OK && f.count > 0) {
        qsort(f.items, f.count, sizeof *f.items, compare_figures);
        if ((status = resolve_nodes(&f)) == GLO_OK && (status = resolve_trees(&f)) == GLO_OK)
            status = transfer_figures(&f);
    }
    free(f.items);
    free(f.own);
    free(f.preferred);
    return status;
}
