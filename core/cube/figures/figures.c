/* figures.c: collects the figures, apportions those of split zones, has them resolved (figure_nodes.c, figure_ranges.c,
 * figure_trees.c) and hands them to the pass. The steps are in figures.h. */
#include "figures/figures.h"

#include "apportion.h"
#include "base/alloc.h"
#include "base/err.h"
#include "figures/figure_list.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

glo_status glo_figures_add(glo_figures *f, const glo_figure *item) {
    if (glo_alloc_grow(&f->items, &f->room, f->count + 1, sizeof *f->items) < 0)
        return GLO_ENOMEM;
    f->items[f->count++] = *item;
    return GLO_OK;
}

/* ---- collecting ---- */

enum {
    JOINED = 8
}; /* how many figures back events of one month are looked for, as sources and gradings take turns */

/* Whether events can be kept as one figure: those of a zone, phenomenon and month (or row) that go the same way. */
static bool is_joined(const glo_figure *a, const glo_figure *b) {
    return a->adds && b->adds && a->zone == b->zone && a->node == b->node && a->category == b->category &&
           a->source == b->source && a->slot == b->slot && a->recorded == b->recorded && a->first == b->first;
}

static glo_status note_left_out(glo_rollup_note *note, glo_span span, const int64_t sums[GLO_SUMS]) {
    if (span > note->left_out_span)
        note->left_out_span = span;
    glo_status status = glo_plan_tally(&note->left_out_events, sums[GLO_SUM_EVENTS]);
    return status < 0 ? status : glo_plan_tally(&note->left_out_count, sums[GLO_SUM_COUNT]);
}

static glo_status scale_value(int64_t factor, int64_t *value) {
    return __builtin_mul_overflow(*value, factor, value) ? glo_block_fail_overflow() : GLO_OK;
}

static glo_status collect_past_cell(glo_figures *f, const glo_run_slice *slice, const glo_entry *entry,
                                    const glo_class *class, int32_t day, const int64_t sums[GLO_SUMS]) {
    glo_figure item = {.zone = slice->group,
                       .category = glo_figure_past_category(f->pass->plan, class->category, class->source),
                       .source = class->source,
                       .first = day,
                       .last = glo_span_last(day, class->span),
                       .recorded = entry->run->zone,
                       .span = class->span,
                       .batch = slice->batch};
    item.was_moved = entry->run->zone != glo_tree_nodes(f->pass->plan->spec->zones)[slice->group].id;
    if (class->mode != GLO_CLASS_FIGURES ||
        !glo_tree_find_id(f->pass->plan->spec->phenomena, entry->run->phenomenon, &item.node))
        return GLO_OK;
    memcpy(item.sums, sums, sizeof item.sums);
    memcpy(item.published, sums, sizeof item.published);
    return glo_figures_add(f, &item);
}

/* Events are kept by the month, or by the row's period where that is shorter: a week's figure has the events of its week only. */
static void take_time_of_row(glo_figure *item, glo_span every) {
    item->first = every < GLO_MONTH ? glo_span_floor(item->first, every) : glo_figure_reported_first(item);
    item->last = every < GLO_MONTH ? glo_span_last(item->first, every) : glo_figure_reported_last(item);
}

/* One cell of a run, if its class is not summed by the pass itself. */
static glo_status collect_cell(glo_figures *f, const glo_run_slice *slice, const glo_entry *entry,
                               const glo_class *class, int32_t day, const int64_t sums[GLO_SUMS]) {
    const glo_plan *plan = f->pass->plan;
    int32_t slot = glo_periods_at(&plan->periods, day, class->span);
    uint32_t node;
    if (!glo_tree_find_id(plan->spec->phenomena, entry->run->phenomenon, &node))
        return GLO_OK;
    bool is_asked = plan->phenomenon_flags[node] & GLO_NODE_IN;
    if (slot == GLO_PERIOD_STRADDLES && is_asked)
        return plan->spec->continues && day < plan->spec->first_day
                   ? GLO_OK
                   : note_left_out(&f->pass->accumulator.note, class->span, sums);
    if (slot < 0 || (!is_asked && class->mode != GLO_CLASS_FIGURES))
        return GLO_OK;
    glo_figure item = {.zone = slice->group,
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
        if (!item.adds)
            f->pass->accumulator.note.publishers |= UINT64_C(1) << (item.rank < 63 ? item.rank : 63);
    }
    if (item.adds) {
        take_time_of_row(&item, plan->spec->every);
        for (size_t back = 1; back <= f->count && back <= JOINED; back++) {
            glo_figure *before = &f->items[f->count - back];
            if (status == GLO_OK && is_joined(before, &item))
                return glo_figure_add_sums(before->sums, item.sums) < 0
                           ? GLO_EINVAL
                           : glo_figure_add_sums(before->published, item.sums);
        }
    }
    return status < 0 ? status : glo_figures_add(f, &item);
}

static glo_status collect_run(glo_figures *f, const glo_run_slice *slice, const glo_entry *entry) {
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
                status = (f->is_past ? collect_past_cell : collect_cell)(
                    f, slice, entry, &slice->admission->classes[number], days[i], cell);
        }
    }
    return status;
}

typedef bool (*admit_fn)(const glo_plan *plan, const glo_run_slice *slice, uint32_t run, glo_entry *out);

static glo_status collect_admitted(glo_figures *f, admit_fn admit) {
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
static glo_status collect(glo_figures *f) {
    glo_status status = collect_admitted(f, glo_plan_admit);
    return status == GLO_OK && f->has_ranges ? collect_admitted(f, glo_plan_admit_related) : status;
}

glo_status glo_figures_collect_past(glo_figures *f) {
    f->is_past = true;
    return collect_admitted(f, glo_plan_admit_past);
}

/* ---- zones that were split ---- */

static int compare_for_split(const void *a, const void *b) {
    const glo_figure *x = a, *y = b;
    const int64_t keys[][2] = {{x->zone, y->zone},   {x->category, y->category}, {x->node, y->node},
                               {x->rank, y->rank},   {x->source, y->source},     {x->span, y->span},
                               {x->first, y->first}, {x->batch, y->batch}};
    return glo_figure_compare_keys(keys, sizeof keys / sizeof keys[0]);
}

static bool is_same_year(const glo_figure *a, const glo_figure *b) {
    return a->zone == b->zone && a->category == b->category && a->node == b->node && a->rank == b->rank &&
           a->source == b->source && a->span == b->span && a->recorded == b->recorded &&
           glo_span_index(a->first, GLO_YEAR) == glo_span_index(b->first, GLO_YEAR);
}

/* The figures of one year of a split zone, one after the other; each target gets a figure beside each. */
static glo_status split_year(glo_figures *f, const glo_figure *year, size_t count) {
    const glo_target *targets;
    size_t target_count = glo_tree_targets(f->pass->plan->spec->zones, year->zone, &targets);
    int64_t *column = NULL, *parts = NULL;
    uint64_t *weights = NULL;
    glo_figure *pieces = NULL;
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
            status = glo_figures_add(f, &pieces[i]);
    }
    free(pieces);
    free(weights);
    free(parts);
    free(column);
    return status;
}

/* Hands the figures of split zones to their targets. */
static glo_status split_figures(glo_figures *f) {
    const glo_node *zones = glo_tree_nodes(f->pass->plan->spec->zones);
    glo_figure *whole;
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

/* ---- the whole ---- */

static glo_status note_entered(glo_pass *pass, const glo_figure *item) {
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

static glo_status transfer_figures(glo_figures *f) {
    glo_shared *shared = f->pass->shared;
    const glo_plan *plan = f->pass->plan;
    glo_status status = glo_alloc_grow(&shared->transfers, &shared->transfer_room,
                                       shared->transfer_count + f->count, sizeof *shared->transfers);
    for (size_t i = 0; status == GLO_OK && i < f->count; i++) {
        const glo_figure *item = &f->items[i];
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

glo_status glo_figures_resolve(glo_pass *pass, glo_coverage *coverage) {
    glo_figures f = {.pass = pass};
    glo_status status = collect(&f);
    if (status == GLO_OK)
        status = split_figures(&f);
    if (status == GLO_OK && f.count > 0) {
        if ((status = glo_figures_resolve_nodes(&f)) == GLO_OK &&
            (!coverage || (status = glo_figures_census(&f, coverage)) == GLO_OK) &&
            (status = glo_figures_narrow_ranges(&f)) == GLO_OK &&
            (status = glo_figures_resolve_trees(&f)) == GLO_OK)
            status = transfer_figures(&f);
    }
    free(f.items);
    free(f.own);
    free(f.preferred);
    return status;
}
