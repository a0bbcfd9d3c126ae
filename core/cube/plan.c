/* plan.c: what is asked, and which runs of cells enter. What it makes is in plan.h. */
#include "plan.h"

#include "base/alloc.h"
#include "base/err.h"
#include "block.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* With more periods than this, only those that occur get slots. */
enum { MANY_PERIODS = 8192 };

glo_status glo_plan_tally(int64_t *sum, int64_t more) {
    return __builtin_add_overflow(*sum, more, sum) ? glo_block_fail_overflow() : GLO_OK;
}

/* ---- what is asked ---- */

static int compare_ids(const void *a, const void *b) {
    int32_t x = ((const glo_numbered *)a)->id, y = ((const glo_numbered *)b)->id;
    return (x > y) - (x < y);
}

static const glo_numbered *find_id(const glo_numbered *list, size_t count, int32_t id) {
    glo_numbered wanted = {.id = id};
    return bsearch(&wanted, list, count, sizeof *list, compare_ids);
}

static int compare_described(const void *a, const void *b) {
    int32_t x = ((const glo_rollup_source *)a)->id, y = ((const glo_rollup_source *)b)->id;
    return (x > y) - (x < y);
}

static glo_status read_sources(glo_plan *p) {
    const glo_rollup_spec *s = p->spec;
    if (glo_alloc_array(s->described_count, sizeof *p->described, &p->described) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < s->described_count; i++) {
        if (s->described[i].subject >= p->subject_count)
            return glo_fail(GLO_EINVAL, "source %d has no subject %u", s->described[i].id,
                            s->described[i].subject);
        p->described[i] = s->described[i];
    }
    qsort(p->described, s->described_count, sizeof *p->described, compare_described);
    return GLO_OK;
}

static glo_status read_filters(glo_plan *p) {
    const glo_rollup_spec *s = p->spec;
    if (glo_alloc_array(s->source_count, sizeof *p->sources, &p->sources) < 0 ||
        glo_alloc_array(s->facet_count, sizeof *p->facets, &p->facets) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < s->source_count; i++)
        p->sources[i].id = s->sources[i];
    qsort(p->sources, s->source_count, sizeof *p->sources, compare_ids);
    glo_status status = glo_words_new(&p->facet_names);
    for (size_t i = 0; status == GLO_OK && i < s->facet_count; i++) {
        p->facets[i].id = s->facets[i].id;
        status = glo_words_add(p->facet_names, s->facets[i].category, strlen(s->facets[i].category),
                               &p->facets[i].number);
    }
    if (status < 0)
        return status;
    qsort(p->facets, s->facet_count, sizeof *p->facets, compare_ids);
    for (size_t i = 1; i < s->facet_count; i++) {
        if (p->facets[i].id == p->facets[i - 1].id)
            return glo_fail(GLO_EINVAL, "two facets have the id %d", p->facets[i].id);
    }
    p->subject_count = s->subject_count > 0 ? s->subject_count : 1;
    p->category_count = (s->facet_count ? glo_words_count(p->facet_names) : 1) * p->subject_count;
    return read_sources(p);
}

static glo_status inherit_weights(glo_plan *p) {
    const glo_tree *tree = p->spec->phenomena;
    if (!(p->spec->measures & GLO_MEASURE_WEIGHTED))
        return GLO_OK;
    if (!p->spec->weights)
        return glo_fail(GLO_EINVAL, "weighted needs weights");
    if (glo_alloc_array(glo_tree_count(tree), sizeof *p->weights, &p->weights) < 0)
        return GLO_ENOMEM;
    for (uint32_t node = 0; node < glo_tree_count(tree); node++) {
        uint32_t parent = glo_tree_nodes(tree)[node].parent;
        p->weights[node] = p->spec->weights[node];
        if (isnan(p->weights[node]) && parent != GLO_NO_NODE)
            p->weights[node] = p->weights[parent];
    }
    return GLO_OK;
}

static glo_status group_zones(glo_plan *p) {
    const glo_tree *tree = p->spec->zones;
    if (glo_alloc_array(glo_tree_count(tree), sizeof(uint32_t), &p->group_of_zone) < 0)
        return GLO_ENOMEM;
    for (uint32_t node = 0; node < glo_tree_count(tree); node++) {
        const glo_target *targets;
        size_t count = glo_tree_targets(tree, node, &targets);
        p->group_of_zone[node] = GLO_NO_NODE;
        for (size_t i = 0; i < count; i++) {
            if (p->zone_flags[targets[i].node] & GLO_NODE_IN)
                p->group_of_zone[node] = count == 1 ? targets[i].node : node;
        }
    }
    return GLO_OK;
}

static glo_status choose_lines(glo_plan *p) {
    const glo_tree *tree = p->spec->phenomena;
    if (glo_alloc_array(glo_tree_count(tree), sizeof *p->line_of_phenomenon, &p->line_of_phenomenon) < 0)
        return GLO_ENOMEM;
    for (uint32_t node = 0; node < glo_tree_count(tree); node++) {
        uint8_t flags = p->phenomenon_flags[node];
        int is_own = flags & GLO_NODE_OUTPUT || !(flags & GLO_NODE_HAS_ABOVE) || p->weights || p->spec->own;
        p->line_of_phenomenon[node] =
            is_own ? node : p->line_of_phenomenon[glo_tree_nodes(tree)[node].parent];
    }
    return GLO_OK;
}

/* ---- which parts are needed ---- */

/* Whether every phenomenon of a part is in the tree. */
static bool knows_phenomena(const glo_plan *p, const glo_part_head *head) {
    uint32_t node;
    if ((int64_t)head->last_phenomenon - head->first_phenomenon >= glo_tree_count(p->spec->phenomena))
        return false;
    for (int64_t id = head->first_phenomenon; id <= head->last_phenomenon; id++) {
        if (!glo_tree_find_id(p->spec->phenomena, id, &node))
            return false;
    }
    return true;
}

/* Whether a part can be passed over: all its zones are in the tree and none is asked, and all its phenomena
 * are in the tree, so that none is unplaced. */
static bool is_passed_over(const glo_plan *p, const glo_part_head *head) {
    const glo_tree *zones = p->spec->zones;
    uint32_t node;
    if ((int64_t)head->last_zone - head->first_zone >= glo_tree_count(zones))
        return false;
    for (int64_t id = head->first_zone; id <= head->last_zone; id++) {
        if (!glo_tree_find_id(zones, id, &node) || p->group_of_zone[node] != GLO_NO_NODE)
            return false;
    }
    return knows_phenomena(p, head);
}

static glo_status fetch_parts(glo_plan *p, uint8_t **out_wanted) {
    uint8_t *wanted;
    glo_status status = glo_cells_pack(p->cells);
    if (status == GLO_OK)
        status = glo_alloc_array(p->cells->part_count, 1, &wanted);
    if (status < 0)
        return status;
    for (size_t i = 0; i < p->cells->part_count; i++)
        wanted[i] = !is_passed_over(p, &p->cells->parts[i].head);
    *out_wanted = wanted;
    return glo_cells_fetch(p->cells, wanted, p->job);
}

/* ---- which runs enter, and where ---- */

/* Whether source, facet and grading pass; the facet's number if so. */
static bool passes(const glo_plan *p, const glo_kind *key, uint32_t *out_facet) {
    const glo_rollup_spec *s = p->spec;
    *out_facet = 0;
    if (s->credibility > 0 && (key->credibility == 0 || key->credibility > s->credibility))
        return false;
    if (s->source_count > 0 && !find_id(p->sources, s->source_count, key->source))
        return false;
    if (s->facet_count == 0)
        return key->facet == 0;
    const glo_numbered *facet = find_id(p->facets, s->facet_count, key->facet);
    if (facet)
        *out_facet = facet->number;
    return facet != NULL;
}

/* The class of a kind that passes: one that is there, or a new one. */
static glo_status add_class(glo_admission *admission, const glo_class *wanted, uint32_t *out) {
    for (*out = 0; *out < admission->class_count; ++*out) {
        const glo_class *c = &admission->classes[*out];
        if (c->span == wanted->span && c->handling == wanted->handling && c->category == wanted->category &&
            c->mode == wanted->mode && c->rank == wanted->rank && c->source == wanted->source &&
            c->value_factor == wanted->value_factor)
            return GLO_OK;
    }
    if (glo_alloc_grow(&admission->classes, &admission->class_room, (size_t)admission->class_count + 1,
                       sizeof *admission->classes) < 0)
        return GLO_ENOMEM;
    admission->classes[admission->class_count++] = *wanted;
    return GLO_OK;
}

static void classify(const glo_plan *p, const glo_kind *kind, uint32_t facet, glo_class *out) {
    glo_rollup_source wanted = {.id = kind->source};
    const glo_rollup_source *source =
        bsearch(&wanted, p->described, p->spec->described_count, sizeof wanted, compare_described);
    *out = (glo_class){.span = (glo_span)kind->span, .handling = kind->handling, .value_factor = 1};
    out->category = facet * (uint32_t)p->subject_count + (source ? source->subject : 0);
    if (source && source->value_factor > 1) {
        out->value_factor = source->value_factor;
        out->mode = GLO_CLASS_PARTS;
    }
    if (source && source->publishes_figures) {
        out->mode = GLO_CLASS_FIGURES;
        out->rank = source->rank;
        out->source = source->id;
    }
}

static glo_status admit_kinds(glo_plan *p, const void *bytes, glo_admission *out) {
    const glo_kind *kinds = glo_part_kinds(bytes);
    uint32_t count = glo_part_head_of(bytes)->kinds, entering = 0;
    if (glo_alloc_array(count, sizeof *out->class_of_kind, &out->class_of_kind) < 0)
        return GLO_ENOMEM;
    out->has_days_only = 1;
    for (uint32_t k = 0; k < count; k++) {
        glo_class wanted;
        uint32_t facet;
        out->class_of_kind[k] = GLO_NO_CLASS;
        if (!passes(p, &kinds[k], &facet))
            continue;
        if (kinds[k].span >= GLO_ALL)
            return glo_fail(GLO_EINVAL, "an observation has the unknown span %u", (unsigned)kinds[k].span);
        classify(p, &kinds[k], facet, &wanted);
        if (add_class(out, &wanted, &out->class_of_kind[k]) < 0)
            return GLO_ENOMEM;
        out->has_days_only &= wanted.span == GLO_DAY;
        entering++;
    }
    out->is_uniform = entering == count && out->class_count == 1;
    p->most_classes = out->class_count > p->most_classes ? out->class_count : p->most_classes;
    return GLO_OK;
}

/* The first cell of a run on a day or later. */
static uint32_t find_day(const glo_run *run, const void *bytes, int32_t day) {
    uint32_t low = 0, high = run->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int32_t there;
        glo_run_days(run, bytes, middle, 1, &there);
        if (there < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Sets which cells of a run may lie in the days asked; whether there are any. What begins before those days
 * may straddle, unless it is a day. */
static bool cut_days(const glo_plan *p, glo_entry *entry) {
    const glo_run *run = entry->run;
    int32_t low = entry->admission->has_days_only ? p->spec->first_day : p->periods.low,
            high = p->periods.high;
    if (run->first_day > high)
        return false;
    entry->from = run->first_day >= low ? 0 : find_day(run, entry->bytes, low);
    entry->to = run->count;
    if (glo_run_last_day(run, entry->bytes) > high)
        entry->to = find_day(run, entry->bytes, high + 1);
    return entry->from < entry->to;
}

static bool admit(const glo_plan *p, const glo_run_slice *slice, uint32_t number, int flag, glo_entry *out) {
    const glo_run *run = &slice->runs[number];
    uint32_t phenomenon;
    if (!glo_tree_find_id(p->spec->phenomena, run->phenomenon, &phenomenon) ||
        !(p->phenomenon_flags[phenomenon] & flag))
        return false;
    /* What a split zone holds is cut phenomenon by phenomenon, whatever is asked: parents equal their
     * children. */
    int is_split = glo_tree_nodes(p->spec->zones)[slice->group].moved;
    *out = (glo_entry){.run = run, .bytes = slice->bytes, .admission = slice->admission, .to = run->count};
    out->node = is_split ? phenomenon : p->line_of_phenomenon[phenomenon];
    out->is_whole = slice->is_whole && slice->admission->is_uniform && slice->admission->has_days_only;
    return slice->is_whole || cut_days(p, out);
}

bool glo_plan_admit(const glo_plan *p, const glo_run_slice *slice, uint32_t run, glo_entry *out) {
    return admit(p, slice, run, GLO_NODE_IN, out);
}

bool glo_plan_admit_related(const glo_plan *p, const glo_run_slice *slice, uint32_t run, glo_entry *out) {
    return admit(p, slice, run, GLO_NODE_RELATED, out);
}

bool glo_plan_admit_past(const glo_plan *p, const glo_run_slice *slice, uint32_t run, glo_entry *out) {
    glo_run_slice whole = *slice;
    whole.is_whole = true;
    return admit(p, &whole, run, GLO_NODE_IN | GLO_NODE_RELATED, out);
}

/* ---- slices ---- */

/* Adds the events of a run within the days asked to those that are unplaced, where they pass. */
static glo_status count_unplaced(glo_plan *p, const glo_run *run, const void *bytes,
                                 const glo_admission *admission) {
    int32_t days[GLO_CHUNK];
    uint32_t kinds[GLO_CHUNK];
    int64_t events[GLO_CHUNK];
    glo_status status = GLO_OK;
    for (uint32_t from = 0; status == GLO_OK && from < run->count; from += GLO_CHUNK) {
        uint32_t count = run->count - from < GLO_CHUNK ? run->count - from : GLO_CHUNK;
        glo_run_days(run, bytes, from, count, days);
        glo_run_kinds(run, bytes, from, count, kinds);
        glo_run_read(run, bytes, GLO_RUN_EVENTS, from, count, events);
        for (uint32_t i = 0; status == GLO_OK && i < count; i++) {
            uint32_t class = admission->class_of_kind[kinds[i]];
            if (class != GLO_NO_CLASS &&
                glo_periods_at(&p->periods, days[i], admission->classes[class].span) != GLO_PERIOD_OUTSIDE)
                status = glo_plan_tally(&p->unplaced_events, events[i]);
        }
    }
    return status;
}

/* Where the runs of another zone begin. */
static uint32_t find_next_zone(const glo_run *runs, uint32_t from, uint32_t count) {
    uint32_t low = from + 1, high = count;
    for (uint32_t step = 1; low + step < high; step *= 2) {
        if (runs[low + step - 1].zone == runs[from].zone)
            low += step;
        else
            high = low + step - 1;
    }
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (runs[middle].zone == runs[from].zone)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static glo_status add_slice(glo_plan *p, const glo_part *part, const glo_admission *admission, uint32_t from,
                            uint32_t to) {
    const glo_run *runs = glo_part_runs(part->bytes);
    const glo_part_head *head = &part->head;
    uint32_t zone, phenomenon, count = to - from;
    int status = GLO_OK, is_known = glo_tree_find_id(p->spec->zones, runs[from].zone, &zone);
    for (uint32_t r = from; status == GLO_OK && (!is_known || !knows_phenomena(p, head)) && r < to; r++) {
        if (!is_known || !glo_tree_find_id(p->spec->phenomena, runs[r].phenomenon, &phenomenon))
            status = count_unplaced(p, &runs[r], part->bytes, admission);
    }
    if (status < 0 || !is_known || p->group_of_zone[zone] == GLO_NO_NODE || admission->class_count == 0)
        return status;
    if (glo_alloc_grow(&p->slices, &p->slice_room, p->slice_count + 1, sizeof *p->slices) < 0)
        return GLO_ENOMEM;
    glo_run_slice slice = {.runs = runs + from,
                           .bytes = part->bytes,
                           .admission = admission,
                           .batch = part->batch,
                           .count = count,
                           .group = p->group_of_zone[zone]};
    slice.cells = (uint32_t)((uint64_t)head->cells * count / head->runs);
    slice.is_whole = head->first_day >= p->spec->first_day && head->last_day <= p->periods.high;
    p->slices[p->slice_count++] = slice;
    p->starts[slice.group + 2]++;
    p->cell_count += slice.cells;
    return GLO_OK;
}

/* Sorts the slices by group: a counting sort. */
static glo_status sort_slices(glo_plan *p) {
    size_t groups = glo_tree_count(p->spec->zones);
    glo_run_slice *sorted;
    if (glo_alloc_array(p->slice_count, sizeof *sorted, &sorted) < 0)
        return GLO_ENOMEM;
    for (size_t group = 0; group < groups; group++)
        p->starts[group + 2] += p->starts[group + 1];
    /* starts[g + 1] is now where group g begins; filling moves it to where it ends, so starts[g] to its
     * begin. */
    for (size_t i = 0; i < p->slice_count; i++)
        sorted[p->starts[p->slices[i].group + 1]++] = p->slices[i];
    free(p->slices);
    p->slices = sorted;
    return GLO_OK;
}

/* Events beside figures of the same subject may be part of these, and are resolved with them. */
static glo_status settle_modes(glo_plan *p) {
    uint8_t *has_figures;
    if (glo_alloc_array(p->category_count, 1, &has_figures) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < p->cells->part_count; i++) {
        for (uint32_t c = 0; c < p->admissions[i].class_count; c++) {
            const glo_class *class = &p->admissions[i].classes[c];
            has_figures[class->category] |= class->mode == GLO_CLASS_FIGURES;
        }
    }
    for (size_t i = 0; i < p->cells->part_count; i++) {
        glo_admission *admission = &p->admissions[i];
        for (uint32_t c = 0; c < admission->class_count; c++) {
            glo_class *class = &admission->classes[c];
            if (class->mode == GLO_CLASS_EVENTS && has_figures[class->category])
                class->mode = GLO_CLASS_PARTS;
            admission->has_events |= class->mode == GLO_CLASS_EVENTS;
            admission->has_figures |= class->mode != GLO_CLASS_EVENTS;
        }
        p->has_figures |= admission->has_figures;
        admission->is_uniform &= !admission->has_figures;
    }
    free(has_figures);
    return GLO_OK;
}

static glo_status find_slices(glo_plan *p, const uint8_t *wanted) {
    glo_status status =
        glo_alloc_array((size_t)glo_tree_count(p->spec->zones) + 2, sizeof *p->starts, &p->starts);
    if (status == GLO_OK)
        status = glo_alloc_array(p->cells->part_count, sizeof *p->admissions, &p->admissions);
    for (size_t i = 0; status == GLO_OK && i < p->cells->part_count; i++) {
        const glo_part *part = &p->cells->parts[i];
        if (!wanted[i])
            continue;
        const glo_run *runs = glo_part_runs(part->bytes);
        status = glo_job_step(p->job, "rollup", 0, 0);
        if (status == GLO_OK)
            status = admit_kinds(p, part->bytes, &p->admissions[i]);
        for (uint32_t from = 0, to; status == GLO_OK && from < part->head.runs; from = to) {
            to = find_next_zone(runs, from, part->head.runs);
            status = add_slice(p, part, &p->admissions[i], from, to);
        }
    }
    if (status == GLO_OK)
        status = settle_modes(p);
    return status < 0 ? status : sort_slices(p);
}

/* ---- periods ---- */

static glo_status make_periods(glo_plan *p, const uint8_t *wanted) {
    int32_t low = INT32_MAX, high = INT32_MIN;
    for (size_t i = 0; i < p->cells->part_count; i++) {
        const glo_part_head *head = &p->cells->parts[i].head;
        if (!wanted[i])
            continue;
        low = head->first_day < low ? head->first_day : low;
        high = head->last_day > high ? head->last_day : high;
    }
    glo_status status =
        glo_periods_init(&p->periods, p->spec->every, p->spec->first_day, p->spec->last_day, low, high);
    return status < 0 ? status : glo_periods_make_tables(&p->periods);
}

static glo_status mark_days(glo_plan *p, const glo_entry *entry) {
    const glo_admission *admission = entry->admission;
    int32_t days[GLO_CHUNK];
    uint32_t kinds[GLO_CHUNK];
    for (uint32_t from = entry->from; from < entry->to; from += GLO_CHUNK) {
        uint32_t left = entry->to - from, count = left < GLO_CHUNK ? left : GLO_CHUNK;
        glo_status status = from % (1 << 16) < GLO_CHUNK ? glo_job_step(p->job, "rollup", 0, 0) : GLO_OK;
        if (status < 0)
            return status;
        glo_run_days(entry->run, entry->bytes, from, count, days);
        glo_run_kinds(entry->run, entry->bytes, from, count, kinds);
        for (uint32_t d = 0; d < count; d++) {
            uint32_t class = admission->class_of_kind[kinds[d]];
            int32_t period = class == GLO_NO_CLASS
                                 ? GLO_PERIOD_OUTSIDE
                                 : glo_periods_at(&p->periods, days[d], admission->classes[class].span);
            if (period >= 0)
                glo_periods_mark(&p->periods, period);
        }
    }
    return GLO_OK;
}

/* Keeps the periods that occur, where there are many. */
static glo_status mark_periods(glo_plan *p) {
    glo_entry entry;
    glo_status status = GLO_OK;
    p->months_are_slots = p->spec->every == GLO_MONTH && p->periods.count <= MANY_PERIODS;
    if (p->periods.count <= MANY_PERIODS)
        return GLO_OK;
    for (size_t i = 0; i < p->slice_count; i++) {
        for (uint32_t r = 0; status == GLO_OK && r < p->slices[i].count; r++) {
            if (glo_plan_admit(p, &p->slices[i], r, &entry))
                status = mark_days(p, &entry);
        }
    }
    return status < 0 ? status : glo_periods_pack(&p->periods);
}

glo_status glo_plan_make(glo_plan *p) {
    const glo_rollup_spec *s = p->spec;
    uint8_t *wanted = NULL;
    glo_status status;
    if (s->every > GLO_ALL)
        return glo_fail(GLO_EINVAL, "no such period");
    if ((status = glo_selection_flags(s->zones, &s->zone_selection, &p->zone_flags)) < 0 ||
        (status = glo_selection_flags(s->phenomena, &s->phenomenon_selection, &p->phenomenon_flags)) < 0 ||
        (status = read_filters(p)) < 0 || (status = inherit_weights(p)) < 0 ||
        (status = group_zones(p)) < 0 || (status = choose_lines(p)) < 0)
        return status;
    p->line_count = glo_tree_count(s->phenomena) * p->category_count;
    if ((status = fetch_parts(p, &wanted)) == GLO_OK && (status = make_periods(p, wanted)) == GLO_OK &&
        (status = find_slices(p, wanted)) == GLO_OK)
        status = mark_periods(p);
    free(wanted);
    return status;
}

void glo_plan_dispose(glo_plan *p) {
    glo_periods_dispose(&p->periods);
    glo_words_free(p->facet_names);
    free(p->described);
    free(p->zone_flags);
    free(p->phenomenon_flags);
    free(p->group_of_zone);
    free(p->line_of_phenomenon);
    free(p->weights);
    free(p->sources);
    free(p->facets);
    for (size_t i = 0; p->admissions && i < p->cells->part_count; i++) {
        free(p->admissions[i].class_of_kind);
        free(p->admissions[i].classes);
    }
    free(p->admissions);
    free(p->slices);
    free(p->starts);
}
